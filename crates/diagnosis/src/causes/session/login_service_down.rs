//! The host's own login service is not running.

use crate::cause::{Cause, Frequency, Impact, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The host's own login service is not running.
pub static CAUSE: Cause = Cause {
    id: "session/login-service-down",
    aliases: &[],
    stage: Stage::Session,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "The host's own login service is not running",
    meaning: "On a Linux host with xrdp a second program (sesman) checks the password and starts the desktop. It is not running or cannot be reached, so nobody gets past the login screen although the connection works.",
    seen_as: &[SeenAs { client: "mstsc", message: "xrdp window: error connecting to sesman", codes: &[] }],
    told_by: &[ToldBy::Report, ToldBy::Inside],
    signs: &[
        "xrdp log: \"Error connecting to sesman on …\", \"Unexpected sesman failure - check sesman log\"; service xrdp-sesman not active.",
    ],
    detect: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Look at it and start it.",
            command: Some(Command {
                shell: Shell::Sh,
                line: "systemctl status xrdp-sesman; sudo systemctl start xrdp-sesman",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Read its log.",
            command: Some(Command {
                shell: Shell::Sh,
                line: "sudo tail -n 50 /var/log/xrdp-sesman.log",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Restart both after a configuration change.",
            command: Some(Command {
                shell: Shell::Sh,
                line: "sudo systemctl restart xrdp-sesman xrdp",
                trust: Trust::Unverified,
            }),
        },
    ],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::PartlyVerified,
    references: &["neutrinolabs/xrdp xrdp/xrdp_mm.c"],
};
