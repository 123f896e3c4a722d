//! The words of all passages, numbered: folded as they are looked up, and cut to their stems.

use std::collections::BTreeSet;

use rayon::prelude::*;
use rust_stemmers::Stemmer;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::lang;
use crate::model::{Archive, Kind, MarkBody, Passage, Report};
use crate::text::{Word, fold, words};

/// Reports that are read with one memory of words; always as many, so that the result is the same
/// on any machine.
const CHUNK: usize = 256;

/// A word where it stands.
#[derive(Clone, Copy)]
pub struct Token {
    pub word: u32,
    pub term: u32,
    /// Its place among the words of the passage.
    pub at: u32,
}

/// What a passage is to the index.
pub struct Read {
    pub kind: Kind,
    /// How many words it has, small ones too.
    pub length: u32,
    /// Its words but the small ones, in order.
    pub tokens: Vec<Token>,
}

/// All that was read.
pub struct Reading {
    /// Folded words, in the order in which a browser compares them.
    pub words: Vec<String>,
    /// Folded stems, in the same order.
    pub terms: Vec<String>,
    /// Which words are cut to which stems: by word, then by stem. A word may have a stem in each
    /// language, and one with accents and one without.
    pub pairs: Vec<(u32, u32)>,
    /// Every passage, in the order of reports.
    pub passages: Vec<Read>,
    /// Codes of the languages of the archive.
    languages: BTreeSet<String>,
}

impl Reading {
    /// Words that no list of places is kept of, in any language of the archive.
    pub fn is_small(&self, word: &str) -> bool {
        let small = |code: &String| lang::rules(code).small_words.contains(word);
        self.languages.iter().any(small)
    }

    /// The same words, parted by spaces.
    pub fn small_words(&self) -> String {
        let lists = self.languages.iter().map(|c| &lang::rules(c).small_words);
        let all: BTreeSet<&str> = lists.flatten().map(String::as_str).collect();
        Vec::from_iter(all).join(" ")
    }
}

/// Reads every passage once.
pub fn read(archive: &Archive) -> Reading {
    let chunks: Vec<Chunk> = archive.reports.par_chunks(CHUNK).map(read_chunk).collect();
    let forms = || chunks.iter().flat_map(|c| &c.forms);
    let words = in_order(forms().map(|f| f.0.as_str()));
    let terms = in_order(forms().map(|f| f.1.as_str()));
    let (word_numbers, term_numbers) = (numbers(&words), numbers(&terms));
    let mut pairs = BTreeSet::new();
    let mut passages = Vec::with_capacity(chunks.iter().map(|c| c.passages.len()).sum());
    for chunk in &chunks {
        let own: Vec<(u32, u32)> = chunk
            .forms
            .iter()
            .map(|(word, term)| (word_numbers[word.as_str()], term_numbers[term.as_str()]))
            .collect();
        pairs.extend(own.iter().copied());
        passages.extend(chunk.passages.iter().map(|passage| {
            Read {
                kind: passage.kind,
                length: passage.length,
                tokens: passage
                    .tokens
                    .iter()
                    .map(|&(form, at)| {
                        let (word, term) = own[form as usize];
                        Token { word, term, at }
                    })
                    .collect(),
            }
        }));
    }
    Reading {
        words: words.into_iter().map(str::to_owned).collect(),
        terms: terms.into_iter().map(str::to_owned).collect(),
        pairs: pairs.into_iter().collect(),
        passages,
        languages: archive.reports.iter().map(|r| r.language.clone()).collect(),
    }
}

/// Without repeats, in the order in which JavaScript compares strings: by UTF-16 unit.
fn in_order<'a>(strings: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let unique: FxHashSet<&str> = strings.collect();
    let mut strings = Vec::from_iter(unique);
    strings.par_sort_unstable_by(|a, b| a.encode_utf16().cmp(b.encode_utf16()));
    strings
}

fn numbers<'a>(strings: &[&'a str]) -> FxHashMap<&'a str, u32> {
    let numbered = strings.iter().zip(0..);
    numbered.map(|(string, number)| (*string, number)).collect()
}

/// Some reports as read by themselves.
#[derive(Default)]
struct Chunk {
    /// Word and stem.
    forms: Vec<(String, String)>,
    passages: Vec<ChunkPassage>,
}

struct ChunkPassage {
    kind: Kind,
    length: u32,
    /// Number of the form and place among the words.
    tokens: Vec<(u32, u32)>,
}

fn read_chunk(reports: &[Report]) -> Chunk {
    let mut chunk = Chunk::default();
    let mut by_language: FxHashMap<&str, Reader> = FxHashMap::default();
    for report in reports {
        let reader = by_language
            .entry(&report.language)
            .or_insert_with(|| Reader::new(&report.language));
        for passage in &report.passages {
            let read = reader.passage(passage, &mut chunk.forms);
            chunk.passages.push(read);
        }
    }
    chunk
}

/// Reads one language, and remembers each word as it was written.
struct Reader<'a> {
    stemmer: Stemmer,
    small: &'static BTreeSet<String>,
    /// None for a small word.
    known: FxHashMap<&'a str, Option<u32>>,
}

impl<'a> Reader<'a> {
    fn new(language: &str) -> Self {
        Self {
            stemmer: lang::stemmer(language),
            small: &lang::rules(language).small_words,
            known: FxHashMap::default(),
        }
    }

    fn passage(&mut self, passage: &'a Passage, forms: &mut Vec<(String, String)>) -> ChunkPassage {
        let mut read = ChunkPassage {
            kind: passage.kind,
            length: 0,
            tokens: Vec::new(),
        };
        self.text(&passage.words, forms, &mut read);
        // What a person corrected is found by both words.
        for mark in &passage.marks {
            if let MarkBody::Correction { words } = &mark.body {
                self.text(words, forms, &mut read);
            }
        }
        read
    }

    fn text(&mut self, text: &'a str, forms: &mut Vec<(String, String)>, read: &mut ChunkPassage) {
        let found = words(text);
        for (place, word) in found.iter().enumerate() {
            let at = read.length;
            read.length += 1;
            let form = self.form(&text[word.span.clone()], forms);
            read.tokens.extend(form.map(|form| (form, at)));
            let starts = word.joined && (place == 0 || !found[place - 1].joined);
            if starts {
                let form = self.compound(&compound(text, &found[place..]), forms);
                read.tokens.push((form, at));
            }
        }
    }

    fn form(&mut self, written: &'a str, forms: &mut Vec<(String, String)>) -> Option<u32> {
        if let Some(known) = self.known.get(written) {
            return *known;
        }
        let word = fold(written);
        let form = (!self.small.contains(&word)).then(|| {
            forms.push((word, self.stem(written)));
            forms.len() as u32 - 1
        });
        self.known.insert(written, form);
        form
    }

    fn compound(&self, written: &str, forms: &mut Vec<(String, String)>) -> u32 {
        forms.push((fold(written), self.stem(written)));
        forms.len() as u32 - 1
    }

    /// The stem of a word with its accents, which the rules of a language look at, then folded.
    fn stem(&self, written: &str) -> String {
        fold(&self.stemmer.stem(&written.to_lowercase()))
    }
}

/// The words of a compound written as one: what one text calls `cease-fire` is the `ceasefire` of
/// another.
fn compound(text: &str, words: &[Word]) -> String {
    let mut whole = String::new();
    for word in words {
        whole.push_str(&text[word.span.clone()]);
        if !word.joined {
            break;
        }
    }
    whole
}
