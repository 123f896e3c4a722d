use rustc_hash::FxHashMap;

use super::forms::names;
use crate::lang;
use crate::model::Entity;
use crate::text::fold;

/// What an office belongs to: a country, whatever the language calls it, or another entity by its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Realm {
    Country(&'static str),
    Entity(usize),
}

/// Whether a place can stand for a government, and what speaks for that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seat {
    /// A building: whoever names it mostly means whoever sits there.
    Palace,
    /// A capital, of a country or of the record's own account.
    Capital,
    /// Another place that is no country.
    Town,
    None,
}

/// Names and adjectives of countries, and of the archive's places and organisations.
#[derive(Default)]
pub struct Realms {
    names: FxHashMap<String, Realm>,
    demonyms: FxHashMap<String, Realm>,
}

/// The types of places that are no seats.
const LANDS: [&str; 6] = ["country", "region", "continent", "river", "sea", "state"];
/// The types of places that are.
const TOWNS: [&str; 2] = ["city", "capital"];
const BUILDINGS: [&str; 2] = ["building", "palace"];

impl Realms {
    /// Learns the names of every country and of every record that can have offices.
    pub fn new(entities: &[Entity]) -> Self {
        let mut realms = Self::default();
        for language in lang::all() {
            for (name, code) in &language.mentions.countries.names {
                realms.names.insert(name.clone(), Realm::Country(code));
            }
        }
        for (place, entity) in entities.iter().enumerate() {
            if entity.kind.family() == "person" {
                continue;
            }
            let realm = country_of(entity).map_or(Realm::Entity(place), Realm::Country);
            for name in names(entity) {
                realms.names.entry(fold(name)).or_insert(realm);
            }
            for demonym in &entity.demonyms {
                for language in lang::all() {
                    for form in lang::inflect(&fold(demonym), &language.mentions.inflections) {
                        realms.demonyms.entry(form).or_insert(realm);
                    }
                }
            }
        }
        realms
    }

    /// What a folded name names.
    pub fn named(&self, folded: &str) -> Option<Realm> {
        self.names.get(folded).copied()
    }

    /// What a folded adjective of a language belongs to.
    pub fn described(&self, folded: &str, countries: &'static lang::Countries) -> Option<Realm> {
        let own = self.demonyms.get(folded).copied();
        own.or_else(|| {
            let code = countries.demonyms.get(folded)?.as_deref()?;
            Some(Realm::Country(code))
        })
    }
}

/// The country that a record is of, by its names.
pub fn country_of(entity: &Entity) -> Option<&'static str> {
    let by_name = |name: &String| {
        let folded = fold(name);
        lang::all().iter().find_map(|language| {
            let code = language.mentions.countries.names.get(&folded)?;
            Some(code.as_str())
        })
    };
    (entity.kind.family() == "place" || LANDS.contains(&entity.kind.as_str()))
        .then(|| names(entity).find_map(by_name))
        .flatten()
}

/// What a record can stand for.
pub fn seat_of(entity: &Entity) -> Seat {
    let kind = entity.kind.as_str();
    let town = TOWNS.contains(&kind);
    if entity.kind.family() != "place" && !town && !BUILDINGS.contains(&kind) {
        return Seat::None;
    }
    let folded: Vec<String> = names(entity).map(|name| fold(name)).collect();
    let mut languages = lang::all().iter().map(|language| &language.mentions);
    if languages
        .clone()
        .any(|l| folded.iter().any(|name| l.metonyms.seats.has(name)))
    {
        Seat::Palace
    } else if LANDS.contains(&kind)
        || languages.clone().any(|l| {
            folded
                .iter()
                .any(|name| l.countries.names.contains_key(name))
        })
    {
        Seat::None
    } else if town
        || languages.any(|l| {
            folded
                .iter()
                .any(|name| l.countries.capitals.contains_key(name))
        })
    {
        Seat::Capital
    } else {
        Seat::Town
    }
}
