//! The lines of a source, grouped by what became of them.

use super::super::desk::Desk;
use super::super::escape::escape;
use super::super::signs;
use super::super::views::{LineView, RangeView};
use super::source::{Tile, What, is_comment, kind};
use crate::model::{At, LeftOut, Reason};

/// The lines, grouped by what became of them.
///
/// White space is shown where it stands but makes no range of its own: it belongs to the words after
/// it on its line, or else to the range before.
pub fn ranges(desk: &Desk, place: usize, tiles: &[Tile], path: &str) -> Vec<RangeView> {
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
