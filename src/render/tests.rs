//! What must hold of every page, whatever is in the archive.

mod documented;
mod plain;

use std::collections::{BTreeMap, BTreeSet};

use super::fixture::{TRAP, archive, relations};
use super::*;
use crate::model::{EntityId, Kind, Mark, MarkBody, Passage, PassageId, Severity, Speech};
use crate::progress::Silent;

fn themed(own: BTreeMap<String, Vec<u8>>, language: &str) -> Staged<Vec<Theme>> {
    Theme::load("own", own, &[language.to_owned()])
}

fn theme(language: &str) -> Theme {
    themed(BTreeMap::new(), language).value.remove(0)
}

fn made(archive: &Archive, language: &str) -> Staged<Vec<Output>> {
    site(archive, &relations(archive), &[theme(language)], &Silent)
}

#[track_caller]
fn page(outputs: &[Output], path: &str) -> String {
    let found = outputs.iter().find(|o| o.path == path);
    String::from_utf8(found.unwrap_or_else(|| panic!("no {path}")).bytes.clone()).unwrap()
}

fn pages(outputs: &[Output]) -> impl Iterator<Item = (&str, String)> {
    outputs
        .iter()
        .filter(|o| o.path.ends_with(".html"))
        .map(|o| (o.path.as_str(), String::from_utf8(o.bytes.clone()).unwrap()))
}

/// Values of an attribute in the tags of a page.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=");
    let tags = html
        .split('<')
        .skip(1)
        .filter_map(|tag| tag.split('>').next());
    let mut found = Vec::new();
    for part in tags.flat_map(|tag| tag.split(start.as_str()).skip(1)) {
        let value = match part.strip_prefix('"') {
            Some(quoted) => quoted.split('"').next(),
            None => part.split(' ').next(),
        };
        found.extend(value);
    }
    found
}

fn decoded(link: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = link.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        if first == b'%' {
            let hex = std::str::from_utf8(&tail[..2]).unwrap();
            bytes.push(u8::from_str_radix(hex, 16).unwrap());
            rest = &tail[2..];
        } else {
            bytes.push(first);
            rest = tail;
        }
    }
    String::from_utf8(bytes).unwrap()
}

/// The file a link leads to, relative to public/.
fn target(from: &str, link: &str) -> String {
    let mut folders: Vec<&str> = from.split('/').collect();
    folders.pop();
    for segment in link.split('/') {
        match segment {
            ".." => assert!(folders.pop().is_some(), "{link} in {from} leaves the site"),
            segment => folders.push(segment),
        }
    }
    folders
        .iter()
        .map(|f| decoded(f))
        .collect::<Vec<_>>()
        .join("/")
}

#[test]
fn every_link_leads_somewhere() {
    let archive = archive();
    for language in ["fr", "en"] {
        let outputs = made(&archive, language).value;
        let files: BTreeSet<&str> = outputs.iter().map(|o| o.path.as_str()).collect();
        let ids: BTreeMap<&str, BTreeSet<String>> = outputs
            .iter()
            .filter(|o| o.path.ends_with(".html"))
            .map(|o| {
                let html = String::from_utf8(o.bytes.clone()).unwrap();
                let ids = values(&html, "id")
                    .iter()
                    .map(|id| (*id).to_owned())
                    .collect();
                (o.path.as_str(), ids)
            })
            .collect();
        let mut checked = 0;
        for (path, html) in pages(&outputs) {
            for link in values(&html, "href")
                .into_iter()
                .chain(values(&html, "src"))
            {
                if link.starts_with("https:") {
                    continue;
                }
                assert!(
                    !link.contains(':') && !link.starts_with('/'),
                    "{link} in {path}"
                );
                let (file, element) = link.split_once('#').unwrap_or((link, ""));
                let file = if file.is_empty() {
                    path.to_owned()
                } else {
                    target(path, file)
                };
                assert!(
                    files.contains(file.as_str()),
                    "{link} in {path} leads to {file}"
                );
                if !element.is_empty() {
                    let element = decoded(element);
                    assert!(ids[file.as_str()].contains(&element), "{link} in {path}");
                }
                checked += 1;
            }
        }
        assert!(checked > 200, "{checked}");
    }
}

#[test]
fn ids_are_given_once_a_page() {
    for (path, html) in pages(&made(&archive(), "fr").value) {
        let ids = values(&html, "id");
        let unique: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len(), "{path}: {ids:?}");
    }
}

