use std::path::PathBuf;

use super::{Annotator, CutRules, Entity, Event, LeftOut, Report, Source};

/// `archive.toml`.
#[derive(Clone, Debug)]
pub struct Config {
    pub title: String,
    /// One or two sentences on what the archive holds, for its front page.
    pub description: Option<String>,
    /// A line that stands on every page, such as where the texts come from.
    pub notice: Option<String>,
    /// Absolute address of the published site, ending in `/`; empty when unknown.
    pub base_url: String,
    /// Language of the site's own words (BCP 47).
    pub language: String,
    pub theme: String,
    /// Whether events are looked for that content/events has no file for; None where that is so when it has none.
    pub detect_events: Option<bool>,
    /// How every source is cut.
    pub rules: CutRules,
    /// Programs that propose marks, in the order in which they are asked.
    pub annotators: Vec<Annotator>,
}

/// A page of `content/pages`: an essay or a note that cites passages.
#[derive(Clone, Debug)]
pub struct Page {
    /// Stem of the file and of its address.
    pub stem: String,
    pub title: String,
    /// The text below the front matter, in Markdown.
    pub markdown: String,
    /// Lines of the file before the Markdown.
    pub lines_before: usize,
    /// The file it was read from, relative to the archive.
    pub file: PathBuf,
}

/// Everything that content/ holds, read, cut, annotated and merged.
#[derive(Clone, Debug)]
pub struct Archive {
    pub config: Config,
    /// By id.
    pub sources: Vec<Source>,
    /// For each source, the characters in no passage, in order.
    pub left_out: Vec<Vec<LeftOut>>,
    /// By id.
    pub reports: Vec<Report>,
    /// By id.
    pub entities: Vec<Entity>,
    /// By id.
    pub events: Vec<Event>,
    /// By stem.
    pub pages: Vec<Page>,
}
