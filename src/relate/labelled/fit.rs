//! The weights that fit what people read in the labelled archives best.

use std::fmt::Write;

use super::super::evidence::{ALONE, Alone, Around, SECOND, THIRD, likelihood};
use super::super::features::{EventFeatures, Features};
use super::super::tellings::{self, Index};
use super::{Labelled, Labels, Score, all};

/// One passage and one event: their signs, and whether it tells it; None where that is in doubt.
struct Row<const N: usize> {
    signs: [f64; N],
    tells: Option<bool>,
    /// 1 where the archive was labelled generously, else 0.
    generous: f64,
    weight: f64,
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
                    generous: f64::from(u8::from(self.archive.generous)),
                    weight: self.archive.weight,
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
        let around = Around::of(report, passages, &self.events, &self.alone, likelihoods);
        self.rows(|passage, event| {
            let alone = &self.alone[passage][event];
            around.at(passage, event).signs(alone)
        })
    }

    fn table<const N: usize>(&self, rows: &[Row<N>], likelihood: impl Fn(&Row<N>) -> f64) -> Table {
        let mut rows = rows.iter();
        let table = self.labels.iter().map(|labels| {
            let here = rows.by_ref().take(labels.len());
            here.map(&likelihood).collect()
        });
        table.collect()
    }
}

/// The weights of one round, and by how much more a generous reader finds.
struct Round {
    weights: Vec<f64>,
    generous: f64,
}

impl Round {
    fn of(weights: &[f64]) -> Self {
        let weights = weights.to_vec();
        Self {
            weights,
            generous: 0.0,
        }
    }

    fn likelihood<const N: usize>(&self, row: &Row<N>) -> f64 {
        likelihood(&row.signs, &self.weights)
    }

    /// As whoever labelled it would find.
    fn likelihood_by_reader<const N: usize>(&self, row: &Row<N>) -> f64 {
        let mut weights = self.weights.clone();
        *weights.last_mut().unwrap() += self.generous * row.generous;
        likelihood(&row.signs, &weights)
    }
}

/// The weights of all three rounds.
struct Fitted {
    first: Round,
    second: Round,
    third: Round,
}

fn fitted(sheets: &[&Sheet]) -> Fitted {
    let rows: Vec<_> = sheets.iter().map(|sheet| sheet.first()).collect();
    let first = regression(&rows);
    let again = |tables: Vec<Table>| -> Vec<_> {
        let pairs = sheets.iter().zip(&tables);
        pairs.map(|(sheet, table)| sheet.again(table)).collect()
    };
    let rows = again(tables(sheets, &rows, &first));
    let second = regression(&rows);
    let third = regression(&again(tables(sheets, &rows, &second)));
    Fitted {
        first,
        second,
        third,
    }
}

fn tables<const N: usize>(sheets: &[&Sheet], rows: &[Vec<Row<N>>], round: &Round) -> Vec<Table> {
    let pairs = sheets.iter().zip(rows);
    pairs
        .map(|(sheet, rows)| sheet.table(rows, |row| round.likelihood_by_reader(row)))
        .collect()
}

impl Fitted {
    fn table(&self, sheet: &Sheet) -> Table {
        let first = sheet.table(&sheet.first(), |row| self.first.likelihood(row));
        let second = sheet.table(&sheet.again(&first), |row| self.second.likelihood(row));
        sheet.table(&sheet.again(&second), |row| self.third.likelihood(row))
    }
}

/// A logistic regression whose weights are held near zero, by Newton's method. That some readers are more generous
/// is a sign of its own, so that it moves the others as little as may be.
#[allow(
    clippy::needless_range_loop,
    reason = "cells of a matrix go by row and column"
)]
fn regression<const N: usize>(rows: &[Vec<Row<N>>]) -> Round {
    const ROUNDS: usize = 12;
    const HELD: f64 = 1.0;
    // The signs, generosity, and what is added as it is.
    let (generous, base) = (N, N + 1);
    let mut weights = vec![0.0; N + 2];
    for _ in 0..ROUNDS {
        let mut slope = vec![0.0; N + 2];
        let mut curve = vec![vec![0.0; N + 2]; N + 2];
        for at in 0..base {
            slope[at] = HELD * weights[at];
            curve[at][at] = HELD;
        }
        curve[base][base] = 1e-6;
        for row in rows.iter().flatten() {
            let Some(tells) = row.tells else { continue };
            let mut signs = row.signs.to_vec();
            signs.push(row.generous);
            let found = likelihood(&signs, &weights);
            signs.push(1.0);
            for a in 0..=base {
                slope[a] += row.weight * (found - f64::from(u8::from(tells))) * signs[a];
                for b in 0..=a {
                    curve[a][b] += row.weight * found * (1.0 - found) * signs[a] * signs[b];
                }
            }
        }
        for a in 0..=base {
            for b in a + 1..=base {
                curve[a][b] = curve[b][a];
            }
        }
        for (weight, step) in weights.iter_mut().zip(solved(curve, slope)) {
            *weight -= step;
        }
    }
    Round {
        generous: weights.remove(generous),
        weights,
    }
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
        for weight in &weights.weights {
            write!(line, "{weight:.1}, ").unwrap();
        }
        println!("{name}: {line}");
    }
    let now = Fitted {
        first: Round::of(&ALONE),
        second: Round::of(&SECOND),
        third: Round::of(&THIRD),
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
                    let table = fitted.table(sheet);
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
