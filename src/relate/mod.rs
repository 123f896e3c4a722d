//! relate: how the texts of an archive hang together, from inverted indexes.

mod backlinks;
mod features;
mod tellings;

use crate::model::{Archive, Diagnostic, Relations, Staged};

/// Finds which passages tell which events, and where each entity is mentioned.
pub fn relate(archive: &Archive) -> Staged<Relations> {
    let mut diagnostics = Vec::<Diagnostic>::new();
    let relations = Relations {
        tellings: tellings::find(archive, &mut diagnostics),
        backlinks: backlinks::find(archive),
        ..Relations::default()
    };
    Staged {
        value: relations,
        diagnostics,
    }
}
