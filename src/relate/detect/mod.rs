//! Events that nobody wrote down: groups of passages that tell one, for which content/events has no file.
//!
//! Kinds of happening, days and entities are compared across languages; words are not.

mod groups;
mod record;
mod seeds;

use std::collections::BTreeSet;

use super::evidence::Alone;
use super::features::{Features, overlap};
use crate::model::{Archive, Event};
use groups::Group;
use seeds::Seed;

/// From this likelihood on a passage tells an event that has a file.
const TELLS: f64 = 0.33;

/// The events that the texts tell and no file of content/events has, by id.
pub fn detect(archive: &Archive) -> Vec<Event> {
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

/// Whether at least two reports tell it, or one report is about it: by its title, or where that tells nothing, by
/// what stands under it.
fn is_event(group: &Group, seeds: &[Seed], titled: &BTreeSet<usize>) -> bool {
    let reports: BTreeSet<usize> = group.seeds.iter().map(|s| seeds[*s].at.0).collect();
    let mut leads = group.seeds.iter().map(|s| &seeds[*s]).filter(|s| s.lead);
    reports.len() > 1 || leads.any(|seed| seed.title || !titled.contains(&seed.at.0))
}

/// Whether most of a group's passages tell one event that has a file.
fn is_written(group: &Group, seeds: &[Seed], features: &Features) -> bool {
    features.events.iter().any(|event| {
        let near = group.days.iter().any(|days| overlap(*days, event.days));
        let tell = || {
            group.seeds.iter().filter(|seed| {
                let at = seeds[**seed].at;
                let passage = &features.passages[at.0][at.1];
                Alone::of(passage, event, features).likelihood() >= TELLS
            })
        };
        near && tell().count() * 2 >= group.seeds.len()
    })
}
