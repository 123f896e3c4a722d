use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A text folded for matching, with the way back to the original.
pub struct Folded {
    /// Lower case, without accents; typographic apostrophes straight; each run of spaces and
    /// hyphens one space; soft hyphens and zero-width characters gone.
    pub text: String,
    /// Where the bytes of `text` come from, in order: most of a text is as it was, and takes no more than one step.
    steps: Vec<Step>,
}

/// A stretch of a folded text and where it comes from.
#[derive(Clone, Copy)]
struct Step {
    /// Its first byte in the folded text.
    at: u32,
    /// Where that byte comes from.
    from: u32,
    /// The bytes of the character that the whole stretch comes from; 0 where each byte comes from one of its own.
    width: u32,
}

impl Folded {
    /// Folds a text of at most 4 GB.
    pub fn new(original: &str) -> Self {
        let mut folded = Self {
            text: String::with_capacity(original.len()),
            steps: Vec::new(),
        };
        let bytes = original.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let plain = folded.push_plain(&original[at..]);
            if plain > 0 {
                folded.step(folded.text.len() - plain, at, 0);
                at += plain;
                continue;
            }
            let Some(c) = original[at..].chars().next() else {
                break;
            };
            let before = folded.text.len();
            push_folded(c, &mut folded.text);
            folded.step(before, at, c.len_utf8());
            at += c.len_utf8();
        }
        folded
    }

    /// Folds the plain characters that come first, a byte to a byte, and says how many they are.
    fn push_plain(&mut self, text: &str) -> usize {
        let mut spaced = self.text.ends_with(' ');
        let other = text.bytes().position(|byte| {
            let space = byte == b' ';
            let plain = PLAIN[byte as usize] || space && !spaced;
            spaced = space;
            !plain
        });
        let plain = other.unwrap_or(text.len());
        let start = self.text.len();
        self.text.push_str(&text[..plain]);
        self.text[start..].make_ascii_lowercase();
        plain
    }

    /// Notes that what was folded from `at` on comes from a place of the original.
    fn step(&mut self, at: usize, from: usize, width: usize) {
        let (at, from, width) = (at as u32, from as u32, width as u32);
        if self.text.len() > at as usize {
            self.steps.push(Step { at, from, width });
        }
    }

    /// Folds a text with the words whole that line ends part, at these [`broken_words`].
    pub fn rejoined(original: &str, breaks: &[std::ops::Range<usize>]) -> Self {
        let whole = Self::new(original);
        let is_break = |at: usize| {
            let next = breaks.partition_point(|b| b.end <= at);
            breaks.get(next).is_some_and(|b| b.start <= at)
        };
        let mut folded = Self {
            text: String::with_capacity(whole.text.len()),
            steps: Vec::new(),
        };
        for (at, c) in whole.text.char_indices() {
            let from = whole.original(at..at + c.len_utf8());
            if !is_break(from.start) {
                folded.text.push(c);
                folded.step(folded.text.len() - c.len_utf8(), from.start, from.len());
            }
        }
        folded
    }

    /// Where bytes of the folded text come from that are asked for in their order.
    pub fn origins(&self) -> Origins<'_> {
        Origins::from(&self.steps)
    }

    /// The bytes of the original that a non-empty range of the folded text comes from.
    pub fn original(&self, range: std::ops::Range<usize>) -> std::ops::Range<usize> {
        self.character(range.start).start..self.character(range.end - 1).end
    }

    /// The bytes of the character that a byte of the folded text comes from.
    fn character(&self, byte: usize) -> std::ops::Range<usize> {
        let next = self.steps.partition_point(|s| s.at as usize <= byte);
        Origins::from(&self.steps[next.saturating_sub(1)..]).at(byte)
    }
}

/// The way back from a folded text to the original, walked forwards.
pub struct Origins<'f> {
    /// The stretch that the byte asked for last lies in.
    step: Step,
    /// The stretches behind it.
    rest: &'f [Step],
}

impl<'f> Origins<'f> {
    fn from(steps: &'f [Step]) -> Self {
        let step = Step {
            at: 0,
            from: 0,
            width: 0,
        };
        Self { step, rest: steps }
    }

    /// The bytes of the character that a byte of the folded text comes from, which lies not before the last one.
    pub fn at(&mut self, byte: usize) -> std::ops::Range<usize> {
        while let [next, rest @ ..] = self.rest
            && next.at as usize <= byte
        {
            (self.step, self.rest) = (*next, rest);
        }
        let from = self.step.from as usize;
        match self.step.width as usize {
            0 => from + byte - self.step.at as usize..from + byte - self.step.at as usize + 1,
            width => from..from + width,
        }
    }
}

/// The hyphens, with the line ends behind them, that stand between two halves of a word.
pub fn broken_words(text: &str) -> Vec<std::ops::Range<usize>> {
    // Most passages are one line.
    if !text.contains('\n') {
        return Vec::new();
    }
    let hyphens = text.match_indices(['-', '\u{ad}', '‐']);
    let breaks = hyphens.filter_map(|(at, hyphen)| {
        let rest = &text[at + hyphen.len()..];
        let next = rest.trim_start_matches(char::is_whitespace);
        let gap = &rest[..rest.len() - next.len()];
        let broken = gap.matches('\n').count() == 1
            && text[..at].ends_with(char::is_alphabetic)
            && next.starts_with(char::is_lowercase);
        broken.then(|| at..text.len() - next.len())
    });
    breaks.collect()
}

