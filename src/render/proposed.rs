//! What a build records beside a report file: what the program proposed, so that the next build can tell
//! what people changed.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use sha2::{Digest, Sha256};

use crate::annotators::keys;
use crate::ingest::hex;
use crate::markdown::{Proposals, Proposed, Recorded, Says, Spaces, nested, what};
use crate::model::{By, EventId, Mark, PassageId, Report, Why};
use crate::text::CharIndex;

/// What the program proposes today, and what people have refused of it.
pub fn proposals(report: &Report, text: &str, told: &[Vec<EventId>], markdown: &str) -> String {
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

/// A mark of the program's, or one that a person refused.
struct Fact {
    /// Bytes of the source's reading text.
    range: Range<usize>,
    what: String,
    /// The annotator that proposed it, and the mark as it said it.
    by: Option<(String, String)>,
}

/// The program's marks and the refused ones, on the passages as the program cuts them.
fn said(report: &Report, text: &str) -> Said {
    let facts = facts(report);
    let (mut by_passage, mut by_annotator) = Said::default();
    for cut in &report.proposal.cut {
        let Some(span) = &cut.span else { continue };
        let first = facts.partition_point(|fact| fact.range.start < span.start);
        let own = facts[first..].iter();
        let own = own.take_while(|fact| fact.range.end <= span.end);
        let spaces = Spaces::new(&text[span.clone()]);
        let chars = CharIndex::new(&spaces.read);
        let mut says = BTreeSet::new();
        let mut recorded = BTreeSet::new();
        for Fact { range, what, by } in own {
            let own = range.start - span.start..range.end - span.start;
            let Range { start, end } = chars.chars(&spaces.range(&own));
            let what = what.clone();
            says.insert(Says { start, end, what });
            recorded.extend(by.clone().map(|(annotator, says)| Recorded {
                annotator,
                start,
                end,
                says,
            }));
        }
        if !says.is_empty() {
            by_passage.insert(cut.id.clone(), says);
        }
        if !recorded.is_empty() {
            by_annotator.insert(cut.id.clone(), recorded);
        }
    }
    (by_passage, by_annotator)
}

/// In the order in which they begin.
fn facts(report: &Report) -> Vec<Fact> {
    let mut facts = Vec::new();
    for passage in &report.passages {
        let Some(span) = &passage.span else { continue };
        let whole = |own: &Range<usize>| span.start + own.start..span.start + own.end;
        let written = nested(&passage.marks, &passage.words).into_iter();
        let own = written.filter(|mark| mark.by == By::Program);
        facts.extend(own.map(|mark| Fact {
            range: whole(&mark.span),
            what: what(&mark.body),
            by: annotated(mark),
        }));
        facts.extend(passage.refused.iter().map(|refused| Fact {
            range: whole(&refused.span),
            what: refused.what.clone(),
            by: None,
        }));
    }
    facts.sort_by_key(|fact| fact.range.start);
    facts
}

/// The annotator that proposed a mark, and the mark as it said it, on one line.
fn annotated(mark: &Mark) -> Option<(String, String)> {
    let Why::Annotator(name) = &mark.why else {
        return None;
    };
    let says = serde_json::to_string(&keys::written(&mark.body)?).ok()?;
    Some((name.clone(), says))
}
