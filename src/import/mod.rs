//! import: copies files into content/sources, says beside each where it comes from, and overwrites
//! nothing. Web archives are unpacked: each page in them becomes a source of its own.
//!
//! This is no stage of a build: a build reads what stands in content/, and this puts it there.

mod charset;
mod http;
mod names;
mod shelf;
mod sidecar;
mod stream;
mod wacz;
mod warc;
mod web;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

pub use self::names::is_web_archive;

use self::shelf::{Shelf, Stored};
use crate::model::{Diagnostic, Form, Place, Provenance, Severity};
use crate::progress::Progress;
use crate::time;

/// What an import is asked to do.
#[derive(Clone, Debug)]
pub struct Request {
    /// The folder that holds archive.toml.
    pub root: PathBuf,
    /// Files and folders; of a folder, the files below it.
    pub files: Vec<PathBuf>,
    /// What a person says of all of them.
    pub said: Provenance,
}

/// What came of an import.
#[derive(Debug, Default)]
pub struct Imported {
    pub diagnostics: Vec<Diagnostic>,
    /// What was copied: where from, and its place relative to the archive.
    pub copied: Vec<(String, PathBuf)>,
    /// What was there already, likewise.
    pub known: Vec<(String, PathBuf)>,
    /// What web archives hold and no source was made of, by what it is.
    pub left_out: BTreeMap<String, usize>,
}

impl Imported {
    /// The worst that was noticed.
    pub fn worst(&self) -> Option<Severity> {
        self.diagnostics.iter().map(|d| d.severity).max()
    }

    fn store(&mut self, from: String, stored: Result<Stored, Diagnostic>) {
        match stored {
            Ok(Stored::New(path)) => self.copied.push((from, path)),
            Ok(Stored::Known(path) | Stored::Twice(path)) => self.known.push((from, path)),
            Err(fault) => self.diagnostics.push(fault),
        }
    }
}

/// Copies files into content/sources. A file that cannot be read is passed over with a diagnostic.
pub fn import(request: &Request, progress: &dyn Progress) -> Imported {
    let mut imported = Imported::default();
    if let Some(fault) = doubt(request) {
        imported.diagnostics.push(fault);
        return imported;
    }
    let mut shelf = match Shelf::open(&request.root) {
        Ok(shelf) => shelf,
        Err(fault) => {
            imported.diagnostics.push(fault);
            return imported;
        }
    };
    let files = files(&request.files, &mut imported.diagnostics);
    progress.stage("import", files.len());
    for file in &files {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        if is_web_archive(&name) {
            web::archive(file, &request.said, &mut shelf, &mut imported);
        } else {
            let stored = one(file, &request.said, &mut shelf);
            imported.store(file.display().to_string(), stored);
        }
        progress.step();
    }
    progress.done();
    imported
}

/// What is wrong with a request as a whole, so that nothing is done.
fn doubt(request: &Request) -> Option<Diagnostic> {
    let said = &request.said;
    for (option, value) in [
        ("retrieved", &said.retrieved),
        ("published", &said.published),
    ] {
        if let Some(value) = value.as_deref().filter(|value| !time::is_valid(value)) {
            let message = format!("--{option}: '{value}' is no EDTF date");
            return Some(
                Diagnostic::fatal("date-invalid", message)
                    .hint("write a date as 2020-10-09, 2020-10 or 2020-10-09T13:35Z"),
            );
        }
    }
    let several = match request.files.as_slice() {
        [one] => one.is_dir() || is_web_archive(&one.to_string_lossy()),
        _ => true,
    };
    (several && said.url.is_some()).then(|| {
        Diagnostic::fatal("import-address", "--url is the address of one page")
            .hint("import files one by one to give each its address; web archives hold the addresses of their pages")
    })
}

/// The files that are asked for: those named, and of folders those below them that can be read.
fn files(asked: &[PathBuf], diagnostics: &mut Vec<Diagnostic>) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for path in asked {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let mut passed_over: BTreeMap<String, usize> = BTreeMap::new();
        let walk = WalkDir::new(path).follow_links(false).sort_by_file_name();
        let visible = |name: &std::ffi::OsStr| !name.to_string_lossy().starts_with('.');
        let entries = walk
            .into_iter()
            .filter_entry(|e| e.depth() == 0 || visible(e.file_name()));
        for entry in entries {
            match entry {
                Ok(entry) if entry.file_type().is_file() => {
                    let name = entry.file_name().to_string_lossy().into_owned();
                    if names::form(&name).is_some() || is_web_archive(&name) {
                        files.push(entry.into_path());
                    } else if !is_sidecar(entry.path()) {
                        *passed_over.entry(names::ending(&name)).or_default() += 1;
                    }
                }
                Ok(_) => {}
                Err(fault) => diagnostics.push(unreadable(path, &fault)),
            }
        }
        diagnostics.extend(others(path, &passed_over));
    }
    files
}

/// Whether a file says something of the one beside it.
fn is_sidecar(path: &Path) -> bool {
    path.extension().is_some_and(|e| e == "toml") && path.with_extension("").is_file()
}

fn others(folder: &Path, passed_over: &BTreeMap<String, usize>) -> Option<Diagnostic> {
    let count: usize = passed_over.values().sum();
    let kinds: Vec<String> = passed_over
        .iter()
        .take(8)
        .map(|(ending, count)| format!("{count} {ending}"))
        .collect();
    let files = if count == 1 { "file is" } else { "files are" };
    let message = format!(
        "{count} {files} of no form that is read: {}",
        kinds.join(", ")
    );
    (count > 0).then(|| {
        Diagnostic::warning("source-form-unknown", message)
            .at(Place::file(folder))
            .hint(format!(
                "{} files are read, and web archives",
                Form::ENDINGS
            ))
    })
}

/// Copies one file, with what the file beside it says and what a person says now.
fn one(file: &Path, said: &Provenance, shelf: &mut Shelf) -> Result<Stored, Diagnostic> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    if names::form(&name).is_none() {
        let message = format!("only {} files are read, and web archives", Form::ENDINGS);
        return Err(Diagnostic::error("source-form-unknown", message)
            .at(Place::file(file))
            .hint("save its text as .txt"));
    }
    let bytes = std::fs::read(file).map_err(|fault| unreadable(file, &fault))?;
    let mut beside = file.as_os_str().to_owned();
    beside.push(".toml");
    let before = std::fs::read_to_string(Path::new(&beside)).unwrap_or_default();
    let sidecar = sidecar::over(said, &before).map_err(|why| {
        Diagnostic::error("sidecar-invalid", format!("this is no TOML: {why}"))
            .at(Place::file(Path::new(&beside)))
            .hint("mend it, or move it away, and import the file again")
    })?;
    shelf.store(&names::clean(&name), &bytes, &sidecar)
}

fn unreadable(path: &Path, fault: &dyn std::fmt::Display) -> Diagnostic {
    Diagnostic::error("file-unreadable", format!("this cannot be read: {fault}"))
        .at(Place::file(path))
        .hint("check that the file is there, and its permissions")
}
