//! A report whose file is there: today's text, the ids it has, and what people made of it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use super::assemble::{Known, assemble};
use super::base::{Base, From, Placed};
use super::lost::Lost;
use super::marks::Proposed;
use super::today::Today;
use super::{Earlier, Sealed, bare, front};
use crate::model::{
    Diagnostic, Kept, PassageId, Place, Report, ReportDraft, ReportId, SourceDraft, report_path,
};

/// A passage of the report file with its place in the source.
pub struct Standing {
    pub placed: Placed,
    /// Bytes of the source's reading text.
    pub span: Range<usize>,
}

/// Merges a report file with today's draft of its text.
///
/// A file whose passages are not the source's words is left as it is, and reported; the program's own
/// reading stands on the site until they are, under the same ids.
pub fn report(
    draft: &SourceDraft,
    text: &ReportDraft,
    earlier: Earlier,
    sealed: &Sealed,
    diagnostics: &mut Vec<Diagnostic>,
) -> Report {
    let base = Base::of(&earlier);
    let today = Today::of(draft, text, &base);
    let mut report = bare(
        draft,
        text,
        ReportId::new(&earlier.stem),
        earlier.file.front.siglum.clone(),
    );
    front::settle(&mut report, &earlier);
    let proposed = Proposed::of(&base, &earlier.proposals);
    let placed = place(&base, &earlier, diagnostics);
    let frozen = placed.is_none();
    let mut worked_on = BTreeSet::new();
    let deleted = placed
        .as_ref()
        .map_or_else(BTreeSet::new, |placed| deleted(&base, placed));
    let standing = match placed {
        None => as_proposed(&base, &today, &earlier),
        Some(placed) => {
            worked_on = with_work(&base, &proposed, &earlier, &placed);
            let source_changed = earlier.file.front.sha256.as_ref() != Some(&draft.source.sha256);
            let lasts = |id: &PassageId| sealed.holds(&report.id, id) || worked_on.contains(id);
            stand(&base, &today, placed, |placed| {
                source_changed || placed.id.as_ref().is_some_and(lasts)
            })
        }
    };
    let known = Known {
        base: &base,
        today: &today,
        earlier: &earlier,
        proposed: &proposed,
        deleted: &deleted,
    };
    assemble(&known, &standing, &mut report);
    let lost = Lost {
        known: &known,
        worked_on: &worked_on,
    };
    lost.retire(sealed, &mut report, diagnostics);
    report.title_derived = !report.has_title_passage();
    report.kept = (!earlier.untouched).then_some(Kept {
        text: earlier.text,
        frozen,
    });
    report
}

/// The passages of the file in the base; None, with a diagnostic, where they are not its words.
fn place(base: &Base, earlier: &Earlier, diagnostics: &mut Vec<Diagnostic>) -> Option<Vec<Placed>> {
    let mut ids = BTreeSet::new();
    let twice = earlier.file.passages.iter().find(|p| !ids.insert(&p.id));
    let at = |byte: usize| Place::span(report_path(&earlier.stem), &earlier.text, byte..byte + 1);
    if let Some(passage) = twice {
        let message = format!("passage {} stands twice in this file", passage.n);
        diagnostics.push(
            Diagnostic::error("passage-twice", message)
                .at(at(passage.at))
                .hint("delete one of the two"),
        );
        return None;
    }
    match base.place(&earlier.file) {
        Ok(placed) => Some(placed),
        Err(place) => {
            let passage = &earlier.file.passages[place];
            let message = format!("the words of passage {} are not the source's", passage.n);
            diagnostics.push(
                Diagnostic::error("passage-not-in-source", message)
                    .at(at(passage.at))
                    .hint("put the source's words back, or write a correction as <del>old</del><ins>new</ins>"),
            );
            None
        }
    }
}

