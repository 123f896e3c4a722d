use std::ops::Range;

use crate::lang::Phrases;
use crate::text::{Folded, run_end};

/// The words of a folded passage, to be walked from any of them in both directions.
pub struct Walk<'t> {
    words: &'t str,
    folded: &'t str,
    /// An elision (`l'`) is a word of its own.
    tokens: Vec<Token>,
}

struct Token {
    /// Bytes of the folded text.
    start: u32,
    end: u32,
    /// Bytes of the passage.
    from: u32,
    to: u32,
    capital: bool,
}

impl Token {
    fn folded(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    fn original(&self) -> Range<usize> {
        self.from as usize..self.to as usize
    }
}

impl<'t> Walk<'t> {
    /// Cuts a folded passage into words.
    pub fn new(words: &'t str, folded: &'t Folded) -> Self {
        let text = folded.text.as_str();
        let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 5);
        let mut origins = folded.origins();
        let mut add = |start: usize, end: usize| {
            let (from, to) = (origins.at(start).start, origins.at(end - 1).end);
            let capital = match words.as_bytes().get(from) {
                Some(byte) if byte.is_ascii() => byte.is_ascii_uppercase(),
                _ => words[from..].starts_with(char::is_uppercase),
            };
            // A folded text has at most 4 GB.
            tokens.push(Token {
                start: start as u32,
                end: end as u32,
                from: from as u32,
                to: to as u32,
                capital,
            });
        };
        let mut at = 0;
        while at < text.len() {
            let end = run_end(text, at);
            if end > at {
                let elided = text[end..].starts_with('\'')
                    && (end - at <= 2 || text[at..end].ends_with("qu"));
                add(at, end + usize::from(elided));
            }
            // What ends a word begins none.
            at = end + text[end..].chars().next().map_or(0, char::len_utf8);
        }
        Self {
            words,
            folded: text,
            tokens,
        }
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// A word, folded; empty beyond the last.
    pub fn token(&self, at: usize) -> &'t str {
        let token = self.tokens.get(at);
        token.map_or("", |token| &self.folded[token.folded()])
    }

    /// Words with what stands between them, folded.
    pub fn slice(&self, range: Range<usize>) -> &'t str {
        let (Some(first), Some(last)) = (
            self.tokens.get(range.start),
            self.tokens.get(range.end.wrapping_sub(1)),
        ) else {
            return "";
        };
        let range = first.start as usize..last.end as usize;
        self.folded.get(range).unwrap_or("")
    }

    /// The bytes of the passage that words come from.
    pub fn span(&self, range: Range<usize>) -> Range<usize> {
        let first = &self.tokens[range.start];
        let last = &self.tokens[range.end - 1];
        first.from as usize..last.to as usize
    }

    /// The word at which a byte of the folded text lies, or the next.
    pub fn at_folded(&self, byte: usize) -> usize {
        self.tokens
            .partition_point(|token| token.end as usize <= byte)
    }

    /// The word at which a byte of the passage lies, or the next.
    pub fn at(&self, byte: usize) -> usize {
        self.tokens
            .partition_point(|token| token.to as usize <= byte)
    }

    /// What stands between a word and the one before it, folded; a line end counts as a full stop beyond the ends.
    pub fn gap(&self, at: usize) -> &'t str {
        if at == 0 || at >= self.tokens.len() {
            return ".";
        }
        &self.folded[self.tokens[at - 1].end as usize..self.tokens[at].start as usize]
    }

    /// Whether no more than a space, a hyphen or an elision parts a word from the one before it.
    pub fn joined(&self, at: usize) -> bool {
        matches!(self.gap(at), "" | " ")
    }

    /// What stands between a word and the one before it, as it is written.
    pub fn written_gap(&self, at: usize) -> &'t str {
        if at == 0 || at >= self.tokens.len() {
            return "";
        }
        let before = self.tokens[at - 1].original();
        let here = self.tokens[at].original();
        self.words.get(before.end..here.start).unwrap_or("")
    }

    /// Whether a hyphen joins a word to the one before it.
    pub fn hyphenated(&self, at: usize) -> bool {
        matches!(self.written_gap(at), "-" | "‐" | "‑")
    }

    /// Whether a word begins with a capital.
    pub fn capital(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.capital)
    }

    /// A word as it is written.
    pub fn written(&self, at: usize) -> &'t str {
        &self.words[self.span(at..at + 1)]
    }

    /// Whether a word begins a sentence or a clause set off like one.
    pub fn opens(&self, at: usize) -> bool {
        let gap = self.gap(at);
        at == 0
            || gap.contains([
                '.', '!', '?', ':', ';', '\n', '«', '"', '“', '(', '[', '|', '•',
            ])
    }

    /// The end of the longest phrase that starts at a word.
    pub fn starting(&self, at: usize, phrases: &Phrases) -> Option<usize> {
        let most = self.tokens.len().min(at + phrases.most);
        (at + 1..=most)
            .rev()
            .find(|end| phrases.has(self.slice(at..*end)))
    }

    /// The start of the longest phrase that ends before a word.
    pub fn ending(&self, end: usize, phrases: &Phrases) -> Option<usize> {
        let first = end.saturating_sub(phrases.most);
        (first..end).find(|start| phrases.has(self.slice(*start..end)))
    }
}
