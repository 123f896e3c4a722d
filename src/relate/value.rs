//! What is said on a point, as something that can be compared.

use std::collections::BTreeSet;

use jiff::Span;
use jiff::civil::{Date, DateTime, Time};

use super::features::{Days, gap, length, overlap};
use super::sides::Country;
use crate::lang::Bound;

/// From so many days on, a stretch is more than days.
const STRETCH: i32 = 8;
const HOUR: f64 = 60.0;
const DAY: f64 = 24.0 * HOUR;

/// A value as it is compared; times in minutes.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A time of day; `zone` in minutes east of Greenwich, where the text names one.
    Moment { clock: DateTime, zone: Option<i32> },
    /// A length of time, anywhere between two bounds that are themselves excluded.
    /// `so_far`: told while it still went on.
    Length { low: f64, high: f64, so_far: bool },
    /// How many: anywhere between two bounds that are themselves excluded; on which days.
    Count {
        range: (f64, f64),
        /// No number is said: `thousands`.
        vague: bool,
        /// It may fall with time, as the displaced do and the dead do not.
        falls: bool,
        as_of: Option<(Date, Date)>,
    },
    /// Yes or no; of which days.
    Answer { yes: bool, on: Option<Days> },
    /// Who; `exclusive`: of others it cannot be true.
    Parties { who: BTreeSet<Who>, exclusive: bool },
    /// Words that are not compared.
    Said,
    /// Content words, each by its stem.
    Words(BTreeSet<String>),
    /// Days on which it happened, or is said to happen; `choice`: on one of them, and the text does not say on
    /// which; `told`: on which days it was said.
    Days {
        days: Days,
        choice: bool,
        told: Option<Days>,
    },
}

/// Somebody, as texts are compared by whom they name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    Side(Country),
    /// The place of an entity that is on no country's side.
    Entity(usize),
}

/// How two values on one point part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Parting {
    /// Both cannot be true.
    Contradiction,
    /// The second is a later count.
    Update,
    /// One says more exactly what the other says.
    Precision,
}

impl Parting {
    /// The word of the tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Contradiction => "contradiction",
            Self::Update => "update",
            Self::Precision => "precision",
        }
    }
}

impl Value {
    /// Reads the time of day of a date's value; None for a day, an interval and what is uncertain.
    pub fn moment(value: &str) -> Option<Self> {
        let (day, clock) = value.split_once('T')?;
        let day: Date = day.parse().ok()?;
        let zone_at = clock.find(['Z', '+', '-']).unwrap_or(clock.len());
        let (clock, zone) = clock.split_at(zone_at);
        let clock: Time = clock.parse().ok()?;
        Some(Self::Moment {
            clock: day.to_datetime(clock),
            zone: minutes_east(zone)?,
        })
    }

    /// Reads a duration (ISO 8601) and the bound that the words before it make of it.
    ///
    /// A duration said in whole hours is true of any that rounds to it, and so with other units.
    pub fn length(value: &str, bound: Option<Bound>) -> Option<Self> {
        let span: Span = value.parse().ok()?;
        let units = [
            (f64::from(span.get_years()), 365.25 * DAY),
            (f64::from(span.get_months()), 30.44 * DAY),
            (f64::from(span.get_weeks()), 7.0 * DAY),
            (f64::from(span.get_days()), DAY),
            (f64::from(span.get_hours()), HOUR),
            (span.get_minutes() as f64, 1.0),
        ];
        let said: f64 = units.iter().map(|(count, unit)| count * unit).sum();
        let smallest = units.iter().rev().find(|(count, _)| *count != 0.0)?.1;
        let (low, high) = match bound {
            // "A day of talks" has the hours of a day's work.
            None if said == DAY && smallest == DAY => (DAY / 4.0, said + smallest / 2.0),
            None => (said - smallest / 2.0, said + smallest / 2.0),
            Some(bound) => bound.around(said),
        };
        Some(Self::Length {
            low,
            high,
            so_far: false,
        })
    }

