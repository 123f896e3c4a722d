use std::collections::BTreeMap;

use rust_stemmers::Stemmer;

use crate::text::fold;

/// Keys, such as kinds of happening, and the words that speak for them.
#[derive(Default)]
pub struct Lexicon {
    by_stem: BTreeMap<String, Vec<String>>,
    phrases: Vec<(String, String)>,
    /// For each key the first of its words, as the language file writes it.
    first: BTreeMap<String, String>,
}

impl Lexicon {
    /// Words are compared by their stems, phrases of several words as they stand.
    pub fn of(table: BTreeMap<String, Vec<String>>, stemmer: &Stemmer) -> Self {
        let mut lexicon = Self::default();
        for (key, words) in table {
            if let Some(word) = words.first() {
                lexicon.first.insert(key.clone(), word.clone());
            }
            for word in words {
                let folded = fold(&word);
                if folded.contains([' ', '\'']) {
                    lexicon.phrases.push((format!(" {folded} "), key.clone()));
                } else {
                    let stem = stemmer.stem(&folded).into_owned();
                    lexicon.by_stem.entry(stem).or_default().push(key.clone());
                }
            }
        }
        lexicon
    }

    /// The word that stands first for a key; the key itself where it has none.
    pub fn word<'a>(&'a self, key: &'a str) -> &'a str {
        self.first.get(key).map_or(key, String::as_str)
    }

    /// The keys that a stem speaks for.
    pub fn of_stem(&self, stem: &str) -> &[String] {
        self.by_stem.get(stem).map_or(&[], Vec::as_slice)
    }

    /// Every phrase, folded, with its key.
    pub fn phrases(&self) -> impl Iterator<Item = (&str, &str)> {
        let pairs = self.phrases.iter();
        pairs.map(|(phrase, key)| (phrase.trim(), key.as_str()))
    }

    /// The keys that phrases of a folded text speak for.
    pub fn of_phrases<'a>(&'a self, folded: &str) -> impl Iterator<Item = &'a str> {
        let bounded = format!(
            " {} ",
            folded.replace(|c: char| !c.is_alphanumeric() && c != '\'', " ")
        );
        let told = move |(phrase, _): &&(String, String)| bounded.contains(phrase.as_str());
        self.phrases
            .iter()
            .filter(told)
            .map(|(_, key)| key.as_str())
    }
}
