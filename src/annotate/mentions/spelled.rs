use std::ops::Range;

use rustc_hash::FxHashMap;

use super::walk::Walk;
use crate::annotate::authority::{Authority, Likeness};
use crate::lang::Language;

/// A name in a spelling that no record lists.
#[derive(Clone, Debug)]
pub struct Spelled {
    /// Words of the passage.
    pub tokens: Range<usize>,
    pub entity: usize,
    /// Place of the name that it is like.
    pub name: usize,
    /// The whole name, not a surname alone.
    pub full: bool,
    /// Likely only where the report names the entity otherwise too.
    pub weak: bool,
}

/// The shortest name of one word that is known by its sound alone, in letters.
const ALONE: usize = 5;
/// The shortest one that is known by a misprint.
const MISPRINTED_ALONE: usize = 9;

/// Finds names in unlisted spellings among the capitalised words that belong to no listed name.
///
/// `free` says of a word whether it may be one; `common` whether the text has it uncapitalised too. `reject` is told
/// of a word that is like names and is not taken for one, with what it is like, and whether these are several.
pub fn spelled(
    authority: &Authority,
    walk: &Walk,
    (language, spoken): (&Language, &str),
    free: &impl Fn(usize) -> bool,
    common: &mut impl FnMut(usize) -> bool,
    heard: &mut FxHashMap<String, Vec<Likeness>>,
    reject: &mut impl FnMut(usize, &[Spelled], bool),
) -> Vec<Spelled> {
    let mut all: Vec<Spelled> = Vec::new();
    let rules = &language.mentions;
    for at in 0..walk.len() {
        let token = walk.token(at);
        if token.len() < 4 || !walk.capital(at) || !free(at) {
            continue;
        }
        let small = language.small_words.contains(token.trim_end_matches('\''));
        if small || rules.openers.has(token) || rules.countries.demonyms.contains_key(token) {
            continue;
        }
        let written = walk.written(at);
        let likenesses = match heard.get(written) {
            Some(known) => known,
            None => {
                let found = authority.spellings.like(written, token, spoken);
                heard.entry(written.to_owned()).or_insert(found)
            }
        };
        if likenesses.is_empty() {
            continue;
        }
        let mut fitting: Vec<Spelled> = likenesses
            .iter()
            .filter_map(|likeness| fit(authority, walk, at, likeness, (language, spoken)))
            .collect();
        // A whole name says more than a surname.
        if fitting.iter().any(|spelled| spelled.full) {
            fitting.retain(|spelled| spelled.full);
        }
        let Some(first) = fitting.first() else {
            continue;
        };
        let alone = fitting.iter().all(|other| other.entity == first.entity);
        let longest = fitting.iter().max_by_key(|s| (!s.weak, s.tokens.len()));
        if !alone {
            reject(at, &fitting, true);
        } else if let Some(best) = longest
            && all
                .last()
                .is_none_or(|last| last.tokens.end <= best.tokens.start)
        {
            if common(at) {
                reject(at, &fitting, false);
            } else {
                all.push(best.clone());
            }
        }
    }
    all
}

/// The name that a likeness makes of the words around the one that was found.
fn fit(
    authority: &Authority,
    walk: &Walk,
    at: usize,
    likeness: &Likeness,
    (language, code): (&Language, &str),
) -> Option<Spelled> {
    let word = |at: usize| (walk.written(at), walk.token(at));
    if !likeness.person {
        if likeness.strange {
            return None;
        }
        // Every word of the name, in its order.
        let start = at.checked_sub(likeness.before)?;
        let end = at + likeness.behind + 1;
        if end > walk.len() {
            return None;
        }
        let mut others = (start..end).filter(|other| *other != at);
        let all = others.all(|other| {
            let offset = isize::try_from(other).unwrap_or(0) - isize::try_from(at).unwrap_or(0);
            authority
                .spellings
                .has_word(likeness, offset, word(other), code)
        });
        let joined = (start + 1..end).all(|at| walk.joined(at));
        let single = end - start == 1;
        let enough = match (single, likeness.misprint) {
            (true, true) => likeness.letters >= MISPRINTED_ALONE,
            (true, false) => {
                likeness.letters >= ALONE && likeness.far + 3 <= likeness.consonants.max(3)
            }
            (false, _) => true,
        };
        return (all && joined).then_some(Spelled {
            tokens: start..end,
            entity: likeness.entity,
            name: likeness.name,
            full: !single,
            weak: !enough,
        });
    }
    let mut start = at;
    let mut here = at;
    while here > 0 && walk.joined(here) && at - here < likeness.before + 2 {
        here -= 1;
        let given = authority.spellings.has_given(likeness, word(here), code);
        if given && (walk.capital(here) || start < at) {
            start = here;
        } else if walk.capital(here) || walk.token(here).len() > 3 {
            break;
        }
    }
    if start == at && likeness.before > 0 {
        // Another first name makes another person.
        let stranger = at > 0
            && walk.joined(at)
            && walk.capital(at - 1)
            && walk.written(at - 1).chars().count() > 1
            && !language
                .small_words
                .contains(walk.token(at - 1).trim_end_matches('\''))
            && !language.mentions.openers.has(walk.token(at - 1));
        return (!stranger && !likeness.strange).then_some(Spelled {
            tokens: at..at + 1,
            entity: likeness.entity,
            name: likeness.name,
            full: false,
            weak: true,
        });
    }
    let given = (start..at).any(|at| walk.token(at).len() > 3 || walk.capital(at));
    (given || likeness.before == 0 && likeness.far == 0).then_some(Spelled {
        tokens: start..at + 1,
        entity: likeness.entity,
        name: likeness.name,
        full: given,
        weak: !given,
    })
}
