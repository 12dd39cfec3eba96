//! `--bundle`: everything someone else needs to look at a case, in one ZIP file.

use std::io::{Cursor, Write};
use std::path::Path;

use diagnosis::Report;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// What a bundle holds, before it is written: its owner sees it first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundle {
    files: Vec<(&'static str, String)>,
}

impl Bundle {
    /// Puts a report, its facts and the program's version together.
    pub fn new(report: &Report, version: &str) -> Self {
        let facts = serde_json::to_string_pretty(&report.facts).unwrap_or_default();
        let about = format!(
            "readmit {version}\n{} {}\nobserved at {}\n",
            std::env::consts::OS,
            std::env::consts::ARCH,
            report.facts.observed_at
        );
        let files = vec![
            ("facts.json", facts + "\n"),
            ("report.html", render::html(report, version)),
            ("report.json", render::json(report)),
            ("report.txt", render::text(report, render::Style::default())),
            ("version.txt", about),
        ];
        Self { files }
    }

    /// The files in it, with their sizes in bytes.
    pub fn content(&self) -> impl Iterator<Item = (&'static str, usize)> {
        self.files.iter().map(|(name, text)| (*name, text.len()))
    }

    /// Writes it where only its owner can read it; it appears whole or not at all.
    pub fn write(&self, path: &Path) -> std::io::Result<()> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .unix_permissions(0o600);
        for (name, text) in &self.files {
            zip.start_file(*name, options)?;
            zip.write_all(text.as_bytes())?;
        }
        crate::diagnose::write_own(path, &zip.finish()?.into_inner())
    }
}
