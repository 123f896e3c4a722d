//! The search index: pieces of JavaScript that the search page loads by script tag, as a query needs
//! them, so that search works from a disk and under any path, without a server and without requests.
//!
//! ```text
//! passages ──reading──▶ words, stems ──postings──▶ lists ──pieces──▶ search/KIND-N.js
//! ```
//!
//! | piece | holds | loaded for |
//! |---|---|---|
//! | `index.js` | how many there are of everything, and where each piece begins | the page |
//! | `words-N.js` | folded words and names, in order, with the lists they lead to | each word of a query |
//! | `ends-N.js` | the same words read backwards | a word with a wrong letter at its beginning |
//! | `sounds-N.js` | for each sound the words of names that have it; the first, how letters sound | a word that none is near |
//! | `terms-N.js` | for each stem its words, and its passages with the weight in each | each word found |
//! | `names-N.js` | for each entity its passages, by whatever spelling | each name found, a filter |
//! | `places-N.js` | for each word its passages and the places in them | phrases in quotes |
//! | `filters-0.js` | outlet or source, language, dates and kinds | filters |
//! | `texts-N.js` | the words of passages, and what their reports are called | what is shown |
//!
//! Stems are found here, where the language of each text is known: the page has no stemmer, it looks
//! a word up among the words of the archive. Weights are computed here too (BM25 without the rarity
//! of the word, in eight steps), so that the page needs to know the length of no passage.

mod choices;
mod dictionary;
mod filters;
mod numbers;
mod pieces;
mod postings;
mod reading;
mod spelling;
#[cfg(test)]
mod tests;
mod texts;

use rayon::prelude::*;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::Output;
use super::desk::Desk;
use super::theme::Theme;
use crate::ingest::hex;
use crate::text::SPECIAL;
use pieces::{Pieces, cut, script};

pub use choices::{Choice, entities, kinds, languages, outlets};

/// Bytes of a piece of lists; a longer list is a piece of its own.
const LISTS: usize = 24_000;
/// Bytes of a piece of texts: ten of them are loaded for a page of results.
const TEXTS: usize = 8_000;

/// What `index.js` holds.
#[derive(Serialize)]
struct Index<'a> {
    /// Changes whenever any piece does, so that no piece of an earlier build is taken for one of this.
    version: String,
    passages: usize,
    /// How many passages each report has.
    reports: String,
    /// First key of each piece and how many lists it has.
    words: Keyed<'a>,
    names: Keyed<'a>,
    /// First key of each piece.
    ends: Vec<&'a str>,
    sounds: Vec<&'a str>,
    /// How many lists, or passages, each piece holds.
    terms: String,
    places: String,
    texts: String,
    /// Words that no list is kept of.
    small: String,
    /// How characters fold that have no decomposition.
    folds: Vec<(char, &'static str)>,
}

/// Pieces that are looked up by key.
#[derive(Serialize)]
struct Keyed<'a> {
    first: Vec<&'a str>,
    counts: String,
}

/// All files of the index: one for all languages of the site, which differ only in how they say a date. `others`
/// is the theme in those besides the first.
pub fn files(desk: &Desk, others: &[Theme]) -> Vec<Output> {
    let archive = desk.archive;
    let reading = reading::read(archive);
    let ((terms, places), (names, texts)) = rayon::join(
        || rayon::join(|| postings::terms(&reading), || postings::places(&reading)),
        || {
            rayon::join(
                || postings::names(archive),
                || texts::pieces(desk, others, TEXTS),
            )
        },
    );
    let dictionary = dictionary::of(archive, &reading, &places);
    let (terms, places, names) = (
        cut("terms", &terms.encoded(&reading), LISTS),
        cut("places", &places.encoded(), LISTS),
        cut("names", &names.encoded(archive), LISTS),
    );
    let (ends, sounds) = rayon::join(
        || spelling::ends(&dictionary),
        || spelling::sounds(archive, &dictionary),
    );
    let counts = |pieces: &Pieces| numbers::encode(pieces.counts.iter().map(|&n| n as u32));
    let name_firsts = names.starts().map(|e| archive.entities[e].id.as_str());
    let index = Index {
        version: String::new(),
        passages: reading.passages.len(),
        reports: numbers::encode(archive.reports.iter().map(|r| r.passages.len() as u32)),
        words: Keyed {
            first: dictionary.firsts(),
            counts: numbers::encode(dictionary.list_counts()),
        },
        names: Keyed {
            first: name_firsts.collect(),
            counts: counts(&names),
        },
        ends: ends.firsts(),
        sounds: sounds.firsts(),
        terms: counts(&terms),
        places: counts(&places),
        texts: counts(&texts),
        small: reading.small_words(),
        folds: SPECIAL.to_vec(),
    };
    let mut files = dictionary.pieces();
    files.extend(ends.pieces("ends"));
    files.extend(sounds.pieces("sounds"));
    files.push(spelling::letters());
    files.push(filters::piece(desk));
    for pieces in [terms, places, names, texts] {
        files.extend(pieces.files);
    }
    let version = version(&files);
    files.push(script("index", None, &Index { version, ..index }));
    files
}

/// The first digits of the hash of all pieces.
fn version(files: &[Output]) -> String {
    let hashes: Vec<_> = files.par_iter().map(|f| Sha256::digest(&f.bytes)).collect();
    let mut whole = Sha256::new();
    for hash in &hashes {
        whole.update(hash);
    }
    hex(&whole.finalize()[..4])
}
