use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::joined;
use super::roles::{Role, Roles};
use crate::text::fold;

/// A phrase of several words: their numbers after the first two, and what it does.
struct Phrase {
    rest: Vec<u32>,
    roles: Roles,
    number: Number,
}

/// Words and phrases of a language by what they do, and the numbers that words say.
#[derive(Default)]
pub struct Vocabulary {
    ids: BTreeMap<String, u32>,
    roles: Vec<Roles>,
    /// By the numbers of their first two words.
    phrases: FxHashMap<(u32, u32), Vec<Phrase>>,
    /// By its number, whether a phrase begins with a word: most words of a text are dismissed by it.
    leads: Vec<bool>,
    numbers: Vec<Number>,
    /// What parts a number from its decimals: `,` or `.`.
    pub decimal: char,
    plurals: Vec<String>,
    /// Nouns have a capital.
    pub capital_nouns: bool,
    /// The verb comes second, so that its subject stands behind it where anything else stands before it.
    pub verb_second: bool,
}

/// What a word says as a number.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Number {
    #[default]
    None,
    /// `twelve`
    Cardinal(f64),
    /// What the number before it is multiplied with, from a hundred on: `million`.
    Multiplier(f64),
    /// A rounded number of its own: `une soixantaine`.
    Collective(f64),
    /// Many of a unit, and no number: `dozens`.
    Many(f64),
    /// A part of the number behind it: `half`.
    Fraction(f64),
    /// A multiplier beside money alone: `m`.
    Short(f64),
}

/// The words that say numbers; keys are the numbers.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct NumberWords {
    /// What parts a number from its decimals.
    pub decimal: String,
    pub multipliers: BTreeMap<String, Vec<String>>,
    pub collectives: BTreeMap<String, Vec<String>>,
    pub many: BTreeMap<String, Vec<String>>,
    pub fractions: BTreeMap<String, Vec<String>>,
    pub short: BTreeMap<String, Vec<String>>,
    /// How nouns in the plural end; where none is listed, any noun will do.
    pub plurals: Vec<String>,
    /// Nouns have a capital, and nothing else has one in the midst of a sentence.
    pub capital_nouns: bool,
    /// Hundreds and thousands are one word with the numbers beside them.
    pub joined: bool,
}

/// Endings of regular verbs by name: `announc|e` has those of `e`; `~ing` has no subject of its own.
pub type Endings = BTreeMap<String, Vec<String>>;

impl Vocabulary {
    /// Compiles the tables of a language file.
    ///
    /// # Errors
    /// A verb whose endings the file does not list, or a number that is none.
    pub fn of(
        tables: impl IntoIterator<Item = (Role, Vec<String>)>,
        endings: &Endings,
        cardinals: &BTreeMap<String, Vec<String>>,
        numbers: &NumberWords,
    ) -> Result<Self, String> {
        let mut vocabulary = Self {
            decimal: numbers.decimal.chars().next().unwrap_or('.'),
            plurals: numbers.plurals.clone(),
            capital_nouns: numbers.capital_nouns,
            ..Self::default()
        };
        // The numbers of words that do nothing, and of numbers in figures.
        vocabulary.id("");
        vocabulary.id("0");
        for (role, entries) in tables {
            for entry in entries {
                if let Some(head) = entry.strip_prefix(COMPOUND) {
                    for form in forms(head, endings)? {
                        vocabulary.add_head(&form.words, role);
                    }
                    continue;
                }
                for form in forms(&entry, endings)? {
                    vocabulary.add(&form.words, role);
                    if form.nonfinite {
                        vocabulary.add(&form.words, Role::Nonfinite);
                    }
                }
            }
        }
        for (value, words) in cardinals {
            vocabulary.add_numbers(value, words, |value| match value {
                100.0 | 1000.0 => Number::Multiplier(value),
                _ => Number::Cardinal(value),
            })?;
        }
        for (value, words) in &numbers.multipliers {
            vocabulary.add_numbers(value, words, Number::Multiplier)?;
        }
        for (value, words) in &numbers.collectives {
            vocabulary.add_numbers(value, words, Number::Collective)?;
        }
        for (value, words) in &numbers.fractions {
            vocabulary.add_numbers(value, words, Number::Fraction)?;
        }
        for (value, words) in &numbers.short {
            vocabulary.add_numbers(value, words, Number::Short)?;
        }
        for (value, words) in &numbers.many {
            vocabulary.add_numbers(value, words, Number::Many)?;
        }
        if numbers.joined {
            for (value, word) in joined::numbers(cardinals) {
                let (_, says) = vocabulary.entry(&word);
                *says = Number::Cardinal(value);
            }
        }
        Ok(vocabulary)
    }

    /// Lists the end of compound words.
    fn add_head(&mut self, form: &str, role: Role) {
        let form = fold(form);
        let id = self.id(&format!("{COMPOUND}{form}"));
        self.roles[id as usize].add(role);
    }

    fn add(&mut self, form: &str, role: Role) {
        let (roles, _) = self.entry(form);
        roles.add(role);
    }

    /// What a word or phrase does and says as a number, to be added to.
    fn entry(&mut self, form: &str) -> (&mut Roles, &mut Number) {
        let mut ids = cut(form).into_iter().map(|word| self.id(&word));
        let first = ids.next().unwrap_or(0);
        let Some(second) = ids.next() else {
            drop(ids);
            let word = first as usize;
            return (&mut self.roles[word], &mut self.numbers[word]);
        };
        let rest: Vec<u32> = ids.collect();
        self.leads[first as usize] = true;
        let phrases = self.phrases.entry((first, second)).or_default();
        let place = phrases
            .iter()
            .position(|p| p.rest == rest)
            .unwrap_or_else(|| {
                phrases.push(Phrase {
                    rest,
                    roles: Roles::default(),
                    number: Number::None,
                });
                phrases.len() - 1
            });
        let phrase = &mut phrases[place];
        (&mut phrase.roles, &mut phrase.number)
    }

