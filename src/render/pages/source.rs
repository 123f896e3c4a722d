//! The page of a source: its lines, which passage each became, and what was left out and why.

use super::super::address;
use super::super::desk::Desk;
use super::super::escape::escape;
use super::super::signs;
use super::super::views::{Fact, LineView, RangeView, RibbonView, SourceView};
use super::report::outside_link;
use super::{Making, Sheet, fill, per_cent, when_html};
use crate::model::{At, Kind, LeftOut, Reason};

/// A stretch of a source: a passage, or something left out.
struct Tile<'a> {
    start: usize,
    end: usize,
    what: What<'a>,
}

#[derive(Clone, Copy)]
enum What<'a> {
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
        cut_href: cut.then(|| address::link(&path, &address::original(&source.id))),
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

fn is_comment(desk: &Desk, at: At) -> bool {
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
        let href = address::link(path, to);
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

fn kind(desk: &Desk, what: What) -> &'static str {
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

/// The lines, grouped by what became of them.
///
/// White space is shown where it stands but makes no range of its own: it belongs to the words after
/// it on its line, or else to the range before.
fn ranges(desk: &Desk, place: usize, tiles: &[Tile], path: &str) -> Vec<RangeView> {
    let text = &desk.archive.sources[place].text;
    let lines = &desk.lines[place];
    // Once a tile, not once a line: one of blanks may hold every line there is.
    let blank: Vec<bool> = tiles.iter().map(|tile| is_blank(tile, text)).collect();
    let mut groups: Vec<Group> = Vec::new();
    let mut tile = 0;
    for number in 1..=lines.last_shown() {
        let span = lines.span(number);
        while tile < tiles.len() && tiles[tile].end <= span.start {
            tile += 1;
        }
        let mut pieces: Vec<(usize, usize)> = Vec::new();
        let mut at = tile;
        while at < tiles.len() && tiles[at].start < span.end {
            if !blank[at] {
                // A piece begins where the one before ended, so that white space is never lost.
                let start = if pieces.is_empty() {
                    span.start
                } else {
                    tiles[at].start
                };
                pieces.push((at, start));
            }
            at += 1;
        }
        if pieces.is_empty() {
            let line = LineView {
                number: Some(number),
                text: text[span].trim_end_matches(['\r', '\n']).to_owned(),
            };
            match groups.last_mut() {
                Some(group) => group.lines.push(line),
                None => groups.push(Group {
                    tiles: Vec::new(),
                    kind: "left-out",
                    start: number,
                    lines: vec![line],
                }),
            }
            continue;
        }
        for (index, &(at, start)) in pieces.iter().enumerate() {
            let end = pieces.get(index + 1).map_or(span.end, |next| next.1);
            let line = LineView {
                number: (index == 0).then_some(number),
                text: text[start..end].trim_end_matches(['\r', '\n']).to_owned(),
            };
            put(desk, tiles, &mut groups, at, number, line);
        }
    }
    groups
        .into_iter()
        .map(|group| RangeView {
            kind: group.kind,
            start: group.start,
            note_html: note(desk, tiles, &group, path),
            lines: group.lines,
        })
        .collect()
}

/// Lines that became the same thing.
struct Group {
    tiles: Vec<usize>,
    kind: &'static str,
    start: usize,
    lines: Vec<LineView>,
}

fn put(
    desk: &Desk,
    tiles: &[Tile],
    groups: &mut Vec<Group>,
    tile: usize,
    number: usize,
    line: LineView,
) {
    let kind = kind(desk, tiles[tile].what);
    if let Some(group) = groups.last_mut() {
        let same = group.tiles.last() == Some(&tile);
        let both_left_out =
            group.kind == "left-out" && kind == "left-out" && group.tiles.len() < 40;
        if same || both_left_out {
            if !same {
                group.tiles.push(tile);
            }
            group.lines.push(line);
            return;
        }
    }
    groups.push(Group {
        tiles: vec![tile],
        kind,
        start: number,
        lines: vec![line],
    });
}

fn is_blank(tile: &Tile, text: &str) -> bool {
    let reason = match tile.what {
        What::LeftOut(left_out) => left_out.reason == Reason::Blank,
        What::Unknown => true,
        What::Passage(_) => false,
    };
    reason && text[tile.start..tile.end].trim().is_empty()
}

fn note(desk: &Desk, tiles: &[Tile], group: &Group, path: &str) -> String {
    let words = desk.words;
    let mut reasons: Vec<String> = Vec::new();
    for &tile in &group.tiles {
        let reason = match tiles[tile].what {
            What::Passage(at) => return passage_note(desk, at, path),
            What::LeftOut(left_out) => reason(desk, left_out, path),
            What::Unknown => escape(words.get("reason.other")),
        };
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    if reasons.is_empty() {
        return String::new();
    }
    format!(
        "<b>{}</b> <span>{}</span>",
        escape(words.get("source.left_out")),
        signs::list(words, &reasons)
    )
}

fn reason(desk: &Desk, left_out: &LeftOut, path: &str) -> String {
    let words = desk.words;
    let word = escape(words.get(&format!("reason.{}", left_out.reason.as_str())));
    let Some((report, passage)) = &left_out.repeats else {
        return word;
    };
    let Some(place) = desk.report(report) else {
        return word;
    };
    let passages = &desk.archive.reports[place].passages;
    let Some(at) = passages.iter().position(|p| p.id == *passage) else {
        return word;
    };
    let href = signs::passage_href(desk, path, (place, at));
    let label = words.fill_html("source.passage_inline", &[("n", &escape(&passages[at].n))]);
    words.fill_html(
        "source.repeats",
        &[("passage", &format!("<a href=\"{href}\">{label}</a>"))],
    )
}

fn passage_note(desk: &Desk, at: At, path: &str) -> String {
    let words = desk.words;
    let passage = &desk.archive.reports[at.0].passages[at.1];
    let key = if is_comment(desk, at) {
        "source.comment"
    } else {
        "source.passage"
    };
    let label = words.fill_html(key, &[("n", &escape(&passage.n))]);
    let mut html = format!(
        "<a href=\"{}\">{label}</a>",
        signs::passage_href(desk, path, at)
    );
    let several = passage_source_has_several(desk, at);
    if several {
        html = format!("{} {html}", signs::siglum(desk, at.0));
    }
    let what = match &passage.comment {
        Some(comment) => comment.author.clone().unwrap_or_default(),
        None => words
            .get(&format!("passage.{}", passage.kind.as_str()))
            .to_owned(),
    };
    if !what.is_empty() {
        html.push_str(&escape(words.get("note.list")));
        html.push_str(&escape(&what));
    }
    html
}

fn passage_source_has_several(desk: &Desk, at: At) -> bool {
    let source = desk.archive.reports[at.0].source.as_ref();
    source
        .and_then(|id| desk.source(id))
        .is_some_and(|place| desk.of_source[place].len() > 1)
}
