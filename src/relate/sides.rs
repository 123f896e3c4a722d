//! Whose side an entity is on: the one country that its record speaks of.

use crate::lang;
use crate::model::Entity;
use crate::text::fold;

/// A country, by its ISO 3166 code.
pub type Country = &'static str;

/// The country of each entity: the one that it is, is the capital of, or that all its names and descriptions
/// speak of, by name or by adjective; None where they speak of none, or of several.
pub fn of(entities: &[Entity]) -> Vec<Option<Country>> {
    let mut sides: Vec<Option<Country>> = entities.iter().map(of_record).collect();
    let place = |id| entities.iter().position(|e| &e.id == id);
    for (at, entity) in entities.iter().enumerate() {
        if sides[at].is_none() {
            let mut of = entity.offices.iter().filter_map(|o| o.of.as_ref());
            sides[at] = of.find_map(|of| sides[place(of)?]);
        }
    }
    sides
}

/// Whether a record is of a country, by one of its names.
pub fn is_country(entity: &Entity) -> bool {
    let names = std::iter::once(&entity.name).chain(&entity.aliases);
    let mut folded = names.map(|name| fold(name));
    entity.kind.family() == "place"
        && folded.any(|name| {
            let mut languages = lang::all().iter().map(|l| &l.mentions.countries);
            languages.any(|countries| countries.names.contains_key(&name))
        })
}

fn of_record(entity: &Entity) -> Option<Country> {
    let other = entity.names.iter().map(|(_, name)| name);
    let names = std::iter::once(&entity.name).chain(&entity.aliases);
    let place = entity.kind.family() == "place";
    let named = names.clone().chain(other).find_map(|name| {
        let folded = fold(name);
        let mut languages = lang::all().iter().map(|l| &l.mentions.countries);
        languages.find_map(|c| c.names.get(&folded).or_else(|| c.capitals.get(&folded)))
    });
    if let Some(code) = named.filter(|_| place) {
        return Some(code);
    }
    let mut told: Vec<Country> = names
        .chain(&entity.descriptions)
        .flat_map(|name| in_words(&fold(name)).collect::<Vec<_>>())
        .collect();
    told.sort_unstable();
    told.dedup();
    match told.as_slice() {
        [one] => Some(one),
        _ => None,
    }
}

/// The countries that a folded text speaks of, by their names and adjectives.
pub fn in_words(folded: &str) -> impl Iterator<Item = Country> {
    let words: Vec<&str> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let countries = lang::all().iter().map(|l| &l.mentions.countries);
    let most = countries.clone().map(|c| c.most).max().unwrap_or(1);
    let mut found: Vec<Country> = Vec::new();
    for start in 0..words.len() {
        for end in (start + 1..=words.len().min(start + most)).rev() {
            let phrase = words[start..end].join(" ");
            let code = countries.clone().find_map(|c| {
                let adjective = c.demonyms.get(&phrase).and_then(Option::as_ref);
                adjective.or_else(|| c.names.get(&phrase))
            });
            if let Some(code) = code {
                found.push(code);
                break;
            }
        }
    }
    found.into_iter()
}
