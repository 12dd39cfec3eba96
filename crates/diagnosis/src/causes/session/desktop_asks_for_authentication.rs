//! The desktop asks for an administrator's password.

use crate::cause::{Cause, Frequency, Impact, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Remedy, Risk, Who};
use crate::stage::Stage;

/// The desktop asks for an administrator's password.
pub static CAUSE: Cause = Cause {
    id: "session/desktop-asks-for-authentication",
    aliases: &[],
    stage: Stage::Session,
    stops_at: &[],
    impact: Impact::Hinders,
    frequency: Frequency::Occasional,
    title: "The Linux desktop asks for an administrator's password",
    meaning: "Sessions over the network are not taken for local ones. So polkit asks for a password where someone at the screen would not be asked, for instance to create a colour profile or to refresh the list of packages. Behind the question, the desktop may stay black.",
    seen_as: &[
        SeenAs {
            client: "xrdp",
            message: "Authentication is required to create a color managed device",
            codes: &[],
        },
        SeenAs {
            client: "xrdp",
            message: "Authentication is required to refresh the system repositories",
            codes: &[],
        },
    ],
    told_by: &[ToldBy::Report, ToldBy::Inside],
    signs: &["The journal: \"polkitd … org.freedesktop.color-manager.create-device\"."],
    detect: seen::nothing,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Cancel the question; in most cases the desktop then appears and works without it.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Opens,
            text: "Allow just this action for remote sessions with a rule in /etc/polkit-1/rules.d, naming the action that the question names.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::PartlyVerified,
    references: &["xrdp wiki: colord", "freedesktop.org polkit(8)"],
};
