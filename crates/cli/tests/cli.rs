//! The program as scripts and people meet it: arguments, exit codes, secrets.

mod support;

use std::io::Write;
use std::process::{Command, Stdio};

use support::{READMIT, lab, peak_memory, readmit};

/// Runs `readmit` and returns exit code, standard output, standard error.
fn run(arguments: &[&str]) -> (i32, String, String) {
    let output = readmit(arguments, "");
    (
        output.status.code().unwrap_or(-1),
        String::from_utf8_lossy(&output.stdout).into_owned(),
        String::from_utf8_lossy(&output.stderr).into_owned(),
    )
}

#[test]
fn exit_codes_are_the_contract() {
    assert_eq!(run(&["check", "lab:healthy"]).0, 0);
    assert_eq!(run(&["check", "lab:logon/locked-out"]).0, 1);
    assert_eq!(run(&["check", "lab:name/not-found"]).0, 1, "an unresolvable name is a diagnosis");
    assert_eq!(run(&["check", "lab:healthy/tls-only"]).0, 3);
    assert_eq!(run(&["explain", "0x904"]).0, 0);
    assert_eq!(run(&["explain", "my printer is out of paper"]).0, 1);
    assert_eq!(run(&["--frobnicate"]).0, 2);
}

#[test]
fn bad_input_gets_one_clear_sentence_and_exit_2() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, content: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        path.display().to_string()
    };
    let cases: Vec<(Vec<String>, &str)> = vec![
        (vec!["check".into(), String::new()], "no host was given"),
        (vec!["check".into(), "fs1:70000".into()], "a port is a number from 1 to 65535"),
        (vec!["check".into(), "[fs1]:3389".into()], "is not an IPv6 address in brackets"),
        (vec!["check".into(), "fs 1".into()], "can't be the name of a computer"),
        (vec!["check".into(), "https://fs1".into()], "did you mean fs1?"),
        (vec!["check".into(), "lab:no/such".into()], "`readmit lab` lists all faults"),
        (vec!["check".into(), "nowhere.rdp".into()], "reading nowhere.rdp"),
        (vec!["check".into(), file("empty.rdp", b"")], "this is not a connection file"),
        (vec!["check".into(), file("noise.rdp", &[0x80, 0xFF, 0x00])], "neither UTF-16 nor UTF-8 text"),
        (vec!["check".into(), file("nohost.rdp", b"audiomode:i:0\n")], "it names no computer"),
        (vec!["check".into(), file("port.rdp", b"full address:s:fs1:99999\n")], "is not a port"),
        (vec!["diagnose".into(), "nowhere.json".into()], "reading nowhere.json"),
        (vec!["diagnose".into(), file("broken.json", b"{\"schema\":")], "not a file of saved facts"),
        (vec!["diagnose".into(), file("new.json", b"{\"schema\":\"readmit.facts/9\"}")], "readmit.facts/9"),
        (
            vec!["diagnose".into(), file("short.json", b"{\"schema\":\"readmit.facts/1\"}")],
            "not a file of saved facts",
        ),
        (vec!["lab".into(), "nope".into()], "there is no fault nope"),
        (
            vec!["check".into(), "fs1".into(), "-u".into(), "a".into()],
            "no terminal to ask for the password on",
        ),
    ];
    for (arguments, wanted) in cases {
        let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let (code, out, error) = run(&words);
        assert_eq!(code, 2, "{arguments:?}: {error}");
        assert!(error.contains(wanted), "{arguments:?}: {error}");
        assert_eq!(error.trim_end().lines().count(), 1, "{arguments:?}: {error}");
        assert!(out.is_empty(), "{arguments:?}: {out}");
    }
}

#[cfg(unix)]
#[test]
fn a_password_that_is_no_text_is_not_printed() {
    use std::os::unix::ffi::OsStrExt;
    let secret = std::ffi::OsStr::from_bytes(b"Marker-\xe4-Passw0rd");
    let output = Command::new(READMIT)
        .args(["check", "127.0.0.1:1", "-u", "a", "--password-env", "SECRET"])
        .env("SECRET", secret)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!said.contains("Marker") && said.contains("does not hold UTF-8 text"), "{said}");
}

