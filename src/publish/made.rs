use std::collections::BTreeSet;
use std::path::Path;

use super::stage::{Staging, make_folder};
use crate::model::Diagnostic;

/// The list, in public/, of the files that the last build made there.
pub struct Made {
    pub paths: BTreeSet<String>,
}

/// Name of the list.
const NAME: &str = ".made-by-archive";

impl Made {
    /// Reads the list; empty where there is none.
    pub fn read(out: &Path) -> Self {
        let text = std::fs::read_to_string(out.join(NAME)).unwrap_or_default();
        Self {
            paths: text
                .lines()
                .filter(|l| is_inside(l))
                .map(str::to_owned)
                .collect(),
        }
    }

    /// Writes the list where it changed.
    pub fn write(out: &Path, paths: &BTreeSet<&str>) -> Result<(), Diagnostic> {
        let text: String = paths.iter().map(|p| format!("{p}\n")).collect();
        let file = out.join(NAME);
        if std::fs::read(&file).is_ok_and(|found| found == text.as_bytes()) {
            return Ok(());
        }
        make_folder(out)?;
        let mut staging = Staging::default();
        staging.write_all(vec![(file, text.as_bytes())])?;
        staging.commit()
    }
}

/// Somebody may have edited the list: a path in it must not lead out of public/.
fn is_inside(path: &str) -> bool {
    !path.starts_with('/')
        && !path.contains(['\\', ':'])
        && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}
