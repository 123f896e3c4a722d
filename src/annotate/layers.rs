use crate::markdown::what;
use crate::model::{Mark, Rejected, WhyNot};

/// Puts layers of marks together so that they nest and never cross: of two that cross, or that
/// cover the same span, the one of the earlier layer stays.
pub fn nest(first: Vec<Mark>, second: Vec<Mark>) -> Vec<Mark> {
    let mut marks = first;
    marks.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
    let kept: Vec<Mark> = second
        .into_iter()
        .filter(|mark| {
            // Only marks that start before this one ends can touch it.
            let until = marks.partition_point(|m| m.span.start < mark.span.end);
            marks[..until]
                .iter()
                .rev()
                .take(NEAR)
                .all(|m| fits(m, mark))
        })
        .collect();
    marks.extend(kept);
    marks.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
    marks
}

/// The marks of a later layer that [`nest`] drops, each with the words of the mark that stands in its place; `offset`:
/// where the passage of these words begins in the source, in bytes.
pub fn crossing(first: &[Mark], second: &[Mark], words: &str, offset: usize) -> Vec<Rejected> {
    let dropped = second.iter().filter_map(|mark| {
        let over = first.iter().find(|m| !fits(m, mark))?;
        Some(Rejected {
            span: offset + mark.span.start..offset + mark.span.end,
            what: what(&mark.body),
            why: WhyNot::Crosses(words.get(over.span.clone())?.to_owned()),
        })
    });
    dropped.collect()
}

/// Marks are short beside their passage: one that could touch another is among those before it.
const NEAR: usize = 64;

fn fits(a: &Mark, b: &Mark) -> bool {
    let (a, b) = (&a.span, &b.span);
    let apart = a.end <= b.start || b.end <= a.start;
    let inside = a.start >= b.start && a.end <= b.end || b.start >= a.start && b.end <= a.end;
    apart || inside && a != b
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{EntityId, MarkBody};

    fn mark(span: std::ops::Range<usize>) -> Mark {
        let entity = EntityId::new("x");
        let body = MarkBody::Mention {
            entity,
            metonym: false,
        };
        Mark::program(span, body)
    }

    #[test]
    fn crossing_marks_of_a_later_layer_are_dropped() {
        let marks = nest(
            vec![mark(0..10), mark(2..4)],
            vec![mark(8..12), mark(0..10), mark(5..6), mark(10..12)],
        );
        let spans: Vec<_> = marks.into_iter().map(|m| m.span).collect();
        assert_eq!(spans, [0..10, 2..4, 5..6, 10..12]);
    }
}
