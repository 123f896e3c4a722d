//! Lengths of time, and dates told by their distance from another.

use jiff::civil::Date;

use super::{
    civil,
    parts::{Parts, Unit},
};

/// First and last day, with the EDTF value of the whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Period {
    pub first: Date,
    pub last: Date,
    pub value: String,
}

impl Period {
    pub(super) fn day(date: Date) -> Self {
        Self {
            first: date,
            last: date,
            value: civil::spell_day(date),
        }
    }

    pub(super) fn month(year: i32, month: i32) -> Option<Self> {
        let (first, last) = civil::month_days(year, month)?;
        Some(Self {
            first,
            last,
            value: civil::spell_month(year, month)?,
        })
    }

    pub(super) fn year(year: i32) -> Option<Self> {
        let (first, last) = civil::year_days(year)?;
        Some(Self {
            first,
            last,
            value: civil::spell_year(year)?,
        })
    }

    /// From one day to another, both included.
    pub(super) fn days(first: Date, last: Date) -> Self {
        Self {
            first,
            last,
            value: format!("{}/{}", civil::spell_day(first), civil::spell_day(last)),
        }
    }

    /// From one month to another of the same year.
    pub(super) fn months(year: i32, from: i32, to: i32) -> Option<Self> {
        let (from, to) = (Self::month(year, from)?, Self::month(year, to)?);
        Some(Self {
            first: from.first,
            last: to.last,
            value: format!("{}/{}", from.value, to.value),
        })
    }

    /// A season as EDTF numbers it; winter reaches into the next year.
    pub(super) fn season(year: i32, season: i32) -> Option<Self> {
        let month = 3 + 3 * season.checked_sub(21)?;
        let first = civil::day(year, month, 1)?;
        let last = civil::add_months(first, 2)?.last_of_month();
        Some(Self {
            first,
            last,
            value: format!("{}-{season}", civil::spell_year(year)?),
        })
    }

    /// Ten years from one that ends in 0, or a hundred.
    pub(super) fn years(first: i32, length: i32) -> Option<Self> {
        let start = civil::year_days(first)?.0;
        let last = civil::year_days(first + length - 1)?.1;
        let digits = civil::spell_year(first)?;
        let value = if length == 10 {
            format!("{}X", &digits[..3])
        } else {
            format!("{}XX", &digits[..2])
        };
        Some(Self {
            first: start,
            last,
            value,
        })
    }

    /// Whether it is three months from one to another.
    pub(super) fn is_quarter(&self) -> bool {
        self.value.len() == 15
            && civil::add_months(self.first, 2)
                .is_some_and(|month| month.last_of_month() == self.last)
    }

    /// The same days, months or years, so many years on; none for seasons, decades and centuries.
    pub(super) fn in_other_year(&self, years: i32) -> Option<Self> {
        let moved = |day: Date| civil::add_months(day, years.checked_mul(12)?);
        let (first, last) = (moved(self.first)?, moved(self.last)?);
        let year = i32::from(first.year());
        let (from, to) = (i32::from(first.month()), i32::from(last.month()));
        match self.value.len() {
            4 if !self.value.contains('X') => Self::year(year),
            7 if from == to => Self::month(year, from),
            10 => Some(Self::day(first)),
            15 => Self::months(year, from, to),
            21 => Some(Self::days(first, last)),
            _ => None,
        }
    }

    /// The same, marked as approximate.
    pub(super) fn about(mut self) -> Self {
        if !self.value.contains(['/', 'X', 'T', '[']) {
            self.value.push('~');
        }
        self
    }
}

/// The whole unit in which a day lies, so many units on.
pub(super) fn unit_around(day: Date, shift: i32, unit: Unit) -> Option<Period> {
    let year = i32::from(day.year());
    let month = i32::from(day.month());
    Some(match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Period => return None,
        Unit::Fortnight => {
            let monday = civil::add_days(civil::monday(day)?, shift.checked_mul(14)?)?;
            Period::days(monday, civil::add_days(monday, 13)?)
        }
        Unit::Day | Unit::Same => Period::day(civil::add_days(day, shift)?),
        Unit::Week => {
            let monday = civil::add_days(civil::monday(day)?, shift.checked_mul(7)?)?;
            Period::days(monday, civil::add_days(monday, 6)?)
        }
        Unit::Weekend => {
            // On a Saturday or Sunday, "last weekend" is the one before this one.
            let monday = civil::add_days(civil::monday(day)?, shift.checked_mul(7)?)?;
            Period::days(civil::add_days(monday, 5)?, civil::add_days(monday, 6)?)
        }
        Unit::Month => {
            let moved = civil::add_months(day.first_of_month(), shift)?;
            Period::month(moved.year().into(), moved.month().into())?
        }
        Unit::Quarter => {
            let first = civil::day(year, (month - 1) / 3 * 3 + 1, 1)?;
            let moved = civil::add_months(first, shift.checked_mul(3)?)?;
            let month = i32::from(moved.month());
            Period::months(moved.year().into(), month, month + 2)?
        }
        Unit::Half => {
            let first = civil::day(year, (month - 1) / 6 * 6 + 1, 1)?;
            let moved = civil::add_months(first, shift.checked_mul(6)?)?;
            let month = i32::from(moved.month());
            Period::months(moved.year().into(), month, month + 5)?
        }
        Unit::Year => Period::year(year.checked_add(shift)?)?,
        Unit::Decade => Period::years(
            (year - year.rem_euclid(10)).checked_add(shift.checked_mul(10)?)?,
            10,
        )?,
        Unit::Century => Period::years(
            (year - year.rem_euclid(100)).checked_add(shift.checked_mul(100)?)?,
            100,
        )?,
    })
}

