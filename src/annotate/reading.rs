//! A passage as words with what each does, and the mentions it belongs to.

use std::ops::Range;

use crate::lang::{Number, Role, Roles, Vocabulary};
use crate::model::{EntityId, Mark, MarkBody};
use crate::time::tokens::{Kind, Token};

/// A word, a number or a single other character of a passage.
#[derive(Clone, Debug)]
pub struct Word {
    /// Bytes of the passage.
    pub span: Range<usize>,
    pub kind: Kind,
    /// What it does; a phrase does it at its last word.
    pub roles: Roles,
    /// How many words the phrase has that ends here: one where it is none, none inside of one.
    pub phrase: usize,
    pub number: Number,
    /// No white space stands before it.
    pub glued: bool,
    pub capital: bool,
    /// The outermost mention that it belongs to.
    pub mention: Option<usize>,
    /// It is part of a date.
    pub dated: bool,
    /// It stands for a whole quotation, which has this place.
    pub quoted: Option<usize>,
}

/// A mention as far as speech and figures go.
#[derive(Clone, Debug)]
pub struct Named {
    pub span: Range<usize>,
    pub entity: EntityId,
}

impl Word {
    pub fn is_mark(&self, mark: char) -> bool {
        self.quoted.is_none() && self.kind == Kind::Mark(mark)
    }

    pub fn is_any_mark(&self, marks: &[char]) -> bool {
        marks.iter().any(|mark| self.is_mark(*mark))
    }

    /// Where the phrase begins that ends at this word, which stands at `at`.
    pub fn first(&self, at: usize) -> usize {
        (at + 1).saturating_sub(self.phrase.max(1))
    }

    /// Whether it is made of letters.
    pub fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }

    /// Whether it is a number, in figures or in words.
    pub fn is_number(&self) -> bool {
        matches!(self.kind, Kind::Number { .. }) || self.number != Number::None
    }

    pub fn has(&self, role: Role) -> bool {
        self.roles.has(role)
    }
}

/// The mentions of a passage that lie in no other, in order.
pub fn outermost(marks: &[Mark]) -> Vec<Named> {
    let mut named: Vec<Named> = Vec::new();
    for mark in marks {
        let MarkBody::Mention { entity, .. } = &mark.body else {
            continue;
        };
        if named.last().is_none_or(|n| n.span.end <= mark.span.start) {
            named.push(Named {
                span: mark.span.clone(),
                entity: entity.clone(),
            });
        }
    }
    named
}

/// Reads the words of a passage with these mentions and dates.
pub fn read(
    tokens: &[Token],
    vocabulary: &Vocabulary,
    named: &[Named],
    dates: &[Range<usize>],
) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::with_capacity(tokens.len());
    let mut next = 0;
    let mut dates = dates;
    for token in tokens {
        while let [first, rest @ ..] = dates
            && first.end <= token.start
        {
            dates = rest;
        }
        while named.get(next).is_some_and(|n| n.span.end <= token.start) {
            next += 1;
        }
        let inside = named.get(next).is_some_and(|n| n.span.start <= token.start);
        words.push(Word {
            span: token.start..token.end,
            kind: token.kind,
            roles: vocabulary.roles(token.numbers.role),
            phrase: 1,
            number: vocabulary.number(token.numbers.role),
            glued: token.glued,
            capital: token.capital,
            mention: inside.then_some(next),
            dated: dates.first().is_some_and(|d| d.start <= token.start),
            quoted: None,
        });
    }
    let mut at = 0;
    while at < tokens.len() {
        let behind = tokens[at..].iter().map(|t| t.numbers.role);
        let Some((length, roles, number)) = vocabulary.phrase(behind) else {
            at += 1;
            continue;
        };
        let last = at + length - 1;
        for word in &mut words[at..last] {
            word.phrase = 0;
            word.roles = Roles::default();
            word.number = Number::None;
        }
        words[last].roles = roles;
        words[last].number = number;
        words[last].phrase = length;
        at = last + 1;
    }
    words
}

