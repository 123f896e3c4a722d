use std::collections::BTreeSet;
use std::path::Path;

use serde::Deserialize;

use super::TextFile;
use crate::model::{Diagnostic, Entity, EntityId, Office, Place};
use crate::time;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OfficeFile {
    title: String,
    of: Option<String>,
    from: Option<String>,
    to: Option<String>,
}

/// The offices of a record. One whose dates are no EDTF is left out and reported.
pub(super) fn offices(
    records: Vec<OfficeFile>,
    file: &TextFile,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Office> {
    let mut offices = Vec::new();
    for record in records {
        let dates = [&record.from, &record.to];
        let wrong = dates
            .into_iter()
            .flatten()
            .find(|date| time::days(date).is_none());
        if let Some(date) = wrong {
            diagnostics.push(
                Diagnostic::error("date-invalid", format!("'{date}' is no EDTF date"))
                    .at(place(&file.path, &file.text, date))
                    .hint("write when an office began or ended as 2018-05-08, 2018-05 or 2018"),
            );
            continue;
        }
        offices.push(Office {
            title: record.title,
            of: record.of.map(EntityId::new),
            from: record.from,
            to: record.to,
        });
    }
    offices
}

/// Leads every office to the record that its place or organisation has now; what has none is reported,
/// and the office is left out.
pub(super) fn placed(entities: &mut [Entity], files: &[TextFile], notes: &mut Vec<Diagnostic>) {
    let now = Entity::by_former_id(entities);
    let ids: BTreeSet<EntityId> = entities.iter().map(|e| e.id.clone()).collect();
    for entity in entities {
        let path = entity.file.clone();
        entity.offices.retain_mut(|office| {
            let Some(of) = &mut office.of else {
                return true;
            };
            if let Some(heir) = now.get(of) {
                *of = heir.clone();
            }
            let known = ids.contains(of);
            if !known {
                let file = files.iter().find(|file| file.path == path);
                let text = file.map_or("", |file| file.text.as_str());
                notes.push(
                    Diagnostic::warning("entity-unknown", format!("there is no entity '{of}'"))
                        .at(place(&path, text, of.as_str()))
                        .hint(format!("add content/entities/{of}.md, or correct the name")),
                );
            }
            known
        });
    }
}

/// Where a value stands in a file, between quotation marks.
fn place(path: &Path, text: &str, value: &str) -> Place {
    let at = text.find(&format!("\"{value}\"")).map_or(0, |at| at + 1);
    Place::span(path, text, at..at + value.len())
}
