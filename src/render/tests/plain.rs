//! The theme in tests/themes/plain, written from the documentation alone: it makes every kind of page, its links lead
//! somewhere, and it says what the built-in theme says.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;
use walkdir::WalkDir;

use super::super::theme::Theme;
use super::super::{Output, site};
use super::documented::{contexts, demonstration};
use super::{decoded, target, values};
use crate::progress::Silent;

/// What a reader is to learn from a page, by its template: paths of fields, `*` for each of a list.
const FACTS: &[(&str, &[&str])] = &[
    (
        "about.html",
        &[
            "counts.*.label",
            "counts.*.number",
            "reasons.*.reason",
            "reasons.*.characters",
        ],
    ),
    (
        "entity.html",
        &[
            "name",
            "kind",
            "facts.*.label",
            "contexts.*.before",
            "contexts.*.name",
            "contexts.*.after",
            "spellings.*.words",
            "spellings.*.times",
            "companions.*.name",
            "companions.*.times",
        ],
    ),
    ("essay.html", &["title", "html"]),
    (
        "event.html",
        &[
            "title",
            "date.text",
            "facts.*.label",
            "facts.*.html",
            "claims.rows.*.question",
            "claims.rows.*.verdict",
            "claims.rows.*.cells.*.words_html",
            "claims.rows.*.cells.*.verdict",
            "around.*.question",
            "turn.next.label",
            "tellings.*.name",
            "tellings.*.pieces.*.passage.text_html",
            "tellings.*.pieces.*.gap",
        ],
    ),
    (
        "home.html",
        &[
            "title",
            "description",
            "facts.*.html",
            "question.question",
            "question.answers.*.value_html",
            "question.answers.*.words_html",
            "other_questions.*.question",
            "other_questions.*.values_html",
            "coverage.rows.*.title",
            "events.*.label",
            "people.*.label",
            "places.*.label",
            "reports.*.label",
            "sources.*.label",
        ],
    ),
    (
        "list.html",
        &[
            "title",
            "count",
            "groups.*.title",
            "groups.*.entries.*.title",
            "groups.*.entries.*.when",
            "groups.*.entries.*.note",
            "groups.*.entries.*.differs",
        ],
    ),
    ("moved.html", &["title", "href"]),
    (
        "report.html",
        &[
            "outlet",
            "published.text",
            "title_passage.id",
            "title_passage.text_html",
            "provenance.*.label",
            "provenance.*.html",
            "passages.*.id",
            "passages.*.n",
            "passages.*.text_html",
            "passages.*.notes.*.label",
            "passages.*.notes.*.html",
            "passages.*.after_html",
            "cards.*.name",
            "cards.*.counts",
            "contents.*.label",
            "cite.of_passage.plain_html",
            "cite.of_report.plain_html",
            "comments.html",
            "turns.*.previous.label",
            "turns.*.next.label",
        ],
    ),
    (
        "search.html",
        &[
            "filters.*.label",
            "filters.*.choices.*.label",
            "filters.*.choices.*.value",
        ],
    ),
    (
        "source.html",
        &[
            "name",
            "facts.*.html",
            "kept_note",
            "ranges.*.lines.*.text",
            "ranges.*.note_html",
        ],
    ),
    (
        "timeline.html",
        &[
            "years.*.title",
            "years.*.moments.*.when",
            "years.*.moments.*.title",
            "years.*.moments.*.note",
            "years.*.months.*.title",
            "years.*.months.*.moments.*.when",
            "years.*.months.*.moments.*.title",
            "years.*.months.*.moments.*.note",
        ],
    ),
];

fn plain() -> Vec<Theme> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/themes/plain");
    let files = WalkDir::new(&folder).into_iter().map(Result::unwrap);
    let files = files
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = entry
                .path()
                .strip_prefix(&folder)
                .unwrap()
                .to_string_lossy()
                .replace('\\', "/");
            (path, std::fs::read(entry.path()).unwrap())
        });
    let files: BTreeMap<String, Vec<u8>> = files.collect();
    let own = |path: &str| files.contains_key(path);
    for template in super::super::built_in()
        .keys()
        .filter(|path| path.starts_with("templates/"))
    {
        assert!(own(template), "the plain theme has {template} of its own");
    }
    let languages = ["fr", "en"].map(str::to_owned);
    let staged = Theme::load("plain", files, &languages);
    assert!(staged.diagnostics.is_empty(), "{:?}", staged.diagnostics);
    staged.value
}

