//! The page of an event: what each text says of it, and the tellings side by side.

use std::collections::HashSet;

use super::super::address;
use super::super::desk::Desk;
use super::super::direction;
use super::super::escape::escape;
use super::super::origins;
use super::super::passage;
use super::super::prose::{self, Prose};
use super::super::shared::{self, Shared};
use super::super::signs;
use super::super::views::{
    EventView, Fact, GapOrPassage, PassageView, SharedView, TellingView, TurnView,
};
use super::{Making, Sheet, around, claims, entity_link, fill, turn, turn_link, when};
use crate::model::{EntityId, Mode};

/// How many tellings stand side by side, and how many passages of each.
const COLUMNS: usize = 12;
const PASSAGES: usize = 30;

/// Makes the page of the event at a place of the archive.
pub fn make(desk: &Desk, place: usize) -> Making {
    let event = &desk.archive.events[place];
    let path = address::event(&event.id);
    let mut warnings = Vec::new();
    let prose = Prose {
        from: &path,
        folder: "events",
        file: &event.file,
        lines_before: Some(event.lines_before),
    };
    let notes_html = prose::render(desk, &prose, &event.notes, &mut warnings);
    let groups = desk.tellings_by_report(place);
    let origins = desk.origins_of_event(place);
    let columns = columns(desk, &groups, origins);
    let others: Vec<String> = columns
        .iter()
        .skip(COLUMNS)
        .map(|(_, tellings)| {
            signs::passage_card_link(desk, &path, desk.relations.tellings[tellings[0]].at)
        })
        .collect();
    let reports = origins::counted(desk, groups.len(), origins.len());
    let shown: Vec<(usize, Vec<usize>)> = columns
        .iter()
        .take(COLUMNS)
        .map(|(report, tellings)| (*report, places(desk, tellings)))
        .collect();
    let shared = shared::among(desk, &shown);
    let view = EventView {
        title: event.title.clone(),
        kind: desk.words.fill("event.kind", &[("reports", &reports)]),
        detected: event.detected.then(|| {
            let command = format!("archive suggest --only {} --write", event.id);
            desk.words.fill("event.detected", &[("command", &command)])
        }),
        date: (!event.date.is_empty()).then(|| when(desk, &event.date, false)),
        facts: facts(desk, &event.place, &event.participants, &path),
        notes_html,
        claims: claims::matrix(desk, place, &path),
        around: around::questions(desk, place, &path),
        shared: shared::KINDS
            .into_iter()
            .filter(|kind| shared.has(kind))
            .map(|kind| SharedView {
                kind,
                label: desk.words.get(&format!("event.shared_{kind}")).to_owned(),
            })
            .collect(),
        tellings: columns
            .iter()
            .take(COLUMNS)
            .map(|(report, tellings)| TellingView {
                reprints_html: reprints(desk, &columns, origins, *report, &path),
                ..telling(desk, *report, tellings, &shared, &path)
            })
            .collect(),
        others_html: others.join(" "),
        reports: groups.len(),
        turn: neighbours(desk, place, &path),
    };
    let sheet = Sheet {
        path: &path,
        template: "event.html",
        title: &event.title,
        section: "events.html",
        body_class: "wide",
        owner: format!("the event {}", event.id),
    };
    fill(desk, sheet, &view, warnings)
}

/// The events before and after this one in time.
fn neighbours(desk: &Desk, place: usize, path: &str) -> Option<TurnView> {
    let at = desk.event_turn[place];
    let neighbour = |at: Option<usize>, key: &str| {
        let other = &desk.archive.events[*desk.events_in_time.get(at?)?];
        let href = address::link(path, &address::event(&other.id));
        let lang = desk.written();
        Some(turn_link(desk, href, key, &other.title, lang))
    };
    turn(
        desk.words.get("event.turn"),
        neighbour(at.checked_sub(1), "report.previous"),
        neighbour(Some(at + 1), "report.next"),
    )
}

/// The reports that have a column of their own: those that tell nothing but what another one has
/// already told, in its words, stand in the head of that one's.
fn columns(
    desk: &Desk,
    groups: &[(usize, Vec<usize>)],
    origins: &[Vec<usize>],
) -> Vec<(usize, Vec<usize>)> {
    let first: HashSet<usize> = origins.iter().map(|reports| reports[0]).collect();
    let own = |(report, tellings): &&(usize, Vec<usize>)| {
        first.contains(report)
            || tellings
                .iter()
                .any(|&t| !desk.is_reprinted(desk.relations.tellings[t].at))
    };
    groups.iter().filter(own).cloned().collect()
}

