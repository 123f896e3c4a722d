//! The page about the archive, essays, and the pages for addresses that are gone or never were.

use std::collections::BTreeMap;

use super::super::address;
use super::super::desk::Desk;
use super::super::prose::{self, Prose};
use super::super::views::{
    AboutView, CountView, EssayView, Link, MissingView, MovedView, ReasonView,
};
use super::{Making, Sheet, fill};
use crate::model::{By, Kind, MarkBody, Reason};

/// Makes the page about the archive: how it was made, and what it holds, in figures.
pub fn make(desk: &Desk) -> Making {
    let path = "about.html";
    let view = AboutView {
        description: desk.titles().description.clone(),
        notice: desk.titles().notice.clone(),
        counts: counts(desk),
        reasons: reasons(desk),
        decided: decided(desk),
        people: people(desk),
        pages: desk
            .archive
            .pages
            .iter()
            .map(|page| Link {
                href: address::link(path, &address::page(&page.stem)),
                label: page.title.clone(),
            })
            .collect(),
        data_note_html: desk
            .words
            .fill_html("about.data_note", &[("folder", "<code>data</code>")]),
    };
    let sheet = Sheet {
        path,
        template: "about.html",
        title: desk.words.get("nav.about"),
        section: path,
        body_class: "",
        owner: "the page about the archive".to_owned(),
    };
    fill(desk, sheet, &view, Vec::new())
}

fn count(desk: &Desk, label: &str, n: usize) -> CountView {
    CountView {
        label: desk.words.get(label).to_owned(),
        number: desk.words.number(n),
    }
}

fn counts(desk: &Desk) -> Vec<CountView> {
    let archive = desk.archive;
    let passages = archive.reports.iter().flat_map(|r| &r.passages);
    let (comments, text): (Vec<_>, Vec<_>) = passages.partition(|p| p.kind == Kind::Comment);
    let mut counts = vec![
        count(desk, "home.sources", archive.sources.len()),
        count(desk, "home.reports", archive.reports.len()),
        count(desk, "home.passages", text.len()),
    ];
    if !comments.is_empty() {
        counts.push(count(desk, "report.readers_label", comments.len()));
    }
    counts.push(count(desk, "home.events", archive.events.len()));
    counts.push(count(desk, "home.entities", archive.entities.len()));
    let mentions = desk.relations.backlinks.values().map(Vec::len).sum();
    counts.push(count(desk, "entity.mentions", mentions));
    counts
}

/// What was left out, by reason: white space last, as nobody misses it.
fn reasons(desk: &Desk) -> Vec<ReasonView> {
    let mut by_reason: BTreeMap<Reason, (usize, usize)> = BTreeMap::new();
    for (source, left_out) in desk.archive.sources.iter().zip(&desk.archive.left_out) {
        for range in left_out {
            let characters = source
                .text
                .get(range.span.clone())
                .map_or(0, |t| t.chars().count());
            let entry = by_reason.entry(range.reason).or_default();
            entry.0 += 1;
            entry.1 += characters;
        }
    }
    let mut sorted: Vec<_> = by_reason.into_iter().collect();
    sorted.sort_by_key(|(reason, (_, characters))| {
        (*reason == Reason::Blank, std::cmp::Reverse(*characters))
    });
    sorted
        .into_iter()
        .map(|(reason, (ranges, characters))| ReasonView {
            reason: desk
                .words
                .get(&format!("reason.{}", reason.as_str()))
                .to_owned(),
            ranges: desk.words.number(ranges),
            characters: desk.words.number(characters),
        })
        .collect()
}

