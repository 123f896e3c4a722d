//! A theme: Tera templates, assets and language files; the built-in one, overridden file by file.

use std::collections::{BTreeMap, BTreeSet};

use include_dir::{Dir, include_dir};
use tera::{Context, Tera};

use super::fault::{self, Fault};
use super::languages::Languages;
use super::minify::minify;
use super::words::Words;
use crate::model::{Diagnostic, Place, Severity, Staged};

static BUILT_IN: Dir = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// The folders of a theme.
const TEMPLATES: &str = "templates/";
const WORDS: &str = "words/";
const ASSETS: &str = "assets/";

/// A theme in one language: everything that decides how the pages of one rendering of the site look and speak.
pub struct Theme {
    /// The templates as pages are made from them.
    tera: Tera,
    /// The templates as they were written: their lines are those that a fault should name.
    written: Tera,
    files: Files,
    /// The site's own words.
    pub words: Words,
    /// Files of `assets/`, by path below the theme's folder.
    pub assets: BTreeMap<String, Vec<u8>>,
    /// Where the pages stand below the site: nowhere in particular for the first language of an archive, `en/` for
    /// another.
    pub folder: String,
    /// All languages of the site, where there are several.
    pub languages: Vec<Language>,
}

/// A language of the site.
#[derive(Clone, Debug)]
pub struct Language {
    /// BCP 47.
    pub tag: String,
    /// What it calls itself.
    pub name: String,
    /// As [`Theme::folder`].
    pub folder: String,
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

/// The templates as they were written, and where each stands.
#[derive(Clone, Default)]
pub struct Files {
    theme: String,
    templates: BTreeMap<String, String>,
    /// Those that are the archive's own.
    own: BTreeSet<String>,
}

impl Files {
    /// The text of a template.
    pub fn template(&self, name: &str) -> Option<&str> {
        self.templates.get(name).map(String::as_str)
    }

    /// Where a template stands: below the archive, or in the built-in theme.
    pub fn path(&self, name: &str) -> String {
        shown(
            &self.theme,
            &format!("{TEMPLATES}{name}"),
            self.own.contains(name),
        )
    }
}

/// A file of a theme as diagnostics name it.
fn shown(theme: &str, path: &str, own: bool) -> String {
    match own {
        true => format!("themes/{theme}/{path}"),
        false => format!("built-in theme: {path}"),
    }
}

impl Theme {
    /// Puts a theme together from the built-in files and those of the archive's folder themes/`theme` (`own`: path
    /// below it, and bytes), once for each language of the site.
    ///
    /// Nothing when a template or a language file cannot be read: the diagnostics are then fatal and name the file
    /// and the line.
    pub fn load(
        theme: &str,
        own: BTreeMap<String, Vec<u8>>,
        languages: &[String],
    ) -> Staged<Vec<Self>> {
        let mut diagnostics = Vec::new();
        let mut files = Files {
            theme: theme.to_owned(),
            ..Files::default()
        };
        let mut words = Vec::new();
        let mut assets = BTreeMap::new();
        let built_in = built_in().into_iter().map(|file| (file, false));
        let own = own.into_iter().map(|file| (file, true));
        for ((path, bytes), own) in built_in.chain(own) {
            if path.starts_with(ASSETS) {
                assets.insert(path, bytes);
                continue;
            }
            let template = path.strip_prefix(TEMPLATES).map(str::to_owned);
            if template.is_none() && !path.starts_with(WORDS) {
                diagnostics.extend(unused(theme, &path));
                continue;
            }
            let shown = shown(theme, &path, own);
            match (String::from_utf8(bytes), template) {
                (Ok(text), Some(name)) => {
                    if own {
                        files.own.insert(name.clone());
                    }
                    files.templates.insert(name, text);
                }
                (Ok(text), None) => words.push((path, text, shown)),
                (Err(_), _) => diagnostics.push(
                    Diagnostic::fatal("theme-not-utf8", "a file of the theme is not UTF-8")
                        .at(Place::file(shown))
                        .hint("save the file as UTF-8"),
                ),
            }
        }
        let words = words
            .iter()
            .map(|(path, text, shown)| (path.as_str(), text.as_str(), shown.clone()));
        let known = Languages::read(words, &mut diagnostics);
        let words = spoken(&known, languages, theme, &mut diagnostics);
        let mut written = empty_tera();
        let texts = files.templates.iter();
        if let Err(error) =
            written.add_raw_templates(texts.map(|(name, text)| (name.as_str(), text.as_str())))
        {
            diagnostics.extend(fault::unreadable(&error, &files));
        }
        let value = match diagnostics.iter().any(|d| d.severity == Severity::Fatal) {
            true => Vec::new(),
            false => Self::in_each(words, &written, &files, assets),
        };
        Staged { value, diagnostics }
    }

