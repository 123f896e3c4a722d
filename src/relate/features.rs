//! What passages and events are compared by: days, names, words.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::lang::{self, Language};
use crate::model::{Archive, EntityId, Event, Mark, MarkBody, Passage, Report};
use crate::text::fold;
use crate::time;

/// A choice between days is compared by all from the first to the last of them when they lie so near.
const NEAR: i32 = 7;

/// First and last day.
pub type Days = (Date, Date);

/// A passage as tellings are found by it.
pub struct PassageFeatures {
    pub entities: BTreeSet<usize>,
    pub stems: BTreeSet<String>,
    /// Days of the dates that stand in it.
    pub dates: Vec<Days>,
    /// Days of the last date before it in its report.
    pub before: Option<Days>,
    /// Days in which its report was published.
    pub published: Option<Days>,
}

/// An event as tellings are found by it.
pub struct EventFeatures {
    pub days: Days,
    pub participants: BTreeSet<usize>,
    pub places: BTreeSet<usize>,
    pub stems: BTreeSet<String>,
}

/// Everything that relations are computed from, in the order of reports and events.
pub struct Features<'a> {
    places: HashMap<&'a EntityId, usize>,
    pub passages: Vec<Vec<PassageFeatures>>,
    pub events: Vec<EventFeatures>,
    entity_weight: Vec<f64>,
    stem_weight: HashMap<String, f64>,
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
        let passages: Vec<Vec<PassageFeatures>> = archive
            .reports
            .par_iter()
            .map(|r| of_report(r, &places))
            .collect();
        let events: Vec<EventFeatures> = archive
            .events
            .iter()
            .map(|e| of_event(archive, e, &places))
            .collect();
        let count = passages.iter().map(Vec::len).sum::<usize>().max(1) as f64;
        let mut entity_count = vec![0_u32; archive.entities.len()];
        let mut stem_count: HashMap<&String, u32> = HashMap::new();
        for passage in passages.iter().flatten() {
            for entity in &passage.entities {
                entity_count[*entity] += 1;
            }
            for stem in &passage.stems {
                *stem_count.entry(stem).or_default() += 1;
            }
        }
        // From 0 for what stands everywhere to 1 for what stands once.
        let weight = |n: u32| (1.0 + count / f64::from(n.max(1))).ln() / (1.0 + count).ln();
        Self {
            entity_weight: entity_count.into_iter().map(weight).collect(),
            stem_weight: events
                .iter()
                .flat_map(|e| &e.stems)
                .map(|s| (s.clone(), weight(stem_count.get(s).copied().unwrap_or(0))))
                .collect(),
            places,
            passages,
            events,
        }
    }

    /// The entities that a part of a passage names.
    pub fn entities_in(&self, passage: &Passage, part: &Range<usize>) -> BTreeSet<usize> {
        let marks = &passage.marks;
        let first = marks.partition_point(|mark| mark.span.start < part.start);
        let inside = marks[first..]
            .iter()
            .take_while(|mark| mark.span.start < part.end)
            .filter(|mark| mark.span.end <= part.end);
        entities_of(inside, &self.places)
    }

    /// How much a stem says of an event: its own word, or one for its kind of happening; None where
    /// it has nothing to do with it.
    pub fn event_word(&self, event: &EventFeatures, stem: &str, rules: &Language) -> Option<f64> {
        let kinds = rules.happenings.of_stem(stem).iter();
        let own = kinds
            .map(|kind| format!("≈{kind}"))
            .chain([stem.to_owned()]);
        own.filter(|word| event.stems.contains(word))
            .map(|word| self.stem_weight(&word))
            .reduce(f64::max)
    }

    /// How rare an entity is, from 0 to 1: the rarer, the more it says.
    pub fn entity_weight(&self, entity: usize) -> f64 {
        self.entity_weight[entity]
    }

    /// How rare a word is among the passages, from 0 to 1.
    pub fn stem_weight(&self, stem: &str) -> f64 {
        self.stem_weight.get(stem).copied().unwrap_or(0.0)
    }
}

fn of_report(report: &Report, places: &HashMap<&EntityId, usize>) -> Vec<PassageFeatures> {
    let published = report.published.as_ref().and_then(|p| time::days(&p.value));
    let mut before = None;
    let passages = report.passages.iter().map(|passage| {
        let dates: Vec<Days> = passage.marks.iter().filter_map(days_of).collect();
        let features = PassageFeatures {
            entities: entities_of(passage.marks.iter(), places),
            stems: stems(&passage.words, &report.language),
            before,
            published,
            dates,
        };
        before = features.dates.last().copied().or(before);
        features
    });
    passages.collect()
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

fn of_event(archive: &Archive, event: &Event, places: &HashMap<&EntityId, usize>) -> EventFeatures {
    let ids = |list: &[EntityId]| {
        list.iter()
            .filter_map(|id| places.get(id).copied())
            .collect()
    };
    let participants: BTreeSet<usize> = ids(&event.participants);
    let place: BTreeSet<usize> = ids(&event.place);
    let language = &archive.config.language;
    let mut own = event_stems(&event.title, language);
    // The names of who took part, and where, are compared as entities.
    for entity in participants.iter().chain(&place) {
        let entity = &archive.entities[*entity];
        for name in std::iter::once(&entity.name).chain(&entity.aliases) {
            for stem in stems(name, language) {
                own.remove(&stem);
            }
        }
    }
    for word in &event.words {
        own.extend(event_stems(word, language));
    }
    let never = Date::MIN;
    EventFeatures {
        days: time::days(&event.date).unwrap_or((never, never)),
        participants,
        places: place,
        stems: own,
    }
}

/// The stems of a text's longer words, and the kinds of happening that its words tell, each as
/// `≈kind`: two texts that tell one thing in different words have its kind in common.
fn stems(words: &str, language: &str) -> BTreeSet<String> {
    const SHORTEST: usize = 4;
    let stemmer = lang::stemmer(language);
    let happenings = &lang::rules(language).happenings;
    let folded = fold(words);
    let mut stems = BTreeSet::new();
    for word in folded.split(|c: char| !c.is_alphabetic()) {
        if word.chars().count() < SHORTEST {
            continue;
        }
        let stem = stemmer.stem(word).into_owned();
        stems.extend(
            happenings
                .of_stem(&stem)
                .iter()
                .map(|kind| format!("≈{kind}")),
        );
        stems.insert(stem);
    }
    stems.extend(
        happenings
            .of_phrases(&folded)
            .map(|kind| format!("≈{kind}")),
    );
    stems
}

/// An event's words; those that its kind stands for are not asked for besides.
fn event_stems(words: &str, language: &str) -> BTreeSet<String> {
    let happenings = &lang::rules(language).happenings;
    let mut all = stems(words, language);
    all.retain(|stem| happenings.of_stem(stem).is_empty());
    all
}
