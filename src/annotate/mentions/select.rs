use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::guards::{Candidate, is_of_another};
use super::rejections::Rejections;
use super::spelled::{Spelled, spelled};
use super::titles::Title;
use super::walk::Walk;
use super::{Doubt, Named, is_shouted};
use crate::annotate::authority::{Authority, Form, Found, Likeness, Reading};
use crate::lang::Language;
use crate::model::{EntityId, Why, WhyNot};

/// Chooses whose every name is, through a report: a surname counts after the full name; a name of several
/// entities is whichever of them was named in full before, and otherwise a doubt.
pub struct Choosing<'a> {
    authority: &'a Authority,
    /// Entities that the report has named in full.
    named: BTreeSet<usize>,
    /// Entities that the report has named in any way.
    seen: BTreeSet<usize>,
    doubts: BTreeMap<Vec<usize>, Doubt>,
    pub rejections: Rejections,
    /// The whole source: a word that it has uncapitalised is no name.
    text: &'a str,
    /// The report's language (BCP 47), which may have no file.
    spoken: &'a str,
    common: FxHashMap<String, bool>,
    /// What words of the report were found to be like.
    heard: FxHashMap<String, Vec<Likeness>>,
    /// Where the passage begins in the source, in bytes.
    offset: usize,
}

/// A name, in a listed form or in another spelling, before it is decided whose it is.
enum Choice {
    Listed(Range<usize>, Range<usize>, Vec<Reading>),
    Spelled(Range<usize>, Spelled),
}

impl Choice {
    /// Words of the passage.
    fn tokens(&self) -> &Range<usize> {
        match self {
            Self::Listed(_, tokens, _) => tokens,
            Self::Spelled(_, name) => &name.tokens,
        }
    }
}

/// Names in their order, with some of them replaced.
fn replace(names: Vec<Choice>, by: Vec<(Range<usize>, Choice)>) -> Vec<Choice> {
    let mut all = Vec::with_capacity(names.len() + by.len());
    let mut by = by.into_iter().peekable();
    let mut gone = 0;
    for (place, name) in names.into_iter().enumerate() {
        while let Some((over, other)) = by.next_if(|(over, _)| over.start <= place) {
            gone = over.end;
            all.push(other);
        }
        if place >= gone {
            all.push(name);
        }
    }
    all.extend(by.map(|(_, other)| other));
    all
}

impl<'a> Choosing<'a> {
    /// Nothing was named yet.
    pub fn new(
        authority: &'a Authority,
        (text, spoken): (&'a str, &'a str),
        rejections: Rejections,
    ) -> Self {
        Self {
            authority,
            named: BTreeSet::new(),
            seen: BTreeSet::new(),
            text,
            spoken,
            common: FxHashMap::default(),
            heard: FxHashMap::default(),
            doubts: BTreeMap::new(),
            rejections,
            offset: 0,
        }
    }

    /// Goes on to the passage that begins at a byte of the source.
    pub fn begin(&mut self, offset: usize) {
        self.offset = offset;
        self.rejections.begin(offset);
    }

    /// Notes that a span of the passage could be several entities.
    pub fn doubt(&mut self, span: &Range<usize>, candidates: Vec<usize>) {
        let ids = candidates.iter().map(|e| self.authority.id(*e).to_string());
        let doubt = Doubt {
            span: self.offset + span.start..self.offset + span.end,
            candidates: ids.collect(),
            count: 0,
        };
        self.doubts.entry(candidates).or_insert(doubt).count += 1;
    }

    /// Notes that a span of the passage was not taken for an entity, where somebody asks.
    pub fn reject(
        &mut self,
        span: &Range<usize>,
        entities: &[usize],
        why: impl FnOnce() -> WhyNot,
    ) {
        self.rejections.note(self.authority, span, entities, why);
    }

    /// What stayed uncertain, and what was turned down.
    pub fn into_doubts(self) -> (Vec<Doubt>, Rejections) {
        (self.doubts.into_values().collect(), self.rejections)
    }

