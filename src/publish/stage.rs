use std::io::Write;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use tempfile::TempPath;

use crate::model::{Diagnostic, Place};

/// Files that stand beside their place under another name until all of them are there. Those that
/// are never committed vanish with this value.
#[derive(Default)]
pub struct Staging {
    files: Vec<(TempPath, PathBuf)>,
}

impl Staging {
    /// Writes files beside their places.
    pub fn write_all(&mut self, files: Vec<(PathBuf, &[u8])>) -> Result<(), Diagnostic> {
        let staged: Result<Vec<_>, Diagnostic> = files
            .into_par_iter()
            .map(|(path, bytes)| Ok((write_beside(&path, bytes)?, path)))
            .collect();
        self.files.extend(staged?);
        Ok(())
    }

    /// Where each file stands, and where it belongs.
    pub fn staged(&self) -> Vec<(PathBuf, PathBuf)> {
        let files = self.files.iter();
        files
            .map(|(file, path)| (file.to_path_buf(), path.clone()))
            .collect()
    }

    /// Gives every file its name.
    pub fn commit(self) -> Result<(), Diagnostic> {
        self.files.into_par_iter().try_for_each(|(file, path)| {
            file.persist(&path)
                .map(|_| ())
                .map_err(|fault| unwritable(&path, &fault.error))
        })
    }
}

const PREFIX: &str = ".archive-";
const SUFFIX: &str = ".part";

/// Whether a file's name is one that a file has while it stands beside its place.
pub fn is_staged(name: &str) -> bool {
    name.starts_with(PREFIX) && name.ends_with(SUFFIX)
}

/// Removes what builds that were killed left beside its place, in these folders. What is young may be
/// of a build that still runs.
pub fn sweep<'p>(folders: impl Iterator<Item = &'p Path>) {
    const OLD: std::time::Duration = std::time::Duration::from_secs(600);
    for entry in folders
        .filter_map(|folder| std::fs::read_dir(folder).ok())
        .flatten()
        .flatten()
    {
        let is_old = entry
            .metadata()
            .and_then(|m| m.modified())
            .is_ok_and(|time| time.elapsed().is_ok_and(|age| age > OLD));
        if is_old && is_staged(&entry.file_name().to_string_lossy()) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

/// The file is closed again: there may be more of them than a process may hold open.
fn write_beside(path: &Path, bytes: &[u8]) -> Result<TempPath, Diagnostic> {
    let folder = path.parent().unwrap_or_else(|| Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX);
    #[cfg(unix)]
    {
        // Published files are for everyone to read; the process's own mask still holds.
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o644));
    }
    let mut file = builder
        .tempfile_in(folder)
        .map_err(|fault| unwritable(path, &fault))?;
    file.write_all(bytes)
        .map_err(|fault| unwritable(path, &fault))?;
    Ok(file.into_temp_path())
}

/// Makes a folder where there is none. A link or a file in its place is refused: what is written
/// must not land elsewhere.
pub fn make_folder(path: &Path) -> Result<(), Diagnostic> {
    match std::fs::symlink_metadata(path) {
        Ok(found) if found.is_dir() => Ok(()),
        Ok(_) => Err(Diagnostic::fatal(
            "public-not-a-folder",
            "this is a link or a file where a folder is needed",
        )
        .at(Place::file(path))
        .hint("remove it, or choose another folder with --out")),
        Err(_) => std::fs::create_dir_all(path).map_err(|fault| unwritable(path, &fault)),
    }
}

/// Removes a file that an earlier build made, and the folders that it leaves empty.
pub fn remove(out: &Path, path: &str) -> bool {
    let file = out.join(path);
    if std::fs::remove_file(&file).is_err() {
        return false;
    }
    for folder in Path::new(path).ancestors().skip(1) {
        // A folder that still holds something stays.
        if folder.as_os_str().is_empty() || std::fs::remove_dir(out.join(folder)).is_err() {
            break;
        }
    }
    true
}

/// That the system refused to write.
pub fn unwritable(path: &Path, fault: &std::io::Error) -> Diagnostic {
    Diagnostic::fatal(
        "file-unwritable",
        format!("this cannot be written: {fault}"),
    )
    .at(Place::file(path))
    .hint("check the folder's permissions and the space that is left")
}
