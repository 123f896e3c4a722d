use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::guards::{Candidate, is_of_another};
use super::titles::Title;
use super::walk::Walk;
use super::{Doubt, Named, is_shouted};
use crate::annotate::authority::{Authority, Form, Found, Reading};
use crate::lang::Language;

/// Chooses whose every name is, through a report: a surname counts after the full name; a name of several
/// entities is whichever of them was named in full before, and otherwise a doubt.
pub struct Choosing<'a> {
    authority: &'a Authority,
    /// Entities that the report has named in full.
    named: BTreeSet<usize>,
    doubts: BTreeMap<Vec<usize>, Doubt>,
    /// Where the passage begins in the source, in bytes.
    offset: usize,
}

enum Choice {
    One(Reading),
    None,
    Several(Vec<usize>),
}

impl<'a> Choosing<'a> {
    /// Nothing was named yet.
    pub fn new(authority: &'a Authority) -> Self {
        Self {
            authority,
            named: BTreeSet::new(),
            doubts: BTreeMap::new(),
            offset: 0,
        }
    }

    /// Goes on to the passage that begins at a byte of the source.
    pub fn begin(&mut self, offset: usize) {
        self.offset = offset;
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

    /// What stayed uncertain.
    pub fn into_doubts(self) -> Vec<Doubt> {
        self.doubts.into_values().collect()
    }

    /// The names of a passage that are certain, in their order.
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
        let is_named = |at: usize| {
            spans.iter().any(|span| span.contains(&at))
                || titles.iter().any(|title| title.tokens.contains(&at))
        };
        let shouted = !found.is_empty() && is_shouted(walk, language);
        let mut names = Vec::new();
        for (name, tokens) in found.into_iter().zip(&spans) {
            let readings: Vec<Reading> = name
                .readings
                .into_iter()
                .filter(|reading| {
                    let candidate = Candidate {
                        tokens: tokens.clone(),
                        entity: reading.entity,
                    };
                    !is_of_another(self.authority, walk, &candidate, language, shouted, &is_named)
                })
                .collect();
            match choose(&readings, &self.named) {
                Choice::One(reading) => {
                    if reading.form == Form::Full {
                        self.named.insert(reading.entity);
                    }
                    names.push(Named {
                        span: name.span,
                        entity: reading.entity,
                        person: self.authority.is_person(reading.entity),
                        metonym: false,
                    });
                }
                Choice::None => {}
                Choice::Several(candidates) => self.doubt(&name.span, candidates),
            }
        }
        names
    }
}

fn choose(readings: &[Reading], named: &BTreeSet<usize>) -> Choice {
    let stands = |r: &&Reading| r.form != Form::Surname || named.contains(&r.entity);
    let standing: Vec<&Reading> = readings.iter().filter(stands).collect();
    let named_before: Vec<&&Reading> = standing
        .iter()
        .filter(|r| named.contains(&r.entity))
        .collect();
    match (standing.as_slice(), named_before.as_slice()) {
        ([], _) => Choice::None,
        ([one], _) => Choice::One(**one),
        (_, [one]) => Choice::One(***one),
        (several, _) => Choice::Several(several.iter().map(|r| r.entity).collect()),
    }
}
