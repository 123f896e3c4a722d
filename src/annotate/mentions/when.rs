use std::ops::Range;

use jiff::civil::Date;

use crate::model::{Mark, MarkBody};
use crate::time;

/// The days that a span of a passage speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// In these days, first and last.
    At(Option<(Date, Date)>),
    /// In one of these: a passage that tells of other times too.
    OneOf(Vec<Option<(Date, Date)>>),
}

/// How near to the beginning of its sentence a date stands that the sentence is about, in bytes.
const FRONT: usize = 12;
/// The longest stretch of time that counts as one time, in days.
const STRETCH: i32 = 400;

/// When a span speaks: at the date that opens its sentence; else, where its sentence or those before it hold dates,
/// at one of them or on the day of publication; else on that day.
pub fn when(words: &str, span: &Range<usize>, dates: &[Mark], published: Option<&str>) -> When {
    let today = published.and_then(time::days);
    let dated: Vec<(&Range<usize>, (Date, Date))> = dates
        .iter()
        .filter_map(|mark| match &mark.body {
            MarkBody::Date { value, .. } => Some((&mark.span, time::days(value)?)),
            _ => None,
        })
        .filter(|(_, (first, last))| (*last - *first).get_days() <= STRETCH)
        .collect();
    let start = words[..span.start]
        .rfind(['.', '!', '?', '\n'])
        .map_or(0, |at| at + 1);
    let end = words[span.end..]
        .find(['.', '!', '?', '\n'])
        .map_or(words.len(), |at| span.end + at);
    // What comes later in the passage does not tell when this happens.
    let dated: Vec<_> = dated.into_iter().filter(|(at, _)| at.start < end).collect();
    if dated.is_empty() {
        return When::At(today);
    }
    let fronted = dated
        .iter()
        .find(|(at, _)| at.start >= start && at.start <= start + FRONT && at.end <= span.start);
    if let Some((_, days)) = fronted {
        return When::At(Some(*days));
    }
    let mut all = vec![today];
    all.extend(dated.into_iter().map(|(_, days)| Some(days)));
    When::OneOf(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Anchor, MarkBody};

    fn check(words: &str, date: (&str, &str), title: &str, expected: &[&str]) {
        let find = |part: &str| {
            let at = words.find(part).unwrap();
            at..at + part.len()
        };
        let body = MarkBody::Date {
            value: date.1.to_owned(),
            utc: None,
            anchor: Anchor::None,
        };
        let mark = Mark::program(find(date.0), body);
        let found = when(words, &find(title), &[mark], Some("2020-10-09"));
        let days = match found {
            When::At(days) => vec![days],
            When::OneOf(all) => all,
        };
        let first: Vec<String> = days.iter().flatten().map(|d| d.0.to_string()).collect();
        assert_eq!(first, expected);
    }

    #[test]
    fn a_later_sentence_says_nothing() {
        check(
            "Le maire rit. En 1995, il pleurait.",
            ("1995", "1995"),
            "Le maire",
            &["2020-10-09"],
        );
    }

    #[test]
    fn a_date_that_opens_the_sentence_is_when_it_speaks() {
        check(
            "En 1995, le maire a menti.",
            ("1995", "1995"),
            "le maire",
            &["1995-01-01"],
        );
        check(
            "Le maire renie l'accord de 1995.",
            ("1995", "1995"),
            "Le maire",
            &["2020-10-09", "1995-01-01"],
        );
    }
}
