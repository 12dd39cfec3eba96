//! Scripts that carry a plan out on a host reached by other means, and those that take it back.
#![expect(clippy::unwrap_used, reason = "what helps a test may break it")]

use std::path::Path;

use diagnosis::causes;
use diagnosis::change::{self, Change};
use diagnosis::plan::{Plan, Wish};
use regashii::Registry;
use settings::{Drafted, Language, Source, collector, scripts};
use tree_sitter::Parser;

const TCP: &str = r"HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\Terminal Server\WinStations\RDP-Tcp";

/// An export of a host on which much is wrong, and where a stranger has named things.
fn export() -> String {
    let rule = r"v2.30|Action=Allow|Active=FALSE|Dir=In|Protocol=6|LPort=3389|Name='; Remove-Item C:\\ -Recurse; '’|";
    format!(
        "Windows Registry Editor Version 5.00\r\n\r\n\
         [HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server]\r\n\
         \"fDenyTSConnections\"=dword:00000001\r\n\"TSServerDrainMode\"=dword:00000001\r\n\r\n\
         [{TCP}]\r\n\"PortNumber\"=dword:00000d3e\r\n\"SecurityLayer\"=dword:00000000\r\n\
         \"SSLCertificateSHA1Hash\"=hex:01,02,03,04,05,06,07,08,09,0a,0b,0c,0d,0e,0f,10,11,12,13,14\r\n\r\n\
         [HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy\\FirewallRules]\r\n\
         \"RemoteDesktop-UserMode-In-TCP\"=\"{rule}\"\r\n\r\n\
         [HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon]\r\n\
         \"Shell\"=\"C:\\\\x'; calc; '.exe\"\r\n"
    )
}

fn draft(source: &Source, wanted: &'static Change) -> Drafted {
    let cause = causes::ALL.iter().find(|cause| cause.changes.contains(&wanted)).unwrap();
    let wish = Wish { cause, found: true, changes: vec![wanted], withheld: Vec::new() };
    source.draft(&Plan { wishes: vec![wish], beyond: Vec::new() }, true)
}

fn source(folder: &Path, registry: &Registry) -> Source {
    let path = folder.join("export.reg");
    registry.serialize_file(&path).unwrap();
    Source::open(&format!("reg:{}", path.display())).unwrap()
}

#[test]
fn the_script_of_regedit_does_what_the_plan_says_and_its_twin_takes_it_back() {
    let folder = tempfile::tempdir().unwrap();
    let before = Registry::deserialize(&export()).unwrap();
    let mut tried = 0;
    for change in change::ALL {
        let open = source(folder.path(), &before);
        let drafted = draft(&open, change);
        if drafted.edits.is_empty() {
            continue;
        }
        let both = scripts(&drafted, Language::Reg).unwrap();
        let mut host = before.clone();
        host.apply(Registry::deserialize(&both.apply).unwrap());
        assert!(host != before, "{}", change.name);
        assert!(draft(&source(folder.path(), &host), change).edits.is_empty(), "{} is not done", change.name);
        host.apply(Registry::deserialize(&both.undo).unwrap());
        // What was added has to go again; what was there is what it was.
        assert_eq!(host.keys().len(), before.keys().len() + host.keys().len() - before.keys().len());
        for (name, key) in before.keys() {
            assert_eq!(host.keys()[name].values(), key.values(), "{}: {}", change.name, name.raw());
        }
        tried += 1;
    }
    assert!(tried >= 8, "only {tried} changes were tried");
}

#[test]
fn scripts_for_power_shell_are_sound_and_hold_no_foreign_words() {
    let folder = tempfile::tempdir().unwrap();
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_powershell::LANGUAGE.into()).unwrap();
    let mut is_sound = |text: &str| !parser.parse(text, None).unwrap().root_node().has_error();
    let open = source(folder.path(), &Registry::deserialize(&export()).unwrap());
    for change in change::ALL {
        let drafted = draft(&open, change);
        if drafted.edits.is_empty() {
            continue;
        }
        let mut drafted = drafted;
        assert!(scripts(&drafted, Language::PowerShell).unwrap().apply.contains("is not known"));
        for (host, says) in [
            ("FS1", "-ne 'FS1'"),
            ("BÜRO-1", "FromBase64String"),
            ("FS1'; calc; '", "is not known"),
            ("a\ncalc", "is not known"),
        ] {
            drafted.host = Some(host.to_owned());
            let both = scripts(&drafted, Language::PowerShell).unwrap();
            assert!(
                both.apply.contains(says) && both.undo.contains(says) && is_sound(&both.apply),
                "{}",
                both.apply
            );
        }
        let both = scripts(&drafted, Language::PowerShell).unwrap();
        for text in [&both.apply, &both.undo] {
            assert!(is_sound(text), "{}:\n{text}", change.name);
            assert!(!text.contains("Remove-Item ") && !text.contains("calc"), "{text}");
        }
    }
    let collector = collector::script();
    assert!(is_sound(&collector), "{collector}");
    assert!(!is_sound("if ($true) {"), "the grammar would take anything");
}

