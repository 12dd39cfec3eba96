//! The README shows what the program prints. `UPDATE_README=1 cargo test -p readmit-cli --test readme` writes it anew.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "what helps a test may break it")]

use std::path::Path;
use std::process::Command;

/// Ports, times, fingerprints: what differs from run to run.
fn settled(text: &str) -> String {
    let mut out = Vec::new();
    for line in text.lines() {
        // How fast it answers is the machine's business.
        if line.contains("✓ network") {
            continue;
        }
        let words = line.split(' ').map(|word| {
            let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
            let bare = word.trim_end_matches([':', ',']);
            let is_print = bare.len() == 64 && bare.chars().all(|c| c.is_ascii_hexdigit());
            let is_port = bare.rsplit_once(':').is_some_and(|(_, port)| port.len() > 3 && digits(port));
            let is_day = bare.len() == 10 && bare.split('-').count() == 3 && bare.split('-').all(digits);
            let is_time = bare.len() == 5 && bare.split(':').count() == 2 && bare.split(':').all(digits);
            let is_seconds = bare.split_once('.').is_some_and(|(one, two)| digits(one) && digits(two));
            if is_port {
                bare.rsplit_once(':').unwrap().0.to_owned() + ":…"
            } else if is_print || is_day || is_time || is_seconds {
                "…".to_owned()
            } else {
                word.to_owned()
            }
        });
        out.push(words.collect::<Vec<_>>().join(" "));
    }
    out.join("\n")
}

#[test]
fn the_readme_shows_what_is_printed() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (mut new, mut compared) = (readme.clone(), 0);
    for block in readme.split("\n```\n").filter(|block| block.starts_with("$ ")) {
        let mut rest = Some(block);
        while let Some(part) = rest {
            let (command, output) = part.strip_prefix("$ ").unwrap().split_once('\n').unwrap();
            let (output, next) = match output.split_once("\n$ ") {
                Some((output, _)) => {
                    (output, Some(&part[part.len() - (part.len() - command.len() - 4 - output.len())..]))
                }
                None => (output, None),
            };
            rest = next;
            if let Some(file) = command.strip_prefix("cat ") {
                std::fs::write(folder.path().join(file), format!("{output}\n")).unwrap();
                continue;
            }
            // A genuine disk: compared where it is fetched (tests/inside.rs).
            let Some(arguments) = command.strip_prefix("readmit ").filter(|_| !command.contains("windows:"))
            else {
                continue;
            };
            let run = Command::new("sh")
                .args(["-c", &format!("exec \"$READMIT\" {arguments}")])
                .env("READMIT", env!("CARGO_BIN_EXE_readmit"))
                .env("NO_COLOR", "1")
                .current_dir(folder.path())
                .output()
                .unwrap();
            let printed = String::from_utf8(run.stdout).unwrap();
            let printed = printed.trim_end_matches('\n');
            compared += 1;
            if std::env::var_os("UPDATE_README").is_some() {
                new = new.replace(&format!("$ {command}\n{output}"), &format!("$ {command}\n{printed}"));
            } else {
                assert_eq!(settled(printed), settled(output), "{command}");
            }
        }
    }
    assert!(compared >= 3, "only {compared} examples");
    if new != readme {
        std::fs::write(path, new).unwrap();
    }
}
