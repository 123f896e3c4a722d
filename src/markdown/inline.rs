//! Marks as Markdown and HTML, both ways.

use super::tag::{Tag, escape};
use crate::model::{Anchor, EntityId, MarkBody, Speech};

/// What opens and closes a mark around its words.
pub struct Delimiters {
    pub open: String,
    pub close: String,
}

/// How a mark is written; `holds_marks`: other marks stand inside, so that a link cannot.
pub fn delimiters(body: &MarkBody, holds_marks: bool) -> Delimiters {
    let tag = |name: &str, attributes: &[(&str, Option<String>)]| {
        let mut open = format!("<{name}");
        for (key, value) in attributes {
            if let Some(value) = value {
                open.push_str(&format!(" {key}=\"{}\"", escape(value)));
            }
        }
        open.push('>');
        Delimiters {
            open,
            close: format!("</{name}>"),
        }
    };
    match body {
        MarkBody::Mention { entity, metonym } if holds_marks => tag(
            "span",
            &[
                ("data-entity", Some(entity.to_string())),
                ("title", metonym.then(|| "government".to_owned())),
            ],
        ),
        MarkBody::Mention { entity, metonym } => Delimiters {
            open: "[".to_owned(),
            close: if *metonym {
                format!("](../entities/{entity}.md \"government\")")
            } else {
                format!("](../entities/{entity}.md)")
            },
        },
        MarkBody::Date { value, .. } => tag("time", &[("datetime", Some(value.clone()))]),
        MarkBody::Quotation { speech, speaker } => tag(
            "span",
            &[
                (
                    "data-speaker",
                    Some(
                        speaker
                            .as_ref()
                            .map_or_else(String::new, ToString::to_string),
                    ),
                ),
                (
                    "data-speech",
                    (*speech == Speech::Indirect).then(|| "indirect".to_owned()),
                ),
            ],
        ),
        MarkBody::Figure {
            counted,
            min,
            max,
            change,
            of,
            claimant,
            as_of,
        } => tag(
            "data",
            &[
                ("value", Some(range(*min, *max))),
                ("data-counted", Some(counted.clone())),
                ("data-of", of.clone()),
                ("data-claimant", claimant.as_ref().map(ToString::to_string)),
                ("data-as-of", as_of.clone()),
                ("data-change", change.then(|| "yes".to_owned())),
            ],
        ),
        MarkBody::Correction { words } => Delimiters {
            open: "<del>".to_owned(),
            close: format!("</del><ins>{}</ins>", super::write::escape_words(words)),
        },
        MarkBody::Markdown { open, close } => Delimiters {
            open: open.clone(),
            close: close.clone(),
        },
    }
}

/// `400`, `400/` (at least), `/2000` (at most), `3/5`, or nothing.
fn range(min: Option<f64>, max: Option<f64>) -> String {
    match (min, max) {
        (Some(a), Some(b)) if a == b => a.to_string(),
        (None, None) => String::new(),
        (a, b) => {
            let side = |n: Option<f64>| n.map_or_else(String::new, |n| n.to_string());
            format!("{}/{}", side(a), side(b))
        }
    }
}

/// The mark that a tag opens; None where it is none of ours.
pub fn from_tag(tag: &Tag) -> Option<MarkBody> {
    let id = |key: &str| tag.get(key).filter(|v| !v.is_empty()).map(EntityId::new);
    match tag.name.as_str() {
        "time" => Some(MarkBody::Date {
            value: tag.get("datetime")?.to_owned(),
            utc: None,
            anchor: Anchor::None,
        }),
        "span" if tag.get("data-entity").is_some() => Some(MarkBody::Mention {
            entity: id("data-entity")?,
            metonym: tag.get("title") == Some("government"),
        }),
        "span" => Some(MarkBody::Quotation {
            speaker: tag.get("data-speaker").map(|_| id("data-speaker"))?,
            speech: match tag.get("data-speech") {
                Some("indirect") => Speech::Indirect,
                _ => Speech::Direct,
            },
        }),
        "data" => {
            let value = tag.get("value")?;
            let (min, max) = match value.split_once('/') {
                Some((min, max)) => (min.parse().ok(), max.parse().ok()),
                None => (value.parse().ok(), value.parse().ok()),
            };
            Some(MarkBody::Figure {
                counted: tag.get("data-counted").unwrap_or("other").to_owned(),
                min,
                max,
                change: tag.get("data-change").is_some(),
                of: tag.get("data-of").map(str::to_owned),
                claimant: id("data-claimant"),
                as_of: tag.get("data-as-of").map(str::to_owned),
            })
        }
        _ => None,
    }
}

/// The mention that a link is; None where it leads elsewhere than to an entity's file.
pub fn from_link(address: &str, title: &str) -> Option<MarkBody> {
    let stem = address.strip_prefix("../entities/")?.strip_suffix(".md")?;
    (!stem.is_empty() && !stem.contains('/')).then(|| MarkBody::Mention {
        entity: EntityId::new(stem),
        metonym: title == "government",
    })
}
