//! Rough sounds of names, so that one name in several spellings is one: data in sounds.toml.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

static SOUNDS: LazyLock<Sounds> = LazyLock::new(|| {
    // The file is part of the program: a fault in it is a fault of the build, and the tests below read it.
    Sounds::of(letter_sounds())
});

/// The whole table, for programs that read words elsewhere as it is done here.
pub fn letter_sounds() -> LetterSounds {
    toml::from_str(include_str!("sounds.toml"))
        .unwrap_or_else(|fault| panic!("sounds.toml: {fault}"))
}

/// How letters sound, as sounds.toml says it.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct LetterSounds {
    common: Vec<[String; 2]>,
    alike: Vec<String>,
    endings: Vec<[String; 2]>,
    spelling: Vec<SpellingFile>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct SpellingFile {
    #[serde(skip_serializing)]
    #[expect(dead_code, reason = "names the table for those who read it")]
    name: String,
    #[serde(skip_serializing)]
    languages: Vec<String>,
    #[serde(default, skip_serializing)]
    records: bool,
    #[serde(default, skip_serializing)]
    signs: Vec<String>,
    rules: Vec<[String; 2]>,
}

struct Sounds {
    spellings: Vec<Spelling>,
    /// Pairs of vowels that may stand for each other.
    alike: Vec<(char, char)>,
    shifting: Vec<Ending>,
}

/// A last consonant before which two vowels may stand for each other.
struct Ending {
    vowels: (char, char),
    consonant: char,
}

struct Spelling {
    languages: Vec<String>,
    records: bool,
    signs: Vec<Vec<char>>,
    rules: Vec<Rule>,
    /// From a letter to the rules that begin with it, in their order.
    by_letter: BTreeMap<char, Vec<usize>>,
}

struct Rule {
    letters: Vec<char>,
    first: bool,
    last: bool,
    sounds: Vec<String>,
}

/// How a word may sound: its consonants, and the vowels before, between and behind them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sound {
    pub consonants: String,
    vowels: Vec<String>,
}

/// The most ways in which one word is read.
const MOST_READINGS: usize = 16;
/// How far a vowel that comes and goes inside a word sets two words apart.
const MISSING: usize = 2;
/// The longest word that is read, in characters.
const LONGEST: usize = 40;

/// How a word may sound in a text of a language (BCP 47), in every spelling that the word may be in.
pub fn sounds(word: &str, language: &str) -> Vec<Sound> {
    heard(word, |spelling| {
        let mut languages = spelling.languages.iter();
        languages.any(|l| l == "*" || language.starts_with(l.as_str()))
    })
}

/// How a word of a record may sound in an archive whose texts are in these languages.
pub fn sounds_of_record(word: &str, languages: &[String]) -> Vec<Sound> {
    heard(word, |spelling| {
        let mut spoken = spelling.languages.iter();
        spelling.records || spoken.any(|l| languages.iter().any(|of| of.starts_with(l.as_str())))
    })
}

fn heard(word: &str, is_used: impl Fn(&Spelling) -> bool) -> Vec<Sound> {
    let letters: Vec<char> = word
        .nfc()
        .flat_map(char::to_lowercase)
        .take(LONGEST)
        .collect();
    let mut all: Vec<Sound> = Vec::new();
    for spelling in &SOUNDS.spellings {
        if is_used(spelling) || spelling.signs.iter().any(|sign| shows(&letters, sign)) {
            for read in spelling.read(&letters) {
                let sound = Sound::of(&read);
                if !all.contains(&sound) {
                    all.push(sound);
                }
            }
        }
    }
    all
}

