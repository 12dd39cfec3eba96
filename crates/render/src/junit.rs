//! A report for build servers: one test case for each stage.

use diagnosis::{Finding, Report, Role, State};
use quick_junit::{NonSuccessKind, Report as Junit, TestCase, TestCaseStatus, TestSuite};

use crate::clean::clean;
use crate::words::{certainty, headline};

/// The report as JUnit XML. A stage that stopped is a failure; one that was asked for and could
/// not be settled is an error; one that was not reached or not asked for is skipped.
pub fn junit(report: &Report) -> String {
    let target = clean(&report.facts.target.address());
    let mut suite = TestSuite::new(target);
    for seen in &report.stages {
        let asked = seen.stage <= report.facts.target.through;
        let mut status = match seen.state {
            State::Passed => TestCaseStatus::success(),
            State::Stopped => TestCaseStatus::non_success(NonSuccessKind::Failure),
            State::Unknown if asked => TestCaseStatus::non_success(NonSuccessKind::Error),
            _ => TestCaseStatus::skipped(),
        };
        let summary = clean(&seen.summary);
        match seen.state {
            State::Stopped => {
                status.set_message(headline(report));
                status.set_type(blocker(report).map_or("unknown", |found| found.cause.id));
                status.set_description(described(report, &summary));
            }
            State::Passed => {}
            _ => {
                status.set_message(summary.clone());
            }
        }
        let mut case = TestCase::new(seen.stage.word(), status);
        case.set_classname("readmit");
        if let Some(took) = seen.took_ms {
            case.set_time(std::time::Duration::from_millis(took.0.into()));
        }
        case.set_system_out(summary);
        suite.add_test_case(case);
    }
    for found in report.findings.iter().filter(|found| found.role == Role::Ahead) {
        let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
        status.set_message(found.cause.title).set_type(found.cause.id);
        let mut case = TestCase::new(format!("ahead: {}", found.cause.id), status);
        case.set_classname("readmit");
        suite.add_test_case(case);
    }
    let mut junit = Junit::new("readmit");
    junit.add_test_suite(suite);
    junit.to_string().expect("XML is written to memory")
}

fn blocker(report: &Report) -> Option<&Finding> {
    report.findings.first().filter(|found| found.role == Role::Blocker)
}

fn described(report: &Report, summary: &str) -> String {
    let mut lines = vec![summary.to_owned()];
    for found in report.findings.iter().filter(|found| found.role == Role::Blocker) {
        lines.push(format!("{} ({}, {})", found.cause.title, found.cause.id, certainty(found.certainty)));
        lines.extend(found.shown_as.map(|shown| format!("  Remote Desktop says: {}", shown.title)));
        lines.extend(found.evidence.iter().map(|evidence| format!("  {}", clean(&evidence.says))));
    }
    lines.join("\n")
}
