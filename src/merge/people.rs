//! What people say of the words of a passage, looked up by where it stands.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::marks::{Fact, cross, kind};
use crate::model::Mark;

/// The marks that people set on a passage, and the spans on which they refuse marks.
pub struct People<'a> {
    /// By kind, what they marked or refused.
    taken: BTreeMap<&'a str, Reach>,
    by_start: Vec<&'a Range<usize>>,
    by_end: Vec<&'a Range<usize>>,
}

/// Where spans begin, in order, and how far those up to each of them reach.
type Reach = Vec<(usize, usize)>;

impl<'a> People<'a> {
    pub fn of(set: &'a [(Mark, String)], refused: &'a BTreeSet<Fact>) -> Self {
        let mut taken: BTreeMap<&str, Reach> = BTreeMap::new();
        let set_spans = set
            .iter()
            .map(|(m, what)| (kind(what), m.span.start, m.span.end));
        let refused = refused
            .iter()
            .map(|(start, end, what)| (kind(what), *start, *end));
        for (kind, start, end) in set_spans.chain(refused) {
            taken.entry(kind).or_default().push((start, end));
        }
        for reach in taken.values_mut() {
            reach.sort_unstable();
            let mut furthest = 0;
            for (_, end) in reach {
                furthest = furthest.max(*end);
                *end = furthest;
            }
        }
        let mut by_start: Vec<&Range<usize>> = set.iter().map(|(mark, _)| &mark.span).collect();
        let mut by_end = by_start.clone();
        by_start.sort_unstable_by_key(|span| span.start);
        by_end.sort_unstable_by_key(|span| span.end);
        Self {
            taken,
            by_start,
            by_end,
        }
    }

    /// Whether a new proposal gives way: people have marked, or refused to mark, the same words, or what crosses
    /// it.
    pub fn outweigh(&self, (start, end, said): &Fact) -> bool {
        let range = *start..*end;
        let reach = self.taken.get(kind(said)).map_or(&[][..], Vec::as_slice);
        let before = &reach[..reach.partition_point(|(from, _)| *from < range.end)];
        let same = before
            .last()
            .is_some_and(|(_, furthest)| range.start < *furthest);
        same || self.cross(&range)
    }

    /// Whether a mark that people set crosses a range: such a one begins or ends in it.
    fn cross(&self, range: &Range<usize>) -> bool {
        let starts = self
            .by_start
            .partition_point(|span| span.start <= range.start);
        let ends = self.by_end.partition_point(|span| span.end <= range.start);
        let starting = self.by_start[starts..]
            .iter()
            .take_while(|span| span.start < range.end);
        let ending = self.by_end[ends..]
            .iter()
            .take_while(|span| span.end < range.end);
        starting.chain(ending).any(|span| cross(span, range))
    }
}

#[cfg(test)]
mod tests {
    use super::super::marks::overlap;
    use super::*;
    use crate::model::{EntityId, MarkBody};

    /// What [`People::outweigh`] says, looked up the long way.
    fn outweigh(set: &[(Mark, String)], refused: &BTreeSet<Fact>, fact: &Fact) -> bool {
        let range = fact.0..fact.1;
        let set = set.iter().any(|(mark, what)| {
            kind(what) == kind(&fact.2) && overlap(&mark.span, &range) || cross(&mark.span, &range)
        });
        let refused = refused.iter();
        let mut refused = refused.map(|(start, end, what)| (*start..*end, what));
        set || refused.any(|(span, what)| kind(what) == kind(&fact.2) && overlap(&span, &range))
    }

    #[test]
    fn who_gives_way_is_looked_up_as_if_all_were_compared() {
        let mention = |span| {
            let body = MarkBody::Mention {
                entity: EntityId::new("x"),
                metonym: false,
            };
            (Mark::program(span, body), "mention x".to_owned())
        };
        let set = [
            mention(3..9),
            mention(4..6),
            mention(20..30),
            mention(12..13),
        ];
        let refused = BTreeSet::from([(14, 17, "date 2031".to_owned())]);
        let people = People::of(&set, &refused);
        for start in 0..34 {
            for end in start + 1..35 {
                for what in ["mention y", "date 2030", "figure"] {
                    let fact = (start, end, what.to_owned());
                    assert_eq!(
                        people.outweigh(&fact),
                        outweigh(&set, &refused, &fact),
                        "{fact:?}"
                    );
                }
            }
        }
    }
}
