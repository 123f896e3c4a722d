use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::lang;
use crate::model::{Archive, Backlink, EntityId, MarkBody, Report};
use crate::text::sentence_around;

/// Every mention of each entity with the sentence that holds it, in the order of reports.
pub fn find(archive: &Archive) -> BTreeMap<EntityId, Vec<Backlink>> {
    let by_report: Vec<Vec<(EntityId, Backlink)>> = archive
        .reports
        .par_iter()
        .enumerate()
        .map(|(place, report)| of_report(place, report))
        .collect();
    let mut backlinks: BTreeMap<EntityId, Vec<Backlink>> = BTreeMap::new();
    for (entity, backlink) in by_report.into_iter().flatten() {
        backlinks.entry(entity).or_default().push(backlink);
    }
    backlinks
}

fn of_report(place: usize, report: &Report) -> Vec<(EntityId, Backlink)> {
    // A sentence longer than this to either side is shown in part.
    const LONGEST: usize = 400;
    let abbreviations = &lang::rules(&report.language).abbreviations;
    let mut links = Vec::new();
    for (number, passage) in report.passages.iter().enumerate() {
        for mark in &passage.marks {
            let MarkBody::Mention { entity, .. } = &mark.body else {
                continue;
            };
            let sentence = sentence_around(&passage.words, &mark.span, abbreviations, LONGEST);
            let at = (place, number);
            let span = mark.span.clone();
            links.push((entity.clone(), Backlink { at, span, sentence }));
        }
    }
    links
}
