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
const SOON: i32 = 45;

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
    let year = i32::from(today.year());
    if let Some(told) = told.filter(|told| *told != year && parts.direction.is_none()) {
        return Some((
            on_weekday(parts, month, told, 1).unwrap_or(told),
            Anchor::Previous,
        ));
    }
    if let (Some(year), None) = (
        on_weekday(parts, month, nearest(parts, month, today, scope)?, 1),
        parts.direction,
    ) {
        return Some((year, scope.anchor));
    }
    Some((nearest(parts, month, today, scope)?, scope.anchor))
}

/// The year told last, when it still governs: it stands in the same sentence, or came with a day or month in
/// the sentence before.
fn told_year(scope: Scope) -> Option<i32> {
    let year = scope.told.year?;
    let parted = scope.reading.parted(scope.told.year_at, scope.found.first);
    (parted == 0 || parted == 1 && scope.told.year_precise).then_some(year)
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

/// The year that brings the day, or month, nearest to the day of writing: rather before it, unless the words
/// speak of the future or it is only some weeks ahead.
fn nearest(parts: &Parts, month: i32, today: Date, scope: Scope) -> Option<i32> {
    let year = i32::from(today.year());
    let Some(day) = parts.day else {
        return Some(nearest_month(parts, month, today, scope));
    };
    let days = [year - 1, year, year + 1, year + 2].map(|year| civil::day(year, month, day));
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
            Speaks::OfPast => ahead <= SOON - 15,
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
