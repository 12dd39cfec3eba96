//! A report for monitoring: one line, and the exit code that goes with it.

use diagnosis::cause::Impact;
use diagnosis::{Report, Role, Verdict};

use crate::clean::clean;
use crate::words::{certainty, headline};

/// The line and the exit code of the Nagios plug-in convention: 0 ok, 1 warning, 2 critical,
/// 3 unknown. What hinders or exposes, without stopping anybody, is a warning if it is certain
/// or likely.
/// The causes `ignored` by their ids are no reason to warn.
pub fn nagios(report: &Report, ignored: &[&str]) -> (String, u8) {
    let asides = report.findings.iter().filter(|found| found.role == Role::Aside);
    let felt = asides.filter(|found| {
        let seen = !found.hearsay && found.certainty != diagnosis::cause::Certainty::Possible;
        found.impact != Impact::Blocks && seen && !ignored.contains(&found.cause.id)
    });
    let worth_knowing: Vec<&str> = felt.map(|found| found.cause.id).collect();
    let (word, code) = match report.verdict {
        Verdict::Blocked { .. } => ("CRITICAL", 2),
        Verdict::Unclear { .. } => ("UNKNOWN", 3),
        Verdict::Clear { .. } if worth_knowing.is_empty() => ("OK", 0),
        Verdict::Clear { .. } => ("WARNING", 1),
    };
    let first = report.findings.first().filter(|found| found.role == Role::Blocker);
    let says = match (first, report.verdict) {
        (Some(found), _) => {
            format!("{} ({}, {})", found.cause.title, found.cause.id, certainty(found.certainty))
        }
        (None, Verdict::Blocked { at }) => format!("stopped at {at}, for no cause that is known"),
        (None, Verdict::Clear { through }) if !worth_knowing.is_empty() => {
            format!("clear through {through}; worth knowing: {}", worth_knowing.join(", "))
        }
        (None, Verdict::Clear { through }) => format!("clear through {through}"),
        (None, Verdict::Unclear { .. }) => headline(report),
    };
    let target = clean(&report.facts.target.address());
    let seconds = f64::from(report.facts.took.0) / 1000.0;
    // A bar begins the performance data.
    let text = format!("RDP {word} - {target}: {says}").replace('|', "/");
    (format!("{text} | time={seconds:.3}s\n"), code)
}
