//! What the words of a text say by themselves, and the kind of happening that a title names first.

use std::collections::BTreeSet;

use crate::lang;
use crate::relate::sides::Country;
use crate::text::fold;

/// What the words of a text say by themselves.
#[derive(Default)]
pub(super) struct Words {
    /// Of its longer words.
    pub stems: BTreeSet<String>,
    /// Kinds of happening that it tells, each as `≈kind`: two texts that tell one thing in different words have
    /// its kind in common.
    pub kinds: BTreeSet<String>,
    /// Countries whose adjectives stand in it.
    pub sides: BTreeSet<Country>,
    /// Verbs of denying, and of claiming, stand in it.
    pub denies: bool,
    pub claims: bool,
    /// A word for those who hold an office in several countries stands in it.
    pub offices: bool,
}

impl Words {
    pub fn of(text: &str, language: &str) -> Self {
        const SHORTEST: usize = 4;
        let stemmer = lang::stemmer(language);
        let rules = lang::rules(language);
        let folded = fold(text);
        let mut words = Self::default();
        for word in folded.split(|c: char| !c.is_alphabetic()) {
            words.denies |= rules.tellings.denies.contains(word);
            words.claims |= rules.tellings.claims.contains(word);
            words.offices |= rules.tellings.office_holders.contains(word);
            if word.chars().count() < SHORTEST {
                continue;
            }
            let stem = stemmer.stem(word).into_owned();
            let kinds = rules.happenings.of_stem(&stem).iter();
            words.kinds.extend(kinds.map(|kind| format!("≈{kind}")));
            // The stem of a word that counts as it stands is that of others too, which mean something else.
            if rules.happenings.of_exact(word).next().is_none() {
                words.stems.insert(stem);
            }
            let country = rules.mentions.countries.demonyms.get(word);
            words.sides.extend(country.and_then(|code| code.as_deref()));
        }
        let phrases = rules.happenings.of_phrases(&folded).into_iter();
        words.kinds.extend(phrases.map(|kind| format!("≈{kind}")));
        words
    }
}

/// The kind of happening that a title names first.
pub(super) fn head_kind(title: &str, language: &str) -> Option<String> {
    let folded = fold(title);
    let words = folded.split(|c: char| !c.is_alphanumeric() && c != '\'');
    let mut read = String::new();
    words.filter(|word| !word.is_empty()).find_map(|word| {
        read.push_str(word);
        let kinds = Words::of(&read, language).kinds;
        read.push(' ');
        kinds.into_iter().next()
    })
}