/// The date so many units before or after a day, no more precise than the unit.
pub(super) fn moved(day: Date, count: i32, unit: Unit) -> Option<Period> {
    // "600 years ago" is a date of a kind, but no day is meant; beyond that the calendar ends.
    Some(match unit {
        Unit::Week | Unit::Fortnight => {
            let days = if unit == Unit::Week { 7 } else { 14 };
            let moved = Period::day(civil::add_days(day, count.checked_mul(days)?)?);
            moved.about()
        }
        Unit::Year if count.abs() >= 10 => unit_around(day, count, Unit::Year)?.about(),
        Unit::Decade => unit_around(day, count.checked_mul(10)?, Unit::Year)?.about(),
        Unit::Century => unit_around(day, count.checked_mul(100)?, Unit::Year)?.about(),
        unit => unit_around(day, count, unit)?,
    })
}

/// An ISO 8601 duration of one count of units, or of two: two hours and twenty minutes.
pub(super) fn together(parts: &Parts, second: &Parts) -> Option<String> {
    let first = duration(parts)?;
    if second.count.is_none() && second.minute.is_none() {
        return Some(first);
    }
    let second = match second.minute {
        Some(minutes) => format!("PT{minutes}M"),
        None => duration(second)?,
    };
    match (first.contains('T'), second.strip_prefix("PT")) {
        (true, Some(clock)) => Some(format!("{first}{clock}")),
        (true, None) => None,
        (false, _) => Some(format!("{first}{}", second.strip_prefix('P')?)),
    }
}

/// An ISO 8601 duration.
pub(super) fn duration(parts: &Parts) -> Option<String> {
    if parts.halved {
        return half(parts.unit?);
    }
    let count = parts.count.unwrap_or(1);
    if count == 0 || count == i32::MAX {
        return None;
    }
    let (factor, designator, clock) = match parts.unit? {
        Unit::Second => (1, 'S', true),
        Unit::Minute => (1, 'M', true),
        Unit::Hour => (1, 'H', true),
        Unit::Day => (1, 'D', false),
        Unit::Week => (1, 'W', false),
        Unit::Fortnight => (2, 'W', false),
        Unit::Month => (1, 'M', false),
        Unit::Quarter => (3, 'M', false),
        Unit::Half => (6, 'M', false),
        Unit::Year => (1, 'Y', false),
        Unit::Decade => (10, 'Y', false),
        Unit::Century => (100, 'Y', false),
        Unit::Weekend => (2, 'D', false),
        Unit::Same | Unit::Period => return None,
    };
    let whole = i64::from(count) * factor;
    let half = if !parts.and_half {
        String::new()
    } else {
        match parts.unit? {
            Unit::Hour => "30M".to_owned(),
            Unit::Minute => "30S".to_owned(),
            Unit::Year => "6M".to_owned(),
            Unit::Day => "T12H".to_owned(),
            Unit::Decade => return Some(format!("P{}Y", whole + 5)),
            Unit::Century => return Some(format!("P{}Y", whole + 50)),
            _ => {
                return Some(format!(
                    "P{}{whole}.5{designator}",
                    if clock { "T" } else { "" }
                ));
            }
        }
    };
    let decimal = parts.decimal.map(|n| format!(".{n}")).unwrap_or_default();
    Some(format!(
        "P{}{whole}{decimal}{designator}{half}",
        if clock { "T" } else { "" }
    ))
}

/// "Half an hour", "a half-century": the half of one unit.
fn half(unit: Unit) -> Option<String> {
    Some(
        match unit {
            Unit::Hour => "PT30M",
            Unit::Day => "PT12H",
            Unit::Year => "P6M",
            Unit::Decade => "P5Y",
            Unit::Century => "P50Y",
            _ => return None,
        }
        .to_owned(),
    )
}