/// How far two words with the same consonants are apart by their vowels: 0 where they sound alike; None where
/// they are two words.
pub fn apart(a: &Sound, b: &Sound) -> Option<usize> {
    if a.consonants != b.consonants || a.vowels.len() != b.vowels.len() {
        return None;
    }
    let last = a.vowels.len() - 1;
    let ending = SOUNDS
        .shifting
        .iter()
        .any(|end| a.consonants.ends_with(end.consonant));
    let pairs = a.vowels.iter().zip(&b.vowels).enumerate();
    pairs
        .map(|(at, (a, b))| {
            let near = vowels_apart(a, b, at == last);
            // "-ev" and "-ow" are one ending.
            let shifts = || {
                let pair = (a.chars().last()?, b.chars().last()?);
                let shifts = SOUNDS
                    .shifting
                    .iter()
                    .any(|end| end.vowels == pair || end.vowels == (pair.1, pair.0));
                (ending && at + 1 == last && shifts).then_some(1)
            };
            near.or_else(shifts)
        })
        .sum()
}

fn vowels_apart(a: &str, b: &str, last: bool) -> Option<usize> {
    if a == b {
        return Some(0);
    }
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    if short.is_empty() {
        // A vowel that comes and goes: a mute e, an indistinct i.
        return match long {
            "e" if last => Some(0),
            "e" | "i" => Some(MISSING),
            "a" if last => Some(1),
            _ => None,
        };
    }
    // "ie", "ye" and "e"; "ia" and "a": a glide is written or not.
    let bare = |vowels: &'_ str| vowels.trim_start_matches('i').to_owned();
    if !bare(short).is_empty() && bare(short) == bare(long) {
        return Some(0);
    }
    let (mut shorts, mut longs) = (short.chars().rev(), long.chars().rev());
    let (Some(x), Some(y)) = (shorts.next(), longs.next()) else {
        return None;
    };
    let alike = SOUNDS
        .alike
        .iter()
        .any(|pair| *pair == (x, y) || *pair == (y, x));
    let rest_agrees =
        shorts.next().is_none_or(|c| c == 'i') && longs.next().is_none_or(|c| c == 'i');
    (rest_agrees && (alike || x == y)).then_some(1)
}

impl Sounds {
    fn of(file: LetterSounds) -> Self {
        let rule = |[letters, sounds]: &[String; 2]| Rule {
            first: letters.starts_with('^'),
            last: letters.ends_with('$'),
            letters: letters.trim_matches(['^', '$']).chars().collect(),
            sounds: sounds.split('|').map(str::to_owned).collect(),
        };
        let spellings = file.spelling.iter().map(|spelling| {
            let rules: Vec<Rule> = spelling
                .rules
                .iter()
                .chain(&file.common)
                .map(rule)
                .collect();
            let mut by_letter: BTreeMap<char, Vec<usize>> = BTreeMap::new();
            for (place, rule) in rules.iter().enumerate() {
                if let Some(first) = rule.letters.first() {
                    by_letter.entry(*first).or_default().push(place);
                }
            }
            Spelling {
                languages: spelling.languages.clone(),
                records: spelling.records,
                signs: spelling
                    .signs
                    .iter()
                    .map(|sign| sign.chars().collect())
                    .collect(),
                rules,
                by_letter,
            }
        });
        let alike = file.alike.iter().filter_map(|pair| {
            let mut pair = pair.chars();
            Some((pair.next()?, pair.next()?))
        });
        let shifting = file.endings.iter().filter_map(|[vowels, consonant]| {
            let mut pair = vowels.chars();
            Some(Ending {
                vowels: (pair.next()?, pair.next()?),
                consonant: consonant.chars().next()?,
            })
        });
        Self {
            spellings: spellings.collect(),
            alike: alike.collect(),
            shifting: shifting.collect(),
        }
    }
}

/// Whether a sign stands in a word; at its end where the sign ends with `$`.
fn shows(letters: &[char], sign: &[char]) -> bool {
    match sign.split_last() {
        Some(('$', end)) => letters.ends_with(end),
        _ => letters.windows(sign.len().max(1)).any(|part| part == sign),
    }
}

impl Spelling {
    fn beginning(&self, letter: char) -> impl Iterator<Item = &Rule> {
        let places = self.by_letter.get(&letter).into_iter().flatten();
        places.map(|place| &self.rules[*place])
    }

