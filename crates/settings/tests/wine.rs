//! Exports that a real `reg` wrote, and scripts that it takes: Wine's. Its registry is no
//! Windows', its `reg export` and `reg import` are real programs of others.
#![expect(clippy::unwrap_used, reason = "what helps a test may break it")]

use std::path::Path;
use std::process::{Command, Stdio};

use diagnosis::plan::{Plan, Wish};
use diagnosis::{causes, change};
use settings::{Drafted, Language, Source, scripts};

const TS: &str = r"HKLM\System\CurrentControlSet\Control\Terminal Server";

fn wine(prefix: &Path, arguments: &[&str]) -> bool {
    Command::new("wine")
        .args(arguments)
        .env("WINEPREFIX", prefix)
        .env("WINEARCH", "win64")
        .env("WINEDEBUG", "-all")
        .env("DISPLAY", "")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

fn exported(prefix: &Path, folder: &Path) -> (Vec<u8>, Source) {
    let path = folder.join("export.reg");
    let _ = std::fs::remove_file(&path);
    let file = format!("Z:{}", path.display());
    assert!(wine(prefix, &["reg", "export", TS, &file, "/y"]), "reg export failed");
    (std::fs::read(&path).unwrap(), Source::open(&format!("reg:{}", path.display())).unwrap())
}

fn draft(source: &Source) -> Drafted {
    let wish = |id: &str, change| Wish {
        cause: causes::find(id).unwrap(),
        found: true,
        changes: vec![change],
        withheld: Vec::new(),
    };
    let wishes = vec![
        wish("network/rdp-disabled", &change::ALLOW_CONNECTIONS),
        wish("network/port-moved", &change::DEFAULT_PORT),
        wish("tls/certificate-binding-broken", &change::RELEASE_CERTIFICATE),
    ];
    source.draft(&Plan { wishes, beyond: Vec::new() }, false)
}

#[test]
fn a_plan_goes_through_a_real_registry_and_back() {
    let folder = tempfile::tempdir().unwrap();
    let prefix = folder.path().join("prefix");
    if !wine(&prefix, &["wineboot", "--init"]) {
        println!("skipped: wine is not installed, or does not start");
        return;
    }
    let listener = format!(r"{TS}\WinStations\RDP-Tcp");
    for (key, name, kind, data) in [
        (TS, "fDenyTSConnections", "REG_DWORD", "1"),
        (&listener, "PortNumber", "REG_DWORD", "3390"),
        (&listener, "SSLCertificateSHA1Hash", "REG_BINARY", "0102030405060708090a0b0c0d0e0f1011121314"),
    ] {
        assert!(
            wine(&prefix, &["reg", "add", key, "/v", name, "/t", kind, "/d", data, "/f"]),
            "reg add failed"
        );
    }
    let (before, source) = exported(&prefix, folder.path());
    assert_eq!(&before[..2], [0xFF, 0xFE], "the export is UTF-16");
    let inside = source.look().inside;
    assert_eq!(inside.access.port.known(), Some(&Some(3390)));
    let drafted = draft(&source);
    assert_eq!(drafted.edits.len(), 3);
    let both = scripts(&drafted, Language::Reg).unwrap();
    let import = |text: &str| {
        let path = folder.path().join("script.reg");
        std::fs::write(&path, text).unwrap();
        assert!(wine(&prefix, &["reg", "import", &format!("Z:{}", path.display())]), "reg import failed");
    };
    import(&both.apply);
    let (_, changed) = exported(&prefix, folder.path());
    assert!(draft(&changed).edits.is_empty(), "the plan is not carried out");
    import(&both.undo);
    let (after, _) = exported(&prefix, folder.path());
    assert_eq!(after, before, "it is not what it was");
    let _ = Command::new("wineserver").arg("-k").env("WINEPREFIX", &prefix).status();
}
