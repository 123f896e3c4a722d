//! Dates as the calendar has them: days, months, seasons, years, and words such as "yesterday".

use jiff::civil::Date;

use crate::model::Anchor;

use super::{
    civil,
    parts::{Parts, Unit},
    resolve::{Resolved, Scope},
    shift::{self, Period},
    year,
};

/// "Last", "this", "next", "the same", as they are captured.
pub(super) const LAST: i32 = -1;
pub(super) const NEXT: i32 = 1;
pub(super) const SAME: i32 = 2;

/// The date that the words of one side give, without its time of day.
pub(super) fn date(parts: &Parts, scope: Scope) -> Option<Resolved> {
    let resolved = if let Some(number) = parts.deictic {
        deictic(number, scope)?
    } else if let Some(month) = parts.month {
        in_month(parts, month, scope)?
    } else if let Some(season) = parts.season {
        in_season(parts, season, scope)?
    } else if let Some(weekday) = parts.weekday {
        on_weekday(parts, weekday, scope)?
    } else if let Some(year) = parts.year {
        Resolved::at(Period::year(year)?, Anchor::None)
    } else {
        of_unit(parts, scope)?
    };
    let edged = match (parts.edge, resolved.period.clone()) {
        (Some(edge), Some(period)) => {
            let period = part_of(period, edge)?;
            Resolved {
                value: period.value.clone(),
                period: Some(period),
                ..resolved
            }
        }
        _ => resolved,
    };
    Some(if parts.about {
        approximate(edged)
    } else {
        edged
    })
}

fn approximate(resolved: Resolved) -> Resolved {
    match resolved.period.clone() {
        Some(period) => {
            let period = period.about();
            Resolved {
                value: period.value.clone(),
                period: Some(period),
                ..resolved
            }
        }
        None => resolved,
    }
}

fn deictic(number: i32, scope: Scope) -> Option<Resolved> {
    let deictic = usize::try_from(number)
        .ok()
        .and_then(|n| scope.rules.lexicon.deictics.get(n))?;
    let (from, anchor) = if deictic.from_report {
        (scope.today?, scope.anchor)
    } else {
        let from = match deictic.unit {
            Unit::Same => return Some(Resolved::at(scope.told.any.clone()?, Anchor::Previous)),
            Unit::Day => scope.told.day?,
            _ => scope.told.any.as_ref()?.first,
        };
        (from, Anchor::Previous)
    };
    let period = shift::unit_around(from, deictic.shift, deictic.unit)?;
    Some(Resolved {
        says_year: deictic.unit == Unit::Year,
        ..Resolved::at(period, anchor)
    })
}

/// A month, or a day in it. Without a year of its own it takes the one that the words or the context give.
fn in_month(parts: &Parts, month: i32, scope: Scope) -> Option<Resolved> {
    let (year, anchor) = match (parts.year, parts.unit, parts.direction) {
        (Some(year), ..) => (year, Anchor::None),
        (None, Some(Unit::Year), Some(SAME)) => (
            i32::from(scope.told.any.as_ref()?.first.year()),
            Anchor::Previous,
        ),
        (None, Some(Unit::Year), Some(shift)) => (
            i32::from(scope.today?.year()).checked_add(shift)?,
            scope.anchor,
        ),
        _ => year::of_month(parts, month, scope)?,
    };
    let period = match parts.day {
        Some(day) => Period::day(civil::day(year, month, day)?),
        None => Period::month(year, month)?,
    };
    Some(Resolved::at(period, anchor))
}

/// A season of a year, or the last (or next) one.
fn in_season(parts: &Parts, season: i32, scope: Scope) -> Option<Resolved> {
    if let Some(year) = parts.year {
        return Some(Resolved::at(Period::season(year, season)?, Anchor::None));
    }
    let today = scope.today?;
    let year = i32::from(today.year());
    let seasons = (-1..=1)
        .filter_map(|shift| Period::season(year.checked_add(shift)?, season))
        .collect::<Vec<_>>();
    let period = match parts.direction {
        Some(NEXT) => seasons.into_iter().find(|period| period.first > today)?,
        Some(LAST) => seasons.into_iter().rfind(|period| period.last < today)?,
        Some(SAME) => return None,
        _ => {
            let ahead = scope.speaks() == super::tense::Speaks::OfFuture;
            let fits = |period: &Period| {
                if ahead {
                    period.last >= today
                } else {
                    period.first <= today
                }
            };
            if ahead {
                seasons.into_iter().find(fits)?
            } else {
                seasons.into_iter().rfind(fits)?
            }
        }
    };
    Some(Resolved::at(period, scope.anchor))
}

/// News name the days of the week around the one on which they are written: the nearest before it, or the
/// nearest after it when the words speak of the future.
fn on_weekday(parts: &Parts, weekday: i32, scope: Scope) -> Option<Resolved> {
    let today = scope.today?;
    let day = match (parts.unit, parts.direction) {
        (Some(Unit::Week), Some(shift @ (LAST..=NEXT))) => {
            civil::add_days(civil::monday(today)?, shift * 7 + weekday - 1)?
        }
        (_, Some(SAME)) => return None,
        (_, Some(LAST)) => civil::weekday_before(civil::add_days(today, -1)?, weekday)?,
        (_, Some(NEXT)) => civil::weekday_after(civil::add_days(today, 1)?, weekday)?,
        _ if scope.speaks() == super::tense::Speaks::OfFuture => {
            civil::weekday_after(today, weekday)?
        }
        _ => civil::weekday_before(today, weekday)?,
    };
    Some(Resolved::at(Period::day(day), scope.anchor))
}

/// "Last week", "this year", "the same month".
fn of_unit(parts: &Parts, scope: Scope) -> Option<Resolved> {
    let (unit, direction) = (parts.unit?, parts.direction?);
    let (from, shift, anchor): (Date, i32, Anchor) = if direction == SAME {
        let from = match unit {
            Unit::Day => scope.told.day?,
            _ => scope.told.any.as_ref()?.first,
        };
        (from, 0, Anchor::Previous)
    } else {
        (scope.today?, direction, scope.anchor)
    };
    let period = shift::unit_around(from, shift, unit)?;
    Some(Resolved {
        says_year: unit == Unit::Year,
        ..Resolved::at(period, anchor)
    })
}

/// The beginning, middle or end of a month (ten days each) or of a year (four months each).
fn part_of(period: Period, edge: i32) -> Option<Period> {
    let (year, month) = (
        i32::from(period.first.year()),
        i32::from(period.first.month()),
    );
    match period.value.len() {
        7 if !matches!(period.value.get(5..), Some("21" | "22" | "23" | "24")) => {
            let (first, last) = match edge {
                0 => (1, 10),
                1 => (11, 20),
                _ => (21, i32::from(period.last.day())),
            };
            Some(Period::days(
                civil::day(year, month, first)?,
                civil::day(year, month, last)?,
            ))
        }
        4 if period.value.ends_with("XX") => part_of_years(year, 100, edge),
        4 if period.value.ends_with('X') => part_of_years(year, 10, edge),
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
