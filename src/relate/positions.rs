//! Positions: what a telling says on a point, in the source's own words.
//!
//! An answer is a date or a duration that stands near words which lead to one (`[points]` in the
//! language's file) and near words of the event. One answer belongs to one event.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rayon::prelude::*;

use super::features::{Days, EventFeatures, Features};
use super::sentence::{Sentence, Word};
use super::tolls;
use super::value::{self, Value};
use super::{assertions, days};
use crate::lang::{self, Language};
use crate::model::{
    Archive, At, By, EventId, Mark, MarkBody, Mode, Passage, Point, Position, Telling,
};
use crate::text;
use crate::time;

/// A word further than this from an answer, in words, does not lead to it.
const REACH: usize = 8;
/// Where no word leads to an answer, the event must ask for it and its own words stand this near.
const BESIDE: usize = 3;
/// What telling the event in that very passage weighs against words that stand nearer.
const HERE: f64 = 0.1;
/// What being named in the sentence weighs against an event's own words.
const NAMED: f64 = 0.15;
/// Bytes to each side in which a sentence is looked for.
const SENTENCE: usize = 2000;
/// The part of an event's days, as far as they had gone by, that a length must be to be its own.
const PART: f64 = 0.1;
/// How sure the program is of a telling that it knows by its answer alone.
const BY_ANSWER: f64 = 0.5;

/// What is asked of a time or a duration, and of which kind the answer is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    Moment,
    Length,
}

/// The points that the program can answer, the one that needs no leading word first of its kind.
const POINTS: [(&str, Asked); 3] = [
    ("starts", Asked::Moment),
    ("ended_at", Asked::Moment),
    ("duration", Asked::Length),
];

/// A position and what it compares by; its version is given once all are known.
pub struct Answer {
    pub position: Position,
    pub value: Value,
}

/// Finds the positions on every event's points, by event, then point, then place.
///
/// A passage that answers a point of an event which its report tells elsewhere tells that event too:
/// such tellings are added.
pub fn find(archive: &Archive, features: &Features, tellings: &mut Vec<Telling>) -> Vec<Answer> {
    let told = told_by_report(archive, tellings);
    let mut answers: Vec<Answer> = (0..archive.reports.len())
        .into_par_iter()
        .flat_map_iter(|report| of_report(archive, features, report, &told[report]))
        .collect();
    answers.extend(tolls::find(archive, features, tellings));
    let mut told = assertions::Told::of(archive, features, told);
    let dated = days::find(archive, features, &told, &answers);
    told.add(archive, &dated);
    answers.extend(dated);
    answers.extend(assertions::find(archive, features, &told));
    answers.sort_by(|a, b| key(&a.position).cmp(&key(&b.position)));
    let known: BTreeSet<(&EventId, At)> = tellings.iter().map(|t| (&t.event, t.at)).collect();
    let mut added = BTreeMap::new();
    for Answer { position, .. } in &answers {
        if !known.contains(&(&position.event, position.at)) {
            added.insert((position.event.clone(), position.at), ());
        }
    }
    tellings.extend(added.into_keys().map(|(event, at)| Telling {
        event,
        at,
        mode: Mode::Told,
        score: BY_ANSWER,
        by: By::Program,
    }));
    tellings.sort_by(|a, b| (&a.event, a.at).cmp(&(&b.event, b.at)));
    answers
}

fn key(position: &Position) -> (&EventId, &str, At, usize) {
    (
        &position.event,
        &position.point,
        position.at,
        position.span.start,
    )
}

/// For each report the events that it tells, and in which passages.
fn told_by_report(
    archive: &Archive,
    tellings: &[Telling],
) -> Vec<BTreeMap<usize, BTreeSet<usize>>> {
    let mut told = vec![BTreeMap::<usize, BTreeSet<usize>>::new(); archive.reports.len()];
    for telling in tellings {
        let place = archive
            .events
            .binary_search_by(|e| e.id.cmp(&telling.event));
        if let Ok(event) = place {
            let passages = told[telling.at.0].entry(event).or_default();
            passages.insert(telling.at.1);
        }
    }
    told
}

fn of_report(
    archive: &Archive,
    features: &Features,
    place: usize,
    told: &BTreeMap<usize, BTreeSet<usize>>,
) -> Vec<Answer> {
    if told.is_empty() {
        return Vec::new();
    }
    let report = &archive.reports[place];
    let rules = lang::rules(&report.language);
    let stemmer = lang::stemmer(&report.language);
    let published = report.published.as_ref().and_then(|p| time::days(&p.value));
    let until = published.map(|days: Days| days.1);
    let mut answers = Vec::new();
    for (number, passage) in report.passages.iter().enumerate() {
        for mark in &passage.marks {
            let Some(said) = Said::read(passage, mark, rules) else {
                continue;
            };
            let around =
                text::sentence_around(&passage.words, &mark.span, &rules.abbreviations, SENTENCE);
            let sentence = Sentence::of(&passage.words, around.clone(), &stemmer);
            let led = led_to(said.asked, sentence.keys_around(&mark.span, &rules.points));
            let words = sentence.words_around(&mark.span);
            let names = features.entities_in(passage, &around);
            // A person who says what a passage tells has said what it answers for.
            let may_tell = |event: usize, passages: &BTreeSet<usize>| {
                passages.contains(&number) || passage.told.leaves_open(&archive.events[event].id)
            };
            let fits = |(event, passages): (&usize, &BTreeSet<usize>)| {
                let own = &features.events[*event];
                if !may_tell(*event, passages) || !said.can_be_of(own.days, until) {
                    return None;
                }
                let here = passages.contains(&number);
                let tie = tie(own, features, rules, &words, &names)
                    .filter(|tie| here || tie.within(REACH / 2))?;
                let point = said.point(led, &archive.events[*event].points, &tie)?;
                let weight = tie.weight + if here { HERE } else { 0.0 };
                Some((*event, point, weight))
            };
            let best = told.iter().filter_map(fits);
            let best = best.max_by(|a, b| a.2.total_cmp(&b.2).then(b.0.cmp(&a.0)));
            let value = |event: usize| match said.value.clone() {
                Value::Length { low, high, .. } => Value::Length {
                    low,
                    high,
                    so_far: until.is_some_and(|day| day < features.events[event].days.1),
                },
                value => value,
            };
            answers.extend(best.map(|(event, point, _)| Answer {
                value: value(event),
                position: Position {
                    event: archive.events[event].id.clone(),
                    point: point.to_owned(),
                    at: (place, number),
                    span: mark.span.clone(),
                    value: said.table,
                    version: String::new(),
                },
            }));
        }
    }
    answers
}

