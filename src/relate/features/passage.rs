//! What a passage says, and each of its sentences.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

use super::words::Words;
use super::{Days, PassageFeatures};
use crate::lang;
use crate::model::{EntityId, Mark, MarkBody, Passage, Report};
use crate::relate::sides::Country;
use crate::text::{fold, sentences};
use crate::time;

/// A choice between days is compared by all from the first to the last of them when they lie so near.
const NEAR: i32 = 7;
/// Bytes of a sentence; longer ones are cut.
const SENTENCE: usize = 600;
/// So many bytes, a quotation mark and a space, stand before the words that are quoted at a passage's head.
const QUOTE: usize = 6;
/// So many words at a passage's head show what it takes up.
const FIRST: usize = 3;

/// What the passages of a report say; of the words of their sentences, those that events ask for.
pub(super) fn of_report(
    report: &Report,
    at: usize,
    places: &HashMap<&EntityId, usize>,
    sides: &[Option<Country>],
    asked: &HashSet<&str>,
) -> Vec<PassageFeatures> {
    let published = report.published.as_ref().and_then(|p| time::days(&p.value));
    let rules = lang::rules(&report.language);
    let mut before = None;
    let passages = report.passages.iter().map(|passage| {
        let comment = passage.comment.as_ref();
        let posted = comment.and_then(|c| time::days(c.posted.as_deref()?));
        // A comment is of its own time.
        let mut reading = Reading {
            report,
            at,
            places,
            sides,
            before: before.filter(|_| posted.is_none()),
            published: posted.or(published),
        };
        let parts = sentences(&passage.words, &rules.abbreviations, SENTENCE);
        let sentences = match parts.len() {
            0 | 1 => Vec::new(),
            _ => parts
                .into_iter()
                .map(|part| {
                    let mut sentence = reading.of(passage, part);
                    sentence.stems.retain(|stem| asked.contains(&**stem));
                    reading.before = sentence.dates.last().copied().or(reading.before);
                    sentence
                })
                .collect(),
        };
        reading.before = before.filter(|_| posted.is_none());
        let whole = reading.of(passage, 0..passage.words.len());
        before = whole.dates.last().copied().or(before);
        PassageFeatures { sentences, ..whole }
    });
    let mut passages: Vec<PassageFeatures> = passages.collect();
    let mut behind = None;
    for passage in passages.iter_mut().rev() {
        passage.behind = behind;
        behind = passage.dates.first().copied().or(behind);
    }
    passages
}

/// What the words of a report are read with.
struct Reading<'r> {
    report: &'r Report,
    at: usize,
    places: &'r HashMap<&'r EntityId, usize>,
    sides: &'r [Option<Country>],
    before: Option<Days>,
    published: Option<Days>,
}

impl Reading<'_> {
    /// What a part of a passage says.
    fn of(&self, passage: &Passage, part: Range<usize>) -> PassageFeatures {
        let marks = &passage.marks[marks_in(passage, &part)];
        let inside = || marks.iter().filter(|mark| mark.span.end <= part.end);
        let entities = entities_of(inside(), self.places);
        let named = entities.iter().filter_map(|e| self.sides[*e]);
        let words = Words::of(&passage.words[part.clone()], &self.report.language);
        let dates = inside().filter(|mark| !self.is_of_publication(mark));
        PassageFeatures {
            sides: named.chain(words.sides).collect(),
            entities,
            counts: inside().any(counts),
            kinds: words.kinds,
            stems: words.stems,
            dates: dates.filter_map(days_of).collect(),
            before: self.before,
            behind: None,
            published: self.published,
            speakers: speakers_of(passage, &part, self.places),
            spoken: spoken(passage, &part),
            denies: words.denies,
            claims: words.claims,
            offices: words.offices,
            takes_up: takes_up(
                &passage.words[behind_quotation(passage, &part)],
                &self.report.language,
            ),
            report: self.at,
            sentences: Vec::new(),
        }
    }

    /// Whether a date is "today" in a report whose day is known only roughly: it gives no day.
    fn is_of_publication(&self, mark: &Mark) -> bool {
        match &mark.body {
            MarkBody::Date { value, .. } => {
                value.starts_with('[') && time::days(value) == self.published
            }
            _ => false,
        }
    }
}

