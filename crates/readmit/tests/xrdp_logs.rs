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
    assert_eq!(log.not_understood[0].begins, "xxxxxx");
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
            "[20261123-01:00:00] [ERROR] xrdp_wm_log_msg: Error connecting to sesman: 127.0.0.1 port: 3350\n\
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
    assert_eq!(named("xrdp.log", lines), [], "why it failed stands in sesman's log");
    let lines = "[20261123-01:00:00] [ERROR] pam_authenticate failed: Authentication failure\n\
        [20261123-01:00:00] [INFO ] Username or password error for user: bob\n";
    let found = named("xrdp-sesman.log", lines);
    assert!(found.iter().all(|(_, blocks)| !blocks), "{found:?}");
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

/// What is told first, whatever its weight.
fn first_named(lines: &str) -> String {
    named("journal.log", lines).first().map(|(id, _)| id.clone()).unwrap_or_default()
}

#[test]
fn what_does_not_mend_a_fault_does_not_end_it() {
    let crash = "Jan 01 12:00:00 pc7 systemd[1]: xrdp.service: Main process exited, code=dumped, status=11/SEGV\n\
                 Jan 01 12:00:05 pc7 xrdp[9]: [INFO ] starting xrdp with pid 9\n\
                 Jan 01 12:00:05 pc7 xrdp[9]: [INFO ] listening to port 3389 on 0.0.0.0\n";
    let sesman = "[20261123-01:00:00] [ERROR] Error connecting to sesman on 127.0.0.1:3350\n\
                  [20261123-01:00:09] [INFO ] starting xrdp-sesman with pid 9\n";
    let resumed =
        "[20261123-02:00:00] [INFO ] ++ reconnected session: username bob, display :10.0, session_pid 12\n";
    for (what, lines, cause) in [
        ("a service that systemd starts again and again", crash.repeat(5), "network/service-crashes"),
        ("a sign-in service that is started again and again", sesman.repeat(3), "session/login-service-down"),
        (
            "another's old session, and an X server that does not start",
            format!("[20261123-01:00:00] [ERROR] X server for display 11 startup timeout\n{resumed}"),
            "session/x-server-failed",
        ),
        (
            "another's old session, and no place for a new one",
            format!(
                "[20261123-01:00:00] [INFO ] Max session limit reached\n\
                 [20261123-01:59:59] [INFO ] Access permitted for user: bob\n{resumed}"
            ),
            "session/limit-reached",
        ),
        (
            "a port that was taken long ago, and nobody who says that it was given back",
            "[20261110-01:00:00] [ERROR] trans_listen_address failed\n\
             [20261118-01:00:00] [INFO ] connected client computer name: PC7\n"
                .to_owned(),
            "network/port-taken",
        ),
        (
            "carol, refused as dave was, who got in later",
            "[20261123-01:00:00] [INFO ] login denied for user carol\n\
             [20261123-01:01:00] [INFO ] login denied for user dave\n\
             [20261123-01:02:00] [INFO ] Session started successfully for user dave on display 10\n"
                .to_owned(),
            "logon/no-remote-right",
        ),
        (
            "alice's expired password, while another got in",
            "[20261123-01:00:00] [ERROR] pam_acct_mgmt failed: Authentication token expired\n\
             [20261123-01:00:00] [INFO ] xrdp_wm_log_msg: login successful for display 10\n\
             [20261123-01:00:01] [INFO ] AUTHFAIL: user=alice ip=192.0.2.7 time=1795395601\n"
                .to_owned(),
            "logon/password-expired",
        ),
    ] {
        assert_eq!(first_named(&lines), cause, "{what}");
        let explained = diagnosis::explain::explain(&lines);
        assert!(explained.causes.iter().any(|known| known.id == cause), "{what}: {:?}", explained.why);
    }
}

#[test]
fn journals_in_reverse_and_joined_ones_keep_their_time() {
    let failure = "Nov 20 12:00:00 pc7 xrdp-sesman[7]: [ERROR] X server for display 10 startup timeout\n";
    let session = "Nov 18 12:00:00 pc7 xrdp-sesman[7]: [INFO ] Session started successfully for user alice on display 10\n";
    assert_eq!(first_named(&format!("{failure}{session}")), "session/x-server-failed", "newest first");
    let taken = "Nov 20 12:00:00 pc7 xrdp[7]: [ERROR] trans_listen_address failed\n";
    let other = "Nov 10 12:00:00 pc7 xrdp-sesman[8]: [INFO ] starting xrdp-sesman with pid 8\n";
    assert_eq!(
        first_named(&format!("{taken}{other}")),
        "network/port-taken",
        "two units, one after the other"
    );
}

#[test]
fn what_only_looks_like_xrdp_is_not_taken_for_it() {
    for lines in [
        "Jan 01 12:00:00 pc7 systemd[1]: wordpress.service: Main process exited, code=dumped, status=11/SEGV\n",
        "[2024-12-20T09:51:23,206][ERROR][o.e.b.Bootstrap] [node-1] BindHttpException: Address already in use\n",
        "[2026-11-20 09:51:23,206] [ERROR] myapp: Access denied for user root: group problem\n",
        "○ nginx.service - a web server\n     Active: failed (Result: signal) since Mon\n\
         ● xrdp.service - xrdp daemon\n     Active: active (running) since Mon\n",
    ] {
        assert_eq!(named("any.log", lines), [], "{lines}");
        let explained = diagnosis::explain::explain(lines);
        // What a person says in the same words may still be heard, but not as xrdp's.
        assert!(explained.why.iter().all(|why| !why.starts_with("xrdp")), "{lines}: {:?}", explained.why);
        assert!(
            explained.causes.is_empty() || lines.contains("Access denied"),
            "{lines}: {:?}",
            explained.why
        );
    }
}

#[test]
fn a_persons_word_of_success_ends_nothing() {
    let lines = "[20261123-01:00:00] [ERROR] pam_acct_mgmt failed: Authentication token expired\n\
        [20261123-01:00:00] [INFO ] AUTHFAIL: user=alice ip=192.0.2.7 time=1795395600\n\
        Over ssh the login was successful, so what is wrong?\n";
    let explained = diagnosis::explain::explain(lines);
    assert_eq!(explained.causes.first().map(|cause| cause.id), Some("logon/password-expired"));
}
