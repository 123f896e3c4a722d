//! EDTF values read back: which days they can mean, whether they are values at all, whether two agree.

use edtf_core::{Bound, BoundDate, Edtf};
use jiff::civil::Date;

use super::civil;

/// First and last day that an EDTF value can mean; `None` for durations and nonsense.
///
/// An open end reaches to the first or last day that a four-digit year has.
pub fn days(value: &str) -> Option<(Date, Date)> {
    let bounds = parse(value)?.bounds();
    let first = match bounds.earliest {
        Bound::Date(date) => civil_day(date)?,
        Bound::NegativeInfinity => civil::day(0, 1, 1)?,
        Bound::PositiveInfinity | Bound::Unknown => return None,
    };
    let last = match bounds.latest {
        Bound::Date(date) => civil_day(date)?,
        Bound::PositiveInfinity => civil::day(9999, 12, 31)?,
        Bound::NegativeInfinity | Bound::Unknown => return None,
    };
    (first <= last).then_some((first, last))
}

/// Whether a value is one that a mark may carry: EDTF with or without seconds, an ISO 8601 duration, or a
/// choice of durations.
pub fn is_valid(value: &str) -> bool {
    parse(value).is_some() || is_duration(value) || is_choice_of_durations(value)
}

/// Whether two values can both be true of one time: some day lies in both, or they are equal durations.
pub fn agree(a: &str, b: &str) -> bool {
    match (days(a), days(b)) {
        (Some((a_first, a_last)), Some((b_first, b_last))) => {
            a_first <= b_last && b_first <= a_last
        }
        _ => a == b,
    }
}

fn civil_day(date: BoundDate) -> Option<Date> {
    civil::day(
        i32::try_from(date.year).ok()?,
        date.month.into(),
        date.day.into(),
    )
}

/// EDTF demands seconds; texts do not, and our values have none.
fn parse(value: &str) -> Option<Edtf> {
    if value.len() > 200 {
        return None;
    }
    if !value.contains('T') {
        return Edtf::parse(value).ok();
    }
    let ends: Vec<String> = value.split('/').map(with_seconds).collect();
    // EDTF has no interval between instants, so it is read as the interval between their days.
    let whole = if ends.len() > 1 {
        ends.iter()
            .map(|end| end.split('T').next().unwrap_or_default())
            .collect::<Vec<_>>()
            .join("/")
    } else {
        ends.concat()
    };
    Edtf::parse(&whole).ok()
}

fn with_seconds(end: &str) -> String {
    let Some((day, clock)) = end.split_once('T') else {
        return end.to_owned();
    };
    let zone = clock.find(['Z', '+', '-']).unwrap_or(clock.len());
    let (hours, zone) = clock.split_at(zone);
    let seconds = if hours.matches(':').count() == 1 {
        ":00"
    } else {
        ""
    };
    format!("{day}T{hours}{seconds}{zone}")
}

fn is_choice_of_durations(value: &str) -> bool {
    let inner = value
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    inner.is_some_and(|inner| inner.split(',').all(is_duration))
}

/// `P`, then numbers with designators in their order, hours and smaller after a `T`.
fn is_duration(value: &str) -> bool {
    let Some(rest) = value.strip_prefix('P') else {
        return false;
    };
    let (days, clock) = rest
        .split_once('T')
        .map_or((rest, None), |(days, clock)| (days, Some(clock)));
    let parts = |text: &str, order: &str| {
        let (mut place, mut digits) = (0, false);
        for c in text.chars() {
            match order[place..].find(c) {
                _ if c.is_ascii_digit() => digits = true,
                _ if c == '.' && digits => {}
                Some(found) if digits => (place, digits) = (place + found + 1, false),
                _ => return false,
            }
        }
        !digits
    };
    !rest.is_empty()
        && parts(days, "YMWD")
        && clock.is_none_or(|clock| !clock.is_empty() && parts(clock, "HMS"))
}
