//! What the words of one expression say, before anything is resolved.

/// What a captured word or number stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    /// Matched, but says nothing of the time.
    Nothing,
    Day,
    Month,
    Year,
    /// Two figures, as in 12/10/20 or the '90s.
    ShortYear,
    Weekday,
    Hour,
    Minute,
    /// Before or after noon: 0 or 12.
    Half,
    /// Minutes east of Greenwich.
    Zone,
    /// Morning, evening, night: recorded, for it tells a date from a bare weekday.
    Part,
    /// 21 to 24, as EDTF counts them.
    Season,
    /// Early 0, middle 1, late 2, the first half 3, the second 4.
    Edge,
    Count,
    Unit,
    /// Last -1, this 0, next 1; against the date told before: the same 2, the one before 3, the one after 4.
    Direction,
    /// An index of the language's deictic words.
    Deictic,
    Ordinal,
    /// Words such as "around": the value is approximate.
    About,
    /// "and a half".
    AndHalf,
    /// "Half an".
    Halved,
    /// The length of time is counted to the day of writing ("for 13 days now").
    Since,
    /// Digits after a decimal point.
    Decimal,
    /// What follows belongs to the second date of a range, a choice or a list.
    Split,
    /// Minutes after the hour ("half past"), or before it ("quarter to").
    Offset,
    /// An index of the language's feasts.
    Feast,
    /// A count and a half, in one word.
    HalfMore,
    /// A round hundred of years is a century ("the 1800s").
    Hundred,
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    /// Two weeks.
    Fortnight,
    Month,
    Quarter,
    /// Half a year.
    Half,
    Year,
    Decade,
    Century,
    /// As precise as the date it refers to ("at that time").
    Same,
    /// The stretch of time told before ("the same period").
    Period,
}

impl Unit {
    const ALL: [(&'static str, Self); 15] = [
        ("second", Self::Second),
        ("minute", Self::Minute),
        ("hour", Self::Hour),
        ("day", Self::Day),
        ("weekend", Self::Weekend),
        ("week", Self::Week),
        ("fortnight", Self::Fortnight),
        ("month", Self::Month),
        ("quarter", Self::Quarter),
        ("half", Self::Half),
        ("year", Self::Year),
        ("decade", Self::Decade),
        ("century", Self::Century),
        ("same", Self::Same),
        ("period", Self::Period),
    ];

    /// The unit that a key of a language file names, with the number it is captured as.
    pub(super) fn named(key: &str) -> Option<(i32, Self)> {
        Self::ALL
            .into_iter()
            .zip(0..)
            .find(|((name, _), _)| *name == key)
            .map(|((_, unit), n)| (n, unit))
    }

    fn captured(number: i32) -> Option<Self> {
        usize::try_from(number)
            .ok()
            .and_then(|n| Self::ALL.get(n))
            .map(|(_, unit)| *unit)
    }
}

/// What a form of a language file means; the names are those of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// Words that look like a time and say none.
    Vague,
    Date,
    /// A date whose missing part stands with the next date of the same list.
    Borrowed,
    Range,
    Choice,
    Decade,
    Century,
    /// So long before or after the report's date.
    Ago,
    Hence,
    /// So long before or after the date told before.
    Earlier,
    Later,
    Duration,
    /// "Four or five years".
    Durations,
}

impl Form {
    pub(super) fn named(key: &str) -> Option<Self> {
        Some(match key {
            "vague" => Self::Vague,
            "date" => Self::Date,
            "borrowed" => Self::Borrowed,
            "range" => Self::Range,
            "choice" => Self::Choice,
            "decade" => Self::Decade,
            "century" => Self::Century,
            "ago" => Self::Ago,
            "hence" => Self::Hence,
            "earlier" => Self::Earlier,
            "later" => Self::Later,
            "duration" => Self::Duration,
            "durations" => Self::Durations,
            _ => return None,
        })
    }
}

/// The captured words of an expression, or of one side of it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Parts {
    pub day: Option<i32>,
    pub month: Option<i32>,
    pub year: Option<i32>,
    pub short_year: Option<i32>,
    pub weekday: Option<i32>,
    pub hour: Option<i32>,
    pub minute: Option<i32>,
    pub half: Option<i32>,
    pub zone: Option<i32>,
    pub part: Option<i32>,
    pub season: Option<i32>,
    pub edge: Option<i32>,
    pub count: Option<i32>,
    pub unit: Option<Unit>,
    pub direction: Option<i32>,
    pub deictic: Option<i32>,
    pub ordinal: Option<i32>,
    pub about: bool,
    pub and_half: bool,
    pub since: bool,
    pub halved: bool,
    pub decimal: Option<i32>,
    pub offset: Option<i32>,
    pub feast: Option<i32>,
    pub hundred: bool,
}

impl Parts {
    fn take(&mut self, slot: Slot, value: i32) {
        let place = match slot {
            Slot::Day => &mut self.day,
            Slot::Month => &mut self.month,
            Slot::Year => &mut self.year,
            Slot::ShortYear => &mut self.short_year,
            Slot::Weekday => &mut self.weekday,
            Slot::Hour => &mut self.hour,
            Slot::Minute => &mut self.minute,
            Slot::Half => &mut self.half,
            Slot::Zone => &mut self.zone,
            Slot::Part => &mut self.part,
            Slot::Season => &mut self.season,
            Slot::Edge => &mut self.edge,
            Slot::Count => &mut self.count,
            Slot::Direction => &mut self.direction,
            Slot::Deictic => &mut self.deictic,
            Slot::Ordinal => &mut self.ordinal,
            Slot::Decimal => &mut self.decimal,
            Slot::Offset => &mut self.offset,
            Slot::Feast => &mut self.feast,
            Slot::Unit => {
                self.unit = self.unit.or(Unit::captured(value));
                return;
            }
            Slot::About => {
                self.about = true;
                return;
            }
            Slot::HalfMore => {
                self.and_half = true;
                &mut self.count
            }
            Slot::Hundred => {
                self.hundred = true;
                return;
            }
            Slot::AndHalf => {
                self.and_half = true;
                return;
            }
            Slot::Since => {
                self.since = true;
                return;
            }
            Slot::Halved => {
                self.halved = true;
                return;
            }
            Slot::Nothing | Slot::Split => return,
        };
        if place.is_none() {
            *place = Some(value);
        }
    }

    /// An ordinal beside a month is its day ("the first of May").
    fn settled(mut self) -> Self {
        if self.day.is_none() && self.month.is_some() && self.edge.is_none() {
            self.day = self.ordinal.filter(|n| (1..=31).contains(n));
        }
        if self.year.is_none() {
            self.year = self.short_year.map(century_of);
        }
        self
    }
}

/// The year that two figures mean: they are read as a year between 1950 and 2049.
fn century_of(short: i32) -> i32 {
    if short < 50 {
        short + 2000
    } else {
        short + 1900
    }
}

/// The two sides of what was captured; the second is empty unless the form has one.
pub(super) fn sides(captured: &[(Slot, i32)]) -> (Parts, Parts) {
    let (mut first, mut second) = (Parts::default(), Parts::default());
    let mut split = false;
    for &(slot, value) in captured {
        if slot == Slot::Split {
            split = true;
        } else if split {
            second.take(slot, value);
        } else {
            first.take(slot, value);
        }
    }
    (first.settled(), second.settled())
}
