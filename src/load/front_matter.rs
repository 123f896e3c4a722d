use std::ops::Range;
use std::path::Path;

use serde::de::DeserializeOwned;

use crate::model::{Diagnostic, Place};

/// A file cut at its `+++` lines.
pub struct FrontMatter<'t> {
    pub toml: &'t str,
    /// Bytes of the file where the TOML starts.
    pub toml_start: usize,
    pub body: &'t str,
    /// Bytes of the file where the body starts.
    pub body_start: usize,
}

/// Cuts a file into front matter and body. None where it does not begin with a `+++` line, or no
/// second one follows.
pub fn split(text: &str) -> Option<FrontMatter<'_>> {
    let opening = text.strip_prefix('\u{feff}').unwrap_or(text);
    let toml_start = text.len() - opening.len() + line_after(opening, "+++")?;
    let mut at = toml_start;
    for line in text[toml_start..].split_inclusive('\n') {
        if line.trim_end() == "+++" {
            let body_start = at + line.len();
            return Some(FrontMatter {
                toml: &text[toml_start..at],
                toml_start,
                body: &text[body_start..],
                body_start,
            });
        }
        at += line.len();
    }
    None
}

fn line_after(text: &str, first: &str) -> Option<usize> {
    let line = text.split_inclusive('\n').next()?;
    (line.trim_end() == first).then_some(line.len())
}

impl FrontMatter<'_> {
    /// Reads the TOML into a record.
    ///
    /// # Errors
    ///
    /// A diagnostic that points at the line of the file where the TOML is wrong.
    pub fn read<T: DeserializeOwned>(&self, path: &Path, text: &str) -> Result<T, Diagnostic> {
        toml::from_str(self.toml)
            .map_err(|fault| toml_diagnostic(&fault, path, text, self.toml_start))
    }
}

/// What a TOML reader complains of, placed in the file that the TOML is part of.
pub fn toml_diagnostic(
    fault: &toml::de::Error,
    path: &Path,
    text: &str,
    offset: usize,
) -> Diagnostic {
    let span: Range<usize> = fault.span().unwrap_or(0..0);
    let place = Place::span(path, text, offset + span.start..offset + span.end);
    let message = fault.message().trim_end_matches('.').replace('\n', ", ");
    let missing = message
        .strip_prefix("missing field `")
        .and_then(|m| m.strip_suffix('`'));
    match missing {
        Some(field) => {
            Diagnostic::error("front-matter-incomplete", format!("'{field}' is missing"))
                .hint(format!("add a line {field} = \"…\" between the +++ lines"))
        }
        None => Diagnostic::error("front-matter-invalid", message)
            .hint("the lines between +++ and +++ are TOML: key = \"value\""),
    }
    .at(place)
}

/// That a file has no front matter, or one without an end.
pub fn missing(path: &Path, text: &str) -> Diagnostic {
    let opened = text.strip_prefix('\u{feff}').unwrap_or(text);
    if line_after(opened, "+++").is_some() {
        let at = text.len() - opened.len();
        return Diagnostic::error("front-matter-missing", "the front matter has no end")
            .at(Place::span(path, text, at..at + 3))
            .hint("put a second line +++ after the last key = \"value\" line");
    }
    Diagnostic::error(
        "front-matter-missing",
        "this file does not begin with front matter",
    )
    .at(Place::file(path))
    .hint("begin the file with a line +++, then key = \"value\" lines, then a line +++")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_cut_at_its_plus_lines() {
        let parts = split("+++\na = 1\n+++\nText\n").unwrap();
        assert_eq!(
            (parts.toml, parts.body, parts.body_start),
            ("a = 1\n", "Text\n", 14)
        );
        assert!(split("a = 1\n+++\n").is_none());
        assert!(split("+++\na = 1\n").is_none());
        assert_eq!(split("+++\r\na = 1\r\n+++").unwrap().body, "");
    }
}
