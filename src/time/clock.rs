//! Times of day: put on a date, and turned into the instant when the text says the zone.

use jiff::civil::Date;

use crate::model::Anchor;

use super::{
    DateRules, civil,
    lexicon::{Lexicon, NAMED_ZONE},
    parts::Parts,
    resolve::{Resolved, Scope},
    shift::Period,
};

/// Hour and minute, 24:00 being the next day's 0:00.
fn time(parts: &Parts) -> Option<(i32, i32)> {
    let hour = parts.hour?;
    let hour = match parts.half {
        Some(half) if (1..=12).contains(&hour) => hour % 12 + half,
        _ => hour,
    };
    let minute = parts.minute.unwrap_or(if parts.and_half { 30 } else { 0 });
    let (hour, minute) = match parts.offset {
        Some(offset) if offset < 0 => ((hour + 23) % 24, 60 + offset),
        Some(offset) => (hour, offset),
        None => (hour, minute),
    };
    ((0..24).contains(&hour) && (0..60).contains(&minute) || (hour, minute) == (24, 0))
        .then_some((hour, minute))
}

/// The time of day on the date that its words give, or on the last day told in the passage, or on the day of
/// writing.
pub(super) fn on_day(parts: &Parts, dated: Option<Resolved>, scope: Scope) -> Option<Resolved> {
    time(parts)?;
    let (day, anchor, dated) = match dated {
        Some(dated) => {
            let period = dated.period.as_ref()?;
            if period.first != period.last {
                return Some(dated);
            }
            (period.first, dated.anchor, Some(dated))
        }
        None if calendar_words(parts) => return None,
        None => match (scope.told.day_here, scope.today) {
            (Some(day), _) => (day, Anchor::Previous, None),
            (None, Some(day)) => (day, scope.anchor, None),
            (None, None) => return None,
        },
    };
    let says_year = dated.is_some_and(|dated| dated.says_year);
    let (value, utc) = at(parts, day, scope.rules)?;
    Some(Resolved {
        value,
        utc,
        says_year,
        ..Resolved::at(Period::day(day), anchor)
    })
}

/// The time of day on a known day, and the instant when its zone is said.
pub(super) fn at(parts: &Parts, day: Date, rules: &DateRules) -> Option<(String, Option<String>)> {
    let (hour, minute) = time(parts)?;
    let (day, hour) = if hour == 24 {
        (civil::add_days(day, 1)?, 0)
    } else {
        (day, hour)
    };
    let local = format!("{}T{hour:02}:{minute:02}", civil::spell_day(day));
    let zone = match parts.zone {
        Some(named) if named >= NAMED_ZONE => Some(kept(&rules.lexicon, named, day, hour, minute)?),
        zone => zone,
    };
    let value = match zone {
        None => local,
        Some(0) => format!("{local}Z"),
        Some(zone) => format!(
            "{local}{}{:02}:{:02}",
            if zone < 0 { '-' } else { '+' },
            zone.abs() / 60,
            zone.abs() % 60
        ),
    };
    let utc = zone.and_then(|zone| instant(day, hour * 60 + minute - zone));
    Some((value, utc))
}

/// How far east of Greenwich a zone that keeps summer time is at a local time, in minutes.
fn kept(lexicon: &Lexicon, named: i32, day: Date, hour: i32, minute: i32) -> Option<i32> {
    let zone = usize::try_from(named - NAMED_ZONE).ok()?;
    let zone = lexicon.zones.get(zone)?;
    let hour = i8::try_from(hour).ok()?;
    let local = day.at(hour, i8::try_from(minute).ok()?, 0, 0);
    let zoned = zone.to_ambiguous_zoned(local).compatible().ok()?;
    Some(zoned.offset().seconds() / 60)
}

/// Whether the words name a date, which then could not be resolved.
fn calendar_words(parts: &Parts) -> bool {
    parts.month.is_some()
        || parts.weekday.is_some()
        || parts.deictic.is_some()
        || parts.unit.is_some()
}

fn instant(day: Date, minutes: i32) -> Option<String> {
    let day = civil::add_days(day, minutes.div_euclid(1440))?;
    let rest = minutes.rem_euclid(1440);
    Some(format!(
        "{}T{:02}:{:02}Z",
        civil::spell_day(day),
        rest / 60,
        rest % 60
    ))
}
