//! You are already logged in at the Linux computer itself.

use crate::cause::{Cause, Frequency, Impact, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// You are already logged in at the Linux computer itself.
pub static CAUSE: Cause = Cause {
    id: "session/already-logged-in-locally",
    aliases: &["linux-host-session-already-local"],
    stage: Stage::Session,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "You are already logged in at the Linux computer itself",
    meaning: "On many Linux desktops one account can have only one graphical session. It is already open at the machine, so the remote one turns black and ends.",
    seen_as: &[SeenAs { client: "mstsc", message: "Black screen, then disconnect", codes: &[] }],
    told_by: &[ToldBy::Report, ToldBy::Inside],
    signs: &["xrdp-sesman log and ~/.xsession-errors."],
    detect: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Correct startwm.sh, or use GNOME's remote login, which can take the session over.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "See the sessions, and log out at the machine.",
            command: Some(Command {
                shell: Shell::Sh,
                line: "loginctl list-sessions",
                trust: Trust::Unverified,
            }),
        },
    ],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &["neutrinolabs/xrdp#2560", "neutrinolabs/xrdp#1294"],
};
