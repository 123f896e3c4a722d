//! Origins on pages: texts are counted with the origins that they leave, and what a reprint changed.

use std::ops::Range;

use similar::{Algorithm, DiffTag, capture_diff_slices};

use super::desk::Desk;
use super::escape::escape;
use super::signs;
use crate::model::At;
use crate::text::skeleton;

/// `5 texts`, or `5 texts, 3 origins` where some repeat others.
pub fn counted(desk: &Desk, reports: usize, origins: usize) -> String {
    with_origins(
        desk,
        desk.words.count("count.reports", reports),
        reports,
        origins,
    )
}

/// By how many reports an event is told: `told by 5 texts, 3 origins`.
pub fn told_by(desk: &Desk, event: usize) -> String {
    let origins = desk.origins_of_event(event);
    let reports = desk.reports_of_event[event];
    if reports == 0 {
        return desk.words.get("timeline.untold").to_owned();
    }
    let told = desk.words.count("timeline.told_by", reports);
    with_origins(desk, told, reports, origins.len())
}

/// A count of reports with that of their origins behind it, where it is another.
pub fn with_origins(desk: &Desk, text: String, reports: usize, origins: usize) -> String {
    if origins == reports {
        return text;
    }
    let origins = desk.words.count("count.origins", origins);
    format!("{text}{}{origins}", desk.words.get("note.list"))
}

/// How many of some reports, in their order, repeat none of the others.
pub fn among(desk: &Desk, reports: &[usize]) -> usize {
    let own = reports.iter().filter(|&&report| {
        let origin = desk.repeats(report);
        origin.is_none_or(|origin| reports.binary_search(&origin).is_err())
    });
    own.count()
}

/// Whose words a report repeats, and who repeats it: keys of words, with HTML.
pub fn facts(desk: &Desk, place: usize, path: &str) -> Vec<(&'static str, String)> {
    let repeats = repeats(desk, place, path).map(|html| ("report.repeats", html));
    let reprints = desk.repeated_by(place);
    let reprinted =
        (!reprints.is_empty()).then(|| ("report.repeated_by", reprinted(desk, reprints, path)));
    repeats.into_iter().chain(reprinted).collect()
}

/// The report whose words one mostly repeats, with how much of it that is, and how much was changed.
fn repeats(desk: &Desk, place: usize, path: &str) -> Option<String> {
    let origin = desk.repeats(place)?;
    let passages = desk.archive.reports[place].passages.iter().enumerate();
    let text = passages.filter(|(_, passage)| passage.comment.is_none());
    let (mut all, mut repeated, mut changed) = (0, 0, 0);
    for (at, _) in text {
        let at = (place, at);
        let ties = desk
            .reuse_at(at)
            .iter()
            .map(|&tie| &desk.relations.reuse[tie]);
        let near = ties.filter(|tie| tie.kind == "near" && tie.b == at).count();
        all += 1;
        repeated += usize::from(desk.is_reprinted(at));
        changed += usize::from(near > 0);
    }
    let words = desk.words;
    let all = words.count("count.passages", all);
    let mut share = words.count_with("report.repeated", repeated, &[("all", &all)]);
    if changed > 0 {
        share.push_str(words.get("note.list"));
        share.push_str(&words.count("report.changed", changed));
    }
    let who = signs::siglum_link(desk, path, origin);
    Some(format!("{who} <span>{}</span>", escape(&share)))
}

/// The reports that mostly repeat one.
fn reprinted(desk: &Desk, reprints: &[usize], path: &str) -> String {
    const NAMED: usize = 8;
    let links = reprints.iter().take(NAMED);
    let mut links: Vec<String> = links.map(|&r| signs::siglum_link(desk, path, r)).collect();
    if reprints.len() > NAMED {
        let rest = desk.words.count("count.more", reprints.len() - NAMED);
        links.push(escape(&rest));
    }
    signs::list(desk.words, &links)
}

/// What one printing has in place of another's words, in bytes of each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub before: Range<usize>,
    pub after: Range<usize>,
}

/// What a later printing changed: words taken out, put in, or put in the place of others.
///
/// Case, accents, punctuation and white space are no change. None where the texts are too long to be
/// compared.
pub fn changes(before: &str, after: &str) -> Option<Vec<Change>> {
    const LONGEST: usize = 3_000;
    let (old, new) = (pieces(before), pieces(after));
    if old.len().max(new.len()) > LONGEST {
        return None;
    }
    let keys = |pieces: &[(Range<usize>, String)]| -> Vec<String> {
        pieces.iter().map(|(_, key)| key.clone()).collect()
    };
    let diff = capture_diff_slices(Algorithm::Patience, &keys(&old), &keys(&new));
    let mut ranges: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    for op in diff.iter().filter(|op| op.tag() != DiffTag::Equal) {
        let (before, after) = (op.old_range(), op.new_range());
        match ranges.last_mut() {
            // "more than 400" has become "nearly 500", although the word between them stayed.
            Some(last) if is_one(last, &before, &after) => {
                last.0.end = before.end;
                last.1.end = after.end;
            }
            _ => ranges.push((before, after)),
        }
    }
    let found = ranges.iter().map(|(before, after)| Change {
        before: stretch(&old, before),
        after: stretch(&new, after),
    });
    Some(found.collect())
}

