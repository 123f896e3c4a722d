//! Versions and divergences: which answers are one, and which cannot both be true.

use super::positions::Answer;
use super::value::Value;
use crate::model::{Archive, At, Divergence, Position};
use crate::time;

/// Gives every position its version, and finds the points on which positions contradict each other.
///
/// Answers come by event and point. A version is one value, its bound aside; letters go by the day on
/// which the reports were published, then by their order in the archive.
pub fn find(archive: &Archive, answers: Vec<Answer>) -> (Vec<Position>, Vec<Divergence>) {
    let mut positions = Vec::with_capacity(answers.len());
    let mut divergences = Vec::new();
    for point in answers.chunk_by(same_point) {
        let first = positions.len();
        let versions = versions(archive, point);
        divergences.extend(contradiction(point, first));
        positions.extend(
            point
                .iter()
                .zip(versions)
                .map(|(answer, version)| Position {
                    version,
                    ..answer.position.clone()
                }),
        );
    }
    (positions, divergences)
}

fn same_point(a: &Answer, b: &Answer) -> bool {
    a.position.event == b.position.event && a.position.point == b.position.point
}

fn versions(archive: &Archive, point: &[Answer]) -> Vec<String> {
    let zones = zones(point);
    let mut order: Vec<usize> = (0..point.len()).collect();
    order.sort_by_key(|&a| told(archive, point[a].position.at));
    let mut kinds: Vec<usize> = Vec::new();
    let mut versions = vec![String::new(); point.len()];
    for answer in order {
        let found = kinds
            .iter()
            .position(|&kind| same(&point[kind], &point[answer], &zones));
        let number = found.unwrap_or_else(|| {
            kinds.push(answer);
            kinds.len() - 1
        });
        versions[answer] = letter(number);
    }
    versions
}

/// When an answer was told: the first day on which its report can have been published.
fn told(archive: &Archive, at: At) -> (Option<jiff::civil::Date>, At) {
    let published = archive.reports[at.0].published.as_ref();
    let day = published.and_then(|p| time::days(&p.value)).map(|d| d.0);
    (Some(day.unwrap_or(jiff::civil::Date::MAX)), at)
}

/// Whether two answers give one value, whatever bound stands before it.
fn same(a: &Answer, b: &Answer, zones: &[i32]) -> bool {
    match (&a.value, &b.value) {
        (Value::Moment { .. }, Value::Moment { .. }) => !a.value.contradicts(&b.value, zones),
        _ => bare(&a.position.value) == bare(&b.position.value),
    }
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

/// The positions that cannot be true together with another one.
fn contradiction(point: &[Answer], first: usize) -> Option<Divergence> {
    let zones = zones(point);
    let apart = |a: &Answer| point.iter().any(|b| a.value.contradicts(&b.value, &zones));
    let positions: Vec<usize> = (0..point.len())
        .filter(|&a| apart(&point[a]))
        .map(|a| first + a)
        .collect();
    (!positions.is_empty()).then(|| Divergence {
        event: point[0].position.event.clone(),
        point: point[0].position.point.clone(),
        kind: "contradiction",
        positions,
    })
}
