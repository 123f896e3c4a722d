//! The index of names: every entity under the letter by which a reader looks for it.

use std::collections::BTreeMap;

use super::super::address;
use super::super::desk::Desk;
use super::super::signs;
use super::super::views::GroupView;
use super::Making;
use super::lists::{self, Above};
use crate::model::Entity;
use crate::text::fold;

const PATH: &str = "names.html";

/// Makes the index.
pub fn make(desk: &Desk) -> Making {
    let words = desk.words;
    let mut order: Vec<(String, String, &Entity)> = desk
        .archive
        .entities
        .iter()
        .map(|entity| {
            let entered = entered(desk, entity);
            (fold(&entered), entered, entity)
        })
        .collect();
    order.sort_by(|a, b| (&a.0, &a.2.id).cmp(&(&b.0, &b.2.id)));
    // Figures and signs come last, under one head.
    let mut letters: BTreeMap<(bool, String), GroupView> = BTreeMap::new();
    for (folded, entered, entity) in order {
        let letter = letter(&folded);
        let other = letter.is_none();
        let title = letter.unwrap_or_else(|| "#".to_owned());
        let group = letters.len() + 1;
        let group = letters
            .entry((other, title.clone()))
            .or_insert_with(|| GroupView {
                id: format!("letter-{group}"),
                title,
                entries: Vec::new(),
            });
        let href = address::link(PATH, &address::entity(&entity.id));
        let mut view = lists::entry(href, entered);
        view.family = entity.kind.family();
        let mentions = desk.mentions(&entity.id);
        let named = if mentions == 0 {
            words.get("list.never").to_owned()
        } else {
            words.count("count.mentions", mentions)
        };
        view.note = format!("{} · {named}", signs::kind_word(desk, entity.kind.as_str()));
        group.entries.push(view);
    }
    let count = words.count("count.entities", desk.archive.entities.len());
    let groups = letters.into_values().collect();
    let more = Above {
        other: Some(("entities.html", "list.by_kind")),
        map: None,
    };
    lists::list(desk, PATH, "nav.names", count, groups, more)
}

/// A name as an index enters it: a person under the last word of the name, as annotating takes it for the
/// surname.
fn entered(desk: &Desk, entity: &Entity) -> String {
    let name = entity.name.trim();
    let parts = name.rsplit_once(' ');
    match parts.filter(|_| entity.kind.family() == "person") {
        Some((first, last)) if last.contains(char::is_uppercase) => desk.words.fill(
            "list.surname_first",
            &[("last", last), ("first", first.trim())],
        ),
        _ => name.to_owned(),
    }
}

/// The letter of a folded name, as a capital; None where it begins with something else.
fn letter(folded: &str) -> Option<String> {
    let first = folded.chars().find(|c| c.is_alphanumeric())?;
    first
        .is_alphabetic()
        .then(|| first.to_uppercase().collect())
}
