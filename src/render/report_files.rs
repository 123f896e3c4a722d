//! The report files as the program would have them, and what it proposes in each.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use super::proposed::proposals;
use crate::markdown::{self, Context, Footnote, Front};
use crate::model::{
    Archive, At, EventId, Kept, Kind, Relations, Report, Source, SourceId, report_path,
};
use crate::text::CharIndex;

/// A report file that the program may write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportOutput {
    pub stem: String,
    pub markdown: String,
    pub proposals: String,
}

/// Other reports that a footnote names; the event's page has them all.
const OTHERS: usize = 12;

/// Report files and proposals of every report whose file can be understood.
///
/// A file that nobody but the program wrote is written as a whole; one that a person changed is only
/// changed where it must be.
pub fn report_files(archive: &Archive, relations: &Relations) -> Vec<ReportOutput> {
    let told = Told::of(archive, relations);
    let sources: HashMap<&SourceId, (&Source, CharIndex)> = archive
        .sources
        .par_iter()
        .map(|s| (&s.id, (s, CharIndex::new(&s.text))))
        .collect();
    archive
        .reports
        .par_iter()
        .enumerate()
        .filter(|(_, report)| report.kept.as_ref().is_none_or(|kept| !kept.frozen))
        .map(|(place, report)| {
            let source = report.source.as_ref().and_then(|s| sources.get(s));
            let text = source.map_or("", |(source, _)| &source.text);
            let sha256 = source.map(|(source, _)| source.sha256.clone());
            let range = source.zip(report.range()).map(|((_, index), range)| {
                let chars = index.chars(&range);
                (chars.start, chars.end)
            });
            let context = Context {
                front: Front::of(report, sha256, range),
                told: &told.by_passage[place],
                events: told.footnotes(archive, place),
            };
            let markdown = match &report.kept {
                None => markdown::write(report, &context),
                Some(kept) => updated(kept, report, &context),
            };
            ReportOutput {
                proposals: proposals(report, text, &told.by_passage[place], &markdown),
                stem: report.id.to_string(),
                markdown,
            }
        })
        .collect()
}

/// The tellings by report, and the reports by event.
struct Told<'a> {
    by_passage: Vec<Vec<Vec<EventId>>>,
    /// For each event, the first passage of each report that tells it, in the order of reports; a title only where
    /// nothing else does.
    first_of: BTreeMap<&'a EventId, Vec<At>>,
}

impl<'a> Told<'a> {
    fn of(archive: &Archive, relations: &'a Relations) -> Self {
        let mut by_passage: Vec<Vec<Vec<EventId>>> = archive
            .reports
            .iter()
            .map(|r| vec![Vec::new(); r.passages.len()])
            .collect();
        let mut first_of: BTreeMap<&EventId, Vec<At>> = BTreeMap::new();
        // A report file names no event that has no file.
        let written = |event: &EventId| {
            let found = archive.events.binary_search_by(|e| e.id.cmp(event));
            found.is_ok_and(|place| !archive.events[place].detected)
        };
        for telling in relations.tellings.iter().filter(|t| written(&t.event)) {
            by_passage[telling.at.0][telling.at.1].push(telling.event.clone());
            let reports = first_of.entry(&telling.event).or_default();
            let is_title = |at: At| archive.reports[at.0].passages[at.1].kind == Kind::Title;
            match reports.last_mut() {
                Some(last) if last.0 == telling.at.0 => {
                    if is_title(*last) {
                        *last = telling.at;
                    }
                }
                _ => reports.push(telling.at),
            }
        }
        Self {
            by_passage,
            first_of,
        }
    }

    /// Every event that a report tells, with its other tellings.
    fn footnotes(&self, archive: &Archive, place: usize) -> Vec<Footnote> {
        let mut events: Vec<&EventId> = self.by_passage[place].iter().flatten().collect();
        events.sort_unstable();
        events.dedup();
        let notes = events.into_iter().filter_map(|id| {
            let found = archive.events.binary_search_by(|e| e.id.cmp(id)).ok()?;
            let others = self.first_of.get(id)?.iter().filter(|at| at.0 != place);
            let links = others.take(OTHERS).map(|at| {
                let report = &archive.reports[at.0];
                let passage = &report.passages[at.1];
                (
                    format!("{} {}", report.siglum, passage.n),
                    format!("{}.md#{}", report.id, passage.id),
                )
            });
            Some(Footnote {
                event: id.clone(),
                title: archive.events[found].title.clone(),
                others: links.collect(),
            })
        });
        notes.collect()
    }
}

fn updated(kept: &Kept, report: &Report, context: &Context) -> String {
    // Merge has read this very text before.
    match markdown::read(&report_path(report.id.as_str()), &kept.text).value {
        Some(file) => markdown::update(&kept.text, &file, report, context),
        None => kept.text.clone(),
    }
}
