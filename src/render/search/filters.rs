//! What filters look at: a column for each, one entry a report, and runs of passages of one kind.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use super::super::Output;
use super::super::desk::Desk;
use super::choices::MOST;
use super::numbers;
use super::pieces::script;
use crate::model::{Kind, Report, SourceId};
use crate::time;

/// The words that a filter of kinds takes in the address, by number.
pub const KINDS: [&str; 3] = ["heads", "text", "comments"];

#[derive(Serialize)]
struct Filters<'a> {
    outlets: Vec<&'a str>,
    languages: Vec<&'a str>,
    kinds: [&'static str; 3],
    /// For each report the number of its outlet or source, 0 for none; they are numbered from 1.
    outlet: String,
    language: String,
    /// The day that the columns count from (ISO 8601).
    epoch: String,
    /// For each report the first day on which it may have been published, counted from 1 at the
    /// epoch, 0 for none; and how many days later the last one is.
    first_day: String,
    more_days: String,
    /// Runs of passages of one kind: length times four, and the kind's number.
    kind: String,
}

/// The one file of the filters.
pub fn piece(desk: &Desk) -> Output {
    let reports = &desk.archive.reports;
    let outlets = distinct(reports.iter().filter_map(|r| whence(desk, r)));
    let languages = distinct(reports.iter().map(|r| r.language.as_str()));
    let days: Vec<Option<(Date, Date)>> = reports.iter().map(published).collect();
    let epoch = days
        .iter()
        .flatten()
        .map(|d| d.0)
        .min()
        .unwrap_or(Date::ZERO);
    let outlet = |r: &Report| whence(desk, r).map_or(0, |name| outlets[name] + 1);
    let first_day = |d: &Option<(Date, Date)>| d.map_or(0, |(first, _)| 1 + between(epoch, first));
    let more_days = |d: &Option<(Date, Date)>| d.map_or(0, |(first, last)| between(first, last));
    let kinds = reports.iter().flat_map(|r| &r.passages).map(|p| p.kind);
    let filters = Filters {
        outlet: numbers::encode(reports.iter().map(outlet)),
        language: numbers::encode(reports.iter().map(|r| languages[r.language.as_str()])),
        epoch: epoch.to_string(),
        first_day: numbers::encode(days.iter().map(first_day)),
        more_days: numbers::encode(days.iter().map(more_days)),
        kind: runs(kinds),
        outlets: outlets.into_keys().collect(),
        languages: languages.into_keys().collect(),
        kinds: KINDS,
    };
    script("filters", Some(0), &filters)
}

/// Where a report is from: its outlet, or its source where none is known and sources are few enough to choose from;
/// the names of thousands would weigh on every query.
pub fn whence<'a>(desk: &Desk<'a>, report: &'a Report) -> Option<&'a str> {
    let few = desk.archive.sources.len() <= MOST;
    let source = report.source.as_ref().map(SourceId::as_str);
    report.outlet.as_deref().or(source.filter(|_| few))
}

fn distinct<'a>(names: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, u32> {
    let mut numbered: BTreeMap<&str, u32> = names.map(|name| (name, 0)).collect();
    for (number, place) in (0..).zip(numbered.values_mut()) {
        *place = number;
    }
    numbered
}

fn published(report: &Report) -> Option<(Date, Date)> {
    time::days(&report.published.as_ref()?.value)
}

fn between(from: Date, to: Date) -> u32 {
    let days = from.until(to).map_or(0, |span| span.get_days());
    u32::try_from(days).unwrap_or(0)
}

/// The number of a kind among the kinds of filters.
pub fn number(kind: Kind) -> usize {
    match kind {
        Kind::Title | Kind::Heading => 0,
        Kind::Paragraph | Kind::PullQuote | Kind::ListItem | Kind::Caption => 1,
        Kind::Comment => 2,
    }
}

fn runs(kinds: impl Iterator<Item = Kind>) -> String {
    let mut runs: Vec<(usize, u32)> = Vec::new();
    for kind in kinds.map(number) {
        match runs.last_mut() {
            Some((last, length)) if *last == kind => *length += 1,
            _ => runs.push((kind, 1)),
        }
    }
    numbers::encode(
        runs.into_iter()
            .map(|(kind, length)| length << 2 | kind as u32),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_runs() {
        let kinds = [Kind::Title, Kind::Paragraph, Kind::Caption, Kind::Comment];
        assert_eq!(numbers::decode(&runs(kinds.into_iter())), [4, 9, 6]);
    }

    #[test]
    fn days_are_counted() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        assert_eq!(between(day("2020-02-28"), day("2020-03-01")), 2);
        assert_eq!(between(day("2020-03-01"), day("2020-02-28")), 0);
    }
}
