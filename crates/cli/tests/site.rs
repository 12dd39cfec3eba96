//! The site in a real browser, from files: its search, its width on a phone, what a screen
//! reader meets, and that nothing comes from elsewhere.

mod support;

use std::path::{Path, PathBuf};

use readmit::explain::explain;
use serde_json::json;
use support::browser::{Browser, Case, Outcome, check};

const CASES: [Case<'_>; 6] = [
    ("the search finds what `explain` finds, first", &finds),
    ("what has nothing to do with it is not known", &not_known),
    ("a hostile text stays text", &hostile),
    ("on a phone, light and dark, nothing is wider than the screen", &narrow),
    ("a reader who only listens finds the field, the answers and the steps", &listened_to),
    ("without script every page can be reached, and nothing is fetched from elsewhere", &without_script),
];

/// Texts as people type them.
const ASKED: [&str; 16] = [
    "You cannot proceed because authentication is required",
    "you can not procede becuase authentification is required",
    "An internal error has occurred",
    "the local security authority cannot be contacted",
    "no remote desktop license servers available",
    "as a security precaution the user acount has been locked",
    "Es ist ein interner Fehler aufgetreten",
    "お使いの資格情報は機能しませんでした",
    "0x904",
    "2308",
    "-1073741260",
    "C0000234",
    "ERRCONNECT_LOGON_FAILURE",
    "account_locked_out",
    "Error code: 0x4",
    "KB5055523",
];

fn main() {
    support::browser::run(&CASES);
}

fn site(folder: &Path) -> PathBuf {
    let site = folder.join("site");
    for file in readmit::render::site() {
        let path = site.join(&file.path);
        std::fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("folders are made");
        std::fs::write(path, file.text).expect("pages are written");
    }
    site
}

/// Types a text into the search; returns the addresses of what it finds.
fn ask(browser: &Browser, text: &str) -> Result<Vec<String>, String> {
    let typed = format!(
        "const f = document.getElementById('asked'); f.value = {}; f.dispatchEvent(new Event('input')); \
         return [...document.querySelectorAll('#found a')].map((a) => a.getAttribute('href'))",
        json!(text)
    );
    let found = browser.evaluate(&typed)?;
    Ok(found.as_array().into_iter().flatten().filter_map(|one| one.as_str().map(str::to_owned)).collect())
}

fn finds(browser: &Browser, folder: &Path) -> Outcome {
    let site = site(folder);
    browser.open(&site.join("index.html"))?;
    let mut wrong = Vec::new();
    for text in ASKED {
        let wanted = explain(text).causes.first().map_or("nothing", |cause| cause.id);
        let found = ask(browser, text)?;
        // The first page is the cause's own, or leads to it.
        let first = found.first().map_or("nothing", String::as_str);
        let page = first.split('#').next().unwrap_or_default();
        let leads = std::fs::read_to_string(site.join(page)).unwrap_or_default();
        if !first.contains(wanted) && !leads.contains(&format!("cause/{wanted}.html")) {
            wrong.push(format!("{text}: {wanted} is not on {first}"));
        }
    }
    check(wrong.is_empty(), &wrong.join("\n    "))
}

fn not_known(browser: &Browser, folder: &Path) -> Outcome {
    browser.open(&site(folder).join("index.html"))?;
    for text in ["my printer is out of paper", "how do I bake bread", "the train leaves at nine", "   "] {
        let found = ask(browser, text)?;
        check(found.is_empty(), &format!("{text}: {found:?}"))?;
    }
    ask(browser, "the dog ate my homework")?;
    let says = browser.evaluate("return document.querySelector('[role=status]').textContent")?;
    check(says.as_str().is_some_and(|says| says.starts_with("Not known")), &format!("it says {says}"))
}

fn hostile(browser: &Browser, folder: &Path) -> Outcome {
    browser.open(&site(folder).join("index.html"))?;
    let nasty = "<img src=x onerror=\"window.hacked=1\"><script>window.hacked=1</script> \u{202e} internal error has occurred";
    let found = ask(browser, nasty)?;
    check(!found.is_empty(), "the sentence in it is not found")?;
    ask(browser, &"internal error ".repeat(100_000))?;
    ask(browser, "\u{0}\u{1b}[2J%s%n../../../etc/passwd")?;
    check(browser.evaluate("return typeof window.hacked")? == "undefined", "script ran")?;
    let foreign = browser.evaluate("return document.querySelectorAll('img,iframe,object,embed').length")?;
    check(foreign == 0, "an element of the text stands in the page")
}