#[cfg(unix)]
#[test]
fn files_of_strangers_do_no_harm() {
    let folder = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink("/dev/zero", folder.path().join("zero.rdp")).unwrap();
    let (code, _, error) = run(&["check", folder.path().join("zero.rdp").to_str().unwrap()]);
    assert!(code == 2 && error.contains("not a regular file"), "{error}");
    let (code, _, error) = run(&["diagnose", "/dev/zero"]);
    assert!(code == 2 && error.contains("not a regular file"), "{error}");
    // A routing token longer than a request can carry; many empty lines; a name for a shell.
    let path = folder.path().join("x;touch pwned>here;.rdp");
    let text = format!(
        "full address:s:127.0.0.1:1\nloadbalanceinfo:s:{}\n{}",
        "A".repeat(250),
        "\n".repeat(200_000)
    );
    std::fs::write(&path, text).unwrap();
    let (code, out, error) = run(&["check", path.to_str().unwrap(), "--timeout", "2s"]);
    assert_eq!(code, 1, "{out}{error}");
    for line in out.lines().filter(|line| line.contains("readmit check")) {
        assert!(line.contains('\''), "unquoted: {line}");
    }
}

#[test]
fn hostile_arguments_are_not_echoed_raw() {
    let nasty = "\u{1b}[2Jfs\u{202e}1";
    for arguments in [["check", nasty], ["explain", nasty], ["lab", nasty]] {
        let (_, out, error) = run(&arguments);
        assert!(!(out + &error).contains(['\u{1b}', '\u{202e}']), "{arguments:?}");
    }
}

#[test]
fn user_names_of_any_kind_and_empty_passwords_are_valid() {
    for user in ["Zoë Ünal", "LAB\\山田 太郎", "a@b@lab.test", "O'Brien $(rm -rf)"] {
        let (code, out, error) =
            run(&["check", "lab:healthy", "-u", user, "--password-env", "READMIT_TEST_PASSWORD"]);
        assert_eq!(code, 1, "{user}: {out}{error}");
        assert!(out.contains("logon/wrong-credentials"), "{user}: {out}");
    }
}

#[test]
fn an_internationalised_host_name_is_looked_up() {
    let (code, out, _) = run(&["check", "bücher.invalid", "--timeout", "3s"]);
    assert!(code == 1 && out.contains("bücher.invalid"), "{code}: {out}");
}

const MARKER: &str = "Marker-Passw0rd-7c1e";

