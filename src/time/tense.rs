//! Whether the words around an expression speak of the future: the verb nearest to it tells.

use rustc_hash::FxHashMap;
use toml::{Table, Value};

use super::{matching::Found, reading::Reading, tokens::Kind};

/// The words that tell the time of a clause.
#[derive(Debug, Default)]
pub(super) struct Tense {
    words: FxHashMap<String, Says>,
    future_endings: Vec<String>,
    past_endings: Vec<String>,
}

/// What a word says of the time of its clause.
#[derive(Debug, Default)]
struct Says {
    future: bool,
    past: bool,
    /// It opens another clause.
    clause: bool,
    /// It speaks of the future right before a date ("by").
    ahead: bool,
    /// It speaks of the future before one of these ("is to").
    pairs: Vec<String>,
}

/// What a clause speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Speaks {
    OfFuture,
    OfPast,
    Unsaid,
}

/// How many tokens on either side are looked at.
const REACH: usize = 9;

/// Before a date, a future auxiliary so near to a participle governs it ("will be held").
const PARTICIPLE: usize = 3;

/// A comma sets the words behind it so much farther away.
const COMMA: usize = 3;

/// Endings are read only of words that are longer than this, or that have so much more than a short
/// ending.
const SHORTEST: usize = 5;
const STEM: usize = 2;

impl Tense {
    pub(super) fn read(table: &Table) -> Result<Self, String> {
        let empty = Table::new();
        let section = table
            .get("tense")
            .and_then(Value::as_table)
            .unwrap_or(&empty);
        let list = |key: &str| -> Result<Vec<String>, String> {
            let Some(list) = section.get(key) else {
                return Ok(Vec::new());
            };
            let wrong = || format!("`tense.{key}` must be a list of words");
            let words = list.as_array().ok_or_else(wrong)?;
            words
                .iter()
                .map(|word| word.as_str().map(str::to_owned).ok_or_else(wrong))
                .collect()
        };
        let mut words: FxHashMap<String, Says> = FxHashMap::default();
        for word in list("future")? {
            if let Some((first, second)) = word.split_once(' ') {
                let says = words.entry(first.to_owned()).or_default();
                says.pairs.push(second.to_owned());
            } else {
                words.entry(word).or_default().future = true;
            }
        }
        for word in list("past")? {
            words.entry(word).or_default().past = true;
        }
        for word in list("clause")? {
            words.entry(word).or_default().clause = true;
        }
        for word in list("ahead")? {
            words.entry(word).or_default().ahead = true;
        }
        Ok(Self {
            words,
            future_endings: list("future_endings")?,
            past_endings: list("past_endings")?,
        })
    }

    /// What the clause around a form speaks of.
    pub(super) fn around(&self, reading: &Reading, found: &Found) -> Speaks {
        let before = (found.first.saturating_sub(REACH)..found.first).rev();
        let after = found.end..reading.tokens.len().min(found.end.saturating_add(REACH));
        let before = self.nearest(reading, before, PARTICIPLE);
        let after = self.nearest(reading, after, 0);
        match (before, after) {
            (Some((near, speaks)), Some((far, other))) => {
                if near <= far {
                    speaks
                } else {
                    other
                }
            }
            (Some((_, speaks)), None) | (None, Some((_, speaks))) => speaks,
            (None, None) => Speaks::Unsaid,
        }
    }

    fn nearest(
        &self,
        reading: &Reading,
        places: impl Iterator<Item = usize>,
        auxiliary: usize,
    ) -> Option<(usize, Speaks)> {
        let mut past: Option<usize> = None;
        let mut lower = String::new();
        let silent = Says::default();
        let mut commas = 0;
        for (place, at) in places.enumerate() {
            let distance = place + commas * COMMA;
            if past.is_some_and(|found| distance > found + auxiliary) {
                break;
            }
            let Some(token) = reading.tokens.get(at) else {
                break;
            };
            match token.kind {
                Kind::Word => {}
                Kind::Mark(',') => {
                    commas += 1;
                    continue;
                }
                Kind::Number { .. } | Kind::Mark('-' | '\'' | '%' | '$' | '€' | '£') => continue,
                Kind::Mark('.') if reading.parted(at, at + 1) == 0 => continue,
                Kind::Mark(_) => break,
            }
            // A capital makes it a name, or a month, but for the first of a sentence: May is no modal verb.
            let opens = at == 0 || reading.parted(at - 1, at) > 0;
            if token.capital && !(opens && reading.tokens.len() > at + 1) {
                continue;
            }
            let exact = reading.text.get(token.start..token.end);
            let word = lower_case(exact.unwrap_or_default(), &mut lower);
            let ends = |endings: &[String]| {
                endings.iter().any(|ending| {
                    word.ends_with(ending.as_str())
                        && word.chars().count() > SHORTEST.min(ending.len() + STEM)
                })
            };
            let says = self.words.get(word).unwrap_or(&silent);
            let next = || {
                let next = reading.tokens.get(at + 1)?;
                reading.text.get(next.start..next.end)
            };
            let pair = says
                .pairs
                .iter()
                .any(|second| next().is_some_and(|next| next == second));
            let ahead = says.ahead && place == 0 && auxiliary > 0;
            if says.future || pair || ahead || ends(&self.future_endings) {
                return Some((past.unwrap_or(distance), Speaks::OfFuture));
            }
            if says.past || ends(&self.past_endings) {
                past = past.or(Some(distance));
            }
            // "Before Sunday": next to the date it opens no clause.
            if says.clause && place > 0 {
                break;
            }
        }
        past.map(|distance| (distance, Speaks::OfPast))
    }
}

/// A word in lower case, its apostrophe straight; `lower` has room for it.
fn lower_case<'a>(word: &'a str, lower: &'a mut String) -> &'a str {
    if word.chars().all(|c| c.is_lowercase() || c == '\'') {
        return word;
    }
    lower.clear();
    if word.is_ascii() {
        lower.push_str(word);
        lower.make_ascii_lowercase();
    } else {
        lower.extend(
            word.to_lowercase()
                .chars()
                .map(|c| if c == '\u{2019}' { '\'' } else { c }),
        );
    }
    lower
}
