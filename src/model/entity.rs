use std::collections::BTreeMap;
use std::path::PathBuf;

use super::EntityId;

/// An authority record (TEI `person`, `place`, `org`; schema.org).
#[derive(Clone, Debug)]
pub struct Entity {
    pub id: EntityId,
    pub kind: EntityType,
    pub name: String,
    /// Names in other languages: BCP 47 code and name.
    pub names: Vec<(String, String)>,
    pub aliases: Vec<String>,
    /// Titles and descriptions that stand for the entity.
    pub descriptions: Vec<String>,
    /// Offices that a person holds or held.
    pub offices: Vec<Office>,
    /// Adjectives of a place that no language file has.
    pub demonyms: Vec<String>,
    /// Wikidata item, e.g. `Q57407`.
    pub wikidata: Option<String>,
    /// Other identifiers: scheme and value.
    pub identifiers: Vec<(String, String)>,
    /// Latitude and longitude in degrees (WGS 84), for places.
    pub coordinates: Option<(f64, f64)>,
    pub same_as: Vec<String>,
    /// Ids that it had, or that records had which gave way to it.
    pub formerly: Vec<EntityId>,
    /// Notes below the front matter, in Markdown.
    pub notes: String,
    /// Lines of the file before the notes.
    pub lines_before: usize,
    /// The file it was read from, relative to the archive.
    pub file: PathBuf,
}

/// An office, and when it was held (schema.org `Role`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Office {
    /// As a language file or the archive words it.
    pub title: String,
    /// The place or organisation that it belongs to, where it belongs to one.
    pub of: Option<EntityId>,
    /// EDTF; None since ever.
    pub from: Option<String>,
    /// EDTF; None to this day.
    pub to: Option<String>,
}

impl Entity {
    /// A record that gives no more than a name.
    pub fn named(id: &str, kind: &str, name: &str) -> Self {
        Self {
            id: EntityId::new(id),
            kind: EntityType::new(kind),
            name: name.to_owned(),
            names: Vec::new(),
            aliases: Vec::new(),
            descriptions: Vec::new(),
            offices: Vec::new(),
            demonyms: Vec::new(),
            wikidata: None,
            identifiers: Vec::new(),
            coordinates: None,
            same_as: Vec::new(),
            formerly: Vec::new(),
            notes: String::new(),
            lines_before: 0,
            file: PathBuf::from(format!("content/entities/{id}.md")),
        }
    }

    /// From every id that an entity had to the one that it has.
    pub fn by_former_id(entities: &[Self]) -> BTreeMap<EntityId, EntityId> {
        let pairs = entities.iter().flat_map(|entity| {
            let former = entity.formerly.iter();
            former.map(|id| (id.clone(), entity.id.clone()))
        });
        pairs.collect()
    }
}

/// What kind of thing an entity is; decides the line under its mentions.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EntityType(String);

impl EntityType {
    /// Any lower-case word; `person`, `place` and `organisation` are known to the theme.
    pub fn new(word: &str) -> Self {
        Self(word.to_lowercase())
    }

    /// The word as the tables write it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// One of the four kinds that a theme tells apart: `person`, `place`, `organisation`, `other`.
    pub fn family(&self) -> &'static str {
        match self.0.as_str() {
            "person" => "person",
            "place" => "place",
            "organisation" | "organization" | "group" | "people" => "organisation",
            _ => "other",
        }
    }
}
