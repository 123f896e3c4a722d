//! Assertions: what texts say of an event besides days, hours and numbers, sentence by sentence, and on which point
//! of which event that is a position.
//!
//! What a sentence asserts is read off its words by a lexicon of the language (`[assertions]`) and off whom it
//! names ([`clause`]); whose business it is, by what the passage tells ([`whose`]).

mod answers;
mod assertion;
mod clause;
mod deeds;
mod told;
mod whose;
mod wording;

use std::collections::BTreeSet;
use std::ops::Range;

use rayon::prelude::*;

use self::assertion::{Assertion, Said};
use self::clause::Clause;
pub use self::told::Told;
use self::whose::Ground;
use super::features::{Days, Features, length};
use super::positions::Answer;
use super::value::Value;
use crate::lang::{self, Language};
use crate::model::{Archive, At, EventId, Kind, Mark, MarkBody, Passage, Position};
use crate::text;
use crate::time;

/// Longest sentence, in bytes.
const SENTENCE: usize = 1200;
/// Up to so many days, one event has one doer.
const SHORT: i32 = 3;

/// The positions that are assertions.
pub fn find(archive: &Archive, features: &Features, told: &Told) -> Vec<Answer> {
    let reports = (0..archive.reports.len()).into_par_iter();
    let answers = reports.flat_map_iter(|report| {
        let mut answers = Vec::new();
        for number in 0..archive.reports[report].passages.len() {
            of_passage(archive, features, told, (report, number), &mut answers);
        }
        without_bare_denials(answers)
    });
    answers.collect()
}

fn of_passage(
    archive: &Archive,
    features: &Features,
    told: &Told,
    at: At,
    answers: &mut Vec<Answer>,
) {
    let report = &archive.reports[at.0];
    let passage = &report.passages[at.1];
    // Readers comment on what the report tells.
    let comment = passage.kind == Kind::Comment;
    let may_tell = |event: &usize| passage.told.leaves_open(&archive.events[*event].id);
    let events = told.by_report[at.0].iter();
    let here: Vec<(usize, bool)> = events
        .map(|(event, passages)| (*event, passages.contains(&at.1)))
        .filter(|(event, here)| *here || comment && may_tell(event))
        .collect();
    let wars: Vec<usize> = told.wars[at.0].iter().copied().filter(may_tell).collect();
    if here.is_empty() && wars.is_empty() {
        return;
    }
    let rules = lang::rules(&report.language);
    let stemmer = lang::stemmer(&report.language);
    let published = features.passages[at.0][at.1].published;
    let mut before: Option<Range<usize>> = None;
    let mut accused = false;
    let mut found: Vec<(usize, Answer)> = Vec::new();
    for range in text::sentences(&passage.words, &rules.abbreviations, SENTENCE) {
        let clause = Clause::read(passage, range.clone(), rules, &stemmer, features);
        let days = days_in(&passage.marks, &range);
        let ground = Ground {
            features,
            here: &here,
            wars: &wars,
            days: &days,
            names: &features.entities_in(passage, &range),
            published,
        };
        let mut asserted = asserted(&clause, rules);
        let earlier = before.replace(range.clone()).filter(|_| !accused);
        denials(&clause, earlier, &mut asserted);
        accused |= asserted.iter().any(Assertion::accuses);
        let on = days.last().copied().or(published);
        let mut add = |event: usize, assertion: &Assertion| {
            let exclusive = length(features.events[event].days) <= SHORT;
            let answer = Answer {
                value: assertion.value(on, exclusive),
                position: Position {
                    event: archive.events[event].id.clone(),
                    point: assertion.point(archive),
                    at,
                    value: assertion.table(archive, &passage.words),
                    span: assertion.span.clone(),
                    version: String::new(),
                },
            };
            found.push((event, answer));
        };
        for assertion in asserted {
            for event in ground.events(&clause, &assertion) {
                let asks = |key| {
                    archive.events[event]
                        .points
                        .iter()
                        .any(|point| point.key == key)
                };
                if assertion.key != "announced_by" || asks(assertion.key) {
                    add(event, &assertion);
                }
            }
        }
        for (event, _) in here.iter().filter(|(_, here)| *here) {
            let mut present = Vec::new();
            deeds::present(&clause, &features.events[*event], &mut present);
            for assertion in present {
                add(*event, &assertion);
            }
        }
        answers.extend(asked(archive, &clause, (at, passage), &here));
    }
    // A passage that says one thing twice says it once.
    let mut said = BTreeSet::new();
    found.retain(|(event, Answer { position, .. })| {
        said.insert((*event, position.point.clone(), position.value.clone()))
    });
    answers.extend(found.into_iter().map(|(_, answer)| answer));
}

/// All that a sentence asserts.
fn asserted(clause: &Clause, rules: &'static Language) -> Vec<Assertion> {
    let mut found = Vec::new();
    answers::holds(clause, &mut found);
    answers::taken(clause, &mut found);
    answers::accepts(clause, &mut found);
    answers::accused(clause, &mut found);
    deeds::struck(clause, &mut found);
    deeds::called(clause, &mut found);
    deeds::sides(clause, &mut found);
    deeds::announced(clause, &mut found);
    wording::status(clause, rules, &mut found);
    wording::purpose(clause, rules, &mut found);
    found
}

/// What is denied, and what was said just before it: "was hit twice. The army denied having fired."
fn denials(clause: &Clause, before: Option<Range<usize>>, asserted: &mut Vec<Assertion>) {
    let mut denied = clause
        .all("denies")
        .filter(|words| !clause.is_denied(words));
    if let (Some(before), Some(words)) = (before, denied.next())
        && !asserted.iter().any(|a| a.accuses() || a.is_answer())
    {
        let span = clause.span(clause.around(words));
        asserted.push(Assertion::new("happened", before, Said::Answer(true)));
        asserted.push(Assertion::new("happened", span, Said::Answer(false)));
    }
}

/// What a sentence says on the points that the files of events ask for by words of their own.
fn asked(
    archive: &Archive,
    clause: &Clause,
    (at, passage): (At, &Passage),
    here: &[(usize, bool)],
) -> Vec<Answer> {
    let events = here.iter().map(|(event, _)| &archive.events[*event]);
    let answers = events.flat_map(|event| {
        let asked = wording::asked(clause, &event.points).into_iter();
        asked.map(|(point, span)| Answer {
            position: Position {
                event: event.id.clone(),
                point,
                at,
                value: text::collapse(&passage.words[span.clone()]),
                span,
                version: String::new(),
            },
            value: Value::Said,
        })
    });
    answers.collect()
}

/// Denials by somebody whom nobody accuses answer nothing.
fn without_bare_denials(mut answers: Vec<Answer>) -> Vec<Answer> {
    let affirmed: BTreeSet<(EventId, String)> = answers
        .iter()
        .filter(|answer| matches!(answer.value, Value::Answer { yes: true, .. }))
        .map(|answer| (answer.position.event.clone(), answer.position.point.clone()))
        .collect();
    answers.retain(|Answer { position, .. }| {
        !position.point.starts_with("accused")
            || affirmed.contains(&(position.event.clone(), position.point.clone()))
    });
    answers
}

/// Days of the dates in a part of a passage.
fn days_in(marks: &[Mark], range: &Range<usize>) -> Vec<Days> {
    let inside = marks
        .iter()
        .filter(|mark| range.start <= mark.span.start && mark.span.end <= range.end);
    let days = inside.filter_map(|mark| match &mark.body {
        MarkBody::Date { value, .. } if !value.starts_with('[') => time::days(value),
        _ => None,
    });
    days.collect()
}
