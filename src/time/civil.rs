//! Arithmetic on calendar days that never leaves the years 0 to 9999, and the EDTF spelling of what it gives.

use jiff::{Span, civil::Date};

/// A day, when there is such a day.
pub(super) fn day(year: i32, month: i32, day: i32) -> Option<Date> {
    if !(0..=9999).contains(&year) {
        return None;
    }
    Date::new(
        i16::try_from(year).ok()?,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
    )
    .ok()
}

/// The day so many days later (or earlier).
pub(super) fn add_days(date: Date, days: i32) -> Option<Date> {
    let moved = date.checked_add(Span::new().try_days(days).ok()?).ok()?;
    (0..=9999).contains(&moved.year()).then_some(moved)
}

/// The same day so many months later, or the last of that month.
pub(super) fn add_months(date: Date, months: i32) -> Option<Date> {
    let moved = date
        .checked_add(Span::new().try_months(months).ok()?)
        .ok()?;
    (0..=9999).contains(&moved.year()).then_some(moved)
}

/// 1 for Monday to 7 for Sunday.
pub(super) fn weekday(date: Date) -> i32 {
    i32::from(date.weekday().to_monday_one_offset())
}

/// The Monday of the day's week.
pub(super) fn monday(date: Date) -> Option<Date> {
    add_days(date, 1 - weekday(date))
}

/// The nearest such weekday at or before the day.
pub(super) fn weekday_before(date: Date, wanted: i32) -> Option<Date> {
    add_days(date, -(weekday(date) - wanted).rem_euclid(7))
}

/// The nearest such weekday at or after the day.
pub(super) fn weekday_after(date: Date, wanted: i32) -> Option<Date> {
    add_days(date, (wanted - weekday(date)).rem_euclid(7))
}

/// How many days lie from the first to the second.
pub(super) fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// A year, with nothing after the year 9999.
pub(super) fn spell_year(year: i32) -> Option<String> {
    (0..=9999).contains(&year).then(|| format!("{year:04}"))
}

pub(super) fn spell_month(year: i32, month: i32) -> Option<String> {
    ((0..=9999).contains(&year) && (1..=12).contains(&month))
        .then(|| format!("{year:04}-{month:02}"))
}

pub(super) fn spell_day(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

/// First and last day of a month.
pub(super) fn month_days(year: i32, month: i32) -> Option<(Date, Date)> {
    let first = day(year, month, 1)?;
    Some((first, first.last_of_month()))
}

/// First and last day of a year.
pub(super) fn year_days(year: i32) -> Option<(Date, Date)> {
    Some((day(year, 1, 1)?, day(year, 12, 31)?))
}
