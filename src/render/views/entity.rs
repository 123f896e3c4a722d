use serde::Serialize;

use super::{CountView, Fact, MapView, WayItem};

/// The page of an entity.
#[derive(Serialize)]
pub struct EntityView {
    pub name: String,
    pub family: &'static str,
    pub kind: String,
    pub notes_html: String,
    pub facts: Vec<Fact>,
    pub bars: Option<BarsView>,
    /// Where it lies; None without coordinates.
    pub map: Option<MapView>,
    /// The places of the archive that are nearest to it, with their distance.
    pub nearby: Vec<WayItem>,
    pub contexts: Vec<ContextView>,
    /// Mentions that are counted but not shown.
    pub rest: Option<RestView>,
    pub spellings: Vec<SpellingView>,
    pub companions: Vec<CompanionView>,
}

/// Mentions over time.
#[derive(Serialize)]
pub struct BarsView {
    pub title: String,
    /// The same figures as rows of a table.
    pub rows: Vec<CountView>,
    pub bars: Vec<BarView>,
}

/// One bar; numbers are in per cent across and in pixels down.
#[derive(Serialize)]
pub struct BarView {
    pub x: String,
    pub middle: String,
    pub width: String,
    pub y: usize,
    pub height: usize,
    pub count: String,
    pub count_y: usize,
    pub label: String,
    pub label_x: String,
    /// Which part of the label stands at `label_x`: SVG's `text-anchor`.
    pub anchor: &'static str,
    /// Whether the label stays on narrow screens.
    pub minor: bool,
    pub strong: bool,
}

/// A line of the concordance.
#[derive(Serialize)]
pub struct ContextView {
    pub passage_html: String,
    pub href: String,
    pub lang: Option<String>,
    pub dir: &'static str,
    pub before: String,
    pub name: String,
    pub after: String,
}

/// What the concordance does not show.
#[derive(Serialize)]
pub struct RestView {
    pub count: String,
    /// Sigla with counts.
    pub reports_html: String,
}

/// A way in which an entity is written.
#[derive(Serialize)]
pub struct SpellingView {
    pub words: String,
    pub who_html: String,
    pub times: String,
}

/// An entity named in the same passages.
#[derive(Serialize)]
pub struct CompanionView {
    pub name: String,
    pub href: String,
    pub family: &'static str,
    /// Width of the bar, at most 80.
    pub width: usize,
    pub times: String,
}
