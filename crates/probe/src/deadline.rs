//! The one deadline that every wait of a run shares.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::time::Instant;

/// Ends all waits. Time a person spends at a prompt does not count.
#[derive(Debug)]
pub(crate) struct Deadline {
    start: Instant,
    timeout: Duration,
    prompts_ms: AtomicU64,
}

impl Deadline {
    pub(crate) fn after(timeout: Duration) -> Self {
        Self { start: Instant::now(), timeout, prompts_ms: AtomicU64::new(0) }
    }

    /// How long people have been asked so far.
    pub(crate) fn paused(&self) -> Duration {
        Duration::from_millis(self.prompts_ms.load(Ordering::Relaxed))
    }

    pub(crate) fn remaining(&self) -> Duration {
        (self.timeout + self.paused()).saturating_sub(self.start.elapsed())
    }

    /// How long the run has taken, prompts left aside.
    pub(crate) fn elapsed(&self) -> Duration {
        self.start.elapsed().saturating_sub(self.paused())
    }

    /// Runs a prompt whose time does not count.
    pub(crate) fn pause<T>(&self, prompt: impl FnOnce() -> T) -> T {
        let began = Instant::now();
        let answer = prompt();
        let spent = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.prompts_ms.fetch_add(spent, Ordering::Relaxed);
        answer
    }

    /// Runs `main`; if it is not over `after` a while, runs `trial` beside it. A trial that is
    /// not over when `main` is, is given up.
    pub(crate) async fn beside<M, T>(
        &self,
        main: impl Future<Output = M>,
        after: Duration,
        trial: impl Future<Output = T>,
    ) -> (M, Option<T>) {
        let mut main = std::pin::pin!(main);
        let delayed = async {
            tokio::time::sleep(after).await;
            trial.await
        };
        let mut delayed = std::pin::pin!(delayed);
        tokio::select! {
            biased;
            done = &mut main => (done, None),
            seen = &mut delayed => (main.await, Some(seen)),
        }
    }

    /// Waits for `future`, at most until the deadline.
    pub(crate) async fn within<T>(&self, future: impl Future<Output = T>) -> Option<T> {
        self.within_at_most(Duration::MAX, future).await
    }

    /// Waits for `future`, at most `limit` and at most until the deadline.
    pub(crate) async fn within_at_most<T>(
        &self,
        limit: Duration,
        future: impl Future<Output = T>,
    ) -> Option<T> {
        tokio::time::timeout(self.remaining().min(limit), future).await.ok()
    }
}
