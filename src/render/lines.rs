//! Lines and characters of a source: readers are shown lines and characters, the model counts bytes.

/// Where the lines of a text start.
pub struct Lines {
    starts: Vec<usize>,
    /// Characters before each of them, so that counting never starts at the beginning again.
    characters: Vec<usize>,
    length: usize,
}

/// How much of a source its page shows: more would be too heavy to open. The rest is one link away.
pub const SHOWN_LINES: usize = 20_000;
/// The same limit in bytes.
pub const SHOWN_BYTES: usize = 3_000_000;

impl Lines {
    /// Finds the lines of a text; `\n`, `\r\n` and `\r` end one.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (at, byte) in bytes.iter().enumerate() {
            let ends = *byte == b'\n' || (*byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
            if ends && at + 1 < bytes.len() {
                starts.push(at + 1);
            }
        }
        let mut characters = Vec::with_capacity(starts.len());
        let mut count = 0;
        for (at, &start) in starts.iter().enumerate() {
            characters.push(count);
            let end = starts.get(at + 1).copied().unwrap_or(text.len());
            count += text[start..end].chars().count();
        }
        Self {
            starts,
            characters,
            length: text.len(),
        }
    }

    /// Characters before a byte of the text that the lines were found in.
    pub fn characters_before(&self, text: &str, byte: usize) -> usize {
        let line = self.line_of(byte) - 1;
        let within = text.get(self.starts[line]..byte);
        self.characters[line] + within.map_or(0, |part| part.chars().count())
    }

    /// How many lines there are.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// The line, counted from 1, that holds a byte.
    pub fn line_of(&self, byte: usize) -> usize {
        self.starts.partition_point(|&start| start <= byte)
    }

    /// Bytes of a line, counted from 1, its end included.
    pub fn span(&self, line: usize) -> std::ops::Range<usize> {
        let end = self.starts.get(line).copied().unwrap_or(self.length);
        self.starts[line - 1]..end
    }

    /// The last line that the source's page shows.
    pub fn last_shown(&self) -> usize {
        let within = self
            .starts
            .partition_point(|&start| start < SHOWN_BYTES)
            .min(SHOWN_LINES);
        // A single line may be longer than all that can be shown.
        if self.span(within.max(1)).end > 2 * SHOWN_BYTES {
            within.saturating_sub(1)
        } else {
            within
        }
    }

    /// The id of the element of the source's page at which a byte is shown.
    pub fn anchor(&self, byte: usize) -> String {
        let line = self.line_of(byte);
        if line <= self.last_shown() {
            format!("L{line}")
        } else {
            "rest".to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_from_one() {
        let lines = Lines::new("a\r\nbb\rc\n");
        assert_eq!(lines.count(), 3);
        assert_eq!(lines.line_of(0), 1);
        assert_eq!(lines.line_of(3), 2);
        assert_eq!(lines.span(2), 3..6);
        assert_eq!(lines.span(3), 6..8);
        assert_eq!(Lines::new("").count(), 1);
        let text = "é\r\nàb";
        assert_eq!(Lines::new(text).characters_before(text, 6), 4);
    }
}
