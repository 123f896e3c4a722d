//! Reads an archive's folder: configuration, sources, authority files, report files, theme.
//!
//! The only stage besides publish that touches the disk. Symbolic links are not followed, so that
//! nothing outside the folder becomes part of the site.

mod annotators;
mod authority;
mod config;
pub mod front_matter;
mod offices;
mod sources;

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

pub(crate) use self::config::read as read_config;
pub use self::config::{DEFAULT_THEME, with_slash};
pub use self::front_matter::{FrontMatter, split, toml_diagnostic};
use crate::ingest::SourceFile;
use crate::model::{Config, Diagnostic, Entity, Event, Page, Place, Staged};
use crate::{seal, version};

/// Everything that was read.
pub struct Content {
    pub config: Config,
    pub sources: Vec<SourceFile>,
    pub entities: Vec<Entity>,
    pub events: Vec<Event>,
    pub pages: Vec<Page>,
    /// The files of content/reports by stem, as they stand.
    pub report_files: BTreeMap<String, String>,
    /// The files of content/proposals by stem: what the program proposed last time.
    pub proposals: BTreeMap<String, String>,
    /// content/published.txt: the addresses that the world has seen.
    pub published: String,
    /// content/made-with.txt: the release of the program that wrote content/ last.
    pub made_with: Option<String>,
    /// Files of the archive's own theme, by path below its folder.
    pub theme: BTreeMap<String, Vec<u8>>,
}

/// A text file below content/, with its path relative to the archive.
pub(crate) struct TextFile {
    pub stem: String,
    pub path: PathBuf,
    pub text: String,
}

/// Reads an archive. None where there is none, or where it cannot be understood at all.
pub fn load(root: &Path) -> Staged<Option<Content>> {
    let mut staged = Staged::default();
    let notes = &mut staged.diagnostics;
    let Some(config) = config::read(root, notes) else {
        return staged;
    };
    let theme = theme_files(root, &config.theme, notes);
    let entities = authority::entities(text_files(root, "content/entities", "md", notes), notes);
    let events = authority::events(
        text_files(root, "content/events", "md", notes),
        &entities,
        notes,
    );
    staged.value = Some(Content {
        sources: sources::read(root, &config.rules, notes),
        pages: authority::pages(text_files(root, "content/pages", "md", notes), notes),
        report_files: by_stem(text_files(root, "content/reports", "md", notes)),
        proposals: by_stem(text_files(root, "content/proposals", "txt", notes)),
        made_with: record(root, version::FILE, notes).map(|text| text.trim().to_owned()),
        published: record(root, seal::FILE, notes).unwrap_or_default(),
        config,
        entities,
        events,
        theme,
    });
    staged
}

