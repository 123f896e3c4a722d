//! What is in no passage, once people have had their say.

use std::ops::Range;

use crate::model::{LeftOut, LeftOutDraft, Reason, Report, SourceDraft};
use crate::text::trim_span;

/// The left-out ranges of a source. Where no person changed its reports they are ingest's; else
/// what ingest had as a passage and no report has any more is left out by the editor.
pub fn settle(draft: &SourceDraft, reports: &[Report], person_changed: bool) -> Vec<LeftOut> {
    let named = |left_out: &LeftOutDraft| {
        let (report, passage) = left_out.repeats?;
        let span = &draft.reports.get(report)?.passages.get(passage)?.span;
        reports.iter().find_map(|r| {
            let same = r.passages.iter().find(|p| p.span.as_ref() == Some(span))?;
            Some((r.id.clone(), same.id.clone()))
        })
    };
    let ranges = draft.left_out.iter().map(|left_out| {
        let repeats = named(left_out);
        let lost = repeats.is_none() && left_out.repeats.is_some();
        LeftOut {
            span: left_out.span.clone(),
            reason: if lost {
                Reason::Editor
            } else {
                left_out.reason
            },
            repeats,
        }
    });
    if !person_changed {
        return ranges.collect();
    }
    let mut pieces: Vec<LeftOut> = ranges.collect();
    let cut = draft.reports.iter().flat_map(|r| &r.passages);
    pieces.extend(cut.map(|p| LeftOut {
        span: p.span.clone(),
        reason: Reason::Editor,
        repeats: None,
    }));
    pieces.sort_by_key(|p| p.span.start);
    let mut kept: Vec<Range<usize>> = reports
        .iter()
        .flat_map(|r| r.passages.iter().filter_map(|p| p.span.clone()))
        .collect();
    kept.sort_by_key(|s| s.start);
    without(&draft.source.text, pieces, &kept)
}

/// The pieces without the ranges that are kept; both are in order, and each overlaps none of its kind.
fn without(text: &str, pieces: Vec<LeftOut>, kept: &[Range<usize>]) -> Vec<LeftOut> {
    let mut rest = Vec::new();
    for piece in pieces {
        let mut at = piece.span.start;
        let first = kept.partition_point(|k| k.end <= piece.span.start);
        for keep in kept[first..]
            .iter()
            .take_while(|k| k.start < piece.span.end)
        {
            push(text, at..keep.start, &piece, &mut rest);
            at = at.max(keep.end);
        }
        push(text, at..piece.span.end, &piece, &mut rest);
    }
    rest
}

fn push(text: &str, span: Range<usize>, piece: &LeftOut, rest: &mut Vec<LeftOut>) {
    if span.start >= span.end {
        return;
    }
    let blank = trim_span(text, span.clone()).is_empty();
    rest.push(LeftOut {
        reason: if blank { Reason::Blank } else { piece.reason },
        repeats: if blank { None } else { piece.repeats.clone() },
        span,
    });
}