/// `repeated by` and the reports of an origin that have no column, behind its first.
fn reprints(
    desk: &Desk,
    columns: &[(usize, Vec<usize>)],
    origins: &[Vec<usize>],
    report: usize,
    path: &str,
) -> String {
    const NAMED: usize = 8;
    let origin = origins.iter().find(|reports| reports[0] == report);
    let rest = origin.map_or(&[] as &[usize], |reports| &reports[1..]);
    let links: Vec<String> = rest
        .iter()
        .filter(|reprint| columns.iter().all(|(column, _)| column != *reprint))
        .take(NAMED)
        .map(|&reprint| signs::siglum_link(desk, path, reprint))
        .collect();
    if links.is_empty() {
        return String::new();
    }
    let mut who = signs::list(desk.words, &links);
    if rest.len() > NAMED {
        who.push_str(&escape(desk.words.get("quote.more")));
    }
    desk.words.fill_html("event.reprinted", &[("who", &who)])
}

fn facts(desk: &Desk, places: &[EntityId], participants: &[EntityId], path: &str) -> Vec<Fact> {
    [
        ("event.place", places),
        ("event.participants", participants),
    ]
    .into_iter()
    .filter(|(_, entities)| !entities.is_empty())
    .map(|(label, entities)| {
        let links: Vec<String> = entities
            .iter()
            .map(|e| entity_link(desk, path, e))
            .collect();
        Fact {
            label: desk.words.get(label).to_owned(),
            html: signs::list(desk.words, &links),
        }
    })
    .collect()
}

/// The head of a report's column.
pub fn head(desk: &Desk, report: usize, path: &str) -> TellingView {
    let source = &desk.archive.reports[report];
    TellingView {
        id: format!("r-{}", source.id),
        siglum_html: signs::siglum(desk, report),
        name: signs::shorten(desk.words, desk.name(report), 80),
        href: address::link(path, &address::report(&source.id)),
        when: source
            .published
            .as_ref()
            .map(|p| when(desk, &p.value, true)),
        same: false,
        reprints_html: String::new(),
        pieces: Vec::new(),
    }
}

/// The passages of a column, in the order of its report.
fn places(desk: &Desk, tellings: &[usize]) -> Vec<usize> {
    let tellings = tellings.iter().take(PASSAGES);
    let mut places: Vec<usize> = tellings.map(|&t| desk.relations.tellings[t].at.1).collect();
    places.dedup();
    places
}

fn telling(
    desk: &Desk,
    report: usize,
    tellings: &[usize],
    shared: &Shared,
    path: &str,
) -> TellingView {
    let source = &desk.archive.reports[report];
    let mut view = head(desk, report, path);
    let mut last: Option<usize> = None;
    for &telling in tellings.iter().take(PASSAGES) {
        let telling = &desk.relations.tellings[telling];
        let at = telling.at.1;
        if last == Some(at) {
            continue;
        }
        if let Some(skipped) = last.and_then(|last| at.checked_sub(last + 1))
            && skipped > 0
        {
            view.pieces.push(GapOrPassage {
                gap: Some(desk.words.count("event.gap", skipped)),
                passage: None,
                href: String::new(),
                spoken: String::new(),
                mode: None,
            });
        }
        last = Some(at);
        let passage = &source.passages[at];
        view.pieces.push(GapOrPassage {
            gap: None,
            passage: Some(PassageView {
                id: format!("{}-{}", source.id, passage.id),
                n: passage.n.clone(),
                class: String::new(),
                heading: false,
                lang: desk.foreign(source).map(str::to_owned),
                dir: direction::of(&source.language),
                text_html: passage::compared(desk, path, passage, &source.language, shared),
                notes: Vec::new(),
                original: None,
                after_html: String::new(),
            }),
            href: signs::passage_href(desk, path, telling.at),
            spoken: desk.words.fill(
                "passage.of_report",
                &[("report", &signs::shorten(desk.words, desk.name(report), 80))],
            ),
            mode: (telling.mode != Mode::Told).then(|| {
                desk.words
                    .get(&format!("mode.{}", telling.mode.as_str()))
                    .to_owned()
            }),
        });
    }
    view
}
