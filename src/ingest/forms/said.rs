//! What a file says of itself, made sure of: dates as EDTF has them, names that are names.

use crate::lang;
use crate::text::collapse;
use crate::time::{self, stamp};

/// A date as EDTF has it: to the minute where that is more than a day's beginning.
pub fn date(words: &str) -> Option<String> {
    let words = words.trim();
    if words.len() > 80 {
        return None;
    }
    let Some(day) = words.get(..10).filter(|day| time::is_valid(day)) else {
        if time::is_valid(words) && words.starts_with(|c: char| c.is_ascii_digit()) {
            return Some(words.to_owned());
        }
        let found = lang::all()
            .iter()
            .filter_map(|l| stamp(words, &l.dates, None));
        return found.map(|s| s.value).find(|value| time::is_valid(value));
    };
    let clock = words[10..].strip_prefix(['T', 't', ' ']);
    let minute = clock.and_then(|clock| {
        let hour = clock.get(..5).filter(|hour| *hour != "00:00")?;
        let after = clock[5..].trim_start_matches(|c: char| c.is_ascii_digit() || ":.".contains(c));
        let zone = zone(after.trim())?;
        let minute = format!("{day}T{hour}{zone}");
        time::is_valid(&minute).then_some(minute)
    });
    Some(minute.unwrap_or_else(|| day.to_owned()))
}

/// `Z` or `+01:00`; nothing for nothing.
fn zone(words: &str) -> Option<String> {
    let Some(digits) = words.strip_prefix(['+', '-']) else {
        return match words {
            "" => Some(String::new()),
            "Z" | "z" | "UTC" => Some("Z".to_owned()),
            _ => None,
        };
    };
    let digits: String = digits.chars().filter(char::is_ascii_digit).collect();
    match digits.as_str() {
        "0000" => Some("Z".to_owned()),
        _ if digits.len() == 4 => Some(format!("{}{}:{}", &words[..1], &digits[..2], &digits[2..])),
        _ => None,
    }
}

/// Words on one line; None where there are none, or too many for a name or a title.
pub fn name(words: &str) -> Option<String> {
    const LONGEST: usize = 400;
    let words = collapse(&super::clean(words));
    (!words.is_empty() && words.chars().count() <= LONGEST).then_some(words)
}

/// An address of the web.
pub fn address(words: &str) -> Option<String> {
    let words = words.trim();
    let lower = words.get(..8).unwrap_or(words).to_ascii_lowercase();
    let of_web = lower.starts_with("http://") || lower.starts_with("https://");
    (of_web && !words.contains(char::is_whitespace)).then(|| words.to_owned())
}

/// A language by its code (BCP 47).
pub fn language(words: &str) -> Option<String> {
    let code = words.trim().replace('_', "-");
    let mut parts = code.split('-');
    let first = parts.next().unwrap_or_default();
    let plain = |part: &str| part.len() <= 8 && part.bytes().all(|b| b.is_ascii_alphanumeric());
    let named = (2..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_lowercase());
    (named && parts.all(|part| !part.is_empty() && plain(part))).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &str, expected: Option<&str>) {
        assert_eq!(date(words).as_deref(), expected, "{words}");
    }

    #[test]
    fn dates_are_read_to_the_minute() {
        check("2031-03-04", Some("2031-03-04"));
        check("2031-03-04T18:30:12+01:00", Some("2031-03-04T18:30+01:00"));
        check("2031-03-04 18:30:00 +0100", Some("2031-03-04T18:30+01:00"));
        check("2031-03-04T18:30:00.5Z", Some("2031-03-04T18:30Z"));
        check("2031-03-04T00:00:00Z", Some("2031-03-04"));
        check("2031-03", Some("2031-03"));
        check("March 4, 2031", Some("2031-03-04"));
        check("soon", None);
        check("2031-03-04 at noon", Some("2031-03-04"));
    }
}
