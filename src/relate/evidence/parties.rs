//! Who took part in an event, in a passage: by name, by the country, by an office, or somebody else in their place.

use std::collections::BTreeSet;

use super::super::features::{
    Days, EventFeatures, Features, PassageFeatures, gap, length, overlap,
};
use super::yes;

/// Up to so many days a date is one of days, and from so many on two are apart.
const A_DAY: i32 = 2;
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
    let persons = persons(event, features);
    let sided = |person: &usize| {
        let side = features.side(*person);
        side.is_some_and(|side| passage.sides.contains(side))
    };
    persons.len() > 1 && persons.iter().all(sided) && !persons.is_subset(&passage.entities)
}

/// Whether a passage tells of a happening of the event's kind, one of two, that somebody else had with one of those
/// who took part in it.
pub fn is_of_third_party(
    passage: &PassageFeatures,
    event: &EventFeatures,
    features: &Features,
) -> bool {
    let persons = persons(event, features);
    let of_two = event
        .head
        .as_deref()
        .is_some_and(|head| OF_TWO.contains(&head));
    let with_others = |sentence: &PassageFeatures| {
        let mut others = sentence.entities.difference(&event.participants);
        !sentence.entities.is_disjoint(&persons)
            && others.any(|e| features.is_person(*e) && !sentence.speakers.contains(e))
    };
    of_two
        && persons.len() > 1
        && of_kind(passage, event).any(with_others)
        && !of_kind(passage, event).any(|sentence| sentence.entities.is_superset(&persons))
}

/// Whether a passage tells of a happening of the event's kind that all of those who took part in it had on another
/// day, and does not state the event's own.
pub fn is_of_other_day(passage: &PassageFeatures, event: &EventFeatures) -> bool {
    let apart = |days: &Days| length(*days) <= A_DAY && gap(*days, event.days) >= A_DAY;
    let of_them = |sentence: &PassageFeatures| {
        let days = &sentence.dates;
        sentence.entities.is_superset(&event.participants)
            && !days.is_empty()
            && days.iter().all(apart)
    };
    event.participants.len() > 1
        && length(event.days) <= A_DAY
        && !passage.dates.iter().any(|days| overlap(*days, event.days))
        && of_kind(passage, event).any(of_them)
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

/// The persons who took part.
fn persons(event: &EventFeatures, features: &Features) -> BTreeSet<usize> {
    let all = event.participants.iter().copied();
    all.filter(|entity| features.is_person(*entity)).collect()
}
