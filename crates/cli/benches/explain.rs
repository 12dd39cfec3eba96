//! How long `readmit explain` takes, from start to end of the program.
//!
//! `cargo bench -p readmit-cli --bench explain`

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const RUNS: usize = 50;

fn main() {
    let long = "Hello, since Monday nobody can work, it says An internal error has occured. ".repeat(25);
    let texts = [
        ("a code", "0x904"),
        ("a sentence", "You cannot proceed because authentication is required"),
        ("a misspelt one", "you can not procede becuase authentification is requierd"),
        ("nothing known", "my printer is out of paper"),
        ("2000 characters", long.as_str()),
    ];
    println!("{RUNS} runs each, the whole program");
    for (what, text) in texts {
        let mut times: Vec<Duration> = (0..RUNS).map(|_| once(text)).collect();
        times.sort();
        println!(
            "{what:<16} median {:>5.1} ms, slowest {:>5.1} ms",
            times[RUNS / 2].as_secs_f64() * 1000.0,
            times[RUNS - 1].as_secs_f64() * 1000.0
        );
    }
}

fn once(text: &str) -> Duration {
    let start = Instant::now();
    let status = Command::new(env!("CARGO_BIN_EXE_readmit"))
        .args(["explain", text])
        .stdout(Stdio::null())
        .status()
        .expect("the program starts");
    assert!(status.code().is_some_and(|code| code < 2));
    start.elapsed()
}
