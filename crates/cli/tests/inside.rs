//! inspect, repair and undo as a person or a script uses them: exit codes, last lines, texts.

use std::path::Path;
use std::process::{Command, Output};

#[path = "../../settings/tests/support/files.rs"]
mod files;
#[path = "../../settings/tests/support/windows.rs"]
mod windows;

fn readmit(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_readmit"))
        .args(arguments)
        .current_dir(folder)
        .env("HOME", folder)
        .env("XDG_STATE_HOME", folder.join("state"))
        .env("NO_COLOR", "1")
        .output()
        .expect("it starts")
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

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

/// A grdctl that writes where the real one does: dconf's cache, and a file of credentials where there is none.
#[cfg(target_os = "linux")]
#[test]
fn asking_gnome_changes_nothing() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let (here, bin) = (folder.path().join("home"), folder.path().join("bin"));
    for path in [&here, &bin] {
        std::fs::create_dir(path).expect("a folder");
    }
    let program = "#!/bin/sh\nset -e\n{ env; for f in /proc/self/fd/*; do readlink $f || true; done; } >>\"$HOME/../seen\"\ncache=${XDG_CACHE_HOME:-$HOME/.cache} data=${XDG_DATA_HOME:-$HOME/.local/share}\n\
                   mkdir -p \"$cache/dconf\" \"$data/gnome-remote-desktop\"\necho >>\"$cache/dconf/user\"\n\
                   [ -e \"$data/gnome-remote-desktop/credentials.ini\" ] || echo >\"$data/gnome-remote-desktop/credentials.ini\"\n\
                   user=$(cat \"$data/gnome-remote-desktop/credentials.ini\")\n\
                   printf 'RDP:\\n\\tStatus: enabled\\n\\tView-only: no\\n\\tUsername: %s\\n' \"${user:-(empty)}\"\n";
    std::fs::write(bin.join("grdctl"), program).expect("written");
    std::fs::set_permissions(bin.join("grdctl"), std::fs::Permissions::from_mode(0o755)).expect("set");
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap_or_default());
    let inspect = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_readmit"));
        for name in ["XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"] {
            command.env_remove(name);
        }
        command.args(["inspect", "gnome"]).env("HOME", &here).env("PATH", &path).output().expect("it starts")
    };
    let seen = inspect();
    assert!(out(&seen).contains("gnome-credentials-missing"), "{}{}", out(&seen), err(&seen));
    assert_eq!(std::fs::read_dir(&here).expect("a folder").count(), 0, "something was created");
    // Nothing of ours is handed on: no password in a variable, no file that is open here.
    let secret = folder.path().join("secret");
    std::fs::write(&secret, "Sekret99\n").expect("written");
    let status = Command::new("sh")
        .args(["-c", "exec 5<\"$1\"; exec \"$2\" inspect gnome", "sh"])
        .args([&secret, std::path::Path::new(env!("CARGO_BIN_EXE_readmit"))])
        .env("HOME", &here)
        .env("PATH", &path)
        .env("RDP_PASSWORD", "Sekret99")
        .output()
        .expect("it starts");
    let told = std::fs::read_to_string(folder.path().join("seen")).expect("it was asked");
    assert!(
        told.contains("HOME=") && !told.contains("Sekret99") && !told.contains("/secret"),
        "{told}{status:?}"
    );
    // Where there are credentials, they are seen.
    let data = here.join(".local/share/gnome-remote-desktop");
    std::fs::create_dir_all(&data).expect("a folder");
    std::fs::write(data.join("credentials.ini"), "alice").expect("written");
    assert!(!out(&inspect()).contains("gnome-credentials-missing"));
    assert!(!here.join(".cache").exists());
}

/// A copied root of a Linux host with xrdp.
fn linux(folder: &Path, name: &str, protocols: &str) {
    let etc = folder.join("etc/xrdp");
    std::fs::create_dir_all(&etc).expect("a folder");
    std::fs::write(folder.join("etc/hostname"), format!("{name}\n")).expect("written");
    let ini = format!(
        "[Globals]\nport=3389\nssl_protocols={protocols}\nsecurity_layer=negotiate\ncertificate=\nkey_file=\n"
    );
    std::fs::write(etc.join("xrdp.ini"), ini).expect("written");
    std::fs::write(etc.join("sesman.ini"), "[Globals]\n[Security]\n").expect("written");
}

