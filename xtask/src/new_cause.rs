//! `cargo xtask new-cause STAGE/NAME`: a file to fill in, and the lines to add.

use anyhow::{Context, Result, bail};

use crate::run;

const STAGES: [&str; 9] =
    ["client", "name", "network", "gateway", "negotiation", "tls", "nla", "logon", "session"];

pub(crate) fn new_cause(id: &str) -> Result<()> {
    let (stage, name) = id.split_once('/').context("an id is STAGE/NAME, as in tls/weak-key")?;
    let word = |name: &str| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '-' || c.is_ascii_digit())
    };
    if !STAGES.contains(&stage) || !word(name) {
        bail!("an id is STAGE/NAME: one of {}, then lower-case words with hyphens", STAGES.join(", "));
    }
    let module = name.replace('-', "_");
    let path = run::root().join(format!("crates/diagnosis/src/causes/{stage}/{module}.rs"));
    if path.exists() {
        bail!("{} is there already", path.display());
    }
    let variant = stage[..1].to_uppercase() + &stage[1..];
    let text = TEMPLATE.replace("{id}", id).replace("{variant}", &variant);
    std::fs::write(&path, text).with_context(|| format!("writing {}", path.display()))?;
    println!(
        "{}\n\nNow add\n  pub mod {module};                 to crates/diagnosis/src/causes/{stage}/mod.rs\n  \
         &{stage}::{module}::CAUSE,        to the list in causes/mod.rs, where its weight belongs\n  \
         fault(\"{id}\", …)       to crates/lab/src/faults/{stage}.rs\n  \
         [{id}]       and how people put it, to crates/diagnosis/complaints/{stage}.txt\n\nThe tests tell what is missing.",
        path.display()
    );
    Ok(())
}

const TEMPLATE: &str = r#"//! What it is, in one line.

use crate::cause::{Cause, Frequency, Impact, Match, ToldBy, Trust};
use crate::facts::Facts;
use crate::remedy::{Remedy, Risk, Who};
use crate::stage::Stage;

/// What it is, in one line.
pub static CAUSE: Cause = Cause {
    id: "{id}",
    aliases: &[],
    stage: Stage::{variant},
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "As its sufferer would say it, up to 60 characters",
    meaning: "Two or three sentences for someone who never read the protocol.",
    seen_as: &[],
    told_by: &[ToldBy::Outside],
    signs: &[],
    detect,
    remedies: &[Remedy { who: Who::You, risk: Risk::Harmless, text: "Do this.", command: None }],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Unverified,
    references: &[],
};

/// Silent where a fact it needs is unknown: `known()?` is the rule "ignorance accuses nobody".
fn detect(facts: &Facts) -> Option<Match> {
    let _ = facts;
    None
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;

    #[test]
    fn the_situation_in_words() {
        let facts = testing::healthy(); // … with one thing spoilt
        expect![[""]].assert_eq(&testing::found(&CAUSE, &facts));
    }
}
"#;