/// Whether two changes are one to a reader: in both, words stand for others, and one word at most
/// lies between.
fn is_one(
    last: &(Range<usize>, Range<usize>),
    before: &Range<usize>,
    after: &Range<usize>,
) -> bool {
    let both = [&last.0, &last.1, before, after]
        .iter()
        .all(|range| !range.is_empty());
    both && before.start - last.0.end <= 1
}

/// The pieces of a text between white space that hold letters or digits, with these.
fn pieces(text: &str) -> Vec<(Range<usize>, String)> {
    let starts = text.split_whitespace().map(|piece| {
        let start = piece.as_ptr() as usize - text.as_ptr() as usize;
        let inner = piece.trim_matches(|c: char| !c.is_alphanumeric());
        let offset = inner.as_ptr() as usize - piece.as_ptr() as usize;
        (
            start + offset..start + offset + inner.len(),
            skeleton(inner),
        )
    });
    starts.filter(|(_, key)| !key.is_empty()).collect()
}

fn stretch(pieces: &[(Range<usize>, String)], range: &Range<usize>) -> Range<usize> {
    match pieces.get(range.clone()) {
        Some([first, .., last]) => first.0.start..last.0.end,
        Some([only]) => only.0.clone(),
        _ => 0..0,
    }
}

/// What the passage at `later` changed of the words of the one at `earlier`, as a list; empty where
/// nothing was changed.
pub fn changes_html(desk: &Desk, earlier: At, later: At) -> String {
    const SHOWN: usize = 8;
    let words = |at: At| desk.passage(at).map_or("", |p| p.words.as_str());
    let (before, after) = (words(earlier), words(later));
    let Some(changes) = changes(before, after).filter(|changes| !changes.is_empty()) else {
        return String::new();
    };
    let mut html = String::from("<ul class=\"changes\">");
    for change in changes.iter().take(SHOWN) {
        html.push_str("<li>");
        let sides = [
            (
                "del",
                "note.taken_out",
                &before[change.before.clone()],
                earlier,
            ),
            ("ins", "note.put_in", &after[change.after.clone()], later),
        ];
        let shown = sides.iter().filter(|side| !side.2.is_empty());
        let shown: Vec<String> = shown
            .map(|(tag, label, words, at)| changed(desk, tag, label, words, at.0))
            .collect();
        html.push_str(&shown.join(" "));
        html.push_str("</li>");
    }
    if changes.len() > SHOWN {
        let rest = desk.words.count("count.more", changes.len() - SHOWN);
        html.push_str(&format!("<li>{}</li>", escape(&rest)));
    }
    html.push_str("</ul>");
    html
}

/// Words taken out or put in; what is heard says which, because few programs read `del` and `ins` out.
fn changed(desk: &Desk, tag: &str, label: &str, words: &str, report: usize) -> String {
    const LONGEST: usize = 120;
    let spoken = escape(desk.words.get(label));
    let words = escape(&signs::shorten(desk.words, words, LONGEST));
    let words = match desk.foreign(&desk.archive.reports[report]) {
        Some(language) => format!(
            "<span lang=\"{}\" dir=\"auto\">{words}</span>",
            escape(language)
        ),
        None => words,
    };
    format!("<{tag}><span class=\"visually-hidden\">{spoken} </span>{words}</{tag}>")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(before: &str, after: &str, expected: &[(&str, &str)]) {
        let found = changes(before, after).unwrap();
        let words: Vec<(&str, &str)> = found
            .iter()
            .map(|c| (&before[c.before.clone()], &after[c.after.clone()]))
            .collect();
        assert_eq!(words, expected);
    }

    #[test]
    fn words_that_differ_are_changes() {
        check(
            "Les discussions ont duré plus de dix heures, dit-on, à Port-Brume.",
            "Les discussions ont duré onze heures à Port-Brume, hier.",
            &[("plus de dix", "onze"), ("dit-on", ""), ("", "hier")],
        );
        check(
            "On a compté plus de 400 maisons",
            "On a compté près de 500 maisons",
            &[("plus de 400", "près de 500")],
        );
    }

    #[test]
    fn typography_is_no_change() {
        check("« L’accord », dit-elle.", "\"L'accord\" dit-elle", &[]);
    }

    #[test]
    fn what_is_too_long_is_not_compared() {
        let long = "mot ".repeat(4_000);
        assert_eq!(changes(&long, "mot"), None);
    }
}
