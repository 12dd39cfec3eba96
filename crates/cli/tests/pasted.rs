//! What people paste, through the program: files, pipes, encodings, other people's formats, and what is no text.

mod support;

use std::io::Write as _;
use std::process::{Command, Stdio};

use support::{READMIT, peak_memory};

/// A log as it is pasted: a line of the connection's beginning, and the one that tells.
const LOG: &str = "[10:00:00:001] [77:78] [INFO][com.freerdp.client.x11] - [xf_setup_x11]: no special setup\n\
    [10:00:01:001] [77:78] [ERROR][com.freerdp.core] - [nla_recv_pdu]: ERRCONNECT_ACCOUNT_LOCKED_OUT [0x00020018]\n";

/// Runs `readmit explain` with something on standard input.
fn explain(arguments: &[&str], input: &[u8]) -> (i32, String, String) {
    let mut child = Command::new(READMIT)
        .arg("explain")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("it was asked for");
    // A program that has read enough closes its end.
    let _ = stdin.write_all(input);
    drop(stdin);
    let output = child.wait_with_output().expect("it ends");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap_or(-1), text(&output.stdout), text(&output.stderr))
}

#[test]
fn a_log_is_understood_however_it_is_wrapped() {
    let utf16: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(LOG.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let each = |wrap: &dyn Fn(&str) -> String| LOG.lines().map(wrap).collect::<Vec<_>>().concat();
    let quoted = each(&|line| format!("> > {line}\n"));
    let coloured = each(&|line| format!("\u{1b}[31m{line}\u{1b}[0m\r\n"));
    let page = each(&|line| format!("<p>{}</p>", line.replace(' ', "&nbsp;")));
    let journal = each(&|line| format!("Okt 03 10:00:01 pc7 remmina[77]: {line}\n"));
    let containers = each(&|line| format!("client_1 | {line}\n"));
    let wrapped: [(&str, &[u8]); 7] = [
        ("as it is", LOG.as_bytes()),
        ("UTF-16", &utf16),
        ("quoted in a mail", quoted.as_bytes()),
        ("with colours and CRLF", coloured.as_bytes()),
        ("from a web page", page.as_bytes()),
        ("in a journal", journal.as_bytes()),
        ("from a container", containers.as_bytes()),
    ];
    for (how, input) in wrapped {
        let (code, out, error) = explain(&["-"], input);
        assert_eq!(code, 0, "{how}: {error}");
        assert!(out.contains("logon/locked-out"), "{how}: {out}");
        assert!(!out.contains('\u{1b}'), "{how}");
    }
}

#[test]
fn a_file_is_read_and_what_is_none_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("client.log");
    std::fs::write(&path, LOG).unwrap();
    let (code, out, _) = explain(&["--file", path.to_str().unwrap()], b"");
    assert!(code == 0 && out.contains("logon/locked-out"), "{out}");
    for not_a_file in [folder.path().to_str().unwrap(), "/dev/zero", "/no/such/file"] {
        let (code, out, error) = explain(&["--file", not_a_file], b"");
        assert!(code == 2 && out.is_empty() && error.starts_with("readmit: "), "{not_a_file}: {error}");
    }
    let binary: Vec<u8> = (0..=255).cycle().take(10_000).collect();
    let (code, _, error) = explain(&["-"], &binary);
    assert!(code == 2 && error.contains("this is no text"), "{error}");
}

#[test]
fn of_a_long_text_the_end_is_read_in_bounded_memory() {
    let mut input =
        b"nothing of interest happens in this line of a log of some program or other\n".repeat(600_000);
    input.extend_from_slice(LOG.as_bytes());
    let (code, out, error) = explain(&["-"], &input);
    assert!(code == 0 && out.contains("logon/locked-out"), "{out}{error}");
    assert!(out.contains("the end was read"), "{out}");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("long.log");
    std::fs::write(&path, &input).unwrap();
    let mut process = Command::new(READMIT)
        .args(["explain", "--file", path.to_str().unwrap()])
        .stdout(Stdio::null())
        .spawn()
        .expect("the program starts");
    let kilobytes = peak_memory(&mut process);
    assert!(kilobytes < 120_000, "{kilobytes} kB for a text of {} MB", input.len() >> 20);
}

#[test]
fn an_open_answer_fits_a_screen_and_changes_nothing() {
    for text in [
        "rdp internal error since yesterday",
        "Your credentials did not work",
        "remote desktop can't connect to my work pc",
        "xrdp black screen after login ubuntu 22.04",
        "Error code: 0x904 Extended error code: 0x7",
        "RDP disconnected! 519",
        "The connection has been lost. Attempting to reconnect to your session...",
        "Sign in failed. Please check your username and password and try again.",
        "Error code: 0x104",
        "remote desktop asks for my password again and again",
    ] {
        let (code, out, _) = explain(&["--", text], b"");
        assert_eq!(code, 0, "{text}");
        assert!(out.contains("This can mean several things"), "{text}: {out}");
        assert!(out.lines().count() <= 25, "{text}: {} lines\n{out}", out.lines().count());
        for changes in
            ["reg add", "Set-", "Remove-", "Restart-", "systemctl restart", "sudo ", "del ", "cmdkey"]
        {
            assert!(!out.contains(changes), "{text}: {changes}\n{out}");
        }
    }
}

#[test]
fn noise_accuses_nobody() {
    for text in [
        "Error at 07:30",
        "the rdp session stopped with an error after 3 minutes and 20 seconds of work on 2 of 5 machines",
        "Error code: 0x0 Extended error code: 0x0 Timestamp (UTC): 01/21/26 10:53:14 AM",
    ] {
        let (_, out, _) = explain(&["--format", "json", "--", text], b"");
        let answer: serde_json::Value = serde_json::from_str(&out).expect("it is JSON");
        let codes = answer["codes"].as_array().expect("there is a list");
        assert!(codes.is_empty(), "{text}: {codes:?}");
    }
}

#[test]
#[cfg(unix)]
fn a_pipe_in_the_file_system_is_refused_and_not_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
    let (code, _, error) = explain(&["--file", path.to_str().unwrap()], b"");
    assert!(code == 2 && error.contains("not a regular file"), "{error}");
}

#[test]
fn a_person_who_speaks_of_a_program_is_no_log_of_it() {
    for text in [
        "RDP is picky about the certificate, every time there is a certificate warning",
        "Memory: 16 GB. remote desktop keeps disconnecting every few minutes",
    ] {
        let (code, out, _) = explain(&["--", text], b"");
        assert_eq!(code, 0, "{text}: {out}");
    }
}
