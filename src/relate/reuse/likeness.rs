//! Whether two passages share their words, and how.

use super::reading::{Part, Reading};
use super::runs::{self, Run};
use super::vetoes;

/// How two passages share words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// Most of the words are the same.
    Near,
    /// One holds a long run of the other's words.
    Quotes,
}

/// Shares of the words that make two passages near: of both, and of the one that is kept better.
const HALF: f64 = 0.5;
const MOST: f64 = 0.75;
/// A passage must have so many words to be near another; shorter ones are alike by chance.
const NEAR: usize = 12;
/// Own words in a row that nobody writes twice, whatever else the passages say.
const LONG: usize = 30;
/// Own words in a row that are a quotation, unless the passages tell of different days.
const RUN: usize = 16;
/// The same inside one report, between a text and what stands above, beside or below it.
const BESIDE: usize = 8;
/// Words, letters and own words of a passage that stands whole in another one.
const INSIDE: (usize, usize, usize) = (8, 40, 8);

/// How two passages are alike, with the share of the shorter one's words; None where it is chance.
///
/// Names, dates, numbers and phrases that many texts share count as words that are the same, but say
/// nothing by themselves: what a passage has in its own words decides.
pub fn likeness(a: &Reading, b: &Reading) -> Option<(Likeness, f64)> {
    let runs = runs::find(&a.ids, &b.ids);
    let longest = longest(a, b, &runs)?;
    let shares = (
        share(a.ids.len(), runs.iter().map(Run::in_a)),
        share(b.ids.len(), runs.iter().map(Run::in_b)),
    );
    let shorter = a.ids.len().min(b.ids.len());
    let ratio = if a.ids.len() <= b.ids.len() {
        shares.0
    } else {
        shares.1
    };
    let alike = shares.0.min(shares.1) >= HALF && shares.0.max(shares.1) >= MOST;
    // A text that is printed a hundred times is no stock phrase.
    let own: usize = runs.iter().map(|run| words_in(a, b, run, |_| true)).sum();
    let vetoed = vetoes::vetoed(a, b, &runs) || own < LONG && vetoes::other_context(a, b);
    let comment = a.is_comment() || b.is_comment();
    let one_place = a.is_beside_text() == b.is_beside_text() && !comment;
    if alike && one_place && shorter >= NEAR && own >= BESIDE && !vetoed {
        return Some((Likeness::Near, ratio));
    }
    let quotes = if alike && vetoed {
        // One formula for two events, however long it is.
        false
    } else if longest.own >= LONG {
        true
    } else if vetoes::other_days(a, b) {
        false
    } else {
        let one_report = a.at.0 == b.at.0 && (a.is_beside_text() || b.is_beside_text());
        let inside = longest.words * 10 >= shorter * 9
            && longest.words >= INSIDE.0
            && longest.letters >= INSIDE.1
            && longest.own >= INSIDE.2;
        longest.own >= RUN || inside || one_report && longest.own >= BESIDE
    };
    quotes.then_some((Likeness::Quotes, ratio))
}

/// The run with most own words.
struct Longest {
    own: usize,
    words: usize,
    letters: usize,
}

fn longest(a: &Reading, b: &Reading, runs: &[Run]) -> Option<Longest> {
    let measured = runs.iter().map(|run| Longest {
        own: words_in(a, b, run, |part| !part.stock),
        words: run.words,
        letters: b.words[run.in_b()].iter().map(|part| part.letters).sum(),
    });
    measured.max_by_key(|run| (run.own, run.words))
}

/// The own words of a run, of those that count.
fn words_in(a: &Reading, b: &Reading, run: &Run, counts: impl Fn(&Part) -> bool) -> usize {
    let says_nothing = |a: &Part, b: &Part| a.common || b.common || a.name && b.name;
    let pairs = a.words[run.in_a()].iter().zip(&b.words[run.in_b()]);
    pairs
        .filter(|(a, b)| counts(b) && !says_nothing(a, b))
        .count()
}

/// The share of a passage's words that stand in any of the runs.
fn share(words: usize, runs: impl Iterator<Item = std::ops::Range<usize>>) -> f64 {
    let mut covered = vec![false; words];
    for run in runs {
        covered[run].fill(true);
    }
    let count = covered.iter().filter(|covered| **covered).count();
    count as f64 / words.max(1) as f64
}
