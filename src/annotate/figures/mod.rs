//! Quantities stated as facts: a number, what it counts, who claims it, as of when.

mod claims;
mod counted;
mod noun;
mod numbers;
mod uncounted;

use std::ops::Range;

use self::claims::Claims;
use self::counted::Phrase;
pub use self::uncounted::uncounted;
use super::reading::Word;
use super::speech::{Passage, Said};
use crate::lang::{Language, Role};
use crate::model::{EntityId, Mark, MarkBody, Why};
use crate::text::spans::touching;

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
    if !words.iter().any(Word::is_number) {
        return Figures::default();
    }
    let report = Context {
        passage,
        claims: Claims::of(said),
        dates,
        published,
    };
    let all = numbers::all(passage.text, words, language.vocabulary.decimal);
    let nouns = counted::Nouns {
        text: passage.text,
        vocabulary: &language.vocabulary,
    };
    let mut figures = Figures::default();
    // The phrases of the sentence, of which a later one may say what an earlier one counts.
    let mut phrases: Vec<(usize, Phrase)> = Vec::new();
    let next = next_starts(&all, words.len());
    let mut sentence = 0..0;
    let mut next_end = passage.ends.iter().copied();
    for (place, number) in all.iter().enumerate() {
        while number.words.start >= sentence.end {
            let Some(end) = next_end.next() else { break };
            report.shown(&mut figures, &all, &mut phrases, &sentence);
            sentence = sentence.end..end;
        }
        let span = span_of(words, &number.words);
        if let Some(date) = touching(dates, |d| &d.span, &span).first() {
            figures
                .durations
                .extend(report.duration(number, date, &sentence));
            continue;
        }
        if words[number.words.clone()]
            .iter()
            .all(|w| w.mention.is_some())
        {
            continue;
        }
        let earlier = phrases.last().map(|(_, phrase)| phrase);
        if let Some(phrase) = counted::of(words, &sentence, number, next[place], earlier, &nouns) {
            counted::coordinate(words, &mut phrases, &phrase);
            phrases.push((place, phrase));
        }
    }
    report.shown(&mut figures, &all, &mut phrases, &sentence);
    figures
}

/// For each number, where the next begins that is no article; `last`: where the words end.
fn next_starts(numbers: &[numbers::Said], last: usize) -> Vec<usize> {
    let mut next = last;
    let mut starts: Vec<usize> = numbers
        .iter()
        .rev()
        .map(|number| {
            let here = if number.single {
                next
            } else {
                number.words.start
            };
            std::mem::replace(&mut next, here)
        })
        .collect();
    starts.reverse();
    starts
}

/// What figures of a passage are told with.
struct Context<'a> {
    passage: &'a Passage<'a>,
    claims: Claims<'a>,
    dates: &'a [Mark],
    published: Option<&'a str>,
}

impl Context<'_> {
    /// Makes marks of the phrases of a sentence.
    fn shown(
        &self,
        figures: &mut Figures,
        numbers: &[numbers::Said],
        phrases: &mut Vec<(usize, Phrase)>,
        sentence: &Range<usize>,
    ) {
        let words = &self.passage.words;
        let mut earlier = false;
        for (number, phrase) in phrases.drain(..) {
            let span = span_of(words, &phrase.words);
            let of = (!phrase.of.is_empty()).then(|| self.words(&phrase.of));
            let change = is_increment(words, sentence, &phrase, earlier);
            earlier |= phrase.counted.is_toll();
            let told = (self.claims.at(span.start), self.as_of(sentence), change);
            figures.shown.push(figure(
                span,
                phrase.counted.as_str(),
                &numbers[number],
                of,
                told,
            ));
        }
    }

    /// A length of time as a figure, where it says a number.
    fn duration(
        &self,
        number: &numbers::Said,
        date: &Mark,
        sentence: &Range<usize>,
    ) -> Option<Mark> {
        let MarkBody::Date { value, .. } = &date.body else {
            return None;
        };
        number
            .min
            .or(number.max)
            .filter(|_| value.starts_with('P') && !value.contains('/'))?;
        let words = &self.passage.words;
        let span = span_of(words, &number.words);
        let unit = words[number.words.end..]
            .iter()
            .find(|w| w.is_word() && w.span.end <= date.span.end);
        let unit = unit.map(|w| self.passage.text[w.span.clone()].to_owned());
        let told = (self.claims.at(span.start), self.as_of(sentence), false);
        let span = span.start.min(date.span.start)..date.span.end.max(span.end);
        Some(figure(span, "duration", number, unit, told))
    }

    fn words(&self, range: &Range<usize>) -> String {
        self.passage.text[span_of(&self.passage.words, range)].to_owned()
    }

    /// The day that a sentence speaks of, or that of the report.
    fn as_of(&self, sentence: &Range<usize>) -> Option<String> {
        let span = span_of(&self.passage.words, sentence);
        let days = touching(self.dates, |d| &d.span, &span).iter();
        let days = days.filter(|d| span.start <= d.span.start && d.span.end <= span.end);
        let mut values = days.filter_map(|d| match &d.body {
            MarkBody::Date { value, .. } => day(value),
            _ => None,
        });
        values.next_back().or_else(|| day(self.published?))
    }
}

/// Whether a number adds to a total rather than being one.
fn is_increment(words: &[Word], sentence: &Range<usize>, phrase: &Phrase, earlier: bool) -> bool {
    let brings = words[phrase.words.end.min(sentence.end)..sentence.end]
        .iter()
        .any(|w| w.has(Role::Brings));
    phrase.more && phrase.counted.is_toll() && (brings || !earlier)
}

fn figure(
    span: Range<usize>,
    counted: &str,
    number: &numbers::Said,
    of: Option<String>,
    (claimant, as_of, change): (Option<&EntityId>, Option<String>, bool),
) -> Mark {
    let of = of.map(|of| crate::text::collapse(&of));
    let why = of.clone().map(Why::Measure).unwrap_or_default();
    let body = MarkBody::Figure {
        counted: counted.to_owned(),
        min: number.min,
        max: number.max,
        change,
        of,
        claimant: claimant.cloned(),
        as_of,
    };
    Mark::program(span, body).because(why)
}

fn span_of(words: &[Word], range: &Range<usize>) -> Range<usize> {
    words[range.start].span.start..words[range.end - 1].span.end
}

/// The day of an EDTF value, where it is one.
fn day(value: &str) -> Option<String> {
    const DAY: usize = 10;
    let day = value.get(..DAY)?;
    let is_day =
        crate::time::is_valid(day) && !value.contains('/') && day.matches('-').count() == 2;
    is_day.then(|| day.to_owned())
}
