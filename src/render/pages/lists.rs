//! The list pages: every report, entity, event and source.

use std::collections::BTreeMap;

use super::super::address;
use super::super::desk::Desk;
use super::super::origins;
use super::super::signs;
use super::super::views::{EntryView, GroupView, Link, ListView, MapView};
use super::super::when;
use super::{Making, Sheet, fill, map};
use crate::model::{Kind, Report};

/// Makes a list page; `groups` are its entries, `more` what stands above them.
pub fn list(
    desk: &Desk,
    path: &str,
    title: &str,
    count: String,
    groups: Vec<GroupView>,
    more: Above,
) -> Making {
    let lede = format!("list.{}_lede", path.trim_end_matches(".html"));
    let title = desk.words.get(title);
    let view = ListView {
        title: title.to_owned(),
        lede: desk.words.get(&lede).to_owned(),
        count,
        other: more.other.map(|(to, label)| Link {
            href: address::link(path, to),
            label: desk.words.get(label).to_owned(),
        }),
        map: more.map,
        groups,
    };
    let sheet = Sheet {
        path,
        template: "list.html",
        title,
        section: path,
        body_class: "",
        owner: format!("the list {path}"),
    };
    fill(desk, sheet, &view, Vec::new())
}

/// What a list has above its entries.
#[derive(Default)]
pub struct Above {
    /// Another page with the same entries, and the key of its name.
    pub other: Option<(&'static str, &'static str)>,
    pub map: Option<MapView>,
}

/// An entry with nothing beside it.
pub fn entry(href: String, title: String) -> EntryView {
    EntryView {
        href,
        title,
        lang: None,
        sign_html: String::new(),
        family: "",
        when: None,
        datetime: None,
        note: String::new(),
        differs: None,
    }
}

/// Heads for groups by year; none where there is one group only.
fn grouped(entries: Vec<(String, EntryView)>) -> Vec<GroupView> {
    let mut groups: Vec<GroupView> = Vec::new();
    for (title, entry) in entries {
        match groups.last_mut() {
            Some(group) if group.title == title => group.entries.push(entry),
            _ => groups.push(GroupView {
                id: format!("g-{}", groups.len() + 1),
                title,
                entries: vec![entry],
            }),
        }
    }
    if let [only] = groups.as_mut_slice() {
        only.title.clear();
    }
    groups
}

fn year(desk: &Desk, value: Option<&str>) -> String {
    value
        .and_then(when::year_month)
        .map(|(year, _)| when::say(desk.words, &year))
        .unwrap_or_else(|| desk.words.get("list.undated").to_owned())
}

/// All reports, by date.
pub fn reports(desk: &Desk) -> Making {
    let words = desk.words;
    let path = "reports.html";
    let entries = desk
        .in_time
        .iter()
        .map(|&place| {
            let report = &desk.archive.reports[place];
            let published = report.published.as_ref().map(|p| p.value.as_str());
            let href = address::link(path, &address::report(&report.id));
            let mut view = entry(href, report.title.clone());
            view.lang = desk.foreign(report).map(str::to_owned);
            view.sign_html = signs::siglum(desk, place);
            view.when = published.map(|value| when::say_short(words, value));
            view.datetime = published.and_then(when::html_datetime).map(str::to_owned);
            let text = report
                .passages
                .iter()
                .filter(|p| p.kind != Kind::Comment)
                .count();
            let mut notes: Vec<String> = report.outlet.iter().cloned().collect();
            notes.push(words.count("count.passages", text));
            if text < report.passages.len() {
                notes.push(words.count("count.comments", report.passages.len() - text));
            }
            view.note = notes.join(" · ");
            (year(desk, published), view)
        })
        .collect();
    let count = words.count("count.reports", desk.archive.reports.len());
    list(
        desk,
        path,
        "nav.reports",
        count,
        grouped(entries),
        Above::default(),
    )
}

