//! Dates as the calendar has them: days, months, seasons, years, and words such as "yesterday".

use jiff::civil::Date;

use crate::model::Anchor;

use super::{
    civil,
    parts::{Parts, Unit},
    reckoned::{part_of, part_of_year, reckoned, same_period},
    resolve::{Resolved, Scope},
    shift::{self, Period},
    year,
};

/// "Last", "this", "next", "the same", as they are captured.
pub(super) const LAST: i32 = -1;
pub(super) const NEXT: i32 = 1;
pub(super) const SAME: i32 = 2;
/// The one before, or after, the date told before.
const BEFORE: i32 = 3;
const AFTER: i32 = 4;

/// The date that the words of one side give, without its time of day.
pub(super) fn date(parts: &Parts, scope: Scope) -> Option<Resolved> {
    let resolved = if let Some(number) = parts.deictic {
        deictic(number, scope)?
    } else if let Some(feast) = parts.feast {
        on_feast(feast, parts, scope)?
    } else if let Some(from) = reckoned(parts) {
        part_of_year(parts, from, scope)?
    } else if let Some(month) = parts.month {
        in_month(parts, month, scope)?
    } else if let Some(season) = parts.season {
        in_season(parts, season, scope)?
    } else if let Some(weekday) = parts.weekday {
        on_weekday(parts, weekday, scope)?
    } else if let Some(year) = parts.year.filter(|_| parts.unit != Some(Unit::Period)) {
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
            Unit::Quarter => scope.told.quarter?,
            _ => scope.told.any.as_ref()?.first,
        };
        (from, Anchor::Previous)
    };
    // "A year earlier" is said of a quarter too, and then means the quarter of that year.
    let quarter = (scope.told.any.as_ref()).filter(|any| !deictic.from_report && any.is_quarter());
    let period = match quarter {
        Some(any) if deictic.unit == Unit::Year => {
            shift::unit_around(any.first, 4 * deictic.shift, Unit::Quarter)?
        }
        _ => shift::unit_around(from, deictic.shift, deictic.unit)?,
    };
    Some(Resolved {
        says_year: deictic.unit == Unit::Year,
        ..Resolved::at(period, anchor)
    })
}

/// How far the one before or after the date told before is from it.
fn beside(direction: i32) -> i32 {
    match direction {
        BEFORE => -1,
        AFTER => 1,
        _ => 0,
    }
}

