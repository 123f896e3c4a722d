//! What the archive could be given: proposals with their evidence, for a person to accept.
//!
//! Names in spellings that no record lists, and events that the texts tell and no file has.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use toml_edit::{Array, Document, DocumentMut, Item, value};

use crate::annotate::Authority;
use crate::load::front_matter;
use crate::model::{Archive, By, Diagnostic, EntityId, Event, EventId, MarkBody, Place, Relations};
use crate::publish;

/// What is proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proposal {
    /// A further spelling of an entity's name.
    Alias {
        entity: EntityId,
        /// Its name as the record has it.
        name: String,
        spelling: String,
        /// The record's file, relative to the archive.
        file: PathBuf,
    },
    /// A file for an event that the program found.
    Event {
        event: EventId,
        title: String,
        /// The whole file.
        text: String,
        /// Where it will be, relative to the archive.
        file: PathBuf,
    },
}

impl Proposal {
    /// The id of the record that it is for.
    pub fn record(&self) -> &str {
        match self {
            Self::Alias { entity, .. } => entity.as_str(),
            Self::Event { event, .. } => event.as_str(),
        }
    }
}

/// A proposal, and where the archive speaks for it.
#[derive(Clone, Debug)]
pub struct Suggestion {
    pub proposal: Proposal,
    /// The passages, in the order of the reports.
    pub evidence: Vec<Evidence>,
    /// How often the spelling stands in the archive, or how many passages tell the event.
    pub times: usize,
}

/// A passage that speaks for a proposal.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// Siglum and number, as the passage is cited.
    pub passage: String,
    pub report: String,
    pub before: String,
    pub exact: String,
    pub after: String,
}

/// How many characters of a passage are shown on each side.
const SHOWN: usize = 32;

/// Aliases, then events.
pub fn suggest(archive: &Archive, relations: &Relations) -> Vec<Suggestion> {
    let mut all = aliases(archive);
    all.extend(events(archive, relations));
    all
}

/// Every detected event, with the passages that tell it.
fn events(archive: &Archive, relations: &Relations) -> Vec<Suggestion> {
    let detected = archive.events.iter().filter(|event| event.detected);
    let suggestions = detected.map(|event| {
        let first = relations.tellings.partition_point(|t| t.event < event.id);
        let tellings = relations.tellings[first..].iter();
        let tellings = tellings.take_while(|t| t.event == event.id);
        let evidence: Vec<Evidence> = tellings
            .map(|telling| {
                let report = &archive.reports[telling.at.0];
                let passage = &report.passages[telling.at.1];
                Evidence {
                    passage: format!("{} {}", report.siglum, passage.n),
                    report: report.id.to_string(),
                    before: String::new(),
                    exact: first_of(&collapsed(&passage.words)),
                    after: String::new(),
                }
            })
            .collect();
        Suggestion {
            times: evidence.len(),
            evidence,
            proposal: Proposal::Event {
                event: event.id.clone(),
                title: event.title.clone(),
                text: file_of(event),
                file: event.file.clone(),
            },
        }
    });
    suggestions.collect()
}

/// The file of an event.
fn file_of(event: &Event) -> String {
    let mut front = DocumentMut::new();
    front["title"] = value(&event.title);
    front["date"] = value(&event.date);
    let place = event.place.iter().map(EntityId::as_str);
    let participants = event.participants.iter().map(EntityId::as_str);
    let words = event.words.iter().map(String::as_str);
    let lists: [(&str, Array); 3] = [
        ("place", place.collect()),
        ("participants", participants.collect()),
        ("words", words.collect()),
    ];
    for (key, list) in lists {
        if !list.is_empty() {
            front[key] = value(list);
        }
    }
    format!("+++\n{front}+++\n")
}

/// Every spelling in the archive's program marks that no record lists, by entity and spelling. Whoever is a person
/// is proposed by the whole name: the surname follows from it.
fn aliases(archive: &Archive) -> Vec<Suggestion> {
    let mut languages: Vec<String> = archive.reports.iter().map(|r| r.language.clone()).collect();
    languages.sort_unstable();
    languages.dedup();
    let authority = Authority::new(&archive.entities, &languages);
    let mut all: BTreeMap<(EntityId, String), Suggestion> = BTreeMap::new();
    for report in &archive.reports {
        for passage in &report.passages {
            for mark in passage.marks.iter().filter(|mark| mark.by == By::Program) {
                let MarkBody::Mention { entity, .. } = &mark.body else {
                    continue;
                };
                let exact = collapsed(&passage.words[mark.span.clone()]);
                let record = archive.entities.iter().position(|e| e.id == *entity);
                let Some(record) = record else { continue };
                if !authority.spells(record, &exact, &report.language) {
                    continue;
                }
                let record = &archive.entities[record];
                let suggestion = all
                    .entry((entity.clone(), exact.clone()))
                    .or_insert_with(|| Suggestion {
                        proposal: Proposal::Alias {
                            entity: entity.clone(),
                            name: record.name.clone(),
                            spelling: exact.clone(),
                            file: record.file.clone(),
                        },
                        evidence: Vec::new(),
                        times: 0,
                    });
                suggestion.times += 1;
                let cited = format!("{} {}", report.siglum, passage.n);
                if suggestion
                    .evidence
                    .last()
                    .is_none_or(|e| e.passage != cited)
                {
                    let (before, after) = passage.words.split_at(mark.span.start);
                    let after = &after[mark.span.len()..];
                    suggestion.evidence.push(Evidence {
                        passage: cited,
                        report: report.id.to_string(),
                        before: last_of(before),
                        exact,
                        after: first_of(after),
                    });
                }
            }
        }
    }
    all.into_values().collect()
}

