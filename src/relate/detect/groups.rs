//! Groups of seeds that tell one event.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::ToSpan;
use jiff::civil::Date;

use super::super::features::{Days, Features, overlap};
use super::super::sides::Country;
use super::seeds::Seed;

/// From this likeness on a seed tells the event of a group.
const ALIKE: f64 = 0.5;
/// Groups that one day, kind and entity lead to; of more, the first are looked at.
const POSTINGS: usize = 32;
/// Kinds of happening that groups are compared by.
const KINDS: usize = 4;
/// What each of two other sentences of its report adds, for what stands at a report's head.
const ABOUT: f64 = 0.1;
/// Two sentences that name something as rare as this on one day speak of one thing.
const RARE: f64 = 0.6;
/// From this share of the weight of another kind on, a kind is told as much.
const AS_MUCH: f64 = 0.9;
/// What this share of a group's seeds name belongs to its event.
const CORE: f64 = 0.34;

/// Seeds that tell one event.
#[derive(Default)]
pub struct Group {
    /// Places in the list of seeds.
    pub seeds: Vec<usize>,
    /// How many of them each report has; of groups that are put together, by the report of the first of each.
    pub reports: BTreeMap<usize, usize>,
    /// What its seeds name, and how many of them do.
    pub entities: BTreeMap<usize, usize>,
    persons: BTreeMap<usize, usize>,
    pub sides: BTreeMap<Country, usize>,
    /// Kinds of happening by weight.
    pub kinds: BTreeMap<String, f64>,
    /// The days that its seeds state; those of the reports where none states any.
    pub days: Vec<Days>,
    pub stated: bool,
}

/// What leads from a seed to the groups that it may belong to.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Topic<'s> {
    Kind(&'s str),
    /// Its own report, which is about what its head tells, whatever the words.
    Report(usize),
}

/// Whom or what a seed names.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Name {
    Entity(usize),
    Side(Country),
}

/// Puts every seed into the group that it is most like, the surest seeds first, or into a new one;
/// then groups that are alike as wholes.
///
/// Only groups of a near day and the same kind that name the same are looked at.
pub fn of(seeds: &[Seed], features: &Features) -> Vec<Group> {
    let mut order: Vec<usize> = (0..seeds.len()).collect();
    order.sort_by_key(|&place| {
        let seed = &seeds[place];
        let named = std::cmp::Reverse(seed.entities.len());
        (
            !seed.stated,
            !seed.lead,
            named,
            seed.at,
            seed.sentence.start,
        )
    });
    let groups = joined(seeds, &order, features);
    let wholes: Vec<Seed> = groups.iter().map(|group| group.whole(seeds)).collect();
    let mut order: Vec<usize> = (0..groups.len()).collect();
    order.sort_by_key(|&group| {
        let size = std::cmp::Reverse(groups[group].seeds.len());
        (!groups[group].stated, size, group)
    });
    let again = joined(&wholes, &order, features).into_iter().map(|of| {
        let mut all = Group::default();
        for seed in of.seeds.iter().flat_map(|group| &groups[*group].seeds) {
            all.add(&seeds[*seed], *seed);
        }
        all
    });
    again.collect()
}

fn joined(seeds: &[Seed], order: &[usize], features: &Features) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut index: HashMap<(Date, Topic, Name), Vec<usize>> = HashMap::new();
    for &place in order {
        let seed = &seeds[place];
        let near: BTreeSet<usize> = keys(seed, !seed.stated, seed.lead)
            .filter_map(|key| index.get(&key))
            .flatten()
            .copied()
            .collect();
        let best = near
            .into_iter()
            .map(|group| (groups[group].likeness(seed, features), group))
            .filter(|(likeness, _)| *likeness >= ALIKE)
            .map(|(likeness, group)| (likeness + groups[group].about(seed), group))
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        let group = best.map_or(groups.len(), |(_, group)| group);
        if group == groups.len() {
            groups.push(Group::default());
        }
        groups[group].add(seed, place);
        for key in keys(seed, false, true) {
            let postings = index.entry(key).or_default();
            if postings.len() < POSTINGS && postings.last() != Some(&group) {
                postings.push(group);
            }
        }
    }
    groups
}

/// Where a seed is looked for: its days, topics and names. A report is often of the day before.
fn keys(
    seed: &Seed,
    day_before: bool,
    report: bool,
) -> impl Iterator<Item = (Date, Topic<'_>, Name)> {
    let (first, last) = seed.days;
    let first = match first.checked_sub(1.day()) {
        Ok(before) if day_before => before,
        _ => first,
    };
    let days = first.series(1.day()).take_while(move |day| *day <= last);
    days.flat_map(move |day| {
        let kinds = seed.kinds.iter().map(|kind| Topic::Kind(kind));
        let topics = kinds.chain(report.then_some(Topic::Report(seed.at.0)));
        topics.flat_map(move |topic| {
            let entities = seed.entities.iter().map(|entity| Name::Entity(*entity));
            let sides = seed.sides.iter().map(|side| Name::Side(side));
            entities.chain(sides).map(move |name| (day, topic, name))
        })
    })
}

