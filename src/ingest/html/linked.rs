use serde_json::Value;

use super::metadata::{Metadata, date, is_name, short};
use crate::text::collapse;

/// The first text that a page's JSON-LD describes.
pub fn linked(scripts: &[String]) -> Metadata {
    const DEEPEST: usize = 6;
    let mut best = Metadata::default();
    for script in scripts {
        // A comment around a script is older than JSON-LD, and still seen.
        let script = script
            .trim()
            .trim_start_matches("<!--")
            .trim_end_matches("-->");
        let Ok(value) = serde_json::from_str::<Value>(script) else {
            continue;
        };
        let mut waiting = vec![(&value, 0)];
        while let Some((value, depth)) = waiting.pop() {
            match value {
                Value::Array(list) if depth < DEEPEST => {
                    waiting.extend(list.iter().rev().map(|v| (v, depth + 1)));
                }
                Value::Object(object) => {
                    if best.title.is_none() && is_text(&object.get("@type")) {
                        best = described(value);
                    }
                    for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                        if let Some(inner) = object.get(key).filter(|_| depth < DEEPEST) {
                            waiting.push((inner, depth + 1));
                        }
                    }
                }
                _ => {}
            }
        }
    }
    best
}

fn is_text(kind: &Option<&Value>) -> bool {
    let named = |v: &Value| {
        v.as_str().is_some_and(|t| {
            t.ends_with("Article") || t.ends_with("Posting") || t == "Report" || t == "Review"
        })
    };
    match kind {
        Some(Value::Array(kinds)) => kinds.iter().any(named),
        Some(kind) => named(kind),
        None => false,
    }
}

fn described(value: &Value) -> Metadata {
    let text = |key: &str| value.get(key).and_then(words);
    let address = |key: &str| {
        let value = value.get(key)?;
        let inner = value
            .get("@id")
            .or_else(|| value.get("url"))
            .unwrap_or(value);
        words(inner)
    };
    Metadata {
        title: text("headline").or_else(|| text("name")),
        published: ["datePublished", "dateCreated"]
            .into_iter()
            .find_map(|key| date(&text(key)?)),
        author: value
            .get("author")
            .or_else(|| value.get("creator"))
            .and_then(names),
        outlet: value.get("publisher").and_then(names),
        url: address("url").or_else(|| address("mainEntityOfPage")),
        licence: address("license"),
        language: text("inLanguage"),
    }
}

/// Words of a value; entities that a careless page escaped twice are left as they are.
fn words(value: &Value) -> Option<String> {
    let text = collapse(&short(value.as_str()?));
    (!text.is_empty()).then_some(text)
}

/// The name of a person or organisation, or of each of several.
fn names(value: &Value) -> Option<String> {
    const SEVERAL: usize = 8;
    let one = |v: &Value| words(v.get("name").unwrap_or(v)).filter(|n| is_name(n));
    match value {
        Value::Array(list) => {
            let names: Vec<String> = list.iter().take(SEVERAL).filter_map(one).collect();
            (!names.is_empty()).then(|| names.join(", "))
        }
        other => one(other),
    }
}
