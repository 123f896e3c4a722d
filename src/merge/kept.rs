//! Report files that a person changed: what stands in them counts.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use super::align::align;
use super::identity::renewed;
use super::{Earlier, from_front, path_of, words_of};
use crate::markdown::{ReadPassage, Spaces, mark_line};
use crate::model::{
    By, Diagnostic, Kind, Mark, MarkBody, Passage, PassageDraft, PassageId, Place, Report,
    ReportDraft, SourceDraft,
};
use crate::text::CharIndex;

/// A report as a person left it, placed in its source. Where its words are not the source's any
/// more, the program's own reading stands on the site until they are, under the same ids.
pub fn merged(
    draft: &SourceDraft,
    text: &ReportDraft,
    earlier: Earlier,
    diagnostics: &mut Vec<Diagnostic>,
) -> Report {
    let words = words_of(draft, text);
    let places = locate(draft, text, &words, &earlier.file.passages);
    if let Some(fault) = misplaced(&places, &earlier) {
        diagnostics.push(fault);
        let mut report = renewed(draft, text, &earlier.stem, &earlier.file);
        report.kept = Some(earlier.text);
        return report;
    }
    let has_title = earlier.file.passages.iter().any(|p| p.kind == Kind::Title);
    let mut report = from_front(&earlier.stem, &earlier.file.front, has_title);
    let drafts: HashMap<usize, &PassageDraft> =
        text.passages.iter().map(|p| (p.span.start, p)).collect();
    for (passage, span) in earlier
        .file
        .passages
        .iter()
        .zip(places.into_iter().flatten())
    {
        let source = Spaces::new(&draft.source.text[span.clone()]);
        let proposed = drafts.get(&span.start).filter(|p| p.span == span);
        let mut placed = from_file(passage, draft.source.text[span.clone()].to_owned(), &source);
        settle_marks(
            passage,
            &source,
            proposed.map_or(&[], |p| &p.marks),
            &earlier,
            &mut placed,
        );
        placed.span = Some(span);
        report.passages.push(placed);
    }
    report.editorial.clone_from(&earlier.file.editorial);
    compare(&earlier, text, &words, &report, diagnostics);
    report.kept = Some(earlier.text);
    report
}

/// Why a file's passages cannot be placed in their source: one is not there, or stands twice.
fn misplaced(places: &[Option<Range<usize>>], earlier: &Earlier) -> Option<Diagnostic> {
    let mut ends: BTreeMap<usize, usize> = BTreeMap::new();
    let mut ids = BTreeSet::new();
    for (span, passage) in places.iter().zip(&earlier.file.passages) {
        let place = Place::span(
            path_of(&earlier.stem),
            &earlier.text,
            passage.at..passage.at + 1,
        );
        let Some(span) = span else {
            let message = format!("the words of passage {} are not the source's", passage.n);
            return Some(Diagnostic::error("passage-not-in-source", message).at(place).hint(
                "put the source's words back, or write a correction as <del>old</del><ins>new</ins>",
            ));
        };
        let before = ends.range(..span.end).next_back();
        if before.is_some_and(|(_, end)| *end > span.start) || !ids.insert(&passage.id) {
            let message = format!("passage {} stands twice in this file", passage.n);
            return Some(
                Diagnostic::error("passage-twice", message)
                    .at(place)
                    .hint("delete one of the two"),
            );
        }
        ends.insert(span.start, span.end);
    }
    None
}

/// A report that has no source: written by hand, or its source is gone.
pub fn without_source(earlier: Earlier) -> Report {
    let has_title = earlier.file.passages.iter().any(|p| p.kind == Kind::Title);
    let mut report = from_front(&earlier.stem, &earlier.file.front, has_title);
    report.source = None;
    for passage in &earlier.file.passages {
        let own = Spaces::new(&passage.words);
        let mut placed = from_file(passage, passage.words.clone(), &own);
        settle_marks(passage, &own, &[], &earlier, &mut placed);
        report.passages.push(placed);
    }
    report.editorial.clone_from(&earlier.file.editorial);
    report.kept = Some(earlier.text);
    report
}

