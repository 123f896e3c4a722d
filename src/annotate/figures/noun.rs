//! The phrase behind a number: its noun, which says what is counted.

use std::ops::Range;

use super::super::reading::Word;
use super::counted::{Nouns, toll};
use crate::lang::{Number, Role};

/// How many words of a phrase are looked at for what it counts.
const PHRASE: usize = 5;

/// The phrase behind a number.
pub struct Noun {
    /// The word that says what is counted.
    pub head: usize,
    pub words: Range<usize>,
    pub more: bool,
    /// The head is a word that the language file does not list.
    pub unlisted: bool,
}

/// What a noun does that is counted.
pub const NOUNS: [Role; 14] = [
    Role::Dead,
    Role::Wounded,
    Role::Displaced,
    Role::Captured,
    Role::Forces,
    Role::Materiel,
    Role::People,
    Role::Strikes,
    Role::Times,
    Role::Sides,
    Role::Distance,
    Role::Area,
    Role::Money,
    Role::Percent,
];

/// The noun behind a number whose words end at `from`; `next`: where the next number begins.
pub fn noun(
    words: &[Word],
    sentence: &Range<usize>,
    from: usize,
    next: usize,
    nouns: &Nouns,
) -> Option<Noun> {
    let until = sentence.end.min(from + PHRASE).min(next);
    let mut start = from;
    // "600 of the members", and not "in 2032 the members".
    let mut of = false;
    while start < until
        && (words[start].has(Role::Of) || of && words[start].has(Role::Determiners))
        && !words[start].roles.any(&NOUNS)
    {
        of = true;
        start += 1;
    }
    let mut more = false;
    let mut unlisted = None;
    let mut at = start;
    while at < until {
        let word = &words[at];
        more |= word.has(Role::More);
        let further = words[at + 1..until].first();
        // "30 autres militaires": the noun is the last of them.
        let adjective = word.has(Role::More) && further.is_some_and(|w| w.roles.any(&NOUNS));
        if word.roles.any(&NOUNS) && !adjective {
            // "50 civilian casualties", "12 bergers tués": what happened says more than who.
            let later = words[at + 1..until]
                .iter()
                .position(|w| !w.is_word() || toll(w).is_some());
            let later = later
                .map(|l| at + 1 + l)
                .filter(|l| toll(&words[*l]).is_some() && *l == at + 1);
            let fate = later.filter(|_| toll(word).is_none());
            let head = fate.unwrap_or(at);
            let first = words[at].first(at).max(start);
            // Where adjectives stand before their nouns, what stands behind is a verb: "drei Hirten ertranken".
            let fate =
                fate.or((nouns.vocabulary.capital_nouns && !words[at].capital).then_some(at));
            let end = if let (Some(noun), Some(_)) = (unlisted, fate) {
                noun + 1
            } else if fate.is_some() || nouns.vocabulary.capital_nouns {
                at + 1
            } else {
                extent(words, at, until)
            };
            return Some(Noun {
                head,
                words: first.min(unlisted.unwrap_or(first))..end,
                more: more || words.get(at + 1).is_some_and(|w| w.has(Role::More)),
                unlisted: false,
            });
        }
        if word.phrase == 0 {
            at += 1;
            continue;
        }
        let plain = word.is_word() && word.roles.is_empty() && word.number == Number::None;
        if !plain && !word.has(Role::More) && !word.has(Role::Fillers) {
            break;
        }
        if plain && unlisted.is_none() && nouns.may_lead(word) {
            unlisted = Some(at);
        }
        at += 1;
    }
    unlisted.map(|head| Noun {
        head,
        words: head..head + 1,
        more,
        unlisted: true,
    })
}

/// Where the phrase of a noun ends: an adjective behind it belongs to it where the clause goes on after it.
fn extent(words: &[Word], head: usize, until: usize) -> usize {
    let adjective = words
        .get(head + 1)
        .filter(|w| w.is_word() && w.roles.is_empty() && head + 1 < until);
    let closes = words.get(head + 2).is_none_or(|w| {
        !w.is_word()
            || w.roles.any(&[
                Role::And,
                Role::Auxiliaries,
                Role::Passives,
                Role::Relatives,
            ])
    });
    head + 1 + usize::from(adjective.is_some() && closes)
}
