//! The marks as W3C Web Annotations (<https://www.w3.org/TR/annotation-model/>).

use std::ops::Range;

use rayon::prelude::*;
use serde::Serialize;

use super::{PART, Places, url};
use crate::model::{Archive, At, By, MarkBody, Relations};
use crate::render::{Output, address};

#[derive(Serialize)]
struct Annotation<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    motivation: &'static str,
    creator: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<Body<'a>>,
    target: Target<'a>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Body<'a> {
    Address(String),
    Words {
        #[serde(rename = "type")]
        kind: &'static str,
        value: &'a str,
    },
}

#[derive(Serialize)]
struct Target<'a> {
    source: String,
    selector: Vec<Selector<'a>>,
}

#[derive(Serialize)]
#[serde(tag = "type")]
enum Selector<'a> {
    #[serde(rename = "TextQuoteSelector")]
    Quote { exact: &'a str },
    #[serde(rename = "TextPositionSelector")]
    Position { start: usize, end: usize },
}

/// `annotations.jsonld`, in parts where it is large; each part is a document of its own.
pub fn documents(archive: &Archive, relations: &Relations, places: &Places) -> Vec<Output> {
    let mut of_report: Vec<Vec<String>> = archive
        .reports
        .par_iter()
        .enumerate()
        .map(|(place, _)| marks(archive, places, place))
        .collect();
    for telling in &relations.tellings {
        let words = &archive.reports[telling.at.0].passages[telling.at.1].words;
        let body = Some(Body::Address(url(&address::event(&telling.event))));
        let whole = 0..words.len();
        let line = line(
            archive, places, telling.at, &whole, "linking", telling.by, body,
        );
        of_report[telling.at.0].push(line);
    }
    let mut groups: Vec<(usize, Vec<String>)> = vec![(0, Vec::new())];
    for line in of_report.into_iter().flatten() {
        let full = groups
            .last()
            .is_some_and(|(size, _)| size + line.len() > PART);
        if full {
            groups.push((0, Vec::new()));
        }
        if let Some((size, lines)) = groups.last_mut() {
            *size += line.len() + 2;
            lines.push(line);
        }
    }
    let several = groups.len() > 1;
    let documents = groups
        .into_iter()
        .enumerate()
        .map(|(number, (_, lines))| Output {
            path: if several {
                format!("data/annotations-{:03}.jsonld", number + 1)
            } else {
                "data/annotations.jsonld".to_owned()
            },
            bytes: document(&lines).into_bytes(),
        });
    documents.collect()
}

/// Addresses in a document are relative to the root of the site, one folder up.
fn document(lines: &[String]) -> String {
    format!(
        "{{\"@context\":[\"http://www.w3.org/ns/anno.jsonld\",{{\"@base\":\"../\"}}],\"@graph\":[\n{}\n]}}\n",
        lines.join(",\n")
    )
}

fn marks(archive: &Archive, places: &Places, place: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for (number, passage) in archive.reports[place].passages.iter().enumerate() {
        for mark in &passage.marks {
            let words = |value| {
                Some(Body::Words {
                    kind: "TextualBody",
                    value,
                })
            };
            let (motivation, body) = match &mark.body {
                MarkBody::Mention { entity, .. } => (
                    "identifying",
                    Some(Body::Address(url(&address::entity(entity)))),
                ),
                MarkBody::Date { value, .. } => ("tagging", words(value)),
                MarkBody::Figure { counted, .. } => ("tagging", words(counted)),
                MarkBody::Quotation { speaker, .. } => {
                    let who = speaker
                        .as_ref()
                        .map(|s| Body::Address(url(&address::entity(s))));
                    ("tagging", who)
                }
                MarkBody::Correction { words: new } => ("commenting", words(new)),
                MarkBody::Markdown { .. } => continue,
            };
            let at = (place, number);
            lines.push(line(
                archive, places, at, &mark.span, motivation, mark.by, body,
            ));
        }
    }
    lines
}

fn line(
    archive: &Archive,
    places: &Places,
    at: At,
    span: &Range<usize>,
    motivation: &'static str,
    by: By,
    body: Option<Body>,
) -> String {
    let report = &archive.reports[at.0];
    let passage = &report.passages[at.1];
    let mut selector = vec![Selector::Quote {
        exact: &passage.words[span.clone()],
    }];
    let source = match (&report.source, places.range(archive, at, span)) {
        (Some(source), (Some(start), Some(end))) => {
            selector.push(Selector::Position { start, end });
            url(&address::original(source))
        }
        _ => format!("{}#{}", url(&address::report(&report.id)), passage.id),
    };
    super::row(&Annotation {
        kind: "Annotation",
        motivation,
        creator: by.as_str(),
        body,
        target: Target { source, selector },
    })
}