impl Group {
    fn add(&mut self, seed: &Seed, place: usize) {
        if seed.stated && !self.stated {
            self.days.clear();
            self.stated = true;
        }
        if seed.stated || !self.stated {
            self.days.push(seed.days);
        }
        self.seeds.push(place);
        *self.reports.entry(seed.at.0).or_default() += 1;
        for entity in &seed.entities {
            *self.entities.entry(*entity).or_default() += 1;
        }
        for person in &seed.persons {
            *self.persons.entry(*person).or_default() += 1;
        }
        for side in &seed.sides {
            *self.sides.entry(*side).or_default() += 1;
        }
        for (rank, kind) in seed.kinds.iter().enumerate() {
            let sure =
                1.0 + f64::from(u8::from(seed.stated)) + 2.0 * f64::from(u8::from(seed.title));
            *self.kinds.entry(kind.clone()).or_default() += sure / (1.0 + rank as f64);
        }
    }

    /// The group as one seed.
    fn whole(&self, seeds: &[Seed]) -> Seed {
        let first = &seeds[self.seeds[0]];
        let mut kinds: Vec<(&String, f64)> = self.kinds.iter().map(|(k, w)| (k, *w)).collect();
        kinds.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
        let days = super::record::date(self);
        Seed {
            at: first.at,
            sentence: first.sentence.clone(),
            days,
            stated: self.stated,
            kinds: kinds
                .into_iter()
                .take(KINDS)
                .map(|(kind, _)| kind.clone())
                .collect(),
            entities: self.core(&self.entities).copied().collect(),
            persons: self.core(&self.persons).copied().collect(),
            sides: self.core(&self.sides).copied().collect(),
            lead: self.seeds.iter().any(|seed| seeds[*seed].lead),
            title: false,
        }
    }

    /// What many of its seeds have.
    fn core<'g, T>(&self, counts: &'g BTreeMap<T, usize>) -> impl Iterator<Item = &'g T> {
        let least = CORE * self.seeds.len() as f64;
        let often = move |(_, count): &(&T, &usize)| **count as f64 >= least;
        counts.iter().filter(often).map(|(what, _)| what)
    }

    /// How much a seed names what the group names, from 0 to 1.
    fn likeness(&self, seed: &Seed, features: &Features) -> f64 {
        if seed.stated && self.stated && !self.days.iter().any(|d| overlap(*d, seed.days)) {
            return 0.0;
        }
        let weigh = |entity: &usize| features.entity_weight(*entity);
        let own: f64 = seed.entities.iter().map(weigh).sum();
        let core: BTreeSet<usize> = self.core(&self.entities).copied().collect();
        let all: f64 = core.iter().map(weigh).sum();
        let both = || core.intersection(&seed.entities).map(weigh);
        let rare = both().fold(0.0, f64::max) - RARE;
        let named =
            both().sum::<f64>() / (0.6 * own.min(all) + 0.4 * own.max(all)).max(f64::MIN_POSITIVE);
        let sides: BTreeSet<Country> = self.core(&self.sides).copied().collect();
        let any = sides.union(&seed.sides).count();
        if any == 0 {
            return named;
        }
        let sided = sides.intersection(&seed.sides).count() as f64 / any as f64;
        let likeness = 0.6 * named + 0.4 * sided + rare.max(0.0);
        let persons: BTreeSet<usize> = self.core(&self.persons).copied().collect();
        let nobody = persons.is_empty() || seed.persons.is_empty();
        // Several countries that do the same on one day do it together, whoever of them is named; a report that is
        // about it need not give the day.
        let together = sided >= 1.0 && any > if nobody { 1 } else { 2 };
        let same_kind = seed.kinds.first().is_some_and(|kind| kind == self.kind());
        if together && same_kind && (seed.lead || seed.stated == self.stated) {
            likeness.max(ALIKE)
        } else if !nobody && persons.is_disjoint(&seed.persons) {
            likeness / 2.0
        } else {
            likeness
        }
    }

    /// What speaks for it besides that a seed without a day, at its report's head, tells what the rest of the report
    /// does.
    fn about(&self, seed: &Seed) -> f64 {
        let own = self.reports.get(&seed.at.0).copied().unwrap_or(0);
        match seed.lead && !seed.stated {
            true => ABOUT * own.min(2) as f64,
            false => 0.0,
        }
    }

    /// The entities that many of its seeds name.
    pub fn named(&self) -> BTreeSet<usize> {
        self.core(&self.entities).copied().collect()
    }

    /// The kind of happening that most of it tells.
    pub fn kind(&self) -> &str {
        let kinds = self.kinds.iter();
        let most = kinds.max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(a.0)));
        most.map_or("", |(kind, _)| kind)
    }

    /// The kinds of happening that it tells about as much as that which most of it tells, and that first.
    pub fn foremost_kinds(&self) -> Vec<&str> {
        let most = self.kind();
        let least = self.kinds.get(most).copied().unwrap_or(0.0) * AS_MUCH;
        let others = self
            .kinds
            .iter()
            .filter(|(k, weight)| **weight >= least && *k != most);
        std::iter::once(most)
            .chain(others.map(|(kind, _)| kind.as_str()))
            .collect()
    }
}