/// All entities, by kind and by how often they are named.
pub fn entities(desk: &Desk) -> Making {
    let words = desk.words;
    let path = "entities.html";
    let mut groups: BTreeMap<usize, Vec<(usize, EntryView)>> = BTreeMap::new();
    let families = ["person", "place", "organisation", "other"];
    for entity in &desk.archive.entities {
        let family = entity.kind.family();
        let place = families.iter().position(|f| *f == family).unwrap_or(3);
        let mentions = desk.mentions(&entity.id);
        let href = address::link(path, &address::entity(&entity.id));
        let mut view = entry(href, entity.name.clone());
        view.family = family;
        let mut note = if mentions == 0 {
            words.get("list.never").to_owned()
        } else {
            words.count("count.mentions", mentions)
        };
        if family == "organisation" || family == "other" {
            note = format!("{} · {note}", signs::kind_word(desk, entity.kind.as_str()));
        }
        view.note = note;
        groups.entry(place).or_default().push((mentions, view));
    }
    let views = groups
        .into_iter()
        .map(|(family, mut entries)| {
            entries.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.title.cmp(&b.1.title)));
            GroupView {
                id: families[family].to_owned(),
                title: words.get(&format!("kinds.{}", families[family])).to_owned(),
                entries: entries.into_iter().map(|(_, view)| view).collect(),
            }
        })
        .collect();
    let count = words.count("count.entities", desk.archive.entities.len());
    let more = Above {
        other: Some(("names.html", "list.by_letter")),
        map: map::all(desk, path),
    };
    list(desk, path, "nav.entities", count, views, more)
}

/// All events, by date.
pub fn events(desk: &Desk) -> Making {
    let words = desk.words;
    let path = "events.html";
    let entries = desk
        .events_in_time
        .iter()
        .map(|&place| {
            let event = &desk.archive.events[place];
            let href = address::link(path, &address::event(&event.id));
            let mut view = entry(href, event.title.clone());
            view.lang = desk.written().map(str::to_owned);
            let date = (!event.date.is_empty()).then_some(event.date.as_str());
            view.when = date.map(|value| when::say_short(words, value));
            view.datetime = date.and_then(when::html_datetime).map(str::to_owned);
            view.note = origins::told_by(desk, place);
            view.differs = differs(desk, place);
            (year(desk, date), view)
        })
        .collect();
    let count = words.count("count.events", desk.archive.events.len());
    list(
        desk,
        path,
        "nav.events",
        count,
        grouped(entries),
        Above::default(),
    )
}

/// How many points of an event are contradicted, where there are any.
pub fn differs(desk: &Desk, event: usize) -> Option<String> {
    let points = desk.contradictions(event);
    (points > 0).then(|| desk.words.count("count.contradictions", points))
}

/// What readers know a source by, with its language where it is not that of the page: who published it and when,
/// or else its first title; the name of the file where nothing of it is a report.
pub fn source_name(desk: &Desk, place: usize) -> (String, Option<String>) {
    const LONGEST: usize = 70;
    let reports: Vec<&Report> = desk.of_source[place]
        .iter()
        .map(|&report| &desk.archive.reports[report])
        .collect();
    let Some(first) = reports.first() else {
        return (desk.archive.sources[place].id.to_string(), None);
    };
    let published = first.published.as_ref();
    let when = published.map(|p| when::say_short(desk.words, &p.value));
    match (&first.outlet, when) {
        (Some(outlet), Some(when)) if reports.iter().all(|r| r.outlet == first.outlet) => {
            let name = [outlet.as_str(), &when].join(desk.words.get("note.list"));
            (name, None)
        }
        _ => {
            let title = signs::shorten(desk.words, &first.title, LONGEST);
            (title, desk.foreign(first).map(str::to_owned))
        }
    }
}

/// All sources, with the part of each that was kept.
pub fn sources(desk: &Desk) -> Making {
    let words = desk.words;
    let path = "sources.html";
    let entries = desk
        .archive
        .sources
        .iter()
        .enumerate()
        .map(|(place, source)| {
            let href = address::link(path, &address::source(&source.id));
            let (title, lang) = source_name(desk, place);
            let mut view = entry(href, title);
            view.lang = lang;
            let reports = &desk.of_source[place];
            let kept: usize = reports
                .iter()
                .flat_map(|&r| &desk.archive.reports[r].passages)
                .filter_map(|p| p.span.as_ref())
                .map(|span| span.len())
                .sum();
            let characters = desk.lines[place].characters_before(&source.text, source.text.len());
            let share = format!(
                "{}\u{a0}%",
                kept.min(source.text.len()) * 100 / source.text.len().max(1)
            );
            view.note = [
                source.id.to_string(),
                words.count("count.reports", reports.len()),
                words.count("count.characters", characters),
                words.fill("list.kept", &[("share", &share)]),
            ]
            .join(" · ");
            (String::new(), view)
        })
        .collect();
    let count = words.count("count.sources", desk.archive.sources.len());
    list(
        desk,
        path,
        "nav.sources",
        count,
        grouped(entries),
        Above::default(),
    )
}
