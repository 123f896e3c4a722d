//! What the program knows of languages: one TOML file each, beside this one.
//!
//! A further language is a further file; no word of any language stands in the code.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use include_dir::{Dir, include_dir};
use rust_stemmers::{Algorithm, Stemmer};
use serde::Deserialize;

use crate::text::fold;
use crate::time::DateRules;

mod bound;
mod countries;
mod joined;
mod lexicon;
mod mentions;
mod phrases;
mod roles;
mod vocabulary;

pub use bound::Bound;
pub use countries::{Countries, inflect};
pub use lexicon::Lexicon;
pub use roles::{Role, Roles};
pub use vocabulary::{Number, Vocabulary};

pub use mentions::{MentionRules, Metonyms, OfficeTitle};
pub use phrases::Phrases;
use vocabulary::{Endings, NumberWords};

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/lang");
static LANGUAGES: LazyLock<Vec<Language>> = LazyLock::new(load);

/// The words of one language that the stages need.
pub struct Language {
    /// BCP 47.
    pub code: String,
    /// ISO 639-3, as language detection names it.
    pub iso: String,
    /// Name of the Snowball algorithm that cuts its words to stems.
    pub stemmer: String,
    /// Articles that belong to a description: `le`, `the`.
    pub determiners: Vec<String>,
    /// Small words that give no letter to a siglum.
    pub particles: Vec<String>,
    /// Words that say nothing by themselves, folded.
    pub small_words: BTreeSet<String>,
    /// Abbreviations after which a full stop ends no sentence.
    pub abbreviations: Vec<String>,
    pub furniture: Furniture,
    /// Kinds of happening, with the words that tell them.
    pub happenings: Lexicon,
    /// Points on which tellings are compared, with the words that lead to an answer.
    pub points: Lexicon,
    /// What a text asserts of an event, with the words that say so.
    pub assertions: Lexicon,
    /// What a place is called beside its name, with the words for it.
    pub status: Lexicon,
    pub tellings: TellingWords,
    /// Words before a number that make it a bound, folded, the longest first.
    bounds: Vec<(String, Bound)>,
    /// What words do in a sentence that tells who says what, and how many.
    pub vocabulary: Vocabulary,
    pub dates: DateRules,
    pub mentions: MentionRules,
}

/// Words that tell how a passage tells an event, folded.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TellingWords {
    /// At the head of a passage they take up what was said before it: `it`, `these`.
    pub takes_up: BTreeSet<String>,
    /// Before a day from which on something went on: `since`.
    pub since: BTreeSet<String>,
    /// Verbs by which somebody says that something did not happen: `denied`.
    pub denies: BTreeSet<String>,
    /// Verbs by which somebody says what others doubt: `claimed`.
    pub claims: BTreeSet<String>,
    /// Words for those who hold an office in several countries: `ministers`.
    pub office_holders: BTreeSet<String>,
}

/// Words that scraped pages carry around their texts; one signal among several.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Furniture {
    /// What a counter counts: `comments`, `min read`.
    pub counted: Vec<String>,
    /// What a counter of readers' comments counts.
    pub comments: Vec<String>,
    /// Beginnings of lines that ask the reader for something, folded.
    pub prompts: Vec<String>,
    /// Beginnings of lines that lead elsewhere or work the page, folded.
    pub navigation: Vec<String>,
    /// Beginnings of short lines that say whose the page or a picture is, folded.
    pub credits: Vec<String>,
    /// Words beside a date of publication, folded.
    pub datelines: Vec<String>,
    /// Words before an author's name, folded.
    pub bylines: Vec<String>,
    pub thread: ThreadWords,
    pub message: MessageWords,
    pub classes: Classes,
}

/// Names of the fields in a message's head, folded.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MessageWords {
    pub from: Vec<String>,
    pub to: Vec<String>,
    pub date: Vec<String>,
    pub subject: Vec<String>,
    /// Other fields: copies, answers, attachments.
    pub others: Vec<String>,
}

/// Words around readers' comments, folded.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThreadWords {
    /// Lines that stand alone above a thread: `comments`.
    pub headings: Vec<String>,
    /// What follows a number in such a line, with the title behind it: `responses to`.
    pub responses: Vec<String>,
    /// What follows a name: `says`.
    pub says: Vec<String>,
    /// Small words beside the name and the time in a head: `by`, `on`.
    pub beside: Vec<String>,
    /// What a score counts: `points`.
    pub points: Vec<String>,
    /// What makes a number of hours or days a time that is past: `ago`.
    pub ago: Vec<String>,
    /// Lines to work a comment with: `reply`, `report`.
    pub controls: Vec<String>,
    /// What stands before the name of whoever is answered: `in reply to`.
    pub answers: Vec<String>,
    /// What stands before the name of whoever is quoted: `quote`.
    pub quotes: Vec<String>,
}

