//! A sentence as answers are looked for in it: its words, in order, folded and stemmed.

use std::ops::Range;

use rust_stemmers::Stemmer;

use crate::lang::Lexicon;
use crate::text::fold;

/// The words of a sentence.
pub struct Sentence {
    words: Vec<Word>,
}

struct Word {
    /// Bytes of the passage.
    span: Range<usize>,
    folded: String,
    stem: String,
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

    /// How many words stand between a span and each word whose stem is asked for.
    pub fn stems_around<'a>(&'a self, span: &Range<usize>) -> Vec<(&'a str, usize)> {
        let outside = self.outside(span);
        outside
            .map(|(word, distance)| (self.words[word].stem.as_str(), distance))
            .collect()
    }

    /// The keys that words outside a span speak for, and how many words stand between.
    pub fn keys_around<'a>(
        &self,
        span: &Range<usize>,
        lexicon: &'a Lexicon,
    ) -> Vec<(&'a str, usize)> {
        let mut keys = Vec::new();
        for (word, distance) in self.outside(span) {
            let own = lexicon.of_stem(&self.words[word].stem).iter();
            keys.extend(own.map(|key| (key.as_str(), distance)));
            let phrases = lexicon
                .phrases()
                .filter(|(phrase, _)| self.has(word, phrase));
            keys.extend(phrases.map(|(phrase, key)| {
                let last = word + phrase.split(is_gap).filter(|p| !p.is_empty()).count() - 1;
                let nearer = self.distance(last, span).unwrap_or(0).min(distance);
                (key, nearer)
            }));
        }
        keys
    }

    fn has(&self, word: usize, phrase: &str) -> bool {
        let mut words = self.words[word..].iter();
        let mut parts = phrase.split(is_gap).filter(|part| !part.is_empty());
        parts.all(|part| words.next().is_some_and(|word| word.folded == part))
    }

    fn outside(&self, span: &Range<usize>) -> impl Iterator<Item = (usize, usize)> {
        (0..self.words.len()).filter_map(|word| Some((word, self.distance(word, span)?)))
    }

    /// Words between a word and a span; None within it.
    fn distance(&self, word: usize, span: &Range<usize>) -> Option<usize> {
        let before = self.words.partition_point(|w| w.span.end <= span.start);
        let after = self.words.partition_point(|w| w.span.start < span.end);
        if word < before {
            Some(before - 1 - word)
        } else if word >= after {
            Some(word - after)
        } else {
            None
        }
    }
}

fn is_gap(c: char) -> bool {
    !c.is_alphanumeric()
}
