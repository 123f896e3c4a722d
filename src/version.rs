//! With which release of the program an archive was made: content/made-with.txt.

use crate::model::{Diagnostic, Place};
use crate::publish::{Edition, report_changes};

/// The file, relative to the archive.
pub const FILE: &str = "content/made-with.txt";
/// This program, as the file names it.
pub const OURS: &str = concat!("archive ", env!("CARGO_PKG_VERSION"));

/// Says what another release changes in the report files of an archive.
pub fn changes(edition: &Edition) -> Option<Diagnostic> {
    let made_with = edition.made_with.filter(|made_with| *made_with != OURS)?;
    let changes = report_changes(edition);
    if changes.is_empty() {
        return None;
    }
    let message = format!(
        "the archive was made with {made_with}; this is {OURS}, and changes {} of its report files",
        changes.len()
    );
    Some(
        Diagnostic::warning("made-with-other-release", message)
            .at(Place::file(FILE))
            .hint("`archive build --what-would-change` shows what, before anything is written"),
    )
}

/// That the archive was made with a later release, whose files this one would take for a person's.
pub fn too_old(made_with: Option<&str>) -> Option<Diagnostic> {
    let made_with = made_with.filter(|made_with| number(made_with) > number(OURS))?;
    let message = format!("the archive was made with {made_with}, and this is {OURS}");
    Some(
        Diagnostic::fatal("made-with-later-release", message)
            .at(Place::file(FILE))
            .hint("install that release or a later one"),
    )
}

/// The numbers of a release, to be compared; nothing for words that name none.
fn number(release: &str) -> Vec<u64> {
    let version = release.rsplit(' ').next().unwrap_or_default();
    let version = version.split(['-', '+']).next().unwrap_or_default();
    version
        .split('.')
        .map_while(|part| part.parse().ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn releases_are_compared_by_number() {
        assert!(number("archive 0.10.0") > number("archive 0.9.3"));
        assert!(too_old(Some("archive 999.0.0")).is_some());
        assert!(too_old(Some(OURS)).is_none());
        assert!(too_old(None).is_none());
    }
}
