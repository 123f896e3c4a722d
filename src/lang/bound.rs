use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Deserialize;

use super::Role;
use crate::text::fold;

/// What the words before a number make of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bound {
    /// More than it.
    Above,
    /// It, or more.
    AtLeast,
    /// Less than it.
    Below,
    /// It, or less.
    AtMost,
    /// A little less than it.
    Nearly,
    /// It, or a little more or less.
    About,
}

/// How far a rounded number may lie from what it stands for.
const ROUNDING: f64 = 0.1;
/// How far below a number "nearly" may lie.
const NEARLY: f64 = 0.2;

impl Bound {
    /// What its words do in a sentence.
    pub fn role(self) -> Role {
        match self {
            Self::Above => Role::Above,
            Self::AtLeast => Role::AtLeast,
            Self::Below => Role::Below,
            Self::AtMost => Role::AtMost,
            Self::Nearly => Role::Nearly,
            Self::About => Role::About,
        }
    }

    /// Between which numbers the truth lies, both excluded, when this is said of `number`.
    pub fn around(self, number: f64) -> (f64, f64) {
        let just = number.abs() * f64::EPSILON;
        match self {
            Self::Above => (number, f64::INFINITY),
            Self::AtLeast => (number - just, f64::INFINITY),
            Self::Below => (f64::NEG_INFINITY, number),
            Self::AtMost => (f64::NEG_INFINITY, number + just),
            Self::Nearly => (number * (1.0 - NEARLY), number),
            Self::About => (number * (1.0 - ROUNDING), number * (1.0 + ROUNDING)),
        }
    }
}

/// Folds the words of each bound; "un peu moins de" must be tried before "moins de".
pub fn longest_first(table: BTreeMap<Bound, Vec<String>>) -> Vec<(String, Bound)> {
    let mut all: Vec<(String, Bound)> = table
        .into_iter()
        .flat_map(|(bound, words)| words.into_iter().map(move |w| (fold(&w), bound)))
        .collect();
    all.sort_by_key(|(words, _)| Reverse(words.len()));
    all
}
