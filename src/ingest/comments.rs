//! Readers' threads, told by the shape of their heads: a number, a score, a name, a time.

mod head;
mod replies;

use std::ops::Range;

use self::head::{Head, head};
use super::furniture;
use super::lines::{Line, chars, ends_sentence};
use crate::lang::Language;
use crate::model::{Comment, Reason};
use crate::text::fold;

/// A comment found among the lines.
#[derive(Debug)]
pub struct Found {
    /// Lines of its head: number, score, author, time.
    pub head: Range<usize>,
    /// Lines of its words.
    pub words: Range<usize>,
    /// Lines to work it with: answer, report.
    pub controls: Range<usize>,
    pub comment: Comment,
}

/// A thread: where it starts among the lines, with the counter and prompts before the first head.
#[derive(Debug, Default)]
pub struct Thread {
    /// First line of what belongs to the thread; the number of lines where there is none.
    pub start: usize,
    /// Line after the last comment.
    pub end: usize,
    pub comments: Vec<Found>,
}

impl Thread {
    /// No thread among these lines.
    pub fn none(lines: &[Line]) -> Self {
        Self {
            start: lines.len(),
            end: lines.len(),
            comments: Vec::new(),
        }
    }
}

/// Finds the thread of readers' comments in the lines of a source, if there is one. Times without a
/// year are of `year`.
///
/// A head that is numbered and carries a time counts by itself, and so does a name that "says"; heads
/// of a name and a time count only below a line that announces comments, as an article's byline looks
/// the same. All heads of a thread are alike.
pub fn thread(text: &str, lines: &[Line], language: &Language, year: Option<i32>) -> Thread {
    let announced = lines
        .iter()
        .position(|l| is_prose(text, l))
        .and_then(|prose| {
            let below = lines.iter().enumerate().skip(prose);
            below
                .filter(|(_, l)| announces(&text[l.words.clone()], language))
                .map(|(at, _)| at)
                .next()
        });
    let counter = announced.or_else(|| {
        let announces = |l: &Line| announces(&text[l.words.clone()], language);
        lines.iter().position(announces)
    });
    let heads = heads(text, lines, counter, language, year);
    let enough = if counter.is_some_and(|c| heads.first().is_some_and(|(at, _)| c < *at)) {
        1
    } else {
        2
    };
    if heads.len() < enough {
        return Thread::none(lines);
    }
    let first = heads[0].0;
    let start = counter.filter(|c| *c < first).unwrap_or(first);
    let last_head = heads[heads.len() - 1].0;
    let shallowest = heads.iter().map(|(at, _)| lines[*at].indent).min();
    let outdented = (last_head + 1..lines.len())
        .find(|i| Some(lines[*i].indent) < shallowest && lines[*i].gap > 0);
    let end = outdented.unwrap_or(lines.len());
    let mut comments = found(text, lines, heads, end, language);
    replies::settle(text, lines, &mut comments, language);
    Thread {
        start,
        end: comments.last().map_or(start, |last| last.controls.end),
        comments,
    }
}

/// The heads of a thread: those that are like its first one.
fn heads(
    text: &str,
    lines: &[Line],
    counter: Option<usize>,
    language: &Language,
    year: Option<i32>,
) -> Vec<(usize, Head)> {
    let mut heads: Vec<(usize, Head)> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let below_counter = counter.is_some_and(|c| c < at);
        let found = head(text, &lines[at..], below_counter, language, year);
        let alike = |head: &Head| {
            heads
                .first()
                .is_none_or(|(_, first)| first.shape == head.shape)
        };
        match found.filter(alike) {
            Some(head) => {
                let next = at + head.lines;
                heads.push((at, head));
                at = next;
            }
            None => at += 1,
        }
    }
    heads
}

/// The comments below their heads; how deep each stands, its indentation tells.
fn found(
    text: &str,
    lines: &[Line],
    heads: Vec<(usize, Head)>,
    end: usize,
    language: &Language,
) -> Vec<Found> {
    let is_control = |line: &usize| is_control(text, &lines[*line], language);
    let starts: Vec<usize> = heads.iter().map(|(at, _)| *at).collect();
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut found: Vec<Found> = Vec::new();
    for (place, (at, head)) in heads.into_iter().enumerate() {
        let next = starts.get(place + 1).copied();
        let mut from = at + head.lines;
        let mut until = next.unwrap_or(end);
        while from < until && is_control(&from) {
            from += 1;
        }
        if next.is_none() {
            // What works the page ends the last comment.
            let furniture =
                (from + 1..until).find(|line| ends_thread(text, &lines[*line], language));
            until = furniture.unwrap_or(until);
        }
        let mut words = from..until;
        while words.len() > 1 && is_control(&(words.end - 1)) {
            words.end -= 1;
        }
        if words.is_empty() {
            continue;
        }
        let indent = lines[at].indent;
        while open.last().is_some_and(|(column, _)| *column >= indent) {
            open.pop();
        }
        let comment = Comment {
            author: head.author,
            posted: head.posted,
            score: head.score,
            depth: open.len(),
            reply_to: open.last().map(|(_, parent)| *parent),
        };
        open.push((indent, found.len()));
        found.push(Found {
            head: at..words.start,
            controls: words.end..until,
            words,
            comment,
        });
    }
    found
}

