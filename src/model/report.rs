use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;

use super::{EventId, LeftOut, Mark, PassageId, Reason, ReportId, Source, SourceId};

/// A source as ingest reads it: cut into reports and passages, none of which has an identity yet.
#[derive(Clone, Debug)]
pub struct SourceDraft {
    pub source: Source,
    pub reports: Vec<ReportDraft>,
    /// Every character that is in no passage, in order.
    pub left_out: Vec<LeftOutDraft>,
    /// Bytes of the reading text that are in passages and may be no part of a text.
    pub doubtful: Vec<Range<usize>>,
}

/// Left-out characters before passages have ids.
#[derive(Clone, Debug)]
pub struct LeftOutDraft {
    /// Bytes of the source's reading text.
    pub span: Range<usize>,
    pub reason: Reason,
    /// Report and passage (by place in the draft) whose words these repeat.
    pub repeats: Option<(usize, usize)>,
}

/// One text in a source, before it has an identity.
#[derive(Clone, Debug, Default)]
pub struct ReportDraft {
    /// The title's words; taken from the first sentence where the text has no title.
    pub title: String,
    pub title_derived: bool,
    pub published: Option<Published>,
    pub outlet: Option<String>,
    pub author: Option<String>,
    /// BCP 47.
    pub language: String,
    pub passages: Vec<PassageDraft>,
}

/// A passage before it has an identity.
#[derive(Clone, Debug)]
pub struct PassageDraft {
    /// Bytes of the source's reading text.
    pub span: Range<usize>,
    pub kind: Kind,
    /// Set for comments only.
    pub comment: Option<Comment>,
    /// Marks that annotate proposes.
    pub marks: Vec<Mark>,
    /// What is for the tables alone: indirect speech, lengths of time as figures.
    pub aside: Vec<Mark>,
}

/// What a passage is in its report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Title,
    Heading,
    Paragraph,
    PullQuote,
    ListItem,
    Caption,
    Comment,
}

impl Kind {
    /// Every kind, for reading one back.
    pub const ALL: [Self; 7] = [
        Self::Title,
        Self::Heading,
        Self::Paragraph,
        Self::PullQuote,
        Self::ListItem,
        Self::Caption,
        Self::Comment,
    ];

    /// The word of the tables and of `data-kind`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Heading => "heading",
            Self::Paragraph => "paragraph",
            Self::PullQuote => "pull-quote",
            Self::ListItem => "list-item",
            Self::Caption => "caption",
            Self::Comment => "comment",
        }
    }
}

/// What stands around a reader's comment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comment {
    pub author: Option<String>,
    /// Local date and time of posting (EDTF).
    pub posted: Option<String>,
    pub score: Option<i64>,
    /// 0 for a first-level comment.
    pub depth: usize,
    /// Place in the report's passages of the comment that this one answers.
    pub reply_to: Option<usize>,
}

/// When a report was published, and how that is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Published {
    /// EDTF: a day, or an interval when that is all the text supports.
    pub value: String,
    pub basis: Basis,
}

/// How a date of publication is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The text or its metadata says so.
    Stated,
    /// The dates inside the text leave no other.
    Inferred,
    /// A person wrote it down.
    Given,
}

impl Basis {
    /// The word of the tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Inferred => "inferred",
            Self::Given => "given",
        }
    }
}

/// Where the report file of this stem is, relative to the archive.
pub fn report_path(stem: &str) -> PathBuf {
    PathBuf::from(format!("content/reports/{stem}.md"))
}

/// One text, with its identity (schema.org `Report`).
#[derive(Clone, Debug)]
pub struct Report {
    pub id: ReportId,
    /// Short sign, unique in the archive, given once (witness siglum of critical editions).
    pub siglum: String,
    pub title: String,
    pub title_derived: bool,
    /// None for a report that a person wrote by hand.
    pub source: Option<SourceId>,
    pub published: Option<Published>,
    pub outlet: Option<String>,
    pub author: Option<String>,
    /// BCP 47.
    pub language: String,
    pub url: Option<String>,
    /// EDTF.
    pub retrieved: Option<String>,
    /// Under which terms it may be used: a name, or an address.
    pub licence: Option<String>,
    /// Old stems of the report's file.
    pub formerly: Vec<String>,
    pub passages: Vec<Passage>,
    /// An editor's own paragraphs and notes, as Markdown, each after the passage it stands behind.
    pub editorial: Vec<Editorial>,
    pub retired: Vec<Retired>,
    /// What the program alone makes of the text.
    pub proposal: Proposal,
    /// The report file as a person left it; None where nobody but the program ever wrote it.
    pub kept: Option<Kept>,
}

