//! `cargo xtask site` and `cargo xtask docs`: what is derived from the catalogue.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use render::File;

use crate::run;

const DOCS: &str = "docs/causes";
/// A page that a person writes, with tables that the catalogue has.
const REPAIR: &str = "docs/repair.md";

/// Writes the site into a folder, `target/site` unless another is named.
pub(crate) fn site(folder: Option<&str>) -> Result<()> {
    let folder =
        folder.map_or_else(|| run::root().join("target/site"), |folder| Path::new(folder).to_owned());
    let files = render::site();
    write_anew(&folder, "style.css", &files)?;
    let size: usize = files.iter().map(|file| file.text.len()).sum();
    println!(
        "xtask: {} files, {} KiB; open {}",
        files.len(),
        size / 1024,
        folder.join("index.html").display()
    );
    Ok(())
}

/// Writes `docs/causes`.
pub(crate) fn docs() -> Result<()> {
    let files = render::docs();
    write_anew(&run::root().join(DOCS), "README.md", &files)?;
    println!("xtask: {} pages in {DOCS}", files.len());
    let repair = run::root().join(REPAIR);
    fs::write(&repair, with_tables()?).with_context(|| format!("writing {REPAIR}"))
}

/// What in `docs/causes` is not as the catalogue has it.
pub(crate) fn stale(faults: &mut Vec<String>) -> Result<()> {
    let folder = run::root().join(DOCS);
    let files = render::docs();
    for file in &files {
        if fs::read_to_string(folder.join(&file.path)).ok().as_deref() != Some(file.text.as_str()) {
            faults.push(format!("{DOCS}/{} is not up to date: cargo xtask docs", file.path));
        }
    }
    if with_tables()? != fs::read_to_string(run::root().join(REPAIR)).unwrap_or_default() {
        faults.push(format!("{REPAIR} is not up to date: cargo xtask docs"));
    }
    let mut there = Vec::new();
    list(&folder, &mut there)?;
    if there.len() != files.len() {
        faults.push(format!("{DOCS} has {} files instead of {}: cargo xtask docs", there.len(), files.len()));
    }
    Ok(())
}

/// The page about repairs, with its tables as the catalogue has them.
fn with_tables() -> Result<String> {
    let mut text =
        fs::read_to_string(run::root().join(REPAIR)).with_context(|| format!("reading {REPAIR}"))?;
    for (name, table) in [("changes", render::changes(false)), ("weakening changes", render::changes(true))] {
        let (begin, end) =
            (format!("<!-- {name}: written by `cargo xtask docs` -->\n"), format!("<!-- /{name} -->"));
        let from =
            text.find(&begin).with_context(|| format!("{REPAIR} has no place for {name}"))? + begin.len();
        let to = from + text[from..].find(&end).with_context(|| format!("{REPAIR} has no end of {name}"))?;
        text.replace_range(from..to, &table);
    }
    Ok(text)
}

/// Empties a folder that holds what an earlier run wrote, and nothing else, and writes the pages.
fn write_anew(folder: &Path, sign: &str, files: &[File]) -> Result<()> {
    let mut there = Vec::new();
    list(folder, &mut there)?;
    let fresh = files.iter().find(|file| file.path == sign).context("every set of pages has its sign")?;
    let before = fs::read_to_string(folder.join(sign)).unwrap_or_default();
    if !there.is_empty() && before.lines().next() != fresh.text.lines().next() {
        bail!("{} holds something else; it is left alone", folder.display());
    }
    for path in there {
        fs::remove_file(&path).with_context(|| format!("removing {}", path.display()))?;
    }
    for file in files {
        let path = folder.join(&file.path);
        let parent = path.parent().context("a page lies in a folder")?;
        fs::create_dir_all(parent).with_context(|| format!("making {}", parent.display()))?;
        fs::write(&path, &file.text).with_context(|| format!("writing {}", path.display()))?;
    }
    Ok(())
}

fn list(folder: &Path, found: &mut Vec<std::path::PathBuf>) -> Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    for entry in fs::read_dir(folder).with_context(|| format!("listing {}", folder.display()))? {
        let entry = entry?;
        let (path, kind) = (entry.path(), entry.file_type()?);
        if kind.is_symlink() {
            bail!("{} leads elsewhere; the folder is left alone", path.display());
        }
        if kind.is_dir() { list(&path, found)? } else { found.push(path) }
    }
    Ok(())
}
