//! What passages and events are compared by: days, names, words.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use jiff::civil::Date;
use rayon::prelude::*;

use super::sides::{self, Country};
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
    /// Days in which its report was published.
    pub published: Option<Days>,
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
        let passages: Vec<Vec<PassageFeatures>> = archive
            .reports
            .par_iter()
            .map(|r| of_report(r, &places, &sides))
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
            for stem in passage.stems.iter().chain(&passage.kinds) {
                *stem_count.entry(stem).or_default() += 1;
            }
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
    places: &HashMap<&EntityId, usize>,
    sides: &[Option<Country>],
) -> Vec<PassageFeatures> {
    let published = report.published.as_ref().and_then(|p| time::days(&p.value));
    let mut before = None;
    let passages = report.passages.iter().map(|passage| {
        let dates: Vec<Days> = passage.marks.iter().filter_map(days_of).collect();
        let entities = entities_of(passage.marks.iter(), places);
        let comment = passage.comment.as_ref();
        let posted = comment.and_then(|c| time::days(c.posted.as_deref()?));
        let named = entities.iter().filter_map(|e| sides[*e]);
        let words = Words::of(&passage.words, &report.language);
        let features = PassageFeatures {
            sides: named.chain(words.sides).collect(),
            entities,
            counts: passage.marks.iter().any(counts),
            kinds: words.kinds,
            stems: words.stems,
            // A comment is of its own time.
            before: if posted.is_some() { None } else { before },
            published: posted.or(published),
            dates,
        };
        before = features.dates.last().copied().or(before);
        features
    });
    passages.collect()
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

fn of_event(archive: &Archive, event: &Event, places: &HashMap<&EntityId, usize>) -> EventFeatures {
    let ids = |list: &[EntityId]| {
        list.iter()
            .filter_map(|id| places.get(id).copied())
            .collect()
    };
    let participants: BTreeSet<usize> = ids(&event.participants);
    let place: BTreeSet<usize> = ids(&event.place);
    let language = &archive.config.language;
    let mut own = Words::of(&event.title, language);
    // The names of who took part, and where, are compared as entities.
    for entity in participants.iter().chain(&place) {
        let entity = &archive.entities[*entity];
        for name in std::iter::once(&entity.name).chain(&entity.aliases) {
            for stem in Words::of(name, language).stems {
                own.stems.remove(&stem);
            }
        }
    }
    // The title of a detected event is a sentence of some text: it says more than what happened.
    if event.detected {
        own = Words::default();
    }
    for more in &event.words {
        let more = Words::of(more, language);
        own.stems.extend(more.stems);
        own.kinds.extend(more.kinds);
    }
    // Words that its kind stands for are not asked for besides.
    let happenings = &lang::rules(language).happenings;
    own.stems.retain(|stem| happenings.of_stem(stem).is_empty());
    let never = Date::MIN;
    EventFeatures {
        days: time::days(&event.date).unwrap_or((never, never)),
        participants,
        places: place,
        head: if event.detected {
            own.kinds.first().cloned()
        } else {
            head_kind(&event.title, language)
        },
        kinds: own.kinds,
        stems: own.stems,
        detected: event.detected,
    }
}

/// What the words of a text say by themselves.
#[derive(Default)]
struct Words {
    /// Of its longer words.
    stems: BTreeSet<String>,
    /// Kinds of happening that it tells, each as `≈kind`: two texts that tell one thing in different words have
    /// its kind in common.
    kinds: BTreeSet<String>,
    /// Countries whose adjectives stand in it.
    sides: BTreeSet<Country>,
}

impl Words {
    fn of(text: &str, language: &str) -> Self {
        const SHORTEST: usize = 4;
        let stemmer = lang::stemmer(language);
        let rules = lang::rules(language);
        let folded = fold(text);
        let mut words = Self::default();
        for word in folded.split(|c: char| !c.is_alphabetic()) {
            if word.chars().count() < SHORTEST {
                continue;
            }
            let stem = stemmer.stem(word).into_owned();
            let kinds = rules.happenings.of_stem(&stem).iter();
            words.kinds.extend(kinds.map(|kind| format!("≈{kind}")));
            words.stems.insert(stem);
            let country = rules.mentions.countries.demonyms.get(word);
            words.sides.extend(country.and_then(|code| code.as_deref()));
        }
        let phrases = rules.happenings.of_phrases(&folded).into_iter();
        words.kinds.extend(phrases.map(|kind| format!("≈{kind}")));
        words
    }
}

/// The kind of happening that a title names first.
fn head_kind(title: &str, language: &str) -> Option<String> {
    let folded = fold(title);
    let words = folded.split(|c: char| !c.is_alphanumeric() && c != '\'');
    let mut read = String::new();
    words.filter(|word| !word.is_empty()).find_map(|word| {
        read.push_str(word);
        let kinds = Words::of(&read, language).kinds;
        read.push(' ');
        kinds.into_iter().next()
    })
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
