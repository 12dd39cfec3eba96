//! inspect, repair and undo as a person or a script uses them: exit codes, last lines, texts.

use std::path::Path;
use std::process::{Command, Output};

#[path = "../../settings/tests/support/files.rs"]
mod files;
#[path = "support/runs.rs"]
mod runs;
#[path = "../../settings/tests/support/windows.rs"]
mod windows;

use runs::{err, out, readmit};

#[test]
fn from_blocked_to_applied_to_taken_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let here = folder.path();
    windows::spoilt_disk(&here.join("disk"));
    let before = files::snapshot(&here.join("disk"));
    let inspect = readmit(here, &["inspect", "windows:disk"]);
    assert_eq!(inspect.status.code(), Some(1), "{}", out(&inspect));
    assert!(out(&inspect).contains("network/rdp-disabled, certain"), "{}", out(&inspect));
    let plan = readmit(here, &["repair", "windows:disk"]);
    assert_eq!(plan.status.code(), Some(1));
    assert!(files::snapshot(&here.join("disk")) == before, "a plan changed something");
    let apply = readmit(here, &["repair", "windows:disk", "--apply"]);
    assert_eq!(apply.status.code(), Some(3), "{}", err(&apply));
    let text = out(&apply);
    let journal =
        text.lines().last().and_then(|line| line.strip_prefix("journal: ")).expect("the last line names it");
    // From another folder, and what was carried out to its end is not done again.
    let elsewhere = tempfile::tempdir().expect("a folder");
    let resume = readmit(elsewhere.path(), &["repair", "--resume", journal, "--yes"]);
    assert_eq!(resume.status.code(), Some(2), "{}", out(&resume));
    // Whoever wrote a journal decides what it writes: one that lies elsewhere is asked about.
    let strange = readmit(elsewhere.path(), &["undo", journal]);
    assert_eq!(strange.status.code(), Some(2), "{}", out(&strange));
    assert!(
        err(&strange).contains("fDenyTSConnections: 0 → 1") && err(&strange).contains("--yes"),
        "{}",
        err(&strange)
    );
    assert!(files::snapshot(&here.join("disk")) != before, "it was taken back");
    let undo = readmit(elsewhere.path(), &["undo", journal, "--yes"]);
    assert_eq!(undo.status.code(), Some(0), "{}", err(&undo));
    assert!(out(&undo).contains("everything is as it was before"), "{}", out(&undo));
    assert!(files::snapshot(&here.join("disk")) == before);
    let again = readmit(elsewhere.path(), &["undo", journal, "--yes"]);
    assert_eq!(again.status.code(), Some(0));
    assert!(out(&again).contains("nothing had to be taken back"), "{}", out(&again));
    // The disk is somewhere else now.
    std::fs::rename(here.join("disk"), here.join("moved")).expect("it moves");
    assert_eq!(readmit(here, &["undo", journal, "--yes"]).status.code(), Some(2));
    assert_eq!(
        readmit(here, &["undo", journal, "--source", "windows:moved", "--yes"]).status.code(),
        Some(0)
    );
}

/// The line that a text shows to copy.
fn shown_command(text: &str) -> String {
    text.lines().find_map(|line| line.trim().strip_prefix("readmit ")).expect("a command is shown").to_owned()
}

/// What a shell makes of a line that the program printed.
fn run_line(folder: &Path, line: &str) -> Output {
    Command::new("sh")
        .args(["-c", &format!("exec \"$READMIT\" {line}")])
        .current_dir(folder)
        .env("READMIT", env!("CARGO_BIN_EXE_readmit"))
        .env("HOME", folder)
        .env("XDG_STATE_HOME", folder.join("state"))
        .output()
        .expect("a shell")
}

/// The places that a plan or what was carried out names.
fn places(text: &str) -> Vec<&str> {
    text.lines().filter(|line| line.starts_with("   S") && line.contains('\\')).collect()
}

