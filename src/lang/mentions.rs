use std::collections::BTreeMap;

use rust_stemmers::Stemmer;
use rustc_hash::FxHashSet;
use serde::Deserialize;

use super::countries::{self, Countries};
use super::phrases::Phrases;
use crate::text::fold;

/// What a language knows of titles, of names inside other names, and of capitals that act.
#[derive(Default)]
pub struct MentionRules {
    /// Words before what a title is of.
    pub of: Phrases,
    /// Words that hold an article: `du`.
    pub contracted: Phrases,
    /// Words between the parts of an enumeration.
    pub conjunctions: Phrases,
    /// Words that stand in the article's place: `his`.
    pub possessives: Phrases,
    /// Words between a title and the name of a country: `republic`.
    pub forms_of_state: Phrases,
    /// What, before a title, says that it is not its holder's now.
    pub not_now_before: Phrases,
    /// The same behind a title.
    pub not_now_after: Phrases,
    /// Words before a surname that make it a family's.
    pub families: Phrases,
    /// Words behind a surname that make it a family's.
    pub families_after: Phrases,
    /// Words before a name that make it that of a street, a prize, a club.
    pub named_after: Phrases,
    /// Words behind a name that make it another's.
    pub other_after: Phrases,
    /// Words that are capitalised only because they begin a sentence, and forms of address.
    pub openers: Phrases,
    /// How adjectives of places are inflected.
    pub inflections: Vec<Vec<String>>,
    /// Every title of every office.
    pub titles: Vec<OfficeTitle>,
    /// By country and office, the office that it is there.
    pub office_in: BTreeMap<String, BTreeMap<String, String>>,
    pub metonyms: Metonyms,
    pub countries: Countries,
}

/// One way to name an office.
#[derive(Debug)]
pub struct OfficeTitle {
    /// The office, or None for a rank that several bear at a time.
    pub office: Option<String>,
    /// Folded, whole or up to where an adjective may stand.
    pub words: String,
    /// Folded, what must follow that adjective.
    pub tail: Option<String>,
    /// Several holders of such an office.
    pub plural: bool,
    /// Whoever holds the same office elsewhere.
    pub counterpart: bool,
}

/// Words that tell a government from the town it sits in; nouns and verbs by their stems.
#[derive(Default)]
pub struct Metonyms {
    /// Seats of power, folded.
    pub seats: Phrases,
    /// Whether a capital without a preposition acts.
    pub bare: bool,
    pub actors: Phrases,
    pub locatives: Phrases,
    pub to: Phrases,
    pub from: Phrases,
    pub datives: FxHashSet<String>,
    pub government_of: FxHashSet<String>,
    pub government_from: FxHashSet<String>,
    pub place_of: FxHashSet<String>,
    pub reaching: FxHashSet<String>,
    pub telling: FxHashSet<String>,
    pub being_there: FxHashSet<String>,
    pub acting: FxHashSet<String>,
    pub between_places: FxHashSet<String>,
    /// What begins a clause about somebody who is its object: `whom`.
    pub about_somebody: Phrases,
    /// Verbs of what the people of a place do in such a clause, and not its government: `know`.
    pub knowing: FxHashSet<String>,
    /// What, joined by a hyphen, says that a government acts: `backed`.
    pub joined: Phrases,
}

