//! annotate: proposes marks for the passages of every report. Knows nothing of files or earlier runs.

mod authority;
mod layers;
mod mentions;

use std::collections::BTreeSet;

use rayon::prelude::*;

pub use self::authority::Authority;
use crate::lang;
use crate::model::{
    Basis, By, Diagnostic, Entity, Mark, MarkBody, Place, Published, ReportDraft, SourceDraft,
    Staged,
};
use crate::progress::Progress;
use crate::time;

/// Proposes mentions and dates in every report, and the date of publication the dates leave.
pub fn annotate(
    drafts: Vec<SourceDraft>,
    entities: &[Entity],
    progress: &dyn Progress,
) -> Staged<Vec<SourceDraft>> {
    let authority = Authority::new(entities, &languages(&drafts));
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

/// The languages that the reports are in.
fn languages(drafts: &[SourceDraft]) -> Vec<String> {
    let reports = drafts.iter().flat_map(|draft| &draft.reports);
    let all: BTreeSet<&String> = reports.map(|report| &report.language).collect();
    all.into_iter().cloned().collect()
}

fn annotate_source(
    mut draft: SourceDraft,
    authority: &Authority,
) -> (SourceDraft, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let text = std::mem::take(&mut draft.source.text);
    let path = format!("content/sources/{}", draft.source.id);
    let dated = date_reports(&text, &draft.reports);
    for (report, (published, dates)) in draft.reports.iter_mut().zip(dated) {
        report.published = published;
        let (mentions, doubts) = mentions::find(&text, report, authority, &dates);
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

/// When each report of a source was published, and its dates, resolved against that.
///
/// Where nothing states it, publication is inferred from the dates inside a report, the time of its first
/// comment, and its place among the others of its page.
fn date_reports(text: &str, reports: &[ReportDraft]) -> Vec<(Option<Published>, Vec<Vec<Mark>>)> {
    let read: Vec<time::ReadReport> = reports
        .iter()
        .map(|report| {
            time::read(
                &passages(text, report),
                &lang::rules(&report.language).dates,
            )
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
    let inferred = time::infer_read(&read, &latest);
    let basis = Basis::Inferred;
    reports
        .iter()
        .zip(read.iter().zip(inferred))
        .map(|(report, (read, value))| {
            let inferred = value.map(|value| Published { value, basis });
            let published = report.published.clone().or(inferred);
            let dates = dates(text, report, read, published.as_ref());
            (published, dates)
        })
        .collect()
}

/// The dates of a report, resolved against its date of publication.
fn dates(
    text: &str,
    report: &ReportDraft,
    read: &time::ReadReport,
    published: Option<&Published>,
) -> Vec<Vec<Mark>> {
    let published = published.map(|p| p.value.as_str());
    let context = time::Context { published };
    let rules = &lang::rules(&report.language).dates;
    // A page is read by the language of its first report; one in another language is read again.
    let found = if std::ptr::eq(read.rules(), rules) {
        time::resolve(read, &context)
    } else {
        time::find(&passages(text, report), rules, &context)
    };
    found
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

fn passages<'a>(text: &'a str, report: &'a ReportDraft) -> Vec<time::Passage<'a>> {
    let passages = report.passages.iter().map(|p| time::Passage {
        words: &text[p.span.clone()],
        posted: p.comment.as_ref().and_then(|c| c.posted.as_deref()),
    });
    passages.collect()
}
