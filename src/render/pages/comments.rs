//! Readers' comments: in the source, but no part of the report; folded, sunk, nested by their depth.

use super::super::desk::Desk;
use super::super::direction;
use super::super::escape::escape;
use super::super::passage;
use super::super::views::CommentsView;
use super::when_html;
use crate::model::{Comment, Passage};

/// How deep comments are set in: further answers stand on the last step, or a long quarrel would leave
/// no width to read in.
const STEPS: usize = 5;

/// The comments of a report; None where it has none.
pub fn fold(desk: &Desk, place: usize, path: &str) -> Option<CommentsView> {
    let report = &desk.archive.reports[place];
    let comments: Vec<(&Passage, &Comment)> = report
        .passages
        .iter()
        .filter_map(|passage| Some((passage, passage.comment.as_ref()?)))
        .collect();
    if comments.is_empty() {
        return None;
    }
    let mut html = String::new();
    let mut depth = 0;
    for (at, (passage, comment)) in comments.iter().enumerate() {
        // A comment goes in by one step at most, whatever its depth says.
        let wanted = comment.depth.min(STEPS);
        let step = if at == 0 { 0 } else { wanted.min(depth + 1) };
        if at == 0 || step > depth {
            html.push_str("<ol class=\"comments\">");
        } else {
            html.push_str("</li>");
            html.push_str(&"</ol></li>".repeat(depth - step));
        }
        depth = step;
        html.push_str(&one(desk, report, passage, comment, path));
    }
    html.push_str("</li>");
    html.push_str(&"</ol></li>".repeat(depth));
    html.push_str("</ol>");
    Some(CommentsView {
        summary: desk.words.count("report.readers", comments.len()),
        html,
    })
}

/// One comment, its list item left open for the answers.
fn one(
    desk: &Desk,
    report: &crate::model::Report,
    passage: &Passage,
    comment: &Comment,
    path: &str,
) -> String {
    let id = escape(passage.id.as_str());
    let mut head = vec![];
    if let Some(author) = &comment.author {
        head.push(format!("<b>{}</b>", escape(author)));
    }
    if let Some(posted) = &comment.posted {
        head.push(when_html(desk, posted));
    }
    if let Some(score) = comment.score {
        let sign = if score < 0 { "−" } else { "+" };
        head.push(format!("{sign}{}", score.unsigned_abs()));
    }
    head.push(format!(
        "<a href=\"#cite\" data-cite=\"{id}\" data-number=\"{}\">{}</a>",
        escape(&passage.n),
        escape(desk.words.get("passage.cite"))
    ));
    let lang = desk
        .foreign(report)
        .map(|lang| format!(" lang=\"{}\"", escape(lang)))
        .unwrap_or_default();
    format!(
        "<li class=\"comment\" id=\"{id}\"><p class=\"comment-head\"><a class=\"passage-number\" href=\"#{id}\">{}</a> {}</p><p dir=\"{}\"{lang}>{}</p>",
        escape(&passage.n),
        head.join(" · "),
        direction::of(&report.language),
        passage::words(desk, path, passage, true)
    )
}
