//! Puts a report together: the file's passages in its order, and today's new ones in their places.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use super::Earlier;
use super::base::{Base, From, Placed};
use super::identity::{Numbers, new_id, passage_of};
use super::marks::{self, Proposed};
use super::settled::Standing;
use super::today::Today;
use crate::markdown::ReadPassage;
use crate::model::{Cut, Editorial, EventId, Passage, PassageId, Report, Told};

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

/// What is known of a report, beside where its passages stand.
pub struct Known<'a> {
    pub base: &'a Base,
    pub today: &'a Today<'a>,
    pub earlier: &'a Earlier,
    pub proposed: &'a Proposed,
    /// Passages of the base that a person deleted.
    pub deleted: &'a BTreeSet<usize>,
}

/// Puts the report together: the file's passages in its order, and today's new ones in their places.
pub fn assemble(known: &Known, standing: &[Standing], report: &mut Report) {
    let Known {
        base,
        today,
        earlier,
        ..
    } = *known;
    let mut names = Names::of(base, today, earlier);
    let new = new_passages(known, standing);
    let mut place_of = HashMap::new();
    let mut before = String::new();
    for slot in slots(standing, &new, today) {
        let mut passage = match slot {
            Slot::Standing(at) => {
                let Standing { placed, span } = &standing[at];
                let mut passage = kept_passage(known, placed, span);
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
    report.proposal.cut = cut(known, &names.todays);
}

enum Slot {
    Standing(usize),
    New(usize),
}

/// Today's passages that nothing stands for: not those that a person deleted, or made part of others.
fn new_passages(known: &Known, standing: &[Standing]) -> Vec<usize> {
    let Known {
        base,
        today,
        earlier,
        deleted,
        ..
    } = *known;
    if !base.known && !earlier.untouched {
        return Vec::new();
    }
    let mut taken: Vec<&Range<usize>> = standing.iter().map(|s| &s.span).collect();
    taken.sort_by_key(|s| s.start);
    let free = |span: &Range<usize>| {
        let at = taken.partition_point(|t| t.end <= span.start);
        taken.get(at).is_none_or(|t| t.start >= span.end)
    };
    let heirs_of_deleted: BTreeSet<usize> =
        deleted.iter().flat_map(|of| today.heirs(*of)).collect();
    (0..today.text.passages.len())
        .filter(|place| free(&today.text.passages[*place].span))
        .filter(|place| match today.continues[*place] {
            Some(of) => !deleted.contains(&of),
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

fn kept_passage(known: &Known, placed: &Placed, span: &Range<usize>) -> Passage {
    let Known {
        base,
        today,
        earlier,
        proposed,
        ..
    } = *known;
    let source = &today.draft.source.text;
    let first = base.at(placed.range.start).map(|(of, _)| of);
    let heir = first.and_then(|of| today.heir(of));
    let draft = heir.map(|heir| &today.text.passages[heir]);
    let id = placed.id.clone().unwrap_or_else(|| PassageId::new(""));
    let read = match (placed.from, draft) {
        (From::Passage(place), _) => earlier.file.passages.get(place),
        (From::Proposals, Some(draft)) => {
            return passage_of(today.draft, draft, id, placed.n.clone());
        }
        (From::Proposals | From::Editorial(_), _) => None,
    };
    let (marks, refused) = marks::merge(base, proposed, today, placed, span);
    // A kind that is not the one proposed is a person's.
    let was = first.map(|of| base.passages[of].kind);
    let kind = match draft {
        Some(draft) if was == Some(placed.kind) || read.is_none() => draft.kind,
        _ => placed.kind,
    };
    Passage {
        n: placed.n.clone(),
        kind,
        words: source[span.clone()].to_owned(),
        span: Some(span.clone()),
        comment: read
            .and_then(|r| r.comment.clone())
            .or_else(|| draft.and_then(|d| d.comment.clone())),
        marks,
        aside: today.aside(span),
        refused,
        told: read.map_or_else(Told::default, |read| told(base, earlier, &id, &read.told)),
        notes: read.map(|r| r.notes.clone()).unwrap_or_default(),
        id,
    }
}

/// What a person says of the events that a passage tells.
fn told(base: &Base, earlier: &Earlier, id: &PassageId, said: &[EventId]) -> Told {
    let proposed = earlier.proposals.told.get(id);
    let was = |event: &&EventId| proposed.is_some_and(|p| p.contains(*event));
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
    let in_file: HashMap<&PassageId, &ReadPassage> =
        earlier.file.passages.iter().map(|p| (&p.id, p)).collect();
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
                .and_then(|start| today.starting_at(start))
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
fn cut(known: &Known, todays: &[PassageId]) -> Vec<Cut> {
    let Known {
        base,
        today,
        deleted,
        ..
    } = *known;
    let passages = today.text.passages.iter().zip(todays).zip(&today.words);
    let passages = passages.map(|((passage, id), words)| Cut {
        id: id.clone(),
        kind: passage.kind,
        words: words.read.clone(),
        span: Some(passage.span.clone()),
    });
    let deleted = deleted
        .iter()
        .filter(|of| today.heirs(**of).next().is_none());
    let deleted = deleted.map(|of| &base.passages[*of]);
    let deleted = deleted.map(|passage| Cut {
        id: passage.id.clone(),
        kind: passage.kind,
        words: passage.words.clone(),
        span: None,
    });
    passages.chain(deleted).collect()
}
