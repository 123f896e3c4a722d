//! Dates and times (EDTF, ISO 8601-2) as readers of one language say them, and as HTML allows them.

use super::words::Words;

/// One EDTF value, as far as its wording needs it.
#[derive(Clone, Debug, Default, PartialEq)]
struct Moment {
    /// Four characters; unspecified digits are `X`.
    year: String,
    /// 1 to 12 for months, 21 to 41 for seasons and parts of years.
    month: Option<usize>,
    day: Option<u32>,
    /// Hours, minutes, and what follows them: a zone.
    time: Option<(u32, u32, String)>,
    approximate: bool,
    uncertain: bool,
}

/// An EDTF value in words: `9 – 10 octobre 2020`; the value itself where it says more than this knows.
pub fn say(words: &Words, value: &str) -> String {
    say_value(words, value, true).unwrap_or_else(|| value.to_owned())
}

/// The same with short names of months: `10 oct. 2020`.
pub fn say_short(words: &Words, value: &str) -> String {
    say_value(words, value, false).unwrap_or_else(|| value.to_owned())
}

/// The hour of a value alone, where it has one: `14 h 05`, `midi`.
pub fn say_hour(words: &Words, value: &str) -> Option<String> {
    let moment = parse(value)?;
    let (hours, minutes, _) = moment.time?;
    let named = match (hours, minutes) {
        (0, 0) => words.find("date.midnight"),
        (12, 0) => words.find("date.noon"),
        _ => None,
    };
    Some(named.map_or_else(|| hour(words, hours, minutes), str::to_owned))
}

fn hour(words: &Words, hours: u32, minutes: u32) -> String {
    let (h, m) = (hours.to_string(), format!("{minutes:02}"));
    let hh = format!("{hours:02}");
    let key = if minutes == 0 {
        "date.hour"
    } else {
        "date.time"
    };
    words.fill(key, &[("h", &h), ("hh", &hh), ("m", &m)])
}

fn say_value(words: &Words, value: &str, long: bool) -> Option<String> {
    if value.starts_with('P') {
        return say_duration(words, value);
    }
    if let Some(inner) = value
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
    {
        return say_choice(words, inner, long);
    }
    match value.split_once('/') {
        Some((from, to)) => say_interval(words, from, to, long),
        None => Some(say_moment(words, &parse(value)?, long)),
    }
}

/// One of two, or one of all from the first to the last.
fn say_choice(words: &Words, inner: &str, long: bool) -> Option<String> {
    let (key, (a, b)) = match inner.split_once("..") {
        Some(ends) => ("date.one_of", ends),
        None => ("date.either", inner.split_once(',')?),
    };
    let (a, b) = (say_value(words, a, long)?, say_value(words, b, long)?);
    Some(words.fill(key, &[("a", &a), ("b", &b)]))
}

fn say_interval(words: &Words, from: &str, to: &str, long: bool) -> Option<String> {
    let open = |end: &str| matches!(end, "" | "..");
    if open(from) && open(to) {
        return None;
    }
    if open(from) {
        let to = say_moment(words, &parse(to)?, long);
        return Some(words.fill("date.until", &[("date", &to)]));
    }
    if open(to) {
        let from = say_moment(words, &parse(from)?, long);
        return Some(words.fill("date.since", &[("date", &from)]));
    }
    let (a, b) = (parse(from)?, parse(to)?);
    if a == b {
        return Some(say_moment(words, &a, long));
    }
    let plain = |m: &Moment| !m.approximate && !m.uncertain && m.time.is_none() && m.day.is_some();
    if a.year == b.year && plain(&a) && plain(&b) {
        let key = if a.month == b.month {
            "date.days"
        } else {
            "date.days_of_months"
        };
        return Some(words.fill(
            key,
            &[
                ("a", &day_number(words, a.day?)),
                ("month_a", month_name(words, a.month?, long)?),
                ("b", &day_number(words, b.day?)),
                ("month_b", month_name(words, b.month?, long)?),
                ("year", &b.year),
            ],
        ));
    }
    let (a, b) = (say_moment(words, &a, long), say_moment(words, &b, long));
    Some(words.fill("date.interval", &[("a", &a), ("b", &b)]))
}

