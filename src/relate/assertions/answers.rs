//! Points that are answered by yes or no: whether a ceasefire holds, whether a town was taken, whether a side
//! accepts.

use std::ops::Range;

use super::assertion::{Assertion, Said};
use super::clause::{Clause, Party, apart, hull};

/// Words between an answer and the happening it is about.
const NEAR: usize = 6;

/// Whether what was agreed to stop has stopped.
pub fn holds(clause: &Clause, found: &mut Vec<Assertion>) {
    for (words, yes) in said(clause, "holds") {
        let happening = clause.nearest_happening(&["ceasefire", "strike", "war"], &words);
        let own = clause.around(&words);
        let beside = |h: &&Range<usize>| {
            own.start <= h.start && h.end <= own.end || apart(h, &words) <= NEAR
        };
        if let Some(happening) = happening.filter(beside) {
            let span = clause.span(clause.around(&hull(&words, happening)));
            found.push(Assertion::new("holds", span, Said::Answer(yes)));
        }
    }
}

/// Whether a place was taken.
pub fn taken(clause: &Clause, found: &mut Vec<Assertion>) {
    for (words, yes) in said(clause, "taken") {
        let span = clause.span(clause.around(&words));
        found.push(Assertion::new("taken", span, Said::Answer(yes)));
    }
}

/// Whether a side agrees to what is proposed to it; a point for each side.
pub fn accepts(clause: &Clause, found: &mut Vec<Assertion>) {
    for (words, yes) in said(clause, "accepts") {
        for party in clause.subjects(&words) {
            let whole = clause.to_end(&hull(&words, &party.words));
            let assertion = Assertion::new("accepts", clause.span(whole), Said::Answer(yes));
            found.extend(assertion.of_party(party));
        }
    }
}

/// Accusations and denials; a point for each of those accused.
pub fn accused(clause: &Clause, found: &mut Vec<Assertion>) {
    let mut accused: Vec<&Party> = Vec::new();
    for words in clause.all("accuses") {
        let passive = (words.start.saturating_sub(2)..words.start)
            .any(|at| clause.has("passive", at..at + 1));
        let parties = if passive {
            clause.subjects(words)
        } else {
            clause.objects(words)
        };
        for party in parties {
            let whole = clause.to_end(&hull(words, &party.words));
            let assertion = Assertion::new("accused", clause.span(whole), Said::Answer(true));
            found.extend(assertion.of_party(party));
            accused.push(party);
        }
    }
    for words in clause
        .all("denies")
        .filter(|words| !clause.is_denied(words))
    {
        let subjects = clause.subjects(words);
        // "…, which it denies": whoever was accused just before.
        let last = accused.iter().rfind(|p| p.words.end <= words.start);
        let parties = match (last, subjects.is_empty()) {
            (Some(last), _) => vec![*last],
            (None, false) => subjects,
            (None, true) => Vec::new(),
        };
        for party in parties {
            let start = if last.is_some() { words } else { &party.words };
            let whole = clause.to_end(&hull(words, start));
            let assertion = Assertion::new("accused", clause.span(whole), Said::Answer(false));
            found.extend(assertion.of_party(party));
        }
    }
}

/// The words for one of a point's answers, and whether they say yes; a negation turns them round.
fn said(clause: &Clause, point: &str) -> Vec<(Range<usize>, bool)> {
    let mut said = Vec::new();
    for (key, answer) in [("yes", true), ("no", false)] {
        let key = format!("{point}-{key}");
        let words = clause
            .all(&key)
            .filter(|words| !clause.is_unsure(words))
            .cloned();
        said.extend(words.map(|words| {
            let turned = clause.is_denied(&words) != clause.is_disputed(&words);
            (words, answer != turned)
        }));
    }
    said.sort_by_key(|(words, _)| (words.start, words.end));
    said
}
