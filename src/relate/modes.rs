//! In which way a passage tells an event.

use super::evidence::Alone;
use super::features::{EventFeatures, Features, PassageFeatures};
use crate::model::Mode;

/// Kinds of happening that consist of words: whoever took part tells them like anybody else.
const SPOKEN: [&str; 3] = ["≈statement", "≈call", "≈talks"];
/// From this share on a sentence is somebody's words.
const MOST: f64 = 0.5;
/// Up to this likelihood a passage that tells another event may only allude to one.
const UNSURE: f64 = 0.5;
/// From this likelihood on it tells the other.
const SURE: f64 = 0.8;

/// The mode of a telling with a likelihood, in a passage that tells another event with likelihood `other`: an event
/// that is yet to come is announced; what the sentence denies that fits the event best is denied; what it claims,
/// or whoever took part says in it, is claimed.
pub fn of(
    passage: &PassageFeatures,
    event: &EventFeatures,
    features: &Features,
    likelihood: f64,
    other: f64,
) -> Mode {
    if passage.is_before(event) {
        return Mode::Announced;
    }
    let best = Alone::best(passage, event, features);
    let sentence = best.map_or(passage, |(sentence, _)| sentence);
    let is_words = SPOKEN.iter().any(|kind| event.kinds.contains(*kind));
    if sentence.denies {
        Mode::Denied
    } else if !is_words
        && (sentence.claims || sentence.spoken >= MOST && by_party(sentence, event, features))
    {
        Mode::Claimed
    } else if likelihood < UNSURE && other >= SURE && !names_any(sentence, event) {
        Mode::Alluded
    } else {
        Mode::Told
    }
}

/// Whether somebody speaks in a sentence who took part in an event, or stands on the side of one who did.
fn by_party(sentence: &PassageFeatures, event: &EventFeatures, features: &Features) -> bool {
    let sides = || event.participants.iter().filter_map(|e| features.side(*e));
    sentence.speakers.iter().any(|speaker| {
        let side = features.side(*speaker);
        event.participants.contains(speaker) || side.is_some_and(|side| sides().any(|s| s == side))
    })
}

fn names_any(sentence: &PassageFeatures, event: &EventFeatures) -> bool {
    let mut asked = event.participants.union(&event.places);
    asked.any(|entity| sentence.entities.contains(entity))
}
