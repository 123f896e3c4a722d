//! What the dates inside a report say of the day on which it was written, before any of it is weighed.

use jiff::civil::Date;

use super::{
    DateRules, ReadReport, civil,
    matching::Found,
    parts::{Form, Parts, Unit},
    tense::Speaks,
};

/// A day told without its year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Yearless {
    pub month: i32,
    pub day: i32,
    pub weekday: Option<i32>,
    pub speaks: Speaks,
    pub passage: usize,
}

/// A day told with its year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Full {
    pub day: Date,
    pub speaks: Speaks,
    pub passage: usize,
    /// Its weekday is told too, as of days that are not long past.
    pub weekday: bool,
}

/// The dates of a report that speak of when it was written; readers' comments are not asked.
#[derive(Clone, Debug, Default)]
pub(super) struct Evidence {
    /// Days with their year, and what the words around them speak of.
    pub full: Vec<Full>,
    /// The day of writing, where "today" or "yesterday" is explained by a date.
    pub said: Vec<Date>,
    pub yearless: Vec<Yearless>,
    /// Months told without a year, in the past.
    pub months: Vec<i32>,
    /// Bare weekdays, unless they lie ahead.
    pub weekdays: Vec<i32>,
    /// Bare years, unless they lie ahead.
    pub years: Vec<i32>,
    /// The passages that say "today".
    pub today: Vec<usize>,
    /// "For 13 days now".
    pub since: Vec<i32>,
    /// "Three years later": years lie between what is told and the telling.
    pub years_later: bool,
}

/// Gathers the evidence of a report.
pub(super) fn gather(report: &ReadReport) -> Evidence {
    let rules = report.rules;
    let mut evidence = Evidence::default();
    for (place, (_, reading)) in report
        .passages
        .iter()
        .enumerate()
        .filter(|(_, (passage, _))| passage.posted.is_none())
    {
        let mut before: Option<&Found> = None;
        for found in &reading.found {
            evidence
                .said
                .extend(before.and_then(|before| said(before, found, rules)));
            if !before.is_some_and(|before| is_apposed(before, found, rules)) {
                let speaks = rules.tense.around(reading, found);
                add(&mut evidence, found, speaks, place, rules);
            }
            before = Some(found);
        }
    }
    evidence
}

/// Whether a date only explains the word before it ("the day before, Saturday 4 May"): what the word says is
/// surer, and a slip of the pen in the date would mislead.
fn is_apposed(before: &Found, found: &Found, rules: &DateRules) -> bool {
    let told = before
        .parts
        .deictic
        .and_then(|n| rules.lexicon.deictics.get(usize::try_from(n).ok()?))
        .is_some_and(|deictic| !deictic.from_report);
    told && found.parts.month.is_some()
        && found.parts.year.is_none()
        && found.first.saturating_sub(before.end) <= 1
}

/// The day of writing that a full date behind "today" or "yesterday" tells.
fn said(before: &Found, found: &Found, rules: &DateRules) -> Option<Date> {
    let deictic = before
        .parts
        .deictic
        .and_then(|n| rules.lexicon.deictics.get(usize::try_from(n).ok()?))
        .filter(|deictic| deictic.from_report && deictic.unit == Unit::Day)?;
    let parts = &found.parts;
    let near = found.first.saturating_sub(before.end) <= 2;
    let dated = found.form == Form::Date && near && parts.deictic.is_none();
    let day = civil::day(parts.year?, parts.month?, parts.day?).filter(|_| dated)?;
    civil::add_days(day, -deictic.shift)
}

fn add(evidence: &mut Evidence, found: &Found, speaks: Speaks, passage: usize, rules: &DateRules) {
    match found.form {
        Form::Date => add_date(evidence, &found.parts, speaks, passage, rules),
        Form::Borrowed => {
            let filled = Parts {
                year: found.second.year,
                month: found.parts.month.or(found.second.month),
                ..found.parts
            };
            add_date(evidence, &filled, speaks, passage, rules);
        }
        Form::Range => {
            let first = Parts {
                month: found.parts.month.or(found.second.month),
                year: found.parts.year.or(found.second.year),
                ..found.parts
            };
            add_date(evidence, &first, speaks, passage, rules);
            add_date(evidence, &found.second, Speaks::OfFuture, passage, rules);
        }
        Form::Later | Form::Ago => {
            let years = matches!(
                found.parts.unit,
                Some(Unit::Year | Unit::Decade | Unit::Century)
            );
            evidence.years_later |= years;
        }
        Form::Duration if found.parts.since => {
            let days = match found.parts.unit {
                Some(Unit::Day) => found.parts.count,
                _ => None,
            };
            evidence
                .since
                .extend(days.filter(|days| (2..=60).contains(days)));
        }
        _ => {}
    }
}

fn add_date(
    evidence: &mut Evidence,
    parts: &Parts,
    speaks: Speaks,
    passage: usize,
    rules: &DateRules,
) {
    let ahead = speaks == Speaks::OfFuture;
    let deictic = parts
        .deictic
        .and_then(|n| rules.lexicon.deictics.get(usize::try_from(n).ok()?));
    if deictic.is_some_and(|deictic| {
        deictic.from_report && deictic.shift == 0 && deictic.unit == Unit::Day
    }) {
        evidence.today.push(passage);
    }
    // "The 5th of March last year" and the like hang on the day that is looked for.
    let hangs = parts.direction.is_some() || parts.unit.is_some() || deictic.is_some();
    match (parts.year, parts.month, parts.day) {
        (Some(year), Some(month), Some(day)) => {
            evidence
                .full
                .extend(civil::day(year, month, day).map(|day| Full {
                    day,
                    speaks,
                    passage,
                    weekday: parts.weekday == Some(civil::weekday(day)),
                }));
        }
        (None, Some(month), Some(day)) if !hangs => {
            evidence.yearless.push(Yearless {
                month,
                day,
                weekday: parts.weekday,
                speaks,
                passage,
            });
        }
        (None, Some(month), None) if !hangs && !ahead => evidence.months.push(month),
        (Some(year), ..) if !ahead => evidence.years.push(year),
        (None, None, None) if !hangs && !ahead => evidence.weekdays.extend(parts.weekday),
        _ => {}
    }
}
