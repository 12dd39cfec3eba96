//! The security protocols of RDP negotiation, [MS-RDPBCGR] 2.2.1.1.1.

/// A set of security protocols, as the bits on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Protocols(pub u32);

impl Protocols {
    /// Standard RDP security: the absence of all others.
    pub const RDP: Self = Self(0);
    /// TLS, with the sign-in on the host's own screen.
    pub const SSL: Self = Self(1);
    /// CredSSP, that is NLA, over TLS.
    pub const HYBRID: Self = Self(2);
    /// RDSTLS, used inside redirections.
    pub const RDSTLS: Self = Self(4);
    /// CredSSP with the Early User Authorization Result.
    pub const HYBRID_EX: Self = Self(8);
    /// Microsoft Entra authentication.
    pub const RDSAAD: Self = Self(16);

    /// What mstsc offers today when nothing forbids it.
    pub const MODERN: Self = Self(1 | 2 | 8);
    /// What a client that insists on NLA offers.
    pub const NLA_ONLY: Self = Self(2 | 8);

    /// Whether all of `other` is in this set.
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether a confirm that selects this starts CredSSP.
    pub const fn is_nla(self) -> bool {
        self.0 & (2 | 8) != 0
    }

    /// Whether a confirm that selects this starts TLS.
    pub const fn is_tls(self) -> bool {
        self.0 & (1 | 2 | 4 | 8 | 16) != 0
    }
}
