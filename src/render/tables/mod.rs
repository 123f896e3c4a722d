//! public/data: the whole archive as tables, for pandas, DuckDB, R or jq.
//!
//! JSON Lines, keys in the order of the structs below, rows sorted by their first keys and then by
//! place. Offsets are Unicode scalar values of the source's reading text.

mod annotations;
mod marks;
mod relations;
mod rows;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;
use serde::Serialize;

use super::{Output, address};
use crate::model::{Archive, At, PassageId, Relations, Report, SourceId};
use crate::text::CharIndex;

/// A table larger than this many bytes is written in parts.
const PART: usize = 50_000_000;

/// All files of public/data.
pub fn tables(archive: &Archive, relations: &Relations) -> Vec<Output> {
    let places = Places::of(archive);
    let mut outputs = Vec::new();
    let mut add = |name: &str, lines: Vec<String>| outputs.extend(parts(name, &lines));
    add("sources", rows::sources(archive));
    add("reports", rows::reports(archive, relations, &places));
    add("passages", rows::passages(archive, &places));
    add("left_out", rows::left_out(archive));
    add("entities", rows::entities(archive, relations));
    add("mentions", marks::mentions(archive, &places));
    add("dates", marks::dates(archive, &places));
    add("quotations", marks::quotations(archive, &places));
    add("figures", marks::figures(archive, &places));
    add("events", rows::events(archive));
    add("tellings", relations::tellings(archive, relations));
    add(
        "positions",
        relations::positions(archive, relations, &places),
    );
    add(
        "divergences",
        relations::divergences(archive, relations, &places),
    );
    add("reuse", relations::reuse(archive, relations));
    outputs.extend(annotations::documents(archive, relations, &places));
    outputs.push(Output {
        path: "data/README.md".to_owned(),
        bytes: include_bytes!("README.md").to_vec(),
    });
    outputs
}

fn parts(name: &str, lines: &[String]) -> Vec<Output> {
    let total: usize = lines.iter().map(|l| l.len() + 1).sum();
    if total <= PART {
        return vec![table(&format!("data/{name}.jsonl"), lines)];
    }
    let mut outputs = Vec::new();
    let mut start = 0;
    let mut size = 0;
    for (place, line) in lines.iter().enumerate() {
        if size + line.len() >= PART && place > start {
            outputs.push(table(&part_path(name, outputs.len()), &lines[start..place]));
            (start, size) = (place, 0);
        }
        size += line.len() + 1;
    }
    outputs.push(table(&part_path(name, outputs.len()), &lines[start..]));
    outputs
}

fn part_path(name: &str, before: usize) -> String {
    format!("data/{name}-{:03}.jsonl", before + 1)
}

fn table(path: &str, lines: &[String]) -> Output {
    let mut text = String::with_capacity(lines.iter().map(|l| l.len() + 1).sum());
    for line in lines {
        text.push_str(line);
        text.push('\n');
    }
    Output {
        path: path.to_owned(),
        bytes: text.into_bytes(),
    }
}

/// One row. The views below hold nothing that JSON cannot.
fn row(view: &impl Serialize) -> String {
    serde_json::to_string(view).unwrap_or_default()
}

/// Where every report stands in its source, in characters.
struct Places<'a> {
    /// For each report, the index of its source's text; None where it has no source.
    indexes: Vec<Option<Arc<CharIndex<'a>>>>,
}

impl<'a> Places<'a> {
    fn of(archive: &'a Archive) -> Self {
        let by_source: HashMap<&SourceId, Arc<CharIndex>> = archive
            .sources
            .par_iter()
            .map(|s| (&s.id, Arc::new(CharIndex::new(&s.text))))
            .collect();
        let index = |r: &Report| r.source.as_ref().and_then(|s| by_source.get(s)).cloned();
        Self {
            indexes: archive.reports.iter().map(index).collect(),
        }
    }

    /// First and last character of a range of a passage's words, in the source.
    fn range(
        &self,
        archive: &Archive,
        at: At,
        span: &Range<usize>,
    ) -> (Option<usize>, Option<usize>) {
        let passage = &archive.reports[at.0].passages[at.1];
        let (Some(index), Some(whole)) = (&self.indexes[at.0], &passage.span) else {
            return (None, None);
        };
        let chars = index.chars(&(whole.start + span.start..whole.start + span.end));
        (Some(chars.start), Some(chars.end))
    }
}

/// `<report>#p-…`.
fn passage_key(report: &Report, passage: &PassageId) -> String {
    format!("{}#{passage}", report.id)
}

/// An address as a link from the root of the site.
fn url(path: &str) -> String {
    address::link("index.html", path)
}
