//! The desk on which pages are made: the archive, its relations and the indexes over them, built
//! once, so that no page has to search the whole archive.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::address;
use super::lines::Lines;
use super::theme::Theme;
use super::words::Words;
use crate::model::{
    Archive, At, Entity, EntityId, Event, EventId, Passage, Relations, Report, ReportId, SourceId,
    Titles,
};

/// Everything a page may ask for. The maps are only ever looked into, never walked: their order is
/// not that of any output.
pub struct Desk<'a> {
    pub archive: &'a Archive,
    pub relations: &'a Relations,
    pub theme: &'a Theme,
    pub words: &'a Words,
    reports: HashMap<&'a str, usize>,
    entities: HashMap<&'a str, usize>,
    events: HashMap<&'a str, usize>,
    sources: HashMap<&'a str, usize>,
    /// Addresses of all pages, for checking the links that people write.
    pub addresses: HashSet<String>,
    /// Reports by date of publication, those without one last.
    pub in_time: Vec<usize>,
    /// For each report its place in `in_time`.
    pub turn: Vec<usize>,
    /// Events by date, those without one last.
    pub events_in_time: Vec<usize>,
    /// For each event its place in `events_in_time`.
    pub event_turn: Vec<usize>,
    /// Reports of each source, in the order of their first passages.
    pub of_source: Vec<Vec<usize>>,
    /// Line starts of each source.
    pub lines: Vec<Lines>,
    /// Tellings of each event, by report in time and passage.
    pub tellings_of_event: Vec<Vec<usize>>,
    /// Tellings in each report, by passage.
    pub tellings_of_report: Vec<Vec<usize>>,
    /// Positions of each event, in their order.
    pub positions_of_event: Vec<Vec<usize>>,
    /// Divergences of each event, in their order.
    pub divergences_of_event: Vec<Vec<usize>>,
    positions_at: HashMap<At, Vec<usize>>,
    divergences_of_position: HashMap<usize, Vec<usize>>,
    /// Reports that tell each event, by origin: the first of each, then those that repeat it.
    origins_of_event: Vec<Vec<Vec<usize>>>,
    /// How many reports tell each event.
    pub reports_of_event: Vec<usize>,
    /// Entities that have coordinates, the most named first; no more than a page can look through.
    pub placed: Vec<usize>,
    reuse_at: HashMap<At, Vec<usize>>,
    /// Passages whose words stood in an earlier report.
    reprinted: HashSet<At>,
    /// Reports that repeat most of each report's words, in time.
    repeated_by: Vec<Vec<usize>>,
    /// Events in which each entity takes part or that happened there.
    pub events_of_entity: HashMap<&'a str, Vec<usize>>,
}

