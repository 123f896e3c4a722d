use std::path::PathBuf;

use super::{Annotator, CutRules, Entity, Event, LeftOut, Report, Source};

/// What an archive is called, and what it says of itself, in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Titles {
    pub title: String,
    /// One or two sentences on what the archive holds, for its front page.
    pub description: Option<String>,
    /// A line that stands on every page, such as where the texts come from.
    pub notice: Option<String>,
}

impl Config {
    /// The language of the archive.
    pub fn language(&self) -> &str {
        self.languages.first().map_or("", String::as_str)
    }

    /// What the archive is called in a language of the site; in its first one where it is no language of the site.
    pub fn titles(&self, language: &str) -> &Titles {
        static NONE: Titles = Titles {
            title: String::new(),
            description: None,
            notice: None,
        };
        let place = self.languages.iter().position(|l| l == language);
        self.titles.get(place.unwrap_or(0)).unwrap_or(&NONE)
    }
}

/// `archive.toml`.
#[derive(Clone, Debug)]
pub struct Config {
    /// What the archive is called, in the languages of the site: one for each, in their order.
    pub titles: Vec<Titles>,
    /// Absolute address of the published site, ending in `/`; empty when unknown.
    pub base_url: String,
    /// Languages of the site's own words (BCP 47), at least one: the first is that of the archive.
    pub languages: Vec<String>,
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
