use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::text::{skeleton, trim_span};

/// A line with words on it; blank lines are only counted.
#[derive(Clone, Debug)]
pub struct Line {
    /// Bytes of the source without white space at the ends.
    pub span: Range<usize>,
    /// Column where the words start; a tab goes to the next multiple of four.
    pub indent: usize,
    /// Blank lines before it.
    pub gap: usize,
    /// Bullet or number before the words, with the space after it.
    pub mark: Option<Range<usize>>,
    /// The words after the mark and after an image's name stuck to them.
    pub words: Range<usize>,
    /// An image's file name that scraping glued to the first word.
    pub image: Option<Range<usize>>,
}

static BULLET: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:[•‣▪●○◦·*]|\d{1,7}[.)])[ \t\u{a0}]+").expect("a fixed pattern")
});
static DASH: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[-–—][ \t\u{a0}]+").expect("a fixed pattern"));
static IMAGE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[\p{L}\d_%()-]+\.(?:jpe?g|JPE?G|png|PNG|gif|GIF|webp|svg)")
        .expect("a fixed pattern")
});

/// The lines of a text that have words on them.
pub fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut at = 0;
    let mut gap = 0;
    for raw in split(text) {
        let span = trim_span(text, at..at + raw.len());
        if span.is_empty() {
            gap += 1;
        } else {
            lines.push(line(text, at, span, gap));
            gap = 0;
        }
        at += raw.len();
    }
    mark_dashed_items(text, &mut lines);
    lines
}

/// The lines of a text with their ends: line feeds, carriage returns, form feeds, and the separators
/// of Unicode.
fn split(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let is_end = |c: char| {
            matches!(
                c,
                '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
            )
        };
        let end = match rest.find(is_end) {
            Some(at) if rest[at..].starts_with("\r\n") => at + 2,
            Some(at) => at + rest[at..].chars().next().map_or(0, char::len_utf8),
            None if rest.is_empty() => return None,
            None => rest.len(),
        };
        let (line, after) = rest.split_at(end);
        rest = after;
        Some(line)
    })
}

/// Dashes mark items where several lines in a row have one: before capitals two are enough, before
/// small letters it takes a colon above them, or three; alone a dash may open a speech.
fn mark_dashed_items(text: &str, lines: &mut [Line]) {
    let dash = |line: &Line| {
        let found = DASH.find(&text[line.words.clone()])?;
        Some(line.words.start..line.words.start + found.end())
    };
    let dashes: Vec<Option<Range<usize>>> = lines
        .iter()
        .map(|line| dash(line).filter(|_| line.mark.is_none()))
        .collect();
    let mut place = 0;
    while place < lines.len() {
        let run = dashes[place..].iter().take_while(|d| d.is_some()).count();
        let rows = &dashes[place..place + run];
        let announced = place > 0 && text[lines[place - 1].words.clone()].ends_with(':');
        let is_capital = |mark: &Range<usize>| {
            let first = text[mark.end..].chars().next();
            first.is_some_and(|c| !c.is_lowercase())
        };
        let is_list = match run {
            0 | 1 => false,
            2 => announced || rows.iter().flatten().all(is_capital),
            _ => true,
        };
        if is_list {
            for (line, mark) in lines[place..place + run].iter_mut().zip(rows) {
                line.words.start = mark.as_ref().map_or(line.words.start, |m| m.end);
                line.mark.clone_from(mark);
            }
        }
        place += run.max(1);
    }
}

fn line(text: &str, from: usize, span: Range<usize>, gap: usize) -> Line {
    let indent = text[from..span.start].chars().fold(0, |column, c| match c {
        '\t' => column / 4 * 4 + 4,
        '\u{feff}' | '\u{200b}' => column,
        _ => column + 1,
    });
    let words = &text[span.clone()];
    let mark = BULLET
        .find(words)
        .map(|m| span.start..span.start + m.end())
        .filter(|m| m.end < span.end);
    let mut start = mark.as_ref().map_or(span.start, |m| m.end);
    let image = IMAGE
        .find(&text[start..span.end])
        .map(|m| start..start + m.end());
    if let Some(image) = &image {
        start = trim_span(text, image.end..span.end).start;
    }
    Line {
        indent,
        gap,
        mark,
        words: start..span.end,
        image,
        span,
    }
}

/// Joins lines that were cut at a fixed width into paragraphs; other texts stay as they are.
pub fn unwrap(text: &str, lines: Vec<Line>) -> Vec<Line> {
    let Some(wrapped) = Wrapped::of(text, &lines) else {
        return lines;
    };
    let mut joined: Vec<Line> = Vec::new();
    let mut last: Option<Line> = None;
    for line in lines {
        let continues = last.as_ref().is_some_and(|last| {
            wrapped.is_full(text, last, &line) && goes_on(text, joined.last(), last, &line)
        });
        last = Some(line.clone());
        match joined.last_mut() {
            Some(before) if continues => {
                before.span.end = line.span.end;
                before.words.end = line.span.end;
            }
            _ => joined.push(line),
        }
    }
    joined
}

/// A text whose lines were cut at a fixed width.
struct Wrapped {
    /// Columns.
    width: usize,
}

