use std::collections::BTreeMap;
use std::ops::Range;

use daachorse::CharwiseDoubleArrayAhoCorasick;

use crate::lang;
use crate::model::{Entity, EntityId};
use crate::text::{Folded, broken_words, fold};

/// The authority files as one automaton over folded words.
pub struct Authority {
    automaton: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
    patterns: Vec<Pattern>,
    ids: Vec<EntityId>,
}

/// One folded form, and whoever it may stand for.
struct Pattern {
    readings: Vec<Reading>,
}

/// One way to understand a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reading {
    /// Place of the entity in the authority files.
    pub entity: usize,
    pub form: Form,
    case: Case,
}

/// What a form is to its entity, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// The name or an alias of several words.
    Full,
    /// A name or alias of one word.
    Name,
    /// The last word of a person's name, which no alias lists: counts after the full name only.
    Surname,
    /// A title or description.
    Description,
}

/// Which capitals a form must show in the text: names are capitalised, acronyms throughout.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Case {
    Any,
    Capital,
    Acronym,
}

/// A form found in a passage.
#[derive(Clone, Debug)]
pub struct Found {
    /// Bytes of the passage.
    pub span: Range<usize>,
    pub readings: Vec<Reading>,
}

/// The longest surname that is worked out rather than listed, and the shortest.
const SURNAME: std::ops::RangeInclusive<usize> = 4..=40;

impl Authority {
    /// Compiles names, aliases and descriptions; forms without a letter are passed over.
    pub fn new(entities: &[Entity]) -> Self {
        let mut forms: BTreeMap<String, Vec<Reading>> = BTreeMap::new();
        for (place, entity) in entities.iter().enumerate() {
            for (words, form) in forms_of(entity) {
                let folded = without_determiner(&fold(&words), form);
                if folded.chars().any(char::is_alphabetic) {
                    let reading = Reading {
                        entity: place,
                        form,
                        case: case_of(&words, form),
                    };
                    forms.entry(folded).or_default().push(reading);
                }
            }
        }
        for readings in forms.values_mut() {
            readings.sort_unstable();
            readings.dedup_by_key(|r| r.entity);
        }
        let keys: Vec<&String> = forms.keys().collect();
        // Building fails only for more forms than fit in 32 bits, or none.
        let automaton = CharwiseDoubleArrayAhoCorasick::new(keys).ok();
        Self {
            automaton,
            patterns: forms
                .into_values()
                .map(|readings| Pattern { readings })
                .collect(),
            ids: entities.iter().map(|e| e.id.clone()).collect(),
        }
    }

    /// The id of an entity by place.
    pub fn id(&self, entity: usize) -> &EntityId {
        &self.ids[entity]
    }

    /// Every form that stands in a passage between word boundaries, overlapping ones included; also
    /// where a line end parts a word of it.
    pub fn find(&self, words: &str) -> Vec<Found> {
        let mut found = self.find_folded(words, &Folded::new(words));
        let breaks = broken_words(words);
        if !breaks.is_empty() {
            let rejoined = Folded::rejoined(words, &breaks);
            let crosses = |f: &Found| {
                let next = breaks.partition_point(|b| b.end <= f.span.start);
                breaks.get(next).is_some_and(|b| b.start < f.span.end)
            };
            let over = self.find_folded(words, &rejoined);
            found.extend(over.into_iter().filter(crosses));
        }
        found
    }

    fn find_folded(&self, words: &str, folded: &Folded) -> Vec<Found> {
        let Some(automaton) = &self.automaton else {
            return Vec::new();
        };
        let text = folded.text.as_str();
        let mut found = Vec::new();
        for hit in automaton.find_overlapping_iter(text) {
            let (start, end) = (hit.start(), hit.end());
            let joins = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            if joins(text[..start].chars().next_back()) || joins(text[end..].chars().next()) {
                continue;
            }
            let span = folded.original(start..end);
            let exact = &words[span.clone()];
            let readings: Vec<Reading> = self.patterns[hit.value() as usize]
                .readings
                .iter()
                .filter(|r| r.case.holds(exact))
                .copied()
                .collect();
            if !readings.is_empty() {
                found.push(Found { span, readings });
            }
        }
        found
    }
}

impl Case {
    fn holds(self, exact: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Capital => exact.contains(char::is_uppercase),
            Self::Acronym => exact
                .chars()
                .filter(|c| c.is_alphabetic())
                .all(char::is_uppercase),
        }
    }
}

/// A name in capitals of up to five letters is an acronym; a name with a capital needs one.
fn case_of(words: &str, form: Form) -> Case {
    const LONGEST_ACRONYM: usize = 5;
    if form == Form::Description || !words.contains(char::is_uppercase) {
        Case::Any
    } else if words.chars().count() <= LONGEST_ACRONYM
        && words.chars().all(|c| c.is_uppercase() || c.is_numeric())
    {
        Case::Acronym
    } else {
        Case::Capital
    }
}

fn forms_of(entity: &Entity) -> Vec<(String, Form)> {
    let mut forms: Vec<(String, Form)> = Vec::new();
    let names = std::iter::once(&entity.name)
        .chain(entity.names.iter().map(|(_, name)| name))
        .chain(&entity.aliases);
    for name in names {
        let several = fold(name).contains(' ');
        forms.push((name.clone(), if several { Form::Full } else { Form::Name }));
        let surname = name.split_whitespace().last().unwrap_or_default();
        if entity.kind.family() == "person" && several && SURNAME.contains(&surname.chars().count())
        {
            forms.push((surname.to_owned(), Form::Surname));
        }
    }
    forms.extend(
        entity
            .descriptions
            .iter()
            .map(|d| (d.clone(), Form::Description)),
    );
    forms
}

/// Descriptions are listed with or without their article and found with any.
fn without_determiner(folded: &str, form: Form) -> String {
    if form != Form::Description {
        return folded.to_owned();
    }
    lang::all()
        .iter()
        .flat_map(|l| &l.determiners)
        .find_map(|d| strip_determiner(folded, d))
        .unwrap_or(folded)
        .to_owned()
}

/// The words after an article, which an apostrophe or a space ends.
fn strip_determiner<'t>(folded: &'t str, determiner: &str) -> Option<&'t str> {
    let rest = folded.strip_prefix(determiner)?;
    if determiner.ends_with('\'') {
        Some(rest)
    } else {
        rest.strip_prefix(' ')
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
        let authority = Authority::new(&[entity]);
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
}
