use serde::Serialize;

use super::Fact;

/// The page of a source.
#[derive(Serialize)]
pub struct SourceView {
    pub name: String,
    pub facts: Vec<Fact>,
    pub kept_note: String,
    pub ribbon_title: String,
    pub ribbon: Vec<RibbonView>,
    pub ranges: Vec<RangeView>,
    /// Link to the original where the page does not show it to its end.
    pub cut_href: Option<String>,
    pub has_reports: bool,
}

/// A stretch of the ribbon, in per cent of the file.
#[derive(Serialize)]
pub struct RibbonView {
    /// `passage`, `comment`, `left-out`.
    pub kind: &'static str,
    pub x: String,
    pub width: String,
}

/// Lines that became the same passage, or were left out together.
#[derive(Serialize)]
pub struct RangeView {
    pub kind: &'static str,
    /// Number of the first line.
    pub start: usize,
    pub lines: Vec<LineView>,
    pub note_html: String,
}

/// A line, or the piece of one that belongs to a range.
#[derive(Serialize)]
pub struct LineView {
    /// None for a piece that does not begin its line.
    pub number: Option<usize>,
    pub text: String,
}
