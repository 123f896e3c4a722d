use serde::Serialize;

use super::{Fact, Link, When};

/// A report's page.
#[derive(Serialize)]
pub struct ReportView {
    pub title: String,
    /// The first words of the text, for its description in the head.
    pub opening: Option<String>,
    pub siglum_html: String,
    pub outlet: Option<String>,
    pub author: Option<String>,
    pub published: Option<When>,
    /// The passage that is the title; None when the title was taken from the first sentence.
    pub title_passage: Option<PassageView>,
    pub provenance: Vec<Fact>,
    /// Signs that the text uses.
    pub legend: Vec<LegendView>,
    /// An editor's words before the first passage.
    pub before_html: String,
    pub passages: Vec<PassageView>,
    /// Addresses whose passages are gone.
    pub retired: Vec<RetiredView>,
    pub cards: Vec<CardView>,
    pub cite: Option<CiteView>,
    pub comments: Option<CommentsView>,
    /// Headings of a long text, as links to them.
    pub contents: Vec<Link>,
    /// The neighbours in time, and among the reports of the same source.
    pub turns: Vec<TurnView>,
}

/// The neighbours of a page in one order.
#[derive(Serialize)]
pub struct TurnView {
    /// Which order it is, in words.
    pub label: String,
    pub previous: Option<TurnLink>,
    pub next: Option<TurnLink>,
}

/// The page before or after.
#[derive(Serialize)]
pub struct TurnLink {
    pub href: String,
    pub label: String,
    /// The same, with the language of its title where it is not that of the page.
    pub html: String,
}

/// An address whose passage is gone.
#[derive(Serialize)]
pub struct RetiredView {
    pub id: String,
    /// The words it led to; None where they were redacted.
    pub words_html: Option<String>,
    pub successor: Option<Link>,
}

/// A passage in the grid of a report.
#[derive(Serialize)]
pub struct PassageView {
    pub id: String,
    /// Printed number.
    pub n: String,
    /// Classes beside `passage`.
    pub class: String,
    /// Whether it is a heading of the text.
    pub heading: bool,
    /// Language of the words, where it is not that of the site.
    pub lang: Option<String>,
    /// Direction of the words: `ltr`, `rtl`, or `auto` where their language is not known.
    pub dir: &'static str,
    pub text_html: String,
    pub notes: Vec<NoteView>,
    /// Where it stands in the source.
    pub original: Option<Link>,
    /// An editor's own paragraphs behind it.
    pub after_html: String,
}

/// A note in the margin.
#[derive(Serialize)]
pub struct NoteView {
    /// `also`, `differs`, `update`, `speaker`, `date`, `editor`.
    pub kind: &'static str,
    pub label: String,
    /// Language of the label, where it is not that of the page.
    pub lang: Option<String>,
    /// `contradiction`, `update` or `scope`, or empty.
    pub tag: &'static str,
    pub html: String,
}

/// A sign in the legend.
#[derive(Serialize)]
pub struct LegendView {
    /// `person`, `place`, `organisation`, `other`, `date`.
    pub kind: &'static str,
    pub label: String,
}

/// The card of an entity.
#[derive(Serialize)]
pub struct CardView {
    pub id: String,
    pub name: String,
    pub href: String,
    /// `person`, `place`, `organisation`, `other`.
    pub family: &'static str,
    pub kind: String,
    pub note: Option<String>,
    pub counts: String,
}

/// The panel that says how to cite a passage or the report. The script fills in the passage chosen.
#[derive(Serialize)]
pub struct CiteView {
    pub target_html: String,
    /// Address of the report without the fragment; below public/ where it is not known where the
    /// archive is published.
    pub address: String,
    /// Whether the address is absolute.
    pub published: bool,
    /// Id of the passage that is cited first.
    pub passage: String,
    pub of_passage: CitationView,
    pub of_report: CitationView,
    /// The site's quotation marks, `{words}` between them.
    pub quote: String,
}

/// A citation in its three forms.
#[derive(Serialize)]
pub struct CitationView {
    pub plain_html: String,
    pub bibtex_html: String,
    pub csl_html: String,
}

/// Readers' comments.
#[derive(Serialize)]
pub struct CommentsView {
    pub summary: String,
    pub html: String,
}
