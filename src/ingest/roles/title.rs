//! Which line is the title of a text, and what stands beside it.

use std::collections::BTreeSet;
use std::ops::Range;

use super::super::furniture::byline;
use super::super::lines::word_count;
use super::super::page::Page;
use super::super::repeats::SITE;
use super::super::reports::is_dateline;
use crate::text::fold;

/// The head of a text names it: of the lines before the first paragraph that could be its title,
/// the one that shares most words with what follows; the first of several alike.
pub fn choose_title(page: &Page, head: Range<usize>, first: usize) -> Option<usize> {
    const FOLLOWING: usize = 12;
    let until = page.lines.len().min(first + FOLLOWING);
    let following: BTreeSet<String> = (first..until)
        .filter(|line| page.lines[*line].words.len() < 20_000)
        .flat_map(|line| content_words(page.words(line)))
        .collect();
    let shared = |line: usize| {
        content_words(page.words(line))
            .filter(|w| following.contains(w))
            .count()
    };
    let is_candidate = |line: usize| {
        page.is_title_like(line)
            && page.repeats[line].is_none()
            && !page.is_timed(line)
            && !is_dateline(page, line)
            && byline(page.text, &page.lines[line], page.language).is_none()
    };
    let start = head.start;
    let candidates = head.filter(|line| is_candidate(*line));
    let mut title = candidates.max_by_key(|line| {
        let shared = shared(*line);
        // Where none shares any, a title has more words than a section or a site.
        let words = word_count(page.text, &page.lines[*line].words);
        (
            shared,
            if shared == 0 { words } else { 0 },
            std::cmp::Reverse(*line),
        )
    })?;
    // Right below a title that says as much as a sentence stands a standfirst.
    while title > start
        && page.lines[title].gap == 0
        && is_candidate(title - 1)
        && word_count(page.text, &page.lines[title - 1].words) >= 4
        && shared(title - 1) > 0
    {
        title -= 1;
    }
    Some(title)
}

/// A title that runs on the pages of a printed document is its title where it stands first.
pub fn running_title(page: &Page, mut head: Range<usize>) -> Option<usize> {
    let running = |line: &usize| page.recurs[*line] && page.is_titled(*line);
    head.rfind(running)
}

/// The site that a page's own title names behind the headline.
pub fn site(page: &Page, head: Range<usize>, title: usize) -> Option<String> {
    const WORDS: usize = 5;
    let mut whole = head.filter(|line| {
        page.repeats[*line].is_some_and(|r| r.of == title && !r.truncated)
            && page.words(*line).len() > page.words(title).len()
    });
    let words = page.words(whole.next()?);
    let named = SITE.iter().filter_map(|sign| words.rsplit_once(sign));
    let (_, site) = named.min_by_key(|(_, site)| site.len())?;
    let several = site.split_whitespace().count() <= WORDS;
    (several && site.starts_with(char::is_uppercase)).then(|| site.trim().to_owned())
}

/// Whether the next lines have a word of this one.
pub fn is_spoken_of(page: &Page, line: usize) -> bool {
    const FOLLOWING: usize = 30;
    const LONGEST: usize = 20_000;
    let own: BTreeSet<String> = content_words(page.words(line)).collect();
    let following = (line + 1..page.lines.len()).take(FOLLOWING);
    let mut prose = following.filter(|l| page.is_prose(*l) && page.lines[*l].words.len() < LONGEST);
    prose.any(|l| content_words(page.words(l)).any(|word| own.contains(&word)))
}

fn content_words(words: &str) -> impl Iterator<Item = String> {
    let folded = fold(words);
    let words: Vec<String> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| w.chars().count() > 3)
        .map(str::to_owned)
        .collect();
    words.into_iter()
}