/// The smallest thing with an address (TEI `ab`).
#[derive(Clone, Debug)]
pub struct Passage {
    pub id: PassageId,
    /// Printed number: `3`, `3a`, `c2`.
    pub n: String,
    pub kind: Kind,
    /// The source's words, with their white space.
    pub words: String,
    /// Bytes of the source's reading text; None in a report written by hand.
    pub span: Option<Range<usize>>,
    pub comment: Option<Comment>,
    /// In the order in which they begin.
    pub marks: Vec<Mark>,
    /// What the program says for the tables alone: indirect speech, lengths of time as figures.
    pub aside: Vec<Mark>,
    /// Marks that the program proposed and a person took out: they stay out.
    pub refused: Vec<Refused>,
    /// What a person says of the events it tells.
    pub told: Told,
    /// Labels of an editor's footnotes on this passage.
    pub notes: Vec<String>,
}

/// A mark that the program proposed and a person took out.
#[derive(Clone, Debug, PartialEq)]
pub struct Refused {
    /// Bytes of the passage's words.
    pub span: Range<usize>,
    /// Kind and value, as a line of the proposals says them.
    pub what: String,
}

/// A person's word on what a passage tells; the rest is the program's to find.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Told {
    pub added: Vec<EventId>,
    /// Events that the program had found and a person took out.
    pub refused: Vec<EventId>,
    /// It tells these and no others: what the program had found is not known any more.
    pub closed: bool,
}

impl Told {
    /// Whether the program may say that the passage tells an event.
    pub fn leaves_open(&self, event: &EventId) -> bool {
        !self.closed && !self.refused.contains(event)
    }
}

/// An id that has lost its passage. It is never given to other words.
#[derive(Clone, Debug, PartialEq)]
pub struct Retired {
    pub id: PassageId,
    /// The words it stood on; None where they were redacted.
    pub words: Option<String>,
    /// The passage that has most of its words now.
    pub successor: Option<PassageId>,
}

/// What the program alone makes of a text: kept beside the report file, it tells what people changed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Proposal {
    /// Front matter by key.
    pub front: BTreeMap<String, String>,
    /// The passages, in order.
    pub cut: Vec<Cut>,
}

/// A passage as the program cuts it.
#[derive(Clone, Debug, PartialEq)]
pub struct Cut {
    pub id: PassageId,
    pub kind: Kind,
    /// Each run of white space read as one space.
    pub words: String,
    /// Bytes of the source's reading text; None where its words are no longer there.
    pub span: Option<Range<usize>>,
}

/// A report file that a person changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// The file as it was read.
    pub text: String,
    /// It could not be aligned with its source, and so it is left as it is.
    pub frozen: bool,
}

/// Markdown that a person added to a report file.
#[derive(Clone, Debug, PartialEq)]
pub struct Editorial {
    /// Place in the report's passages after which it stands; None before the first.
    pub after: Option<usize>,
    /// Label of a footnote, or None for a paragraph of its own.
    pub label: Option<String>,
    pub markdown: String,
}

/// What merge makes of one source.
#[derive(Clone, Debug, Default)]
pub struct Merged {
    pub reports: Vec<Report>,
    pub left_out: Vec<LeftOut>,
}

impl Report {
    /// First and last byte of the report in its source.
    pub fn range(&self) -> Option<Range<usize>> {
        let spans = || self.passages.iter().filter_map(|p| p.span.as_ref());
        let start = spans().map(|s| s.start).min()?;
        let end = spans().map(|s| s.end).max()?;
        Some(start..end)
    }

    /// Whether one of its passages is its title.
    pub fn has_title_passage(&self) -> bool {
        self.passages.iter().any(|p| p.kind == Kind::Title)
    }
}
