//! Cuts a text as its file says: each block is a passage, and what stands between them is left out.

use super::{Block, Reading};
use crate::ingest::cutting::Cutting;
use crate::ingest::known::{complete, language_of};
use crate::lang;
use crate::model::{CutRules, LinePattern, PassageDraft, Reason, ReportDraft, Source, SourceDraft};
use crate::text::skeleton;

/// Cuts a source: it is one text, unless `rules` say where others begin. `otherwise` is the language
/// where nothing tells it.
pub fn cut(
    source: Source,
    reading: &Reading,
    blocks: &[Block],
    rules: &CutRules,
    otherwise: &str,
) -> SourceDraft {
    let given = source.provenance.language.clone();
    let code = given
        .or_else(|| reading.metadata.language.clone())
        .unwrap_or_else(|| lang::detect(&source.text, otherwise));
    let mut cutting = Cutting::default();
    let mut reports: Vec<ReportDraft> = Vec::new();
    for block in blocks {
        let key = skeleton(&source.text[block.span.clone()]);
        let said = |patterns: &[LinePattern]| patterns.iter().any(|p| p.matches(&key));
        if said(&rules.leave_out) {
            cutting.leave_out(block.span.clone(), Reason::Editor, None);
            continue;
        }
        cutting.passages.push(block.span.clone());
        let passage = PassageDraft {
            span: block.span.clone(),
            kind: block.kind,
            comment: None,
            marks: Vec::new(),
            aside: Vec::new(),
        };
        match reports.last_mut() {
            Some(report) if !said(&rules.cut_before) => report.passages.push(passage),
            _ => reports.push(ReportDraft {
                passages: vec![passage],
                ..ReportDraft::default()
            }),
        }
    }
    for (place, report) in reports.iter_mut().enumerate() {
        report.language = language_of(&source.text, report, &code, otherwise);
        let metadata = (place == 0).then_some(&reading.metadata);
        complete(&source.text, report, &source.provenance, metadata);
    }
    let left_out = cutting.left_out(&source.text);
    SourceDraft {
        source,
        reports,
        left_out,
        doubtful: Vec::new(),
    }
}
