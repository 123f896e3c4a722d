//! Seeds: sentences that tell a happening of some kind, on a day, of somebody somewhere.

use std::collections::BTreeSet;
use std::ops::Range;

use jiff::civil::Date;
use rayon::prelude::*;

use super::super::features::{Days, Features, PassageFeatures, length, overlap, takes_up};
use super::super::sentence::Sentence;
use super::super::sides::{Country, in_words};
use crate::lang;
use crate::model::{Archive, At, Kind, Mark, MarkBody, Passage, Report};
use crate::text::{fold, sentence_around};
use crate::time;

/// Up to so many days a date is one of days.
const DAY_LIKE: i32 = 3;
/// An entity that is named more often than this leaves says nothing of what happened.
const WEIGHTY: f64 = 0.15;
/// How many entities a seed needs.
const ENOUGH: usize = 2;
/// Kinds of happening that a sentence is compared by.
const KINDS: usize = 2;
/// So many words away, a word for a happening says half as much.
const NEAR: f64 = 5.0;
/// So many words before a day, one may say that something went on from it.
const SINCE: usize = 8;
/// Bytes of a sentence to either side of a date.
const SENTENCE: usize = 400;
/// So many passages back, what is taken up was told.
const BACK: usize = 3;
/// Passages at a report's head: its title, and what stands under it.
const HEAD: usize = 2;

/// A sentence that may tell an event.
pub struct Seed {
    pub at: At,
    /// Bytes of the passage's words.
    pub sentence: Range<usize>,
    pub days: Days,
    /// The sentence gives the day itself; else it is the day of the report.
    pub stated: bool,
    /// The kinds of happening that it tells, the one that says most first.
    pub kinds: Vec<String>,
    pub entities: BTreeSet<usize>,
    /// Of these, the persons.
    pub persons: BTreeSet<usize>,
    pub sides: BTreeSet<Country>,
    /// It stands at the head of its report, which is about what it tells.
    pub lead: bool,
    /// It is its report's title.
    pub title: bool,
}

/// Every seed of an archive, in the order of its passages.
pub fn find(archive: &Archive, features: &Features) -> Vec<Seed> {
    (0..archive.reports.len())
        .into_par_iter()
        .flat_map_iter(|place| of_report(&archive.reports[place], place, features))
        .collect()
}

fn of_report(report: &Report, place: usize, features: &Features) -> Vec<Seed> {
    let mut seeds = Vec::new();
    let mut head = 0;
    for (number, seen) in features.passages[place].iter().enumerate() {
        let passage = &report.passages[number];
        let lead = head < HEAD && matches!(passage.kind, Kind::Title | Kind::Paragraph);
        head += usize::from(passage.kind != Kind::Comment);
        if passage.kind == Kind::Comment || seen.kinds.is_empty() {
            continue;
        }
        of_passage(report, (place, number), seen, lead, features, &mut seeds);
    }
    seeds
}

fn of_passage(
    report: &Report,
    at: At,
    seen: &PassageFeatures,
    lead: bool,
    features: &Features,
    seeds: &mut Vec<Seed>,
) {
    let passage = &report.passages[at.1];
    let rules = lang::rules(&report.language);
    let dates = passage.marks.iter().filter_map(|mark| match &mark.body {
        // A choice between days is the report's own uncertainty about its day.
        MarkBody::Date { value, .. } if !value.starts_with('[') => {
            Some((mark.span.clone(), time::days(value)?))
        }
        _ => None,
    });
    let (days, other): (Vec<_>, Vec<_>) = dates.partition(|(span, days)| {
        length(*days) <= DAY_LIKE && !is_since(passage, span, &rules.tellings.since, features)
    });
    let known = seeds.len();
    for (span, days) in &days {
        let sentence = sentence_around(&passage.words, span, &rules.abbreviations, SENTENCE);
        let seed = Seed::of(report, at, sentence, span.clone(), features);
        let seed = seed.filter(|seed| {
            let mut before = seeds[known..].iter();
            !before.any(|other| other.days == *days && other.sentence == seed.sentence)
        });
        seeds.extend(seed.map(|seed| Seed {
            days: *days,
            stated: true,
            lead,
            ..seed
        }));
    }
    // What has no day of its own is told on the day of the report, unless it tells of other times.
    let Some(published) = seen.published.filter(|days| length(*days) <= DAY_LIKE) else {
        return;
    };
    let other_times = other.iter().any(|(_, days)| !overlap(*days, published));
    if days.is_empty() && !other_times {
        let seed = Seed::of(report, at, 0..passage.words.len(), 0..0, features);
        seeds.extend(seed.map(|seed| Seed {
            days: published,
            lead,
            ..seed
        }));
    }
}