/// A short line with which a comment is worked: `Reply`, `Report`, `3 likes`.
fn is_control(text: &str, line: &Line, language: &Language) -> bool {
    const LONGEST: usize = 60;
    let words = &text[line.words.clone()];
    if chars(text, &line.words) > LONGEST || ends_sentence(text, line) {
        return false;
    }
    let folded = fold(words);
    let known = |word: &str| {
        let thread = &language.furniture.thread;
        let digits = word.chars().all(|c| c.is_ascii_digit());
        digits
            || thread
                .controls
                .iter()
                .chain(&thread.points)
                .any(|c| c == word)
    };
    let parts = folded.split(['|', '·', '(', ')', '/', '•', '+', ':']);
    let mut parts = parts.map(str::trim).filter(|p| !p.is_empty()).peekable();
    parts.peek().is_some() && parts.all(|part| known(part) || part.split(' ').all(known))
}

/// A line that works the page, below the last comment.
fn ends_thread(text: &str, line: &Line, language: &Language) -> bool {
    let reason = furniture::reason(text, line, language);
    matches!(reason, Some(Reason::Navigation | Reason::Advertisement))
        && !is_control(text, line, language)
        || text[line.words.clone()].starts_with('©')
}

fn is_prose(text: &str, line: &Line) -> bool {
    const SENTENCE: usize = 50;
    chars(text, &line.words) >= SENTENCE && ends_sentence(text, line)
}

/// Whether a line announces readers' comments: `8 commentaires`, `Comments (12)`, `Comments`,
/// `3 thoughts on “Ferry fares”`.
pub fn announces(words: &str, language: &Language) -> bool {
    const LONGEST: usize = 200;
    if words.len() > LONGEST {
        return false;
    }
    let furniture = &language.furniture;
    if counts(words, &furniture.comments) {
        return true;
    }
    let folded = fold(words);
    let bare = folded.trim_matches(|c: char| !c.is_alphanumeric());
    let number = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    let named = number.trim_start();
    let numbered = number.len() < bare.len() && named.len() < number.len();
    furniture.thread.headings.iter().any(|h| h == bare)
        || numbered
            && furniture
                .thread
                .responses
                .iter()
                .any(|r| furniture::starts_with_words(named, r))
}

/// Whether a line is numbers and some of these words: `8 comments`, `Reading time: 3 minutes`.
pub fn counts(words: &str, counted: &[String]) -> bool {
    const LONGEST: usize = 40;
    if words.len() > LONGEST || !words.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let folded = fold(words);
    let parts = folded
        .split(|c: char| c.is_ascii_digit() || matches!(c, ':' | '(' | ')' | '|' | '·' | '.'));
    let mut named = parts
        .map(|part| part.trim_matches(|c: char| !c.is_alphabetic()))
        .filter(|part| !part.is_empty())
        .peekable();
    named.peek().is_some() && named.all(|part| counted.iter().any(|c| c == part))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ingest::lines::lines, lang};

    #[test]
    fn a_numbered_thread_has_depths_scores_and_times() {
        let text = "Le pont rouvre ce matin.\n\n2 commentaires\n\
            1. +3\n   10 octobre 2020 15: 12\n   Enfin !\n\
            \x20  1. -1\n      10 octobre 2020 15: 40\n      On verra.\n      Demain.\n";
        let lines = lines(text);
        let thread = thread(text, &lines, lang::rules("fr"), None);
        assert_eq!((thread.start, thread.comments.len()), (1, 2));
        let reply = &thread.comments[1];
        assert_eq!(reply.comment.posted.as_deref(), Some("2020-10-10T15:40"));
        assert_eq!((reply.comment.score, reply.comment.depth), (Some(-1), 1));
        assert_eq!(reply.comment.reply_to, Some(0));
        assert_eq!(reply.words.len(), 2);
    }

    #[test]
    fn names_and_times_count_below_a_counter_only() {
        let english = lang::rules("en");
        let below = "A story.\n\n2 comments\n\nAnn Roe, 8 October 2020 13:35\nAbout time.\n\nbob 8 October 2020 14:02\nIndeed.";
        let lines_below = lines(below);
        let found = thread(below, &lines_below, english, None).comments;
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].comment.author.as_deref(), Some("Ann Roe"));
        let byline =
            "The bridge reopens\nAnn Roe, 8 October 2020 13:35\nThe council voted to reopen it.";
        let lines_byline = lines(byline);
        assert!(
            thread(byline, &lines_byline, english, None)
                .comments
                .is_empty()
        );
    }

    #[test]
    fn threads_are_announced_in_many_ways() {
        let english = lang::rules("en");
        for words in [
            "12 comments",
            "Comments (3)",
            "Comments",
            "3 Responses to \"Fares\"",
        ] {
            assert!(announces(words, english), "{words}");
        }
        for words in ["She comments on the vote", "3 boats", "Comments were few"] {
            assert!(!announces(words, english), "{words}");
        }
    }
}
