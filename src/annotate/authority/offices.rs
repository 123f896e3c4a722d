use std::collections::BTreeMap;

use jiff::civil::Date;

use super::realms::Realm;
use crate::lang::{self, OfficeTitle};
use crate::model::{Entity, EntityId};
use crate::text::fold;
use crate::time;

/// An office, by its number; the same in every language.
pub type Key = usize;

/// A title that a text may give someone.
pub struct Title {
    /// Place of the language in [`lang::all`]; None for one that only this archive has.
    pub language: Option<usize>,
    /// None for a rank that several bear at a time.
    pub office: Option<Key>,
    /// Folded, what must follow an adjective behind it.
    pub tail: Option<String>,
    pub plural: bool,
    pub counterpart: bool,
}

/// Somebody's time in an office.
#[derive(Clone, Copy, Debug)]
pub struct Tenure {
    pub entity: usize,
    /// First day, or since ever.
    from: Option<Date>,
    /// Last day, or to this day.
    to: Option<Date>,
}

impl Tenure {
    /// The days of it as an interval (EDTF); empty where none are known.
    fn when(&self) -> String {
        let end = |day: Option<Date>| day.map_or_else(|| "..".to_owned(), |day| day.to_string());
        match (self.from, self.to) {
            (None, None) => String::new(),
            (from, to) => format!("{}/{}", end(from), end(to)),
        }
    }
}

/// Who holds an office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holder {
    One(usize),
    /// These might.
    Several(Vec<usize>),
    Nobody,
}

/// Titles, offices, and who holds them by the authority files.
#[derive(Default)]
pub struct Offices {
    keys: BTreeMap<String, Key>,
    pub titles: Vec<Title>,
    tenures: BTreeMap<(Key, Option<Realm>), Vec<Tenure>>,
}

impl Offices {
    /// Every title of the language files, and those of the records that no language knows; with each its folded
    /// words, and its place in `titles`.
    pub fn new(entities: &[Entity]) -> (Self, Vec<(String, usize)>) {
        let mut offices = Self::default();
        let mut words = Vec::new();
        for (place, language) in lang::all().iter().enumerate() {
            for title in &language.mentions.titles {
                words.push((title.words.clone(), offices.titles.len()));
                offices.add(Some(place), title);
            }
        }
        let own = entities.iter().flat_map(|entity| &entity.offices);
        for office in own {
            let folded = fold(&office.title);
            if !words.iter().any(|(known, _)| *known == folded) && !folded.is_empty() {
                words.push((folded.clone(), offices.titles.len()));
                let title = OfficeTitle {
                    office: Some(folded.clone()),
                    words: folded,
                    tail: None,
                    plural: false,
                    counterpart: false,
                };
                offices.add(None, &title);
            }
        }
        (offices, words)
    }

    fn add(&mut self, language: Option<usize>, title: &OfficeTitle) {
        let office = title.office.as_ref().map(|office| self.key(office));
        self.titles.push(Title {
            language,
            office,
            tail: title.tail.clone(),
            plural: title.plural,
            counterpart: title.counterpart,
        });
    }

    fn key(&mut self, office: &str) -> Key {
        let next = self.keys.len();
        *self.keys.entry(office.to_owned()).or_insert(next)
    }

    /// The office that a title means in a realm: the American secretary of state is a foreign minister.
    pub fn in_realm(&self, key: Key, realm: Option<Realm>, language: usize) -> Key {
        let Some(Realm::Country(code)) = realm else {
            return key;
        };
        let rules = &lang::all()[language].mentions;
        let same = rules.office_in.get(code).and_then(|offices| {
            let (_, other) = offices
                .iter()
                .find(|(office, _)| self.keys.get(*office) == Some(&key))?;
            self.keys.get(other)
        });
        same.copied().unwrap_or(key)
    }

    /// Notes that somebody holds an office, from one day to another.
    pub fn hold(
        &mut self,
        (key, realm): (Key, Option<Realm>),
        entity: usize,
        (from, to): (Option<&str>, Option<&str>),
    ) {
        let tenures = self.tenures.entry((key, realm)).or_default();
        let tenure = Tenure {
            entity,
            from: from.and_then(time::days).map(|(first, _)| first),
            to: to.and_then(time::days).map(|(_, last)| last),
        };
        let dated = |t: &Tenure| t.from.is_some() || t.to.is_some();
        if tenures
            .iter()
            .any(|t| t.entity == entity && (dated(t) || !dated(&tenure)))
        {
            if dated(&tenure) {
                tenures.push(tenure);
            }
            return;
        }
        // A description without dates says less than an office with some.
        tenures.retain(|t| t.entity != entity);
        tenures.push(tenure);
    }

    /// Who holds an office in these days by the authority files; where no days are known, whoever alone ever did.
    pub fn holder(&self, key: Key, realm: Option<Realm>, days: Option<(Date, Date)>) -> Holder {
        let Some(tenures) = self.tenures.get(&(key, realm)) else {
            return Holder::Nobody;
        };
        let mut certain = Vec::new();
        let mut possible = Vec::new();
        for tenure in tenures {
            let Some((first, last)) = days else {
                possible.push(tenure.entity);
                continue;
            };
            let begun = tenure.from.is_none_or(|from| from <= first);
            let lasts = tenure.to.is_none_or(|to| last <= to);
            let begins = tenure.from.is_none_or(|from| from <= last);
            let lasted = tenure.to.is_none_or(|to| first <= to);
            if begun && lasts {
                certain.push(tenure.entity);
            } else if begins && lasted {
                possible.push(tenure.entity);
            }
        }
        let mut all = certain;
        all.extend(possible);
        all.sort_unstable();
        all.dedup();
        match all.as_slice() {
            [] => Holder::Nobody,
            [one] => Holder::One(*one),
            _ => Holder::Several(all),
        }
    }

    /// Everybody who holds or held an office by the records, each with when (EDTF; empty where it is not said).
    pub fn holders(&self, key: Key, realm: Option<Realm>) -> Vec<(usize, String)> {
        let tenures = self.tenures.get(&(key, realm));
        let all = tenures.into_iter().flatten();
        all.map(|tenure| (tenure.entity, tenure.when())).collect()
    }

    /// Whether who holds it depends on the day.
    pub fn changes(&self, key: Key, realm: Option<Realm>) -> bool {
        let tenures = self.tenures.get(&(key, realm));
        tenures.is_some_and(|t| t.iter().any(|t| t.from.is_some() || t.to.is_some()))
    }

    /// Whether somebody holds or held an office, of whatever it is.
    pub fn holds(&self, key: Key, entity: usize) -> bool {
        self.tenures.iter().any(|((office, _), tenures)| {
            *office == key && tenures.iter().any(|t| t.entity == entity)
        })
    }

    /// The one office of a realm that somebody holds, where the records know exactly one.
    pub fn office_of(&self, entity: usize) -> Option<Key> {
        let mut held = self
            .tenures
            .iter()
            .filter(|(_, tenures)| tenures.iter().any(|t| t.entity == entity))
            .map(|((key, _), _)| *key);
        let first = held.next()?;
        held.all(|key| key == first).then_some(first)
    }
}

/// The place of the record that an id leads to.
pub fn place_of(entities: &[Entity], id: &EntityId) -> Option<usize> {
    entities.iter().position(|entity| entity.id == *id)
}
