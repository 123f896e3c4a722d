//! The authority files, made ready for texts: folded forms, offices and who holds them,
//! places that can stand for governments, and unlisted spellings.

mod forms;
mod listed;
mod offices;
mod realms;
mod spellings;

use std::collections::BTreeMap;
use std::ops::Range;

pub use self::forms::{Form, Reading};
use self::listed::{Hit, Listed};
pub use self::offices::{Holder, Key, Offices, Title as ListedTitle};
pub use self::realms::{Realm, Realms, Seat};
pub use self::spellings::{Likeness, Spellings};
use super::mentions::title_of;
use crate::lang;
use crate::model::{Entity, EntityId};
use crate::text::{Folded, broken_words, fold};

/// The authority files, made ready for texts.
pub struct Authority {
    listed: Listed,
    /// What each of the listed forms may mean.
    patterns: Vec<Pattern>,
    records: Vec<Record>,
    pub offices: Offices,
    pub realms: Realms,
    pub spellings: Spellings,
}

/// What the stage needs to know of an entity.
struct Record {
    id: EntityId,
    name: String,
    person: bool,
    place: bool,
    seat: Seat,
    realm: Realm,
    /// Folded words of all its names.
    own_words: Vec<String>,
}

/// One folded form, and whatever it may mean.
#[derive(Default)]
struct Pattern {
    readings: Vec<Reading>,
    /// Places among the titles.
    titles: Vec<usize>,
}

/// A form found in a passage.
#[derive(Clone, Debug)]
pub struct Found {
    /// Bytes of the passage.
    pub span: Range<usize>,
    pub readings: Vec<Reading>,
}

/// Where a title begins.
#[derive(Clone, Debug)]
pub struct Sign {
    /// Bytes of the folded passage.
    pub at: Range<usize>,
    /// Place among the titles.
    pub title: usize,
}

/// A passage, folded, with all that was found in it.
pub struct Seen {
    pub folded: Folded,
    pub forms: Vec<Found>,
    pub titles: Vec<Sign>,
}

impl Authority {
    /// Compiles names, aliases, descriptions and offices, for texts in these languages (BCP 47).
    pub fn new(entities: &[Entity], languages: &[String]) -> Self {
        let mut forms: BTreeMap<String, Pattern> = BTreeMap::new();
        for (place, entity) in entities.iter().enumerate() {
            for (folded, reading) in forms::readings(place, entity) {
                forms.entry(folded).or_default().readings.push(reading);
            }
        }
        for pattern in forms.values_mut() {
            pattern.readings.sort_unstable();
            pattern.readings.dedup_by_key(|r| r.entity);
        }
        let (offices, titles) = Offices::new(entities);
        for (folded, title) in titles {
            forms.entry(folded).or_default().titles.push(title);
        }
        let mut authority = Self {
            listed: Listed::new(forms.keys()),
            patterns: forms.into_values().collect(),
            records: entities.iter().enumerate().map(record).collect(),
            offices,
            realms: Realms::new(entities),
            spellings: Spellings::new(entities, languages),
        };
        authority.take_offices(entities);
        authority
    }

    /// Who holds which office: what the records say, and the descriptions that are titles.
    fn take_offices(&mut self, entities: &[Entity]) {
        for (place, entity) in entities.iter().enumerate() {
            for office in &entity.offices {
                let of = office.of.as_ref();
                let realm = of
                    .and_then(|of| offices::place_of(entities, of))
                    .map(|of| self.records[of].realm);
                let dates = (office.from.as_deref(), office.to.as_deref());
                let folded = fold(&office.title);
                let mut keys: Vec<Key> = Vec::new();
                for language in 0..lang::all().len() {
                    let key = title_of(self, &folded, language).and_then(|title| title.office);
                    keys.extend(key.map(|key| self.offices.in_realm(key, realm, language)));
                }
                keys.sort_unstable();
                keys.dedup();
                for key in keys {
                    self.offices.hold((key, realm), place, dates);
                }
            }
        }
        for (place, entity) in entities.iter().enumerate() {
            for description in &entity.descriptions {
                for language in 0..lang::all().len() {
                    let title = title_of(self, description, language);
                    let Some(title) = title else { continue };
                    if let (Some(key), Some(realm)) = (title.office, title.realm) {
                        self.offices.hold((key, Some(realm)), place, (None, None));
                    }
                }
            }
        }
    }

    /// The id of an entity by place.
    pub fn id(&self, entity: usize) -> &EntityId {
        &self.records[entity].id
    }

    /// The name at the head of an entity's record.
    pub fn name(&self, entity: usize) -> &str {
        &self.records[entity].name
    }

    /// Whether an entity is a person.
    pub fn is_person(&self, entity: usize) -> bool {
        self.records[entity].person
    }

    /// Whether an entity is a place.
    pub fn is_place(&self, entity: usize) -> bool {
        self.records[entity].place
    }

    /// What an entity can stand for.
    pub fn seat(&self, entity: usize) -> Seat {
        self.records[entity].seat
    }

    /// What an entity is to offices.
    pub fn realm(&self, entity: usize) -> Realm {
        self.records[entity].realm
    }

    /// Whether a folded word is part of one of an entity's names.
    pub fn owns(&self, entity: usize, folded: &str) -> bool {
        self.records[entity]
            .own_words
            .iter()
            .any(|word| word == folded)
    }

