use std::collections::BTreeSet;
use std::fmt::Write;
use std::ops::Range;

use super::spaces::Spaces;
use crate::model::{EventId, Mark, MarkBody, PassageId};
use crate::text::CharIndex;

/// What the program proposed for a report: one line a mark or telling, sorted, so that two
/// branches merge line by line. A missing or conflicted file reads as all of its lines.
#[derive(Clone, Debug, Default)]
pub struct Proposals {
    /// SHA-256 of the report file as the program wrote it; several after a conflict.
    pub written: BTreeSet<String>,
    pub lines: BTreeSet<String>,
}

const HEADER: &str =
    "# What the program proposed for this report. It tells your changes from its own: leave it be.";
const WRITTEN: &str = "written ";

impl Proposals {
    /// Reads a proposals file.
    pub fn read(text: &str) -> Self {
        let mut proposals = Self::default();
        let conflict = ["<<<<<<<", "=======", ">>>>>>>", "|||||||", "#"];
        for line in text.lines().map(str::trim_end) {
            if let Some(hash) = line.strip_prefix(WRITTEN) {
                proposals.written.insert(hash.to_owned());
            } else if !line.is_empty() && !conflict.iter().any(|sign| line.starts_with(sign)) {
                proposals.lines.insert(line.to_owned());
            }
        }
        proposals
    }

    /// Writes a proposals file.
    pub fn write(&self) -> String {
        let mut text = format!("{HEADER}\n");
        for hash in &self.written {
            let _ = writeln!(text, "{WRITTEN}{hash}");
        }
        for line in &self.lines {
            let _ = writeln!(text, "{line}");
        }
        text
    }
}

/// A mark as a line: passage, first and last character of the words read with single spaces, kind
/// and value. `chars` counts the characters of the words so read.
pub fn mark_line(passage: &PassageId, mark: &Mark, spaces: &Spaces, chars: &CharIndex) -> String {
    let Range { start, end } = chars.chars(&spaces.range(&mark.span));
    let says = match &mark.body {
        MarkBody::Mention {
            entity,
            metonym: false,
        } => format!("mention {entity}"),
        MarkBody::Mention {
            entity,
            metonym: true,
        } => format!("mention {entity} government"),
        MarkBody::Date { value, .. } => format!("date {value}"),
        MarkBody::Quotation { speech, speaker } => {
            let speaker = speaker.as_ref().map_or("", |s| s.as_str());
            format!("quotation {} {speaker}", speech.as_str())
        }
        body @ MarkBody::Figure { .. } => {
            format!("figure {}", super::inline::delimiters(body, false).open)
        }
        MarkBody::Correction { words } => format!("correction {words}"),
    };
    format!("{passage} {start} {end} {}", says.trim_end())
}

/// A telling as a line.
pub fn telling_line(passage: &PassageId, event: &EventId) -> String {
    format!("{passage} telling {event}")
}
