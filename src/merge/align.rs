//! Which new passage is which old one: equal words first, then likeness between settled neighbours.

use std::collections::HashMap;

/// Passages between two settled ones that are compared with each other; more are too many to tell.
const GAP: usize = 40;
/// Shares of words that two printings of one passage have in common, and by how much the best must
/// be ahead of the second: a wrong identity is worse than a new one.
const ALIKE: f64 = 0.6;
const AHEAD: f64 = 0.1;

/// For each new text, the place of the old one that it continues.
pub fn align(old: &[&str], new: &[&str]) -> Vec<Option<usize>> {
    let mut aligned = equal(old, new);
    let mut taken: Vec<bool> = vec![false; old.len()];
    for place in aligned.iter().flatten() {
        taken[*place] = true;
    }
    let mut at = 0;
    while at < new.len() {
        if aligned[at].is_some() {
            at += 1;
            continue;
        }
        let end = (at..new.len())
            .find(|i| aligned[*i].is_some())
            .unwrap_or(new.len());
        let low = at
            .checked_sub(1)
            .and_then(|i| aligned[i])
            .map_or(0, |o| o + 1);
        let high = aligned.get(end).copied().flatten().unwrap_or(old.len());
        let free: Vec<usize> = (low..high.max(low)).filter(|o| !taken[*o]).collect();
        if free.len() <= GAP && end - at <= GAP {
            for (place, of) in alike(old, &free, new, at..end) {
                aligned[place] = Some(of);
                taken[of] = true;
            }
        }
        at = end;
    }
    aligned
}

/// Equal words, each old text once, in order.
fn equal(old: &[&str], new: &[&str]) -> Vec<Option<usize>> {
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for (place, words) in old.iter().enumerate().rev() {
        places.entry(words).or_default().push(place);
    }
    new.iter()
        .map(|words| places.get_mut(words)?.pop())
        .collect()
}

fn alike(
    old: &[&str],
    free: &[usize],
    new: &[&str],
    gap: std::ops::Range<usize>,
) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for place in gap {
        let mut scores: Vec<(f64, usize)> = free
            .iter()
            .map(|of| (likeness(old[*of], new[place]), *of))
            .collect();
        scores.sort_by(|a, b| b.0.total_cmp(&a.0));
        let second = scores.get(1).map_or(0.0, |s| s.0);
        if let Some((score, of)) = scores
            .first()
            .filter(|s| s.0 >= ALIKE && s.0 >= second + AHEAD)
        {
            pairs.push((*score, place, *of));
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut used = Vec::new();
    pairs.retain(|(_, _, of)| {
        let free = !used.contains(of);
        used.push(*of);
        free
    });
    pairs
        .into_iter()
        .map(|(_, place, of)| (place, of))
        .collect()
}

/// Dice's coefficient of the words of two texts, from 0 to 1.
fn likeness(a: &str, b: &str) -> f64 {
    let mut counts: HashMap<&str, i64> = HashMap::new();
    let mut total = 0;
    for word in a.split(' ') {
        *counts.entry(word).or_default() += 1;
        total += 1;
    }
    let mut common = 0;
    for word in b.split(' ') {
        total += 1;
        if let Some(left) = counts.get_mut(word).filter(|left| **left > 0) {
            *left -= 1;
            common += 1;
        }
    }
    f64::from(2 * common) / f64::from(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moved_and_corrected_passages_are_found_again() {
        let old = ["a b c d e f", "two words here and more", "last one"];
        assert_eq!(
            align(&old, &["last one", "a b c d e f"]),
            [Some(2), Some(0)]
        );
        let corrected = ["a b c d e f", "two words there and more", "last one"];
        assert_eq!(align(&old, &corrected), [Some(0), Some(1), Some(2)]);
    }

    #[test]
    fn in_doubt_a_passage_is_new() {
        let old = ["the dead were ten in all", "the dead were two in all"];
        assert_eq!(align(&old, &["the dead were six in all"]), [None]);
    }
}