    /// Whether both cannot be true. `zones`: those that are named anywhere among the positions
    /// compared, in which an hour without a zone may be meant.
    pub fn contradicts(&self, other: &Self, zones: &[i32]) -> bool {
        match (self, other) {
            (Self::Moment { clock: a, zone: x }, Self::Moment { clock: b, zone: y }) => {
                let apart = minutes(*a) - minutes(*b);
                match (x, y) {
                    (Some(x), Some(y)) => apart != i64::from(x - y),
                    (None, None) => apart != 0,
                    (Some(named), None) => {
                        apart != 0 && zones.iter().all(|z| apart != i64::from(named - z))
                    }
                    (None, Some(named)) => {
                        apart != 0 && zones.iter().all(|z| apart != i64::from(z - named))
                    }
                }
            }
            (
                Self::Length { low, high, .. },
                Self::Length {
                    low: l, high: h, ..
                },
            ) => high <= l || h <= low,
            _ => false,
        }
    }

    /// How a value parts from one that was told before it, if it does. `zones`: see [`Self::contradicts`].
    pub fn parts(&self, earlier: &Self, zones: &[i32]) -> Option<Parting> {
        match (self, earlier) {
            (Self::Count { .. }, Self::Count { .. }) => self.counts_apart(earlier),
            (
                Self::Answer { yes, on },
                Self::Answer {
                    yes: was,
                    on: before,
                },
            ) => {
                let later = on.zip(*before).is_some_and(|(on, before)| on.0 > before.1);
                let parting = if later {
                    Parting::Update
                } else {
                    Parting::Contradiction
                };
                (yes != was).then_some(parting)
            }
            (Self::Parties { who, exclusive }, Self::Parties { who: other, .. }) => {
                if who == other {
                    None
                } else if *exclusive && who.is_disjoint(other) {
                    Some(Parting::Contradiction)
                } else {
                    Some(Parting::Precision)
                }
            }
            (Self::Words(words), Self::Words(other)) => {
                (!are_alike(words, other)).then_some(Parting::Precision)
            }
            (
                Self::Days { days, choice, told },
                Self::Days {
                    days: other,
                    choice: chose,
                    told: before,
                },
            ) => {
                let foretold = before.is_some_and(|told| told.1 < other.0);
                let since = told
                    .zip(*before)
                    .is_some_and(|(told, before)| told.0 > before.1);
                // A text that contradicts itself leaves two days that are far from each other.
                let torn = |choice: bool, days: Days| choice && length(days) >= STRETCH;
                match gap(*days, *other) {
                    0 if torn(*choice, *days) != torn(*chose, *other) => {
                        Some(Parting::Contradiction)
                    }
                    0 => (is_finer(*days, *other) || choice != chose).then_some(Parting::Precision),
                    // A night has two days.
                    1 => None,
                    // What was foretold came on another day.
                    _ if foretold && since => Some(Parting::Update),
                    _ => Some(Parting::Contradiction),
                }
            }
            (
                Self::Length { low, .. },
                Self::Length {
                    high, so_far: true, ..
                },
            ) if high <= low => Some(Parting::Update),
            _ => self
                .contradicts(earlier, zones)
                .then_some(Parting::Contradiction),
        }
    }

    /// How two counts part.
    fn counts_apart(&self, earlier: &Self) -> Option<Parting> {
        let (
            Self::Count {
                range: a,
                vague,
                falls,
                as_of: x,
            },
            Self::Count {
                range: b,
                vague: vaguely,
                as_of: y,
                ..
            },
        ) = (self, earlier)
        else {
            return None;
        };
        let apart = a.1 <= b.0 || b.1 <= a.0;
        let later = x.zip(*y).is_some_and(|(x, y)| x.0 > y.1) && (*falls || b.1 <= a.0);
        match (apart, later) {
            // "Thousands", where the other says how many thousand.
            (false, false) if *vague && !vaguely => (a.0 <= b.0).then_some(Parting::Precision),
            (false, false) if *vaguely && !vague => (b.0 <= a.0).then_some(Parting::Precision),
            (false, _) => None,
            (true, true) => Some(Parting::Update),
            (true, false) => Some(Parting::Contradiction),
        }
    }

