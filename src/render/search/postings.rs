//! For each stem, name and word, where it stands.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

use super::numbers;
use super::pieces::Length;
use super::reading::Reading;
use crate::model::{Archive, Entity, EntityId, Kind, MarkBody, Passage};
use crate::text::fold;

/// How soon further mentions of a word count for less, and how much long passages are held back.
/// Passages are short, and a title says in few words what it is about: less than is usual for pages.
const SATURATION: f32 = 1.2;
const LENGTH: f32 = 0.6;
/// Weights are written in so many steps, the highest of which is worth `TOP`.
const STEPS: f32 = 8.0;
const TOP: f32 = 2.4;
/// What a description (`the minister`) counts, where a name counts 1.
const DESCRIBED: f32 = 0.4;

/// For each list, pairs of passage and what is said of it.
pub struct Lists(Vec<Vec<(u32, u32)>>);

impl Lists {
    fn new(count: usize) -> Self {
        Self(vec![Vec::new(); count])
    }

    /// In how many passages each stands.
    pub fn passages_of(&self, list: usize) -> usize {
        self.0[list].chunk_by(|a, b| a.0 == b.0).count()
    }

    /// The lists as weighed passages.
    fn weighed(&self) -> impl IndexedParallelIterator<Item = String> {
        self.0.par_iter().map(|list| {
            let mut before = 0;
            numbers::encode(list.iter().map(|&(passage, weight)| {
                let gap = passage - before;
                before = passage;
                gap << 3 | weight
            }))
        })
    }
}

/// The lists of stems.
pub struct Terms(Lists);

impl Terms {
    /// For each stem its words, a bar, and its passages.
    pub fn encoded(&self, reading: &Reading) -> Vec<String> {
        let mut words = vec![String::new(); reading.terms.len()];
        for &(word, term) in &reading.pairs {
            let words = &mut words[term as usize];
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(&reading.words[word as usize]);
        }
        let join = |(list, words): (String, String)| format!("{words}|{list}");
        self.0.weighed().zip(words).map(join).collect()
    }
}

/// The passages of each stem.
pub fn terms(reading: &Reading) -> Terms {
    let scale = Scale::of(reading.passages.iter().map(|p| p.length));
    let mut lists = Lists::new(reading.terms.len());
    let mut own = Vec::new();
    for (passage, read) in (0..).zip(&reading.passages) {
        own.clear();
        own.extend(read.tokens.iter().map(|t| t.term));
        own.sort_unstable();
        for same in own.chunk_by(|a, b| a == b) {
            let weight = scale.weight(same.len() as f32, read.length, read.kind);
            lists.0[same[0] as usize].push((passage, weight));
        }
    }
    Terms(lists)
}

/// The lists of words with their places.
pub struct Places(pub Lists);

impl Places {
    /// For each occurrence how many passages on it is, and where in its passage: from the start, or
    /// from the occurrence before in the same.
    pub fn encoded(&self) -> Vec<String> {
        self.0
            .0
            .par_iter()
            .map(|list| {
                let mut before = (0, 0);
                let mut text = String::new();
                for &(passage, at) in list {
                    if passage != before.0 {
                        before.1 = 0;
                    }
                    numbers::push(&mut text, passage - before.0);
                    numbers::push(&mut text, at - before.1);
                    before = (passage, at);
                }
                text
            })
            .collect()
    }
}

/// The places of each word that is not small in any language of the archive.
pub fn places(reading: &Reading) -> Places {
    let small: Vec<bool> = reading.words.iter().map(|w| reading.is_small(w)).collect();
    let mut lists = Lists::new(reading.words.len());
    for (passage, read) in (0..).zip(&reading.passages) {
        for token in read.tokens.iter().filter(|t| !small[t.word as usize]) {
            lists.0[token.word as usize].push((passage, token.at));
        }
    }
    Places(lists)
}

/// The lists of entities.
pub struct Names(Lists);

/// What `names-N.js` says of an entity.
#[derive(Serialize)]
pub struct Named<'a>(&'a str, &'a str, &'static str, String);

impl Length for Named<'_> {
    fn length(&self) -> usize {
        self.0.len() + self.1.len() + self.2.len() + self.3.len() + 14
    }
}

impl Names {
    /// For each entity id, name, family and passages.
    pub fn encoded<'a>(&self, archive: &'a Archive) -> Vec<Named<'a>> {
        let named =
            |(list, e): (String, &'a Entity)| Named(e.id.as_str(), &e.name, e.kind.family(), list);
        let lists = self.0.weighed().zip(&archive.entities);
        lists.map(named).collect()
    }
}

/// The passages that name each entity, by whatever name.
pub fn names(archive: &Archive) -> Names {
    let numbers: FxHashMap<&EntityId, u32> =
        archive.entities.iter().map(|e| &e.id).zip(0..).collect();
    let described: Vec<FxHashSet<String>> = archive.entities.iter().map(descriptions).collect();
    let passages = || archive.reports.iter().flat_map(|r| &r.passages);
    let length = |p: &Passage| p.words.len() as u32 / 6;
    let scale = Scale::of(passages().map(length));
    let mut lists = Lists::new(archive.entities.len());
    let mut own: Vec<(u32, f32)> = Vec::new();
    for (number, passage) in (0..).zip(passages()) {
        own.clear();
        for mark in &passage.marks {
            let MarkBody::Mention { entity, .. } = &mark.body else {
                continue;
            };
            let Some(&entity) = numbers.get(entity) else {
                continue;
            };
            let written = passage.words.get(mark.span.clone()).unwrap_or_default();
            let descriptions = &described[entity as usize];
            let is_described = !descriptions.is_empty() && descriptions.contains(&fold(written));
            own.push((entity, if is_described { DESCRIBED } else { 1.0 }));
        }
        own.sort_unstable_by_key(|(entity, _)| *entity);
        for same in own.chunk_by(|a, b| a.0 == b.0) {
            let count = same.iter().map(|(_, count)| count).sum();
            let weight = scale.weight(count, length(passage), passage.kind);
            lists.0[same[0].0 as usize].push((number, weight));
        }
    }
    Names(lists)
}

fn descriptions(entity: &Entity) -> FxHashSet<String> {
    entity.descriptions.iter().map(|d| fold(d)).collect()
}

/// By how much a passage is longer or shorter than others.
struct Scale {
    mean: f32,
}

impl Scale {
    fn of(lengths: impl Iterator<Item = u32>) -> Self {
        let (count, sum) = lengths.fold((0_u64, 0_u64), |(n, sum), l| (n + 1, sum + u64::from(l)));
        Self {
            mean: sum.max(1) as f32 / count.max(1) as f32,
        }
    }

    /// What a word that stands `count` times in a passage of `length` words says of it, from 0 to 7:
    /// BM25 without the rarity of the word, which the page knows once it has the list. A title weighs
    /// more and a reader's comment less.
    fn weight(&self, count: f32, length: u32, kind: Kind) -> u32 {
        let long = 1.0 - LENGTH + LENGTH * length as f32 / self.mean;
        let said = count * (SATURATION + 1.0) / (count + SATURATION * long);
        let factor = match kind {
            Kind::Title => 1.2,
            Kind::Comment => 0.8,
            _ => 1.0,
        };
        (said * factor * STEPS / TOP).floor().min(STEPS - 1.0) as u32
    }
}
