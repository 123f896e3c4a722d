//! Axes: mentions over time, and a year by its months. Positions across are in per cent and down in
//! pixels, so that words on them never shrink; each axis says the same in words.

use std::collections::BTreeMap;

use super::super::desk::Desk;
use super::super::views::{AxisView, BarView, BarsView, SlotView};
use super::super::when;
use crate::model::Backlink;

/// How many labels stand side by side under an axis.
const NAMED: usize = 12;
/// Height of the tallest bar.
const TALL: usize = 64;

/// The bars of an entity's mentions by month of publication, by year where the months are many; None
/// where all fall together.
pub fn bars(desk: &Desk, backlinks: &[&Backlink]) -> Option<BarsView> {
    let mut months: BTreeMap<(i32, usize), usize> = BTreeMap::new();
    for backlink in backlinks {
        let published = desk.archive.reports[backlink.at.0].published.as_ref();
        let Some((year, Some(month))) = published.and_then(|p| when::year_month(&p.value)) else {
            continue;
        };
        if let Ok(year) = year.parse() {
            *months.entry((year, month)).or_insert(0) += 1;
        }
    }
    let (&(first, first_month), &(last, last_month)) =
        (months.keys().next()?, months.keys().next_back()?);
    if months.len() < 2 {
        return None;
    }
    // Within one year the last month is never before the first, so this cannot fall below zero.
    let span = usize::try_from(last - first).ok()? * 12 + last_month + 1 - first_month;
    let by_month = span <= 24;
    let slots: Vec<(String, usize)> = if by_month {
        (0..span)
            .map(|step| {
                let index = first_month - 1 + step;
                let year = first + i32::try_from(index / 12).unwrap_or(0);
                let month = index % 12 + 1;
                let count = months.get(&(year, month)).copied().unwrap_or(0);
                // Where not every month can be named, those that are carry their year.
                let with_year = step == 0 || span > NAMED;
                let label = month_label(desk, &year.to_string(), month, with_year);
                (label, count)
            })
            .collect()
    } else {
        (first..=last)
            .map(|year| {
                let count = months.range((year, 0)..(year + 1, 0)).map(|(_, n)| n).sum();
                (year.to_string(), count)
            })
            .collect()
    };
    if slots.len() > 60 {
        return None;
    }
    let title = if by_month {
        "entity.over_time_months"
    } else {
        "entity.over_time_years"
    };
    Some(draw_bars(desk, desk.words.get(title), &slots))
}

fn draw_bars(desk: &Desk, title: &str, slots: &[(String, usize)]) -> BarsView {
    let most = slots.iter().map(|(_, n)| *n).max().unwrap_or(1).max(1);
    let detail: Vec<String> = slots
        .iter()
        .filter(|(_, n)| *n > 0)
        .map(|(label, n)| format!("{label} {n}"))
        .collect();
    let bars = slots
        .iter()
        .enumerate()
        .map(|(at, (label, n))| {
            let (x, middle, width) = place(at, slots.len());
            let (anchor, label_x) = label_place(at, slots.len(), &middle);
            let height = if *n == 0 { 0 } else { (n * TALL / most).max(2) };
            BarView {
                x,
                middle,
                width,
                y: 80 - height,
                height,
                count: if *n == 0 {
                    String::new()
                } else {
                    desk.words.number(*n)
                },
                count_y: 75 - height,
                label: if slots.len() > NAMED && is_minor(at, slots.len()) {
                    String::new()
                } else {
                    label.clone()
                },
                label_x,
                anchor,
                minor: is_minor(at, slots.len()),
                strong: *n == most,
            }
        })
        .collect();
    BarsView {
        title: title.to_owned(),
        detail: super::super::signs::list(desk.words, &detail),
        bars,
    }
}

/// Left edge, middle and width of a slot, in per cent.
fn place(at: usize, slots: usize) -> (String, String, String) {
    let step = 100.0 / slots as f64;
    let left = at as f64 * step;
    let width = (step * 0.72).min(14.0);
    let middle = left + step / 2.0;
    (
        format!("{:.2}", middle - width / 2.0),
        format!("{middle:.2}"),
        format!("{width:.2}"),
    )
}

/// How a label is anchored, and where. Under many narrow bars it is wider than its bar: the outermost
/// labels then begin and end with the axis, instead of beside it.
fn label_place(at: usize, slots: usize, middle: &str) -> (&'static str, String) {
    if slots > NAMED && at == 0 {
        ("start", "0".to_owned())
    } else if slots > NAMED && at + 1 == slots {
        ("end", "100".to_owned())
    } else {
        ("middle", middle.to_owned())
    }
}

/// Whether a label leaves on narrow screens: every so many of them fit, fewer where they are long
/// because they carry their year.
fn is_minor(at: usize, slots: usize) -> bool {
    let step = if slots > NAMED {
        slots.div_ceil(4)
    } else {
        slots / 5
    };
    !at.is_multiple_of(step.max(1))
}

/// A month as a label: short, with its year where that is not clear.
fn month_label(desk: &Desk, year: &str, month: usize, with_year: bool) -> String {
    let names = desk.words.list("date.months_short");
    let name = names.get(month - 1).cloned().unwrap_or_default();
    if with_year || month == 1 {
        desk.words
            .fill("date.month", &[("month", &name), ("year", year)])
    } else {
        name
    }
}

/// Counts of events and reports, slot by slot, as an axis with events above and reports below.
pub fn draw(
    desk: &Desk,
    id: &str,
    title_key: &str,
    year: &str,
    slots: &[(String, usize, usize)],
) -> AxisView {
    let most_events = slots.iter().map(|s| s.1).max().unwrap_or(0).max(1);
    let most_reports = slots.iter().map(|s| s.2).max().unwrap_or(0).max(1);
    let said: Vec<String> = slots
        .iter()
        .filter(|(_, events, reports)| events + reports > 0)
        .map(|(label, events, reports)| {
            desk.words.fill(
                "timeline.axis_item",
                &[
                    ("label", label),
                    ("events", &desk.words.count("count.events", *events)),
                    ("reports", &desk.words.count("count.reports", *reports)),
                ],
            )
        })
        .collect();
    let counts = said.join(desk.words.get("note.and"));
    let drawn = slots
        .iter()
        .enumerate()
        .map(|(at, (label, events, reports))| {
            let (x, middle, width) = place(at, slots.len());
            let height = |n: usize, most: usize| if n == 0 { 0 } else { (n * 40 / most).max(4) };
            let (above, below) = (height(*events, most_events), height(*reports, most_reports));
            let number = |n: usize| {
                if n == 0 {
                    String::new()
                } else {
                    desk.words.number(n)
                }
            };
            SlotView {
                x,
                middle,
                width,
                events_y: 60 - above,
                events_height: above,
                events: number(*events),
                events_label_y: 55 - above,
                reports_height: below,
                reports: number(*reports),
                reports_label_y: 98 + below,
                label: label.clone(),
                minor: is_minor(at, slots.len()),
            }
        })
        .collect();
    AxisView {
        id: id.to_owned(),
        title: desk
            .words
            .fill(title_key, &[("year", year), ("counts", &counts)]),
        slots: drawn,
    }
}
