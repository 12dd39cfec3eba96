//! The user name is written in a form the host misreads.

use crate::cause::{Cause, Frequency, Impact, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The user name is written in a form the host misreads.
pub static CAUSE: Cause = Cause {
    id: "logon/wrong-name-form",
    aliases: &["ntlm-username-format"],
    stage: Stage::Logon,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "The user name is written in a form the host misreads",
    meaning: "The domain was sent as part of the user name, or a mail-like name was used for a local account. The host looks for a user that is literally called that and does not find it.",
    seen_as: &[
        SeenAs { client: "ironrdp", message: "CredSSP STATUS_LOGON_FAILURE", codes: &["0xC000006D"] },
        SeenAs {
            client: "freerdp",
            message: "ERRCONNECT_LOGON_FAILURE",
            codes: &["0x20014", "xfreerdp exit 134"],
        },
    ],
    told_by: &[ToldBy::Inside],
    signs: &["Security 4625 with sub status 0xC0000064 and the odd name."],
    detect: seen::nothing,
    inside: seen::nothing,
    remedies: &[Remedy {
        who: Who::You,
        risk: Risk::Harmless,
        text: "Enter domain and user separately, HOST\\user for local accounts, user@domain.tld for the domain. (On Debian and Ubuntu the program is xfreerdp3.)",
        command: Some(Command {
            shell: Shell::Sh,
            line: "xfreerdp /v:<host> /d:<domain> /u:<user>",
            trust: Trust::Unverified,
        }),
    }],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "ryantsai/KKTerm#305",
        "Devolutions/devolutions-gateway#1328",
        "MicrosoftDocs/SupportArticles-docs support/azure/virtual-machines/windows/troubleshoot-specific-rdp-errors.md",
    ],
};
