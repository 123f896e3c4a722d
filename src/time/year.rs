//! The year of a day or month that is told without one.

use jiff::civil::Date;

use crate::model::Anchor;

use super::{
    calendar::{LAST, NEXT},
    civil,
    parts::Parts,
    resolve::Scope,
    tense::Speaks,
};

/// A day so few days ahead is meant rather than the same day of the year before, which a text would give
/// with its year.
const SOON: i32 = 90;

/// A day so few days away is of this year, whatever weekday is told with it.
const NEAR: i32 = 21;

/// The year of a day or month, and what it was taken from.
pub(super) fn of_month(parts: &Parts, month: i32, scope: Scope) -> Option<(i32, Anchor)> {
    let told = told_year(scope);
    let Some(today) = scope.today else {
        let near = told.or_else(|| Some(i32::from(scope.told.any.as_ref()?.first.year())))?;
        return Some((
            on_weekday(parts, month, near, 3).unwrap_or(near),
            Anchor::Previous,
        ));
    };
    let in_year = |year: i32| civil::day(year, month, parts.day.unwrap_or(1));
    if let Some(told) = governing(told, parts, today, scope, in_year) {
        return Some((
            on_weekday(parts, month, told, 1).unwrap_or(told),
            Anchor::Previous,
        ));
    }
    let nearest = match parts.day {
        Some(_) => nearest(parts, today, scope, in_year)?,
        None => nearest_month(parts, month, today, scope),
    };
    // So near to the day of writing a weekday that does not fit is a slip, not another year.
    let near = in_year(nearest).is_some_and(|day| civil::days_between(today, day).abs() <= NEAR);
    let fitting = match parts.direction {
        None if near => None,
        None => on_weekday(parts, month, nearest, 1),
        Some(_) => None,
    };
    Some((fitting.unwrap_or(nearest), scope.anchor))
}

/// The year of a day that is not the same every year, and what it was taken from.
pub(super) fn of_day(
    parts: &Parts,
    scope: Scope,
    in_year: impl Fn(i32) -> Option<Date>,
) -> Option<(i32, Anchor)> {
    let told = told_year(scope);
    let Some(today) = scope.today else {
        return Some((told?, Anchor::Previous));
    };
    if let Some(told) = governing(told, parts, today, scope, &in_year) {
        return Some((told, Anchor::Previous));
    }
    Some((nearest(parts, today, scope, in_year)?, scope.anchor))
}

/// The year told last, when it still governs: it stands in the same sentence, or came with a day or month in
/// the sentence before.
fn told_year(scope: Scope) -> Option<i32> {
    let year = scope.told.year?;
    let parted = scope.reading.parted(scope.told.year_at, scope.found.first);
    (parted == 0 || parted == 1 && scope.told.year_precise).then_some(year)
}

/// The year told, unless it is the one of the day of writing anyway, or another sentence speaks of what is
/// to come, which that year is not.
fn governing(
    told: Option<i32>,
    parts: &Parts,
    today: Date,
    scope: Scope,
    in_year: impl Fn(i32) -> Option<Date>,
) -> Option<i32> {
    let year = i32::from(today.year());
    let told = told.filter(|told| *told != year && parts.direction.is_none())?;
    let parted = scope.reading.parted(scope.told.year_at, scope.found.first);
    let gone = in_year(told).is_none_or(|day| day < today);
    let ahead = parted > 0 && gone && scope.speaks() == Speaks::OfFuture;
    (!ahead).then_some(told)
}

/// The year nearest to another in which the day falls on its weekday.
fn on_weekday(parts: &Parts, month: i32, near: i32, reach: i32) -> Option<i32> {
    let (weekday, day) = (parts.weekday?, parts.day?);
    let fits = |year: &i32| {
        civil::day(*year, month, day).is_some_and(|date| civil::weekday(date) == weekday)
    };
    (0..=reach)
        .flat_map(|far| [near - far, near + far])
        .find(fits)
}

/// The year that brings the day nearest to the day of writing: rather before it, unless the words speak of
/// the future or it is only some weeks ahead.
fn nearest(
    parts: &Parts,
    today: Date,
    scope: Scope,
    in_year: impl Fn(i32) -> Option<Date>,
) -> Option<i32> {
    let year = i32::from(today.year());
    let days = [year - 1, year, year + 1, year + 2].map(in_year);
    // The 29th of February is in few years.
    let before = days.iter().flatten().rfind(|date| **date <= today);
    let after = days.iter().flatten().find(|date| **date >= today);
    let (before, after) = match (before, after) {
        (Some(before), Some(after)) => (*before, *after),
        (Some(one), None) | (None, Some(one)) => return Some(one.year().into()),
        (None, None) => return None,
    };
    let past = civil::days_between(before, today);
    let ahead = civil::days_between(today, after);
    let forward = match parts.direction {
        Some(LAST) => false,
        Some(NEXT) => true,
        _ => match scope.speaks() {
            Speaks::OfFuture => past > 7,
            Speaks::OfPast => ahead <= SOON / 3,
            Speaks::Unsaid => ahead <= SOON,
        },
    };
    Some(i32::from(if forward {
        after.year()
    } else {
        before.year()
    }))
}

fn nearest_month(parts: &Parts, month: i32, today: Date, scope: Scope) -> i32 {
    let (year, now) = (i32::from(today.year()), i32::from(today.month()));
    let ahead = (month - now).rem_euclid(12);
    let forward = match parts.direction {
        Some(LAST) => return if month < now { year } else { year - 1 },
        Some(NEXT) => return if month > now { year } else { year + 1 },
        Some(_) => return year,
        None => match scope.speaks() {
            Speaks::OfFuture => true,
            Speaks::OfPast => false,
            Speaks::Unsaid => ahead <= 2,
        },
    };
    match (forward, month >= now) {
        (true, true) => year,
        (true, false) => year + 1,
        (false, _) if month <= now => year,
        (false, _) => year - 1,
    }
}
