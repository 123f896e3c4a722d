//! The forms of a language: patterns over its words, read from `[dates.pieces]` and `[dates.forms]`.
//!
//! A pattern is a list of elements, each matching some tokens:
//!
//! - `le|la|l'` one of these words or marks;
//! - `<month>` a word of a class, a number of a kind (`<day>`, `<year>`, …) or a piece;
//! - `x?` at most one x; `~x` an x with no white space before it; `!x` no x here;
//! - `[` and `]` where the expression begins and ends, when words around it only witness it;
//! - `&` what follows is the second date of a range, a choice or a list.

use std::collections::HashMap;
use std::sync::Arc;

use toml::{Table, Value};

use super::{
    entries::fold_phrase,
    lexicon::{Class, Lexicon},
    openings::{Index, Openings, Sets, Words},
    parts::Form,
};

/// The forms of one language, with the words that can begin each.
#[derive(Debug, Default)]
pub(super) struct Forms {
    pub pieces: Vec<Piece>,
    pub forms: Vec<(Form, Pattern)>,
    pub index: Index,
}

/// Patterns that several forms have in common.
pub(super) type Piece = Vec<Pattern>;

pub(super) type Pattern = Vec<Element>;

#[derive(Clone, Debug)]
pub(super) struct Element {
    pub what: What,
    pub optional: bool,
    pub glued: bool,
    pub absent: bool,
    /// The words that it can begin with; none are said where it can match no word.
    pub opens: Option<Arc<Words>>,
}

#[derive(Clone, Debug)]
pub(super) enum What {
    Words(Vec<u32>),
    Class(Class),
    Number(Numeral),
    /// A number in figures or in words.
    Count {
        words_only: bool,
    },
    /// An hour in words: five.
    HourWord,
    /// The figures ½ or 1/2.
    HalfFigure,
    Piece(usize),
    Begin,
    End,
    Split,
}

/// A number with a certain look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Numeral {
    Day,
    Month,
    Year,
    /// Two figures.
    ShortYear,
    Hour,
    /// An hour in two figures: 09.
    LongHour,
    Minute,
    /// Four figures: 1300.
    HourMinute,
    Decimal,
    /// One figure that counts: Q3.
    Nth,
}

impl Forms {
    pub(super) fn read(table: &Table, lexicon: &mut Lexicon) -> Result<Self, String> {
        let empty = Table::new();
        let section = |key: &str| table.get(key).and_then(Value::as_table).unwrap_or(&empty);
        let mut reader = Reader {
            source: section("pieces"),
            known: HashMap::new(),
            pieces: Vec::new(),
        };
        let mut forms = Vec::new();
        for (name, patterns) in section("forms") {
            let form = Form::named(name).ok_or_else(|| format!("`forms` has no `{name}`"))?;
            for pattern in reader.patterns(name, patterns, lexicon)? {
                forms.push((form, pattern));
            }
        }
        // The sort is stable, so forms keep the order of the file within a meaning.
        forms.sort_by_key(|(form, _)| *form);
        // A piece is read after the pieces in it.
        let mut openings: Vec<Openings> = Vec::new();
        for patterns in &reader.pieces {
            openings.push(Openings::of_piece(patterns, lexicon, &openings));
        }
        let mut sets = Sets::default();
        let index = Index::of(&forms, lexicon, &openings, &mut sets);
        let mut pieces = reader.pieces;
        let patterns = pieces.iter_mut().flatten();
        for element in patterns.chain(forms.iter_mut().map(|(_, p)| p)).flatten() {
            let opens = Openings::of_element(&element.what, lexicon, &openings);
            element.opens = (!opens.empty).then(|| sets.kept(opens.first()));
        }
        Ok(Self {
            pieces,
            forms,
            index,
        })
    }
}

struct Reader<'a> {
    source: &'a Table,
    /// `None` while a piece is being read, so that a circle is seen.
    known: HashMap<String, Option<usize>>,
    pieces: Vec<Vec<Pattern>>,
}

