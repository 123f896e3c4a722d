use std::cell::OnceCell;
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
use crate::text::spans::{holds, range_touching};

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
    Listed(Range<usize>, Vec<Reading>),
    Spelled(Range<usize>, Spelled),
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
        let titles: Vec<Range<usize>> = titles.iter().map(|title| title.tokens.clone()).collect();
        let titled = |at: usize| holds(&titles, at);
        let is_shouted = OnceCell::new();
        let shouted = || *is_shouted.get_or_init(|| self::is_shouted(walk, language));
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
        let listed = |at: usize| holds(&spans, at);
        let mut names: Vec<(Range<usize>, Option<Choice>)> = Vec::new();
        let mut sure: Vec<Range<usize>> = Vec::new();
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
                if readings.iter().any(|r| r.form != Form::Surname) {
                    sure.push(tokens.clone());
                }
                names.push((tokens.clone(), Some(Choice::Listed(name.span, readings))));
            }
        }
        let free = |at: usize| !holds(&sure, at) && !titled(at);
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
        let mut others = Vec::new();
        for name in spellings {
            let own = |at: usize| listed(at) || name.tokens.contains(&at);
            // A whole name outweighs a listed surname in it; a surname in another spelling does not.
            if !stands(&name.tokens, name.entity, &own) {
                let span = walk.span(name.tokens.clone());
                self.reject(&span, &[name.entity], || WhyNot::OfAnother);
                continue;
            }
            let over = range_touching(&names, |(tokens, _)| tokens, &name.tokens);
            let over = &mut names[over];
            if !name.full && over.iter().any(|(_, listed)| listed.is_some()) {
                continue;
            }
            over.iter_mut().for_each(|(_, listed)| *listed = None);
            let span = walk.span(name.tokens.clone());
            others.push(Choice::Spelled(span, name));
        }
        let listed = names.into_iter().filter_map(|(_, name)| name);
        let mut names: Vec<Choice> = listed.chain(others).collect();
        names.sort_by_key(|name| match name {
            Choice::Listed(span, _) | Choice::Spelled(span, _) => span.start,
        });
        names
            .into_iter()
            .filter_map(|name| self.decide(name))
            .collect()
    }

    fn decide(&mut self, choice: Choice) -> Option<Named> {
        let authority = self.authority;
        let (span, entity, why) = match choice {
            Choice::Listed(span, readings) => {
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
