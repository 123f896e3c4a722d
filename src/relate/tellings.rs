use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rayon::prelude::*;

use super::features::{Days, EventFeatures, Features, PassageFeatures};
use crate::model::{
    Archive, By, Diagnostic, EventId, Kind, Mode, Place, Report, Telling, report_path,
};

/// From this score on a passage tells an event.
const ENOUGH: f64 = 0.5;
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

/// What being among a report's main events, and following a telling, adds to a score.
const MAIN: f64 = 0.15;
const FOLLOWS: f64 = 0.1;
/// Passages at a report's head whose events are its main ones.
const HEAD: usize = 3;
/// A passage tells the events that it fits best; one that fits this much less is an echo.
const ECHO: f64 = 0.25;

fn of_report(archive: &Archive, features: &Features, index: &Index, place: usize) -> Vec<Telling> {
    let report = &archive.reports[place];
    let scores: Vec<BTreeMap<usize, f64>> = features.passages[place]
        .iter()
        .map(|own| {
            let scored = |event| (event, score(own, &features.events[event], features));
            index.candidates(own).into_iter().map(scored).collect()
        })
        .collect();
    let head = scores.iter().take(HEAD).flatten();
    let main: BTreeSet<usize> = head
        .filter(|(_, score)| **score >= ENOUGH)
        .map(|(event, _)| *event)
        .collect();
    let mut told_before = BTreeSet::new();
    let mut tellings = Vec::new();
    for (number, passage) in report.passages.iter().enumerate() {
        let raised: BTreeMap<usize, f64> = scores[number]
            .iter()
            .map(|(event, score)| {
                let is_main = main.contains(event) && passage.kind != Kind::Comment;
                let raise = if is_main { MAIN } else { 0.0 }
                    + if told_before.contains(event) {
                        FOLLOWS
                    } else {
                        0.0
                    };
                (*event, if *score > 0.0 { score + raise } else { 0.0 })
            })
            .collect();
        let best = raised.values().copied().fold(0.0, f64::max);
        let enough = if passage.kind == Kind::Comment {
            ENOUGH + 0.1
        } else {
            ENOUGH
        };
        told_before.clear();
        for (candidate, score) in raised {
            let event = &archive.events[candidate];
            let fits = score >= enough.max(best - ECHO);
            if fits {
                told_before.insert(candidate);
            }
            let told = &passage.told;
            let by = if told.added.contains(&event.id) {
                By::Person
            } else if fits && told.leaves_open(&event.id) {
                By::Program
            } else {
                continue;
            };
            tellings.push(Telling {
                event: event.id.clone(),
                at: (place, number),
                mode: Mode::Told,
                score: (score.clamp(0.0, 1.0) * 100.0).round() / 100.0,
                by,
            });
        }
        add_persons(archive, place, number, &mut tellings);
    }
    tellings
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

/// How well a passage and an event agree, mostly between 0 and 1.
fn score(passage: &PassageFeatures, event: &EventFeatures, features: &Features) -> f64 {
    let entity = |e: &usize| features.entity_weight(*e);
    let who = Overlap::of(&event.participants, &passage.entities, entity);
    let at_place = Overlap::of(&event.places, &passage.entities, entity);
    let words = Overlap::of(&event.stems, &passage.stems, |s| features.stem_weight(s));
    let share = match (event.participants.is_empty(), event.places.is_empty()) {
        (false, false) => 0.65 * who.share + 0.35 * at_place.share,
        (false, true) => who.share,
        (true, _) => at_place.share,
    };
    let names = share * (who.weight + at_place.weight).min(1.0);
    let words = words.share.sqrt() * (words.weight / WORDS).min(1.0);
    // A day alone, or names that stand everywhere, tell nothing.
    if names + words < 0.25 {
        return 0.0;
    }
    0.4 * days_agree(passage, event) + 0.3 * names + 0.3 * words
}

/// Weight of the words that settle what a passage is about.
const WORDS: f64 = 0.7;

/// What a passage has of what an event calls for.
struct Overlap {
    /// By weight, from 0 to 1.
    share: f64,
    /// Of what is there: how much it says by itself.
    weight: f64,
}

impl Overlap {
    fn of<T: Ord>(wanted: &BTreeSet<T>, found: &BTreeSet<T>, weight: impl Fn(&T) -> f64) -> Self {
        let all: f64 = wanted.iter().map(&weight).sum();
        let there: f64 = wanted.intersection(found).map(weight).sum();
        Self {
            share: if all > 0.0 { there / all } else { 0.0 },
            weight: there,
        }
    }
}

/// Whether the days of a passage are those of an event: 1 where it says so, less where only its
/// surroundings do, below 0 where it speaks of other days.
fn days_agree(passage: &PassageFeatures, event: &EventFeatures) -> f64 {
    const DAY_LIKE: i32 = 3;
    let event_days = length(event.days);
    // That a day lies within a war says less than that it is the day of a meeting.
    let sure = if event_days <= DAY_LIKE {
        1.0
    } else if event_days <= 31 {
        0.7
    } else {
        0.5
    };
    let stated = passage
        .dates
        .iter()
        .filter(|d| overlap(**d, event.days))
        .map(|d| {
            let wide = length(*d).max(1);
            if wide <= event_days + DAY_LIKE {
                1.0
            } else if wide <= 31 {
                0.7
            } else {
                0.3
            }
        });
    if let Some(best) = stated.max_by(f64::total_cmp) {
        return best * sure;
    }
    let distance = |days: Option<Days>| days.map(|d| gap(d, event.days));
    let near = [distance(passage.before), distance(passage.published)];
    let nearest = near.into_iter().flatten().min();
    let by_context = match nearest {
        Some(0) => 0.8 * sure,
        Some(1) => 0.6 * sure,
        Some(2..=3) => 0.3,
        Some(4..=31) => 0.0,
        Some(_) => -0.4,
        None => 0.0,
    };
    if passage.dates.iter().any(|d| length(*d) <= DAY_LIKE) {
        by_context - 0.6
    } else {
        by_context
    }
}

fn overlap(a: Days, b: Days) -> bool {
    a.0 <= b.1 && b.0 <= a.1
}

fn length(days: Days) -> i32 {
    between(days.0, days.1) + 1
}

/// Days between two stretches; 0 where they touch.
fn gap(a: Days, b: Days) -> i32 {
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
