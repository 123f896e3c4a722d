//! Archives whose tellings were labelled by reading (tests/tellings/README.md): what is found in them, and the
//! weights that are fitted on them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};

use super::evidence::{ALONE, Alone, Around, SECOND, THIRD, likelihood};
use super::features::{EventFeatures, Features};
use super::tellings::{self, Index};
use crate::model::{Archive, Told};
use crate::progress::Silent;
use crate::{Options, assemble, load};

/// An archive, and what its passages tell.
struct Labelled {
    name: String,
    archive: Archive,
    /// The least F1 that must be found.
    least: f64,
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

/// The folders of tests/tellings, each with the least F1 that must be found in it.
const ARCHIVES: [(&str, f64); 20] = [
    ("accord-nucleaire", 0.5),
    ("agences", 0.65),
    ("attentats", 0.53),
    ("base-navale", 0.64),
    ("border", 0.76),
    ("election", 0.72),
    ("flood", 0.67),
    ("frontiere-2046", 0.52),
    ("gouvernement", 0.46),
    ("guerre-detroit", 0.55),
    ("naufrage", 0.45),
    ("proces-ministre", 0.4),
    ("referendum", 0.56),
    ("revue-presse", 0.54),
    ("seisme", 0.66),
    ("sommets-2045", 0.65),
    ("strike", 0.62),
    ("translated", 0.6),
    ("treve-desert", 0.53),
    ("trial", 0.62),
];
/// The same of the demonstration.
const LEAST: f64 = 0.74;

/// The demonstration, the archives of tests/tellings, and those that the environment names, as a path would.
fn all() -> Vec<Labelled> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let own = root.join("tests/tellings");
    let labels = own.join("demonstration.txt");
    let mut archives = vec![labelled("demonstration", root, &labels, LEAST)];
    for (name, least) in ARCHIVES {
        let root = own.join(name);
        archives.push(labelled(name, &root, &root.join("tellings.txt"), least));
    }
    let more = std::env::var_os("ARCHIVE_LABELLED").unwrap_or_default();
    for root in std::env::split_paths(&more).filter(|root| root.components().next().is_some()) {
        archives.push(labelled("another", &root, &root.join("tellings.txt"), 0.0));
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

/// One passage and one event: their signs, and whether it tells it; None where that is in doubt.
struct Row<const N: usize> {
    signs: [f64; N],
    tells: Option<bool>,
}

/// The rows of a report, by passage, then event.
struct Sheet<'a> {
    archive: &'a Labelled,
    features: &'a Features<'a>,
    report: usize,
    events: Vec<&'a EventFeatures>,
    alone: Vec<Vec<Alone>>,
    labels: Vec<Vec<Option<bool>>>,
    /// Tellings of events that the report is not weighed for.
    lost: usize,
}

fn sheets<'a>(archives: &'a [Labelled], features: &'a [Features<'a>]) -> Vec<Sheet<'a>> {
    let mut sheets = Vec::new();
    for (archive, features) in archives.iter().zip(features) {
        let index = Index::of(features);
        for (report, passages) in features.passages.iter().enumerate() {
            let candidates = tellings::likely(features, &index, passages);
            let events: Vec<_> = candidates.iter().map(|e| &features.events[*e]).collect();
            let alone = passages.iter().map(|passage| {
                let all = events.iter();
                all.map(|event| Alone::of(passage, event, features))
                    .collect()
            });
            let ids: Vec<&str> = candidates
                .iter()
                .map(|e| archive.archive.events[*e].id.as_str())
                .collect();
            let none = Labels::default();
            let labels: Vec<&Labels> = (0..passages.len())
                .map(|passage| archive.labels.get(&(report, passage)).unwrap_or(&none))
                .collect();
            sheets.push(Sheet {
                lost: labels
                    .iter()
                    .flat_map(|labels| &labels.told)
                    .filter(|event| !ids.contains(&event.as_str()))
                    .count(),
                labels: labels
                    .iter()
                    .map(|labels| {
                        let tells = |id: &&str| match labels.doubtful.contains(*id) {
                            true => None,
                            false => Some(labels.told.contains(*id)),
                        };
                        ids.iter().map(tells).collect()
                    })
                    .collect(),
                alone: alone.collect(),
                events,
                archive,
                features,
                report,
            });
        }
    }
    sheets
}

