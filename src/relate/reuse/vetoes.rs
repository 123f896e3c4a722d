//! What makes two passages that are alike tell of different things: other days, people, numbers.

use std::ops::Range;

use super::reading::{Days, Figure, Reading};
use super::runs::{self, Run};
use crate::model::{Mark, MarkBody};

/// A date of more days than these is a period, which says little of when something was told.
const DAY_LIKE: i32 = 3;
/// What was told again within so many days may be one piece of news.
const NEWS: i32 = 3;

/// Whether what differs between two passages, few words for few others, is a day, a participant or
/// a number; or whether the same words mean another day in each, such as `mardi`.
///
/// Another number is no veto where two reports tell the same news: then it is a correction.
pub fn vetoed(a: &Reading, b: &Reading, runs: &[Run]) -> bool {
    let corrects = a.at.0 != b.at.0 && same_news(a, b, runs);
    let meant = runs.iter().any(|run| other_day_in(a, b, run));
    let differ = |change: &runs::Change| {
        let (in_a, in_b) = (&change.a, &change.b);
        days_part(&days(a, in_a), &days(b, in_b))
            || !corrects && numbers_part(a, in_a, b, in_b)
            || names_part(a, in_a, b, in_b)
    };
    let changes = runs::changes(runs, (a.ids.len(), b.ids.len()));
    meant || changes.iter().any(differ)
}

/// Whether the same words name the same day in both.
fn same_day(a: &Reading, b: &Reading, runs: &[Run]) -> bool {
    runs.iter().any(|run| {
        let (here, there) = (days(a, &run.in_a()), days(b, &run.in_b()));
        here.iter().any(|day| there.contains(day))
    })
}

/// Whether two reports were published on one day, or shortly after each other and name the same one.
///
/// A day alone that both name proves nothing: a toll is counted from it for weeks.
fn same_news(a: &Reading, b: &Reading, runs: &[Run]) -> bool {
    let before = || match (a.context.before, b.context.before) {
        (Some(a), Some(b)) => is_day(&a) && is_day(&b) && gap(a, b) == 0,
        _ => false,
    };
    match (a.context.published, b.context.published) {
        (Some(here), Some(there)) => {
            let apart = gap(here, there);
            is_day(&here) && is_day(&there) && apart == 0 || apart <= NEWS && same_day(a, b, runs)
        }
        _ => same_day(a, b, runs) || before(),
    }
}

/// Days from the end of one stretch to the beginning of the other; 0 where they touch.
fn gap(a: Days, b: Days) -> i32 {
    let (first, last) = if a <= b { (a, b) } else { (b, a) };
    let gap = first.1.until(last.0).map_or(0, |span| span.get_days());
    gap.max(0)
}

/// Whether two passages both tell of days, and share none of them.
pub fn other_days(a: &Reading, b: &Reading) -> bool {
    days_part(&days(a, &(0..a.ids.len())), &days(b, &(0..b.ids.len())))
}

/// Whether two passages that name no day stand where different days are told.
pub fn other_context(a: &Reading, b: &Reading) -> bool {
    let apart = |a: Option<Days>, b: Option<Days>| Some(gap(a?, b?) > NEWS);
    let published = apart(a.context.published, b.context.published);
    let known = published.or_else(|| apart(a.context.before, b.context.before));
    a.dates.is_empty() && b.dates.is_empty() && known == Some(true)
}

fn days(reading: &Reading, words: &Range<usize>) -> Vec<Days> {
    let here = reading.dates.iter().filter(|(at, _)| touch(at, words));
    here.map(|(_, days)| *days).filter(is_day).collect()
}

fn is_day(days: &Days) -> bool {
    days.0.until(days.1).is_ok_and(|d| d.get_days() < DAY_LIKE)
}

fn days_part(a: &[Days], b: &[Days]) -> bool {
    let meet = |a: &Days, b: &Days| a.0 <= b.1 && b.0 <= a.1;
    !a.is_empty() && !b.is_empty() && !a.iter().any(|x| b.iter().any(|y| meet(x, y)))
}

/// Whether one of the same words means one day here and another there.
fn other_day_in(a: &Reading, b: &Reading, run: &Run) -> bool {
    (0..run.words).any(|word| {
        let (in_a, in_b) = (run.a + word, run.b + word);
        days_part(&days(a, &(in_a..in_a + 1)), &days(b, &(in_b..in_b + 1)))
    })
}

fn touch(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

fn numbers_part(a: &Reading, in_a: &Range<usize>, b: &Reading, in_b: &Range<usize>) -> bool {
    let written = |reading: &Reading, words: &Range<usize>| -> Vec<u32> {
        let numbers = words.clone().filter(|&word| reading.words[word].number);
        numbers.map(|word| reading.ids[word]).collect()
    };
    let (here, there) = (written(a, in_a), written(b, in_b));
    if !here.is_empty() && !there.is_empty() && here != there {
        return true;
    }
    let (here, there) = (figures(a, in_a), figures(b, in_b));
    let same_count = |x: &Figure| there.iter().filter(|y| x.0 == y.0).collect::<Vec<_>>();
    here.iter().any(|x| {
        let others = same_count(x);
        !others.is_empty() && others.iter().all(|y| (x.1, x.2) != (y.1, y.2))
    })
}

fn figures<'a>(reading: &Reading<'a>, words: &Range<usize>) -> Vec<Figure<'a>> {
    let here = reading.figures.iter().filter(|(at, _)| touch(at, words));
    here.map(|(_, figure)| *figure).collect()
}

/// Whether the words name somebody here and somebody else there. A capital that stands for its
/// government is as good as the country; another spelling is no other name.
fn names_part(a: &Reading, in_a: &Range<usize>, b: &Reading, in_b: &Range<usize>) -> bool {
    let (here, there) = (named(a, in_a), named(b, in_b));
    if !here.is_empty() && !there.is_empty() {
        return !here.iter().any(|x| there.contains(x));
    }
    if !here.is_empty() || !there.is_empty() {
        return false;
    }
    let (here, there) = (unlisted(a, in_a), unlisted(b, in_b));
    let alike = |x: &str, y: &str| similar::TextDiff::from_chars(x, y).ratio() > 0.5;
    !here.is_empty() && !there.is_empty() && !here.iter().any(|x| there.iter().any(|y| alike(x, y)))
}

fn named<'a>(reading: &Reading<'a>, words: &Range<usize>) -> Vec<&'a str> {
    let here = reading.mentions.iter().filter(|(at, _)| touch(at, words));
    here.filter_map(|(_, mark)| acting(mark)).collect()
}

fn acting(mark: &Mark) -> Option<&str> {
    match &mark.body {
        MarkBody::Mention { entity, metonym } if !metonym => Some(entity.as_str()),
        _ => None,
    }
}

/// Words with a capital that the authority does not know.
fn unlisted(reading: &Reading, words: &Range<usize>) -> Vec<String> {
    let names = words.clone().filter(|&word| reading.words[word].name);
    let spans = crate::text::words(&reading.passage.words);
    names
        .filter_map(|word| spans.get(word))
        .map(|word| crate::text::fold(&reading.passage.words[word.span.clone()]))
        .collect()
}