fn narrow(browser: &Browser, folder: &Path) -> Outcome {
    let site = site(folder);
    let mut pages: Vec<PathBuf> = [
        "index.html",
        "article.html",
        "causes.html",
        "said.html",
        "codes.html",
        "builds.html",
        "updates.html",
    ]
    .iter()
    .map(|page| site.join(page))
    .collect();
    // The pages with the longest texts of each kind.
    for kind in ["cause/", "code/", "said/", "table/"] {
        let files = readmit::render::site();
        let longest =
            files.iter().filter(|file| file.path.starts_with(kind)).max_by_key(|file| file.text.len());
        pages.extend(longest.map(|file| site.join(&file.path)));
    }
    let phone = json!({ "width": 360, "height": 800, "deviceScaleFactor": 1, "mobile": false });
    browser.command("Emulation.setDeviceMetricsOverride", &phone)?;
    let outcome = pages.iter().try_for_each(|page| {
        for (scheme, paper) in [("light", [0xFF, 0xFF, 0xFF]), ("dark", [0x0D, 0x11, 0x17])] {
            let wanted = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
            browser.command("Emulation.setEmulatedMedia", &wanted)?;
            browser.open(page)?;
            let width = browser.evaluate("return document.documentElement.scrollWidth")?;
            let name = page.display();
            check(
                width.as_u64().is_some_and(|width| width <= 360),
                &format!("{name} is {width} wide on 360"),
            )?;
            let picture = browser.screenshot()?;
            check(picture.count(paper) * 2 > picture.size(), &format!("{name} is not {scheme}"))?;
        }
        Ok(())
    });
    browser.command("Emulation.clearDeviceMetricsOverride", &json!({}))?;
    browser.command("Emulation.setEmulatedMedia", &json!({ "features": [] }))?;
    outcome
}

fn listened_to(browser: &Browser, folder: &Path) -> Outcome {
    let site = site(folder);
    browser.open(&site.join("index.html"))?;
    ask(browser, "0x904")?;
    let tree = browser.accessibility_tree()?;
    let says = |role: &str, part: &str| tree.iter().any(|(its, name)| its == role && name.contains(part));
    check(says("searchbox", "What does your screen say?"), "the field has no name")?;
    check(says("heading", "Remote Desktop won't let you in?"), "the page has no heading")?;
    check(says("link", "0x904"), "what was found is no link")?;
    check(says("navigation", "Site") && says("main", ""), "the page has no landmarks")?;
    check(tree.iter().any(|(role, _)| role == "status"), "how many were found is not told")?;
    browser.open(&site.join("cause/logon/locked-out.html"))?;
    let tree = browser.accessibility_tree()?;
    let headings: Vec<_> = tree.iter().filter(|(role, _)| role == "heading").map(|(_, name)| name).collect();
    check(headings.len() > 4 && headings.iter().all(|name| !name.is_empty()), &format!("{headings:?}"))?;
    check(browser.evaluate("return document.documentElement.lang")? == "en", "the language is not told")?;
    let german = readmit::render::site().into_iter().find(|file| file.path.starts_with("said/de-"));
    let german = german.ok_or("there is no German page")?;
    browser.open(&site.join(german.path))?;
    let language = browser.evaluate("return document.querySelector('blockquote').lang")?;
    check(language == "de", "the sentence's language is not told")
}

fn without_script(browser: &Browser, folder: &Path) -> Outcome {
    let site = site(folder);
    browser.command("Emulation.setScriptExecutionDisabled", &json!({ "value": true }))?;
    let outcome = (|| {
        browser.open(&site.join("index.html"))?;
        let tree = browser.accessibility_tree()?;
        let links = tree.iter().filter(|(role, _)| role == "link").count();
        check(links > 15, &format!("{links} links"))?;
        check(tree.iter().all(|(role, _)| role != "searchbox"), "a field stands there that does nothing")
    })();
    browser.command("Emulation.setScriptExecutionDisabled", &json!({ "value": false }))?;
    outcome?;
    browser.open(&site.join("index.html"))?;
    let fetched = "return performance.getEntriesByType('resource').map((one) => one.name).filter((name) => !name.startsWith('file://'))";
    let fetched = browser.evaluate(fetched)?;
    check(fetched.as_array().is_some_and(Vec::is_empty), &format!("fetched: {fetched}"))
}