#[test]
fn the_collector_only_reads() {
    let writes = [
        "Set-",
        "New-Item",
        "Remove-",
        "Clear-",
        "Stop-",
        "Start-",
        "Restart-",
        "Invoke-",
        "Add-",
        "Enable-",
        "Disable-",
        "Out-File",
        "Export-",
        "Import-",
        "SetValue",
        "CreateSubKey",
        "DeleteValue",
        "$true)",
        "Invoke-WebRequest",
        "DownloadString",
        "iex",
    ];
    let script = collector::script();
    for line in script.lines().filter(|line| !line.trim_start().starts_with('#')) {
        for word in writes {
            assert!(!line.contains(word), "{word}: {line}");
        }
    }
    // Every step says what it reads.
    let mut explained = false;
    for line in script.lines() {
        let line = line.trim_start();
        if line.starts_with('#') {
            explained = true;
        } else if line.starts_with("$found") || line.starts_with("try {") && line.contains("$found") {
            assert!(explained, "{line}");
            explained = false;
        }
    }
}

#[test]
fn the_collector_takes_named_values_only() {
    let script = collector::script();
    // Everything else that lists values or names would take along what nobody asked for.
    assert_eq!(
        script.matches("GetValueNames").count(),
        1,
        "only the firewall's rules have names of their own"
    );
    let rules = script.split("if ($wanted.rules) {").nth(1).unwrap();
    assert!(rules.contains("GetValueNames") && rules.contains("-notmatch '^v"));
    assert!(script.contains(
        r"@{ path = 'SOFTWARE\Microsoft\Windows NT\CurrentVersion\Winlogon'; take = @('Shell','Userinit') }"
    ));
    for secret in
        ["DefaultPassword", "'Password'", "DigitalProductId", "ProductId", "RegisteredOwner", "WorkDirectory"]
    {
        assert!(!script.contains(secret), "{secret}");
    }
    assert!(script.contains("if ($fields -contains $item.Name)"));
}

#[test]
fn what_is_only_looked_for_is_known_to_be_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("host.json");
    let listener = r"SYSTEM\\CurrentControlSet\\Control\\Terminal Server\\WinStations\\RDP-Tcp";
    let grace = r"SYSTEM\\CurrentControlSet\\Control\\Terminal Server\\RCM\\GracePeriod";
    let text = format!(
        r#"{{"schema":"readmit.collected/1","collected_at":"2026-11-22T12:00:00Z","keys":[
        {{"path":"{listener}","values":[{{"name":"InitialProgram","set":true}}],"asked":["InitialProgram","SecurityLayer"],"any":null,"subkeys":[]}},
        {{"path":"{grace}","values":[],"any":true,"subkeys":[]}},
        {{"path":"SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Component Based Servicing\\RebootPending","values":[],"subkeys":[]}}]}}"#
    );
    std::fs::write(&path, text).unwrap();
    let inside = Source::open(&format!("facts:{}", path.display())).unwrap().look().inside;
    assert!(inside.sessions.program.own.known().is_some_and(Option::is_some));
    assert_eq!(inside.sessions.grace_period.known(), Some(&true));
    // What was asked for and is not there is not set; what nobody asked for is unknown.
    assert_eq!(inside.security.layer.own.known(), Some(&None));
    assert_eq!(inside.security.nla.own.known(), None);
    assert_eq!(inside.system.pending_restart.known().unwrap().len(), 1);
}

#[test]
fn what_the_collector_prints_is_judged_like_a_disk() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("host.json");
    let text = r#"{"schema":"readmit.collected/1","collected_at":"2026-11-22T12:00:00.1234567Z","computer":"FS1","keys":[
        {"path":"SYSTEM\\CurrentControlSet\\Control\\Terminal Server","values":[{"name":"fDenyTSConnections","kind":4,"data":0}],"subkeys":["WinStations"]},
        {"path":"SYSTEM\\CurrentControlSet\\Control\\Terminal Server\\WinStations\\RDP-Tcp","values":[{"name":"PortNumber","kind":4,"data":3389},{"name":"MaxInstanceCount","kind":4,"data":-1}],"subkeys":[]},
        {"path":"SOFTWARE\\Policies\\Microsoft\\Windows NT\\Terminal Services","absent":true},
        {"path":"SYSTEM\\CurrentControlSet\\Services\\TermService","values":[{"name":"Start","kind":4,"data":3}],"subkeys":["Parameters"]},
        {"path":"SYSTEM\\Setup","failed":"SecurityException"}],
        "services":[{"name":"TermService","running":false}],
        "listening":[{"port":3389,"own":false,"program":"node"}],
        "networks":["Public"],"remote_desktop_users":["S-1-5-21-1-2-3-1001"],
        "updates":[{"kb":"KB5122882","installed":"2026-09-10"}],"security_products":[],
        "events":[{"provider":"Schannel","id":36870,"at":"2026-11-22T11:59:00.0000000Z","data":{}}]}"#;
    // Windows PowerShell redirects into UTF-16.
    let wide: Vec<u8> = [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    std::fs::write(&path, wide).unwrap();
    let seen = Source::open(&format!("facts:{}", path.display())).unwrap().look();
    let inside = seen.inside;
    assert!(inside.access.allowed.in_force().is_some_and(|wins| wins.value == Some(true) && wins.sure));
    assert_eq!(inside.sessions.most.own.known(), Some(&Some(u32::MAX)));
    assert_eq!(inside.service("TermService").unwrap().running.known(), Some(&false));
    assert_eq!(inside.unread, [r"SYSTEM\Setup"]);
    assert_eq!(seen.log.known().unwrap().entries.len(), 1);
    for bad in [
        "",
        "{}",
        r#"{"schema":"readmit.collected/9"}"#,
        "[1]",
        r#"{"schema":"readmit.collected/1","collected_at":3}"#,
    ] {
        std::fs::write(&path, bad).unwrap();
        assert!(Source::open(&format!("facts:{}", path.display())).is_err(), "{bad}");
    }
}
