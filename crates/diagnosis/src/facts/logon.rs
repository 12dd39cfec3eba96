//! The host's verdict on the identity. One attempt, never two.

use serde::{Deserialize, Serialize};

use super::{Facts, Kdc, Millis, StageFacts};
use crate::codes;
use crate::stage::State;

/// What the one attempt brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logon {
    /// By which mechanism.
    pub mechanism: Mechanism,
    /// What the host made of it.
    pub outcome: LogonOutcome,
    /// How many messages computed from the password were judged or left unanswered: 0 or 1.
    pub attempts: u32,
    /// How long the host took.
    pub took: Millis,
}

/// How the identity was proven.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mechanism {
    /// NTLM.
    Ntlm,
    /// Kerberos.
    Kerberos,
}

/// What the host made of the attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LogonOutcome {
    /// The host proved that it knows the password; whether this user may use Remote Desktop
    /// was not said (HYBRID).
    Proven,
    /// The host let the user in (Early User Authorization Result 0, HYBRID_EX).
    Authorized,
    /// The password was right, and the user is not let in (Early User Authorization Result).
    Denied(u32),
    /// A status, any value.
    ErrorCode(u32),
    /// The Kerberos server refused the proof, or did not answer it.
    Kdc(Kdc),
    /// The host refused the Kerberos ticket with an error code of RFC 4120 7.5.9.
    KerberosError(u32),
    /// The host closed without a code.
    Closed,
    /// The connection was reset.
    Reset,
    /// Nothing came in time.
    Silent,
    /// The host's proof does not fit its own key: something stands in between.
    BadProof,
    /// What came is not CredSSP.
    Malformed,
}

impl StageFacts for Logon {
    fn state(&self, _: &Facts) -> State {
        match self.outcome {
            LogonOutcome::Proven | LogonOutcome::Authorized => State::Passed,
            _ => State::Stopped,
        }
    }

    fn summary(&self, all: &Facts) -> String {
        // Where Kerberos was at hand, it matters which way was taken.
        let kerberos = all.nla.known().and_then(|nla| nla.kerberos.known());
        let by = match (self.mechanism, kerberos) {
            (Mechanism::Kerberos, _) => " (by Kerberos)",
            (Mechanism::Ntlm, Some(_)) => " (by NTLM, since Kerberos did not come about)",
            (Mechanism::Ntlm, None) => "",
        };
        match self.outcome {
            LogonOutcome::Authorized => format!("the host lets this account in{by}"),
            LogonOutcome::Proven => {
                format!("the password is right{by}; the right to log on remotely was not told")
            }
            LogonOutcome::Denied(code) => {
                format!("the password is right, but the account is not let in (0x{code:X})")
            }
            LogonOutcome::ErrorCode(code) => format!("refused: {}", codes::status_words(code)),
            LogonOutcome::Kdc(kdc) => format!("the Kerberos server {} when it got the proof", kdc.words()),
            LogonOutcome::KerberosError(code) => {
                format!("the host {} to the Kerberos ticket", Kdc::Error(code).words())
            }
            LogonOutcome::Closed => "the host closed when it got the password's proof".to_owned(),
            LogonOutcome::Reset => "the connection was cut when the password's proof was sent".to_owned(),
            LogonOutcome::Silent => "the host went silent when it got the password's proof".to_owned(),
            LogonOutcome::BadProof => "the host could not prove that it owns its own key".to_owned(),
            LogonOutcome::Malformed => "the host's answer is not CredSSP".to_owned(),
        }
    }

    fn took(&self) -> Option<Millis> {
        Some(self.took)
    }
}