#[test]
fn a_journal_is_for_its_own_host() {
    let folder = tempfile::tempdir().expect("a folder");
    let here = folder.path();
    linux(&here.join("disk"), "hostA", "SSLv3");
    let applied = readmit(here, &["repair", "xrdp:disk", "--apply"]);
    assert_eq!(applied.status.code(), Some(3), "{}{}", out(&applied), err(&applied));
    let text = out(&applied);
    let journal = text.lines().last().and_then(|line| line.strip_prefix("journal: ")).expect("a journal");
    // Another computer lies at the same place now, with a sound setting of the same name.
    std::fs::rename(here.join("disk"), here.join("away")).expect("moved");
    linux(&here.join("disk"), "hostB", "TLSv1.2, TLSv1.3");
    let before = files::snapshot(&here.join("disk"));
    let undo = readmit(here, &["undo", journal, "--yes"]);
    assert_eq!(undo.status.code(), Some(2), "{}", out(&undo));
    assert!(err(&undo).contains("hostB") && err(&undo).contains("--renamed"), "{}", err(&undo));
    assert!(files::snapshot(&here.join("disk")) == before, "another host was changed");
    // The same computer under another name.
    std::fs::remove_dir_all(here.join("disk")).expect("removed");
    std::fs::rename(here.join("away"), here.join("disk")).expect("moved");
    std::fs::write(here.join("disk/etc/hostname"), "hostC\n").expect("written");
    assert_eq!(readmit(here, &["undo", journal, "--yes"]).status.code(), Some(2));
    assert_eq!(readmit(here, &["undo", journal, "--renamed", "--yes"]).status.code(), Some(0));
}

#[test]
fn what_was_not_copied_is_not_settled() {
    let folder = tempfile::tempdir().expect("a folder");
    let here = folder.path();
    linux(&here.join("disk"), "hostA", "TLSv1.2, TLSv1.3");
    std::fs::rename(here.join("disk/etc/xrdp"), here.join("copy")).expect("moved");
    let seen = readmit(here, &["inspect", "xrdp:copy"]);
    assert_eq!(seen.status.code(), Some(3), "{}", out(&seen));
    assert!(out(&seen).contains("its key and its certificate"), "{}", out(&seen));
    // A copy of all of etc has the users, and a link to a key that only root could copy.
    let etc = here.join("most/etc");
    linux(&here.join("most"), "hostA", "TLSv1.2, TLSv1.3");
    std::fs::write(etc.join("passwd"), "root:x:0:0::/root:/bin/sh\n").expect("written");
    std::fs::write(etc.join("xrdp/cert.pem"), "").expect("written");
    std::os::unix::fs::symlink("/etc/ssl/private/key.pem", etc.join("xrdp/key.pem")).expect("linked");
    let seen = readmit(here, &["inspect", "xrdp:most"]);
    assert!(!out(&seen).contains("does not exist"), "{}", out(&seen));
    assert!(!out(&seen).contains("etc/xrdp/etc"), "{}", out(&seen));
    // What was copied is read.
    std::fs::create_dir_all(here.join("most/var/log")).expect("a folder");
    let line =
        "[20261125-10:00:00] [ERROR] Cannot read private key file /etc/xrdp/key.pem: Permission denied\n";
    std::fs::write(here.join("most/var/log/xrdp.log"), line).expect("written");
    let seen = readmit(here, &["inspect", "xrdp:most"]);
    assert!(!out(&seen).contains("the logs of xrdp"), "{}", out(&seen));
    // On a whole disk it is not there.
    std::fs::create_dir_all(here.join("most/usr/bin")).expect("a folder");
    let seen = readmit(here, &["inspect", "xrdp:most"]);
    assert!(
        !out(&seen).contains("does not exist"),
        "the link leads into a folder that is not here: {}",
        out(&seen)
    );
    std::fs::create_dir_all(etc.join("ssl/private")).expect("a folder");
    let seen = readmit(here, &["inspect", "xrdp:most"]);
    assert!(out(&seen).contains("does not exist"), "{}", out(&seen));
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
