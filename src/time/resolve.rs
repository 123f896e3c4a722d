//! What was captured, resolved to EDTF against the report's date and the dates told before.

use jiff::civil::Date;

use crate::model::Anchor;

use super::{
    DateRules, Expression, calendar, civil, clock, edtf,
    matching::Found,
    odds,
    parts::{Form, Parts, Unit},
    reading::Reading,
    reckoned,
    shift::{self, Period},
    spans::{bare, borrowed, choice, range},
    tense::Speaks,
};

/// First and last day on which a report, or a comment, can have been written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Base {
    pub first: Date,
    pub last: Date,
}

impl Base {
    pub(super) fn read(value: &str) -> Option<Self> {
        edtf::days(value).map(|(first, last)| Self { first, last })
    }
}

/// The dates told so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Told {
    /// The last single day.
    pub day: Option<Date>,
    /// The last date of whatever precision.
    pub any: Option<Period>,
    /// Where in this passage its words end.
    any_at: Option<usize>,
    /// The first day of the last quarter of a year.
    pub quarter: Option<Date>,
    /// The last date of this passage that has a year of its own.
    pub year: Option<i32>,
    /// Where its words end.
    pub year_at: usize,
    /// Whether it is a day or a month, not a bare year.
    pub year_precise: bool,
    /// The last day of this passage.
    pub day_here: Option<Date>,
}

impl Told {
    /// What was told in another passage is farther away than what is told in this one.
    pub(super) fn new_passage(&mut self) {
        self.year = None;
        self.day_here = None;
        self.any_at = None;
    }

    fn note(&mut self, found: &Found, resolved: &Resolved, now: bool) {
        let Some(period) = &resolved.period else {
            return;
        };
        if now {
            return;
        }
        let dated = !matches!(found.form, Form::Decade | Form::Century);
        if dated && (resolved.anchor == Anchor::None || resolved.says_year) {
            self.year = Some(period.first.year().into());
            self.year_at = found.end;
            self.year_precise = found.parts.month.is_some();
        }
        if period.first == period.last {
            self.day = Some(period.first);
            self.day_here = self.day;
        }
        if period.is_quarter() {
            self.quarter = Some(period.first);
        }
        self.any = Some(period.clone());
        self.any_at = Some(found.end);
    }

    /// Whether this passage has told a date.
    pub(super) fn any_at_hand(&self) -> bool {
        self.any_at.is_some()
    }

    /// The last date that the sentence of an expression tells before it.
    pub(super) fn any_in_sentence(&self, scope: Scope) -> Option<&Period> {
        let near = scope.reading.parted(self.any_at?, scope.found.first) == 0;
        self.any.as_ref().filter(|_| near)
    }
}

/// A value with what it rests on.
#[derive(Clone, Debug)]
pub(super) struct Resolved {
    pub value: String,
    pub utc: Option<String>,
    pub anchor: Anchor,
    /// The days it can mean; none for a duration.
    pub period: Option<Period>,
    /// The words themselves lead to a year ("last year").
    pub says_year: bool,
}

impl Resolved {
    pub(super) fn at(period: Period, anchor: Anchor) -> Self {
        Self {
            value: period.value.clone(),
            utc: None,
            anchor,
            period: Some(period),
            says_year: false,
        }
    }
}

/// All that one expression is resolved against.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    pub rules: &'a DateRules,
    pub reading: &'a Reading<'a>,
    pub found: &'a Found,
    pub told: &'a Told,
    /// The day of writing, when it is taken as known.
    pub today: Option<Date>,
    /// What is said of a value resolved against that day.
    pub anchor: Anchor,
}

impl Scope<'_> {
    pub(super) fn speaks(&self) -> Speaks {
        self.rules.tense.around(self.reading, self.found)
    }
}

