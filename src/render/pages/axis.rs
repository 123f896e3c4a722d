//! Axes: mentions over time; years, a year by its months, a month by its days. Positions across are in per
//! cent and down in pixels, so that words on them never shrink; each axis says the same in words.

use std::collections::BTreeMap;

use super::super::desk::Desk;
use super::super::views::{AxisView, BarView, BarsView, CountView, SlotView};
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
    // Each with its label on the axis, its whole name, and its count.
    let slots: Vec<(String, String, usize)> = if by_month {
        (0..span)
            .map(|step| {
                let index = first_month - 1 + step;
                let year = first + i32::try_from(index / 12).unwrap_or(0);
                let month = index % 12 + 1;
                let count = months.get(&(year, month)).copied().unwrap_or(0);
                // Where not every month can be named, those that are carry their year.
                let with_year = step == 0 || span > NAMED;
                let year = year.to_string();
                let label = month_label(desk, &year, month, with_year);
                (label, month_label(desk, &year, month, true), count)
            })
            .collect()
    } else {
        (first..=last)
            .map(|year| {
                let count = months.range((year, 0)..(year + 1, 0)).map(|(_, n)| n).sum();
                (year.to_string(), year.to_string(), count)
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

fn draw_bars(desk: &Desk, title: &str, slots: &[(String, String, usize)]) -> BarsView {
    let most = slots.iter().map(|(_, _, n)| *n).max().unwrap_or(1).max(1);
    let bars = slots
        .iter()
        .enumerate()
        .map(|(at, (label, _, n))| {
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
        rows: slots
            .iter()
            .filter(|(_, _, n)| *n > 0)
            .map(|(_, name, n)| CountView {
                label: name.clone(),
                number: desk.words.number(*n),
            })
            .collect(),
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

/// A year, month or day on an axis, with what fell into it.
pub struct Slot {
    pub label: String,
    pub events: usize,
    pub reports: usize,
    /// Where its bars lead: to the axis that shows it larger, or to its place in the list.
    pub href: String,
}

/// Counts of events and reports, slot by slot, as an axis with events above and reports below. Each slot
/// that holds something is a link, and says in words what its bars show.
pub fn draw(desk: &Desk, id: &str, title: String, slots: &[Slot]) -> AxisView {
    let most_events = slots.iter().map(|s| s.events).max().unwrap_or(0).max(1);
    let most_reports = slots.iter().map(|s| s.reports).max().unwrap_or(0).max(1);
    let number = |n: usize| {
        if n > 0 {
            desk.words.number(n)
        } else {
            String::new()
        }
    };
    let height = |n: usize, most: usize| if n == 0 { 0 } else { (n * 40 / most).max(4) };
    let step = 100.0 / slots.len().max(1) as f64;
    let drawn = slots
        .iter()
        .enumerate()
        .map(|(at, slot)| {
            let (x, middle, width) = place(at, slots.len());
            let above = height(slot.events, most_events);
            let below = height(slot.reports, most_reports);
            let events = desk.words.count("count.events", slot.events);
            let reports = desk.words.count("count.reports", slot.reports);
            let gaps = [
                ("label", slot.label.as_str()),
                ("events", &events),
                ("reports", &reports),
            ];
            SlotView {
                x,
                middle,
                width,
                left: format!("{:.2}", at as f64 * step),
                whole: format!("{step:.2}"),
                href: (slot.events + slot.reports > 0).then(|| slot.href.clone()),
                spoken: desk.words.fill("timeline.axis_item", &gaps),
                events_y: 60 - above,
                events_height: above,
                events: number(slot.events),
                events_label_y: 55 - above,
                reports_height: below,
                reports: number(slot.reports),
                reports_label_y: 98 + below,
                label: slot.label.clone(),
                minor: is_minor(at, slots.len()),
            }
        })
        .collect();
    AxisView {
        id: id.to_owned(),
        title,
        slots: drawn,
    }
}
