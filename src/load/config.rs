use std::path::Path;

use serde::Deserialize;

use super::annotators::{self, annotators};
use super::front_matter::toml_diagnostic;
use crate::model::{Config, CutRules, Diagnostic, LinePattern, Place, Severity};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    title: String,
    description: Option<String>,
    notice: Option<String>,
    #[serde(default)]
    base_url: String,
    #[serde(default = "english")]
    language: String,
    #[serde(default = "default_theme")]
    theme: String,
    detect_events: Option<bool>,
    #[serde(default)]
    sources: Sources,
    #[serde(default)]
    annotators: Vec<annotators::Table>,
}

/// What archive.toml says of all sources.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Sources {
    leave_out: Vec<String>,
    keep: Vec<String>,
    cut_before: Vec<String>,
}

/// The patterns of lines that people write.
pub fn patterns(words: &[String]) -> Vec<LinePattern> {
    words.iter().map(|words| LinePattern::new(words)).collect()
}

fn english() -> String {
    "en".to_owned()
}

fn default_theme() -> String {
    "default".to_owned()
}

/// Reads archive.toml; None, with a fatal diagnostic, where that cannot be done.
pub fn read(root: &Path, diagnostics: &mut Vec<Diagnostic>) -> Option<Config> {
    let name = Path::new("archive.toml");
    let text = match std::fs::read_to_string(root.join(name)) {
        Ok(text) => text,
        Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => {
            let message = format!("there is no archive in {}", root.display());
            diagnostics.push(
                Diagnostic::fatal("archive-missing", message)
                    .at(Place::file(name))
                    .hint("make one with `archive init`, or name another folder with --root"),
            );
            return None;
        }
        Err(fault) => {
            diagnostics.push(
                Diagnostic::fatal("file-unreadable", format!("this cannot be read: {fault}"))
                    .at(Place::file(name)),
            );
            return None;
        }
    };
    let file: File = match toml::from_str(&text) {
        Ok(file) => file,
        Err(fault) => {
            let mut diagnostic = toml_diagnostic(&fault, name, &text, 0);
            diagnostic.severity = Severity::Fatal;
            diagnostic.code = "configuration-invalid";
            diagnostic.hint = Some(
                "archive.toml knows title, description, notice, base_url, language, theme, detect_events, [sources] with leave_out, keep and cut_before, and [[annotators]] with name, command, timeout and languages"
                    .to_owned(),
            );
            diagnostics.push(diagnostic);
            return None;
        }
    };
    if !is_folder_name(&file.theme) {
        let message = format!("'{}' is not the name of a folder in themes/", file.theme);
        diagnostics.push(
            Diagnostic::fatal("configuration-invalid", message)
                .at(Place::file(name))
                .hint("name a folder, such as theme = \"default\""),
        );
        return None;
    }
    let annotators = match annotators(file.annotators, name) {
        Ok(annotators) => annotators,
        Err(diagnostic) => {
            diagnostics.push(diagnostic);
            return None;
        }
    };
    Some(Config {
        title: file.title,
        description: file.description,
        notice: file.notice,
        base_url: with_slash(file.base_url),
        language: file.language,
        theme: file.theme,
        detect_events: file.detect_events,
        rules: CutRules {
            leave_out: patterns(&file.sources.leave_out),
            keep: patterns(&file.sources.keep),
            cut_before: patterns(&file.sources.cut_before),
            one_report: false,
        },
        annotators,
    })
}

/// An address that others are appended to.
pub fn with_slash(mut address: String) -> String {
    if !address.is_empty() && !address.ends_with('/') {
        address.push('/');
    }
    address
}

fn is_folder_name(name: &str) -> bool {
    !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\', ':'])
}
