//! Software we did not write: FreeRDP as client and as server, xrdp as server.
//!
//! What can't run on this machine is reported as skipped, with the reason.

mod support;

use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;

use md4::{Digest, Md4};
use support::{Running, free_port, has, lab, readmit, start, wait_for_port};

type Case = (&'static str, fn(&World) -> Result<(), String>);

/// What the cases share: a display, a folder.
struct World {
    display: String,
    folder: tempfile::TempDir,
    _xvfb: Option<Running>,
}

fn main() {
    // `cargo test NAME` passes a filter.
    let filter = std::env::args().skip(1).find(|argument| !argument.starts_with('-')).unwrap_or_default();
    let world = World::new();
    let groups: [(&str, &[&str], Vec<Case>); 3] = [
        ("FreeRDP's client", &["xfreerdp", "Xvfb"], freerdp_client_cases()),
        ("FreeRDP's shadow server", &["freerdp-shadow-cli", "Xvfb"], shadow_cases()),
        ("xrdp", &["xrdp", "xrdp-sesman", "openssl"], xrdp_cases()),
    ];
    let (mut passed, mut failed, mut skipped) = (0, 0, 0);
    for (group, needs, cases) in groups {
        let missing: Vec<&str> = needs.iter().copied().filter(|program| !has(program)).collect();
        for (name, case) in cases {
            if !name.contains(&filter) {
                continue;
            }
            if !missing.is_empty() {
                println!("skipped  {group}: {name} (not installed: {})", missing.join(", "));
                skipped += 1;
                continue;
            }
            match case(&world) {
                Ok(()) => {
                    println!("ok       {group}: {name}");
                    passed += 1;
                }
                Err(why) => {
                    println!("FAILED   {group}: {name}\n{why}");
                    failed += 1;
                }
            }
        }
    }
    println!("\n{passed} passed, {failed} failed, {skipped} skipped");
    // `exit` drops nothing: the display has to end first.
    drop(world);
    std::process::exit(i32::from(failed > 0));
}

impl World {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let number = 100 + std::process::id() % 400;
        let display = format!(":{number}");
        // Without -noreset the display is gone for a moment whenever its last client leaves.
        let xvfb = has("Xvfb").then(|| {
            let xvfb = start(Command::new("Xvfb").args([
                display.as_str(),
                "-screen",
                "0",
                "640x480x24",
                "-noreset",
                "-nolisten",
                "tcp",
            ]));
            let socket = format!("/tmp/.X11-unix/X{number}");
            for _ in 0..200 {
                if Path::new(&socket).exists() {
                    break;
                }
                std::thread::park_timeout(std::time::Duration::from_millis(25));
            }
            xvfb
        });
        Self { display, folder, _xvfb: xvfb }
    }
}

// ---- their client, our host ------------------------------------------------------------

fn freerdp_client_cases() -> Vec<Case> {
    vec![
        ("a right password gets in", |world| freerdp(world, "healthy", None, "exit status 0")),
        ("a wrong password does not", |world| {
            freerdp(world, "healthy", Some("not-it"), "ERRCONNECT_LOGON_FAILURE")
        }),
        ("locked out", |world| freerdp(world, "logon/locked-out", None, "ERRCONNECT_ACCOUNT_LOCKED_OUT")),
        ("disabled", |world| freerdp(world, "logon/disabled", None, "ERRCONNECT_ACCOUNT_DISABLED")),
        ("account expired", |world| {
            freerdp(world, "logon/account-expired", None, "ERRCONNECT_ACCOUNT_EXPIRED")
        }),
        ("password expired", |world| {
            freerdp(world, "logon/password-expired", None, "ERRCONNECT_PASSWORD_EXPIRED")
        }),
        ("password must change", |world| {
            freerdp(world, "logon/password-must-change", None, "ERRCONNECT_PASSWORD_MUST_CHANGE")
        }),
        ("account restriction", |world| {
            freerdp(world, "logon/protected-user-without-kerberos", None, "ERRCONNECT_ACCOUNT_RESTRICTION")
        }),
        ("outside hours", |world| {
            freerdp(world, "logon/outside-hours", None, "ERRCONNECT_AUTHENTICATION_FAILED")
        }),
        ("no remote right", |world| {
            freerdp(world, "logon/no-remote-right", None, "ERRINFO_SERVER_INSUFFICIENT_PRIVILEGES")
        }),
    ]
}