#[test]
fn a_theme_made_from_the_documentation_shows_the_same_facts() {
    let (archive, relations) = demonstration();
    let made = site(&archive, &relations, &plain(), &Silent);
    let faults: Vec<_> = made
        .diagnostics
        .iter()
        .filter(|d| d.severity >= crate::model::Severity::Error)
        .collect();
    assert!(faults.is_empty(), "{faults:?}");
    let pages: BTreeMap<&str, String> = made
        .value
        .iter()
        .filter(|output| output.path.ends_with(".html"))
        .map(|output| {
            (
                output.path.as_str(),
                words(&String::from_utf8_lossy(&output.bytes)),
            )
        })
        .collect();
    let mut looked_for: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (path, (template, context)) in &contexts(&archive, &relations) {
        let Some((template, fields)) = FACTS.iter().find(|(name, _)| name == template) else {
            continue;
        };
        for field in *fields {
            let mut facts = Vec::new();
            leaves(&context["view"], field, &mut facts);
            for fact in facts {
                let is_html = field.ends_with("html");
                let fact = if is_html {
                    words(&fact)
                } else {
                    words(&super::escape(&fact))
                };
                assert!(
                    pages[path.as_str()].contains(&fact),
                    "{path} does not show {field}: {fact:?}"
                );
                *looked_for.entry((template, field)).or_default() += 1;
            }
        }
    }
    // A path of fields that leads nowhere would be looked for in vain, and found missing nowhere.
    for (template, fields) in FACTS {
        let found = fields
            .iter()
            .filter(|field| looked_for.contains_key(&(*template, **field)))
            .count();
        assert!(
            found * 3 >= fields.len() * 2,
            "{template}: {found} of {} kinds of facts were there",
            fields.len()
        );
    }
    links(&made.value);
}

/// The texts at a path of fields.
fn leaves(value: &Value, path: &str, found: &mut Vec<String>) {
    if let Some((step, rest)) = path
        .split_once('.')
        .or_else(|| (!path.is_empty()).then_some((path, "")))
    {
        match (step, value) {
            (_, Value::Null) => {}
            ("*", Value::Array(list)) => list.iter().for_each(|value| leaves(value, rest, found)),
            (step, Value::Object(fields)) => {
                let inner = fields
                    .get(step)
                    .unwrap_or_else(|| panic!("no field {step}"));
                leaves(inner, rest, found);
            }
            (step, value) => panic!("{step} of {value}"),
        }
    } else if let Value::String(text) = value {
        found.push(text.clone());
    }
}

/// Markup with its runs of white space as one, and none where it makes no difference.
fn words(html: &str) -> String {
    let joined: Vec<&str> = html.split_ascii_whitespace().collect();
    joined
        .join(" ")
        .replace("> ", ">")
        .replace(" <", "<")
        .trim()
        .to_owned()
}

/// Every link leads to a file of the site, and to an element that is there.
fn links(outputs: &[Output]) {
    let files: BTreeSet<&str> = outputs.iter().map(|output| output.path.as_str()).collect();
    let pages: BTreeMap<&str, &str> = outputs
        .iter()
        .filter(|output| output.path.ends_with(".html"))
        .map(|output| {
            (
                output.path.as_str(),
                std::str::from_utf8(&output.bytes).unwrap(),
            )
        })
        .collect();
    let ids: BTreeMap<&str, BTreeSet<&str>> = pages
        .iter()
        .map(|(path, html)| (*path, values(html, "id").into_iter().collect()))
        .collect();
    let mut followed = 0;
    for (path, html) in &pages {
        for link in values(html, "href").into_iter().chain(values(html, "src")) {
            if link.starts_with("https:")
                || link.starts_with("http:")
                || link.starts_with("mailto:")
            {
                continue;
            }
            let (file, element) = link.split_once('#').unwrap_or((link, ""));
            let file = if file.is_empty() {
                (*path).to_owned()
            } else {
                target(path, file)
            };
            assert!(
                files.contains(file.as_str()),
                "{link} in {path} leads to {file}"
            );
            if !element.is_empty() {
                assert!(
                    ids[file.as_str()].contains(decoded(element).as_str()),
                    "{link} in {path}"
                );
            }
            followed += 1;
        }
    }
    assert!(followed > 5_000, "{followed}");
}
