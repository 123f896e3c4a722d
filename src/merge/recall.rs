//! What annotators that are absent today proposed last: it is proposed again, so that a program that
//! failed, is not installed here, or was not to be started takes nothing away.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use crate::annotate::nest;
use crate::annotators::{Asked, keys, nested};
use crate::markdown::{Proposals, Recorded, Spaces};
use crate::model::{
    By, Entity, EntityId, Mark, PassageDraft, PassageId, ReportDraft, SourceDraft, Why,
};
use crate::text::CharIndex;

/// Ids of entities: those that they have, and those that they had.
pub struct Ids<'a> {
    entities: &'a [Entity],
    former: BTreeMap<EntityId, EntityId>,
}

impl<'a> Ids<'a> {
    pub fn of(entities: &'a [Entity]) -> Self {
        Self {
            entities,
            former: Entity::by_former_id(entities),
        }
    }

    fn resolve(&self, id: &str) -> Option<EntityId> {
        let id = EntityId::new(id);
        let found = self.entities.binary_search_by(|e| e.id.cmp(&id));
        match found {
            Ok(_) => Some(id),
            Err(_) => self.former.get(&id).cloned(),
        }
    }
}

/// Today's draft with the marks that absent annotators proposed last on the same words; None where
/// there are none, and the draft stands as it is.
///
/// A passage whose words have changed since is new to an annotator, and has none of its marks until it
/// is asked again.
pub fn recalled(
    draft: &SourceDraft,
    text: &ReportDraft,
    proposals: &Proposals,
    asked: &[Asked],
    ids: &Ids,
) -> Option<ReportDraft> {
    let of_this = asked
        .iter()
        .filter(|asked| asked.annotator.reads(&text.language));
    let order: Vec<&Asked> = of_this.collect();
    let is_absent = |recorded: &Recorded| {
        let mut absent = order.iter().filter(|asked| asked.absent);
        absent.any(|asked| asked.annotator.name == recorded.annotator)
    };
    if !proposals.annotated.values().flatten().any(is_absent) {
        return None;
    }
    let mut by_words: HashMap<&str, VecDeque<&PassageId>> = HashMap::new();
    for passage in &proposals.passages {
        let places = by_words.entry(&passage.words).or_default();
        places.push_back(&passage.id);
    }
    let mut text = text.clone();
    for passage in &mut text.passages {
        let words = Spaces::new(&draft.source.text[passage.span.clone()]);
        let id = by_words.get_mut(words.read.as_str());
        let Some(id) = id.and_then(VecDeque::pop_front) else {
            continue;
        };
        if let Some(recorded) = proposals.annotated.get(id) {
            take_in(passage, &order, |name| marks(recorded, name, &words, ids));
        }
    }
    Some(text)
}

/// The marks that one annotator proposed on a passage, whose words have not changed.
fn marks(recorded: &BTreeSet<Recorded>, name: &str, words: &Spaces, ids: &Ids) -> Vec<Mark> {
    let chars = CharIndex::new(&words.read);
    let own = recorded.iter().filter(|r| r.annotator == name);
    let marks = own.filter_map(|recorded| {
        let bytes = chars.bytes(&(recorded.start..recorded.end))?;
        let says = serde_json::from_str(&recorded.says).ok()?;
        // What named an entity that is gone says nothing any more.
        let body = keys::read(says, |id| ids.resolve(id)).ok()?;
        let why = Why::Annotator(name.to_owned());
        (!bytes.is_empty()).then(|| Mark::program(words.original(&bytes), body).because(why))
    });
    // After a conflict, the two sides may not go together.
    nested(marks.map(|mark| (0, mark)).collect()).0
}

/// Nests the marks of all annotators once more, in the order of archive.toml: those of an absent one
/// as it proposed them last.
fn take_in(passage: &mut PassageDraft, order: &[&Asked], last: impl Fn(&str) -> Vec<Mark>) {
    let is_by = |mark: &Mark, name: &str| {
        matches!(&mark.why, Why::Annotator(own) if own == name) && mark.by == By::Program
    };
    let todays = std::mem::take(&mut passage.marks);
    let (others, mut own): (Vec<Mark>, Vec<Mark>) = todays
        .into_iter()
        .partition(|mark| !order.iter().any(|asked| is_by(mark, &asked.annotator.name)));
    passage.marks = others;
    for Asked { annotator, absent } in order {
        let marks = match absent {
            true => last(&annotator.name),
            false => {
                let is_own = |mark: &mut Mark| is_by(mark, &annotator.name);
                own.extract_if(.., is_own).collect()
            }
        };
        passage.marks = nest(std::mem::take(&mut passage.marks), marks);
    }
}
