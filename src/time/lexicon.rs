//! The words of a language, read from the `[dates]` table of its file.

use std::collections::{BTreeMap, HashMap};

use jiff::tz::{TimeZone, TimeZoneDatabase};
use toml::{Table, Value};

use super::{
    entries::{fixed_zone, fold_phrase, slot_of_words, words},
    feasts::Feast,
    parts::{Slot, Unit},
    tokens::Token,
};

/// A class of words, by number.
pub(super) type Class = usize;

/// The number that every number in figures has as a word; 0 is a word in no entry.
pub(super) const NUMBER: u32 = 1;

/// A zone captured as this or more is one of `zones`, else it is minutes east of Greenwich.
pub(super) const NAMED_ZONE: i32 = 10_000;

/// Tables of units, and the class of words of each.
const UNITS: [(&str, &str); 4] = [
    ("terms", "term"),
    ("term_signs", "term_sign"),
    ("rests", "rest"),
    ("spans", "span"),
];

/// The keys of `directions`, with the numbers they are captured as.
const DIRECTIONS: [(&str, i32); 6] = [
    ("last", -1),
    ("this", 0),
    ("next", 1),
    ("same", 2),
    ("before", 3),
    ("after", 4),
];

/// All words that matter, numbered; and the phrases they make, by class.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    words: BTreeMap<String, u32>,
    classes: HashMap<String, Class>,
    slots: Vec<Slot>,
    /// Phrases by their first word.
    phrases: Vec<Vec<Phrase>>,
    /// The class of numbers in words, and of what joins them.
    pub number: Option<Class>,
    pub number_joint: Option<Class>,
    /// What each deictic word means, by the number it is captured as.
    pub deictics: Vec<Deictic>,
    /// When each feast is, by the number it is captured as.
    pub feasts: Vec<Feast>,
    /// The time zones that keep summer time, by the number they are captured as beyond `NAMED_ZONE`.
    pub zones: Vec<TimeZone>,
}

#[derive(Debug)]
struct Phrase {
    class: Class,
    value: i32,
    rest: Vec<u32>,
    /// The entry begins with a capital letter, and so must the text ("May", "Sun").
    capital: bool,
}

/// "hier": one day before the report's; "la veille": one day before the date told before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Deictic {
    pub from_report: bool,
    pub shift: i32,
    pub unit: Unit,
}

