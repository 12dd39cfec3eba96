//! Genuine hives that others may read and not pass on: `cargo xtask test` fetches them. Where
//! they are not there, that is said.

use registry::{FileTime, Hive, NotRecoverable, Refusal, Value, differences, recover};

fn data(name: &str) -> Option<Vec<u8>> {
    let path = format!("{}/../../target/test-data/{name}", env!("CARGO_MANIFEST_DIR"));
    let bytes = std::fs::read(path).ok();
    if bytes.is_none() {
        println!("skipped: {name} was not fetched (cargo xtask test fetches it)");
    }
    bytes
}

#[test]
fn recovery_equals_that_of_windows() {
    let file = |kind: &str| data(&format!("dirty-hives/NewDirtyHive1/{kind}"));
    let (Some(hive), Some(one), Some(other), Some(by_windows)) = (
        file("NewDirtyHive"),
        file("NewDirtyHive.LOG1"),
        file("NewDirtyHive.LOG2"),
        file("RecoveredHive_Windows10"),
    ) else {
        return;
    };
    assert_eq!(Hive::open(hive.clone()).unwrap_err(), Refusal::Dirty);
    let ours = recover(&hive, &[&one, &other]).expect("it is recovered");
    assert!(ours.entries > 0 && ours.pages > 0);
    assert_eq!(recover(&hive, &[&other, &one]).unwrap(), ours, "the order of the logs does not matter");
    assert_eq!(ours.bytes.len(), by_windows.len());
    let differing: Vec<usize> =
        (0..by_windows.len()).filter(|&at| ours.bytes[at] != by_windows[at]).collect();
    // Windows adds one to both sequence numbers when it writes.
    assert!(differing.iter().all(|at| (4..12).contains(at)), "{differing:x?}");
    println!(
        "{} entries, {} pages; other than by Windows: the bytes {differing:?}",
        ours.entries, ours.pages
    );
    let (ours, theirs) = (Hive::open(ours.bytes).unwrap(), Hive::open(by_windows).unwrap());
    assert_eq!(differences(&ours, &theirs).unwrap(), []);
}

#[test]
fn a_dirty_hive_without_its_logs_is_refused() {
    let Some(hive) = data("dirty-hives/NewDirtyHive1/NewDirtyHive") else { return };
    assert_eq!(recover(&hive, &[]), Err(NotRecoverable::NoLog));
    assert_eq!(recover(&hive, &[b"nonsense", &[]]), Err(NotRecoverable::NoLog));
}

#[test]
fn few_bytes_change_for_a_number() {
    const KEY: &str = r"ControlSet001\Control\Terminal Server";
    let Some(bytes) = data("windows-10/SYSTEM") else { return };
    let mut hive = Hive::open(bytes.clone()).unwrap();
    let old = hive.clone();
    hive.overwrite(KEY, "fDenyTSConnections", &Value::dword(0)).unwrap();
    hive.seal(FileTime(133_000_000_000_000_000));
    let changed = bytes.iter().zip(hive.bytes()).filter(|(one, other)| one != other).count();
    println!("bytes changed for a DWORD: {changed}");
    assert!(changed <= 1 + 8 + 8 + 4, "{changed}");
    let found = differences(&old, &hive).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].new, Some(Value::dword(0)));
    // What was written is a hive, and clean.
    assert!(Hive::open(hive.into_bytes()).is_ok());
}

#[test]
fn a_hive_made_by_another_program_reads() {
    let Some(bytes) = data("offreg/testhive") else { return };
    let hive = Hive::open(bytes).unwrap();
    let big = hive.key("big-data-test").unwrap().expect("it has values in pieces");
    let lengths: Vec<usize> =
        big.values().unwrap().iter().map(|one| one.value().unwrap().data.len()).collect();
    assert!(lengths.iter().any(|&length| length > 16_344), "{lengths:?}");
    let mut keys = 0;
    hive.root()
        .unwrap()
        .walk(&mut |_, _| {
            keys += 1;
            Ok(())
        })
        .unwrap();
    assert!(keys > 100, "{keys}");
}