/// Folds a short text, such as an alias; leading and trailing spaces are dropped.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        push_folded(c, &mut folded);
    }
    folded.trim().to_owned()
}

/// Only the letters and digits of a text, folded: what two printings of a line have in common.
pub fn skeleton(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        push_folded(c, &mut folded);
    }
    folded.retain(char::is_alphanumeric);
    folded
}

/// A file name part: folded words joined by hyphens, at most `longest` bytes, cut between words.
pub fn slug(text: &str, longest: usize) -> String {
    let folded = fold(text);
    let mut name = String::new();
    for word in folded.split(|c: char| !c.is_alphanumeric()) {
        if word.is_empty() {
            continue;
        }
        let joined = name.len() + usize::from(!name.is_empty()) + word.len();
        if joined > longest {
            if name.is_empty() {
                name.extend(word.chars().take(longest / 4));
            }
            break;
        }
        if !name.is_empty() {
            name.push('-');
        }
        name.push_str(word);
    }
    name
}

/// What folding makes of characters that have no decomposition to fold by. The search page folds
/// what readers type by this same table.
pub const SPECIAL: [(char, &str); 30] = [
    ('\'', "'"),
    ('’', "'"),
    ('‘', "'"),
    ('ʼ', "'"),
    ('`', "'"),
    ('´', "'"),
    ('-', " "),
    ('‐', " "),
    ('‑', " "),
    ('‒', " "),
    ('–', " "),
    ('—', " "),
    ('\u{ad}', ""),
    ('\u{200b}', ""),
    ('\u{200c}', ""),
    ('\u{200d}', ""),
    ('\u{2060}', ""),
    ('\u{feff}', ""),
    ('œ', "oe"),
    ('Œ', "oe"),
    ('æ', "ae"),
    ('Æ', "ae"),
    ('ß', "ss"),
    ('ı', "i"),
    ('ø', "o"),
    ('Ø', "o"),
    ('ł', "l"),
    ('Ł', "l"),
    ('đ', "d"),
    ('Đ', "d"),
];

/// What [`SPECIAL`] says of a character.
pub(super) fn special(c: char) -> Option<&'static str> {
    let found = SPECIAL.iter().find(|(from, _)| *from == c);
    found.map(|(_, to)| *to)
}

/// The ASCII characters of which folding leaves that character, but for its case.
static PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = b'!';
    while byte <= b'~' {
        plain[byte as usize] = !matches!(byte, b'-' | b'`');
        byte += 1;
    }
    plain
};

/// What folding makes of the alphabets of western Europe, from U+0000 on: taking letters apart is slow, and these
/// are in every line.
static LATIN: LazyLock<Vec<String>> = LazyLock::new(|| {
    let folded = |c: char| {
        let mut folded = String::new();
        take_apart(c, &mut folded);
        folded
    };
    ('\0'..'\u{180}').map(folded).collect()
});

fn push_folded(c: char, folded: &mut String) {
    match c {
        'a'..='z' | '0'..='9' => return folded.push(c),
        'A'..='Z' => return folded.push(c.to_ascii_lowercase()),
        ' ' => return push_space(folded),
        _ => {}
    }
    match LATIN.get(c as usize).map(String::as_str) {
        Some(" ") => push_space(folded),
        Some(known) => folded.push_str(known),
        None => take_apart(c, folded),
    }
}

fn take_apart(c: char, folded: &mut String) {
    match special(c) {
        Some(" ") => push_space(folded),
        Some(to) => folded.push_str(to),
        None if c.is_whitespace() => push_space(folded),
        None => {
            for part in c.nfd().filter(|p| !is_combining_mark(*p)) {
                folded.extend(part.to_lowercase().filter(|p| !is_combining_mark(*p)));
            }
        }
    }
}

/// A run of spaces and hyphens is one space.
fn push_space(folded: &mut String) {
    if !folded.ends_with(' ') {
        folded.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_apostrophes_hyphens_and_spaces_are_set_aside() {
        assert_eq!(fold("Haut-\u{a0}Karabakh"), "haut karabakh");
        assert_eq!(fold("L’ÉTAT"), "l'etat");
        assert_eq!(fold("Œuvre d’İstanbul"), "oeuvre d'istanbul");
        assert_eq!(fold("co\u{ad}opération"), "cooperation");
    }

    #[test]
    fn a_folded_range_leads_back_to_the_original() {
        let text = "à l’Élysée — hier";
        let folded = Folded::new(text);
        let at = folded.text.find("elysee").unwrap();
        let original = folded.original(at..at + 6);
        assert_eq!(&text[original], "Élysée");
    }

    #[test]
    fn a_decomposed_accent_belongs_to_no_range_of_its_own() {
        let text = "e\u{301}te\u{301}";
        let folded = Folded::new(text);
        assert_eq!(folded.text, "ete");
        assert_eq!(folded.original(0..1), 0..1);
    }

    #[test]
    fn slugs_are_cut_between_words() {
        assert_eq!(slug("L’Été à Moscou : dix heures !", 16), "l-ete-a-moscou");
        assert_eq!(slug("…", 16), "");
    }
}
