//! The timeline: events above the axis, reports below. The years stand side by side, each year by its
//! months, each month by its days; every bar leads to the next larger scale, and the last to its lines in the
//! list. The script shows one scale at a time.

use std::collections::BTreeMap;

use super::super::address;
use super::super::desk::Desk;
use super::super::escape::escape;
use super::super::origins;
use super::super::signs;
use super::super::views::{MomentView, MonthView, TimelineView, YearView};
use super::super::when;
use super::axis::{self, Slot};
use super::{Making, Sheet, fill, lists};

const PATH: &str = "timeline.html";
/// Reports named for one month; the others are in the list of reports.
const NAMED: usize = 24;
/// Years that fit side by side on one axis.
const YEARS: usize = 40;

/// What falls into one day, month or year.
#[derive(Default)]
struct Fallen {
    events: Vec<usize>,
    reports: Vec<usize>,
}

/// Days of a month, and months of a year: what is known by its month or year alone comes first, as None.
type Month = BTreeMap<Option<usize>, Fallen>;
type Year = BTreeMap<Option<usize>, Month>;

fn count<'m>(days: impl Iterator<Item = &'m Fallen>) -> (usize, usize) {
    days.fold((0, 0), |(events, reports), day| {
        (events + day.events.len(), reports + day.reports.len())
    })
}

/// Makes the timeline.
pub fn make(desk: &Desk) -> Making {
    let words = desk.words;
    let mut years: BTreeMap<String, Year> = BTreeMap::new();
    let mut day_of = |value: &str, put: &dyn Fn(&mut Fallen)| {
        if let Some((year, month)) = when::year_month(value) {
            let day = month.and_then(|_| when::day(value));
            let month = years.entry(year).or_default().entry(month).or_default();
            put(month.entry(day).or_default());
        }
    };
    for &place in &desk.events_in_time {
        day_of(&desk.archive.events[place].date, &|day| {
            day.events.push(place);
        });
    }
    for &place in &desk.in_time {
        if let Some(published) = &desk.archive.reports[place].published {
            day_of(&published.value, &|day| day.reports.push(place));
        }
    }
    let overview = (years.len() > 1 && years.len() <= YEARS).then(|| {
        let slots: Vec<Slot> = years
            .iter()
            .map(|(year, months)| {
                let (events, reports) = count(months.values().flat_map(Month::values));
                Slot {
                    label: when::say(words, year),
                    events,
                    reports,
                    href: format!("#{}", year_id(year)),
                }
            })
            .collect();
        let title = words.get("timeline.axis_years").to_owned();
        axis::draw(desk, "axis-years", title, &slots)
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

fn year_id(year: &str) -> String {
    format!("y-{year}")
}

fn month_id(year: &str, month: usize) -> String {
    format!("m-{year}-{month:02}")
}

fn day_id(year: &str, month: usize, day: usize) -> String {
    format!("d-{year}-{month:02}-{day:02}")
}

fn one_year(desk: &Desk, year: &str, months: &Year) -> YearView {
    let names = desk.words.list("date.months_short");
    let slots: Vec<Slot> = (1..=12)
        .map(|month| {
            let (events, reports) =
                count(months.get(&Some(month)).into_iter().flat_map(Month::values));
            Slot {
                label: names.get(month - 1).cloned().unwrap_or_default(),
                events,
                reports,
                href: format!("#{}", month_id(year, month)),
            }
        })
        .collect();
    let title = when::say(desk.words, year);
    let known = months.keys().any(Option::is_some);
    let undated = months.get(&None).and_then(|month| month.get(&None));
    YearView {
        id: year_id(year),
        axis: known.then(|| {
            let title = desk.words.fill("timeline.axis_months", &[("year", &title)]);
            axis::draw(desk, &format!("axis-{year}"), title, &slots)
        }),
        title,
        moments: undated.map_or_else(Vec::new, |found| moments(desk, year, found)),
        months: months
            .iter()
            .filter_map(|(month, days)| Some(one_month(desk, year, (*month)?, days)))
            .collect(),
    }
}

fn one_month(desk: &Desk, year: &str, month: usize, days: &Month) -> MonthView {
    let id = month_id(year, month);
    let value = format!("{year}-{month:02}");
    let title = when::say(desk.words, &value);
    let slots: Vec<Slot> = (1..=length(year, month))
        .map(|day| {
            let (events, reports) = count(days.get(&Some(day)).into_iter());
            Slot {
                label: desk.words.number(day),
                events,
                reports,
                href: format!("#{}", day_id(year, month, day)),
            }
        })
        .collect();
    let known = days.keys().any(Option::is_some);
    let axis = known.then(|| {
        let title = desk.words.fill("timeline.axis_days", &[("month", &title)]);
        axis::draw(desk, &format!("axis-{value}"), title, &slots)
    });
    let mut all = Vec::new();
    for (day, found) in days {
        match day {
            Some(day) => {
                let mut of_day = moments(desk, &format!("{value}-{day:02}"), found);
                if let Some(first) = of_day.first_mut() {
                    first.id = Some(day_id(year, month, *day));
                }
                all.extend(of_day);
            }
            None => all.extend(moments(desk, &value, found)),
        }
    }
    MonthView {
        id,
        title,
        axis,
        moments: all,
    }
}

/// How many days a month has; a year beyond the calendar's has the longest months.
fn length(year: &str, month: usize) -> usize {
    let (year, month) = (year.parse().ok(), i8::try_from(month).ok());
    let first = year
        .zip(month)
        .and_then(|(y, m)| jiff::civil::Date::new(y, m, 1).ok());
    first.map_or(31, |first| {
        usize::from(first.days_in_month().unsigned_abs())
    })
}

/// What fell into a day, month or year: each event, then the reports in one line.
fn moments(desk: &Desk, value: &str, found: &Fallen) -> Vec<MomentView> {
    let words = desk.words;
    let mut moments: Vec<MomentView> = found
        .events
        .iter()
        .map(|&place| {
            let event = &desk.archive.events[place];
            MomentView {
                id: None,
                when: when::say(words, &event.date),
                datetime: when::html_datetime(&event.date).map(str::to_owned),
                title: Some(event.title.clone()),
                lang: desk.written().map(str::to_owned),
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
        moments.push(MomentView {
            id: None,
            when: when::say(words, value),
            datetime: when::html_datetime(value).map(str::to_owned),
            title: None,
            lang: None,
            href: String::new(),
            note: words.count("timeline.published", found.reports.len()),
            differs: None,
            reports_html: named.join(" "),
        });
    }
    moments
}
