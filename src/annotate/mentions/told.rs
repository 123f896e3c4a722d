use std::ops::Range;

use super::Named;
use super::titles::Title;
use super::walk::Walk;
use crate::annotate::authority::{Key, Realm};
use crate::lang::{Language, root, stemmer};

/// A title in a passage, and what the words around it say of who bears it.
#[derive(Clone, Debug)]
pub struct Told {
    /// Bytes of the passage, with the article.
    pub span: Range<usize>,
    /// Without the article.
    pub core: Range<usize>,
    pub office: Option<Key>,
    pub realm: Option<Realm>,
    pub plural: bool,
    pub counterpart: bool,
    /// A former or future holder: says nothing of who holds it.
    pub not_now: bool,
    pub bearer: Bearer,
}

/// Who bears a title, by what stands beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bearer {
    /// Named beside it.
    Named(usize),
    /// Told of in a way that fits nobody; `named`: beside it, and in no record.
    Unknown { named: bool },
    /// The title alone, with what it is of.
    Alone,
    /// The title alone, without what it is of.
    Bare,
}

/// The most words between a title and the name of its bearer.
const MOST_BETWEEN: usize = 8;

/// What a passage tells by its titles.
pub fn told(walk: &Walk, titles: Vec<Title>, names: &[Named], language: &Language) -> Vec<Told> {
    let beside = Beside {
        walk,
        names: names
            .iter()
            .map(|name| {
                (
                    walk.at(name.span.start),
                    walk.at(name.span.end - 1) + 1,
                    name,
                )
            })
            .collect(),
        language,
    };
    titles
        .into_iter()
        .map(|title| {
            let start = beside.start(&title);
            Told {
                span: walk.span(start..title.tokens.end),
                core: walk.span(title.tokens.clone()),
                office: title.office,
                realm: title.realm,
                plural: title.plural,
                counterpart: title.counterpart,
                not_now: title.not_now,
                bearer: beside.bearer(&title, start),
            }
        })
        .collect()
}

struct Beside<'a, 't> {
    walk: &'a Walk<'t>,
    /// First word, word behind the last, and the name.
    names: Vec<(usize, usize, &'a Named)>,
    language: &'a Language,
}

impl Beside<'_, '_> {
    /// The first word with the article, or what stands in its place.
    fn start(&self, title: &Title) -> usize {
        let (walk, rules) = (self.walk, &self.language.mentions);
        let mut start = title.tokens.start;
        if title.not_now && start > 0 && walk.joined(start) {
            start = walk.ending(start, &rules.not_now_before).unwrap_or(start);
        }
        let article = start > 0
            && walk.joined(start)
            && (self.determines(start - 1) || rules.possessives.has(walk.token(start - 1)));
        start - usize::from(article)
    }

    fn determines(&self, at: usize) -> bool {
        let token = self.walk.token(at);
        self.language.determiners.iter().any(|d| d == token)
    }

    fn bearer(&self, title: &Title, start: usize) -> Bearer {
        let walk = self.walk;
        if title.plural {
            return Bearer::Unknown { named: false };
        }
        if let Some(entity) = self
            .after(title, start)
            .or_else(|| self.before(title, start))
        {
            return Bearer::Named(entity);
        }
        let end = title.tokens.end;
        let opener = self.language.mentions.openers.has(walk.token(end));
        let somebody = walk.joined(end) && walk.capital(end) && !opener && !self.named_at(end)
            || walk.gap(end).trim() == ","
                && walk.capital(end)
                && walk.capital(end + 1)
                && walk.joined(end + 1)
                && !opener
                && !self.named_at(end);
        if title.not_now || somebody || title.of_else && !title.counterpart {
            return Bearer::Unknown { named: somebody };
        }
        match (title.office, title.realm) {
            _ if title.counterpart => Bearer::Alone,
            (None, _) => Bearer::Unknown { named: false },
            (Some(_), Some(_)) => Bearer::Alone,
            (Some(_), None) if self.stands_alone(title, start) => Bearer::Bare,
            (Some(_), None) => Bearer::Unknown { named: false },
        }
    }