impl Lexicon {
    pub(super) fn read(table: &Table) -> Result<Self, String> {
        let mut lexicon = Self {
            phrases: vec![Vec::new(), Vec::new()],
            ..Self::default()
        };
        lexicon.numbered(table, "months", "month", Slot::Month, 12)?;
        lexicon.numbered(table, "months_short", "month_short", Slot::Month, 12)?;
        lexicon.numbered(table, "weekdays", "weekday", Slot::Weekday, 7)?;
        lexicon.numbered(table, "weekdays_short", "weekday_short", Slot::Weekday, 7)?;
        let number = |key: &str| key.parse().ok();
        let place = |names: &'static [&'static str], first: i32| {
            move |key: &str| {
                names
                    .iter()
                    .zip(first..)
                    .find(|(name, _)| **name == key)
                    .map(|(_, n)| n)
            }
        };
        lexicon.keyed(table, "numbers", "number", Slot::Count, number)?;
        lexicon.keyed(table, "halved_numbers", "half_more", Slot::HalfMore, number)?;
        lexicon.keyed(table, "ordinals", "ordinal", Slot::Ordinal, number)?;
        lexicon.keyed(table, "hours", "named_hour", Slot::Hour, number)?;
        lexicon.keyed(table, "units", "unit", Slot::Unit, |key| {
            Unit::named(key).map(|(n, _)| n)
        })?;
        for (key, class) in UNITS {
            lexicon.keyed(table, key, class, Slot::Unit, |key| {
                Unit::named(key).map(|(n, _)| n)
            })?;
        }
        lexicon.keyed(table, "units_many", "units", Slot::Unit, |key| {
            Unit::named(key).map(|(n, _)| n)
        })?;
        lexicon.keyed(
            table,
            "seasons",
            "season",
            Slot::Season,
            place(&["spring", "summer", "autumn", "winter"], 21),
        )?;
        lexicon.keyed(
            table,
            "parts",
            "part",
            Slot::Part,
            place(&["morning", "noon", "afternoon", "evening", "night"], 0),
        )?;
        lexicon.keyed(
            table,
            "edges",
            "edge",
            Slot::Edge,
            place(&["early", "mid", "late", "first", "second"], 0),
        )?;
        lexicon.keyed(table, "halves", "half", Slot::Half, |key| match key {
            "am" => Some(0),
            "pm" => Some(12),
            _ => None,
        })?;
        lexicon.keyed(table, "decades", "decade", Slot::ShortYear, number)?;
        for (key, direction) in DIRECTIONS {
            lexicon.keyed(table, "directions", key, Slot::Direction, |found| {
                (found == key).then_some(direction)
            })?;
        }
        lexicon.keyed(table, "offsets", "offset", Slot::Offset, number)?;
        lexicon.zoned(table)?;
        lexicon.feast(table)?;
        lexicon.keyed(table, "words", "", Slot::Nothing, |_| Some(0))?;
        lexicon.deictic(table)?;
        lexicon.number = lexicon.class("number");
        lexicon.number_joint = lexicon.class("number_joint");
        Ok(lexicon)
    }

    /// The number of a folded word, 0 if it is in no entry.
    pub(super) fn word(&self, folded: &str) -> u32 {
        self.words.get(folded).copied().unwrap_or(0)
    }

    /// Every word with its number.
    pub(super) fn words(&self) -> impl Iterator<Item = (&str, u32)> {
        self.words
            .iter()
            .map(|(folded, word)| (folded.as_str(), *word))
    }

    /// Gives a word its number; patterns add their own words.
    pub(super) fn add_word(&mut self, folded: &str) -> u32 {
        if folded.is_empty() {
            return 0;
        }
        if let Some(&known) = self.words.get(folded) {
            return known;
        }
        let number = u32::try_from(self.phrases.len()).unwrap_or(0);
        self.phrases.push(Vec::new());
        self.words.insert(folded.to_owned(), number);
        number
    }

    pub(super) fn word_count(&self) -> usize {
        self.phrases.len()
    }

    /// The class of a name, when the file has it.
    pub(super) fn class(&self, name: &str) -> Option<Class> {
        self.classes.get(name).copied()
    }

    pub(super) fn slot(&self, class: Class) -> Slot {
        self.slots.get(class).copied().unwrap_or(Slot::Nothing)
    }

    /// The first word of each phrase of the class, and the second where it has one.
    pub(super) fn beginnings(&self, class: Class) -> impl Iterator<Item = (u32, Option<u32>)> {
        self.phrases
            .iter()
            .zip(0..)
            .flat_map(move |(phrases, first)| {
                let of_class = phrases.iter().filter(move |phrase| phrase.class == class);
                of_class.map(move |phrase| (first, phrase.rest.first().copied()))
            })
    }

    /// The ends and values of the phrases of a class that begin at a token.
    pub(super) fn phrases_at<'a>(
        &'a self,
        class: Class,
        text: &'a [Token],
        at: usize,
    ) -> impl Iterator<Item = (usize, i32)> + 'a {
        let first = text.get(at);
        let entries = first
            .and_then(|token| self.phrases.get(token.word() as usize))
            .map_or(&[][..], Vec::as_slice);
        entries
            .iter()
            .filter(move |phrase| phrase.class == class)
            .filter_map(move |phrase| {
                let tail = text.get(at + 1..at + 1 + phrase.rest.len())?;
                let same = tail
                    .iter()
                    .zip(&phrase.rest)
                    .all(|(token, &word)| token.word() == word);
                let capital = !phrase.capital || first.is_some_and(|token| token.capital);
                (same && capital).then_some((at + 1 + phrase.rest.len(), phrase.value))
            })
    }

    fn add_class(&mut self, name: &str, slot: Slot) -> Class {
        if let Some(known) = self.class(name) {
            return known;
        }
        self.slots.push(slot);
        self.classes.insert(name.to_owned(), self.slots.len() - 1);
        self.slots.len() - 1
    }

    fn add_phrase(&mut self, class: Class, value: i32, words: &str) -> Result<(), String> {
        let mut numbers = fold_phrase(words)
            .into_iter()
            .map(|word| self.add_word(&word))
            .collect::<Vec<_>>();
        if numbers.is_empty() {
            return Err(format!("`{words}` has no words"));
        }
        let first = numbers.remove(0);
        let capital = words.starts_with(char::is_uppercase);
        if let Some(phrases) = self.phrases.get_mut(first as usize) {
            phrases.push(Phrase {
                class,
                value,
                rest: numbers,
                capital,
            });
        }
        Ok(())
    }

    /// A list of lists, counted from 1.
    fn numbered(
        &mut self,
        table: &Table,
        key: &str,
        class: &str,
        slot: Slot,
        length: usize,
    ) -> Result<(), String> {
        let class = self.add_class(class, slot);
        let Some(lists) = table.get(key) else {
            return Ok(());
        };
        let lists = lists.as_array().filter(|lists| lists.len() == length);
        let lists =
            lists.ok_or_else(|| format!("`{key}` must be a list of {length} lists of words"))?;
        for (list, value) in lists.iter().zip(1..) {
            for word in words(list, key)? {
                self.add_phrase(class, value, word)?;
            }
        }
        Ok(())
    }

    /// A table of lists; `value` gives the meaning of each key. Without a class, each key is one.
    fn keyed(
        &mut self,
        table: &Table,
        key: &str,
        class: &str,
        slot: Slot,
        value: impl Fn(&str) -> Option<i32>,
    ) -> Result<(), String> {
        let shared = (!class.is_empty()).then(|| self.add_class(class, slot));
        let Some(entries) = table.get(key) else {
            return Ok(());
        };
        let entries = entries
            .as_table()
            .ok_or_else(|| format!("`{key}` must be a table of lists of words"))?;
        for (name, list) in entries {
            if key == "directions" && value(name).is_none() {
                continue;
            }
            let meaning = value(name).ok_or_else(|| format!("`{key}` has no `{name}`"))?;
            let class = shared.unwrap_or_else(|| self.add_class(name, slot_of_words(name)));
            for word in words(list, key)? {
                self.add_phrase(class, meaning, word)?;
            }
        }
        Ok(())
    }

    /// `"+03:00" = ["heure de Moscou"]`, `"Europe/Paris" = ["heure de Paris"]`.
    fn zoned(&mut self, table: &Table) -> Result<(), String> {
        let mut zones = std::mem::take(&mut self.zones);
        let read = std::cell::RefCell::new(&mut zones);
        self.keyed(table, "zones", "zone", Slot::Zone, |key| {
            fixed_zone(key).or_else(|| {
                let zone = TimeZoneDatabase::bundled().get(key).ok()?;
                let mut zones = read.borrow_mut();
                zones.push(zone);
                Some(NAMED_ZONE + i32::try_from(zones.len()).ok()? - 1)
            })
        })?;
        self.zones = zones;
        Ok(())
    }

    /// `"12-25" = ["Noël"]`: see `Feast::read`.
    fn feast(&mut self, table: &Table) -> Result<(), String> {
        let mut feasts = Vec::new();
        let read = std::cell::RefCell::new(&mut feasts);
        self.keyed(table, "feasts", "feast", Slot::Feast, |key| {
            let mut feasts = read.borrow_mut();
            feasts.push(Feast::read(key)?);
            i32::try_from(feasts.len() - 1).ok()
        })?;
        self.feasts = feasts;
        Ok(())
    }

    /// `"report -1 day" = ["hier"]`.
    fn deictic(&mut self, table: &Table) -> Result<(), String> {
        let class = self.add_class("deictic", Slot::Deictic);
        let Some(entries) = table.get("deictics").and_then(Value::as_table) else {
            return Ok(());
        };
        for (meaning, list) in entries {
            let wrong = || format!("`deictics` has `{meaning}`, not for example `report -1 day`");
            let mut fields = meaning.split_whitespace();
            let from_report = match fields.next() {
                Some("report") => true,
                Some("previous") => false,
                _ => return Err(wrong()),
            };
            let shift = fields
                .next()
                .and_then(|n| n.parse::<i32>().ok())
                .ok_or_else(wrong)?;
            let (_, unit) = fields.next().and_then(Unit::named).ok_or_else(wrong)?;
            let value = i32::try_from(self.deictics.len()).map_err(|_| wrong())?;
            self.deictics.push(Deictic {
                from_report,
                shift,
                unit,
            });
            for word in words(list, meaning)? {
                self.add_phrase(class, value, word)?;
            }
        }
        Ok(())
    }
}
