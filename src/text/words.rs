use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use super::fold::special;

/// A word of a text: a run of letters and digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Bytes of the text.
    pub span: Range<usize>,
    /// Whether a hyphen alone stands between it and the word after it.
    pub joined: bool,
}

/// What a character is to the words around it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    /// Nothing is left of it when the text is folded: it neither makes nor parts words.
    Silent,
    Hyphen,
    Other,
}

/// The words of a text, in order: what is left between the other characters once it is folded, so
/// that an elision (`l’accord`) and a compound (`cessez-le-feu`) are several words.
pub fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut start = None;
    let mut after_hyphen = false;
    for (at, c) in text.char_indices() {
        match (class(c), start) {
            (Class::Letter, None) => {
                if let Some(last) = words.last_mut().filter(|_| after_hyphen) {
                    last.joined = true;
                }
                start = Some(at);
            }
            (Class::Letter | Class::Silent, _) => {}
            (class, from) => {
                after_hyphen = class == Class::Hyphen && from.is_some();
                if let Some(from) = from {
                    words.push(word(from..at));
                    start = None;
                }
            }
        }
    }
    words.extend(start.map(|from| word(from..text.len())));
    words
}

/// The letters and digits of ASCII: most that a text has.
static ALPHANUMERIC: [bool; 256] = {
    let mut all = [false; 256];
    let mut byte = 0;
    while byte < 0x80 {
        all[byte as usize] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    all
};

/// Where the run of letters and digits ends that begins at a byte of a text; there, where none does.
#[inline]
pub fn run_end(text: &str, start: usize) -> usize {
    let mut at = start;
    while let Some(byte) = text.as_bytes().get(at) {
        if ALPHANUMERIC[*byte as usize] {
            at += 1;
            continue;
        }
        match text[at..].chars().next() {
            Some(c) if !c.is_ascii() && c.is_alphanumeric() => at += c.len_utf8(),
            _ => break,
        }
    }
    at
}

fn word(span: Range<usize>) -> Word {
    Word {
        span,
        joined: false,
    }
}

fn class(c: char) -> Class {
    if c.is_ascii_alphanumeric() {
        return Class::Letter;
    }
    match c {
        ' ' => return Class::Other,
        '-' | '‐' | '‑' => return Class::Hyphen,
        _ => {}
    }
    match special(c) {
        Some("") => Class::Silent,
        Some("'" | " ") => Class::Other,
        Some(_) => Class::Letter,
        None if c.is_ascii() => Class::Other,
        None if is_combining_mark(c) => Class::Silent,
        None if c.is_alphanumeric() => Class::Letter,
        None => Class::Other,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::fold;
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = words(text)
            .into_iter()
            .map(|w| {
                let joint = if w.joined { "-" } else { "" };
                format!("{}{joint}", &text[w.span])
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn elisions_and_compounds_are_several_words() {
        check("L’accord d'Orsenne.", &["L", "accord", "d", "Orsenne"]);
        check("le cessez-le-feu", &["le", "cessez-", "le-", "feu"]);
        check("Haut‑Karst — hier", &["Haut-", "Karst", "hier"]);
        check("deux -trois- quatre", &["deux", "trois", "quatre"]);
        check(
            "co\u{ad}op e\u{301}te\u{301} 3,5",
            &["co\u{ad}op", "e\u{301}te\u{301}", "3", "5"],
        );
        check("", &[]);
    }

    proptest! {
        #[test]
        fn words_are_what_is_between_the_rest_of_the_folded_text(text in "[\\PCa-zé’ \u{ad}-]{0,60}") {
            let ours: Vec<String> = words(&text).iter().map(|w| fold(&text[w.span.clone()])).collect();
            let folded = fold(&text);
            let theirs: Vec<&str> = folded
                .split(|c: char| !c.is_alphanumeric())
                .filter(|w| !w.is_empty())
                .collect();
            prop_assert_eq!(ours, theirs);
        }
    }
}
