//! What a mark resolved to, and why, in the site's own words: shown when it has the focus.

use super::desk::Desk;
use super::when;
use crate::annotate;
use crate::model::{Anchor, By, Entity, EntityId, Mark, MarkBody, Passage, Speech, Why};

/// What a mark says of its words, where its card does not, and the rule or record behind it.
pub fn sentence(desk: &Desk, passage: &Passage, mark: &Mark) -> String {
    let exact = passage.words.get(mark.span.clone()).unwrap_or_default();
    let entity = match &mark.body {
        MarkBody::Mention { entity, .. } => desk.entity(entity),
        _ => None,
    };
    let mut parts = resolved(desk, mark);
    parts.extend(reason(desk, mark, exact, entity));
    parts.join(desk.words.get("why.and"))
}

fn resolved(desk: &Desk, mark: &Mark) -> Vec<String> {
    let words = desk.words;
    match &mark.body {
        MarkBody::Mention { metonym, .. } => {
            let metonym = metonym.then(|| words.get("why.metonym").to_owned());
            metonym.into_iter().collect()
        }
        MarkBody::Date { value, .. } => vec![when::say(words, value)],
        MarkBody::Quotation { speech, speaker } => {
            let mut parts = vec![match speaker {
                Some(speaker) => words.fill("why.speaker", &[("who", &name(desk, speaker))]),
                None => words.get("why.no_speaker").to_owned(),
            }];
            if *speech == Speech::Indirect {
                parts.push(words.get("why.indirect").to_owned());
            }
            parts
        }
        body @ MarkBody::Figure { .. } => figure(desk, body),
        MarkBody::Correction { .. } | MarkBody::Markdown { .. } => Vec::new(),
    }
}

fn figure(desk: &Desk, body: &MarkBody) -> Vec<String> {
    let MarkBody::Figure {
        counted,
        min,
        max,
        change,
        of,
        claimant,
        as_of,
    } = body
    else {
        return Vec::new();
    };
    let words = desk.words;
    let number = |n: f64| number(desk, n);
    let value = match (*min, *max) {
        (None, None) => words.get("why.no_number").to_owned(),
        (Some(a), Some(b)) if a == b => number(a),
        (Some(a), Some(b)) => words.fill("why.range", &[("a", &number(a)), ("b", &number(b))]),
        (Some(a), None) => words.fill("why.at_least", &[("n", &number(a))]),
        (None, Some(b)) => words.fill("why.at_most", &[("n", &number(b))]),
    };
    let key = format!("counted.{counted}");
    let kind = words.find(&key).unwrap_or(counted).to_owned();
    let mut parts = vec![value, kind];
    if let Some(of) = of {
        parts.push(match desk.entity(&EntityId::new(of)) {
            Some(entity) => entity.name.clone(),
            None => of.clone(),
        });
    }
    if *change {
        parts.push(words.get("why.change").to_owned());
    }
    if let Some(claimant) = claimant {
        parts.push(words.fill("why.claimant", &[("who", &name(desk, claimant))]));
    }
    if let Some(as_of) = as_of {
        parts.push(words.fill("why.as_of", &[("date", &when::say(words, as_of))]));
    }
    parts
}

/// A number as the site writes it; one with a fraction as the tables do.
fn number(desk: &Desk, n: f64) -> String {
    const MOST: f64 = 1e15;
    if n.fract() == 0.0 && (0.0..MOST).contains(&n) {
        desk.words.number(n as usize)
    } else {
        n.to_string()
    }
}

fn name(desk: &Desk, id: &EntityId) -> String {
    let entity = desk.entity(id);
    entity.map_or_else(|| id.to_string(), |entity| entity.name.clone())
}

fn reason(desk: &Desk, mark: &Mark, exact: &str, entity: Option<&Entity>) -> Option<String> {
    let words = desk.words;
    if mark.by == By::Person {
        return Some(words.get("why.person").to_owned());
    }
    let why = annotate::why(mark, exact, entity);
    let said = match &why {
        Why::Unsaid => {
            let MarkBody::Date { anchor, .. } = &mark.body else {
                return None;
            };
            let key = match anchor {
                Anchor::None => return None,
                Anchor::Report => "why.from_report",
                Anchor::Previous => "why.from_previous",
                Anchor::Following => "why.from_following",
                Anchor::Comment => "why.from_comment",
            };
            return Some(words.get(key).to_owned());
        }
        Why::CountedFrom(value) => when::say(words, value),
        other => other.words().to_owned(),
    };
    Some(words.fill(&format!("why.{}", why.rule()), &[("words", &said)]))
}
