use std::collections::BTreeMap;

use rust_stemmers::Stemmer;

use crate::text::fold;

/// What a word is written behind in a language file that counts as it stands, not by its stem.
const EXACT: char = '=';

/// Keys, such as kinds of happening, and the words that speak for them.
#[derive(Default)]
pub struct Lexicon {
    by_stem: BTreeMap<String, Vec<String>>,
    /// Phrases and exact words, by their first word.
    by_first: BTreeMap<String, Vec<Phrase>>,
    /// For each key the first of its words, as the language file writes it.
    first: BTreeMap<String, String>,
}

/// Words in a row that speak for a key.
struct Phrase {
    /// Folded, after the first.
    rest: Vec<String>,
    key: String,
}

impl Lexicon {
    /// Words are compared by their stems; phrases of several words, and words behind a `=`, as they stand.
    pub fn of(table: BTreeMap<String, Vec<String>>, stemmer: &Stemmer) -> Self {
        let mut lexicon = Self::default();
        for (key, words) in table {
            if let Some(word) = words.first() {
                let word = word.trim_start_matches(EXACT).to_owned();
                lexicon.first.insert(key.clone(), word);
            }
            for word in words {
                let exact = word.strip_prefix(EXACT);
                let folded = fold(exact.unwrap_or(&word));
                let mut parts = cut(&folded).map(str::to_owned);
                let Some(first) = parts.next() else { continue };
                let rest: Vec<String> = parts.collect();
                if rest.is_empty() && exact.is_none() {
                    let stem = stemmer.stem(&first);
                    let keys = lexicon.by_stem.entry(bare(&stem).to_owned()).or_default();
                    if keys.last() != Some(&key) {
                        keys.push(key.clone());
                    }
                } else {
                    let phrases = lexicon.by_first.entry(first).or_default();
                    phrases.push(Phrase {
                        rest,
                        key: key.clone(),
                    });
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
        self.by_stem.get(bare(stem)).map_or(&[], Vec::as_slice)
    }

    /// The keys that a folded word speaks for just as it stands.
    pub fn of_exact(&self, word: &str) -> impl Iterator<Item = &str> {
        let phrases = self.by_first.get(word).into_iter().flatten();
        let exact = phrases.filter(|phrase| phrase.rest.is_empty());
        exact.map(|phrase| phrase.key.as_str())
    }

    /// Whether a folded word speaks for a key just as it stands.
    pub fn is_exact(&self, word: &str, key: &str) -> bool {
        self.of_exact(word).any(|own| own == key)
    }

    /// The keys of the phrases and exact words that begin at the first of some folded words, each with how many of
    /// these it takes; what `skips` says of may stand inside a phrase without belonging to it.
    pub fn phrases_at<W: AsRef<str>>(
        &self,
        words: &[W],
        skips: impl Fn(&str) -> bool,
    ) -> Vec<(&str, usize)> {
        let first = words.first().map_or("", AsRef::as_ref);
        let phrases = self.by_first.get(first).into_iter().flatten();
        let standing = phrases.filter_map(|phrase| {
            let mut at = 1;
            for part in &phrase.rest {
                let ahead = words[at..].iter().map(AsRef::as_ref);
                at += ahead.take_while(|word| word != part && skips(word)).count();
                if words.get(at)?.as_ref() != part {
                    return None;
                }
                at += 1;
            }
            Some((phrase.key.as_str(), at))
        });
        standing.collect()
    }

    /// The keys that phrases of a folded text speak for.
    pub fn of_phrases(&self, folded: &str) -> Vec<&str> {
        let words: Vec<&str> = cut(folded).collect();
        let all = (0..words.len()).flat_map(|at| self.phrases_at(&words[at..], |_| false));
        all.map(|(key, _)| key).collect()
    }
}

/// Folding takes accents away that stemmers go by, so that the last e of a stem says nothing.
fn bare(stem: &str) -> &str {
    stem.trim_end_matches('e')
}

fn cut(folded: &str) -> impl Iterator<Item = &str> {
    folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty())
}
