//! Cuts a text as its file says: each block is a passage, and what stands between them is left out.

use super::{Block, Reading};
use crate::ingest::cutting::Cutting;
use crate::ingest::{complete, language_of};
use crate::lang;
use crate::model::{PassageDraft, ReportDraft, Source, SourceDraft};

/// Cuts a source of one text. `otherwise` is the language where nothing tells it.
pub fn cut(source: Source, reading: &Reading, blocks: &[Block], otherwise: &str) -> SourceDraft {
    let given = source.provenance.language.clone();
    let code = given
        .or_else(|| reading.metadata.language.clone())
        .unwrap_or_else(|| lang::detect(&source.text, otherwise));
    let mut cutting = Cutting::default();
    let mut report = ReportDraft::default();
    for block in blocks {
        cutting.passages.push(block.span.clone());
        report.passages.push(PassageDraft {
            span: block.span.clone(),
            kind: block.kind,
            comment: None,
            marks: Vec::new(),
        });
    }
    let mut reports = Vec::new();
    if !report.passages.is_empty() {
        report.language = language_of(&source.text, &report, &code, otherwise);
        complete(
            &source.text,
            &mut report,
            &source.provenance,
            Some(&reading.metadata),
        );
        reports.push(report);
    }
    let left_out = cutting.left_out(&source.text);
    SourceDraft {
        source,
        reports,
        left_out,
    }
}
