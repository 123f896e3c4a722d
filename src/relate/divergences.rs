//! Versions and divergences: which answers are one, and which cannot both be true.

use std::collections::{BTreeMap, BTreeSet};

use super::positions::Answer;
use super::value::{Parting, Value};
use crate::model::{Archive, At, Divergence, Position};
use crate::time;

/// Gives every position its version, and finds the points on which positions part.
///
/// Answers come by event and point. A version is one value, its bound aside; letters go by the day on
/// which the reports were published, then by their order in the archive.
pub fn find(archive: &Archive, answers: Vec<Answer>) -> (Vec<Position>, Vec<Divergence>) {
    let mut positions = Vec::with_capacity(answers.len());
    let mut divergences = Vec::new();
    for point in answers.chunk_by(same_point) {
        let first = positions.len();
        let zones = zones(point);
        let versions = Versions::of(archive, point, &zones);
        for (parting, parted) in versions.partings(point, &zones) {
            // Who says "400" and who says "more than 400" are both updated by 1,300.
            let letters: BTreeSet<usize> = parted.iter().map(|p| versions.bounded[*p].1).collect();
            let of = |answer: &usize| {
                let bounded = versions.of[*answer];
                match parting {
                    Parting::Contradiction => parted.contains(&bounded),
                    _ => letters.contains(&versions.bounded[bounded].1),
                }
            };
            let parted: Vec<usize> = (0..point.len()).filter(of).collect();
            // One text that says less in one place and more in another does not disagree with itself.
            let report = |answer: &usize| point[*answer].position.at.0;
            let of_one = parted
                .iter()
                .map(report)
                .all(|own| own == report(&parted[0]));
            let of_parties = matches!(point[parted[0]].value, Value::Parties { .. });
            if parting == Parting::Precision && of_one && !of_parties {
                continue;
            }
            divergences.push(Divergence {
                event: point[0].position.event.clone(),
                point: point[0].position.point.clone(),
                kind: parting.as_str(),
                positions: parted.into_iter().map(|answer| first + answer).collect(),
            });
        }
        let told = point.iter().enumerate();
        positions.extend(told.map(|(place, answer)| Position {
            version: versions.letter(place).to_owned(),
            ..answer.position.clone()
        }));
    }
    (positions, divergences)
}

fn same_point(a: &Answer, b: &Answer) -> bool {
    a.position.event == b.position.event && a.position.point == b.position.point
}

/// The versions of a point, in the order in which they were told first.
struct Versions {
    /// A letter each, with a prime for each value that it updates.
    letters: Vec<String>,
    /// The values as they are bounded, each once: the answer that told it first, and its version.
    bounded: Vec<(usize, usize)>,
    /// Which of these each answer has.
    of: Vec<usize>,
}

impl Versions {
    fn of(archive: &Archive, point: &[Answer], zones: &[i32]) -> Self {
        let mut versions = Self {
            letters: Vec::new(),
            bounded: Vec::new(),
            of: vec![0; point.len()],
        };
        let mut letters = 0;
        for answer in in_order(archive, point) {
            let own = &point[answer];
            let mut known = versions.bounded.iter();
            let exact = known.position(|(told, _)| {
                point[*told].position.value == own.position.value
                    && point[*told].value.range() == own.value.range()
            });
            if let Some(exact) = exact {
                versions.of[answer] = exact;
                continue;
            }
            let known = versions.bounded.iter();
            let mut alike = known.filter(|(told, _)| same(&point[*told], own, zones));
            let version = alike.next().map(|(_, version)| *version);
            let version = version.unwrap_or_else(|| {
                let updated = versions.bounded.iter().rfind(|(told, _)| {
                    own.value.parts(&point[*told].value, zones) == Some(Parting::Update)
                });
                let letter = match updated {
                    Some((_, updated)) => format!("{}′", versions.letters[*updated]),
                    None => {
                        letters += 1;
                        letter(letters - 1)
                    }
                };
                versions.letters.push(letter);
                versions.letters.len() - 1
            });
            versions.of[answer] = versions.bounded.len();
            versions.bounded.push((answer, version));
        }
        versions
    }

    /// The version of an answer.
    fn letter(&self, answer: usize) -> &str {
        let (_, version) = self.bounded[self.of[answer]];
        &self.letters[version]
    }

    /// How the bounded values part, and which of them do.
    fn partings(&self, point: &[Answer], zones: &[i32]) -> BTreeMap<Parting, BTreeSet<usize>> {
        let mut partings: BTreeMap<Parting, BTreeSet<usize>> = BTreeMap::new();
        for (later, (answer, _)) in self.bounded.iter().enumerate() {
            for (earlier, (before, _)) in self.bounded[..later].iter().enumerate() {
                if let Some(parting) = point[*answer].value.parts(&point[*before].value, zones) {
                    let parted = partings.entry(parting).or_default();
                    parted.extend([earlier, later]);
                }
            }
        }
        partings
    }
}

/// The answers in the order in which they were told.
fn in_order(archive: &Archive, point: &[Answer]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..point.len()).collect();
    order.sort_by_key(|&a| told(archive, point[a].position.at));
    order
}

/// When an answer was told: the first day on which its report can have been published.
fn told(archive: &Archive, at: At) -> (Option<jiff::civil::Date>, At) {
    let published = archive.reports[at.0].published.as_ref();
    let day = published.and_then(|p| time::days(&p.value)).map(|d| d.0);
    (Some(day.unwrap_or(jiff::civil::Date::MAX)), at)
}

/// Whether two answers give one value, whatever bound stands before it.
fn same(a: &Answer, b: &Answer, zones: &[i32]) -> bool {
    let by_value = a.value.is_version_of(&b.value, zones);
    by_value.unwrap_or_else(|| bare(&a.position.value) == bare(&b.position.value))
}

fn bare(value: &str) -> &str {
    value.trim_matches('/')
}

/// `a`, `b`, … `z`, `aa`.
fn letter(number: usize) -> String {
    let last = char::from(b'a' + u8::try_from(number % 26).unwrap_or(0));
    match (number / 26).checked_sub(1) {
        Some(before) => format!("{}{last}", letter(before)),
        None => last.to_string(),
    }
}

fn zones(point: &[Answer]) -> Vec<i32> {
    let mut zones: Vec<i32> = point.iter().filter_map(|a| a.value.zone()).collect();
    zones.sort_unstable();
    zones.dedup();
    zones
}
