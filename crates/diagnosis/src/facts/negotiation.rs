//! X.224 security negotiation ([MS-RDPBCGR] 2.2.1.1 and 2.2.1.2).

use serde::{Deserialize, Serialize};

use super::{Facts, Insist, Millis, StageFacts};
use crate::stage::State;

/// The exchange of the path that a real client takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Negotiation {
    /// What a real client would have seen.
    pub path: Exchange,
}

/// One offer and its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exchange {
    /// What was offered.
    pub offered: Protocols,
    /// What the host said.
    pub answer: Answer,
    /// How long the answer took.
    pub took: Millis,
}

/// A host's answer to an offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// One protocol was selected.
    Selected {
        /// The protocol.
        protocol: Protocols,
        /// The response flags.
        flags: u8,
    },
    /// The host refused with a code, any value.
    Refused {
        /// The failure code of [MS-RDPBCGR] 2.2.1.2.2.
        code: u32,
    },
    /// The host does not negotiate: the classic layer.
    Classic,
    /// An X.224 disconnect request.
    Disconnected {
        /// Its reason octet.
        reason: u8,
    },
    /// An answer that could not be read.
    Malformed,
}

/// A set of security protocols, as the bits of [MS-RDPBCGR] 2.2.1.1.1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Protocols(pub u32);

impl Protocols {
    const NLA: u32 = 2 | 8;

    /// Whether NLA is in the set.
    pub const fn has_nla(self) -> bool {
        self.0 & Self::NLA != 0
    }

    /// Whether TLS without NLA is in the set.
    pub const fn has_tls(self) -> bool {
        self.0 & 1 != 0
    }

    /// Whether this is standard RDP security.
    pub const fn is_classic(self) -> bool {
        self.0 == 0
    }

    /// The set in words.
    pub fn words(self) -> &'static str {
        match (self.has_nla(), self.has_tls()) {
            (true, true) => "NLA and TLS",
            (true, false) => "NLA only",
            (false, true) => "TLS only",
            (false, false) if self.is_classic() => "the classic layer only",
            (false, false) => "another protocol",
        }
    }
}

impl Negotiation {
    /// The protocol that was selected on the path; `Some(0)` is the classic layer.
    pub fn selected(&self) -> Option<Protocols> {
        match self.path.answer {
            Answer::Selected { protocol, .. } => Some(protocol),
            Answer::Classic => Some(Protocols(0)),
            _ => None,
        }
    }

    /// The failure code on the path.
    pub fn refusal(&self) -> Option<u32> {
        match self.path.answer {
            Answer::Refused { code } => Some(code),
            _ => None,
        }
    }
}

impl StageFacts for Negotiation {
    fn state(&self, all: &Facts) -> State {
        match self.selected() {
            None => State::Stopped,
            // No client goes on with what it did not offer.
            Some(selected) if selected.0 & !self.path.offered.0 != 0 => State::Stopped,
            Some(selected) => match all.target.insist {
                Insist::Nla if !selected.has_nla() => State::Stopped,
                Insist::Tls if selected.is_classic() => State::Stopped,
                _ => State::Passed,
            },
        }
    }

    fn summary(&self, _: &Facts) -> String {
        match self.path.answer {
            Answer::Selected { protocol, .. } if protocol.has_nla() => "takes NLA".to_owned(),
            Answer::Selected { protocol, .. } if protocol.has_tls() => "takes TLS, without NLA".to_owned(),
            Answer::Selected { protocol: Protocols(0), .. } | Answer::Classic => {
                "takes the classic RDP layer only".to_owned()
            }
            Answer::Selected { protocol, .. } => format!("takes protocol 0x{:X}", protocol.0),
            Answer::Refused { code } => {
                match crate::codes::lookup(crate::codes::Namespace::NegotiationFailure, code) {
                    Some(row) => format!("refused: {} ({code})", row.name),
                    None => format!("refused with the unlisted code {code}"),
                }
            }
            Answer::Disconnected { reason } => format!("disconnected by the host (X.224 reason {reason})"),
            Answer::Malformed => "the host's answer makes no sense".to_owned(),
        }
    }

    fn took(&self) -> Option<Millis> {
        Some(self.path.took)
    }
}
