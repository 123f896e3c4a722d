//! The date of publication that the dates inside a report leave.
//!
//! A report is written on or after the last day that it tells as past, and on or before the first that it
//! tells as ahead; a dispatch that names days by weekday, or without their year, is written within a few days
//! of the last of them. What no text supports is not said.

use jiff::civil::Date;

use super::{
    DateRules, Passage, ReadReport, civil, edtf,
    evidence::{self, Evidence, Yearless},
    placing::place,
    read,
    tense::Speaks,
};

/// A dispatch follows the last day it tells within so many days.
const DISPATCH: i32 = 2;

/// What is told as past and what is told as ahead part the day of writing from others no farther apart.
const FORTNIGHT: i32 = 14;

/// Days between which a report was written, as far as other texts tell.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Window {
    pub first: Option<Date>,
    pub last: Option<Date>,
}

/// The date of publication that the dates inside a report leave: a day where they leave one, else an
/// interval, else nothing.
///
/// `latest` is an upper bound known from elsewhere, such as the time of the first comment.
pub fn infer_published(
    passages: &[Passage],
    rules: &DateRules,
    latest: Option<&str>,
) -> Option<String> {
    let window = Window {
        first: None,
        last: latest_day(latest),
    };
    solve(&evidence::gather(&read(passages, rules)), window).map(spell)
}

/// The same for the reports of one page, in its order.
pub fn infer_page(
    reports: &[Vec<Passage>],
    rules: &DateRules,
    latest: &[Option<&str>],
) -> Vec<Option<String>> {
    let reports: Vec<ReadReport> = reports
        .iter()
        .map(|passages| read(passages, rules))
        .collect();
    infer_read(&reports, latest)
}

/// The same for the reports of one page, in its order, that have been read.
///
/// Where at least three reports can be dated from their own words and stand in order of time, those that
/// cannot are written between their neighbours.
pub fn infer_read(reports: &[ReadReport], latest: &[Option<&str>]) -> Vec<Option<String>> {
    let evidence: Vec<Evidence> = reports.iter().map(evidence::gather).collect();
    let last = |place: usize| latest.get(place).copied().and_then(latest_day);
    let alone: Vec<Option<(Date, Date)>> = evidence
        .iter()
        .enumerate()
        .map(|(place, evidence)| {
            solve(
                evidence,
                Window {
                    first: None,
                    last: last(place),
                },
            )
        })
        .collect();
    let Some(newest_first) = order(&alone) else {
        return alone.into_iter().map(|days| days.map(spell)).collect();
    };
    (0..reports.len())
        .map(|place| {
            let (before, after) = (alone.get(..place)?, alone.get(place + 1..)?);
            let own = alone.get(place).copied().flatten();
            let before = before.iter().flatten().next_back();
            let after = after.iter().flatten().next();
            let (newer, older) = if newest_first {
                (before, after)
            } else {
                (after, before)
            };
            let bounds = [newer.map(|days| days.1), last(place)];
            let window = Window {
                first: older.map(|days| days.0),
                last: bounds.into_iter().flatten().min(),
            };
            own.or_else(|| solve(evidence.get(place)?, window))
                .or_else(|| between(evidence.get(place)?, window))
                .map(spell)
        })
        .collect()
}

fn latest_day(latest: Option<&str>) -> Option<Date> {
    edtf::days(latest?).map(|(_, last)| last)
}

fn spell((first, last): (Date, Date)) -> String {
    if first == last {
        civil::spell_day(first)
    } else {
        format!("{}/{}", civil::spell_day(first), civil::spell_day(last))
    }
}

/// Whether the dated reports run from new to old; nothing if they are few, or in no order.
fn order(dated: &[Option<(Date, Date)>]) -> Option<bool> {
    let days: Vec<Date> = dated.iter().flatten().map(|days| days.0).collect();
    if days.len() < 3 {
        return None;
    }
    let falls = days.windows(2).all(|pair| pair[0] >= pair[1]);
    let rises = days.windows(2).all(|pair| pair[0] <= pair[1]);
    (falls != rises).then_some(falls)
}

/// What the neighbours alone leave, once the months told as past are counted.
fn between(evidence: &Evidence, window: Window) -> Option<(Date, Date)> {
    let (mut first, last) = (window.first?, window.last?);
    if first > last || civil::days_between(first, last) > 400 {
        return None;
    }
    for &month in &evidence.months {
        let begins = [last.year(), last.year() - 1]
            .into_iter()
            .filter_map(|year| civil::day(year.into(), month, 1));
        if let Some(begin) = begins.into_iter().find(|begin| *begin <= last) {
            first = first.max(begin);
        }
    }
    Some((first, last))
}

