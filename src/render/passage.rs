//! A passage's words as HTML, with its marks.
//!
//! Links cannot hold links, so mentions are always innermost: where one mention holds another, the
//! words around the inner one lead to the outer entity. All other marks nest; one that crosses
//! another, which a hand-edited file may bring about, is closed and opened again.

use std::ops::Range;

use super::address;
use super::desk::Desk;
use super::escape::{escape, escape_into};
use super::shared::Shared;
use super::{signs, when, why};
use crate::model::{EntityId, Mark, MarkBody, Passage, Speech};

/// The words of a passage as they stand on the page at `from`; `cards`: whether that page has a card
/// for each entity named.
pub fn words(desk: &Desk, from: &str, passage: &Passage, cards: bool) -> String {
    let why = &|mark: &Mark| cards.then(|| why::sentence(desk, passage, mark));
    let look = Look {
        why,
        cards,
        light: None,
    };
    write(desk, from, passage, &look)
}

/// The words of a passage that stands beside others, with what they share to be lit (`data-shared`);
/// `language`: that of its report.
pub fn compared(
    desk: &Desk,
    from: &str,
    passage: &Passage,
    language: &str,
    shared: &Shared,
) -> String {
    let light = Light {
        shared,
        stretches: shared.stretches(passage, language),
    };
    let look = Look {
        why: &|mark| Some(why::sentence(desk, passage, mark)),
        cards: false,
        light: Some(&light),
    };
    write(desk, from, passage, &look)
}

/// How marks show on a page.
struct Look<'l> {
    /// What a mark says and why, on a page that shows it; None on others.
    why: &'l dyn Fn(&Mark) -> Option<String>,
    /// The page has a card for each entity named; elsewhere a mention says itself whom it names.
    cards: bool,
    light: Option<&'l Light<'l>>,
}

/// What of a passage can be lit.
struct Light<'s> {
    shared: &'s Shared,
    stretches: Vec<Range<usize>>,
}

fn write(desk: &Desk, from: &str, passage: &Passage, look: &Look) -> String {
    let text = passage.words.as_str();
    let mut out = String::with_capacity(text.len() * 2);
    let marks = usable_marks(passage);
    let stretches: &[Range<usize>] = look.light.map_or(&[], |light| &light.stretches);
    if marks.is_empty() && stretches.is_empty() {
        escape_into(&mut out, text);
        return out;
    }
    let mut starting: Vec<usize> = (0..marks.len()).collect();
    starting.sort_by_key(|&m| {
        let mark = marks[m];
        (
            mark.span.start,
            std::cmp::Reverse(mark.span.end),
            rank(mark),
            m,
        )
    });
    let mut bounds: Vec<usize> = marks
        .iter()
        .flat_map(|mark| [mark.span.start, mark.span.end])
        .chain(stretches.iter().flat_map(|s| [s.start, s.end]))
        .collect();
    bounds.push(text.len());
    bounds.sort_unstable();
    bounds.dedup();

    let mut open: Vec<usize> = Vec::new();
    let mut mentions: Vec<usize> = Vec::new();
    let mut next = 0;
    let mut at = 0;
    let mut stretch = stretches.iter().peekable();
    for bound in bounds {
        while stretch.next_if(|s| s.end <= at).is_some() {}
        let lit = stretch.peek().is_some_and(|s| s.start <= at && at < s.end);
        let mark = innermost(&marks, &mentions);
        write_chunk(desk, from, &text[at..bound], mark, lit, look, &mut out);
        at = bound;
        mentions.retain(|&m| marks[m].span.end > at);
        close_ended(&marks, &mut open, at, look, &mut out);
        while next < starting.len() && marks[starting[next]].span.start == at {
            let m = starting[next];
            next += 1;
            let mark = marks[m];
            if matches!(mark.body, MarkBody::Mention { .. }) {
                mentions.push(m);
            } else if let (true, MarkBody::Correction { words }) =
                (mark.span.is_empty(), &mark.body)
            {
                insertion(words, &mut out);
            } else {
                out.push_str(&opening(marks[m], look));
                open.push(m);
            }
        }
    }
    out
}

/// Marks whose span lies within the words, on character boundaries, and holds something.
fn usable_marks(passage: &Passage) -> Vec<&Mark> {
    let words = passage.words.as_str();
    passage
        .marks
        .iter()
        .filter(|mark| !matches!(mark.body, MarkBody::Markdown { .. }))
        .filter(|mark| words.get(mark.span.clone()).is_some())
        .filter(|mark| !mark.span.is_empty() || matches!(mark.body, MarkBody::Correction { .. }))
        .collect()
}

/// Words that a person put in.
fn insertion(words: &str, out: &mut String) {
    if !words.is_empty() {
        out.push_str("<ins>");
        escape_into(out, words);
        out.push_str("</ins>");
    }
}

/// Of marks on the same span, which one stands outside.
fn rank(mark: &Mark) -> u8 {
    match mark.body {
        MarkBody::Correction { .. } => 0,
        MarkBody::Quotation { .. } => 1,
        MarkBody::Date { .. } => 2,
        MarkBody::Figure { .. } => 3,
        MarkBody::Mention { .. } => 4,
        MarkBody::Markdown { .. } => 5,
    }
}

fn innermost<'m>(marks: &[&'m Mark], mentions: &[usize]) -> Option<&'m Mark> {
    let shortest = mentions.iter().min_by_key(|&&m| marks[m].span.len())?;
    Some(marks[*shortest])
}