/// The base's own passages, for a file that cannot be understood.
fn as_proposed(base: &Base, today: &Today, earlier: &Earlier) -> Vec<Standing> {
    let in_file = earlier.file.passages.iter();
    let numbers: HashMap<&PassageId, &str> = in_file.map(|p| (&p.id, p.n.as_str())).collect();
    let passages = (0..base.passages.len()).filter_map(|of| {
        let heir = today.heir(of)?;
        let passage = &base.passages[of];
        Some(Standing {
            span: today.text.passages[heir].span.clone(),
            placed: Placed {
                id: Some(passage.id.clone()),
                n: numbers
                    .get(&passage.id)
                    .copied()
                    .unwrap_or_default()
                    .to_owned(),
                kind: passage.kind,
                range: base.range(of),
                marks: Vec::new(),
                from: From::Proposals,
            },
        })
    });
    passages.collect()
}

/// The passages of the base of which a person left nothing in the file.
fn deleted(base: &Base, placed: &[Placed]) -> BTreeSet<usize> {
    let mut left: Vec<&Range<usize>> = placed.iter().map(|p| &p.range).collect();
    left.sort_by_key(|range| range.start);
    let is_left = |own: &Range<usize>| {
        let at = left.partition_point(|range| range.end <= own.start);
        left.get(at).is_some_and(|range| range.start < own.end)
    };
    (0..base.passages.len())
        .filter(|of| !is_left(&base.range(*of)))
        .collect()
}

/// The passages on which a person worked: set or took out a mark, corrected words, left a note.
fn with_work(
    base: &Base,
    proposed: &Proposed,
    earlier: &Earlier,
    placed: &[Placed],
) -> BTreeSet<PassageId> {
    let has_note = |placed: &Placed| match placed.from {
        From::Passage(place) => !earlier.file.passages[place].notes.is_empty(),
        From::Editorial(_) | From::Proposals => false,
    };
    let worked_on = placed
        .iter()
        .filter(|placed| has_note(placed) || proposed.has_persons(base, placed));
    worked_on.filter_map(|placed| placed.id.clone()).collect()
}

/// Where each placed passage stands in today's source; those whose words are gone stand nowhere.
///
/// A passage that the program would leave out today stays where its very words stand, if the world has
/// seen it, a person worked on it, or it is the source that changed and not the program's mind.
fn stand(
    base: &Base,
    today: &Today,
    placed: Vec<Placed>,
    stays: impl Fn(&Placed) -> bool,
) -> Vec<Standing> {
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    let mut take = |span: &Range<usize>| {
        let before = taken.range(..span.end).next_back();
        let free = !span.is_empty() && before.is_none_or(|(_, end)| *end <= span.start);
        if free {
            taken.insert(span.start, span.end);
        }
        free
    };
    let mut spans: Vec<Option<Range<usize>>> = placed
        .iter()
        .map(|placed| span_of(base, today, placed).filter(|span| take(span)))
        .collect();
    for (placed, span) in placed.iter().zip(&mut spans) {
        if span.is_none() && stays(placed) {
            let words = &base.text[placed.range.clone()];
            *span = today.find_left_out(words).filter(|span| take(span));
        }
    }
    let standing = placed.into_iter().zip(spans);
    standing
        .filter_map(|(placed, span)| {
            Some(Standing {
                placed,
                span: span?,
            })
        })
        .collect()
}

fn span_of(base: &Base, today: &Today, placed: &Placed) -> Option<Range<usize>> {
    let pieces = base.pieces(&placed.range);
    if let [(of, piece)] = pieces.as_slice()
        && piece.len() == base.passages[*of].words.len()
    {
        // Nobody cut it, so it goes as the program cuts today.
        let heir = today.heir(*of)?;
        return Some(today.text.passages[heir].span.clone());
    }
    let mut spans = pieces
        .iter()
        .filter_map(|(of, piece)| today.in_source(base, *of, piece));
    let mut whole = spans.next()?;
    for next in spans {
        // What the source has moved apart is not one passage any more, whoever joined it.
        if next.start < whole.end || today.is_parted(whole.end..next.start) {
            break;
        }
        whole.end = next.end;
    }
    Some(whole)
}
