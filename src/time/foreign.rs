//! Timestamps in the language of a page's builders, which need not be that of its text.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use super::stamp::Stamp;
use crate::text::fold;

/// Beginnings of the names of months, by language.
static MONTHS: LazyLock<BTreeMap<String, Vec<String>>> = LazyLock::new(|| {
    toml::from_str(include_str!("months.toml")).expect("the file is part of the program")
});
static SHAPE: LazyLock<Regex> = LazyLock::new(|| {
    let day =
        r"\b(\d{1,2})(?:\.|º|-?го)?\s+(?:de\s+)?(\p{L}{3,12})\.?,?\s+(?:de\s+|del\s+)?(\d{4})\b";
    let time = r"(?:[^\p{L}\d]{1,4}(?:\p{L}{1,3}\s)?(\d{1,2})\s?[:.h]\s?(\d{2})\b)?";
    Regex::new(&format!("{day}{time}")).expect("a fixed pattern")
});

/// The first full date of a line whose month some language knows, with the time behind it.
pub fn stamp(line: &str) -> Option<Stamp> {
    let found = SHAPE.captures(line)?;
    let number = |group: usize| found.get(group)?.as_str().parse::<u32>().ok();
    let month = month(&fold(&found[2]))?;
    let (day, year) = (number(1)?, number(3)?);
    let day = jiff::civil::Date::new(
        i16::try_from(year).ok()?,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
    );
    let mut value = day.ok()?.to_string();
    let mut span = found.get(0)?.range();
    match (number(4), number(5)) {
        (Some(hour @ 0..=23), Some(minute @ 0..=59)) => {
            value.push_str(&format!("T{hour:02}:{minute:02}"));
        }
        (Some(_), _) => span.end = found.get(3)?.end(),
        _ => {}
    }
    Some(Stamp { span, value })
}

/// The number of a month that every language which knows the word gives alike.
fn month(word: &str) -> Option<usize> {
    let mut found = None;
    for names in MONTHS.values() {
        let own = names
            .iter()
            .enumerate()
            .filter(|(_, name)| word.starts_with(name.as_str()));
        let longest = own
            .max_by_key(|(_, name)| name.len())
            .map(|(place, _)| place + 1);
        if longest.is_some() && found.is_some() && longest != found {
            return None;
        }
        found = longest.or(found);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_of_many_languages_are_known() {
        let value = |line: &str| stamp(line).map(|found| found.value);
        assert_eq!(
            value("17 okt. 2031, 20.57"),
            Some("2031-10-17T20:57".to_owned())
        );
        assert_eq!(
            value("18 октября 2031, 07:12"),
            Some("2031-10-18T07:12".to_owned())
        );
        assert_eq!(
            value("3. März 2031 um 9:15"),
            Some("2031-03-03T09:15".to_owned())
        );
        assert_eq!(value("5 de mayo de 2031"), Some("2031-05-05".to_owned()));
        assert_eq!(
            value("12 Ekim 2031 10:02"),
            Some("2031-10-12T10:02".to_owned())
        );
        assert_eq!(value("12 boats 2031"), None);
        assert_eq!(value("31 lis 2031"), None, "two languages disagree");
    }
}