fn write_chunk(
    desk: &Desk,
    from: &str,
    chunk: &str,
    mark: Option<&Mark>,
    lit: bool,
    look: &Look,
    out: &mut String,
) {
    let named = mark.filter(|_| chunk.chars().any(char::is_alphanumeric));
    let entity = named.and_then(|mark| match &mark.body {
        MarkBody::Mention { entity, .. } => desk.entity(entity),
        _ => None,
    });
    let (Some(mark), Some(entity)) = (named, entity) else {
        write_text(chunk, lit, out);
        return;
    };
    // The line under a name does not run on under the space beside it.
    let name = chunk.trim();
    let start = chunk.len() - chunk.trim_start().len();
    write_text(&chunk[..start], lit, out);
    let href = address::link(from, &address::entity(&entity.id));
    let family = entity.kind.family();
    out.push_str(&format!(
        "<a class=\"mention mention-{family}\" href=\"{href}\""
    ));
    if look.light.is_some_and(|l| l.shared.has_entity(&entity.id)) {
        out.push_str(" data-shared=\"entities\"");
    }
    if let Some(mut why) = (look.why)(mark) {
        if look.cards {
            out.push_str(&format!(" data-card=\"{}\"", escape(&card_id(&entity.id))));
        } else {
            let kind = signs::kind_word(desk, entity.kind.as_str());
            let rest = [kind, why].into_iter().filter(|part| !part.is_empty());
            why = rest.collect::<Vec<_>>().join(desk.words.get("why.and"));
            out.push_str(&format!(" data-head=\"{}\"", escape(&entity.name)));
        }
        if !why.is_empty() {
            out.push_str(&format!(" data-why=\"{}\"", escape(&why)));
        }
    }
    out.push('>');
    write_text(name, lit, out);
    out.push_str("</a>");
    write_text(&chunk[start + name.len()..], lit, out);
}

/// Words without a mark of their own, which other columns may share.
fn write_text(text: &str, lit: bool, out: &mut String) {
    let lit = lit && !text.is_empty();
    if lit {
        out.push_str("<span data-shared=\"words\">");
    }
    escape_into(out, text);
    if lit {
        out.push_str("</span>");
    }
}

/// The id of the card of an entity on a report's page.
pub fn card_id(entity: &EntityId) -> String {
    format!("card-{entity}")
}

fn close_ended(marks: &[&Mark], open: &mut Vec<usize>, at: usize, look: &Look, out: &mut String) {
    while open.iter().any(|&m| marks[m].span.end <= at) {
        let mut crossing = Vec::new();
        while let Some(m) = open.pop() {
            let ended = marks[m].span.end <= at;
            out.push_str(closing(&marks[m].body));
            if let (true, MarkBody::Correction { words }) = (ended, &marks[m].body) {
                insertion(words, out);
            }
            if ended {
                break;
            }
            crossing.push(m);
        }
        for m in crossing.into_iter().rev() {
            out.push_str(&opening(marks[m], look));
            open.push(m);
        }
    }
}

fn opening(mark: &Mark, look: &Look) -> String {
    let focus = match &mark.body {
        MarkBody::Date { .. } | MarkBody::Quotation { .. } | MarkBody::Figure { .. } => {
            (look.why)(mark)
        }
        _ => None,
    };
    let mut attributes = focus.map_or_else(String::new, |why| {
        format!(" tabindex=\"0\" data-why=\"{}\"", escape(&why))
    });
    if look.light.is_some_and(|l| l.shared.has_value(&mark.body)) {
        attributes.push_str(" data-shared=\"figures\"");
    }
    match &mark.body {
        MarkBody::Mention { .. } | MarkBody::Markdown { .. } => String::new(),
        MarkBody::Date { value, .. } => match when::html_datetime(value) {
            Some(value) => format!("<time class=\"date\" datetime=\"{value}\"{attributes}>"),
            None => format!(
                "<span class=\"date\" data-value=\"{}\"{attributes}>",
                escape(value)
            ),
        },
        MarkBody::Quotation { speech, .. } => match speech {
            Speech::Direct => format!("<q class=\"quotation\"{attributes}>"),
            Speech::Indirect => {
                format!("<span class=\"quotation quotation-indirect\"{attributes}>")
            }
        },
        MarkBody::Figure { min, max, .. } => {
            let value = range(*min, *max);
            format!("<data class=\"figure\" value=\"{value}\"{attributes}>")
        }
        MarkBody::Correction { .. } => "<del>".to_owned(),
    }
}

fn closing(body: &MarkBody) -> &'static str {
    match body {
        MarkBody::Mention { .. } | MarkBody::Markdown { .. } => "",
        MarkBody::Date { value, .. } if when::html_datetime(value).is_some() => "</time>",
        MarkBody::Date { .. } => "</span>",
        MarkBody::Quotation { speech, .. } => match speech {
            Speech::Direct => "</q>",
            Speech::Indirect => "</span>",
        },
        MarkBody::Figure { .. } => "</data>",
        MarkBody::Correction { .. } => "</del>",
    }
}

/// A figure as the tables write it: `400`, `400/` (at least), `/400` (at most), `30/40`.
pub fn range(min: Option<f64>, max: Option<f64>) -> String {
    match (min, max) {
        (Some(min), Some(max)) if (min - max).abs() < f64::EPSILON => min.to_string(),
        (min, max) => {
            let side = |end: Option<f64>| end.map(|n| n.to_string()).unwrap_or_default();
            format!("{}/{}", side(min), side(max))
        }
    }
}