/// A file that the program keeps for itself. What it says cannot be done without: one that is there
/// and cannot be read stops the build.
fn record(root: &Path, file: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<String> {
    let path = root.join(file);
    let is_link = std::fs::symlink_metadata(&path).is_ok_and(|m| m.file_type().is_symlink());
    let read = match is_link {
        true => Err(ErrorKind::Unsupported.into()),
        false => std::fs::read_to_string(&path),
    };
    match read {
        Ok(text) => Some(text),
        Err(fault) if fault.kind() == ErrorKind::NotFound => None,
        Err(fault) => {
            let message = format!("this must be read, and cannot be: {fault}");
            diagnostics.push(
                Diagnostic::fatal("record-unreadable", message)
                    .at(Place::file(file))
                    .hint(
                        "bring back the file as the program wrote it, in UTF-8 and not as a link",
                    ),
            );
            None
        }
    }
}

fn by_stem(files: Vec<TextFile>) -> BTreeMap<String, String> {
    files.into_iter().map(|f| (f.stem, f.text)).collect()
}

/// The files directly in a folder that have this extension, by name. A missing folder is empty.
fn text_files(
    root: &Path,
    folder: &str,
    extension: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<TextFile> {
    let mut files = Vec::new();
    for (path, bytes) in files_below(root, Path::new(folder), 1, diagnostics) {
        if path.extension().is_none_or(|e| e != extension) {
            continue;
        }
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        if !is_address(&stem) {
            diagnostics.push(
                Diagnostic::error(
                    "name-no-address",
                    format!("'{stem}' cannot be part of an address"),
                )
                .at(Place::file(&path))
                .hint("rename the file with letters, digits, '-', '_' and '.' only"),
            );
            continue;
        }
        match String::from_utf8(bytes) {
            Ok(text) => files.push(TextFile {
                stem: stem.into_owned(),
                path,
                text,
            }),
            Err(fault) => diagnostics.push(
                Diagnostic::error(
                    "file-not-utf8",
                    format!(
                        "this file is not UTF-8: byte {} is the first that is not",
                        fault.utf8_error().valid_up_to()
                    ),
                )
                .at(Place::file(path))
                .hint("save the file as UTF-8"),
            ),
        }
    }
    files.sort_by(|a, b| a.stem.cmp(&b.stem));
    files
}

/// Names that stand in addresses and in Markdown links without being written otherwise.
fn is_address(stem: &str) -> bool {
    !stem.is_empty()
        && !stem.starts_with('.')
        && stem
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
}

fn theme_files(
    root: &Path,
    theme: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<String, Vec<u8>> {
    let folder = Path::new("themes").join(theme);
    if theme != DEFAULT_THEME && !root.join(&folder).is_dir() {
        diagnostics.push(theme_missing(root, theme));
    }
    files_below(root, &folder, usize::MAX, diagnostics)
        .into_iter()
        .filter_map(|(path, bytes)| {
            let below = path.strip_prefix(&folder).ok()?;
            Some((slashed(below), bytes))
        })
        .collect()
}

/// That archive.toml names a theme that is not there, with those that are.
fn theme_missing(root: &Path, theme: &str) -> Diagnostic {
    let entries = std::fs::read_dir(root.join("themes")).into_iter().flatten();
    let folders = entries.flatten().filter(|e| e.path().is_dir());
    let mut names: Vec<String> = folders
        .map(|e| e.file_name().to_string_lossy().into_owned())
        .collect();
    names.push(DEFAULT_THEME.to_owned());
    names.sort();
    names.dedup();
    let message = format!("there is no theme '{theme}': no folder themes/{theme}");
    Diagnostic::fatal("theme-missing", message)
        .at(Place::file("archive.toml"))
        .hint(format!(
            "make the folder, or name one of: {}",
            names.join(", ")
        ))
}

/// A path with `/` between its parts, whatever the system writes.
pub(crate) fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|p| p.to_string_lossy()).collect();
    parts.join("/")
}

/// The files below a folder in the order of their names, with paths relative to the archive.
/// Hidden files and symbolic links are passed over, the latter with a warning.
pub(crate) fn files_below(
    root: &Path,
    folder: &Path,
    depth: usize,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<(PathBuf, Vec<u8>)> {
    let start = root.join(folder);
    if !start.is_dir() {
        return Vec::new();
    }
    let shown = |path: &Path| path.strip_prefix(root).unwrap_or(path).to_path_buf();
    let walk = WalkDir::new(&start)
        .max_depth(depth)
        .follow_links(false)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|e| e.depth() == 0 || !e.file_name().to_string_lossy().starts_with('.'));
    let mut files = Vec::new();
    for entry in walk {
        let entry = match entry {
            Ok(entry) => entry,
            Err(fault) => {
                let place = fault
                    .path()
                    .map_or_else(|| start.clone(), Path::to_path_buf);
                diagnostics.push(unreadable(&shown(&place), &fault));
                continue;
            }
        };
        if entry.file_type().is_symlink() {
            diagnostics.push(
                Diagnostic::warning("link-not-followed", "symbolic links are not followed")
                    .at(Place::file(shown(entry.path())))
                    .hint("put the file itself here"),
            );
        } else if entry.file_type().is_file() {
            match std::fs::read(entry.path()) {
                Ok(bytes) => files.push((shown(entry.path()), bytes)),
                Err(fault) => diagnostics.push(unreadable(&shown(entry.path()), &fault)),
            }
        }
    }
    files
}

fn unreadable(path: &Path, fault: &dyn std::fmt::Display) -> Diagnostic {
    Diagnostic::error("file-unreadable", format!("this cannot be read: {fault}"))
        .at(Place::file(path))
        .hint("check the file's permissions")
}
