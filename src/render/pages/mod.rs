//! One file a page kind: from the desk to a view, and through a template to a page.

mod about;
mod around;
mod axis;
mod cite;
mod claims;
mod comments;
mod coverage;
mod entity;
mod event;
mod home;
mod lists;
mod map;
mod margin;
mod names;
mod questions;
mod ranges;
mod report;
mod search;
mod source;
mod timeline;

use rayon::prelude::*;
use serde::Serialize;
use tera::Context;

use super::Output;
use super::address;
use super::desk::Desk;
use super::escape::escape;
use super::fault::Fault;
use super::origins;
use super::signs;
use super::views::{Frame, LanguageLink, Link, NavLink, TurnLink, TurnView, When};
use super::when;
use crate::model::{Diagnostic, ReportId};
use crate::progress::Progress;

/// A page and who wants it, in words for a diagnostic.
type Made = (Output, String);
/// What making a page gives: the page and warnings, or the fault that stopped it.
type Making = Result<(Made, Vec<Diagnostic>), Box<Fault>>;

/// Every page of the site.
pub fn all(desk: &Desk, progress: &dyn Progress, diagnostics: &mut Vec<Diagnostic>) -> Vec<Made> {
    let archive = desk.archive;
    let mut making: Vec<Making> = vec![
        home::make(desk),
        lists::reports(desk),
        lists::entities(desk),
        names::make(desk),
        lists::events(desk),
        lists::sources(desk),
        timeline::make(desk),
        search::make(desk),
        about::make(desk),
    ];
    // A host has one page for addresses that do not exist, in whatever language.
    if desk.theme.folder.is_empty() {
        making.push(about::missing(desk));
    }
    let places = |count: usize| (0..count).into_par_iter();
    making.par_extend(places(archive.reports.len()).map(|r| {
        let made = report::make(desk, r);
        progress.step();
        made
    }));
    making.par_extend(places(archive.sources.len()).map(|s| source::make(desk, s)));
    making.par_extend(places(archive.entities.len()).map(|e| entity::make(desk, e)));
    making.par_extend(places(archive.events.len()).map(|e| event::make(desk, e)));
    making.par_extend(places(archive.pages.len()).map(|p| about::essay(desk, p)));
    for report in &archive.reports {
        let new = address::report(&report.id);
        let old = report.formerly.iter();
        making.extend(old.map(|stem| {
            let old = address::report(&ReportId::new(stem));
            about::moved(desk, &old, &new, &report.title, "reports.html")
        }));
    }
    for entity in &archive.entities {
        let new = address::entity(&entity.id);
        let old = entity.formerly.iter().map(address::entity);
        making.extend(old.map(|old| about::moved(desk, &old, &new, &entity.name, "entities.html")));
    }
    for event in &archive.events {
        let new = address::event(&event.id);
        let old = event.formerly.iter().map(address::event);
        making.extend(old.map(|old| about::moved(desk, &old, &new, &event.title, "events.html")));
    }
    let mut made = Vec::with_capacity(making.len());
    let mut faults: Vec<Fault> = Vec::new();
    for result in making {
        match result {
            Ok((page, warnings)) => {
                made.push(page);
                diagnostics.extend(warnings);
            }
            // A template that fails on one page fails on many: once is enough.
            Err(fault) => {
                if !faults.iter().any(|f| f.diagnostic == fault.diagnostic) {
                    faults.push(*fault);
                }
            }
        }
    }
    let explained = faults.into_iter().map(|fault| desk.theme.explained(fault));
    diagnostics.extend(explained);
    made
}

/// What every page needs to be made.
struct Sheet<'a> {
    path: &'a str,
    template: &'a str,
    /// Title of the page; empty on the front page.
    title: &'a str,
    /// The list to which the page belongs: `events.html`.
    section: &'a str,
    body_class: &'static str,
    /// What the page is of, in words for a diagnostic.
    owner: String,
}

/// Fills the template of a page.
fn fill(desk: &Desk, sheet: Sheet, view: &impl Serialize, warnings: Vec<Diagnostic>) -> Making {
    let mut context = Context::new();
    context.insert("frame", &frame(desk, &sheet));
    context.insert("view", view);
    let html = desk.theme.fill(sheet.template, context)?;
    let output = Output {
        path: format!("{}{}", desk.theme.folder, sheet.path),
        bytes: html.into_bytes(),
    };
    Ok(((output, sheet.owner), warnings))
}

