//! Figures, not tests: `cargo bench -p readmit-cli`.
//!
//! A full check with logon over a link of 100 ms, beside `xfreerdp +auth-only` to the same
//! host in the same run; memory of one check and of two hundred; time of a diagnosis.

#[path = "../tests/support/mod.rs"]
mod support;

use std::net::SocketAddr;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use support::{READMIT, has, peak_memory, start};

const ONE_WAY: Duration = Duration::from_millis(50);
const RUNS: usize = 7;

fn main() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let fault = lab::faults::find("healthy").expect("the lab has a healthy host");
    let mut setting = fault.setting();
    setting.delay = ONE_WAY;
    let slow = runtime.block_on(lab::start(setting, 0)).expect("the lab starts");
    let near = runtime.block_on(lab::start(fault.setting(), 0)).expect("the lab starts");
    link(
        (SocketAddr::new(slow.address, slow.port), &slow.password),
        (SocketAddr::new(near.address, near.port), &near.password),
    );
    memory(SocketAddr::new(near.address, near.port), &near.password);
    many(&runtime, &near);
    diagnosis(&runtime, &near);
}

type Host<'a> = (SocketAddr, &'a str);

/// Both programs over the slow link, and on loopback, where only their own overhead is left.
fn link(slow: Host<'_>, near: Host<'_>) {
    println!("a check with logon, {RUNS} runs each, medians");
    println!("{:28}{:>16}{:>12}{:>14}", "", "link of 100 ms", "loopback", "round trips");
    let ours = line("readmit check", slow, near, check);
    if !has("xfreerdp") || !has("Xvfb") {
        println!("  xfreerdp +auth-only         skipped: xfreerdp or Xvfb is not installed");
        return;
    }
    let _xvfb = start(Command::new("Xvfb").args([
        ":98",
        "-screen",
        "0",
        "640x480x24",
        "-noreset",
        "-nolisten",
        "tcp",
    ]));
    std::thread::sleep(Duration::from_secs(1));
    let theirs = line("xfreerdp +auth-only", slow, near, xfreerdp);
    println!(
        "readmit / xfreerdp: {:.2} in wall time, {:.2} in round trips",
        ours.0 / theirs.0,
        ours.1 / theirs.1
    );
}

/// Milliseconds over the slow link, and the round trips that the link alone accounts for.
fn line(name: &str, slow: Host<'_>, near: Host<'_>, command: fn(SocketAddr, &str) -> Command) -> (f64, f64) {
    let over_link = ms(median(|| command(slow.0, slow.1)));
    let on_loopback = ms(median(|| command(near.0, near.1)));
    let trips = (over_link - on_loopback) / (ms(ONE_WAY) * 2.0);
    println!("{name:28}{over_link:>13.0} ms{on_loopback:>9.0} ms{trips:>14.1}");
    (over_link, trips)
}

fn xfreerdp(address: SocketAddr, password: &str) -> Command {
    let mut command = Command::new("xfreerdp");
    let arguments = [
        format!("/v:{address}"),
        "/u:alice".into(),
        format!("/p:{password}"),
        "/cert:ignore".into(),
        "+auth-only".into(),
    ];
    command.args(arguments).env("DISPLAY", ":98");
    command
}

fn check(address: SocketAddr, password: &str) -> Command {
    let mut command = Command::new(READMIT);
    command.args([
        "check",
        &address.to_string(),
        "-u",
        "LAB\\alice",
        "--password-env",
        "SECRET",
        "--trust",
        "any",
    ]);
    command.env("SECRET", password);
    command
}

fn median(command: impl Fn() -> Command) -> Duration {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let began = Instant::now();
            let status = command().stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
            assert!(status.expect("it starts").success(), "{:?} failed", command());
            began.elapsed()
        })
        .collect();
    times.sort();
    times[RUNS / 2]
}

fn ms(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}

fn memory(address: SocketAddr, password: &str) {
    let mut child =
        check(address, password).stdin(Stdio::null()).stdout(Stdio::null()).spawn().expect("it starts");
    println!(
        "one check holds at most {:.1} MiB",
        f64::from(u32::try_from(peak_memory(&mut child)).unwrap_or(0)) / 1024.0
    );
}

/// Two hundred checks in this one process.
fn many(runtime: &tokio::runtime::Runtime, lab: &lab::Running) {
    let once = || {
        let (target, identity) = readmit::lab::client(lab, "healthy");
        runtime.block_on(readmit::check::check(&target, Some(identity.into()), None, None));
    };
    (0..20).for_each(|_| once());
    let before = resident();
    let began = Instant::now();
    (0..200).for_each(|_| once());
    let after = resident();
    println!(
        "200 checks in a row: {:.1} ms each, resident {before} KiB before and {after} KiB after (host and client in one process)",
        ms(began.elapsed()) / 200.0
    );
}

fn resident() -> u64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()).and_then(|number| number.parse().ok()).unwrap_or(0)
}

fn diagnosis(runtime: &tokio::runtime::Runtime, lab: &lab::Running) {
    let (target, identity) = readmit::lab::client(lab, "healthy");
    let facts = runtime.block_on(readmit::check::check(&target, Some(identity.into()), None, None)).facts;
    let began = Instant::now();
    for _ in 0..1000 {
        std::hint::black_box(readmit::diagnosis::diagnose(facts.clone()));
    }
    println!("one diagnosis of recorded facts: {:.3} ms", ms(began.elapsed()) / 1000.0);
}
