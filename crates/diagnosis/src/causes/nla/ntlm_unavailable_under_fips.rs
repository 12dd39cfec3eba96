//! FIPS mode on this side makes NTLM impossible.

use crate::cause::{Cause, Frequency, Impact, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// FIPS mode on this side makes NTLM impossible.
pub static CAUSE: Cause = Cause {
    id: "nla/ntlm-unavailable-under-fips",
    aliases: &["fips-ntlm-impossible"],
    stage: Stage::Nla,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "FIPS mode on this side makes NTLM impossible",
    meaning: "NTLM needs an old algorithm (MD4) which government-approved (FIPS) mode switches off, and newer OpenSSL versions hide. The client therefore cannot sign in with NTLM at all.",
    seen_as: &[SeenAs {
        client: "freerdp",
        message: "ERRCONNECT_AUTHENTICATION_FAILED",
        codes: &["0x20009", "ERRCONNECT_AUTHENTICATION_FAILED", "xfreerdp exit 132"],
    }],
    told_by: &[ToldBy::Report, ToldBy::Inside],
    signs: &["Client (not host): Linux FIPS mode, or OpenSSL 3 without the legacy provider."],
    detect: seen::nothing,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Use Kerberos with the host's full name.",
            command: Some(Command {
                shell: Shell::Sh,
                line: "kinit <user>@<REALM>",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HelpDesk,
            risk: Risk::Harmless,
            text: "See the loaded OpenSSL providers.",
            command: Some(Command {
                shell: Shell::Sh,
                line: "openssl list -providers",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HelpDesk,
            risk: Risk::Weakens,
            text: "Load the legacy one where policy allows it.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &["FreeRDP/FreeRDP#6225"],
};