/// Whether a day is one from which on something went on, by its first word or the words before it, back to whoever
/// does something: "depuis la reprise des combats, le 27 septembre", but not "depuis Paris, Jean Dupont a dit le 3 mai".
fn is_since(
    passage: &Passage,
    span: &Range<usize>,
    since: &BTreeSet<String>,
    features: &Features,
) -> bool {
    let somebody = |mark: &&Mark| match &mark.body {
        MarkBody::Mention { entity, .. } => features
            .place_of(entity)
            .is_some_and(|place| features.is_person(place)),
        _ => false,
    };
    let first = passage.marks.partition_point(|m| m.span.start < span.start);
    let near = passage.marks[..first].iter().rev();
    let near = near.take_while(|m| m.span.start + SENTENCE >= span.start);
    let mut before = near.filter(|m| m.span.end <= span.start);
    let from = before.find(somebody).map_or(0, |mark| mark.span.end);
    let words = |part: Range<usize>| passage.words[part].split(|c: char| !c.is_alphanumeric());
    let before = words(from..span.start).rev().filter(|w| !w.is_empty());
    let own = words(span.clone()).take(1);
    before
        .take(SINCE)
        .chain(own)
        .any(|word| since.contains(&fold(word)))
}

impl Seed {
    /// What a sentence tells near a span of it; None where that is no happening, or of nobody.
    fn of(
        report: &Report,
        at: At,
        range: Range<usize>,
        near: Range<usize>,
        features: &Features,
    ) -> Option<Self> {
        let passage = &report.passages[at.1];
        let weighty = |entity: &usize| features.entity_weight(*entity) >= WEIGHTY;
        let mut entities = features.entities_in(passage, &range);
        // Who only says what happened that day took no part in it.
        let says = features.speakers_around(passage, &near);
        entities.retain(|entity| weighty(entity) && !says.contains(entity));
        let mut sides: BTreeSet<Country> = in_words(&fold(passage.words.get(range.clone())?))
            .chain(entities.iter().filter_map(|e| features.side(*e)))
            .collect();
        let takes_up =
            entities.is_empty() && takes_up(&passage.words[range.clone()], &report.language);
        let few = |entities: &BTreeSet<usize>, sides: &BTreeSet<Country>| {
            entities.len() < ENOUGH && (entities.is_empty() || sides.len() < ENOUGH)
        };
        if !takes_up && few(&entities, &sides) {
            return None;
        }
        let stemmer = lang::stemmer(&report.language);
        let sentence = Sentence::of(&passage.words, range.clone(), &stemmer);
        let happenings = &lang::rules(&report.language).happenings;
        let told = sentence.keys_around(&near, happenings);
        // The rarer a kind is, and the nearer its word, the more it is what the sentence tells.
        let mut kinds: Vec<(f64, &str)> = Vec::new();
        for (kind, distance) in told {
            let weight = features.kind_weight(kind).powi(2) / (1.0 + distance as f64 / NEAR);
            match kinds.iter_mut().find(|(_, other)| *other == kind) {
                Some((best, _)) => *best = best.max(weight),
                None => kinds.push((weight, kind)),
            }
        }
        kinds.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
        kinds.truncate(KINDS);
        if kinds.is_empty() {
            return None;
        }
        if takes_up {
            let until = at.1 + usize::from(range.start > 0);
            let before = &features.passages[at.0][..until];
            let told = taken_up(before, &kinds)?;
            let names = told.entities.difference(&told.speakers);
            entities.extend(names.copied().filter(weighty));
            sides.extend(&told.sides);
        }
        if few(&entities, &sides) {
            return None;
        }
        Some(Self {
            at,
            sentence: range,
            days: (Date::MIN, Date::MIN),
            stated: false,
            kinds: kinds.into_iter().map(|(_, kind)| kind.to_owned()).collect(),
            persons: entities
                .iter()
                .copied()
                .filter(|e| features.is_person(*e))
                .collect(),
            entities,
            sides,
            lead: false,
            title: passage.kind == Kind::Title,
        })
    }
}

/// Of the passages up to one, that which tells kinds of happening that it takes up ("this ceasefire"), and few else:
/// it says whose they are.
fn taken_up<'p>(
    before: &'p [PassageFeatures],
    kinds: &[(f64, &str)],
) -> Option<&'p PassageFeatures> {
    let share = |passage: &PassageFeatures| {
        let told = kinds.iter().filter(|(_, kind)| {
            let kind = format!("≈{kind}");
            passage.kinds.contains(&kind)
        });
        told.count() as f64 / passage.kinds.len().max(1) as f64
    };
    let near = &before[before.len().saturating_sub(BACK)..];
    let naming = near.iter().filter(|passage| !passage.entities.is_empty());
    let shares = naming.map(|passage| (share(passage), passage));
    let told = shares.filter(|(share, _)| *share > 0.0);
    let best = told.max_by(|a, b| a.0.total_cmp(&b.0));
    best.map(|(_, passage)| passage)
}
