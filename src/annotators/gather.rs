//! From an annotator's answers to marks: checked, in one order, and nested.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use rayon::prelude::*;

use super::answer::Answer;
use super::keys::Fault;
use super::question::{At, Question};
use crate::annotate::nest;
use crate::model::{Diagnostic, Entity, EntityId, Mark, Place, SourceDraft};
use crate::text::CharIndex;

/// The marks of one annotator, by passage, each in the order in which they begin; none crosses another.
#[derive(Default)]
pub struct Gathered {
    marks: Vec<(At, Vec<Mark>)>,
}

/// A fault, and the line of the output that has it.
type Wrong = (usize, Fault);

/// Checks answers, and says what was passed over.
pub fn gather(
    question: &Question,
    answers: BTreeMap<At, Vec<Answer>>,
    entities: &[Entity],
) -> (Gathered, Vec<Wrong>) {
    let name = &question.annotator.name;
    let by_passage: Vec<(At, Vec<Answer>)> = answers.into_iter().collect();
    let checked: Vec<(At, Vec<Mark>, Vec<Wrong>)> = by_passage
        .into_par_iter()
        .map(|(at, answers)| {
            let source = &question.drafts[at.0];
            let span = source.reports[at.1].passages[at.2].span.clone();
            let (marks, wrong) = check(answers, &source.source.text[span], name, entities);
            (at, marks, wrong)
        })
        .collect();
    let mut gathered = Gathered::default();
    let mut wrong = Vec::new();
    for (at, marks, faults) in checked {
        gathered.marks.push((at, marks));
        wrong.extend(faults);
    }
    (gathered, wrong)
}

/// The marks of one passage.
fn check(
    answers: Vec<Answer>,
    words: &str,
    annotator: &str,
    entities: &[Entity],
) -> (Vec<Mark>, Vec<Wrong>) {
    let chars = CharIndex::new(words);
    let resolve = |id: &str| {
        let id = EntityId::new(id);
        let found = entities.binary_search_by(|entity| entity.id.cmp(&id));
        found.is_ok().then_some(id)
    };
    let mut wrong = Vec::new();
    let mut sound = BTreeMap::new();
    for answer in answers {
        // What is said twice is said once.
        if let Entry::Vacant(place) = sound.entry(answer.order()) {
            match answer.mark(words, &chars, annotator, resolve) {
                Ok(mark) => {
                    place.insert((answer.line, mark));
                }
                Err(fault) => wrong.push((answer.line, fault)),
            }
        }
    }
    let (marks, crossing) = nested(sound.into_values().collect());
    wrong.extend(crossing);
    (marks, wrong)
}

/// Marks that nest: of two that cross, the one that begins first; of several that stand on the same words,
/// none, because the annotator contradicts itself.
pub fn nested(mut sound: Vec<(usize, Mark)>) -> (Vec<Mark>, Vec<Wrong>) {
    // What was trimmed may begin elsewhere than it said.
    sound.sort_by_key(|(_, mark)| (mark.span.start, std::cmp::Reverse(mark.span.end)));
    let mut marks: Vec<Mark> = Vec::new();
    let mut wrong = Vec::new();
    let mut ends: Vec<usize> = Vec::new();
    for same in sound.chunk_by(|a, b| a.1.span == b.1.span) {
        let [(line, mark)] = same else {
            let hint = "propose one mark on the same words";
            let fault = || Fault::new("it proposes several marks on the same words", hint);
            wrong.extend(same.iter().map(|(line, _)| (*line, fault())));
            continue;
        };
        while ends.last().is_some_and(|end| *end <= mark.span.start) {
            ends.pop();
        }
        if ends.last().is_some_and(|end| *end < mark.span.end) {
            let hint = "marks may stand inside one another; two that share only some words cannot";
            let fault = Fault::new("this mark crosses another one of its own", hint);
            wrong.push((*line, fault));
            continue;
        }
        ends.push(mark.span.end);
        marks.push(mark.clone());
    }
    (marks, wrong)
}

impl Gathered {
    /// Puts the marks into the drafts; those that cross a mark that is there, or stand on the same words,
    /// give way.
    pub fn join(self, drafts: &mut [SourceDraft], annotator: &str) -> Option<Diagnostic> {
        let mut gave_way = 0;
        for ((source, report, passage), proposed) in self.marks {
            let passage = &mut drafts[source].reports[report].passages[passage];
            let before = passage.marks.len();
            let known = |mark: &Mark| {
                let mut there = passage.marks.iter();
                there.any(|other| other.span == mark.span && other.body == mark.body)
            };
            let new: Vec<Mark> = proposed.into_iter().filter(|mark| !known(mark)).collect();
            let count = new.len();
            passage.marks = nest(std::mem::take(&mut passage.marks), new);
            gave_way += before + count - passage.marks.len();
        }
        let message = match gave_way {
            0 => return None,
            1 => format!("1 mark of annotator '{annotator}' gave way to one that was there"),
            n => format!("{n} marks of annotator '{annotator}' gave way to others that were there"),
        };
        Some(
            Diagnostic::note("annotator-marks-gave-way", message)
                .at(Place::file("archive.toml"))
                .hint("marks nest and never cross, and the program's own come first"),
        )
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn answers(said: &[(usize, usize, u8)]) -> Vec<Answer> {
        let line = |(at, (start, end, kind)): (usize, &(usize, usize, u8))| {
            let keys = match kind {
                0 => r#""mark":"mention","entity":"ida""#,
                1 => r#""mark":"date","value":"2031""#,
                2 => r#""mark":"date","value":"2031-03""#,
                _ => r#""mark":"quotation","speaker":"nobody""#,
            };
            let line = format!(r#"{{"passage":"a#1.1","start":{start},"end":{end},{keys}}}"#);
            Answer::read(at + 1, line.as_bytes())?.ok()
        };
        said.iter().enumerate().filter_map(line).collect()
    }

    proptest! {
        #[test]
        fn whatever_is_said_in_whatever_order_nests(
            words in "[a é\u{1f30a}\n]{0,24}",
            said in prop::collection::vec((0_usize..28, 0_usize..28, 0_u8..4), 0..24),
            turn in 0_usize..24,
        ) {
            let entities = [Entity::named("ida", "person", "Ida")];
            let (marks, wrong) = check(answers(&said), &words, "tagger", &entities);
            for (at, mark) in marks.iter().enumerate() {
                prop_assert!(!words[mark.span.clone()].trim().is_empty());
                for other in &marks[at + 1..] {
                    let (a, b) = (&mark.span, &other.span);
                    prop_assert!(a.start <= b.start && a != b);
                    prop_assert!(a.end <= b.start || b.end <= a.end);
                }
            }
            prop_assert!(marks.len() + wrong.len() <= said.len());
            let mut turned = said.clone();
            turned.rotate_left(turn.min(said.len()));
            turned.reverse();
            prop_assert_eq!(check(answers(&turned), &words, "tagger", &entities).0, marks);
        }
    }
}
