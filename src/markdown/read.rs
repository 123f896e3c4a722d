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
    pub editorial: Vec<Editorial>,
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
    /// Bytes of the file where the passage starts.
    pub at: usize,
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
    });
    staged
}
