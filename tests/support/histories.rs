//! Random histories of an archive: people edit, sources change, rules change, the program builds. What
//! people did is written down as they do it, and must all be there at the end.

use super::choices::Choices;
use super::world::{World, entity, event};
use archive::model::Entity;
use std::collections::{BTreeMap, BTreeSet};

/// Reports of an archive, and passages of a report.
pub const REPORTS: usize = 50;
const PASSAGES: usize = 8;

/// What a person did, and how to see that it is still so.
#[derive(Debug)]
enum Done {
    /// A line of a report file holds these words.
    Holds(String),
    /// No line of a report file holds these words.
    Lacks(String),
    /// The words stand in different passages.
    Apart(String, String),
    /// The words stand in one passage.
    Together(String, String),
}

/// Plays one history; an error says which edit was lost.
pub fn check(bytes: &[u8]) -> Result<(), String> {
    let mut choices = Choices::new(bytes);
    let mut world = world();
    world.build();
    let mut done = Vec::new();
    // Passages that an edit has been made on; the sources may still change them elsewhere.
    let mut touched = BTreeSet::new();
    let mut steps = Vec::new();
    while choices.more() {
        let kind = choices.below(17);
        let passage = loop {
            let passage = (choices.below(REPORTS), choices.below(PASSAGES));
            if !touched.contains(&passage) || !choices.more() {
                break passage;
            }
        };
        if touched.contains(&passage) {
            break;
        }
        let made = step(kind, passage, &mut world, &mut touched, &mut choices);
        steps.push(format!("{kind} on {passage:?}"));
        done.extend(made);
        if choices.below(3) == 0 {
            world.build();
            let errors = world.errors();
            if !errors.is_empty() {
                return Err(format!("{errors:?}\nafter {steps:?}"));
            }
        }
    }
    world.build();
    if world.build() != 0 {
        return Err(format!("the second build wrote again after {steps:?}"));
    }
    for done in &done {
        holds(done, &world).map_err(|lost| format!("{lost}\nafter {steps:?}"))?;
    }
    Ok(())
}

/// Sign of a passage, and of a place in it: words that stand nowhere else.
fn token(passage: (usize, usize), place: usize) -> String {
    const LETTERS: [&str; 10] = ["ba", "co", "di", "fu", "ge", "lo", "ma", "ni", "ru", "so"];
    let number = (passage.0 * 100 + passage.1) * 100 + place;
    let mut word = String::from("z");
    let mut rest = number;
    for _ in 0..6 {
        word.push_str(LETTERS[rest % 10]);
        rest /= 10;
    }
    word
}

fn paragraph(passage: (usize, usize)) -> String {
    let t = |place| token(passage, place);
    format!(
        "Le {} de {} attendait {} depuis {} quand Anna Morel parla au {} et au {}. Devant le {} de Corbelle, \
         le {} fut {}, puis {} vint le mardi 4 mars 2031 avec {} et {}.",
        t(0),
        t(1),
        t(2),
        t(3),
        t(4),
        t(5),
        t(6),
        t(7),
        t(8),
        t(9),
        t(10),
        t(11)
    )
}

fn world() -> World {
    let sources: BTreeMap<String, String> = (0..REPORTS)
        .map(|report| {
            let title = format!("Le {} au matin", token((report, 99), 0));
            let paragraphs: Vec<String> = (0..PASSAGES).map(|p| paragraph((report, p))).collect();
            (
                format!("{report:02}.txt"),
                format!("{title}\n\n{}\n", paragraphs.join("\n\n")),
            )
        })
        .collect();
    let entities = vec![
        entity("anna-morel", "person", "Anna Morel", &["Morel"]),
        entity("corbelle", "place", "Corbelle", &[]),
        entity("ailleurs", "place", "Ailleurs", &[]),
    ];
    let events = vec![event(
        "fete",
        "Fête de mars",
        "2031-03-04",
        &["anna-morel"],
        &["parla"],
    )];
    World::new(sources, entities, events)
}

