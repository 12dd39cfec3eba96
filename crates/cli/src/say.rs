//! What is said on the two streams. Neither a full nor a closed one is a reason to panic, and nothing is written into a
//! line of progress.

use std::io::{IsTerminal, Write};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use readmit::diagnosis::Stage;

/// Prints; a reader who left early is no failure.
pub(crate) fn print(text: &str) -> Result<()> {
    line().erase();
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        other => other.context("writing the report"),
    }
}

/// Says something beside the report. Where that can't be said, the report is still worth having.
pub(crate) fn note(text: impl AsRef<str>) {
    line().erase();
    let _ = writeln!(std::io::stderr(), "{}", text.as_ref());
}

/// Asks somebody, without a line of progress in between.
pub(crate) fn ask<T>(question: impl FnOnce() -> T) -> T {
    let was_on = line().turn(false);
    let answer = question();
    line().turn(was_on);
    answer
}

/// The line of progress.
struct Line {
    on: bool,
    stage: Option<(Stage, Instant)>,
    /// How many characters of it stand on the terminal.
    drawn: usize,
}

static LINE: Mutex<Line> = Mutex::new(Line { on: false, stage: None, drawn: 0 });

/// Whoever writes to the terminal holds it.
fn line() -> MutexGuard<'static, Line> {
    LINE.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Line {
    fn erase(&mut self) {
        if self.drawn > 0 {
            let _ = write!(std::io::stderr(), "\r{}\r", " ".repeat(self.drawn));
            let _ = std::io::stderr().flush();
            self.drawn = 0;
        }
    }

    fn draw(&mut self) {
        if let Some((stage, since)) = self.stage.filter(|_| self.on) {
            let text = words(stage, since.elapsed());
            self.erase();
            let _ = write!(std::io::stderr(), "{text}");
            let _ = std::io::stderr().flush();
            self.drawn = text.chars().count();
        }
    }

    /// Switches it, and says whether it was on.
    fn turn(&mut self, on: bool) -> bool {
        self.erase();
        std::mem::replace(&mut self.on, on)
    }
}

fn words(stage: Stage, elapsed: Duration) -> String {
    format!("looking at the {stage}: {} s", elapsed.as_secs())
}

/// How often the line is drawn again.
const BEAT: Duration = Duration::from_millis(250);

/// A line on the terminal that says what is being looked at. It goes when this is dropped.
pub(crate) struct Progress {
    stop: Option<Sender<()>>,
    drawing: Option<JoinHandle<()>>,
}

impl Progress {
    /// Begins, if a person watches.
    pub(crate) fn begin() -> Self {
        if !std::io::stderr().is_terminal() {
            return Self { stop: None, drawing: None };
        }
        line().turn(true);
        let (stop, stopped) = channel();
        let drawing = std::thread::spawn(move || {
            while matches!(stopped.recv_timeout(BEAT), Err(RecvTimeoutError::Timeout)) {
                line().draw();
            }
        });
        Self { stop: Some(stop), drawing: Some(drawing) }
    }

    /// What tells of each stage as it begins.
    pub(crate) fn hook() -> readmit::probe::Progress {
        std::sync::Arc::new(|stage| line().stage = Some((stage, Instant::now())))
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(drawing) = self.drawing.take() {
            let _ = drawing.join();
        }
        line().turn(false);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_says_what_is_looked_at_and_for_how_long() {
        assert_eq!(words(Stage::Network, Duration::from_millis(3900)), "looking at the network: 3 s");
    }
}
