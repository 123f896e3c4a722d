//! What a build holds, in figures.

use std::collections::BTreeMap;

use crate::model::{Archive, MarkBody, Relations};
use crate::render::Output;

/// The figures of an archive.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    pub sources: usize,
    pub reports: usize,
    pub passages: usize,
    pub mentions: usize,
    pub dates: usize,
    pub entities: usize,
    pub events: usize,
    pub tellings: usize,
    pub divergences: usize,
    /// Characters of the sources that are in no passage, by reason.
    pub left_out: BTreeMap<&'static str, usize>,
    /// HTML files of the site.
    pub pages: usize,
    /// Bytes of all its files.
    pub bytes: usize,
}

impl Summary {
    /// Counts.
    pub fn of(archive: &Archive, relations: &Relations, outputs: &[Output]) -> Self {
        let passages = || archive.reports.iter().flat_map(|r| &r.passages);
        let marks = |wanted: fn(&MarkBody) -> bool| {
            passages()
                .flat_map(|p| &p.marks)
                .filter(|m| wanted(&m.body))
                .count()
        };
        let mut left_out = BTreeMap::new();
        for (source, ranges) in archive.sources.iter().zip(&archive.left_out) {
            for range in ranges {
                let chars = source.text[range.span.clone()].chars().count();
                *left_out.entry(range.reason.as_str()).or_default() += chars;
            }
        }
        Self {
            sources: archive.sources.len(),
            reports: archive.reports.len(),
            passages: passages().count(),
            mentions: marks(|b| matches!(b, MarkBody::Mention { .. })),
            dates: marks(|b| matches!(b, MarkBody::Date { .. })),
            entities: archive.entities.len(),
            events: archive.events.len(),
            tellings: relations.tellings.len(),
            divergences: relations.divergences.len(),
            left_out,
            pages: outputs.iter().filter(|o| o.path.ends_with(".html")).count(),
            bytes: outputs.iter().map(|o| o.bytes.len()).sum(),
        }
    }
}