/// The marks that begin in a part of a passage.
pub(super) fn marks_in(passage: &Passage, part: &Range<usize>) -> Range<usize> {
    let marks = &passage.marks;
    let first = marks.partition_point(|mark| mark.span.start < part.start);
    first
        ..marks
            .partition_point(|mark| mark.span.start < part.end)
            .max(first)
}

/// Whoever speaks in a part of a passage.
fn speakers_of(
    passage: &Passage,
    part: &Range<usize>,
    places: &HashMap<&EntityId, usize>,
) -> BTreeSet<usize> {
    let marks = passage.marks.iter().chain(&passage.aside);
    let inside = marks.filter(|mark| part.contains(&mark.span.start));
    speakers(inside, places).collect()
}

/// Whoever says the quotations among some marks.
pub(super) fn speakers<'m>(
    marks: impl Iterator<Item = &'m Mark>,
    places: &HashMap<&EntityId, usize>,
) -> impl Iterator<Item = usize> {
    marks.filter_map(|mark| match &mark.body {
        MarkBody::Quotation { speaker, .. } => places.get(speaker.as_ref()?).copied(),
        _ => None,
    })
}

/// The share of a part of a passage that is somebody's words.
fn spoken(passage: &Passage, part: &Range<usize>) -> f64 {
    let marks = passage.marks.iter().chain(&passage.aside);
    let said = marks.filter(|mark| matches!(mark.body, MarkBody::Quotation { .. }));
    let mut said: Vec<Range<usize>> = said
        .map(|mark| mark.span.start.max(part.start)..mark.span.end.min(part.end))
        .filter(|span| span.start < span.end)
        .collect();
    said.sort_unstable_by_key(|span| span.start);
    let (mut bytes, mut end) = (0, part.start);
    for span in said {
        bytes += span.end.saturating_sub(span.start.max(end));
        end = end.max(span.end);
    }
    bytes as f64 / part.len().max(1) as f64
}

/// A part of a passage without the words that somebody else says at its head.
fn behind_quotation(passage: &Passage, part: &Range<usize>) -> Range<usize> {
    let said = passage.marks[marks_in(passage, part)].iter();
    let mut said = said.filter(|mark| matches!(mark.body, MarkBody::Quotation { .. }));
    let head = said.find(|mark| mark.span.start <= part.start + QUOTE && mark.span.end < part.end);
    head.map_or(part.start, |mark| mark.span.end)..part.end
}

/// Whether the first words of a text take up what was said before it.
pub fn takes_up(words: &str, language: &str) -> bool {
    let back = &lang::rules(language).tellings.takes_up;
    let first = crate::text::words(words).into_iter().take(FIRST);
    first
        .map(|word| fold(&words[word.span]))
        .any(|word| back.contains(&word))
}

/// Whether a mark counts what a war or a disaster does to people.
fn counts(mark: &Mark) -> bool {
    let MarkBody::Figure { counted, .. } = &mark.body else {
        return false;
    };
    matches!(
        counted.as_str(),
        "dead" | "wounded" | "displaced" | "captured"
    )
}

fn days_of(mark: &Mark) -> Option<Days> {
    match &mark.body {
        // One of several days far from each other says little of any between them.
        MarkBody::Date { value, .. } => time::days(value).filter(|(first, last)| {
            !value.starts_with('[') || first.until(*last).is_ok_and(|far| far.get_days() <= NEAR)
        }),
        _ => None,
    }
}

pub(super) fn entities_of<'m>(
    marks: impl Iterator<Item = &'m Mark>,
    places: &HashMap<&EntityId, usize>,
) -> BTreeSet<usize> {
    let mentioned = marks.filter_map(|mark| match &mark.body {
        MarkBody::Mention { entity, .. } => places.get(entity).copied(),
        _ => None,
    });
    mentioned.collect()
}
