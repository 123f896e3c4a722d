//! Archives whose tellings were labelled by reading (tests/tellings/README.md): what is found in them, and the
//! weights that are fitted on them.

mod fit;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::features::Features;
use super::tellings;
use crate::model::{Archive, Told};
use crate::progress::Silent;
use crate::{Options, assemble, load};

/// An archive, and what its passages tell.
struct Labelled {
    name: String,
    archive: Archive,
    /// The least F1 that must be found.
    least: f64,
    /// Its passages were held to tell what others would hold to be alluded to.
    generous: bool,
    /// How much each of its tellings weighs in the fitting.
    weight: f64,
    /// By report and passage.
    labels: BTreeMap<(usize, usize), Labels>,
}

/// The events that a passage tells, by reading.
#[derive(Default)]
struct Labels {
    told: BTreeSet<String>,
    /// Those that some would say it tells: neither asked for nor held against anybody.
    doubtful: BTreeSet<String>,
}

/// The folders of tests/tellings, each with the least F1 that must be found in it, and whether it was labelled
/// generously.
const ARCHIVES: [(&str, f64, bool); 20] = [
    ("accord-nucleaire", 0.55, true),
    ("agences", 0.7, true),
    ("attentats", 0.57, true),
    ("base-navale", 0.69, true),
    ("border", 0.78, false),
    ("election", 0.83, false),
    ("flood", 0.69, false),
    ("frontiere-2046", 0.58, true),
    ("gouvernement", 0.55, true),
    ("guerre-detroit", 0.64, true),
    ("naufrage", 0.54, true),
    ("proces-ministre", 0.49, true),
    ("referendum", 0.59, true),
    ("revue-presse", 0.63, true),
    ("seisme", 0.67, true),
    ("sommets-2045", 0.69, true),
    ("strike", 0.64, false),
    ("translated", 0.65, true),
    ("treve-desert", 0.58, true),
    ("trial", 0.66, false),
];
/// The same of the demonstration, and of archives that the environment names.
const LEAST: f64 = 0.74;
const LEAST_OF_OTHERS: f64 = 0.75;
/// Texts as they are weigh so much more than texts that were written to be labelled.
const WEIGHT_OF_OTHERS: f64 = 2.0;

/// The demonstration, the archives of tests/tellings, and those that the environment names, as a path would.
fn all() -> Vec<Labelled> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let own = root.join("tests/tellings");
    let labels = own.join("demonstration.txt");
    let mut archives = vec![labelled("demonstration", root, &labels, LEAST)];
    for (name, least, generous) in ARCHIVES {
        let root = own.join(name);
        archives.push(Labelled {
            generous,
            ..labelled(name, &root, &root.join("tellings.txt"), least)
        });
    }
    let more = std::env::var_os("ARCHIVE_LABELLED").unwrap_or_default();
    for root in std::env::split_paths(&more).filter(|root| root.components().next().is_some()) {
        let labels = root.join("tellings.txt");
        archives.push(Labelled {
            weight: WEIGHT_OF_OTHERS,
            ..labelled("another", &root, &labels, LEAST_OF_OTHERS)
        });
    }
    archives
}

fn labelled(name: &str, root: &Path, labels: &Path, least: f64) -> Labelled {
    let mut notes = Vec::new();
    let content = load::load(root).into_value(&mut notes);
    let content = content.unwrap_or_else(|| panic!("{name}: {notes:?}"));
    let options = Options {
        root: PathBuf::from(root),
        out: None,
        base_url: None,
        locked: false,
        annotators: false,
    };
    let (mut archive, ..) = assemble(content, &options, &Silent, &mut notes);
    // What people wrote down would be found whatever the words say.
    for passage in archive.reports.iter_mut().flat_map(|r| &mut r.passages) {
        passage.told = Told::default();
    }
    let text = std::fs::read_to_string(labels).unwrap_or_else(|fault| panic!("{name}: {fault}"));
    Labelled {
        labels: read(name, &text, &archive),
        name: name.to_owned(),
        archive,
        least,
        generous: false,
        weight: 1.0,
    }
}

