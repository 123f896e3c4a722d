//! The notes in the margin of a passage: who else tells it, where they part, what its dates are.

use std::collections::BTreeMap;

use super::super::desk::Desk;
use super::super::escape::escape;
use super::super::origins;
use super::super::signs;
use super::super::views::NoteView;
use super::super::when;
use super::{claims, entity_link, event_link};
use crate::model::{Anchor, At, Kind, MarkBody};

/// How many other reports a note names before it counts the rest.
const NAMED: usize = 6;
/// How many positions of a divergence are looked through for versions that differ: in an archive
/// where thousands take the same position, looking at all of them for each would be quadratic.
const LOOKED_AT: usize = 256;

/// The notes of a passage on the page at `from`.
pub fn notes(desk: &Desk, at: At, from: &str, editors: &BTreeMap<String, String>) -> Vec<NoteView> {
    let mut notes = tellings(desk, at, from);
    notes.extend(differences(desk, at, from));
    notes.extend(same_words(desk, at, from));
    notes.extend(dates(desk, at));
    notes.extend(speakers(desk, at, from));
    let passage = &desk.archive.reports[at.0].passages[at.1];
    for label in &passage.notes {
        if let Some(html) = editors.get(label) {
            notes.push(note(desk, "editor", "note.editor", html.clone()));
        }
    }
    if passage
        .marks
        .iter()
        .any(|m| matches!(m.body, MarkBody::Correction { .. }))
    {
        notes.push(note(desk, "editor", "note.corrected", String::new()));
    }
    notes
}

fn note(desk: &Desk, kind: &'static str, label: &str, html: String) -> NoteView {
    NoteView {
        kind,
        label: desk.words.get(label).to_owned(),
        lang: None,
        tag: "",
        html,
    }
}

/// The events that a title names, in one note: who else tells them stands beside the text itself.
fn events(desk: &Desk, at: At, from: &str) -> Option<NoteView> {
    let all = &desk.relations.tellings;
    let here = desk.tellings_of_report[at.0].iter();
    let links: Vec<String> = here
        .filter(|&&t| all[t].at.1 == at.1)
        .filter_map(|&t| Some(event_link(desk, from, desk.event(&all[t].event)?.0)))
        .collect();
    (!links.is_empty()).then(|| note(desk, "also", "note.tells", signs::list(desk.words, &links)))
}

/// The events that a passage tells, and the first passage of each other report that tells them too.
fn tellings(desk: &Desk, at: At, from: &str) -> Vec<NoteView> {
    if desk.archive.reports[at.0].passages[at.1].kind == Kind::Title {
        return events(desk, at, from).into_iter().collect();
    }
    let all = &desk.relations.tellings;
    let here = desk.tellings_of_report[at.0]
        .iter()
        .filter(|&&t| all[t].at.1 == at.1);
    let mut notes = Vec::new();
    for &telling in here {
        let Some((place, _)) = desk.event(&all[telling].event) else {
            continue;
        };
        let link = event_link(desk, from, place);
        let mut named = Vec::new();
        let mut reports = 0;
        let mut last = None;
        for &other in &desk.tellings_of_event[place] {
            let other = all[other].at;
            if other.0 == at.0 || last == Some(other.0) {
                continue;
            }
            last = Some(other.0);
            reports += 1;
            if reports > NAMED {
                // The event's page has them all: counting on would make reading quadratic.
                break;
            }
            named.push(signs::passage_card_link(desk, from, other));
        }
        if named.is_empty() {
            notes.push(note(desk, "also", "note.tells", link));
            continue;
        }
        let mut html = signs::list(desk.words, &named);
        if reports > NAMED {
            html.push_str(desk.words.get("quote.more"));
        }
        notes.push(note(
            desk,
            "also",
            "note.also",
            format!("{html} <span class=\"note-event\">{link}</span>"),
        ));
    }
    notes
}