#[test]
fn the_command_that_is_shown_does_what_is_shown() {
    let ways: [&[&str]; 4] = [
        &["--for", "network/rdp-disabled"],
        &["--for", "negotiation/nla-required", "--accept", "nla-off"],
        &["--journals", "my journals; $(touch oops)"],
        &["--for", "network/rdp-disabled", "--journals", "it's here"],
    ];
    for way in ways {
        let folder = tempfile::tempdir().expect("a folder");
        let here = folder.path();
        windows::spoilt_disk(&here.join("my disk"));
        let mut arguments = vec!["repair", "windows:my disk"];
        arguments.extend(way);
        let plan = out(&readmit(here, &arguments));
        let applied = run_line(here, &shown_command(&plan));
        assert_eq!(applied.status.code(), Some(3), "{way:?}: {}", err(&applied));
        assert_eq!(places(&out(&applied)), places(&plan), "{way:?}");
        assert!(!here.join("oops").exists());
        // The journal lies where it was asked for, and the line that takes it back does so.
        let text = out(&applied);
        if let Some(at) = way.iter().position(|word| *word == "--journals") {
            assert!(here.join(way[at + 1]).is_dir(), "{text}");
        }
        let back =
            text.lines().find_map(|line| line.strip_prefix("To take that back: readmit ")).expect("a line");
        assert_eq!(run_line(here, back).status.code(), Some(0), "{back}");
        // Programs are given the same words.
        arguments.extend(["--format", "json"]);
        let json: serde_json::Value = serde_json::from_str(&out(&readmit(here, &arguments))).expect("JSON");
        let next: Vec<&str> =
            json["next"].as_array().expect("words").iter().filter_map(|word| word.as_str()).collect();
        assert!(next.ends_with(&["--apply"]) && way.iter().all(|word| next.contains(word)), "{next:?}");
    }
}

#[test]
fn a_disk_gets_the_plan_and_no_command_that_would_change_another_computer() {
    let folder = tempfile::tempdir().expect("a folder");
    let here = folder.path();
    windows::spoilt_disk(&here.join("disk"));
    for format in ["text", "html", "json"] {
        let text = out(&readmit(here, &["inspect", "windows:disk", "--format", format]));
        for live in
            ["HKLM:", "Set-ItemProperty", "Set-Service", "Start-Service", "Restart-Service", "Send this to"]
        {
            assert!(!text.contains(live), "{format}: {live} in\n{text}");
        }
        let plan = if format == "json" { "\"windows:disk\"" } else { "readmit repair windows:disk" };
        assert!(text.contains(plan), "{format}:\n{text}");
    }
    for language in ["powershell", "reg"] {
        let script = readmit(here, &["repair", "windows:disk", "--script", language]);
        assert_eq!(script.status.code(), Some(2), "{}", out(&script));
        assert!(err(&script).contains("--apply changes the disk"), "{}", err(&script));
    }
}

#[test]
fn what_no_change_helps_is_not_pending() {
    let folder = tempfile::tempdir().expect("a folder");
    let here = folder.path();
    windows::spoilt_disk(&here.join("disk"));
    let needless =
        readmit(here, &["repair", "windows:disk", "--for", "network/rdp-disabled", "--accept", "fips-off"]);
    assert!(err(&needless).contains("--accept fips-off: nothing here needs it"), "{}", err(&needless));
    let people = readmit(here, &["repair", "windows:disk", "--for", "network/host-down"]);
    assert_eq!(people.status.code(), Some(0), "{}", out(&people));
}

#[test]
fn weakening_needs_its_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let here = folder.path();
    windows::spoilt_disk(&here.join("disk"));
    let without = readmit(here, &["repair", "windows:disk", "--for", "negotiation/nla-required"]);
    assert!(out(&without).contains("--accept nla-off"), "{}", out(&without));
    assert!(!out(&without).contains("UserAuthentication"), "{}", out(&without));
    let accepted = readmit(
        here,
        &["repair", "windows:disk", "--for", "negotiation/nla-required", "--accept", "nla-off"],
    );
    assert!(out(&accepted).contains("UserAuthentication"), "{}", out(&accepted));
    assert!(out(&accepted).contains("Weakens:"), "{}", out(&accepted));
    let all = readmit(here, &["repair", "windows:disk", "--format", "json"]);
    let plan: serde_json::Value = serde_json::from_str(&out(&all)).expect("it is JSON");
    assert_eq!(plan["schema"], "readmit.plan/1");
    for step in plan["steps"].as_array().expect("steps") {
        assert_ne!(step["risk"], "weakens", "{step}");
    }
}

