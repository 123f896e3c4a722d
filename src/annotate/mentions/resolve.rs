use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::Read;
use super::grounds::{self, Ground};
use super::select::{Choosing, ids};
use super::told::{Bearer, Told};
use super::when::{Times, When};
use crate::annotate::authority::{Authority, Holder, Key, Realm};
use crate::model::{Mark, Why, WhyNot};
use crate::text::spans::touching;

/// Who bears which title by what a report itself says: "le président turc R. T. Erdogan" makes clear who is
/// meant by "le président turc" in the rest of it.
#[derive(Default)]
pub struct Learnt {
    bearers: BTreeMap<(Key, Option<Realm>), BTreeSet<usize>>,
    /// Offices in whose titles the report names somebody that no record has.
    strangers: BTreeSet<(Key, Option<Realm>)>,
    /// The offices of everybody who bears one.
    told: BTreeMap<usize, BTreeSet<Key>>,
    /// The one office of others by the records, as far as somebody asked.
    listed: BTreeMap<usize, Option<Key>>,
}

/// Whom a passage has named before a title.
#[derive(Default)]
struct Before {
    named: BTreeSet<usize>,
    /// Each once, in the order in which they were named.
    order: Vec<usize>,
    /// Who of them held an office by the records, and how many were looked at.
    holders: BTreeMap<Key, (usize, BTreeSet<usize>)>,
}

impl Before {
    fn name(&mut self, entity: usize) {
        if self.named.insert(entity) {
            self.order.push(entity);
        }
    }

    /// Looks up who of those named holds or held an office by the records.
    fn look_up(&mut self, authority: &Authority, key: Key) {
        let (seen, holders) = self.holders.entry(key).or_default();
        let further = self.order[*seen..].iter().copied();
        holders.extend(further.filter(|entity| authority.offices.holds(key, *entity)));
        *seen = self.order.len();
    }

    /// Who was found to hold an office.
    fn holders(&self, key: Key) -> impl Iterator<Item = &usize> {
        self.holders
            .get(&key)
            .into_iter()
            .flat_map(|(_, holders)| holders)
    }
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
                    learnt.bear((key, title.realm), entity);
                    learnt.bear((key, None), entity);
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

    fn bear(&mut self, office: (Key, Option<Realm>), entity: usize) {
        self.bearers.entry(office).or_default().insert(entity);
        self.told.entry(entity).or_default().insert(office.0);
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
        let mut ended = read.names.iter().peekable();
        let mut before = Before::default();
        let times = OnceCell::new();
        for title in &read.titles {
            while let Some(name) = names.next_if(|name| name.span.start < title.core.start) {
                last = self.office_of(authority, name.entity).or(last);
            }
            let key = if title.counterpart {
                last
            } else {
                title.office
            };
            while let Some(name) = ended.next_if(|name| name.span.end <= title.core.start) {
                before.name(name.entity);
            }
            let when = || {
                let times = times.get_or_init(|| Times::of(words, dates, published));
                times.when(&title.core)
            };
            let outcome = self.outcome(authority, title, key, (&mut before, when));
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
                        self.bear((key, None), entity);
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
            let decided = touching(&taken, |title| &title.span, span);
            let decided = decided.iter().any(|title| {
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
    fn office_of(&mut self, authority: &Authority, entity: usize) -> Option<Key> {
        if !authority.is_person(entity) {
            return None;
        }
        match self.told.get(&entity) {
            Some(told) => told.first().copied().filter(|_| told.len() == 1),
            None => {
                let listed = self.listed.entry(entity);
                *listed.or_insert_with(|| authority.offices.office_of(entity))
            }
        }
    }

    fn outcome(
        &self,
        authority: &Authority,
        title: &Told,
        key: Option<Key>,
        (before, when): (&mut Before, impl Fn() -> When),
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
            return self.bare(authority, key, before);
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
    fn bare(&self, authority: &Authority, key: Key, before: &mut Before) -> Outcome {
        let none = BTreeSet::new();
        let bearers = self.bearers.get(&(key, None)).unwrap_or(&none);
        if let Some(one) = bearers.first()
            && bearers.len() == 1
            && !self.strangers.contains(&(key, None))
        {
            return Outcome::Known(*one, Ground::Told);
        }
        before.look_up(authority, key);
        let told = bearers.iter().filter(|e| before.named.contains(e));
        let mut all = before.holders(key).chain(told);
        match all.next() {
            Some(one) if all.all(|other| other == one) => Outcome::Known(*one, Ground::Told),
            _ => Outcome::Open,
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
