//! What a folder holds.

use std::path::Path;

/// Every file below a folder, with its content.
pub(crate) fn snapshot(root: &Path) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).expect("the folder is read") {
            let path = entry.expect("it is there").path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.push((path.clone(), std::fs::read(&path).expect("it is read")));
            }
        }
    }
    found.sort();
    found
}
