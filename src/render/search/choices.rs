//! What the filters of the search page offer: the most frequent values, with the number of passages.

use std::collections::BTreeMap;

use super::super::desk::Desk;
use super::filters;
use crate::model::Report;

/// A list longer than this is no help; the rest is reached by searching for it.
pub const MOST: usize = 40;

/// A value of a filter.
pub struct Choice {
    /// As it stands in the address.
    pub value: String,
    pub label: String,
    /// Family of an entity, or empty.
    pub family: &'static str,
    pub passages: usize,
}

/// Outlets of the reports, or their sources where none is known.
pub fn outlets(desk: &Desk) -> Vec<Choice> {
    by_report(desk, |r| filters::whence(desk, r), str::to_owned)
}

/// Languages of the reports.
pub fn languages(desk: &Desk) -> Vec<Choice> {
    let name = |code: &str| {
        let key = format!("language.{code}");
        desk.words.find(&key).unwrap_or(code).to_owned()
    };
    by_report(desk, |r| Some(r.language.as_str()), name)
}

fn by_report<'a>(
    desk: &Desk<'a>,
    value: impl Fn(&'a Report) -> Option<&'a str>,
    label: impl Fn(&str) -> String,
) -> Vec<Choice> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for report in &desk.archive.reports {
        if let Some(value) = value(report) {
            *counts.entry(value).or_default() += report.passages.len();
        }
    }
    let choices = counts.into_iter().map(|(value, passages)| Choice {
        value: value.to_owned(),
        label: label(value),
        family: "",
        passages,
    });
    most(choices.collect())
}

/// Entities that are named.
pub fn entities(desk: &Desk) -> Vec<Choice> {
    let choices = desk.archive.entities.iter().map(|entity| {
        let links = desk.relations.backlinks.get(&entity.id);
        let mut places: Vec<_> = links.into_iter().flatten().map(|l| l.at).collect();
        places.dedup();
        Choice {
            value: entity.id.to_string(),
            label: entity.name.clone(),
            family: entity.kind.family(),
            passages: places.len(),
        }
    });
    most(choices.filter(|choice| choice.passages > 0).collect())
}

/// Heads, text and readers' comments, as far as there are any.
pub fn kinds(desk: &Desk) -> Vec<Choice> {
    let mut counts = [0; filters::KINDS.len()];
    for passage in desk.archive.reports.iter().flat_map(|r| &r.passages) {
        counts[filters::number(passage.kind)] += 1;
    }
    let kinds = filters::KINDS.iter().zip(counts);
    kinds
        .filter(|(_, passages)| *passages > 0)
        .map(|(kind, passages)| Choice {
            value: (*kind).to_owned(),
            label: desk.words.get(&format!("search.kind_{kind}")).to_owned(),
            family: "",
            passages,
        })
        .collect()
}

/// The most frequent first.
fn most(mut choices: Vec<Choice>) -> Vec<Choice> {
    choices.sort_by(|a, b| {
        b.passages
            .cmp(&a.passages)
            .then_with(|| a.label.cmp(&b.label))
    });
    choices.truncate(MOST);
    choices
}
