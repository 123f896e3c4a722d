//! annotate: proposes marks for the passages of every report. Knows nothing of files or earlier runs.

mod layers;
mod matcher;
mod mentions;

use rayon::prelude::*;

pub use self::matcher::Authority;
use crate::lang;
use crate::model::{
    Basis, By, Diagnostic, Entity, Mark, MarkBody, Place, Published, ReportDraft, SourceDraft,
    Staged,
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
    date_reports(&text, &mut draft.reports);
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

/// Infers when each report of a source was published where nothing states it: from the dates inside
/// it, the time of its first comment, and its place among the others of its page.
fn date_reports(text: &str, reports: &mut [ReportDraft]) {
    let Some(language) = reports.first().map(|r| r.language.clone()) else {
        return;
    };
    let own: Vec<Vec<time::Passage>> = reports
        .iter()
        .map(|report| {
            passages(text, report)
                .filter(|p| p.posted.is_none())
                .collect()
        })
        .collect();
    let latest: Vec<Option<&str>> = reports
        .iter()
        .map(|report| {
            report
                .passages
                .iter()
                .find_map(|p| p.comment.as_ref()?.posted.as_deref())
        })
        .collect();
    let inferred = time::infer_page(&own, &lang::rules(&language).dates, &latest);
    for (report, value) in reports.iter_mut().zip(inferred) {
        let basis = Basis::Inferred;
        report.published = report
            .published
            .take()
            .or(value.map(|value| Published { value, basis }));
    }
}

/// The dates of a report, resolved against its date of publication.
fn dates(text: &str, report: &ReportDraft) -> Vec<Vec<Mark>> {
    let rules = &lang::rules(&report.language).dates;
    let published = report.published.as_ref().map(|p| p.value.as_str());
    let passages: Vec<time::Passage> = passages(text, report).collect();
    time::find(&passages, rules, &time::Context { published })
        .into_iter()
        .map(|found| found.into_iter().map(date_mark).collect())
        .collect()
}

fn date_mark(date: time::Expression) -> Mark {
    Mark {
        span: date.span,
        body: MarkBody::Date {
            value: date.value,
            utc: date.utc,
            anchor: date.anchor,
        },
        by: By::Program,
    }
}

fn passages<'a>(text: &'a str, report: &'a ReportDraft) -> impl Iterator<Item = time::Passage<'a>> {
    report.passages.iter().map(|p| time::Passage {
        words: &text[p.span.clone()],
        posted: p.comment.as_ref().and_then(|c| c.posted.as_deref()),
    })
}