/// The expressions of a passage.
pub(super) fn all(
    reading: &Reading,
    rules: &DateRules,
    base: Option<Base>,
    anchor: Anchor,
    told: &mut Told,
) -> Vec<Expression> {
    let mut expressions = Vec::new();
    let mut before: Option<(&Found, Resolved)> = None;
    for found in &reading.found {
        let scope = Scope {
            rules,
            reading,
            found,
            told,
            today: base.map(|base| base.first),
            anchor,
        };
        let Some(resolved) = over(scope, base) else {
            before = None;
            continue;
        };
        let explained = before
            .take()
            .filter(|(word, _)| odds::explains(word, scope));
        let (resolved, at_odds) = odds::settle(resolved, explained.map(|(_, day)| day), found);
        before = Some((found, resolved.clone()));
        // "Today" is no date that a text goes on from, nor is the year that a quarter is compared with.
        let deictic = found
            .parts
            .deictic
            .and_then(|n| rules.lexicon.deictics.get(usize::try_from(n).ok()?));
        told.note(
            found,
            &resolved,
            deictic.is_some_and(|deictic| {
                let told = || told.any.as_ref().is_some_and(Period::is_quarter);
                match deictic.unit {
                    _ if deictic.from_report => deictic.shift == 0,
                    Unit::Quarter => deictic.shift != 0,
                    Unit::Year => told(),
                    _ => false,
                }
            }),
        );
        if edtf::is_valid(&resolved.value) {
            let span = reading.span(found);
            expressions.push(Expression {
                span,
                value: resolved.value,
                utc: resolved.utc,
                anchor: resolved.anchor,
                at_odds,
            });
        }
    }
    expressions
}

/// Resolves against every end of the days of writing. Where they part, a doubt of one day is said (`?`), and
/// a greater one leaves all that lies between (`[2020-03-01..2020-09-28]`).
fn over(scope: Scope, base: Option<Base>) -> Option<Resolved> {
    let early = one(scope)?;
    let Some(base) = base.filter(|base| base.first != base.last) else {
        return Some(early);
    };
    let late = one(Scope {
        today: Some(base.last),
        ..scope
    })?;
    if early.value == late.value {
        return Some(early);
    }
    let (a, z) = (early.period.as_ref()?, late.period.as_ref()?);
    let day = a.first == a.last && z.first == z.last && !early.value.contains(['T', '~']);
    let near = civil::days_between(a.first, z.first) == 1
        && civil::days_between(base.first, base.last) == 1;
    if day && near {
        let value = format!("{}?", early.value);
        return Some(Resolved { value, ..early });
    }
    let plain = |value: &str| !value.contains(['T', '/', '[', 'X']);
    (a.first < z.first && plain(&early.value) && plain(&late.value)).then(|| Resolved {
        value: format!("[{}..{}]", bare(&early.value), bare(&late.value)),
        // What lies so far apart is nothing that a text goes on from.
        period: None,
        ..early.clone()
    })
}

fn one(scope: Scope) -> Option<Resolved> {
    let (parts, second) = (&scope.found.parts, &scope.found.second);
    match scope.found.form {
        Form::Vague => None,
        Form::Date => date(parts, scope),
        Form::Borrowed => borrowed(parts, second, scope),
        Form::Range => range(parts, second, scope),
        Form::Choice => choice(parts, second, scope),
        Form::Decade => decade(parts, scope.today),
        Form::Century => century(parts),
        Form::Ago => from_today(parts, -1, scope),
        Form::Hence => from_today(parts, 1, scope),
        Form::Earlier => from_told(parts, -1, scope),
        Form::Later => from_told(parts, 1, scope),
        Form::Duration => length(shift::together(parts, second)),
        Form::Durations => {
            let unit = parts.unit.or(second.unit);
            let of = |side: &Parts| shift::duration(&Parts { unit, ..*side });
            length(Some(format!("[{},{}]", of(parts)?, of(second)?)))
        }
    }
}

fn length(value: Option<String>) -> Option<Resolved> {
    Some(Resolved {
        value: value?,
        utc: None,
        anchor: Anchor::None,
        period: None,
        says_year: false,
    })
}

