use std::path::PathBuf;

use super::{EntityId, EventId};

/// Something that happened, at a time, with participants and a place (CIDOC E5; schema.org `Event`).
#[derive(Clone, Debug)]
pub struct Event {
    pub id: EventId,
    pub title: String,
    /// EDTF.
    pub date: String,
    pub place: Vec<EntityId>,
    pub participants: Vec<EntityId>,
    /// Words that tell it, beyond those of its title.
    pub words: Vec<String>,
    pub points: Vec<Point>,
    /// Ids that it had.
    pub formerly: Vec<EventId>,
    /// Notes below the front matter, in Markdown.
    pub notes: String,
    /// Lines of the file before the notes.
    pub lines_before: usize,
    /// The program found it in the texts, and no file has it.
    pub detected: bool,
    /// The file it was read from, relative to the archive; of a detected event, the one that would hold it.
    pub file: PathBuf,
}

/// What is compared between the tellings of an event.
#[derive(Clone, Debug)]
pub struct Point {
    /// Short key, e.g. `starts`, `dead`.
    pub key: String,
    /// The question readers see.
    pub question: Option<String>,
    /// Words that lead to an answer, where the program does not look for one by itself.
    pub words: Vec<String>,
}
