//! Ids that have lost their passage.

use std::collections::BTreeSet;

use super::Sealed;
use super::assemble::Known;
use crate::model::{Diagnostic, Passage, PassageId, Place, Report, Retired, report_path};

/// What must be known to tell what became of a passage.
pub struct Lost<'a> {
    pub known: &'a Known<'a>,
    /// Passages of the file on which a person worked.
    pub worked_on: &'a BTreeSet<PassageId>,
}

impl Lost<'_> {
    /// Retires the ids that have lost their passage, with its words and the passage that follows it: those
    /// that the world has seen, and those on which a person worked. The others vanish quietly.
    pub fn retire(&self, sealed: &Sealed, report: &mut Report, diagnostics: &mut Vec<Diagnostic>) {
        let there: BTreeSet<PassageId> = report.passages.iter().map(|p| p.id.clone()).collect();
        let mut retired: Vec<Retired> = self.known.earlier.file.front.retired();
        retired.retain(|r| !there.contains(&r.id));
        for (id, words) in self.lost(&there) {
            let is_sealed = sealed.holds(&report.id, id);
            let is_known = retired.iter().any(|r| r.id == *id);
            if is_known || !is_sealed && !self.worked_on.contains(id) {
                continue;
            }
            retired.push(Retired {
                id: id.clone(),
                words: Some(words.to_owned()),
                successor: self.successor(id, report),
            });
            diagnostics.push(self.notice(id, is_sealed));
        }
        report.retired = retired;
    }

    /// Ids of the file and of the last proposals that no passage has, with the words they stood on.
    fn lost(&self, there: &BTreeSet<PassageId>) -> Vec<(&PassageId, &str)> {
        let proposed = self.known.base.passages.iter();
        let in_file = self.known.earlier.file.passages.iter();
        let mut lost: Vec<(&PassageId, &str)> = proposed
            .map(|p| (&p.id, p.words.as_str()))
            .chain(in_file.map(|p| (&p.id, p.words.as_str())))
            .filter(|(id, _)| !there.contains(*id))
            .collect();
        lost.sort_unstable();
        lost.dedup_by(|a, b| a.0 == b.0);
        lost
    }

    /// The passage that has most of the words of a lost one.
    fn successor(&self, id: &PassageId, report: &Report) -> Option<PassageId> {
        let of = self.known.base.passages.iter().position(|p| p.id == *id)?;
        let heir = self.known.today.heirs(of).next()?;
        let span = &self.known.today.text.passages[heir].span;
        let holds = |passage: &&Passage| {
            let own = passage.span.as_ref();
            own.is_some_and(|own| own.start < span.end && span.start < own.end)
        };
        report.passages.iter().find(holds).map(|p| p.id.clone())
    }

    fn notice(&self, id: &PassageId, is_sealed: bool) -> Diagnostic {
        let place = Place::file(report_path(&self.known.earlier.stem));
        if self.worked_on.contains(id) {
            return Diagnostic::warning(
                "work-without-words",
                format!("the words of {id}, on which a person worked, are not in the source any more"),
            )
            .at(place)
            .hint("the words are kept as [[retired]] in the front matter; take it out when they are not needed");
        }
        debug_assert!(is_sealed);
        Diagnostic::note(
            "passage-retired",
            format!("the published passage {id} has lost its words; its address now says so"),
        )
        .at(place)
    }
}
