//! What a query's words are looked up in: the words of the archive and the names of its entities.
//!
//! A line is a digit (how many characters it shares with the line before), the rest of the key, and
//! after bars the lists it leads to: for a word how frequent it is and the numbers of its stems, for
//! a name the numbers of its entities. Names of several words stand among the words, so that the
//! piece that holds the first word mostly holds them too.

use std::collections::{BTreeMap, BTreeSet};

use super::super::Output;
use super::numbers;
use super::pieces::script;
use super::postings::Places;
use super::reading::Reading;
use crate::model::{Archive, Entity, EntityId, MarkBody, Why};
use crate::text::{fold, words};

/// Lines of a piece.
const LINES: usize = 1024;
/// The shortest part of a person's name that is looked up by itself, as in annotate.
const SURNAME: usize = 4;

/// The lines in order.
pub struct Dictionary {
    lines: Vec<Line>,
}

struct Line {
    key: String,
    /// For a word: its frequency as a power of two, and its stems.
    word: Option<(u32, Vec<u32>)>,
    entities: Vec<u32>,
}

/// All words and names.
pub fn of(archive: &Archive, reading: &Reading, places: &Places) -> Dictionary {
    let mut lines: Vec<Line> = Vec::with_capacity(reading.words.len());
    let mut pairs = reading.pairs.as_slice();
    for (number, word) in reading.words.iter().enumerate() {
        let own = pairs.iter().take_while(|p| p.0 as usize == number).count();
        let (stems, rest) = pairs.split_at(own);
        pairs = rest;
        let passages = places.0.passages_of(number);
        lines.push(Line {
            key: word.clone(),
            word: Some((passages.max(1).ilog2(), stems.iter().map(|p| p.1).collect())),
            entities: Vec::new(),
        });
    }
    let mut others = Vec::new();
    for (name, entities) in names(archive) {
        let entities = Vec::from_iter(entities);
        match reading.words.binary_search_by(|word| compare(word, &name)) {
            Ok(word) => lines[word].entities = entities,
            Err(_) => others.push(Line {
                key: name,
                word: None,
                entities,
            }),
        }
    }
    lines.extend(others);
    lines.sort_by(|a, b| compare(&a.key, &b.key));
    Dictionary { lines }
}

/// As JavaScript compares.
pub fn compare(a: &str, b: &str) -> std::cmp::Ordering {
    a.encode_utf16().cmp(b.encode_utf16())
}

/// What each name, as folded words, can mean: names of records, and spellings of them that texts have.
fn names(archive: &Archive) -> BTreeMap<String, BTreeSet<u32>> {
    let entities = &archive.entities;
    let numbers: BTreeMap<&EntityId, u32> = entities.iter().map(|e| &e.id).zip(0..).collect();
    let mut meant: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
    let mut add = |name: &str, number: u32| {
        for form in forms(name, &entities[number as usize]) {
            meant.entry(form).or_default().insert(number);
        }
    };
    for (number, entity) in (0..).zip(entities) {
        for name in written(entity) {
            add(name, number);
        }
    }
    let passages = archive.reports.iter().flat_map(|r| &r.passages);
    for (passage, mark) in passages.flat_map(|p| p.marks.iter().map(move |mark| (p, mark))) {
        if let (MarkBody::Mention { entity, .. }, Why::Spelling(_)) = (&mark.body, &mark.why)
            && let Some(number) = numbers.get(entity)
            && let Some(spelling) = passage.words.get(mark.span.clone())
        {
            add(spelling, *number);
        }
    }
    meant
}

/// A name as folded words, and the surname of a person by itself.
fn forms(name: &str, entity: &Entity) -> impl Iterator<Item = String> {
    let parts: Vec<String> = words(name)
        .into_iter()
        .map(|w| fold(&name[w.span]))
        .collect();
    let is_person = entity.kind.family() == "person";
    let surname = parts
        .last()
        .filter(|part| parts.len() > 1 && is_person && part.chars().count() >= SURNAME)
        .cloned();
    surname
        .into_iter()
        .chain([parts.join(" ")])
        .filter(|form| !form.is_empty())
}

/// The names of an entity as its record writes them.
pub fn written(entity: &Entity) -> impl Iterator<Item = &str> {
    std::iter::once(&entity.name)
        .chain(entity.names.iter().map(|(_, name)| name))
        .chain(&entity.aliases)
        .map(String::as_str)
}

impl Dictionary {
    /// All keys in order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.lines.iter().map(|line| line.key.as_str())
    }

    /// The first key of each piece.
    pub fn firsts(&self) -> Vec<&str> {
        self.lines
            .chunks(LINES)
            .map(|c| c[0].key.as_str())
            .collect()
    }

    /// How many words each piece has: names have no list of places.
    pub fn list_counts(&self) -> impl Iterator<Item = u32> {
        let words = |lines: &[Line]| lines.iter().filter(|l| l.word.is_some()).count() as u32;
        self.lines.chunks(LINES).map(words)
    }

    /// The files.
    pub fn pieces(&self) -> Vec<Output> {
        let pieces = self.lines.chunks(LINES).enumerate();
        pieces
            .map(|(number, lines)| {
                let mut before = "";
                let encoded = lines.iter().map(|line| {
                    let text = line.encoded(before);
                    before = &line.key;
                    text
                });
                script("words", Some(number), &Vec::from_iter(encoded))
            })
            .collect()
    }
}

impl Line {
    fn encoded(&self, before: &str) -> String {
        let mut text = after(&self.key, before);
        text.push('|');
        if let Some((frequency, stems)) = &self.word {
            numbers::push(&mut text, *frequency);
            text.push_str(&numbers::encode(stems.iter().copied()));
        }
        if !self.entities.is_empty() {
            text.push('|');
            text.push_str(&numbers::encode(self.entities.iter().copied()));
        }
        text
    }
}

/// A key behind the key before it: a digit, how many characters they share, and the rest.
pub fn after(key: &str, before: &str) -> String {
    // Counted in UTF-16 units, as JavaScript cuts strings, but never inside a character.
    let mut shared = 0;
    let mut rest = key;
    for (a, b) in key.chars().zip(before.chars()) {
        if a != b || shared + a.len_utf16() > 63 {
            break;
        }
        shared += a.len_utf16();
        rest = &rest[a.len_utf8()..];
    }
    let mut text = String::from(numbers::digit(shared));
    text.push_str(rest);
    text
}