fn freerdp(world: &World, fault: &str, password: Option<&str>, wanted: &str) -> Result<(), String> {
    let lab = lab(fault);
    let output = Command::new("xfreerdp")
        .args([
            format!("/v:{}", lab.address),
            "/u:alice".to_owned(),
            format!("/p:{}", password.unwrap_or(&lab.password)),
            "/cert:ignore".to_owned(),
            "+auth-only".to_owned(),
            "/timeout:8000".to_owned(),
        ])
        .env("DISPLAY", &world.display)
        .env("HOME", world.folder.path())
        .output()
        .map_err(|error| error.to_string())?;
    let said =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    if said.contains(wanted) { Ok(()) } else { Err(format!("wanted {wanted} in\n{said}")) }
}

// ---- their servers, our client ----------------------------------------------------------

const PASSWORD: &str = "Geheimnis 7";

/// Runs `check` and returns its JSON.
fn check(address: SocketAddr, more: &[&str], password: &str) -> serde_json::Value {
    let address = address.to_string();
    let mut arguments = vec!["check", address.as_str(), "--format", "json", "--trust", "any"];
    arguments.extend(more);
    let output = readmit(&arguments, password);
    let text = String::from_utf8_lossy(&output.stdout);
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

const AS_ALICE: [&str; 4] = ["-u", "alice", "--password-env", "READMIT_TEST_PASSWORD"];

fn expect(report: &serde_json::Value, verdict: &str, stage: &str, first: Option<&str>) -> Result<(), String> {
    let seen = (report["verdict"]["state"].as_str(), report["verdict"]["stage"].as_str());
    let found: Vec<&str> = report["findings"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|found| found["cause"].as_str())
        .collect();
    let right =
        seen == (Some(verdict), Some(stage)) && first.is_none_or(|first| found.first() == Some(&first));
    if right {
        Ok(())
    } else {
        Err(format!(
            "wanted {verdict} at {stage}, first {first:?}; saw {seen:?}, {found:?}\n{}",
            report["stages"]
        ))
    }
}

fn shadow_cases() -> Vec<Case> {
    vec![
        ("NLA, without a user: clear through nla", |world| {
            let (_shadow, address) = shadow(world)?;
            expect(&check(address, &[], ""), "clear", "nla", None)
        }),
        ("NLA, right password: clear through logon", |world| {
            let (_shadow, address) = shadow(world)?;
            expect(&check(address, &AS_ALICE, PASSWORD), "clear", "logon", None)
        }),
        ("NLA, wrong password: named, though the server says no code", |world| {
            let (_shadow, address) = shadow(world)?;
            expect(&check(address, &AS_ALICE, "another"), "blocked", "logon", Some("logon/wrong-credentials"))
        }),
        ("NLA, to the first picture", |world| {
            let (_shadow, address) = shadow(world)?;
            let to_session = [&AS_ALICE[..], &["--to", "session", "--take-session"]].concat();
            expect(&check(address, &to_session, PASSWORD), "clear", "session", None)
        }),
    ]
}

fn shadow(world: &World) -> Result<(Running, SocketAddr), String> {
    let home = world.folder.path().join("shadow");
    std::fs::create_dir_all(&home).map_err(|error| error.to_string())?;
    let utf16: Vec<u8> = PASSWORD.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let hash = format!("{:032x}", u128::from_be_bytes(Md4::digest(utf16).into()));
    let sam = home.join("sam");
    std::fs::write(&sam, format!("alice:::{hash}:::\n")).map_err(|error| error.to_string())?;
    let address = SocketAddr::from(([127, 0, 0, 1], free_port()));
    let server = start(
        Command::new("freerdp-shadow-cli")
            .args([
                format!("/port:{}", address.port()),
                format!("/sam-file:{}", sam.display()),
                "+auth".to_owned(),
                "/sec:nla".to_owned(),
            ])
            .env("DISPLAY", &world.display)
            .env("HOME", &home),
    );
    if wait_for_port(address) {
        Ok((server, address))
    } else {
        Err("the shadow server did not start".to_owned())
    }
}

fn xrdp_cases() -> Vec<Case> {
    vec![
        ("TLS, without a user: clear through tls", |world| {
            let (_xrdp, address) = xrdp(world, "tls")?;
            expect(&check(address, &[], ""), "clear", "tls", None)
        }),
        ("TLS, with a wrong password: unclear, never clear", |world| {
            let (_xrdp, address) = xrdp(world, "tls")?;
            expect(&check(address, &AS_ALICE, "another"), "unclear", "logon", None)
        }),
        ("TLS, to a picture with a wrong password: still unclear", |world| {
            let (_xrdp, address) = xrdp(world, "tls")?;
            let _sesman = start(Command::new("/usr/sbin/xrdp-sesman").arg("-n"));
            let to_session = [&AS_ALICE[..], &["--to", "session", "--take-session"]].concat();
            expect(&check(address, &to_session, "another"), "unclear", "logon", None)
        }),
        ("TLS, and the client insists on NLA", |world| {
            let (_xrdp, address) = xrdp(world, "tls")?;
            let report = check(address, &["--security", "nla"], "");
            expect(&report, "blocked", "negotiation", Some("negotiation/nla-not-supported"))
        }),
        ("classic layer: clear through negotiation, and said to be unsafe", |world| {
            let (_xrdp, address) = xrdp(world, "rdp")?;
            expect(&check(address, &[], ""), "clear", "negotiation", Some("negotiation/legacy-security-only"))
        }),
        ("an unreadable key, and TLS demanded: no certificate", |world| {
            let (_xrdp, address) = xrdp_with(world, "tls", |text| {
                let broken = text.lines().map(|line| {
                    if line.starts_with("key_file=") { "key_file=/nowhere/key.pem" } else { line }
                });
                broken.collect::<Vec<_>>().join("\n")
            })?;
            expect(&check(address, &[], ""), "blocked", "negotiation", Some("negotiation/no-certificate"))
        }),
    ]
}

fn xrdp(world: &World, layer: &str) -> Result<(Running, SocketAddr), String> {
    xrdp_with(world, layer, |text| text)
}

fn xrdp_with(
    world: &World,
    layer: &str,
    change: fn(String) -> String,
) -> Result<(Running, SocketAddr), String> {
    let address = SocketAddr::from(([127, 0, 0, 1], free_port()));
    let folder = world.folder.path().join(format!("xrdp-{}", address.port()));
    let io = |error: std::io::Error| error.to_string();
    std::fs::create_dir_all(&folder).map_err(io)?;
    let (certificate, key) = (folder.join("cert.pem"), folder.join("key.pem"));
    let made = Command::new("openssl")
        .args(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=xrdp-host"])
        .arg("-keyout")
        .arg(&key)
        .arg("-out")
        .arg(&certificate)
        .output()
        .map_err(io)?;
    if !made.status.success() {
        return Err("openssl made no certificate".to_owned());
    }
    let original = std::fs::read_to_string("/etc/xrdp/xrdp.ini").map_err(io)?;
    let mut first_port = true;
    let lines = original.lines().map(|line| match line.split_once('=') {
        Some(("port", _)) if first_port => {
            first_port = false;
            format!("port=tcp://{address}")
        }
        Some(("security_layer", _)) => format!("security_layer={layer}"),
        Some(("certificate", _)) => format!("certificate={}", certificate.display()),
        Some(("key_file", _)) => format!("key_file={}", key.display()),
        Some(("LogFile", _)) => format!("LogFile={}", folder.join("log").display()),
        _ => line.to_owned(),
    });
    let ini = folder.join("xrdp.ini");
    std::fs::write(&ini, change(lines.collect::<Vec<_>>().join("\n"))).map_err(io)?;
    let server = start(Command::new("/usr/sbin/xrdp").arg("-n").arg("-c").arg(&ini));
    if wait_for_port(address) { Ok((server, address)) } else { Err("xrdp did not start".to_owned()) }
}