/// The table of a language file.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MentionFile {
    of: Vec<String>,
    contracted: Vec<String>,
    conjunctions: Vec<String>,
    possessives: Vec<String>,
    forms_of_state: Vec<String>,
    not_now_before: Vec<String>,
    not_now_after: Vec<String>,
    counterparts: Vec<String>,
    families: Vec<String>,
    families_after: Vec<String>,
    named_after: Vec<String>,
    other_after: Vec<String>,
    openers: Vec<String>,
    inflections: Vec<Vec<String>>,
    offices: BTreeMap<String, Vec<String>>,
    office_in: BTreeMap<String, BTreeMap<String, String>>,
    ranks: RankFile,
    metonyms: MetonymFile,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RankFile {
    words: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct MetonymFile {
    seats: Vec<String>,
    bare: bool,
    actors: Vec<String>,
    locatives: Vec<String>,
    to: Vec<String>,
    from: Vec<String>,
    datives: Vec<String>,
    government_of: Vec<String>,
    government_from: Vec<String>,
    place_of: Vec<String>,
    reaching: Vec<String>,
    telling: Vec<String>,
    being_there: Vec<String>,
    acting: Vec<String>,
    between_places: Vec<String>,
    about_somebody: Vec<String>,
    knowing: Vec<String>,
    joined: Vec<String>,
}

impl MentionRules {
    /// Folds, stems and inflects what a file says.
    pub fn compile(
        file: MentionFile,
        countries: &BTreeMap<String, [String; 3]>,
        stemmer: &Stemmer,
    ) -> Self {
        let ranks = file.ranks.words.iter().map(|title| (None, title));
        let offices = file.offices.iter().flat_map(|(office, titles)| {
            let office = Some(office.clone());
            titles.iter().map(move |title| (office.clone(), title))
        });
        let titles = offices.chain(ranks);
        let counterparts = file.counterparts.iter().map(|word| OfficeTitle {
            office: None,
            words: fold(word),
            tail: None,
            plural: false,
            counterpart: true,
        });
        let titles = titles.flat_map(|(office, title)| forms(office, title));
        Self {
            titles: titles.chain(counterparts).collect(),
            of: Phrases::of(&file.of),
            contracted: Phrases::of(&file.contracted),
            conjunctions: Phrases::of(&file.conjunctions),
            possessives: Phrases::of(&file.possessives),
            forms_of_state: Phrases::of(&file.forms_of_state),
            not_now_before: Phrases::of(&file.not_now_before),
            not_now_after: Phrases::of(&file.not_now_after),
            families: Phrases::of(&file.families),
            families_after: Phrases::of(&file.families_after),
            named_after: Phrases::of(&file.named_after),
            other_after: Phrases::of(&file.other_after),
            openers: Phrases::of(&file.openers),
            countries: countries::compile(countries, &file.inflections),
            inflections: file.inflections,
            office_in: file.office_in,
            metonyms: metonyms(&file.metonyms, stemmer),
        }
    }
}

/// A title in the singular and the plural, whole and around an adjective.
fn forms(office: Option<String>, title: &str) -> Vec<OfficeTitle> {
    let whole = fold(&title.replace(" *", ""));
    let form = |words: String, tail: Option<String>, plural| OfficeTitle {
        office: office.clone(),
        words,
        tail,
        plural,
        counterpart: false,
    };
    let mut forms = vec![form(whole.clone(), None, false)];
    if let Some((head, tail)) = title.split_once(" * ") {
        forms.push(form(fold(head), Some(fold(tail)), false));
        forms.push(form(fold(head) + "s", Some(fold(tail)), true));
    }
    let (first, rest) = whole.split_at(whole.find(' ').unwrap_or(whole.len()));
    forms.push(form(format!("{first}s{rest}"), None, true));
    if !rest.is_empty() {
        forms.push(form(format!("{whole}s"), None, true));
        // "Premiers ministres": both words of the title are inflected.
        if !rest.trim_start().contains([' ', '\'']) {
            forms.push(form(format!("{first}s{rest}s"), None, true));
        }
    }
    forms
}

fn metonyms(file: &MetonymFile, stemmer: &Stemmer) -> Metonyms {
    let stems = |words: &[String]| {
        let stems = words.iter().map(|word| super::root(stemmer, &fold(word)));
        stems.collect()
    };
    Metonyms {
        seats: Phrases::of(&file.seats),
        bare: file.bare,
        actors: Phrases::of(&file.actors),
        locatives: Phrases::of(&file.locatives),
        to: Phrases::of(&file.to),
        from: Phrases::of(&file.from),
        datives: stems(&file.datives),
        government_of: stems(&file.government_of),
        government_from: stems(&file.government_from),
        place_of: stems(&file.place_of),
        reaching: stems(&file.reaching),
        telling: stems(&file.telling),
        being_there: stems(&file.being_there),
        acting: stems(&file.acting),
        between_places: stems(&file.between_places),
        about_somebody: Phrases::of(&file.about_somebody),
        knowing: stems(&file.knowing),
        joined: Phrases::of(&file.joined),
    }
}
