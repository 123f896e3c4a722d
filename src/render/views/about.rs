use serde::Serialize;

use super::Link;

/// The page about the archive.
#[derive(Serialize)]
pub struct AboutView {
    pub description: Option<String>,
    pub notice: Option<String>,
    pub counts: Vec<CountView>,
    pub reasons: Vec<ReasonView>,
    /// What the program decided, and what people did.
    pub decided: Vec<CountView>,
    pub people: Vec<CountView>,
    pub pages: Vec<Link>,
    pub data_note_html: String,
}

/// A label and a number.
#[derive(Serialize)]
pub struct CountView {
    pub label: String,
    pub number: String,
}

/// A reason for leaving out.
#[derive(Serialize)]
pub struct ReasonView {
    pub reason: String,
    pub ranges: String,
    pub characters: String,
}

/// An essay.
#[derive(Serialize)]
pub struct EssayView {
    pub title: String,
    pub html: String,
}

/// The page for addresses that do not exist.
#[derive(Serialize)]
pub struct MissingView {
    pub home: String,
}

/// The page at an old address of a report.
#[derive(Serialize)]
pub struct MovedView {
    pub title: String,
    pub href: String,
}
