//! One table a kind of mark: mentions, dates, quotations, figures.

use rayon::prelude::*;
use serde::Serialize;

use super::{Places, passage_key, row};
use crate::model::{Archive, EntityId, Mark, MarkBody};

/// What every row about a mark begins with.
#[derive(Serialize)]
struct Key<'a> {
    report: &'a str,
    passage: String,
    start: Option<usize>,
    end: Option<usize>,
    exact: &'a str,
}

/// The rows of all marks for which `view` gives one, in the order of reports and places.
fn rows(
    archive: &Archive,
    places: &Places,
    view: impl Fn(Key, &Mark) -> Option<String> + Sync,
) -> Vec<String> {
    let view = &view;
    let rows = archive
        .reports
        .par_iter()
        .enumerate()
        .flat_map_iter(|(place, report)| {
            let passages = report.passages.iter().enumerate();
            passages.flat_map(move |(number, passage)| {
                let mut marks: Vec<&Mark> = passage.marks.iter().chain(&passage.aside).collect();
                marks.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
                marks.into_iter().filter_map(move |mark| {
                    let (start, end) = places.range(archive, (place, number), &mark.span);
                    let key = Key {
                        report: report.id.as_str(),
                        passage: passage_key(report, &passage.id),
                        start,
                        end,
                        exact: &passage.words[mark.span.clone()],
                    };
                    view(key, mark)
                })
            })
        });
    rows.collect()
}

#[derive(Serialize)]
struct MentionRow<'a> {
    #[serde(flatten)]
    key: Key<'a>,
    entity: &'a str,
    metonym: bool,
    by: &'static str,
}

pub fn mentions(archive: &Archive, places: &Places) -> Vec<String> {
    rows(archive, places, |key, mark| match &mark.body {
        MarkBody::Mention { entity, metonym } => Some(row(&MentionRow {
            key,
            entity: entity.as_str(),
            metonym: *metonym,
            by: mark.by.as_str(),
        })),
        _ => None,
    })
}

#[derive(Serialize)]
struct DateRow<'a> {
    #[serde(flatten)]
    key: Key<'a>,
    value: &'a str,
    utc: Option<&'a str>,
    anchor: &'static str,
    by: &'static str,
}

pub fn dates(archive: &Archive, places: &Places) -> Vec<String> {
    rows(archive, places, |key, mark| match &mark.body {
        MarkBody::Date { value, utc, anchor } => Some(row(&DateRow {
            key,
            value,
            utc: utc.as_deref(),
            anchor: anchor.as_str(),
            by: mark.by.as_str(),
        })),
        _ => None,
    })
}

#[derive(Serialize)]
struct QuotationRow<'a> {
    #[serde(flatten)]
    key: Key<'a>,
    kind: &'static str,
    speaker: Option<&'a str>,
    by: &'static str,
}

pub fn quotations(archive: &Archive, places: &Places) -> Vec<String> {
    rows(archive, places, |key, mark| match &mark.body {
        MarkBody::Quotation { speech, speaker } => Some(row(&QuotationRow {
            key,
            kind: speech.as_str(),
            speaker: speaker.as_ref().map(EntityId::as_str),
            by: mark.by.as_str(),
        })),
        _ => None,
    })
}

#[derive(Serialize)]
struct FigureRow<'a> {
    #[serde(flatten)]
    key: Key<'a>,
    change: bool,
    counted: &'a str,
    of: Option<&'a str>,
    min: Option<f64>,
    max: Option<f64>,
    claimant: Option<&'a str>,
    as_of: Option<&'a str>,
    by: &'static str,
}

pub fn figures(archive: &Archive, places: &Places) -> Vec<String> {
    rows(archive, places, |key, mark| match &mark.body {
        MarkBody::Figure {
            counted,
            min,
            max,
            change,
            of,
            claimant,
            as_of,
        } => Some(row(&FigureRow {
            key,
            change: *change,
            counted,
            of: of.as_deref(),
            min: *min,
            max: *max,
            claimant: claimant.as_ref().map(EntityId::as_str),
            as_of: as_of.as_deref(),
            by: mark.by.as_str(),
        })),
        _ => None,
    })
}