impl<'a> Desk<'a> {
    /// Builds every index: time and memory grow with the archive, not with its square.
    pub fn new(archive: &'a Archive, relations: &'a Relations, theme: &'a Theme) -> Self {
        let reports = index(archive.reports.iter().map(|r| r.id.as_str()));
        let events = index(archive.events.iter().map(|e| e.id.as_str()));
        let sources = index(archive.sources.iter().map(|s| s.id.as_str()));
        let mut of_source = vec![Vec::new(); archive.sources.len()];
        for (place, report) in archive.reports.iter().enumerate() {
            if let Some(source) = report.source.as_ref().and_then(|s| sources.get(s.as_str())) {
                of_source[*source].push(place);
            }
        }
        for places in &mut of_source {
            places.sort_by_key(|&r| archive.reports[r].range().map_or(0, |range| range.start));
        }
        let mut in_time: Vec<usize> = (0..archive.reports.len()).collect();
        in_time.sort_by(|&a, &b| time_key(&archive.reports[a]).cmp(&time_key(&archive.reports[b])));
        let mut events_in_time: Vec<usize> = (0..archive.events.len()).collect();
        events_in_time.sort_by_key(|&e| {
            let event = &archive.events[e];
            (
                event.date.is_empty(),
                event.date.as_str(),
                event.id.as_str(),
            )
        });
        let mut desk = Self {
            archive,
            relations,
            theme,
            words: &theme.words,
            reports,
            entities: index(archive.entities.iter().map(|e| e.id.as_str())),
            sources,
            addresses: addresses(archive),
            of_source,
            lines: archive
                .sources
                .iter()
                .map(|s| Lines::new(&s.text))
                .collect(),
            tellings_of_event: vec![Vec::new(); archive.events.len()],
            tellings_of_report: vec![Vec::new(); archive.reports.len()],
            positions_of_event: vec![Vec::new(); archive.events.len()],
            divergences_of_event: vec![Vec::new(); archive.events.len()],
            events,
            positions_at: HashMap::new(),
            divergences_of_position: HashMap::new(),
            reuse_at: HashMap::new(),
            reprinted: HashSet::new(),
            origins_of_event: vec![Vec::new(); archive.events.len()],
            reports_of_event: Vec::new(),
            placed: Vec::new(),
            repeated_by: vec![Vec::new(); archive.reports.len()],
            events_of_entity: HashMap::new(),
            turn: turns(&in_time),
            in_time,
            event_turn: turns(&events_in_time),
            events_in_time,
        };
        desk.relate();
        desk.find_reprints();
        desk.find_origins();
        desk.find_placed();
        desk
    }

    fn relate(&mut self) {
        for (place, telling) in self.relations.tellings.iter().enumerate() {
            if self.passage(telling.at).is_none() {
                continue;
            }
            if let Some(&event) = self.events.get(telling.event.as_str()) {
                self.tellings_of_event[event].push(place);
                self.tellings_of_report[telling.at.0].push(place);
            }
        }
        for list in &mut self.tellings_of_event {
            let tellings = &self.relations.tellings;
            list.sort_by_key(|&t| (self.turn[tellings[t].at.0], tellings[t].at.1));
        }
        for list in &mut self.tellings_of_report {
            list.sort_by_key(|&t| (self.relations.tellings[t].at.1, t));
        }
        for (place, position) in self.relations.positions.iter().enumerate() {
            if self.passage(position.at).is_none() {
                continue;
            }
            if let Some(&event) = self.events.get(position.event.as_str()) {
                self.positions_of_event[event].push(place);
                self.positions_at
                    .entry(position.at)
                    .or_default()
                    .push(place);
            }
        }
        for (place, divergence) in self.relations.divergences.iter().enumerate() {
            if let Some(&event) = self.events.get(divergence.event.as_str()) {
                self.divergences_of_event[event].push(place);
                for position in &divergence.positions {
                    let list = self.divergences_of_position.entry(*position).or_default();
                    list.push(place);
                }
            }
        }
        for (place, event) in self.archive.events.iter().enumerate() {
            for entity in event.place.iter().chain(&event.participants) {
                let list = self.events_of_entity.entry(entity.as_str()).or_default();
                if list.last() != Some(&place) {
                    list.push(place);
                }
            }
        }
    }

    fn find_reprints(&mut self) {
        for (place, reuse) in self.relations.reuse.iter().enumerate() {
            let (a, b) = (reuse.a, reuse.b);
            if self.passage(a).is_none() || self.passage(b).is_none() || a.0 == b.0 {
                continue;
            }
            self.reuse_at.entry(a).or_default().push(place);
            self.reuse_at.entry(b).or_default().push(place);
            if matches!(reuse.kind, "same" | "near") {
                self.reprinted.insert(b);
            }
        }
        for &report in &self.in_time {
            let origin = self.relations.repeats.get(report).copied().flatten();
            if let Some(list) = origin.and_then(|origin| self.repeated_by.get_mut(origin)) {
                list.push(report);
            }
        }
    }