#[test]
fn nothing_inline_and_nothing_of_the_trap() {
    for (path, html) in pages(&made(&archive(), "fr").value) {
        assert!(values(&html, "style").is_empty(), "{path}");
        for event in ["onerror", "onclick", "onload"] {
            assert!(!html.contains(&format!("<img src=x {event}")), "{path}");
        }
        let scripts = match path {
            "search.html" => 6,
            "timeline.html" => 2,
            path if path.starts_with("reports/") && !html.contains("data-moved") => 2,
            _ => 1,
        };
        for part in ["<script", "<script src=", "</script>"] {
            assert_eq!(html.matches(part).count(), scripts, "{part} in {path}");
        }
        assert!(!html.contains("<style"), "{path}");
        assert!(!html.contains("javascript:"), "{path}");
        assert!(html.contains("default-src 'none'"), "{path}");
        assert!(!html.contains("{{ t."), "{path}");
        assert!(html.contains("Textes inventés pour les essais."), "{path}");
    }
    let outputs = made(&archive(), "fr").value;
    let html = page(&outputs, "reports/phare-2031-03-09.html");
    assert!(
        html.contains(&escape::escape(TRAP)),
        "the trap's words are shown as they are"
    );
    let html = page(&outputs, "sources/phare-crue.txt.html");
    assert!(html.contains("{{ 7 * 7 }}"));
}

#[test]
fn same_input_same_bytes() {
    let archive = archive();
    let first = made(&archive, "fr").value;
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build()
        .unwrap();
    let second = pool.install(|| made(&archive, "fr").value);
    assert_eq!(first, second);
}

#[test]
fn marks_nest_whatever_they_are() {
    let archive = archive();
    let relations = relations(&archive);
    let theme = theme("fr");
    let desk = desk::Desk::new(&archive, &relations, &theme);
    let mention = |entity: &str| MarkBody::Mention {
        entity: EntityId::new(entity),
        metonym: false,
    };
    let quotation = || MarkBody::Quotation {
        speech: Speech::Direct,
        speaker: None,
    };
    let date = || MarkBody::Date {
        value: "2031/2032".to_owned(),
        utc: None,
        anchor: Default::default(),
    };
    #[track_caller]
    fn check(desk: &desk::Desk, marks: Vec<(std::ops::Range<usize>, MarkBody)>, expected: &str) {
        let passage = Passage {
            id: PassageId::new("p-x"),
            n: "1".to_owned(),
            kind: Kind::Paragraph,
            words: "abc <é> xyz".to_owned(),
            span: None,
            comment: None,
            marks: marks
                .into_iter()
                .map(|(span, body)| Mark::program(span, body))
                .collect(),
            aside: Vec::new(),
            refused: Vec::new(),
            told: Default::default(),
            notes: Vec::new(),
        };
        assert_eq!(
            passage::words(desk, "index.html", &passage, false),
            expected
        );
    }
    let port = "<a class=\"mention mention-place\" href=\"entities/port-valen.html\">";
    let mayor = "<a class=\"mention mention-person\" href=\"entities/maelle-kerbrat.html\">";
    // One mention within another: no link within a link.
    check(
        &desk,
        vec![
            (0..12, mention("maelle-kerbrat")),
            (0..3, mention("port-valen")),
        ],
        &format!("{port}abc</a> {mayor}&lt;é&gt; xyz</a>"),
    );
    // Crossing marks are closed and opened again.
    check(
        &desk,
        vec![(0..8, quotation()), (4..12, date())],
        "<q class=\"quotation\">abc <span class=\"date\" data-value=\"2031/2032\">&lt;é&gt;</span></q><span class=\"date\" data-value=\"2031/2032\"> xyz</span>",
    );
    // A correction says both; an empty one only strikes out.
    check(
        &desk,
        vec![
            (
                0..3,
                MarkBody::Correction {
                    words: "<b>".to_owned(),
                },
            ),
            (
                9..12,
                MarkBody::Correction {
                    words: String::new(),
                },
            ),
        ],
        "<del>abc</del><ins>&lt;b&gt;</ins> &lt;é&gt; <del>xyz</del>",
    );
    // Spans outside the words or within a character are passed over, and unknown entities are text.
    check(
        &desk,
        vec![
            (0..99, quotation()),
            (0..6, quotation()),
            (0..3, mention("nobody")),
            (3..3, date()),
        ],
        "abc &lt;é&gt; xyz",
    );
}