/// Where each passage of a file stands in the source: with the words of a passage that ingest
/// found, or anywhere in the text after the passage before, or anywhere at all.
fn locate(
    draft: &SourceDraft,
    text: &ReportDraft,
    words: &[Spaces],
    passages: &[ReadPassage],
) -> Vec<Option<Range<usize>>> {
    let old: Vec<&str> = passages.iter().map(|p| p.words.as_str()).collect();
    let new: Vec<&str> = words.iter().map(|w| w.read.as_str()).collect();
    let mut places = vec![None; passages.len()];
    for (place, of) in align(&old, &new).into_iter().enumerate() {
        if let Some(of) = of.filter(|of| old[*of] == new[place]) {
            places[of] = Some(text.passages[place].span.clone());
        }
    }
    if places.iter().all(Option::is_some) {
        return places;
    }
    // A person cut or joined passages: their words are looked up in the source itself.
    let source = Spaces::new(&draft.source.text);
    let mut after = 0;
    for (place, passage) in passages.iter().enumerate() {
        if places[place].is_none() && !passage.words.is_empty() {
            let from = source.range(&(after..draft.source.text.len())).start;
            let at = source.read[from..].find(&passage.words).map(|at| from + at);
            let at = at.or_else(|| source.read.find(&passage.words));
            places[place] = at.map(|at| source.original(&(at..at + passage.words.len())));
        }
        if let Some(span) = &places[place] {
            after = span.end;
        }
    }
    places
}

fn from_file(passage: &ReadPassage, words: String, spaces: &Spaces) -> Passage {
    let moved = |mark: &Mark| Mark {
        span: spaces.original(&mark.span),
        ..mark.clone()
    };
    Passage {
        id: passage.id.clone(),
        n: passage.n.clone(),
        kind: passage.kind,
        words,
        span: None,
        comment: passage.comment.clone(),
        marks: passage.marks.iter().map(moved).collect(),
        told: Some(passage.told.clone()),
        notes: passage.notes.clone(),
    }
}

/// Tells whose each mark is, and gives the program's back what Markdown does not hold.
fn settle_marks(
    passage: &ReadPassage,
    source: &Spaces,
    proposed: &[Mark],
    earlier: &Earlier,
    placed: &mut Passage,
) {
    let chars = CharIndex::new(&source.read);
    for mark in &mut placed.marks {
        let line = mark_line(&passage.id, mark, source, &chars);
        if earlier.proposals.lines.contains(&line) {
            mark.by = By::Program;
        }
        let same = proposed
            .iter()
            .find(|p| p.span == mark.span && says_the_same(&p.body, &mark.body));
        if let Some(same) = same {
            mark.body = same.body.clone();
        }
    }
}

fn says_the_same(a: &MarkBody, b: &MarkBody) -> bool {
    match (a, b) {
        (MarkBody::Date { value: a, .. }, MarkBody::Date { value: b, .. }) => a == b,
        (a, b) => a == b,
    }
}

/// Says how today's proposals differ from the last ones, which a kept file does not take over.
fn compare(
    earlier: &Earlier,
    text: &ReportDraft,
    words: &[Spaces],
    report: &Report,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut today = BTreeSet::new();
    let placed = report.passages.iter();
    let ids: HashMap<&Range<usize>, &PassageId> = placed
        .filter_map(|p| Some((p.span.as_ref()?, &p.id)))
        .collect();
    for (passage, words) in text.passages.iter().zip(words) {
        let Some(id) = ids.get(&passage.span) else {
            continue;
        };
        let chars = CharIndex::new(&words.read);
        today.extend(
            passage
                .marks
                .iter()
                .map(|mark| mark_line(id, mark, words, &chars)),
        );
    }
    let marks = |line: &&String| !line.contains(" telling ");
    let gone = earlier
        .proposals
        .lines
        .iter()
        .filter(marks)
        .filter(|l| !today.contains(*l))
        .count();
    let more = today
        .iter()
        .filter(|l| !earlier.proposals.lines.contains(*l))
        .count();
    if gone + more > 0 {
        diagnostics.push(
            Diagnostic::note(
                "proposals-differ",
                format!("the program would now set {more} other marks here, and leave {gone} of its earlier ones"),
            )
            .at(Place::file(path_of(&earlier.stem)))
            .hint("a person changed this file, so it is kept; delete it to have it made again"),
        );
    }
}