fn frame(desk: &Desk, sheet: &Sheet) -> Frame {
    let words = desk.words;
    let config = &desk.archive.config;
    let titles = desk.titles();
    let link = |to: &str| address::link(sheet.path, to);
    let shared = |to: &str| desk.shared(sheet.path, to);
    let nav_link = |(to, label): &(&str, &str)| NavLink {
        href: link(to),
        label: words.get(label).to_owned(),
        current: sheet.section == *to,
    };
    let nav = [
        ("timeline.html", "nav.timeline"),
        ("events.html", "nav.events"),
        ("entities.html", "nav.entities"),
        ("reports.html", "nav.reports"),
        ("sources.html", "nav.sources"),
        ("search.html", "nav.search"),
    ];
    let mut foot = nav.to_vec();
    foot.insert(3, ("names.html", "nav.names"));
    foot.push(("about.html", "nav.about"));
    let section = foot.iter().find(|(to, _)| sheet.section == *to);
    let section = section.filter(|(to, _)| sheet.path != *to);
    let mut trail = vec![("index.html", "nav.home")];
    trail.extend(section);
    Frame {
        language: words.tag.clone(),
        direction: words.get("site.direction").to_owned(),
        written: desk.written().map(str::to_owned),
        document_title: if sheet.title.is_empty() {
            titles.title.clone()
        } else {
            words.fill(
                "site.title",
                &[("page", sheet.title), ("site", &titles.title)],
            )
        },
        description: description(sheet.title, &titles.title, titles.description.as_deref()),
        site_title: titles.title.clone(),
        notice: titles
            .notice
            .clone()
            .filter(|notice| !notice.trim().is_empty()),
        canonical: (!config.base_url.is_empty())
            .then(|| address::absolute(&config.base_url, &desk.placed(sheet.path))),
        languages: languages(desk, sheet.path),
        body_class: sheet.body_class,
        trail: trail
            .iter()
            .filter(|_| !sheet.title.is_empty())
            .map(|(to, label)| Link {
                href: link(to),
                label: words.get(label).to_owned(),
            })
            .collect(),
        home: link("index.html"),
        search: link("search.html"),
        icon: shared("assets/icon.svg"),
        stylesheet: shared("assets/archive.css"),
        script: shared("assets/archive.js"),
        assets: format!("{}/", shared("assets")),
        nav: nav.iter().map(nav_link).collect(),
        foot_nav: foot.iter().map(nav_link).collect(),
        made_with_html: words.fill_html("site.made_with", &[("program", "<code>archive</code>")]),
    }
}

/// What stands for a page whose template says nothing of its own: its title, and what the site is about.
fn description(title: &str, site: &str, about: Option<&str>) -> String {
    let about = about.map(str::trim).filter(|about| !about.is_empty());
    let parts = [Some(title), about.or(Some(site))];
    let parts = parts.into_iter().flatten().filter(|part| !part.is_empty());
    Vec::from_iter(parts).join(" · ")
}

/// The same page in each language of the site. The page for missing addresses is there only once.
fn languages(desk: &Desk, path: &str) -> Vec<LanguageLink> {
    let here = desk.placed(path);
    let base = &desk.archive.config.base_url;
    let once = path == "404.html";
    let all = desk.theme.languages.iter().filter(|_| !once);
    all.map(|language| {
        let there = format!("{}{path}", language.folder);
        let href = address::link(&here, &there);
        LanguageLink {
            tag: language.tag.clone(),
            name: language.name.clone(),
            alternate: match base.is_empty() {
                true => href.clone(),
                false => address::absolute(base, &there),
            },
            href,
            current: language.folder == desk.theme.folder,
        }
    })
    .collect()
}

/// A date for a template.
fn when(desk: &Desk, value: &str, short: bool) -> When {
    let text = if short {
        when::say_short(desk.words, value)
    } else {
        when::say(desk.words, value)
    };
    When {
        text,
        datetime: when::html_datetime(value).map(str::to_owned),
        value: value.to_owned(),
    }
}

/// A date as HTML.
fn when_html(desk: &Desk, value: &str) -> String {
    let text = escape(&when::say(desk.words, value));
    match when::html_datetime(value) {
        Some(datetime) => format!("<time datetime=\"{datetime}\">{text}</time>"),
        None => format!("<span data-value=\"{}\">{text}</span>", escape(value)),
    }
}

/// The neighbours of a page in one order; None where it stands alone.
fn turn(label: &str, previous: Option<TurnLink>, next: Option<TurnLink>) -> Option<TurnView> {
    (previous.is_some() || next.is_some()).then(|| TurnView {
        label: label.to_owned(),
        previous,
        next,
    })
}

/// A neighbour: `key` are the words around its title, which may be in another language than they.
fn turn_link(desk: &Desk, href: String, key: &str, title: &str, lang: Option<&str>) -> TurnLink {
    let title = signs::shorten(desk.words, title, 60);
    let spoken = signs::spoken_in(lang, &escape(&title));
    TurnLink {
        href,
        label: desk.words.fill(key, &[("title", &title)]),
        html: desk.words.fill_html(key, &[("title", &spoken)]),
    }
}

/// An event as a link, with what a card says of it.
fn event_link(desk: &Desk, from: &str, place: usize) -> String {
    let event = &desk.archive.events[place];
    let mut told = Vec::new();
    if !event.date.is_empty() {
        told.push(when::say(desk.words, &event.date));
    }
    let places = event.place.iter().filter_map(|id| desk.entity(id));
    told.extend(places.map(|entity| entity.name.clone()));
    told.push(origins::told_by(desk, place));
    format!(
        "<a href=\"{}\" {}data-head=\"{}\" data-why=\"{}\">{}</a>",
        address::link(from, &address::event(&event.id)),
        signs::lang(desk.written()),
        escape(&event.title),
        escape(&told.join(desk.words.get("why.and"))),
        escape(&event.title)
    )
}

/// A link to an entity, underlined as its kind is.
fn entity_link(desk: &Desk, from: &str, id: &crate::model::EntityId) -> String {
    match desk.entity(id) {
        Some(entity) => format!(
            "<a class=\"mention mention-{}\" href=\"{}\">{}</a>",
            entity.kind.family(),
            address::link(from, &address::entity(&entity.id)),
            escape(&entity.name)
        ),
        None => escape(id.as_str()),
    }
}

/// A per cent with two digits, as axes need it.
fn per_cent(part: usize, whole: usize) -> String {
    format!("{:.2}", part as f64 * 100.0 / whole.max(1) as f64)
}
