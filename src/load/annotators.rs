use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use serde::Deserialize;

use crate::model::{Annotator, Diagnostic, Place};

/// How long a build waits for an annotator that says nothing of it.
const TIMEOUT: u64 = 300;

/// One `[[annotators]]` of archive.toml.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    name: String,
    command: Vec<String>,
    /// In seconds.
    timeout: Option<u64>,
    #[serde(default)]
    languages: Vec<String>,
}

/// The annotators that tables describe.
///
/// # Errors
///
/// A name that cannot stand in a line, or stands twice; no program; no time.
pub fn annotators(tables: Vec<Table>, file: &Path) -> Result<Vec<Annotator>, Diagnostic> {
    let invalid = |message: String, hint: &str| {
        Diagnostic::fatal("configuration-invalid", message)
            .at(Place::file(file))
            .hint(hint)
    };
    let mut names = BTreeSet::new();
    let mut annotators = Vec::with_capacity(tables.len());
    for table in tables {
        let name = table.name;
        if !super::is_address(&name) {
            return Err(invalid(
                format!("'{name}' is no name for an annotator"),
                "name it with letters, digits, '-', '_' and '.' only",
            ));
        }
        if !names.insert(name.clone()) {
            return Err(invalid(
                format!("two annotators are called '{name}'"),
                "give each annotator a name of its own",
            ));
        }
        if table.command.first().is_none_or(String::is_empty) {
            return Err(invalid(
                format!("annotator '{name}' has no command"),
                "write the program and its arguments, such as command = [\"python3\", \"annotators/names.py\"]",
            ));
        }
        if table.timeout == Some(0) {
            return Err(invalid(
                format!("annotator '{name}' is given no time"),
                "write how many seconds a build may wait for it, or leave `timeout` out",
            ));
        }
        annotators.push(Annotator {
            name,
            command: table.command,
            timeout: Duration::from_secs(table.timeout.unwrap_or(TIMEOUT).min(YEAR)),
            languages: table.languages,
        });
    }
    Ok(annotators)
}

/// No clock overflows within it, in seconds.
const YEAR: u64 = 365 * 24 * 60 * 60;
