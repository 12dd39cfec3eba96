//! xrdp cannot read its key and offers no encryption.

use crate::cause::{Cause, DoNot, Frequency, Impact, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// xrdp cannot read its key and offers no encryption.
pub static CAUSE: Cause = Cause {
    id: "negotiation/xrdp-key-unreadable",
    aliases: &["xrdp-key-unreadable"],
    stage: Stage::Negotiation,
    stops_at: &[],
    impact: Impact::Exposes,
    frequency: Frequency::Common,
    title: "xrdp cannot read its key and offers no encryption",
    meaning: "The xrdp program on a Linux host may not read its certificate's private key. With its default setting it then silently falls back to the old insecure encryption, and many clients hang up.",
    seen_as: &[SeenAs { client: "ironrdp", message: "Standard RDP security is not supported", codes: &[] }],
    told_by: &[ToldBy::Inside],
    signs: &[
        "xrdp.log: \"Cannot read private key file … Permission denied\", \"Cannot accept TLS connections because certificate or private key file is not readable\".",
    ],
    detect: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Opens,
            text: "Put the xrdp account into the group that may read the key and restart.",
            command: Some(Command {
                shell: Shell::Sh,
                line: "sudo adduser xrdp ssl-cert && sudo systemctl restart xrdp",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Renew a missing or expired self-made certificate.",
            command: Some(Command {
                shell: Shell::Sh,
                line: "sudo make-ssl-cert generate-default-snakeoil --force-overwrite",
                trust: Trust::Unverified,
            }),
        },
    ],
    do_not: &[DoNot {
        advice: "security_layer=rdp or chmod 777 on the key",
        why: "gives the encryption or the key away",
        instead: "group membership for the xrdp account",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "neutrinolabs/xrdp#2496",
        "neutrinolabs/xrdp#1172",
        "neutrinolabs/xrdp libxrdp/xrdp_iso.c",
        "neutrinolabs/xrdp libxrdp/xrdp_rdp.c",
    ],
};
