use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::spaces::Spaces;
use crate::model::{EventId, Kind, Mark, MarkBody, PassageId};
use crate::text::CharIndex;

/// What the program proposed for a report when it last wrote it, and what people refused since.
///
/// One line a fact, sorted, so that two branches merge line by line; a conflicted file reads as all of
/// its sides, and a missing one as nothing known.
#[derive(Clone, Debug, Default)]
pub struct Proposals {
    /// SHA-256 of the report file, where nobody but the program ever wrote it; several after a conflict.
    pub written: BTreeSet<String>,
    /// Values of the front matter as TOML, by key.
    pub front: BTreeMap<String, BTreeSet<String>>,
    /// How the text was cut, in order.
    pub passages: Vec<Proposed>,
    /// Marks by passage, each as [`says`] gives it.
    pub marks: BTreeMap<PassageId, BTreeSet<Says>>,
    /// Of these, the marks of annotators, by passage.
    pub annotated: BTreeMap<PassageId, BTreeSet<Recorded>>,
    pub told: BTreeMap<PassageId, BTreeSet<EventId>>,
}

/// A passage as the program proposed it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Proposed {
    /// Its place in the report.
    pub place: usize,
    pub id: PassageId,
    pub kind: Kind,
    /// The source's words, each run of white space read as one space.
    pub words: String,
}

/// A mark as a line says it: characters of the words read with single spaces, and kind and value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Says {
    pub start: usize,
    pub end: usize,
    pub what: String,
}

/// A mark of an annotator, as it said it: from this line it can be proposed again without the annotator.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Recorded {
    pub annotator: String,
    /// Characters of the words read with single spaces.
    pub start: usize,
    pub end: usize,
    /// Kind and value, as a JSON object on one line.
    pub says: String,
}

impl Recorded {
    /// What stands on a line behind [`BY`].
    fn read(line: &str) -> Option<Self> {
        let mut parts = line.splitn(4, ' ');
        Some(Self {
            annotator: parts.next()?.to_owned(),
            start: parts.next()?.parse().ok()?,
            end: parts.next()?.parse().ok()?,
            says: parts.next()?.to_owned(),
        })
    }
}

impl Says {
    /// The kind of mark, the first word of what it says.
    pub fn kind(&self) -> &str {
        self.what.split(' ').next().unwrap_or_default()
    }
}

const HEADER: &str =
    "# What the program proposed for this report. It tells your changes from its own: leave it be.";
const WRITTEN: &str = "written ";
const FRONT: &str = "front ";
const BY: &str = "by ";

impl Proposals {
    /// Whether nothing is known: the file is missing, or from before it said how the text was cut.
    pub fn is_missing(&self) -> bool {
        self.passages.is_empty()
    }

    /// Reads a proposals file. Lines that say nothing are passed over.
    pub fn read(text: &str) -> Self {
        let mut proposals = Self::default();
        let mut passages: BTreeMap<PassageId, Proposed> = BTreeMap::new();
        for line in text.lines().map(str::trim_end) {
            if let Some(hash) = line.strip_prefix(WRITTEN) {
                proposals.written.insert(hash.to_owned());
            } else if let Some((key, value)) =
                line.strip_prefix(FRONT).and_then(|l| l.split_once(' '))
            {
                let values = proposals.front.entry(key.to_owned()).or_default();
                values.insert(value.to_owned());
            } else if let Some((id, rest)) = line.split_once(' ').filter(|_| line.starts_with("p-"))
            {
                proposals.passage_line(PassageId::new(id), rest, &mut passages);
            }
        }
        proposals.passages = passages.into_values().collect();
        proposals.passages.sort();
        proposals
    }

    fn passage_line(
        &mut self,
        id: PassageId,
        rest: &str,
        passages: &mut BTreeMap<PassageId, Proposed>,
    ) {
        if let Some(recorded) = rest.strip_prefix(BY).and_then(Recorded::read) {
            self.annotated.entry(id).or_default().insert(recorded);
            return;
        }
        let mut parts = rest.splitn(3, ' ');
        let (first, second) = (
            parts.next().unwrap_or_default(),
            parts.next().unwrap_or_default(),
        );
        let third = parts.next().unwrap_or_default();
        if first == "telling" {
            self.told
                .entry(id)
                .or_default()
                .insert(EventId::new(second));
        } else if let Some(place) = first.strip_prefix('#').and_then(|p| p.parse().ok()) {
            let kind = Kind::ALL.into_iter().find(|k| k.as_str() == second);
            passages.insert(
                id.clone(),
                Proposed {
                    place,
                    id,
                    kind: kind.unwrap_or(Kind::Paragraph),
                    words: third.to_owned(),
                },
            );
        } else if let (Ok(start), Ok(end)) = (first.parse(), second.parse()) {
            let says = Says {
                start,
                end,
                what: third.to_owned(),
            };
            self.marks.entry(id).or_default().insert(says);
        }
    }

    /// Writes a proposals file.
    pub fn write(&self) -> String {
        let mut lines: Vec<String> = self
            .written
            .iter()
            .map(|h| format!("{WRITTEN}{h}"))
            .collect();
        for (key, values) in &self.front {
            lines.extend(values.iter().map(|value| format!("{FRONT}{key} {value}")));
        }
        for passage in &self.passages {
            let Proposed {
                place,
                id,
                kind,
                words,
            } = passage;
            lines.push(format!("{id} #{place} {} {words}", kind.as_str()));
        }
        for (id, marks) in &self.marks {
            let says = |m: &Says| format!("{id} {} {} {}", m.start, m.end, m.what);
            lines.extend(marks.iter().map(says));
        }
        for (id, annotated) in &self.annotated {
            lines.extend(annotated.iter().map(|recorded| {
                let Recorded {
                    annotator,
                    start,
                    end,
                    says,
                } = recorded;
                format!("{id} {BY}{annotator} {start} {end} {says}")
            }));
        }
        for (id, events) in &self.told {
            lines.extend(events.iter().map(|event| format!("{id} telling {event}")));
        }
        lines.sort_unstable();
        format!("{HEADER}\n{}\n", lines.join("\n"))
    }
}

/// What a mark says, as a line has it. `chars` counts the characters of the words read with single spaces.
pub fn says(mark: &Mark, spaces: &Spaces, chars: &CharIndex) -> Says {
    let Range { start, end } = chars.chars(&spaces.range(&mark.span));
    Says {
        start,
        end,
        what: what(&mark.body),
    }
}

/// Kind and value of a mark on one line.
pub fn what(body: &MarkBody) -> String {
    let what = match body {
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
        MarkBody::Markdown { open, close } => format!("markdown {open} {close}"),
    };
    what.trim_end().replace(['\n', '\r'], " ")
}
