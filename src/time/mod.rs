//! Temporal expressions: found in text, resolved to EDTF.
//!
//! The way through: a passage is cut into folded tokens (`tokens`), the forms of its language are found in
//! them (`forms`, `matching`), what was captured is read (`parts`) and resolved against the report's date and
//! the dates told before (`resolve`). All words are in src/lang/<code>.toml; a language is a file.

mod calendar;
mod civil;
mod clock;
mod dictionary;
mod edtf;
mod entries;
mod evidence;
mod feasts;
mod foreign;
mod forms;
mod infer;
mod lexicon;
mod matching;
mod numerals;
mod odds;
mod openings;
mod parts;
mod placing;
mod reading;
mod reckoned;
mod resolve;
mod rules;
mod shift;
mod spans;
mod stamp;
mod tense;
pub(crate) mod tokens;
mod year;

#[cfg(test)]
mod tests;

use std::ops::Range;

use crate::model::Anchor;
use tokens::Token;

pub use edtf::{agree, days, is_valid};
pub use infer::{infer_page, infer_published, infer_read};
pub use rules::DateRules;
pub use stamp::{Stamp, stamp};

/// One temporal expression found in a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expression {
    /// Bytes of the passage.
    pub span: Range<usize>,
    /// EDTF, an ISO 8601 duration, or a choice `[a,b]`.
    pub value: String,
    /// The instant in UTC (`2020-11-09T21:00Z`), where the text gives a time and a zone.
    pub utc: Option<String>,
    /// What the value was resolved against.
    pub anchor: Anchor,
    /// The text says two things of it that cannot both be true; where it has a day, the value is a choice.
    pub at_odds: Option<AtOdds>,
}

/// What a date contradicts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AtOdds {
    /// The weekday that is told with it; that weekday nearest to it.
    Weekday { told: String, weekday: String },
    /// The word before it, which it explains; the day that the word leads to.
    Neighbour { told: String, neighbour: String },
}

/// What a text's dates are resolved against.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    /// EDTF of the report: a day, or an interval.
    pub published: Option<&'a str>,
}

/// The words of a passage.
#[derive(Clone, Copy, Debug, Default)]
pub struct Passage<'a> {
    pub words: &'a str,
    /// For a reader's comment: when it was posted.
    pub posted: Option<&'a str>,
}

/// A report as it is read once, for inference and for resolution: the forms found in each passage.
#[derive(Debug)]
pub struct ReadReport<'a> {
    rules: &'a DateRules,
    passages: Vec<(Passage<'a>, reading::Reading<'a>)>,
}

impl ReadReport<'_> {
    /// The words of its passages, cut once for all who read them.
    pub(crate) fn into_tokens(self) -> Vec<Vec<Token>> {
        let readings = self.passages.into_iter();
        readings.map(|(_, reading)| reading.tokens).collect()
    }
}

/// Finds the forms of a language in the passages of a report, before any is resolved.
pub fn read<'a>(passages: &[Passage<'a>], rules: &'a DateRules) -> ReadReport<'a> {
    let mut lists = matching::Lists::default();
    let mut read = |passage: &Passage<'a>| reading::Reading::of(passage.words, rules, &mut lists);
    let passages = passages
        .iter()
        .map(|passage| (*passage, read(passage)))
        .collect();
    ReadReport { rules, passages }
}

/// All temporal expressions of a report, passage by passage.
pub fn find(passages: &[Passage], rules: &DateRules, context: &Context) -> Vec<Vec<Expression>> {
    resolve(&read(passages, rules), context)
}

/// All temporal expressions of a report that has been read, passage by passage.
///
/// Dates told before carry over from passage to passage. A comment is resolved against its own time, and
/// what it tells carries over to no other passage.
pub fn resolve(report: &ReadReport, context: &Context) -> Vec<Vec<Expression>> {
    let rules = report.rules;
    let published = context.published.and_then(resolve::Base::read);
    let mut told = resolve::Told::default();
    report
        .passages
        .iter()
        .map(|(passage, reading)| {
            told.new_passage();
            match passage.posted {
                None => resolve::all(reading, rules, published, Anchor::Report, &mut told),
                Some(posted) => {
                    let posted = resolve::Base::read(posted);
                    resolve::all(reading, rules, posted, Anchor::Comment, &mut told.clone())
                }
            }
        })
        .collect()
}
