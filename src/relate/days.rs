//! Days: on which day an event happened, or is announced for.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rayon::prelude::*;

use super::assertions::Told;
use super::features::{Days, EventFeatures, Features, gap, length, overlap};
use super::positions::Answer;
use super::sentence::Sentence;
use super::value::Value;
use crate::lang::{self, Language};
use crate::model::{Archive, At, EventId, MarkBody, Passage, Position};
use crate::text;
use crate::time;

/// Up to so many days an event has a day.
const SHORT: i32 = 3;
/// Days between the day on which something is announced for and the one on which it happens.
const PUT_OFF: i32 = 7;
/// The longest stretch that says when something was.
const STRETCH: i32 = 366;
/// So many words further than the nearest happening, another may be meant just as well.
const BESIDE: usize = 3;
/// Bytes to each side in which a sentence is looked for.
const SENTENCE: usize = 1200;
const POINT: &str = "date";

/// The positions on days: dates in tellings that stand in a sentence with what happened, unless they answer
/// something else already; and days for which a report announces an event that came on another.
pub fn find(
    archive: &Archive,
    features: &Features,
    told: &Told,
    answered: &[Answer],
) -> Vec<Answer> {
    let taken: BTreeSet<(At, usize)> = answered
        .iter()
        .filter(|answer| matches!(answer.value, Value::Length { .. }))
        .map(|answer| (answer.position.at, answer.position.span.start))
        .collect();
    let mut by_place: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (event, own) in features.events.iter().enumerate() {
        for place in own.places.iter().filter(|_| length(own.days) <= SHORT) {
            by_place.entry(*place).or_default().push(event);
        }
    }
    let answers = (0..archive.reports.len())
        .into_par_iter()
        .flat_map_iter(|report| {
            let mut answers = Vec::new();
            let passages = &features.passages[report];
            let named: BTreeSet<usize> = passages
                .iter()
                .flat_map(|p| p.entities.iter().copied())
                .collect();
            for (number, passage) in archive.reports[report].passages.iter().enumerate() {
                let at = (report, number);
                let sentences = Sentences::of(archive, report, passage);
                for mark in dated(passage).filter(|dated| !taken.contains(&(at, dated.span.start)))
                {
                    let seen = Seen {
                        published: passages[number].published,
                        names: features.entities_in(passage, sentences.around(mark.span)),
                        kinds: sentences.kinds_beside(mark.span),
                        before: sentences.kinds_before(mark.span),
                        in_report: &named,
                        in_passage: &passages[number].dates,
                        days: mark.days,
                        clock: mark.value.contains('T'),
                    };
                    let told = told.by_report[report].iter();
                    let here = told.filter(|(_, passages)| passages.contains(&number));
                    let mut events: Vec<usize> = here.map(|(event, _)| *event).collect();
                    events.retain(|event| seen.dates(features, *event));
                    let announced = seen.announces(features, &by_place, events.is_empty());
                    events.extend(announced.filter(|event| !events.contains(event)));
                    answers.extend(events.into_iter().map(|event| {
                        let id = archive.events[event].id.clone();
                        mark.answer(id, at, passages[number].published)
                    }));
                }
            }
            answers
        });
    answers.collect()
}

/// The sentences of a passage.
struct Sentences<'a> {
    passage: &'a Passage,
    rules: &'static Language,
    ranges: Vec<Range<usize>>,
}

impl<'a> Sentences<'a> {
    fn of(archive: &Archive, report: usize, passage: &'a Passage) -> Self {
        let rules = lang::rules(&archive.reports[report].language);
        Self {
            passage,
            rules,
            ranges: text::sentences(&passage.words, &rules.abbreviations, SENTENCE),
        }
    }

    fn place(&self, span: &Range<usize>) -> usize {
        let place = self.ranges.partition_point(|range| range.end <= span.start);
        place.min(self.ranges.len().saturating_sub(1))
    }

    /// The sentence that a span begins in.
    fn around(&self, span: &Range<usize>) -> &Range<usize> {
        &self.ranges[self.place(span)]
    }

    /// The kinds of happening, each as `≈kind`, that are told nearest to a span in its sentence.
    fn kinds_beside(&self, span: &Range<usize>) -> BTreeSet<String> {
        let told = self
            .read(self.place(span))
            .keys_around(span, &self.rules.happenings);
        let nearest = told
            .iter()
            .map(|(_, distance)| *distance)
            .min()
            .unwrap_or(0);
        let beside = told
            .iter()
            .filter(|(_, distance)| *distance <= nearest + BESIDE);
        beside.map(|(kind, _)| format!("≈{kind}")).collect()
    }

