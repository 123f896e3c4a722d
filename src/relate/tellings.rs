use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::evidence::{Alone, Around, SECOND, THIRD, is_of_other_day};
use super::features::{EventFeatures, Features, PassageFeatures, overlap};
use super::modes;
use crate::model::{Archive, By, Diagnostic, EventId, Mode, Place, Report, Telling, report_path};

/// From this likelihood on a passage tells an event: there the groups of passages that tell one are most like those
/// that readers make.
const ENOUGH: f64 = 0.42;
/// The same for one that nobody wrote down.
const ENOUGH_DETECTED: f64 = 0.5;
/// By so much more likely, one event is clearly likelier than another.
const CLEARLY: f64 = 0.1;
/// Events that one name or word leads to; one that leads to more leads nowhere.
const POSTINGS: usize = 400;

/// Finds the tellings of every event: by its days, its participants, its place and its words.
///
/// A report file that a person changed has the last word on its own passages.
pub fn find(
    archive: &Archive,
    features: &Features,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Telling> {
    let index = Index::of(features);
    let mut tellings: Vec<Telling> = (0..archive.reports.len())
        .into_par_iter()
        .flat_map_iter(|report| of_report(archive, features, &index, report))
        .collect();
    let known: BTreeSet<&EventId> = archive.events.iter().map(|e| &e.id).collect();
    for report in &archive.reports {
        for passage in &report.passages {
            for event in &passage.told.added {
                if known.contains(event) {
                    continue;
                }
                diagnostics.push(unknown_event(report, event));
            }
        }
    }
    tellings.sort_by(|a, b| (&a.event, a.at).cmp(&(&b.event, b.at)));
    tellings
}

fn unknown_event(report: &Report, event: &EventId) -> Diagnostic {
    let file = report_path(report.id.as_str());
    let footnote = format!("[^{event}]");
    let text = report.kept.as_ref().map_or("", |kept| &kept.text);
    let place = match text.find(&footnote) {
        Some(at) => Place::span(file, text, at..at + footnote.len()),
        None => Place::file(file),
    };
    Diagnostic::warning("event-unknown", format!("there is no event '{event}'"))
        .at(place)
        .hint(format!(
            "add content/events/{event}.md, or correct the footnote"
        ))
}

/// From names and words to the events they speak for.
pub(super) struct Index<'f> {
    by_entity: BTreeMap<usize, Vec<usize>>,
    by_stem: BTreeMap<&'f str, Vec<usize>>,
}

impl<'f> Index<'f> {
    pub fn of(features: &'f Features) -> Self {
        let mut index = Self {
            by_entity: BTreeMap::new(),
            by_stem: BTreeMap::new(),
        };
        for (place, event) in features.events.iter().enumerate() {
            for entity in event.participants.iter().chain(&event.places) {
                index.by_entity.entry(*entity).or_default().push(place);
            }
            for stem in &event.stems {
                index.by_stem.entry(stem).or_default().push(place);
            }
        }
        index.by_entity.retain(|_, events| events.len() <= POSTINGS);
        index.by_stem.retain(|_, events| events.len() <= POSTINGS);
        index
    }

    fn candidates(&self, passage: &PassageFeatures) -> BTreeSet<usize> {
        let by_entity = passage
            .entities
            .iter()
            .filter_map(|e| self.by_entity.get(e));
        let by_stem = passage
            .stems
            .iter()
            .filter_map(|s| self.by_stem.get(s.as_str()));
        by_entity.chain(by_stem).flatten().copied().collect()
    }
}

/// An event that no passage of a report tells with this likelihood by itself, none tells among the others.
const UNLIKELY: f64 = 0.01;
/// Events that a report is weighed for; each is compared with each.
const MOST: usize = 100;