/// What the program decided, as far as there is any: what it linked, resolved and put together.
fn decided(desk: &Desk) -> Vec<CountView> {
    let passages = desk.archive.reports.iter().flat_map(|r| &r.passages);
    let (mut mentions, mut dates, mut quotations, mut figures) = (0, 0, 0, 0);
    for mark in passages
        .flat_map(|p| &p.marks)
        .filter(|m| m.by != By::Person)
    {
        match mark.body {
            MarkBody::Mention { .. } => mentions += 1,
            MarkBody::Date { .. } => dates += 1,
            MarkBody::Quotation { .. } => quotations += 1,
            MarkBody::Figure { .. } => figures += 1,
            MarkBody::Correction { .. } | MarkBody::Markdown { .. } => {}
        }
    }
    let tellings = desk.relations.tellings.iter();
    let tellings = tellings.filter(|t| t.by != By::Person).count();
    let detected = desk.archive.events.iter().filter(|e| e.detected).count();
    [
        ("about.decided_mentions", mentions),
        ("about.decided_dates", dates),
        ("about.decided_quotations", quotations),
        ("about.decided_figures", figures),
        ("about.decided_events", detected),
        ("about.decided_tellings", tellings),
        ("about.decided_positions", desk.relations.positions.len()),
        (
            "about.decided_divergences",
            desk.relations.divergences.len(),
        ),
        ("about.decided_reuse", desk.relations.reuse.len()),
    ]
    .into_iter()
    .filter(|(_, n)| *n > 0)
    .map(|(label, n)| count(desk, label, n))
    .collect()
}

/// What people changed, as far as there is any.
fn people(desk: &Desk) -> Vec<CountView> {
    let reports = &desk.archive.reports;
    let marks = || {
        reports
            .iter()
            .flat_map(|r| &r.passages)
            .flat_map(|p| &p.marks)
    };
    let is_correction = |body: &MarkBody| matches!(body, MarkBody::Correction { .. });
    let by_people = marks()
        .filter(|m| m.by == By::Person && !is_correction(&m.body))
        .count();
    let corrections = marks().filter(|m| is_correction(&m.body)).count();
    let tellings = desk
        .relations
        .tellings
        .iter()
        .filter(|t| t.by == By::Person)
        .count();
    let notes = reports.iter().map(|r| r.editorial.len()).sum();
    let kept = reports.iter().filter(|r| r.kept.is_some()).count();
    [
        ("about.marks", by_people),
        ("about.corrections", corrections),
        ("about.tellings", tellings),
        ("about.notes", notes),
        ("about.kept", kept),
    ]
    .into_iter()
    .filter(|(_, n)| *n > 0)
    .map(|(label, n)| count(desk, label, n))
    .collect()
}

/// Makes the page of the essay at a place of the archive.
pub fn essay(desk: &Desk, place: usize) -> Making {
    let page = &desk.archive.pages[place];
    let path = address::page(&page.stem);
    let mut warnings = Vec::new();
    let prose = Prose {
        from: &path,
        folder: "pages",
        file: &page.file,
        lines_before: Some(page.lines_before),
    };
    let view = EssayView {
        title: page.title.clone(),
        html: prose::render(desk, &prose, &page.markdown, &mut warnings),
    };
    let sheet = Sheet {
        path: &path,
        template: "essay.html",
        title: &page.title,
        section: "about.html",
        body_class: "",
        owner: format!("the page {}", page.file.display()),
    };
    fill(desk, sheet, &view, warnings)
}

/// Makes the page for addresses that do not exist.
pub fn missing(desk: &Desk) -> Making {
    let view = MissingView {
        home: "index.html".to_owned(),
    };
    let sheet = Sheet {
        path: "404.html",
        template: "404.html",
        title: desk.words.get("missing.title"),
        section: "",
        body_class: "",
        owner: "the page for missing addresses".to_owned(),
    };
    fill(desk, sheet, &view, Vec::new())
}

/// Makes the page at an old address, which leads on to the new one.
pub fn moved(desk: &Desk, old: &str, new: &str, title: &str, section: &'static str) -> Making {
    let view = MovedView {
        title: title.to_owned(),
        href: address::link(old, new),
    };
    let sheet = Sheet {
        path: old,
        template: "moved.html",
        title,
        section,
        body_class: "",
        owner: format!("the old address of {new}"),
    };
    fill(desk, sheet, &view, Vec::new())
}
