//! A theme: Tera templates, assets and language files; the built-in one, overridden file by file.

use std::collections::BTreeMap;
use std::path::PathBuf;

use include_dir::{Dir, include_dir};
use tera::{Context, ErrorKind, Tera};

use super::minify::minify;
use super::words::Words;
use crate::model::{Diagnostic, Place, Staged};

static BUILT_IN: Dir = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// The language whose words fill every gap.
const FALLBACK: &str = "en";

/// Everything that decides how pages look and speak.
pub struct Theme {
    /// The templates as pages are made from them.
    tera: Tera,
    /// The templates as they were written: their lines are those that a fault should name.
    written: Tera,
    /// The site's own words.
    pub words: Words,
    /// Files of `assets/`, by path below the theme's folder.
    pub assets: BTreeMap<String, Vec<u8>>,
}

/// The built-in theme's files by path below its folder.
pub fn built_in() -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![&BUILT_IN];
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        for file in folder.files() {
            let path = file.path().to_string_lossy().replace('\\', "/");
            files.insert(path, file.contents().to_vec());
        }
    }
    files
}

impl Theme {
    /// Puts a theme together from the built-in files and those of an archive's own theme
    /// (`overrides`: path below the theme's folder, and bytes), with the words of `language`.
    ///
    /// None when a template or a language file cannot be read: the diagnostics are then fatal and
    /// name the file, relative to the theme's folder, and the line.
    pub fn load(overrides: BTreeMap<String, Vec<u8>>, language: &str) -> Staged<Option<Self>> {
        let mut diagnostics = Vec::new();
        let mut files = built_in();
        files.extend(overrides);
        let mut texts = Vec::new();
        let mut assets = BTreeMap::new();
        for (path, bytes) in files {
            if path.starts_with("assets/") {
                assets.insert(path, bytes);
            } else if path.starts_with("templates/") || path.starts_with("words/") {
                match String::from_utf8(bytes) {
                    Ok(text) => texts.push((path, text)),
                    Err(_) => diagnostics.push(
                        Diagnostic::fatal("theme-not-utf8", "a file of the theme is not UTF-8")
                            .at(Place::file(path))
                            .hint("save the file as UTF-8"),
                    ),
                }
            }
        }
        let words = load_words(&texts, language, &mut diagnostics);
        let templates: Vec<(&str, &str)> = texts
            .iter()
            .filter_map(|(path, text)| Some((path.strip_prefix("templates/")?, text.as_str())))
            .collect();
        let written = load_templates(&templates, &words, &mut diagnostics);
        let fatal = |d: &Diagnostic| d.severity == crate::model::Severity::Fatal;
        let value = written
            .filter(|_| !diagnostics.iter().any(fatal))
            .map(|written| {
                let minified: Vec<(&str, String)> = templates
                    .iter()
                    .map(|(name, text)| (*name, minify(text)))
                    .collect();
                let mut tera = empty_tera(&words);
                let added = tera
                    .add_raw_templates(minified.iter().map(|(name, text)| (*name, text.as_str())));
                // Minifying must never cost the site: what does not parse any more is used as written.
                let tera = if added.is_ok() { tera } else { written.clone() };
                Self {
                    tera,
                    written,
                    words,
                    assets,
                }
            });
        Staged { value, diagnostics }
    }

    /// Fills a template; the error names the template and the line that failed.
    pub fn fill(&self, template: &str, context: &Context) -> Result<String, Box<Diagnostic>> {
        self.tera.render(template, context).map_err(|error| {
            // Only the templates as written have lines that a person can look up.
            let error = self
                .written
                .render(template, context)
                .err()
                .unwrap_or(error);
            Box::new(template_fault("template-failed", &error, template))
        })
    }
}

fn empty_tera(words: &Words) -> Tera {
    let mut tera = Tera::new();
    tera.autoescape_on([".html", ".xml", ".svg"]);
    tera.global_context().insert("t", &words.table);
    tera
}

/// Parses the templates as written; each that does not parse is named.
fn load_templates(
    templates: &[(&str, &str)],
    words: &Words,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Tera> {
    let mut tera = empty_tera(words);
    let error = tera.add_raw_templates(templates.iter().copied()).err();
    match error {
        None => Some(tera),
        Some(error) => {
            diagnostics.push(template_fault("template-invalid", &error, ""));
            None
        }
    }
}

fn template_fault(code: &'static str, error: &tera::Error, template: &str) -> Diagnostic {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let mut message = lower_first(report.message().trim());
            if message.ends_with('.') {
                message.pop();
            }
            let name = if report.filename().is_empty() {
                template
            } else {
                report.filename()
            };
            let mut place = Place::file(format!("templates/{name}"));
            place.line = Some(report.span().start_line);
            Diagnostic::fatal(code, message)
                .at(place)
                .hint("correct the template, or delete it to use the built-in one")
        }
        _ => {
            let message = lower_first(error.to_string().trim());
            Diagnostic::fatal(code, message).at(Place::file(format!("templates/{template}")))
        }
    }
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map(|first| first.to_lowercase().chain(chars).collect())
        .unwrap_or_default()
}

/// The words of a language, or of its main language (`fr` for `fr-CA`), over those of the fallback.
fn load_words(
    texts: &[(String, String)],
    language: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Words {
    let mut read = |tag: &str| -> Option<toml::Table> {
        let path = format!("words/{tag}.toml");
        let (_, text) = texts.iter().find(|(name, _)| *name == path)?;
        match toml::from_str(text) {
            Ok(table) => Some(table),
            Err(error) => {
                let place = match error.span() {
                    Some(span) => Place::span(&path, text, span),
                    None => Place::file(&path),
                };
                let message = error
                    .message()
                    .lines()
                    .next()
                    .unwrap_or_default()
                    .to_owned();
                diagnostics.push(Diagnostic::fatal("words-invalid", message).at(place));
                None
            }
        }
    };
    let fallback = read(FALLBACK).unwrap_or_default();
    let main = language.split('-').next().unwrap_or(language);
    let mut tags = vec![
        language.to_owned(),
        language.to_lowercase(),
        main.to_lowercase(),
    ];
    tags.dedup();
    for tag in tags {
        if has(texts, &tag) {
            // A file that cannot be read is fatal already: what stands in for it is never shown.
            let table = read(&tag).unwrap_or_default();
            return Words::new(language, &fallback, &table);
        }
    }
    diagnostics.push(
        Diagnostic::warning(
            "language-without-words",
            format!("the theme has no words for the language {language:?}; English is used"),
        )
        .at(Place {
            file: PathBuf::from("archive.toml"),
            line: None,
            excerpt: None,
        })
        .hint(format!("add words/{main}.toml to the theme")),
    );
    Words::new(FALLBACK, &fallback, &toml::Table::new())
}

fn has(texts: &[(String, String)], tag: &str) -> bool {
    let path = format!("words/{tag}.toml");
    texts.iter().any(|(name, _)| *name == path)
}