fn say_moment(words: &Words, moment: &Moment, long: bool) -> String {
    let year = match moment.year.strip_suffix('X') {
        Some(decade) if !decade.contains('X') => {
            words.fill("date.decade", &[("year", &format!("{decade}0"))])
        }
        _ => moment.year.clone(),
    };
    let name = moment.month.and_then(|m| month_name(words, m, long));
    let mut said = match (name, moment.day) {
        (Some(month), Some(day)) => words.fill(
            "date.day",
            &[
                ("day", &day_number(words, day)),
                ("month", month),
                ("year", &year),
            ],
        ),
        (Some(month), None) => words.fill("date.month", &[("month", month), ("year", &year)]),
        (None, _) => year,
    };
    if let Some((hours, minutes, zone)) = &moment.time {
        let time = hour(words, *hours, *minutes);
        said = words.fill("date.with_time", &[("date", &said), ("time", &time)]);
        if !zone.is_empty() {
            said = words.fill(
                "date.with_zone",
                &[("date", &said), ("zone", &zone_name(zone))],
            );
        }
    }
    if moment.approximate {
        said = words.fill("date.about", &[("date", &said)]);
    }
    if moment.uncertain {
        said = words.fill("date.uncertain", &[("date", &said)]);
    }
    said
}

/// A zone as people write it: `UTC`, `UTC+3`, `UTC−3:30`.
fn zone_name(zone: &str) -> String {
    let (sign, rest) = match zone.split_at_checked(1) {
        Some(("+", rest)) => ("+", rest),
        Some(("-", rest)) => ("−", rest),
        _ => return "UTC".to_owned(),
    };
    let rest = rest.trim_start_matches('0').trim_end_matches(":00");
    match rest {
        "" | ":" => "UTC".to_owned(),
        rest => format!("UTC{sign}{rest}"),
    }
}

fn day_number(words: &Words, day: u32) -> String {
    match words.find("date.first_day") {
        Some(first) if day == 1 => first.to_owned(),
        _ => day.to_string(),
    }
}

fn month_name(words: &Words, month: usize, long: bool) -> Option<&str> {
    let list = match month {
        1..=12 if long => words.list("date.months"),
        1..=12 => words.list("date.months_short"),
        21..=24 => {
            return words
                .list("date.seasons")
                .get(month - 21)
                .map(String::as_str);
        }
        33..=36 => {
            return words
                .list("date.quarters")
                .get(month - 33)
                .map(String::as_str);
        }
        40..=41 => {
            return words
                .list("date.halves")
                .get(month - 40)
                .map(String::as_str);
        }
        _ => return None,
    };
    list.get(month - 1).map(String::as_str)
}

/// An ISO 8601 duration in words: `PT10H`, `P30Y`.
fn say_duration(words: &Words, value: &str) -> Option<String> {
    let mut parts = Vec::new();
    let mut number = String::new();
    let mut in_time = false;
    for c in value[1..].chars() {
        match c {
            'T' => in_time = true,
            '0'..='9' => number.push(c),
            _ => {
                let unit = match (c, in_time) {
                    ('Y', false) => "date.years",
                    ('M', false) => "date.months_long",
                    ('W', false) => "date.weeks",
                    ('D', false) => "date.day_count",
                    ('H', true) => "date.hours",
                    ('M', true) => "date.minutes",
                    ('S', true) => "date.seconds",
                    _ => return None,
                };
                parts.push(words.count(unit, number.parse().ok()?));
                number.clear();
            }
        }
    }
    (!parts.is_empty() && number.is_empty()).then(|| parts.join(" "))
}

fn parse(value: &str) -> Option<Moment> {
    let mut moment = Moment::default();
    let bare = value.trim_end_matches(['?', '~', '%']);
    for sign in value[bare.len()..].chars() {
        moment.approximate |= sign != '?';
        moment.uncertain |= sign != '~';
    }
    let (date, time) = match bare.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (bare, None),
    };
    // Qualified parts (`2020-~10`) are worded as a whole.
    moment.approximate |= date.contains(['~', '%']);
    moment.uncertain |= date.contains(['?', '%']);
    let date = date.replace(['~', '?', '%'], "");
    let mut parts = date.split('-');
    moment.year = parts.next()?.to_owned();
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit() || c == 'X');
    if moment.year.len() != 4 || !digits(&moment.year) {
        return None;
    }
    for (place, part) in parts.enumerate() {
        if part.len() != 2 || !digits(part) || place > 1 {
            return None;
        }
        if part.contains('X') {
            continue;
        }
        let number: usize = part.parse().ok()?;
        match place {
            0 if matches!(number, 1..=12 | 21..=24 | 33..=36 | 40..=41) => {
                moment.month = Some(number);
            }
            1 if (1..=31).contains(&number) => moment.day = u32::try_from(number).ok(),
            _ => return None,
        }
    }
    if let Some(time) = time {
        let hours = time.get(..2)?.parse().ok()?;
        let minutes = match time.get(2..5) {
            Some(rest) if rest.starts_with(':') => rest[1..].parse().ok()?,
            _ => 0,
        };
        let zone = time
            .find(['Z', '+', '-'])
            .map_or("", |at| time.get(at..).unwrap_or_default());
        moment.time = Some((hours, minutes, zone.to_owned()));
    }
    Some(moment)
}

