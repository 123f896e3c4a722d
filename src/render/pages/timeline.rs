//! The timeline: events above the axis, reports below; a year by its months, and a list that carries
//! the links.

use std::collections::BTreeMap;

use super::super::address;
use super::super::desk::Desk;
use super::super::escape::escape;
use super::super::origins;
use super::super::signs;
use super::super::views::{MomentView, TimelineView, YearView};
use super::super::when;
use super::{Making, Sheet, axis, fill, lists};

const PATH: &str = "timeline.html";
/// Reports named for one month; the others are in the list of reports.
const NAMED: usize = 24;
/// Years that fit side by side on one axis.
const YEARS: usize = 40;

/// What falls into one month of a year; months known only by their year come first, as None.
#[derive(Default)]
struct Month {
    events: Vec<usize>,
    reports: Vec<usize>,
}

/// Makes the timeline.
pub fn make(desk: &Desk) -> Making {
    let words = desk.words;
    let mut years: BTreeMap<String, BTreeMap<Option<usize>, Month>> = BTreeMap::new();
    for (place, event) in desk.archive.events.iter().enumerate() {
        if let Some((year, month)) = when::year_month(&event.date) {
            let month = years.entry(year).or_default().entry(month).or_default();
            month.events.push(place);
        }
    }
    for &place in &desk.in_time {
        let published = desk.archive.reports[place].published.as_ref();
        if let Some((year, month)) = published.and_then(|p| when::year_month(&p.value)) {
            let month = years.entry(year).or_default().entry(month).or_default();
            month.reports.push(place);
        }
    }
    let overview = (years.len() > 1 && years.len() <= YEARS).then(|| {
        let slots: Vec<(String, usize, usize)> = years
            .iter()
            .map(|(year, months)| {
                let events = months.values().map(|m| m.events.len()).sum();
                let reports = months.values().map(|m| m.reports.len()).sum();
                (when::say(words, year), events, reports)
            })
            .collect();
        axis::draw(desk, "axis-years", "timeline.axis_years", "", &slots)
    });
    let years = years
        .iter()
        .map(|(year, months)| one_year(desk, year, months))
        .collect();
    let view = TimelineView { overview, years };
    let sheet = Sheet {
        path: PATH,
        template: "timeline.html",
        title: words.get("nav.timeline"),
        section: PATH,
        body_class: "",
        owner: "the timeline".to_owned(),
    };
    fill(desk, sheet, &view, Vec::new())
}

fn one_year(desk: &Desk, year: &str, months: &BTreeMap<Option<usize>, Month>) -> YearView {
    let names = desk.words.list("date.months_short");
    let slots: Vec<(String, usize, usize)> = (1..=12)
        .map(|month| {
            let found = months.get(&Some(month));
            (
                names.get(month - 1).cloned().unwrap_or_default(),
                found.map_or(0, |m| m.events.len()),
                found.map_or(0, |m| m.reports.len()),
            )
        })
        .collect();
    let title = when::say(desk.words, year);
    let known = months.keys().any(Option::is_some);
    let id = format!("y-{year}");
    YearView {
        axis: known.then(|| {
            axis::draw(
                desk,
                &format!("axis-{year}"),
                "timeline.axis_months",
                &title,
                &slots,
            )
        }),
        id,
        title,
        moments: months
            .iter()
            .flat_map(|(month, found)| moments(desk, year, *month, found))
            .collect(),
    }
}

/// The events of a month by day, then its reports in one line.
fn moments(desk: &Desk, year: &str, month: Option<usize>, found: &Month) -> Vec<MomentView> {
    let words = desk.words;
    let mut events = found.events.clone();
    events.sort_by_key(|&e| {
        let event = &desk.archive.events[e];
        (event.date.as_str(), event.id.as_str())
    });
    let mut moments: Vec<MomentView> = events
        .into_iter()
        .map(|place| {
            let event = &desk.archive.events[place];
            MomentView {
                when: when::say(words, &event.date),
                datetime: when::html_datetime(&event.date).map(str::to_owned),
                title: Some(event.title.clone()),
                href: address::link(PATH, &address::event(&event.id)),
                note: origins::told_by(desk, place),
                differs: lists::differs(desk, place),
                reports_html: String::new(),
            }
        })
        .collect();
    if !found.reports.is_empty() {
        let mut named: Vec<String> = found
            .reports
            .iter()
            .take(NAMED)
            .map(|&report| signs::siglum_link(desk, PATH, report))
            .collect();
        if found.reports.len() > NAMED {
            let more = escape(&words.count("count.more", found.reports.len() - NAMED));
            let href = address::link(PATH, "reports.html");
            named.push(format!("<a href=\"{href}\">{more}</a>"));
        }
        let value = match month {
            Some(month) => format!("{year}-{month:02}"),
            None => year.to_owned(),
        };
        moments.push(MomentView {
            when: when::say(words, &value),
            datetime: when::html_datetime(&value).map(str::to_owned),
            title: None,
            href: String::new(),
            note: words.count("timeline.published", found.reports.len()),
            differs: None,
            reports_html: named.join(" "),
        });
    }
    moments
}
