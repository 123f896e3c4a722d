//! Every word of a language that anything is known of, so that each word of a text is looked up once.

use rustc_hash::FxHashMap;

/// What is known of a word, by the numbers that its lists give it; 0 where a list does not have it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Numbers {
    /// In the words of dates.
    pub word: u32,
    /// In the words that tell who says what and how many.
    pub role: u32,
}

/// The words of a language, folded.
#[derive(Debug, Default)]
pub(super) struct Dictionary {
    /// Those that are so short that their bytes make a number of 16 bytes, as nearly all are; by that number.
    short: FxHashMap<u128, Numbers>,
    long: FxHashMap<String, Numbers>,
    /// For each first byte, the lengths that occur: most words of a text are dismissed by it.
    lengths: Vec<u64>,
    /// Ends of compound words, with the numbers of their roles.
    ends: FxHashMap<String, u32>,
    /// The length of the shortest of them, in bytes.
    shortest_end: usize,
}

impl Dictionary {
    /// What is known of a folded word.
    pub(super) fn numbers(&self, folded: &str) -> Numbers {
        let mut numbers = Numbers::default();
        let lengths = folded.bytes().next().map(usize::from);
        let lengths = lengths.and_then(|first| self.lengths.get(first));
        if lengths.is_some_and(|lengths| lengths & length(folded) != 0) {
            let known = match short(folded) {
                Some(short) => self.short.get(&short),
                None => self.long.get(folded),
            };
            numbers = known.copied().unwrap_or_default();
        }
        if numbers.role == 0 {
            numbers.role = self.end(folded).unwrap_or(0);
        }
        numbers
    }

    /// Learns a word of dates.
    pub(super) fn add_word(&mut self, folded: &str, word: u32) {
        self.entry(folded).word = word;
    }

    /// Learns a word with a role.
    pub(super) fn add_role(&mut self, folded: &str, role: u32) {
        self.entry(folded).role = role;
    }

    /// Learns the end of compound words with a role.
    pub(super) fn add_end(&mut self, folded: &str, role: u32) {
        if self.ends.is_empty() || folded.len() < self.shortest_end {
            self.shortest_end = folded.len();
        }
        self.ends.insert(folded.to_owned(), role);
    }

    fn entry(&mut self, folded: &str) -> &mut Numbers {
        self.lengths.resize(256, 0);
        let first = folded.bytes().next().map_or(0, usize::from);
        self.lengths[first] |= length(folded);
        match short(folded) {
            Some(short) => self.short.entry(short).or_default(),
            None => self.long.entry(folded.to_owned()).or_default(),
        }
    }

    /// The number of the longest listed end of a compound word.
    fn end(&self, folded: &str) -> Option<u32> {
        /// What stands before the end has a syllable at least.
        const SYLLABLE: usize = 2;
        if self.ends.is_empty() || folded.len() < self.shortest_end + SYLLABLE {
            return None;
        }
        let starts = folded.char_indices().map(|(at, _)| at).skip(SYLLABLE);
        starts
            .take_while(|at| folded.len() - at >= self.shortest_end)
            .find_map(|at| self.ends.get(&folded[at..]).copied())
    }
}

/// The bytes of a word as a number, if they are few enough; no word has a byte 0.
fn short(folded: &str) -> Option<u128> {
    let mut bytes = [0; 16];
    bytes
        .get_mut(..folded.len())?
        .copy_from_slice(folded.as_bytes());
    Some(u128::from_le_bytes(bytes))
}

/// The length of a word as one bit.
fn length(folded: &str) -> u64 {
    1 << folded.len().min(63)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_known_by_all_its_numbers_and_a_compound_by_its_end() {
        let mut dictionary = Dictionary::default();
        dictionary.add_word("mai", 2);
        dictionary.add_role("mai", 3);
        dictionary.add_end("soldaten", 4);
        let of = |folded| {
            let Numbers { word, role } = dictionary.numbers(folded);
            (word, role)
        };
        assert_eq!(of("mai"), (2, 3));
        assert_eq!(of("grenzsoldaten"), (0, 4));
        assert_eq!(of("xsoldaten"), (0, 0));
        assert_eq!(of("daten"), (0, 0));
    }
}
