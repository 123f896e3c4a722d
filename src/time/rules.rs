//! What one language knows of dates, ready for use.

use super::{
    dictionary::Dictionary,
    forms::Forms,
    lexicon::Lexicon,
    tense::Tense,
    tokens::{self, Token},
};

/// The words of one language that date recognition needs, compiled from the `[dates]` table of its file.
#[derive(Debug)]
pub struct DateRules {
    pub(super) dictionary: Dictionary,
    pub(super) lexicon: Lexicon,
    pub(super) forms: Forms,
    pub(super) tense: Tense,
}

impl DateRules {
    /// Reads the `[dates]` table of a language file.
    ///
    /// # Errors
    ///
    /// Says in words which key or pattern of the table is wrong.
    pub fn compile(table: &toml::Table) -> Result<Self, String> {
        let mut lexicon = Lexicon::read(table)?;
        let forms = Forms::read(table, &mut lexicon)?;
        let tense = Tense::read(table)?;
        let mut dictionary = Dictionary::default();
        for (folded, word) in lexicon.words() {
            dictionary.add_word(folded, word);
        }
        Ok(Self {
            dictionary,
            lexicon,
            forms,
            tense,
        })
    }

    /// Cuts a text into words, with what is known of each.
    pub(crate) fn cut(&self, text: &str) -> Vec<Token> {
        tokens::cut(text, |folded| self.dictionary.numbers(folded))
    }

    /// Learns what others call the words of the language, so that a text is cut once for all of them; of an
    /// entry that begins with `…`, the end of compound words.
    pub fn learn<'a>(&mut self, roles: impl Iterator<Item = (&'a str, u32)>) {
        for (folded, role) in roles {
            match folded.strip_prefix('…') {
                Some(end) if !end.is_empty() => self.dictionary.add_end(end, role),
                _ => self.dictionary.add_role(folded, role),
            }
        }
    }
}
