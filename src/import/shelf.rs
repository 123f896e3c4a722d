//! content/sources as an import finds it: what is there stays as it is.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;
use walkdir::WalkDir;

use crate::model::{Diagnostic, Place};

const FOLDER: &str = "content/sources";

/// The sources that are there.
pub struct Shelf {
    /// Where content/sources is.
    folder: PathBuf,
    /// Names in it, in lower case: two that differ only in case are one on some systems.
    names: BTreeSet<String>,
    /// The number to try next for a name that is taken.
    numbers: BTreeMap<String, usize>,
    /// Files below it by the hash of their bytes, relative to the archive; whether this import wrote them.
    by_hash: BTreeMap<[u8; 32], (PathBuf, bool)>,
}

/// What became of a file.
#[derive(Debug, PartialEq, Eq)]
pub enum Stored {
    /// It was written there.
    New(PathBuf),
    /// The same bytes were there before.
    Known(PathBuf),
    /// The same bytes were written there by this import.
    Twice(PathBuf),
}

impl Shelf {
    /// Looks at the sources of an archive.
    ///
    /// # Errors
    ///
    /// A fatal diagnostic where there is no archive, or where its folder is a link to elsewhere.
    pub fn open(root: &Path) -> Result<Self, Diagnostic> {
        if !root.join("archive.toml").is_file() {
            let message = "there is no archive here: archive.toml is missing";
            return Err(Diagnostic::fatal("archive-missing", message)
                .at(Place::file(root.join("archive.toml")))
                .hint("run `archive init`, or name the archive's folder with --root"));
        }
        for folder in ["content", FOLDER] {
            let path = root.join(folder);
            if path.symlink_metadata().is_ok_and(|m| m.is_symlink()) {
                let message = "symbolic links are not followed";
                return Err(Diagnostic::fatal("link-not-followed", message)
                    .at(Place::file(folder))
                    .hint("put the folder itself here"));
            }
        }
        let folder = root.join(FOLDER);
        std::fs::create_dir_all(&folder).map_err(|fault| unwritable(Path::new(FOLDER), &fault))?;
        let mut shelf = Self {
            names: BTreeSet::new(),
            numbers: BTreeMap::new(),
            by_hash: BTreeMap::new(),
            folder,
        };
        for entry in WalkDir::new(&shelf.folder).sort_by_file_name() {
            let Ok(entry) = entry else { continue };
            if entry.depth() == 1 {
                let name = entry.file_name().to_string_lossy().to_lowercase();
                shelf.names.insert(name);
            }
            let is_sidecar = entry.path().extension().is_some_and(|e| e == "toml");
            let Ok(below) = entry.path().strip_prefix(&shelf.folder) else {
                continue;
            };
            let below = Path::new(FOLDER).join(below);
            // A file that cannot be read is the build's to complain of.
            if entry.file_type().is_file()
                && !is_sidecar
                && let Ok(hash) = hash(entry.path())
            {
                shelf.by_hash.entry(hash).or_insert((below, false));
            }
        }
        Ok(shelf)
    }

    /// Writes a file under a name, or under one like it where that is taken, and beside it what is said
    /// of it. The same bytes are not written twice.
    ///
    /// # Errors
    ///
    /// A diagnostic where the file cannot be written; nothing of it is there then.
    pub fn store(&mut self, name: &str, bytes: &[u8], sidecar: &str) -> Result<Stored, Diagnostic> {
        let hash: [u8; 32] = Sha256::digest(bytes).into();
        if let Some((known, ours)) = self.by_hash.get(&hash) {
            let known = known.clone();
            return Ok(match ours {
                true => Stored::Twice(known),
                false => Stored::Known(known),
            });
        }
        let name = self.free(name);
        let path = Path::new(FOLDER).join(&name);
        let fault = |fault: std::io::Error| unwritable(&path, &fault);
        let beside = format!("{name}.toml");
        if !sidecar.is_empty() {
            self.write(&beside, sidecar.as_bytes()).map_err(fault)?;
        }
        if let Err(why) = self.write(&name, bytes) {
            if !sidecar.is_empty() {
                // Nothing is left to say something of; that it stays behind harms nothing.
                let _ = std::fs::remove_file(self.folder.join(&beside));
            }
            return Err(fault(why));
        }
        self.names.insert(beside.to_lowercase());
        self.names.insert(name.to_lowercase());
        self.by_hash.insert(hash, (path.clone(), true));
        Ok(Stored::New(path))
    }

    /// The name, or `NAME-2` and so on where it is taken.
    fn free(&mut self, name: &str) -> String {
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "txt"));
        let number = self.numbers.entry(name.to_lowercase()).or_insert(1);
        loop {
            let tried = match *number {
                1 => name.to_owned(),
                n => format!("{stem}-{n}.{ending}"),
            };
            let folded = tried.to_lowercase();
            if !self.names.contains(&folded) && !self.names.contains(&format!("{folded}.toml")) {
                return tried;
            }
            *number += 1;
        }
    }

    /// Writes a file that appears whole, and only where there is none.
    fn write(&self, name: &str, bytes: &[u8]) -> std::io::Result<()> {
        let mut file = NamedTempFile::with_prefix_in(".import-", &self.folder)?;
        file.write_all(bytes)?;
        readable(&file)?;
        file.persist_noclobber(self.folder.join(name))
            .map_err(|fault| fault.error)?;
        Ok(())
    }
}

/// A temporary file is for its owner alone; a source is read as any other file.
#[cfg(unix)]
fn readable(file: &NamedTempFile) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let permissions = std::fs::Permissions::from_mode(0o644);
    file.as_file().set_permissions(permissions)
}

#[cfg(not(unix))]
fn readable(_file: &NamedTempFile) -> std::io::Result<()> {
    Ok(())
}

fn hash(path: &Path) -> std::io::Result<[u8; 32]> {
    let mut file = std::fs::File::open(path)?;
    let mut hasher = Sha256::new();
    let mut piece = vec![0; 1 << 16];
    loop {
        match std::io::Read::read(&mut file, &mut piece) {
            Ok(0) => return Ok(hasher.finalize().into()),
            Ok(read) => hasher.update(&piece[..read]),
            Err(fault) if fault.kind() == ErrorKind::Interrupted => {}
            Err(fault) => return Err(fault),
        }
    }
}

fn unwritable(path: &Path, fault: &std::io::Error) -> Diagnostic {
    Diagnostic::fatal(
        "file-unwritable",
        format!("this cannot be written: {fault}"),
    )
    .at(Place::file(path))
    .hint("check the folder's permissions and the space on the disk")
}