/// One edit, or one change of the world around.
fn step(
    kind: usize,
    passage: (usize, usize),
    world: &mut World,
    touched: &mut BTreeSet<(usize, usize)>,
    choices: &mut Choices,
) -> Vec<Done> {
    let t = |place| token(passage, place);
    let (report, number) = passage;
    let source = world
        .sources
        .keys()
        .find(|name| name.starts_with(&format!("{report:02}")))
        .cloned();
    let Some(source) = source else {
        return Vec::new();
    };
    let Some((stem, line)) = world.line_with(&t(0)) else {
        return Vec::new();
    };
    let mut person = |new: String, done: Vec<Done>| {
        // What a rule or a name has changed in the meantime cannot be edited so any more.
        if new == line {
            return Vec::new();
        }
        world.edit(&stem, &line, &new);
        touched.insert(passage);
        done
    };
    match kind {
        // A mark is added, taken out, led elsewhere.
        0 => {
            let link = format!("[{}](../entities/ailleurs.md)", t(4));
            person(line.replace(&t(4), &link), vec![Done::Holds(link)])
        }
        1 => {
            let plain = line.replace("[Anna Morel](../entities/anna-morel.md)", "Anna Morel");
            person(
                plain,
                vec![Done::Holds(format!("{} quand Anna Morel parla", t(3)))],
            )
        }
        2 => {
            let led = line.replace(
                "[Corbelle](../entities/corbelle.md)",
                "[Corbelle](../entities/ailleurs.md)",
            );
            let held = format!("{} de [Corbelle](../entities/ailleurs.md)", t(6));
            person(led, vec![Done::Holds(held)])
        }
        // Words are corrected, or retyped.
        3 => {
            let mended = format!("<del>{}</del><ins>bateau</ins>", t(5));
            person(line.replace(&t(5), &mended), vec![Done::Holds(mended)])
        }
        4 => {
            let mended = format!("<del>{}</del><ins>retapé</ins>", t(5));
            person(line.replace(&t(5), "retapé"), vec![Done::Holds(mended)])
        }
        // A passage is deleted, cut, joined with the next.
        5 => person(String::new(), vec![Done::Lacks(t(0)), Done::Lacks(t(9))]),
        6 => {
            let cut = line.replacen(" Devant le ", "\n\nDevant le ", 1);
            person(cut, vec![Done::Apart(t(2), t(7))])
        }
        7 => {
            let next = (report, number + 1);
            let found = world
                .line_with(&token(next, 0))
                .filter(|(other, _)| *other == stem);
            let (Some((_, below)), false) = (found, touched.contains(&next)) else {
                return Vec::new();
            };
            let text = &world.reports[&stem];
            if !text.contains(&format!("{line}\n\n{below}")) {
                return Vec::new();
            }
            let words = below
                .split_once("</a>")
                .map_or("", |(_, words)| words)
                .to_owned();
            let both = format!("{} {words}", without_notes(&line));
            let text = text.replacen(&format!("{line}\n\n{below}"), &both, 1);
            world.reports.insert(stem, text);
            touched.extend([passage, next]);
            vec![Done::Together(t(8), token(next, 2))]
        }
        // A note, a paragraph of one's own, Markdown that the program does not know.
        8 => {
            let note = format!("[^note-{report}{number}]");
            let noted = format!("{line}{note}");
            world.edit(&stem, &line, &noted);
            if let Some(text) = world.reports.get_mut(&stem) {
                text.push_str(&format!("\n{note}: Vu par {}n.\n", t(4)));
            }
            touched.insert(passage);
            vec![Done::Holds(format!("{note}: Vu par {}n.", t(4)))]
        }
        9 => {
            let own = format!("Note de l'éditeur sur {}n.", t(0));
            person(format!("{line}\n\n{own}"), vec![Done::Holds(own)])
        }
        10 => {
            let strong = format!("**{}** et au", t(4));
            person(
                line.replace(&format!("{} et au", t(4)), &strong),
                vec![Done::Holds(strong)],
            )
        }
        // Front matter.
        11 => {
            let outlet = format!("outlet = \"Le {}n\"", t(0));
            if let Some(text) = world.reports.get_mut(&stem) {
                if text.contains("outlet = ") {
                    return Vec::new();
                }
                *text = text.replacen("+++\n\n", &format!("{outlet} # relu\n+++\n\n"), 1);
            }
            touched.insert(passage);
            vec![Done::Holds(format!("{outlet} # relu"))]
        }
        // What a passage tells is taken out.
        12 => {
            let silent = line.replace("[^fete]", "");
            person(
                silent,
                vec![Done::Holds(format!("avec {} et {}.", t(10), t(11)))],
            )
        }
        // The source is corrected beside what people touch, loses, gains or moves passages, is renamed.
        13 => {
            if let Some(text) = world.sources.get_mut(&source) {
                *text = text.replace(&t(1), &format!("{}x", t(1)));
            }
            Vec::new()
        }
        14 => {
            if let Some(text) = world.sources.get_mut(&source) {
                let mut parts: Vec<String> = text.trim().split("\n\n").map(str::to_owned).collect();
                let at = 1 + choices.below(parts.len().max(1));
                match choices.below(2) {
                    0 => parts.insert(
                        at.min(parts.len()),
                        format!(
                            "Un ajout du {} vint {}.",
                            token((report, 60 + number), 0),
                            t(12)
                        ),
                    ),
                    _ => {
                        let moved = parts.remove(at.min(parts.len() - 1));
                        parts.push(moved);
                    }
                }
                *text = format!("{}\n", parts.join("\n\n"));
            }
            Vec::new()
        }
        15 => {
            if let Some(text) = world.sources.remove(&source) {
                world
                    .sources
                    .insert(format!("{report:02}-{}.txt", choices.below(200)), text);
            }
            Vec::new()
        }
        // Authority files change.
        _ => {
            let id = format!("nom-{report}-{number}");
            let named: Entity = entity(&id, "place", &t(7), &[]);
            match choices.below(3) {
                0 => {
                    world.entities.remove(&id);
                }
                1 => {
                    world.entities.insert(
                        "morel".to_owned(),
                        entity("morel", "person", "Anna", &["Anna Morel parla"]),
                    );
                }
                _ => {
                    world.entities.insert(id, named);
                }
            }
            Vec::new()
        }
    }
}

