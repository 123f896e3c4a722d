//! Temporal expressions: found in text, resolved to EDTF.
//!
//! The way through: a passage is cut into folded tokens (`tokens`), the forms of its language are found in
//! them (`forms`, `matching`), what was captured is read (`parts`) and resolved against the report's date and
//! the dates told before (`resolve`). All words are in src/lang/<code>.toml; a third language is a file.

mod calendar;
mod civil;
mod clock;
mod edtf;
mod evidence;
mod forms;
mod infer;
mod lexicon;
mod matching;
mod openings;
mod parts;
mod reading;
mod resolve;
mod rules;
mod shift;
mod stamp;
mod tense;
mod tokens;
mod year;

#[cfg(test)]
mod tests;

use std::ops::Range;

use crate::model::Anchor;

pub use edtf::{agree, days, is_valid};
pub use infer::{infer_page, infer_published};
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

/// All temporal expressions of a report, passage by passage.
///
/// Dates told before carry over from passage to passage. A comment is resolved against its own time, and
/// what it tells carries over to no other passage.
pub fn find(passages: &[Passage], rules: &DateRules, context: &Context) -> Vec<Vec<Expression>> {
    let report = context.published.and_then(resolve::Base::read);
    let mut told = resolve::Told::default();
    passages
        .iter()
        .map(|passage| {
            let reading = reading::Reading::of(passage.words, rules);
            told.new_passage();
            match passage.posted {
                None => resolve::all(&reading, rules, report, Anchor::Report, &mut told),
                Some(posted) => {
                    let posted = resolve::Base::read(posted);
                    resolve::all(&reading, rules, posted, Anchor::Comment, &mut told.clone())
                }
            }
        })
        .collect()
}
