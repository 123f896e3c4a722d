//! Changes a report file that a person wrote in, only where it must change.
//!
//! Whatever the program has no need to touch keeps its very bytes: other people's Markdown, their line
//! ends, their comments in the front matter.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use toml_edit::{DocumentMut, Item};

use super::front::Front;
use super::read::{ReadEditorial, ReadPassage, ReportFile};
use super::reader::COMMENTS;
use super::write::{Context, block, footnote};
use crate::load::split;
use crate::model::{EventId, Kind, Passage, PassageId, Report};
use crate::text::collapse;

/// The text of a report file, changed so that it says what the report says.
pub fn update(text: &str, file: &ReportFile, report: &Report, context: &Context) -> String {
    let mut edits = Edits::default();
    front(text, &context.front, &mut edits);
    passages(text, file, report, context, &mut edits);
    footnotes(text, file, context, &mut edits);
    edits.apply(text)
}

/// Changes of a text: what stands in place of which bytes.
#[derive(Default)]
struct Edits(Vec<(Range<usize>, String)>);

impl Edits {
    fn replace(&mut self, range: Range<usize>, by: String) {
        self.0.push((range, by));
    }

    /// Applies the changes; of two that overlap the first counts.
    fn apply(mut self, text: &str) -> String {
        self.0.sort_by_key(|(range, _)| range.start);
        let mut changed = String::with_capacity(text.len());
        let mut at = 0;
        for (range, by) in self.0 {
            if range.start < at {
                continue;
            }
            changed.push_str(&text[at..range.start]);
            changed.push_str(&by);
            at = range.end;
        }
        changed.push_str(&text[at..]);
        changed
    }
}

/// Sets the keys of the front matter that differ; a person's own keys and comments stay.
fn front(text: &str, front: &Front, edits: &mut Edits) {
    let Some(parts) = split(text) else { return };
    let range = parts.toml_start..parts.toml_start + parts.toml.len();
    let (Ok(mut document), Ok(wanted)) = (
        parts.toml.parse::<DocumentMut>(),
        toml::to_string(front)
            .unwrap_or_default()
            .parse::<DocumentMut>(),
    ) else {
        return;
    };
    let before = document.to_string();
    let known = [
        "siglum",
        "title",
        "source",
        "sha256",
        "range",
        "published",
        "published_basis",
        "outlet",
        "author",
        "language",
        "url",
        "retrieved",
        "licence",
        "formerly",
        "retired",
    ];
    for key in known {
        let said = |item: Option<&Item>| item.map(|i| collapse(&i.to_string()));
        match wanted.get(key) {
            Some(item) if said(document.get(key)) == said(Some(item)) => {}
            Some(item) => match (document.get(key), item.as_value()) {
                // The white space and the comment beside a value are a person's.
                (Some(Item::Value(old)), Some(new)) => {
                    let mut new = new.clone();
                    *new.decor_mut() = old.decor().clone();
                    document[key] = Item::Value(new);
                }
                _ => {
                    document.insert(key, item.clone());
                }
            },
            None => {
                document.remove(key);
            }
        }
    }
    let after = document.to_string();
    if after != before {
        edits.replace(range, after);
    }
}

fn passages(text: &str, file: &ReportFile, report: &Report, context: &Context, edits: &mut Edits) {
    let read: HashMap<&PassageId, &ReadPassage> =
        file.passages.iter().map(|p| (&p.id, p)).collect();
    let own: BTreeSet<&str> = report
        .editorial
        .iter()
        .map(|e| e.markdown.as_str())
        .collect();
    let is_kept = |e: &&ReadEditorial| own.contains(e.editorial.markdown.as_str());
    let parts: Vec<&ReadEditorial> = file.editorial.iter().filter(|e| !is_kept(e)).collect();
    let place_of: HashMap<&PassageId, usize> = report
        .passages
        .iter()
        .enumerate()
        .map(|(place, p)| (&p.id, place))
        .collect();
    for gone in file
        .passages
        .iter()
        .filter(|p| !place_of.contains_key(&p.id))
    {
        edits.replace(with_blank_line(text, &gone.lines), String::new());
    }
    let mut in_comments = file.passages.iter().any(|p| p.kind == Kind::Comment);
    // What is new stands behind the passage before it, or at the body's beginning.
    let mut end = split(text).map_or(0, |parts| parts.body_start);
    for (place, passage) in report.passages.iter().enumerate() {
        let told = context.told.get(place).map_or(&[][..], Vec::as_slice);
        let mut written = String::new();
        block(report, passage, told, &mut written);
        let written = written.trim_end().to_owned();
        if let Some(read) = read.get(&passage.id) {
            if as_read(report, file, read, &place_of) != single_spaced(report, passage, told) {
                edits.replace(read.lines.clone(), written);
            }
            end = read.lines.end;
            continue;
        }
        let words = collapse(&passage.words);
        if let Some(part) = parts.iter().find(|part| part.words == words) {
            edits.replace(part.lines.clone(), written);
            end = part.lines.end;
            continue;
        }
        let head = if passage.kind == Kind::Comment && !in_comments {
            in_comments = true;
            format!("\n{COMMENTS}\n")
        } else {
            String::new()
        };
        let new_line = if end > 0 && !text[..end].ends_with('\n') {
            "\n"
        } else {
            ""
        };
        let tail = if new_line.is_empty() { "\n" } else { "" };
        edits.replace(end..end, format!("{new_line}{head}\n{written}{tail}"));
    }
}

