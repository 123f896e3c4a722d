use std::hash::{DefaultHasher, Hasher};

use rustc_hash::FxHashMap;

use super::forms::names;
use crate::model::Entity;
use crate::text::{Sound, apart, fold, sounds, sounds_of_record};

/// Names under the sounds of their last word, or of their longest for what is no person: the way to spellings
/// that no record lists.
#[derive(Default)]
pub struct Spellings {
    names: Vec<Name>,
    /// From consonants to places in `names`.
    by_sound: FxHashMap<String, Vec<usize>>,
    /// From a hash of a word with one letter less, or whole, to places in `names`.
    by_letters: FxHashMap<u64, Vec<usize>>,
}

struct Name {
    /// As the record has it.
    written: String,
    entity: usize,
    person: bool,
    words: Vec<Word>,
    /// The word that the name is found by.
    anchor: usize,
}

struct Word {
    folded: String,
    sounds: Vec<Sound>,
}

/// What an unlisted word may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Likeness {
    pub entity: usize,
    /// Place among the names.
    pub name: usize,
    /// Words of the name before and behind this one.
    pub before: usize,
    pub behind: usize,
    pub person: bool,
    /// 0 where it sounds the same; more for other vowels or a misprint.
    pub far: usize,
    /// Letters of the longer word.
    pub letters: usize,
    /// Consonants that both have.
    pub consonants: usize,
    /// Two letters are swapped, or one is other, missing or too many.
    pub misprint: bool,
    /// Too far for anything but a person whose first name stands before it.
    pub strange: bool,
}

/// The shortest word whose misprints are known for what they are, in letters.
const MISPRINTED: usize = 7;
/// The shortest word that is compared by sound.
const SHORTEST: usize = 4;

impl Spellings {
    /// Learns how all names sound in these languages.
    pub fn new(entities: &[Entity], languages: &[String]) -> Self {
        let mut spellings = Self::default();
        let mut heard: FxHashMap<String, Vec<Sound>> = FxHashMap::default();
        for (place, entity) in entities.iter().enumerate() {
            let person = entity.kind.family() == "person";
            for name in names(entity) {
                let words: Vec<Word> = parts(name)
                    .map(|word| Word {
                        folded: fold(word),
                        sounds: heard
                            .entry(word.to_owned())
                            .or_insert_with(|| sounds_of_record(word, languages))
                            .clone(),
                    })
                    .collect();
                let length = |at: &usize| (words[*at].folded.chars().count(), *at);
                let anchor = match person {
                    true => words.len().checked_sub(1),
                    false => (0..words.len()).max_by_key(length),
                };
                if let Some(anchor) = anchor {
                    spellings.add(Name {
                        written: name.clone(),
                        entity: place,
                        person,
                        words,
                        anchor,
                    });
                }
            }
        }
        spellings
    }

    fn add(&mut self, name: Name) {
        let place = self.names.len();
        let word = &name.words[name.anchor];
        let letters = word.folded.chars().count();
        if letters >= SHORTEST {
            for sound in &word.sounds {
                let here = self.by_sound.entry(sound.consonants.clone()).or_default();
                if here.last() != Some(&place) {
                    here.push(place);
                }
            }
        }
        if letters >= MISPRINTED {
            for shorter in shortened(&word.folded) {
                let here = self.by_letters.entry(shorter).or_default();
                if here.last() != Some(&place) {
                    here.push(place);
                }
            }
        }
        self.names.push(name);
    }

    /// A name by its place, as the record has it.
    pub fn written(&self, name: usize) -> &str {
        &self.names[name].written
    }

    /// Whether there is no name to be like.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Every name that a word of a text may be the found word of.
    pub fn like(&self, written: &str, folded: &str, language: &str) -> Vec<Likeness> {
        let letters = folded.chars().count();
        let mut all: Vec<Likeness> = Vec::new();
        if letters < SHORTEST {
            return all;
        }
        let heard = sounds(written, language);
        let mut places: Vec<usize> = Vec::new();
        for sound in &heard {
            places.extend(self.by_sound.get(&sound.consonants).into_iter().flatten());
        }
        places.sort_unstable();
        places.dedup();
        for place in places {
            let name = &self.names[place];
            let word = &name.words[name.anchor];
            if let Some(far) = nearest(&heard, &word.sounds)
                && far <= tolerance(&heard) + 1
                && !is_inflected(&word.folded, folded)
            {
                let strange = far > tolerance(&heard);
                all.push(self.likeness(place, far, letters, (false, strange)));
            }
        }
        if letters + 1 >= MISPRINTED {
            let mut near: Vec<usize> = Vec::new();
            for shorter in shortened(folded) {
                near.extend(self.by_letters.get(&shorter).into_iter().flatten());
            }
            near.sort_unstable();
            near.dedup();
            for place in near {
                let name = &self.names[place];
                let known = all.iter().any(|l| l.name == place);
                if !known && is_misprint(&name.words[name.anchor].folded, folded) {
                    all.push(self.likeness(place, 1, letters, (true, false)));
                }
            }
        }
        all
    }

