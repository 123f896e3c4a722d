//! A report whose file is there: today's text, the ids it has, and what people made of it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use super::base::{Base, From, Placed};
use super::identity::{Numbers, new_id, passage_of};
use super::marks::{self, Proposed};
use super::today::Today;
use super::{Earlier, Sealed, bare, front, path_of};
use crate::model::{
    Cut, Diagnostic, Editorial, Kept, Passage, PassageId, Place, Report, ReportDraft, ReportId,
    Retired, SourceDraft, Told,
};

/// A passage of the report file with its place in the source.
struct Standing {
    placed: Placed,
    span: Range<usize>,
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
    let placed = place(&base, &earlier, diagnostics);
    let frozen = placed.is_none();
    let proposed = Proposed::of(&base, &earlier.proposals);
    let standing = placed.map_or_else(
        || as_proposed(&base, &today, &earlier),
        |placed| {
            let source_changed = earlier.file.front.sha256.as_ref() != Some(&draft.source.sha256);
            let is_sealed = |placed: &Placed| {
                placed
                    .id
                    .as_ref()
                    .is_some_and(|id| sealed.holds(&report.id, id))
            };
            stand(&base, &today, placed, |placed| {
                source_changed || is_sealed(placed) || proposed.has_persons(&base, placed)
            })
        },
    );
    let names = Names::of(&base, &today, &earlier);
    assemble(
        &base,
        &today,
        &earlier,
        standing,
        &proposed,
        names,
        &mut report,
    );
    retire(&base, &today, &earlier, sealed, &mut report, diagnostics);
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
    let at = |byte: usize| Place::span(path_of(&earlier.stem), &earlier.text, byte..byte + 1);
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
                from: From::Passage(usize::MAX),
            },
        })
    });
    passages.collect()
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
        .map(|(of, piece)| today.in_source(base, *of, piece));
    let first = spans.next()??;
    spans.try_fold(first, |whole, next| {
        let next = next?;
        (whole.end <= next.start).then_some(whole.start..next.end)
    })
}

/// Ids and numbers: those that are taken, and those of today's passages.
struct Names {
    ids: BTreeSet<String>,
    numbers: Numbers,
    /// For each of today's passages, the id by which the program knows it.
    todays: Vec<PassageId>,
}

impl Names {
    fn of(base: &Base, today: &Today, earlier: &Earlier) -> Self {
        let file = &earlier.file;
        let known = base.passages.iter().map(|p| p.id.to_string());
        let known = known.chain(file.passages.iter().map(|p| p.id.to_string()));
        let known = known.chain(file.front.retired.iter().map(|r| r.id.clone()));
        let mut ids: BTreeSet<String> = known.collect();
        let todays = today
            .continues
            .iter()
            .enumerate()
            .map(|(place, of)| match of {
                Some(of) => base.passages[*of].id.clone(),
                None => new_id(&today.words[place].read, place, &mut ids),
            });
        let todays = todays.collect();
        Self {
            ids,
            numbers: Numbers::of(file.passages.iter().map(|p| p.n.clone())),
            todays,
        }
    }
}

/// Puts the report together: the file's passages in its order, and today's new ones in their places.
fn assemble(
    base: &Base,
    today: &Today,
    earlier: &Earlier,
    standing: Vec<Standing>,
    proposed: &Proposed,
    mut names: Names,
    report: &mut Report,
) {
    let new = new_passages(base, today, earlier, &standing);
    let mut slots = slots(&standing, &new, today);
    let mut place_of = HashMap::new();
    let mut before = String::new();
    for slot in slots.drain(..) {
        let mut passage = match slot {
            Slot::Standing(at) => {
                let Standing { placed, span } = &standing[at];
                let mut passage = kept_passage(base, today, earlier, placed, span, proposed);
                if passage.id.as_str().is_empty() {
                    let place = report.passages.len();
                    passage.id = new_id(&passage.words, place, &mut names.ids);
                }
                place_of.insert(placed.from, report.passages.len());
                passage
            }
            Slot::New(place) => passage_of(
                today.draft,
                &today.text.passages[place],
                names.todays[place].clone(),
                String::new(),
            ),
        };
        if passage.n.is_empty() {
            passage.n = names.numbers.between(passage.kind, &before);
        }
        before.clone_from(&passage.n);
        report.passages.push(passage);
    }
    settle_replies(today, earlier, report);
    report.editorial = editorial(earlier, &place_of);
    report.proposal.cut = cut(base, today, earlier, &names.todays);
}

enum Slot {
    Standing(usize),
    New(usize),
}

