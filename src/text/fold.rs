use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A text folded for matching, with the way back to the original.
pub struct Folded {
    /// Lower case, without accents; typographic apostrophes straight; each run of spaces and
    /// hyphens one space; soft hyphens and zero-width characters gone.
    pub text: String,
    /// For each byte of `text`, the byte of the original that it comes from; one more for the end.
    origin: Vec<u32>,
    /// For each byte of `text`, the end in the original of the character that it comes from.
    end: Vec<u32>,
}

impl Folded {
    /// Folds a text of at most 4 GB.
    pub fn new(original: &str) -> Self {
        let mut folded = Self {
            text: String::with_capacity(original.len()),
            origin: Vec::with_capacity(original.len() + 1),
            end: Vec::with_capacity(original.len()),
        };
        for (at, c) in original.char_indices() {
            let before = folded.text.len();
            push_folded(c, &mut folded.text);
            for _ in before..folded.text.len() {
                folded.origin.push(at as u32);
                folded.end.push((at + c.len_utf8()) as u32);
            }
        }
        folded.origin.push(original.len() as u32);
        folded
    }

    /// Folds a text with the words whole that line ends part, at these [`broken_words`].
    pub fn rejoined(original: &str, breaks: &[std::ops::Range<usize>]) -> Self {
        let mut folded = Self::new(original);
        let is_break = |at: u32| {
            let at = at as usize;
            let next = breaks.partition_point(|b| b.end <= at);
            breaks.get(next).is_some_and(|b| b.start <= at)
        };
        let mut text = String::with_capacity(folded.text.len());
        let (mut origin, mut end) = (Vec::new(), Vec::new());
        for (at, c) in folded.text.char_indices() {
            if !is_break(folded.origin[at]) {
                text.push(c);
                origin.extend_from_slice(&folded.origin[at..at + c.len_utf8()]);
                end.extend_from_slice(&folded.end[at..at + c.len_utf8()]);
            }
        }
        origin.push(original.len() as u32);
        (folded.text, folded.origin, folded.end) = (text, origin, end);
        folded
    }

    /// The byte of the original that a byte of the folded text comes from.
    pub fn origin_of(&self, byte: usize) -> usize {
        self.origin[byte] as usize
    }

    /// The bytes of the original that a non-empty range of the folded text comes from.
    pub fn original(&self, range: std::ops::Range<usize>) -> std::ops::Range<usize> {
        let start = self.origin[range.start] as usize;
        start..self.end[range.end - 1] as usize
    }
}

/// The hyphens, with the line ends behind them, that stand between two halves of a word.
pub fn broken_words(text: &str) -> Vec<std::ops::Range<usize>> {
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

fn push_folded(c: char, folded: &mut String) {
    match c {
        'a'..='z' | '0'..='9' => return folded.push(c),
        'A'..='Z' => return folded.push(c.to_ascii_lowercase()),
        ' ' => return push_space(folded),
        _ => {}
    }
    match special(c) {
        Some(" ") => push_space(folded),
        Some(to) => folded.push_str(to),
        None if c.is_whitespace() => push_space(folded),
        None if c.is_ascii() => folded.push(c),
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