    /// A theme whose pages say from which template and which values they are made: a line, and JSON.
    #[cfg(test)]
    pub fn dumping(languages: &[String]) -> Vec<Self> {
        let mut themes = Self::load("default", BTreeMap::new(), languages).value;
        for theme in &mut themes {
            let json = |value: &tera::Value, _: tera::Kwargs, _: &tera::State| {
                serde_json::to_string(value).map_err(tera::Error::message)
            };
            theme.tera.register_filter("json", json);
            let names: Vec<String> = theme.files.templates.keys().cloned().collect();
            let dumps = names.iter().map(|name| {
                (
                    name.as_str(),
                    format!("{name}\n{{{{ __tera_context | json | safe }}}}"),
                )
            });
            theme
                .tera
                .add_raw_templates(dumps)
                .expect("a dump is a template");
        }
        themes
    }

    fn in_each(
        words: Vec<(Words, String)>,
        written: &Tera,
        files: &Files,
        assets: BTreeMap<String, Vec<u8>>,
    ) -> Vec<Self> {
        let minified: Vec<(&str, String)> = files
            .templates
            .iter()
            .map(|(name, text)| (name.as_str(), minify(text)))
            .collect();
        let mut tera = empty_tera();
        let added =
            tera.add_raw_templates(minified.iter().map(|(name, text)| (*name, text.as_str())));
        // Minifying must never cost the site: what does not parse any more is used as written.
        let tera = if added.is_ok() { tera } else { written.clone() };
        let mut languages: Vec<Language> = words
            .iter()
            .map(|(words, folder)| Language {
                tag: words.tag.clone(),
                name: words.find("site.language").unwrap_or(&words.tag).to_owned(),
                folder: folder.clone(),
            })
            .collect();
        if languages.len() == 1 {
            languages.clear();
        }
        let speaking = |tera: &Tera, words: &Words| {
            let mut tera = tera.clone();
            tera.global_context().insert("t", &words.table);
            tera
        };
        words
            .into_iter()
            .map(|(words, folder)| Self {
                tera: speaking(&tera, &words),
                written: speaking(written, &words),
                files: files.clone(),
                // The same for every language, and published once.
                assets: if folder.is_empty() {
                    assets.clone()
                } else {
                    BTreeMap::new()
                },
                words,
                folder,
                languages: languages.clone(),
            })
            .collect()
    }

    /// Fills a template; the fault names the template and the line that failed.
    pub fn fill(&self, template: &str, context: Context) -> Result<String, Box<Fault>> {
        self.tera.render(template, &context).map_err(|error| {
            // Only the templates as written have lines that a person can look up.
            let error = self
                .written
                .render(template, &context)
                .err()
                .unwrap_or(error);
            Box::new(Fault::new(error, template, context, &self.files))
        })
    }

    /// A fault with the values that were at hand where it happened.
    pub fn explained(&self, fault: Fault) -> Diagnostic {
        fault.explained(&self.written, &self.files)
    }
}

fn empty_tera() -> Tera {
    let mut tera = Tera::new();
    tera.autoescape_on([".html", ".xml", ".svg"]);
    tera
}

/// The words of each language of the site with the folder of its pages; the first has words in any case.
fn spoken(
    known: &Languages,
    languages: &[String],
    theme: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<(Words, String)> {
    let mut spoken = Vec::new();
    for language in languages {
        let first = spoken.is_empty();
        let folder = if first {
            String::new()
        } else {
            format!("{language}/")
        };
        match known.words(language) {
            Some(words) => spoken.push((words, folder)),
            None => {
                diagnostics.push(known.lacking(language, theme, first));
                if first {
                    spoken.push((known.fallback_words(), folder));
                }
            }
        }
    }
    spoken
}

/// That a file stands where no file of a theme is looked for. What explains a theme to people may stand beside it.
fn unused(theme: &str, path: &str) -> Option<Diagnostic> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let explains = !path.contains('/')
        && (name.ends_with(".md") || name.ends_with(".txt") || !name.contains('.'));
    (!explains).then(|| {
        Diagnostic::warning("theme-file-unused", "this file of the theme is not used")
            .at(Place::file(shown(theme, path, true)))
            .hint("a theme has files in templates/, assets/ and words/; `archive theme list` names those it can have")
    })
}
