//! The front page: the question first, then who tells what, then the ways in.

use super::super::address;
use super::super::desk::Desk;
use super::super::escape::escape;
use super::super::origins;
use super::super::signs;
use super::super::views::{Fact, HomeView, Link, MostToldView, TextLabel, WayItem};
use super::super::when;
use super::{Making, Sheet, coverage, fill, lists, questions, when as when_view};
use crate::model::{At, Kind};

const PATH: &str = "index.html";
/// Lines of a way in.
const WAYS: usize = 6;
/// Makes the front page.
pub fn make(desk: &Desk) -> Making {
    let archive = desk.archive;
    let words = desk.words;
    let (question, other_questions) = questions::make(desk);
    let most_told = if question.is_none() {
        most_told(desk)
    } else {
        None
    };
    let (axis, axis_title, axis_labels) = small_axis(desk);
    let view = HomeView {
        title: desk.titles().title.clone(),
        description: desk.titles().description.clone(),
        facts: facts(desk),
        question,
        most_told,
        other_questions,
        coverage: coverage::matrix(desk, PATH),
        axis,
        axis_title,
        axis_labels,
        timeline: address::link(PATH, "timeline.html"),
        people: named(desk, |family| family == "person"),
        places: named(desk, |family| family != "person"),
        reports: reports(desk),
        events: events(desk),
        entities_href: address::link(PATH, "entities.html"),
        reports_href: address::link(PATH, "reports.html"),
        events_href: address::link(PATH, "events.html"),
        sources_href: address::link(PATH, "sources.html"),
        about_href: address::link(PATH, "about.html"),
        sources: sources(desk),
        empty_html: archive.reports.is_empty().then(|| {
            words.fill_html(
                "home.empty_text",
                &[
                    ("folder", "<code>content/sources</code>"),
                    ("command", "<code>archive build</code>"),
                ],
            )
        }),
    };
    let sheet = Sheet {
        path: PATH,
        template: "home.html",
        title: "",
        section: PATH,
        body_class: "",
        owner: "the front page".to_owned(),
    };
    fill(desk, sheet, &view, Vec::new())
}

fn facts(desk: &Desk) -> Vec<Fact> {
    let archive = desk.archive;
    let text = |r: &crate::model::Report| {
        r.passages
            .iter()
            .filter(|p| p.kind != Kind::Comment)
            .count()
    };
    let passages = archive.reports.iter().map(text).sum();
    let mut facts: Vec<Fact> = [
        ("home.sources", archive.sources.len()),
        ("home.reports", archive.reports.len()),
        ("home.passages", passages),
        ("home.events", archive.events.len()),
        ("home.entities", archive.entities.len()),
    ]
    .into_iter()
    .filter(|(_, count)| *count > 0)
    .map(|(label, count)| Fact {
        label: desk.words.get(label).to_owned(),
        html: escape(&desk.words.number(count)),
    })
    .collect();
    if let Some(period) = period(desk) {
        facts.push(Fact {
            label: desk.words.get("home.period").to_owned(),
            html: escape(&when::say(desk.words, &period)),
        });
    }
    facts
}

/// From the first event's first day to the last event's last day.
fn period(desk: &Desk) -> Option<String> {
    let ends = |last: bool| {
        let dates = desk.archive.events.iter().map(move |event| {
            let mut ends = event.date.split('/');
            let end = if last { ends.next_back() } else { ends.next() };
            end.and_then(|end| end.split('T').next())
                .unwrap_or_default()
        });
        dates.filter(|day| when::year_month(day).is_some())
    };
    let (first, last) = (ends(false).min()?, ends(true).max()?);
    Some(if first == last {
        first.to_owned()
    } else {
        format!("{first}/{last}")
    })
}

/// The event that most reports tell, for archives in which no divergence is known.
fn most_told(desk: &Desk) -> Option<MostToldView> {
    let told = |&e: &usize| {
        (
            desk.origins_of_event(e).len(),
            desk.tellings_by_report(e).len(),
            desk.tellings_of_event[e].len(),
        )
    };
    let place = (0..desk.archive.events.len()).rev().max_by_key(told)?;
    let groups = desk.tellings_by_report(place);
    let event = &desk.archive.events[place];
    let tellings = &desk.relations.tellings;
    // The telling that the program is surest of speaks for the event.
    let best = desk.tellings_of_event[place]
        .iter()
        .rev()
        .max_by(|&&a, &&b| tellings[a].score.total_cmp(&tellings[b].score))?;
    let at = tellings[*best].at;
    let report = &desk.archive.reports[at.0];
    let words = signs::shorten(desk.words, &report.passages[at.1].words, 260);
    let places: Vec<At> = groups
        .iter()
        .map(|(_, list)| tellings[list[0]].at)
        .collect();
    Some(MostToldView {
        event: Link {
            href: address::link(PATH, &address::event(&event.id)),
            label: event.title.clone(),
        },
        when: (!event.date.is_empty()).then(|| when_view(desk, &event.date, false)),
        count: origins::told_by(desk, place),
        words_html: signs::quote(desk, report, &words),
        href: signs::passage_href(desk, PATH, at),
        who_html: questions::some(desk, &places),
    })
}

