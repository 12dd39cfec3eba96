//! Every fault of the lab, over real sockets: each is diagnosed as its own cause, at rank
//! one; no healthy host has a blocker; nobody ever sees a second attempt.

use std::sync::Arc;

use futures_util::StreamExt;
use readmit::diagnosis::facts::{Facts, HostTrust};
use readmit::diagnosis::{Report, Role, Stage, Verdict, causes};
use readmit::{check, lab, render};

/// One run against one fault, with what the host counted.
struct Seen {
    id: &'static str,
    cause: &'static str,
    report: Report,
    attempts: u32,
    connections: u32,
    password: String,
}

async fn look(fault: &'static ::lab::Fault) -> Seen {
    let running = lab::start(fault.setting(), 0).await.expect("the lab starts");
    let (target, identity) = lab::client(&running, fault.id);
    let report = check::check(&target, Some(identity.into()), running.setting.seen, None).await;
    let counters = &running.counters;
    Seen {
        id: fault.id,
        cause: fault.cause(),
        report,
        attempts: counters.attempts(),
        connections: counters.connections(),
        password: running.password.clone(),
    }
}

async fn look_at_all(wanted: impl Fn(&::lab::Fault) -> bool) -> Vec<Seen> {
    let faults = ::lab::faults::all().filter(|fault| wanted(fault));
    futures_util::stream::iter(faults.map(look)).buffered(12).collect().await
}

fn first(report: &Report) -> String {
    report
        .findings
        .first()
        .map_or_else(|| format!("nothing, {:?}", report.verdict), |found| found.cause.id.to_owned())
}

/// Causes that can't be told from another one from outside; the other is first, and they are
/// named beside it.
const LOOK_LIKE_ANOTHER: [(&str, &str); 4] = [
    // What the client says; why, leads.
    ("client/server-authentication-required", "tls/name-mismatch"),
    // An alias or a translated address looks the same, and is no fault.
    ("name/stale-record", "tls/name-mismatch"),
    // The host's answer is the same as to any wrong password.
    ("logon/microsoft-account-without-password", "logon/wrong-credentials"),
    // The dates allow it; that they are over is certain.
    ("tls/certificate-not-renewed", "tls/certificate-expired"),
];

