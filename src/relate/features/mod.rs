//! What passages and events are compared by: days, names, words.

mod event;
mod words;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

use jiff::civil::Date;
use rayon::prelude::*;

use super::sentence::Word;
use super::sides::{self, Country};
use crate::lang::{self, Language};
use crate::model::{Archive, EntityId, Mark, MarkBody, Passage, Report};
use crate::text::{fold, sentences};
use crate::time;
use words::Words;

/// A choice between days is compared by all from the first to the last of them when they lie so near.
const NEAR: i32 = 7;
/// Up to so many days a date is one of days.
const A_DAY: i32 = 2;
/// Bytes of a sentence; longer ones are cut.
const SENTENCE: usize = 600;
/// Bytes from where a quotation begins, up to which somebody is known to say what stands in it.
const FAR: usize = 2000;
/// So many words at a passage's head show what it takes up.
const FIRST: usize = 3;

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
    /// Place of its report in the archive.
    pub report: usize,
    /// Its sentences, each as a passage of its own, where it has several; of words they have those of events only.
    pub sentences: Vec<PassageFeatures>,
}

/// An event as tellings are found by it.
pub struct EventFeatures {
    pub days: Days,
    pub participants: BTreeSet<usize>,
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
    sides: Vec<Option<Country>>,
    stem_weight: HashMap<String, f64>,
    /// By kind of happening, as `≈kind`.
    kind_weight: HashMap<String, f64>,
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
            .map(|(at, report)| of_report(report, at, &places, &sides, &asked))
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
        let around = |marks: &[Mark]| {
            let first = marks.partition_point(|mark| mark.span.start + FAR < place.start);
            let near = marks[first..].iter();
            let near = near.take_while(|mark| mark.span.start <= place.start);
            let around = near.filter(|mark| !place.is_empty() && place.end <= mark.span.end);
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

fn of_report(
    report: &Report,
    at: usize,
    places: &HashMap<&EntityId, usize>,
    sides: &[Option<Country>],
    asked: &HashSet<&str>,
) -> Vec<PassageFeatures> {
    let published = report.published.as_ref().and_then(|p| time::days(&p.value));
    let rules = lang::rules(&report.language);
    let mut before = None;
    let passages = report.passages.iter().map(|passage| {
        let comment = passage.comment.as_ref();
        let posted = comment.and_then(|c| time::days(c.posted.as_deref()?));
        // A comment is of its own time.
        let mut reading = Reading {
            report,
            at,
            places,
            sides,
            before: before.filter(|_| posted.is_none()),
            published: posted.or(published),
        };
        let parts = sentences(&passage.words, &rules.abbreviations, SENTENCE);
        let sentences = match parts.len() {
            0 | 1 => Vec::new(),
            _ => parts
                .into_iter()
                .map(|part| {
                    let mut sentence = reading.of(passage, part);
                    sentence.stems.retain(|stem| asked.contains(&**stem));
                    reading.before = sentence.dates.last().copied().or(reading.before);
                    sentence
                })
                .collect(),
        };
        reading.before = before.filter(|_| posted.is_none());
        let whole = reading.of(passage, 0..passage.words.len());
        before = whole.dates.last().copied().or(before);
        PassageFeatures { sentences, ..whole }
    });
    let mut passages: Vec<PassageFeatures> = passages.collect();
    let mut behind = None;
    for passage in passages.iter_mut().rev() {
        passage.behind = behind;
        behind = passage.dates.first().copied().or(behind);
    }
    passages
}

/// What the words of a report are read with.
struct Reading<'r> {
    report: &'r Report,
    at: usize,
    places: &'r HashMap<&'r EntityId, usize>,
    sides: &'r [Option<Country>],
    before: Option<Days>,
    published: Option<Days>,
}

impl Reading<'_> {
    /// What a part of a passage says.
    fn of(&self, passage: &Passage, part: Range<usize>) -> PassageFeatures {
        let marks = &passage.marks[marks_in(passage, &part)];
        let inside = || marks.iter().filter(|mark| mark.span.end <= part.end);
        let entities = entities_of(inside(), self.places);
        let named = entities.iter().filter_map(|e| self.sides[*e]);
        let words = Words::of(&passage.words[part.clone()], &self.report.language);
        PassageFeatures {
            sides: named.chain(words.sides).collect(),
            entities,
            counts: inside().any(counts),
            kinds: words.kinds,
            stems: words.stems,
            dates: inside().filter_map(days_of).collect(),
            before: self.before,
            behind: None,
            published: self.published,
            speakers: speakers_of(passage, &part, self.places),
            spoken: spoken(passage, &part),
            denies: words.denies,
            claims: words.claims,
            takes_up: takes_up(&passage.words[part.clone()], &self.report.language),
            report: self.at,
            sentences: Vec::new(),
        }
    }
}

