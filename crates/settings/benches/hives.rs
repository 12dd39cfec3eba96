//! What it costs to look at a real hive and to plan, and what three tools do to one dirty hive.
//!
//! `cargo bench -p readmit-settings --bench hives`, after `cargo xtask test` has fetched the hives;
//! hivex and reged are Debian's `libhivex-bin`, `libwin-hivex-perl` and `chntpw`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use diagnosis::change;
use diagnosis::plan::{Plan, Wish};
use registry::{BaseBlock, FileTime, Hive, Value, differences, recover};
use settings::Source;

fn data(name: &str) -> Option<Vec<u8>> {
    fs::read(format!("{}/../../target/test-data/{name}", env!("CARGO_MANIFEST_DIR"))).ok()
}

fn main() {
    cost();
    dirty();
}

/// Looking at a SYSTEM hive of 11.4 MB, and planning against what blocks.
fn cost() {
    let Some(system) = data("windows-10/SYSTEM") else {
        println!("skipped: the hive was not fetched (cargo xtask test fetches it)");
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let config = folder.path().join("Windows/System32/config");
    fs::create_dir_all(&config).expect("a folder");
    fs::write(config.join("SYSTEM"), &system).expect("it is written");
    drop(system);
    let source = format!("windows:{}", folder.path().display());
    let mut times = Vec::new();
    for _ in 0..20 {
        let begin = Instant::now();
        let open = Source::open(&source).expect("it opens");
        let seen = open.look();
        assert!(seen.inside.access.allowed.own.known().is_some());
        let wish = |id: &str, change| Wish {
            cause: diagnosis::causes::find(id).expect("it is a cause"),
            found: true,
            changes: vec![change],
            withheld: Vec::new(),
        };
        let plan = Plan {
            wishes: vec![
                wish("network/rdp-disabled", &change::ALLOW_CONNECTIONS),
                wish("network/firewall-rule-disabled", &change::ENABLE_FIREWALL_RULE),
            ],
            beyond: Vec::new(),
        };
        assert_eq!(open.draft(&plan, false).edits.len(), 3);
        times.push(begin.elapsed().as_millis());
    }
    times.sort_unstable();
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or(" unknown");
    println!(
        "inspect and plan, SYSTEM of 11.4 MB: {} ms (median of 20), peak memory{}",
        times[10],
        collapse(peak)
    );
}

fn collapse(text: &str) -> String {
    text.split_whitespace().fold(String::new(), |all, word| format!("{all} {word}"))
}

/// One genuine dirty hive, one value changed by each tool, and then what Windows would see.
fn dirty() {
    let file = |kind: &str| data(&format!("dirty-hives/NewDirtyHive1/{kind}"));
    let (Some(hive), Some(one), Some(other)) =
        (file("NewDirtyHive"), file("NewDirtyHive.LOG1"), file("NewDirtyHive.LOG2"))
    else {
        println!("skipped: the dirty hive was not fetched (cargo xtask test fetches it)");
        return;
    };
    let logs: [&[u8]; 2] = [&one, &other];
    let truth = Hive::open(recover(&hive, &logs).expect("it recovers").bytes).expect("it is a hive");
    println!(
        "\n| tool | ends with | header afterwards | what the logs hold | its own change, after Windows has started |"
    );
    println!("|---|---|---|---|---|");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("hive");
    let edit = folder.path().join("edit.reg");
    fs::write(
        &edit,
        "Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE\\X\\Key2]\r\n\"v\"=\"ours\"\r\n\r\n",
    )
    .expect("it is written");
    for (name, program, arguments) in [
        (
            "hivexregedit --merge",
            "hivexregedit",
            vec!["--merge", "--prefix", r"HKEY_LOCAL_MACHINE\X", text(&path), text(&edit)],
        ),
        ("reged -I -C", "reged", vec!["-I", "-C", text(&path), r"HKEY_LOCAL_MACHINE\X", text(&edit)]),
    ] {
        fs::write(&path, &hive).expect("it is written");
        match Command::new(program).args(arguments).output() {
            Ok(output) => {
                let code = output.status.code().map_or("a signal".to_owned(), |code| format!("exit {code}"));
                tell(name, &code, &path, &logs, &truth, |after| {
                    value(after, "Key2", "v") == Some(Value::text("ours"))
                });
            }
            Err(_) => println!("| {name} | not installed | – | – | – |"),
        }
    }
    // Ours changes what is really there: the logs hold another tree.
    let mut ours = truth.clone();
    let name = "";
    let outcome = ours.overwrite("Key3", name, &Value::text("ours"));
    ours.seal(FileTime(133_000_000_000_000_000));
    fs::write(&path, ours.bytes()).expect("it is written");
    let ends = outcome.map_or_else(|error| error.to_string(), |()| "done".to_owned());
    tell("readmit", &ends, &path, &logs, &truth, |after| {
        value(after, "Key3", name) == Some(Value::text("ours"))
    });
}

fn tell(
    name: &str,
    ends: &str,
    path: &PathBuf,
    logs: &[&[u8]],
    truth: &Hive,
    is_there: impl Fn(&Hive) -> bool,
) {
    let bytes = fs::read(path).expect("it is there");
    let base = BaseBlock::read(&bytes).expect("it is a hive");
    let header = if base.sequences.agree() && base.is_intact { "clean" } else { "dirty" };
    // What Windows does when it starts: the logs count where the header is dirty.
    let after = recover(&bytes, logs).ok().and_then(|recovery| Hive::open(recovery.bytes).ok());
    let Some(after) = after else {
        println!("| {name} | {ends} | {header} | not readable | not readable |");
        return;
    };
    let lost = differences(truth, &after).map_or(usize::MAX, |all| all.len());
    // Its own change is one of the differences.
    let own = is_there(&after);
    let lost = lost - usize::from(own && lost > 0);
    let kept =
        if lost == 0 { "all of it".to_owned() } else { format!("lost: {lost} keys and values differ") };
    println!("| {name} | {ends} | {header} | {kept} | {} |", if own { "is there" } else { "is gone" });
}

fn value(hive: &Hive, key: &str, name: &str) -> Option<Value> {
    hive.key(key).ok()??.value(name).ok()??.value().ok()
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a plain path")
}
