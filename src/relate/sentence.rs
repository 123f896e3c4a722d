//! A sentence as answers are looked for in it: its words, in order, folded and stemmed.

use std::ops::Range;

use rust_stemmers::Stemmer;

use crate::lang::Lexicon;
use crate::text::fold;

/// The words of a sentence.
pub struct Sentence {
    words: Vec<Word>,
}

/// A word of a sentence.
pub struct Word {
    /// Bytes of the passage.
    pub span: Range<usize>,
    pub folded: String,
    pub stem: String,
}

impl AsRef<str> for Word {
    fn as_ref(&self) -> &str {
        &self.folded
    }
}

/// Words that speak for a key of a lexicon.
pub struct Found<'l> {
    pub key: &'l str,
    /// Places in the sentence.
    pub words: Range<usize>,
}

impl Sentence {
    /// Cuts the words of `range` out of a passage.
    pub fn of(passage: &str, range: Range<usize>, stemmer: &Stemmer) -> Self {
        let mut words = Vec::new();
        let mut start = None;
        let text = &passage[range.clone()];
        for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
            match (start, c.is_alphanumeric()) {
                (None, true) => start = Some(at),
                (Some(from), false) => {
                    let folded = fold(&text[from..at]);
                    words.push(Word {
                        span: range.start + from..range.start + at,
                        stem: stemmer.stem(&folded).into_owned(),
                        folded,
                    });
                    start = None;
                }
                _ => {}
            }
        }
        Self { words }
    }

    /// The words outside a span, and how many stand between.
    pub fn words_around(&self, span: &Range<usize>) -> Vec<(&Word, usize)> {
        let outside = self.outside(span);
        outside
            .map(|(word, distance)| (&self.words[word], distance))
            .collect()
    }

    /// The keys that words outside a span speak for, and how many words stand between.
    pub fn keys_around<'l>(
        &self,
        span: &Range<usize>,
        lexicon: &'l Lexicon,
    ) -> Vec<(&'l str, usize)> {
        let near = |found: Found<'l>| {
            let first = self.distance(found.words.start, span)?;
            let last = self.distance(found.words.end - 1, span).unwrap_or(0);
            Some((found.key, first.min(last)))
        };
        let found = self.keys(lexicon, |_| false);
        found.into_iter().filter_map(near).collect()
    }

    /// What its words speak for, in order; what `skips` says of may stand inside a phrase.
    pub fn keys<'l>(
        &self,
        lexicon: &'l Lexicon,
        skips: impl Fn(&str) -> bool + Copy,
    ) -> Vec<Found<'l>> {
        let mut keys: Vec<Found<'l>> = Vec::new();
        for (at, word) in self.words.iter().enumerate() {
            let own = lexicon.of_stem(&word.stem).iter();
            let own = own.map(|key| (key.as_str(), 1));
            for (key, length) in own.chain(lexicon.phrases_at(&self.words[at..], skips)) {
                let words = at..at + length;
                // The longest of what begins at one word counts, and none that lies in an earlier one.
                let mut known = keys.iter_mut().rev().filter(|found| found.key == key);
                match known.next() {
                    Some(found) if words.end <= found.words.end => {}
                    Some(found) if found.words.start == at => found.words = words,
                    _ => keys.push(Found { key, words }),
                }
            }
        }
        keys
    }

    /// Its words, in order.
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// The words that lie in a span of the passage's bytes, in part at least.
    pub fn words_in(&self, span: &Range<usize>) -> Range<usize> {
        let start = self.words.partition_point(|w| w.span.end <= span.start);
        let end = self.words.partition_point(|w| w.span.start < span.end);
        start..end.max(start)
    }

    fn outside(&self, span: &Range<usize>) -> impl Iterator<Item = (usize, usize)> {
        (0..self.words.len()).filter_map(|word| Some((word, self.distance(word, span)?)))
    }

    /// Words between a word and a span; None within it.
    fn distance(&self, word: usize, span: &Range<usize>) -> Option<usize> {
        let within = self.words_in(span);
        if word < within.start {
            Some(within.start - 1 - word)
        } else {
            word.checked_sub(within.end)
        }
    }
}