/// Writes proposals into the files of content/entities, of which everything else keeps its bytes, and new files into
/// content/events. Returns how many proposals were written.
pub fn accept(root: &Path, suggestions: &[Suggestion], notes: &mut Vec<Diagnostic>) -> usize {
    let mut by_file: BTreeMap<&Path, Vec<&str>> = BTreeMap::new();
    let mut new: Vec<(&Path, &str)> = Vec::new();
    for suggestion in suggestions {
        match &suggestion.proposal {
            Proposal::Alias { spelling, file, .. } => {
                by_file.entry(file).or_default().push(spelling);
            }
            Proposal::Event { text, file, .. } => new.push((file, text)),
        }
    }
    let mut written = 0;
    for (file, text) in new {
        let path = root.join(file);
        // A file that cannot be read as an event has its own diagnostic, and is a person's.
        if path.exists() {
            let message = "there is a file of this name";
            notes.push(Diagnostic::error("suggestion-not-written", message).at(Place::file(file)));
            continue;
        }
        // The first event of an archive makes the folder; where that fails, writing says so.
        let _ = path.parent().map(std::fs::create_dir_all);
        match publish::write_file(&path, text.as_bytes()) {
            Ok(()) => written += 1,
            Err(fault) => notes.push(fault),
        }
    }
    for (file, spellings) in by_file {
        let path = root.join(file);
        let changed = match std::fs::read_to_string(&path) {
            Ok(text) => with_aliases(&text, &spellings),
            Err(fault) => Err(format!("could not be read: {fault}")),
        };
        match changed {
            Ok(text) => match publish::write_file(&path, text.as_bytes()) {
                Ok(()) => written += spellings.len(),
                Err(fault) => notes.push(fault),
            },
            Err(why) => notes.push(
                Diagnostic::error("suggestion-not-written", why)
                    .at(Place::file(file))
                    .hint("add the aliases by hand: aliases = [\"…\"]"),
            ),
        }
    }
    written
}

/// The text of a record with more aliases; every other byte stays.
fn with_aliases(text: &str, spellings: &[&str]) -> Result<String, String> {
    let parts = front_matter::split(text).ok_or("the file has no front matter")?;
    let record = Document::parse(parts.toml).map_err(|fault| fault.message().to_owned())?;
    let listed = record.get("aliases");
    let known = |spelling: &str| {
        let aliases = listed.and_then(Item::as_array);
        aliases.is_some_and(|a| a.iter().any(|alias| alias.as_str() == Some(spelling)))
    };
    let new = spellings.iter().filter(|spelling| !known(spelling));
    let new: Vec<String> = new
        .map(|s| toml_edit::Value::from(*s).to_string())
        .collect();
    if new.is_empty() {
        return Ok(text.to_owned());
    }
    let new = new.join(", ");
    let (at, addition) = match listed {
        Some(item) => {
            let aliases = item.as_array().ok_or("aliases is no list")?;
            match aliases.iter().last().and_then(toml_edit::Value::span) {
                Some(last) => (last.end, format!(", {new}")),
                None => (item.span().map_or(0, |list| list.start + 1), new),
            }
        }
        // Behind the name, which every record has before its tables.
        None => {
            let name = record.get("name").and_then(Item::span);
            let name = name.ok_or("the record has no name")?;
            let line = parts.toml[name.end..]
                .find('\n')
                .map(|end| name.end + end + 1);
            let line = line.ok_or("the name's line has no end")?;
            let end = if parts.toml[..line].ends_with("\r\n") {
                "\r\n"
            } else {
                "\n"
            };
            (line, format!("aliases = [{new}]{end}"))
        }
    };
    let at = parts.toml_start + at;
    Ok(format!("{}{addition}{}", &text[..at], &text[at..]))
}

fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn last_of(text: &str) -> String {
    let count = text.chars().count();
    let cut: String = text.chars().skip(count.saturating_sub(SHOWN)).collect();
    let cut = cut.replace(char::is_whitespace, " ");
    if count > SHOWN {
        format!("…{cut}")
    } else {
        cut
    }
}

fn first_of(text: &str) -> String {
    let cut: String = text.chars().take(SHOWN).collect();
    let more = text.chars().nth(SHOWN).is_some();
    let cut = cut.replace(char::is_whitespace, " ");
    if more { format!("{cut}…") } else { cut }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aliases_are_added_and_the_rest_keeps_its_bytes() {
        let text =
            "\u{feff}+++\r\nname = 'Val'  # a town\r\naliases = [\"Vale\"]\r\n+++\r\nNotes\r\n";
        assert_eq!(
            with_aliases(text, &["Vall", "Vale"]).unwrap(),
            "\u{feff}+++\r\nname = 'Val'  # a town\r\naliases = [\"Vale\", \"Vall\"]\r\n+++\r\nNotes\r\n"
        );
        let text = "+++\nname = \"Val\"\n+++\n";
        assert_eq!(
            with_aliases(text, &["Vall"]).unwrap(),
            "+++\nname = \"Val\"\naliases = [\"Vall\"]\n+++\n"
        );
        let text = "+++\nname = \"Val\"\naliases = [\n  \"Vale\", # old\n]\n+++\n";
        assert_eq!(
            with_aliases(text, &["Vall"]).unwrap(),
            "+++\nname = \"Val\"\naliases = [\n  \"Vale\", \"Vall\", # old\n]\n+++\n"
        );
        assert!(with_aliases("no front matter", &["Vall"]).is_err());
    }
}
