//! The head of a message: who wrote to whom, when, about what.

use std::ops::Range;

use super::lines::Line;
use crate::lang::Language;
use crate::text::{fold, trim_span};

/// The head of a message, among the first lines of a text.
#[derive(Debug)]
pub struct Message {
    pub lines: Range<usize>,
    pub author: Option<String>,
    /// The line that holds the date.
    pub date: Option<usize>,
    /// The line of the subject, and where its words begin.
    pub subject: Option<(usize, usize)>,
}

/// Finds three or more lines of a head, one after the other, near the beginning.
pub fn head(text: &str, lines: &[Line], language: &Language) -> Option<Message> {
    const NEAR: usize = 12;
    const ENOUGH: usize = 3;
    let names = &language.furniture.message;
    let field = |at: usize| {
        let line = lines.get(at)?;
        let words = &text[line.words.clone()];
        let colon = words.char_indices().take(24).find(|(_, c)| *c == ':')?.0;
        let name = fold(words[..colon].trim());
        let all = [
            &names.from,
            &names.to,
            &names.date,
            &names.subject,
            &names.others,
        ];
        let kind = all.iter().position(|known| known.contains(&name))?;
        let value = trim_span(text, line.words.start + colon + 1..line.words.end);
        Some((kind, value))
    };
    let first = (0..lines.len().min(NEAR)).find(|at| field(*at).is_some())?;
    let mut message = Message {
        lines: first..first,
        author: None,
        date: None,
        subject: None,
    };
    while let Some((kind, value)) = field(message.lines.end) {
        let at = message.lines.end;
        match kind {
            0 => message.author = sender(&text[value]),
            2 => message.date = Some(at),
            3 if !value.is_empty() => message.subject = Some((at, value.start)),
            _ => {}
        }
        message.lines.end += 1;
    }
    let told = message.author.is_some() || message.subject.is_some();
    (message.lines.len() >= ENOUGH && told).then_some(message)
}

/// The name of a sender, without the address beside it.
fn sender(value: &str) -> Option<String> {
    let name = value.split(['<', '[', '(']).next().unwrap_or(value);
    let name = name.trim().trim_matches(['"', '\'']);
    let name = if name.is_empty() {
        value.trim().trim_matches(['<', '>'])
    } else {
        name
    };
    (!name.is_empty()).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ingest::lines::lines, lang};

    #[test]
    fn a_head_is_read() {
        let text = "From: Ann Roe <ann@example.org>\nTo: desk\nSent: 3 March 2031\nSubject: The ferry\n\nDear all,";
        let found = head(text, &lines(text), lang::rules("en")).unwrap();
        assert_eq!(found.author.as_deref(), Some("Ann Roe"));
        assert_eq!((found.lines, found.date), (0..4, Some(2)));
        assert_eq!(&text[found.subject.unwrap().1..], "The ferry\n\nDear all,");
        let prose = "From: here to there.\n\nDate: unknown.";
        assert!(head(prose, &lines(prose), lang::rules("en")).is_none());
    }
}
