//! What each exit code means: help, manual and README say the same, from here.

/// The exit codes of a verb.
pub(crate) type Codes = &'static [(u8, &'static str)];

/// Every verb with its exit codes. 2 is the same for all.
pub(crate) const EXITS: [(&str, Codes); 10] = [
    ("check", LOOK),
    ("diagnose", LOOK),
    ("inspect", LOOK),
    (
        "repair",
        &[
            (0, "nothing to do; or done, and seen to be over"),
            (1, "changes are pending"),
            (3, "done and still to be proven; or only people can do what is left"),
        ],
    ),
    ("undo", &[(0, "restored, or the journals listed")]),
    ("explain", &[(0, "something is known"), (1, "nothing is known")]),
    ("trust", &[(0, "shown, remembered or forgotten"), (1, "nothing is remembered")]),
    ("lab", &[(0, "listed, or ended")]),
    ("completions", &[(0, "printed")]),
    ("manual", &[(0, "printed")]),
];

const LOOK: Codes = &[(0, "no obstacle, as far as it looked"), (1, "blocked"), (3, "not settled")];

/// Of every verb.
pub(crate) const FAILED: (u8, &str) = (2, "wrong usage, or a failure of Readmit itself");

/// `--format nagios` has that convention's codes.
pub(crate) const NAGIOS: &str =
    "With --format nagios: 0 clear, 1 clear with a warning, 2 blocked, 3 not settled or wrong usage.";

/// The codes of a verb, with the one that all have.
pub(crate) fn of(verb: &str) -> Vec<(u8, &'static str)> {
    let own = EXITS.iter().find(|(name, _)| *name == verb).map_or(&[][..], |(_, codes)| codes);
    let mut all: Vec<_> = own.iter().copied().chain([FAILED]).collect();
    all.sort_by_key(|(code, _)| *code);
    all
}

/// As help shows them.
pub(crate) fn help(verb: &str) -> String {
    let mut text = "Exit codes:".to_owned();
    for (code, means) in of(verb) {
        text.push_str(&format!("\n  {code}  {means}"));
    }
    if matches!(verb, "check" | "diagnose" | "inspect") {
        text.push('\n');
        text.push_str(NAGIOS);
    }
    if verb == "check" {
        text.push_str(
            "\n\nA check with -u is a sign-in attempt and counts towards a lockout: on a schedule, with a password that \
             has expired, it locks the account.",
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::arguments::Arguments;

    #[test]
    fn every_verb_has_its_codes() {
        let verbs: Vec<_> =
            Arguments::command().get_subcommands().map(|verb| verb.get_name().to_owned()).collect();
        let named: Vec<_> = EXITS.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(verbs.len(), named.len());
        assert!(verbs.iter().all(|verb| named.contains(verb)), "{verbs:?}");
    }
}
