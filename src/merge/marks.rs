//! Marks, merged three ways: what the program proposed last, what stands in the report file, and what
//! it proposes today. All of them lie on the same words, so they merge span by span.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::base::{Base, Placed};
use super::people::People;
use super::today::Today;
use crate::markdown::{Proposals, Says, what};
use crate::model::{Mark, MarkBody, Refused};
use crate::text::CharIndex;

/// A mark's place in the source, and what it says.
pub type Fact = (usize, usize, String);

/// What the program proposed last, by passage of the base: bytes of its words, and what was said.
pub struct Proposed {
    marks: Vec<BTreeSet<Fact>>,
}

impl Proposed {
    /// Reads the marks of the last proposals onto the base's words.
    pub fn of(base: &Base, proposals: &Proposals) -> Self {
        let marks = base.passages.iter().map(|passage| {
            let chars = CharIndex::new(&passage.words);
            let own = proposals.marks.get(&passage.id).into_iter().flatten();
            own.filter_map(|Says { start, end, what }| {
                let bytes = chars.bytes(&(*start..*end))?;
                Some((bytes.start, bytes.end, what.clone()))
            })
            .collect()
        });
        Self {
            marks: marks.collect(),
        }
    }

    /// Whether a person set a mark on a passage, or took one out.
    pub fn has_persons(&self, base: &Base, placed: &Placed) -> bool {
        let mut there = BTreeSet::new();
        for mark in &placed.marks {
            let Some((of, range)) = in_base(base, &mark.span) else {
                return true;
            };
            let fact = (range.start, range.end, what(&mark.body));
            if !self.marks[of].contains(&fact) {
                return true;
            }
            there.insert((of, fact));
        }
        let pieces = base.pieces(&placed.range);
        let proposed = pieces.iter().map(|(of, _)| self.marks[*of].len());
        proposed.sum::<usize>() > there.len()
    }
}

/// The marks of a passage that stands at `span` of the source, and what people refuse on it.
pub fn merge(
    base: &Base,
    proposed: &Proposed,
    today: &Today,
    placed: &Placed,
    span: &Range<usize>,
) -> (Vec<Mark>, Vec<Refused>) {
    let program = todays(today, span);
    let mut own: BTreeSet<&Fact> = BTreeSet::new();
    let mut persons: Vec<(Mark, String)> = Vec::new();
    let mut there: BTreeSet<(usize, Fact)> = BTreeSet::new();
    for mark in &placed.marks {
        let said = what(&mark.body);
        let fact = in_base(base, &mark.span).map(|(of, r)| (of, (r.start, r.end, said.clone())));
        let was_proposed = match &fact {
            Some((of, fact)) => proposed.marks[*of].contains(fact),
            None => false,
        };
        there.extend(fact);
        let Some(here) = carried(base, today, &mark.span).filter(|h| within(h, span)) else {
            continue;
        };
        let same = program.get_key_value(&(here.start, here.end, said.clone()));
        // Without the last proposals, what is as the program has it counts as the program's.
        if was_proposed || !base.known && same.is_some() {
            own.extend(same.map(|(fact, _)| fact));
        } else if !is_moot(today, &here, &mark.body) {
            let mark = Mark {
                span: here,
                ..mark.clone()
            };
            persons.push((mark, said));
        }
    }
    let mut refused: BTreeSet<Fact> = BTreeSet::new();
    for (of, piece) in base.pieces(&placed.range) {
        for fact in &proposed.marks[of] {
            let inside = piece.start <= fact.0 && fact.1 <= piece.end;
            if inside && !there.contains(&(of, fact.clone())) {
                let here = today.in_source(base, of, &(fact.0..fact.1));
                refused.extend(
                    here.filter(|h| within(h, span))
                        .map(|h| (h.start, h.end, fact.2.clone())),
                );
            }
        }
    }
    let mut marks = Vec::new();
    if !base.known {
        let new = program.keys().filter(|fact| !own.contains(fact));
        refused.extend(new.cloned());
    }
    let people = People::of(&persons, &refused);
    for (fact, mark) in &program {
        let is_own = own.contains(fact);
        if is_own || base.known && !people.outweigh(fact) {
            marks.push(Mark {
                span: fact.0..fact.1,
                ..(*mark).clone()
            });
        }
    }
    marks.extend(persons.into_iter().map(|(mark, _)| mark));
    let relative = |range: Range<usize>| range.start - span.start..range.end - span.start;
    for mark in &mut marks {
        mark.span = relative(mark.span.clone());
    }
    marks.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
    let refused = refused.into_iter().map(|(start, end, what)| Refused {
        span: relative(start..end),
        what,
    });
    (marks, refused.collect())
}

/// Today's proposals within a stretch of the source.
fn todays<'t>(today: &'t Today, span: &Range<usize>) -> BTreeMap<Fact, &'t Mark> {
    let marks = today
        .within(span)
        .flat_map(|p| p.marks.iter().map(move |mark| (p.span.start, mark)))
        .map(|(from, mark)| {
            let fact = (
                from + mark.span.start,
                from + mark.span.end,
                what(&mark.body),
            );
            (fact, mark)
        });
    marks
        .filter(|((start, end, _), _)| within(&(*start..*end), span))
        .collect()
}

/// The kind of a mark, by what it says.
pub fn kind(what: &str) -> &str {
    what.split(' ').next().unwrap_or_default()
}

pub fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

pub fn cross(a: &Range<usize>, b: &Range<usize>) -> bool {
    overlap(a, b) && !within(a, b) && !within(b, a)
}

fn within(inner: &Range<usize>, outer: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// Whether the source has come to say what a person corrected.
fn is_moot(today: &Today, here: &Range<usize>, body: &MarkBody) -> bool {
    match body {
        MarkBody::Correction { words } => {
            !here.is_empty() && today.draft.source.text.get(here.clone()) == Some(words.as_str())
        }
        _ => false,
    }
}

/// A stretch of the base as one of its passages' own; None where it reaches over several.
fn in_base(base: &Base, span: &Range<usize>) -> Option<(usize, Range<usize>)> {
    let (of, start) = base.at(span.start)?;
    let end = start + span.len();
    (end <= base.passages[of].words.len()).then_some((of, start..end))
}

/// Where a stretch of the base's text stands in the source.
fn carried(base: &Base, today: &Today, span: &Range<usize>) -> Option<Range<usize>> {
    if let Some((of, piece)) = in_base(base, span) {
        return today.in_source(base, of, &piece);
    }
    let pieces = base.pieces(span);
    let (first, last) = (pieces.first()?, pieces.last()?);
    let start = today.in_source(base, first.0, &first.1)?.start;
    let end = today.in_source(base, last.0, &last.1)?.end;
    (start < end).then_some(start..end)
}