#[test]
fn a_theme_is_overridden_file_by_file() {
    let overrides = BTreeMap::from([
        (
            "templates/404.html".to_owned(),
            b"<p>{{ frame.site_title }}</p>".to_vec(),
        ),
        ("assets/own.css".to_owned(), b"p{}".to_vec()),
    ]);
    let staged = themed(overrides, "fr");
    assert!(staged.diagnostics.is_empty());
    let archive = archive();
    let outputs = site(&archive, &relations(&archive), &staged.value, &Silent).value;
    assert_eq!(page(&outputs, "404.html"), "<p>La crue de Port-Valen</p>");
    assert_eq!(page(&outputs, "assets/own.css"), "p{}");
    assert!(page(&outputs, "about.html").contains("Méthode"));
}

#[track_caller]
fn fatal(overrides: &[(&str, &str)], code: &str, file: &str, line: usize) {
    let overrides = overrides
        .iter()
        .map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()))
        .collect();
    let staged = themed(overrides, "fr");
    assert!(staged.value.is_empty());
    let diagnostic = &staged.diagnostics[0];
    assert_eq!(diagnostic.severity, Severity::Fatal);
    assert_eq!(diagnostic.code, code);
    let place = diagnostic.place.as_ref().unwrap();
    assert_eq!(place.file.to_str(), Some(file));
    assert_eq!(place.line, Some(line), "{diagnostic:?}");
}

#[test]
fn broken_files_of_a_theme_are_named_with_their_line() {
    fatal(
        &[("templates/404.html", "<p>\n\n{% if %}</p>")],
        "template-invalid",
        "themes/own/templates/404.html",
        3,
    );
    fatal(
        &[("words/fr.toml", "[a]\nb = \n")],
        "words-invalid",
        "themes/own/words/fr.toml",
        2,
    );
}

#[test]
fn a_template_that_fails_is_named_with_its_line() {
    let overrides = BTreeMap::from([(
        "templates/report.html".to_owned(),
        b"<p>\n  {{ view.title }}\n\n  {{ view.nothing.at_all }}</p>".to_vec(),
    )]);
    let theme = themed(overrides, "fr").value.remove(0);
    let archive = archive();
    let staged = site(&archive, &relations(&archive), &[theme], &Silent);
    let faults: Vec<_> = staged
        .diagnostics
        .iter()
        .filter(|d| d.severity == Severity::Fatal)
        .collect();
    assert_eq!(faults.len(), 1, "{faults:?}");
    let place = faults[0].place.as_ref().unwrap();
    assert_eq!(
        place.file.to_str(),
        Some("themes/own/templates/report.html")
    );
    assert_eq!(place.line, Some(4));
}

#[test]
fn two_files_with_one_address_are_both_named() {
    let mut archive = archive();
    archive.sources[1].id = crate::model::SourceId::new("phare-crue.txt");
    let staged = made(&archive, "fr");
    let fault = staged
        .diagnostics
        .iter()
        .find(|d| d.code == "address-taken")
        .unwrap();
    assert_eq!(fault.severity, Severity::Fatal);
    archive.sources[1].id = crate::model::SourceId::new("../out.txt");
    let staged = made(&archive, "fr");
    assert!(
        staged
            .diagnostics
            .iter()
            .any(|d| d.code == "address-outside")
    );
    assert!(staged.value.iter().all(|o| !o.path.contains("..")));
}

#[test]
fn links_of_notes_lead_to_pages_or_are_reported() {
    let staged = made(&archive(), "fr");
    let dead: Vec<_> = staged
        .diagnostics
        .iter()
        .filter(|d| d.code == "link-leads-nowhere")
        .collect();
    assert_eq!(dead.len(), 2, "{dead:?}");
    let html = page(&staged.value, "pages/methode.html");
    assert!(html.contains("href=\"../reports/phare-2031-03-09.html#p-ph0002\""));
    assert!(html.contains("&lt;u&gt;ceci"));
    assert!(html.contains("syntax-"));
    assert!(!html.contains("<img"));
}

#[test]
fn both_languages_have_the_same_words() {
    fn keys(prefix: &str, table: &toml::Table, all: &mut BTreeSet<String>) {
        for (key, value) in table {
            let key = format!("{prefix}.{key}");
            match value {
                toml::Value::Table(table) => keys(&key, table, all),
                _ => {
                    all.insert(key);
                }
            }
        }
    }
    let files = built_in();
    let read = |path: &str| {
        let text = std::str::from_utf8(&files[path]).unwrap();
        let mut all = BTreeSet::new();
        keys("", &toml::from_str(text).unwrap(), &mut all);
        all
    };
    assert_eq!(read("words/fr.toml"), read("words/en.toml"));
}

