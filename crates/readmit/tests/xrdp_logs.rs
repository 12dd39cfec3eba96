//! xrdp's logs of several versions, as public reports have them, in a folder that was copied and alone.

use std::path::Path;

use diagnosis::Verdict;
use diagnosis::facts::Log;
use settings::Source;

/// Reports with the cause that their threads settled: `reports/batch-0`.
const REPORTS: [(&str, &str); 4] = [
    ("r44", "logon/wrong-credentials"),
    ("r45", "session/x-server-failed"),
    ("r46", "session/shell-failed"),
    ("r48", "session/login-service-down"),
];

fn text(report: &str) -> String {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../reports/batch-0").join(format!("{report}.toml"));
    let file = std::fs::read_to_string(path).expect("the report is there");
    let (_, text) = file.split_once("text = '''\n").expect("it has a text");
    text.split("\n'''").next().expect("it ends").to_owned()
}

fn first(source: &str) -> (String, Verdict, Log) {
    let report = readmit::inspect::inspect(&Source::open(source).expect("it opens"), None);
    let log = report.facts.log.known().cloned().unwrap_or_default();
    let first = report.findings.first().map_or("", |finding| finding.cause.id).to_owned();
    (first, report.verdict, log)
}

#[test]
fn logs_of_all_versions_lead_to_what_their_threads_settled() {
    for (report, cause) in REPORTS {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("xrdp-sesman.log");
        std::fs::write(&log, text(report)).unwrap();
        // The log alone.
        let (found, verdict, _) = first(&format!("xrdp:{}", log.display()));
        assert_eq!(found, cause, "{report}");
        assert!(!matches!(verdict, Verdict::Clear { .. }), "{report}: of a log alone nothing is clear");
        // A folder that was copied, with the log under the name that its configuration gives.
        std::fs::write(folder.path().join("xrdp.ini"), "[Globals]\nport=3389\n").unwrap();
        std::fs::write(folder.path().join("sesman.ini"), "[Logging]\nLogFile=/var/log/own-name.log\n")
            .unwrap();
        std::fs::rename(&log, folder.path().join("own-name.log")).unwrap();
        let (found, ..) = first(&format!("xrdp:{}", folder.path().display()));
        assert_eq!(found, cause, "{report}, copied");
    }
}

#[test]
fn a_copied_folder_accuses_nothing_that_merely_was_not_copied() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("xrdp.ini"), "[Globals]\nport=3389\ncertificate=\nkey_file=\n")
        .unwrap();
    let (found, ..) = first(&format!("xrdp:{}", folder.path().display()));
    assert_eq!(found, "");
}

#[test]
fn a_log_in_which_nothing_is_understood_is_no_clear_way() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("xrdp.ini"), "[Globals]\nport=3389\n").unwrap();
    std::fs::write(folder.path().join("xrdp.log"), "zażółć\ngęślą jaźń\n").unwrap();
    let (_, verdict, log) = first(&format!("xrdp:{}", folder.path().display()));
    assert!(!matches!(verdict, Verdict::Clear { .. }), "{verdict:?}");
    assert_eq!(log.not_understood[0].begins, "zażółć");
}

#[test]
fn a_later_success_ends_an_accusation() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("xrdp-sesman.log");
    let lines = "[20261123-01:00:00] [ERROR] X server for display 10 startup timeout\n\
                 [20261123-01:05:00] [INFO ] Session started successfully for user alice on display 10\n";
    std::fs::write(&log, lines).unwrap();
    let (found, ..) = first(&format!("xrdp:{}", log.display()));
    assert_eq!(found, "");
}
