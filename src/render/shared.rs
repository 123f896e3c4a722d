//! What tellings that stand side by side have in common: runs of words, entities, figures and dates.
//! A page lights them on demand, so that what is told in the same words, and what is not, can be seen.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::desk::Desk;
use super::passage;
use crate::lang;
use crate::model::{EntityId, MarkBody, Passage};
use crate::text::fold;

/// The ways in which words can be lit, in the order in which they are offered: keys of the theme's words
/// and values of `data-shared`.
pub const KINDS: [&str; 3] = ["words", "entities", "figures"];

/// What more than one column has. The sets are only ever looked into, never walked.
pub struct Shared {
    phrases: HashSet<String>,
    entities: HashSet<EntityId>,
    figures: HashSet<String>,
}

impl Shared {
    /// Whether there is anything of a kind to light.
    pub fn has(&self, kind: &str) -> bool {
        match kind {
            "words" => !self.phrases.is_empty(),
            "entities" => !self.entities.is_empty(),
            _ => !self.figures.is_empty(),
        }
    }

    /// Whether an entity is named in more than one column.
    pub fn has_entity(&self, entity: &EntityId) -> bool {
        self.entities.contains(entity)
    }

    /// Whether the value of a figure or a date stands in more than one column.
    pub fn has_value(&self, body: &MarkBody) -> bool {
        value(body).is_some_and(|value| self.figures.contains(&value))
    }

    /// The stretches of a passage whose words another column has too, in order, none touching another.
    pub fn stretches(&self, passage: &Passage, language: &str) -> Vec<Range<usize>> {
        let mut stretches: Vec<Range<usize>> = Vec::new();
        for span in pairs(&passage.words, language) {
            if !self.phrases.contains(&fold(&passage.words[span.clone()])) {
                continue;
            }
            match stretches.last_mut() {
                Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
                _ => stretches.push(span),
            }
        }
        stretches
    }
}

/// What columns have in common; a column is a report and the places of its passages.
pub fn among(desk: &Desk, columns: &[(usize, Vec<usize>)]) -> Shared {
    let mut phrases = Seen::default();
    let mut entities = Seen::default();
    let mut figures = Seen::default();
    for (column, (report, places)) in columns.iter().enumerate() {
        let report = &desk.archive.reports[*report];
        for passage in places.iter().filter_map(|&at| report.passages.get(at)) {
            for span in pairs(&passage.words, &report.language) {
                phrases.note(column, fold(&passage.words[span]));
            }
            for mark in &passage.marks {
                if let MarkBody::Mention { entity, .. } = &mark.body {
                    entities.note(column, entity.clone());
                } else if let Some(value) = value(&mark.body) {
                    figures.note(column, value);
                }
            }
        }
    }
    Shared {
        phrases: phrases.again,
        entities: entities.again,
        figures: figures.again,
    }
}

/// What was seen in one column, and what was seen again in another.
struct Seen<K> {
    first: HashMap<K, usize>,
    again: HashSet<K>,
}

impl<K> Default for Seen<K> {
    fn default() -> Self {
        Self {
            first: HashMap::new(),
            again: HashSet::new(),
        }
    }
}

impl<K: Clone + Eq + std::hash::Hash> Seen<K> {
    fn note(&mut self, column: usize, key: K) {
        match self.first.get(&key) {
            Some(&first) if first != column => {
                self.again.insert(key);
            }
            Some(_) => {}
            None => {
                self.first.insert(key, column);
            }
        }
    }
}

/// What a figure or a date says, whatever its words.
fn value(body: &MarkBody) -> Option<String> {
    match body {
        MarkBody::Date { value, .. } => Some(value.clone()),
        MarkBody::Figure {
            counted, min, max, ..
        } if min.is_some() || max.is_some() => {
            Some(format!("{counted} {}", passage::range(*min, *max)))
        }
        _ => None,
    }
}

/// Every two words with a meaning of their own that follow each other in a sentence, with the small words
/// between them: the shortest stretch that two texts do not share by chance.
fn pairs(words: &str, language: &str) -> Vec<Range<usize>> {
    let small = &lang::rules(language).small_words;
    let mut pairs = Vec::new();
    let mut before: Option<Range<usize>> = None;
    let mut start = None;
    let mut word = |span: Range<usize>| {
        if small.contains(&fold(&words[span.clone()])) {
            return;
        }
        if let Some(before) = &before
            && words[before.end..span.start].chars().all(joins)
        {
            pairs.push(before.start..span.end);
        }
        before = Some(span);
    };
    for (at, c) in words.char_indices() {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                word(from..at);
                start = None;
            }
            _ => {}
        }
    }
    if let Some(from) = start {
        word(from..words.len());
    }
    pairs
}

/// Whether a character can stand between two words of one phrase.
fn joins(c: char) -> bool {
    c.is_alphanumeric() || c.is_whitespace() || matches!(c, '-' | '\'' | '’' | '‑')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phrases(words: &str) -> Vec<&str> {
        pairs(words, "en").into_iter().map(|s| &words[s]).collect()
    }

    #[test]
    fn pairs_bridge_small_words_and_stop_at_sentences() {
        assert_eq!(
            phrases("The harbour of Ostrel closed. Ships waited"),
            ["harbour of Ostrel", "Ostrel closed", "Ships waited"]
        );
        assert!(phrases("of the").is_empty());
    }
}
