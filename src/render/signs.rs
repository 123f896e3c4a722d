//! The small signs that stand for a report or a passage wherever space is short.

use super::address;
use super::desk::Desk;
use super::direction;
use super::escape::escape;
use super::when;
use super::words::Words;
use crate::model::{At, Report};

/// The siglum of a report; a reprint wears a broken box.
pub fn siglum(desk: &Desk, report: usize) -> String {
    let class = if desk.is_reprint(report) {
        "siglum siglum-reprint"
    } else {
        "siglum"
    };
    let sign = escape(&desk.archive.reports[report].siglum);
    let name = escape(desk.name(report));
    format!("<abbr class=\"{class}\" title=\"{name}\">{sign}</abbr>")
}

/// The siglum as a link to its report.
pub fn siglum_link(desk: &Desk, from: &str, report: usize) -> String {
    let to = address::report(&desk.archive.reports[report].id);
    let href = address::link(from, &to);
    format!(
        "<a class=\"passage-link\" href=\"{href}\">{}</a>",
        siglum(desk, report)
    )
}

/// A passage as its report's siglum and its number, linked.
pub fn passage_link(desk: &Desk, from: &str, at: At) -> String {
    let n = escape(&desk.archive.reports[at.0].passages[at.1].n);
    let href = passage_href(desk, from, at);
    format!(
        "<a class=\"passage-link\" href=\"{href}\">{} {n}</a>",
        siglum(desk, at.0)
    )
}

/// The same with what a card shows: who has the passage, and how it begins.
pub fn passage_card_link(desk: &Desk, from: &str, at: At) -> String {
    let card = passage_card(desk, at);
    passage_link(desk, from, at).replacen("<a ", &format!("<a {card} "), 1)
}

/// What a card shows of a passage, as attributes of the link that leads there.
pub fn passage_card(desk: &Desk, at: At) -> String {
    const SHOWN: usize = 160;
    let report = &desk.archive.reports[at.0];
    let passage = &report.passages[at.1];
    let words = desk.words;
    let mut head = vec![shorten(words, desk.name(at.0), 60)];
    let published = report.published.as_ref();
    head.extend(published.map(|p| when::say_short(words, &p.value)));
    let quoted = shorten(words, &passage.words, SHOWN);
    let quoted = words.fill("quote.words", &[("words", &quoted)]);
    let language = desk.foreign(report);
    format!(
        "{}data-head=\"{}\" data-why=\"{}\"",
        language.map_or_else(String::new, |l| format!("hreflang=\"{}\" ", escape(l))),
        escape(&head.join(words.get("note.list"))),
        escape(&quoted)
    )
}

/// The link to a passage.
pub fn passage_href(desk: &Desk, from: &str, at: At) -> String {
    let report = &desk.archive.reports[at.0];
    let to = address::report(&report.id);
    address::link_to(from, &to, report.passages[at.1].id.as_str())
}

/// A source's words between the site's quotation marks, in their own language.
pub fn quote(desk: &Desk, report: &Report, words: &str) -> String {
    let quoted = desk
        .words
        .fill_html("quote.words", &[("words", &escape(words.trim()))]);
    match desk.foreign(report) {
        Some(language) => format!(
            "<q lang=\"{}\" dir=\"{}\">{quoted}</q>",
            escape(language),
            direction::of(language)
        ),
        None => format!("<q>{quoted}</q>"),
    }
}

/// A language as an attribute, with a space behind it; nothing where it is that of the page.
pub fn lang(language: Option<&str>) -> String {
    language.map_or_else(String::new, |tag| format!("lang=\"{}\" ", escape(tag)))
}

/// Words (as HTML) with their language, where it is not that of the page.
pub fn spoken_in(language: Option<&str>, html: &str) -> String {
    match language {
        Some(tag) => format!(
            "<span lang=\"{}\" dir=\"{}\">{html}</span>",
            escape(tag),
            direction::of(tag)
        ),
        None => html.to_owned(),
    }
}

/// What a kind of entity is called.
pub fn kind_word(desk: &Desk, kind: &str) -> String {
    let key = format!("kind.{kind}");
    desk.words.find(&key).unwrap_or(kind).to_owned()
}

/// Several pieces of HTML as a list in a sentence.
pub fn list(words: &Words, pieces: &[String]) -> String {
    pieces.join(&escape(words.get("note.list")))
}

/// White space read as one space, and a text cut at a word where it is too long.
pub fn shorten(words: &Words, text: &str, characters: usize) -> String {
    let mut out = String::new();
    let mut count = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count() + 1;
        if count > 0 && count + length > characters {
            out.push_str(words.get("quote.more"));
            return out;
        }
        if count > 0 {
            out.push(' ');
        }
        count += length;
        if length > characters * 2 {
            out.extend(word.chars().take(characters));
            out.push_str(words.get("quote.more"));
            return out;
        }
        out.push_str(word);
    }
    out
}
