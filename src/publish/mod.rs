//! publish: writes public/ and content/reports, only what changed, each file whole or not at all.
//!
//! Everything that changed is first written beside its place under another name; only when all of
//! it is there are the names exchanged. Files in public/ that no build made are never touched.

mod guard;
mod journal;
mod made;
mod stage;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rayon::prelude::*;

pub use self::journal::finish;

use self::made::Made;
use self::stage::Staging;
use crate::model::{Diagnostic, Place, report_path};
use crate::progress::Progress;
use crate::render::{Output, ReportOutput};
use crate::version;

/// What is to be written.
pub struct Edition<'a> {
    pub outputs: &'a [Output],
    pub report_files: &'a [ReportOutput],
    /// Stems of report files that nothing stands behind any more.
    pub vanished: &'a [String],
    /// The report files as they were read: a file that changed since is not overwritten.
    pub as_read: &'a BTreeMap<String, String>,
    /// The proposals files as they were read.
    pub proposals_as_read: &'a BTreeMap<String, String>,
    /// The release of the program that wrote content/ last.
    pub made_with: Option<&'a str>,
}

/// A report file that a build writes or removes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Relative to the archive.
    pub path: PathBuf,
    pub before: String,
    /// Empty where the file goes.
    pub after: String,
}

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files of public/ that changed, and files that went.
    pub files: usize,
    pub removed: usize,
    /// Files of content/ that changed or went.
    pub content: usize,
    /// When those files had all been written: what changed in content/ later, somebody else wrote.
    pub content_at: Option<SystemTime>,
}

/// Files of content/ that a build would write or remove, relative to the archive.
pub fn content_changes(edition: &Edition) -> Vec<PathBuf> {
    let mut changes: Vec<PathBuf> = content_files(edition)
        .filter(|(_, text, before)| *before != Some(*text))
        .map(|(path, ..)| path)
        .collect();
    changes.extend(edition.vanished.iter().map(|stem| report_path(stem)));
    changes
}

/// The report files that a build would write or remove.
pub fn report_changes(edition: &Edition) -> Vec<Change> {
    let before = |stem: &String| edition.as_read.get(stem).cloned().unwrap_or_default();
    let written = edition.report_files.iter().map(|file| Change {
        path: report_path(&file.stem),
        before: before(&file.stem),
        after: file.markdown.clone(),
    });
    let removed = edition.vanished.iter().map(|stem| Change {
        path: report_path(stem),
        before: before(stem),
        after: String::new(),
    });
    let all = written.chain(removed);
    all.filter(|change| change.before != change.after).collect()
}

/// Writes a file whole or not at all.
///
/// # Errors
///
/// A fatal diagnostic where the system refuses.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
    let mut staging = Staging::default();
    staging.write_all(vec![(path.to_path_buf(), bytes)])?;
    staging.commit()
}

/// Writes an edition. `out` is the folder of the site.
///
/// # Errors
///
/// A fatal diagnostic where the site cannot be written whole; nothing of it has changed then.
pub fn publish(
    root: &Path,
    out: &Path,
    edition: &Edition,
    progress: &dyn Progress,
) -> Result<(Written, Vec<Diagnostic>), Diagnostic> {
    guard::folder(root, out)?;
    let made = Made::read(out);
    let changed: Vec<&Output> = edition
        .outputs
        .par_iter()
        .filter(|output| {
            let differs = !holds(&out.join(&output.path), &output.bytes);
            progress.step();
            differs
        })
        .collect();
    guard::foreign(out, &changed, &made)?;
    let mut staging = Staging::default();
    for folder in folders(out, changed.iter().copied()) {
        stage::make_folder(&folder)?;
    }
    staging.write_all(
        changed
            .iter()
            .map(|o| (out.join(&o.path), o.bytes.as_slice()))
            .collect(),
    )?;
    let mut written = Written {
        files: changed.len(),
        ..Written::default()
    };
    let notes = publish_content(root, edition, &mut written)?;
    let paths: BTreeSet<&str> = edition.outputs.iter().map(|o| o.path.as_str()).collect();
    // Until the names are exchanged the list holds old and new: a build that is killed here leaves
    // no file that the next one would take for somebody else's.
    Made::write(
        out,
        &made
            .paths
            .iter()
            .map(String::as_str)
            .chain(paths.iter().copied())
            .collect(),
    )?;
    staging.commit()?;
    for path in made.paths.iter().filter(|p| !paths.contains(p.as_str())) {
        written.removed += usize::from(stage::remove(out, path));
    }
    Made::write(out, &paths)?;
    stage::sweep(folders(out, edition.outputs).iter().map(PathBuf::as_path));
    Ok((written, notes))
}