/// A line without the references to footnotes at its end.
fn without_notes(line: &str) -> &str {
    line.split("[^").next().unwrap_or(line)
}

fn holds(done: &Done, world: &World) -> Result<(), String> {
    let lost = || Err(format!("{done:?} was lost"));
    match done {
        Done::Holds(words) if world.line_with(words).is_none() => lost(),
        Done::Lacks(words) if world.line_with(words).is_some() => lost(),
        Done::Apart(a, b) => {
            let (Some((_, a)), Some((_, b))) = (world.line_with(a), world.line_with(b)) else {
                return lost();
            };
            let anchored = |line: &str| line.starts_with("<a id=");
            if a == b || !anchored(&a) || !anchored(&b) {
                lost()
            } else {
                Ok(())
            }
        }
        Done::Together(a, b) if !parted(world, a, b) => match world.line_with(a) {
            Some((_, line)) if line.contains(b.as_str()) => Ok(()),
            _ => lost(),
        },
        _ => Ok(()),
    }
}

/// Whether a source has come to put other paragraphs of old between two words, or turned them round.
fn parted(world: &World, a: &str, b: &str) -> bool {
    world.sources.values().any(|text| {
        let parts: Vec<&str> = text
            .split("\n\n")
            .filter(|p| !p.starts_with("Un ajout"))
            .collect();
        let place = |word: &str| parts.iter().position(|p| p.contains(word));
        matches!((place(a), place(b)), (Some(a), Some(b)) if b != a + 1)
    })
}
