//! relate: how the texts of an archive hang together, from inverted indexes.

mod assertions;
mod backlinks;
mod days;
mod detect;
mod divergences;
mod evidence;
mod features;
#[cfg(test)]
mod labelled;
mod modes;
mod origins;
mod positions;
mod reuse;
#[cfg(test)]
mod sample;
mod sentence;
mod sides;
mod tellings;
mod tolls;
mod value;

pub use detect::detect;

use crate::model::{Archive, Diagnostic, Relations, Staged};

/// Finds which passages tell which events, what they say on the points to compare, where they differ,
/// which passages share their words, how many origins that leaves, and where each entity is mentioned.
pub fn relate(archive: &Archive) -> Staged<Relations> {
    let mut diagnostics = Vec::<Diagnostic>::new();
    let features = features::Features::of(archive);
    let mut tellings = tellings::find(archive, &features, &mut diagnostics);
    let answers = positions::find(archive, &features, &mut tellings);
    let (positions, divergences) = divergences::find(archive, answers);
    let reuse = reuse::find(archive);
    let mut printings = origins::Printings::of(archive, &reuse);
    let relations = Relations {
        origins: origins::of_events(archive, &tellings, &mut printings),
        repeats: origins::of_reports(archive, &mut printings),
        tellings,
        positions,
        divergences,
        reuse,
        backlinks: backlinks::find(archive),
    };
    Staged {
        value: relations,
        diagnostics,
    }
}
