use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use super::annotators::{self, annotators};
use super::front_matter::toml_diagnostic;
use crate::model::{Config, CutRules, Diagnostic, LinePattern, Place, Severity, Titles};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    title: Said,
    description: Option<Said>,
    notice: Option<Said>,
    #[serde(default)]
    base_url: String,
    language: Option<String>,
    languages: Option<Vec<String>>,
    #[serde(default = "default_theme")]
    theme: String,
    detect_events: Option<bool>,
    #[serde(default)]
    sources: Sources,
    #[serde(default)]
    annotators: Vec<annotators::Table>,
}

/// Words of the archive's own: the same for every language of its site, or one for each.
#[derive(Deserialize)]
#[serde(
    untagged,
    expecting = "expected words, or a table of words by language such as { fr = \"…\", en = \"…\" }"
)]
enum Said {
    Once(String),
    Each(BTreeMap<String, String>),
}

impl Said {
    /// The words for a language; where there are none, those for the first language that has some.
    fn in_language(&self, language: &str, languages: &[String]) -> Option<&String> {
        match self {
            Self::Once(words) => Some(words),
            Self::Each(words) => words
                .get(language)
                .or_else(|| languages.iter().find_map(|l| words.get(l))),
        }
    }
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

/// The theme that the program brings along, which an archive's own of that name changes file by file.
pub const DEFAULT_THEME: &str = "default";

/// The language of a site that names none.
const ENGLISH: &str = "en";

fn default_theme() -> String {
    DEFAULT_THEME.to_owned()
}

/// The languages of the site, the archive's own first, or what is wrong with them.
fn languages(file: &File) -> Result<Vec<String>, String> {
    let languages = match (&file.language, &file.languages) {
        (Some(_), Some(_)) => {
            return Err("language and languages both say in which language the site is".to_owned());
        }
        (None, Some(several)) => several.clone(),
        (Some(one), None) => vec![one.clone()],
        (None, None) => vec![ENGLISH.to_owned()],
    };
    if languages.is_empty() {
        return Err("languages names no language".to_owned());
    }
    for (at, language) in languages.iter().enumerate() {
        let is_tag = language.split('-').all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        });
        if !is_tag {
            return Err(format!("'{language}' is no tag of a language"));
        }
        if languages[..at]
            .iter()
            .any(|l| l.eq_ignore_ascii_case(language))
        {
            return Err(format!("languages names '{language}' twice"));
        }
    }
    Ok(languages)
}

/// What the archive is called in each language of its site.
fn titles(file: &File, languages: &[String]) -> Vec<Titles> {
    let words = |said: Option<&Said>, language: &str| {
        said.and_then(|said| said.in_language(language, languages))
            .cloned()
    };
    let each = languages.iter().map(|language| Titles {
        title: words(Some(&file.title), language).unwrap_or_default(),
        description: words(file.description.as_ref(), language),
        notice: words(file.notice.as_ref(), language),
    });
    each.collect()
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
                "archive.toml knows title, description, notice, base_url, language or languages, theme, detect_events, [sources] with leave_out, keep and cut_before, and [[annotators]] with name, command, timeout and languages"
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
    let languages = match languages(&file) {
        Ok(languages) => languages,
        Err(message) => {
            diagnostics.push(
                Diagnostic::fatal("configuration-invalid", message)
                    .at(Place::file(name))
                    .hint("say language = \"fr\", or languages = [\"fr\", \"en\"] with the archive's own first"),
            );
            return None;
        }
    };
    let titles = titles(&file, &languages);
    let annotators = match annotators(file.annotators, name) {
        Ok(annotators) => annotators,
        Err(diagnostic) => {
            diagnostics.push(diagnostic);
            return None;
        }
    };
    Some(Config {
        titles,
        base_url: with_slash(file.base_url),
        languages,
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
