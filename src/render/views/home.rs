use serde::Serialize;

use super::{Fact, Link, TextLabel, When};

/// The front page.
#[derive(Serialize)]
pub struct HomeView {
    pub title: String,
    pub description: Option<String>,
    pub facts: Vec<Fact>,
    pub question: Option<QuestionView>,
    pub most_told: Option<MostToldView>,
    pub other_questions: Vec<OtherQuestion>,
    pub coverage: Option<CoverageView>,
    /// Points of the small axis, in per cent.
    pub axis: Vec<String>,
    pub axis_title: String,
    pub axis_labels: Vec<TextLabel>,
    pub timeline: String,
    pub people: Vec<WayItem>,
    pub places: Vec<WayItem>,
    pub reports: Vec<WayItem>,
    pub events: Vec<WayItem>,
    pub entities_href: String,
    pub reports_href: String,
    pub events_href: String,
    pub sources_href: String,
    pub about_href: String,
    pub sources: Vec<WayItem>,
    pub empty_html: Option<String>,
}

/// The point on which the tellings part most.
#[derive(Serialize)]
pub struct QuestionView {
    pub event: Link,
    pub question: String,
    /// Language of the question, where it is not that of the page.
    pub lang: Option<String>,
    pub answers: Vec<AnswerView>,
}

/// One version of the answer.
#[derive(Serialize)]
pub struct AnswerView {
    pub letter: String,
    /// `a`, `b`, `c`, `later`.
    pub class: &'static str,
    pub value_html: String,
    pub words_html: String,
    pub href: String,
    pub who_html: String,
}

/// Another point on which they differ.
#[derive(Serialize)]
pub struct OtherQuestion {
    pub href: String,
    /// Title of the event.
    pub event: String,
    pub question: String,
    /// Language of the question, where it is not that of the page.
    pub lang: Option<String>,
    pub tag: &'static str,
    pub verdict: String,
    pub values_html: String,
}

/// The event told by most reports, for archives without divergences.
#[derive(Serialize)]
pub struct MostToldView {
    pub event: Link,
    pub when: Option<When>,
    pub count: String,
    pub words_html: String,
    pub href: String,
    pub who_html: String,
}

/// Who tells what.
#[derive(Serialize)]
pub struct CoverageView {
    /// Heads of the columns; empty when there are too many, and each row names its own reports.
    pub columns: Vec<Fact>,
    pub rows: Vec<EventRowView>,
    /// Whether some dots are reprints, or contradict.
    pub has_reprints: bool,
    pub has_differences: bool,
    /// Link to all events, where rows are left away.
    pub more_href: Option<String>,
    pub more_label: String,
}

/// An event and its tellings.
#[derive(Serialize)]
pub struct EventRowView {
    pub title: String,
    pub href: String,
    pub when: Option<String>,
    /// One for each column; None where the report does not tell it.
    pub cells: Vec<Option<DotsView>>,
    /// What does not fit into the row.
    pub more: Option<String>,
}

/// The dots of one report.
#[derive(Serialize)]
pub struct DotsView {
    pub siglum_html: String,
    pub dots: Vec<DotView>,
    pub more: Option<String>,
}

/// A passage that tells an event.
#[derive(Serialize)]
pub struct DotView {
    pub href: String,
    /// ` dot-reprint`, ` dot-differs` or empty.
    pub class: &'static str,
    pub spoken: String,
    /// What its card shows, as attributes.
    pub card_html: String,
}

/// A line of a way in.
#[derive(Serialize)]
pub struct WayItem {
    pub sign_html: String,
    pub href: String,
    pub label: String,
    /// Language of the label, where it is not that of the page.
    pub lang: Option<String>,
    pub count: String,
}
