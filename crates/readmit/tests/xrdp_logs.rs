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
        let folder = tempfile::tempdir().expect("there is room");
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
    let folder = tempfile::tempdir().expect("there is room");
    std::fs::write(folder.path().join("xrdp.ini"), "[Globals]\nport=3389\ncertificate=\nkey_file=\n")
        .unwrap();
    let (found, ..) = first(&format!("xrdp:{}", folder.path().display()));
    assert_eq!(found, "");
}

#[test]
fn a_log_in_which_nothing_is_understood_is_no_clear_way() {
    let folder = tempfile::tempdir().expect("there is room");
    std::fs::write(folder.path().join("xrdp.ini"), "[Globals]\nport=3389\n").unwrap();
    std::fs::write(folder.path().join("xrdp.log"), "zażółć\ngęślą jaźń\n").unwrap();
    let (_, verdict, log) = first(&format!("xrdp:{}", folder.path().display()));
    assert!(!matches!(verdict, Verdict::Clear { .. }), "{verdict:?}");
    assert_eq!(log.not_understood[0].begins, "zażółć");
}

#[test]
fn a_later_success_ends_an_accusation() {
    let folder = tempfile::tempdir().expect("there is room");
    let log = folder.path().join("xrdp-sesman.log");
    let lines = "[20261123-01:00:00] [ERROR] X server for display 10 startup timeout\n\
                 [20261123-01:05:00] [INFO ] Session started successfully for user alice on display 10\n";
    std::fs::write(&log, lines).expect("it can be written");
    let (found, ..) = first(&format!("xrdp:{}", log.display()));
    assert_eq!(found, "");
}

/// The causes that `inspect` names for a log alone, with whether they would stop whoever comes next.
fn named(file: &str, lines: &str) -> Vec<(String, bool)> {
    let folder = tempfile::tempdir().expect("there is room");
    let log = folder.path().join(file);
    std::fs::write(&log, lines).expect("it can be written");
    let source = format!("xrdp:{}", log.display());
    let report = readmit::inspect::inspect(&Source::open(&source).expect("it opens"), None);
    let findings = report.findings.iter();
    findings.map(|found| (found.cause.id.to_owned(), found.role != diagnosis::Role::Aside)).collect()
}

#[test]
fn every_form_of_success_ends_what_came_before() {
    for (what, lines) in [
        (
            "a session taken up again",
            "[20261123-01:00:00] [ERROR] X server for display 10 startup timeout\n\
             [20261123-01:05:00] [INFO ] ++ reconnected session: username alice, display :10.0, session_pid 12, ip 192.0.2.7\n",
        ),
        (
            "a sign-in that went through, in xrdp's own log",
            "[20261123-01:00:00] [ERROR] xrdp_wm_log_msg: Error connecting to sesman: 127.0.0.1 port: 3350\n\
             [20261123-08:00:00] [INFO ] xrdp_wm_log_msg: login successful for display 10\n",
        ),
        (
            "a service that was started again",
            "[20261123-01:00:00] [ERROR] trans_listen_address failed\n\
             [20261123-02:00:00] [INFO ] listening to port 3389 on 0.0.0.0\n",
        ),
        (
            "a reason without a name, before a session",
            "[20261123-01:00:00] [ERROR] pam_authenticate failed: Authentication failure\n\
             [20261123-01:05:00] [INFO ] Session started successfully for user alice on display 10\n",
        ),
    ] {
        assert_eq!(named("xrdp.log", lines), [], "{what}");
    }
}

#[test]
fn a_desktop_that_ends_with_an_error_after_hours_of_work_is_no_failure_to_start() {
    let lines = "[20261123-01:00:00] [INFO ] Session started successfully for user alice on display 10\n\
        [20261123-09:00:00] [WARN ] Window manager (pid 12, display 10) exited with non-zero exit code 1 and signal 0. \
        This could indicate a window manager config problem\n";
    assert_eq!(named("xrdp-sesman.log", lines), []);
}

