//! In which languages a theme speaks: its files `words/CODE.toml`, and those of the archive laid over them.

use std::collections::BTreeMap;

use super::words::{Words, lay_over};
use crate::model::{Diagnostic, Place};

/// The language whose words fill every gap.
const FALLBACK: &str = "en";

/// A theme's files of words, read.
pub struct Languages {
    /// The words of each language by its tag in lower case.
    tables: BTreeMap<String, toml::Table>,
}

impl Languages {
    /// Reads files of words: path below the theme's folder, text, and the path to name in a diagnostic. Of two files
    /// for one language the later is laid over the earlier, word by word, so that an archive may change only some.
    pub fn read<'t>(
        files: impl IntoIterator<Item = (&'t str, &'t str, String)>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut tables: BTreeMap<String, toml::Table> = BTreeMap::new();
        for (path, text, shown) in files {
            let stem = path
                .strip_prefix("words/")
                .and_then(|name| name.strip_suffix(".toml"));
            let Some(tag) = stem.map(str::to_lowercase) else {
                continue;
            };
            match toml::from_str::<toml::Table>(text) {
                Ok(table) => match tables.get_mut(&tag) {
                    Some(below) => lay_over(below, &table),
                    None => {
                        tables.insert(tag, table);
                    }
                },
                Err(error) => {
                    let place = match error.span() {
                        Some(span) => Place::span(shown, text, span),
                        None => Place::file(shown),
                    };
                    let message = error.message().lines().next().unwrap_or_default();
                    diagnostics.push(Diagnostic::fatal("words-invalid", message).at(place).hint(
                        "words are TOML: key = \"words\", under the [section] that they have in the built-in file",
                    ));
                }
            }
        }
        Self { tables }
    }

    /// The words of a language, or of its main language (`fr` for `fr-CA`), over those of the fallback; None where
    /// the theme has neither.
    pub fn words(&self, language: &str) -> Option<Words> {
        let tag = language.to_lowercase();
        let main = tag.split('-').next().unwrap_or(&tag);
        let table = self.tables.get(&tag).or_else(|| self.tables.get(main))?;
        Some(Words::new(language, &self.fallback(), table))
    }

    /// The words that stand in for a language that the theme lacks.
    pub fn fallback_words(&self) -> Words {
        Words::new(FALLBACK, &self.fallback(), &toml::Table::new())
    }

    fn fallback(&self) -> toml::Table {
        self.tables.get(FALLBACK).cloned().unwrap_or_default()
    }

    /// That the theme lacks a language, with those it has. `theme` is the name of its folder. A site in English
    /// stands in for the first language of an archive; any other is left out.
    pub fn lacking(&self, language: &str, theme: &str, first: bool) -> Diagnostic {
        let known: Vec<&str> = self.tables.keys().map(String::as_str).collect();
        let known = known.join(", ");
        let said = format!("the theme '{theme}' has no words for the language '{language}'");
        let diagnostic = if first {
            let message = format!("{said}, so its pages are worded in English; it has {known}");
            Diagnostic::warning("language-without-words", message)
        } else {
            let message = format!("{said}, so the site is not made in it; it has {known}");
            Diagnostic::error("language-without-words", message)
        };
        let main = language
            .split('-')
            .next()
            .unwrap_or(language)
            .to_lowercase();
        diagnostic.at(Place::file("archive.toml")).hint(format!(
            "choose one of these, or translate words/en.toml into themes/{theme}/words/{main}.toml; \
             `archive theme eject words/en.toml` copies it"
        ))
    }
}
