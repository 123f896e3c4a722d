//! What a build was about to write into content/, so that one which is killed can be finished.
//!
//! A report file and its proposals belong together: with only one of the two written, the program would
//! take its own changes for a person's. Before either has its name, the journal says which file stands
//! beside which place; the next build gives them their names, unless a person was there first.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::stage::{self, unwritable};
use crate::ingest::hex;
use crate::model::Diagnostic;

/// The journal, relative to the archive.
const FILE: &str = "content/proposals/.journal";

/// One file that is about to have its name.
struct Entry {
    /// Where it stands, and where it belongs.
    beside: PathBuf,
    place: PathBuf,
    /// SHA-256 of what stood there; empty where nothing did.
    before: String,
}

/// Writes the journal; `staged` holds where each file stands and where it belongs.
///
/// # Errors
///
/// A fatal diagnostic where the system refuses.
pub fn write(root: &Path, staged: &[(PathBuf, PathBuf)]) -> Result<(), Diagnostic> {
    let lines: String = staged
        .iter()
        .map(|(beside, place)| {
            let relative = |path: &Path| {
                let path = path.strip_prefix(root).unwrap_or(path);
                path.to_string_lossy().replace('\\', "/")
            };
            format!(
                "{}\t{}\t{}\n",
                relative(beside),
                relative(place),
                hash(place)
            )
        })
        .collect();
    super::write_file(&root.join(FILE), lines.as_bytes())
}

/// Takes the journal away: everything in it has its name.
pub fn clear(root: &Path) -> Result<(), Diagnostic> {
    let file = root.join(FILE);
    match std::fs::remove_file(&file) {
        Err(fault) if fault.kind() != std::io::ErrorKind::NotFound => {
            Err(unwritable(&file, &fault))
        }
        _ => Ok(()),
    }
}

/// Finishes what a killed build began in content/.
///
/// # Errors
///
/// A fatal diagnostic where the system refuses.
pub fn finish(root: &Path) -> Result<(), Diagnostic> {
    let Ok(text) = std::fs::read_to_string(root.join(FILE)) else {
        return Ok(());
    };
    let mut by_stem: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
    for entry in text.lines().filter_map(|line| read(root, line)) {
        let stem = entry.place.file_stem().unwrap_or_default();
        let stem = stem.to_string_lossy().into_owned();
        by_stem.entry(stem).or_default().push(entry);
    }
    for entries in by_stem.into_values() {
        let open: Vec<Entry> = entries.into_iter().filter(|e| e.beside.exists()).collect();
        let untouched = open.iter().all(|e| hash(&e.place) == e.before);
        for entry in open {
            if untouched {
                std::fs::rename(&entry.beside, &entry.place)
                    .map_err(|fault| unwritable(&entry.place, &fault))?;
            } else {
                // A person was there first; the next build merges what they wrote.
                let _ = std::fs::remove_file(&entry.beside);
            }
        }
    }
    clear(root)
}

/// Reads a line. Somebody may have edited it: neither path may lead out of content/.
fn read(root: &Path, line: &str) -> Option<Entry> {
    let mut parts = line.split('\t');
    let (beside, place) = (parts.next()?, parts.next()?);
    let before = parts.next().unwrap_or_default().to_owned();
    let folders = BTreeSet::from(["content/reports", "content/proposals", "content"]);
    let is_inside = |path: &str| {
        let (folder, name) = path.rsplit_once('/')?;
        (folders.contains(folder) && !name.is_empty() && name != "..").then_some(())
    };
    is_inside(beside)?;
    is_inside(place)?;
    let is_ours = Path::new(beside)
        .file_name()
        .is_some_and(|name| stage::is_staged(&name.to_string_lossy()));
    is_ours.then(|| Entry {
        beside: root.join(beside),
        place: root.join(place),
        before,
    })
}

fn hash(path: &Path) -> String {
    std::fs::read(path).map_or_else(|_| String::new(), |bytes| hex(&Sha256::digest(bytes)))
}