/// The value as HTML's `datetime` attribute allows it; None for what only EDTF can say.
pub fn html_datetime(value: &str) -> Option<&str> {
    let shape: String = value
        .chars()
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect();
    let date = match shape.get(..10) {
        Some(day) => day == "0000-00-00",
        None => false,
    };
    let allowed = match shape.as_str() {
        "0000" | "0000-00" => true,
        _ if date => matches!(
            &shape[10..],
            "" | "T00:00"
                | "T00:00:00"
                | "T00:00Z"
                | "T00:00:00Z"
                | "T00:00+00:00"
                | "T00:00-00:00"
                | "T00:00:00+00:00"
                | "T00:00:00-00:00"
        ),
        _ => false,
    };
    let month = value.get(5..7).is_none_or(|m| ("01"..="12").contains(&m));
    let day = value.get(8..10).is_none_or(|d| ("01"..="31").contains(&d));
    let year = value.get(..4).is_some_and(|y| y != "0000");
    (allowed && month && day && year).then_some(value)
}

/// Year and month of the first moment of a value, for putting it on an axis.
pub fn year_month(value: &str) -> Option<(String, Option<usize>)> {
    let first = value.split('/').find(|end| !matches!(*end, "" | ".."))?;
    let moment = parse(first)?;
    Some((moment.year, moment.month.filter(|m| *m <= 12)))
}

/// The day of the month of the first moment of a value, where it is known.
pub fn day(value: &str) -> Option<usize> {
    let first = value.split('/').find(|end| !matches!(*end, "" | ".."))?;
    let day = usize::try_from(parse(first)?.day?).ok()?;
    (1..=31).contains(&day).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::theme::Theme;
    use std::collections::BTreeMap;

    #[track_caller]
    fn check(language: &str, value: &str, expected: &str) {
        let theme = Theme::load("default", BTreeMap::new(), &[language.to_owned()]);
        assert_eq!(
            say(&theme.value[0].words, value).replace('\u{a0}', " "),
            expected
        );
    }

    #[test]
    fn dates_are_worded_in_both_languages() {
        check("fr", "2031-03-01", "1er mars 2031");
        check("en", "2031-03-01", "1 March 2031");
        check("fr", "2031-03-09/2031-03-10", "9 – 10 mars 2031");
        check("fr", "2031-03-09/2031-04-02", "9 mars – 2 avril 2031");
        check("en", "2031-03", "March 2031");
        check("fr", "203X", "années 2030");
        check("fr", "2031-03~", "mars 2031 environ");
        check("fr", "2031-03-09T14:05", "9 mars 2031, 14 h 05");
        check("en", "2031-03-09T14:05Z", "9 March 2031, 14:05 (UTC)");
        check(
            "en",
            "2031-03-09T14:05+03:00",
            "9 March 2031, 14:05 (UTC+3)",
        );
        check("fr", "../2031", "2031 et avant");
        check("fr", "2031-03-09/..", "9 mars 2031 et après");
        check("fr", "P30Y", "30 ans");
        check(
            "fr",
            "[2031-03-01,2031-03-09]",
            "1er mars 2031 ou 9 mars 2031",
        );
        check("en", "[P4Y,P5Y]", "4 years or 5 years");
        check(
            "en",
            "[2031-03..2031-05]",
            "some time from March 2031 to May 2031",
        );
        check("en", "PT1H", "1 hour");
        check("en", "what?", "what?");
    }

    #[test]
    fn only_what_html_allows_is_a_datetime() {
        for value in [
            "2031",
            "2031-03",
            "2031-03-09",
            "2031-03-09T14:05",
            "2031-03-09T14:05Z",
        ] {
            assert_eq!(html_datetime(value), Some(value));
        }
        for value in [
            "2031-03-09/2031-03-10",
            "203X",
            "2031-21",
            "2031-03~",
            "P30Y",
            "é031-03-09",
        ] {
            assert_eq!(html_datetime(value), None, "{value}");
        }
    }
}
