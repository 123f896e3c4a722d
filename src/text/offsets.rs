use std::ops::Range;

/// From bytes to Unicode scalar values, for tables and people.
///
/// A mark is kept every 512 bytes, so that a look-up counts at most that many.
pub struct CharIndex<'t> {
    text: &'t str,
    /// Number of characters before byte `i * STEP` (rounded up to a boundary).
    marks: Vec<usize>,
}

const STEP: usize = 512;

impl<'t> CharIndex<'t> {
    /// Counts through the text once.
    pub fn new(text: &'t str) -> Self {
        let mut marks = vec![0];
        let mut counted = 0;
        let mut from = 0;
        while from < text.len() {
            let to = next_boundary(text, from + STEP);
            counted += text[from..to].chars().count();
            from = to;
            marks.push(counted);
        }
        Self { text, marks }
    }

    /// The number of characters before a byte offset, which must lie on a boundary.
    pub fn chars_before(&self, byte: usize) -> usize {
        // Boundaries are rounded up, so the mark before may lie at most three bytes further on.
        let mut mark = byte / STEP;
        if mark > 0 && self.byte_of(mark) > byte {
            mark -= 1;
        }
        let from = self.byte_of(mark);
        self.marks[mark.min(self.marks.len() - 1)] + self.text[from..byte].chars().count()
    }

    /// A byte range as a range of characters.
    pub fn chars(&self, bytes: &Range<usize>) -> Range<usize> {
        self.chars_before(bytes.start)..self.chars_before(bytes.end)
    }

    /// A range of characters as bytes; None where the text has not so many.
    pub fn bytes(&self, chars: &Range<usize>) -> Option<Range<usize>> {
        let start = self.byte_at(chars.start)?;
        let end = self.byte_at(chars.end)?;
        (start <= end).then_some(start..end)
    }

    /// The byte at which a character begins, or the text's end.
    fn byte_at(&self, char: usize) -> Option<usize> {
        if char > self.len() {
            return None;
        }
        let mark = self.marks.partition_point(|m| *m <= char).saturating_sub(1);
        let from = self.byte_of(mark);
        let ahead = self.text[from..].char_indices().map(|(at, _)| from + at);
        ahead.chain([self.text.len()]).nth(char - self.marks[mark])
    }

    /// The number of characters of the text.
    pub fn len(&self) -> usize {
        self.marks[self.marks.len() - 1]
    }

    /// Whether the text is empty.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    fn byte_of(&self, mark: usize) -> usize {
        // The walk in `new` starts each step where the one before ended; repeat it without counting.
        let mut at = mark * STEP;
        if at >= self.text.len() {
            return self.text.len();
        }
        while !self.text.is_char_boundary(at) {
            at += 1;
        }
        at
    }
}

fn next_boundary(text: &str, from: usize) -> usize {
    // Steps start at multiples of STEP, whatever the boundary of the step before was.
    let mut at = from / STEP * STEP;
    if at >= text.len() {
        return text.len();
    }
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

/// White space, and the marks without width that scraped text carries.
pub fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}')
}

/// The range without white space at its ends.
pub fn trim_span(text: &str, span: Range<usize>) -> Range<usize> {
    let part = &text[span.clone()];
    let kept = part.trim_start_matches(is_space);
    let start = span.end - kept.len();
    let end = start + kept.trim_end_matches(is_space).len();
    start..end
}

/// The text with each run of white space read as one space, and none at its ends.
pub fn collapse(text: &str) -> String {
    let mut read = String::with_capacity(text.len());
    for word in text.split(is_space).filter(|w| !w.is_empty()) {
        if !read.is_empty() {
            read.push(' ');
        }
        read.push_str(word);
    }
    read
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_index_counts_as_counting_does(text in "[aé☃𝄞 ]{0,3000}") {
            let index = CharIndex::new(&text);
            for (count, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(index.bytes(&(count..count + 1)).map(|r| r.start), Some(byte));
            }
            let index = CharIndex::new(&text);
            prop_assert_eq!(index.len(), text.chars().count());
            for (chars, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(index.chars_before(byte), chars);
            }
        }
    }

    #[test]
    fn white_space_collapses() {
        assert_eq!(collapse(" a\u{a0}\n b\t"), "a b");
        assert_eq!(collapse("\u{feff}a"), "a");
    }

    #[test]
    fn spans_lose_white_space_at_their_ends() {
        let text = "  à b \u{a0}";
        assert_eq!(&text[trim_span(text, 0..text.len())], "à b");
        assert_eq!(trim_span("   ", 0..3), 3..3);
    }
}