    /// Puts the reports that tell an event under its origins; one that no origin names is its own.
    fn find_origins(&mut self) {
        for origin in &self.relations.origins {
            if let Some(&event) = self.events.get(origin.event.as_str()) {
                self.origins_of_event[event].push(origin.reports.clone());
            }
        }
        for event in 0..self.origins_of_event.len() {
            let known: HashSet<usize> = self.origins_of_event[event]
                .iter()
                .flatten()
                .copied()
                .collect();
            for (report, _) in self.tellings_by_report(event) {
                if !known.contains(&report) {
                    self.origins_of_event[event].push(vec![report]);
                }
            }
            let turn = &self.turn;
            self.origins_of_event[event].sort_by_key(|reports| turn[reports[0]]);
        }
        let reports = self.origins_of_event.iter();
        self.reports_of_event = reports.map(|all| all.iter().map(Vec::len).sum()).collect();
    }

    fn find_placed(&mut self) {
        // Each page of a place looks through all of these.
        const MOST: usize = 500;
        let entities = self.archive.entities.iter().enumerate();
        let mut placed: Vec<usize> = entities
            .filter(|(_, entity)| entity.coordinates.is_some())
            .map(|(place, _)| place)
            .collect();
        placed.sort_by_key(|&place| {
            std::cmp::Reverse(self.mentions(&self.archive.entities[place].id))
        });
        placed.truncate(MOST);
        self.placed = placed;
    }

    /// Where a page stands below the site, in its language.
    pub fn placed(&self, path: &str) -> String {
        format!("{}{path}", self.theme.folder)
    }

    /// The link from the page at `from` to a file that all languages share: an asset, an original, the index of the
    /// search. Links between pages are the same in every language, since they all stand alike.
    pub fn shared(&self, from: &str, to: &str) -> String {
        address::link(&self.placed(from), to)
    }

