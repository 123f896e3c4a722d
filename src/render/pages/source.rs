//! The page of a source: its lines, which passage each became, and what was left out and why.

use super::super::address;
use super::super::desk::Desk;
use super::super::escape::escape;
use super::super::signs;
use super::super::views::{Fact, RibbonView, SourceView};
use super::ranges::ranges;
use super::report::outside_link;
use super::{Making, Sheet, fill, per_cent, when_html};
use crate::model::{At, Kind, LeftOut, Reason};

/// A stretch of a source: a passage, or something left out.
pub struct Tile<'a> {
    pub start: usize,
    pub end: usize,
    pub what: What<'a>,
}

#[derive(Clone, Copy)]
pub enum What<'a> {
    Passage(At),
    LeftOut(&'a LeftOut),
    /// In no tile at all: only a fault elsewhere makes these.
    Unknown,
}

/// Makes the page of the source at a place of the archive.
pub fn make(desk: &Desk, place: usize) -> Making {
    let source = &desk.archive.sources[place];
    let path = address::source(&source.id);
    let tiles = tiles(desk, place);
    let counts = counts(desk, &tiles);
    let lines = &desk.lines[place];
    let cut = lines.last_shown() < lines.count();
    let view = SourceView {
        name: source.id.to_string(),
        facts: facts(desk, place, &path),
        kept_note: desk.words.fill("source.kept_note", &[("counts", &counts)]),
        ribbon_title: desk.words.fill("source.ribbon", &[("counts", &counts)]),
        ribbon: ribbon(desk, &tiles, source.text.len()),
        ranges: ranges(desk, place, &tiles, &path),
        cut_href: cut.then(|| desk.shared(&path, &address::original(&source.id))),
        has_reports: !desk.of_source[place].is_empty(),
    };
    let sheet = Sheet {
        path: &path,
        template: "source.html",
        title: source.id.as_str(),
        section: "sources.html",
        body_class: "",
        owner: format!("the source {}", source.id),
    };
    fill(desk, sheet, &view, Vec::new())
}

/// The source from its first byte to its last; what overlaps is cut off, what is missing is shown
/// without a reason, so that the page holds the whole text whatever came before.
fn tiles<'a>(desk: &Desk<'a>, place: usize) -> Vec<Tile<'a>> {
    let mut found: Vec<(usize, usize, What)> = Vec::new();
    for &report in &desk.of_source[place] {
        let passages = &desk.archive.reports[report].passages;
        for (at, passage) in passages.iter().enumerate() {
            if let Some(span) = &passage.span {
                found.push((span.start, span.end, What::Passage((report, at))));
            }
        }
    }
    for left_out in desk.archive.left_out.get(place).into_iter().flatten() {
        found.push((
            left_out.span.start,
            left_out.span.end,
            What::LeftOut(left_out),
        ));
    }
    found.sort_by_key(|&(start, end, _)| (start, end));
    let length = desk.archive.sources[place].text.len();
    let mut tiles = Vec::with_capacity(found.len());
    let mut at = 0;
    for (start, end, what) in found {
        let (start, end) = (start.max(at), end.min(length));
        if start >= end {
            continue;
        }
        if start > at {
            tiles.push(Tile {
                start: at,
                end: start,
                what: What::Unknown,
            });
        }
        tiles.push(Tile { start, end, what });
        at = end;
    }
    if at < length {
        tiles.push(Tile {
            start: at,
            end: length,
            what: What::Unknown,
        });
    }
    tiles
}

fn counts(desk: &Desk, tiles: &[Tile]) -> String {
    let (mut passages, mut comments, mut left_out) = (0, 0, 0);
    for tile in tiles {
        match tile.what {
            What::Passage(at) if is_comment(desk, at) => comments += 1,
            What::Passage(_) => passages += 1,
            What::LeftOut(range) if range.reason != Reason::Blank => left_out += 1,
            What::LeftOut(_) | What::Unknown => {}
        }
    }
    let words = desk.words;
    let mut parts = vec![words.count("count.passages", passages)];
    if comments > 0 {
        parts.push(words.count("count.comments", comments));
    }
    parts.push(words.count("count.ranges_left_out", left_out));
    signs::list(words, &parts)
}

