//! Property 1: every character of a source is in exactly one passage or one left-out range. And what
//! the program makes of a page is what it makes of it again, once its own report files are there.

use std::collections::BTreeMap;
use std::path::PathBuf;

use archive::annotate::annotate;
use archive::ingest::{SourceFile, ingest};
use archive::merge::{Authority, Sealed, merge};
use archive::model::{
    Archive, Config, CutRules, Entity, Provenance, Relations, SourceDraft, SourceId,
};
use archive::progress::Silent;
use archive::render::report_files;

/// Cuts these files. Those that are no text are missing from the outcome.
pub fn cut(files: &[&[u8]]) -> Vec<SourceDraft> {
    let files = files.iter().map(|bytes| ("txt", *bytes));
    cut_as(&files.collect::<Vec<_>>())
}

/// Cuts these files, each with the ending of its name.
pub fn cut_as(files: &[(&str, &[u8])]) -> Vec<SourceDraft> {
    let files = files
        .iter()
        .enumerate()
        .map(|(place, (ending, bytes))| SourceFile {
            id: SourceId::new(format!("{place}.{ending}")),
            path: PathBuf::from(format!("content/sources/{place}.{ending}")),
            bytes: bytes.to_vec(),
            provenance: Provenance::default(),
            rules: CutRules::default(),
        });
    ingest(files.collect(), "fr", &Silent).value
}

/// Checks that passages and left-out ranges tile a source.
pub fn tiles(draft: &SourceDraft) -> Result<(), String> {
    let text = &draft.source.text;
    let passages = draft.reports.iter().flat_map(|r| &r.passages);
    let mut spans: Vec<_> = passages
        .map(|p| (p.span.clone(), "passage"))
        .chain(
            draft
                .left_out
                .iter()
                .map(|l| (l.span.clone(), l.reason.as_str())),
        )
        .collect();
    spans.sort_by_key(|(span, _)| (span.start, span.end));
    let mut at = 0;
    for (span, what) in &spans {
        if span.start != at || span.is_empty() || text.get(span.clone()).is_none() {
            return Err(format!("{what} {span:?} after {at} in {text:?}: {spans:?}"));
        }
        at = span.end;
    }
    if at != text.len() {
        return Err(format!(
            "the end is at {at} and not {} in {text:?}",
            text.len()
        ));
    }
    for left_out in &draft.left_out {
        let Some((report, passage)) = left_out.repeats else {
            continue;
        };
        if draft
            .reports
            .get(report)
            .is_none_or(|r| passage >= r.passages.len())
        {
            return Err(format!("{left_out:?} repeats nothing"));
        }
    }
    Ok(())
}

/// Checks that sources merged with the report files made of them give the same report files.
pub fn settles(drafts: Vec<SourceDraft>) -> Result<(), String> {
    let drafts = annotate(drafts, &entities(), &Silent).value;
    let first = files(&drafts, BTreeMap::new(), &BTreeMap::new())?;
    let again = files(&drafts, first.0.clone(), &first.1)?;
    if first.0 == again.0 {
        Ok(())
    } else {
        Err(format!("{:#?}\nbecame\n{:#?}", first.0, again.0))
    }
}

type Files = BTreeMap<String, String>;

fn files(
    drafts: &[SourceDraft],
    before: Files,
    proposals: &Files,
) -> Result<(Files, Files), String> {
    let authority = Authority {
        entities: &entities(),
        events: &[],
        sealed: &Sealed::default(),
        asked: &[],
    };
    let merged = merge(drafts, before, proposals, &authority);
    if let Some(fault) = merged.diagnostics.first() {
        return Err(format!("{fault:?}"));
    }
    let archive = Archive {
        config: Config {
            titles: Vec::new(),
            base_url: String::new(),
            languages: vec!["fr".to_owned()],
            theme: "default".to_owned(),
            detect_events: None,
            rules: CutRules::default(),
            annotators: Vec::new(),
        },
        sources: drafts.iter().map(|d| d.source.clone()).collect(),
        left_out: merged.value.left_out,
        reports: merged.value.reports,
        entities: entities(),
        events: Vec::new(),
        pages: Vec::new(),
    };
    let outputs = report_files(&archive, &Relations::default());
    Ok(outputs
        .into_iter()
        .map(|o| ((o.stem.clone(), o.markdown), (o.stem, o.proposals)))
        .unzip())
}

fn entities() -> Vec<Entity> {
    let entity = |id: &str, name: &str, kind: &str, description: &str| Entity {
        descriptions: vec![description.to_owned()],
        ..Entity::named(id, kind, name)
    };
    vec![
        entity("corbelle", "Corbelle", "place", "le bourg de Corbelle"),
        entity("ines-tallard", "Inès Tallard", "person", "la maire"),
    ]
}
