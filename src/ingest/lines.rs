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
    Regex::new(r"^(?:[•‣▪●○◦·*]|\d{1,5}[.)])[ \t\u{a0}]+").expect("a fixed pattern")
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
    for raw in text.split_inclusive('\n') {
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

/// A dash before a capital marks an item where the line before or after has one too; alone it may
/// open a speech.
fn mark_dashed_items(text: &str, lines: &mut [Line]) {
    let dash = |line: &Line| {
        let found = DASH.find(&text[line.words.clone()])?;
        let first = text[line.words.start + found.end()..line.words.end]
            .chars()
            .next()?;
        (!first.is_lowercase()).then_some(line.words.start..line.words.start + found.end())
    };
    let dashes: Vec<Option<Range<usize>>> = lines.iter().map(dash).collect();
    for (place, line) in lines.iter_mut().enumerate() {
        let beside = |other: Option<usize>| {
            other
                .and_then(|o| dashes.get(o))
                .is_some_and(Option::is_some)
        };
        let Some(mark) = dashes[place].clone().filter(|_| line.mark.is_none()) else {
            continue;
        };
        if beside(place.checked_sub(1)) || beside(Some(place + 1)) {
            line.words.start = mark.end;
            line.mark = Some(mark);
        }
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
    let Some(width) = wrap_width(text, &lines) else {
        return lines;
    };
    let mut joined: Vec<Line> = Vec::new();
    let mut last_width = 0;
    for line in lines {
        let own = chars(text, &line.span) + line.indent;
        let continues = line.gap == 0
            && line.mark.is_none()
            && last_width * 4 >= width * 3
            && joined.last().is_some_and(|before| {
                before.mark.is_some()
                    || before.indent == line.indent
                    || !ends_sentence(text, before)
            });
        match joined.last_mut() {
            Some(before) if continues => {
                before.span.end = line.span.end;
                before.words.end = line.span.end;
            }
            _ => joined.push(line),
        }
        last_width = own;
    }
    joined
}

/// The width at which a text was wrapped, where most of its lines that go on in the next one are
/// about as long as the longest of them and stop in mid-sentence.
fn wrap_width(text: &str, lines: &[Line]) -> Option<usize> {
    const WIDEST: usize = 110;
    let followed: Vec<&Line> = lines
        .windows(2)
        .filter(|pair| pair[1].gap == 0 && pair[1].mark.is_none())
        .map(|pair| &pair[0])
        .collect();
    let widths: Vec<usize> = followed
        .iter()
        .map(|l| chars(text, &l.span) + l.indent)
        .collect();
    let widest = widths
        .iter()
        .copied()
        .max()
        .filter(|w| (30..=WIDEST).contains(w))?;
    let full = widths.iter().filter(|w| **w + 20 >= widest).count();
    let open = followed.iter().filter(|l| !ends_sentence(text, l)).count();
    let enough = followed.len() >= 4 && full * 10 >= followed.len() * 7;
    (enough && open * 10 >= followed.len() * 6).then_some(widest)
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
