//! "Wrong security type?", but the folder is not writable.

use crate::cause::{Cause, DoNot, Frequency, Impact, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// "Wrong security type?", but the folder is not writable.
pub static CAUSE: Cause = Cause {
    id: "client/home-not-writable",
    aliases: &["client-home-dir-unwritable"],
    stage: Stage::Client,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "\"Wrong security type?\", but the folder is not writable",
    meaning: "The connecting program (guacd or another FreeRDP build) must store the host's certificate fingerprint, and its home folder cannot be written. It drops the connection during TLS and prints a message about the security type that has nothing to do with it.",
    seen_as: &[SeenAs {
        client: "guacamole",
        message: "Server refused connection (wrong security type?)",
        codes: &["0x0207"],
    }],
    told_by: &[ToldBy::Report, ToldBy::Inside],
    signs: &["Machine that runs guacd: log warning that the home directory is not writable."],
    detect: seen::nothing,
    inside: seen::nothing,
    remedies: &[Remedy {
        who: Who::HostAdmin,
        risk: Risk::Disrupts,
        text: "Give the account that runs guacd a writable home directory and restart it.",
        command: Some(Command {
            shell: Shell::Sh,
            line: "sudo systemctl stop guacd && sudo mkdir -p /home/guacd && sudo chown guacd: /home/guacd && sudo usermod -d /home/guacd guacd && sudo systemctl start guacd",
            trust: Trust::Unverified,
        }),
    }],
    changes: &[],
    do_not: &[DoNot {
        advice: "Try every security mode in the connection settings",
        why: "the message is a guess attached to any transport loss",
        instead: "read the guacd log and make the home directory writable",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "itiligent/Easy-Guacamole-Installer#55",
        "apache/guacamole-server src/protocols/rdp/error.c",
        "next-terminal/next-terminal#228",
    ],
};
