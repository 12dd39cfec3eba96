//! What came after the sign-in: licensing, capabilities, the first picture.

use serde::{Deserialize, Serialize};

use super::{Fact, Facts, Millis, StageFacts};
use crate::codes;
use crate::stage::State;

/// What was seen of the session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// The last step that was reached.
    pub reached: SessionStep,
    /// How it ended.
    pub outcome: SessionOutcome,
    /// The licensing error, where the host sent one.
    #[serde(default)]
    pub license_error: Fact<u32>,
    /// The last Set Error Info that is not zero ([MS-RDPBCGR] 2.2.5.1.1).
    #[serde(default)]
    pub error_info: Fact<u32>,
    /// A logon notification: type and data ([MS-RDPBCGR] 2.2.10.1.1.4.1.1).
    #[serde(default)]
    pub logon_error: Fact<(u32, u32)>,
    /// How long it took from the sign-in to the end of the look.
    pub took: Millis,
}

/// Steps of a session's beginning, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SessionStep {
    /// MCS and channels.
    Channels,
    /// Licensing.
    Licensing,
    /// Capabilities.
    Capabilities,
    /// Waiting for the first picture.
    Picture,
}

impl SessionStep {
    const fn words(self) -> &'static str {
        match self {
            Self::Channels => "while channels were set up",
            Self::Licensing => "during licensing",
            Self::Capabilities => "while capabilities were exchanged",
            Self::Picture => "before the first picture",
        }
    }
}

/// How the look at a session ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SessionOutcome {
    /// A picture came.
    Picture,
    /// The host ended it in the protocol's way; the MCS reason.
    Disconnected(u8),
    /// The host closed.
    Closed,
    /// The connection was reset.
    Reset,
    /// Nothing came in time.
    Stalled,
    /// The host sends us elsewhere.
    Redirected,
    /// What came could not be understood by us.
    NotUnderstood,
}

impl StageFacts for Session {
    fn state(&self, _: &Facts) -> State {
        match self.outcome {
            SessionOutcome::Picture => State::Passed,
            SessionOutcome::Redirected | SessionOutcome::NotUnderstood => State::Unknown,
            // A desktop may take longer to start than anybody waited.
            SessionOutcome::Stalled
                if self.reached == SessionStep::Picture
                    && self.logon_error.known().is_none()
                    && self.error_info.known().is_none() =>
            {
                State::Unknown
            }
            _ => State::Stopped,
        }
    }

    fn summary(&self, _: &Facts) -> String {
        if let Some(&code) = self.error_info.known() {
            return match codes::lookup(codes::Namespace::ErrInfo, code) {
                Some(row) => format!("ended by the host: {} (0x{code:X})", row.name),
                None => format!("ended by the host with the unlisted code 0x{code:X}"),
            };
        }
        if let Some(code) = self.license_error.known() {
            return format!("licensing failed (code {code})");
        }
        let when = self.reached.words();
        match self.outcome {
            SessionOutcome::Picture => format!("first picture after {}", self.took),
            SessionOutcome::Disconnected(reason) => format!("disconnected {when} (MCS reason {reason})"),
            SessionOutcome::Closed => format!("the host closed {when}"),
            SessionOutcome::Reset => format!("the connection was cut {when}"),
            SessionOutcome::Stalled => format!("the host went silent {when}"),
            SessionOutcome::Redirected => "the host sends this session to another computer".to_owned(),
            SessionOutcome::NotUnderstood => format!("an answer {when} is not understood by this version"),
        }
    }

    fn took(&self) -> Option<Millis> {
        Some(self.took)
    }
}