type Table = Vec<Vec<f64>>;

impl Sheet<'_> {
    fn rows<const N: usize>(&self, signs: impl Fn(usize, usize) -> [f64; N]) -> Vec<Row<N>> {
        let mut rows = Vec::new();
        for (passage, labels) in self.labels.iter().enumerate() {
            for (event, tells) in labels.iter().enumerate() {
                rows.push(Row {
                    signs: signs(passage, event),
                    tells: *tells,
                });
            }
        }
        rows
    }

    fn first(&self) -> Vec<Row<{ Alone::SIGNS }>> {
        self.rows(|passage, event| self.alone[passage][event].signs())
    }

    fn again(&self, likelihoods: &Table) -> Vec<Row<{ SECOND.len() - 1 }>> {
        let report = &self.archive.archive.reports[self.report];
        let passages = &self.features.passages[self.report];
        let around = Around::of(report, passages, &self.events, likelihoods);
        self.rows(|passage, event| {
            let alone = &self.alone[passage][event];
            around.at(passage, event, alone).signs(alone)
        })
    }

    fn table<const N: usize>(&self, rows: &[Row<N>], weights: &[f64]) -> Table {
        let mut rows = rows.iter();
        let table = self.labels.iter().map(|labels| {
            let here = rows.by_ref().take(labels.len());
            here.map(|row| likelihood(&row.signs, weights)).collect()
        });
        table.collect()
    }
}

/// The weights of all three rounds.
struct Fitted {
    first: Vec<f64>,
    second: Vec<f64>,
    third: Vec<f64>,
}

fn fitted(sheets: &[&Sheet]) -> Fitted {
    let rows: Vec<_> = sheets.iter().map(|sheet| sheet.first()).collect();
    let first = regression(&rows);
    let tables = |weights: &[f64], rows: &[Vec<Row<{ Alone::SIGNS }>>]| -> Vec<Table> {
        let pairs = sheets.iter().zip(rows);
        pairs
            .map(|(sheet, rows)| sheet.table(rows, weights))
            .collect()
    };
    let again = |tables: &[Table]| -> Vec<_> {
        let pairs = sheets.iter().zip(tables);
        pairs.map(|(sheet, table)| sheet.again(table)).collect()
    };
    let rows = again(&tables(&first, &rows));
    let second = regression(&rows);
    let pairs = sheets.iter().zip(&rows);
    let tables: Vec<Table> = pairs
        .map(|(sheet, rows)| sheet.table(rows, &second))
        .collect();
    let third = regression(&again(&tables));
    Fitted {
        first,
        second,
        third,
    }
}

impl Fitted {
    fn tables(&self, sheet: &Sheet) -> Table {
        let first = sheet.table(&sheet.first(), &self.first);
        let second = sheet.table(&sheet.again(&first), &self.second);
        sheet.table(&sheet.again(&second), &self.third)
    }
}

