//! The panel that says how to cite a passage: in words, BibTeX and CSL-JSON.
//!
//! The script replaces what stands in the slots (`data-cite-id`, `data-cite-number`) when a reader
//! chooses another passage; without it the first passage of the report is cited.

use super::super::address;
use super::super::desk::Desk;
use super::super::escape::escape;
use super::super::views::CiteView;
use super::super::when;
use crate::model::Report;

/// The panel for a report, first about the passage at `at`.
pub fn panel(desk: &Desk, place: usize, at: Option<usize>) -> Option<CiteView> {
    let report = &desk.archive.reports[place];
    let passage = report.passages.get(at.unwrap_or(0))?;
    let words = desk.words;
    let n = format!("<b data-cite-number>{}</b>", escape(&passage.n));
    let number = format!("<span data-cite-number>{}</span>", escape(&passage.n));
    let id = format!("<span data-cite-id>{}</span>", escape(passage.id.as_str()));
    let path = address::report(&report.id);
    let base = &desk.archive.config.base_url;
    let mut rest = String::new();
    for part in [
        report.author.clone(),
        report.outlet.clone(),
        said(desk, report),
    ]
    .into_iter()
    .flatten()
    {
        rest.push_str(&part);
        rest.push_str(words.get("note.list"));
    }
    let plain_html = words.fill_html(
        "cite.reference",
        &[
            ("title", &escape(&report.title)),
            ("rest", &escape(&rest)),
            ("number", &number),
            ("id", &id),
            ("site", &escape(&desk.titles().title)),
        ],
    );
    let note = words.fill_html("cite.note", &[("number", &number), ("id", &id)]);
    Some(CiteView {
        target_html: words.fill_html("cite.target", &[("number", &n)]),
        address: if base.is_empty() {
            path
        } else {
            address::absolute(base, &path)
        },
        published: !base.is_empty(),
        passage: passage.id.to_string(),
        plain_html,
        bibtex_html: bibtex(report, &note),
        csl_html: csl(report, &id),
    })
}

fn said(desk: &Desk, report: &Report) -> Option<String> {
    let published = report.published.as_ref()?;
    Some(when::say(desk.words, &published.value))
}

fn bibtex(report: &Report, note: &str) -> String {
    let mut fields = vec![("title", escape(&braces(&report.title)))];
    if let Some(author) = &report.author {
        fields.push(("author", escape(&braces(author))));
    }
    if let Some(outlet) = &report.outlet {
        fields.push(("journal", escape(&braces(outlet))));
    }
    if let Some(published) = &report.published {
        fields.push(("date", escape(&braces(&published.value))));
    }
    if let Some(url) = &report.url {
        fields.push(("url", escape(&braces(url))));
    }
    fields.push(("note", note.to_owned()));
    let mut out = format!("@article{{{},\n", escape(report.id.as_str()));
    for (name, value) in fields {
        out.push_str(&format!("  {name:<7} = {{{value}}},\n"));
    }
    out.push('}');
    out
}

/// Words between the braces of BibTeX: braces and backslashes of their own would unbalance them.
fn braces(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '{' | '}' | '\\'))
        .collect()
}

fn csl(report: &Report, id: &str) -> String {
    let json = |text: &str| serde_json::Value::from(text).to_string();
    let mut fields = vec![
        "\"type\": \"article-newspaper\"".to_owned(),
        format!("\"title\": {}", json(&report.title)),
    ];
    if let Some(outlet) = &report.outlet {
        fields.push(format!("\"container-title\": {}", json(outlet)));
    }
    if let Some(author) = &report.author {
        fields.push(format!("\"author\": [{{ \"literal\": {} }}]", json(author)));
    }
    if let Some(parts) = report.published.as_ref().and_then(|p| date_parts(&p.value)) {
        fields.push(format!("\"issued\": {{ \"date-parts\": [[{parts}]] }}"));
    }
    if let Some(url) = &report.url {
        fields.push(format!("\"URL\": {}", json(url)));
    }
    let mut out = String::from("{ ");
    for field in &fields {
        out.push_str(&escape(field));
        out.push_str(",\n  ");
    }
    out.push_str(&escape("\"locator\": \""));
    out.push_str(id);
    out.push_str(&escape("\" }"));
    out
}

/// Year, month and day of a value, as far as it has them.
fn date_parts(value: &str) -> Option<String> {
    let date = when::html_datetime(value)?;
    let date = date.split('T').next()?;
    let parts: Option<Vec<String>> = date
        .split('-')
        .map(|part| Some(part.parse::<u32>().ok()?.to_string()))
        .collect();
    Some(parts?.join(", "))
}
