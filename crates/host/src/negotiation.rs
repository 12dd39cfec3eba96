//! Which security layer the host takes ([MS-RDPBCGR] 5.4.2).

use wire::Protocols;
use wire::x224::Confirm;

/// The host's policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Negotiation {
    /// Which protocols the host takes.
    pub takes: Protocols,
    /// Whether the host takes the classic layer, and says so.
    pub takes_classic: bool,
    /// Refuse everything with this code.
    pub refuse: Option<u32>,
    /// Answer without negotiation data, as hosts from before 2003 do.
    pub mute: bool,
    /// The response flags ([MS-RDPBCGR] 2.2.1.2.1).
    pub flags: u8,
}

impl Negotiation {
    /// NLA or nothing.
    pub const NLA: Self =
        Self { takes: Protocols::NLA_ONLY, takes_classic: false, refuse: None, mute: false, flags: 0x1F };
    /// TLS, with the sign-in on the host's screen.
    pub const TLS: Self = Self { takes: Protocols::SSL, ..Self::NLA };

    /// The answer to what a client offers.
    pub fn answer(self, offered: Option<Protocols>) -> Confirm {
        if self.mute {
            return Confirm::Classic;
        }
        if let Some(code) = self.refuse {
            return Confirm::Refused { code };
        }
        let offered = offered.unwrap_or_default();
        let best = [Protocols::HYBRID_EX, Protocols::HYBRID, Protocols::SSL]
            .into_iter()
            .find(|protocol| offered.contains(*protocol) && self.takes.contains(*protocol));
        match best {
            Some(protocol) => Confirm::Selected { protocol, flags: self.flags },
            None if self.takes_classic => Confirm::Selected { protocol: Protocols::RDP, flags: 0 },
            // HYBRID_REQUIRED_BY_SERVER, SSL_REQUIRED_BY_SERVER
            None if !self.takes.contains(Protocols::SSL) => Confirm::Refused { code: 5 },
            None => Confirm::Refused { code: 1 },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_that_demands_nla_refuses_tls_with_code_5() {
        assert_eq!(Negotiation::NLA.answer(Some(Protocols::SSL)), Confirm::Refused { code: 5 });
        assert_eq!(Negotiation::NLA.answer(None), Confirm::Refused { code: 5 });
    }

    #[test]
    fn the_strongest_common_protocol_is_selected() {
        let selected = |answer| match answer {
            Confirm::Selected { protocol, .. } => protocol,
            other => panic!("{other:?}"),
        };
        assert_eq!(selected(Negotiation::NLA.answer(Some(Protocols::MODERN))), Protocols::HYBRID_EX);
        assert_eq!(selected(Negotiation::NLA.answer(Some(Protocols(3)))), Protocols::HYBRID);
        assert_eq!(selected(Negotiation::TLS.answer(Some(Protocols::MODERN))), Protocols::SSL);
    }
}
