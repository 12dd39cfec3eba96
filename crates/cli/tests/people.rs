//! As people use it: what they type, what they mistype, and what it must never cost them.
//!
//! Long because people do many things.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "what helps a test may break it")]

use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::sync::mpsc::RecvTimeoutError;
use std::time::Duration;

mod support;

use support::{READMIT, free_port, lab};

const RIGHT_HOST: &str = "Is it the right host?";

/// What a person at a terminal sees who gives each answer when its question stands there. `script` lends the terminal.
fn at_a_terminal(arguments: &str, answers: &[(&str, &str)]) -> (Option<i32>, String) {
    let home = tempfile::tempdir().unwrap();
    let mut child = Command::new("script")
        .args(["-qec", &format!("{READMIT} {arguments}"), "/dev/null"])
        .env("HOME", home.path())
        .env("XDG_STATE_HOME", home.path())
        .env("XDG_CONFIG_HOME", home.path())
        .env("XDG_DATA_HOME", home.path())
        .env("NO_COLOR", "1")
        .current_dir(home.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("util-linux' script is on every Linux");
    // A question that nobody foresaw shall not wait for ever.
    let pid = child.id();
    let (over, ended) = std::sync::mpsc::channel::<()>();
    let watch = std::thread::spawn(move || {
        if matches!(ended.recv_timeout(Duration::from_mins(1)), Err(RecvTimeoutError::Timeout)) {
            let _ = Command::new("kill").arg(pid.to_string()).status();
        }
    });
    let mut keyboard = child.stdin.take();
    let mut screen = child.stdout.take().unwrap();
    let (mut seen, mut answered) = (Vec::new(), 0);
    let mut answers = answers.iter();
    let mut next = answers.next();
    let mut byte = [0];
    loop {
        let text = String::from_utf8_lossy(&seen[answered..]);
        match next {
            Some((question, answer)) if text.contains(question) => {
                answered = seen.len();
                let _ = keyboard.as_mut().map(|keyboard| keyboard.write_all(answer.as_bytes()));
                next = answers.next();
            }
            // Nobody is there any more.
            None => drop(keyboard.take()),
            Some(_) => {}
        }
        match screen.read(&mut byte) {
            Ok(1) => seen.push(byte[0]),
            _ => break,
        }
    }
    drop(keyboard);
    let text = String::from_utf8_lossy(&seen).replace("\r\n", "\n");
    assert!(next.is_none(), "{next:?} was never asked for:\n{text}");
    let code = child.wait().unwrap().code();
    drop(over);
    watch.join().unwrap();
    (code, text)
}

/// What is left on a screen: a carriage return goes back to the beginning of the line.
fn screen(text: &str) -> String {
    let line = |line: &str| {
        let mut row: Vec<char> = Vec::new();
        for part in line.split('\r') {
            let part: Vec<char> = part.chars().collect();
            row.splice(..part.len().min(row.len()), part);
        }
        row.into_iter().collect::<String>()
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

fn run(arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(READMIT)
        .args(arguments)
        .env("READMIT_TEST_PASSWORD", "x")
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn the_password_is_asked_for_only_where_it_is_wanted() {
    let closed = free_port();
    let (code, text) = at_a_terminal(&format!("check 127.0.0.1:{closed} -u alice --trust any"), &[]);
    assert!(code == Some(1) && !text.contains("Password"), "{text}");
    // A host that nobody vouches for, and that was not accepted.
    let host = lab("healthy");
    let strange = host.address;
    let (_, text) = at_a_terminal(&format!("check {strange} -u alice"), &[(RIGHT_HOST, "n\n")]);
    assert!(!text.contains("Password for") && text.contains("No password was used"), "{text}");
    // One that is accepted.
    let typed = format!("{}\n", host.password);
    let answers = [(RIGHT_HOST, "y\n"), ("(nothing shows while you type)", &typed)];
    let (_, text) = at_a_terminal(&format!("check {strange} -u alice"), &answers);
    assert!(text.contains("One proof of the password was sent"), "{text}");
}

#[test]
fn who_only_presses_enter_loses_no_attempt() {
    let host = lab("healthy");
    let typed = format!("{}\n", host.password);
    let answers =
        [("Password for", "\n"), ("Is the password really empty?", "n\n"), ("Password for", &typed)];
    let (_, text) = at_a_terminal(&format!("check {} -u alice --trust any", host.address), &answers);
    assert!(text.contains("✓ logon"), "{text}");
}

#[test]
fn every_answer_is_understood_or_asked_for_again() {
    let host = lab("healthy");
    let arguments = format!("check {} -u alice", host.address);
    let typed = format!("{}\n", host.password);
    for yes in ["y\n", "Y\n", "yes\n", "YES\n", " yes \n", "once\n"] {
        let (_, text) = at_a_terminal(&arguments, &[(RIGHT_HOST, yes), ("Password for", &typed)]);
        assert!(text.contains("✓ logon"), "{yes}: {text}");
    }
    let again = [(RIGHT_HOST, "perhaps\n"), (RIGHT_HOST, "yes\n"), ("Password for", typed.as_str())];
    assert!(at_a_terminal(&arguments, &again).1.contains("✓ logon"));
    for no in ["n\n", "No\n", "\u{4}"] {
        let (_, text) = at_a_terminal(&arguments, &[(RIGHT_HOST, no)]);
        assert!(text.contains("No password was used"), "{no}: {text}");
    }
}

#[test]
fn a_look_without_a_user_asks_for_no_fingerprint() {
    let host = lab("healthy");
    let (code, text) = at_a_terminal(&format!("check {}", host.address), &[]);
    assert!(code == Some(0) && !text.contains(RIGHT_HOST), "{text}");
}

#[test]
fn a_user_that_can_not_be_meant_costs_no_attempt() {
    let host = lab("healthy");
    let address = host.address.to_string();
    for (user, hint) in [
        ("LAB/alice", "did you mean LAB\\alice?"),
        ("\"alice\"", "did you mean alice?"),
        (" ", "no user was named"),
        ("", "no user was named"),
        ("lab\\", "names a domain and no user"),
        ("LAB\\\\alice", "did you mean LAB\\alice?"),
    ] {
        let (code, _, error) = run(&[
            "check",
            &address,
            "-u",
            user,
            "--trust",
            "any",
            "--password-env",
            "READMIT_TEST_PASSWORD",
        ]);
        assert!(code == Some(2) && error.contains(hint), "{user}: {error}");
    }
}

#[test]
fn password_files_of_every_editor_are_read_and_empty_ones_refused() {
    let host = lab("healthy");
    let address = host.address.to_string();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("password.txt");
    let wide: Vec<u8> =
        format!("\u{FEFF}{}\r\n", host.password).encode_utf16().flat_map(u16::to_le_bytes).collect();
    let check = |bytes: &[u8]| {
        std::fs::write(&path, bytes).unwrap();
        run(&["check", &address, "-u", "alice", "--trust", "any", "--password-file", path.to_str().unwrap()])
    };
    for bytes in [format!("\u{FEFF}{}\r\n", host.password).into_bytes(), wide] {
        let (code, out, error) = check(&bytes);
        assert!(code == Some(0) && out.contains("✓ logon"), "{out}{error}");
    }
    let (code, out, error) = check(b"");
    assert!(code == Some(2) && out.is_empty() && error.contains("empty"), "{out}{error}");
}

#[test]
fn a_host_is_pinned_without_a_question_and_forgotten_again() {
    let host = lab("healthy");
    let address = host.address.to_string();
    let home = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let output = Command::new(READMIT)
            .args(arguments)
            .env("HOME", home.path())
            .env("XDG_CONFIG_HOME", home.path())
            .env("SECRET", &host.password)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        (output.status.code(), text + &String::from_utf8_lossy(&output.stderr))
    };
    let check = ["check", &address, "-u", "alice", "--password-env", "SECRET"];
    let json = run(&["check", &address, "--format", "json"]).1;
    let report: serde_json::Value = serde_json::from_str(&json).unwrap();
    let print = report["facts"]["tls"]["chain"][0]["sha256"].as_str().unwrap();
    // Nobody is there to ask, and nobody vouches for it.
    assert!(run(&check).1.contains("No password was used"));
    assert_eq!(run(&["trust", &address]).0, Some(1));
    assert_eq!(run(&["trust", &address, "--sha256", print]).0, Some(0));
    let (_, text) = run(&check);
    assert!(text.contains("✓ logon"), "{text}");
    // Another certificate is remembered: no password, and nothing that stops a real client.
    assert_eq!(run(&["trust", &address, "--sha256", &"ab".repeat(32)]).0, Some(0));
    let (code, text) = run(&check);
    assert!(code == Some(3) && text.contains("No password was used") && text.contains("exposes"), "{text}");
    assert_eq!(run(&["check", &address]).0, Some(0));
    assert_eq!(run(&["trust", &address, "--forget"]).0, Some(0));
    assert_eq!(run(&["trust", &address]).0, Some(1));
    assert!(run(&["trust", &address, "--sha256", &"ab".repeat(20)]).1.contains("SHA-1"));
}

#[test]
fn without_a_verb_what_is_meant_is_done() {
    let host = lab("healthy");
    let address = host.address.to_string();
    let (code, out, error) = run(&[&address]);
    assert!(
        code == Some(0) && out.contains("No obstacle") && error.contains("readmit check"),
        "{out}{error}"
    );
    let (code, out, _) = run(&[&address, "--format", "nagios"]);
    assert!(out.starts_with("RDP ") && code != Some(2), "{out}");
    for code_or_text in ["0x904", "An internal error has occurred", "tls/self-signed"] {
        let (code, out, _) = run(&[code_or_text]);
        assert!(code == Some(0) && !out.is_empty(), "{code_or_text}");
    }
    let (code, out, _) = run(&["An", "internal", "error", "has", "occurred"]);
    assert!(code == Some(0) && out.contains("internal"), "{out}");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("to the office");
    std::fs::write(&file, format!("full address:s:{address}\n")).unwrap();
    let (code, out, _) = run(&[file.to_str().unwrap()]);
    assert!(code == Some(0) && out.contains("read"), "{out}");
    // Almost a verb is a slip, whatever follows.
    for slip in
        [&["chekc", "fs1"][..], &["inspct", "windows:/x"], &["repiar", "windows:/x", "--apply"], &[""]]
    {
        let (code, out, error) = run(slip);
        assert!(code == Some(2) && out.is_empty() && !error.contains("taken as"), "{slip:?}: {error}");
    }
}

#[test]
fn a_computer_in_another_form_is_refused_with_the_right_one() {
    for (given, hint) in [
        (r"\\PC-ANNA\c$", "did you mean PC-ANNA?"),
        ("mstsc /v:fs1", "did you mean fs1?"),
        ("https://fs1.corp.example/", "did you mean fs1.corp.example?"),
        ("fs1,3390", "did you mean fs1:3390?"),
        ("192.168.1", "is not an address"),
        ("2130706433", "is not an address"),
    ] {
        let (code, _, error) = run(&["check", given]);
        assert!(code == Some(2) && error.contains(hint), "{given}: {error}");
    }
}

#[test]
fn alone_each_answer_is_checked_and_corrected_at_once() {
    let host = lab("healthy");
    let address = host.address.to_string().replace(':', ",");
    let (code, text) = at_a_terminal(
        "",
        &[
            ("What does your screen say?", "internal error\n"),
            ("Which computer", "192.168.1\n"),
            ("is not an address", ""),
            ("Which computer", &format!("{address}\n")),
            ("Do you mean 127.0.0.1:", "y\n"),
            ("Which user?", "\n"),
        ],
    );
    assert!(code == Some(0) && text.contains("No obstacle") && text.contains("This can mean"), "{text}");
    assert!(text.find("No obstacle") < text.find("This can mean"), "one answer, what was seen first: {text}");
}

#[test]
fn a_silent_host_is_watched_with_a_line() {
    let silent = lab("nla/stalled");
    let (_, text) = at_a_terminal(&format!("check {} --timeout 6s", silent.address), &[]);
    assert!(text.contains("looking at the nla"), "{text}");
    // The line is gone when the report comes, and nobody sees it who is no person.
    let left = screen(&text);
    assert!(!left.contains("looking at") && left.contains("nla"), "{left}");
    let (_, out, error) = run(&["check", &silent.address.to_string(), "--timeout", "1s"]);
    assert!(!(out + &error).contains("looking at"));
}

#[test]
fn a_help_desk_gets_ten_lines_and_files_that_are_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (zip, json, ticket) = (path("case.zip"), path("report.json"), path("ticket.txt"));
    let look = ["check", "lab:logon/locked-out", "--format"];
    let first = run(&[&look[..], &["json", "-o", &json, "--bundle", &zip]].concat());
    assert!(first.0 == Some(1) && first.1.is_empty(), "{first:?}");
    for saved in [&zip, &json] {
        let (code, out, error) = run(&["diagnose", saved, "--format", "ticket"]);
        assert!(code == Some(1) && out.contains("logon/locked-out, certain"), "{saved}: {out}{error}");
        assert!(out.lines().count() <= 10 && out.contains("Acts:") && out.contains("Person:"), "{out}");
    }
    // Nothing is replaced unasked.
    assert_eq!(run(&[&look[..], &["ticket", "-o", &ticket]].concat()).0, Some(1));
    for arguments in [["-o", &ticket], ["--save", &ticket], ["--bundle", &zip]] {
        let (code, _, error) = run(&[&look[..], &["ticket"], &arguments].concat());
        assert!(code == Some(2) && error.contains("--force"), "{arguments:?}: {error}");
    }
    assert_eq!(run(&[&look[..], &["ticket", "-o", &ticket, "--force"]].concat()).0, Some(1));
    let (code, _, error) = run(&["check", "lab:healthy", "--save", "/nonexistent/x.json"]);
    assert!(code == Some(2) && !error.contains(".tmp"), "{error}");
}

#[test]
fn monitoring_gets_its_own_codes_even_for_slips() {
    let (code, out, _) = run(&["check", "--format", "nagios"]);
    assert!(code == Some(3) && out.starts_with("RDP UNKNOWN - "), "{out}");
    let host = lab("tls/self-signed");
    let address = host.address.to_string();
    let (code, out, _) = run(&["check", &address, "--format", "nagios"]);
    assert!(code == Some(1) && out.contains("tls/self-signed"), "{out}");
    let ignored =
        ["--ignore", "tls/self-signed", "--ignore", "tls/name-mismatch", "--ignore", "name/ip-address-used"];
    let (code, out, _) = run(&[&["check", &address, "--format", "nagios"][..], &ignored].concat());
    assert!(code == Some(0) && out.starts_with("RDP OK"), "{out}");
    let (code, _, error) = run(&["check", &address, "--ignore", "no/such"]);
    assert!(code == Some(2) && error.contains("no cause"), "{error}");
}

#[test]
fn a_full_disk_behind_the_streams_is_an_error_and_no_panic() {
    let full = || std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    for arguments in [&["check", "lab:healthy"][..], &["explain", "0x904"], &["trust"], &["--help"]] {
        let run = |out: Stdio, error: Stdio| {
            Command::new(READMIT)
                .args(arguments)
                .stdin(Stdio::null())
                .stdout(out)
                .stderr(error)
                .status()
                .unwrap()
        };
        let code = run(full().into(), Stdio::null()).code();
        assert!(
            code == Some(2) || arguments == ["--help"] && code.is_some_and(|code| code < 3),
            "{arguments:?}: {code:?}"
        );
        let code = run(Stdio::null(), full().into()).code();
        assert!(matches!(code, Some(0 | 1)), "{arguments:?}: {code:?}");
    }
    let code = Command::new(READMIT)
        .args(["check", ""])
        .stdout(Stdio::null())
        .stderr(full())
        .status()
        .unwrap()
        .code();
    assert_eq!(code, Some(2));
}

#[test]
fn every_help_tells_its_exit_codes() {
    for verb in ["check", "diagnose", "inspect", "repair", "undo", "explain", "trust"] {
        for help in ["-h", "--help"] {
            let (_, out, _) = run(&[verb, help]);
            assert!(out.contains("Exit codes:") && out.contains("2  wrong usage"), "{verb}: {out}");
        }
    }
    assert!(run(&["check", "--help"]).1.contains("locks the account"));
}

#[test]
fn a_pasted_password_is_not_repeated() {
    let folder = tempfile::tempdir().unwrap();
    let saved = folder.path().join("f.json").display().to_string();
    let seen = "xfreerdp /v:h /u:bob /p:hunter2 fails";
    let look = run(&["check", "lab:healthy/tls-only", "--seen", seen, "--save", &saved]);
    let slips = [run(&["check", "bob:hunter2@localhost"]), run(&["check", "rdp://bob:hunter2@localhost"])];
    for (_, out, error) in slips.iter().chain([&look]) {
        assert!(!(out.clone() + error).contains("hunter2"), "{out}{error}");
    }
    assert!(!std::fs::read_to_string(saved).unwrap().contains("hunter2"));
    assert!(
        slips.iter().all(|(code, _, error)| *code == Some(2) && error.contains("name the computer alone"))
    );
}
