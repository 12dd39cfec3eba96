//! What a text is like: not what it says, but how people and logs put it whose cause is known (`learn.rs`).
//!
//! A guess beside what is known: it orders, it names what nothing else names, and it settles nothing.

use std::collections::BTreeSet;

use likeness::{Likeness, Model};

use super::speech;
use super::weigh::Weighed;
use crate::causes;

/// What was learned while the project was built.
const LEARNED: &str = include_str!(concat!(env!("OUT_DIR"), "/likeness.txt"));

/// What full likeness would weigh. The root of its share is taken: a second and a third cause count beside the first.
const FULL: f64 = 10.0;
/// Beside evidence of this weight it counts nothing …
const NOTHING_BESIDE: f64 = 5.0;
/// … and in full beside evidence that is weaker by so much; but never less than a part.
const RANGE: f64 = 3.0;
/// That part.
const LEAST_PART: f64 = 0.2;
/// Of fewer different words, each says less.
const ENOUGH_WORDS: f64 = 8.0;
/// Less is chance.
const LEAST: f64 = 0.002;
/// Where nothing else speaks for any cause, it has to be so much, in a text that speaks of this field …
const LEAST_ALONE: f64 = 0.05;
/// … by so many words.
const WORDS_ALONE: usize = 3;
/// So near to the likest is what is named alone.
const NEAR: f64 = 0.1;
/// So many are named alone.
const MOST_ALONE: usize = 5;

/// What was learned from everything there is.
pub(super) fn model() -> Model<'static> {
    Model::new(LEARNED)
}

/// Adds what the text is like to what speaks for each cause. Where a code or a whole sentence of a screen stands in it,
/// that is `exact`, and likeness says but little beside it.
pub(super) fn weigh(text: &str, exact: bool, model: &Model<'_>, weighed: &mut Weighed) {
    let likest = model.ask(text);
    let Some(first) = likest.first() else { return };
    let different: BTreeSet<String> = likeness::words(text).into_iter().map(|(stem, _)| stem).collect();
    let different = u32::try_from(different.len()).unwrap_or(u32::MAX);
    let share = (f64::from(different) / ENOUGH_WORDS).min(1.0);
    let part = ((NOTHING_BESIDE - weighed.strongest()) / RANGE).clamp(LEAST_PART, 1.0);
    let part = if exact { LEAST_PART } else { part };
    let alone = weighed.is_empty();
    let much = first.share * share >= LEAST_ALONE && first.because.len() >= WORDS_ALONE;
    if alone && !(much && speech::is_of_this_field(text)) {
        return;
    }
    let least = if alone { first.share * NEAR } else { LEAST };
    let most = if alone { MOST_ALONE } else { likest.len() };
    for like in likest.iter().take(most).take_while(|like| like.share >= least) {
        if let Some(cause) = causes::find(like.cause) {
            weighed.like(cause, like.share.sqrt() * share * part * FULL, &why(like));
        }
    }
}

fn why(like: &Likeness<'_>) -> String {
    let words: Vec<String> = like.because.iter().map(|word| format!("“{word}”")).collect();
    format!("a guess, from words that go with it: {}", words.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::explain::{Shape, explain};

    #[test]
    fn every_cause_has_complaints_and_every_complaint_a_cause() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/complaints");
        let mut told: Vec<String> = Vec::new();
        for file in std::fs::read_dir(folder).expect("it is there") {
            let path = file.expect("it is there").path();
            let text = std::fs::read_to_string(&path).expect("it is text");
            let stage = path.file_stem().and_then(|stage| stage.to_str()).expect("it has a name").to_owned();
            assert!(text.starts_with('#'), "{} begins otherwise", path.display());
            for section in text.split("\n[").skip(1) {
                let (id, lines) = section.split_once("]\n").expect("an id in brackets, then lines");
                assert!(causes::find(id).is_some_and(|cause| cause.id == id), "{id} is no cause");
                assert!(id.starts_with(&stage), "{id} is in {}", path.display());
                assert!(!lines.trim().is_empty(), "{id} has none");
                told.push(id.to_owned());
            }
        }
        for cause in causes::ALL {
            assert_eq!(told.iter().filter(|id| *id == cause.id).count(), 1, "{}", cause.id);
            let likest = model().ask(&format!("{}. {}", cause.title, cause.meaning));
            assert!(likest[..5].iter().any(|like| like.cause == cause.id), "{}", cause.id);
        }
    }

    #[test]
    fn words_that_no_rule_knows_lead_to_a_guess_that_says_it_is_one() {
        let found = explain(
            "Remote desktop to the office computer gives up each morning. Once a colleague has pressed a key there it \
             works, the energy settings hibernate it",
        );
        assert_eq!(found.shape, Shape::Several);
        let place = found.causes.iter().position(|cause| cause.id == "network/host-asleep");
        assert!(place.is_some_and(|place| place < 3), "{:?}", found.why);
        assert!(found.why.iter().any(|why| why.contains("guess")), "{:?}", found.why);
    }

    #[test]
    fn likeness_never_settles_anything() {
        for text in [
            "remote desktop: the pc sleeps, goes to standby and hibernates each night, wake on lan does not wake it",
            "xrdp black screen, the same user is logged in locally at the monitor, logging out there helps",
        ] {
            let likest = model().ask(text).remove(0);
            assert!(likest.share > 0.3, "{text}: {likest:?}");
            assert_ne!(explain(text).shape, Shape::One, "{text}");
        }
        let mut empty = Weighed::default();
        weigh("three eggs and 200 g of flour", false, &model(), &mut empty);
        assert!(empty.is_empty());
    }

    #[test]
    fn a_guess_is_not_told() {
        let found = explain(
            "Remote desktop to the office computer gives up each morning. Once a colleague has pressed a key there it \
             works, the energy settings hibernate it",
        );
        assert!(!found.causes.is_empty() && found.told.len() < found.causes.len(), "{:?}", found.why);
    }
}
