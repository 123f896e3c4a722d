//! From the archive and its relations to the files of the site. Knows nothing of the disk.
//!
//! The work is linear in what is shown: every index is built once (`desk`), the words of passages are
//! made into HTML here and handed to the templates whole, and lists that could grow with the square
//! of the archive are capped and say what they leave away.

pub mod address;
mod code;
mod desk;
mod direction;
mod escape;
mod fault;
#[cfg(test)]
mod fixture;
mod languages;
mod lines;
mod minify;
mod origins;
mod outline;
mod pages;
mod passage;
mod proposed;
mod prose;
mod report_files;
mod search;
mod shared;
mod signs;
mod tables;
#[cfg(test)]
mod tests;
mod theme;
pub mod views;
mod when;
mod why;
mod words;

use std::collections::BTreeMap;

use crate::model::{Archive, Diagnostic, Relations, Staged};
use crate::progress::Progress;

pub use code::highlighted_file;
pub use escape::escape;
pub use report_files::{ReportOutput, report_files};
pub use tables::tables;
pub use theme::{Theme, built_in};
pub use words::Words;

/// A file of public/.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// Relative to public/, with `/` between folders.
    pub path: String,
    pub bytes: Vec<u8>,
}

/// All pages, the search index, the theme's assets and the published sources, by path.
///
/// A site in several languages has its pages once in each: `themes` is the theme in all of them, the language of the
/// archive first. All else is there once.
///
/// A template that fails, two files that want one address, and an address outside public/ are fatal
/// diagnostics; what could be made is given all the same.
pub fn site(
    archive: &Archive,
    relations: &Relations,
    themes: &[Theme],
    progress: &dyn Progress,
) -> Staged<Vec<Output>> {
    let Some((theme, others)) = themes.split_first() else {
        return Staged::default();
    };
    let desk = desk::Desk::new(archive, relations, theme);
    let mut diagnostics = Vec::new();
    let mut made = pages::all(&desk, progress, &mut diagnostics);
    for theme in others {
        let desk = desk::Desk::new(archive, relations, theme);
        let mut again = Vec::new();
        made.extend(pages::all(&desk, progress, &mut again));
        // What is wrong with a page is mostly wrong in every language.
        again.retain(|d| {
            !diagnostics
                .iter()
                .any(|known| known.code == d.code && known.place == d.place)
        });
        diagnostics.extend(again);
    }
    for (path, bytes) in &theme.assets {
        made.push((
            Output {
                path: path.clone(),
                bytes: bytes.clone(),
            },
            format!("the theme's {path}"),
        ));
    }
    for output in search::files(&desk, others) {
        made.push((output, "the search index".to_owned()));
    }
    for source in &archive.sources {
        let text = || source.text.clone().into_bytes();
        let file = source.raw.clone().unwrap_or_else(text);
        let mut copies = Vec::new();
        if source.form.is_extracted() {
            copies.push((address::original(&source.id), text()));
            copies.push((address::markup(&source.id), file));
        } else {
            copies.push((address::original(&source.id), file));
        }
        for (path, bytes) in copies {
            made.push((Output { path, bytes }, format!("the source {}", source.id)));
        }
    }
    Staged {
        value: one_each(made, &mut diagnostics),
        diagnostics,
    }
}

/// Sorts the files by path and reports every two that want the same one. Two paths that differ only in
/// case are one on some systems.
fn one_each(made: Vec<(Output, String)>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Output> {
    let mut owners: BTreeMap<String, String> = BTreeMap::new();
    let mut outputs = Vec::new();
    for (output, owner) in made {
        if !address::stays_inside(&output.path) {
            diagnostics.push(
                Diagnostic::fatal(
                    "address-outside",
                    format!("{owner} wants the address {:?}", output.path),
                )
                .hint("rename its file: letters, digits, `-` and `.` are safe"),
            );
        } else if let Some(first) = owners.get(&output.path.to_lowercase()) {
            diagnostics.push(
                Diagnostic::fatal(
                    "address-taken",
                    format!("{first} and {owner} both want the address {}", output.path),
                )
                .hint("rename one of their files"),
            );
        } else {
            owners.insert(output.path.to_lowercase(), owner);
            outputs.push(output);
        }
    }
    outputs.sort_by(|a, b| a.path.cmp(&b.path));
    outputs
}
