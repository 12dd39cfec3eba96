//! Hosts on Linux, as `inspect` and `repair` see their folders; GNOME's own program, asked and not disturbed.
#![cfg(target_os = "linux")]

use std::path::Path;
use std::process::Command;

#[path = "../../settings/tests/support/files.rs"]
mod files;
#[path = "support/runs.rs"]
mod runs;

use runs::{err, out, readmit};

/// A grdctl that writes where the real one does: dconf's cache, and a file of credentials where there is none.
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
fn who_may_sign_in_is_judged_as_xrdp_does() {
    let folder = tempfile::tempdir().expect("a folder");
    let here = folder.path();
    let disk = here.join("disk");
    linux(&disk, "hostA", "TLSv1.2, TLSv1.3");
    for name in ["usr/bin", "var/log"] {
        std::fs::create_dir_all(disk.join(name)).expect("a folder");
    }
    let write = |path: &str, text: &str| std::fs::write(disk.join("etc").join(path), text).expect("written");
    let users = [
        "root:x:0:0",
        "in:x:1000:1000",
        "own:x:1001:2000",
        "out:x:1002:1002",
        "never:x:1003:2000",
        "new:x:1004:2000",
    ];
    write("passwd", &users.map(|user| format!("{user}::/:/bin/sh\n")).concat());
    write(
        "shadow",
        "root:$y$x:19000::::::\nin:$y$x:19000::::::\nown:$y$x:19000::::::\nout:$y$x:19000::::::\nnever:*:19000::::::\nnew:$y$x:0::::::\n",
    );
    write("group", "tsusers:x:2000:in\n");
    write("xrdp/sesman.ini", "[Security]\nAllowRootLogin=false\nTerminalServerUsers=tsusers\n");
    let seen = |user: &str| out(&readmit(here, &["inspect", "xrdp:disk", "-u", user]));
    for user in ["in", "own"] {
        assert!(!seen(user).contains("logon/"), "{user}: {}", seen(user));
    }
    for (user, cause) in [
        ("out", "logon/no-remote-right, likely"),
        ("root", "logon/no-remote-right, certain"),
        ("never", "logon/disabled, likely"),
        ("new", "logon/password-must-change, certain"),
        ("stranger", "logon/unknown-user, possible"),
    ] {
        let flat = seen(user).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flat.contains(cause), "{user}: {flat}");
    }
    // Where membership is always asked for, a group that is not there lets nobody in.
    write("group", "");
    assert!(!seen("out").contains("logon/no-remote-right"), "{}", seen("out"));
    write("xrdp/sesman.ini", "[Security]\nTerminalServerUsers=tsusers\nAlwaysGroupCheck=true\n");
    assert!(seen("out").contains("logon/no-remote-right"), "{}", seen("out"));
    // A listener for the host itself answers nobody else.
    let ini = std::fs::read_to_string(disk.join("etc/xrdp/xrdp.ini")).expect("it is there");
    write("xrdp/xrdp.ini", &ini.replace("port=3389", "port=tcp://.:3389"));
    assert!(seen("in").contains("network/listener-missing"), "{}", seen("in"));
}
