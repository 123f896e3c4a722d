use serde::Serialize;

use super::{Fact, OtherQuestion, PassageView, TurnView, When};

/// The page of an event.
#[derive(Serialize)]
pub struct EventView {
    pub title: String,
    pub kind: String,
    /// That the program found it, and how to keep it; empty where it has a file.
    pub detected: Option<String>,
    pub date: Option<When>,
    pub facts: Vec<Fact>,
    pub notes_html: String,
    pub claims: Option<ClaimsView>,
    /// What is disputed about other events of the same days that the same reports tell.
    pub around: Vec<OtherQuestion>,
    /// What of the tellings can be lit because several share it; empty where they share nothing.
    pub shared: Vec<SharedView>,
    pub tellings: Vec<TellingView>,
    /// Reports that tell the event and have no column.
    pub others_html: String,
    /// How many reports tell it.
    pub reports: usize,
    /// The events before and after it in time.
    pub turn: Option<TurnView>,
}

/// A choice of what to light.
#[derive(Serialize)]
pub struct SharedView {
    /// `words`, `entities` or `figures`: the value of `data-shared`.
    pub kind: &'static str,
    pub label: String,
}

/// Points and what each report says on them.
#[derive(Serialize)]
pub struct ClaimsView {
    /// Heads above the columns; empty where every report is an origin of its own.
    pub origins: Vec<OriginView>,
    pub columns: Vec<TellingView>,
    pub rows: Vec<ClaimRowView>,
}

/// An origin, above the columns of the reports that print its words.
#[derive(Serialize)]
pub struct OriginView {
    pub label: String,
    pub columns: usize,
}

/// A point.
#[derive(Serialize)]
pub struct ClaimRowView {
    pub id: String,
    pub question: String,
    /// Language of the question, where it is not that of the page.
    pub lang: Option<String>,
    /// `contradiction`, `update`, `scope`, `same`.
    pub tag: &'static str,
    pub verdict: String,
    pub cells: Vec<CellView>,
}

/// What one report says on one point.
#[derive(Serialize)]
pub struct CellView {
    pub siglum_html: String,
    /// Class beside `cell`: `cell-differs`, `cell-later`, `cell-same` or empty.
    pub class: &'static str,
    /// Quoted words with their links; empty when the report does not say.
    pub words_html: String,
    pub tag: &'static str,
    pub verdict: String,
}

/// A report's telling: a column.
#[derive(Serialize)]
pub struct TellingView {
    pub id: String,
    pub siglum_html: String,
    pub name: String,
    pub href: String,
    pub when: Option<When>,
    /// Whether it repeats the report of the column before it.
    pub same: bool,
    /// `repeated by` and the reports that repeat it, where they have no column; or empty.
    pub reprints_html: String,
    pub pieces: Vec<GapOrPassage>,
}

/// A passage of a telling, or the words that say how many were passed over.
#[derive(Serialize)]
pub struct GapOrPassage {
    pub gap: Option<String>,
    pub passage: Option<PassageView>,
    /// Link to the passage in its report.
    pub href: String,
    /// `Carnets d'Eurasie, passage `.
    pub spoken: String,
    /// In which way it tells, where not plainly.
    pub mode: Option<String>,
}