#[test]
fn what_was_hardly_read_is_not_clear() {
    let folder = tempfile::tempdir().expect("a folder");
    let here = folder.path();
    let head = "Windows Registry Editor Version 5.00\r\n\r\n";
    std::fs::write(here.join("some.reg"), format!("{head}[HKEY_LOCAL_MACHINE\\SOFTWARE\\Foo]\r\n"))
        .expect("written");
    let inspect = readmit(here, &["inspect", "reg:some.reg"]);
    assert_eq!(inspect.status.code(), Some(3), "{}", out(&inspect));
    assert!(out(&inspect).contains("not everything"), "{}", out(&inspect));
    assert_eq!(readmit(here, &["repair", "reg:some.reg"]).status.code(), Some(0));
}

#[test]
fn slips_are_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let here = folder.path();
    windows::spoilt_disk(&here.join("disk"));
    for (arguments, word) in [
        (vec!["inspect", "disk"], "did you mean windows:disk"),
        (vec!["inspect", "windows:nowhere"], "windows:nowhere"),
        (vec!["inspect", "windows:"], "name the folder"),
        (vec!["inspect", "windows:disk/Windows"], "did you mean windows:disk?"),
        (vec!["inspect", "windows:disk/Windows/System32/config/SYSTEM"], "did you mean windows:disk?"),
        (vec!["repair", "windows:disk", "--for", "no/such"], "no cause"),
        (vec!["repair", "windows:disk", "--accept", "no-such"], "no change no-such"),
        (vec!["undo", "nowhere"], "nowhere"),
        (vec!["inspect"], "SOURCE"),
    ] {
        let run = readmit(here, &arguments);
        assert_eq!(run.status.code(), Some(2), "{arguments:?}");
        assert!(err(&run).contains(word), "{arguments:?}: {}", err(&run));
    }
    let export = "Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server]\r\n\"fDenyTSConnections\"=dword:00000001\r\n";
    std::fs::write(here.join("ts.reg"), export).expect("written");
    let plan = readmit(here, &["repair", "reg:ts.reg"]);
    assert!(out(&plan).contains("readmit repair reg:ts.reg --script powershell"), "{}", out(&plan));
    let script = readmit(here, &["repair", "reg:ts.reg", "--script", "reg"]);
    assert!(out(&script).contains("\"fDenyTSConnections\"=dword:00000000"), "{}", out(&script));
    let back = readmit(here, &["repair", "reg:ts.reg", "--script", "reg", "--undo-script"]);
    assert!(out(&back).contains("\"fDenyTSConnections\"=dword:00000001"), "{}", out(&back));
    assert!(!out(&script).contains("dword:00000001"), "{}", out(&script));
    assert_eq!(readmit(here, &["repair", "reg:ts.reg", "--apply"]).status.code(), Some(2));
}

#[test]
fn the_readme_shows_what_is_printed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let Ok(hive) = std::fs::read(root.join("target/test-data/windows-10/SYSTEM")) else {
        println!("skipped: the genuine hive was not fetched (cargo xtask test fetches it)");
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let config = folder.path().join("mnt/Windows/System32/config");
    std::fs::create_dir_all(&config).expect("a folder");
    std::fs::write(config.join("SYSTEM"), hive).expect("written");
    let printed = out(&readmit(folder.path(), &["repair", "windows:mnt"]));
    let readme = std::fs::read_to_string(root.join("README.md")).expect("it is there");
    assert!(
        readme.contains(&format!("$ readmit repair windows:mnt\n{printed}```")),
        "README.md differs from:\n{printed}"
    );
}

#[test]
fn a_program_is_named_without_what_it_is_called_with() {
    let folder = tempfile::tempdir().expect("a folder");
    let here = folder.path();
    let export = "Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon]\r\n\"Shell\"=\"run.cmd Sekret99 app.exe\"\r\n";
    std::fs::write(here.join("x.reg"), export).expect("written");
    for arguments in [
        &["inspect", "reg:x.reg"][..],
        &["inspect", "reg:x.reg", "--format", "json"],
        &["repair", "reg:x.reg", "--for", "session/shell-failed", "--accept", "usual-shell"],
    ] {
        let run = readmit(here, arguments);
        assert!(!out(&run).contains("Sekret99"), "{arguments:?}: {}", out(&run));
    }
    // The whole desktop instead of one program is opened by its name only.
    let plan = readmit(here, &["repair", "reg:x.reg", "--for", "session/shell-failed"]);
    assert!(out(&plan).contains("--accept usual-shell"), "{}", out(&plan));
    let accepted =
        readmit(here, &["repair", "reg:x.reg", "--for", "session/shell-failed", "--accept", "usual-shell"]);
    assert!(out(&accepted).contains("“run.cmd …” → “explorer.exe”"), "{}", out(&accepted));
}
