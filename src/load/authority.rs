//! content/entities, content/events and content/pages: front matter, and notes in Markdown.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::TextFile;
use super::front_matter::{missing, split};
use super::offices::{OfficeFile, offices, placed};
use crate::model::{Diagnostic, Entity, EntityId, EntityType, Event, EventId, Page, Place, Point};
use crate::text::fold;
use crate::time;

#[derive(Deserialize)]
struct EntityFile {
    name: String,
    #[serde(rename = "type", default = "thing")]
    kind: String,
    #[serde(default)]
    names: BTreeMap<String, String>,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    descriptions: Vec<String>,
    #[serde(default)]
    offices: Vec<OfficeFile>,
    #[serde(default)]
    demonyms: Vec<String>,
    wikidata: Option<String>,
    viaf: Option<String>,
    geonames: Option<String>,
    coordinates: Option<(f64, f64)>,
    same_as: Option<OneOrMany>,
    #[serde(default)]
    formerly: Vec<String>,
}

fn thing() -> String {
    "thing".to_owned()
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl OneOrMany {
    fn into_vec(self) -> Vec<String> {
        match self {
            Self::One(one) => vec![one],
            Self::Many(many) => many,
        }
    }
}

#[derive(Deserialize)]
struct EventFile {
    title: String,
    date: String,
    #[serde(default)]
    place: Vec<String>,
    #[serde(default)]
    participants: Vec<String>,
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    points: Vec<PointFile>,
    #[serde(default)]
    formerly: Vec<String>,
}

#[derive(Deserialize)]
struct PointFile {
    key: String,
    question: Option<String>,
    #[serde(default)]
    words: Vec<String>,
}

#[derive(Deserialize)]
struct PageFile {
    title: String,
}

/// Reads authority records. A file that cannot be read is left out and reported.
pub(super) fn entities(files: Vec<TextFile>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Entity> {
    let entities = files
        .iter()
        .filter_map(|file| {
            let (record, notes, lines_before) = read::<EntityFile>(file, diagnostics)?;
            if fold(&record.name).is_empty() {
                diagnostics.push(no_name(file));
                return None;
            }
            let identifiers = [("viaf", record.viaf), ("geonames", record.geonames)];
            Some(Entity {
                id: EntityId::new(&file.stem),
                kind: EntityType::new(&record.kind),
                name: record.name,
                names: record.names.into_iter().collect(),
                aliases: record.aliases,
                descriptions: record.descriptions,
                offices: offices(record.offices, file, diagnostics),
                demonyms: record.demonyms,
                wikidata: record.wikidata,
                identifiers: identifiers
                    .into_iter()
                    .filter_map(|(scheme, value)| Some((scheme.to_owned(), value?)))
                    .collect(),
                coordinates: record.coordinates,
                same_as: record.same_as.map_or_else(Vec::new, OneOrMany::into_vec),
                formerly: record.formerly.iter().map(EntityId::new).collect(),
                notes,
                lines_before,
                file: file.path.clone(),
            })
        })
        .collect();
    let mut entities = joined(entities);
    placed(&mut entities, &files, diagnostics);
    entities
}

/// Joins every record that says by `same_as` that it is another one with that one, which takes over
/// its names and its address.
fn joined(mut entities: Vec<Entity>) -> Vec<Entity> {
    let ids: Vec<String> = entities.iter().map(|e| e.id.to_string()).collect();
    let next: Vec<Option<usize>> = entities
        .iter()
        .map(|entity| {
            let same = entity.same_as.iter();
            same.filter_map(|id| ids.binary_search(id).ok()).next()
        })
        .collect();
    let mut gone = Vec::new();
    for from in 0..entities.len() {
        let to = end_of(&next, from);
        if to == from {
            continue;
        }
        gone.push(from);
        let left = entities[from].clone();
        let heir = &mut entities[to];
        let names = std::iter::once(left.name).chain(left.aliases);
        heir.aliases.extend(names);
        heir.descriptions.extend(left.descriptions);
        heir.offices.extend(left.offices);
        heir.demonyms.extend(left.demonyms);
        heir.formerly.push(left.id);
        heir.formerly.extend(left.formerly);
    }
    for from in gone.into_iter().rev() {
        entities.remove(from);
    }
    entities
}

/// Where a chain of records that give way to each other ends; the last of a circle stays.
fn end_of(next: &[Option<usize>], from: usize) -> usize {
    let mut seen = vec![from];
    let mut at = from;
    while let Some(to) = next[at] {
        if let Some(circle) = seen.iter().position(|s| *s == to) {
            return seen[circle..].iter().copied().max().unwrap_or(at);
        }
        seen.push(to);
        at = to;
    }
    at
}

fn no_name(file: &TextFile) -> Diagnostic {
    let at = file.text.find("name").unwrap_or(0);
    Diagnostic::error("entity-without-name", "an entity needs a name")
        .at(Place::span(&file.path, &file.text, at..at + 4))
        .hint("write name = \"…\" between the +++ lines")
}

/// Reads events. A participant or place that has no authority record is reported.
pub(super) fn events(
    files: Vec<TextFile>,
    entities: &[Entity],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Event> {
    let now = Entity::by_former_id(entities);
    let current = |id: String| match now.get(&EntityId::new(&id)) {
        Some(heir) => heir.to_string(),
        None => id,
    };
    let known = |id: &String| {
        let id = current(id.clone());
        entities
            .binary_search_by(|e| e.id.as_str().cmp(&id))
            .is_ok()
    };
    files
        .into_iter()
        .filter_map(|file| {
            let (record, notes, lines_before) = read::<EventFile>(&file, diagnostics)?;
            if time::days(&record.date).is_none() {
                let at = file.text.find(&record.date).unwrap_or(0);
                diagnostics.push(
                    Diagnostic::error("date-invalid", format!("'{}' is no EDTF date", record.date))
                        .at(Place::span(
                            &file.path,
                            &file.text,
                            at..at + record.date.len(),
                        ))
                        .hint("write a date as 2020-10-09, 2020-10 or 2020-10-09/2020-10-10"),
                );
                return None;
            }
            for id in record
                .place
                .iter()
                .chain(&record.participants)
                .filter(|id| !known(id))
            {
                let at = file.text.find(id.as_str()).unwrap_or(0);
                diagnostics.push(
                    Diagnostic::warning("entity-unknown", format!("there is no entity '{id}'"))
                        .at(Place::span(&file.path, &file.text, at..at + id.len()))
                        .hint(format!("add content/entities/{id}.md, or correct the name")),
                );
            }
            let ids = |names: Vec<String>| {
                names
                    .into_iter()
                    .filter(known)
                    .map(|id| EntityId::new(current(id)))
                    .collect()
            };
            Some(Event {
                id: EventId::new(file.stem),
                title: record.title,
                date: record.date,
                place: ids(record.place),
                participants: ids(record.participants),
                words: record.words,
                points: record
                    .points
                    .into_iter()
                    .map(|p| Point {
                        key: p.key,
                        question: p.question,
                        words: p.words,
                    })
                    .collect(),
                formerly: record.formerly.iter().map(EventId::new).collect(),
                notes,
                detected: false,
                lines_before,
                file: file.path,
            })
        })
        .collect()
}

/// Reads essays.
pub(super) fn pages(files: Vec<TextFile>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Page> {
    files
        .into_iter()
        .filter_map(|file| {
            let (record, markdown, lines_before) = read::<PageFile>(&file, diagnostics)?;
            Some(Page {
                stem: file.stem,
                title: record.title,
                markdown,
                lines_before,
                file: file.path,
            })
        })
        .collect()
}

/// Reads a file: its record, its body, and the lines before that.
fn read<T: serde::de::DeserializeOwned>(
    file: &TextFile,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<(T, String, usize)> {
    let Some(parts) = split(&file.text) else {
        diagnostics.push(missing(&file.path, &file.text));
        return None;
    };
    match parts.read(&file.path, &file.text) {
        Ok(record) => {
            let lines_before = file.text[..parts.body_start].matches('\n').count();
            Some((record, parts.body.to_owned(), lines_before))
        }
        Err(diagnostic) => {
            diagnostics.push(diagnostic);
            None
        }
    }
}
