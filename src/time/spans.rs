//! Dates of two ends: ranges, choices, and lists in which one date lends another what it lacks.

use crate::model::Anchor;

use super::{
    calendar,
    parts::Parts,
    resolve::{Resolved, Scope, date},
    shift::Period,
};

/// A date that takes from the next date of its list what it lacks.
pub(super) fn borrowed(parts: &Parts, second: &Parts, scope: Scope) -> Option<Resolved> {
    let lender = calendar::date(second, scope)?;
    let day = lender.period.as_ref()?.first;
    let anchor = if lender.anchor == Anchor::None {
        Anchor::Following
    } else {
        lender.anchor
    };
    let mut filled = Parts {
        month: parts.month.or(second.month),
        year: Some(day.year().into()),
        ..*parts
    };
    if parts.month.is_none() && parts.day.is_none() {
        filled.month = None;
    }
    Some(Resolved {
        anchor,
        ..date(&filled, scope)?
    })
}

/// Both ends of a range or choice, the first with what only the second says.
fn ends(parts: &Parts, second: &Parts, scope: Scope) -> Option<(Resolved, Resolved)> {
    let mut first = *parts;
    if first.deictic.is_none()
        && first.weekday.is_none_or(|_| first.day.is_some())
        && first.direction.is_none()
    {
        first.month = first
            .month
            .or(if first.day.is_some() || first.edge.is_some() {
                second.month
            } else {
                None
            });
    }
    // A range without a month at all says days of no month.
    if first.day.is_some() && first.month.is_none() {
        return None;
    }
    let mut last = *second;
    // "1914-18": two figures are of the century told before them.
    if let (Some(year), Some(short), None) = (first.year, last.short_year, last.month) {
        let same = year - year.rem_euclid(100) + short;
        let next = if same < year { same + 100 } else { same };
        // What would reach over a century is no span of years, but for one from its end to the next.
        if next > same && next > year + 1 {
            return None;
        }
        last.year = Some(next);
    }
    if last.day.is_some() && last.month.is_none() {
        last.month = first.month;
        last.year = last.year.or(first.year);
    }
    let last = date(&last, scope)?;
    let last_day = last.period.as_ref()?.last;
    if first.year.is_none() && first.month.is_some() {
        let year = i32::from(last_day.year());
        // "From December to January": the first is of the year before.
        let before = first.month > Some(i32::from(last_day.month()));
        first.year = Some(if before { year - 1 } else { year });
    }
    Some((date(&first, scope)?, last))
}

pub(super) fn range(parts: &Parts, second: &Parts, scope: Scope) -> Option<Resolved> {
    let (first, last) = ends(parts, second, scope)?;
    let (a, z) = (first.period?, last.period?);
    if a.first > z.last || first.value.contains('/') || last.value.contains('/') {
        return None;
    }
    let value = format!("{}/{}", bare(&a.value), bare(&z.value));
    Some(Resolved::at(
        Period {
            first: a.first,
            last: z.last,
            value,
        },
        last.anchor,
    ))
}

pub(super) fn choice(parts: &Parts, second: &Parts, scope: Scope) -> Option<Resolved> {
    let (first, last) = ends(parts, second, scope)?;
    let (a, z) = (first.period?, last.period?);
    if first.value.contains('/') || last.value.contains('/') {
        return None;
    }
    let value = format!("[{},{}]", bare(&a.value), bare(&z.value));
    Some(Resolved::at(
        Period {
            first: a.first.min(z.first),
            last: a.last.max(z.last),
            value,
        },
        last.anchor,
    ))
}

pub(super) fn bare(value: &str) -> &str {
    value.trim_end_matches(['~', '?'])
}
