//! Whether this system writes to a disk or an image, too: proc(5), and the devices of `/sys`.

use std::path::Path;
#[cfg(target_os = "linux")]
use std::path::PathBuf;

/// Whether a device, or a device that shows this file, is mounted for writing here.
#[cfg(target_os = "linux")]
pub(crate) fn is_mounted(path: &Path) -> bool {
    use std::os::unix::fs::{FileTypeExt, MetadataExt};
    let Ok(seen) = std::fs::metadata(path) else { return false };
    let Ok(mounts) = std::fs::read_to_string("/proc/self/mountinfo") else { return false };
    // proc(5): id, parent, major:minor, root, mount point, options, …, "-", type, source, options of the file system.
    mounts.lines().any(|line| {
        let fields: Vec<&str> = line.split(' ').collect();
        let source = line.split_once(" - ").and_then(|(_, rest)| rest.split(' ').nth(1)).unwrap_or_default();
        let writable = fields.get(5).is_some_and(|options| options.split(',').any(|option| option == "rw"));
        let is_it = |device: &Path| {
            let same = std::fs::metadata(device).is_ok_and(|found| {
                if found.file_type().is_block_device() && seen.file_type().is_block_device() {
                    let (one, other) = (disks(found.rdev(), 0), disks(seen.rdev(), 0));
                    found.rdev() == seen.rdev() || one.iter().any(|disk| other.contains(disk))
                } else {
                    // A program like ntfs-3g mounts the file itself.
                    found.dev() == seen.dev() && found.ino() == seen.ino()
                }
            });
            same || is_shown_by(device, path)
        };
        writable && source.starts_with('/') && is_it(Path::new(source))
    })
}

/// The whole disks that a device is a part of, or lies upon.
#[cfg(target_os = "linux")]
fn disks(device: u64, depth: u8) -> Vec<PathBuf> {
    let number = format!("{}:{}", rustix::fs::major(device), rustix::fs::minor(device));
    let Ok(path) = Path::new("/sys/dev/block").join(number).canonicalize() else { return Vec::new() };
    let whole = match path.parent() {
        Some(parent) if path.join("partition").exists() => parent.to_owned(),
        _ => path,
    };
    let below = std::fs::read_dir(whole.join("slaves")).into_iter().flatten().filter_map(Result::ok);
    let numbers = below.filter_map(|entry| std::fs::read_to_string(entry.path().join("dev")).ok());
    let mut found: Vec<PathBuf> = Vec::new();
    for number in numbers.filter(|_| depth < 8) {
        let Some((major, minor)) = number.trim().split_once(':') else { continue };
        if let (Ok(major), Ok(minor)) = (major.parse(), minor.parse()) {
            found.extend(disks(rustix::fs::makedev(major, minor), depth + 1));
        }
    }
    found.push(whole);
    found
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn is_mounted(_: &Path) -> bool {
    false
}

/// Whether a loop device shows a file.
#[cfg(target_os = "linux")]
fn is_shown_by(device: &Path, file: &Path) -> bool {
    let name = device.file_name().unwrap_or_default();
    // A partition of it stands below the device.
    let whole = name.to_string_lossy();
    let whole = whole.split('p').take(2).collect::<Vec<_>>().join("p");
    [name.to_string_lossy().as_ref(), whole.as_str()].iter().any(|name| {
        let path = Path::new("/sys/block").join(name).join("loop/backing_file");
        let Ok(backing) = std::fs::read_to_string(path) else { return false };
        file.canonicalize().is_ok_and(|file| file == Path::new(backing.trim_end()))
    })
}
