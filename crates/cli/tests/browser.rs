//! The HTML report in a real browser: its pixels, its accessibility tree, its policy.

mod support;

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use support::browser::{Browser, Case, Outcome, check};
use support::readmit;

const CASES: [Case<'_>; 6] = [
    ("a blocked report shows the stop in red and the way before it in green", &pixels),
    ("a reader who only listens hears the answer, the way and every step", &listened_to),
    ("hostile names stay text: nothing runs, nothing is fetched", &hostile),
    ("without script everything can be read, and no button does nothing", &without_script),
    ("in the dark and on a phone it stays readable", &dark_and_narrow),
    ("it prints", &prints),
];

fn main() {
    support::browser::run(&CASES);
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
