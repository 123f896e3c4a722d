//! The dates of each report of a source, and when each was published.

use std::ops::Range;

use crate::lang;
use crate::model::{Basis, Diagnostic, Mark, MarkBody, Place, Published, ReportDraft};
use crate::time::tokens::Token;
use crate::time::{self, AtOdds};

/// What the dates of a report say.
pub struct Dated {
    pub published: Option<Published>,
    /// Passage by passage.
    pub marks: Vec<Vec<Mark>>,
    /// Those that contradict themselves.
    pub slips: Vec<Slip>,
    /// The words of each passage.
    pub tokens: Vec<Vec<Token>>,
}

/// A date that the text contradicts.
pub struct Slip {
    /// Bytes of the source's text.
    pub span: Range<usize>,
    pub at_odds: AtOdds,
}

/// When each report of a source was published, and its dates, resolved against that.
///
/// Where nothing states it, publication is inferred from the dates inside a report, the time of its first
/// comment, and its place among the others of its page.
pub fn of_reports(text: &str, reports: &[ReportDraft]) -> Vec<Dated> {
    let read: Vec<time::ReadReport> = reports
        .iter()
        .map(|report| {
            time::read(
                &passages(text, report),
                &lang::rules(&report.language).dates,
            )
        })
        .collect();
    let latest: Vec<Option<&str>> = reports
        .iter()
        .map(|report| {
            report
                .passages
                .iter()
                .find_map(|p| p.comment.as_ref()?.posted.as_deref())
        })
        .collect();
    let inferred = time::infer_read(&read, &latest);
    let basis = Basis::Inferred;
    reports
        .iter()
        .zip(read.into_iter().zip(inferred))
        .map(|(report, (read, value))| {
            let inferred = value.map(|value| Published { value, basis });
            let published = report.published.clone().or(inferred);
            let context = time::Context {
                published: published.as_ref().map(|p| p.value.as_str()),
            };
            let found = time::resolve(&read, &context);
            let slips = slips(report, &found);
            let marks = |found: Vec<time::Expression>| found.into_iter().map(mark).collect();
            Dated {
                published,
                marks: found.into_iter().map(marks).collect(),
                slips,
                tokens: read.into_tokens(),
            }
        })
        .collect()
}

/// The dates of a report that contradict what stands beside them.
fn slips(report: &ReportDraft, found: &[Vec<time::Expression>]) -> Vec<Slip> {
    let passages = report.passages.iter().zip(found);
    let all = passages.flat_map(|(passage, found)| {
        found.iter().filter_map(|date| {
            let (start, end) = (date.span.start, date.span.end);
            Some(Slip {
                span: passage.span.start + start..passage.span.start + end,
                at_odds: date.at_odds.clone()?,
            })
        })
    });
    all.collect()
}

/// That a date contradicts what stands beside it.
pub fn contradicted(path: &str, text: &str, slip: &Slip) -> Diagnostic {
    let words = &text[slip.span.clone()];
    let message = match &slip.at_odds {
        AtOdds::Weekday { told, weekday } => {
            format!(
                "'{words}' names another day of the week than that of {told}, which is that of {weekday}"
            )
        }
        AtOdds::Neighbour { told, neighbour } => {
            format!("'{words}' is {told}, and the words before it lead to {neighbour}")
        }
    };
    Diagnostic::note("date-contradiction", message)
        .at(Place::span(path, text, slip.span.clone()))
        .hint("both readings are kept; write the right one in the report file if you know it")
}

fn mark(date: time::Expression) -> Mark {
    let body = MarkBody::Date {
        value: date.value,
        utc: date.utc,
        anchor: date.anchor,
    };
    Mark::program(date.span, body)
}

fn passages<'a>(text: &'a str, report: &'a ReportDraft) -> Vec<time::Passage<'a>> {
    let passages = report.passages.iter().map(|p| time::Passage {
        words: &text[p.span.clone()],
        posted: p.comment.as_ref().and_then(|c| c.posted.as_deref()),
    });
    passages.collect()
}