/// A logistic regression whose weights are held near zero, by Newton's method.
#[allow(
    clippy::needless_range_loop,
    reason = "cells of a matrix go by row and column"
)]
fn regression<const N: usize>(rows: &[Vec<Row<N>>]) -> Vec<f64> {
    const ROUNDS: usize = 12;
    const HELD: f64 = 1.0;
    let mut weights = vec![0.0; N + 1];
    for _ in 0..ROUNDS {
        let mut slope = vec![0.0; N + 1];
        let mut curve = vec![vec![0.0; N + 1]; N + 1];
        for at in 0..N {
            slope[at] = HELD * weights[at];
            curve[at][at] = HELD;
        }
        curve[N][N] = 1e-6;
        for row in rows.iter().flatten() {
            let Some(tells) = row.tells else { continue };
            let found = likelihood(&row.signs, &weights);
            let sign = |at: usize| row.signs.get(at).copied().unwrap_or(1.0);
            for a in 0..=N {
                slope[a] += (found - f64::from(u8::from(tells))) * sign(a);
                for b in 0..=a {
                    curve[a][b] += found * (1.0 - found) * sign(a) * sign(b);
                }
            }
        }
        for a in 0..=N {
            for b in a + 1..=N {
                curve[a][b] = curve[b][a];
            }
        }
        for (weight, step) in weights.iter_mut().zip(solved(curve, slope)) {
            *weight -= step;
        }
    }
    weights
}

/// Solves a system of linear equations by elimination.
#[allow(
    clippy::needless_range_loop,
    reason = "cells of a matrix go by row and column"
)]
fn solved(mut rows: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let n = right.len();
    for at in 0..n {
        let pivot = (at..n).max_by(|a, b| rows[*a][at].abs().total_cmp(&rows[*b][at].abs()));
        let pivot = pivot.unwrap_or(at);
        rows.swap(at, pivot);
        right.swap(at, pivot);
        for below in at + 1..n {
            let factor = rows[below][at] / rows[at][at];
            for column in at..n {
                rows[below][column] -= factor * rows[at][column];
            }
            right[below] -= factor * right[at];
        }
    }
    for at in (0..n).rev() {
        let known: f64 = (at + 1..n)
            .map(|column| rows[at][column] * right[column])
            .sum();
        right[at] = (right[at] - known) / rows[at][at];
    }
    right
}

/// Into so many parts the reports go, each of which is left out of the fitting once.
const PARTS: usize = 10;

/// Prints the weights fitted on all labelled archives, and what is found with them, and with those that were fitted
/// without the report.
#[test]
#[ignore = "prints weights; takes a minute"]
fn fit() {
    let archives = all();
    let features: Vec<Features> = archives.iter().map(|l| Features::of(&l.archive)).collect();
    let sheets = sheets(&archives, &features);
    let every: Vec<&Sheet> = sheets.iter().collect();
    let whole = fitted(&every);
    for (name, weights) in [
        ("ALONE", &whole.first),
        ("SECOND", &whole.second),
        ("THIRD", &whole.third),
    ] {
        let mut line = String::new();
        for weight in weights {
            write!(line, "{weight:.2}, ").unwrap();
        }
        println!("{name}: {line}");
    }
    let now = Fitted {
        first: ALONE.to_vec(),
        second: SECOND.to_vec(),
        third: THIRD.to_vec(),
    };
    let without: Vec<Fitted> = (0..PARTS)
        .map(|left| {
            let others = every
                .iter()
                .enumerate()
                .filter(|(at, _)| at % PARTS != left);
            fitted(&others.map(|(_, sheet)| *sheet).collect::<Vec<_>>())
        })
        .collect();
    for archive in &archives {
        for enough in [0.45, 0.52, 0.6] {
            let mut scores = [Score::default(); 3];
            for (at, sheet) in sheets.iter().enumerate() {
                if !std::ptr::eq(sheet.archive, archive) {
                    continue;
                }
                for (score, fitted) in scores.iter_mut().zip([&now, &whole, &without[at % PARTS]]) {
                    let table = fitted.tables(sheet);
                    score.wanted += sheet.lost;
                    for (found, tells) in table.iter().flatten().zip(sheet.labels.iter().flatten())
                    {
                        let Some(tells) = tells else { continue };
                        score.wanted += usize::from(*tells);
                        score.found += usize::from(*found >= enough);
                        score.right += usize::from(*tells && *found >= enough);
                    }
                }
            }
            let [now, all, without] = scores.map(|score| score.f1());
            println!(
                "{} from {enough}: as it is {now:.3}, fitted on all {all:.3}, without the report {without:.3}",
                archive.name
            );
        }
    }
}
