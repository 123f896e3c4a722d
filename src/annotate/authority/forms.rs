use crate::lang;
use crate::model::Entity;
use crate::text::fold;

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

/// The longest surname that is worked out rather than listed, and the shortest.
const SURNAME: std::ops::RangeInclusive<usize> = 4..=40;

impl Reading {
    /// Whether the words as they stand in a text can be read so.
    pub fn holds(self, exact: &str) -> bool {
        match self.case {
            Case::Any => true,
            Case::Capital => without_article(exact).contains(char::is_uppercase),
            Case::Acronym => exact
                .chars()
                .filter(|c| c.is_alphabetic())
                .all(char::is_uppercase),
        }
    }
}

/// Every form of an entity, folded, and how it is to be read; forms without a letter are passed over.
pub fn readings(place: usize, entity: &Entity) -> Vec<(String, Reading)> {
    let mut readings = Vec::new();
    for (words, form) in forms_of(entity) {
        let folded = match form {
            Form::Description => without_determiner(&fold(&words)).to_owned(),
            _ => fold(&words),
        };
        if folded.chars().any(char::is_alphabetic) {
            let reading = Reading {
                entity: place,
                form,
                case: case_of(&words, form, entity.kind.family()),
            };
            readings.push((folded, reading));
        }
    }
    readings
}

/// Names and aliases, in all languages.
pub fn names(entity: &Entity) -> impl Iterator<Item = &String> {
    std::iter::once(&entity.name)
        .chain(entity.names.iter().map(|(_, name)| name))
        .chain(&entity.aliases)
}

fn forms_of(entity: &Entity) -> Vec<(String, Form)> {
    let mut forms: Vec<(String, Form)> = Vec::new();
    for name in names(entity) {
        let several = fold(name).contains(' ');
        forms.push((name.clone(), if several { Form::Full } else { Form::Name }));
        let surname = name.split_whitespace().last().unwrap_or_default();
        if entity.kind.family() == "person" && several && SURNAME.contains(&surname.chars().count())
        {
            forms.push((surname.to_owned(), Form::Surname));
        }
    }
    let descriptions = entity.descriptions.iter();
    forms.extend(descriptions.map(|d| (d.clone(), Form::Description)));
    forms
}

/// A name in capitals of up to five letters is an acronym; a name with a capital needs one, but for a phrase
/// of common words that has it only because it stands at the head of its record.
fn case_of(words: &str, form: Form, family: &str) -> Case {
    const LONGEST_ACRONYM: usize = 5;
    let capitals = words.chars().filter(|c| c.is_uppercase()).count();
    let headed = words.starts_with(char::is_uppercase) && capitals == 1 && words.contains(' ');
    if form == Form::Description || capitals == 0 || headed && family != "person" {
        Case::Any
    } else if words.chars().count() <= LONGEST_ACRONYM
        && words.chars().all(|c| c.is_uppercase() || c.is_numeric())
    {
        Case::Acronym
    } else {
        Case::Capital
    }
}

/// "Le monde" at the beginning of a sentence is not the newspaper: an article's capital says nothing.
fn without_article(exact: &str) -> &str {
    let Some((first, rest)) = exact.split_once([' ', '\u{a0}']) else {
        return exact;
    };
    let first = fold(first);
    let article = lang::all().iter().any(|l| l.determiners.contains(&first));
    if article { rest } else { exact }
}

/// Descriptions are listed with or without their article and found with any.
fn without_determiner(folded: &str) -> &str {
    let determiners = lang::all().iter().flat_map(|l| &l.determiners);
    determiners
        .filter_map(|d| strip_determiner(folded, d))
        .next()
        .unwrap_or(folded)
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