/// Today's passages that nothing stands for: not those that a person deleted, or made part of others.
fn new_passages(
    base: &Base,
    today: &Today,
    earlier: &Earlier,
    standing: &[Standing],
) -> Vec<usize> {
    if !base.known && !earlier.untouched {
        return Vec::new();
    }
    let mut taken: Vec<&Range<usize>> = standing.iter().map(|s| &s.span).collect();
    taken.sort_by_key(|s| s.start);
    let free = |span: &Range<usize>| {
        let at = taken.partition_point(|t| t.end <= span.start);
        taken.get(at).is_none_or(|t| t.start >= span.end)
    };
    let in_file: BTreeSet<&PassageId> = earlier.file.passages.iter().map(|p| &p.id).collect();
    let deleted = |of: usize| !in_file.contains(&base.passages[of].id);
    let heirs_of_deleted: BTreeSet<usize> = (0..base.passages.len())
        .filter(|of| deleted(*of))
        .flat_map(|of| today.heirs(of))
        .collect();
    (0..today.text.passages.len())
        .filter(|place| free(&today.text.passages[*place].span))
        .filter(|place| match today.continues[*place] {
            Some(of) => !deleted(of),
            None => !heirs_of_deleted.contains(place),
        })
        .collect()
}

/// The order of the file; a new passage stands after the one that it follows in the source.
fn slots(standing: &[Standing], new: &[usize], today: &Today) -> Vec<Slot> {
    let mut order: Vec<usize> = (0..standing.len()).collect();
    order.sort_by_key(|at| standing[*at].span.start);
    let mut after: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
    for place in new {
        let start = today.text.passages[*place].span.start;
        let before = order.partition_point(|at| standing[*at].span.start < start);
        let follows = before.checked_sub(1).map(|at| order[at]);
        after.entry(follows).or_default().push(*place);
    }
    let mut slots = Vec::with_capacity(standing.len() + new.len());
    let follow = |at: Option<usize>, slots: &mut Vec<Slot>| {
        slots.extend(after.get(&at).into_iter().flatten().map(|n| Slot::New(*n)));
    };
    follow(None, &mut slots);
    for at in 0..standing.len() {
        slots.push(Slot::Standing(at));
        follow(Some(at), &mut slots);
    }
    slots
}

fn kept_passage(
    base: &Base,
    today: &Today,
    earlier: &Earlier,
    placed: &Placed,
    span: &Range<usize>,
    proposed: &Proposed,
) -> Passage {
    let source = &today.draft.source.text;
    let (marks, refused) = marks::merge(base, proposed, today, placed, span);
    let first = base.at(placed.range.start).map(|(of, _)| of);
    let heir = first.and_then(|of| today.heir(of));
    let draft = heir.map(|heir| &today.text.passages[heir]);
    let read = match placed.from {
        From::Passage(place) => earlier.file.passages.get(place),
        From::Editorial(_) => None,
    };
    // A kind that is not the one proposed is a person's.
    let was = first.map(|of| base.passages[of].kind);
    let kind = match draft {
        Some(draft) if was == Some(placed.kind) || read.is_none() => draft.kind,
        _ => placed.kind,
    };
    let id = placed.id.clone().unwrap_or_else(|| PassageId::new(""));
    Passage {
        n: placed.n.clone(),
        kind,
        words: source[span.clone()].to_owned(),
        span: Some(span.clone()),
        comment: read
            .and_then(|r| r.comment.clone())
            .or_else(|| draft.and_then(|d| d.comment.clone())),
        marks,
        refused,
        told: read.map_or_else(Told::default, |read| told(base, earlier, &id, &read.told)),
        notes: read.map(|r| r.notes.clone()).unwrap_or_default(),
        id,
    }
}

/// What a person says of the events that a passage tells.
fn told(base: &Base, earlier: &Earlier, id: &PassageId, said: &[crate::model::EventId]) -> Told {
    let proposed = earlier.proposals.told.get(id);
    let was = |event: &&crate::model::EventId| proposed.is_some_and(|p| p.contains(*event));
    Told {
        added: said.iter().filter(|e| !was(e)).cloned().collect(),
        refused: proposed
            .into_iter()
            .flatten()
            .filter(|event| !said.contains(event))
            .cloned()
            .collect(),
        closed: !base.known && !earlier.untouched,
    }
}

