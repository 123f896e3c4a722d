//! Parts of years, decades and centuries that are counted or told by their end: the third quarter, the first
//! nine months, early May.

use crate::model::Anchor;

use super::{
    calendar::{LAST, NEXT, SAME},
    civil,
    parts::{Parts, Unit},
    resolve::{Resolved, Scope},
    shift::Period,
    year,
};

/// "The same period of 2019": the stretch of time told before, in another year.
pub(super) fn same_period(parts: &Parts, scope: Scope) -> Option<Resolved> {
    let any = scope.told.any.as_ref()?;
    let told = i32::from(any.first.year());
    let year = match (parts.year, parts.direction) {
        (Some(year), _) => year,
        (None, Some(LAST)) => told - 1,
        _ => return None,
    };
    let period = any.in_other_year(year - told)?;
    Some(Resolved::at(period, Anchor::Previous))
}

/// The first month of what is counted within a year, and how many months it has: the third quarter, the
/// second half, the first nine months.
pub(super) fn reckoned(parts: &Parts) -> Option<(i32, i32)> {
    let months = match parts.unit? {
        Unit::Month => 1,
        Unit::Quarter => 3,
        Unit::Half => 6,
        _ => return None,
    };
    match (parts.ordinal, parts.count) {
        (Some(1), Some(count)) if (2..=11).contains(&count) && count * months <= 12 => {
            Some((1, count * months))
        }
        (Some(nth), None) if months > 1 && (1..=12 / months).contains(&nth) => {
            Some(((nth - 1) * months + 1, months))
        }
        (None, Some(count))
            if parts.direction == Some(LAST)
                && parts.year.is_some()
                && (2..=11).contains(&count)
                && count * months <= 12 =>
        {
            Some((13 - count * months, count * months))
        }
        _ => None,
    }
}

/// Some months of a year that are counted, in the year that the words or the context give.
pub(super) fn part_of_year(
    parts: &Parts,
    (month, months): (i32, i32),
    scope: Scope,
) -> Option<Resolved> {
    let (year, anchor) = match (parts.year, parts.direction) {
        (Some(year), _) => (year, Anchor::None),
        (None, Some(SAME)) => (
            i32::from(scope.told.any.as_ref()?.first.year()),
            Anchor::Previous,
        ),
        (None, Some(shift @ (LAST..=NEXT))) => (
            i32::from(scope.today?.year()).checked_add(shift)?,
            scope.anchor,
        ),
        // "The first nine months" is said of a year in a text that counts in quarters.
        (None, _) if parts.count.is_some() && scope.told.quarter.is_none() => return None,
        (None, _) => year::of_month(&Parts::default(), month, scope)?,
    };
    let period = Period::months(year, month, month + months - 1)?;
    Some(Resolved::at(period, anchor))
}

/// The beginning, middle or end of a month (ten days each) or of a year (four months each).
pub(super) fn part_of(period: Period, edge: i32) -> Option<Period> {
    let (year, month) = (
        i32::from(period.first.year()),
        i32::from(period.first.month()),
    );
    match period.value.len() {
        7 if !matches!(period.value.get(5..), Some("21" | "22" | "23" | "24")) => {
            let (first, last) = match edge {
                0 => (1, 10),
                1 => (11, 20),
                2 => (21, i32::from(period.last.day())),
                3 => (1, 15),
                _ => (16, i32::from(period.last.day())),
            };
            Some(Period::days(
                civil::day(year, month, first)?,
                civil::day(year, month, last)?,
            ))
        }
        4 if period.value.ends_with("XX") => part_of_years(year, 100, edge),
        4 if period.value.ends_with('X') => part_of_years(year, 10, edge),
        4 if edge > 2 => Period::months(year, 6 * edge - 17, 6 * edge - 12),
        4 => {
            let first = 1 + 4 * edge.clamp(0, 2);
            Period::months(year, first, first + 3)
        }
        _ => Some(period),
    }
}

/// The beginning, middle or end of a decade or a century.
pub(super) fn part_of_years(first: i32, length: i32, edge: i32) -> Option<Period> {
    let third = length * 3 / 10;
    let (from, to) = match edge {
        0 => (0, third),
        1 => (third, length - third),
        3 => (0, length / 2 - 1),
        4 => (length / 2, length - 1),
        _ => (length - third - 1, length - 1),
    };
    let (from, to) = (
        Period::year(first.checked_add(from)?)?,
        Period::year(first.checked_add(to)?)?,
    );
    Some(Period {
        first: from.first,
        last: to.last,
        value: format!("{}/{}", from.value, to.value),
    })
}