pub(super) fn date(parts: &Parts, scope: Scope) -> Option<Resolved> {
    let dated = calendar::date(parts, scope);
    if dated.is_none() && parts.count.is_some() && parts.ordinal.is_some() {
        length(shift::duration(parts))
    } else if parts.hour.is_some() {
        clock::on_day(parts, dated, scope)
    } else {
        dated
    }
}

/// A decade told by its tens is the last that is over.
fn decade(parts: &Parts, today: Option<Date>) -> Option<Resolved> {
    let over = |year: &i32| today.is_some_and(|today| year + 10 <= i32::from(today.year()));
    let year = match parts.short_year {
        Some(short) => Some(short + 2000).filter(over).unwrap_or(short + 1900),
        None => parts.year?,
    };
    // "The 1800s" are a century; of the 2000s the decade is meant more often.
    if parts.hundred && year % 100 == 0 && year != 2000 {
        return century_from(parts, year);
    }
    let first = year.checked_sub(year.rem_euclid(10))?;
    let period = match parts.edge {
        None => Period::years(first, 10)?,
        Some(edge) => reckoned::part_of_years(first, 10, edge)?,
    };
    Some(Resolved::at(period, Anchor::None))
}

fn century(parts: &Parts) -> Option<Resolved> {
    if parts.unit.is_some_and(|unit| unit != Unit::Century) {
        return None;
    }
    let first = parts
        .ordinal
        .or(parts.count)?
        .checked_sub(1)?
        .checked_mul(100)?;
    if !(500..=2100).contains(&first) {
        return None;
    }
    century_from(parts, first)
}

fn century_from(parts: &Parts, first: i32) -> Option<Resolved> {
    let period = match parts.edge {
        None => Period::years(first, 100)?,
        Some(edge) => reckoned::part_of_years(first, 100, edge)?,
    };
    Some(Resolved::at(period, Anchor::None))
}

fn from_today(parts: &Parts, sign: i32, scope: Scope) -> Option<Resolved> {
    let today = scope.today?;
    if matches!(parts.unit?, Unit::Second | Unit::Minute | Unit::Hour) {
        return length(shift::duration(parts));
    }
    let period = if parts.deictic.is_some() {
        // "A year ago today".
        exactly(parts, sign, today)?
    } else {
        moved(parts, sign, today)?
    };
    let says_year = matches!(parts.unit, Some(Unit::Year | Unit::Decade | Unit::Century));
    Some(Resolved {
        says_year,
        ..Resolved::at(period, scope.anchor)
    })
}

fn from_told(parts: &Parts, sign: i32, scope: Scope) -> Option<Resolved> {
    let from = match parts.unit? {
        // A distance of hours is known where the day may not be.
        Unit::Second | Unit::Minute | Unit::Hour => return length(shift::duration(parts)),
        Unit::Day | Unit::Week | Unit::Fortnight => scope.told.day?,
        _ => scope.told.any.as_ref()?.first,
    };
    Some(Resolved::at(moved(parts, sign, from)?, Anchor::Previous))
}

/// The very day so many weeks, months or years away.
fn exactly(parts: &Parts, sign: i32, from: Date) -> Option<Period> {
    let count = parts.count.unwrap_or(1).checked_mul(sign)?;
    let day = match parts.unit? {
        Unit::Month => civil::add_months(from, count)?,
        Unit::Year => civil::add_months(from, count.checked_mul(12)?)?,
        Unit::Week => civil::add_days(from, count.checked_mul(7)?)?,
        _ => return moved(parts, sign, from),
    };
    Some(Period::day(day))
}

fn moved(parts: &Parts, sign: i32, from: Date) -> Option<Period> {
    if parts.halved {
        return (parts.unit == Some(Unit::Year))
            .then(|| shift::moved(from, 6 * sign, Unit::Month))?;
    }
    shift::moved(
        from,
        parts.count.unwrap_or(1).checked_mul(sign)?,
        parts.unit?,
    )
}
