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

/// How far the ends of a sentence are looked for, in bytes.
const NEAR: usize = 2_000;
/// Of how many dates before it a title may speak, the nearest first.
const MOST: usize = 40;

/// The dates of a passage, and when it was published.
pub struct Times<'a> {
    words: &'a str,
    today: Option<(Date, Date)>,
    /// In their order.
    dated: Vec<(&'a Range<usize>, (Date, Date))>,
}

impl<'a> Times<'a> {
    /// The dates among these marks that are one time.
    pub fn of(words: &'a str, dates: &'a [Mark], published: Option<&str>) -> Self {
        let dated = dates.iter().filter_map(|mark| match &mark.body {
            MarkBody::Date { value, .. } => Some((&mark.span, time::days(value)?)),
            _ => None,
        });
        Self {
            words,
            today: published.and_then(time::days),
            dated: dated
                .filter(|(_, (first, last))| (*last - *first).get_days() <= STRETCH)
                .collect(),
        }
    }

    /// When a span speaks: at the date that opens its sentence; else, where its sentence or those before it hold
    /// dates, at one of them or on the day of publication; else on that day.
    pub fn when(&self, span: &Range<usize>) -> When {
        let words = self.words.as_bytes();
        let stops = |byte: &u8| matches!(byte, b'.' | b'!' | b'?' | b'\n');
        let from = span.start.saturating_sub(NEAR);
        let start = words[from..span.start]
            .iter()
            .rposition(stops)
            .map(|at| from + at + 1)
            .or((from == 0).then_some(0));
        let until = words.len().min(span.end + NEAR);
        let end = words[span.end..until]
            .iter()
            .position(stops)
            .map_or(until, |at| span.end + at);
        // What comes later in the passage does not tell when this happens.
        let dated = &self.dated[..self.dated.partition_point(|(at, _)| at.start < end)];
        if dated.is_empty() {
            return When::At(self.today);
        }
        let fronted = start.and_then(|start| {
            let first = dated.partition_point(|(at, _)| at.start < start);
            let mut front = dated[first..].iter();
            let (at, days) = front.next()?;
            (at.start <= start + FRONT && at.end <= span.start).then_some(*days)
        });
        if fronted.is_some() {
            return When::At(fronted);
        }
        let nearest = &dated[dated.len().saturating_sub(MOST)..];
        let mut all = vec![self.today];
        all.extend(nearest.iter().map(|(_, days)| Some(*days)));
        When::OneOf(all)
    }
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
        let dates = [mark];
        let times = Times::of(words, &dates, Some("2020-10-09"));
        let days = match times.when(&find(title)) {
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
    fn in_a_text_without_end_the_nearest_dates_count() {
        let words = "2031 mayor ".repeat(1_000);
        let date = |at: usize| {
            let body = MarkBody::Date {
                value: "2031".to_owned(),
                utc: None,
                anchor: Anchor::None,
            };
            Mark::program(at * 11..at * 11 + 4, body)
        };
        let dates: Vec<Mark> = (0..1_000).map(date).collect();
        let times = Times::of(&words, &dates, None);
        let When::OneOf(all) = times.when(&(8_805..8_810)) else {
            panic!("no date opens the sentence");
        };
        assert_eq!(all.len(), MOST + 1);
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
