//! Whether this system writes to a disk or an image, too: proc(5), and the devices of `/sys`.

use std::path::Path;
#[cfg(target_os = "linux")]
use std::path::PathBuf;

/// Whether a device or a file, or what lies upon it or below it, is mounted for writing here.
#[cfg(target_os = "linux")]
pub(crate) fn is_mounted(path: &Path) -> bool {
    use std::os::unix::fs::{FileTypeExt, MetadataExt};
    let Ok(seen) = std::fs::metadata(path) else { return false };
    let Ok(mounts) = std::fs::read_to_string("/proc/self/mountinfo") else { return false };
    let ours = if seen.file_type().is_block_device() { below(seen.rdev(), 0) } else { Vec::new() };
    let is_it = |device: &Path| {
        let Ok(found) = std::fs::metadata(device) else { return false };
        if !found.file_type().is_block_device() {
            // A program like ntfs-3g mounts the file itself.
            return found.dev() == seen.dev() && found.ino() == seen.ino();
        }
        let theirs = below(found.rdev(), 0);
        // A disk and its partition are one; two partitions of a disk are not.
        let meet = |one: &PathBuf| ours.iter().any(|other| one.starts_with(other) || other.starts_with(one));
        theirs.iter().any(|part| meet(part) || is_shown_by(part, &seen))
    };
    // proc(5): id, parent, major:minor, root, mount point, options, …, "-", type, source, options of the file system.
    mounts.lines().any(|line| {
        let options = line.split(' ').nth(5).unwrap_or_default();
        let source = line.split_once(" - ").and_then(|(_, rest)| rest.split(' ').nth(1)).unwrap_or_default();
        let source =
            source.replace("\\040", " ").replace("\\011", "\t").replace("\\012", "\n").replace("\\134", "\\");
        options.split(',').any(|option| option == "rw")
            && source.starts_with('/')
            && is_it(Path::new(&source))
    })
}

/// A device, and all that it lies upon, as folders of `/sys`: a partition is a folder in its disk's.
#[cfg(target_os = "linux")]
fn below(device: u64, depth: u8) -> Vec<PathBuf> {
    let number = format!("{}:{}", rustix::fs::major(device), rustix::fs::minor(device));
    let Ok(path) = Path::new("/sys/dev/block").join(number).canonicalize() else { return Vec::new() };
    let slaves = std::fs::read_dir(path.join("slaves")).into_iter().flatten().filter_map(Result::ok);
    let numbers = slaves.filter_map(|entry| std::fs::read_to_string(entry.path().join("dev")).ok());
    let mut found = vec![path];
    for number in numbers.filter(|_| depth < 8) {
        let Some((major, minor)) = number.trim().split_once(':') else { continue };
        if let (Ok(major), Ok(minor)) = (major.parse(), minor.parse()) {
            found.extend(below(rustix::fs::makedev(major, minor), depth + 1));
        }
    }
    found
}

/// Whether a loop device, or a partition of one, shows a file.
#[cfg(target_os = "linux")]
fn is_shown_by(device: &Path, file: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    [Some(device), device.parent()].into_iter().flatten().any(|folder| {
        let Ok(backing) = std::fs::read_to_string(folder.join("loop/backing_file")) else { return false };
        std::fs::metadata(backing.trim_end_matches('\n'))
            .is_ok_and(|shown| shown.dev() == file.dev() && shown.ino() == file.ino())
    })
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn is_mounted(_: &Path) -> bool {
    false
}
