//! The records of detected events, as a person would write them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::super::features::{Days, Features, length};
use super::super::sides::{self, Country};
use super::groups::Group;
use super::seeds::Seed;
use crate::lang;
use crate::model::{Archive, EntityId, Event, EventId, Kind};
use crate::text::{collapse, sentence_around, slug};

/// Characters of a title that is a sentence.
const TITLE: usize = 80;
/// Who took part, at most.
const MOST: usize = 4;
/// Bytes of an id before its date.
const ID: usize = 60;

/// One record a group, by id.
pub fn records(
    archive: &Archive,
    features: &Features,
    seeds: &[Seed],
    groups: &[&Group],
) -> Vec<Event> {
    let mut taken: BTreeSet<EventId> = BTreeSet::new();
    for event in &archive.events {
        taken.insert(event.id.clone());
        taken.extend(event.formerly.iter().cloned());
    }
    let mut events: Vec<Event> = Vec::new();
    for group in groups {
        let mut event = record(archive, features, seeds, group);
        let stem = event.id.clone();
        for number in 2.. {
            if taken.insert(event.id.clone()) {
                break;
            }
            event.id = EventId::new(format!("{stem}-{number}"));
        }
        event.file = PathBuf::from(format!("content/events/{}.md", event.id));
        events.push(event);
    }
    events.sort_by(|a, b| a.id.cmp(&b.id));
    events
}

fn record(archive: &Archive, features: &Features, seeds: &[Seed], group: &Group) -> Event {
    let days = date(group);
    let date = match length(days) {
        1 => days.0.to_string(),
        _ => format!("{}/{}", days.0, days.1),
    };
    let (place, participants) = who_and_where(archive, features, seeds, group);
    let rules = lang::rules(archive.config.language());
    let word = rules.happenings.word(group.kind());
    let kinds = group.foremost_kinds().into_iter();
    let words = kinds.map(|kind| rules.happenings.word(kind));
    let names = participants.iter().chain(&place).take(2);
    let named: Vec<&str> = names.map(EntityId::as_str).collect();
    let stem = slug(&format!("{word} {}", named.join(" ")), ID);
    Event {
        id: EventId::new(format!("{stem}-{}", days.0)),
        title: title(archive, seeds, group),
        date,
        place,
        participants,
        words: words.map(str::to_owned).collect(),
        points: Vec::new(),
        formerly: Vec::new(),
        notes: String::new(),
        lines_before: 0,
        detected: true,
        file: PathBuf::new(),
    }
}

/// The days that most seeds give; the fewest, then the first, where several are given as often.
pub fn date(group: &Group) -> Days {
    let mut counts: BTreeMap<Days, usize> = BTreeMap::new();
    for days in &group.days {
        *counts.entry(*days).or_default() += 1;
    }
    let given = counts
        .iter()
        .max_by_key(|(days, count)| (**count, -length(**days), std::cmp::Reverse(days.0)));
    given.map_or(group.days[0], |(days, _)| *days)
}

/// The places, and who took part: what most seeds name, and persons whom most reports name.
fn who_and_where(
    archive: &Archive,
    features: &Features,
    seeds: &[Seed],
    group: &Group,
) -> (Vec<EntityId>, Vec<EntityId>) {
    // A person whom most of its reports name took part, though few sentences say so.
    let mut naming: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for seed in group.seeds.iter().map(|seed| &seeds[*seed]) {
        for person in &seed.persons {
            naming.entry(*person).or_default().insert(seed.at.0);
        }
    }
    let by_reports = |person: &usize| {
        let naming = naming.get(person).map_or(0, BTreeSet::len);
        naming > 1 && naming * 2 > group.reports.len()
    };
    let most =
        |(entity, count): &(&usize, &usize)| **count * 2 > group.seeds.len() || by_reports(entity);
    let mut named: Vec<usize> = group
        .entities
        .iter()
        .filter(most)
        .map(|(e, _)| *e)
        .collect();
    named.sort_by(|a, b| {
        let weight = |e: usize| group.entities[&e] as f64 * features.entity_weight(e);
        weight(*b).total_cmp(&weight(*a)).then(a.cmp(b))
    });
    let mut places = Vec::new();
    let mut spoken_for: BTreeSet<Country> = BTreeSet::new();
    let mut participants = Vec::new();
    for entity in named {
        let record = &archive.entities[entity];
        let list = match record.kind.family() {
            "place" if sides::is_country(record) => &mut participants,
            "place" => &mut places,
            "person" | "organisation" => &mut participants,
            _ => continue,
        };
        if list.len() < MOST {
            list.push(record.id.clone());
            spoken_for.extend(features.side(entity));
        }
    }
    // Of a side that most seeds speak of and nobody stands for, the country itself took part.
    for (entity, record) in archive.entities.iter().enumerate() {
        let Some(side) = features.side(entity).filter(|_| sides::is_country(record)) else {
            continue;
        };
        let often = group
            .sides
            .get(side)
            .is_some_and(|n| n * 2 > group.seeds.len());
        if often && participants.len() < MOST && spoken_for.insert(side) {
            participants.push(record.id.clone());
        }
    }
    (places, participants)
}

/// The title of the report that is about it, or the sentence that tells it best.
fn title(archive: &Archive, seeds: &[Seed], group: &Group) -> String {
    let best = group
        .seeds
        .iter()
        .map(|seed| &seeds[*seed])
        .min_by_key(|seed| {
            let kind = archive.reports[seed.at.0].passages[seed.at.1].kind;
            (
                kind != Kind::Title,
                !seed.lead,
                !seed.stated,
                seed.at,
                seed.sentence.start,
            )
        });
    let Some(seed) = best else {
        return String::new();
    };
    let report = &archive.reports[seed.at.0];
    let words = &report.passages[seed.at.1].words;
    let sentence = match report.passages[seed.at.1].kind {
        Kind::Title => 0..words.len(),
        _ if seed.stated => seed.sentence.clone(),
        _ => sentence_around(
            words,
            &(0..0),
            &lang::rules(&report.language).abbreviations,
            400,
        ),
    };
    cut(&collapse(&words[sentence]))
}

/// A sentence cut at a word.
fn cut(text: &str) -> String {
    if text.chars().count() <= TITLE {
        return text.to_owned();
    }
    let end = text
        .char_indices()
        .nth(TITLE)
        .map_or(text.len(), |(at, _)| at);
    let end = text[..end].rfind(' ').unwrap_or(end);
    let kept = text[..end].trim_end_matches(|c: char| !c.is_alphanumeric() && c != '»' && c != '"');
    format!("{kept}…")
}
