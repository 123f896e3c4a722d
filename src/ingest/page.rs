use super::furniture::{self, Recurring};
use super::html::{Hint, Hints};
use super::lines::{self, Line, chars, ends_sentence, word_count};
use super::repeats::{self, Repeat};
use crate::lang::Language;
use crate::model::{Kind, Reason};

/// A source's lines outside its readers' thread, with what is known of each by itself.
pub struct Page<'t> {
    pub text: &'t str,
    pub lines: Vec<Line>,
    /// Why a line is no part of a text; None where it may be.
    pub reasons: Vec<Option<Reason>>,
    /// The line that this one repeats, where it does.
    pub repeats: Vec<Option<Repeat>>,
    /// What the markup says of each line, where there is any.
    pub hints: Option<Hints>,
    pub language: &'t Language,
}

const BRIEF: usize = 60;

impl<'t> Page<'t> {
    /// Looks at every line by itself, then at what recurs in the source and across the archive.
    pub fn new(
        text: &'t str,
        lines: Vec<Line>,
        hints: Option<Hints>,
        recurring: &Recurring,
        language: &'t Language,
    ) -> Self {
        let mut keys: Vec<String> = lines.iter().map(|l| lines::key(text, l)).collect();
        let hint = |line: usize| hints.as_ref().map_or_else(Hint::default, |h| h.lines[line]);
        for (line, key) in keys.iter_mut().enumerate() {
            // A teaser is no printing of the text that it leads to.
            if hint(line).reason.is_some() {
                key.clear();
            }
        }
        let repeats = repeats::find(text, &lines, &keys);
        let reason = |(line, l): (usize, &Line)| {
            let hint = hint(line);
            match hint.kind {
                Some(Kind::Title) if hint.main => None,
                // A row of a table looks like a menu, or counts.
                _ if hint.row && hint.main => hint.reason,
                _ => furniture::reason(text, l, language).or(hint.reason),
            }
        };
        let mut page = Self {
            text,
            reasons: lines.iter().enumerate().map(reason).collect(),
            lines,
            repeats,
            hints,
            language,
        };
        page.mark_recurring(&keys, recurring);
        page
    }

    /// The kind that the markup gives a line.
    pub fn kind(&self, line: usize) -> Option<Kind> {
        self.hints.as_ref()?.lines[line].kind
    }

    /// The words of a line.
    pub fn words(&self, line: usize) -> &'t str {
        &self.text[self.lines[line].words.clone()]
    }

    /// A line too short and too open to be a sentence.
    pub fn is_brief(&self, line: usize) -> bool {
        chars(self.text, &self.lines[line].words) <= BRIEF
            && !ends_sentence(self.text, &self.lines[line])
    }

    /// A paragraph of running text.
    pub fn is_prose(&self, line: usize) -> bool {
        const PARAGRAPH: usize = 120;
        const SENTENCE: usize = 50;
        if self.reasons[line].is_some() {
            return false;
        }
        let length = chars(self.text, &self.lines[line].words);
        length >= PARAGRAPH && !self.is_titled(line)
            || length >= SENTENCE && ends_sentence(self.text, &self.lines[line])
    }

    /// A line that could stand above a text: some words, a capital, no full stop.
    pub fn is_title_like(&self, line: usize) -> bool {
        self.reasons[line].is_none() && self.is_titled(line)
    }

    fn is_titled(&self, line: usize) -> bool {
        const LONGEST: usize = 220;
        let words = self.words(line);
        let bare = words.trim_end_matches(['"', '»', '”', '’', ')', ' ', '\u{a0}', '\u{202f}']);
        let first = words.chars().find(|c| c.is_alphanumeric());
        chars(self.text, &self.lines[line].words) <= LONGEST
            && (2..=32).contains(&word_count(self.text, &self.lines[line].words))
            && !bare.ends_with(['.', ';', ':', ','])
            && first.is_some_and(|c| !c.is_lowercase())
            && !words.starts_with(['-', '–', '—'])
    }

    fn mark_recurring(&mut self, keys: &[String], recurring: &Recurring) {
        let mut sorted: Vec<&str> = (0..self.lines.len())
            .filter(|l| self.is_brief(*l) && self.repeats[*l].is_none())
            .map(|l| keys[l].as_str())
            .collect();
        sorted.sort_unstable();
        for (line, key) in keys.iter().enumerate() {
            let row = self.hints.as_ref().is_some_and(|h| h.lines[line].row);
            if row || self.reasons[line].is_some() || self.kind(line) == Some(Kind::Title) {
                continue;
            }
            let brief = self.is_brief(line);
            let here = if brief {
                let from = sorted.partition_point(|k| *k < key.as_str());
                sorted[from..].partition_point(|k| *k == key)
            } else {
                1
            };
            let few_words = word_count(self.text, &self.lines[line].words) <= 3;
            let elsewhere = recurring.texts(self.text, &self.lines[line]);
            let furniture =
                here >= 3 || here == 2 && few_words || elsewhere >= 3 || elsewhere == 2 && brief;
            if furniture {
                self.reasons[line] = Some(self.recurring_reason(line));
            }
        }
    }

    /// What recurs and is a name belongs to whoever printed it; the rest works the page.
    fn recurring_reason(&self, line: usize) -> Reason {
        let mut words = self.words(line).split_whitespace().peekable();
        let several = self.words(line).contains(char::is_whitespace);
        let named = words.all(|w| w.starts_with(char::is_uppercase));
        if several && named {
            Reason::Credit
        } else {
            Reason::Navigation
        }
    }
}
