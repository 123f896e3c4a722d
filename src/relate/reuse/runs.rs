//! Runs of words that two texts have in common.

use std::collections::HashMap;
use std::ops::Range;

use rustc_hash::FxBuildHasher;

/// A run is at least this long: two words in a row are alike by chance.
const SHORTEST: usize = 3;
/// Places of the same three words that are tried; a text that has more repeats itself.
const TRIED: usize = 8;

/// Words that stand in both texts in the same order, none left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Place of its first word in the first text.
    pub a: usize,
    /// Place of its first word in the second text.
    pub b: usize,
    pub words: usize,
}

impl Run {
    /// Its words in the first text.
    pub fn in_a(&self) -> Range<usize> {
        self.a..self.a + self.words
    }

    /// Its words in the second text.
    pub fn in_b(&self) -> Range<usize> {
        self.b..self.b + self.words
    }
}

/// The runs of the second text that stand in the first, longest first at each place, in the order of
/// the second. No word of the second is in two of them.
pub fn find(a: &[u32], b: &[u32]) -> Vec<Run> {
    let mut places: HashMap<&[u32], Vec<usize>, FxBuildHasher> = HashMap::default();
    for (at, words) in a.windows(SHORTEST).enumerate() {
        let list = places.entry(words).or_default();
        if list.len() < TRIED {
            list.push(at);
        }
    }
    let mut runs: Vec<Run> = Vec::new();
    let mut at = 0;
    while at + SHORTEST <= b.len() {
        let after = runs.last().map_or(0, |run| run.a + run.words);
        let there = places.get(&b[at..at + SHORTEST]).into_iter().flatten();
        let best = there
            .map(|&start| Run {
                a: start,
                b: at,
                words: alike(&a[start..], &b[at..]),
            })
            // Of two as long the one that keeps the order is the more likely.
            .max_by_key(|run| (run.words, run.a >= after, usize::MAX - run.a));
        match best {
            Some(run) => {
                at += run.words;
                runs.push(run);
            }
            None => at += 1,
        }
    }
    runs
}

fn alike(a: &[u32], b: &[u32]) -> usize {
    a.iter().zip(b).take_while(|(a, b)| a == b).count()
}

/// Words that stand between two runs in both texts: what one has in place of the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub a: Range<usize>,
    pub b: Range<usize>,
}

/// The places at which few words of one text stand for few of the other, `lengths` being the words
/// of the texts.
pub fn changes(runs: &[Run], lengths: (usize, usize)) -> Vec<Change> {
    // What is longer is another sentence, not another word.
    const LONGEST: usize = 12;
    let ends =
        std::iter::once((0, 0)).chain(runs.iter().map(|run| (run.in_a().end, run.in_b().end)));
    let starts = runs.iter().map(|run| (run.a, run.b)).chain([lengths]);
    let between = ends.zip(starts).filter(|(end, start)| {
        let (a, b) = (start.0.saturating_sub(end.0), start.1.saturating_sub(end.1));
        (1..=LONGEST).contains(&a) && (1..=LONGEST).contains(&b)
    });
    between
        .map(|(end, start)| Change {
            a: end.0..start.0,
            b: end.1..start.1,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::words::ids;
    use super::*;

    #[test]
    fn a_changed_word_parts_two_runs() {
        let a = ids("le maire de la ville a fermé la route du port");
        let b = ids("le maire de la ville a rouvert la route du port");
        let found = find(&a, &b);
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].a, found[0].b, found[0].words), (0, 0, 6));
        assert_eq!(found[1].in_b(), 7..11);
        assert_eq!(
            changes(&found, (a.len(), b.len())),
            [Change { a: 6..7, b: 6..7 }]
        );
    }

    #[test]
    fn a_sentence_that_moved_is_a_run_and_no_change() {
        let a = ids("un deux trois quatre. cinq six sept huit.");
        let b = ids("cinq six sept huit. un deux trois quatre.");
        let found = find(&a, &b);
        assert_eq!(found.iter().map(|run| run.words).sum::<usize>(), 8);
        assert_eq!(changes(&found, (a.len(), b.len())), []);
    }

    #[test]
    fn one_word_a_thousand_times_is_looked_through_once() {
        let a = vec![7; 20_000];
        assert_eq!(find(&a, &a).len(), 1);
    }
}
