use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::grounds::{self, Ground};
use super::select::{Choosing, ids};
use super::told::{Bearer, Told};
use super::when::{When, when};
use super::{Named, Read};
use crate::annotate::authority::{Authority, Holder, Key, Realm};
use crate::model::{Mark, Why, WhyNot};

/// Who bears which title by what a report itself says: "le président turc R. T. Erdogan" makes clear who is
/// meant by "le président turc" in the rest of it.
#[derive(Default)]
pub struct Learnt {
    bearers: BTreeMap<(Key, Option<Realm>), BTreeSet<usize>>,
    /// Offices in whose titles the report names somebody that no record has.
    strangers: BTreeSet<(Key, Option<Realm>)>,
}

/// A title, and what came of it.
pub enum Outcome {
    Known(usize, Ground),
    Several(Vec<usize>),
    /// Nobody is known to hold it.
    Open,
    /// It is surely not who the records say.
    Refused,
}

impl Learnt {
    /// Gathers what names beside titles say.
    pub fn of<'t>(titles: impl Iterator<Item = &'t Told>) -> Self {
        let mut learnt = Self::default();
        for title in titles.filter(|t| !t.not_now && !t.plural) {
            let Some(key) = title.office else { continue };
            match title.bearer {
                Bearer::Named(entity) => {
                    learnt
                        .bearers
                        .entry((key, title.realm))
                        .or_default()
                        .insert(entity);
                    learnt
                        .bearers
                        .entry((key, None))
                        .or_default()
                        .insert(entity);
                }
                Bearer::Unknown { .. } => {
                    learnt.strangers.insert((key, title.realm));
                    learnt.strangers.insert((key, None));
                }
                Bearer::Alone | Bearer::Bare => {}
            }
        }
        learnt
    }

    /// The titles and listed descriptions of a passage, with the entities they stand for.
    pub fn resolve(
        &mut self,
        authority: &Authority,
        words: &str,
        read: &Read,
        (dates, published): (&[Mark], Option<&str>),
        choosing: &mut Choosing,
    ) -> Vec<(Range<usize>, usize, Why)> {
        let mut marks = Vec::new();
        let mut taken: Vec<&Told> = Vec::new();
        let mut last: Option<Key> = None;
        let mut names = read.names.iter().peekable();
        for title in &read.titles {
            while let Some(name) = names.next_if(|name| name.span.start < title.core.start) {
                last = self.office_of(authority, name.entity).or(last);
            }
            let key = if title.counterpart {
                last
            } else {
                title.office
            };
            let when = || when(words, &title.core, dates, published);
            let before = |name: &&Named| name.span.end <= title.core.start;
            let persons: Vec<usize> = read.names.iter().filter(before).map(|n| n.entity).collect();
            let outcome = self.outcome(authority, title, key, (&persons, when));
            if choosing.rejections.are_kept() {
                let why = grounds::why_not(authority, (title, key), (&outcome, &when()));
                if let Some(why) = why {
                    choosing.reject(&title.span, &[], || why);
                }
            }
            match outcome {
                Outcome::Known(entity, ground) => {
                    let why = grounds::why(authority, words, (title, key), (entity, ground), read);
                    marks.push((title.span.clone(), entity, why));
                    taken.push(title);
                    if title.bearer == Bearer::Alone
                        && let Some(key) = key
                    {
                        self.bearers.entry((key, None)).or_default().insert(entity);
                    }
                }
                Outcome::Several(candidates) => {
                    choosing.doubt(&title.core, candidates);
                    taken.push(title);
                }
                Outcome::Refused => taken.push(title),
                Outcome::Open => {
                    if title.bearer == Bearer::Alone
                        && let Some(key) = key
                    {
                        self.strangers.insert((key, None));
                    }
                }
            }
            last = title.office.or(last);
        }
        for description in &read.descriptions {
            let span = &description.span;
            let decided = taken.iter().any(|title| {
                title.span.start <= span.start && span.end <= title.span.end
                    || title.not_now
                        && title.core.start < span.end
                        && span.start <= title.core.start
            });
            match description.readings.as_slice() {
                _ if decided => {}
                [reading] => marks.push((span.clone(), reading.entity, Why::Unsaid)),
                several => {
                    let all: Vec<usize> = several.iter().map(|r| r.entity).collect();
                    choosing.reject(span, &all, || {
                        WhyNot::Ambiguous(ids(authority, all.iter().copied()))
                    });
                    choosing.doubt(span, all);
                }
            }
        }
        marks
    }

    /// The one office that an entity holds, by the report or by the records.
    fn office_of(&self, authority: &Authority, entity: usize) -> Option<Key> {
        if !authority.is_person(entity) {
            return None;
        }
        let mut told = self
            .bearers
            .iter()
            .filter(|(_, bearers)| bearers.contains(&entity))
            .map(|((key, _), _)| *key);
        match told.next() {
            Some(first) => told.all(|key| key == first).then_some(first),
            None => authority.offices.office_of(entity),
        }
    }

    fn outcome(
        &self,
        authority: &Authority,
        title: &Told,
        key: Option<Key>,
        (named, when): (&[usize], impl Fn() -> When),
    ) -> Outcome {
        match title.bearer {
            Bearer::Named(entity) => return Outcome::Known(entity, Ground::Told),
            Bearer::Unknown { .. } => return Outcome::Refused,
            Bearer::Alone | Bearer::Bare => {}
        }
        let Some(key) = key else {
            return Outcome::Open;
        };
        let Some(realm) = title.realm else {
            return self.bare(authority, key, named);
        };
        let told = self.bearers.get(&(key, Some(realm)));
        let told: Vec<usize> = told.into_iter().flatten().copied().collect();
        let listed = match authority.offices.changes(key, Some(realm)) {
            true => held(authority, key, realm, &when()),
            false => authority.offices.holder(key, Some(realm), None),
        };
        match (told.as_slice(), listed) {
            ([], Holder::Nobody) => Outcome::Open,
            ([], Holder::One(one)) => Outcome::Known(one, Ground::Held),
            ([], Holder::Several(several)) => Outcome::Several(several),
            ([one], Holder::Nobody) => {
                if self.strangers.contains(&(key, Some(realm))) {
                    Outcome::Refused
                } else {
                    Outcome::Known(*one, Ground::Told)
                }
            }
            ([one], Holder::One(other)) if *one == other => Outcome::Known(other, Ground::Held),
            ([one], Holder::Several(several)) if several.contains(one) => {
                Outcome::Known(*one, Ground::Told)
            }
            (several, Holder::One(other)) => Outcome::Several(join(several, &[other])),
            (several, Holder::Several(others)) => Outcome::Several(join(several, &others)),
            (several, Holder::Nobody) => Outcome::Several(several.to_vec()),
        }
    }

    /// "Le président", where the report knows one alone, or the passage named one alone before.
    fn bare(&self, authority: &Authority, key: Key, named: &[usize]) -> Outcome {
        let bearers = self.bearers.get(&(key, None));
        let bearers: Vec<usize> = bearers.into_iter().flatten().copied().collect();
        match bearers.as_slice() {
            [one] if !self.strangers.contains(&(key, None)) => Outcome::Known(*one, Ground::Told),
            _ => {
                let holds = |e: &usize| bearers.contains(e) || authority.offices.holds(key, *e);
                let holders: BTreeSet<usize> = named.iter().copied().filter(holds).collect();
                match holders.first() {
                    Some(one) if holders.len() == 1 => Outcome::Known(*one, Ground::Told),
                    _ => Outcome::Open,
                }
            }
        }
    }
}

fn join(some: &[usize], others: &[usize]) -> Vec<usize> {
    let all: BTreeSet<usize> = some.iter().chain(others).copied().collect();
    all.into_iter().collect()
}

/// Who held an office then; where the passage speaks of several times, whoever held it at all of them.
fn held(authority: &Authority, key: Key, realm: Realm, when: &When) -> Holder {
    let holder = |days| authority.offices.holder(key, Some(realm), days);
    match when {
        When::At(days) => holder(*days),
        When::OneOf(all) => {
            let mut holders = all.iter().map(|days| holder(*days));
            let first = holders.next().unwrap_or(Holder::Nobody);
            if holders.all(|other| other == first) {
                return first;
            }
            let mut several = BTreeSet::new();
            for days in all {
                match holder(*days) {
                    Holder::One(one) => _ = several.insert(one),
                    Holder::Several(some) => several.extend(some),
                    Holder::Nobody => {}
                }
            }
            Holder::Several(several.into_iter().collect())
        }
    }
}
