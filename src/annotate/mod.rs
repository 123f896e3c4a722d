//! annotate: proposes marks for the passages of every report. Knows nothing of files or earlier runs.

mod layers;
mod matcher;
mod mentions;

use rayon::prelude::*;

pub use self::matcher::Authority;
use crate::lang;
use crate::model::{
    Basis, By, Diagnostic, Entity, Kind, Mark, MarkBody, Place, Published, ReportDraft,
    SourceDraft, Staged,
};
use crate::time;

/// Proposes mentions and dates in every report, and the date of publication the dates leave.
pub fn annotate(drafts: Vec<SourceDraft>, entities: &[Entity]) -> Staged<Vec<SourceDraft>> {
    let authority = Authority::new(entities);
    let annotated: Vec<(SourceDraft, Vec<Diagnostic>)> = drafts
        .into_par_iter()
        .map(|draft| annotate_source(draft, &authority))
        .collect();
    let mut staged = Staged::<Vec<SourceDraft>>::default();
    for (draft, diagnostics) in annotated {
        staged.value.push(draft);
        staged.diagnostics.extend(diagnostics);
    }
    staged
}

fn annotate_source(
    mut draft: SourceDraft,
    authority: &Authority,
) -> (SourceDraft, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let text = std::mem::take(&mut draft.source.text);
    let path = format!("content/sources/{}", draft.source.id);
    for report in &mut draft.reports {
        let dates = dates(&text, report);
        let (mentions, doubts) = mentions::find(&text, report, authority);
        diagnostics.extend(
            doubts
                .into_iter()
                .map(|doubt| doubtful(&path, &text, &doubt)),
        );
        for (passage, (mentions, dates)) in report
            .passages
            .iter_mut()
            .zip(mentions.into_iter().zip(dates))
        {
            passage.marks = layers::nest(mentions, dates);
        }
    }
    draft.source.text = text;
    (draft, diagnostics)
}

/// That a name could be several entities; told once for each name of a report.
fn doubtful(path: &str, text: &str, doubt: &mentions::Doubt) -> Diagnostic {
    let candidates = doubt.candidates.join(" or ");
    let times = if doubt.count > 1 {
        format!(" ({} times)", doubt.count)
    } else {
        String::new()
    };
    let message = format!(
        "'{}'{times} could be {candidates}",
        &text[doubt.span.clone()]
    );
    Diagnostic::note("mention-ambiguous", message)
        .at(Place::span(path, text, doubt.span.clone()))
        .hint("link it by hand in the report file, or name the entity in full before it")
}

/// The dates of a report, resolved against its date of publication, which is inferred first where
/// nothing states it.
fn dates(text: &str, report: &mut ReportDraft) -> Vec<Vec<Mark>> {
    let rules = &lang::rules(&report.language).dates;
    let passages: Vec<time::Passage> = report
        .passages
        .iter()
        .map(|p| time::Passage {
            words: &text[p.span.clone()],
            posted: p.comment.as_ref().and_then(|c| c.posted.as_deref()),
        })
        .collect();
    if report.published.is_none() {
        let is_comment = |kind: Kind| kind == Kind::Comment;
        let first_comment = report.passages.iter().position(|p| is_comment(p.kind));
        let own = &passages[..first_comment.unwrap_or(passages.len())];
        let latest = first_comment.and_then(|at| passages[at].posted);
        report.published = time::infer_published(own, rules, latest).map(|value| Published {
            value,
            basis: Basis::Inferred,
        });
    }
    let published = report.published.as_ref().map(|p| p.value.as_str());
    let context = time::Context { published };
    time::find(&passages, rules, &context)
        .into_iter()
        .map(|found| {
            found
                .into_iter()
                .map(|date| Mark {
                    span: date.span,
                    body: MarkBody::Date {
                        value: date.value,
                        utc: date.utc,
                        anchor: date.anchor,
                    },
                    by: By::Program,
                })
                .collect()
        })
        .collect()
}
