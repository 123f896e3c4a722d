//! A passage as words, numbers and marks, folded so that one lexicon entry fits all its spellings.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use super::{dictionary::Numbers, lexicon::NUMBER};
use crate::text::SPECIAL;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Word,
    /// `figures` counts the digits; `grouped` tells 2.000 from 2000, which may be a year.
    Number {
        value: i32,
        figures: u8,
        grouped: bool,
    },
    /// A single character; marks that mean the same have one name.
    Mark(char),
}

/// A word, a number or a single other character.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    pub start: usize,
    pub end: usize,
    pub kind: Kind,
    /// What the language file knows of the folded word; each is `NUMBER` for a number in figures.
    pub numbers: Numbers,
    /// No white space stands between it and the token before.
    pub glued: bool,
    /// It begins with a capital letter.
    pub capital: bool,
}

impl Token {
    /// Its number among the words of dates, 0 when it is none.
    pub(super) fn word(&self) -> u32 {
        self.numbers.word
    }
}

/// Cuts a text into tokens; `known` gives what is known of a folded word.
///
/// A hyphen between letters only separates, so that "week-end" and "week end" are alike; an apostrophe
/// closes an elided word ("l'"), save before a possessive s, which is a word of its own ("'s").
pub(super) fn cut(text: &str, known: impl Fn(&str) -> Numbers) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 5);
    let mut folded = String::new();
    let mut at = 0;
    let mut blank = true;
    while let Some(c) = text[at..].chars().next() {
        let start = at;
        let glued = !std::mem::replace(&mut blank, false);
        if c.is_whitespace() || is_invisible(c) {
            at += c.len_utf8();
            // An invisible character does not part what stands around it.
            blank = !glued || c.is_whitespace();
        } else if c.is_ascii_digit() {
            let (end, kind) = number(text, start);
            at = end;
            tokens.push(Token {
                start,
                end,
                kind,
                numbers: Numbers {
                    word: NUMBER,
                    role: NUMBER,
                },
                glued,
                capital: false,
            });
        } else if let Some(end) = plain_word(text, start) {
            at = end;
            tokens.push(Token {
                start,
                end,
                kind: Kind::Word,
                numbers: known(&text[start..end]),
                glued,
                capital: false,
            });
        } else if c.is_alphabetic() {
            at = letters(text, start, &mut folded);
            let elides = |end: usize| {
                !is_possessive(text, end) && text[end..].starts_with(char::is_alphabetic)
            };
            if let Some((mark, end)) = apostrophe(text, at).filter(|(_, end)| elides(*end)) {
                folded.push(mark);
                at = end;
            }
            tokens.push(Token {
                start,
                end: at,
                kind: Kind::Word,
                numbers: known(&folded),
                glued,
                capital: c.is_uppercase(),
            });
        } else if let Some((_, end)) =
            apostrophe(text, at).filter(|&(_, end)| glued && is_possessive(text, end))
        {
            at = end + 1;
            tokens.push(Token {
                start,
                end: at,
                kind: Kind::Word,
                numbers: known("'s"),
                glued,
                capital: false,
            });
        } else {
            at += c.len_utf8();
            let joins = |c: char| c.is_alphabetic();
            let hyphen = matches!(c, '-' | '\u{2010}' | '\u{2011}')
                && text[..start].ends_with(joins)
                && text[at..].starts_with(joins);
            if !hyphen {
                tokens.push(Token {
                    start,
                    end: at,
                    kind: Kind::Mark(mark_name(c)),
                    numbers: known(mark_name(c).encode_utf8(&mut [0; 4])),
                    glued,
                    capital: false,
                });
            }
        }
    }
    tokens
}

/// Soft hyphens, zero-width characters and byte-order marks, which scraped pages leave anywhere.
fn is_invisible(c: char) -> bool {
    !c.is_ascii()
        && matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{300}'..='\u{36f}')
}

/// Marks that mean the same have one name.
fn mark_name(c: char) -> char {
    match c {
        '\u{2019}' | '\u{2bc}' | '\u{2018}' => '\'',
        '\u{2010}'..='\u{2015}' => '-',
        c => c,
    }
}

