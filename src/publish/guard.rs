//! What is refused before anything is written.

use std::path::Path;

use super::made::Made;
use crate::model::{Diagnostic, Place};
use crate::render::Output;

/// The site's folder must not be one that holds the archive, or a part of it.
pub fn folder(root: &Path, out: &Path) -> Result<(), Diagnostic> {
    let absolute = |path: &Path| {
        path.canonicalize()
            .or_else(|_| std::path::absolute(path))
            .unwrap_or_else(|_| path.to_path_buf())
    };
    let (root, out_path) = (absolute(root), absolute(out));
    let reserved = ["content", "themes", ".git"].map(|part| root.join(part));
    if root.starts_with(&out_path) || reserved.iter().any(|r| out_path.starts_with(r)) {
        return Err(Diagnostic::fatal(
            "public-in-archive",
            "the site cannot be written over the archive itself",
        )
        .at(Place::file(out))
        .hint("choose another folder with --out"));
    }
    Ok(())
}

/// A file that no build made is not overwritten.
pub fn foreign(out: &Path, changed: &[&Output], made: &Made) -> Result<(), Diagnostic> {
    let stranger = changed.iter().find(|output| {
        !made.paths.contains(&output.path)
            && std::fs::symlink_metadata(out.join(&output.path)).is_ok()
    });
    match stranger {
        None => Ok(()),
        Some(output) => Err(Diagnostic::fatal(
            "public-not-ours",
            "this file stands where a page should, and no build made it",
        )
        .at(Place::file(out.join(&output.path)))
        .hint("move it away, or choose another folder with --out")),
    }
}
