//! Reports without a source: written by hand, or their source is gone.

use super::{Earlier, from_front};
use crate::markdown::{Spaces, says};
use crate::model::{By, Kept, Kind, Passage, Report, Told};
use crate::text::CharIndex;

/// A report as its file has it.
pub fn report(earlier: Earlier) -> Report {
    let has_title = earlier.file.passages.iter().any(|p| p.kind == Kind::Title);
    let mut report = from_front(&earlier.stem, &earlier.file.front, has_title);
    report.source = None;
    for read in &earlier.file.passages {
        let spaces = Spaces::new(&read.words);
        let chars = CharIndex::new(&spaces.read);
        let proposed = earlier.proposals.marks.get(&read.id);
        let mut marks = read.marks.clone();
        for mark in &mut marks {
            let line = says(mark, &spaces, &chars);
            if proposed.is_some_and(|p| p.contains(&line)) {
                mark.by = By::Program;
            }
        }
        report.passages.push(Passage {
            id: read.id.clone(),
            n: read.n.clone(),
            kind: read.kind,
            words: read.words.clone(),
            span: None,
            comment: read.comment.clone(),
            marks,
            aside: Vec::new(),
            refused: Vec::new(),
            told: Told {
                added: read.told.clone(),
                refused: Vec::new(),
                closed: true,
            },
            notes: read.notes.clone(),
        });
    }
    let editorial = earlier.file.editorial.iter();
    report.editorial = editorial.map(|read| read.editorial.clone()).collect();
    report.kept = Some(Kept {
        text: earlier.text,
        frozen: true,
    });
    report
}
