//! Reading text closely: folding for comparison, offsets, sentences, words.
//!
//! Nothing here ever changes the reading text; folded forms are for matching only.

mod fold;
mod offsets;
mod sentences;
mod sounds;
pub mod spans;
mod words;

pub use fold::{Folded, SPECIAL, broken_words, fold, skeleton, slug};
pub use offsets::{CharIndex, collapse, is_space, trim_span};
pub use sentences::{floor, sentence_around, sentences};
pub use sounds::{LetterSounds, Sound, apart, letter_sounds, sounds, sounds_of_record};
pub use words::{Word, run_end, words};
