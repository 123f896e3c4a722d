//! The timestamp of a comment, or the dateline of a text, in a line of its own.

use std::ops::Range;

use super::{
    DateRules, civil, clock, foreign,
    matching::{Found, Lists},
    parts::{Form, Parts},
    reading::Reading,
};

/// A day, with or without a time, in a short line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Bytes of the line.
    pub span: Range<usize>,
    /// `2020-10-08T13:35` or `2020-10-08`; the offset follows the time where the line gives it.
    pub value: String,
}

/// How many tokens may stand between a date and its time ("Publié le 10 octobre 2020 · mis à jour à 14h05").
const APART: usize = 3;

/// The first full date of a line, with its time, in any language; a date without a year counts only when `year` is given.
pub fn stamp(line: &str, rules: &DateRules, year: Option<i32>) -> Option<Stamp> {
    let reading = Reading::of(line, rules, &mut Lists::default());
    let dates = reading
        .found
        .iter()
        .enumerate()
        .filter(|(_, found)| found.form == Form::Date);
    for (place, found) in dates {
        let Some(day) = full_day(&found.parts, year) else {
            continue;
        };
        let beside = |other: Option<&Found>| {
            other
                .filter(|other| is_time(&other.parts) && near(found, other))
                .copied()
        };
        let before = place
            .checked_sub(1)
            .and_then(|place| beside(reading.found.get(place)));
        let time = if found.parts.hour.is_some() {
            None
        } else {
            beside(reading.found.get(place + 1)).or(before)
        };
        let parts = time.map_or(found.parts, |time| time.parts);
        let mut span = reading.span(found);
        if let Some(time) = &time {
            let other = reading.span(time);
            span = span.start.min(other.start)..span.end.max(other.end);
        }
        let value =
            clock::at(&parts, day, rules).map_or_else(|| civil::spell_day(day), |(value, _)| value);
        return Some(Stamp { span, value });
    }
    foreign::stamp(line)
}

fn full_day(parts: &Parts, year: Option<i32>) -> Option<jiff::civil::Date> {
    civil::day(parts.year.or(year)?, parts.month?, parts.day?)
}

/// A time of day and nothing else.
fn is_time(parts: &Parts) -> bool {
    parts.hour.is_some()
        && parts.month.is_none()
        && parts.weekday.is_none()
        && parts.deictic.is_none()
}

fn near(one: &Found, other: &Found) -> bool {
    other.first.saturating_sub(one.end) <= APART && one.first.saturating_sub(other.end) <= APART
}
