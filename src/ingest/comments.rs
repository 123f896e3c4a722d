//! Readers' threads, told by the shape of their heads: a number, a score, a name, a time.

use std::ops::Range;

use super::lines::{Line, chars, word_count};
use crate::lang::Language;
use crate::model::Comment;
use crate::text::fold;
use crate::time::stamp;

/// A comment found among the lines.
#[derive(Debug)]
pub struct Found {
    /// Lines of its head: number, score, author, time.
    pub head: Range<usize>,
    /// Lines of its words.
    pub words: Range<usize>,
    pub comment: Comment,
}

/// A thread: where it starts among the lines, with the counter and prompts before the first head.
#[derive(Debug, Default)]
pub struct Thread {
    /// First line of what belongs to the thread; the number of lines where there is none.
    pub start: usize,
    /// Line after the last comment's words.
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

/// What a comment's head says, and how many lines it takes.
struct Head {
    lines: usize,
    posted: String,
    score: Option<i64>,
    author: Option<String>,
}

/// Finds the thread of readers' comments in the lines of a source, if there is one.
///
/// A head that is numbered and carries a time counts by itself; heads of a name and a time count
/// only below a line that counts comments, as an article's byline looks the same.
pub fn thread(text: &str, lines: &[Line], language: &Language) -> Thread {
    let counter = lines
        .iter()
        .position(|l| counts_comments(&text[l.words.clone()], language));
    let mut heads: Vec<(usize, Head)> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let below_counter = counter.is_some_and(|c| c < at);
        match head(text, lines, at, below_counter, language) {
            Some(head) => {
                let next = at + head.lines;
                heads.push((at, head));
                at = next;
            }
            None => at += 1,
        }
    }
    let enough = if counter.is_some() { 1 } else { 2 };
    if heads.len() < enough {
        return Thread::none(lines);
    }
    let first = heads[0].0;
    let start = counter.filter(|c| *c < first).unwrap_or(first);
    let shallowest = heads
        .iter()
        .map(|(at, _)| lines[*at].indent)
        .min()
        .unwrap_or(0);
    let last_head = heads[heads.len() - 1].0;
    let end = (last_head + 1..lines.len())
        .find(|i| lines[*i].indent < shallowest && lines[*i].gap > 0)
        .unwrap_or(lines.len());
    Thread {
        start,
        end,
        comments: with_depths(lines, heads, end),
    }
}

fn with_depths(lines: &[Line], heads: Vec<(usize, Head)>, end: usize) -> Vec<Found> {
    let starts: Vec<usize> = heads.iter().map(|(at, _)| *at).collect();
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut found: Vec<Found> = Vec::new();
    for (place, (at, head)) in heads.into_iter().enumerate() {
        let words_end = starts.get(place + 1).copied().unwrap_or(end);
        let words = at + head.lines..words_end;
        if words.is_empty() {
            continue;
        }
        let indent = lines[at].indent;
        while open.last().is_some_and(|(column, _)| *column >= indent) {
            open.pop();
        }
        let comment = Comment {
            author: head.author,
            posted: Some(head.posted),
            score: head.score,
            depth: open.len(),
            reply_to: open.last().map(|(_, parent)| *parent),
        };
        open.push((indent, found.len()));
        found.push(Found {
            head: at..words.start,
            words,
            comment,
        });
    }
    found
}

/// Reads a head at a line: at most three lines, the last of which is or holds a time.
fn head(
    text: &str,
    lines: &[Line],
    at: usize,
    below_counter: bool,
    language: &Language,
) -> Option<Head> {
    const LONGEST: usize = 90;
    let first = &lines[at];
    let numbered = first.mark.is_some();
    if !numbered && !below_counter {
        return None;
    }
    let mut score = None;
    let mut author = None;
    for (offset, line) in lines[at..].iter().take(3).enumerate() {
        if offset > 0 && (line.gap > 0 || line.mark.is_some()) || chars(text, &line.words) > LONGEST
        {
            return None;
        }
        let words = &text[line.words.clone()];
        if let Some(found) = stamp(words, &language.dates, None) {
            let rest = format!(
                "{} {}",
                &words[..found.span.start],
                &words[found.span.end..]
            );
            take_rest(&rest, &mut score, &mut author)?;
            return found.value.contains('T').then_some(Head {
                lines: offset + 1,
                posted: found.value,
                score,
                author,
            });
        }
        take_rest(words, &mut score, &mut author)?;
    }
    None
}

/// Reads a score and a name out of what stands beside the time; None where it is a sentence.
fn take_rest(rest: &str, score: &mut Option<i64>, author: &mut Option<String>) -> Option<()> {
    const NAME_WORDS: usize = 4;
    let mut name = Vec::new();
    for word in rest.split_whitespace() {
        match word.replace('−', "-").parse::<i64>() {
            Ok(number) if score.is_none() => *score = Some(number),
            _ => name.push(word),
        }
    }
    let joined = name.join(" ");
    let name = joined.trim_matches(|c: char| !c.is_alphanumeric() && c != ')');
    if word_count(name, &(0..name.len())) > NAME_WORDS || name.ends_with(['.', '!', '?']) {
        return None;
    }
    if !name.is_empty() && author.is_none() {
        *author = Some(name.to_owned());
    }
    Some(())
}

/// Whether a line only counts readers' comments: `8 commentaires`, `Comments (12)`.
pub fn counts_comments(words: &str, language: &Language) -> bool {
    counts(words, &language.furniture.comments)
}

/// Whether a line is a number and one of these words.
pub fn counts(words: &str, counted: &[String]) -> bool {
    const LONGEST: usize = 40;
    if words.len() > LONGEST || !words.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let folded = fold(words);
    let named = folded.trim_matches(|c: char| !c.is_alphabetic());
    counted.iter().any(|c| c == named)
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
        let thread = thread(text, &lines, lang::rules("fr"));
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
        let found = thread(below, &lines_below, english).comments;
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].comment.author.as_deref(), Some("Ann Roe"));
        let byline =
            "The bridge reopens\nAnn Roe, 8 October 2020 13:35\nThe council voted to reopen it.";
        let lines_byline = lines(byline);
        assert!(thread(byline, &lines_byline, english).comments.is_empty());
    }
}
