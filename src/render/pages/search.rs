//! The search page. What it finds is found by its script, in the pieces of `search/`.

use super::super::address;
use super::super::desk::Desk;
use super::super::search::{self, Choice};
use super::super::views::{ChoiceView, DaysView, FilterView, Link, SearchView};
use super::{Making, Sheet, fill};
use crate::time;

const SCRIPTS: [&str; 5] = [
    "assets/search-index.js",
    "assets/search-spelling.js",
    "assets/search.js",
    "assets/search-page.js",
    "search/index.js",
];

/// Makes the page.
pub fn make(desk: &Desk) -> Making {
    let path = "search.html";
    let words = desk.words;
    let filters = [
        ("source", search::outlets(desk)),
        ("entity", search::entities(desk)),
        ("kind", search::kinds(desk)),
        ("language", search::languages(desk)),
    ];
    let lists = [
        ("timeline.html", "nav.timeline"),
        ("events.html", "nav.events"),
        ("entities.html", "nav.entities"),
        ("reports.html", "nav.reports"),
        ("sources.html", "nav.sources"),
    ];
    let view = SearchView {
        scripts: SCRIPTS.map(|script| desk.shared(path, script)).to_vec(),
        filters: filters
            .into_iter()
            // Where there is one value only, there is nothing to choose.
            .filter(|(_, choices)| choices.len() > 1)
            .map(|(name, choices)| filter(desk, name, choices))
            .collect(),
        days: days(desk),
        lists: lists
            .iter()
            .map(|(to, label)| Link {
                href: address::link(path, to),
                label: words.get(label).to_owned(),
            })
            .collect(),
        language: desk
            .theme
            .languages
            .iter()
            .position(|language| language.folder == desk.theme.folder)
            .unwrap_or(0),
        singular: words.list("number.singular").join(" "),
        group: words.get("number.group").to_owned(),
    };
    let title = words.get("nav.search");
    let sheet = Sheet {
        path,
        template: "search.html",
        title,
        section: path,
        body_class: "",
        owner: "the search page".to_owned(),
    };
    fill(desk, sheet, &view, Vec::new())
}

fn filter(desk: &Desk, name: &'static str, choices: Vec<Choice>) -> FilterView {
    FilterView {
        name,
        label: desk.words.get(&format!("search.{name}")).to_owned(),
        choices: choices
            .into_iter()
            .map(|choice| ChoiceView {
                value: choice.value,
                label: choice.label,
                family: choice.family,
                count: desk.words.number(choice.passages),
            })
            .collect(),
    }
}

/// First and last day on which a report was published.
fn days(desk: &Desk) -> Option<DaysView> {
    let published = desk
        .archive
        .reports
        .iter()
        .filter_map(|r| r.published.as_ref());
    let days: Vec<_> = published.filter_map(|p| time::days(&p.value)).collect();
    let first = days.iter().map(|d| d.0).min()?;
    let last = days.iter().map(|d| d.1).max()?;
    Some(DaysView {
        first: first.to_string(),
        last: last.to_string(),
    })
}
