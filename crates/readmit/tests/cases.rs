//! Recorded facts and the report each must give. With `UPDATE_EXPECT=1` the reports are
//! written anew; read the difference before you commit it.

use std::path::Path;

use expect_test::expect_file;
use readmit::render::{Style, text};

#[test]
fn every_recorded_case_reads_as_it_should() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases");
    let mut count = 0;
    for entry in std::fs::read_dir(&cases).expect("cases/ exists") {
        let folder = entry.expect("a folder can be listed").path();
        let facts = readmit::diagnose::load(&folder.join("facts.json")).expect("facts are readable");
        let report = readmit::diagnosis::diagnose(facts);
        expect_file![folder.join("report.txt")].assert_eq(&text(&report, Style::default()));
        count += 1;
    }
    assert!(count >= 10, "only {count} cases were found");
}

#[test]
fn all_that_left_is_said() {
    let facts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/locked-out/facts.json");
    let said = |kdc: bool, host: bool, itself: bool| {
        let mut facts = readmit::diagnose::load(&facts).expect("facts are readable");
        let used = &mut facts.password;
        (used.proof_to_kdc, used.proof_to_host, used.itself_sent) = (kdc, host, itself);
        text(&readmit::diagnosis::diagnose(facts), Style::default())
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert!(said(true, false, false).contains("no second one"));
    assert!(said(true, false, true).contains("encrypted to it"));
    assert!(said(true, true, false).contains("Two proofs"));
    let all = said(true, true, true);
    assert!(
        all.contains("Two proofs") && all.contains("encrypted to it") && !all.contains("no second one"),
        "{all}"
    );
}
