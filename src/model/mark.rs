use std::ops::Range;

use super::{EntityId, Why};

/// An annotation on a span of a passage (W3C Web Annotation).
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Bytes of the passage's words.
    pub span: Range<usize>,
    pub body: MarkBody,
    pub by: By,
    pub why: Why,
}

impl Mark {
    /// A mark that the program proposes, for a reason it does not say.
    pub fn program(span: Range<usize>, body: MarkBody) -> Self {
        Self {
            span,
            body,
            by: By::Program,
            why: Why::default(),
        }
    }

    /// A mark that a person set.
    pub fn person(span: Range<usize>, body: MarkBody) -> Self {
        Self {
            by: By::Person,
            ..Self::program(span, body)
        }
    }

    /// The same mark, with the rule or record behind it.
    #[must_use]
    pub fn because(mut self, why: Why) -> Self {
        self.why = why;
        self
    }
}

/// Who set a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    Program,
    Person,
}

impl By {
    /// The word of the tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Program => "program",
            Self::Person => "person",
        }
    }
}

/// What a mark says of its span.
#[derive(Clone, Debug, PartialEq)]
pub enum MarkBody {
    /// The span names or describes an entity; `metonym`: a place that stands for its government.
    Mention { entity: EntityId, metonym: bool },
    /// A temporal expression.
    Date {
        /// EDTF, or an ISO 8601 duration.
        value: String,
        /// The instant in UTC, where the text gives a time and a zone.
        utc: Option<String>,
        anchor: Anchor,
    },
    /// Somebody's words.
    Quotation {
        speech: Speech,
        speaker: Option<EntityId>,
    },
    /// A quantity stated as a fact, as a range with open ends.
    Figure {
        /// One of [`COUNTED`].
        counted: String,
        min: Option<f64>,
        max: Option<f64>,
        /// An increment, not a total.
        change: bool,
        of: Option<String>,
        claimant: Option<EntityId>,
        /// EDTF.
        as_of: Option<String>,
    },
    /// A person's correction: these words stand for the span's. Empty means the span is struck out.
    Correction { words: String },
    /// Markdown or HTML of a person's that the program has no meaning for: kept, and otherwise left alone.
    Markdown { open: String, close: String },
}

/// What a figure can count, in the words of the tables.
pub const COUNTED: [&str; 9] = [
    "dead",
    "wounded",
    "displaced",
    "captured",
    "forces",
    "duration",
    "distance",
    "money",
    "other",
];

/// What a temporal expression was resolved against.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Anchor {
    /// It is complete in itself.
    #[default]
    None,
    /// The report's date of publication.
    Report,
    /// A date before it in the text.
    Previous,
    /// A date after it in the same phrase.
    Following,
    /// The time at which the comment was posted.
    Comment,
}

impl Anchor {
    /// The word of the tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Report => "report",
            Self::Previous => "previous",
            Self::Following => "following",
            Self::Comment => "comment",
        }
    }
}

/// How somebody's words are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speech {
    Direct,
    Indirect,
}

impl Speech {
    /// The word of the tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Indirect => "indirect",
        }
    }
}
