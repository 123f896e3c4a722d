//! The lines before a Markdown text that say what it is: YAML between `---`, TOML between `+++`.

use std::ops::Range;

use serde_json::{Map, Value};

use super::said;
use crate::ingest::html::Metadata;
use crate::model::Diagnostic;

/// Front matter as it stands in a file.
pub struct FrontMatter<'t> {
    /// Bytes of the file with the lines around it; the text begins at the end.
    pub span: Range<usize>,
    words: &'t str,
    is_toml: bool,
}

/// Finds the front matter of a text. None where it has none, or where nothing ends it.
pub fn find(text: &str) -> Option<FrontMatter<'_>> {
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut lines = text[start..].split_inclusive('\n');
    let first = lines.next()?;
    let ends: &[&str] = match first.trim_end() {
        "---" => &["---", "..."],
        "+++" => &["+++"],
        _ => return None,
    };
    let words_start = start + first.len();
    let mut at = words_start;
    for line in lines {
        if ends.contains(&line.trim_end()) {
            return Some(FrontMatter {
                span: start..at + line.len(),
                words: &text[words_start..at],
                is_toml: ends == ["+++"],
            });
        }
        at += line.len();
    }
    None
}

impl FrontMatter<'_> {
    /// What it says of the text. What cannot be read says nothing, and gives a warning.
    pub fn metadata(&self) -> (Metadata, Option<Diagnostic>) {
        let read = if self.is_toml {
            from_toml(self.words)
        } else {
            from_yaml(self.words)
        };
        match read {
            Ok(values) => (metadata(&values), None),
            Err(fault) => (Metadata::default(), Some(unreadable(&fault, self.is_toml))),
        }
    }
}

fn from_toml(words: &str) -> Result<Map<String, Value>, String> {
    let table: toml::Table = toml::from_str(words).map_err(|fault| fault.message().to_owned())?;
    Ok(table
        .into_iter()
        .map(|(key, value)| (key, json(value)))
        .collect())
}

fn json(value: toml::Value) -> Value {
    match value {
        toml::Value::String(words) => Value::String(words),
        toml::Value::Array(list) => Value::Array(list.into_iter().map(json).collect()),
        toml::Value::Table(table) => {
            Value::Object(table.into_iter().map(|(k, v)| (k, json(v))).collect())
        }
        other => Value::String(other.to_string()),
    }
}

fn from_yaml(words: &str) -> Result<Map<String, Value>, String> {
    if words.trim().is_empty() {
        return Ok(Map::new());
    }
    serde_saphyr::from_str(words).map_err(|fault| fault.to_string())
}

fn unreadable(fault: &str, is_toml: bool) -> Diagnostic {
    let language = if is_toml { "TOML" } else { "YAML" };
    let fault = fault.lines().next().unwrap_or_default();
    let fault = fault.strip_prefix("error: ").unwrap_or(fault);
    let message = format!("the lines before this text are no {language}, and say nothing: {fault}");
    Diagnostic::warning("source-front-matter", message)
        .hint("mend them, or say the same in the file NAME.md.toml beside it")
}

fn metadata(values: &Map<String, Value>) -> Metadata {
    let first = |keys: &[&str]| {
        let mut found = keys.iter().filter_map(|key| {
            let of_key = values.iter().find(|(k, _)| k.eq_ignore_ascii_case(key));
            words(of_key?.1)
        });
        found.next()
    };
    let name = |keys: &[&str]| first(keys).and_then(|words| said::name(&words));
    Metadata {
        title: name(&["title"]),
        published: first(&["date", "published", "publishdate", "pubdate"])
            .and_then(|words| said::date(&words)),
        author: name(&["author", "authors", "byline"]),
        outlet: name(&["outlet", "publisher", "publication", "site"]),
        url: first(&["url", "canonical", "canonical_url", "source", "link"])
            .and_then(|words| said::address(&words)),
        licence: name(&["licence", "license"]),
        language: first(&["lang", "language"]).and_then(|words| said::language(&words)),
    }
}

/// The words of a value: of a list those of each, of a record its name.
fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(words) => Some(words.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(list) => {
            let all: Vec<String> = list.iter().take(20).filter_map(simple).collect();
            (!all.is_empty()).then(|| all.join(", "))
        }
        other => simple(other),
    }
}

fn simple(value: &Value) -> Option<String> {
    let value = value.get("name").unwrap_or(value);
    value.as_str().map(str::to_owned)
}
