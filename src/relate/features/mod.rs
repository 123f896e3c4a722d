//! What passages and events are compared by: days, names, words.

mod event;
mod passage;
mod words;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

use jiff::civil::Date;
use rayon::prelude::*;

use super::sentence::Word;
use super::sides::{self, Country};
use crate::lang::Language;
use crate::model::{Archive, EntityId, Mark, Passage};
pub use passage::takes_up;
use passage::{entities_of, marks_in, speakers};

/// Up to so many days a date is one of days.
const A_DAY: i32 = 2;
/// Bytes from where a quotation begins, up to which somebody is known to say what stands in it.
const FAR: usize = 2000;

/// First and last day.
pub type Days = (Date, Date);

/// A passage as tellings are found by it.
pub struct PassageFeatures {
    pub entities: BTreeSet<usize>,
    /// Kinds of happening, each as `≈kind`.
    pub kinds: BTreeSet<String>,
    pub stems: BTreeSet<String>,
    /// The countries that it speaks of, by what it names and by adjectives.
    pub sides: BTreeSet<Country>,
    /// Days of the dates that stand in it.
    pub dates: Vec<Days>,
    /// It counts dead, wounded, displaced or captured people.
    pub counts: bool,
    /// Days of the last date before it in its report.
    pub before: Option<Days>,
    /// Days of the first date behind it in its report.
    pub behind: Option<Days>,
    /// Days in which its report was published.
    pub published: Option<Days>,
    /// Whoever speaks in it.
    pub speakers: BTreeSet<usize>,
    /// Its first words take up what was said before it.
    pub takes_up: bool,
    /// The share of it that is somebody's words, as they were said or in the report's own.
    pub spoken: f64,
    /// It has a verb by which somebody denies something, or claims it.
    pub denies: bool,
    pub claims: bool,
    /// It speaks of those who hold an office in several countries.
    pub offices: bool,
    /// Place of its report in the archive.
    pub report: usize,
    /// Its sentences, each as a passage of its own, where it has several; of words they have those of events only.
    pub sentences: Vec<PassageFeatures>,
}

/// An event as tellings are found by it.
pub struct EventFeatures {
    pub days: Days,
    pub participants: BTreeSet<usize>,
    /// Of these, the persons.
    pub persons: BTreeSet<usize>,
    pub places: BTreeSet<usize>,
    /// Kinds of happening, each as `≈kind`.
    pub kinds: BTreeSet<String>,
    /// That which its title names first.
    pub head: Option<String>,
    pub stems: BTreeSet<String>,
    /// The program found it; no file has it.
    pub detected: bool,
}

/// Everything that relations are computed from, in the order of reports and events.
pub struct Features<'a> {
    places: HashMap<&'a EntityId, usize>,
    pub passages: Vec<Vec<PassageFeatures>>,
    pub events: Vec<EventFeatures>,
    /// Of each report, the days that it states, in order.
    days: Vec<Vec<Days>>,
    entity_weight: Vec<f64>,
    persons: Vec<bool>,
    locations: Vec<bool>,
    sides: Vec<Option<Country>>,
    stem_weight: HashMap<String, f64>,
    /// By kind of happening, as `≈kind`.
    kind_weight: HashMap<String, f64>,
}

impl PassageFeatures {
    /// Whether an event is yet to come when it is written.
    pub fn is_before(&self, event: &EventFeatures) -> bool {
        self.published.is_some_and(|days| days.1 < event.days.0)
    }

    /// Its sentences; itself, where it is one.
    pub fn stretches(&self) -> &[PassageFeatures] {
        match self.sentences.as_slice() {
            [] => std::slice::from_ref(self),
            sentences => sentences,
        }
    }
}

impl<'a> Features<'a> {
    /// Looks at every passage and event once.
    pub fn of(archive: &'a Archive) -> Self {
        let places: HashMap<&EntityId, usize> = archive
            .entities
            .iter()
            .enumerate()
            .map(|(place, e)| (&e.id, place))
            .collect();
        let sides = sides::of(&archive.entities);
        let languages: BTreeSet<&str> = archive.reports.iter().map(|r| &*r.language).collect();
        let mut events: Vec<EventFeatures> = archive
            .events
            .iter()
            .map(|e| event::of(archive, e, &places, &languages))
            .collect();
        let asked: HashSet<&str> = events
            .iter()
            .flat_map(|event| &event.stems)
            .map(String::as_str)
            .collect();
        let passages: Vec<Vec<PassageFeatures>> = archive
            .reports
            .par_iter()
            .enumerate()
            .map(|(at, report)| passage::of_report(report, at, &places, &sides, &asked))
            .collect();
        let days = passages.iter().map(|passages| {
            let dates = passages.iter().flat_map(|passage| &passage.dates);
            let mut days: Vec<Days> = dates.filter(|d| length(**d) <= A_DAY).copied().collect();
            days.sort_unstable();
            days.dedup();
            days
        });
        let count = passages.iter().map(Vec::len).sum::<usize>().max(1) as f64;
        let mut entity_count = vec![0_u32; archive.entities.len()];
        let mut stem_count: HashMap<&String, u32> = HashMap::new();
        for passage in passages.iter().flatten() {
            for entity in &passage.entities {
                entity_count[*entity] += 1;
            }
            for stem in passage.stems.iter().chain(&passage.kinds) {
                *stem_count.entry(stem).or_default() += 1;
            }
        }
        // A word that no passage has tells nothing of the event from any other.
        for event in &mut events {
            event.stems.retain(|stem| stem_count.contains_key(stem));
        }
        // From 0 for what stands everywhere to 1 for what stands once.
        let weight = |n: u32| (1.0 + count / f64::from(n.max(1))).ln() / (1.0 + count).ln();
        Self {
            entity_weight: entity_count.into_iter().map(weight).collect(),
            persons: archive
                .entities
                .iter()
                .map(|e| e.kind.family() == "person")
                .collect(),
            locations: archive
                .entities
                .iter()
                .map(|e| e.kind.family() == "place")
                .collect(),
            sides,
            stem_weight: events
                .iter()
                .flat_map(|e| e.stems.iter().chain(&e.kinds))
                .map(|s| (s.clone(), weight(stem_count.get(s).copied().unwrap_or(0))))
                .collect(),
            kind_weight: stem_count
                .iter()
                .filter(|(stem, _)| stem.starts_with('≈'))
                .map(|(kind, n)| ((*kind).clone(), weight(*n)))
                .collect(),
            days: days.collect(),
            places,
            passages,
            events,
        }
    }

