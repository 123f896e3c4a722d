//! relate: how the texts of an archive hang together, from inverted indexes.

mod backlinks;
mod divergences;
mod features;
mod positions;
mod reuse;
mod sentence;
mod tellings;
mod value;

use crate::model::{Archive, Diagnostic, Relations, Staged};

/// Finds which passages tell which events, what they say on the points to compare, where they differ,
/// and where each entity is mentioned.
pub fn relate(archive: &Archive) -> Staged<Relations> {
    let mut diagnostics = Vec::<Diagnostic>::new();
    let features = features::Features::of(archive);
    let mut tellings = tellings::find(archive, &features, &mut diagnostics);
    let answers = positions::find(archive, &features, &mut tellings);
    let (positions, divergences) = divergences::find(archive, answers);
    let relations = Relations {
        tellings,
        positions,
        divergences,
        reuse: reuse::find(archive),
        backlinks: backlinks::find(archive),
        ..Relations::default()
    };
    Staged {
        value: relations,
        diagnostics,
    }
}
