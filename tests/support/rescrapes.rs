//! Sources that change under sealed passages: typing errors, insertions, moves, splits, joins, deletions.

use std::collections::{BTreeMap, BTreeSet};

use super::choices::Choices;
use super::world::World;

/// Reports of an archive, and passages of a report: more than a thousand passages.
const REPORTS: usize = 50;
const PASSAGES: usize = 22;
const WORDS: usize = 20;

/// What happened to a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Kept,
    /// Up to a fifth of its words were mistyped or replaced.
    Changed,
    /// Split, joined or deleted: its id may follow the greater part of its words, or retire.
    Broken,
}

/// How many changed passages there were in all, and how many of them kept their ids.
pub type Count = (usize, usize);

/// Changes every source once, and checks what became of the ids.
pub fn check(bytes: &[u8]) -> Result<Count, String> {
    let mut choices = Choices::new(bytes);
    let sources: BTreeMap<String, String> = (0..REPORTS)
        .map(|report| {
            let paragraphs: Vec<String> = (0..PASSAGES).map(|p| paragraph(report, p)).collect();
            let title = format!("Le registre {} du canal", word(report, 97, 1));
            (
                format!("{report:02}.txt"),
                format!("{title}\n\n{}\n", paragraphs.join("\n\n")),
            )
        })
        .collect();
    let mut world = World::new(sources, Vec::new(), Vec::new());
    world.build();
    let before = passages(&world);
    let addresses = before
        .keys()
        .map(|(report, id)| format!("reports/{report}.html#{id}"));
    world.sealed.addresses = addresses.collect();
    let mut fates = BTreeMap::new();
    for (name, text) in &mut world.sources {
        let report: usize = name[..2].parse().map_err(|_| "a name")?;
        *text = changed(report, text, &mut choices, &mut fates);
    }
    world.build();
    settle(&world, &before, &fates)
}

/// Words and number of every passage, by report and id.
fn passages(world: &World) -> BTreeMap<(String, String), (String, String)> {
    let reports = world.archive.iter().flat_map(|archive| &archive.reports);
    let passages = reports.flat_map(|report| {
        report.passages.iter().map(move |p| {
            let words = p.words.split_whitespace().collect::<Vec<_>>().join(" ");
            (
                (report.id.to_string(), p.id.to_string()),
                (words, p.n.clone()),
            )
        })
    });
    passages.collect()
}

fn settle(
    world: &World,
    before: &BTreeMap<(String, String), (String, String)>,
    fates: &BTreeMap<String, Fate>,
) -> Result<Count, String> {
    let after = passages(world);
    let reports = world.archive.iter().flat_map(|archive| &archive.reports);
    let retired: BTreeSet<(String, String)> = reports
        .flat_map(|r| {
            r.retired
                .iter()
                .map(|gone| (r.id.to_string(), gone.id.to_string()))
        })
        .collect();
    let (mut all, mut kept) = (0, 0);
    for (address, (words, n)) in before {
        let fate = fates.get(words).copied().unwrap_or(Fate::Kept);
        let now = after.get(address);
        match (fate, now) {
            (Fate::Kept, None) => {
                return Err(format!("{address:?} was untouched, and is gone: {words}"));
            }
            (Fate::Kept, Some((other, _))) if other != words => {
                return Err(format!(
                    "{address:?} stood on {words}\nand stands on {other}"
                ));
            }
            (_, Some((_, number))) if number != n => {
                return Err(format!("{address:?} was {n}, and is {number}"));
            }
            (_, Some((other, _))) if alike(words, other) < 0.5 => {
                return Err(format!(
                    "{address:?} stood on {words}\nand stands on {other}"
                ));
            }
            (_, None) if !retired.contains(address) => {
                return Err(format!("{address:?} is gone, and not retired"));
            }
            _ => {}
        }
        if fate == Fate::Changed {
            all += 1;
            kept += usize::from(now.is_some());
        }
    }
    Ok((all, kept))
}

fn alike(a: &str, b: &str) -> f64 {
    let mut rest: Vec<&str> = b.split(' ').collect();
    let total = a.split(' ').count() + rest.len();
    let mut common = 0;
    for word in a.split(' ') {
        if let Some(at) = rest.iter().position(|r| *r == word) {
            rest.swap_remove(at);
            common += 1;
        }
    }
    f64::from(2 * common) / total as f64
}

/// A word that looks like one. Small numbers give words that many passages share.
fn word(report: usize, passage: usize, place: usize) -> String {
    const PARTS: [&str; 12] = [
        "va", "ler", "mon", "ti", "cor", "bel", "nu", "sa", "dre", "lou", "pi", "gan",
    ];
    let mut number = 7 + report * 7919 + passage * 104_729 + place * 1_299_709;
    let mut word = String::new();
    for _ in 0..4 {
        word.push_str(PARTS[number % PARTS.len()]);
        number /= PARTS.len();
    }
    word
}

/// A paragraph of which less than half stands in its siblings.
fn paragraph(report: usize, passage: usize) -> String {
    let words: Vec<String> = (0..WORDS)
        .map(|place| match place % 5 {
            0 => ["le", "la", "une", "des"][place / 5 % 4].to_owned(),
            2 => ["canal", "pont", "quai", "bac"][place / 5 % 4].to_owned(),
            _ => word(report, passage, place),
        })
        .collect();
    format!("Ici {}.", words.join(" "))
}

/// A source as it is scraped again.
fn changed(
    report: usize,
    text: &str,
    choices: &mut Choices,
    fates: &mut BTreeMap<String, Fate>,
) -> String {
    let mut parts = text.trim().split("\n\n").map(str::to_owned);
    let title = parts.next().unwrap_or_default();
    let mut done: Vec<String> = Vec::new();
    let mut moved = Vec::new();
    let mut held: Option<String> = None;
    for (place, words) in parts.enumerate() {
        if let Some(before) = held.take() {
            fates.insert(words.clone(), Fate::Broken);
            done.push(format!("{before} {words}"));
            continue;
        }
        match choices.below(12) {
            0 | 1 => {
                fates.insert(words.clone(), Fate::Changed);
                done.push(mistyped(&words, choices));
            }
            2 => done.extend([paragraph(report, 200 + place), words]),
            3 => moved.push(words),
            4 => {
                fates.insert(words.clone(), Fate::Broken);
                let at = words
                    .match_indices(' ')
                    .nth(4 + choices.below(12))
                    .map_or(0, |(at, _)| at);
                done.push(words[..at].to_owned());
                done.push(words[at..].trim().to_owned());
            }
            5 if place + 1 < PASSAGES => {
                fates.insert(words.clone(), Fate::Broken);
                held = Some(words);
            }
            6 => {
                fates.insert(words, Fate::Broken);
            }
            _ => done.push(words),
        }
    }
    done.extend(held);
    for words in moved {
        let at = choices.below(done.len() + 1);
        done.insert(at, words);
    }
    format!("{title}\n\n{}\n", done.join("\n\n"))
}

/// Up to a fifth of the words, each with a letter more, or another word in its place.
fn mistyped(words: &str, choices: &mut Choices) -> String {
    let mut all: Vec<String> = words.split(' ').map(str::to_owned).collect();
    for _ in 0..1 + choices.below(all.len() / 5) {
        let at = choices.below(all.len());
        all[at] = match choices.below(2) {
            0 => format!("{}q", all[at].trim_end_matches('.')),
            _ => word(choices.below(250), choices.below(250), 3),
        };
    }
    all.join(" ")
}
