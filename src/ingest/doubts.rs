//! What a person should look at in a source, though all of it was read.

use std::sync::LazyLock;

use regex::Regex;

use crate::model::{Diagnostic, Place, SourceDraft};

/// A passage of more characters is no paragraph: nobody finds anything in it.
const LONGEST: usize = 50_000;

static MARKUP: LazyLock<Regex> = LazyLock::new(|| {
    let tags = r"(?i)</?(?:a|br|div|h[1-6]|iframe|img|li|p|script|span|style|table|td|tr|ul)(?:\s[^<>]{0,500})?/?>";
    Regex::new(&format!(r"{tags}|\{{[{{%#][^{{}}]{{0,200}}[}}%#]\}}")).expect("a fixed pattern")
});

/// The doubts about one source, each told once.
pub fn of(draft: &SourceDraft) -> Vec<Diagnostic> {
    let text = &draft.source.text;
    let path = format!("content/sources/{}", draft.source.id);
    let mut doubts = Vec::new();
    if draft.reports.is_empty() {
        doubts.push(
            Diagnostic::warning("source-without-text", "no text was found in this source")
                .at(Place::file(&path))
                .hint("remove the file, or check that it is the one you meant"),
        );
    }
    let mut passages = draft.reports.iter().flat_map(|r| &r.passages);
    let long = passages
        .find(|p| p.span.len() > LONGEST && text[p.span.clone()].chars().nth(LONGEST).is_some());
    if let Some(long) = long {
        let chars = text[long.span.clone()].chars().count();
        let start = long.span.start;
        doubts.push(
            Diagnostic::warning(
                "passage-very-long",
                format!("one passage of {chars} characters: nobody finds anything in it"),
            )
            .at(Place::span(&path, text, start..start + 1))
            .hint("part its paragraphs by line ends"),
        );
    }
    if let Some(first) = draft.doubtful.first() {
        let message = match draft.doubtful.len() {
            1 => "this line may be no part of the text; it stays in".to_owned(),
            all => format!(
                "this line and {} more may be no part of the text; they stay in",
                all - 1
            ),
        };
        doubts.push(
            Diagnostic::warning("line-doubtful", message)
                .at(Place::span(&path, text, first.clone()))
                .hint("name it in `keep` or `leave_out`, in the sidecar or in [sources] of archive.toml"),
        );
    }
    if let Some(markup) = MARKUP.find(text) {
        doubts.push(
            Diagnostic::warning(
                "markup-in-source",
                "markup stands in this text, and is shown as text",
            )
            .at(Place::span(&path, text, markup.range()))
            .hint("take the tags out, or leave them if they are what the text is about"),
        );
    }
    doubts
}