/// Whether a passage is a comment.
pub fn is_comment(desk: &Desk, at: At) -> bool {
    desk.archive.reports[at.0].passages[at.1].kind == Kind::Comment
}

fn facts(desk: &Desk, place: usize, path: &str) -> Vec<Fact> {
    let source = &desk.archive.sources[place];
    let words = desk.words;
    let mut facts = Vec::new();
    let mut add = |key: &str, html: String| {
        facts.push(Fact {
            label: words.get(key).to_owned(),
            html,
        });
    };
    let reports: Vec<String> = desk.of_source[place]
        .iter()
        .map(|&report| {
            let title = &desk.archive.reports[report].title;
            let href = address::link(path, &address::report(&desk.archive.reports[report].id));
            format!(
                "<a href=\"{href}\">{} {}</a>",
                signs::siglum(desk, report),
                escape(&signs::shorten(words, title, 80))
            )
        })
        .collect();
    match reports.as_slice() {
        [] => {}
        [one] => add("source.reports_one", one.clone()),
        several => {
            let items: String = several.iter().map(|r| format!("<li>{r}</li>")).collect();
            add("source.reports", format!("<ul>{items}</ul>"));
        }
    }
    let characters = desk.lines[place].characters_before(&source.text, source.text.len());
    add(
        "source.encoding",
        words.fill_html(
            "source.size",
            &[
                ("encoding", &escape(&source.encoding)),
                (
                    "characters",
                    &escape(&words.count("count.characters", characters)),
                ),
                (
                    "lines",
                    &escape(&words.count("count.lines", desk.lines[place].count())),
                ),
            ],
        ),
    );
    let link = |to: &str, key: &str| {
        let href = desk.shared(path, to);
        format!("<a href=\"{href}\">{}</a>", escape(words.get(key)))
    };
    if source.form.is_extracted() {
        let text = link(&address::original(&source.id), "source.text");
        let file = link(&address::markup(&source.id), "source.original");
        add(
            "source.file",
            format!("<ul><li>{file}</li><li>{text}</li></ul>"),
        );
    } else {
        add(
            "source.file",
            link(&address::original(&source.id), "source.original"),
        );
    }
    let given = &source.provenance;
    let retrieved = given.retrieved.as_deref();
    let rows = [
        ("source.address", given.url.as_deref().map(outside_link)),
        (
            "source.retrieved",
            retrieved.map(|day| when_html(desk, day)),
        ),
        ("source.licence", given.licence.as_deref().map(outside_link)),
    ];
    for (key, html) in rows {
        let unknown = || escape(words.get(&format!("{key}_unknown")));
        add(key, html.unwrap_or_else(unknown));
    }
    add(
        "report.sha256",
        format!("<code class=\"hash\">{}</code>", escape(&source.sha256)),
    );
    facts
}

/// What the page calls a stretch.
pub fn kind(desk: &Desk, what: What) -> &'static str {
    match what {
        What::Passage(at) if is_comment(desk, at) => "comment",
        What::Passage(_) => "passage",
        What::LeftOut(_) | What::Unknown => "left-out",
    }
}

/// At most about a thousand stretches: more would be thinner than a pixel.
fn ribbon(desk: &Desk, tiles: &[Tile], length: usize) -> Vec<RibbonView> {
    let mut merged: Vec<(&'static str, usize, usize)> = Vec::new();
    for tile in tiles {
        let kind = kind(desk, tile.what);
        let blank = matches!(tile.what, What::LeftOut(l) if l.reason == Reason::Blank);
        match merged.last_mut() {
            // White space between two passages is a gap of nothing: it belongs to the one before.
            Some(last) if blank => last.2 = tile.end,
            Some(last) if last.0 == kind && kind == "left-out" => last.2 = tile.end,
            Some(last) if last.0 == kind && tile.end - last.1 < length / 1000 => last.2 = tile.end,
            _ => merged.push((kind, tile.start, tile.end)),
        }
    }
    merged
        .into_iter()
        .filter(|(_, start, end)| (end - start) * 2000 >= length)
        .map(|(kind, start, end)| RibbonView {
            kind,
            x: per_cent(start, length),
            // A hair less than its share, so that neighbours stay apart.
            width: format!(
                "{:.2}",
                ((end - start) as f64 * 100.0 / length as f64 - 0.12).max(0.05)
            ),
        })
        .collect()
}
