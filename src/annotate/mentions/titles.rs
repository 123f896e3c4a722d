use std::ops::Range;

use super::walk::Walk;
use crate::annotate::authority::{Authority, Key, ListedTitle, Realm, Sign};
use crate::lang::{self, MentionRules};

/// A title as a text gives it.
#[derive(Clone, Debug)]
pub struct Title {
    /// Words of the passage, without the article.
    pub tokens: Range<usize>,
    /// None for a rank that several bear at a time.
    pub office: Option<Key>,
    /// What it is of.
    pub realm: Option<Realm>,
    /// It is of something that is no country or record, or that is not told here.
    pub of_else: bool,
    /// Several holders.
    pub plural: bool,
    /// Somebody else's than who holds it now: `former`.
    pub not_now: bool,
    /// "His counterpart": the office is that of whoever was named before.
    pub counterpart: bool,
}

/// The most words that name what a title is of.
const MOST_WORDS: usize = 6;

/// Every title of a passage in one language, the longest where several overlap.
pub fn titles(authority: &Authority, walk: &Walk, signs: &[Sign], language: usize) -> Vec<Title> {
    let places = signs.chunk_by(|sign, next| sign.at == next.at);
    let mut titles: Vec<Title> = places
        .flat_map(|signs| titles_at(authority, walk, signs, language))
        .collect();
    // Of two that are as long, an office says more than a rank.
    titles.sort_by_key(|t| {
        let rank = t.office.is_none();
        (t.tokens.start, std::cmp::Reverse(t.tokens.end), rank)
    });
    let mut end = 0;
    titles.retain(|title| {
        let free = title.tokens.start >= end;
        if free {
            end = title.tokens.end;
        }
        free
    });
    titles
}

/// The titles that begin with the same words, often many, which what stands behind an adjective tells apart.
fn titles_at(authority: &Authority, walk: &Walk, signs: &[Sign], language: usize) -> Vec<Title> {
    let Some(Sign { at, .. }) = signs.first() else {
        return Vec::new();
    };
    let words = walk.at_folded(at.start)..walk.at_folded(at.end.saturating_sub(1)) + 1;
    let listed = signs
        .iter()
        .map(|sign| &authority.offices.titles[sign.title]);
    let spoken = listed.filter(|title| title.language.is_none_or(|of| of == language));
    let rules = &lang::all()[language].mentions;
    let parted = spoken.clone().any(|title| title.tail.is_some());
    let amid = parted
        .then(|| adjective(authority, walk, words.end, rules))
        .flatten();
    spoken
        .filter_map(|listed| title_at(authority, walk, (listed, &words, amid), language))
        .collect()
}

/// A listed title at these words; `amid`: the adjective behind them, which may stand amid the title.
fn title_at(
    authority: &Authority,
    walk: &Walk,
    (listed, words, amid): (&ListedTitle, &Range<usize>, Option<(Realm, usize)>),
    language: usize,
) -> Option<Title> {
    let rules = &lang::all()[language].mentions;
    let (start, mut end) = (words.start, words.end);
    let mut realm = None;
    if let Some(tail) = &listed.tail {
        let (found, after) = amid?;
        let tail_end = (after + 1..=walk.len().min(after + MOST_WORDS))
            .find(|to| walk.slice(after..*to) == tail)?;
        if !walk.joined(after) {
            return None;
        }
        (realm, end) = (Some(found), tail_end);
    }
    let mut title = Title {
        tokens: start..end,
        office: listed.office,
        realm,
        of_else: false,
        plural: listed.plural,
        not_now: false,
        counterpart: listed.counterpart,
    };
    extend(authority, walk, &mut title, rules);
    title.office = title
        .office
        .map(|key| authority.offices.in_realm(key, title.realm, language));
    Some(title)
}

