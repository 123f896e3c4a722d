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
            let gap: Vec<usize> = (at..end).collect();
            for (place, of) in alike(old, &free, new, &gap) {
                aligned[place] = Some(of);
                taken[of] = true;
            }
        }
        at = end;
    }
    // What moved and changed at once stands between no neighbours that would know it.
    let free: Vec<usize> = (0..old.len()).filter(|of| !taken[*of]).collect();
    let open: Vec<usize> = (0..new.len()).filter(|n| aligned[*n].is_none()).collect();
    let pairs = candidates(old, &free, new, &open);
    let scored = pairs
        .into_iter()
        .map(|(of, place)| (likeness(old[of], new[place]), place, of));
    for (place, of) in settle(
        scored
            .filter(|(score, ..)| *score >= ALIKE - AHEAD)
            .collect(),
    ) {
        aligned[place] = Some(of);
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

fn alike(old: &[&str], free: &[usize], new: &[&str], gap: &[usize]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for place in gap {
        for of in free {
            let score = likeness(old[*of], new[*place]);
            if score >= ALIKE - AHEAD {
                pairs.push((score, *place, *of));
            }
        }
    }
    settle(pairs)
}

/// The pairs that are alike enough, and further ahead of every other pair of either one than doubt allows.
fn settle(pairs: Vec<(f64, usize, usize)>) -> Vec<(usize, usize)> {
    let mut best_of_new: HashMap<usize, [f64; 2]> = HashMap::new();
    let mut best_of_old: HashMap<usize, [f64; 2]> = HashMap::new();
    for (score, place, of) in &pairs {
        for best in [
            best_of_new.entry(*place).or_default(),
            best_of_old.entry(*of).or_default(),
        ] {
            if *score > best[0] {
                *best = [*score, best[0]];
            } else if *score > best[1] {
                best[1] = *score;
            }
        }
    }
    let sure = |score: f64, best: &[f64; 2]| score >= best[0] && score >= best[1] + AHEAD;
    pairs
        .into_iter()
        .filter(|(score, place, of)| {
            *score >= ALIKE && sure(*score, &best_of_new[place]) && sure(*score, &best_of_old[of])
        })
        .map(|(_, place, of)| (place, of))
        .collect()
}

/// Old texts whose words stand in new ones, or the other way round: old and new, each old one with
/// the new ones in order.
pub fn contained(
    old: &[&str],
    lost: &[usize],
    new: &[&str],
    among: &[usize],
    share: f64,
) -> Vec<(usize, usize)> {
    let mut pairs = candidates(old, lost, new, among);
    pairs.retain(|(of, place)| {
        let (shorter, longer) = if old[*of].len() < new[*place].len() {
            (old[*of], new[*place])
        } else {
            (new[*place], old[*of])
        };
        let common = f64::from(common(shorter, longer));
        common >= share * shorter.split(' ').count() as f64
    });
    pairs.sort_unstable();
    pairs
}

/// Words that more texts than this have say nothing about which one it is.
const POSTINGS: usize = 8;
/// Pairs that are looked at for one text.
const CANDIDATES: usize = 8;

/// Pairs that share rare words, old and new.
fn candidates(old: &[&str], lost: &[usize], new: &[&str], among: &[usize]) -> Vec<(usize, usize)> {
    let mut holders: HashMap<&str, Vec<usize>> = HashMap::new();
    for of in lost {
        for word in old[*of].split(' ') {
            let list = holders.entry(word).or_default();
            if list.last() != Some(of) {
                list.push(*of);
            }
        }
    }
    holders.retain(|_, list| list.len() <= POSTINGS);
    let mut pairs = Vec::new();
    for place in among {
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for word in new[*place].split(' ') {
            for of in holders.get(word).into_iter().flatten() {
                *shared.entry(*of).or_default() += 1;
            }
        }
        let mut shared: Vec<(usize, usize)> = shared.into_iter().collect();
        shared.sort_by_key(|(of, count)| (std::cmp::Reverse(*count), *of));
        pairs.extend(
            shared
                .into_iter()
                .take(CANDIDATES)
                .map(|(of, _)| (of, *place)),
        );
    }
    pairs
}

/// Dice's coefficient of the words of two texts, from 0 to 1.
pub fn likeness(a: &str, b: &str) -> f64 {
    let total = a.split(' ').count() + b.split(' ').count();
    f64::from(2 * common(a, b)) / total as f64
}

/// How many words two texts have in common, each as often as both have it.
fn common(a: &str, b: &str) -> u32 {
    let mut counts: HashMap<&str, u32> = HashMap::new();
    for word in a.split(' ') {
        *counts.entry(word).or_default() += 1;
    }
    let mut common = 0;
    for word in b.split(' ') {
        if let Some(left) = counts.get_mut(word).filter(|left| **left > 0) {
            *left -= 1;
            common += 1;
        }
    }
    common
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
