//! Readers' comments, by the elements that hold them.

use std::ops::Range;

use super::metadata::date;
use super::tree::{Block, Tree};
use crate::ingest::comments::counts;
use crate::ingest::furniture::starts_with_words;
use crate::lang;
use crate::model::{Comment, Reason};
use crate::text::{collapse, fold, skeleton, trim_span};
use crate::time::stamp;

/// Which elements hold comments.
#[derive(Debug, Default)]
pub struct Threads {
    /// Whether a comment stands in an element, or is it.
    pub holds: Vec<bool>,
    /// The comment's element that each element stands in.
    owner: Vec<Option<usize>>,
    items: Vec<usize>,
}

/// A comment of a page.
#[derive(Clone, Debug)]
pub struct Found {
    /// Blocks of its words, one run after another.
    pub words: Vec<Range<usize>>,
    /// `reply_to` is a place among the comments of the page.
    pub comment: Comment,
}

/// Finds the elements of comments. One that only wraps another is the same comment.
pub fn threads(page: &Tree) -> Threads {
    let count = page.elements.len();
    let mut first: Vec<Option<usize>> = vec![None; count];
    for (place, block) in page.blocks.iter().enumerate() {
        let mut at = block.element;
        while first[at].is_none() {
            first[at] = Some(place);
            at = page.elements[at].parent;
        }
    }
    let mut threads = Threads {
        holds: vec![false; count],
        owner: vec![None; count],
        items: Vec::new(),
    };
    let mut timed: Vec<bool> = page.elements.iter().map(|e| e.datetime.is_some()).collect();
    for place in (1..count).rev() {
        if timed[place] {
            timed[page.elements[place].parent] = true;
        }
    }
    let mut named = vec![false; count];
    for (place, element) in page.elements.iter().enumerate() {
        named[place] =
            element.names.reason == Some(Reason::CommentMeta) || place > 0 && named[element.parent];
        // In an element of comments, an item with a time is one of them.
        let listed = named[place] && timed[place] && &*element.name == "li";
        let above = if place > 0 {
            threads.owner[element.parent]
        } else {
            None
        };
        let wrapped = above.is_some_and(|above| first[above] == first[place]);
        let is_one = (element.comment || listed) && first[place].is_some() && !wrapped;
        threads.owner[place] = if is_one { Some(place) } else { above };
        if is_one {
            threads.items.push(place);
        }
        threads.holds[place] = is_one;
    }
    for place in (1..count).rev() {
        if threads.holds[place] {
            threads.holds[page.elements[place].parent] = true;
        }
    }
    threads
}

/// What a comment's element says beside its words.
#[derive(Default)]
struct Head {
    author: Option<String>,
    posted: Option<String>,
    score: Option<i64>,
}

/// Reads the comments: those with words, and with a name or a time.
pub fn comments(page: &Tree, threads: &Threads) -> Vec<Found> {
    let mut blocks_of: Vec<Vec<usize>> = vec![Vec::new(); page.elements.len()];
    for (place, block) in page.blocks.iter().enumerate() {
        if let Some(owner) = threads.owner[block.element] {
            blocks_of[owner].push(place);
        }
    }
    let times = times(page, threads);
    let mut found: Vec<Found> = Vec::new();
    let mut place_of: Vec<Option<usize>> = vec![None; page.elements.len()];
    let mut seen: Vec<String> = Vec::new();
    for item in &threads.items {
        let mut head = Head {
            posted: times[*item].clone(),
            ..Head::default()
        };
        let mut words: Vec<Range<usize>> = Vec::new();
        let mut answered = None;
        let head_end = head_end(page, &blocks_of[*item]);
        for (nth, place) in blocks_of[*item].iter().enumerate() {
            let block = &page.blocks[*place];
            let at = if nth < head_end {
                At::Head
            } else if words.is_empty() {
                At::BeforeWords
            } else {
                At::Below
            };
            if is_head(page, block, at, &mut head) {
                continue;
            }
            if let Some(quoted) = quoted(page, block, &seen) {
                answered = answered.or(Some(quoted));
                continue;
            }
            match words.last_mut() {
                Some(run) if run.end == *place => run.end += 1,
                _ => words.push(*place..place + 1),
            }
        }
        let named = head.author.is_some() || head.posted.is_some();
        if words.is_empty() || !named {
            continue;
        }
        let parent = page.elements[*item].parent;
        let above = threads.owner[parent].and_then(|above| place_of[above]);
        place_of[*item] = Some(found.len());
        seen.push(words.iter().map(|run| said(page, run)).collect());
        found.push(Found {
            comment: Comment {
                author: head.author,
                posted: head.posted,
                score: head.score,
                depth: above.map_or(0, |a| found[a].comment.depth + 1),
                reply_to: above.or(answered),
            },
            words,
        });
    }
    found
}

/// The first `<time>` of each comment.
fn times(page: &Tree, threads: &Threads) -> Vec<Option<String>> {
    let mut times: Vec<Option<String>> = vec![None; page.elements.len()];
    for (place, element) in page.elements.iter().enumerate() {
        if let (Some(owner), Some(value)) = (threads.owner[place], &element.datetime)
            && times[owner].is_none()
        {
            times[owner] = date(value);
        }
    }
    times
}

fn said(page: &Tree, run: &Range<usize>) -> String {
    const LONGEST: usize = 2_000;
    let mut said = String::new();
    for block in &page.blocks[run.clone()] {
        said.push_str(&skeleton(&page.text[block.span.clone()]));
        if said.len() > LONGEST {
            break;
        }
    }
    said
}

