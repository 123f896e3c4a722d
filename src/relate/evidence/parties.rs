//! Who took part in an event, in a passage: by name, by the country, by an office, or somebody else in their place.

use std::collections::BTreeSet;

use super::super::features::{
    Days, EventFeatures, Features, PassageFeatures, gap, length, overlap,
};
use super::yes;

/// An event of so many days at most is one of days.
const DAYS: i32 = 2;
/// Days between two events that are apart.
const APART: i32 = 2;
/// Kinds of happening of two parties: what one of them does with a third is another.
const OF_TWO: [&str; 2] = ["≈call", "≈talks"];

/// How much of who or what an event asks for a passage names.
#[derive(Default)]
pub struct Share {
    pub named: f64,
    /// Not named, but somebody or something on its side is.
    pub sided: f64,
    /// Named, and a place.
    pub countries: f64,
    /// How many are not named; and of these, how many have nobody and nothing on their side named.
    pub missing: usize,
    pub unsided: usize,
}

/// How much of who or what is asked for a passage names.
pub fn share(wanted: &BTreeSet<usize>, passage: &PassageFeatures, features: &Features) -> Share {
    let mut share = Share::default();
    let all: f64 = wanted.iter().map(|e| features.entity_weight(*e)).sum();
    for entity in wanted {
        let weight = features.entity_weight(*entity) / all;
        if passage.entities.contains(entity) {
            share.named += weight;
            share.countries += weight * yes(features.is_place(*entity));
            continue;
        }
        share.missing += 1;
        let side = features.side(*entity);
        match side.is_some_and(|side| passage.sides.contains(side)) {
            true => share.sided += weight,
            false => share.unsided += 1,
        }
    }
    share
}

/// Whether a passage, which speaks of holders of an office, speaks of the countries of all the several persons who
/// took part, and does not name them all.
pub fn speaks_of_offices(
    passage: &PassageFeatures,
    event: &EventFeatures,
    features: &Features,
) -> bool {
    let sided = |person: &usize| {
        let side = features.side(*person);
        side.is_some_and(|side| passage.sides.contains(side))
    };
    event.persons.len() > 1
        && event.persons.iter().all(sided)
        && !event.persons.is_subset(&passage.entities)
}

/// Whether a passage tells of a happening of the event's kind, one of two, that somebody else had with one of the two
/// persons who took part in it; the other may be spoken of by country.
pub fn is_of_third_party(
    passage: &PassageFeatures,
    event: &EventFeatures,
    features: &Features,
) -> bool {
    let head = event.head.as_deref();
    if event.persons.len() != 2 || !head.is_some_and(|head| OF_TWO.contains(&head)) {
        return false;
    }
    let with_others = |sentence: &PassageFeatures| {
        let mut others = sentence.entities.difference(&event.participants);
        !sentence.entities.is_disjoint(&event.persons)
            && others.any(|e| features.is_person(*e) && !sentence.speakers.contains(e))
    };
    let with_both = |sentence: &PassageFeatures| {
        event.persons.iter().all(|person| {
            let side = features.side(*person);
            sentence.entities.contains(person)
                || side.is_some_and(|side| sentence.sides.contains(side))
        })
    };
    of_kind(passage, event).any(with_others) && !of_kind(passage, event).any(with_both)
}

/// Whether a passage tells, of two events of one kind and the same people, the other: all who took part in both stand
/// in a sentence of the kind with a day of the other alone, and none of this.
pub fn is_of_other_day(
    passage: &PassageFeatures,
    event: &EventFeatures,
    other: &EventFeatures,
) -> bool {
    let is_day = |days: Days| length(days) <= DAYS;
    let of_other = |sentence: &PassageFeatures| {
        sentence.entities.is_superset(&event.participants)
            && sentence.dates.iter().any(|days| overlap(*days, other.days))
    };
    event.head.is_some()
        && event.head == other.head
        && event.participants.len() > 1
        && event.participants.is_subset(&other.participants)
        && is_day(event.days)
        && is_day(other.days)
        && gap(event.days, other.days) >= APART
        && !passage.dates.iter().any(|days| overlap(*days, event.days))
        && of_kind(passage, event).any(of_other)
}

/// The sentences that tell a happening of the kind that an event's title names first.
fn of_kind<'p>(
    passage: &'p PassageFeatures,
    event: &EventFeatures,
) -> impl Iterator<Item = &'p PassageFeatures> {
    let sentences = passage.stretches().iter();
    sentences.filter(|s| {
        event
            .head
            .as_ref()
            .is_some_and(|head| s.kinds.contains(head))
    })
}