/// The lines of a passage, and the blank line after them.
fn with_blank_line(text: &str, lines: &Range<usize>) -> Range<usize> {
    let rest = &text[lines.end..];
    let blank = rest.len() - rest.trim_start_matches(['\r', '\n']).len();
    let line_end = rest.find('\n').map_or(rest.len(), |end| end + 1);
    let second = rest[line_end..].find('\n').map_or(0, |end| end + 1);
    lines.start..lines.end + blank.min(line_end + second)
}

/// A passage as the program would write it, each run of white space as one space.
fn single_spaced(report: &Report, passage: &Passage, told: &[EventId]) -> String {
    let spaces = super::Spaces::new(&passage.words);
    let mut flat = passage.clone();
    for mark in &mut flat.marks {
        mark.span = spaces.range(&mark.span);
    }
    flat.words = spaces.read;
    let mut written = String::new();
    let mut told = told.to_vec();
    told.sort();
    block(report, &flat, &told, &mut written);
    written
}

/// The same of a passage as it was read.
fn as_read(
    report: &Report,
    file: &ReportFile,
    read: &ReadPassage,
    place_of: &HashMap<&PassageId, usize>,
) -> String {
    let mut comment = read.comment.clone();
    if let Some(comment) = &mut comment {
        let answered = comment.reply_to.and_then(|place| file.passages.get(place));
        comment.reply_to = answered.and_then(|p| place_of.get(&p.id).copied());
    }
    let passage = Passage {
        id: read.id.clone(),
        n: read.n.clone(),
        kind: read.kind,
        words: read.words.clone(),
        span: None,
        comment,
        marks: read.marks.clone(),
        aside: Vec::new(),
        refused: Vec::new(),
        told: Default::default(),
        notes: read.notes.clone(),
    };
    single_spaced(report, &passage, &read.told)
}

/// Makes the definitions of told events anew; a line that a person wrote in one stays with it.
fn footnotes(text: &str, file: &ReportFile, context: &Context, edits: &mut Edits) {
    let mut wanted: BTreeMap<String, String> = context
        .events
        .iter()
        .map(|note| (note.event.to_string(), footnote(note)))
        .collect();
    let mut end = None;
    for (label, lines) in &file.definitions {
        let raw = &text[lines.clone()];
        let own: Vec<&str> = raw.lines().filter(|line| !is_program_line(line)).collect();
        match wanted.remove(label) {
            Some(mut new) => {
                for line in own {
                    new.push('\n');
                    new.push_str(line);
                }
                if new != raw {
                    edits.replace(lines.clone(), new);
                }
            }
            None if own.is_empty() => {
                edits.replace(with_blank_line(text, lines), String::new());
            }
            None => {}
        }
        end = Some(lines.end);
    }
    let new: Vec<String> = wanted.into_values().collect();
    if new.is_empty() {
        return;
    }
    let end = end.unwrap_or_else(|| text.trim_end().len());
    edits.replace(end..end, format!("\n\n{}", new.join("\n\n")));
}

/// Whether a line of a definition is one that the program writes.
fn is_program_line(line: &str) -> bool {
    let links = |line: &str, folder: &str| {
        line.starts_with('[') && line.ends_with(')') && line.contains(folder)
    };
    match line.strip_prefix("    - ") {
        Some(item) => links(item, ".md#p-"),
        None => line.starts_with("[^") && links(line, "](../events/"),
    }
}