fn read(name: &str, text: &str, archive: &Archive) -> BTreeMap<(usize, usize), Labels> {
    let mut report = None;
    let mut found: BTreeMap<(usize, usize), Labels> = BTreeMap::new();
    for line in text.lines() {
        if let Some(id) = line.strip_prefix("## ") {
            let reports = &mut archive.reports.iter();
            report = reports.position(|r| r.id.as_str() == id);
            assert!(report.is_some(), "{name}: there is no report '{id}'");
        }
        let (Some(line), Some(report)) = (line.strip_prefix("- "), report) else {
            continue;
        };
        let (passage, events) = line.split_once(' ').unwrap_or((line, ""));
        let passages = &mut archive.reports[report].passages.iter();
        let passage = passages.position(|p| p.id.as_str() == passage);
        let passage = passage.unwrap_or_else(|| panic!("{name}: there is no passage '{line}'"));
        let (_, events) = events.rsplit_once('|').unwrap_or_default();
        let labels = found.entry((report, passage)).or_default();
        for event in events.split_whitespace() {
            let (id, doubtful) = match event.strip_suffix('?') {
                Some(event) => (event, true),
                None => (event, false),
            };
            let id = id.split('!').next().unwrap_or(id);
            let known = archive.events.iter().any(|e| e.id.as_str() == id);
            assert!(known, "{name}: there is no event '{id}'");
            let list = match doubtful {
                true => &mut labels.doubtful,
                false => &mut labels.told,
            };
            list.insert(id.to_owned());
        }
    }
    found
}

/// Right ones of those wanted and of those found.
#[derive(Clone, Copy, Default)]
struct Score {
    wanted: usize,
    found: usize,
    right: usize,
}

impl Score {
    fn f1(&self) -> f64 {
        2.0 * self.right as f64 / (self.wanted + self.found).max(1) as f64
    }

    fn add(&mut self, wanted: &Labels, found: &BTreeSet<String>) {
        self.wanted += wanted.told.len();
        self.right += wanted.told.intersection(found).count();
        self.found += found.difference(&wanted.doubtful).count();
    }
}

#[test]
fn tellings_are_found() {
    for archive in &all() {
        let features = Features::of(&archive.archive);
        let mut found: BTreeMap<(usize, usize), BTreeSet<String>> = BTreeMap::new();
        for telling in tellings::find(&archive.archive, &features, &mut Vec::new()) {
            let events = found.entry(telling.at).or_default();
            events.insert(telling.event.as_str().to_owned());
        }
        let mut score = Score::default();
        for (at, labels) in &archive.labels {
            let none = BTreeSet::new();
            let found = found.get(at).unwrap_or(&none);
            score.add(labels, found);
            faults(archive, *at, labels, found);
        }
        println!(
            "{}: precision {:.3}, recall {:.3}, F1 {:.3} of {}",
            archive.name,
            score.right as f64 / score.found.max(1) as f64,
            score.right as f64 / score.wanted.max(1) as f64,
            score.f1(),
            score.wanted,
        );
        assert!(
            score.f1() >= archive.least,
            "{}: {:.3}, and {} is the least",
            archive.name,
            score.f1(),
            archive.least
        );
    }
}

fn faults(archive: &Labelled, at: (usize, usize), wanted: &Labels, found: &BTreeSet<String>) {
    let words = &archive.archive.reports[at.0].passages[at.1].words;
    let head: String = words.chars().take(90).collect();
    let head = head.replace('\n', " ");
    for event in wanted.told.difference(found) {
        println!("missed {event}: {head}");
    }
    for event in found.difference(&wanted.told) {
        if !wanted.doubtful.contains(event) {
            println!("wrong {event}: {head}");
        }
    }
}
