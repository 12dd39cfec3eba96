//! What is said on the two streams. Neither a full nor a closed one is a reason to panic, and nothing is written into a
//! line of progress.

use std::io::{IsTerminal, Write};
use std::sync::Mutex;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use readmit::diagnosis::Stage;

/// Prints; a reader who left early is no failure.
pub(crate) fn print(text: &str) -> Result<()> {
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        other => other.context("writing the report"),
    }
}

/// Says something beside the report. Where that can't be said, the report is still worth having.
pub(crate) fn note(text: impl AsRef<str>) {
    let _ = writeln!(std::io::stderr(), "{}", text.as_ref());
}

/// What the line of progress says now; empty while there is none.
static NOW: Mutex<Option<(Stage, Instant)>> = Mutex::new(None);
/// How often the line is drawn again.
const BEAT: Duration = Duration::from_millis(250);

/// A line on the terminal that says what is being looked at. It goes when this is dropped.
pub(crate) struct Progress {
    stop: Option<Sender<()>>,
    line: Option<JoinHandle<()>>,
}

impl Progress {
    /// Begins, if a person watches.
    pub(crate) fn begin() -> Self {
        if !std::io::stderr().is_terminal() {
            return Self { stop: None, line: None };
        }
        let (stop, stopped) = channel();
        let line = std::thread::spawn(move || {
            let mut drawn = 0;
            loop {
                let end = !matches!(stopped.recv_timeout(BEAT), Err(RecvTimeoutError::Timeout));
                let now = if end { None } else { NOW.lock().ok().and_then(|now| *now) };
                let text = now.map_or_else(String::new, |(stage, since)| {
                    format!("looking at the {stage}: {} s", since.elapsed().as_secs())
                });
                let width = text.chars().count();
                if width + drawn > 0 {
                    let _ =
                        write!(std::io::stderr(), "\r{text}{}\r", " ".repeat(drawn.saturating_sub(width)));
                    let _ = std::io::stderr().flush();
                }
                drawn = width;
                if end {
                    return;
                }
            }
        });
        Self { stop: Some(stop), line: Some(line) }
    }

    /// What tells of each stage as it begins.
    pub(crate) fn hook() -> readmit::probe::Progress {
        std::sync::Arc::new(|stage| {
            if let Ok(mut now) = NOW.lock() {
                *now = Some((stage, Instant::now()));
            }
        })
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(line) = self.line.take() {
            let _ = line.join();
        }
    }
}

/// Takes the line away while somebody is asked.
pub(crate) fn ask<T>(question: impl FnOnce() -> T) -> T {
    let before = NOW.lock().ok().and_then(|mut now| now.take());
    if before.is_some() {
        // The line is drawn by another thread: give it time to go.
        std::thread::sleep(BEAT + Duration::from_millis(50));
    }
    let answer = question();
    if let (Some((stage, _)), Ok(mut now)) = (before, NOW.lock()) {
        *now = Some((stage, Instant::now()));
    }
    answer
}
