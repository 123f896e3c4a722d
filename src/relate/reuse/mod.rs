//! Passages that share their words: printed again, printed again with changes, or quoted.
//!
//! Passages of the same words are found by one hash. The others meet by fingerprints of their words
//! (`words`), sorted, so that time grows as n log n: each passage is compared with the few that share
//! most of them, on the words themselves (`runs`, `likeness`), and what is alike but tells of other
//! days, people or numbers is passed over (`vetoes`). A copy is tied to the first printing, not to every
//! other copy.

mod likeness;
mod neighbours;
mod reading;
mod runs;
#[cfg(test)]
mod tests;
mod vetoes;
mod words;

use std::collections::{BTreeMap, HashSet};

use rayon::prelude::*;
use rustc_hash::FxBuildHasher;

use self::likeness::Likeness;
use self::reading::Reading;
use crate::model::{Archive, At, Reuse};
use crate::time;

/// Words and letters of the shortest passage that is no coincidence when it stands twice.
const SHORT: (usize, usize) = (7, 40);
/// A passage shorter than this that stands more often than [`STOCK`] belongs to the page, not the text.
const WHOLE: usize = 20;
/// A shingle that stands in more passages than this is a stock phrase, and ties nothing together.
const STOCK: usize = 20;
/// Of the passages that hold a fingerprint the first are candidates: they are what the others repeat.
const FIRST: usize = 4;
/// Candidates with which a passage is compared, and those that it can be found to quote.
const COMPARED: usize = 8;
const QUOTED: usize = 4;
/// Fingerprints in common, none of them stock, that a quotation across reports needs at least.
const SHARED: usize = 3;
/// A passage of fewer words may have too few fingerprints to share that many.
const FEW: usize = 24;

type Set = HashSet<u64, FxBuildHasher>;

/// All pairs, by place. In each, `a` is the one that was published first.
pub fn find(archive: &Archive) -> Vec<Reuse> {
    let texts = texts(archive);
    let mut ties = Ties::default();
    let copies = copies(&texts, &mut ties);
    let prints = fingerprints(archive, &texts, &copies);
    let stock: Set = groups(&prints)
        .filter(|group| group.len() > STOCK)
        .map(|group| group[0].0)
        .collect();
    let candidates = candidates(&texts, &prints);
    let compared: Vec<Vec<(usize, Likeness, f64)>> = candidates
        .par_chunk_by(|a, b| a.later == b.later)
        .map(|of_one| compare(archive, &texts, of_one, &stock))
        .collect();
    let of_each = candidates.chunk_by(|a, b| a.later == b.later);
    for (of_one, found) in of_each.zip(compared) {
        ties.settle(&texts, of_one[0].later, &found);
    }
    neighbours::extend(archive, &texts, &mut ties.found);
    let mut found: Vec<Reuse> = ties.found.into_values().collect();
    for tie in &mut found {
        if told(archive, tie.b) < told(archive, tie.a) {
            std::mem::swap(&mut tie.a, &mut tie.b);
        }
    }
    found.sort_by_key(|tie| (tie.a, tie.b));
    found
}

/// When a passage was published: the first day on which it can have been, those without one last.
fn told(archive: &Archive, at: At) -> (Option<jiff::civil::Date>, At) {
    let published = archive.reports[at.0].published.as_ref();
    let day = published.and_then(|p| time::days(&p.value)).map(|d| d.0);
    (Some(day.unwrap_or(jiff::civil::Date::MAX)), at)
}

/// A passage as it is first looked at.
struct Text {
    at: At,
    /// One number for all of its words.
    whole: u64,
    words: usize,
    letters: usize,
}

fn texts(archive: &Archive) -> Vec<Text> {
    let of_report = |(place, report): (usize, &crate::model::Report)| {
        let passages = report.passages.iter().enumerate();
        let texts = passages.map(|(number, passage)| {
            let ids = words::ids(&passage.words);
            Text {
                at: (place, number),
                whole: words::whole(&ids),
                words: ids.len(),
                letters: passage
                    .words
                    .chars()
                    .filter(|c| c.is_alphanumeric())
                    .count(),
            }
        });
        texts.collect::<Vec<Text>>()
    };
    let reports = archive.reports.par_iter().enumerate();
    reports
        .map(of_report)
        .collect::<Vec<_>>()
        .into_iter()
        .flatten()
        .collect()
}

/// What was tied together so far, by the places of the passages.
#[derive(Default)]
struct Ties {
    found: BTreeMap<(At, At), Reuse>,
    /// For each passage that repeats another, the first printing.
    first: BTreeMap<usize, usize>,
}

impl Ties {
    fn add(&mut self, a: At, b: At, kind: &'static str, ratio: f64) {
        let (a, b) = (a.min(b), a.max(b));
        let ratio = (ratio * 100.0).round() / 100.0;
        self.found
            .entry((a, b))
            .or_insert(Reuse { a, b, kind, ratio });
    }

    fn first_printing(&self, text: usize) -> usize {
        self.first.get(&text).copied().unwrap_or(text)
    }

