use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::config::patterns;
use super::front_matter::toml_diagnostic;
use super::{files_below, slashed};
use crate::import;
use crate::ingest::SourceFile;
use crate::model::{CutRules, Diagnostic, Form, Place, Provenance, SourceId};
use crate::time;

/// The file `NAME.toml` beside a source `NAME`: what is known of it from outside its text.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sidecar {
    url: Option<String>,
    retrieved: Option<String>,
    published: Option<String>,
    outlet: Option<String>,
    author: Option<String>,
    #[serde(alias = "license")]
    licence: Option<String>,
    language: Option<String>,
    #[serde(default)]
    leave_out: Vec<String>,
    #[serde(default)]
    keep: Vec<String>,
    #[serde(default)]
    cut_before: Vec<String>,
    #[serde(default)]
    one_report: bool,
}

/// Reads content/sources, folder by folder in the order of names.
///
/// How a source is cut, its sidecar says, and `everywhere` of all of them.
pub fn read(
    root: &Path,
    everywhere: &CutRules,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<SourceFile> {
    let folder = Path::new("content/sources");
    let mut files: BTreeMap<PathBuf, Vec<u8>> = files_below(root, folder, usize::MAX, diagnostics)
        .into_iter()
        .collect();
    let sidecars: Vec<PathBuf> = files
        .keys()
        .filter(|path| described_by(path).is_some_and(|source| files.contains_key(&source)))
        .cloned()
        .collect();
    let mut known: BTreeMap<PathBuf, (Provenance, CutRules)> = BTreeMap::new();
    for sidecar in sidecars {
        let bytes = files.remove(&sidecar).unwrap_or_default();
        let said = read_sidecar(&sidecar, &bytes, diagnostics);
        if let (Some(source), Some(said)) = (described_by(&sidecar), said) {
            known.insert(source, said);
        }
    }
    let mut sources = Vec::new();
    for (path, bytes) in files {
        let Ok(below) = path.strip_prefix(folder) else {
            continue;
        };
        let name = slashed(below);
        if Form::of(&name).is_none() {
            diagnostics.push(form_unknown(&name).at(Place::file(&path)));
            continue;
        }
        if let Some(odd) = name
            .chars()
            .find(|c| c.is_control() || "<>:\"\\|?*".contains(*c))
        {
            diagnostics.push(
                Diagnostic::error(
                    "name-no-address",
                    format!("{odd:?} cannot stand in the name of a source"),
                )
                .at(Place::file(&path))
                .hint("rename the file: it is published under its name, on any system"),
            );
            continue;
        }
        let (provenance, rules) = known.remove(&path).unwrap_or_default();
        sources.push(SourceFile {
            id: SourceId::new(name),
            bytes,
            provenance,
            rules: rules.with(everywhere),
            path,
        });
    }
    sources.sort_by(|a, b| a.id.cmp(&b.id));
    sources
}

/// A file that is no source by its name: a web archive holds many, anything else none that is known.
fn form_unknown(name: &str) -> Diagnostic {
    if import::is_web_archive(name) {
        let message = "a web archive is no source: it holds many";
        return Diagnostic::warning("source-form-unknown", message).hint(
            "move it out of content/sources and run `archive import` on it, which makes a source of each page",
        );
    }
    let message = format!("only {} files are read", Form::ENDINGS);
    Diagnostic::warning("source-form-unknown", message)
        .hint("save its text as .txt, or move the file out of content/sources")
}

/// The source that a file would be the sidecar of: `a.txt` for `a.txt.toml`.
fn described_by(path: &Path) -> Option<PathBuf> {
    path.extension()
        .is_some_and(|e| e == "toml")
        .then(|| path.with_extension(""))
}

fn read_sidecar(
    path: &Path,
    bytes: &[u8],
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<(Provenance, CutRules)> {
    let text = String::from_utf8_lossy(bytes);
    let sidecar: Sidecar = match toml::from_str(&text) {
        Ok(sidecar) => sidecar,
        Err(fault) => {
            let mut diagnostic = toml_diagnostic(&fault, path, &text, 0);
            diagnostic.code = "sidecar-invalid";
            diagnostic.hint = Some(
                "a sidecar knows url, retrieved, published, outlet, author, licence, language, leave_out, keep, cut_before and one_report".to_owned(),
            );
            diagnostics.push(diagnostic);
            return None;
        }
    };
    let mut valid = |key: &str, value: Option<String>| {
        let value = value?;
        if time::is_valid(&value) {
            return Some(value);
        }
        let at = text.find(&value).unwrap_or(0);
        diagnostics.push(
            Diagnostic::error("date-invalid", format!("'{key}' is no EDTF date"))
                .at(Place::span(path, &text, at..at + value.len()))
                .hint("write a date as 2020-10-09, 2020-10 or 2020-10-09/2020-10-10"),
        );
        None
    };
    let rules = CutRules {
        leave_out: patterns(&sidecar.leave_out),
        keep: patterns(&sidecar.keep),
        cut_before: patterns(&sidecar.cut_before),
        one_report: sidecar.one_report,
    };
    let provenance = Provenance {
        retrieved: valid("retrieved", sidecar.retrieved),
        published: valid("published", sidecar.published),
        url: sidecar.url,
        outlet: sidecar.outlet,
        author: sidecar.author,
        licence: sidecar.licence,
        language: sidecar.language,
    };
    Some((provenance, rules))
}