    /// Every way to read a word.
    fn read(&self, letters: &[char]) -> Vec<String> {
        let mut readings = vec![String::new()];
        let mut at = 0;
        while at < letters.len() {
            let rest = &letters[at..];
            let rule = self.beginning(letters[at]).find(|rule| {
                rest.starts_with(&rule.letters)
                    && (!rule.first || at == 0)
                    && (!rule.last || rest.len() == rule.letters.len())
            });
            match rule {
                Some(rule) => {
                    let mut more = Vec::new();
                    for reading in &readings {
                        for sound in &rule.sounds {
                            if more.len() < MOST_READINGS {
                                more.push(format!("{reading}{sound}"));
                            }
                        }
                    }
                    readings = more;
                    at += rule.letters.len().max(1);
                }
                None => {
                    let plain = letters[at].nfd().find(|c| !is_combining_mark(*c));
                    // A letter whose accent was set aside may have a rule of its own.
                    let plain = plain.unwrap_or(letters[at]);
                    let anywhere =
                        |rule: &&Rule| !rule.first && !rule.last && rule.letters == [plain];
                    let sound = self.beginning(plain).find(anywhere);
                    for reading in &mut readings {
                        match sound {
                            Some(rule) => reading.push_str(&rule.sounds[0]),
                            None => reading.push(plain),
                        }
                    }
                    at += 1;
                }
            }
        }
        readings
    }
}

/// Vowels and consonants in their order.
impl std::fmt::Display for Sound {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        let mut vowels = self.vowels.iter();
        f.write_str(vowels.next().map_or("", String::as_str))?;
        for (consonant, vowels) in self.consonants.chars().zip(vowels) {
            write!(f, "{consonant}{vowels}")?;
        }
        Ok(())
    }
}

impl Sound {
    fn of(read: &str) -> Self {
        let mut sound = Self {
            consonants: String::new(),
            vowels: vec![String::new()],
        };
        for c in read.chars() {
            let between = sound.vowels.last_mut();
            if let Some(vowels) = between.filter(|_| !c.is_ascii_uppercase()) {
                if !vowels.ends_with(c) {
                    vowels.push(c);
                }
            } else {
                let doubled = sound.consonants.ends_with(c)
                    && sound.vowels.last().is_some_and(String::is_empty);
                if !doubled {
                    sound.consonants.push(c);
                    sound.vowels.push(String::new());
                }
            }
        }
        sound
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: (&str, &str), b: (&str, &str), expected: Option<usize>) {
        let theirs = sounds(b.0, b.1);
        let ours = sounds(a.0, a.1);
        let nearest = ours
            .iter()
            .flat_map(|a| theirs.iter().filter_map(|b| apart(a, b)))
            .min();
        assert_eq!(nearest, expected, "{a:?} {b:?} {ours:?} {theirs:?}");
    }

    #[test]
    fn one_name_in_several_spellings_sounds_alike() {
        check(("Choucha", "fr"), ("Shusha", "en"), Some(0));
        check(("Choucha", "fr"), ("Şuşa", "fr"), Some(0));
        check(("Choucha", "fr"), ("Schuscha", "de"), Some(0));
        check(("Pachinian", "fr"), ("Paschinjan", "de"), Some(0));
        check(("Khrouchtchev", "fr"), ("Khrushchev", "en"), Some(0));
        check(("Tchernobyl", "fr"), ("Tschernobyl", "de"), Some(0));
        check(("Gandja", "fr"), ("Gendsche", "de"), Some(2));
    }

    #[test]
    fn a_sound_is_written_as_it_is_read() {
        for word in ["Kerbrat", "Anna", "Khrouchtchev", "Ia", "Schuscha"] {
            for sound in sounds_of_record(word, &["fr".to_owned(), "de".to_owned()]) {
                assert_eq!(Sound::of(&sound.to_string()), sound, "{word}");
            }
        }
    }

    #[test]
    fn other_names_do_not() {
        check(("Martin", "fr"), ("Marin", "fr"), None);
        check(("Bachar", "fr"), ("Bakhar", "fr"), None);
        check(("Iran", "fr"), ("Irak", "fr"), None);
        check(("Niger", "fr"), ("Nigeria", "fr"), None);
        check(("Hamburg", "de"), ("Homburg", "de"), None);
        check(("Seine", "fr"), ("Senne", "fr"), None);
    }
}
