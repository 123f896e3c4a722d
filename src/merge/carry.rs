//! From the words that a text had to the words that it has: where a stretch of the one stands in the other.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Two readings of one text, compared word by word.
pub struct Carry {
    /// Words and signs of both, as bytes; empty where the texts are equal.
    old: Vec<Range<usize>>,
    new: Vec<Range<usize>>,
    /// For each of the old ones, the new one that it is.
    same: Vec<Option<usize>>,
    equal: bool,
}

impl Carry {
    /// Compares two texts.
    pub fn of(old: &str, new: &str) -> Self {
        if old == new {
            return Self {
                old: Vec::new(),
                new: Vec::new(),
                same: Vec::new(),
                equal: true,
            };
        }
        let (old_words, new_words) = (words(old), words(new));
        let old_said: Vec<&str> = old_words.iter().map(|w| &old[w.clone()]).collect();
        let new_said: Vec<&str> = new_words.iter().map(|w| &new[w.clone()]).collect();
        let same = same(&old_said, &new_said);
        Self {
            old: old_words,
            new: new_words,
            same,
            equal: false,
        }
    }

    /// Where a stretch of the old text stands in the new one; None where nothing is left of it.
    pub fn map(&self, range: &Range<usize>) -> Option<Range<usize>> {
        if self.equal {
            return Some(range.clone());
        }
        if range.is_empty() {
            return self.point(range.start).map(|at| at..at);
        }
        let first = self.old.partition_point(|w| w.end <= range.start);
        let end = self.old.partition_point(|w| w.start < range.end);
        if first >= end {
            return self.point(range.start).map(|at| at..at);
        }
        let last = end - 1;
        let start = match self.same[first] {
            Some(new) => self.new[new].start + range.start.saturating_sub(self.old[first].start),
            None => self.new.get(self.after(first))?.start,
        };
        let end = match self.same[last] {
            Some(new) => self.new[new].end - self.old[last].end.saturating_sub(range.end),
            None => self.new.get(self.before(last).checked_sub(1)?)?.end,
        };
        (start < end).then_some(start..end)
    }

    /// The stretches of the old text that are other words in the new one, each with at least one word.
    pub fn replaced(&self) -> Vec<(Range<usize>, Range<usize>)> {
        let mut replaced = Vec::new();
        let mut at = 0;
        let (mut from, mut new_from) = (0, 0);
        while at <= self.old.len() {
            let here = if at < self.old.len() {
                self.same[at]
            } else {
                Some(self.new.len())
            };
            if let Some(new) = here {
                if at > from || new > new_from {
                    replaced.extend(self.stretch(from..at, new_from..new));
                }
                (from, new_from) = (at + 1, new + 1);
            }
            at += 1;
        }
        replaced
    }

    /// Words by number as bytes; a stretch without words takes in the word before or after it.
    fn stretch(
        &self,
        old: Range<usize>,
        new: Range<usize>,
    ) -> Option<(Range<usize>, Range<usize>)> {
        let (mut old, mut new) = (old, new);
        if old.is_empty() {
            if old.start > 0 && new.start > 0 {
                (old.start, new.start) = (old.start - 1, new.start - 1);
            } else {
                (old.end, new.end) = (old.end + 1, new.end + 1);
            }
        }
        let bytes = |words: &[Range<usize>], stretch: Range<usize>| {
            let last = words.get(stretch.end.checked_sub(1)?)?;
            Some(words.get(stretch.start)?.start..last.end)
        };
        let was = bytes(&self.old, old)?;
        let is = if new.is_empty() {
            0..0
        } else {
            bytes(&self.new, new)?
        };
        Some((was, is))
    }

    fn point(&self, at: usize) -> Option<usize> {
        let next = self.old.partition_point(|w| w.start < at);
        match self.same.get(next).copied().flatten() {
            Some(new) => Some(self.new[new].start),
            None => {
                let before = next.checked_sub(1).and_then(|b| self.same[b])?;
                Some(self.new[before].end)
            }
        }
    }

    /// The new word after the last one that stands before an old word.
    fn after(&self, old: usize) -> usize {
        let before = self.same[..old].iter().rev().flatten().next();
        before.map_or(0, |new| new + 1)
    }

    /// The new word before which the first one after an old word stands.
    fn before(&self, old: usize) -> usize {
        let after = self.same[old + 1..].iter().flatten().next();
        after.copied().unwrap_or(self.new.len())
    }
}

/// Words between the equal beginnings and ends of two texts that are compared one by one; more are taken
/// for other words altogether, for a comparison can take as long as the square of their number.
const MIDDLE: usize = 20_000;

/// For each old word, the new one that it is.
fn same(old: &[&str], new: &[&str]) -> Vec<Option<usize>> {
    let mut same = vec![None; old.len()];
    let start = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let rest = old[start..].iter().rev().zip(new[start..].iter().rev());
    let end = rest.take_while(|(a, b)| a == b).count();
    for (place, is) in same.iter_mut().enumerate().take(start) {
        *is = Some(place);
    }
    for back in 1..=end {
        same[old.len() - back] = Some(new.len() - back);
    }
    let (old_middle, new_middle) = (&old[start..old.len() - end], &new[start..new.len() - end]);
    if old_middle.len() + new_middle.len() > MIDDLE {
        return same;
    }
    for op in capture_diff_slices(Algorithm::Patience, old_middle, new_middle) {
        if let DiffOp::Equal {
            old_index,
            new_index,
            len,
        } = op
        {
            for place in 0..len {
                same[start + old_index + place] = Some(start + new_index + place);
            }
        }
    }
    same
}

/// Runs of letters and digits, and every other sign by itself, without white space.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut in_word = false;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let is_word = c.is_alphanumeric();
        if is_word && in_word {
            if let Some(word) = words.last_mut() {
                word.end = end;
            }
        } else if !c.is_whitespace() {
            words.push(at..end);
        }
        in_word = is_word;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn carried(old: &str, new: &str, what: &str) -> Option<String> {
        let at = old.find(what).expect("it is there");
        let range = Carry::of(old, new).map(&(at..at + what.len()))?;
        Some(new[range].to_owned())
    }

    #[test]
    fn stretches_move_with_their_words() {
        let old = "Le maire a inauguré le pont, mardi.";
        let new = "Hier, le maire a rouvert le pont neuf, mardi.";
        assert_eq!(carried(old, new, "mardi").as_deref(), Some("mardi"));
        assert_eq!(carried(old, new, "le pont").as_deref(), Some("le pont"));
        assert_eq!(carried(old, new, "inauguré").as_deref(), Some("rouvert"));
        assert_eq!(carried("a b c d", "a d", "b c"), None);
    }

    #[test]
    fn replaced_words_are_told() {
        let (old, new) = ("Endogan parle au Pape.", "Erdogan parle longtemps au Pape");
        let replaced = Carry::of(old, new).replaced();
        let said: Vec<(&str, &str)> = replaced
            .into_iter()
            .map(|(was, is)| (&old[was], &new[is]))
            .collect();
        assert_eq!(
            said,
            [
                ("Endogan", "Erdogan"),
                ("parle", "parle longtemps"),
                (".", "")
            ]
        );
    }
}
