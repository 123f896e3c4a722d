//! Tellings, positions, divergences, reuse.

use serde::Serialize;

use super::{Places, passage_key, row};
use crate::model::{Archive, At, Relations};

fn key(archive: &Archive, at: At) -> String {
    let report = &archive.reports[at.0];
    passage_key(report, &report.passages[at.1].id)
}

#[derive(Serialize)]
struct TellingRow<'a> {
    event: &'a str,
    report: &'a str,
    passage: String,
    mode: &'static str,
    score: f64,
    by: &'static str,
}

pub fn tellings(archive: &Archive, relations: &Relations) -> Vec<String> {
    let rows = relations.tellings.iter().map(|t| {
        row(&TellingRow {
            event: t.event.as_str(),
            report: archive.reports[t.at.0].id.as_str(),
            passage: key(archive, t.at),
            mode: t.mode.as_str(),
            score: t.score,
            by: t.by.as_str(),
        })
    });
    rows.collect()
}

#[derive(Serialize)]
struct PositionRow<'a> {
    event: &'a str,
    point: &'a str,
    report: &'a str,
    passage: String,
    start: Option<usize>,
    end: Option<usize>,
    exact: &'a str,
    value: &'a str,
    version: &'a str,
}

pub fn positions(archive: &Archive, relations: &Relations, places: &Places) -> Vec<String> {
    let rows = relations.positions.iter().map(|p| {
        let report = &archive.reports[p.at.0];
        let (start, end) = places.range(archive, p.at, &p.span);
        row(&PositionRow {
            event: p.event.as_str(),
            point: &p.point,
            report: report.id.as_str(),
            passage: key(archive, p.at),
            start,
            end,
            exact: &report.passages[p.at.1].words[p.span.clone()],
            value: &p.value,
            version: &p.version,
        })
    });
    rows.collect()
}

#[derive(Serialize)]
struct DivergenceRow<'a> {
    event: &'a str,
    point: &'a str,
    kind: &'a str,
    positions: Vec<DivergingPosition<'a>>,
}

#[derive(Serialize)]
struct DivergingPosition<'a> {
    passage: String,
    start: Option<usize>,
    end: Option<usize>,
    value: &'a str,
}

pub fn divergences(archive: &Archive, relations: &Relations, places: &Places) -> Vec<String> {
    let rows = relations.divergences.iter().map(|d| {
        let positions = d
            .positions
            .iter()
            .filter_map(|p| relations.positions.get(*p));
        row(&DivergenceRow {
            event: d.event.as_str(),
            point: &d.point,
            kind: d.kind,
            positions: positions
                .map(|p| {
                    let (start, end) = places.range(archive, p.at, &p.span);
                    DivergingPosition {
                        passage: key(archive, p.at),
                        start,
                        end,
                        value: &p.value,
                    }
                })
                .collect(),
        })
    });
    rows.collect()
}

#[derive(Serialize)]
struct ReuseRow {
    a: String,
    b: String,
    kind: &'static str,
    ratio: f64,
}

pub fn reuse(archive: &Archive, relations: &Relations) -> Vec<String> {
    let rows = relations.reuse.iter().map(|r| {
        row(&ReuseRow {
            a: key(archive, r.a),
            b: key(archive, r.b),
            kind: r.kind,
            ratio: r.ratio,
        })
    });
    rows.collect()
}