fn apostrophe(text: &str, at: usize) -> Option<(char, usize)> {
    let c = text[at..].chars().next()?;
    (mark_name(c) == '\'').then(|| ('\'', at + c.len_utf8()))
}

/// Whether a lone s follows, as in "year's".
fn is_possessive(text: &str, at: usize) -> bool {
    let rest = &text[at..];
    rest.starts_with(['s', 'S']) && !rest[1..].starts_with(char::is_alphanumeric)
}

/// The end of a word that begins at `start` and is folded as it is, all of it lower-case ASCII; none where it
/// is no such word, or may be elided.
fn plain_word(text: &str, start: usize) -> Option<usize> {
    let rest = &text.as_bytes()[start..];
    let length = rest.iter().take_while(|b| b.is_ascii_lowercase()).count();
    let next = rest.get(length);
    let ends = next.is_none_or(|b| b.is_ascii() && !b.is_ascii_alphabetic() && *b != b'\'');
    (length > 0 && ends).then_some(start + length)
}

/// The letters of the alphabets of western Europe beyond ASCII, from U+0080 on, each folded; nothing for what
/// is no letter. Taking letters apart is slow, and these are in every line.
static LATIN: LazyLock<Vec<String>> = LazyLock::new(|| {
    ('\u{80}'..'\u{180}')
        .map(|c| {
            let mut folded = String::new();
            if c.is_alphabetic() {
                fold_into(c, &mut folded);
            }
            folded
        })
        .collect()
});

/// The end of the run of letters that begins at `start`, its folded form left in `folded`.
fn letters(text: &str, start: usize, folded: &mut String) -> usize {
    folded.clear();
    let mut at = start;
    loop {
        let rest = &text.as_bytes()[at..];
        let plain = rest.iter().take_while(|b| b.is_ascii_alphabetic()).count();
        folded.push_str(&text[at..at + plain]);
        let before = folded.len() - plain;
        folded[before..].make_ascii_lowercase();
        at += plain;
        let Some(c) = text[at..].chars().next().filter(|c| !c.is_ascii()) else {
            return at;
        };
        let latin = LATIN.get(c as usize - 0x80);
        if let Some(letter) = latin.filter(|letter| !letter.is_empty()) {
            folded.push_str(letter);
        } else if c.is_alphabetic() {
            fold_into(c, folded);
        } else if !is_invisible(c) {
            return at;
        }
        at += c.len_utf8();
    }
}

fn fold_into(c: char, folded: &mut String) {
    for low in c.to_lowercase() {
        match SPECIAL.iter().find(|(from, _)| *from == low) {
            Some((_, to)) => folded.push_str(to),
            None => folded.extend(std::iter::once(low).nfd().filter(|&c| !is_invisible(c))),
        }
    }
}

/// A number with its groups of thousands: 2000, 2.000, 2,000, 2 000.
fn number(text: &str, start: usize) -> (usize, Kind) {
    let digits = |at: usize| text[at..].bytes().take_while(u8::is_ascii_digit).count();
    let mut end = start + digits(start);
    let figures = end - start;
    let mut value = text[start..end].parse::<i32>().unwrap_or(i32::MAX);
    let mut grouped = false;
    // "2020 100" is a year and a number: only a short first group is followed by thousands.
    let groups = |c: &char| figures <= 3 && matches!(c, '.' | ',' | ' ' | '\u{a0}' | '\u{202f}');
    while let Some(mark) = text[end..].chars().next().filter(groups) {
        let group = end + mark.len_utf8();
        if digits(group) != 3 {
            break;
        }
        let thousands = text[group..group + 3].parse().unwrap_or(0);
        value = value.saturating_mul(1000).saturating_add(thousands);
        end = group + 3;
        grouped = true;
    }
    let figures = u8::try_from(figures).unwrap_or(u8::MAX);
    (
        end,
        Kind::Number {
            value,
            figures,
            grouped,
        },
    )
}
