//! Learns, while the project is built, how people with a known cause put it. What is learned is compiled in
//! (`explain/like.rs`); what it is learned from, see `learn.rs`. It reads the project's `reports/`: this crate is built inside
//! the workspace alone.

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

mod learn;

fn main() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("../..");
    for folder in learn::FOLDERS {
        println!("cargo::rerun-if-changed={}", root.join(folder).display());
    }
    let learned = likeness::learn(&learn::examples(&root, |_| true)?);
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("likeness.txt"), learned)?;
    Ok(())
}
