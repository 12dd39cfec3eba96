//! This computer cannot use your smart card.

use crate::cause::{Cause, Frequency, Impact, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// This computer cannot use your smart card.
pub static CAUSE: Cause = Cause {
    id: "client/smart-card-unusable",
    aliases: &["smartcard-client-problems"],
    stage: Stage::Client,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "This computer cannot use your smart card",
    meaning: "The connection needs a smart card, and the reader, the card or the service behind them is missing or broken on this computer. A card can also be locked after wrong PINs.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "The smart card service is not running.",
            codes: &["266", "0x10A"],
        },
        SeenAs {
            client: "mstsc",
            message: "A smart card reader was not detected.",
            codes: &["522", "0x20A"],
        },
        SeenAs {
            client: "mstsc",
            message: "There is no card inserted in the smart card reader.",
            codes: &["778", "0x30A"],
        },
        SeenAs {
            client: "mstsc",
            message: "An error has occurred in the smart card subsystem.",
            codes: &["1034", "0x40A"],
        },
        SeenAs { client: "mstsc", message: "The smart card PIN is wrong.", codes: &["7175", "0x1C07"] },
        SeenAs {
            client: "mstsc",
            message: "Your computer can't connect to the remote computer because your smart card is locked out.",
            codes: &["8711", "0x2207"],
        },
    ],
    told_by: &[ToldBy::Report],
    signs: &["Client (not host): service SCardSvr stopped, reader driver or middleware missing."],
    detect: seen::nothing,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Start the smart card service and insert the card.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "Set-Service SCardSvr -StartupType Manual; Start-Service SCardSvr",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Test whether the card can be read; update reader driver and card middleware; have a locked card unblocked with its PUK.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "certutil -scinfo",
                trust: Trust::Unverified,
            }),
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "mcscwizzy/AdminRDP adminrdp/Form1.cs (reproduces the texts of mstscax GetErrorDescription)",
        "https://learn.microsoft.com/en-us/windows/win32/termserv/imstscaxevents-ondisconnected",
    ],
};
