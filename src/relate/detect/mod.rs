//! Events that nobody wrote down: groups of passages that tell one, for which content/events has no file.
//!
//! Kinds of happening, days and entities are compared across languages; words are not.

mod groups;
mod persons;
mod record;
mod seeds;

use std::collections::BTreeSet;

use super::evidence::Alone;
use super::features::{Features, length, overlap};
use crate::model::{Archive, Event};
use groups::Group;
use seeds::Seed;

/// From this likelihood on a passage tells an event that has a file.
const TELLS: f64 = 0.33;

/// So many names and a day make an event of a sentence alone.
const NAMED: usize = 3;
/// So many persons do.
const PERSONS: usize = 2;
/// An event of more days than these is no other telling of what happened on one of them.
const DAYS: i32 = 3;

/// Adds the events that the texts tell and no file of content/events has.
pub fn detect(archive: &mut Archive) {
    let found = found(archive);
    archive.events.extend(found);
    archive.events.sort_by(|a, b| a.id.cmp(&b.id));
    persons::for_countries(archive);
}

/// The events that the texts tell and no file has, by id.
fn found(archive: &Archive) -> Vec<Event> {
    let features = Features::of(archive);
    let seeds = seeds::find(archive, &features);
    let groups = groups::of(&seeds, &features);
    let titled: BTreeSet<usize> = seeds.iter().filter(|s| s.title).map(|s| s.at.0).collect();
    let groups: Vec<&Group> = groups
        .iter()
        .filter(|group| is_event(group, &seeds, &titled) && !is_written(group, &seeds, &features))
        .collect();
    record::records(archive, &features, &seeds, &groups)
}

/// Whether at least two reports tell it, one report is about it (by its title, or where that tells nothing, by what
/// stands under it), or a sentence gives its day and names several, or two persons: three meetings in one town, each
/// told once, are three events.
fn is_event(group: &Group, seeds: &[Seed], titled: &BTreeSet<usize>) -> bool {
    let mut leads = group.seeds.iter().map(|s| &seeds[*s]).filter(|s| s.lead);
    let mut stated = group.seeds.iter().map(|s| &seeds[*s]).filter(|s| s.stated);
    let fully = stated.any(|seed| seed.entities.len() >= NAMED || seed.persons.len() >= PERSONS);
    fully || group.reports.len() > 1 || leads.any(|seed| seed.title || !titled.contains(&seed.at.0))
}

/// Whether an event that has a file is of the same days and names the same, and the passages tell it or its kind.
fn is_written(group: &Group, seeds: &[Seed], features: &Features) -> bool {
    let core = group.named();
    features.events.iter().any(|event| {
        if !group.days.iter().any(|days| overlap(*days, event.days)) {
            return false;
        }
        let tell = group.seeds.iter().filter(|seed| {
            let at = seeds[**seed].at;
            let passage = &features.passages[at.0][at.1];
            Alone::of(passage, event, features).likelihood() >= TELLS
        });
        let tell = tell.count();
        if tell * 2 >= group.seeds.len() {
            return true;
        }
        let wanted = event.participants.union(&event.places);
        let (there, all) = wanted.fold((0.0, 0.0), |(there, all), entity| {
            let weight = features.entity_weight(*entity);
            let side = features.side(*entity);
            let named = core.contains(entity) || side.is_some_and(|s| group.sides.contains_key(s));
            (there + weight * f64::from(u8::from(named)), all + weight)
        });
        let kind = format!("≈{}", group.kind());
        let same = tell > 0 || event.kinds.contains(&kind);
        same && length(event.days) <= DAYS && there * 2.0 >= all && all > 0.0
    })
}
