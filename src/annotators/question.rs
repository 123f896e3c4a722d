//! What an annotator is given: a line for the archive, one for each entity, one for each passage.

use std::io::Write;
use std::ops::Range;
use std::sync::Arc;

use serde::Serialize;
use serde_json::{Map, Value};

use super::keys::{Keys, written};
use crate::model::{Annotator, Config, Entity, Mark, PassageDraft, ReportDraft, SourceDraft};
use crate::text::CharIndex;

/// The version of what is written and read; a change that a program could stumble over raises it.
const PROTOCOL: u32 = 1;

/// Place of a passage: of its source, its report in that, and itself in that.
pub type At = (usize, usize, usize);

/// What one annotator is asked.
pub struct Question {
    pub drafts: Arc<Vec<SourceDraft>>,
    pub annotator: Annotator,
    /// The lines before the passages.
    pub head: Vec<u8>,
}

#[derive(Serialize)]
struct ArchiveLine<'a> {
    line: &'static str,
    protocol: u32,
    title: &'a str,
    language: &'a str,
}

#[derive(Serialize)]
struct EntityLine<'a> {
    line: &'static str,
    id: &'a str,
    r#type: &'a str,
    name: &'a str,
    names: Map<String, Value>,
    aliases: &'a [String],
    descriptions: &'a [String],
    wikidata: Option<&'a str>,
}

#[derive(Serialize)]
struct PassageLine<'a> {
    line: &'static str,
    passage: String,
    report: String,
    title: &'a str,
    outlet: Option<&'a str>,
    published: Option<&'a str>,
    language: &'a str,
    kind: &'static str,
    posted: Option<&'a str>,
    text: &'a str,
    marks: Vec<MarkView<'a>>,
}

#[derive(Serialize)]
struct MarkView<'a> {
    start: usize,
    end: usize,
    exact: &'a str,
    #[serde(flatten)]
    keys: Keys,
}

/// The lines before the passages, which are the same for every annotator.
pub fn head(config: &Config, entities: &[Entity]) -> Vec<u8> {
    let mut head = line(&ArchiveLine {
        line: "archive",
        protocol: PROTOCOL,
        title: &config.titles(config.language()).title,
        language: config.language(),
    });
    for entity in entities {
        let names = entity.names.iter().cloned();
        head.extend(line(&EntityLine {
            line: "entity",
            id: entity.id.as_str(),
            r#type: entity.kind.as_str(),
            name: &entity.name,
            names: names
                .map(|(code, name)| (code, Value::String(name)))
                .collect(),
            aliases: &entity.aliases,
            descriptions: &entity.descriptions,
            wikidata: entity.wikidata.as_deref(),
        }));
    }
    head
}

fn line(view: &impl Serialize) -> Vec<u8> {
    // Views hold strings and numbers only, which always have a form in JSON.
    let mut line = serde_json::to_vec(view).unwrap_or_default();
    line.push(b'\n');
    line
}

impl Question {
    /// Writes all lines.
    ///
    /// # Errors
    ///
    /// Those of the writer, such as a pipe that nobody reads from any more.
    pub fn write(&self, out: &mut dyn Write) -> std::io::Result<()> {
        out.write_all(&self.head)?;
        for source in self.drafts.iter() {
            for (number, report) in source.reports.iter().enumerate() {
                if self.annotator.reads(&report.language) {
                    write_report(source, report, number, out)?;
                }
            }
        }
        Ok(())
    }

    /// Bytes of the passages that it is asked about.
    pub fn bytes(&self) -> usize {
        let reports = self.drafts.iter().flat_map(|source| &source.reports);
        let asked = reports.filter(|report| self.annotator.reads(&report.language));
        asked
            .flat_map(|report| &report.passages)
            .map(|p| p.span.len())
            .sum()
    }

    /// The passage of a key, if it was asked about.
    pub fn at(&self, key: &str, sources: impl Fn(&str) -> Option<usize>) -> Option<At> {
        let (source, place) = key.rsplit_once('#')?;
        let (report, passage) = place.split_once('.')?;
        let number = |digits: &str| digits.parse::<usize>().ok()?.checked_sub(1);
        let at = (sources(source)?, number(report)?, number(passage)?);
        let report = self.drafts[at.0].reports.get(at.1)?;
        (self.annotator.reads(&report.language) && at.2 < report.passages.len()).then_some(at)
    }
}

fn write_report(
    source: &SourceDraft,
    report: &ReportDraft,
    number: usize,
    out: &mut dyn Write,
) -> std::io::Result<()> {
    let key = format!("{}#{}", source.source.id, number + 1);
    for (place, passage) in report.passages.iter().enumerate() {
        let text = &source.source.text[passage.span.clone()];
        out.write_all(&line(&PassageLine {
            line: "passage",
            passage: format!("{key}.{}", place + 1),
            report: key.clone(),
            title: &report.title,
            outlet: report.outlet.as_deref(),
            published: report.published.as_ref().map(|p| p.value.as_str()),
            language: &report.language,
            kind: passage.kind.as_str(),
            posted: passage.comment.as_ref().and_then(|c| c.posted.as_deref()),
            text,
            marks: marks(passage, text),
        }))?;
    }
    Ok(())
}

fn marks<'t>(passage: &PassageDraft, text: &'t str) -> Vec<MarkView<'t>> {
    let chars = CharIndex::new(text);
    let view = |mark: &Mark| {
        let Range { start, end } = chars.chars(&mark.span);
        Some(MarkView {
            start,
            end,
            exact: &text[mark.span.clone()],
            keys: written(&mark.body)?,
        })
    };
    let mut marks: Vec<&Mark> = passage.marks.iter().chain(&passage.aside).collect();
    marks.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
    marks.into_iter().filter_map(view).collect()
}