/// The entities of some families that are named most.
fn named(desk: &Desk, of: impl Fn(&str) -> bool) -> Vec<WayItem> {
    let mut list: Vec<(usize, &crate::model::Entity)> = desk
        .archive
        .entities
        .iter()
        .filter(|e| of(e.kind.family()))
        .map(|e| (desk.mentions(&e.id), e))
        .filter(|(count, _)| *count > 0)
        .collect();
    list.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.id.cmp(&b.1.id)));
    list.into_iter()
        .take(WAYS)
        .map(|(count, entity)| WayItem {
            sign_html: format!(
                "<span class=\"kind kind-{}\"><span class=\"visually-hidden\">{}</span></span>",
                entity.kind.family(),
                escape(&signs::kind_word(desk, entity.kind.as_str()))
            ),
            href: address::link(PATH, &address::entity(&entity.id)),
            label: entity.name.clone(),
            lang: None,
            count: desk.words.count("count.mentions", count),
        })
        .collect()
}

fn reports(desk: &Desk) -> Vec<WayItem> {
    desk.in_time
        .iter()
        .take(WAYS)
        .map(|&place| {
            let report = &desk.archive.reports[place];
            let published = report.published.as_ref();
            WayItem {
                sign_html: signs::siglum(desk, place),
                href: address::link(PATH, &address::report(&report.id)),
                label: signs::shorten(desk.words, &report.title, 70),
                lang: desk.foreign(report).map(str::to_owned),
                count: published
                    .map_or_else(String::new, |p| when::say_short(desk.words, &p.value)),
            }
        })
        .collect()
}

fn events(desk: &Desk) -> Vec<WayItem> {
    let mut list: Vec<(usize, usize)> = (0..desk.archive.events.len())
        .map(|e| (desk.tellings_of_event[e].len(), e))
        .collect();
    list.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    list.into_iter()
        .take(WAYS)
        .map(|(_, place)| {
            let event = &desk.archive.events[place];
            WayItem {
                sign_html: String::new(),
                href: address::link(PATH, &address::event(&event.id)),
                label: event.title.clone(),
                lang: desk.written().map(str::to_owned),
                count: when::say_short(desk.words, &event.date),
            }
        })
        .collect()
}

fn sources(desk: &Desk) -> Vec<WayItem> {
    let archive = desk.archive;
    (0..archive.sources.len().min(WAYS))
        .map(|place| {
            let (label, lang) = lists::source_name(desk, place);
            let id = &archive.sources[place].id;
            WayItem {
                sign_html: String::new(),
                href: address::link(PATH, &address::source(id)),
                count: if label == id.as_str() {
                    String::new()
                } else {
                    id.to_string()
                },
                label,
                lang,
            }
        })
        .collect()
}

/// Points of the small axis, in per cent, its title and its two ends in words.
fn small_axis(desk: &Desk) -> (Vec<String>, String, Vec<TextLabel>) {
    let mut days: Vec<(f64, &str)> = desk
        .archive
        .events
        .iter()
        .filter_map(|event| Some((day_number(&event.date)?, event.date.as_str())))
        .collect();
    days.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(b.1)));
    let (Some(first), Some(last)) = (days.first(), days.last()) else {
        return (Vec::new(), String::new(), Vec::new());
    };
    let width = (last.0 - first.0).max(1.0);
    let mut points: Vec<String> = days
        .iter()
        .map(|(day, _)| format!("{:.1}", 3.0 + (day - first.0) / width * 94.0))
        .collect();
    points.dedup();
    let start = |date: &str| when::say(desk.words, date.split('/').next().unwrap_or(date));
    let (from, to) = (start(first.1), start(last.1));
    let label = |x: &str, anchor, text: &str| TextLabel {
        x: x.to_owned(),
        anchor,
        text: text.to_owned(),
    };
    let title = format!(
        "{}{}{}",
        desk.words.count("count.events", days.len()),
        desk.words.get("note.list"),
        desk.words
            .fill("date.interval", &[("a", &from), ("b", &to)])
    );
    let mut labels = vec![label("0", "start", &from)];
    if from != to {
        labels.push(label("100%", "end", &to));
    }
    (points, title, labels)
}

/// A day as a number that grows with time, near enough for placing it on an axis.
fn day_number(date: &str) -> Option<f64> {
    let (year, month) = when::year_month(date)?;
    let year: f64 = year.parse().ok()?;
    let day: f64 = date.get(8..10).and_then(|d| d.parse().ok()).unwrap_or(1.0);
    let month = month.unwrap_or(1) as f64;
    Some(year * 372.0 + month * 31.0 + day)
}
