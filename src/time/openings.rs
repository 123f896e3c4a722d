//! With which words the forms can begin: two words tell of nearly every place of a text that no form begins
//! there, and it is passed over without trying any.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::{
    forms::{Element, Pattern, What},
    lexicon::{Lexicon, NUMBER},
    parts::Form,
};

/// A set of words, by their numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Words(Vec<u64>);

impl Words {
    /// Every word there is, and the words that are in no entry.
    fn all(count: usize) -> Self {
        Self(vec![u64::MAX; count.div_ceil(64).max(1)])
    }

    fn of(word: u32) -> Self {
        let mut words = Self::default();
        words.add(word);
        words
    }

    fn add(&mut self, word: u32) {
        let (block, bit) = place(word);
        if self.0.len() <= block {
            self.0.resize(block + 1, 0);
        }
        self.0[block] |= bit;
    }

    fn add_all(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (block, added) in self.0.iter_mut().zip(&other.0) {
            *block |= added;
        }
    }

    pub(super) fn has(&self, word: u32) -> bool {
        let (block, bit) = place(word);
        self.0.get(block).is_some_and(|words| words & bit != 0)
    }

    fn is_empty(&self) -> bool {
        self.0.iter().all(|block| *block == 0)
    }

    fn iter(&self) -> impl Iterator<Item = u32> {
        let blocks = self.0.iter().zip(0_u32..);
        blocks.flat_map(|(block, n)| {
            (0..64)
                .filter(move |bit| block >> bit & 1 == 1)
                .map(move |bit| n * 64 + bit)
        })
    }
}

/// Sets of words, each kept once: the same few are asked at every place of a text, and so stay near.
#[derive(Default)]
pub(super) struct Sets(FxHashSet<Arc<Words>>);

impl Sets {
    pub(super) fn kept(&mut self, words: Words) -> Arc<Words> {
        if let Some(known) = self.0.get(&words) {
            return Arc::clone(known);
        }
        let new = Arc::new(words);
        self.0.insert(Arc::clone(&new));
        new
    }
}

fn place(word: u32) -> (usize, u64) {
    (word as usize / 64, 1 << (word % 64))
}

/// What the text that a pattern matches can begin with, as far as two words tell.
#[derive(Clone, Debug, Default)]
pub(super) struct Openings {
    /// It can match no word at all.
    pub empty: bool,
    /// The words that can be all of it.
    whole: Words,
    /// For each other first word, the second ones.
    pairs: BTreeMap<u32, Words>,
}

impl Openings {
    fn nothing() -> Self {
        Self {
            empty: true,
            ..Self::default()
        }
    }

    fn one_of(whole: Words) -> Self {
        Self {
            whole,
            ..Self::default()
        }
    }

    /// The words that can come first.
    pub(super) fn first(&self) -> Words {
        let mut first = self.whole.clone();
        for word in self.pairs.keys() {
            first.add(*word);
        }
        first
    }

    fn add_pair(&mut self, first: u32, second: &Words) {
        self.pairs.entry(first).or_default().add_all(second);
    }

    fn add(&mut self, other: &Self) {
        self.empty |= other.empty;
        self.whole.add_all(&other.whole);
        for (first, second) in &other.pairs {
            self.add_pair(*first, second);
        }
    }

    /// This, and then the other.
    fn then(&mut self, next: &Self) {
        let first = next.first();
        for word in self.whole.iter() {
            self.pairs.entry(word).or_default().add_all(&first);
        }
        if !next.empty {
            self.whole = Words::default();
        }
        if self.empty {
            self.empty = false;
            self.add(next);
        }
    }

    /// Whether what follows can change nothing more.
    fn is_settled(&self) -> bool {
        !self.empty && self.whole.is_empty()
    }

    /// The openings of all patterns of a piece; `pieces` has those of every piece in them.
    pub(super) fn of_piece(patterns: &[Pattern], lexicon: &Lexicon, pieces: &[Self]) -> Self {
        let mut openings = Self::default();
        for pattern in patterns {
            openings.add(&Self::of_pattern(pattern, lexicon, pieces));
        }
        openings
    }

