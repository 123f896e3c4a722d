use std::sync::LazyLock;

use regex::Regex;

use super::furniture::{self, Recurring};
use super::html::{Hint, Hints};
use super::lines::{self, Line, chars, ends_sentence, word_count};
use super::message::{self, Message};
use super::repeats::{self, Repeat};
use super::turns::turns;
use crate::lang::Language;
use crate::model::{CutRules, Kind, LinePattern, Reason};

/// A source's lines outside its readers' thread, with what is known of each by itself.
pub struct Page<'t> {
    pub text: &'t str,
    pub lines: Vec<Line>,
    /// Why a line is no part of a text; None where it may be.
    pub reasons: Vec<Option<Reason>>,
    /// The line that this one repeats, where it does.
    pub repeats: Vec<Option<Repeat>>,
    /// Whether a line, short as it may be, is somebody's turn to speak.
    pub turns: Vec<bool>,
    /// Whether a person says that a line is part of a text.
    pub kept: Vec<bool>,
    /// What people say of how the source is cut.
    pub rules: &'t CutRules,
    /// Whether a short line stands several times on this page.
    pub recurs: Vec<bool>,
    /// The head of the message that the text is.
    pub message: Option<Message>,
    /// What the markup says of each line, where there is any.
    pub hints: Option<Hints>,
    pub language: &'t Language,
}

const BRIEF: usize = 60;

static CLOCK: LazyLock<Regex> = LazyLock::new(|| {
    let minutes = r"\d{1,2}\s?[h:.]\s?\d{2}(?:\s?[ap]\.?m\.?)?";
    Regex::new(&format!(
        r"(?i)^(?:{minutes}|\d{{1,2}}\s?(?:h|[ap]\.?m\.?))$"
    ))
    .expect("a fixed pattern")
});

impl<'t> Page<'t> {
    /// Looks at every line by itself, then at what recurs in the source and across the archive.
    pub fn new(
        text: &'t str,
        mut lines: Vec<Line>,
        hints: Option<Hints>,
        recurring: &Recurring,
        rules: &'t CutRules,
        language: &'t Language,
    ) -> Self {
        let message = match hints {
            Some(_) => None,
            None => message::head(text, &lines, language),
        };
        if let Some((line, words)) = message.as_ref().and_then(|m| m.subject) {
            lines[line].mark = Some(lines[line].words.start..words);
            lines[line].words.start = words;
        }
        let mut keys: Vec<String> = lines.iter().map(|l| lines::key(text, l)).collect();
        let like = |patterns: &[LinePattern]| keys.iter().map(|key| any(patterns, key)).collect();
        let kept: Vec<bool> = like(&rules.keep);
        let left_out: Vec<bool> = like(&rules.leave_out);
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
            turns: turns(text, &lines),
            kept,
            rules,
            recurs: vec![false; lines.len()],
            lines,
            message,
            repeats,
            hints,
            language,
        };
        page.mark_message();
        page.mark_clocks();
        page.mark_recurring(&keys, recurring);
        page.mark_by_rules(&left_out);
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
        self.turns[line]
            || length >= PARAGRAPH && !self.is_titled(line)
            || length >= SENTENCE && ends_sentence(self.text, &self.lines[line])
    }

    /// A line that could stand above a text: some words, a capital, no full stop.
    pub fn is_title_like(&self, line: usize) -> bool {
        self.reasons[line].is_none() && self.is_titled(line)
    }

    /// The same, whatever is known of the line otherwise.
    pub fn is_titled(&self, line: usize) -> bool {
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

    /// The head of a message is a credit, but for its subject.
    fn mark_message(&mut self) {
        let Some(message) = &self.message else {
            return;
        };
        let subject = message.subject.map(|(line, _)| line);
        for line in message.lines.clone() {
            self.reasons[line] = (Some(line) != subject).then_some(Reason::Credit);
        }
    }

    /// What people say of lines outweighs all else.
    fn mark_by_rules(&mut self, left_out: &[bool]) {
        for (line, left_out) in left_out.iter().enumerate() {
            if *left_out {
                self.reasons[line] = Some(Reason::Editor);
            }
            if self.kept[line] {
                (self.reasons[line], self.repeats[line]) = (None, None);
            }
        }
    }

    /// A time of day and nothing else.
    pub fn is_clock(&self, line: usize) -> bool {
        CLOCK.is_match(self.words(line))
    }

    /// A line that begins with the time at which it was written: `9.45pm Doors open`.
    pub fn is_timed(&self, line: usize) -> bool {
        let mut words = self.words(line).split_whitespace();
        words.next().is_some_and(|first| CLOCK.is_match(first))
    }

    /// Times above texts head the entries of a page that was written to through the day.
    fn mark_clocks(&mut self) {
        let heads = (0..self.lines.len().saturating_sub(1))
            .filter(|line| self.is_clock(*line) && self.is_prose(line + 1));
        let heads: Vec<usize> = heads.collect();
        if heads.len() > 1 {
            for line in heads {
                self.reasons[line] = None;
            }
        }
    }

    /// Short lines that stand several times here, and lines of unrelated texts, are furniture. A text
    /// of which that leaves nothing is one that others print too.
    fn mark_recurring(&mut self, keys: &[String], recurring: &Recurring) {
        let mut sorted: Vec<&str> = (0..self.lines.len())
            .filter(|l| self.is_brief(*l) && self.repeats[*l].is_none())
            .map(|l| keys[l].as_str())
            .collect();
        sorted.sort_unstable();
        let mut found = Vec::new();
        for (line, key) in keys.iter().enumerate() {
            let row = self.hints.as_ref().is_some_and(|h| h.lines[line].row);
            if row
                || self.reasons[line].is_some()
                || self.kind(line) == Some(Kind::Title)
                || self.is_clock(line)
            {
                continue;
            }
            let brief = self.is_brief(line);
            let here = if brief {
                let from = sorted.partition_point(|k| *k < key.as_str());
                sorted[from..].partition_point(|k| *k == key)
            } else {
                1
            };
            self.recurs[line] = here >= 2;
            let few_words = word_count(self.text, &self.lines[line].words) <= 3;
            let elsewhere = recurring.texts(self.text, &self.lines[line]);
            if here >= 3 || here == 2 && few_words || elsewhere >= 3 || elsewhere == 2 && brief {
                found.push(line);
            }
        }
        let mut prose = (0..self.lines.len()).filter(|line| self.is_prose(*line));
        if prose.all(|line| found.binary_search(&line).is_ok()) {
            let first = found.iter().copied().find(|line| self.is_prose(*line));
            let above = first.and_then(|first| first.checked_sub(1));
            let title = above.filter(|above| self.is_titled(*above));
            found.retain(|line| !self.is_prose(*line) && Some(*line) != title);
        }
        for line in found {
            self.reasons[line] = Some(self.recurring_reason(line));
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

fn any(patterns: &[LinePattern], key: &str) -> bool {
    patterns.iter().any(|pattern| pattern.matches(key))
}
