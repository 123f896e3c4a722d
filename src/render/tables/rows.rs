//! Sources, reports, passages, what was left out, entities and events.

use std::ops::Range;

use rayon::prelude::*;
use serde::Serialize;

use super::{Places, passage_key, row, url};
use crate::model::{Archive, At, EntityId, Kind, Mark, MarkBody, Relations};
use crate::render::address;
use crate::text::CharIndex;

#[derive(Serialize)]
struct SourceRow<'a> {
    id: &'a str,
    path: String,
    sha256: &'a str,
    bytes: u64,
    encoding: &'a str,
    chars: usize,
    url: String,
    origin_url: Option<&'a str>,
    retrieved: Option<&'a str>,
}

pub fn sources(archive: &Archive) -> Vec<String> {
    let rows = archive.sources.par_iter().map(|s| {
        row(&SourceRow {
            id: s.id.as_str(),
            path: format!("content/sources/{}", s.id),
            sha256: &s.sha256,
            bytes: s.bytes,
            encoding: &s.encoding,
            chars: s.text.chars().count(),
            url: url(&address::original(&s.id)),
            origin_url: s.provenance.url.as_deref(),
            retrieved: s.provenance.retrieved.as_deref(),
        })
    });
    rows.collect()
}

#[derive(Serialize)]
struct ReportRow<'a> {
    id: &'a str,
    siglum: &'a str,
    source: Option<&'a str>,
    url: String,
    title: &'a str,
    title_derived: bool,
    published: Option<&'a str>,
    published_basis: Option<&'static str>,
    outlet: Option<&'a str>,
    author: Option<&'a str>,
    lang: &'a str,
    start: Option<usize>,
    end: Option<usize>,
    origin: Option<&'a str>,
}

pub fn reports(archive: &Archive, relations: &Relations, places: &Places) -> Vec<String> {
    let rows = archive.reports.par_iter().enumerate().map(|(place, r)| {
        let starts = || (0..r.passages.len()).filter_map(|p| whole(archive, places, (place, p)));
        row(&ReportRow {
            id: r.id.as_str(),
            siglum: &r.siglum,
            source: r.source.as_ref().map(|s| s.as_str()),
            url: url(&address::report(&r.id)),
            title: &r.title,
            title_derived: r.title_derived,
            published: r.published.as_ref().map(|p| p.value.as_str()),
            published_basis: r.published.as_ref().map(|p| p.basis.as_str()),
            outlet: r.outlet.as_deref(),
            author: r.author.as_deref(),
            lang: &r.language,
            start: starts().map(|s| s.start).min(),
            end: starts().map(|s| s.end).max(),
            origin: relations
                .repeats
                .get(place)
                .and_then(|origin| Some(archive.reports.get((*origin)?)?.id.as_str())),
        })
    });
    rows.collect()
}

fn whole(archive: &Archive, places: &Places, at: At) -> Option<Range<usize>> {
    let words = &archive.reports[at.0].passages[at.1].words;
    match places.range(archive, at, &(0..words.len())) {
        (Some(start), Some(end)) => Some(start..end),
        _ => None,
    }
}

#[derive(Serialize)]
struct PassageRow<'a> {
    id: String,
    report: &'a str,
    n: &'a str,
    url: String,
    kind: &'static str,
    start: Option<usize>,
    end: Option<usize>,
    text: &'a str,
    corrected: Option<String>,
    author: Option<&'a str>,
    posted: Option<&'a str>,
    score: Option<i64>,
    depth: Option<usize>,
    reply_to: Option<String>,
}

