//! One line that an annotator wrote: a mark on a passage.

use std::ops::Range;

use serde_json::Value;

use super::keys::{Fault, Keys, read};
use crate::model::{EntityId, Mark, Why};
use crate::text::{CharIndex, trim_span};

/// A line that is a mark, of which nothing is checked yet.
pub struct Answer {
    /// Line of the annotator's output, counted from 1.
    pub line: usize,
    /// The passage's key, as the annotator was given it.
    pub passage: String,
    /// Characters (Unicode scalar values) of the passage's text.
    pub chars: Range<usize>,
    /// The words that the annotator takes to stand there.
    exact: Option<String>,
    /// The rest, which depends on the kind of mark.
    keys: Keys,
}

const LINE: &str = "write one JSON object a line with passage, start, end and mark, and nothing else; messages go to standard error";
const OFFSETS: &str =
    "count characters (Unicode scalar values) of the passage's text from 0, the end not included";

impl Answer {
    /// Reads a line; None where it is empty.
    ///
    /// # Errors
    ///
    /// It is no JSON object, or lacks a key that all marks have.
    pub fn read(line: usize, bytes: &[u8]) -> Option<Result<Self, Fault>> {
        let bytes = bytes.trim_ascii();
        (!bytes.is_empty()).then(|| Self::of(line, bytes).map_err(|why| Fault::new(why, LINE)))
    }

    fn of(line: usize, bytes: &[u8]) -> Result<Self, String> {
        let mut keys: Keys = serde_json::from_slice(bytes)
            .map_err(|fault| format!("this is no JSON object: {fault}"))?;
        let mut word = |key: &str| match keys.remove(key) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(word)) => Ok(Some(word)),
            Some(_) => Err(format!("'{key}' is no string")),
        };
        let passage = word("passage")?.ok_or("the key 'passage' is missing")?;
        let exact = word("exact")?;
        let mut number = |key: &str| {
            let value = keys.remove(key);
            let value = value.ok_or_else(|| format!("the key '{key}' is missing"))?;
            let number = value.as_u64().and_then(|n| usize::try_from(n).ok());
            number.ok_or_else(|| format!("'{key}' is no whole number from 0 on"))
        };
        let chars = number("start")?..number("end")?;
        Ok(Self {
            line,
            passage,
            chars,
            exact,
            keys,
        })
    }

    /// What tells this answer from others on its passage, and gives all of them one order, in whatever
    /// order they were written.
    pub fn order(&self) -> (usize, std::cmp::Reverse<usize>, String) {
        let mut keys: Vec<_> = self.keys.iter().filter(|(_, v)| !v.is_null()).collect();
        keys.sort_by_key(|(key, _)| *key);
        let said = keys.iter().map(|(key, value)| format!("{key}={value}\n"));
        let Range { start, end } = self.chars;
        (start, std::cmp::Reverse(end), said.collect())
    }

    /// The mark that it proposes on words, whose characters `chars` counts.
    ///
    /// # Errors
    ///
    /// What does not hold, and what to do about it.
    pub fn mark(
        &self,
        words: &str,
        chars: &CharIndex,
        annotator: &str,
        resolve: impl Fn(&str) -> Option<EntityId>,
    ) -> Result<Mark, Fault> {
        let Range { start, end } = self.chars;
        let refuse = |why: String| Fault::new(why, OFFSETS);
        if start >= end {
            return Err(refuse(format!("nothing stands from {start} to {end}")));
        }
        let Some(bytes) = chars.bytes(&self.chars) else {
            let length = chars.len();
            return Err(refuse(format!(
                "{start} to {end} is beyond the passage, which has {length} characters"
            )));
        };
        let there = &words[bytes.clone()];
        if let Some(exact) = self.exact.as_ref().filter(|exact| *exact != there) {
            return Err(refuse(format!(
                "from {start} to {end} stands '{}', not '{}'",
                shortened(there),
                shortened(exact)
            )));
        }
        let span = trim_span(words, bytes);
        if span.is_empty() {
            return Err(refuse(format!("from {start} to {end} is only white space")));
        }
        let body = read(self.keys.clone(), resolve)?;
        Ok(Mark::program(span, body).because(Why::Annotator(annotator.to_owned())))
    }
}

/// As much of some words as can be read at a glance.
fn shortened(words: &str) -> String {
    const SHOWN: usize = 40;
    match words.char_indices().nth(SHOWN) {
        None => words.to_owned(),
        Some((at, _)) => format!("{}…", &words[..at]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::MarkBody;

    const WORDS: &str = "Élise a vu  Ida 🌊 hier.";

    fn mark(line: &str) -> Result<Mark, String> {
        let answer = Answer::read(1, line.as_bytes()).unwrap();
        let resolve = |id: &str| (id == "ida").then(|| EntityId::new(id));
        answer
            .and_then(|answer| answer.mark(WORDS, &CharIndex::new(WORDS), "tagger", resolve))
            .map_err(|fault| fault.message)
    }

    #[test]
    fn offsets_count_characters() {
        let found = mark(
            r#"{"passage":"a#1.1","start":18,"end":22,"exact":"hier","mark":"date","value":"2031"}"#,
        );
        let found = found.unwrap();
        assert_eq!(&WORDS[found.span.clone()], "hier");
        assert_eq!(found.why, Why::Annotator("tagger".to_owned()));
        assert!(matches!(found.body, MarkBody::Date { .. }));
        let trimmed =
            mark(r#"{"passage":"a","start":10,"end":16,"mark":"mention","entity":"ida"}"#);
        assert_eq!(&WORDS[trimmed.unwrap().span], "Ida");
    }

    #[test]
    fn wrong_lines_say_why() {
        for (line, why) in [
            (
                "Loading model…",
                "this is no JSON object: expected value at line 1 column 1",
            ),
            (
                "[1]",
                "this is no JSON object: invalid type: sequence, expected a map at line 1 column 0",
            ),
            (r#"{"start":0,"end":1}"#, "the key 'passage' is missing"),
            (r#"{"passage":3}"#, "'passage' is no string"),
            (r#"{"passage":"a","start":0}"#, "the key 'end' is missing"),
            (
                r#"{"passage":"a","start":-1,"end":2}"#,
                "'start' is no whole number from 0 on",
            ),
            (
                r#"{"passage":"a","start":3,"end":3}"#,
                "nothing stands from 3 to 3",
            ),
            (
                r#"{"passage":"a","start":3,"end":999}"#,
                "3 to 999 is beyond the passage, which has 23 characters",
            ),
            (
                r#"{"passage":"a","start":19,"end":23,"exact":"hier"}"#,
                "from 19 to 23 stands 'ier.', not 'hier'",
            ),
            (
                r#"{"passage":"a","start":10,"end":12}"#,
                "from 10 to 12 is only white space",
            ),
            (
                r#"{"passage":"a","start":0,"end":5,"mark":"mention","entity":"elise"}"#,
                "there is no entity 'elise'",
            ),
        ] {
            assert_eq!(mark(line), Err(why.to_owned()), "{line}");
        }
        assert!(Answer::read(1, b" \r\n").is_none());
    }

    #[test]
    fn equal_answers_have_one_order() {
        let order = |line: &str| {
            Answer::read(1, line.as_bytes())
                .unwrap()
                .ok()
                .map(|a| a.order())
        };
        assert_eq!(
            order(r#"{"passage":"a","start":0,"end":5,"mark":"date","value":"2031","utc":null}"#),
            order(r#"{"value":"2031","mark":"date","end":5,"start":0,"passage":"a"}"#)
        );
    }
}