    /// The person named right behind a title, or behind a comma that another closes.
    fn after(&self, title: &Title, start: usize) -> Option<usize> {
        let walk = self.walk;
        let mut at = title.tokens.end;
        if title.of_else && !self.starts_name(at) {
            at = self.behind_complement(at)?;
        }
        let (_, end, name) = self.from(at)?;
        if !name.person {
            return None;
        }
        if walk.joined(at) {
            return Some(name.entity);
        }
        let closed = walk.opens(start) || closes(walk.gap(*end));
        (walk.gap(at).trim() == "," && closed && !self.goes_on(*end)).then_some(name.entity)
    }

    /// The word behind what a title is of: "du club de Rive", "de Jeanne Pont".
    fn behind_complement(&self, from: usize) -> Option<usize> {
        let walk = self.walk;
        let last = walk.len().min(from + MOST_BETWEEN);
        let mut at = from;
        while at < last {
            let named = self.from(at);
            let led = at > from
                && (self.language.mentions.of.has(walk.token(at - 1)) || self.determines(at - 1));
            match named {
                Some((_, end, _)) if led => at = *end,
                Some((_, _, name)) if name.person => return Some(at),
                _ if at > from && !walk.joined(at) => return Some(at),
                _ if !self.belongs(at) => return None,
                _ => at += 1,
            }
        }
        (at > from && !walk.joined(at)).then_some(at)
    }

    /// The person named before a title that a comma sets off and another closes.
    fn before(&self, title: &Title, start: usize) -> Option<usize> {
        let walk = self.walk;
        let set_off = walk.gap(start).trim() == "," && closes(walk.gap(title.tokens.end));
        if !set_off || self.goes_on(title.tokens.end) || title.of_else {
            return None;
        }
        let place = self.names.partition_point(|(_, end, _)| *end < start);
        let (_, _, name) = self.names.get(place).filter(|(_, end, _)| *end == start)?;
        name.person.then_some(name.entity)
    }

    /// The name that begins at a word.
    fn from(&self, at: usize) -> Option<&(usize, usize, &Named)> {
        let place = self.names.partition_point(|(from, _, _)| *from < at);
        self.names.get(place).filter(|(from, _, _)| *from == at)
    }

    /// Whether a person, rather than anything else, is named from a word on.
    fn starts_name(&self, at: usize) -> bool {
        self.from(at).is_some_and(|(_, _, name)| name.person)
    }

    fn named_at(&self, at: usize) -> bool {
        let place = self.names.partition_point(|(_, to, _)| *to <= at);
        self.names
            .get(place)
            .is_some_and(|(from, _, _)| *from <= at)
    }

    /// Whether an enumeration goes on at a word: then a comma before it sets nothing off.
    fn goes_on(&self, at: usize) -> bool {
        let walk = self.walk;
        let listed = walk.gap(at).trim() == ","
            && (self.determines(at)
                || self.named_at(at)
                || self.language.mentions.possessives.has(walk.token(at)));
        listed || self.language.mentions.conjunctions.has(walk.token(at))
    }

    /// Whether a word can stand in what a title is of.
    fn belongs(&self, at: usize) -> bool {
        let (token, rules) = (self.walk.token(at), &self.language.mentions);
        rules.of.has(token)
            || rules.metonyms.to.has(token)
            || self.determines(at)
            || rules.conjunctions.has(token)
            || !self
                .language
                .small_words
                .contains(token.trim_end_matches('\''))
    }

    /// Whether a title without what it is of is one by itself: behind an article, and before something
    /// that says no more of it.
    fn stands_alone(&self, title: &Title, start: usize) -> bool {
        let (walk, rules) = (self.walk, &self.language.mentions);
        let led = start < title.tokens.start && !rules.possessives.has(walk.token(start))
            || start > 0 && walk.joined(start) && rules.contracted.has(walk.token(start - 1));
        let end = title.tokens.end;
        let token = walk.token(end);
        let stem = root(&stemmer(&self.language.code), token);
        led && (!walk.joined(end)
            || self
                .language
                .small_words
                .contains(token.trim_end_matches('\''))
            || rules.metonyms.acting.contains(&stem))
    }
}

/// Whether punctuation ends what stands before it.
fn closes(gap: &str) -> bool {
    gap.trim_start()
        .starts_with([',', '.', ';', ':', ')', '!', '?', '»', '"', '”', '\n', ']'])
}
