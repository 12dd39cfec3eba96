//! The host uses an outdated way to agree on keys.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::Facts;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The host uses an outdated way to agree on keys.
pub static CAUSE: Cause = Cause {
    id: "tls/weak-key-exchange",
    aliases: &["peer-private-key-dh-weak"],
    stage: Stage::Tls,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Rare,
    title: "The host uses an outdated way to agree on keys",
    meaning: "The host offers only old key exchange methods, such as 1,024-bit Diffie-Hellman or plain RSA. The client refuses them. Windows' own client still takes 1,024 bits, so it is another one that refuses.",
    seen_as: &[SeenAs {
        client: "freerdp",
        message: "Dh key too small",
        codes: &["0x20008", "xfreerdp exit 143"],
    }],
    told_by: &[ToldBy::Outside],
    signs: &[
        "ServerMinKeyBitLength under SCHANNEL\\KeyExchangeAlgorithms\\Diffie-Hellman below 2048 (2048 where it is missing).",
    ],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "See whether the smallest DHE group was lowered (2,048 bits where the value or its key is missing).",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Get-ItemProperty 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\KeyExchangeAlgorithms\\Diffie-Hellman' ServerMinKeyBitLength",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Remove a lowered value, put ECDHE first in the cipher order, and restart the host.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &["MicrosoftDocs/windowsserverdocs WindowsServerDocs/security/tls/tls-registry-settings.md"],
};

fn detect(facts: &Facts) -> Option<Match> {
    let tls = facts.tls.known()?;
    let cipher = tls.cipher.known()?;
    let bits = *tls.temporary_key_bits.known()?;
    (cipher.starts_with("DHE-") && bits < 2048).then(|| {
        Match::certain("/tls/temporary_key_bits", format!("{cipher} with a temporary key of {bits} bits"))
            .with_impact(Impact::Exposes)
    })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::Fact;

    #[test]
    fn dhe_with_1024_bits() {
        let facts = {
            let mut facts = testing::healthy();
            let tls = facts.tls.known_mut().unwrap();
            tls.cipher = Fact::Known("DHE-RSA-AES256-SHA".into());
            tls.temporary_key_bits = Fact::Known(1024);
            facts
        };
        expect![[r"
            certain, exposes
            /tls/temporary_key_bits: DHE-RSA-AES256-SHA with a temporary key of 1024 bits
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
