//! An archive in memory that is built again and again, while people and sources change it.

use std::collections::BTreeMap;
use std::path::PathBuf;

use archive::ingest::{SourceFile, ingest};
use archive::merge::{Authority, Sealed, merge};
use archive::model::{
    Archive, Config, CutRules, Diagnostic, Entity, EntityId, Event, EventId, Severity, SourceId,
};
use archive::progress::Silent;
use archive::{annotate, relate, render};

/// Everything that lies in content/, and what the last build made of it.
pub struct World {
    pub sources: BTreeMap<String, String>,
    pub entities: BTreeMap<String, Entity>,
    pub events: Vec<Event>,
    pub reports: BTreeMap<String, String>,
    pub proposals: BTreeMap<String, String>,
    pub sealed: Sealed,
    pub archive: Option<Archive>,
    pub diagnostics: Vec<Diagnostic>,
}

impl World {
    /// An archive without report files.
    pub fn new(
        sources: BTreeMap<String, String>,
        entities: Vec<Entity>,
        events: Vec<Event>,
    ) -> Self {
        Self {
            sources,
            entities: entities
                .into_iter()
                .map(|e| (e.id.to_string(), e))
                .collect(),
            events,
            reports: BTreeMap::new(),
            proposals: BTreeMap::new(),
            sealed: Sealed::default(),
            archive: None,
            diagnostics: Vec::new(),
        }
    }

    /// Builds, and writes the report files. Returns how many of them changed.
    pub fn build(&mut self) -> usize {
        let files = self.sources.iter().map(|(name, text)| SourceFile {
            id: SourceId::new(name),
            path: PathBuf::from(format!("content/sources/{name}")),
            bytes: text.clone().into_bytes(),
            provenance: Default::default(),
            rules: CutRules::default(),
        });
        let entities: Vec<Entity> = self.entities.values().cloned().collect();
        let drafts = ingest(files.collect(), "fr", &Silent).value;
        let drafts = annotate::annotate(drafts, &entities, &Silent).value;
        let authority = Authority {
            entities: &entities,
            events: &self.events,
            sealed: &self.sealed,
            asked: &[],
        };
        let merged = merge(&drafts, self.reports.clone(), &self.proposals, &authority);
        self.diagnostics = merged.diagnostics;
        let archive = Archive {
            config: Config {
                titles: Vec::new(),
                base_url: String::new(),
                languages: vec!["fr".to_owned()],
                theme: "default".to_owned(),
                detect_events: None,
                rules: CutRules::default(),
                annotators: Vec::new(),
            },
            sources: drafts.into_iter().map(|d| d.source).collect(),
            left_out: merged.value.left_out,
            reports: merged.value.reports,
            entities,
            events: self.events.clone(),
            pages: Vec::new(),
        };
        let relations = relate::relate(&archive).value;
        let mut changed = 0;
        for file in render::report_files(&archive, &relations) {
            let before = self
                .reports
                .insert(file.stem.clone(), file.markdown.clone());
            changed += usize::from(before.as_ref() != Some(&file.markdown));
            self.proposals.insert(file.stem, file.proposals);
        }
        for stem in merged.value.vanished {
            self.reports.remove(&stem);
            self.proposals.remove(&stem);
        }
        self.archive = Some(archive);
        changed
    }

    /// What went wrong in the last build.
    pub fn errors(&self) -> Vec<String> {
        let errors = self.diagnostics.iter();
        errors
            .filter(|d| d.severity >= Severity::Error)
            .map(|d| format!("{d:?}"))
            .collect()
    }

    /// Stem and line of the report file that holds some words.
    pub fn line_with(&self, words: &str) -> Option<(String, String)> {
        self.reports.iter().find_map(|(stem, text)| {
            let line = text.lines().find(|line| line.contains(words))?;
            Some((stem.clone(), line.to_owned()))
        })
    }

    /// A person changes a line of a report file.
    pub fn edit(&mut self, stem: &str, line: &str, new: &str) {
        if let Some(text) = self.reports.get_mut(stem) {
            *text = text.replacen(line, new, 1);
        }
    }
}

/// A person or a place.
pub fn entity(id: &str, kind: &str, name: &str, aliases: &[&str]) -> Entity {
    Entity {
        aliases: aliases.iter().map(|a| (*a).to_owned()).collect(),
        ..Entity::named(id, kind, name)
    }
}

/// Something that happened.
pub fn event(id: &str, title: &str, date: &str, participants: &[&str], words: &[&str]) -> Event {
    Event {
        id: EventId::new(id),
        title: title.to_owned(),
        date: date.to_owned(),
        place: Vec::new(),
        participants: participants.iter().map(|p| EntityId::new(*p)).collect(),
        words: words.iter().map(|w| (*w).to_owned()).collect(),
        points: Vec::new(),
        formerly: Vec::new(),
        notes: String::new(),
        detected: false,
        lines_before: 0,
        file: PathBuf::from(format!("content/events/{id}.md")),
    }
}