    /// What the archive is called in the language of its pages.
    pub fn titles(&self) -> &'a Titles {
        self.archive.config.titles(&self.words.tag)
    }

    /// A passage, where the place is one of the archive.
    pub fn passage(&self, at: At) -> Option<&'a Passage> {
        self.archive.reports.get(at.0)?.passages.get(at.1)
    }

    /// A report by id.
    pub fn report(&self, id: &ReportId) -> Option<usize> {
        self.reports.get(id.as_str()).copied()
    }

    /// An entity by id.
    pub fn entity(&self, id: &EntityId) -> Option<&'a Entity> {
        self.entities
            .get(id.as_str())
            .map(|&place| &self.archive.entities[place])
    }

    /// An event by id.
    pub fn event(&self, id: &EventId) -> Option<(usize, &'a Event)> {
        let place = *self.events.get(id.as_str())?;
        Some((place, &self.archive.events[place]))
    }

    /// A source by id.
    pub fn source(&self, id: &SourceId) -> Option<usize> {
        self.sources.get(id.as_str()).copied()
    }

    /// How often an entity is named in the archive.
    pub fn mentions(&self, id: &EntityId) -> usize {
        self.relations.backlinks.get(id).map_or(0, Vec::len)
    }

    /// Positions that a passage takes.
    pub fn positions_at(&self, at: At) -> &[usize] {
        self.positions_at.get(&at).map_or(&[], Vec::as_slice)
    }

    /// Divergences in which a position stands.
    pub fn divergences_of(&self, position: usize) -> &[usize] {
        let found = self.divergences_of_position.get(&position);
        found.map_or(&[], Vec::as_slice)
    }

    /// The reports that tell an event, by origin: the first of each, then those that repeat it.
    pub fn origins_of_event(&self, event: usize) -> &[Vec<usize>] {
        &self.origins_of_event[event]
    }

    /// Where a passage shares words with other reports, as places in the relations.
    pub fn reuse_at(&self, at: At) -> &[usize] {
        self.reuse_at.get(&at).map_or(&[], Vec::as_slice)
    }

    /// Whether a passage's words stood in an earlier report.
    pub fn is_reprinted(&self, at: At) -> bool {
        self.reprinted.contains(&at)
    }

    /// The earlier report whose words a report mostly repeats.
    pub fn repeats(&self, report: usize) -> Option<usize> {
        let origin = self.relations.repeats.get(report).copied().flatten();
        origin.filter(|&origin| origin < self.archive.reports.len())
    }

    /// The reports that mostly repeat a report's words, in time.
    pub fn repeated_by(&self, report: usize) -> &[usize] {
        &self.repeated_by[report]
    }

    /// Whether most of a report's words stood in earlier reports.
    pub fn is_reprint(&self, report: usize) -> bool {
        self.repeats(report).is_some()
    }

    /// Whether a position contradicts that of an earlier telling.
    pub fn contradicts(&self, position: usize) -> bool {
        let first = |version: &str| version.is_empty() || version.starts_with('a');
        !first(&self.relations.positions[position].version)
            && self
                .divergences_of(position)
                .iter()
                .any(|&d| self.relations.divergences[d].kind == "contradiction")
    }

    /// What a report is called where its siglum is not enough.
    pub fn name(&self, report: usize) -> &'a str {
        let report = &self.archive.reports[report];
        report.outlet.as_deref().unwrap_or(&report.title)
    }

    /// The language attribute that quoted words need: that of their report, unless it is the site's.
    pub fn foreign(&self, report: &'a Report) -> Option<&'a str> {
        let language = report.language.as_str();
        (!language.is_empty() && language != self.words.tag).then_some(language)
    }

    /// The language in which people wrote the archive, its titles and notes, where it is not that of the page.
    pub fn written(&self) -> Option<&str> {
        let language = self.archive.config.language();
        (!language.is_empty() && language != self.words.tag).then_some(language)
    }

    /// Tellings of an event grouped by report, in time.
    pub fn tellings_by_report(&self, event: usize) -> Vec<(usize, Vec<usize>)> {
        let mut groups: Vec<(usize, Vec<usize>)> = Vec::new();
        for &telling in &self.tellings_of_event[event] {
            let report = self.relations.tellings[telling].at.0;
            match groups.last_mut() {
                Some((last, tellings)) if *last == report => tellings.push(telling),
                _ => groups.push((report, vec![telling])),
            }
        }
        groups
    }

    /// Contradicted points of an event.
    pub fn contradictions(&self, event: usize) -> usize {
        let mut points: BTreeMap<&str, ()> = BTreeMap::new();
        for &d in &self.divergences_of_event[event] {
            let divergence = &self.relations.divergences[d];
            if divergence.kind == "contradiction" {
                points.insert(&divergence.point, ());
            }
        }
        points.len()
    }
}

/// For each thing its place in an order.
fn turns(order: &[usize]) -> Vec<usize> {
    let mut turns = vec![0; order.len()];
    for (turn, &place) in order.iter().enumerate() {
        turns[place] = turn;
    }
    turns
}

fn index<'a>(ids: impl Iterator<Item = &'a str>) -> HashMap<&'a str, usize> {
    ids.enumerate().map(|(place, id)| (id, place)).collect()
}

fn time_key(report: &Report) -> (bool, &str, &str) {
    match &report.published {
        Some(published) => (false, published.value.as_str(), report.id.as_str()),
        None => (true, "", report.id.as_str()),
    }
}

fn addresses(archive: &Archive) -> HashSet<String> {
    let lists = [
        "index.html",
        "reports.html",
        "entities.html",
        "names.html",
        "events.html",
        "sources.html",
        "timeline.html",
        "search.html",
        "about.html",
    ];
    let mut all: HashSet<String> = lists.iter().map(|&list| list.to_owned()).collect();
    all.extend(archive.reports.iter().map(|r| address::report(&r.id)));
    all.extend(archive.entities.iter().map(|e| address::entity(&e.id)));
    all.extend(archive.events.iter().map(|e| address::event(&e.id)));
    all.extend(archive.pages.iter().map(|p| address::page(&p.stem)));
    for source in &archive.sources {
        all.insert(address::source(&source.id));
        all.insert(address::original(&source.id));
        if source.form.is_extracted() {
            all.insert(address::markup(&source.id));
        }
    }
    all
}
