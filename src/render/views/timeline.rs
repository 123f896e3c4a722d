use serde::Serialize;

/// The timeline.
#[derive(Serialize)]
pub struct TimelineView {
    /// All years together; None when there is one only.
    pub overview: Option<AxisView>,
    pub years: Vec<YearView>,
}

/// A year: an axis by month, and what happened.
#[derive(Serialize)]
pub struct YearView {
    pub id: String,
    pub title: String,
    pub axis: Option<AxisView>,
    /// What is known by its year alone.
    pub moments: Vec<MomentView>,
    pub months: Vec<MonthView>,
}

/// A month: an axis by day, and what happened.
#[derive(Serialize)]
pub struct MonthView {
    pub id: String,
    pub title: String,
    /// None where nothing is known by its day.
    pub axis: Option<AxisView>,
    pub moments: Vec<MomentView>,
}

/// An axis: events stand above it, reports below.
#[derive(Serialize)]
pub struct AxisView {
    pub id: String,
    pub title: String,
    pub slots: Vec<SlotView>,
}

/// A year, month or day on an axis; heights are in pixels.
#[derive(Serialize)]
pub struct SlotView {
    /// Left edge and width of all that belongs to it, in per cent.
    pub left: String,
    pub whole: String,
    /// Where it leads; None where it holds nothing.
    pub href: Option<String>,
    /// What it holds, in words.
    pub spoken: String,
    pub x: String,
    pub middle: String,
    pub width: String,
    pub events_y: usize,
    pub events_height: usize,
    pub events: String,
    pub events_label_y: usize,
    pub reports_height: usize,
    pub reports: String,
    pub reports_label_y: usize,
    pub label: String,
    pub minor: bool,
}

/// Words placed on an axis.
#[derive(Serialize)]
pub struct TextLabel {
    pub x: String,
    pub anchor: &'static str,
    pub text: String,
}

/// An event, or the reports of a day, a month or a year.
#[derive(Serialize)]
pub struct MomentView {
    /// On the first moment of a day.
    pub id: Option<String>,
    pub when: String,
    pub datetime: Option<String>,
    /// The event's title and page; None for reports.
    pub title: Option<String>,
    /// Language of the title, where it is not that of the page.
    pub lang: Option<String>,
    pub href: String,
    pub note: String,
    pub differs: Option<String>,
    pub reports_html: String,
}
