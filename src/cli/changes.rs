use std::process::ExitCode;

use archive::model::Severity;
use archive::publish::Change;
use archive::{Options, changes};
use similar::{ChangeTag, TextDiff};

use super::bars::Bars;
use super::show::Show;
use super::status;

/// `archive build --what-would-change`.
pub fn run(options: &Options, show: &Show) -> ExitCode {
    let (outcome, changes) = changes(options, &Bars::new(show.progress()));
    show.diagnostics(&outcome.diagnostics);
    for change in &changes {
        show.line(&said(change));
    }
    show.line(&match changes.len() {
        0 => "no report file would change".to_owned(),
        1 => "1 report file would change; nothing was written".to_owned(),
        several => format!("{several} report files would change; nothing was written"),
    });
    status(&outcome, Severity::Error)
}

/// The change in counts of lines, and as a unified diff.
fn said(change: &Change) -> String {
    let path = change.path.display().to_string();
    let diff = TextDiff::from_lines(&change.before, &change.after);
    let count = |tag| diff.iter_all_changes().filter(|c| c.tag() == tag).count();
    let (more, gone) = (count(ChangeTag::Insert), count(ChangeTag::Delete));
    let mut unified = diff.unified_diff();
    let unified = unified.context_radius(0).header(&path, &path);
    format!("{path}: {more} new lines, {gone} gone\n{unified}")
}
