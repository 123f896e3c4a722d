//! What one language knows of dates, ready for use.

use super::{forms::Forms, lexicon::Lexicon, tense::Tense};

/// The words of one language that date recognition needs, compiled from the `[dates]` table of its file.
#[derive(Debug)]
pub struct DateRules {
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
        Ok(Self {
            lexicon,
            forms,
            tense,
        })
    }
}
