//! A passage read closely enough to compare it with another: which of its words are its own.

use std::ops::Range;

use jiff::civil::Date;

use super::words;
use crate::lang;
use crate::model::{Archive, At, Kind, Mark, MarkBody, Passage};
use crate::text::words as words_of;
use crate::time;

/// First and last day.
pub type Days = (Date, Date);

/// A passage, word by word.
pub struct Reading<'a> {
    pub at: At,
    pub passage: &'a Passage,
    /// The words as numbers.
    pub ids: Vec<u32>,
    /// For each word, what it is.
    pub words: Vec<Part>,
    /// Marks for people, places and organisations, by place of their words.
    pub mentions: Vec<(Range<usize>, &'a Mark)>,
    pub context: Context,
    /// Days that it tells of, by place of their words.
    pub dates: Vec<(Range<usize>, Days)>,
    /// Numbers of what is counted, by place of their words: what, at least, at most.
    pub figures: Vec<(Range<usize>, Figure<'a>)>,
}

/// The days among which a passage stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// Days of the last date before it.
    pub before: Option<Days>,
    /// Days in which its report was published.
    pub published: Option<Days>,
}

/// What is counted, and the bounds of how much.
pub type Figure<'a> = (&'a str, Option<f64>, Option<f64>);

/// What a word is, when words are weighed that two passages share.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// It stands in a name or a date, or is a number.
    pub common: bool,
    /// It stands in a phrase that many texts have in common.
    pub stock: bool,
    /// It begins with a capital that its place in the sentence does not call for.
    pub name: bool,
    pub number: bool,
    pub letters: usize,
}

impl<'a> Reading<'a> {
    /// Reads the passage at a place of the archive.
    pub fn of(archive: &'a Archive, at: At, is_stock: impl Fn(u64) -> bool) -> Self {
        let passage = &archive.reports[at.0].passages[at.1];
        let text = passage.words.as_str();
        let ids = words::ids(text);
        let spans = words_of(text);
        let stock = words::stock(&ids, is_stock);
        let mut parts: Vec<Part> = spans
            .iter()
            .zip(stock)
            .map(|(word, stock)| {
                let number = text[word.span.clone()].contains(char::is_numeric);
                Part {
                    common: number,
                    stock,
                    name: is_name(text, &word.span),
                    number,
                    letters: text[word.span.clone()].chars().count(),
                }
            })
            .collect();
        forget_titles(&mut parts, &archive.reports[at.0].language);
        let places = |mark: &Mark| {
            let first = spans.partition_point(|word| word.span.end <= mark.span.start);
            let last = spans.partition_point(|word| word.span.start < mark.span.end);
            first..last.max(first).min(ids.len())
        };
        let mut reading = Self {
            at,
            passage,
            words: Vec::new(),
            context: context(archive, at),
            mentions: Vec::new(),
            dates: Vec::new(),
            figures: Vec::new(),
            ids: Vec::new(),
        };
        for mark in passage.marks.iter().chain(&passage.aside) {
            let place = places(mark);
            match &mark.body {
                MarkBody::Mention { .. } => reading.mentions.push((place.clone(), mark)),
                MarkBody::Date { value, .. } => {
                    let days = time::days(value);
                    reading.dates.extend(days.map(|days| (place.clone(), days)));
                }
                MarkBody::Figure {
                    counted, min, max, ..
                } => {
                    reading
                        .figures
                        .push((place, (counted.as_str(), *min, *max)));
                    continue;
                }
                MarkBody::Quotation { .. }
                | MarkBody::Correction { .. }
                | MarkBody::Markdown { .. } => continue,
            }
            if let Some(parts) = parts.get_mut(place) {
                parts.iter_mut().for_each(|part| part.common = true);
            }
        }
        reading.words = parts;
        reading.ids = ids;
        reading
    }

    /// Whether a reader wrote it.
    pub fn is_comment(&self) -> bool {
        self.passage.kind == Kind::Comment
    }

    /// Whether it stands above or beside a text, or answers it, rather than being part of it.
    pub fn is_beside_text(&self) -> bool {
        !matches!(self.passage.kind, Kind::Paragraph | Kind::ListItem)
    }
}

fn context(archive: &Archive, at: At) -> Context {
    // A date farther up belongs to something else.
    const PASSAGES: usize = 8;
    let report = &archive.reports[at.0];
    let before = report.passages[..at.1].iter().rev().take(PASSAGES);
    let dates = before.flat_map(|passage| passage.marks.iter().rev());
    let mut days = dates.filter_map(|mark| match &mark.body {
        MarkBody::Date { value, .. } => time::days(value),
        _ => None,
    });
    Context {
        before: days.next(),
        published: report.published.as_ref().and_then(|p| time::days(&p.value)),
    }
}

fn is_name(text: &str, word: &Range<usize>) -> bool {
    let before = text[..word.start].trim_end().chars().next_back();
    let begins =
        before.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, ',' | '\'' | '’' | '-' | '‑'));
    !begins && text[word.clone()].starts_with(char::is_uppercase)
}

/// Where most words have a capital, as in some headlines, a capital is no name; nor is it where all
/// nouns have one.
fn forget_titles(parts: &mut [Part], language: &str) {
    let capitals = parts.iter().filter(|part| part.name).count();
    let nouns = lang::rules(language).vocabulary.capital_nouns;
    if nouns || capitals * 3 > parts.len() * 2 {
        parts.iter_mut().for_each(|part| part.name = false);
    }
}
