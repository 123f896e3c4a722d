//! A passage as it is read once: its words, its tokens, the forms found in them.

use super::{
    DateRules,
    matching::{self, Found, Lists},
    tokens::{Kind, Token},
};

/// A passage cut into tokens, with the forms found in it.
#[derive(Debug)]
pub(super) struct Reading<'a> {
    pub text: &'a str,
    pub tokens: Vec<Token>,
    pub found: Vec<Found>,
    /// The number of the sentence that each token is in.
    sentences: Vec<usize>,
}

impl<'a> Reading<'a> {
    pub(super) fn of(text: &'a str, rules: &DateRules, lists: &mut Lists) -> Self {
        let tokens = rules.cut(text);
        let found = matching::find(&tokens, rules, lists);
        let mut reading = Self {
            text,
            tokens,
            found,
            sentences: Vec::new(),
        };
        if !reading.found.is_empty() {
            reading.number_sentences();
        }
        reading
    }

    fn number_sentences(&mut self) {
        let mut number = 0;
        let mut sentences = Vec::with_capacity(self.tokens.len());
        let mut found = self.found.iter().peekable();
        for at in 0..self.tokens.len() {
            while found.next_if(|found| found.end <= at + 1).is_some() {}
            // A full stop inside a date ("3. Mai") ends no sentence.
            let within = found.peek().is_some_and(|found| found.first <= at);
            sentences.push(number);
            number += usize::from(!within && self.ends_sentence(at));
        }
        self.sentences = sentences;
    }

    /// The bytes of a form found.
    pub(super) fn span(&self, found: &Found) -> std::ops::Range<usize> {
        let start = self.tokens.get(found.first).map_or(0, |token| token.start);
        let end = found
            .end
            .checked_sub(1)
            .and_then(|last| self.tokens.get(last))
            .map_or(start, |token| token.end);
        start..end.max(start)
    }

    /// How many sentences end between two tokens.
    pub(super) fn parted(&self, from: usize, to: usize) -> usize {
        let number = |at: usize| {
            self.sentences
                .get(at)
                .or(self.sentences.last())
                .copied()
                .unwrap_or(0)
        };
        number(to).saturating_sub(number(from))
    }

    /// The first token from a place on that is no closing mark.
    fn after_marks(&self, at: usize) -> Option<&Token> {
        let closes = |token: &&Token| {
            token.glued && matches!(token.kind, Kind::Mark('"' | '”' | '»' | ')' | '\'' | '“'))
        };
        let rest = self.tokens.get(at..)?;
        let marks = rest.iter().take(3).take_while(closes).count();
        rest.get(marks)
    }

    fn ends_sentence(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else {
            return false;
        };
        match token.kind {
            Kind::Mark('!' | '?' | '…') => true,
            Kind::Mark('.') => {
                let initial = at
                    .checked_sub(1)
                    .and_then(|before| self.tokens.get(before))
                    .is_some_and(|before| {
                        before.kind == Kind::Word
                            && before.capital
                            && before.end - before.start == 1
                    });
                !initial
                    && self
                        .after_marks(at + 1)
                        .is_none_or(|next| !next.glued && next.capital)
            }
            _ => false,
        }
    }
}
