//! What speaks for a cause, added up.

use crate::cause::Cause;
use crate::causes;
use crate::stage::Stage;

/// From here on, a piece of evidence that names one cause settles it.
pub(super) const SETTLES: f64 = 4.5;
/// The second may have so much of the first's weight where the first is settled.
const BEHIND: f64 = 0.7;
/// What further evidence for the same cause adds.
const FURTHER: f64 = 0.25;

/// Causes with what speaks for each.
#[derive(Debug, Default)]
pub(super) struct Weighed(Vec<Candidate>);

#[derive(Debug)]
struct Candidate {
    cause: &'static Cause,
    best: f64,
    /// All evidence together.
    sum: f64,
    /// The best evidence names this cause alone.
    alone: bool,
    /// What the text's likeness to examples adds, which is no evidence.
    like: f64,
    why: String,
}

impl Candidate {
    /// The best evidence, and a little of the rest: many hints are no proof. And what it is like.
    fn weight(&self) -> f64 {
        self.best + (FURTHER * (self.sum - self.best)).min(self.best * 0.5) + self.like
    }
}

/// What a piece of evidence weighs that leads to so many causes: the fewer, the more it says.
pub(super) fn by_count(causes: usize) -> f64 {
    match causes {
        0 | 1 => 5.0,
        2 | 3 => 4.0,
        4..=6 => 2.6,
        _ => 1.6,
    }
}

impl Weighed {
    /// One piece of evidence: the causes it can mean, likeliest first, what it weighs, and what it is.
    pub(super) fn evidence(&mut self, ids: &[&str], weight: f64, why: &str) {
        for (place, cause) in ids.iter().filter_map(|id| causes::find(id)).enumerate() {
            let behind = 1.0 - 0.13 * f64::from(u8::try_from(place.min(6)).unwrap_or(6));
            self.add(cause, weight * behind, ids.len() == 1, why);
        }
    }

    pub(super) fn add(&mut self, cause: &'static Cause, weight: f64, alone: bool, why: &str) {
        match self.0.iter_mut().find(|known| known.cause.id == cause.id) {
            Some(known) => {
                known.sum += weight;
                if weight > known.best {
                    known.best = weight;
                    known.alone = alone;
                    why.clone_into(&mut known.why);
                }
            }
            None => self.0.push(Candidate {
                cause,
                best: weight,
                sum: weight,
                alone,
                like: 0.0,
                why: why.to_owned(),
            }),
        }
    }

    /// Whether nothing speaks for any cause.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The strongest piece of evidence there is.
    pub(super) fn strongest(&self) -> f64 {
        self.0.iter().map(|candidate| candidate.best).fold(0.0, f64::max)
    }

    /// What the text is like.
    pub(super) fn like(&mut self, cause: &'static Cause, weight: f64, why: &str) {
        match self.0.iter_mut().find(|known| known.cause.id == cause.id) {
            Some(known) => known.like = weight,
            None => self.0.push(Candidate {
                cause,
                best: 0.0,
                sum: 0.0,
                alone: false,
                like: weight,
                why: why.to_owned(),
            }),
        }
    }

    /// Adds all that another has.
    pub(super) fn join(&mut self, other: Self) {
        for candidate in other.0 {
            let Candidate { cause, best, sum, alone, why, like: _ } = candidate;
            self.add(cause, best, alone, &why);
            if let Some(known) = self.0.iter_mut().find(|known| known.cause.id == cause.id) {
                known.sum += sum - best;
            }
        }
    }

    /// Whether the text says it: strong evidence names the first alone, and nothing comes near.
    pub(super) fn is_settled(&self) -> bool {
        let mut weights: Vec<(f64, bool)> = self
            .0
            .iter()
            .map(|candidate| (candidate.weight(), candidate.alone && candidate.best >= SETTLES))
            .collect();
        weights.sort_by(|a, b| b.0.total_cmp(&a.0));
        match weights[..] {
            [] => false,
            [(_, settles)] => settles,
            [(first, settles), (second, _), ..] => settles && second <= first * BEHIND,
        }
    }

    /// Likeliest first, each with the strongest of what speaks for it. Weights that are nearly the same say the
    /// same; then comes first what a look from outside can tell, then what is met more often.
    pub(super) fn sorted(mut self) -> Vec<Sorted> {
        let step = |candidate: &Candidate| (candidate.weight() * 10.0).round();
        let hidden = |cause: &Cause| !cause.is_told_from_here();
        let on_this_side = |cause: &Cause| cause.stage == Stage::Client;
        self.0.sort_by(|a, b| {
            let (first, second) = (a.cause, b.cause);
            step(b)
                .total_cmp(&step(a))
                .then(hidden(first).cmp(&hidden(second)))
                .then(on_this_side(first).cmp(&on_this_side(second)))
                .then(first.frequency.cmp(&second.frequency))
                .then(place(first).cmp(&place(second)))
        });
        // What has but a fraction of the strongest evidence's weight is no answer.
        let least = self.strongest().max(self.0.first().map_or(0.0, Candidate::weight) * 0.4) * 0.2;
        self.0.retain(|candidate| candidate.weight() >= least);
        let sorted = |candidate: Candidate| {
            let guessed = candidate.best == 0.0;
            let mut why = candidate.why;
            if !guessed && candidate.like > candidate.best {
                why.push_str(", and a guess");
            }
            Sorted { cause: candidate.cause, why, guessed }
        };
        self.0.into_iter().map(sorted).collect()
    }
}

/// A cause, what speaks for it, and whether that is but a guess.
#[derive(Debug)]
pub(super) struct Sorted {
    pub(super) cause: &'static Cause,
    pub(super) why: String,
    pub(super) guessed: bool,
}

fn place(cause: &Cause) -> usize {
    causes::ALL.iter().position(|known| known.id == cause.id).unwrap_or(usize::MAX)
}