#[test]
fn no_key_is_shown_instead_of_words() {
    for language in ["fr", "en"] {
        for (path, html) in pages(&made(&archive(), language).value) {
            for section in [
                "count.", "report.", "note.", "entity.", "event.", "home.", "list.", "version.",
                "source.", "cite.",
            ] {
                for part in html.split(section).skip(1) {
                    let key = part.split(['<', ' ', '"']).next().unwrap();
                    assert!(
                        !key.contains('_') && !key.ends_with("one") && !key.ends_with("other"),
                        "{section}{key} in {path}"
                    );
                }
            }
        }
    }
}

#[test]
fn foreign_words_carry_their_language() {
    let outputs = made(&archive(), "fr").value;
    let html = page(&outputs, "reports/harbour-2031-04-02.html");
    assert!(html.contains("lang=\"en\""), "{html}");
    assert!(html.contains("<html lang=\"fr\"") || html.contains("lang=\"fr\""));
    let html = page(
        &made(&archive(), "en").value,
        "reports/phare-2031-03-09.html",
    );
    assert!(html.contains("lang=\"fr\""));
    assert!(html.contains("9 March 2031, 18:30"));
}

#[test]
fn words_are_written_in_the_direction_of_their_language() {
    let mut archive = archive();
    archive.reports[0].language = "ar".to_owned();
    let id = archive.reports[0].id.clone();
    let outputs = made(&archive, "fr").value;
    let html = page(&outputs, &address::report(&id));
    assert!(html.contains("dir=rtl") || html.contains("dir=\"rtl\""));
    let other = page(&outputs, &address::report(&archive.reports[1].id));
    let (own, neighbours) = other.split_once("report-turn").unwrap();
    assert!(
        !own.contains("rtl"),
        "the site itself is written from left to right"
    );
    assert!(
        neighbours.contains("lang=\"ar\" dir=\"rtl\"") || neighbours.contains("lang=ar dir=rtl"),
        "the title of a neighbour in its own direction"
    );
}

#[test]
fn what_tellings_share_is_marked_and_no_word_is_lost() {
    let mut archive = archive();
    // Texts that give the same hour.
    let passages = archive.reports.iter_mut().flat_map(|r| &mut r.passages);
    for mark in passages.flat_map(|passage| &mut passage.marks) {
        if let MarkBody::Date { value, .. } = &mut mark.body {
            "2031-03-09T05:00".clone_into(value);
        }
    }
    let relations = relations(&archive);
    let theme = theme("fr");
    let desk = desk::Desk::new(&archive, &relations, &theme);
    let columns: Vec<(usize, Vec<usize>)> = archive
        .reports
        .iter()
        .enumerate()
        .map(|(place, report)| (place, (0..report.passages.len()).collect()))
        .collect();
    let found = shared::among(&desk, &columns);
    for kind in shared::KINDS {
        assert!(found.has(kind), "{kind}");
    }
    let alone = shared::among(&desk, &columns[..1]);
    assert!(!shared::KINDS.iter().any(|kind| alone.has(kind)));
    let mut kinds = BTreeSet::new();
    for report in &archive.reports {
        for source in &report.passages {
            let plain = passage::words(&desk, "events/x.html", source, false);
            let html = passage::compared(&desk, "events/x.html", source, &report.language, &found);
            kinds.extend(values(&html, "data-shared").iter().map(|k| (*k).to_owned()));
            let bare = |html: &str| -> String {
                let tags = html.split('<').flat_map(|part| part.split('>').skip(1));
                html.split('<').take(1).chain(tags).collect()
            };
            assert_eq!(bare(&html), bare(&plain));
        }
    }
    assert_eq!(kinds.len(), shared::KINDS.len(), "{kinds:?}");
}

#[test]
fn an_empty_archive_has_all_its_pages() {
    let mut archive = archive();
    archive.reports.clear();
    archive.sources.clear();
    archive.left_out.clear();
    archive.entities.clear();
    archive.events.clear();
    archive.pages.clear();
    let staged = site(&archive, &Relations::default(), &[theme("fr")], &Silent);
    assert!(staged.diagnostics.is_empty(), "{:?}", staged.diagnostics);
    assert!(page(&staged.value, "index.html").contains("archive build"));
}

#[test]
fn canonical_links_need_a_base_address() {
    let mut archive = archive();
    assert!(!page(&made(&archive, "fr").value, "about.html").contains("canonical"));
    archive.config.base_url = "https://exemple.invalid/a/".to_owned();
    let outputs = made(&archive, "fr").value;
    let html = page(&outputs, "entities/port-valen.html");
    assert!(html.contains("https://exemple.invalid/a/entities/port-valen.html"));
}
