use std::ops::Range;

/// Of things in order, whose spans do not overlap, those that touch a range.
pub fn touching<'t, T>(
    things: &'t [T],
    span: impl Fn(&T) -> &Range<usize>,
    range: &Range<usize>,
) -> &'t [T] {
    &things[range_touching(things, span, range)]
}

/// The places of those things.
pub fn range_touching<T>(
    things: &[T],
    span: impl Fn(&T) -> &Range<usize>,
    range: &Range<usize>,
) -> Range<usize> {
    let from = things.partition_point(|thing| span(thing).end <= range.start);
    let touch = things[from..].partition_point(|thing| span(thing).start < range.end);
    from..from + touch
}

/// Whether one of these spans, which are in order and do not overlap, holds a place.
pub fn holds(spans: &[Range<usize>], at: usize) -> bool {
    !touching(spans, |span| span, &(at..at + 1)).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_touches_a_range_shares_a_place_with_it() {
        let spans = [0..2, 2..5, 7..9];
        let touched = |range| range_touching(&spans, |span| span, &range);
        assert_eq!(touched(1..3), 0..2);
        assert!(touched(5..7).is_empty());
        assert_eq!(touched(8..20), 2..3);
        assert!(holds(&spans, 8) && !holds(&spans, 9));
    }
}