    /// How many days lie between an event and the nearest day that a report states; None where it states none.
    pub fn nearest(&self, report: usize, days: Days) -> Option<i32> {
        let stated = &self.days[report];
        let next = stated.partition_point(|d| d.0 <= days.1);
        let around = stated.get(next).into_iter().chain(stated[..next].last());
        around.map(|d| gap(*d, days)).min()
    }

    /// The entities that a part of a passage names.
    pub fn entities_in(&self, passage: &Passage, part: &Range<usize>) -> BTreeSet<usize> {
        let marks = passage.marks[marks_in(passage, part)].iter();
        entities_of(marks.filter(|mark| mark.span.end <= part.end), &self.places)
    }

    /// Whoever says what stands at a place of a passage, in a quotation that begins not far before it.
    pub fn speakers_around(&self, passage: &Passage, place: &Range<usize>) -> BTreeSet<usize> {
        if place.is_empty() {
            return BTreeSet::new();
        }
        let around = |marks: &[Mark]| {
            let first = marks.partition_point(|mark| mark.span.start + FAR < place.start);
            let near = marks[first..].iter();
            let near = near.take_while(|mark| mark.span.start <= place.start);
            let around = near.filter(|mark| place.end <= mark.span.end);
            speakers(around, &self.places).collect::<Vec<usize>>()
        };
        let said = around(&passage.marks).into_iter();
        said.chain(around(&passage.aside)).collect()
    }

    /// How much a word says of an event: its own word, or one for its kind of happening; None where
    /// it has nothing to do with it.
    pub fn event_word(&self, event: &EventFeatures, word: &Word, rules: &Language) -> Option<f64> {
        let by_stem = rules.happenings.of_stem(&word.stem).iter();
        let kinds = by_stem.map(String::as_str);
        let kinds = kinds.chain(rules.happenings.of_exact(&word.folded));
        let own = kinds
            .map(|kind| format!("≈{kind}"))
            .chain([word.stem.clone()]);
        own.filter(|word| event.stems.contains(word) || event.kinds.contains(word))
            .map(|word| self.stem_weight(&word))
            .reduce(f64::max)
    }

    /// The place of an entity in the archive.
    pub fn place_of(&self, entity: &EntityId) -> Option<usize> {
        self.places.get(entity).copied()
    }

    /// The country whose side an entity is on.
    pub fn side(&self, entity: usize) -> Option<Country> {
        self.sides[entity]
    }

    /// Whether an entity is a person.
    pub fn is_person(&self, entity: usize) -> bool {
        self.persons[entity]
    }

    /// Whether an entity is a place; as one who took part, a country.
    pub fn is_place(&self, entity: usize) -> bool {
        self.locations[entity]
    }

    /// How rare an entity is, from 0 to 1: the rarer, the more it says.
    pub fn entity_weight(&self, entity: usize) -> f64 {
        self.entity_weight[entity]
    }

    /// How rare a kind of happening is among the passages, from 0 to 1.
    pub fn kind_weight(&self, kind: &str) -> f64 {
        let weight = self.kind_weight.get(&format!("≈{kind}"));
        weight.copied().unwrap_or(0.0)
    }

    /// How rare a word is among the passages, from 0 to 1.
    pub fn stem_weight(&self, stem: &str) -> f64 {
        self.stem_weight.get(stem).copied().unwrap_or(0.0)
    }
}

/// Whether two stretches have a day in common.
pub fn overlap(a: Days, b: Days) -> bool {
    a.0 <= b.1 && b.0 <= a.1
}

/// How many days a stretch has.
pub fn length(days: Days) -> i32 {
    between(days.0, days.1) + 1
}

/// Days between two stretches; 0 where they touch.
pub fn gap(a: Days, b: Days) -> i32 {
    if overlap(a, b) {
        0
    } else if a.1 < b.0 {
        between(a.1, b.0)
    } else {
        between(b.1, a.0)
    }
}

fn between(a: Date, b: Date) -> i32 {
    a.until(b).map_or(i32::MAX / 4, |span| span.get_days())
}