/// From this many words on, a sentence ends wherever it parts no phrase and no name, so that what is looked for
/// in all of a sentence stays cheap in a text without full stops.
pub const LONGEST: usize = 300;

/// Where the sentences of these words end: places behind their last words, in order.
///
/// A sentence ends at a full stop and the like before a space and what begins with a capital, a digit or a
/// quotation, unless the word before it is an abbreviation or an initial; and behind a quotation that ends so.
pub fn sentences(text: &str, words: &[Word], abbreviations: &[String]) -> Vec<usize> {
    let mut ends = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let next = words.get(at + 1);
        let ends_here = if word.quoted.is_some() {
            ends_at_quotation(text, word, next)
        } else {
            word.is_any_mark(&['.', '!', '?', '…'])
                && opens_sentence(next)
                && next.is_none_or(|n| !n.glued || n.quoted.is_some())
                && !(word.is_mark('.') && is_short(text, words, at, abbreviations))
                // "am 3. Juli"
                && !(word.dated && next.is_some_and(|n| n.dated && !n.glued))
        };
        let start = ends.last().copied().unwrap_or(0);
        if ends_here || at + 1 - start >= LONGEST && !is_amid(word, next) {
            ends.push(at + 1);
        }
    }
    if ends.last() != Some(&words.len()) {
        ends.push(words.len());
    }
    ends
}

/// Whether a sentence may begin with a word, or the words end there.
fn opens_sentence(word: Option<&Word>) -> bool {
    word.is_none_or(|w| w.capital || !w.is_word() && !is_closing(w))
}

/// Whether a sentence ends with a quotation, before the next word.
fn ends_at_quotation(text: &str, quotation: &Word, next: Option<&Word>) -> bool {
    let asks = text[quotation.span.clone()].contains(['!', '?']);
    // "“To whom?” Roe cut in."
    let goes_on = asks && next.is_some_and(|n| n.mention.is_some() || n.has(Role::Pronouns));
    let starts = next.is_some_and(|n| n.capital || n.quoted.is_some());
    opens_sentence(next) && starts && !goes_on && ends_sentence(text, quotation)
}

/// Whether a word and the next are of one phrase or name.
fn is_amid(word: &Word, next: Option<&Word>) -> bool {
    let named = word.mention.is_some() && next.is_some_and(|n| n.mention == word.mention);
    word.phrase == 0 || named
}

fn is_closing(word: &Word) -> bool {
    word.is_any_mark(&[
        ',', ';', ':', ')', ']', '.', '!', '?', '…', '-', '»', '”', '"',
    ])
}

/// Whether the words of a quotation end a sentence.
fn ends_sentence(text: &str, word: &Word) -> bool {
    unclosed(&text[word.span.clone()]).ends_with(['.', '!', '?', '…'])
}

/// The words of a quotation without the marks that close it.
pub fn unclosed(quotation: &str) -> &str {
    quotation.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '»' | '«' | '”' | '“' | '"' | '’' | '\'' | '>')
    })
}

fn is_short(text: &str, words: &[Word], at: usize, abbreviations: &[String]) -> bool {
    let Some(before) = at.checked_sub(1).map(|b| &words[b]) else {
        return false;
    };
    let exact = &text[before.span.clone()];
    let initial = exact.chars().count() == 1 && before.capital;
    words[at].glued && before.is_word() && (initial || abbreviations.iter().any(|a| a == exact))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_without_full_stops_is_cut_between_names() {
        let text = "Jan Roe von Ost ".repeat(500);
        let named: Vec<Named> = (0..500)
            .map(|at| Named {
                span: at * 16..at * 16 + 15,
                entity: EntityId::new("x"),
            })
            .collect();
        let language = crate::lang::rules("en");
        let words = read(
            &language.dates.cut(&text),
            &language.vocabulary,
            &named,
            &[],
        );
        let ends = sentences(&text, &words, &[]);
        let longest = ends.windows(2).map(|pair| pair[1] - pair[0]).max();
        assert_eq!((ends.len(), longest), (7, Some(LONGEST)));
        assert!(ends.iter().all(|end| end % 4 == 0), "no name is cut");
    }
}
