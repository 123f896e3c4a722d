//! Files that have another name than last time: known again by what they hold.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use super::{Authority, Earlier};
use crate::markdown::Proposals;
use crate::model::{Entity, EntityId, EventId, MarkBody, PassageId, SourceDraft, SourceId};
use crate::text::collapse;

/// Leads marks and tellings of records that have another id now, or gave way to others, to those.
pub fn records(earlier: &mut [Earlier], authority: &Authority) {
    let entities = Entity::by_former_id(authority.entities);
    let events: BTreeMap<&EventId, &EventId> = authority
        .events
        .iter()
        .flat_map(|event| event.formerly.iter().map(move |old| (old, &event.id)))
        .collect();
    if entities.is_empty() && events.is_empty() {
        return;
    }
    let event = |id: &EventId| {
        events
            .get(id)
            .map_or_else(|| id.clone(), |new| (*new).clone())
    };
    for file in earlier {
        for passage in &mut file.file.passages {
            passage.told = passage.told.iter().map(event).collect();
            for mark in &mut passage.marks {
                if let MarkBody::Mention { entity: id, .. }
                | MarkBody::Quotation {
                    speaker: Some(id), ..
                }
                | MarkBody::Figure {
                    claimant: Some(id), ..
                } = &mut mark.body
                    && let Some(new) = entities.get(id)
                {
                    *id = new.clone();
                }
            }
        }
        for told in file.proposals.told.values_mut() {
            *told = told.iter().map(event).collect();
        }
        for marks in file.proposals.marks.values_mut() {
            *marks = std::mem::take(marks)
                .into_iter()
                .map(|mut says| {
                    if let Some(id) = entity_of(&says.what)
                        && let Some(new) = entities.get(&EntityId::new(&says.what[id.clone()]))
                    {
                        says.what.replace_range(id, new.as_str());
                    }
                    says
                })
                .collect();
        }
    }
}

/// Where the entity stands in what a line of the proposals says: the one that is named, speaks or claims.
fn entity_of(what: &str) -> Option<Range<usize>> {
    let (before, end) = match what.split(' ').next()? {
        "mention" => ("mention ".len(), ' '),
        "quotation" => (what.match_indices(' ').nth(1)?.0 + 1, ' '),
        "figure" => {
            const CLAIMANT: &str = " data-claimant=\"";
            (what.find(CLAIMANT)? + CLAIMANT.len(), '"')
        }
        _ => return None,
    };
    let id = what.get(before..)?.split(end).next()?;
    Some(before..before + id.len())
}

/// Gives report files whose stem is new the proposals of the file that they were, and the old stem as
/// one that they had formerly. Returns those old stems.
pub fn reports(earlier: &mut [Earlier], proposals: &BTreeMap<String, String>) -> Vec<String> {
    let there: BTreeSet<String> = earlier.iter().map(|e| e.stem.clone()).collect();
    let orphans: Vec<(&String, Proposals)> = proposals
        .iter()
        .filter(|(stem, _)| !there.contains(*stem))
        .map(|(stem, text)| (stem, Proposals::read(text)))
        .collect();
    let mut holder: HashMap<&PassageId, usize> = HashMap::new();
    for (place, (_, proposals)) in orphans.iter().enumerate() {
        holder.extend(proposals.passages.iter().map(|p| (&p.id, place)));
    }
    let mut found = Vec::new();
    for file in earlier.iter_mut() {
        if proposals.contains_key(&file.stem) {
            continue;
        }
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for passage in &file.file.passages {
            if let Some(place) = holder.get(&passage.id) {
                *shared.entry(*place).or_default() += 1;
            }
        }
        let best = shared.into_iter().max_by_key(|(_, count)| *count);
        let Some((place, _)) = best.filter(|(_, n)| n * 2 > file.file.passages.len()) else {
            continue;
        };
        let (stem, proposals) = &orphans[place];
        file.proposals = proposals.clone();
        // The file names what it was; only a person moves a file.
        file.untouched = false;
        if !file.file.front.formerly.contains(stem) {
            file.file.front.formerly.push((*stem).clone());
        }
        found.push((*stem).clone());
    }
    found
}

/// Moves the report files of sources that are gone to the sources that have their bytes, or else most
/// of their passages, under another name.
pub fn sources(drafts: &[SourceDraft], by_source: &mut BTreeMap<SourceId, Vec<Earlier>>) {
    let there: BTreeSet<&SourceId> = drafts.iter().map(|d| &d.source.id).collect();
    let orphans: Vec<SourceId> = by_source
        .keys()
        .filter(|id| !there.contains(id))
        .cloned()
        .collect();
    if orphans.is_empty() {
        return;
    }
    let new: Vec<&SourceDraft> = drafts
        .iter()
        .filter(|d| !by_source.contains_key(&d.source.id))
        .collect();
    let by_hash: HashMap<&str, &SourceId> = new
        .iter()
        .map(|d| (d.source.sha256.as_str(), &d.source.id))
        .collect();
    let mut by_words: HashMap<String, &SourceId> = HashMap::new();
    for draft in &new {
        for passage in draft.reports.iter().flat_map(|r| &r.passages) {
            let words = collapse(&draft.source.text[passage.span.clone()]);
            by_words.insert(words, &draft.source.id);
        }
    }
    for orphan in orphans {
        let heir = heir(&by_source[&orphan], &by_hash, &by_words).cloned();
        if let Some(heir) = heir.filter(|heir| !by_source.contains_key(heir))
            && let Some(files) = by_source.remove(&orphan)
        {
            by_source.insert(heir, files);
        }
    }
}

fn heir<'a>(
    files: &[Earlier],
    by_hash: &HashMap<&str, &'a SourceId>,
    by_words: &HashMap<String, &'a SourceId>,
) -> Option<&'a SourceId> {
    let hash = files.iter().find_map(|f| f.file.front.sha256.as_deref());
    if let Some(heir) = hash.and_then(|hash| by_hash.get(hash)) {
        return Some(heir);
    }
    let passages: Vec<&String> = files
        .iter()
        .flat_map(|f| &f.file.passages)
        .map(|p| &p.words)
        .collect();
    let mut shared: BTreeMap<&SourceId, usize> = BTreeMap::new();
    for source in passages.iter().filter_map(|words| by_words.get(*words)) {
        *shared.entry(source).or_default() += 1;
    }
    let (best, count) = shared.into_iter().max_by_key(|(_, count)| *count)?;
    (count * 2 > passages.len()).then_some(best)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_entity_of_a_line_is_found() {
        for (what, id) in [
            ("mention ida", Some("ida")),
            ("mention ida government", Some("ida")),
            ("quotation direct ida", Some("ida")),
            ("quotation direct", None),
            ("date 2031", None),
            (
                "figure <data value=\"3\" data-claimant=\"ida\" data-as-of=\"2031\">",
                Some("ida"),
            ),
            ("figure <data value=\"3\">", None),
        ] {
            assert_eq!(entity_of(what).map(|id| &what[id]), id, "{what}");
        }
    }
}
