//! What xrdp's log means. What its sentences say is told in `reading`, for everybody.

use std::collections::{BTreeMap, BTreeSet};

use reading::formats::xrdp::{Event, told};
use reading::{Statement, formats};

use super::super::weigh::{SETTLES, Weighed, by_count};
use crate::facts::log::What;

/// Weighs what xrdp told. What succeeded later is over.
pub(super) fn weigh(statements: &[Statement], of_rdp: bool, weighed: &mut Weighed) {
    let told = told(statements);
    let last = told.iter().rposition(|told| !means(told.event).0.is_empty());
    // From the end: what was said later, and of whom.
    let mut later: BTreeMap<What, Later<'_>> = BTreeMap::new();
    let mut stand = vec![true; told.len()];
    for (number, entry) in told.iter().enumerate().rev() {
        let Some(what) = What::of_xrdp(entry.event) else { continue };
        stand[number] =
            !later.iter().any(|(known, of)| known.ends(what) && of.concerns(entry.user.as_deref()));
        let of = later.entry(what).or_default();
        match &entry.user {
            Some(user) => drop(of.users.insert(user)),
            None => of.anybody = true,
        }
    }
    for (number, entry) in told.iter().enumerate().filter(|(number, _)| stand[*number]) {
        let (causes, words) = means(entry.event);
        let late = match entry.event {
            // Classic encryption takes its place: seldom what people complain of.
            Event::KeyUnreadable if told.len() > 1 => 0.5,
            _ if Some(number) == last => 1.2,
            _ => 0.8,
        };
        let weight = by_count(causes.len()) * late;
        // Others have sessions and X servers, too: where nobody says that it is about RDP, it settles nothing.
        let is_certain = of_rdp || *statements[entry.statement].speaker == formats::xrdp::FORMAT;
        let weight = if is_certain { weight } else { weight.min(SETTLES - 0.1) };
        weighed.evidence(causes, weight, &format!("xrdp's log: {words}"));
    }
}

/// Of whom something was said later.
#[derive(Default)]
struct Later<'a> {
    /// Of somebody without a name.
    anybody: bool,
    users: BTreeSet<&'a str>,
}

impl Later<'_> {
    fn concerns(&self, user: Option<&str>) -> bool {
        self.anybody || user.is_none_or(|user| self.users.contains(user))
    }
}

/// What an entry means, likeliest first, and in words.
fn means(event: Event) -> (&'static [&'static str], &'static str) {
    match event {
        Event::WrongCredentials => (&["logon/wrong-credentials"], "a wrong user name or password"),
        Event::LoginFailed => (
            &[
                "logon/wrong-credentials",
                "logon/no-remote-right",
                "session/limit-reached",
                "logon/locked-out",
            ],
            "the sign-in failed, for a reason that sesman's log tells",
        ),
        Event::UnknownUser => (&["logon/unknown-user"], "there is no such user"),
        Event::AccountExpired => (&["logon/account-expired"], "the account has ended"),
        Event::AccountRefused => (
            &["logon/no-remote-right", "logon/outside-hours", "logon/disabled"],
            "the account may not sign in",
        ),
        Event::LockedOut => (&["logon/locked-out"], "too many wrong passwords"),
        Event::PasswordExpired => (&["logon/password-expired"], "the password has expired"),
        Event::NotInGroup => {
            (&["logon/no-remote-right"], "the user is in none of the groups that may sign in")
        }
        Event::RootRefused => (&["logon/no-remote-right"], "root may not sign in"),
        Event::SessionLimit => (&["session/limit-reached"], "there are as many sessions as may be"),
        Event::PamSessionFailed => {
            (&["session/profile-failed", "logon/no-remote-right"], "the session could not be opened by PAM")
        }
        Event::SessionStarted | Event::SignInAccepted | Event::ServiceStarted | Event::SessionResumed => {
            (&[], "all is well")
        }
        Event::SessionFailed => (
            &["session/shell-failed", "session/already-logged-in-locally"],
            "the desktop ended as soon as it was started",
        ),
        Event::XServerFailed => (&["session/x-server-failed"], "the X server did not start"),
        Event::OnlyConsoleUsers => {
            (&["session/x-server-failed"], "only who sits at the console may start the X server")
        }
        Event::LoginServiceUnreachable => {
            (&["session/login-service-down"], "the sign-in service was not reached")
        }
        // It falls back to classic encryption, which most clients take: seldom the whole story.
        Event::KeyUnreadable => (
            &["negotiation/xrdp-key-unreadable", "negotiation/legacy-security-only"],
            "the certificate or its key can't be read",
        ),
        Event::KeyDoesNotFit => (
            &["negotiation/xrdp-key-unreadable", "tls/certificate-binding-broken"],
            "the certificate and the key don't belong together",
        ),
        Event::PortTaken => (
            &["network/port-taken", "network/listener-missing", "network/service-crashes"],
            "it could not listen on its port",
        ),
        Event::TlsFailed => (
            &["tls/no-common-version", "tls/no-common-cipher", "tls/reset", "tls/self-signed"],
            "encryption did not come about",
        ),
        Event::TlsRequired => (&["negotiation/tls-required"], "the host wants TLS"),
        Event::NoCommonEncryption => (
            &["negotiation/tls-required", "negotiation/legacy-security-only"],
            "no encryption suits both sides",
        ),
        Event::BadScreen => (&["client/invalid-monitor-layout"], "the client's screen size is not taken"),
        Event::ModuleMissing => (&["session/x-server-failed"], "a module of the configuration is missing"),
    }
}
