use std::ops::Range;
use std::path::Path;

use super::front::Front;
use super::reader;
use crate::load::split;
use crate::model::{Comment, Diagnostic, Editorial, EventId, Kind, Mark, PassageId, Place, Staged};

/// A report file as it stands.
#[derive(Clone, Debug, Default)]
pub struct ReportFile {
    pub front: Front,
    pub passages: Vec<ReadPassage>,
    pub editorial: Vec<ReadEditorial>,
    /// Definitions of told events, which the program makes anew: label, and bytes of the file.
    pub definitions: Vec<(String, Range<usize>)>,
}

/// A block that an anchor opens.
#[derive(Clone, Debug)]
pub struct ReadPassage {
    pub id: PassageId,
    pub n: String,
    pub kind: Kind,
    pub comment: Option<Comment>,
    /// The source's words, with each run of white space read as one space.
    pub words: String,
    /// Marks on `words`; who set them is not known here.
    pub marks: Vec<Mark>,
    pub told: Vec<EventId>,
    pub notes: Vec<String>,
    /// Byte of the file at which the passage starts.
    pub at: usize,
    /// Bytes of the lines of the file that the passage stands on.
    pub lines: Range<usize>,
}

/// A block that no anchor opens: a person's own.
#[derive(Clone, Debug)]
pub struct ReadEditorial {
    pub editorial: Editorial,
    /// Bytes of the file.
    pub lines: Range<usize>,
    /// A paragraph's words and marks, should it be a part of a passage that a person cut.
    pub words: String,
    pub marks: Vec<Mark>,
}

/// Reads a report file. None, with a diagnostic, where its front matter cannot be understood.
pub fn read(path: &Path, text: &str) -> Staged<Option<ReportFile>> {
    let mut staged = Staged::<Option<ReportFile>>::default();
    let Some(parts) = split(text) else {
        staged.diagnostics.push(
            Diagnostic::error(
                "front-matter-missing",
                "this report does not begin with front matter",
            )
            .at(Place::file(path))
            .hint("bring the +++ lines back, or delete the file to have it made again"),
        );
        return staged;
    };
    let front: Front = match parts.read(path, text) {
        Ok(front) => front,
        Err(diagnostic) => {
            staged.diagnostics.push(diagnostic);
            return staged;
        }
    };
    let walked = reader::walk(parts.body, parts.body_start);
    for (at, address) in walked.astray {
        let place = Place::span(path, text, at..at + 1);
        staged.diagnostics.push(
            Diagnostic::warning(
                "link-outside",
                format!("'{address}' leads out of the archive"),
            )
            .at(place)
            .hint("link a file below content/, or a whole https:// address"),
        );
    }
    staged.value = Some(ReportFile {
        front,
        passages: walked.passages,
        editorial: walked.editorial,
        definitions: walked.definitions,
    });
    staged
}