    /// Whether two values are one version, whatever bound stands before them; None where their words decide.
    pub fn is_version_of(&self, other: &Self, zones: &[i32]) -> Option<bool> {
        match (self, other) {
            (Self::Moment { .. }, Self::Moment { .. }) => Some(!self.contradicts(other, zones)),
            (Self::Said, Self::Said) => Some(true),
            (Self::Answer { yes, .. }, Self::Answer { yes: other, .. }) => Some(yes == other),
            (Self::Parties { who, .. }, Self::Parties { who: other, .. }) => Some(who == other),
            (Self::Words(words), Self::Words(other)) => Some(are_alike(words, other)),
            (
                Self::Days { days, choice, .. },
                Self::Days {
                    days: other,
                    choice: chose,
                    ..
                },
            ) => Some(overlap(*days, *other) && choice == chose && !is_finer(*days, *other)),
            _ => None,
        }
    }

    /// Between which bounds it lies; None for what has no bounds of its own.
    pub fn range(&self) -> Option<(f64, f64)> {
        match self {
            Self::Length { low, high, .. } => Some((*low, *high)),
            Self::Count { range, .. } => Some(*range),
            _ => None,
        }
    }

    /// The zone it names.
    pub fn zone(&self) -> Option<i32> {
        match self {
            Self::Moment { zone, .. } => *zone,
            _ => None,
        }
    }
}

/// A duration with its bound, as tables give it: `PT10H/` is ten hours or more.
pub fn with_bound(value: &str, bound: Option<Bound>) -> String {
    match bound {
        Some(Bound::Above | Bound::AtLeast) => format!("{value}/"),
        Some(Bound::Below | Bound::AtMost | Bound::Nearly) => format!("/{value}"),
        Some(Bound::About) | None => value.to_owned(),
    }
}

/// Whether two ways to say something have half the words of the shorter one in common.
fn are_alike(words: &BTreeSet<String>, other: &BTreeSet<String>) -> bool {
    words.intersection(other).count() * 2 >= words.len().min(other.len())
}

/// Whether one of two stretches of days is of days and the other much longer.
fn is_finer(a: Days, b: Days) -> bool {
    const DAYS: i32 = 3;
    let (a, b) = (length(a), length(b));
    a.min(b) <= DAYS && a.max(b) >= STRETCH
}

fn minutes(clock: DateTime) -> i64 {
    clock.duration_since(DateTime::ZERO).as_mins()
}