    fn of_pattern(pattern: &[Element], lexicon: &Lexicon, pieces: &[Self]) -> Self {
        let mut openings = Self::nothing();
        for element in pattern.iter().filter(|element| !element.absent) {
            let mut next = Self::of_element(&element.what, lexicon, pieces);
            next.empty |= element.optional;
            openings.then(&next);
            if openings.is_settled() {
                break;
            }
        }
        openings
    }

    /// The openings of one element.
    pub(super) fn of_element(what: &What, lexicon: &Lexicon, pieces: &[Self]) -> Self {
        match what {
            What::Words(words) => {
                let mut whole = Words::default();
                words.iter().for_each(|word| whole.add(*word));
                Self::one_of(whole)
            }
            What::Class(class) => Self::of_class(*class, lexicon),
            What::Number(_) => Self::one_of(Words::of(NUMBER)),
            What::Count { words_only } => Self::of_count(*words_only, lexicon),
            What::HourWord => Self::of_count(true, lexicon),
            What::HalfFigure => {
                let mut whole = Words::of(NUMBER);
                whole.add(lexicon.word("½"));
                Self::one_of(whole)
            }
            What::Piece(piece) => pieces.get(*piece).cloned().unwrap_or_default(),
            What::Begin | What::End | What::Split => Self::nothing(),
        }
    }

    fn of_class(class: usize, lexicon: &Lexicon) -> Self {
        let mut openings = Self::default();
        for (first, second) in lexicon.beginnings(class) {
            match second {
                None => openings.whole.add(first),
                Some(second) => openings.add_pair(first, &Words::of(second)),
            }
        }
        openings
    }

    /// A number in words is one or more words of the class, some joined by "and".
    fn of_count(words_only: bool, lexicon: &Lexicon) -> Self {
        let class = |name| {
            lexicon
                .class(name)
                .map_or_else(Self::default, |class| Self::of_class(class, lexicon))
        };
        let mut number = class("number");
        let mut more = class("number");
        more.add(&class("number_joint"));
        more.empty = true;
        number.then(&more);
        if !words_only {
            number.whole.add(NUMBER);
        }
        number
    }
}

/// The forms that may begin at two words.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// By the first word's number.
    by_first: Vec<Beginning>,
}

/// The forms that may begin with one word, each with the words that may follow.
#[derive(Clone, Debug, Default)]
struct Beginning {
    /// The words that may follow in any of the forms.
    second: Words,
    forms: Vec<(usize, Arc<Words>)>,
}

impl Index {
    pub(super) fn of(
        forms: &[(Form, Pattern)],
        lexicon: &Lexicon,
        pieces: &[Openings],
        sets: &mut Sets,
    ) -> Self {
        let mut by_first = vec![Beginning::default(); lexicon.word_count()];
        let all = Words::all(lexicon.word_count());
        for (form, (_, pattern)) in forms.iter().enumerate() {
            let mut openings = Openings::of_pattern(pattern, lexicon, pieces);
            // After a word that can be the whole form anything may stand.
            for word in openings.whole.iter() {
                openings.pairs.insert(word, all.clone());
            }
            for (first, second) in openings.pairs {
                if let Some(beginning) = by_first.get_mut(first as usize) {
                    beginning.second.add_all(&second);
                    beginning.forms.push((form, sets.kept(second)));
                }
            }
        }
        Self { by_first }
    }

    /// Whether any form may begin with a word and the one after it.
    pub(super) fn begins(&self, first: u32, second: u32) -> bool {
        let beginning = self.by_first.get(first as usize);
        beginning.is_some_and(|beginning| beginning.second.has(second))
    }

    /// The forms that may begin with a word and the one after it (0 at the end of the text), in their order.
    pub(super) fn forms(&self, first: u32, second: u32) -> impl Iterator<Item = usize> {
        self.by_first
            .get(first as usize)
            .filter(|beginning| beginning.second.has(second))
            .into_iter()
            .flat_map(|beginning| &beginning.forms)
            .filter(move |(_, words)| words.has(second))
            .map(|(form, _)| *form)
    }
}