/// A month, or a day in it. Without a year of its own it takes the one that the words or the context give.
fn in_month(parts: &Parts, month: i32, scope: Scope) -> Option<Resolved> {
    let (year, anchor) = match (parts.year, parts.unit, parts.direction) {
        (Some(year), ..) => (year, Anchor::None),
        (None, Some(Unit::Year), Some(direction @ SAME..=AFTER)) => {
            let told = i32::from(scope.told.any.as_ref()?.first.year());
            (told + beside(direction), Anchor::Previous)
        }
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
    // "The week of 6 March".
    let period = match parts.unit {
        Some(Unit::Week | Unit::Weekend) if parts.day.is_some() && parts.direction.is_none() => {
            shift::unit_around(period.first, 0, parts.unit?)?
        }
        _ => period,
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
        Some(0) => {
            let now =
                (seasons.iter()).position(|period| period.first <= today && today <= period.last);
            seasons.into_iter().nth(now.unwrap_or(1))?
        }
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
    if let Some(day) = parts.day {
        return on_numbered(weekday, day, scope);
    }
    if let Some(direction @ (BEFORE | AFTER)) = parts.direction {
        let told = scope.told.day?;
        let day = if direction == BEFORE {
            civil::weekday_before(civil::add_days(told, -1)?, weekday)?
        } else {
            civil::weekday_after(civil::add_days(told, 1)?, weekday)?
        };
        return Some(Resolved::at(Period::day(day), Anchor::Previous));
    }
    let today = scope.today?;
    let day = match (parts.unit, parts.direction) {
        (Some(Unit::Week), Some(shift @ (LAST..=NEXT))) => {
            civil::add_days(civil::monday(today)?, shift * 7 + weekday - 1)?
        }
        (Some(Unit::Week), None) => civil::add_days(civil::weekday_after(today, weekday)?, 7)?,
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

/// "Friday the 13th": of the month told last where it has one, else the nearest, ahead or behind as the words
/// speak.
fn on_numbered(weekday: i32, day: i32, scope: Scope) -> Option<Resolved> {
    /// A weekday and a number meet again after some months, and are not said of one so far away.
    const MONTHS: i32 = 3;
    let in_month = |month: Date| {
        let date = civil::day(month.year().into(), month.month().into(), day)?;
        (civil::weekday(date) == weekday).then_some(date)
    };
    let told = (scope.told.any.as_ref())
        .filter(|any| scope.told.any_at_hand() && any.value.len() == 7)
        .and_then(|any| in_month(any.first));
    if let Some(day) = told {
        return Some(Resolved::at(Period::day(day), Anchor::Previous));
    }
    let today = scope.today?;
    let ahead = scope.speaks() == super::tense::Speaks::OfFuture;
    let near = (-MONTHS..=MONTHS)
        .filter_map(|months| in_month(civil::add_months(today.first_of_month(), months)?))
        .filter(|date| ahead || civil::days_between(today, *date) <= 45)
        .filter(|date| !ahead || *date >= today);
    let day = near.min_by_key(|date| civil::days_between(today, *date).abs())?;
    Some(Resolved::at(Period::day(day), scope.anchor))
}

/// "Last week", "this year", "the same month".
fn of_unit(parts: &Parts, scope: Scope) -> Option<Resolved> {
    let unit = parts.unit?;
    if parts.ordinal.is_some() || parts.count.is_some() {
        return None;
    }
    if unit == Unit::Period {
        return same_period(parts, scope);
    }
    // "The end of the month" without more is this month's, or the month's that the sentence tells.
    let told_here = || scope.told.any_in_sentence(scope).map(|any| any.first);
    let direction = match parts.direction {
        Some(direction) => direction,
        None if unit == Unit::Weekend => weekend(scope)?,
        None => {
            if told_here().is_some() {
                SAME
            } else {
                0
            }
        }
    };
    let (from, shift, anchor): (Date, i32, Anchor) = if (SAME..=AFTER).contains(&direction) {
        let from = match unit {
            Unit::Day => scope.told.day?,
            _ => scope.told.any.as_ref()?.first,
        };
        (from, beside(direction), Anchor::Previous)
    } else if unit == Unit::Weekend && direction == 0 {
        (scope.today?, weekend(scope)?, scope.anchor)
    } else {
        (scope.today?, direction, scope.anchor)
    };
    let period = shift::unit_around(from, shift, unit)?;
    Some(Resolved {
        says_year: unit == Unit::Year,
        ..Resolved::at(period, anchor)
    })
}

/// "The weekend" is the one that is past, when the words tell it as past.
fn weekend(scope: Scope) -> Option<i32> {
    let past = scope.speaks() == super::tense::Speaks::OfPast;
    Some(if past && civil::weekday(scope.today?) < 6 {
        -1
    } else {
        0
    })
}

/// A feast of the year that the words give, or the nearest one.
fn on_feast(feast: i32, parts: &Parts, scope: Scope) -> Option<Resolved> {
    let feasts = &scope.rules.lexicon.feasts;
    let feast = usize::try_from(feast).ok().and_then(|n| feasts.get(n))?;
    let (year, anchor) = match (parts.year, parts.direction, parts.unit) {
        (Some(year), ..) => (year, Anchor::None),
        (None, Some(shift @ (LAST..=NEXT)), Some(Unit::Year)) => (
            i32::from(scope.today?.year()).checked_add(shift)?,
            scope.anchor,
        ),
        _ => year::of_day(parts, scope, |year| feast.in_year(year))?,
    };
    Some(Resolved::at(Period::day(feast.in_year(year)?), anchor))
}
