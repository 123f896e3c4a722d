use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::evidence::{Alone, Among};
use super::features::{EventFeatures, Features, PassageFeatures};
use crate::model::{
    Archive, By, Diagnostic, EventId, Kind, Mode, Place, Report, Telling, report_path,
};

/// From this likelihood on a passage tells an event: a telling missed costs more than one too many.
const ENOUGH: f64 = 0.33;
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
struct Index<'f> {
    by_entity: BTreeMap<usize, Vec<usize>>,
    by_stem: BTreeMap<&'f str, Vec<usize>>,
}

impl<'f> Index<'f> {
    fn of(features: &'f Features) -> Self {
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

/// Passages at a report's head, which say what it is about.
const HEAD: usize = 3;
/// An event that no passage of a report tells with this likelihood by itself, none tells among the others.
const UNLIKELY: f64 = 0.03;
/// Events that a report is weighed for; each is compared with each.
const MOST: usize = 100;

fn of_report(archive: &Archive, features: &Features, index: &Index, place: usize) -> Vec<Telling> {
    let report = &archive.reports[place];
    let passages = &features.passages[place];
    let events = likely(features, index, passages);
    let alone: Vec<Vec<Alone>> = passages
        .iter()
        .map(|passage| {
            let events = events.iter().map(|event| &features.events[*event]);
            events
                .map(|event| Alone::of(passage, event, features))
                .collect()
        })
        .collect();
    let around = Around::of(report, features, &events, &alone);
    let mut tellings = Vec::new();
    for (number, passage) in report.passages.iter().enumerate() {
        for (column, candidate) in events.iter().enumerate() {
            let event = &archive.events[*candidate];
            let among = around.at(number, column, &alone[number], &passages[number]);
            let mode = mode(&passages[number], &features.events[*candidate]);
            // Nobody tells what is yet to come, but by its day.
            let likelihood = match mode {
                Mode::Announced if alone[number][column].stated == 0.0 => 0.0,
                _ => among.likelihood(&alone[number][column]),
            };
            let told = &passage.told;
            let (score, by) = if told.added.contains(&event.id) {
                (1.0, By::Person)
            } else if likelihood >= ENOUGH && told.leaves_open(&event.id) {
                ((likelihood * 100.0).round() / 100.0, By::Program)
            } else {
                continue;
            };
            tellings.push(Telling {
                event: event.id.clone(),
                at: (place, number),
                mode,
                score,
                by,
            });
        }
        add_persons(archive, place, number, &mut tellings);
    }
    tellings
}

/// An event that is yet to come when the passage is written is announced.
fn mode(passage: &PassageFeatures, event: &EventFeatures) -> Mode {
    match passage.published {
        Some(published) if published.1 < event.days.0 => Mode::Announced,
        _ => Mode::Told,
    }
}

/// The events that some passage of a report may tell, the likeliest where they are many.
fn likely(features: &Features, index: &Index, passages: &[PassageFeatures]) -> Vec<usize> {
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

/// The passages of a report and the events that it may tell, each by itself.
struct Around<'a> {
    report: &'a Report,
    events: Vec<&'a EventFeatures>,
    /// By passage, then event.
    likelihoods: Vec<Vec<f64>>,
    /// Of each event: the highest among the passages at the head and in the whole body, and the mean.
    lead: Vec<f64>,
    top: Vec<f64>,
    mean: Vec<f64>,
}

impl<'a> Around<'a> {
    fn of(
        report: &'a Report,
        features: &'a Features,
        events: &[usize],
        alone: &[Vec<Alone>],
    ) -> Self {
        let likelihoods: Vec<Vec<f64>> = alone
            .iter()
            .map(|passage| passage.iter().map(Alone::likelihood).collect())
            .collect();
        let body: Vec<&Vec<f64>> = report
            .passages
            .iter()
            .zip(&likelihoods)
            .filter(|(passage, _)| passage.kind != Kind::Comment)
            .map(|(_, likelihoods)| likelihoods)
            .collect();
        let highest = |passages: &[&Vec<f64>], event: usize| {
            passages.iter().map(|p| p[event]).fold(0.0, f64::max)
        };
        let each = 0..events.len();
        let head = &body[..body.len().min(HEAD)];
        Self {
            report,
            events: events
                .iter()
                .map(|event| &features.events[*event])
                .collect(),
            lead: each.clone().map(|event| highest(head, event)).collect(),
            top: each.clone().map(|event| highest(&body, event)).collect(),
            mean: each
                .map(|event| body.iter().map(|p| p[event]).sum::<f64>() / body.len().max(1) as f64)
                .collect(),
            likelihoods,
        }
    }

    /// What is seen of a passage and an event among the others.
    fn at(&self, number: usize, event: usize, alone: &[Alone], passage: &PassageFeatures) -> Among {
        let kinds = &self.events[event].kinds;
        let here = &self.likelihoods[number];
        let own = here[event];
        // What a person wrote down stands as if nothing else had been found.
        let weighs = |other: &usize| !self.events[*other].detected || self.events[event].detected;
        let others = || {
            (0..here.len())
                .filter(|other| *other != event)
                .filter(weighs)
        };
        let rivals = || others().filter(|other| !self.events[*other].kinds.is_disjoint(kinds));
        let highest = |of: &dyn Fn(usize) -> f64, among: &mut dyn Iterator<Item = usize>| {
            among.map(of).fold(0.0, f64::max)
        };
        let at = |number: Option<usize>| {
            let passage = number.and_then(|number| self.likelihoods.get(number));
            passage.map_or(0.0, |p| p[event])
        };
        let same_kind = !passage.kinds.is_disjoint(kinds);
        let told_too =
            &mut others().filter(|other| !self.events[*other].kinds.is_disjoint(&passage.kinds));
        let ahead = self.top[event] - highest(&|other| self.top[other], told_too);
        let rival_named = highest(&|other| alone[other].all * alone[other].head, &mut rivals());
        let kind = self.report.passages[number].kind;
        Among {
            own,
            lead: self.lead[event],
            before: at(number.checked_sub(1)),
            behind: at(Some(number + 1)),
            other: highest(&|other| here[other], &mut others()),
            rival: highest(&|other| here[other], &mut rivals()),
            rival_named: rival_named * (1.0 - alone[event].all),
            top: self.top[event],
            mean: self.mean[event],
            ahead: if same_kind { ahead.max(0.0) } else { 0.0 },
            title: kind == Kind::Title,
            heading: kind == Kind::Heading,
            comment: kind == Kind::Comment,
        }
    }
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