impl Reader<'_> {
    fn patterns(
        &mut self,
        name: &str,
        patterns: &Value,
        lexicon: &mut Lexicon,
    ) -> Result<Vec<Pattern>, String> {
        let wrong = || format!("`{name}` must be a list of patterns");
        let patterns = patterns.as_array().ok_or_else(wrong)?;
        patterns
            .iter()
            .map(|pattern| self.pattern(pattern.as_str().ok_or_else(wrong)?, lexicon))
            .collect()
    }

    fn pattern(&mut self, pattern: &str, lexicon: &mut Lexicon) -> Result<Pattern, String> {
        let mut elements = Vec::new();
        for element in pattern.split_whitespace() {
            // "d'ici" is two words.
            let folded = if element.contains('\'') {
                fold_phrase(element)
            } else {
                Vec::new()
            };
            let words = if element.contains(['|', '<', '?', '!', '~']) || folded.len() < 2 {
                vec![element.to_owned()]
            } else {
                folded
            };
            for word in words {
                elements.push(
                    self.element(&word, lexicon)
                        .map_err(|why| format!("pattern `{pattern}`: {why}"))?,
                );
            }
        }
        Ok(elements)
    }

    fn element(&mut self, source: &str, lexicon: &mut Lexicon) -> Result<Element, String> {
        let (absent, rest) = source
            .strip_prefix('!')
            .map_or((false, source), |rest| (true, rest));
        let (glued, rest) = rest
            .strip_prefix('~')
            .map_or((false, rest), |rest| (true, rest));
        let (optional, rest) = rest
            .strip_suffix('?')
            .map_or((false, rest), |rest| (true, rest));
        let what = match rest {
            "[" => What::Begin,
            "]" => What::End,
            "&" => What::Split,
            _ => match rest
                .strip_prefix('<')
                .and_then(|rest| rest.strip_suffix('>'))
            {
                Some(name) => self.named(name, lexicon)?,
                None => What::Words(literal(rest, lexicon)?),
            },
        };
        Ok(Element {
            what,
            optional,
            glued,
            absent,
            opens: None,
        })
    }

    fn named(&mut self, name: &str, lexicon: &mut Lexicon) -> Result<What, String> {
        Ok(match name {
            "day" => What::Number(Numeral::Day),
            "mm" => What::Number(Numeral::Month),
            "year" => What::Number(Numeral::Year),
            "yy" => What::Number(Numeral::ShortYear),
            "hour" => What::Number(Numeral::Hour),
            "hh" => What::Number(Numeral::LongHour),
            "minute" => What::Number(Numeral::Minute),
            "hhmm" => What::Number(Numeral::HourMinute),
            "nth" => What::Number(Numeral::Nth),
            "decimal" => What::Number(Numeral::Decimal),
            "hour_word" => What::HourWord,
            "half_figure" => {
                lexicon.add_word("½");
                What::HalfFigure
            }
            "count" => What::Count { words_only: false },
            "count_word" => What::Count { words_only: true },
            name => match lexicon.class(name) {
                Some(class) => What::Class(class),
                None => What::Piece(self.piece(name, lexicon)?),
            },
        })
    }

    fn piece(&mut self, name: &str, lexicon: &mut Lexicon) -> Result<usize, String> {
        match self.known.get(name) {
            Some(Some(piece)) => return Ok(*piece),
            Some(None) => return Err(format!("`{name}` leads back to itself")),
            None => {}
        }
        let source = self
            .source
            .get(name)
            .ok_or_else(|| format!("`{name}` is neither a list of words nor a piece"))?;
        self.known.insert(name.to_owned(), None);
        let patterns = self.patterns(name, source, lexicon)?;
        self.pieces.push(patterns);
        let piece = self.pieces.len() - 1;
        self.known.insert(name.to_owned(), Some(piece));
        Ok(piece)
    }
}

/// Words between bars; a mark stands for itself.
fn literal(source: &str, lexicon: &mut Lexicon) -> Result<Vec<u32>, String> {
    source
        .split('|')
        .map(|word| match fold_phrase(word).as_slice() {
            [one] => Ok(lexicon.add_word(one)),
            _ => Err(format!("`{word}` is not one word")),
        })
        .collect()
}
