//! What a word that the archive does not have is compared with: words read backwards, because a word with
//! one wrong letter has either its beginning or its end in common with the right one, and the sounds of
//! names, because a name that comes from another script is written in many ways.

use std::collections::BTreeSet;

use super::super::Output;
use super::dictionary::{Dictionary, after, compare, written};
use super::pieces::script;
use crate::model::Archive;
use crate::text::{fold, letter_sounds, sounds_of_record, words};

/// Lines of a piece.
const LINES: usize = 1024;
/// The shortest word that is compared, in characters.
const SHORTEST: usize = 4;

/// Lines in order, each with a key that it is found by.
pub struct Keys(Vec<Key>);

struct Key {
    key: String,
    /// What is found, after bars.
    rest: String,
}

/// Single words of the dictionary, last character first.
pub fn ends(dictionary: &Dictionary) -> Keys {
    let long = |key: &&str| !key.contains(' ') && key.chars().count() >= SHORTEST;
    let backwards = |key: &str| Key {
        key: key.chars().rev().collect(),
        rest: String::new(),
    };
    Keys::in_order(dictionary.keys().filter(long).map(backwards))
}

/// The words of names that the dictionary has, by their consonants: the key, how the word sounds in full, and
/// the word.
pub fn sounds(archive: &Archive, dictionary: &Dictionary) -> Keys {
    let known: BTreeSet<&str> = dictionary.keys().collect();
    let languages: BTreeSet<&String> = archive.reports.iter().map(|r| &r.language).collect();
    let languages: Vec<String> = languages.into_iter().cloned().collect();
    let mut heard = BTreeSet::new();
    for name in archive.entities.iter().flat_map(written) {
        for word in words(name).into_iter().map(|word| &name[word.span]) {
            let folded = fold(word);
            let is_name = word.starts_with(char::is_uppercase);
            if is_name && word.chars().count() >= SHORTEST && known.contains(folded.as_str()) {
                for sound in sounds_of_record(word, &languages) {
                    heard.insert((sound.consonants.clone(), sound.to_string(), folded.clone()));
                }
            }
        }
    }
    Keys::in_order(heard.into_iter().map(|(key, whole, word)| Key {
        key,
        rest: format!("|{whole}|{word}"),
    }))
}

/// How letters sound, for the page to read what is typed.
pub fn letters() -> Output {
    script("letters", Some(0), &letter_sounds())
}

impl Keys {
    fn in_order(keys: impl Iterator<Item = Key>) -> Self {
        let mut keys: Vec<Key> = keys.collect();
        keys.sort_by(|a, b| compare(&a.key, &b.key).then_with(|| a.rest.cmp(&b.rest)));
        Self(keys)
    }

    /// The first key of each piece.
    pub fn firsts(&self) -> Vec<&str> {
        self.0.chunks(LINES).map(|c| c[0].key.as_str()).collect()
    }

    /// The files.
    pub fn pieces(&self, kind: &str) -> Vec<Output> {
        let pieces = self.0.chunks(LINES).enumerate();
        pieces
            .map(|(number, lines)| {
                let mut before = "";
                let encoded = lines.iter().map(|line| {
                    let text = after(&line.key, before) + &line.rest;
                    before = &line.key;
                    text
                });
                script(kind, Some(number), &Vec::from_iter(encoded))
            })
            .collect()
    }
}
