//! From what stands on a screen to causes: a code in any spelling, or a sentence.
//!
//! The only place where texts are matched, because a person typed them in. Codes win
//! over words; words are weighed by how rare they are, and a text that fits nothing
//! is "not known".

mod codes;
mod sentences;

use crate::cause::Cause;
use crate::causes;
use crate::codes::{Row, Table};

/// More of a text than this is not read, in characters.
const LONGEST: usize = 2000;
/// At most so many causes are named.
const MOST: usize = 6;

/// What a text can mean.
#[derive(Debug, Default)]
pub struct Explanation {
    /// The codes found in it, with their rows.
    pub codes: Vec<CodeMeaning>,
    /// The causes it can mean, likeliest first.
    pub causes: Vec<&'static Cause>,
}

/// One code found in a text.
#[derive(Debug, Clone, Copy)]
pub struct CodeMeaning {
    /// In which table.
    pub table: &'static Table,
    /// Its row.
    pub row: &'static Row,
}

impl Explanation {
    /// Whether anything is known.
    pub fn is_known(&self) -> bool {
        !self.codes.is_empty() || !self.causes.is_empty()
    }
}

/// Explains a text.
pub fn explain(text: &str) -> Explanation {
    let text: String = text.chars().take(LONGEST).collect();
    let text = text.trim();
    if let Some(cause) = causes::find(text) {
        return Explanation { codes: Vec::new(), causes: with_explained(vec![cause]) };
    }
    let codes = codes::codes_in(text);
    let mut found: Vec<&'static Cause> = Vec::new();
    let mut add = |cause: &'static Cause| {
        if !found.iter().any(|known| known.id == cause.id) && found.len() < MOST {
            found.push(cause);
        }
    };
    for code in &codes {
        code.row.causes.iter().filter_map(|id| causes::find(id)).for_each(&mut add);
    }
    // Words after codes: "Error code: 0x204" is about the number.
    let sentences = sentences::by_sentence(text);
    if codes.is_empty() || !sentences.is_empty() {
        with_explained(sentences).into_iter().for_each(&mut add);
    }
    Explanation { codes, causes: found }
}

/// Each cause, and behind the first the causes it accounts for.
fn with_explained(causes: Vec<&'static Cause>) -> Vec<&'static Cause> {
    let mut out: Vec<&'static Cause> = Vec::new();
    for (index, cause) in causes.into_iter().enumerate() {
        let family = if index == 0 { cause.explains } else { &[] };
        for next in std::iter::once(cause).chain(family.iter().filter_map(|id| causes::find(id))) {
            if !out.iter().any(|known| known.id == next.id) {
                out.push(next);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::sentences::words;
    use super::*;

    fn first(text: &str) -> &'static str {
        explain(text).causes.first().map_or("not known", |cause| cause.id)
    }

    #[test]
    fn the_articles_sentence_exact_misspelt_and_partial() {
        const HEADLINE: &str = "client/server-authentication-required";
        for text in [
            "You cannot proceed because authentication is required",
            "you can not procede becuase authentification is required.",
            "cannot proceed because authentication",
            "authentication is required you cannot proceed",
            "help! my work pc says You cannot proceed because authentication is required and I tried everything",
            "The remote computer could not be authenticated due to problems with its security certificate.",
        ] {
            assert_eq!(first(text), HEADLINE, "{text}");
        }
        let family = explain("You cannot proceed because authentication is required").causes;
        assert!(family[1..].iter().any(|cause| cause.stage == crate::Stage::Tls), "{family:?}");
    }

    #[test]
    fn codes_in_all_spellings() {
        for text in [
            "0xC0000234",
            "c0000234",
            "-1073741260",
            "3221226036",
            "STATUS_ACCOUNT_LOCKED_OUT",
            "ERRCONNECT_ACCOUNT_LOCKED_OUT",
            "freerdp says ERRCONNECT_ACCOUNT_LOCKED_OUT [0x00020018]",
        ] {
            assert_eq!(first(text), "logon/locked-out", "{text}");
        }
        for text in ["2825", "0xB09", "error 2825", "Error code: 0xb09"] {
            assert_eq!(first(text), "negotiation/nla-required", "{text}");
        }
        assert_eq!(first("xfreerdp exit code 134"), "logon/wrong-credentials");
    }

    #[test]
    fn plain_words_lead_to_the_plain_cause() {
        for (text, cause) in [
            ("Your credentials did not work", "logon/wrong-credentials"),
            ("my password is wrong", "logon/wrong-credentials"),
            ("account locked", "logon/locked-out"),
            ("my password expired", "logon/password-expired"),
            ("black screen", "session/black-screen"),
            ("Remote Desktop can't find the computer", "name/not-found"),
        ] {
            assert_eq!(
                first(text),
                cause,
                "{text}: {:?}",
                explain(text).causes.iter().map(|c| c.id).collect::<Vec<_>>()
            );
        }
    }

    #[test]
    fn an_unlisted_code_of_a_table_is_still_named() {
        let found = explain("TLS alert 120");
        assert_eq!(found.codes[0].row.name, "no_application_protocol");
    }

    #[test]
    fn what_has_nothing_to_do_with_it_is_not_known() {
        for text in [
            "",
            "   ",
            "hello world",
            "my printer is out of paper",
            "how do I cook rice on a sunday",
            "how do I bake bread in a cold oven",
            "the train to the city leaves at nine in the morning",
            "\u{1b}[2J",
        ] {
            assert!(!explain(text).is_known(), "{text}: {:?}", explain(text));
        }
    }

    #[test]
    fn an_enormous_text_is_answered() {
        explain(&"authentication ".repeat(1_000_000));
    }

    #[test]
    fn every_sentence_of_a_built_cause_leads_to_it_or_to_one_that_shares_it() {
        let mut missed = Vec::new();
        for cause in causes::ALL {
            // Names of codes are the tables' business.
            let sentence = |seen: &&crate::cause::SeenAs| {
                words(seen.message).len() > 4 && !seen.message.contains("ERRCONNECT")
            };
            for seen in cause.seen_as.iter().filter(sentence) {
                let shares = |found: &&Cause| {
                    found.id == cause.id || found.seen_as.iter().any(|other| other.message == seen.message)
                };
                if !explain(seen.message).causes.iter().any(shares) {
                    missed.push(format!("{}: {}", cause.id, seen.message));
                }
            }
        }
        assert!(missed.is_empty(), "{}", missed.join("\n"));
    }
}