    /// The kinds of happening that the sentence before tells.
    fn kinds_before(&self, span: &Range<usize>) -> BTreeSet<String> {
        let Some(before) = self.place(span).checked_sub(1) else {
            return BTreeSet::new();
        };
        let told = self.read(before).keys(&self.rules.happenings, |_| false);
        told.iter().map(|found| format!("≈{}", found.key)).collect()
    }

    fn read(&self, place: usize) -> Sentence {
        let stemmer = lang::stemmer(&self.rules.code);
        Sentence::of(&self.passage.words, self.ranges[place].clone(), &stemmer)
    }
}

/// A date that says on which days something was.
struct Dated<'a> {
    span: &'a Range<usize>,
    value: &'a str,
    days: Days,
}

fn dated(passage: &Passage) -> impl Iterator<Item = Dated<'_>> {
    passage.marks.iter().filter_map(|mark| {
        let MarkBody::Date { value, .. } = &mark.body else {
            return None;
        };
        let days = time::days(value).filter(|days| length(*days) <= STRETCH)?;
        // What the text leaves open says nothing.
        (!value.contains("..")).then_some(Dated {
            span: &mark.span,
            value,
            days,
        })
    })
}

impl Dated<'_> {
    fn answer(&self, event: EventId, at: At, told: Option<Days>) -> Answer {
        Answer {
            position: Position {
                event,
                point: POINT.to_owned(),
                at,
                span: self.span.clone(),
                value: self.value.to_owned(),
                version: String::new(),
            },
            value: Value::Days {
                days: self.days,
                choice: self.value.starts_with('['),
                told,
            },
        }
    }
}

/// What is seen around a date.
struct Seen<'a> {
    days: Days,
    /// An hour is given, which does not say by itself of which day it is.
    clock: bool,
    published: Option<Days>,
    /// Kinds of happening beside it, each as `≈kind`, and in the sentence before.
    kinds: BTreeSet<String>,
    before: BTreeSet<String>,
    /// Whom and what the sentence names, and the report.
    names: BTreeSet<usize>,
    in_report: &'a BTreeSet<usize>,
    /// Days of the dates of the passage.
    in_passage: &'a [Days],
}

impl Seen<'_> {
    /// Whether the date is when an event was that the passage tells: the sentence tells such a happening, or names
    /// who took part in one that has no kind, and the days are not others.
    fn dates(&self, features: &Features, event: usize) -> bool {
        let own = &features.events[event];
        let told = match &own.head {
            Some(head) => self.kinds.contains(head),
            None => own
                .participants
                .union(&own.places)
                .any(|e| self.names.contains(e)),
        };
        let on = match gap(self.days, own.days) {
            0 => true,
            // Another day, where the passage does not give the event's own.
            1 => !self.clock && !self.in_passage.iter().any(|days| overlap(*days, own.days)),
            _ => false,
        };
        length(own.days) <= SHORT && on && told
    }

    /// The event that a report announces which was published before it: for its own day, or, where the sentence
    /// names its place, for one on which it did not come and nothing else happened there.
    fn announces(
        &self,
        features: &Features,
        by_place: &BTreeMap<usize, Vec<usize>>,
        tells_none: bool,
    ) -> Option<usize> {
        let told = self.published.filter(|told| told.0 <= self.days.1)?;
        let there = self
            .in_report
            .iter()
            .filter_map(|place| by_place.get(place))
            .flatten();
        let ahead: Vec<usize> = there
            .copied()
            .filter(|event| told.1 < features.events[*event].days.0)
            .collect();
        let tells = |event: &EventFeatures, kinds: &BTreeSet<String>| {
            event.head.as_ref().is_some_and(|head| kinds.contains(head))
        };
        let on = |event: &usize| overlap(features.events[*event].days, self.days);
        let for_its_day = ahead.iter().filter(|event| {
            on(event) && length(self.days) <= SHORT && tells(&features.events[**event], &self.kinds)
        });
        if let Some(event) = for_its_day.min() {
            return Some(*event);
        }
        let put_off = ahead.iter().filter(|event| {
            let own = &features.events[**event];
            let told = tells(own, &self.kinds) || tells(own, &self.before);
            told && own.places.iter().any(|place| self.names.contains(place))
                && gap(self.days, own.days) <= PUT_OFF
        });
        let announced = tells_none
            && told.1 < self.days.0
            && length(self.days) <= SHORT
            && !ahead.iter().any(on);
        put_off
            .filter(|_| announced)
            .min_by_key(|event| (gap(self.days, features.events[**event].days), **event))
            .copied()
    }
}
