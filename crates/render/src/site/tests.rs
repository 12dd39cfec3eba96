//! The site as a whole.

use std::collections::HashSet;

use diagnosis::codes::NO_CODE;
use diagnosis::explain::SCREENS;

use super::*;

fn is_page(file: &File) -> bool {
    !["style.css", "search.js", "words.js"].contains(&file.path.as_str())
}

#[test]
fn it_is_small_enough_for_a_phone() {
    const KIB: usize = 1024;
    let files = site();
    let all: usize = files.iter().map(|file| file.text.len()).sum();
    println!("{} files, {} KiB", files.len(), all / KIB);
    for kind in ["cause/", "code/", "said/", "table/"] {
        let of_kind = files.iter().filter(|file| file.path.starts_with(kind));
        println!("{kind} {} KiB", of_kind.map(|file| file.text.len()).sum::<usize>() / KIB);
    }
    assert!(all < 2_000_000, "{all} bytes in {} files", files.len());
    let pages = files.iter().filter(|file| is_page(file));
    let large: Vec<_> = pages.filter(|file| file.text.len() >= 100_000).map(|file| &file.path).collect();
    assert!(large.is_empty(), "{large:?}");
}

#[test]
fn every_link_leads_somewhere_in_the_folder() {
    let files = site();
    let paths: HashSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(paths.len(), files.len(), "two pages have one path");
    let mut broken = Vec::new();
    for file in files.iter().filter(|file| is_page(file)) {
        for attribute in [" href=\"", " src=\""] {
            for part in file.text.split(attribute).skip(1) {
                let link = part.split('"').next().unwrap_or_default();
                let (target, anchor) = link.split_once('#').unwrap_or((link, ""));
                let mut folder: Vec<&str> = file.path.split('/').collect();
                folder.pop();
                for step in target.split('/') {
                    if step == ".." { folder.truncate(folder.len() - 1) } else { folder.push(step) }
                }
                let path = folder.join("/");
                let there = files.iter().find(|file| file.path == path);
                let anchored = there.is_some_and(|there| {
                    anchor.is_empty() || there.text.contains(&format!("id=\"{anchor}\""))
                });
                if !anchored {
                    broken.push(format!("{}: {link}", file.path));
                }
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn nothing_is_fetched_from_anywhere() {
    for file in site() {
        for foreign in ["src=\"http", "href=\"http", "url(", "@import", "fetch(", "XMLHttpRequest", "<iframe"]
        {
            assert!(!file.text.contains(foreign), "{}: {foreign}", file.path);
        }
    }
}

#[test]
fn every_cause_code_and_sentence_has_its_page() {
    let files = site();
    let has = |path: &str| files.iter().any(|file| file.path == path);
    for cause in causes::ALL {
        assert!(has(&format!("cause/{}.html", cause.id)), "{}", cause.id);
    }
    for row in TABLES.iter().flat_map(|table| table.rows) {
        let name = if row.code == NO_CODE { row.name.to_lowercase() } else { format!("{:x}", row.code) };
        assert!(has(&format!("code/{name}.html")), "{} {:x}", row.name, row.code);
    }
    let quoted = |text: &str| {
        let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        format!(">{}</blockquote>", text.replace('"', "&quot;").replace('\'', "&#39;"))
    };
    let messages = causes::ALL.iter().flat_map(|cause| cause.seen_as).map(|seen| seen.message);
    for message in messages.chain(SCREENS.iter().map(|screen| screen.message)).filter(|one| one.contains(' '))
    {
        let wanted = quoted(&meanings::tidy(message));
        assert!(files.iter().any(|file| file.text.contains(&wanted)), "{message}");
    }
}
