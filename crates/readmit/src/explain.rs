//! `explain`: what a code or a sentence from a screen can mean.

pub use diagnosis::explain::{Explanation, explain};