/// What a date mark can answer.
struct Said {
    asked: Asked,
    /// The value as tables give it.
    table: String,
    value: Value,
}

impl Said {
    /// A time of day or a length of time; None for days, which are for finding tellings.
    fn read(passage: &Passage, mark: &Mark, rules: &Language) -> Option<Self> {
        let MarkBody::Date { value, .. } = &mark.body else {
            return None;
        };
        if let Some(moment) = Value::moment(value) {
            return Some(Self {
                asked: Asked::Moment,
                table: value.clone(),
                value: moment,
            });
        }
        let bound = rules.bound(passage.words.get(mark.span.clone())?);
        Some(Self {
            asked: Asked::Length,
            table: value::with_bound(value, bound),
            value: Value::length(value, bound)?,
        })
    }

    /// Whether it can be said of an event: an hour on one of its days, a length that its days hold, of which so many
    /// had gone by.
    fn can_be_of(&self, days: Days, until: Option<Date>) -> bool {
        match self.value {
            Value::Moment { .. } => {
                time::days(&self.table).is_some_and(|said| days.0 <= said.0 && said.1 <= days.1)
            }
            Value::Length { low, high, .. } => {
                const DAY: f64 = 1440.0;
                let said = if low.is_finite() { low } else { high } / DAY;
                let length = |last: Date| days.0.duration_until(last).as_mins() as f64 / DAY + 1.0;
                let days = length(days.1);
                let so_far = until.map_or(days, |until| length(until).clamp(1.0, days));
                // Nobody counts a war in hours, or its years in weeks; months are rounded up.
                let least = if days <= 3.0 {
                    0.0
                } else {
                    (so_far * PART).max(1.0)
                };
                (least..=1.5 * days).contains(&said)
            }
            _ => false,
        }
    }

    /// The point of an event that it answers: the one that words lead to, or else the first that the
    /// event asks for, where it stands beside the event's own words.
    fn point(
        &self,
        led: Option<&'static str>,
        points: &[Point],
        tie: &Tie,
    ) -> Option<&'static str> {
        let asks = |point: &str| points.iter().any(|p| p.key == point);
        match led {
            Some(led) => Some(led).filter(|led| points.is_empty() || asks(led)),
            // "a conflict of two months", "six weeks of fighting"
            None if self.asked == Asked::Length && points.is_empty() && tie.within(1) => {
                Some("duration")
            }
            None => {
                let first = POINTS.iter().find(|(_, asked)| *asked == self.asked);
                let first = first.map(|(point, _)| *point);
                first.filter(|point| tie.within(BESIDE) && asks(point))
            }
        }
    }
}

/// The point that the nearest leading word leads to.
fn led_to(asked: Asked, keys: Vec<(&str, usize)>) -> Option<&'static str> {
    let nearest = keys
        .into_iter()
        .filter(|(_, distance)| *distance <= REACH)
        .filter_map(|(key, distance)| {
            let (point, _) = POINTS.iter().find(|(p, a)| *p == key && *a == asked)?;
            Some((*point, distance))
        });
    nearest
        .min_by_key(|(_, distance)| *distance)
        .map(|(p, _)| p)
}

/// How an event stands around an answer.
struct Tie {
    weight: f64,
    /// Words between the answer and the nearest word of the event.
    nearest: Option<usize>,
}

impl Tie {
    fn within(&self, words: usize) -> bool {
        self.nearest.is_some_and(|nearest| nearest <= words)
    }
}

/// None where nothing in the sentence speaks of the event.
fn tie(
    event: &EventFeatures,
    features: &Features,
    rules: &Language,
    words: &[(&Word, usize)],
    names: &BTreeSet<usize>,
) -> Option<Tie> {
    let own = words.iter().filter_map(|(word, distance)| {
        let weight = features.event_word(event, word, rules)?;
        Some((weight / (1.0 + *distance as f64 / 2.0), *distance))
    });
    let (strongest, nearest) = own.fold((0.0_f64, None), |(strongest, nearest), (weight, near)| {
        let nearest = nearest.map_or(near, |n: usize| n.min(near));
        (strongest.max(weight), Some(nearest))
    });
    let there = event.participants.union(&event.places);
    let named: f64 = there
        .filter(|entity| names.contains(entity))
        .map(|entity| features.entity_weight(*entity))
        .sum();
    let weight = strongest + NAMED * named.min(1.0);
    (weight > 0.0).then_some(Tie { weight, nearest })
}
