//! A disk that is not mounted: made with mkntfs, filled with ntfscp, read and changed by us, and
//! read again with ntfscat and ntfsfix.
#![expect(clippy::unwrap_used, reason = "what helps a test may break it")]

#[path = "support/windows.rs"]
mod windows;

use std::fs::{self, OpenOptions};
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use diagnosis::change;
use diagnosis::plan::{Plan, Wish};
use jiff::Timestamp;
use settings::{Drafted, Source};

const SYSTEM: &str = "Windows/System32/config/SYSTEM";
const SIZE: u64 = 24 << 20;

fn run(program: &str, arguments: &[&str]) -> Option<Vec<u8>> {
    let output = Command::new(program).args(arguments).output().ok()?;
    output.status.success().then_some(output.stdout)
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// A volume with the spoilt disk in it; `None` where the tools are missing.
fn volume(folder: &Path) -> Option<PathBuf> {
    volume_with(folder, 0)
}

/// The same, with so many other files in the folder of Windows.
fn volume_with(folder: &Path, files: usize) -> Option<PathBuf> {
    let disk = folder.join("disk");
    windows::spoilt_disk(&disk);
    for number in 0..files {
        fs::write(disk.join(format!("Windows/A file to make the folder large {number:05}")), b"").unwrap();
    }
    let volume = folder.join("volume");
    fs::File::create(&volume).unwrap().set_len(SIZE).unwrap();
    run("mkntfs", &["-q", "-F", "-T", "-p", "0", "-H", "255", "-S", "63", text(&volume)])?;
    // The tools write files, and make no folders: a mount does, where that is allowed.
    let mount = folder.join("mount");
    fs::create_dir_all(&mount).unwrap();
    run("ntfs-3g", &[text(&volume), text(&mount)])?;
    let copied = run("cp", &["-r", text(&disk.join("Windows")), text(&mount)]);
    run("umount", &[text(&mount)])?;
    copied.map(|_| volume)
}

fn draft(source: &Source) -> Drafted {
    let wish = |id: &str, change| Wish {
        cause: diagnosis::causes::find(id).unwrap(),
        found: true,
        changes: vec![change],
        withheld: Vec::new(),
    };
    let wishes = vec![
        wish("network/rdp-disabled", &change::ALLOW_CONNECTIONS),
        wish("network/firewall-rule-disabled", &change::ENABLE_FIREWALL_RULE),
    ];
    source.draft(&Plan { wishes, beyond: Vec::new() }, false)
}

fn open(path: &Path) -> Source {
    Source::open(&format!("windows:{}", path.display())).unwrap()
}

fn now() -> Timestamp {
    "2026-11-22T12:00:00Z".parse().unwrap()
}

#[test]
fn a_volume_a_partitioned_disk_and_a_locked_one() {
    let folder = tempfile::tempdir().unwrap();
    let Some(volume) = volume(folder.path()) else {
        println!("skipped: mkntfs or ntfs-3g is not installed, or may not mount here");
        return;
    };
    let journals = folder.path().join("journals");
    // The same volume behind a table of partitions of each kind.
    let bytes = fs::read(&volume).unwrap();
    let old_table = folder.path().join("mbr");
    write_at(&old_table, 1 << 20, &bytes);
    let mut entry = [0; 16];
    entry[4] = 7;
    entry[8..12].copy_from_slice(&2048_u32.to_le_bytes());
    write_at(&old_table, 446, &entry);
    write_at(&old_table, 510, &[0x55, 0xAA]);
    let new_table = folder.path().join("gpt");
    write_at(&new_table, 1 << 20, &bytes);
    write_at(&new_table, 510, &[0x55, 0xAA]);
    write_at(&new_table, 512, b"EFI PART");
    write_at(&new_table, 512 + 72, &2_u64.to_le_bytes());
    write_at(&new_table, 512 + 80, &[4, 0, 0, 0, 128, 0, 0, 0]);
    write_at(&new_table, 1024, &[1; 16]);
    write_at(&new_table, 1024 + 32, &2048_u64.to_le_bytes());

    for (path, start) in [(&volume, 0), (&old_table, 1 << 20), (&new_table, 1 << 20)] {
        let before = fs::read(path).unwrap();
        let source = open(path);
        assert_eq!(source.look().inside.access.allowed.own.known(), Some(&Some(false)));
        let kept = source.apply(&draft(&source), &journals, now()).unwrap();
        let after = fs::read(path).unwrap();
        let sectors = before.chunks(512).zip(after.chunks(512)).filter(|(one, other)| one != other).count();
        println!("{}: {sectors} sectors written", path.display());
        assert!((2..=6).contains(&sectors), "{sectors} sectors");
        // What others read from the volume is the file that the journal says.
        let alone = folder.path().join("alone");
        fs::write(&alone, &after[start..]).unwrap();
        let read = run("ntfscat", &[text(&alone), SYSTEM]).expect("ntfscat reads it");
        assert!(read == fs::read(kept.folder.join("0.after")).unwrap(), "ntfscat reads something else");
        assert!(run("ntfsfix", &["-n", text(&alone)]).is_some(), "ntfsfix finds faults");
        assert!(draft(&open(path)).edits.is_empty(), "it is not done");

        // Cut off between two sectors: some are old, some are new.
        let mut torn = after.clone();
        let first = before.iter().zip(&after).position(|(one, other)| one != other).unwrap() / 512 * 512;
        torn[first..first + 512].copy_from_slice(&before[first..first + 512]);
        fs::write(path, &torn).unwrap();
        let undone = open_torn(path).map(|source| source.undo(&kept, &journals, now(), false));
        match undone {
            Some(undone) => drop(undone.unwrap()),
            None => fs::write(path, &before).unwrap(),
        }
        assert!(fs::read(path).unwrap() == before, "it is not what it was");
    }

    write_at(&volume, 3, b"-FVE-FS-");
    let error = Source::open(&format!("windows:{}", volume.display())).unwrap_err();
    assert!(error.to_string().contains("BitLocker"), "{error}");
    fs::write(&volume, b"nothing").unwrap();
    assert!(Source::open(&format!("windows:{}", volume.display())).is_err());
}

#[test]
fn a_volume_that_leads_in_circles_or_asks_for_all_memory_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let Some(volume) = volume_with(folder.path(), 300) else {
        println!("skipped: mkntfs or ntfs-3g is not installed, or may not mount here");
        return;
    };
    drop(open(&volume));
    let whole = fs::read(&volume).unwrap();
    // Every record of an index leads to itself first.
    let mut circles = whole.clone();
    let mut records = 0;
    for at in (0..whole.len() - 4096).step_by(512) {
        if &whole[at..at + 4] != b"INDX" {
            continue;
        }
        let own: [u8; 8] = whole[at + 16..at + 24].try_into().unwrap();
        let first = at + 24 + usize::from(whole[at + 24]);
        circles[at + 36] = 1;
        circles[first + 8..first + 16].copy_from_slice(&[0x18, 0, 0, 0, 3, 0, 0, 0]);
        circles[first + 16..first + 24].copy_from_slice(&own);
        records += 1;
    }
    assert!(records > 2, "the folder is too small");
    let refused = |bytes: &[u8], what: &str| {
        fs::write(&volume, bytes).unwrap();
        let found = Source::open(&format!("windows:{}", volume.display()));
        assert!(found.is_err(), "{what}");
    };
    refused(&circles, "circles");
    // Records of two GiB: 2 to the power of 31, as a negative exponent.
    for at in [0x40, 0x44] {
        let mut large = whole.clone();
        large[at] = 0xE1;
        refused(&large, "large records");
    }
    // The size that the folder's own index gives for its records.
    let root = b"\x24\x00\x49\x00\x33\x00\x30\x00\x30\x00\x00\x00\x01\x00\x00\x00";
    let mut index = whole.clone();
    let mut changed = 0;
    for at in 0..whole.len() - root.len() {
        if &whole[at..at + root.len()] == root {
            index[at + 16..at + 20].copy_from_slice(&u32::MAX.to_le_bytes());
            changed += 1;
        }
    }
    assert!(changed > 0, "no index was found");
    refused(&index, "a large index");
}

