//! What things are called, and what they are for: in the words of whoever says so.

use std::collections::BTreeSet;
use std::ops::Range;

use super::assertion::{Assertion, Said};
use super::clause::{Clause, apart, hull};
use crate::lang::{self, Language};
use crate::model::Point;
use crate::text::fold;

/// Words between a place's name and what it is called: "the occupied region of …".
const NEAR: usize = 3;
/// Words between a happening and what it is for.
const AHEAD: usize = 24;
/// Words of an aim that are looked at.
const AIM: usize = 14;

/// What a place is called: a point for each place.
pub fn status(clause: &Clause, rules: &'static Language, found: &mut Vec<Assertion>) {
    for status in clause.keys(&rules.status) {
        let places = clause.parties.iter().filter(|party| party.entity.is_some());
        let place = places.min_by_key(|party| apart(&party.words, &status.words));
        let Some(place) = place.filter(|place| apart(&place.words, &status.words) <= NEAR) else {
            continue;
        };
        let whole = hull(&status.words, &place.words);
        if clause.text(&whole).contains([',', ';', ':']) {
            continue;
        }
        let said = Said::Status(status.key);
        let assertion = Assertion::new("status", clause.span(whole), said);
        found.extend(assertion.of_place(place));
    }
}

/// What talks, a call or a visit are for.
pub fn purpose(clause: &Clause, rules: &'static Language, found: &mut Vec<Assertion>) {
    let kinds = ["talks", "call", "visit"];
    let told = clause.happenings.iter().filter(|h| kinds.contains(&h.key));
    let Some(first) = told.map(|h| h.words.clone()).min_by_key(|w| w.start) else {
        return;
    };
    let aims = clause.all("aims").map(|words| (words, AHEAD));
    let about = clause.all("about").map(|words| (words, 1));
    let mut leads: Vec<_> = aims.chain(about).collect();
    leads.sort_by_key(|(words, _)| words.start);
    for (lead, reach) in leads {
        let told = clause.happenings.iter().filter(|h| kinds.contains(&h.key));
        let near = told
            .map(|h| &h.words)
            .any(|w| w.end <= lead.start && lead.start - w.end <= reach);
        if !near || lead.start < first.start {
            continue;
        }
        let words = aim(clause, lead);
        let content: BTreeSet<String> = words
            .clone()
            .map(|at| &clause.words()[at])
            .filter(|word| !rules.small_words.contains(&word.folded))
            .filter(|word| word.folded.chars().any(char::is_alphabetic))
            .map(|word| word.stem.clone())
            .collect();
        if content.len() > 1 {
            let said = Said::Words(content);
            found.push(Assertion::new("purpose", clause.span(words), said));
        }
    }
}

/// What is said on the points that an event's own file asks for by words of its own: the clause around each.
pub fn asked(clause: &Clause, points: &[Point]) -> Vec<(String, Range<usize>)> {
    let stem = |word: &str| lang::root(clause.stemmer(), &fold(word));
    let asked = points.iter().filter_map(|point| {
        let wanted: Vec<String> = point.words.iter().map(|word| stem(word)).collect();
        let words = clause.words().iter();
        let led = words.map(|word| word.stem.trim_end_matches('e'));
        let at = led
            .into_iter()
            .position(|stem| wanted.iter().any(|w| w == stem))?;
        let span = clause.span(clause.around(&(at..at + 1)));
        Some((point.key.clone(), span))
    });
    asked.collect()
}

/// The words of an aim: from what leads to it to the end of its clause.
fn aim(clause: &Clause, lead: &Range<usize>) -> Range<usize> {
    let most = clause.words().len().min(lead.start + AIM);
    let ends = |at: &usize| {
        let gap = clause.between(at - 1, *at);
        gap.contains([',', ';', ':', '(', '"', '»', '”']) || clause.begins("stops", *at)
    };
    let end = (lead.end..most).find(ends).unwrap_or(most);
    lead.start..end
}