/// The comments that comments answer: as the file says, or as today's draft has it.
fn settle_replies(today: &Today, earlier: &Earlier, report: &mut Report) {
    let places: HashMap<PassageId, usize> = report
        .passages
        .iter()
        .enumerate()
        .map(|(place, p)| (p.id.clone(), place))
        .collect();
    let by_start: HashMap<usize, usize> = report
        .passages
        .iter()
        .enumerate()
        .filter_map(|(place, p)| Some((p.span.as_ref()?.start, place)))
        .collect();
    let in_file: HashMap<&PassageId, &crate::markdown::ReadPassage> =
        earlier.file.passages.iter().map(|p| (&p.id, p)).collect();
    let todays = today.by_start();
    for passage in &mut report.passages {
        let start = passage.span.as_ref().map(|s| s.start);
        let Some(comment) = &mut passage.comment else {
            continue;
        };
        comment.reply_to = match in_file.get(&passage.id) {
            Some(read) => read
                .comment
                .as_ref()
                .and_then(|c| earlier.file.passages.get(c.reply_to?))
                .and_then(|answered| places.get(&answered.id).copied()),
            None => start
                .and_then(|start| today.text.passages.get(*todays.get(&start)?))
                .and_then(|draft| today.text.passages.get(draft.comment.as_ref()?.reply_to?))
                .and_then(|answered| by_start.get(&answered.span.start).copied()),
        };
    }
}

/// A person's own paragraphs and notes, each behind the passage it stood behind, or the one before.
fn editorial(earlier: &Earlier, place_of: &HashMap<From, usize>) -> Vec<Editorial> {
    let kept = earlier.file.editorial.iter().enumerate();
    kept.filter(|(place, _)| !place_of.contains_key(&From::Editorial(*place)))
        .map(|(_, read)| {
            let before = read
                .editorial
                .after
                .into_iter()
                .flat_map(|at| (0..=at).rev());
            Editorial {
                after: before
                    .filter_map(|at| place_of.get(&From::Passage(at)).copied())
                    .next(),
                ..read.editorial.clone()
            }
        })
        .collect()
}

/// How the program cuts the text today; and the passages that people deleted and the source has lost,
/// which stay deleted should their words come back.
fn cut(base: &Base, today: &Today, earlier: &Earlier, todays: &[PassageId]) -> Vec<Cut> {
    let passages = today.text.passages.iter().zip(todays).zip(&today.words);
    let passages = passages.map(|((passage, id), words)| Cut {
        id: id.clone(),
        kind: passage.kind,
        words: words.read.clone(),
        span: Some(passage.span.clone()),
    });
    let in_file: BTreeSet<&PassageId> = earlier.file.passages.iter().map(|p| &p.id).collect();
    let deleted = base.passages.iter().enumerate().filter(|(of, passage)| {
        !in_file.contains(&passage.id) && today.heirs(*of).next().is_none()
    });
    let deleted = deleted.map(|(_, passage)| Cut {
        id: passage.id.clone(),
        kind: passage.kind,
        words: passage.words.clone(),
        span: None,
    });
    passages.chain(deleted).collect()
}

/// Retires the ids that have lost their passage: those that the world has seen, and those on which a
/// person's work stood.
fn retire(
    base: &Base,
    today: &Today,
    earlier: &Earlier,
    sealed: &Sealed,
    report: &mut Report,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let there: BTreeSet<PassageId> = report.passages.iter().map(|p| p.id.clone()).collect();
    let mut retired: Vec<Retired> = earlier.file.front.retired();
    retired.retain(|r| !there.contains(&r.id));
    let mut lost: Vec<(&PassageId, &str)> = base
        .passages
        .iter()
        .map(|p| (&p.id, p.words.as_str()))
        .chain(
            earlier
                .file
                .passages
                .iter()
                .map(|p| (&p.id, p.words.as_str())),
        )
        .filter(|(id, _)| !there.contains(*id))
        .collect();
    lost.sort_unstable();
    lost.dedup_by(|a, b| a.0 == b.0);
    for (id, words) in lost {
        if retired.iter().any(|r| r.id == *id) || !sealed.holds(&report.id, id) {
            continue;
        }
        let of = base.passages.iter().position(|p| p.id == *id);
        let span = of.and_then(|of| today.heirs(of).next());
        let span = span.map(|heir| &today.text.passages[heir].span);
        let successor = span.and_then(|span| {
            let holds = |p: &&Passage| {
                let own = p.span.as_ref();
                own.is_some_and(|own| own.start < span.end && span.start < own.end)
            };
            report.passages.iter().find(holds).map(|p| p.id.clone())
        });
        retired.push(Retired {
            id: id.clone(),
            words: Some(words.to_owned()),
            successor,
        });
        diagnostics.push(
            Diagnostic::note(
                "passage-retired",
                format!("the published passage {id} has lost its words; its address now says so"),
            )
            .at(Place::file(path_of(&earlier.stem))),
        );
    }
    report.retired = retired;
}
