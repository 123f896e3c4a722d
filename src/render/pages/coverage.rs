//! The matrix of the front page: who tells what.
//!
//! Up to a dozen reports each have a column. With more, the columns are folded into the rows: each
//! event names the reports that tell it, a siglum and its dots each, as the table does on a phone.

use std::collections::BTreeSet;

use super::super::address;
use super::super::desk::Desk;
use super::super::escape::escape;
use super::super::signs;
use super::super::views::{CoverageView, DotView, DotsView, EventRowView, Fact};
use super::super::when;
use crate::model::At;

/// Events shown: those told by most origins. The list of events has them all.
const ROWS: usize = 16;
const COLUMNS: usize = 12;
/// Reports named in a row when columns are folded.
const FOLDED: usize = 16;
/// Dots of one report in one row.
const DOTS: usize = 6;

/// The matrix for the page at `path`; None where no event is told.
pub fn matrix(desk: &Desk, path: &str) -> Option<CoverageView> {
    let told = |event: &usize| !desk.tellings_of_event[*event].is_empty();
    let mut events: Vec<usize> = (0..desk.archive.events.len()).filter(told).collect();
    if events.is_empty() {
        return None;
    }
    let all = desk.archive.events.len();
    events.sort_by_key(|&e| {
        std::cmp::Reverse((
            desk.origins_of_event(e).len(),
            desk.tellings_by_report(e).len(),
        ))
    });
    events.truncate(ROWS);
    events.sort_by_key(|&e| {
        let event = &desk.archive.events[e];
        (event.date.as_str(), event.id.as_str())
    });
    let mut reports: BTreeSet<(usize, usize)> = BTreeSet::new();
    for &event in &events {
        for (report, _) in desk.tellings_by_report(event) {
            reports.insert((desk.turn[report], report));
        }
    }
    let folded = reports.len() > COLUMNS;
    let columns: Vec<usize> = reports.into_iter().map(|(_, report)| report).collect();
    let columns = if folded { Vec::new() } else { columns };
    let mut shown = Shown::default();
    let rows = events
        .iter()
        .map(|&event| row(desk, event, &columns, path, &mut shown))
        .collect();
    Some(CoverageView {
        columns: columns.iter().map(|&r| column(desk, r, path)).collect(),
        rows,
        has_reprints: shown.reprints,
        has_differences: shown.differences,
        more_href: (events.len() < all).then(|| address::link(path, "events.html")),
        more_label: desk.words.get("home.coverage_more").to_owned(),
    })
}

/// Which signs the legend has to explain.
#[derive(Default)]
struct Shown {
    reprints: bool,
    differences: bool,
}

fn column(desk: &Desk, report: usize, path: &str) -> Fact {
    Fact {
        label: signs::shorten(desk.words, desk.name(report), 42),
        html: signs::siglum_link(desk, path, report),
    }
}

fn row(
    desk: &Desk,
    place: usize,
    columns: &[usize],
    path: &str,
    shown: &mut Shown,
) -> EventRowView {
    let event = &desk.archive.events[place];
    let groups = desk.tellings_by_report(place);
    let mut cells: Vec<Option<DotsView>> = Vec::new();
    let mut more = None;
    if columns.is_empty() {
        for (report, tellings) in groups.iter().take(FOLDED) {
            cells.push(Some(dots(desk, *report, tellings, path, shown)));
        }
        if groups.len() > FOLDED {
            more = Some(desk.words.count("count.more", groups.len() - FOLDED));
        }
    } else {
        for &column in columns {
            let group = groups.iter().find(|(report, _)| *report == column);
            cells.push(group.map(|(_, tellings)| dots(desk, column, tellings, path, shown)));
        }
    }
    EventRowView {
        title: event.title.clone(),
        href: address::link(path, &address::event(&event.id)),
        when: (!event.date.is_empty()).then(|| when::say(desk.words, &event.date)),
        cells,
        more,
    }
}

fn dots(desk: &Desk, report: usize, tellings: &[usize], path: &str, shown: &mut Shown) -> DotsView {
    let words = desk.words;
    let mut dots = Vec::new();
    for &telling in tellings.iter().take(DOTS) {
        let telling = &desk.relations.tellings[telling];
        let at: At = telling.at;
        let differs = desk
            .positions_at(at)
            .iter()
            .any(|&p| desk.relations.positions[p].event == telling.event && desk.contradicts(p));
        let reprint = desk.is_reprinted(at);
        shown.differences |= differs;
        shown.reprints |= reprint && !differs;
        let (class, what) = if differs {
            (" dot-differs", Some("home.differs"))
        } else if reprint {
            (" dot-reprint", Some("home.reprint_short"))
        } else {
            ("", None)
        };
        let siglum = &desk.archive.reports[report].siglum;
        let n = &desk.archive.reports[at.0].passages[at.1].n;
        let mut spoken = format!(
            "{siglum}{}{}",
            words.get("note.list"),
            words.fill("source.passage_inline", &[("n", n)])
        );
        if let Some(what) = what {
            spoken.push_str(words.get("note.list"));
            spoken.push_str(words.get(what));
        }
        dots.push(DotView {
            href: signs::passage_href(desk, path, at),
            class,
            spoken,
            card_html: signs::passage_card(desk, at),
        });
    }
    DotsView {
        siglum_html: signs::siglum(desk, report),
        dots,
        more: (tellings.len() > DOTS).then(|| escape(&format!("+{}", tellings.len() - DOTS))),
    }
}