/// The marks that begin in a part of a passage.
fn marks_in(passage: &Passage, part: &Range<usize>) -> Range<usize> {
    let marks = &passage.marks;
    let first = marks.partition_point(|mark| mark.span.start < part.start);
    first
        ..marks
            .partition_point(|mark| mark.span.start < part.end)
            .max(first)
}

/// Whoever speaks in a part of a passage.
fn speakers_of(
    passage: &Passage,
    part: &Range<usize>,
    places: &HashMap<&EntityId, usize>,
) -> BTreeSet<usize> {
    let marks = passage.marks.iter().chain(&passage.aside);
    let inside = marks.filter(|mark| part.contains(&mark.span.start));
    speakers(inside, places).collect()
}

/// Whoever says the quotations among some marks.
fn speakers<'m>(
    marks: impl Iterator<Item = &'m Mark>,
    places: &HashMap<&EntityId, usize>,
) -> impl Iterator<Item = usize> {
    marks.filter_map(|mark| match &mark.body {
        MarkBody::Quotation { speaker, .. } => places.get(speaker.as_ref()?).copied(),
        _ => None,
    })
}

/// The share of a part of a passage that is somebody's words.
fn spoken(passage: &Passage, part: &Range<usize>) -> f64 {
    let marks = passage.marks.iter().chain(&passage.aside);
    let said = marks.filter(|mark| matches!(mark.body, MarkBody::Quotation { .. }));
    let mut said: Vec<Range<usize>> = said
        .map(|mark| mark.span.start.max(part.start)..mark.span.end.min(part.end))
        .filter(|span| span.start < span.end)
        .collect();
    said.sort_unstable_by_key(|span| span.start);
    let (mut bytes, mut end) = (0, part.start);
    for span in said {
        bytes += span.end.saturating_sub(span.start.max(end));
        end = end.max(span.end);
    }
    bytes as f64 / part.len().max(1) as f64
}

/// Whether the first words of a text take up what was said before it.
fn takes_up(words: &str, language: &str) -> bool {
    let back = &lang::rules(language).tellings.takes_up;
    let first = crate::text::words(words).into_iter().take(FIRST);
    first
        .map(|word| fold(&words[word.span]))
        .any(|word| back.contains(&word))
}

/// Whether a mark counts what a war or a disaster does to people.
fn counts(mark: &Mark) -> bool {
    let MarkBody::Figure { counted, .. } = &mark.body else {
        return false;
    };
    matches!(
        counted.as_str(),
        "dead" | "wounded" | "displaced" | "captured"
    )
}

fn days_of(mark: &Mark) -> Option<Days> {
    match &mark.body {
        // One of several days far from each other says little of any between them.
        MarkBody::Date { value, .. } => time::days(value).filter(|(first, last)| {
            !value.starts_with('[') || first.until(*last).is_ok_and(|far| far.get_days() <= NEAR)
        }),
        _ => None,
    }
}

fn entities_of<'m>(
    marks: impl Iterator<Item = &'m Mark>,
    places: &HashMap<&EntityId, usize>,
) -> BTreeSet<usize> {
    let mentioned = marks.filter_map(|mark| match &mark.body {
        MarkBody::Mention { entity, .. } => places.get(entity).copied(),
        _ => None,
    });
    mentioned.collect()
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
