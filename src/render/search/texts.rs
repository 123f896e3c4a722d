//! The words of passages and what their reports are called, for showing results.

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::super::Output;
use super::super::address;
use super::super::desk::Desk;
use super::super::theme::Theme;
use super::super::when;
use super::numbers;
use super::pieces::{Pieces, script};
use crate::model::{EntityId, MarkBody, Passage};

#[derive(Default, Serialize)]
struct Piece<'a> {
    /// The reports that passages of the piece stand in.
    reports: Vec<Head<'a>>,
    passages: Vec<Text<'a>>,
}

/// A report: number, address, siglum, whether it is a reprint, title, outlet, date as each language of the
/// site says it, language.
#[derive(Serialize)]
struct Head<'a>(
    usize,
    String,
    &'a str,
    bool,
    &'a str,
    &'a str,
    Vec<String>,
    &'a str,
);

/// A passage: id, printed number, words, and for each mention where it starts, how long it is (in
/// UTF-16 units) and whom it names.
#[derive(Serialize)]
struct Text<'a>(&'a str, &'a str, &'a str, String);

/// All passages in the order of reports, in pieces of about `limit` bytes.
pub fn pieces(desk: &Desk, others: &[Theme], limit: usize) -> Pieces {
    let entities: FxHashMap<&EntityId, u32> = desk
        .archive
        .entities
        .iter()
        .map(|e| &e.id)
        .zip(0..)
        .collect();
    let mut files: Vec<Output> = Vec::new();
    let mut counts = Vec::new();
    let mut piece = Piece::default();
    let mut size = 0;
    let mut close = |piece: &mut Piece| {
        counts.push(piece.passages.len());
        files.push(script("texts", Some(files.len()), piece));
        *piece = Piece::default();
    };
    for (number, report) in desk.archive.reports.iter().enumerate() {
        // A report that fits into a piece is in one, so that showing it takes no second.
        let whole: usize = report.passages.iter().map(length).sum();
        for (place, passage) in report.passages.iter().enumerate() {
            let ahead = match place {
                0 if whole <= limit => whole,
                _ => length(passage),
            };
            if size > 0 && size + ahead > limit {
                close(&mut piece);
                size = 0;
            }
            if piece.reports.last().is_none_or(|head| head.0 != number) {
                piece.reports.push(head(desk, others, number));
                size += HEAD;
            }
            size += length(passage);
            piece.passages.push(Text(
                passage.id.as_str(),
                &passage.n,
                &passage.words,
                mentions(passage, &entities),
            ));
        }
    }
    if !piece.passages.is_empty() {
        close(&mut piece);
    }
    Pieces { files, counts }
}

/// About how many bytes a head takes, and what stands around the words of a passage.
const HEAD: usize = 250;
const AROUND: usize = 60;

fn length(passage: &Passage) -> usize {
    passage.words.len() + AROUND
}

fn head<'a>(desk: &Desk<'a>, others: &[Theme], number: usize) -> Head<'a> {
    let report = &desk.archive.reports[number];
    let date = report.published.as_ref();
    Head(
        number,
        address::link("search.html", &address::report(&report.id)),
        &report.siglum,
        desk.is_reprint(number),
        &report.title,
        report.outlet.as_deref().unwrap_or_default(),
        date.map_or_else(Vec::new, |p| {
            let spoken = std::iter::once(desk.words).chain(others.iter().map(|theme| &theme.words));
            spoken
                .map(|words| when::say_short(words, &p.value))
                .collect()
        }),
        // Whether a text is in the language around it depends on the page, where there are several.
        match others.is_empty() {
            true => desk.foreign(report).unwrap_or_default(),
            false => &report.language,
        },
    )
}

fn mentions(passage: &Passage, entities: &FxHashMap<&EntityId, u32>) -> String {
    let units = |text: &str| text.encode_utf16().count() as u32;
    let mut text = String::new();
    // Counted on from the mark before, as marks mostly stand in the order in which they begin.
    let (mut at, mut counted) = (0, 0);
    for mark in &passage.marks {
        if mark.span.start < at {
            (at, counted) = (0, 0);
        }
        if let MarkBody::Mention { entity, .. } = &mark.body
            && let Some(&entity) = entities.get(entity)
            && let Some(between) = passage.words.get(at..mark.span.start)
            && let Some(written) = passage.words.get(mark.span.clone())
        {
            (at, counted) = (mark.span.start, counted + units(between));
            for number in [counted, units(written), entity] {
                numbers::push(&mut text, number);
            }
        }
    }
    text
}