    /// Whether words are a name of an entity in a spelling that its record does not list; a person's whole name
    /// only.
    pub fn spells(&self, entity: usize, words: &str, language: &str) -> bool {
        let seen = self.see(words);
        let whole = 0..words.len();
        let listed = seen
            .forms
            .iter()
            .any(|f| f.span == whole && f.readings.iter().any(|r| r.entity == entity));
        let parts: Vec<&str> = words.split([' ', '\u{a0}', '-']).collect();
        let named = |word: &&str| {
            word.starts_with(char::is_uppercase)
                && self
                    .spellings
                    .like(word, &fold(word), language)
                    .iter()
                    .any(|like| like.entity == entity)
        };
        !listed && (parts.len() > 1 || !self.is_person(entity)) && parts.iter().any(named)
    }

    /// Every form that stands in a passage between word boundaries, overlapping ones included; also
    /// where a line end parts a word of it.
    pub fn find(&self, words: &str) -> Vec<Found> {
        self.see(words).forms
    }

    /// Folds a passage and finds every form and every title in it.
    pub fn see(&self, words: &str) -> Seen {
        let folded = Folded::new(words);
        let (mut forms, titles) = self.find_folded(words, &folded, Reading::holds);
        let breaks = broken_words(words);
        if !breaks.is_empty() {
            let rejoined = Folded::rejoined(words, &breaks);
            let crosses = |f: &Found| {
                let next = breaks.partition_point(|b| b.end <= f.span.start);
                breaks.get(next).is_some_and(|b| b.start < f.span.end)
            };
            let (over, _) = self.find_folded(words, &rejoined, Reading::holds);
            forms.extend(over.into_iter().filter(crosses));
        }
        Seen {
            folded,
            forms,
            titles,
        }
    }

    /// The forms of a passage that have not the capitals they need.
    pub fn uncapitalised(&self, words: &str) -> Vec<Found> {
        let holds_not = |reading: Reading, exact: &str| !reading.holds(exact);
        self.find_folded(words, &Folded::new(words), holds_not).0
    }

    fn find_folded(
        &self,
        words: &str,
        folded: &Folded,
        fits: impl Fn(Reading, &str) -> bool,
    ) -> (Vec<Found>, Vec<Sign>) {
        let (mut found, mut titles) = (Vec::new(), Vec::new());
        for Hit { at, form } in self.listed.find(&folded.text) {
            let pattern = &self.patterns[form];
            titles.extend(pattern.titles.iter().map(|title| Sign {
                at: at.clone(),
                title: *title,
            }));
            if pattern.readings.is_empty() {
                continue;
            }
            let span = folded.original(at);
            let exact = &words[span.clone()];
            let readings: Vec<Reading> = pattern
                .readings
                .iter()
                .filter(|r| fits(**r, exact))
                .copied()
                .collect();
            if !readings.is_empty() {
                found.push(Found { span, readings });
            }
        }
        (found, titles)
    }
}

fn record((place, entity): (usize, &Entity)) -> Record {
    let words = forms::names(entity).flat_map(|name| {
        let folded = fold(name);
        let words = folded.split(|c: char| !c.is_alphanumeric());
        words.map(str::to_owned).collect::<Vec<_>>()
    });
    let mut own_words: Vec<String> = words.filter(|word| !word.is_empty()).collect();
    own_words.sort_unstable();
    own_words.dedup();
    Record {
        id: entity.id.clone(),
        name: entity.name.clone(),
        person: entity.kind.family() == "person",
        place: entity.kind.family() == "place",
        seat: realms::seat_of(entity),
        realm: realms::country_of(entity).map_or(Realm::Entity(place), Realm::Country),
        own_words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entity(name: &str, kind: &str, aliases: &[&str], descriptions: &[&str]) -> Entity {
        let owned = |list: &[&str]| list.iter().map(|s| (*s).to_owned()).collect();
        Entity {
            aliases: owned(aliases),
            descriptions: owned(descriptions),
            ..Entity::named(name, kind, name)
        }
    }

    fn found(entity: Entity, words: &str) -> Vec<String> {
        let authority = Authority::new(&[entity], &["fr".to_owned()]);
        let found = authority.find(words);
        found
            .into_iter()
            .map(|f| words[f.span].to_owned())
            .collect()
    }

    #[test]
    fn forms_are_found_between_word_boundaries_whatever_the_accents() {
        let place = entity("Haute-Vallée", "place", &["HV"], &[]);
        assert_eq!(
            found(place.clone(), "en haute\u{a0}Vallee, puis"),
            ["haute\u{a0}Vallee"]
        );
        assert_eq!(found(place.clone(), "la Hautevallée"), Vec::<String>::new());
        assert_eq!(found(place.clone(), "HV ou hv"), ["HV"]);
        assert_eq!(found(place, "l’HV’"), ["HV"]);
    }

    #[test]
    fn names_need_a_capital_and_descriptions_do_not() {
        let mayor = entity("Jeanne Pont", "person", &["Pont"], &["la maire de Rive"]);
        assert_eq!(
            found(mayor, "le pont ; Pont ; la Maire de Rive"),
            ["Pont", "Maire de Rive"]
        );
    }

    #[test]
    fn phrases_of_common_words_need_no_capital_and_papers_need_theirs() {
        let army = entity("Armée des lacs", "organisation", &[], &[]);
        assert_eq!(found(army, "l'armée des lacs"), ["armée des lacs"]);
        let paper = entity("Le Fil", "organisation", &[], &[]);
        assert_eq!(found(paper, "Le fil casse ; Le Fil paraît"), ["Le Fil"]);
    }
}