/// Words that elements of web pages are named with, in their `class`, `id` and `role`.
///
/// A page is built in the language of its builders, not of its text: they are looked for together.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Classes {
    /// What leads elsewhere or works the page.
    pub navigation: Vec<String>,
    /// What asks the reader for something.
    pub advertisement: Vec<String>,
    /// Readers' comments.
    pub comments: Vec<String>,
    /// Who wrote a text, and when.
    pub credit: Vec<String>,
    /// Captions of pictures.
    pub caption: Vec<String>,
    /// Words set apart.
    pub quotation: Vec<String>,
    /// The running text.
    pub article: Vec<String>,
    /// What a text tells in brief: above it, where nothing leads elsewhere, or in place of it.
    #[serde(default)]
    pub summary: Vec<String>,
    /// One comment of a reader; the whole name, but for a number.
    #[serde(default)]
    pub comment: Vec<String>,
    /// What makes a name say what stands around an element: `no-sidebar`.
    #[serde(default)]
    pub modifier: Vec<String>,
}

#[derive(Deserialize)]
struct File {
    code: String,
    iso: String,
    stemmer: String,
    determiners: Vec<String>,
    particles: Vec<String>,
    small_words: BTreeSet<String>,
    abbreviations: Vec<String>,
    furniture: Furniture,
    happenings: BTreeMap<String, Vec<String>>,
    points: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    assertions: AssertionWords,
    #[serde(default)]
    tellings: TellingWords,
    bounds: BTreeMap<Bound, Vec<String>>,
    #[serde(default)]
    speech: SpeechWords,
    #[serde(default)]
    figures: FigureWords,
    dates: toml::Table,
    #[serde(default)]
    mentions: mentions::MentionFile,
    #[serde(default)]
    countries: BTreeMap<String, [String; 3]>,
}

/// The words of assertions by what they say.
#[derive(Default, Deserialize)]
struct AssertionWords {
    #[serde(default)]
    status: BTreeMap<String, Vec<String>>,
    #[serde(flatten)]
    words: BTreeMap<String, Vec<String>>,
}

/// The words of speech by what they do.
#[derive(Default, Deserialize)]
struct SpeechWords {
    /// The verb comes second in a clause.
    #[serde(default)]
    verb_second: bool,
    #[serde(default)]
    endings: Endings,
    #[serde(flatten)]
    words: BTreeMap<Role, Vec<String>>,
}

/// The words beside figures by what they do.
#[derive(Default, Deserialize)]
struct FigureWords {
    #[serde(default)]
    numbers: NumberWords,
    #[serde(flatten)]
    words: BTreeMap<Role, Vec<String>>,
}

/// Every language there is a file for, by file name.
pub fn all() -> &'static [Language] {
    &LANGUAGES
}

impl Language {
    /// The bound that a number's own words set, as "plus de" does in "plus de dix heures".
    pub fn bound(&self, exact: &str) -> Option<Bound> {
        let folded = fold(exact);
        let leads = |words: &str| {
            let rest = folded.strip_prefix(words);
            rest.is_some_and(|rest| words.ends_with('\'') || rest.starts_with(' '))
        };
        let found = self.bounds.iter().find(|(words, _)| leads(words));
        found.map(|(_, bound)| *bound)
    }
}

/// The rules of a language; English where there is no file for it.
pub fn rules(code: &str) -> &'static Language {
    let primary = code.split('-').next().unwrap_or(code);
    let find = |wanted: &str| LANGUAGES.iter().find(|l| l.code == wanted);
    find(primary)
        .or_else(|| find("en"))
        .unwrap_or(&LANGUAGES[0])
}

/// The language of a text (BCP 47), or `otherwise` where it is too short to tell.
pub fn detect(text: &str, otherwise: &str) -> String {
    const ENOUGH: usize = 4000;
    const TOO_SHORT: usize = 60;
    let mut end = ENOUGH.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let Some(guess) = whatlang::detect(&text[..end]).filter(|_| end >= TOO_SHORT) else {
        return otherwise.to_owned();
    };
    let iso = guess.lang().code();
    if let Some(language) = LANGUAGES.iter().find(|l| l.iso == iso) {
        language.code.clone()
    } else if guess.is_reliable() {
        // The shortest code that a language has, as BCP 47 asks.
        let language = isolang::Language::from_639_3(iso);
        let short = language.and_then(|language| language.to_639_1());
        short.unwrap_or(iso).to_owned()
    } else {
        otherwise.to_owned()
    }
}

/// The stemmer of a language (Snowball), English where there is none for it.
pub fn stemmer(code: &str) -> Stemmer {
    stemmer_of(&rules(code).stemmer)
}

/// What is left of a folded word without its endings: folding takes accents away that stemmers go by, so a last
/// e goes too.
pub fn root(stemmer: &Stemmer, folded: &str) -> String {
    stemmer.stem(folded).trim_end_matches('e').to_owned()
}

