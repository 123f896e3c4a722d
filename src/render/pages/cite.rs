//! The panel that says how to cite a passage, or the whole report: in words, BibTeX and CSL-JSON.
//!
//! The script replaces what stands in the slots (`data-cite-id`, `data-cite-number`) when a reader
//! chooses another passage; without it the first passage of the report is cited.

use super::super::address;
use super::super::desk::Desk;
use super::super::direction;
use super::super::escape::escape;
use super::super::views::{CitationView, CiteView};
use super::super::when;
use crate::model::{Passage, Report};

/// The panel for a report, first about the passage at `at`.
pub fn panel(desk: &Desk, place: usize, at: Option<usize>) -> Option<CiteView> {
    let report = &desk.archive.reports[place];
    let passage = report.passages.get(at.unwrap_or(0))?;
    let path = address::report(&report.id);
    let base = &desk.archive.config.base_url;
    let published = (!base.is_empty()).then(|| address::absolute(base, &path));
    let n = format!("<b data-cite-number>{}</b>", escape(&passage.n));
    Some(CiteView {
        target_html: desk.words.fill_html("cite.target", &[("number", &n)]),
        of_passage: citation(
            desk,
            report,
            published.as_deref(),
            Some(&Slots::of(passage)),
        ),
        of_report: citation(desk, report, published.as_deref(), None),
        published: published.is_some(),
        address: published.unwrap_or(path),
        passage: passage.id.to_string(),
        quote: desk.words.get("quote.words").to_owned(),
    })
}

/// A passage's number and id as HTML that the script can fill anew.
struct Slots {
    number: String,
    id: String,
}

impl Slots {
    fn of(passage: &Passage) -> Self {
        Self {
            number: format!("<span data-cite-number>{}</span>", escape(&passage.n)),
            id: format!("<span data-cite-id>{}</span>", escape(passage.id.as_str())),
        }
    }
}

/// The three forms, of a passage or of the whole report; `published`: the absolute address of its page.
fn citation(
    desk: &Desk,
    report: &Report,
    published: Option<&str>,
    slots: Option<&Slots>,
) -> CitationView {
    // Where the archive does not know its own address, the one that the text came from is all there is.
    let url = match (published, slots) {
        (Some(page), Some(slots)) => Some(format!("{}#{}", escape(page), slots.id)),
        (Some(page), None) => Some(escape(page)),
        (None, _) => None,
    };
    CitationView {
        plain_html: plain(desk, report, url.as_deref(), slots),
        bibtex_html: bibtex(desk, report, url.as_deref(), slots),
        csl_html: csl(desk, report, url.as_deref(), slots),
    }
}

fn plain(desk: &Desk, report: &Report, url: Option<&str>, slots: Option<&Slots>) -> String {
    let words = desk.words;
    // Words of the other direction are kept together, also where they are copied to (Unicode, annex 9).
    let backwards = [direction::of(&report.language), words.get("site.direction")]
        .iter()
        .filter(|direction| **direction == "rtl")
        .count();
    let own = |text: &String| match backwards {
        1 => format!("\u{2068}{text}\u{2069}"),
        _ => text.clone(),
    };
    let mut rest = String::new();
    let published = report.published.as_ref();
    for part in [
        report.author.as_ref().map(own),
        report.outlet.as_ref().map(own),
        published.map(|p| when::say(words, &p.value)),
    ]
    .into_iter()
    .flatten()
    {
        rest.push_str(&part);
        rest.push_str(words.get("note.list"));
    }
    let (title, rest) = (escape(&own(&report.title)), escape(&rest));
    let site = escape(&desk.titles().title);
    let mut gaps = vec![
        ("title", title.as_str()),
        ("rest", rest.as_str()),
        ("site", site.as_str()),
    ];
    let mut reference = match slots {
        Some(slots) => {
            gaps.extend([("number", slots.number.as_str()), ("id", slots.id.as_str())]);
            words.fill_html("cite.reference", &gaps)
        }
        None => words.fill_html("cite.reference_report", &gaps),
    };
    if let Some(url) = url {
        reference.push(' ');
        reference.push_str(url);
    }
    reference
}

/// `passage 3, p-7k2m9x, in the archive`.
fn note(desk: &Desk, slots: Option<&Slots>, text: impl Fn(&str) -> String) -> String {
    let site = text(&desk.titles().title);
    let within = desk.words.fill_html("cite.within", &[("site", &site)]);
    match slots {
        Some(slots) => {
            let gaps = [("number", slots.number.as_str()), ("id", &slots.id)];
            let passage = desk.words.fill_html("cite.note", &gaps);
            format!("{passage}{}{within}", escape(desk.words.get("note.list")))
        }
        None => within,
    }
}

