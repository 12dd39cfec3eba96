//! The well-known article: the reasons and steps that the web hands on, what is true of each,
//! and what to do instead.

/// One reason or step of the article.
#[derive(Debug, Clone, Copy)]
pub struct Advice {
    /// Reason or step.
    pub kind: Kind,
    /// A short name for links.
    pub id: &'static str,
    /// What the article says.
    pub says: &'static str,
    /// What is true of it.
    pub truth: &'static str,
    /// What to do instead.
    pub instead: &'static str,
    /// The line that finds out, or does it.
    pub command: &'static str,
    /// The causes that it is about, likeliest first.
    pub causes: &'static [&'static str],
}

/// What a piece of the article is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// "This is why it happens."
    Reason,
    /// "Do this."
    Step,
    /// A message that the article explains.
    Message,
}

/// The article, in its own order.
pub const ARTICLE: &[Advice] = &[
    Advice {
        kind: Kind::Message,
        id: "headline",
        says: "\"You cannot proceed because authentication is required\"",
        truth: "It is the other computer that could not be authenticated, not you. Its certificate does not fit, and this computer is told to refuse such hosts. A password typed now may go to an impostor.",
        instead: "Connect by the name that stands in the certificate, or have the host get a certificate that fits.",
        command: "readmit check <your file>.rdp",
        causes: &[
            "client/server-authentication-required",
            "tls/name-mismatch",
            "tls/untrusted-issuer",
            "tls/certificate-expired",
        ],
    },
    Advice {
        kind: Kind::Reason,
        id: "permission",
        says: "You have no permission",
        truth: "Possible, but then the host says so after the sign-in, with words of its own. A host that does not answer, or a certificate that does not fit, has nothing to do with permission.",
        instead: "Let the host judge the account once, and read which right it misses.",
        command: "readmit check <computer> -u <user>",
        causes: &[
            "logon/no-remote-right",
            "logon/remote-right-denied",
            "logon/no-network-right",
            "logon/entra-group-ignored",
        ],
    },
    Advice {
        kind: Kind::Reason,
        id: "firewall",
        says: "A firewall blocks the connection",
        truth: "Then no word of Remote Desktop comes back. As soon as any message speaks of a password, a certificate or NLA, the firewall has let you through.",
        instead: "Find out whether the port is silent, refused or cut; a firewall drops in silence, or refuses in the host's name.",
        command: "readmit check <computer>",
        causes: &[
            "network/port-filtered",
            "network/rejected-by-firewall",
            "network/firewall-rule-disabled",
            "network/public-firewall-profile",
            "network/cloud-rule-missing",
        ],
    },
    Advice {
        kind: Kind::Reason,
        id: "offline",
        says: "The computer is off or offline",
        truth: "True of many failures, and quickly told from the others: neither the port nor anything else on the host answers.",
        instead: "Have someone look whether it is on, awake and in the network.",
        command: "readmit check <computer>",
        causes: &["network/host-down", "network/host-asleep", "network/host-restarting", "client/offline"],
    },
    Advice {
        kind: Kind::Reason,
        id: "version",
        says: "The versions of Windows or of Remote Desktop differ",
        truth: "They differ nearly always, and agree on something both know. Three gaps matter: no NLA, no common TLS version, and the CredSSP fix of 2018 on one side only.",
        instead: "See what both sides offer, and update the one that lags behind.",
        command: "readmit check <computer>",
        causes: &[
            "client/outdated",
            "nla/credssp-unpatched-host",
            "tls/no-common-version",
            "nla/unsupported-windows",
        ],
    },
    Advice {
        kind: Kind::Reason,
        id: "network",
        says: "The network is unstable",
        truth: "Loss and delay make a session slow or let it end; they don't make a password wrong. Large packets that vanish look like a hang at \"Securing remote connection\".",
        instead: "Measure the line instead of guessing.",
        command: "readmit check <computer> --thorough",
        causes: &[
            "network/packet-loss",
            "network/high-latency",
            "network/mtu-black-hole",
            "network/udp-unstable",
            "name/not-found",
        ],
    },
    Advice {
        kind: Kind::Step,
        id: "check-network",
        says: "Check the network connection",
        truth: "Sensible, and no more than a minute's work. That web pages open proves little: Remote Desktop takes another port, and often another way.",
        instead: "Test just this host and this port, from the computer that can't connect.",
        command: "readmit check <computer>",
        causes: &["client/offline", "name/not-found", "network/no-route", "network/port-filtered"],
    },
    Advice {
        kind: Kind::Step,
        id: "turn-on",
        says: "Allow remote connections in the settings",
        truth: "Right, if the host refuses the connection at once. It can't be done from afar, a Home edition has no such setting, and a policy may switch it off again.",
        instead: "Turn it on at the host, with NLA, and enable its own firewall rule.",
        command: "readmit check <computer>",
        causes: &[
            "network/rdp-disabled",
            "network/port-refused",
            "network/rdp-disabled-by-policy",
            "network/home-edition",
        ],
    },
    Advice {
        kind: Kind::Step,
        id: "update",
        says: "Install all updates",
        truth: "The true repair for \"CredSSP encryption oracle remediation\" (both sides need the fix of 2018) and for a few later faults of updates. For most other failures it changes nothing.",
        instead: "See first whether the host is patched: it shows without a password.",
        command: "readmit check <computer>",
        causes: &["nla/credssp-unpatched-host", "session/freezes-after-update", "network/udp-unstable"],
    },
    Advice {
        kind: Kind::Step,
        id: "firewall-off",
        says: "Turn the firewall off",
        truth: "It takes away every protection of the host, for a port that one rule opens. Where the firewall is not the cause, it changes nothing else.",
        instead: "Enable the ready-made rule of Remote Desktop (in PowerShell as administrator); Get-NetConnectionProfile tells whether it applies.",
        command: "Set-NetFirewallRule -Name RemoteDesktop-UserMode-In-TCP,RemoteDesktop-UserMode-In-UDP -Enabled True",
        causes: &["network/firewall-rule-disabled", "network/public-firewall-profile"],
    },
    Advice {
        kind: Kind::Step,
        id: "security-layer",
        says: "Set SecurityLayer to 0",
        truth: "The host then no longer proves who it is, and falls back to an encryption of the last century. What was refused for a reason is now let through without a look. How it changes the article's own message is not confirmed.",
        instead: "Give the host a certificate that fits, or repair the one it has.",
        command: "readmit check <computer> --trust strict",
        causes: &[
            "tls/certificate-expired",
            "tls/name-mismatch",
            "tls/certificate-not-renewed",
            "negotiation/legacy-security-only",
        ],
    },
    Advice {
        kind: Kind::Step,
        id: "nla-off",
        says: "Turn off Network Level Authentication",
        truth: "The account stays locked, expired or without a right; it only shows later, on the host's own screen. And everyone who reaches the port now reaches the sign-in screen, before any proof.",
        instead: "Read what NLA says: it names the reason.",
        command: "readmit check <computer> -u <user>",
        causes: &[
            "logon/locked-out",
            "logon/password-expired",
            "nla/domain-controller-unreachable",
            "nla/clock-skew",
            "negotiation/nla-required",
        ],
    },
    Advice {
        kind: Kind::Step,
        id: "uninstall-updates",
        says: "Uninstall the latest updates",
        truth: "It takes away all repairs of a month, and most faults of updates were mended by the next one. A known fault has a number.",
        instead: "Look the update up, and install what mends it.",
        command: "readmit explain KB5050094",
        causes: &[
            "session/freezes-after-update",
            "client/broken-credential-prompt",
            "nla/duplicate-machine-sid",
        ],
    },
    Advice {
        kind: Kind::Message,
        id: "lsa",
        says: "\"The Local Security Authority cannot be contacted\"",
        truth: "The sentence stands for a dozen things. The commonest: a password that must be changed first, a domain written wrongly, and a host that can't reach its domain controller.",
        instead: "Let the host tell which: the status behind the sentence is exact.",
        command: "readmit check <computer> -u <user>",
        causes: &[
            "logon/password-must-change",
            "logon/password-expired",
            "nla/wrong-domain",
            "nla/domain-controller-unreachable",
            "nla/trust-broken",
        ],
    },
    Advice {
        kind: Kind::Message,
        id: "disconnected",
        says: "\"The remote session was disconnected\"",
        truth: "What follows the sentence decides: no license server, no free license, another connection took over, a time limit, or an administrator.",
        instead: "Explain the whole sentence, or the number with it.",
        command: "readmit explain \"<the whole sentence>\"",
        causes: &[
            "session/license-unavailable",
            "session/no-free-license",
            "session/taken-over",
            "session/time-limit-reached",
        ],
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::causes;

    #[test]
    fn every_piece_leads_to_causes_that_exist() {
        for advice in ARTICLE {
            assert!(!advice.causes.is_empty(), "{}", advice.id);
            for id in advice.causes {
                let spelt = causes::find(id).is_some_and(|cause| cause.id == *id);
                assert!(spelt, "{} names {id}", advice.id);
            }
        }
    }
}
