//! The report files as the program would have them, and what it proposes in each.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::annotators::keys;
use crate::ingest::hex;
use crate::markdown::{
    self, Context, Footnote, Front, Proposals, Proposed, Recorded, Says, Spaces, nested, what,
};
use crate::model::{
    Archive, At, By, EventId, Kept, Mark, PassageId, Relations, Report, Source, SourceId, Why,
    report_path,
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
    /// For each event, the first passage of each report that tells it, in the order of reports.
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
        for telling in &relations.tellings {
            by_passage[telling.at.0][telling.at.1].push(telling.event.clone());
            let reports = first_of.entry(&telling.event).or_default();
            if reports.last().is_none_or(|last| last.0 != telling.at.0) {
                reports.push(telling.at);
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

/// What the program proposes today, and what people have refused of it.
fn proposals(report: &Report, text: &str, told: &[Vec<EventId>], markdown: &str) -> String {
    let mut proposals = Proposals::default();
    if report.kept.is_none() {
        let hash = hex(&Sha256::digest(markdown.as_bytes()));
        proposals.written.insert(hash);
    }
    for (key, value) in &report.proposal.front {
        proposals.front.insert(key.clone(), [value.clone()].into());
    }
    let cut = report.proposal.cut.iter().enumerate();
    proposals.passages = cut
        .map(|(place, cut)| Proposed {
            place,
            id: cut.id.clone(),
            kind: cut.kind,
            words: cut.words.clone(),
        })
        .collect();
    (proposals.marks, proposals.annotated) = said(report, text);
    for (passage, events) in report.passages.iter().zip(told) {
        let told: BTreeSet<EventId> = events
            .iter()
            .filter(|event| !passage.told.added.contains(event))
            .chain(&passage.told.refused)
            .cloned()
            .collect();
        if !told.is_empty() {
            proposals.told.insert(passage.id.clone(), told);
        }
    }
    proposals.write()
}

/// Marks by passage, and of these the ones of annotators.
type Said = (
    BTreeMap<PassageId, BTreeSet<Says>>,
    BTreeMap<PassageId, BTreeSet<Recorded>>,
);

/// The program's marks and the refused ones, on the passages as the program cuts them.
fn said(report: &Report, text: &str) -> Said {
    let mut said: Vec<(Range<usize>, String, Option<(String, String)>)> = Vec::new();
    for passage in &report.passages {
        let Some(span) = &passage.span else { continue };
        let whole = |own: &Range<usize>| span.start + own.start..span.start + own.end;
        let written = nested(&passage.marks, &passage.words).into_iter();
        let own = written.filter(|mark| mark.by == By::Program);
        said.extend(own.map(|mark| (whole(&mark.span), what(&mark.body), annotated(mark))));
        let refused = passage.refused.iter();
        said.extend(refused.map(|refused| (whole(&refused.span), refused.what.clone(), None)));
    }
    said.sort_by_key(|(range, ..)| range.start);
    let (mut by_passage, mut annotated) = Said::default();
    for cut in &report.proposal.cut {
        let Some(span) = &cut.span else { continue };
        let first = said.partition_point(|(range, ..)| range.start < span.start);
        let own = said[first..]
            .iter()
            .take_while(|(range, ..)| range.end <= span.end);
        let spaces = Spaces::new(&text[span.clone()]);
        let chars = CharIndex::new(&spaces.read);
        for (range, what, by) in own {
            let own = range.start - span.start..range.end - span.start;
            let Range { start, end } = chars.chars(&spaces.range(&own));
            if let Some((annotator, says)) = by.clone() {
                let recorded = Recorded {
                    annotator,
                    start,
                    end,
                    says,
                };
                let of_passage: &mut BTreeSet<_> = annotated.entry(cut.id.clone()).or_default();
                of_passage.insert(recorded);
            }
            let of_passage: &mut BTreeSet<_> = by_passage.entry(cut.id.clone()).or_default();
            of_passage.insert(Says {
                start,
                end,
                what: what.clone(),
            });
        }
    }
    (by_passage, annotated)
}

/// The annotator that proposed a mark, and the mark as it said it, on one line.
fn annotated(mark: &Mark) -> Option<(String, String)> {
    let Why::Annotator(name) = &mark.why else {
        return None;
    };
    let says = serde_json::to_string(&keys::written(&mark.body)?).ok()?;
    Some((name.clone(), says))
}
