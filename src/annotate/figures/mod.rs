//! Quantities stated as facts: a number, what it counts, who claims it, as of when.

mod counted;
mod numbers;

use std::ops::Range;

use self::counted::{Earlier, Phrase};
use super::reading::{Word, sentences};
use super::speech::{Passage, Said};
use crate::lang::{Language, Role};
use crate::model::{By, EntityId, Mark, MarkBody};
use crate::time::tokens::Kind;

/// The figures of a passage.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    /// For the page.
    pub shown: Vec<Mark>,
    /// Lengths of time, which are marked as such already: for the tables alone.
    pub durations: Vec<Mark>,
}

/// The figures of a passage with what is said in it, and its dates; `published`: the day, where one is known.
pub fn find(
    passage: &Passage,
    said: &Said,
    dates: &[Mark],
    language: &Language,
    published: Option<&str>,
) -> Figures {
    let words = &passage.words;
    let is_number = |w: &Word| matches!(w.kind, Kind::Number { .. }) || w.number != Default::default();
    if !words.iter().any(is_number) {
        return Figures::default();
    }
    let all = numbers::all(passage.text, words, language.vocabulary.decimal);
    let ends = sentences(passage.text, words, &language.abbreviations);
    let mut figures = Figures::default();
    let mut earlier: Option<Earlier> = None;
    let mut sentence = 0..0;
    let mut next_end = ends.iter().copied();
    for (place, number) in all.iter().enumerate() {
        while number.words.start >= sentence.end {
            let Some(end) = next_end.next() else { break };
            sentence = sentence.end..end;
            // "That figure includes 22 civilians" goes on about the one before.
            let before = number.words.start.checked_sub(1).map(|b| &words[b]);
            earlier = earlier.filter(|_| before.is_some_and(|w| w.has(Role::Including))).map(|e| Earlier {
                end: number.words.start - 1,
                ..e
            });
        }
        let span = span_of(words, &number.words);
        let date = dates.iter().find(|d| d.span.start < span.end && span.start < d.span.end);
        let as_of = || as_of(words, dates, &sentence, published);
        let claimant = || claimant(said, span.start);
        if let Some(date) = date {
            let length = matches!(&date.body, MarkBody::Date { value, .. } if value.starts_with('P') && !value.contains('/'));
            if length && number.min.or(number.max).is_some() {
                let unit = words[number.words.end..].iter().find(|w| w.is_word() && w.span.end <= date.span.end);
                figures.durations.push(figure(
                    span.start.min(date.span.start)..date.span.end.max(span.end),
                    "duration",
                    number,
                    unit.map(|w| passage.text[w.span.clone()].to_owned()),
                    (claimant(), as_of(), false),
                ));
            }
            continue;
        }
        if words[number.words.clone()].iter().all(|w| w.mention.is_some()) {
            continue;
        }
        let next = all[place + 1..].iter().find(|n| !n.single);
        let next = next.map_or(words.len(), |n| n.words.start);
        let Some(phrase) = counted::of(words, &sentence, number, next, earlier) else {
            continue;
        };
        let own = span_of(words, &phrase.words);
        let of = (!phrase.of.is_empty()).then(|| passage.text[span_of(words, &phrase.of)].to_owned());
        let change = is_increment(words, &sentence, &phrase, earlier);
        earlier = Some(Earlier {
            counted: phrase.counted,
            end: phrase.words.end,
        });
        figures.shown.push(figure(
            own,
            phrase.counted.as_str(),
            number,
            of,
            (claimant(), as_of(), change),
        ));
    }
    figures
}

/// Whether a number adds to a total rather than being one.
fn is_increment(words: &[Word], sentence: &Range<usize>, phrase: &Phrase, earlier: Option<Earlier>) -> bool {
    let brings = words[phrase.words.end.min(sentence.end)..sentence.end].iter().any(|w| w.has(Role::Brings));
    phrase.more && phrase.counted.is_toll() && (brings || earlier.is_none())
}

fn figure(
    span: Range<usize>,
    counted: &str,
    number: &numbers::Said,
    of: Option<String>,
    (claimant, as_of, change): (Option<EntityId>, Option<String>, bool),
) -> Mark {
    Mark {
        span,
        body: MarkBody::Figure {
            counted: counted.to_owned(),
            min: number.min,
            max: number.max,
            change,
            of: of.map(|of| crate::text::collapse(&of)),
            claimant,
            as_of,
        },
        by: By::Program,
    }
}

fn span_of(words: &[Word], range: &Range<usize>) -> Range<usize> {
    words[range.start].span.start..words[range.end - 1].span.end
}

/// Who says what stands at a place: the innermost speech that holds it.
fn claimant(said: &Said, at: usize) -> Option<EntityId> {
    let holding = said.direct.iter().chain(&said.indirect).filter(|m| m.span.contains(&at));
    let innermost = holding.min_by_key(|m| m.span.len())?;
    match &innermost.body {
        MarkBody::Quotation { speaker, .. } => speaker.clone(),
        _ => None,
    }
}

/// The day that a sentence speaks of, or that of the report.
fn as_of(words: &[Word], dates: &[Mark], sentence: &Range<usize>, published: Option<&str>) -> Option<String> {
    let span = span_of(words, sentence);
    let days = dates.iter().filter(|d| span.start <= d.span.start && d.span.end <= span.end);
    let mut values = days.filter_map(|d| match &d.body {
        MarkBody::Date { value, .. } => day(value),
        _ => None,
    });
    values.next_back().or_else(|| day(published?))
}

/// The day of an EDTF value, where it is one.
fn day(value: &str) -> Option<String> {
    const DAY: usize = 10;
    let day = value.get(..DAY)?;
    let is_day = crate::time::is_valid(day) && !value.contains('/') && day.matches('-').count() == 2;
    is_day.then(|| day.to_owned())
}