#[cfg(target_os = "linux")]
#[test]
fn a_volume_that_is_mounted_for_writing_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let Some(volume) = volume(folder.path()) else {
        println!("skipped: mkntfs or ntfs-3g is not installed, or may not mount here");
        return;
    };
    // A blank in its path is written otherwise in the list of mounts.
    let blank = folder.path().join("My disk");
    fs::rename(&volume, &blank).unwrap();
    let mount = folder.path().join("mount");
    run("ntfs-3g", &[text(&blank), text(&mount)]).expect("it was mounted before");
    let source = open(&blank);
    let drafted = draft(&source);
    let before = fs::read(&blank).unwrap();
    let refused = source.apply(&drafted, &folder.path().join("journals"), now());
    let after = fs::read(&blank).unwrap();
    run("umount", &[text(&mount)]).expect("it is mounted");
    let refused = refused.expect_err("it is mounted").to_string();
    assert!(refused.contains("mounted for writing"), "{refused}");
    assert!(before == after, "something was written");
    open(&blank).apply(&draft(&open(&blank)), &folder.path().join("journals"), now()).unwrap();
}

/// A hive of which a part is old and a part is new may be refused, which is right.
fn open_torn(path: &Path) -> Option<Source> {
    Source::open(&format!("windows:{}", path.display())).ok()
}

fn write_at(path: &Path, at: u64, bytes: &[u8]) {
    let mut file = OpenOptions::new().create(true).truncate(false).write(true).open(path).unwrap();
    file.seek(SeekFrom::Start(at)).unwrap();
    file.write_all(bytes).unwrap();
}