#[test]
fn somebodys_typing_error_stops_nobody_else() {
    let lines = "[20261123-01:00:00] [INFO ] xrdp_wm_log_msg: login failed for display 0\n";
    assert_eq!(named("xrdp.log", lines), [("logon/wrong-credentials".to_owned(), false)]);
}

#[test]
fn a_wrong_password_does_not_mend_an_x_server() {
    let lines = "[20261123-01:00:00] [INFO ] access granted\n\
        [20261123-01:00:01] [ERROR] X server for display 10 startup timeout\n\
        [20261123-01:05:00] [INFO ] AUTHFAIL: user=bot ip=192.0.2.7 time=1795395900\n";
    assert_eq!(named("xrdp-sesman.log", lines)[0], ("session/x-server-failed".to_owned(), true));
}

#[test]
fn a_log_that_holds_no_successes_foretells_nothing() {
    let lines = "[20261123-01:00:00] [ERROR] X server for display 10 startup timeout\n";
    assert!(named("xrdp-sesman.log", lines).iter().all(|(_, stops)| !stops));
}

#[test]
fn other_programs_lines_are_not_xrdps() {
    for lines in [
        "2024/12/20 09:51:23 [emerg] 1#1: bind() to 0.0.0.0:80 failed (98: Address already in use)\n",
        "Jan 01 12:00:00 pc7 systemd[1]: nginx.service: Main process exited, code=dumped, status=11/SEGV\n\
         Jan 01 12:00:01 pc7 systemd[1]: nginx.service: Start request repeated too quickly.\n",
        "Jan 01 12:00:00 pc7 sshd[7]: pam_unix(sshd:auth): authentication failure\n",
    ] {
        assert_eq!(named("any.log", lines), [], "{lines}");
        let explained = diagnosis::explain::explain(lines);
        assert!(explained.causes.is_empty(), "{lines}: {:?}", explained.causes.first().map(|cause| cause.id));
    }
}

#[test]
fn one_crash_is_not_a_service_that_keeps_crashing() {
    let crash = |minute: u32| {
        format!(
            "Jan 01 12:{minute:02}:00 pc7 systemd[1]: xrdp.service: Main process exited, code=dumped, status=11/SEGV\n\
             Jan 01 12:{minute:02}:00 pc7 systemd[1]: xrdp.service: Failed with result 'core-dump'.\n"
        )
    };
    assert_eq!(named("journal.log", &crash(0)), []);
    let twice = named("journal.log", &(crash(0) + &crash(5)));
    assert_eq!(twice.first().map(|(id, _)| id.as_str()), Some("network/service-crashes"));
}

#[test]
fn the_turn_of_the_year_keeps_the_order_and_no_year_is_invented() {
    for months in [["Dec", "Jan"], ["Dez", "Jan"], ["déc.", "janv."], ["12月", "1月"]] {
        let lines = format!(
            "{} 30 18:59:32 pc7 xrdp-sesman[3280]: [ERROR] X server for display 10 startup timeout\n\
             {} 02 09:00:00 pc7 xrdp-sesman[3280]: [INFO ] Session started successfully for user alice on display 10\n",
            months[0], months[1]
        );
        assert_eq!(named("journal.log", &lines), [], "{months:?}");
    }
    let folder = tempfile::tempdir().expect("there is room");
    let log = folder.path().join("journal.log");
    std::fs::write(&log, "Dec 30 18:59:32 pc7 xrdp-sesman[3280]: [ERROR] X server failed to start\n")
        .unwrap();
    let source = Source::open(&format!("journal:{}", log.display())).expect("it opens");
    let report = readmit::inspect::inspect(&source, None);
    let log = report.facts.log.known().cloned().unwrap_or_default();
    assert!(log.entries[0].at.strftime("%Y").to_string().as_str() >= "2024", "{}", log.entries[0].at);
    assert_eq!(log.entries[0].log, "journal", "a file's own name may tell who somebody is");
}
