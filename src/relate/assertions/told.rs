//! What each report tells, as far as assertions go.

use std::collections::{BTreeMap, BTreeSet};

use super::super::features::{EventFeatures, Features, length, overlap};
use super::super::positions::Answer;
use crate::model::Archive;
use crate::time;

/// From so many days on, a war fills the reports that tell it.
const LONG: i32 = 14;

/// What each report tells.
pub struct Told {
    /// By report: the events, and in which passages.
    pub by_report: Vec<BTreeMap<usize, BTreeSet<usize>>>,
    /// By report: the wars that all of it is about.
    pub wars: Vec<Vec<usize>>,
}

impl Told {
    /// A war fills a report that was published while it went on, and tells it or names its place and its sides.
    pub fn of(
        archive: &Archive,
        features: &Features,
        by_report: Vec<BTreeMap<usize, BTreeSet<usize>>>,
    ) -> Self {
        let wars: Vec<usize> = (0..features.events.len())
            .filter(|event| is_war(&features.events[*event]))
            .collect();
        let fills = |report: usize, war: usize| {
            let own = &features.events[war];
            let passages = &features.passages[report];
            let published = archive.reports[report].published.as_ref();
            let published = published.and_then(|p| time::days(&p.value));
            if !published.is_some_and(|days| overlap(days, own.days)) {
                return false;
            }
            let named = |entity: &usize| passages.iter().any(|p| p.entities.contains(entity));
            let mut sides = own.participants.iter().filter_map(|e| features.side(*e));
            let spoken = |side| passages.iter().any(|p| p.sides.contains(&side));
            let told = by_report[report].contains_key(&war);
            told || own.places.iter().any(named) && sides.all(spoken)
        };
        let wars = (0..by_report.len()).map(|report| {
            let own = wars.iter().copied();
            own.filter(|war| fills(report, *war)).collect()
        });
        Self {
            wars: wars.collect(),
            by_report,
        }
    }

    /// Counts what was found to be told by its answers.
    pub fn add(&mut self, archive: &Archive, answers: &[Answer]) {
        for Answer { position, .. } in answers {
            let known = archive
                .events
                .binary_search_by(|e| e.id.cmp(&position.event));
            if let Ok(event) = known {
                let passages = self.by_report[position.at.0].entry(event).or_default();
                passages.insert(position.at.1);
            }
        }
    }
}

/// Whether an event is a war of many days, by its title.
fn is_war(event: &EventFeatures) -> bool {
    event.head.as_deref() == Some("≈war") && length(event.days) >= LONG
}
