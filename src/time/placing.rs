//! Days that a report tells without their year, put in the year that the rest of it leaves.

use jiff::civil::Date;

use super::{
    civil,
    evidence::{self, Evidence, Yearless},
    infer::Window,
    tense::Speaks,
};

/// A day of the same year so many days before another needs no year.
const RECENT: i32 = 60;

/// A day so near to a full date is of its year.
const BESIDE: i32 = 31;

/// The years after the last one told in which a day is looked for by its weekday.
const YEARS: i32 = 2;

/// The days told without a year, put in the year that fits their weekdays and the days told in full.
pub(super) fn place(
    evidence: &Evidence,
    floor: Option<Date>,
    window: Window,
) -> Vec<(Yearless, Date)> {
    let pivot = pivot(evidence, floor, window);
    evidence
        .yearless
        .iter()
        .filter_map(|yearless| {
            let in_year = |year: i32| civil::day(year, yearless.month, yearless.day);
            let day = match (pivot, floor) {
                (Some(pivot), _) => nearest(pivot, in_year)?,
                (None, Some(floor)) => after_floor(yearless, floor, in_year)
                    .filter(|day| sure(evidence, *day, floor, window))?,
                // Without any year of its own, the text takes its neighbours' year.
                (None, None) => {
                    let last = window.last?;
                    let year = i32::from(last.year());
                    let day = [year, year - 1]
                        .into_iter()
                        .filter_map(in_year)
                        .find(|day| *day <= last)?;
                    (civil::days_between(day, last) <= 330).then_some(day)?
                }
            };
            Some((*yearless, day))
        })
        .collect()
}

/// Whether the year of a day told without it is no mere guess: a full date is near to it, a weekday named
/// alone is its weekday, or the neighbours on the page leave no other year.
fn sure(evidence: &Evidence, day: Date, floor: Date, window: Window) -> bool {
    let near = |full: &evidence::Full| civil::days_between(full.day, day).abs() <= BESIDE;
    let first = window.first.map_or(floor, |first| first.max(floor));
    let between = window
        .last
        .is_some_and(|last| first <= day && day <= last && civil::days_between(first, last) < 365);
    evidence.full.iter().any(near) || evidence.weekdays.contains(&civil::weekday(day)) || between
}

/// The last day whose weekday fits a year near to the years that are told, or to the neighbours'.
fn pivot(evidence: &Evidence, floor: Option<Date>, window: Window) -> Option<Date> {
    let pairs: Vec<&Yearless> = evidence
        .yearless
        .iter()
        .filter(|yearless| yearless.weekday.is_some())
        .collect();
    let told = floor
        .map(|floor| i32::from(floor.year()))
        .or_else(|| evidence.years.iter().max().copied());
    let beside = window.last.map(|last| i32::from(last.year()));
    let years: Vec<i32> = match (told, beside) {
        (Some(told), Some(beside)) => (told - 1..=beside).rev().take(6).collect(),
        (Some(told), None) => (told..=told + YEARS).chain([told - 1]).collect(),
        (None, Some(beside)) => vec![beside, beside - 1],
        (None, None) => return None,
    };
    let fitting = |year: &i32| {
        let fits = pairs.iter().filter(|pair| {
            civil::day(*year, pair.month, pair.day).map(civil::weekday) == pair.weekday
        });
        !pairs.is_empty() && fits.count() * 2 > pairs.len()
    };
    let year = years.into_iter().find(fitting)?;
    let day = pairs
        .iter()
        .filter_map(|pair| civil::day(year, pair.month, pair.day))
        .max()?;
    let near_floor = floor.is_none_or(|floor| civil::days_between(day, floor) <= RECENT);
    let in_window = window
        .last
        .is_none_or(|last| civil::days_between(last, day) <= RECENT);
    (near_floor && in_window).then_some(day)
}

fn nearest(pivot: Date, in_year: impl Fn(i32) -> Option<Date>) -> Option<Date> {
    let year = i32::from(pivot.year());
    (year - 1..=year + 1)
        .filter_map(in_year)
        .min_by_key(|day| civil::days_between(pivot, *day).abs())
}

/// A day beside others that are told in full: of the same year when it follows the last of them, or lies not
/// long before it; what lies ahead of the text is not before it.
fn after_floor(
    yearless: &Yearless,
    floor: Date,
    in_year: impl Fn(i32) -> Option<Date>,
) -> Option<Date> {
    let year = i32::from(floor.year());
    let day = in_year(year)?;
    if day >= floor
        || (yearless.speaks != Speaks::OfFuture && civil::days_between(day, floor) <= RECENT)
    {
        return Some(day);
    }
    if yearless.speaks == Speaks::OfFuture {
        in_year(year + 1)
    } else {
        None
    }
}