    fn add_numbers(
        &mut self,
        value: &str,
        words: &[String],
        number: impl Fn(f64) -> Number,
    ) -> Result<(), String> {
        let value: f64 = value
            .parse()
            .map_err(|_| format!("'{value}' is no number"))?;
        for word in words {
            let (_, says) = self.entry(word);
            *says = number(value);
        }
        Ok(())
    }

    fn id(&mut self, word: &str) -> u32 {
        if let Some(id) = self.ids.get(word) {
            return *id;
        }
        let id = u32::try_from(self.roles.len()).unwrap_or(0);
        self.ids.insert(word.to_owned(), id);
        self.roles.push(Roles::default());
        self.leads.push(false);
        self.numbers.push(Number::None);
        id
    }

    /// Every folded word with its number, and every end of compound words, which begins with `…`.
    pub fn words(&self) -> impl Iterator<Item = (&str, u32)> {
        let listed = self.ids.iter().map(|(word, id)| (word.as_str(), *id));
        listed.filter(|(word, _)| !word.is_empty())
    }

    /// What a word does by itself.
    pub fn roles(&self, word: u32) -> Roles {
        self.roles.get(word as usize).copied().unwrap_or_default()
    }

    /// What a word says as a number.
    pub fn number(&self, word: u32) -> Number {
        self.numbers.get(word as usize).copied().unwrap_or_default()
    }

    /// Whether a word that the file does not list can be a noun in the plural.
    pub fn is_plural(&self, noun: &str, capital: bool) -> bool {
        if capital != self.capital_nouns {
            return false;
        }
        self.plurals.is_empty()
            || self
                .plurals
                .iter()
                .any(|ending| noun.ends_with(ending.as_str()))
    }

    /// Whether a phrase begins with a word.
    fn leads(&self, word: u32) -> bool {
        self.leads.get(word as usize).is_some_and(|leads| *leads)
    }

    /// The longest phrase that these words begin with: how many words it has, and what it does and says.
    pub fn phrase(
        &self,
        mut words: impl Iterator<Item = u32> + Clone,
    ) -> Option<(usize, Roles, Number)> {
        let first = words.next().filter(|first| self.leads(*first))?;
        let phrases = self.phrases.get(&(first, words.next()?))?.iter();
        let standing = phrases.filter(|p| {
            let mut words = words.clone();
            p.rest.iter().all(|word| words.next() == Some(*word))
        });
        let longest = standing.max_by_key(|p| p.rest.len())?;
        Some((longest.rest.len() + 2, longest.roles, longest.number))
    }
}

/// What an entry begins with that is the end of compound words: `…soldaten`.
const COMPOUND: char = '…';

/// One form of a verb.
struct Form {
    words: String,
    nonfinite: bool,
}

/// The forms that an entry stands for: itself, or a stem with each of its endings.
fn forms(entry: &str, endings: &Endings) -> Result<Vec<Form>, String> {
    let Some((stem, name)) = entry.split_once('|') else {
        let (words, nonfinite) = finite(entry);
        return Ok(vec![Form {
            words: words.to_owned(),
            nonfinite,
        }]);
    };
    let (name, rest) = name.split_once(' ').unwrap_or((name, ""));
    let endings = endings
        .get(name)
        .ok_or_else(|| format!("'{entry}': no endings are listed for '{name}'"))?;
    let forms = endings.iter().map(|ending| {
        let (ending, nonfinite) = finite(ending);
        Form {
            words: format!("{stem}{ending} {rest}").trim_end().to_owned(),
            nonfinite,
        }
    });
    Ok(forms.collect())
}

/// A form without the `~` that says it has no subject of its own, and whether it had one.
fn finite(form: &str) -> (&str, bool) {
    match form.strip_prefix('~') {
        Some(form) => (form, true),
        None => (form, false),
    }
}

/// The folded words of an entry, each elided article a word of its own, as passages are cut.
fn cut(entry: &str) -> Vec<String> {
    let folded = fold(entry).replace('\'', "' ");
    folded.split_whitespace().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary(entries: &[(Role, &[&str])]) -> Vocabulary {
        let tables = entries.iter().map(|(role, entries)| {
            let entries: Vec<String> = entries.iter().map(|e| (*e).to_owned()).collect();
            (*role, entries)
        });
        let endings = BTreeMap::from([("e".to_owned(), vec!["e".to_owned(), "ed".to_owned()])]);
        Vocabulary::of(tables, &endings, &BTreeMap::new(), &NumberWords::default()).unwrap()
    }

    fn word(v: &Vocabulary, folded: &str) -> u32 {
        let known = v.words().find(|(word, _)| *word == folded);
        known.map_or(0, |(_, number)| number)
    }

    #[test]
    fn verbs_have_their_endings_and_phrases_their_length() {
        let v = vocabulary(&[
            (Role::Says, &["announc|e", "made it known"]),
            (Role::Of, &["d'"]),
        ]);
        assert!(v.roles(word(&v, "announced")).has(Role::Says));
        assert!(v.roles(word(&v, "d'")).has(Role::Of));
        let words = ["made", "it", "known", "to"].map(|w| word(&v, w));
        let (length, roles, _) = v.phrase(words.into_iter()).unwrap();
        assert!(length == 3 && roles.has(Role::Says));
        assert_eq!(v.phrase(words[1..].iter().copied()).map(|p| p.0), None);
    }

    #[test]
    fn endings_that_are_not_listed_are_a_fault() {
        assert!(forms("stem|x", &Endings::new()).is_err());
    }
}
