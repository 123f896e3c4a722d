use std::ops::Range;

use crate::text::is_space;

/// A text read with each run of white space as one space, and the way back to its own bytes.
pub struct Spaces {
    /// The text so read, without white space at its ends.
    pub read: String,
    /// For each byte of `read`, the byte of the original; one more for the end of the last word.
    origin: Vec<usize>,
}

impl Spaces {
    /// Reads a text.
    pub fn new(original: &str) -> Self {
        let mut read = String::with_capacity(original.len());
        let mut origin = Vec::with_capacity(original.len() + 1);
        let mut space = None;
        let mut end = 0;
        for (at, c) in original.char_indices() {
            if is_space(c) {
                space.get_or_insert(at);
                continue;
            }
            if let Some(from) = space.take().filter(|_| !read.is_empty()) {
                read.push(' ');
                origin.push(from);
            }
            read.push(c);
            origin.extend((0..c.len_utf8()).map(|byte| at + byte));
            end = at + c.len_utf8();
        }
        origin.push(end);
        Self { read, origin }
    }

    /// The original's bytes of a range of the read text. A range that ends before a space ends at
    /// the word, not after the white space.
    pub fn original(&self, range: &Range<usize>) -> Range<usize> {
        if range.is_empty() {
            let at = self.origin[range.start];
            return at..at;
        }
        self.origin[range.start]..self.origin[range.end - 1] + 1
    }

    /// The read text's bytes of a range of the original, without white space at its ends.
    pub fn range(&self, original: &Range<usize>) -> Range<usize> {
        let start = self.origin.partition_point(|o| *o < original.start);
        let end = self.origin.partition_point(|o| *o < original.end);
        let limit = self.read.len();
        let (mut start, mut end) = (start.min(limit), end.min(limit));
        let bytes = self.read.as_bytes();
        while start < end && bytes[start] == b' ' {
            start += 1;
        }
        while start < end && bytes[end - 1] == b' ' {
            end -= 1;
        }
        start..end.max(start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_lead_there_and_back() {
        let text = " a\u{a0}\n bé  c ";
        let spaces = Spaces::new(text);
        assert_eq!(spaces.read, "a bé c");
        let at = spaces.read.find("bé").unwrap();
        let original = spaces.original(&(at..at + 3));
        assert_eq!(&text[original.clone()], "bé");
        assert_eq!(spaces.range(&original), at..at + 3);
        assert_eq!(spaces.range(&(0..text.len())), 0..spaces.read.len());
        assert_eq!(Spaces::new("  ").range(&(0..1)), 0..0);
    }
}
