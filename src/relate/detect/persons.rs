//! Who took part in a detected event for the countries that did: the sentence that gives its day often names these
//! alone.

use std::collections::{BTreeSet, HashSet};

use super::super::features::{EventFeatures, Features, PassageFeatures};
use super::super::sides::Country;
use super::super::tellings;
use crate::model::{Archive, EntityId, Event, Kind, Telling};

/// From this likelihood on a telling is sure.
const SURE: f64 = 0.85;

/// Puts persons in the place of the countries that took part in a detected event: those whom its surest telling names
/// in a sentence that names somebody of each of them.
pub fn for_countries(archive: &mut Archive) {
    let places = archive
        .entities
        .iter()
        .filter(|e| e.kind.family() == "place");
    let places: HashSet<&EntityId> = places.map(|e| &e.id).collect();
    let countries = |event: &Event| {
        let participants = event.participants.iter();
        participants.filter(|id| places.contains(id)).count()
    };
    if !archive
        .events
        .iter()
        .any(|e| e.detected && countries(e) > 1)
    {
        return;
    }
    let features = Features::of(archive);
    let tellings = tellings::find(archive, &features, &mut Vec::new());
    let mut found: Vec<(usize, Vec<EntityId>)> = Vec::new();
    for own in tellings.chunk_by(|a, b| a.event == b.event) {
        let event = archive.events.binary_search_by(|e| e.id.cmp(&own[0].event));
        let Some(event) = event.ok().filter(|event| archive.events[*event].detected) else {
            continue;
        };
        let persons = persons(archive, own, event, &features);
        if persons.is_empty() {
            continue;
        }
        let sides: BTreeSet<Country> = persons.iter().filter_map(|p| features.side(*p)).collect();
        let stands = |id: &&EntityId| {
            let country = features.place_of(id).filter(|e| features.is_place(*e));
            let side = country.and_then(|country| features.side(country));
            side.is_none_or(|side| !sides.contains(side))
        };
        let others = archive.events[event].participants.iter().filter(stands);
        let persons = persons.iter().map(|person| &archive.entities[*person].id);
        found.push((event, others.chain(persons).cloned().collect()));
    }
    for (event, participants) in found {
        archive.events[event].participants = participants;
    }
}

/// The persons for countries in the tellings of an event, the surest first.
fn persons(archive: &Archive, own: &[Telling], event: usize, features: &Features) -> Vec<usize> {
    let is_text = |at: (usize, usize)| archive.reports[at.0].passages[at.1].kind != Kind::Comment;
    let sure = own.iter().filter(|t| t.score >= SURE && is_text(t.at));
    let mut sure: Vec<&Telling> = sure.collect();
    sure.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.at.cmp(&b.at)));
    let sentences = sure
        .into_iter()
        .flat_map(|telling| features.passages[telling.at.0][telling.at.1].stretches());
    sentences
        .map(|sentence| of_sentence(sentence, &features.events[event], features))
        .find(|persons| !persons.is_empty())
        .unwrap_or_default()
}

/// The persons of a sentence on the sides of the countries that took part in an event, where it tells a happening of
/// its kind and names somebody of each of them; those of whom nothing is known stand for the countries that are left.
fn of_sentence(
    sentence: &PassageFeatures,
    event: &EventFeatures,
    features: &Features,
) -> Vec<usize> {
    let countries = event.participants.iter().filter(|e| features.is_place(**e));
    let countries: BTreeSet<Country> = countries.filter_map(|e| features.side(*e)).collect();
    if countries.len() < 2 || sentence.kinds.is_disjoint(&event.kinds) {
        return Vec::new();
    }
    let named = sentence.entities.difference(&sentence.speakers);
    let named = named.filter(|entity| !event.participants.contains(entity));
    let persons = named.copied().filter(|entity| features.is_person(*entity));
    let sided = persons.filter(|person| {
        let side = features.side(*person);
        side.is_none_or(|side| countries.contains(side))
    });
    let (known, unknown): (Vec<usize>, Vec<usize>) =
        sided.partition(|person| features.side(*person).is_some());
    let there: BTreeSet<Country> = known.iter().filter_map(|p| features.side(*p)).collect();
    match countries.len() - there.len() {
        0 => known,
        left if left == unknown.len() && left < countries.len() => [known, unknown].concat(),
        _ => Vec::new(),
    }
}