fn stemmer_of(name: &str) -> Stemmer {
    let algorithm = match name {
        "french" => Algorithm::French,
        "german" => Algorithm::German,
        "spanish" => Algorithm::Spanish,
        "italian" => Algorithm::Italian,
        "portuguese" => Algorithm::Portuguese,
        "russian" => Algorithm::Russian,
        "turkish" => Algorithm::Turkish,
        "arabic" => Algorithm::Arabic,
        _ => Algorithm::English,
    };
    Stemmer::create(algorithm)
}

/// Reads the files once. They are part of the program, so a fault in one is a fault of the build:
/// the test below reads them all.
fn load() -> Vec<Language> {
    let mut files: Vec<_> = FILES
        .files()
        .filter(|f| f.path().extension().is_some_and(|e| e == "toml"))
        .collect();
    files.sort_by_key(|f| f.path());
    files
        .into_iter()
        .map(|file| {
            let name = file.path().display();
            let text = file
                .contents_utf8()
                .unwrap_or_else(|| panic!("{name}: not UTF-8"));
            read(text).unwrap_or_else(|fault| panic!("{name}: {fault}"))
        })
        .collect()
}

fn read(text: &str) -> Result<Language, String> {
    let file: File = toml::from_str(text).map_err(|e| e.to_string())?;
    let stemmer = stemmer_of(&file.stemmer);
    let vocabulary = vocabulary(&file)?;
    let mut dates = DateRules::compile(&file.dates)?;
    dates.learn(vocabulary.words());
    let folded = |words: &BTreeSet<String>| words.iter().map(|word| fold(word)).collect();
    Ok(Language {
        vocabulary,
        dates,
        mentions: MentionRules::compile(file.mentions, &file.countries, &stemmer),
        happenings: Lexicon::of(file.happenings, &stemmer),
        points: Lexicon::of(file.points, &stemmer),
        assertions: Lexicon::of(file.assertions.words, &stemmer),
        status: Lexicon::of(file.assertions.status, &stemmer),
        tellings: TellingWords {
            takes_up: folded(&file.tellings.takes_up),
            since: folded(&file.tellings.since),
            denies: folded(&file.tellings.denies),
            claims: folded(&file.tellings.claims),
            office_holders: folded(&file.tellings.office_holders),
        },
        bounds: bound::longest_first(file.bounds),
        code: file.code,
        iso: file.iso,
        stemmer: file.stemmer,
        determiners: file.determiners,
        particles: file.particles,
        small_words: file.small_words,
        abbreviations: file.abbreviations,
        furniture: file.furniture,
    })
}

fn vocabulary(file: &File) -> Result<Vocabulary, String> {
    let bounds = file
        .bounds
        .iter()
        .map(|(bound, words)| (bound.role(), words.clone()));
    let determiners = (Role::Determiners, file.determiners.clone());
    let words = file.speech.words.iter().chain(&file.figures.words);
    let words = words.map(|(role, words)| (*role, words.clone()));
    let dates = &file.dates;
    let months: Vec<Vec<String>> = part(dates, "months")?;
    let months = (Role::Months, months.concat());
    let units =
        ["units", "units_many"].map(|key| part::<BTreeMap<String, Vec<String>>>(dates, key));
    let mut times = Vec::new();
    for unit in units {
        times.extend(unit?.into_values().flatten());
    }
    let mut vocabulary = Vocabulary::of(
        words
            .chain(bounds)
            .chain([determiners, months, (Role::Times, times)]),
        &file.speech.endings,
        &part(dates, "numbers")?,
        &file.figures.numbers,
    )?;
    vocabulary.verb_second = file.speech.verb_second;
    Ok(vocabulary)
}

/// A part of the tables of dates that other rules need too.
fn part<T: Default + serde::de::DeserializeOwned>(
    dates: &toml::Table,
    key: &str,
) -> Result<T, String> {
    match dates.get(key) {
        Some(part) => part
            .clone()
            .try_into()
            .map_err(|e| format!("dates.{key}: {e}")),
        None => Ok(T::default()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_file_is_read() {
        assert!(all().len() >= 3);
        assert_eq!(rules("fr-FR").code, "fr");
        assert_eq!(rules("xx").code, "en");
    }

    #[test]
    fn languages_are_told_apart() {
        let french = "Le conseil municipal a voté hier soir la réouverture du pont sur la rivière.";
        let english = "The town council voted last night to reopen the bridge over the river.";
        let german =
            "Der Gemeinderat stimmte gestern Abend für die Öffnung der Brücke über den Fluss.";
        assert_eq!(detect(french, "en"), "fr");
        assert_eq!(detect(german, "fr"), "de");
        assert_eq!(detect(english, "fr"), "en");
        assert_eq!(detect("Oui.", "fr"), "fr");
    }
}