/// Points on which this passage parts from others.
fn differences(desk: &Desk, at: At, from: &str) -> Vec<NoteView> {
    let mut notes = Vec::new();
    for &position in desk.positions_at(at) {
        for &divergence in desk.divergences_of(position) {
            let divergence = &desk.relations.divergences[divergence];
            let mine = &desk.relations.positions[position];
            let report = &desk.archive.reports[at.0];
            let quoted =
                |report, words: &str| format!("<b>{}</b>", signs::quote(desk, report, words));
            let said = claims::exact(desk, position);
            let mut parts = vec![
                desk.words
                    .fill_html("note.here", &[("words", &quoted(report, said))]),
            ];
            let mut seen = vec![mine.version.as_str()];
            for &other in divergence.positions.iter().take(LOOKED_AT) {
                let Some(theirs) = desk.relations.positions.get(other) else {
                    continue;
                };
                if seen.contains(&theirs.version.as_str()) || desk.passage(theirs.at).is_none() {
                    continue;
                }
                seen.push(&theirs.version);
                let report = &desk.archive.reports[theirs.at.0];
                let words = quoted(report, claims::exact(desk, other));
                let who = signs::passage_card_link(desk, from, theirs.at);
                parts.push(
                    desk.words
                        .fill_html("note.elsewhere", &[("words", &words), ("who", &who)]),
                );
            }
            if parts.len() < 2 {
                continue;
            }
            let question = claims::question(desk, &mine.event, &mine.point);
            notes.push(NoteView {
                kind: if divergence.kind == "contradiction" {
                    "differs"
                } else {
                    "update"
                },
                label: question.words,
                lang: question.lang,
                tag: claims::tag(divergence.kind),
                html: parts.join(&escape(desk.words.get("note.and"))),
            });
        }
    }
    notes
}

/// Other reports that have words of this passage: what it changed of them, who has the same, who
/// quotes them.
fn same_words(desk: &Desk, at: At, from: &str) -> Vec<NoteView> {
    let (mut same, mut quoted) = (Vec::new(), Vec::new());
    let mut notes = Vec::new();
    for &tie in desk.reuse_at(at) {
        let tie = &desk.relations.reuse[tie];
        let other = if tie.a == at { tie.b } else { tie.a };
        match tie.kind {
            "near" if tie.b == at => {
                let changes = origins::changes_html(desk, other, at);
                let who = signs::passage_card_link(desk, from, other);
                let label = if changes.is_empty() {
                    "note.same_words"
                } else {
                    "note.repeats"
                };
                notes.push(note(desk, "also", label, format!("{who}{changes}")));
            }
            "quotes" => quoted.push(other),
            _ => same.push(other),
        }
    }
    for (label, others) in [("note.same_words", same), ("note.shares_words", quoted)] {
        if others.is_empty() {
            continue;
        }
        let named: Vec<String> = others
            .iter()
            .take(NAMED)
            .map(|&other| signs::passage_card_link(desk, from, other))
            .collect();
        let mut html = signs::list(desk.words, &named);
        if others.len() > NAMED {
            html.push(' ');
            html.push_str(&escape(
                &desk.words.count("count.more", others.len() - NAMED),
            ));
        }
        notes.push(note(desk, "also", label, html));
    }
    notes
}

/// What the dates of a passage were resolved to, where the words do not say it themselves.
fn dates(desk: &Desk, at: At) -> Option<NoteView> {
    let report = &desk.archive.reports[at.0];
    let passage = &report.passages[at.1];
    let mut parts: Vec<String> = Vec::new();
    for mark in &passage.marks {
        let MarkBody::Date { value, anchor, .. } = &mark.body else {
            continue;
        };
        let Some(exact) = passage.words.get(mark.span.clone()) else {
            continue;
        };
        // A length of time says itself; only what had to be resolved needs a note.
        if value.starts_with('P') {
            continue;
        }
        let said = when::say(desk.words, value);
        if fold(exact) == fold(&said) {
            continue;
        }
        let quoted = signs::quote(desk, report, exact);
        let mut part = desk.words.fill_html(
            "note.resolves",
            &[("words", &quoted), ("value", &escape(&said))],
        );
        let basis = match anchor {
            Anchor::Report => Some("note.from_report"),
            Anchor::Comment => Some("note.from_comment"),
            Anchor::None | Anchor::Previous | Anchor::Following => None,
        };
        if let Some(basis) = basis {
            part.push_str(&escape(desk.words.get("note.list")));
            part.push_str(&escape(desk.words.get(basis)));
        }
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    let label = match parts.len() {
        0 => return None,
        1 => "note.date",
        _ => "note.dates",
    };
    let html = parts.join(&escape(desk.words.get("note.and")));
    Some(note(desk, "date", label, html))
}

fn fold(text: &str) -> String {
    text.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

fn speakers(desk: &Desk, at: At, from: &str) -> Option<NoteView> {
    let passage = &desk.archive.reports[at.0].passages[at.1];
    let mut named: Vec<String> = Vec::new();
    for mark in &passage.marks {
        if let MarkBody::Quotation {
            speaker: Some(speaker),
            ..
        } = &mark.body
        {
            let link = entity_link(desk, from, speaker);
            if !named.contains(&link) {
                named.push(link);
            }
        }
    }
    (!named.is_empty()).then(|| {
        note(
            desk,
            "speaker",
            "note.speaker",
            signs::list(desk.words, &named),
        )
    })
}