/// Which of the comments just before a quotation repeats.
fn quoted(page: &Tree, block: &Block, seen: &[String]) -> Option<usize> {
    const NEAR: usize = 50;
    const UP: usize = 4;
    const FEWEST: usize = 12;
    let mut at = block.element;
    let mut quotes = false;
    for _ in 0..UP {
        let element = &page.elements[at];
        quotes |= &*element.name == "blockquote" || element.names.quotation;
        at = element.parent;
    }
    if !quotes || block.chars > 2_000 {
        return None;
    }
    let words = skeleton(&page.text[block.span.clone()]);
    let near = seen.iter().enumerate().rev().take(NEAR);
    near.filter(|_| words.chars().count() >= FEWEST)
        .find(|(_, said)| said.contains(&words))
        .map(|(place, _)| place)
}

/// Where a block stands in its comment.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    /// Above or on a line that is mostly a time.
    Head,
    BeforeWords,
    Below,
}

/// Of the first blocks of a comment, how many stand above a time, that one included.
fn head_end(page: &Tree, blocks: &[usize]) -> usize {
    const LINES: usize = 4;
    const AROUND: usize = 40;
    for (nth, place) in blocks.iter().take(LINES).enumerate() {
        let block = &page.blocks[*place];
        if block.chars > 2 * AROUND {
            break;
        }
        let words = collapse(&page.text[block.span.clone()]);
        let mut all = lang::all().iter();
        let stamped = all.find_map(|l| stamp(&words, &l.dates, None));
        if stamped.is_some_and(|s| words.len() - s.span.len() <= AROUND) {
            return nth + 1;
        }
    }
    0
}

/// Whether a block is no part of the words: the name, the time, the score, a control.
fn is_head(page: &Tree, block: &Block, at: At, head: &mut Head) -> bool {
    const LONGEST: usize = 90;
    if block.chars > LONGEST {
        return false;
    }
    let words = collapse(&page.text[trim_span(&page.text, block.span.clone())]);
    if !words.contains(char::is_alphanumeric) {
        return false;
    }
    if let Some(score) = score(&words) {
        head.score = head.score.or(Some(score));
        return true;
    }
    let stamped = lang::all()
        .iter()
        .find_map(|l| stamp(&words, &l.dates, None));
    let element = &page.elements[block.element];
    let above = &page.elements[element.parent];
    let credited = element.credit
        || element.names.credit
        || above.credit
        || above.names.credit
        || block.has_credit;
    if let Some(found) = stamped.filter(|s| {
        let around = words.len() - s.span.len();
        credited || at == At::Head && around <= 50
    }) {
        let named = format!(
            "{} {}",
            &words[..found.span.start],
            &words[found.span.end..]
        );
        take_author(&named, head);
        if found.value.contains('T') || head.posted.is_none() {
            head.posted = head.posted.take().or(Some(found.value));
        }
        return true;
    }
    if credited {
        take_author(&words, head);
        return true;
    }
    if is_control(block, &words) {
        if at != At::Below && head.author.is_none() && block.in_links > 0 {
            take_author(&words, head);
        }
        return true;
    }
    let bare = !words.ends_with(['.', '!', '?', '…', '»', '”']);
    match at {
        At::Head => take_author(&words, head) || bare,
        At::BeforeWords => {
            bare && head.author.is_none() && head.posted.is_some() && take_author(&words, head)
        }
        At::Below => false,
    }
}

/// A line of links, or one that begins like a way elsewhere: `Reply`, `Report this`.
fn is_control(block: &Block, words: &str) -> bool {
    const BRIEF: usize = 40;
    let folded = fold(words);
    let known = |words: &[String]| words.iter().any(|w| starts_with_words(&folded, w));
    block.chars <= BRIEF
        && (block.in_links == block.chars
            || lang::all().iter().any(|l| known(&l.furniture.navigation)))
}

/// `+3`, `12 points`.
fn score(words: &str) -> Option<i64> {
    let mut parts = words.split_whitespace();
    let number = parts.next()?.replace('−', "-").parse().ok()?;
    let rest: Vec<&str> = parts.collect();
    let counted = || {
        let mut all = lang::all().iter();
        all.any(|l| counts(words, &l.furniture.counted))
    };
    (rest.is_empty() || counted()).then_some(number)
}

/// Takes a name: a few words, none of which says anything.
fn take_author(words: &str, head: &mut Head) -> bool {
    const WORDS: usize = 5;
    let folded = fold(words);
    let mut name = words;
    for opening in lang::all().iter().flat_map(|l| &l.furniture.bylines) {
        if starts_with_words(&folded, opening) && folded.len() == words.len() {
            name = &words[opening.len()..];
            break;
        }
    }
    let mut rest: Vec<&str> = Vec::new();
    let mut named = true;
    for word in name.split_whitespace() {
        // Digits begin an hour or a day; a score among words has a sign.
        let signed = word.starts_with(['+', '-', '−']);
        if let (true, Ok(number)) = (signed, word.replace('−', "-").parse()) {
            head.score = head.score.or(Some(number));
            continue;
        }
        named &= !word.starts_with(|c: char| c.is_ascii_digit());
        if named {
            rest.push(word);
        }
    }
    let name = rest.join(" ");
    let name = name.trim_matches(|c: char| !c.is_alphanumeric() && c != ')');
    let count = name.split_whitespace().count();
    let fits = (1..=WORDS).contains(&count) && name.contains(char::is_alphabetic);
    if fits && head.author.is_none() {
        head.author = Some(name.to_owned());
    }
    fits
}
