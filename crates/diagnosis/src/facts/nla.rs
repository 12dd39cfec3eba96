//! Whether authentication can take place: CredSSP, NTLM, Kerberos.

use serde::{Deserialize, Serialize};

use super::{ClockReading, Fact, Facts, LogonOutcome, Millis, StageFacts};
use crate::codes;
use crate::stage::State;

/// What was seen before anything computed from a password was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Nla {
    /// How far it got.
    pub outcome: NlaOutcome,
    /// How long the host took to answer.
    pub took: Millis,
    /// The CredSSP version that the host announces, 2 to 6.
    #[serde(default)]
    pub version: Fact<u32>,
    /// What the NTLM challenge tells.
    #[serde(default)]
    pub challenge: Fact<Challenge>,
    /// The host's clock, from the challenge.
    #[serde(default)]
    pub clock: Fact<ClockReading>,
    /// What a Kerberos server said, where one is known.
    #[serde(default)]
    pub kerberos: Fact<Kerberos>,
}

/// How far the mechanism got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NlaOutcome {
    /// The host sent its challenge.
    Challenged,
    /// The host sent a status instead, any value.
    ErrorCode(u32),
    /// The host closed.
    Closed,
    /// The connection was reset.
    Reset,
    /// Nothing came in time.
    Stalled,
    /// What came is not CredSSP.
    Malformed,
}

/// What an NTLM challenge tells ([MS-NLMP] 2.2.1.2).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Challenge {
    /// The target name.
    pub target: String,
    /// NetBIOS name of the computer.
    pub nb_computer: Option<String>,
    /// NetBIOS name of its domain.
    pub nb_domain: Option<String>,
    /// DNS name of the computer.
    pub dns_computer: Option<String>,
    /// DNS name of its domain.
    pub dns_domain: Option<String>,
    /// DNS name of its forest.
    pub dns_forest: Option<String>,
    /// The version field, where it was filled.
    pub windows: Option<WindowsVersion>,
    /// The negotiated flags.
    pub flags: u32,
}

impl Challenge {
    /// Whether the host says that it is in a domain.
    pub fn in_domain(&self) -> bool {
        match (&self.nb_domain, &self.nb_computer) {
            (Some(domain), Some(computer)) => !domain.eq_ignore_ascii_case(computer),
            _ => false,
        }
    }
}

/// The version field of an NTLM challenge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct WindowsVersion {
    /// 6 or 10.
    pub major: u8,
    /// 0 to 3.
    pub minor: u8,
    /// 7601, 19045 …
    pub build: u16,
}

/// What a Kerberos server said to a request without pre-authentication.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kerberos {
    /// The realm.
    pub realm: String,
    /// Its server, as host and port.
    pub kdc: String,
    /// What came of it.
    pub answer: Kdc,
    /// The server's clock.
    #[serde(default)]
    pub clock: Fact<ClockReading>,
    /// What it said when, with the password proven, it was asked for a ticket for the host.
    #[serde(default)]
    pub ticket: Fact<Kdc>,
}

/// A Kerberos server's answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kdc {
    /// It asks for pre-authentication: the account exists.
    WantsProof,
    /// It gave a ticket without any proof.
    GaveTicket,
    /// An error code of RFC 4120 7.5.9, any value.
    Error(u32),
    /// An error code with the NTSTATUS that explains it ([MS-KILE] 2.2.2), any values.
    Explained {
        /// The error code.
        code: u32,
        /// The status.
        status: u32,
    },
    /// Its port refused, or no way leads there.
    Unreachable,
    /// It did not answer in time.
    Silent,
    /// Its answer makes no sense.
    Malformed,
}

impl Kdc {
    /// Whether this is a verdict on who signs in (RFC 4120 7.5.9), not on how: unknown, revoked,
    /// expired, wrong password, not allowed by policy.
    pub fn judges_the_person(self) -> bool {
        matches!(self.code(), Some(1 | 6 | 12 | 18 | 23 | 24))
    }

    /// The error code.
    pub const fn code(self) -> Option<u32> {
        match self {
            Self::Error(code) | Self::Explained { code, .. } => Some(code),
            _ => None,
        }
    }

    /// The answer in words.
    pub fn words(self) -> String {
        match self {
            Self::WantsProof | Self::GaveTicket => "answers".to_owned(),
            Self::Error(code) => codes::lookup(codes::Namespace::Kerberos, code)
                .map_or_else(|| format!("answers {code}"), |row| format!("answers {} ({code})", row.name)),
            Self::Explained { code, status } => {
                format!("{}: {}", Self::Error(code).words(), codes::status_words(status))
            }
            Self::Unreachable => "can't be reached".to_owned(),
            Self::Silent => "is silent".to_owned(),
            Self::Malformed => "answers nonsense".to_owned(),
        }
    }
}

impl StageFacts for Nla {
    fn state(&self, all: &Facts) -> State {
        match self.outcome {
            // A patched client goes no further with an unpatched host (CVE-2018-0886).
            NlaOutcome::Challenged if self.version.known().is_some_and(|version| *version < 5) => {
                State::Stopped
            }
            NlaOutcome::Challenged => match all.logon.known().map(|logon| logon.outcome) {
                // A code that judges the mechanism leaves open whether it works.
                Some(LogonOutcome::ErrorCode(code)) if !codes::judges_the_person(code) => State::Unknown,
                Some(LogonOutcome::KerberosError(_)) => State::Stopped,
                Some(LogonOutcome::Kdc(kdc)) if !kdc.judges_the_person() => State::Unknown,
                _ => State::Passed,
            },
            _ => State::Stopped,
        }
    }

    fn summary(&self, _: &Facts) -> String {
        match self.outcome {
            NlaOutcome::Challenged => {}
            NlaOutcome::ErrorCode(code) => return format!("the host answers {}", codes::status_words(code)),
            NlaOutcome::Closed => return "the host closed when the sign-in began".to_owned(),
            NlaOutcome::Reset => return "the connection was cut when the sign-in began".to_owned(),
            NlaOutcome::Stalled => return "the sign-in began and the host went silent".to_owned(),
            NlaOutcome::Malformed => return "the host's answer is not CredSSP".to_owned(),
        }
        let mut parts = Vec::new();
        if let Some(version) = self.version.known() {
            parts.push(format!(
                "CredSSP {version}{}",
                if *version >= 5 { " (patched)" } else { " (without the fix of 2018)" }
            ));
        }
        if let Some(challenge) = self.challenge.known() {
            let computer = challenge.nb_computer.as_deref().unwrap_or(&challenge.target);
            match &challenge.nb_domain {
                _ if computer.is_empty() => parts.push("NTLM, nameless".to_owned()),
                Some(domain) if challenge.in_domain() => parts.push(format!("NTLM, {domain}\\{computer}")),
                _ => parts.push(format!("NTLM, {computer}")),
            }
            if let Some(version) = challenge.windows {
                parts.push(codes::windows_words(version));
            }
        }
        if let Some(kerberos) = self.kerberos.known() {
            let answer = kerberos.ticket.known().copied().unwrap_or(kerberos.answer);
            let says = if answer == Kdc::GaveTicket { "gave a ticket".to_owned() } else { answer.words() };
            parts.push(format!("the KDC of {} {says}", kerberos.realm));
        }
        parts.join(", ")
    }

    fn took(&self) -> Option<Millis> {
        Some(self.took)
    }
}
