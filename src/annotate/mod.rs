//! annotate: proposes marks for the passages of every report. Knows nothing of files or earlier runs.

mod authority;
mod dates;
mod figures;
mod layers;
mod mentions;
mod reading;
mod rejected;
mod speech;
mod why;

use std::collections::BTreeSet;

use rayon::prelude::*;

pub use self::authority::Authority;
use self::figures::Figures;
pub use self::layers::nest;
pub use self::rejected::rejected;
use self::speech::{Said, Sorts};
pub use self::why::why;
use crate::lang;
use crate::model::{Diagnostic, Entity, Mark, Place, ReportDraft, SourceDraft, Staged};
use crate::progress::Progress;
use crate::time::tokens::Token;

/// Proposes mentions and dates in every report, and the date of publication the dates leave.
pub fn annotate(
    drafts: Vec<SourceDraft>,
    entities: &[Entity],
    progress: &dyn Progress,
) -> Staged<Vec<SourceDraft>> {
    let authority = Authority::new(entities, &languages(&drafts));
    let sorts = Sorts::new(entities);
    let annotated: Vec<(SourceDraft, Vec<Diagnostic>)> = drafts
        .into_par_iter()
        .map(|draft| {
            let annotated = annotate_source(draft, &authority, &sorts);
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
    languages_of(drafts.iter().flat_map(|draft| &draft.reports))
}

fn languages_of<'a>(reports: impl Iterator<Item = &'a ReportDraft>) -> Vec<String> {
    let all: BTreeSet<&String> = reports.map(|report| &report.language).collect();
    all.into_iter().cloned().collect()
}

fn annotate_source(
    mut draft: SourceDraft,
    authority: &Authority,
    sorts: &Sorts,
) -> (SourceDraft, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let text = std::mem::take(&mut draft.source.text);
    let path = format!("content/sources/{}", draft.source.id);
    let dated = dates::of_reports(&text, &draft.reports);
    for (report, dated) in draft.reports.iter_mut().zip(dated) {
        report.published = dated.published;
        let dates = dated.marks;
        diagnostics.extend(
            dated
                .slips
                .iter()
                .map(|slip| dates::contradicted(&path, &text, slip)),
        );
        let (mentions, doubts) = mentions::find(&text, report, authority, &dates);
        diagnostics.extend(
            doubts
                .into_iter()
                .map(|doubt| doubtful(&path, &text, &doubt)),
        );
        let passages = spoken(&text, report, &dated.tokens, &mentions, &dates);
        let said = say(&passages, report, &dates, sorts);
        let layers = mentions.into_iter().zip(dates).zip(said);
        for (passage, ((mentions, dates), (said, figures))) in
            report.passages.iter_mut().zip(layers)
        {
            let marks = layers::nest(mentions, dates);
            let marks = layers::nest(marks, said.direct);
            passage.marks = layers::nest(marks, figures.shown);
            passage.aside = said.indirect;
            passage.aside.extend(figures.durations);
            passage
                .aside
                .sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
        }
    }
    draft.source.text = text;
    (draft, diagnostics)
}

/// Who says what in a report, and how many of what.
fn say(
    passages: &[speech::Passage],
    report: &ReportDraft,
    dates: &[Vec<Mark>],
    sorts: &Sorts,
) -> Vec<(Said, Figures)> {
    let language = lang::rules(&report.language);
    let said = speech::find(passages, language, sorts);
    let published = report.published.as_ref().map(|p| p.value.as_str());
    let figures = passages.iter().zip(&said).zip(dates);
    let figures: Vec<Figures> = figures
        .map(|((passage, said), dates)| figures::find(passage, said, dates, language, published))
        .collect();
    said.into_iter().zip(figures).collect()
}

/// The passages of a report as speech and figures are looked for in them.
fn spoken<'t>(
    text: &'t str,
    report: &ReportDraft,
    tokens: &[Vec<Token>],
    mentions: &[Vec<Mark>],
    dates: &[Vec<Mark>],
) -> Vec<speech::Passage<'t>> {
    let language = lang::rules(&report.language);
    report
        .passages
        .iter()
        .zip(tokens)
        .zip(mentions.iter().zip(dates))
        .map(|((passage, tokens), (mentions, dates))| {
            let words = &text[passage.span.clone()];
            let named = reading::outermost(mentions);
            let spans: Vec<_> = dates.iter().map(|d| d.span.clone()).collect();
            let read = reading::read(tokens, &language.vocabulary, &named, &spans);
            speech::Passage {
                text: words,
                kind: passage.kind,
                ends: reading::sentences(words, &read, &language.abbreviations),
                words: read,
                named,
            }
        })
        .collect()
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