impl Wrapped {
    /// The width at which a text was wrapped: that of its longest lines, if most lines that another
    /// one follows stop because its first word had no room any more, and do so in mid-sentence.
    fn of(text: &str, lines: &[Line]) -> Option<Self> {
        const NARROWEST: usize = 30;
        const WIDEST: usize = 120;
        let width = |line: &Line| chars(text, &line.span) + line.indent;
        let pairs: Vec<(&Line, &Line)> = lines
            .windows(2)
            .map(|pair| (&pair[0], &pair[1]))
            .filter(|(line, next)| next.gap == 0 && next.mark.is_none() && has_words(text, line))
            .collect();
        let mut widths: Vec<usize> = pairs.iter().map(|(line, _)| width(line)).collect();
        widths.sort_unstable();
        let widest = *widths.get(widths.len().checked_sub(1 + widths.len() / 50)?)?;
        if !(NARROWEST..=WIDEST).contains(&widest) {
            return None;
        }
        let wrapped = Self { width: widest };
        let full: Vec<&(&Line, &Line)> = pairs
            .iter()
            .filter(|(line, next)| wrapped.is_full(text, line, next))
            .collect();
        let open: Vec<_> = full
            .iter()
            .filter(|(line, _)| !ends_sentence(text, line))
            .collect();
        // The lines of a song begin with capitals.
        let small = open.iter().filter(|(_, next)| {
            let words = text[next.words.clone()].trim_start_matches(['>', ' ']);
            words.starts_with(|c: char| !c.is_uppercase())
        });
        let goes_on = small.count() * 2 >= open.len();
        (open.len() >= 3
            && full.len() * 2 >= pairs.len()
            && open.len() * 2 >= full.len()
            && goes_on)
            .then_some(wrapped)
    }

    /// Whether the first word of the next line had no room on a line; print is not that exact.
    fn is_full(&self, text: &str, line: &Line, next: &Line) -> bool {
        let first = text[next.span.clone()].split_whitespace().next();
        let needed = first.map_or(0, |word| word.chars().count() + 1);
        let slack = self.width / 8;
        chars(text, &line.span) + line.indent + needed + slack > self.width
    }
}

/// Whether a line goes on in the next one: no blank line, mark, deeper beginning or other
/// quotation mark parts them.
fn goes_on(text: &str, joined: Option<&Line>, line: &Line, next: &Line) -> bool {
    let marked = joined.is_some_and(|j| j.mark.is_some());
    let indented = next.indent > line.indent && !marked;
    let quoted = |line: &Line| quotation(text, line).len();
    next.gap == 0
        && next.mark.is_none()
        && !(indented && ends_sentence(text, line))
        && quoted(line) == quoted(next)
        && has_words(text, line)
        && has_words(text, next)
}

/// The `>` with which a message quotes another one, at the beginning of a line.
fn quotation<'t>(text: &'t str, line: &Line) -> &'t str {
    let words = &text[line.words.clone()];
    let rest = words.trim_start_matches(['>', ' ']);
    words[..words.len() - rest.len()].trim_end()
}

fn has_words(text: &str, line: &Line) -> bool {
    text[line.words.clone()].contains(char::is_alphanumeric)
}

/// Whether a line's words end as a sentence does.
pub fn ends_sentence(text: &str, line: &Line) -> bool {
    text[line.words.clone()]
        .trim_end_matches(['"', '»', '”', '’', ')', ']', ' ', '\u{a0}', '\u{202f}'])
        .ends_with(['.', '!', '?', '…', ':', ';'])
}

/// The letters and digits of a line's words, folded.
pub fn key(text: &str, line: &Line) -> String {
    skeleton(&text[line.words.clone()])
}

/// Number of characters in a range.
pub fn chars(text: &str, span: &Range<usize>) -> usize {
    text[span.clone()].chars().count()
}

/// Number of words in a range.
pub fn word_count(text: &str, span: &Range<usize>) -> usize {
    text[span.clone()]
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let joined = unwrap(text, lines(text));
        joined.iter().map(|l| &text[l.words.clone()]).collect()
    }

    #[test]
    fn marks_and_image_names_are_no_words() {
        assert_eq!(words("  • Titre\n\n3. Trois"), ["Titre", "Trois"]);
        assert_eq!(words("x12_Pont.jpegLe pont"), ["Le pont"]);
        assert_eq!(
            words("2020 fut long.\n- dit-il"),
            ["2020 fut long.", "- dit-il"]
        );
    }

    #[test]
    fn wrapped_text_is_joined_at_its_paragraphs() {
        let text = "Titre court\n\n\
            The council met on Monday evening in the old hall and\n\
            voted, after four hours, to keep the bridge open until\n\
            the spring, when the engineers are to report on piers\n\
            two and three.\n\n\
            Nobody spoke against it, although two members, who had\n\
            asked for more time, left before the vote was called.\n";
        assert_eq!(words(text).len(), 3);
    }

    #[test]
    fn one_line_paragraphs_are_not_joined() {
        let text = "Un premier paragraphe qui se termine.\nUn deuxième, plus court.\nUn troisième.\nUn quatrième paragraphe.\nFin.";
        assert_eq!(words(text).len(), 5);
    }
}
