//! annotate: proposes marks for the passages of every report. Knows nothing of files or earlier runs.

mod dates;
mod layers;
mod matcher;
mod mentions;

use rayon::prelude::*;

pub use self::matcher::Authority;
use crate::model::{Diagnostic, Entity, Place, SourceDraft, Staged};
use crate::progress::Progress;

/// Proposes mentions and dates in every report, and the date of publication the dates leave.
pub fn annotate(
    drafts: Vec<SourceDraft>,
    entities: &[Entity],
    progress: &dyn Progress,
) -> Staged<Vec<SourceDraft>> {
    let authority = Authority::new(entities);
    let annotated: Vec<(SourceDraft, Vec<Diagnostic>)> = drafts
        .into_par_iter()
        .map(|draft| {
            let annotated = annotate_source(draft, &authority);
            progress.step();
            annotated
        })
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
    let dated = dates::of_reports(&text, &draft.reports);
    for (report, (published, dates, slips)) in draft.reports.iter_mut().zip(dated) {
        report.published = published;
        diagnostics.extend(
            slips
                .iter()
                .map(|slip| dates::contradicted(&path, &text, slip)),
        );
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