    /// Chooses among what one passage was found to be like: one printing that it repeats, and of each
    /// text that it quotes one printing.
    fn settle(&mut self, texts: &[Text], text: usize, found: &[(usize, Likeness, f64)]) {
        let near = found
            .iter()
            .find(|(_, likeness, _)| *likeness == Likeness::Near);
        let mut known = vec![text];
        if let Some((other, _, ratio)) = near {
            self.add(texts[*other].at, texts[text].at, "near", *ratio);
            self.first.insert(text, self.first_printing(*other));
            known.push(self.first_printing(*other));
        }
        let quoted = found
            .iter()
            .filter(|(_, likeness, _)| *likeness == Likeness::Quotes);
        for (other, _, ratio) in quoted {
            let first = self.first_printing(*other);
            if known.len() <= QUOTED && !known.contains(&first) {
                known.push(first);
                self.add(texts[*other].at, texts[text].at, "quotes", *ratio);
            }
        }
    }
}

/// Ties passages of the same words to the first of them; for each text whether it is a further copy.
fn copies(texts: &[Text], ties: &mut Ties) -> Vec<bool> {
    let mut order: Vec<usize> = (0..texts.len())
        .filter(|&text| texts[text].words > 0)
        .collect();
    order.par_sort_unstable_by_key(|&text| (texts[text].whole, text));
    let mut copies = vec![false; texts.len()];
    for group in order.chunk_by(|&a, &b| texts[a].whole == texts[b].whole) {
        let (first, rest) = (&texts[group[0]], &group[1..]);
        let long = first.words >= SHORT.0 && first.letters >= SHORT.1;
        let own = first.words >= WHOLE || group.len() <= STOCK;
        for &copy in rest {
            copies[copy] = true;
            if long && own {
                ties.add(first.at, texts[copy].at, "same", 1.0);
            }
        }
    }
    copies
}

/// Every fingerprint with the passages that hold it, sorted; those of further copies left out.
fn fingerprints(archive: &Archive, texts: &[Text], copies: &[bool]) -> Vec<(u64, u32)> {
    let mut prints: Vec<(u64, u32)> = texts
        .par_iter()
        .enumerate()
        .filter(|(text, own)| !copies[*text] && own.words >= SHORT.0)
        .flat_map_iter(|(text, own)| {
            let passage = &archive.reports[own.at.0].passages[own.at.1];
            let place = u32::try_from(text).unwrap_or(u32::MAX);
            let prints = words::fingerprints(&words::ids(&passage.words));
            prints.into_iter().map(move |print| (print, place))
        })
        .collect();
    prints.par_sort_unstable();
    prints
}

/// The passages of each fingerprint that several hold.
fn groups(prints: &[(u64, u32)]) -> impl Iterator<Item = &[(u64, u32)]> {
    prints
        .chunk_by(|a, b| a.0 == b.0)
        .filter(|group| group.len() > 1)
}

/// Two passages that share fingerprints.
struct Candidate {
    later: usize,
    earlier: usize,
    /// Fingerprints in common, and those of them that are no stock.
    shared: usize,
    rare: usize,
}

/// For each passage the earlier ones to compare it with, those that share most first.
fn candidates(texts: &[Text], prints: &[(u64, u32)]) -> Vec<Candidate> {
    let mut pairs: Vec<(u32, u32, bool)> = Vec::new();
    for group in groups(prints) {
        let rare = group.len() <= STOCK;
        let first = if rare { FIRST } else { 1 };
        for (place, (_, later)) in group.iter().enumerate().skip(1) {
            let earlier = group[..place.min(first)].iter();
            pairs.extend(earlier.map(|(_, text)| (*later, *text, rare)));
            // What a report says twice is looked for there, however many others say it.
            let before = group[place - 1].1;
            let same_report = texts[before as usize].at.0 == texts[*later as usize].at.0;
            if place > first && rare && same_report {
                pairs.push((*later, before, rare));
            }
        }
    }
    pairs.par_sort_unstable();
    let mut all: Vec<Candidate> = pairs
        .chunk_by(|a, b| (a.0, a.1) == (b.0, b.1))
        .map(|pair| Candidate {
            later: pair[0].0 as usize,
            earlier: pair[0].1 as usize,
            shared: pair.len(),
            rare: pair.iter().filter(|(_, _, rare)| *rare).count(),
        })
        .filter(|pair| is_worth_comparing(texts, pair))
        .collect();
    all.sort_by_key(|pair| (pair.later, std::cmp::Reverse(pair.shared), pair.earlier));
    all
}

fn is_worth_comparing(texts: &[Text], pair: &Candidate) -> bool {
    let (a, b) = (&texts[pair.earlier], &texts[pair.later]);
    let shorter = a.words.min(b.words);
    // One word in five at least begins a fingerprint; near passages share half of their words.
    let may_be_near = pair.shared * 20 >= shorter;
    let may_quote = pair.rare >= SHARED || pair.rare > 0 && (shorter <= FEW || a.at.0 == b.at.0);
    may_be_near || may_quote
}

fn compare(
    archive: &Archive,
    texts: &[Text],
    candidates: &[Candidate],
    stock: &Set,
) -> Vec<(usize, Likeness, f64)> {
    let is_stock = |print: u64| stock.contains(&print);
    let later = Reading::of(archive, texts[candidates[0].later].at, is_stock);
    let found = candidates.iter().take(COMPARED).filter_map(|pair| {
        let earlier = Reading::of(archive, texts[pair.earlier].at, is_stock);
        let (likeness, ratio) = likeness::likeness(&earlier, &later)?;
        Some((pair.earlier, likeness, ratio))
    });
    found.collect()
}
