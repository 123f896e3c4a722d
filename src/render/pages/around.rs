//! What the sources answer differently about other events of the same days, on the page of one: who reads of the
//! talks wants to know that the hour of the ceasefire they led to is disputed.

use std::collections::{BTreeMap, HashSet};

use super::super::desk::Desk;
use super::super::views::OtherQuestion;
use super::questions;
use crate::model::Divergence;
use crate::time;

/// How many questions of others stand on the page of an event.
const QUESTIONS: usize = 6;
/// Reports that must tell both events.
const IN_COMMON: usize = 2;

/// The contradictions and updates on events of the same days which the same reports tell, the gravest first.
pub fn questions(desk: &Desk, place: usize, path: &str) -> Vec<OtherQuestion> {
    let events = &desk.archive.events;
    let Some(days) = time::days(&events[place].date) else {
        return Vec::new();
    };
    let near = |other: usize| {
        time::days(&events[other].date).is_some_and(|other| {
            let day = jiff::Span::new().days(1);
            let from = days.0.saturating_sub(day);
            let until = days.1.saturating_add(day);
            other.0 <= until && from <= other.1
        })
    };
    let mut together: BTreeMap<usize, usize> = BTreeMap::new();
    for (report, _) in desk.tellings_by_report(place) {
        let mut told: Vec<usize> = desk.tellings_of_report[report]
            .iter()
            .filter_map(|&telling| desk.event(&desk.relations.tellings[telling].event))
            .map(|(event, _)| event)
            .collect();
        told.sort_unstable();
        told.dedup();
        for event in told {
            *together.entry(event).or_default() += 1;
        }
    }
    let others = together.into_iter().filter(|(other, reports)| {
        *other != place
            && *reports >= IN_COMMON
            && !desk.divergences_of_event[*other].is_empty()
            && near(*other)
    });
    let mut disputed: Vec<&Divergence> = others
        .flat_map(|(other, _)| &desk.divergences_of_event[other])
        .map(|&divergence| &desk.relations.divergences[divergence])
        .filter(|divergence| questions::gravity(divergence) < 2)
        .collect();
    disputed.sort_by_key(|divergence| {
        let said = divergence.positions.len();
        (questions::gravity(divergence), std::cmp::Reverse(said))
    });
    let mut seen = HashSet::new();
    disputed.retain(|divergence| seen.insert((&divergence.event, &divergence.point)));
    disputed
        .into_iter()
        .filter_map(|divergence| questions::other_question(desk, divergence, path))
        .take(QUESTIONS)
        .collect()
}