fn bibtex(desk: &Desk, report: &Report, url: Option<&str>, slots: Option<&Slots>) -> String {
    let text = |text: &str| escape(&tex(text));
    // A second pair of braces keeps styles from changing capitals, and an outlet that signs from being
    // taken for a first name and a surname.
    let mut fields = vec![("title", format!("{{{}}}", text(&report.title)))];
    if let Some(author) = &report.author {
        fields.push(("author", text(author)));
    }
    if let Some(outlet) = &report.outlet {
        fields.push(("journal", format!("{{{}}}", text(outlet))));
    }
    if let Some(published) = &report.published {
        fields.push(("date", text(&published.value)));
        if let Some((year, _)) = when::year_month(&published.value) {
            fields.push(("year", text(&year)));
        }
    }
    let language = report.language.as_str();
    if !language.is_empty() {
        fields.push(("language", text(language)));
    }
    let original = report.url.as_deref().map(|url| escape(&verbatim(url)));
    if let Some(url) = url.map(str::to_owned).or(original) {
        fields.push(("url", url));
    }
    fields.push(("note", note(desk, slots, text)));
    let kind = if report.outlet.is_some() {
        "article"
    } else {
        "misc"
    };
    let mut out = format!("@{kind}{{{},\n", escape(&key(report.id.as_str())));
    for (name, value) in fields {
        out.push_str(&format!("  {name:<7} = {{{value}}},\n"));
    }
    out.push('}');
    out
}

/// Words as TeX prints them: whatever it would read as a command is escaped.
fn tex(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '{' | '}' | '&' | '%' | '$' | '#' | '_' => {
                out.push('\\');
                out.push(c);
            }
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// An address between braces, which is read as it stands: only braces would unbalance them.
fn verbatim(url: &str) -> String {
    url.replace('{', "%7B")
        .replace('}', "%7D")
        .replace('\\', "%5C")
}

/// A key without the signs that end one.
fn key(id: &str) -> String {
    id.chars()
        .map(|c| match c {
            c if c.is_alphanumeric() => c,
            '-' | '_' | '.' | ':' => c,
            _ => '-',
        })
        .collect()
}

fn csl(desk: &Desk, report: &Report, url: Option<&str>, slots: Option<&Slots>) -> String {
    let json = |text: &str| escape(&serde_json::Value::from(text).to_string());
    let quoted = |html: &str| escape("\"") + html + &escape("\"");
    let kind = if report.outlet.is_some() {
        "article-newspaper"
    } else {
        "document"
    };
    let mut fields = vec![
        ("id", json(report.id.as_str())),
        ("type", json(kind)),
        ("title", json(&report.title)),
    ];
    if let Some(outlet) = &report.outlet {
        fields.push(("container-title", json(outlet)));
    }
    if let Some(author) = &report.author {
        let literal = escape("[{ \"literal\": ") + &json(author) + " }]";
        fields.push(("author", literal));
    }
    if let Some(parts) = report.published.as_ref().and_then(|p| date_parts(&p.value)) {
        let parts = escape(&format!("{{ \"date-parts\": [[{parts}]] }}"));
        fields.push(("issued", parts));
    }
    if !report.language.is_empty() {
        fields.push(("language", json(&report.language)));
    }
    fields.push(("archive", json(&desk.titles().title)));
    if let Some(slots) = slots {
        fields.push(("locator", quoted(&slots.number)));
        fields.push(("archive_location", quoted(&slots.id)));
    }
    if let Some(url) = url.map(quoted).or(report.url.as_deref().map(json)) {
        fields.push(("URL", url));
    }
    let lines: Vec<String> = fields
        .into_iter()
        .map(|(name, value)| format!("  {}: {value}", json(name)))
        .collect();
    format!("[{{\n{}\n}}]", lines.join(",\n"))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_escaped_for_tex_and_addresses_for_braces() {
        assert_eq!(
            tex("50 % of {A} & B_c #1 \\ ~^ $"),
            "50 \\% of \\{A\\} \\& B\\_c \\#1 \\textbackslash{} \\textasciitilde{}\\textasciicircum{} \\$"
        );
        assert_eq!(
            verbatim("https://a.example/{x}_y"),
            "https://a.example/%7Bx%7D_y"
        );
        assert_eq!(key("été, 1999"), "été--1999");
    }
}
