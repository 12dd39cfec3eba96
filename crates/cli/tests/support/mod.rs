//! Programs started for a test, ended with it, by their process id.
#![expect(dead_code, reason = "each test program uses its part of this")]

pub(crate) mod browser;

use std::io::{BufRead, BufReader};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

/// The binary under test.
pub(crate) const READMIT: &str = env!("CARGO_BIN_EXE_readmit");

/// A program that ends when this is dropped.
#[derive(Debug)]
pub(crate) struct Running(pub(crate) Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts a program with its output thrown away.
pub(crate) fn start(command: &mut Command) -> Running {
    let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    Running(child.unwrap_or_else(|error| panic!("{command:?}: {error}")))
}

/// `readmit lab FAULT`, held open.
#[derive(Debug)]
pub(crate) struct Lab {
    _process: Running,
    /// Where it listens.
    pub(crate) address: SocketAddr,
    /// Its account's password.
    pub(crate) password: String,
}

/// Starts `readmit lab FAULT` and reads what it prints about itself.
pub(crate) fn lab(fault: &str) -> Lab {
    let mut child = Command::new(READMIT)
        .args(["lab", fault])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .expect("readmit lab starts");
    let output = BufReader::new(child.stdout.take().expect("piped"));
    let process = Running(child);
    let (mut address, mut password) = (None, None);
    for line in output.lines().map_while(Result::ok) {
        if let Some(rest) = line.split(" on ").nth(1) {
            address = rest.split(',').next().and_then(|text| text.parse().ok());
        }
        if let Some(rest) = line.trim().strip_prefix("password ") {
            password = Some(rest.trim().to_owned());
            break;
        }
    }
    Lab {
        _process: process,
        address: address.expect("the lab prints its address"),
        password: password.expect("the lab prints its password"),
    }
}

/// Waits until a port takes connections.
pub(crate) fn wait_for_port(address: SocketAddr) -> bool {
    let until = Instant::now() + Duration::from_secs(20);
    while Instant::now() < until {
        if TcpStream::connect_timeout(&address, Duration::from_millis(200)).is_ok() {
            return true;
        }
        std::thread::park_timeout(Duration::from_millis(50));
    }
    false
}

/// A port that was free a moment ago.
pub(crate) fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    listener.local_addr().expect("bound").port()
}

/// Whether a program is on this machine.
pub(crate) fn has(program: &str) -> bool {
    let paths = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&paths).chain(["/usr/sbin".into()]).any(|folder| folder.join(program).exists())
}

/// Runs `readmit` with the password in a variable.
pub(crate) fn readmit(arguments: &[&str], password: &str) -> Output {
    Command::new(READMIT)
        .args(arguments)
        .env("READMIT_TEST_PASSWORD", password)
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .output()
        .expect("readmit runs")
}

/// The most memory a running program ever held, in KiB.
pub(crate) fn peak_memory(process: &mut Child) -> u64 {
    let status = format!("/proc/{}/status", process.id());
    let mut peak = 0;
    while matches!(process.try_wait(), Ok(None)) {
        let text = std::fs::read_to_string(Path::new(&status)).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let now = line.and_then(|line| line.split_whitespace().next()).and_then(|number| number.parse().ok());
        peak = peak.max(now.unwrap_or(0));
        std::thread::park_timeout(Duration::from_millis(2));
    }
    peak
}