fn of_report(archive: &Archive, features: &Features, index: &Index, place: usize) -> Vec<Telling> {
    let report = &archive.reports[place];
    let passages = &features.passages[place];
    let candidates = likely(features, index, passages);
    let events: Vec<&EventFeatures> = candidates.iter().map(|e| &features.events[*e]).collect();
    let likelihoods = weighed(report, passages, &events, features);
    let mut tellings = Vec::new();
    for (number, passage) in report.passages.iter().enumerate() {
        let (here, told) = (&likelihoods[number], &passage.told);
        for (column, candidate) in candidates.iter().enumerate() {
            let event = &archive.events[*candidate];
            let (score, by) = if told.added.contains(&event.id) {
                (1.0, By::Person)
            } else if is_told(column, here, &events) && told.leaves_open(&event.id) {
                ((here[column] * 100.0).round() / 100.0, By::Program)
            } else {
                continue;
            };
            let others = here.iter().enumerate().filter(|(at, _)| *at != column);
            let other = others.map(|(_, other)| *other).fold(0.0, f64::max);
            tellings.push(Telling {
                event: event.id.clone(),
                at: (place, number),
                mode: modes::of(&passages[number], events[column], features, score, other),
                score,
                by,
            });
        }
        add_persons(archive, place, number, &mut tellings);
    }
    tellings
}

/// Whether a passage with these likelihoods tells one of some events. One that nobody wrote down gives way to a clearly
/// likelier one of its kind and day.
fn is_told(event: usize, likelihoods: &[f64], events: &[&EventFeatures]) -> bool {
    let (own, asked) = (likelihoods[event], events[event]);
    if !asked.detected {
        return own >= ENOUGH;
    }
    let outdone = || {
        likelihoods.iter().zip(events).any(|(theirs, other)| {
            *theirs > own + CLEARLY
                && overlap(other.days, asked.days)
                && !other.kinds.is_disjoint(&asked.kinds)
        })
    };
    own >= ENOUGH_DETECTED && !outdone()
}

/// How likely each passage of a report tells each of the events that it may tell, by passage, then event: not at all
/// where it tells a happening of the kind that somebody else took part in, or the same people on the day of another.
fn weighed(
    report: &Report,
    passages: &[PassageFeatures],
    events: &[&EventFeatures],
    features: &Features,
) -> Vec<Vec<f64>> {
    let alone: Vec<Vec<Alone>> = passages
        .iter()
        .map(|passage| {
            let events = events.iter();
            events
                .map(|event| Alone::of(passage, event, features))
                .collect()
        })
        .collect();
    let first = alone
        .iter()
        .map(|here| here.iter().map(Alone::likelihood).collect());
    let mut likelihoods: Vec<Vec<f64>> = first.collect();
    for weights in [&SECOND, &THIRD] {
        let around = Around::of(report, passages, events, &alone, &likelihoods);
        let again = alone.iter().enumerate().map(|(number, here)| {
            let events = here.iter().enumerate();
            events
                .map(|(event, alone)| around.at(number, event).likelihood(alone, weights))
                .collect()
        });
        likelihoods = again.collect();
    }
    for (number, passage) in passages.iter().enumerate() {
        for (event, asked) in events.iter().enumerate() {
            let likelihood = &mut likelihoods[number][event];
            let mut others = events.iter();
            let another = alone[number][event].third_party > 0.0
                || *likelihood >= ENOUGH
                    && others.any(|other| is_of_other_day(passage, asked, other));
            if another {
                *likelihood = 0.0;
            }
        }
    }
    likelihoods
}

/// The events that some passage of a report may tell, the likeliest where they are many.
pub(super) fn likely(
    features: &Features,
    index: &Index,
    passages: &[PassageFeatures],
) -> Vec<usize> {
    let mut best: BTreeMap<usize, f64> = BTreeMap::new();
    for passage in passages {
        for event in index.candidates(passage) {
            let likelihood = Alone::of(passage, &features.events[event], features).likelihood();
            if likelihood >= UNLIKELY {
                let best = best.entry(event).or_default();
                *best = best.max(likelihood);
            }
        }
    }
    let mut events: Vec<(usize, f64)> = best.into_iter().collect();
    events.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    events.truncate(MOST);
    let mut events: Vec<usize> = events.into_iter().map(|(event, _)| event).collect();
    events.sort_unstable();
    events
}

/// A person's telling counts whatever the words say.
fn add_persons(archive: &Archive, place: usize, number: usize, tellings: &mut Vec<Telling>) {
    let passage = &archive.reports[place].passages[number];
    for told in &passage.told.added {
        let known = archive.events.binary_search_by(|e| e.id.cmp(told)).is_ok();
        let there = tellings
            .iter()
            .any(|t| t.at == (place, number) && t.event == *told);
        if known && !there {
            tellings.push(Telling {
                event: told.clone(),
                at: (place, number),
                mode: Mode::Told,
                score: 1.0,
                by: By::Person,
            });
        }
    }
}