#[tokio::test(flavor = "multi_thread")]
async fn every_fault_is_its_own_cause_at_rank_one() {
    let mut wrong = Vec::new();
    for seen in
        look_at_all(|fault| !fault.is_healthy() && !fault.is_unexplained() && !fault.is_hostile()).await
    {
        let looks_like = LOOK_LIKE_ANOTHER.iter().find(|(id, _)| *id == seen.id).map(|(_, other)| *other);
        let named = seen.report.findings.iter().any(|found| found.cause.id == seen.cause);
        // A refusal never hides its reason: what the client says is beside the cause, not instead of it.
        let shown = seen.report.findings.first().and_then(|found| found.shown_as);
        let named = named || shown.is_some_and(|shown| shown.id == seen.cause);
        let is_first = first(&seen.report) == looks_like.unwrap_or(seen.cause);
        if !is_first || !named {
            let stages: Vec<_> = seen
                .report
                .stages
                .iter()
                .map(|stage| format!("{}: {}", stage.stage, stage.summary))
                .collect();
            wrong.push(format!(
                "{} is seen as {}\n    {}",
                seen.id,
                first(&seen.report),
                stages.join("\n    ")
            ));
        }
        if seen.attempts > 1 {
            wrong.push(format!("{}: {} attempts", seen.id, seen.attempts));
        }
        let top = seen.report.findings.first();
        let blocks = top.is_some_and(|found| found.impact == readmit::diagnosis::cause::Impact::Blocks);
        let blocker = top.is_some_and(|found| found.role == Role::Blocker);
        let stopped = matches!(seen.report.verdict, Verdict::Blocked { .. });
        // What stops the person elsewhere does not stop this run.
        let elsewhere = top.is_some_and(|found| found.role == Role::Ahead)
            && matches!(seen.report.verdict, Verdict::Unclear { .. });
        if (blocks, blocks) != (blocker, stopped) && !elsewhere {
            let verdict = seen.report.verdict;
            wrong.push(format!("{}: blocks {blocks}, is the blocker {blocker}, {verdict:?}", seen.id));
        }
        let facts = serde_json::to_value(&seen.report.facts).unwrap();
        for evidence in seen.report.findings.iter().flat_map(|found| &found.evidence) {
            if facts.pointer(evidence.fact).is_none() {
                wrong.push(format!("{}: evidence points to {}, which is not there", seen.id, evidence.fact));
            }
        }
        let outputs = [render::json(&seen.report), format!("{:?}", seen.report.facts)];
        if !seen.password.is_empty() && outputs.iter().any(|output| output.contains(&seen.password)) {
            wrong.push(format!("{}: the password is in an output", seen.id));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn healthy_hosts_have_no_blocker_however_odd() {
    let mut wrong = Vec::new();
    for seen in look_at_all(::lab::Fault::is_healthy).await {
        let blocked = seen.report.findings.iter().any(|found| found.role != Role::Aside);
        let clear = matches!(seen.report.verdict, Verdict::Clear { .. });
        // A host without NLA shows its verdict on its own screen, and a gateway hides what lies
        // behind it: never clear, never blocked.
        let open = ["healthy/tls-only", "healthy/classic-without-negotiation", "healthy/gateway"];
        let unclear = matches!(seen.report.verdict, Verdict::Unclear { .. });
        if blocked || unclear != open.contains(&seen.id) || !(clear || unclear) {
            wrong.push(format!("{}: {:?}, {}", seen.id, seen.report.verdict, first(&seen.report)));
        }
        if seen.attempts > 1 || seen.connections > 4 {
            wrong.push(format!("{}: {} attempts, {} connections", seen.id, seen.attempts, seen.connections));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_tells_no_cause_is_reported_as_that() {
    for seen in look_at_all(::lab::Fault::is_unexplained).await {
        assert!(
            matches!(seen.report.verdict, Verdict::Blocked { .. }),
            "{}: {:?}",
            seen.id,
            seen.report.verdict
        );
        let accused = seen.report.findings.iter().find(|found| found.role != Role::Aside);
        assert!(accused.is_none(), "{} is seen as {}", seen.id, first(&seen.report));
        let text = render::text(&seen.report, render::Style::default());
        assert!(text.contains("Nothing is guessed here"), "{}: {text}", seen.id);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_hosts_get_a_report_and_nothing_harmful_gets_out() {
    for seen in look_at_all(::lab::Fault::is_hostile).await {
        let text = render::text(&seen.report, render::Style::default());
        let json = render::json(&seen.report);
        for (what, output) in [("text", &text), ("json", &json)] {
            let harmful = output.chars().find(|c| {
                *c != '\n'
                    && (c.is_control()
                        || ('\u{202A}'..='\u{202E}').contains(c)
                        || ('\u{2066}'..='\u{2069}').contains(c))
            });
            assert_eq!(harmful, None, "{}: {what}", seen.id);
        }
        assert!(json.len() < 200_000, "{}: the report has {} bytes", seen.id, json.len());
        assert!(seen.attempts <= 1, "{}", seen.id);
        let limit = ::lab::faults::find(seen.id).unwrap().setting().timeout.as_millis() + 1000;
        assert!(u128::from(seen.report.facts.took.0) <= limit, "{} took {}", seen.id, seen.report.facts.took);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn reports_fit_the_page_and_recorded_facts_give_the_same() {
    let quick = |fault: &::lab::Fault| fault.setting().timeout.as_secs() > 5;
    for seen in look_at_all(quick).await {
        let text = render::text(&seen.report, render::Style::default());
        for line in text.lines() {
            // A command is broken only where it may be; a quoted path stays whole.
            let whole = line.trim_end_matches([' ', '`', '\\']).trim_start_matches([' ', '°']);
            let quoted = whole.starts_with('\'') && whole.ends_with('\'') && whole.matches('\'').count() == 2;
            // A line of ours is there to be copied.
            let unbreakable = quoted || line.starts_with("    readmit ") || !whole.contains(' ');
            assert!(line.chars().count() <= 80 || unbreakable, "{}: {line}", seen.id);
        }
        let saved = serde_json::to_string(&seen.report.facts).unwrap();
        let again = readmit::diagnosis::diagnose(Facts::from_json(&saved).unwrap());
        assert_eq!(render::text(&again, render::Style::default()), text, "{}", seen.id);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn redacted_facts_name_nobody_and_give_the_same_causes() {
    let quick = |fault: &::lab::Fault| fault.setting().timeout.as_secs() > 5 && !fault.is_hostile();
    for seen in look_at_all(quick).await {
        let ids = |report: &Report| report.findings.iter().map(|found| found.cause.id).collect::<Vec<_>>();
        let before = (ids(&seen.report), seen.report.verdict);
        let facts = readmit::diagnose::redacted(seen.report.facts);
        let text = serde_json::to_string(&facts).unwrap().replace(&format!("lab:{}", seen.id), "");
        for word in ["alice", "fs1.lab", "FS1", "lab.test", "Lab Root"] {
            assert!(!text.contains(word), "{}: {word} in {text}", seen.id);
        }
        let after = readmit::diagnosis::diagnose(facts);
        assert_eq!((ids(&after), after.verdict), before, "{}", seen.id);
    }
}

#[tokio::test]
async fn nothing_is_proven_to_a_host_that_nobody_vouches_for() {
    let mut setting = ::lab::faults::find("healthy").unwrap().setting();
    setting.certificates[0].issuer = ::lab::Issuer::Stranger;
    let running = lab::start(setting, 0).await.unwrap();
    let (target, identity) = lab::client(&running, "healthy");
    let report = check::check(&target, Some(identity.into()), None, None).await;
    assert_eq!(running.counters.attempts(), 0);
    assert_eq!(report.facts.tls.known().unwrap().trust, HostTrust::Unconfirmed);
    assert_eq!(report.verdict, Verdict::Unclear { at: Stage::Logon });
}

#[tokio::test]
async fn a_remembered_certificate_behind_ones_own_impresses_nobody() {
    use sha2::{Digest, Sha256};
    // An impostor: its own certificate has dates beyond our calendar, and behind it comes the
    // certificate that is remembered for the host.
    let mut setting = ::lab::faults::find("healthy").unwrap().setting();
    setting.certificates[0].issuer = ::lab::Issuer::Itself;
    setting.certificates[0].until_days = i64::MAX;
    setting.certificates[0].ballast = 1;
    let running = lab::start(setting, 0).await.unwrap();
    let digest = Sha256::digest(&running.root);
    let (high, low) = digest.split_at(16);
    let half = |bytes: &[u8]| u128::from_be_bytes(bytes.try_into().unwrap());
    let remembered = format!("{:032x}{:032x}", half(high), half(low));
    let folder = tempfile::tempdir().unwrap();
    let memory = folder.path().join("known-hosts");
    std::fs::write(&memory, format!("fs1.lab.test:{} {remembered} 2026-03-03T00:00:00Z\n", running.port))
        .unwrap();
    let (mut target, identity) = lab::client(&running, "healthy");
    target.known_hosts = Some(memory);
    let report = check::check(&target, Some(identity.into()), None, None).await;
    assert_eq!(running.counters.attempts(), 0);
    assert!(!report.facts.tls.known().unwrap().trust.allows_proof());
}

#[tokio::test]
async fn a_report_never_denies_that_the_password_was_used() {
    for fault in ["hostile/short-proof-answer", "logon/locked-out"] {
        let running = lab::start(::lab::faults::find(fault).unwrap().setting(), 0).await.unwrap();
        let (target, identity) = lab::client(&running, fault);
        let report = check::check(&target, Some(identity.into()), None, None).await;
        assert_eq!(running.counters.attempts(), 1);
        assert!(report.facts.password.proof_sent, "{fault}");
        let text = render::text(&report, render::Style::default());
        assert!(!text.contains("No password was used"), "{fault}: {text}");
    }
}

#[tokio::test]
async fn nobody_is_judged_before_he_is_named() {
    let fault = ::lab::faults::find("hostile/verdict-before-any-name").unwrap();
    let running = lab::start(fault.setting(), 0).await.unwrap();
    let (target, _) = lab::client(&running, fault.id);
    let report = check::check(&target, None, None, None).await;
    assert!(report.findings.iter().all(|found| found.cause.id != "logon/locked-out"), "{}", first(&report));
}

#[tokio::test]
async fn a_forged_ticket_brings_forth_no_second_proof() {
    let fault = ::lab::faults::find("hostile/forged-ticket").unwrap();
    let running = lab::start(fault.setting(), 0).await.unwrap();
    let (target, identity) = lab::client(&running, fault.id);
    let report = check::check(&target, Some(identity.into()), None, None).await;
    // The one proof went to the Kerberos server; the host must not get another.
    assert_eq!(running.counters.attempts(), 0);
    assert!(report.facts.password.proof_sent, "{:?}", report.facts.logon);
    assert_eq!(report.verdict, Verdict::Blocked { at: Stage::Logon });
}

#[tokio::test]
async fn a_defect_of_our_own_does_not_cost_the_report() {
    use readmit::diagnosis::facts::{Gap, TrustPolicy};
    let mut setting = ::lab::faults::find("healthy").unwrap().setting();
    setting.certificates[0].issuer = ::lab::Issuer::Itself;
    let running = lab::start(setting, 0).await.unwrap();
    let (mut target, identity) = lab::client(&running, "healthy");
    target.trust = TrustPolicy::Ask;
    target.ask = Some(Arc::new(|_, _| panic!("a defect")));
    let report = check::check(&target, Some(identity.into()), None, None).await;
    assert_eq!(report.verdict, Verdict::Unclear { at: Stage::Tls });
    assert!(matches!(report.facts.tls.gap(), Some(Gap::Failed(_))));
    assert!(report.facts.negotiation.known().is_some(), "what was seen before is kept");
}

#[tokio::test]
async fn a_run_looks_no_further_than_it_was_asked_to() {
    for (through, connections) in
        [(Stage::Client, 0), (Stage::Name, 0), (Stage::Network, 1), (Stage::Negotiation, 1), (Stage::Tls, 1)]
    {
        let running = lab::start(::lab::faults::find("healthy").unwrap().setting(), 0).await.unwrap();
        let (mut target, identity) = lab::client(&running, "healthy");
        target.through = through;
        let report = check::check(&target, Some(identity.into()), None, None).await;
        assert_eq!(report.verdict, Verdict::Clear { through });
        assert_eq!(
            (running.counters.connections(), running.counters.attempts()),
            (connections, 0),
            "{through}"
        );
    }
}

#[tokio::test]
async fn without_a_user_nothing_is_authenticated() {
    let running = lab::start(::lab::faults::find("healthy").unwrap().setting(), 0).await.unwrap();
    let (target, _) = lab::client(&running, "healthy");
    let report = check::check(&target, None, None, None).await;
    assert_eq!(running.counters.attempts(), 0);
    assert_eq!(report.verdict, Verdict::Clear { through: Stage::Nla });
}

#[tokio::test]
async fn a_person_who_says_yes_is_remembered_and_asked_once() {
    use readmit::diagnosis::facts::TrustPolicy;
    use readmit::probe::Decision;
    let mut setting = ::lab::faults::find("healthy").unwrap().setting();
    setting.certificates[0].issuer = ::lab::Issuer::Itself;
    let running = lab::start(setting, 0).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let asked = Arc::new(std::sync::atomic::AtomicU32::new(0));
    let mut trusts = Vec::new();
    for _ in 0..2 {
        let (mut target, identity) = lab::client(&running, "healthy");
        target.trust = TrustPolicy::Ask;
        target.known_hosts = Some(folder.path().join("known-hosts"));
        let asked = Arc::clone(&asked);
        target.ask = Some(Arc::new(move |_, _| {
            asked.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
            Decision::Remember
        }));
        let report = check::check(&target, Some(identity.into()), None, None).await;
        assert_eq!(report.verdict, Verdict::Clear { through: Stage::Logon });
        trusts.push(report.facts.tls.known().unwrap().trust);
    }
    assert_eq!(trusts, [HostTrust::Accepted, HostTrust::Remembered]);
    assert_eq!(asked.load(std::sync::atomic::Ordering::SeqCst), 1);
}

/// Causes that one host on loopback can't show; each has a reason.
const NOT_IN_THE_LAB: [&str; 10] = [
    "client/offline",              // would need this computer's own network to be down
    "network/cloud-rule-missing",  // loopback has no name in a cloud
    "network/answered-on-the-way", // nothing is on the way, here and in the next five
    "network/backend-down",
    "network/mtu-black-hole",
    "network/packet-loss",
    "network/rejected-by-firewall",
    "network/udp-blocked",
    "network/host-down", // loopback always answers
    "network/no-route",  // loopback always has a route
];

#[test]
fn what_the_lab_can_not_show_the_field_does() {
    let scenarios = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../field/scenarios");
    let mut truths = Vec::new();
    for stage in std::fs::read_dir(scenarios).unwrap() {
        for file in std::fs::read_dir(stage.unwrap().path()).unwrap() {
            let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
            truths.extend(text.lines().find_map(|line| line.strip_prefix("truth = ")).map(str::to_owned));
        }
    }
    for id in NOT_IN_THE_LAB {
        assert!(truths.contains(&format!("\"{id}\"")), "nobody shows {id}");
    }
}

#[test]
fn every_cause_that_one_host_can_show_has_a_fault() {
    for cause in causes::ALL {
        let listed = ::lab::faults::find(cause.id).is_some();
        assert_eq!(cause.is_told_from_here(), listed || NOT_IN_THE_LAB.contains(&cause.id), "{}", cause.id);
    }
    for fault in ::lab::faults::all() {
        let known = causes::find(fault.cause()).is_some_and(|cause| cause.id == fault.cause());
        let apart = fault.is_healthy() || fault.is_unexplained() || fault.is_hostile();
        assert!(known || apart, "{} is no cause", fault.id);
    }
}
