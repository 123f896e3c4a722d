use std::collections::BTreeMap;
use std::ops::Range;

use super::{By, EntityId, EventId};

/// A passage by place: report in the archive, passage in the report.
pub type At = (usize, usize);

/// A passage that tells an event.
#[derive(Clone, Debug)]
pub struct Telling {
    pub event: EventId,
    pub at: At,
    pub mode: Mode,
    /// How sure the program is, from 0 to 1.
    pub score: f64,
    pub by: By,
}

/// In which way a passage tells an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    Told,
    Announced,
    Claimed,
    Denied,
    Alluded,
}

impl Mode {
    /// The word of the tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Told => "told",
            Self::Announced => "announced",
            Self::Claimed => "claimed",
            Self::Denied => "denied",
            Self::Alluded => "alluded",
        }
    }
}

/// What one telling says on one point.
#[derive(Clone, Debug)]
pub struct Position {
    pub event: EventId,
    pub point: String,
    pub at: At,
    /// Bytes of the passage's words.
    pub span: Range<usize>,
    pub value: String,
    pub version: String,
}

/// A point on which positions differ.
#[derive(Clone, Debug)]
pub struct Divergence {
    pub event: EventId,
    pub point: String,
    pub kind: &'static str,
    /// Places in [`Relations::positions`].
    pub positions: Vec<usize>,
}

/// Two passages that share their words.
#[derive(Clone, Debug)]
pub struct Reuse {
    /// The one that was published first.
    pub a: At,
    pub b: At,
    /// `same`, `near` or `quotes`.
    pub kind: &'static str,
    /// Share of the shorter one's words, from 0 to 1.
    pub ratio: f64,
}

/// Reports that tell an event in the same words: an agency's, say, however many print them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    pub event: EventId,
    /// Places in the archive, the report that was published first before those that repeat it.
    pub reports: Vec<usize>,
}

/// A mention seen from the entity: where it stands.
#[derive(Clone, Debug)]
pub struct Backlink {
    pub at: At,
    /// Bytes of the mention in the passage's words.
    pub span: Range<usize>,
    /// Bytes of the sentence that holds it.
    pub sentence: Range<usize>,
}

/// How the texts of an archive hang together.
#[derive(Clone, Debug, Default)]
pub struct Relations {
    /// By event, then report, then passage.
    pub tellings: Vec<Telling>,
    pub positions: Vec<Position>,
    pub divergences: Vec<Divergence>,
    /// By place.
    pub reuse: Vec<Reuse>,
    /// By event, then by day. Every report that tells an event stands in one origin of it.
    pub origins: Vec<Origin>,
    /// For each report the earlier one whose words it mostly repeats.
    pub repeats: Vec<Option<usize>>,
    /// Mentions of each entity, in reading order.
    pub backlinks: BTreeMap<EntityId, Vec<Backlink>>,
}