/// The days between which the evidence puts the report.
fn solve(evidence: &Evidence, window: Window) -> Option<(Date, Date)> {
    let in_time = |day: &Date| window.last.is_none_or(|last| *day <= last);
    if let Some(said) = evidence.said.iter().max().filter(|day| in_time(day)) {
        return Some((*said, *said));
    }
    let full: Vec<Date> = evidence
        .full
        .iter()
        .filter(|full| full.speaks != Speaks::OfFuture)
        .map(|full| full.day)
        .filter(in_time)
        .collect();
    let floor = full.iter().max().copied();
    let placed = place(evidence, floor, window);
    let mut past = full;
    let mut ahead: Vec<Date> = evidence
        .full
        .iter()
        .filter(|full| full.speaks == Speaks::OfFuture)
        .map(|full| full.day)
        .collect();
    for (yearless, day) in &placed {
        let named = evidence.weekdays.contains(&civil::weekday(*day))
            && floor.is_none_or(|floor| *day >= floor);
        let unsure = yearless.speaks == Speaks::Unsaid && floor.is_some_and(|floor| *day > floor);
        if yearless.speaks == Speaks::OfFuture {
            ahead.push(*day);
        }
        // A weekday that the text also names alone, as past, is past.
        if (named && evidence_is_near(floor, *day)
            || yearless.speaks != Speaks::OfFuture && !unsure)
            && in_time(day)
        {
            past.push(*day);
        }
    }
    let mut first = past.iter().max().copied()?;
    let mut last = ahead.iter().filter(|day| **day >= first).min().copied();
    let cap = if said_today(evidence, &placed, first) {
        0
    } else {
        DISPATCH
    };
    if let Some((from, to)) = counted(evidence, &placed) {
        (first, last) = (first.max(from), Some(last.map_or(to, |last| last.min(to))));
    } else if is_dispatch(evidence, &placed, first, window) {
        last = earliest(last, civil::add_days(first, cap));
    } else {
        // Only a bound from elsewhere, or a day close ahead, tells a report of the day from a later one that
        // looks back.
        let bound = earliest(last, window.last)?;
        if civil::days_between(first, bound) > FORTNIGHT {
            return None;
        }
    }
    let last = earliest(last, window.last)?;
    (first <= last).then_some((first, last))
}

/// Whether the last day that a text tells is told as days are that have just been: without its year and by its
/// weekday, there or alone; or in full with its weekday, among other days of that week or without their year.
/// A year told later, or "three years later", says that the text looks back.
fn is_dispatch(
    evidence: &Evidence,
    placed: &[(Yearless, Date)],
    last: Date,
    window: Window,
) -> bool {
    let weekdays = &evidence.weekdays;
    let year = i32::from(last.year());
    if evidence.years.iter().any(|told| *told > year) {
        return false;
    }
    let weekday = civil::weekday(last);
    // "Every 3 May" after "3 May 1992" is no other day.
    let in_full = evidence.full.iter().find(|full| full.day == last);
    let yearless = placed.iter().any(|(yearless, day)| {
        *day == last && (yearless.weekday == Some(weekday) || weekdays.contains(&weekday))
    });
    let close = |other: &i32| {
        let after = (other - weekday).rem_euclid(7);
        after <= DISPATCH || after >= 7 - DISPATCH
    };
    let follows = |other: &i32| (other - weekday).rem_euclid(7) <= DISPATCH;
    // What its neighbours or its first reader follow closely is no look back.
    let bounded = (window.last).is_some_and(|bound| civil::days_between(last, bound) <= FORTNIGHT);
    let among = weekdays.iter().all(close) && weekdays.iter().any(follows);
    match in_full {
        None => yearless || placed.iter().any(|(_, day)| *day == last) && bounded,
        Some(full) => full.weekday && !evidence.years_later && (!placed.is_empty() || among),
    }
}

fn earliest(a: Option<Date>, b: Option<Date>) -> Option<Date> {
    [a, b].into_iter().flatten().min()
}

/// Whether a day is the text's own time, not years away from the last day it gives in full.
fn evidence_is_near(floor: Option<Date>, day: Date) -> bool {
    floor.is_none_or(|floor| civil::days_between(floor, day) <= 400)
}

/// Whether the passage that tells the last day says "today" too, and no weekday follows that day closely.
fn said_today(evidence: &Evidence, placed: &[(Yearless, Date)], day: Date) -> bool {
    let told = |passage: &usize| {
        placed
            .iter()
            .any(|(yearless, placed)| *placed == day && yearless.passage == *passage)
            || evidence
                .full
                .iter()
                .any(|full| full.day == day && full.passage == *passage)
    };
    let weekday = civil::weekday(day);
    let later = |other: &i32| (1..=DISPATCH).contains(&(other - weekday).rem_euclid(7));
    evidence.today.iter().any(told) && !evidence.weekdays.iter().any(later)
}

/// "For 13 days now" with one day told as past: the days that lie so many days after it, and fit the weekdays
/// named.
fn counted(evidence: &Evidence, placed: &[(Yearless, Date)]) -> Option<(Date, Date)> {
    let days = evidence.since.first()?;
    let mut begun = placed
        .iter()
        .filter(|(yearless, _)| yearless.speaks != Speaks::OfFuture)
        .map(|(_, day)| *day);
    let begin = begun.next()?;
    if begun.any(|other| other != begin) || evidence.since.iter().any(|other| other != days) {
        return None;
    }
    let ends = [
        civil::add_days(begin, days - 1)?,
        civil::add_days(begin, *days)?,
    ];
    let fitting = |day: &&Date| evidence.weekdays.contains(&civil::weekday(**day));
    let first = *ends.iter().find(fitting)?;
    let last = *ends.iter().rfind(fitting)?;
    // The last day named is the day of writing, or it would not have been the last.
    Some((
        first,
        if last > first && evidence.weekdays.len() < 2 {
            last
        } else {
            first
        },
    ))
}
