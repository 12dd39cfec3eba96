//! Chromium, driven through chromedriver's own protocol (W3C WebDriver).

use std::io::{BufRead, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use super::{Running, free_port, has, start, wait_for_port};

pub(crate) type Outcome = Result<(), String>;
pub(crate) type Case<'a> = (&'static str, &'a dyn Fn(&Browser, &Path) -> Outcome);

/// Runs the cases whose name contains the first argument. Where the browser is not installed
/// they are reported as skipped, never as passed.
pub(crate) fn run(cases: &[Case<'_>]) {
    let filter = std::env::args().skip(1).find(|argument| !argument.starts_with('-')).unwrap_or_default();
    let missing: Vec<&str> = ["chromium", "chromedriver"].into_iter().filter(|name| !has(name)).collect();
    let cases = cases.iter().filter(|(name, _)| name.contains(&filter));
    if !missing.is_empty() {
        for (name, _) in cases {
            println!("skipped  {name} (not installed: {})", missing.join(", "));
        }
        return;
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let browser = Browser::start(folder.path());
    let mut failed = 0;
    for (name, case) in cases {
        match case(&browser, folder.path()) {
            Ok(()) => println!("ok       {name}"),
            Err(why) => {
                println!("FAILED   {name}\n{why}");
                failed += 1;
            }
        }
    }
    drop(browser);
    drop(folder);
    std::process::exit(i32::from(failed > 0));
}

pub(crate) fn check(holds: bool, otherwise: &str) -> Outcome {
    if holds { Ok(()) } else { Err(format!("    {otherwise}")) }
}

pub(crate) struct Browser {
    port: u16,
    session: String,
    _driver: Running,
}

pub(crate) struct Picture {
    width: usize,
    pixels: Vec<[u8; 3]>,
}

impl Browser {
    pub(crate) fn start(folder: &Path) -> Self {
        let port = free_port();
        let driver = start(Command::new("chromedriver").arg(format!("--port={port}")));
        assert!(wait_for_port(([127, 0, 0, 1], port).into()), "chromedriver did not start");
        let profile = format!("--user-data-dir={}", folder.join("profile").display());
        let arguments = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--window-size=1000,1400",
            profile.as_str(),
        ];
        let wanted = json!({ "capabilities": { "alwaysMatch": {
            "browserName": "chrome",
            "goog:chromeOptions": { "args": arguments, "binary": "/usr/bin/chromium" },
        } } });
        let mut browser = Self { port, session: String::new(), _driver: driver };
        let answer = browser.post("/session", &wanted).expect("a browser starts");
        browser.session = answer["sessionId"].as_str().expect("a session").to_owned();
        browser
    }

    pub(crate) fn open(&self, page: &Path) -> Outcome {
        let url = format!("file://{}", page.display());
        self.post(&format!("/session/{}/url", self.session), &json!({ "url": url })).map(drop)
    }

    pub(crate) fn evaluate(&self, script: &str) -> Result<Value, String> {
        let body = json!({ "script": script, "args": [] });
        self.post(&format!("/session/{}/execute/sync", self.session), &body)
    }

    /// A command of the DevTools protocol.
    pub(crate) fn command(&self, name: &str, parameters: &Value) -> Result<Value, String> {
        let body = json!({ "cmd": name, "params": parameters });
        self.post(&format!("/session/{}/goog/cdp/execute", self.session), &body)
    }

    /// Role and name of everything that a screen reader meets.
    pub(crate) fn accessibility_tree(&self) -> Result<Vec<(String, String)>, String> {
        let tree = self.command("Accessibility.getFullAXTree", &json!({}))?;
        let text = |value: &Value| value["value"].as_str().unwrap_or_default().to_owned();
        let nodes = tree["nodes"].as_array().into_iter().flatten();
        let met = nodes.filter(|node| node["ignored"] == false);
        Ok(met.map(|node| (text(&node["role"]), text(&node["name"]))).collect())
    }

    pub(crate) fn screenshot(&self) -> Result<Picture, String> {
        let taken = self.command("Page.captureScreenshot", &json!({ "format": "png" }))?;
        let encoded = taken["data"].as_str().unwrap_or_default();
        let bytes = openssl::base64::decode_block(encoded).map_err(|error| error.to_string())?;
        let mut reader =
            png::Decoder::new(std::io::Cursor::new(bytes)).read_info().map_err(|error| error.to_string())?;
        let mut buffer = vec![0; reader.output_buffer_size().unwrap_or_default()];
        let info = reader.next_frame(&mut buffer).map_err(|error| error.to_string())?;
        let step = info.color_type.samples();
        let pixels = buffer[..info.buffer_size()].chunks_exact(step).map(|p| [p[0], p[1], p[2]]).collect();
        Ok(Picture { width: info.width as usize, pixels })
    }

    fn post(&self, path: &str, body: &Value) -> Result<Value, String> {
        let answer = http(self.port, "POST", path, &body.to_string()).map_err(|error| error.to_string())?;
        let value: Value = serde_json::from_str(&answer).map_err(|error| format!("{error}: {answer}"))?;
        if value["value"]["error"].is_string() {
            return Err(format!("    {path}: {}", value["value"]["message"]));
        }
        Ok(value["value"].clone())
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = http(self.port, "DELETE", &format!("/session/{}", self.session), "");
    }
}

fn http(port: u16, method: &str, path: &str, body: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )?;
    // The driver keeps connections open; its answers say how long they are.
    let mut reader = std::io::BufReader::new(stream);
    let (mut line, mut length) = (String::new(), 0);
    while reader.read_line(&mut line)? > 2 {
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().unwrap_or(0);
        }
        line.clear();
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    Ok(String::from_utf8_lossy(&body).into_owned())
}

impl Picture {
    pub(crate) fn size(&self) -> usize {
        self.pixels.len()
    }

    pub(crate) fn count(&self, colour: [u8; 3]) -> usize {
        self.pixels.iter().filter(|pixel| **pixel == colour).count()
    }

    /// The first column, within these rows, that shows this colour.
    pub(crate) fn leftmost(&self, colour: [u8; 3], rows: std::ops::Range<usize>) -> usize {
        let rows = self.pixels.chunks_exact(self.width).skip(rows.start).take(rows.len());
        rows.filter_map(|row| row.iter().position(|pixel| *pixel == colour)).min().unwrap_or(usize::MAX)
    }
}
