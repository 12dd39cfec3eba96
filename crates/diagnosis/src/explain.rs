//! From what stands on a screen to causes.
pub fn placeholder() {}
