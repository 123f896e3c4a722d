//! Days that have a name every year.

use jiff::civil::Date;

use super::civil;

/// How the day of a feast is found in a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Feast {
    /// The same day of the same month.
    Fixed { month: i32, day: i32 },
    /// So many days after Easter Sunday of the western churches.
    Easter(i32),
    /// The so-manieth weekday of a month.
    Weekday { month: i32, weekday: i32, nth: i32 },
}

impl Feast {
    /// `12-25`, `easter -2`, or `11 4 4` for the fourth Thursday of November.
    pub(super) fn read(key: &str) -> Option<Self> {
        if let Some(days) = key.strip_prefix("easter ") {
            return days.parse().ok().map(Self::Easter);
        }
        let numbers = |mark: char| -> Option<Vec<i32>> {
            key.split(mark).map(|number| number.parse().ok()).collect()
        };
        match (numbers('-').as_deref(), numbers(' ').as_deref()) {
            (Some(&[month, day]), _) => Some(Self::Fixed { month, day }),
            (_, Some(&[month, weekday, nth])) => Some(Self::Weekday {
                month,
                weekday,
                nth,
            }),
            _ => None,
        }
    }

    /// The day of the feast in a year.
    pub(super) fn in_year(self, year: i32) -> Option<Date> {
        match self {
            Self::Fixed { month, day } => civil::day(year, month, day),
            Self::Easter(days) => civil::add_days(easter(year)?, days),
            Self::Weekday {
                month,
                weekday,
                nth,
            } => {
                let first = civil::weekday_after(civil::day(year, month, 1)?, weekday)?;
                civil::add_days(first, 7 * (nth - 1))
            }
        }
    }
}

/// Easter Sunday in the Gregorian calendar, by the method of Meeus, Jones and Butcher.
fn easter(year: i32) -> Option<Date> {
    let (golden, century, rest) = (year % 19, year / 100, year % 100);
    let moon =
        (century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 19 * golden + 15) % 30;
    let week = (32 + 2 * (century % 4) + 2 * (rest / 4) - moon - rest % 4) % 7;
    let shift = (golden + 11 * moon + 22 * week) / 451;
    let days = moon + week - 7 * shift + 114;
    civil::day(year, days / 31, days % 31 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feasts_fall_on_their_days() {
        let day = |key: &str, year: i32| {
            Feast::read(key)
                .and_then(|feast| feast.in_year(year))
                .map(civil::spell_day)
        };
        assert_eq!(day("12-25", 2031).as_deref(), Some("2031-12-25"));
        assert_eq!(day("easter 0", 2024).as_deref(), Some("2024-03-31"));
        assert_eq!(day("easter -2", 2019).as_deref(), Some("2019-04-19"));
        assert_eq!(day("easter 49", 2000).as_deref(), Some("2000-06-11"));
        assert_eq!(day("11 4 4", 1999).as_deref(), Some("1999-11-25"));
        assert_eq!(Feast::read("whit"), None);
    }
}