/// Takes in what a title is of, before it and behind it, and notes what makes it another's.
fn extend(authority: &Authority, walk: &Walk, title: &mut Title, rules: &'static MentionRules) {
    let before_title = title.tokens.start;
    if title.realm.is_none() {
        if let Some((realm, end)) = adjective(authority, walk, title.tokens.end, rules) {
            title.realm = Some(realm);
            title.tokens.end = end;
        } else if let Some((realm, end)) = complement(authority, walk, title.tokens.end, rules) {
            title.realm = Some(realm);
            title.tokens.end = end;
        } else if let Some((realm, start)) = owner(authority, walk, title.tokens.start, rules) {
            title.realm = Some(realm);
            title.tokens.start = start;
        }
    }
    let (start, end) = (title.tokens.start, title.tokens.end);
    let after = walk.joined(end);
    title.of_else = title.realm.is_none()
        && (after && walk.starting(end, &rules.of).is_some()
            || walk.token(start.wrapping_sub(1)) == "s");
    let not_now =
        |at: usize| at > 0 && walk.joined(at) && walk.ending(at, &rules.not_now_before).is_some();
    title.not_now = not_now(start)
        || not_now(before_title)
        || after && walk.starting(end, &rules.not_now_after).is_some();
}

/// An adjective of a country or place that starts at a word, and where it ends.
fn adjective(
    authority: &Authority,
    walk: &Walk,
    at: usize,
    rules: &'static MentionRules,
) -> Option<(Realm, usize)> {
    if !walk.joined(at) {
        return None;
    }
    (at + 1..=walk.len().min(at + 3)).rev().find_map(|end| {
        let realm = authority
            .realms
            .described(walk.slice(at..end), &rules.countries)?;
        Some((realm, end))
    })
}

/// What a title is of, when that is said behind it: "of the Republic of …".
fn complement(
    authority: &Authority,
    walk: &Walk,
    at: usize,
    rules: &'static MentionRules,
) -> Option<(Realm, usize)> {
    if !walk.joined(at) {
        return None;
    }
    let mut at = article(walk, walk.starting(at, &rules.of)?);
    if let Some(end) = walk.starting(at, &rules.forms_of_state) {
        if let Some(found) = adjective(authority, walk, end, rules) {
            return Some(found);
        }
        if let Some(of) = walk.starting(end, &rules.of) {
            at = article(walk, of);
        }
    }
    (at + 1..=walk.len().min(at + MOST_WORDS))
        .rev()
        .find_map(|end| {
            let realm = authority.realms.named(walk.slice(at..end))?;
            (walk.capital(at) || walk.capital(end - 1)).then_some((realm, end))
        })
}

/// What a title is of, when that is said before it: "French", "Russia's".
fn owner(
    authority: &Authority,
    walk: &Walk,
    start: usize,
    rules: &'static MentionRules,
) -> Option<(Realm, usize)> {
    let possessive = start > 0 && walk.token(start - 1) == "s" && walk.gap(start) == " ";
    let end = if possessive { start - 1 } else { start };
    if end == 0 || !walk.joined(start) {
        return None;
    }
    (end.saturating_sub(4)..end).find_map(|from| {
        let words = walk.slice(from..end);
        let named = || {
            let realm = authority.realms.named(words)?;
            (possessive && walk.capital(from)).then_some(realm)
        };
        let described = || {
            let realm = authority.realms.described(words, &rules.countries)?;
            (!possessive).then_some(realm)
        };
        Some((named().or_else(described)?, from))
    })
}

/// The word behind an article.
fn article(walk: &Walk, at: usize) -> usize {
    let article = lang::all()
        .iter()
        .any(|l| l.determiners.iter().any(|d| d == walk.token(at)));
    if article { at + 1 } else { at }
}

/// The title that a whole description is, but for its article.
pub fn title_of(authority: &Authority, description: &str, language: usize) -> Option<Title> {
    let seen = authority.see(description);
    let walk = Walk::new(description, &seen.folded);
    let start = article(&walk, 0);
    titles(authority, &walk, &seen.titles, language)
        .into_iter()
        .find(|t| t.tokens == (start..walk.len()) && !t.plural && !t.not_now && !t.counterpart)
}