/// The folders that files of the site stand in, outer ones first.
fn folders<'o>(out: &Path, outputs: impl IntoIterator<Item = &'o Output>) -> BTreeSet<PathBuf> {
    let mut folders = BTreeSet::from([out.to_path_buf()]);
    for output in outputs {
        let parents = Path::new(&output.path).ancestors().skip(1);
        folders.extend(
            parents
                .filter(|p| !p.as_os_str().is_empty())
                .map(|p| out.join(p)),
        );
    }
    folders
}

fn holds(path: &Path, bytes: &[u8]) -> bool {
    let same_size =
        std::fs::symlink_metadata(path).is_ok_and(|m| m.is_file() && m.len() == bytes.len() as u64);
    same_size && std::fs::read(path).is_ok_and(|found| found == bytes)
}

fn proposals_path(stem: &str) -> PathBuf {
    PathBuf::from(format!("content/proposals/{stem}.txt"))
}

/// Path, new text and text as read of every file of content/ that the program keeps.
fn content_files<'a>(
    edition: &'a Edition,
) -> impl Iterator<Item = (PathBuf, &'a str, Option<&'a str>)> {
    edition.report_files.iter().flat_map(|file| {
        [
            (
                report_path(&file.stem),
                file.markdown.as_str(),
                edition.as_read.get(&file.stem).map(String::as_str),
            ),
            (
                proposals_path(&file.stem),
                file.proposals.as_str(),
                edition
                    .proposals_as_read
                    .get(&file.stem)
                    .map(String::as_str),
            ),
        ]
    })
}

/// Writes what changed in content/, and removes what nothing stands behind.
fn publish_content(
    root: &Path,
    edition: &Edition,
    written: &mut Written,
) -> Result<Vec<Diagnostic>, Diagnostic> {
    let mut notes = Vec::new();
    let mut changed = Vec::new();
    for (path, text, before) in content_files(edition) {
        if before.is_some_and(|b| b == text) {
            continue;
        }
        let now = std::fs::read(root.join(&path)).ok();
        if now.as_deref() == Some(text.as_bytes()) {
            continue;
        }
        if now.as_deref() != before.map(str::as_bytes) {
            notes.push(
                Diagnostic::warning(
                    "file-changed-meanwhile",
                    "this file changed during the build, so it was left as it is",
                )
                .at(Place::file(path))
                .hint("run the build again"),
            );
            continue;
        }
        changed.push((root.join(&path), text.as_bytes()));
    }
    // Whoever changes the archive last is who it was made with.
    let made_with = format!("{}\n", version::OURS);
    let has_files = !edition.report_files.is_empty();
    if edition.made_with != Some(version::OURS)
        && (!changed.is_empty() || has_files && edition.made_with.is_none())
    {
        changed.push((root.join(version::FILE), made_with.as_bytes()));
    }
    if !changed.is_empty() {
        for folder in ["content/reports", "content/proposals"] {
            stage::make_folder(&root.join(folder))?;
        }
        let mut staging = Staging::default();
        written.content += changed.len();
        staging.write_all(changed)?;
        journal::write(root, &staging.staged())?;
        staging.commit()?;
        journal::clear(root)?;
    }
    for stem in edition.vanished {
        for path in [report_path(stem), proposals_path(stem)] {
            written.content += usize::from(std::fs::remove_file(root.join(path)).is_ok());
        }
    }
    written.content_at = Some(SystemTime::now());
    let kept = ["content/reports", "content/proposals"].map(|folder| root.join(folder));
    stage::sweep(kept.iter().map(PathBuf::as_path));
    Ok(notes)
}