#[test]
fn a_password_appears_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    for fault in ["healthy", "logon/locked-out", "nla/closed-without-reason", "healthy/tls-only"] {
        for format in ["text", "json"] {
            let saved = folder.path().join("facts.json");
            let target = format!("lab:{fault}");
            let path = saved.display().to_string();
            let output = Command::new(READMIT)
                .args(["check", &target, "-u", "alice", "--password-env", "SECRET", "--to", "session"])
                .args(["--format", format, "--save", &path])
                .envs([
                    ("SECRET", MARKER),
                    ("READMIT_LOG", "1"),
                    ("RUST_LOG", "trace"),
                    ("RUST_BACKTRACE", "full"),
                ])
                .stdin(Stdio::null())
                .output()
                .unwrap();
            let facts = std::fs::read(&saved).unwrap();
            for (what, bytes) in [("output", &output.stdout), ("errors", &output.stderr), ("facts", &facts)] {
                let text = String::from_utf8_lossy(bytes);
                assert!(!text.contains(MARKER), "{fault}: the password is in the {what}: {text}");
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn saved_facts_are_for_their_owner_only_and_diagnose_says_the_same() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("facts.json");
    let path = path.to_str().unwrap();
    let (code, first, _) = run(&["check", "lab:logon/disabled", "--save", path]);
    assert_eq!(code, 1);
    assert_eq!(std::fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
    let (again, second, _) = run(&["diagnose", path]);
    assert_eq!((again, second), (code, first));
}

#[cfg(target_os = "linux")]
#[test]
fn a_password_is_not_in_the_argument_list_and_a_descriptor_works() {
    let lab = lab("nla/stalled");
    let address = lab.address.to_string();
    let mut child = Command::new(READMIT)
        .args(["check", &address, "-u", "alice", "--password-fd", "0", "--trust", "any", "--timeout", "1s"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(MARKER.as_bytes()).unwrap();
    let listed = std::fs::read(format!("/proc/{}/cmdline", child.id())).unwrap();
    assert!(!String::from_utf8_lossy(&listed).contains(MARKER));
    assert_eq!(child.wait().unwrap().code(), Some(1));
}

#[cfg(target_os = "linux")]
#[test]
fn memory_stays_bounded_against_any_host() {
    let hosts = [
        "healthy",
        "hostile/endless-zeros",
        "hostile/endless-handshake",
        "hostile/endless-proof-answer",
        "hostile/endless-session",
        "hostile/thousands-of-certificates",
        "hostile/giant-der-length",
    ];
    for fault in hosts {
        let lab = lab(fault);
        let address = lab.address.to_string();
        let mut child = Command::new(READMIT)
            .args(["check", &address, "-u", "alice", "--password-env", "SECRET", "--trust", "any"])
            .args(["--to", "session", "--take-session", "--timeout", "2s"])
            .env("SECRET", &lab.password)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let peak = peak_memory(&mut child);
        assert!(peak < 64 * 1024, "{fault}: {peak} KiB");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn alone_on_a_terminal_it_asks() {
    // `script` lends a terminal.
    let mut child = Command::new("script")
        .args(["-qec", READMIT, "/dev/null"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("util-linux' script is on every Linux");
    let answers =
        "You cannot proceed because authentication is required\nlab:client/server-authentication-required\n";
    child.stdin.take().unwrap().write_all(answers.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    for wanted in
        ["What does your screen say?", "Which computer", "It is the host, not you", "tls", "certain"]
    {
        assert!(text.contains(wanted), "{wanted} is missing in\n{text}");
    }
}

#[test]
fn explain_answers_whatever_is_typed() {
    let enormous = "An internal error has occurred ".repeat(4000);
    let texts = [
        "",
        "   ",
        "-",
        "--",
        "0x",
        "0xFFFFFFFFFF",
        "-99999999999999999999",
        "\u{1b}]0;title\u{7}",
        "<b>0x904</b>",
        &enormous,
    ];
    for text in texts {
        let (code, out, error) = run(&["explain", "--", text]);
        assert!(code == 0 || code == 1, "{text:.40}: {code} {error}");
        assert!(
            !out.is_empty() && !out.contains(['\u{1b}', '\u{7}', '<']) || out.contains("<computer>"),
            "{text:.40}: {out}"
        );
        let (_, json, _) = run(&["explain", "--format", "json", "--", text]);
        let answer: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
        assert_eq!(answer["schema"], "readmit.explanation/1");
        assert_eq!(answer["known"] == true, code == 0, "{text:.40}: {json:.200}");
    }
}

#[test]
fn explain_knows_every_cause_by_its_id() {
    for cause in diagnosis::causes::ALL {
        let (code, out, _) = run(&["explain", cause.id]);
        assert!(code == 0 && out.starts_with(cause.title), "{}: {out:.80}", cause.id);
    }
}

#[test]
fn the_manual_and_the_completions_name_what_there_is() {
    let (code, manual, _) = run(&["manual"]);
    assert_eq!(code, 0);
    for part in [".TH readmit", "readmit\\-check", "EXIT STATUS", "logon/locked\\-out", "\\-\\-thorough"] {
        assert!(manual.contains(part), "{part} is not in the manual");
    }
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let (code, completions, _) = run(&["completions", shell]);
        assert!(code == 0 && completions.contains("only-rdp"), "{shell}");
    }
}