pub fn passages(archive: &Archive, places: &Places) -> Vec<String> {
    let rows = archive
        .reports
        .par_iter()
        .enumerate()
        .flat_map_iter(|(place, report)| {
            report.passages.iter().enumerate().map(move |(number, p)| {
                let (start, end) = places.range(archive, (place, number), &(0..p.words.len()));
                let comment = p.comment.as_ref();
                let reply = comment
                    .and_then(|c| c.reply_to)
                    .and_then(|i| report.passages.get(i));
                row(&PassageRow {
                    id: passage_key(report, &p.id),
                    report: report.id.as_str(),
                    n: &p.n,
                    url: format!("{}#{}", url(&address::report(&report.id)), p.id),
                    kind: p.kind.as_str(),
                    start,
                    end,
                    text: &p.words,
                    corrected: corrected(&p.words, &p.marks),
                    author: comment.and_then(|c| c.author.as_deref()),
                    posted: comment.and_then(|c| c.posted.as_deref()),
                    score: comment.and_then(|c| c.score),
                    depth: comment.filter(|_| p.kind == Kind::Comment).map(|c| c.depth),
                    reply_to: reply.map(|r| passage_key(report, &r.id)),
                })
            })
        });
    rows.collect()
}

/// The words as a person corrected them; None where nobody did.
fn corrected(words: &str, marks: &[Mark]) -> Option<String> {
    let mut text = String::new();
    let mut at = 0;
    for mark in marks {
        if let MarkBody::Correction { words: new } = &mark.body {
            text.push_str(words.get(at..mark.span.start)?);
            text.push_str(new);
            at = mark.span.end;
        }
    }
    let any = marks
        .iter()
        .any(|m| matches!(m.body, MarkBody::Correction { .. }));
    text.push_str(words.get(at..)?);
    any.then_some(text)
}

#[derive(Serialize)]
struct LeftOutRow<'a> {
    source: &'a str,
    start: usize,
    end: usize,
    reason: &'static str,
    repeats: Option<String>,
}

pub fn left_out(archive: &Archive) -> Vec<String> {
    let sources = archive.sources.par_iter().zip(&archive.left_out);
    let rows = sources.flat_map_iter(|(source, ranges)| {
        let index = CharIndex::new(&source.text);
        ranges.iter().map(move |left_out| {
            let chars = index.chars(&left_out.span);
            let repeats = left_out.repeats.as_ref();
            row(&LeftOutRow {
                source: source.id.as_str(),
                start: chars.start,
                end: chars.end,
                reason: left_out.reason.as_str(),
                repeats: repeats.map(|(report, passage)| format!("{report}#{passage}")),
            })
        })
    });
    rows.collect()
}

#[derive(Serialize)]
struct EntityRow<'a> {
    id: &'a str,
    #[serde(rename = "type")]
    kind: &'a str,
    name: &'a str,
    aliases: &'a [String],
    wikidata: Option<&'a str>,
    same_as: &'a [String],
    url: String,
    mentions: usize,
    detected: bool,
}

pub fn entities(archive: &Archive, relations: &Relations) -> Vec<String> {
    let rows = archive.entities.iter().map(|e| {
        row(&EntityRow {
            id: e.id.as_str(),
            kind: e.kind.as_str(),
            name: &e.name,
            aliases: &e.aliases,
            wikidata: e.wikidata.as_deref(),
            same_as: &e.same_as,
            url: url(&address::entity(&e.id)),
            mentions: relations.backlinks.get(&e.id).map_or(0, Vec::len),
            detected: false,
        })
    });
    rows.collect()
}

#[derive(Serialize)]
struct EventRow<'a> {
    id: &'a str,
    title: &'a str,
    date: &'a str,
    place: Vec<&'a str>,
    participants: Vec<&'a str>,
    url: String,
    detected: bool,
}

pub fn events(archive: &Archive) -> Vec<String> {
    let rows = archive.events.iter().map(|e| {
        row(&EventRow {
            id: e.id.as_str(),
            title: &e.title,
            date: &e.date,
            place: e.place.iter().map(EntityId::as_str).collect(),
            participants: e.participants.iter().map(EntityId::as_str).collect(),
            url: url(&address::event(&e.id)),
            detected: e.detected,
        })
    });
    rows.collect()
}