    fn likeness(
        &self,
        place: usize,
        far: usize,
        letters: usize,
        (misprint, strange): (bool, bool),
    ) -> Likeness {
        let name = &self.names[place];
        Likeness {
            entity: name.entity,
            name: place,
            before: name.anchor,
            behind: name.words.len() - 1 - name.anchor,
            person: name.person,
            far,
            consonants: name.words[name.anchor]
                .sounds
                .first()
                .map_or(0, |s| s.consonants.len()),
            letters: letters.max(name.words[name.anchor].folded.chars().count()),
            misprint,
            strange,
        }
    }

    /// Whether a word of a text is another word of the name, `offset` words from the one that was found: a
    /// spelling of it, or a person's initial.
    pub fn has_word(
        &self,
        likeness: &Likeness,
        offset: isize,
        (written, folded): (&str, &str),
        language: &str,
    ) -> bool {
        let name = &self.names[likeness.name];
        let word = name
            .anchor
            .checked_add_signed(offset)
            .and_then(|at| name.words.get(at));
        word.is_some_and(|word| {
            let initial = likeness.person && folded.len() == 1 && word.folded.starts_with(folded);
            initial || is_spelling(word, written, folded, language)
        })
    }

    /// Whether a word of a text is any of the words before the one that was found.
    pub fn has_given(&self, likeness: &Likeness, word: (&str, &str), language: &str) -> bool {
        let before = isize::try_from(likeness.before).unwrap_or(0);
        (1..=before).any(|offset| self.has_word(likeness, -offset, word, language))
    }
}

fn is_spelling(word: &Word, written: &str, folded: &str, language: &str) -> bool {
    word.folded == folded
        || is_misprint(&word.folded, folded) && folded.len() + 2 >= MISPRINTED
        || {
            let heard = sounds(written, language);
            let far = nearest(&heard, &word.sounds);
            far.is_some_and(|far| far <= tolerance(&heard)) && !is_inflected(&word.folded, folded)
        }
}

/// Whether only a last e parts two words: then they are two names, of a man and a woman.
fn is_inflected(a: &str, b: &str) -> bool {
    a.strip_suffix('e') == Some(b) || b.strip_suffix('e') == Some(a)
}

fn nearest(ours: &[Sound], theirs: &[Sound]) -> Option<usize> {
    let pairs = ours
        .iter()
        .flat_map(|a| theirs.iter().map(move |b| apart(a, b)));
    pairs.flatten().min()
}

/// The more consonants agree, the more vowels may differ.
fn tolerance(heard: &[Sound]) -> usize {
    let consonants = heard.iter().map(|sound| sound.consonants.len()).min();
    match consonants.unwrap_or(0) {
        0..=2 => 0,
        3..=4 => 1,
        _ => 2,
    }
}

/// The words of a name that begin with a letter.
fn parts(name: &str) -> impl Iterator<Item = &str> {
    let words = name.split(|c: char| c.is_whitespace() || matches!(c, '-' | '‐' | '‑'));
    words.filter(|word| word.chars().any(char::is_alphabetic))
}

/// Hashes of a word whole, and with each of its letters left out; what they lead to is compared letter by letter.
fn shortened(word: &str) -> impl Iterator<Item = u64> + '_ {
    let hash = |(before, after): (&str, &str)| {
        let mut hasher = DefaultHasher::new();
        hasher.write(before.as_bytes());
        hasher.write(after.as_bytes());
        hasher.finish()
    };
    let without = word
        .char_indices()
        .map(move |(at, c)| hash((&word[..at], &word[at + c.len_utf8()..])));
    std::iter::once(hash((word, ""))).chain(without)
}

/// Whether one word becomes the other by one letter, or by two neighbours that change places, inside of it:
/// the ends of words are where they are inflected.
fn is_misprint(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let start = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let end = a[start..]
        .iter()
        .rev()
        .zip(b[start..].iter().rev())
        .take_while(|(x, y)| x == y)
        .count();
    let (rest_a, rest_b) = (&a[start..a.len() - end], &b[start..b.len() - end]);
    let swapped = matches!((rest_a, rest_b), ([p, q], [r, s]) if p == s && q == r);
    let one = rest_a.len() <= 1 && rest_b.len() <= 1;
    let inside = end > 0 && (start > 0 || swapped);
    a != b && inside && (one || swapped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misprints_are_one_letter_inside_a_word() {
        assert!(is_misprint("valbrune", "valbrnue"));
        assert!(is_misprint("valbrune", "valbrrune"));
        assert!(is_misprint("valbrune", "valbune"));
        assert!(is_misprint("valbrune", "avlbrune"));
        assert!(!is_misprint("valbrune", "valbruna"));
        assert!(!is_misprint("valbrune", "valbrunes"));
        assert!(!is_misprint("valbrune", "galbrune"));
        assert!(!is_misprint("valbrune", "valbrune"));
    }
}