/// `Z` or `+03:00`; an empty zone is none, and anything else no value that can be compared.
fn minutes_east(zone: &str) -> Option<Option<i32>> {
    match zone {
        "" => Some(None),
        "Z" => Some(Some(0)),
        _ => {
            let (sign, digits) = zone.split_at_checked(1)?;
            let (hours, minutes) = digits.split_once(':').unwrap_or((digits, "0"));
            let east = hours.parse::<i32>().ok()? * 60 + minutes.parse::<i32>().ok()?;
            Some(Some(if sign == "-" { -east } else { east }))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(value: &str) -> Value {
        Value::moment(value).expect("a time of day")
    }

    fn length(value: &str, bound: Option<Bound>) -> Value {
        Value::length(value, bound).expect("a length")
    }

    #[test]
    fn hours_are_compared_in_the_zones_they_name() {
        let noon = moment("2031-05-07T12:00");
        let east = moment("2031-05-07T12:00+03:00");
        let utc = moment("2031-05-07T09:00Z");
        assert!(!east.contradicts(&utc, &[]));
        assert!(!noon.contradicts(&east, &[]), "the zone may be meant");
        assert!(!noon.contradicts(&utc, &[180]), "it is named elsewhere");
        assert!(noon.contradicts(&utc, &[0]));
        assert!(noon.contradicts(&moment("2031-05-07T00:00"), &[180]));
        assert_eq!(Value::moment("2031-05-07"), None);
        assert_eq!(Value::moment("2031-05-07T12:00/2031-05-07T14:00"), None);
    }

    fn days(first: &str, last: &str) -> Option<Days> {
        let day = |day: &str| day.parse::<Date>().expect("a day");
        Some((day(first), day(last)))
    }

    #[test]
    fn answers_are_updated_by_those_of_later_days() {
        let said = |yes, day| Value::Answer {
            yes,
            on: days(day, day),
        };
        let noon = said(true, "2031-05-07");
        assert_eq!(said(true, "2031-05-09").parts(&noon, &[]), None);
        assert_eq!(
            said(false, "2031-05-07").parts(&noon, &[]),
            Some(Parting::Contradiction)
        );
        assert_eq!(
            said(false, "2031-05-09").parts(&noon, &[]),
            Some(Parting::Update)
        );
    }

    #[test]
    fn days_part_when_they_are_apart_and_when_one_says_more() {
        let on = |first, last, choice, told| Value::Days {
            days: days(first, last).expect("days"),
            choice,
            told: days(told, told),
        };
        let day = on("2031-05-07", "2031-05-07", false, "2031-05-08");
        let parts = |other: Value| day.parts(&other, &[]);
        assert_eq!(
            parts(on("2031-05-07", "2031-05-07", false, "2031-05-20")),
            None
        );
        assert_eq!(
            parts(on("2031-05-08", "2031-05-08", false, "2031-05-08")),
            None,
            "a night has two days"
        );
        assert_eq!(
            parts(on("2031-05-01", "2031-05-31", false, "2031-06-01")),
            Some(Parting::Precision)
        );
        assert_eq!(
            parts(on("2031-05-07", "2031-05-08", true, "2031-05-06")),
            Some(Parting::Precision),
            "a choice"
        );
        assert_eq!(
            parts(on("2031-05-12", "2031-05-12", false, "2031-05-06")),
            Some(Parting::Update),
            "what was foretold"
        );
        assert_eq!(
            parts(on("2031-05-12", "2031-05-12", false, "2031-05-13")),
            Some(Parting::Contradiction)
        );
    }

    #[test]
    fn who_it_was_cannot_be_true_of_others_where_there_is_one() {
        let who = |sides: &[Country], exclusive| Value::Parties {
            who: sides.iter().map(|side| Who::Side(side)).collect(),
            exclusive,
        };
        let norway = who(&["NO"], true);
        assert_eq!(norway.parts(&who(&["NO"], true), &[]), None);
        assert_eq!(
            norway.parts(&who(&["DK"], true), &[]),
            Some(Parting::Contradiction)
        );
        assert_eq!(
            norway.parts(&who(&["DK", "NO"], true), &[]),
            Some(Parting::Precision)
        );
        assert_eq!(
            who(&["NO"], false).parts(&who(&["DK"], false), &[]),
            Some(Parting::Precision)
        );
    }

    #[test]
    fn lengths_are_ranges_with_their_bounds() {
        let ten = length("PT10H", None);
        let eleven = length("PT11H", None);
        assert!(ten.contradicts(&eleven, &[]));
        assert!(!length("PT10H", Some(Bound::Above)).contradicts(&eleven, &[]));
        assert!(!length("PT11H", Some(Bound::Nearly)).contradicts(&ten, &[]));
        assert!(!ten.contradicts(&length("PT10H30M", Some(Bound::About)), &[]));
        assert!(length("PT11H", Some(Bound::Nearly)).contradicts(&length("PT3H", None), &[]));
        assert!(!length("P1D", None).contradicts(&length("PT24H", None), &[]));
        assert!(
            !length("P1D", None).contradicts(&eleven, &[]),
            "a day's work"
        );
        assert_eq!(Value::length("2031", None), None);
    }
}
