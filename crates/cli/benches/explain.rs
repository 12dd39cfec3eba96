//! How long `readmit explain` takes, from start to end of the program.
//!
//! `cargo bench -p readmit-cli --bench explain`

use std::io::Write as _;
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
    let long_log = log();
    println!("{RUNS} runs each, the whole program");
    for (what, text) in texts {
        report(what, &["explain", text]);
    }
    report("a log of 1 MiB", &["explain", "--file", &long_log.path().display().to_string()]);
}

fn report(what: &str, arguments: &[&str]) {
    let mut times: Vec<Duration> = (0..RUNS).map(|_| once(arguments)).collect();
    times.sort();
    println!(
        "{what:<16} median {:>5.1} ms, slowest {:>5.1} ms",
        times[RUNS / 2].as_secs_f64() * 1000.0,
        times[RUNS - 1].as_secs_f64() * 1000.0
    );
}

/// A log of FreeRDP of 1 MiB, no two lines alike, whose last line tells.
fn log() -> tempfile::NamedTempFile {
    let mut file = tempfile::NamedTempFile::new().expect("there is room");
    let mut size = 0;
    for number in 0.. {
        let word = |at: usize| {
            ["socket", "channel", "window", "config", "update", "frame"][(number / at.max(1) + at) % 6]
        };
        let line = format!(
            "[10:{:02}:{:02}:{:03}] [77:{:08x}] [INFO][com.freerdp.core.{}] - [{}_{number}]: {} {} for item {number}\n",
            number / 60 % 60,
            number % 60,
            number % 1000,
            number % 7,
            word(1),
            word(2),
            word(3),
            word(5)
        );
        file.write_all(line.as_bytes()).expect("there is room");
        size += line.len();
        if size > 1 << 20 {
            break;
        }
    }
    let last = "[11:00:00:000] [77:1] [ERROR][com.freerdp.core] - [nla_recv_pdu]: ERRCONNECT_ACCOUNT_LOCKED_OUT [0x00020018]";
    writeln!(file, "{last}").expect("there is room");
    file
}

fn once(arguments: &[&str]) -> Duration {
    let start = Instant::now();
    let status = Command::new(env!("CARGO_BIN_EXE_readmit"))
        .args(arguments)
        .stdout(Stdio::null())
        .status()
        .expect("the program starts");
    assert!(status.code().is_some_and(|code| code < 2));
    start.elapsed()
}
