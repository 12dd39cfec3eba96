//! The HTML report in a real browser: its pixels, its accessibility tree, its policy.
//!
//! Chromium is driven through chromedriver's own protocol (W3C WebDriver). Where they are not
//! installed the cases are reported as skipped, never as passed.

mod support;

use std::io::{BufRead, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use support::{Running, free_port, has, readmit, start, wait_for_port};

type Outcome = Result<(), String>;
type Case = (&'static str, fn(&Browser, &Path) -> Outcome);

const CASES: [Case; 6] = [
    ("a blocked report shows the stop in red and the way before it in green", pixels),
    ("a reader who only listens hears the answer, the way and every step", listened_to),
    ("hostile names stay text: nothing runs, nothing is fetched", hostile),
    ("without script everything can be read, and no button does nothing", without_script),
    ("in the dark and on a phone it stays readable", dark_and_narrow),
    ("it prints", prints),
];

fn main() {
    let filter = std::env::args().skip(1).find(|argument| !argument.starts_with('-')).unwrap_or_default();
    let missing: Vec<&str> = ["chromium", "chromedriver"].into_iter().filter(|name| !has(name)).collect();
    let cases = CASES.iter().filter(|(name, _)| name.contains(&filter));
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

// ---- cases --------------------------------------------------------------------------------

fn pixels(browser: &Browser, folder: &Path) -> Outcome {
    browser.open(&blocked(folder))?;
    let picture = browser.screenshot()?;
    let (red, green) = (picture.count([0xB4, 0x23, 0x18]), picture.count([0x1A, 0x7F, 0x37]));
    let paper = picture.count([0xFF, 0xFF, 0xFF]);
    check(red > 400, &format!("{red} pixels are red"))?;
    check(green > 2000, &format!("{green} pixels are green"))?;
    check(paper * 2 > picture.size(), "less than half of it is white")?;
    let place = "const r = document.querySelector('svg.path').getBoundingClientRect(); return [Math.floor(r.top), Math.floor(r.bottom)]";
    let place = browser.evaluate(place)?;
    let row = |index: usize| place[index].as_u64().and_then(|row| usize::try_from(row).ok()).unwrap_or(0);
    let rows = row(0)..row(1);
    let stop = picture.leftmost([0xB4, 0x23, 0x18], rows.clone());
    let before = picture.leftmost([0x1A, 0x7F, 0x37], rows);
    check(before < stop, &format!("the stop at {stop} lies left of the way at {before}"))
}

fn listened_to(browser: &Browser, folder: &Path) -> Outcome {
    browser.open(&blocked(folder))?;
    let tree = browser.accessibility_tree()?;
    let says =
        |role: &str, part: &str| tree.iter().any(|(its_role, name)| its_role == role && name.contains(part));
    check(says("heading", "as LAB\\alice"), "the target is no heading")?;
    check(
        says("heading", "The account is locked after too many wrong passwords"),
        "the answer is no heading",
    )?;
    check(says("image", "nla passed, logon stopped"), "the picture has no words")?;
    check(says("heading", "For your domain's administrator"), "the addressees are no headings")?;
    check(says("table", ""), "the steps are no table")?;
    let buttons = tree.iter().filter(|(role, _)| role == "button").count();
    let commands = browser.evaluate("return document.querySelectorAll('.command').length")?;
    check(
        commands.as_u64() == Some(buttons as u64) && buttons > 0,
        &format!("{buttons} buttons for {commands} commands"),
    )?;
    let unnamed = tree
        .iter()
        .find(|(role, name)| ["button", "heading", "image"].contains(&role.as_str()) && name.is_empty());
    check(unnamed.is_none(), &format!("{unnamed:?} has no name"))
}

fn hostile(browser: &Browser, folder: &Path) -> Outcome {
    let page = diagnosed(folder, "hostile", |facts| {
        let nasty =
            "<img src=x onerror=\"window.hacked=1\"><script>window.hacked=1</script>\u{202e}\u{1b}[31m\"'`";
        facts["target"]["host"] = json!(nasty);
        facts["target"]["identity"]["user"] = json!(nasty);
        facts["tls"]["chain"][0]["subject"] = json!(nasty);
        facts["nla"]["challenge"]["nb_computer"] = json!(nasty);
        facts["connections"][0]["purpose"] = json!("</code></script><script>window.hacked=1</script>");
    });
    browser.open(&page)?;
    check(browser.evaluate("return typeof window.hacked")? == "undefined", "a host's script ran")?;
    let foreign =
        "return document.querySelectorAll('img,iframe,object,embed,link,a[href],form,script[src]').length";
    check(browser.evaluate(foreign)? == 0, "a host's element stands in the page")?;
    check(browser.evaluate("return document.scripts.length")? == 1, "there is more than our own script")?;
    let fetched = browser.evaluate("return performance.getEntriesByType('resource').length")?;
    check(fetched == 0, &format!("{fetched} things were fetched"))?;
    let text = browser.evaluate("return document.body.textContent")?;
    let text = text.as_str().unwrap_or_default();
    check(text.contains("<img src=x onerror="), "the name is not shown as text")?;
    check(!text.contains(['\u{202e}', '\u{1b}']), "a control character got through")?;
    // Were there a way in, the policy would still hold.
    let policy = "const s = document.createElement('script'); s.textContent = 'window.hacked=2'; document.body.append(s); return typeof window.hacked";
    check(browser.evaluate(policy)? == "undefined", "the policy lets foreign script run")
}

fn without_script(browser: &Browser, folder: &Path) -> Outcome {
    browser.command("Emulation.setScriptExecutionDisabled", &json!({ "value": true }))?;
    let outcome = (|| {
        browser.open(&blocked(folder))?;
        let tree = browser.accessibility_tree()?;
        let steps = tree.iter().filter(|(role, _)| role == "listitem").count();
        check(steps > 3, &format!("{steps} steps can be read"))?;
        check(tree.iter().all(|(role, _)| role != "button"), "a button stands there that does nothing")
    })();
    browser.command("Emulation.setScriptExecutionDisabled", &json!({ "value": false }))?;
    outcome
}

fn dark_and_narrow(browser: &Browser, folder: &Path) -> Outcome {
    let dark = json!({ "features": [{ "name": "prefers-color-scheme", "value": "dark" }] });
    let phone = json!({ "width": 360, "height": 800, "deviceScaleFactor": 1, "mobile": false });
    browser.command("Emulation.setEmulatedMedia", &dark)?;
    browser.command("Emulation.setDeviceMetricsOverride", &phone)?;
    let outcome = (|| {
        browser.open(&blocked(folder))?;
        let picture = browser.screenshot()?;
        let paper = picture.count([0x0D, 0x11, 0x17]);
        check(paper * 2 > picture.size(), "less than half of it is dark")?;
        let width = browser.evaluate("return document.documentElement.scrollWidth")?;
        check(width.as_u64().is_some_and(|width| width <= 360), &format!("it is {width} wide on 360"))
    })();
    browser.command("Emulation.clearDeviceMetricsOverride", &json!({}))?;
    browser.command("Emulation.setEmulatedMedia", &json!({ "features": [] }))?;
    outcome
}

fn prints(browser: &Browser, folder: &Path) -> Outcome {
    browser.open(&blocked(folder))?;
    let printed = browser.command("Page.printToPDF", &json!({ "printBackground": true }))?;
    // "%PDF" in base64.
    check(printed["data"].as_str().is_some_and(|data| data.starts_with("JVBER")), "no PDF came")
}

fn check(holds: bool, otherwise: &str) -> Outcome {
    if holds { Ok(()) } else { Err(format!("    {otherwise}")) }
}

// ---- pages ---------------------------------------------------------------------------------

fn blocked(folder: &Path) -> PathBuf {
    diagnosed(folder, "blocked", |_| {})
}

/// The report on saved facts of a locked account, after `change`.
fn diagnosed(folder: &Path, name: &str, change: impl FnOnce(&mut Value)) -> PathBuf {
    let facts = folder.join(format!("{name}.json"));
    let saved = facts.to_string_lossy().into_owned();
    readmit(&["check", "lab:logon/locked-out", "--save", &saved], "");
    let text = std::fs::read_to_string(&facts).expect("facts were saved");
    let mut value: Value = serde_json::from_str(&text).expect("facts are JSON");
    change(&mut value);
    std::fs::write(&facts, value.to_string()).expect("facts are written");
    let html = readmit(&["diagnose", &saved, "--format", "html"], "").stdout;
    let page = folder.join(format!("{name}.html"));
    std::fs::write(&page, html).expect("the page is written");
    page
}

// ---- a browser ------------------------------------------------------------------------------

struct Browser {
    port: u16,
    session: String,
    _driver: Running,
}

struct Picture {
    width: usize,
    pixels: Vec<[u8; 3]>,
}

impl Browser {
    fn start(folder: &Path) -> Self {
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

    fn open(&self, page: &Path) -> Outcome {
        let url = format!("file://{}", page.display());
        self.post(&format!("/session/{}/url", self.session), &json!({ "url": url })).map(drop)
    }

    fn evaluate(&self, script: &str) -> Result<Value, String> {
        let body = json!({ "script": script, "args": [] });
        self.post(&format!("/session/{}/execute/sync", self.session), &body)
    }

    /// A command of the DevTools protocol.
    fn command(&self, name: &str, parameters: &Value) -> Result<Value, String> {
        let body = json!({ "cmd": name, "params": parameters });
        self.post(&format!("/session/{}/goog/cdp/execute", self.session), &body)
    }

    /// Role and name of everything that a screen reader meets.
    fn accessibility_tree(&self) -> Result<Vec<(String, String)>, String> {
        let tree = self.command("Accessibility.getFullAXTree", &json!({}))?;
        let text = |value: &Value| value["value"].as_str().unwrap_or_default().to_owned();
        let nodes = tree["nodes"].as_array().into_iter().flatten();
        let met = nodes.filter(|node| node["ignored"] == false);
        Ok(met.map(|node| (text(&node["role"]), text(&node["name"]))).collect())
    }

    fn screenshot(&self) -> Result<Picture, String> {
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
    fn size(&self) -> usize {
        self.pixels.len()
    }

    fn count(&self, colour: [u8; 3]) -> usize {
        self.pixels.iter().filter(|pixel| **pixel == colour).count()
    }

    /// The first column, within these rows, that shows this colour.
    fn leftmost(&self, colour: [u8; 3], rows: std::ops::Range<usize>) -> usize {
        let rows = self.pixels.chunks_exact(self.width).skip(rows.start).take(rows.len());
        rows.filter_map(|row| row.iter().position(|pixel| *pixel == colour)).min().unwrap_or(usize::MAX)
    }
}