    /// The names of a passage that are certain, in their order: listed ones, and those in other spellings.
    pub fn choose(
        &mut self,
        walk: &Walk,
        found: Vec<Found>,
        titles: &[Title],
        language: &Language,
    ) -> Vec<Named> {
        let spans: Vec<Range<usize>> = found
            .iter()
            .map(|f| walk.at(f.span.start)..walk.at(f.span.end - 1) + 1)
            .collect();
        // Names and titles stand in order, and none overlaps another.
        let titled = |at: usize| {
            let next = titles.partition_point(|title| title.tokens.end <= at);
            titles
                .get(next)
                .is_some_and(|title| title.tokens.contains(&at))
        };
        let shouted = || is_shouted(walk, language);
        let authority = self.authority;
        let stands = |tokens: &Range<usize>, entity: usize, named: &dyn Fn(usize) -> bool| {
            let candidate = Candidate {
                tokens: tokens.clone(),
                entity,
            };
            !is_of_another(authority, walk, &candidate, language, &shouted, &|at| {
                named(at) || titled(at)
            })
        };
        let listed = |at: usize| {
            let next = spans.partition_point(|span| span.end <= at);
            spans.get(next).is_some_and(|span| span.contains(&at))
        };
        let mut names: Vec<Choice> = Vec::new();
        for (name, tokens) in found.into_iter().zip(&spans) {
            let mut readings = name.readings;
            readings.retain(|reading| {
                let stays = stands(tokens, reading.entity, &listed);
                if !stays {
                    self.reject(&name.span, &[reading.entity], || WhyNot::OfAnother);
                }
                stays
            });
            if !readings.is_empty() {
                names.push(Choice::Listed(name.span, tokens.clone(), readings));
            }
        }
        let sure = |at: usize| {
            let next = names.partition_point(|name| name.tokens().end <= at);
            names.get(next).is_some_and(|name| match name {
                Choice::Listed(_, tokens, readings) => {
                    tokens.contains(&at) && readings.iter().any(|r| r.form != Form::Surname)
                }
                Choice::Spelled(..) => false,
            })
        };
        let free = |at: usize| !sure(at) && !titled(at);
        let text = self.text;
        let (common, rejections) = (&mut self.common, &mut self.rejections);
        let mut is_common = |at: usize| {
            let lower = walk.written(at).to_lowercase();
            let known = common.get(&lower).copied();
            known.unwrap_or_else(|| {
                let found = stands_in(text, &lower);
                common.insert(lower, found);
                found
            })
        };
        let spellings = spelled(
            authority,
            walk,
            (language, self.spoken),
            &free,
            &mut is_common,
            &mut self.heard,
            &mut |at, like, several| {
                // A listed form was turned down as such, if at all.
                if listed(at) {
                    return;
                }
                let span = walk.span(at..at + 1);
                if several {
                    rejections.note(authority, &span, &[], || {
                        WhyNot::LikeSeveral(ids(authority, like.iter().map(|s| s.entity)))
                    });
                } else {
                    let first = like.first().map(|s| s.entity);
                    rejections.note(authority, &span, first.as_slice(), || WhyNot::CommonWord);
                }
            },
        );
        // Spelled names with the listed ones whose place they take.
        let mut otherwise: Vec<(Range<usize>, Choice)> = Vec::new();
        for name in spellings {
            let own = |at: usize| listed(at) || name.tokens.contains(&at);
            let start = names.partition_point(|other| other.tokens().end <= name.tokens.start);
            let end = names.partition_point(|other| other.tokens().start < name.tokens.end);
            let over = start..end.max(start);
            // A whole name outweighs a listed surname in it; a surname in another spelling does not.
            if !stands(&name.tokens, name.entity, &own) {
                let span = walk.span(name.tokens.clone());
                self.reject(&span, &[name.entity], || WhyNot::OfAnother);
                continue;
            }
            if !name.full && !over.is_empty() {
                continue;
            }
            let span = walk.span(name.tokens.clone());
            otherwise.push((over, Choice::Spelled(span, name)));
        }
        replace(names, otherwise)
            .into_iter()
            .filter_map(|name| self.decide(name))
            .collect()
    }

    fn decide(&mut self, choice: Choice) -> Option<Named> {
        let authority = self.authority;
        let (span, entity, why) = match choice {
            Choice::Listed(span, _, readings) => {
                let (standing, several) = standing(&readings, &self.named);
                match standing.as_slice() {
                    [] => {
                        for reading in &readings {
                            self.reject(&span, &[reading.entity], || WhyNot::NotInFull);
                        }
                        return None;
                    }
                    [one] => {
                        if one.form == Form::Full {
                            self.named.insert(one.entity);
                        }
                        let why = match several {
                            true => Why::Context(self.authority.name(one.entity).to_owned()),
                            false => Why::Unsaid,
                        };
                        (span, one.entity, why)
                    }
                    several => {
                        let all: Vec<usize> = several.iter().map(|r| r.entity).collect();
                        self.reject(&span, &all, || {
                            WhyNot::Ambiguous(ids(authority, all.iter().copied()))
                        });
                        self.doubt(&span, all);
                        return None;
                    }
                }
            }
            Choice::Spelled(span, name) => {
                let person = self.authority.is_person(name.entity);
                let known = if person { &self.named } else { &self.seen };
                if name.weak && !known.contains(&name.entity) {
                    self.reject(&span, &[name.entity], || WhyNot::LikePart);
                    return None;
                }
                if name.full {
                    self.named.insert(name.entity);
                }
                let written = self.authority.spellings.written(name.name);
                (span, name.entity, Why::Spelling(written.to_owned()))
            }
        };
        self.seen.insert(entity);
        Some(Named {
            span,
            entity,
            person: self.authority.is_person(entity),
            metonym: false,
            why,
        })
    }
}

/// The readings that may stand: a surname counts after the full name, and of several entities the one that was
/// named in full before. Also whether that alone singles one out.
fn standing(readings: &[Reading], named: &BTreeSet<usize>) -> (Vec<Reading>, bool) {
    let stands = |r: &&Reading| r.form != Form::Surname || named.contains(&r.entity);
    let standing: Vec<Reading> = readings.iter().filter(stands).copied().collect();
    let before: Vec<Reading> = standing
        .iter()
        .filter(|r| named.contains(&r.entity))
        .copied()
        .collect();
    if before.len() == 1 {
        let several = standing.len() > 1;
        (before, several)
    } else {
        (standing, false)
    }
}

/// The ids of entities, each once.
pub fn ids(authority: &Authority, entities: impl Iterator<Item = usize>) -> Vec<EntityId> {
    let entities: BTreeSet<usize> = entities.collect();
    entities
        .into_iter()
        .map(|e| authority.id(e).clone())
        .collect()
}

/// Whether a word stands in a text as it is written, between word boundaries.
fn stands_in(text: &str, word: &str) -> bool {
    let joins = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.match_indices(word).any(|(at, _)| {
        !joins(text[..at].chars().next_back()) && !joins(text[at + word.len()..].chars().next())
    })
}
