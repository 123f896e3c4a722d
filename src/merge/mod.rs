//! merge: gives reports and passages their identity, and keeps what people made of them.
//!
//! A report file that still holds the bytes the program wrote is the program's to write again, with
//! the ids and numbers it has. One that a person changed is kept as it stands: its passages, marks
//! and front matter count, and today's proposals are only compared with it.

mod align;
mod identity;
mod kept;
mod left_out;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use self::identity::Names;
use crate::ingest::hex;
use crate::markdown::{Front, Proposals, ReportFile, Spaces, read};
use crate::model::{
    Diagnostic, Editorial, LeftOut, Merged, Passage, Place, Report, ReportDraft, ReportId,
    SourceDraft, SourceId, Staged,
};
use crate::text::collapse;

/// A report file and what the program proposed when it last wrote it.
pub struct Earlier {
    pub stem: String,
    pub text: String,
    pub file: ReportFile,
    pub proposals: Proposals,
    /// Nobody but the program wrote it.
    pub untouched: bool,
}

/// What merge makes of an archive.
#[derive(Default)]
pub struct Outcome {
    pub reports: Vec<Report>,
    /// For each source, in order.
    pub left_out: Vec<Vec<LeftOut>>,
    /// Stems of report files that the program wrote and that no text stands behind any more.
    pub vanished: Vec<String>,
}

/// Merges what ingest and annotate propose with the report files as people left them.
pub fn merge(
    drafts: &[SourceDraft],
    report_files: BTreeMap<String, String>,
    proposals: &BTreeMap<String, String>,
) -> Staged<Outcome> {
    let mut staged = Staged::<Outcome>::default();
    let diagnostics = &mut staged.diagnostics;
    let (earlier, broken) = parse(report_files, proposals, diagnostics);
    let mut names = Names::of(&earlier, broken);
    let mut by_source: BTreeMap<SourceId, Vec<Earlier>> = BTreeMap::new();
    let mut by_hand = Vec::new();
    for file in earlier {
        match &file.file.front.source {
            Some(source) => by_source
                .entry(SourceId::new(source))
                .or_default()
                .push(file),
            None => by_hand.push(file),
        }
    }
    for draft in drafts {
        let files = by_source.remove(&draft.source.id).unwrap_or_default();
        let (merged, vanished) = merge_source(draft, files, &mut names, diagnostics);
        staged.value.reports.extend(merged.reports);
        staged.value.left_out.push(merged.left_out);
        staged.value.vanished.extend(vanished);
    }
    for file in by_source.into_values().flatten() {
        diagnostics.push(
            Diagnostic::warning(
                "source-missing",
                "the source of this report is not there any more",
            )
            .at(Place::file(path_of(&file.stem)))
            .hint("put the file back into content/sources, or delete the report"),
        );
        by_hand.push(file);
    }
    for file in by_hand {
        staged.value.reports.push(kept::without_source(file));
    }
    staged.value.reports.sort_by(|a, b| a.id.cmp(&b.id));
    staged
}

/// Where a report's file is, relative to the archive.
pub fn path_of(stem: &str) -> PathBuf {
    PathBuf::from(format!("content/reports/{stem}.md"))
}

/// The report files that can be understood, and the text of those that cannot, by stem.
fn parse(
    report_files: BTreeMap<String, String>,
    proposals: &BTreeMap<String, String>,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<Earlier>, BTreeMap<String, String>) {
    let read: Vec<_> = report_files
        .into_par_iter()
        .map(|(stem, text)| {
            let staged = read(&path_of(&stem), &text);
            let proposals = proposals
                .get(&stem)
                .map(|p| Proposals::read(p))
                .unwrap_or_default();
            let hash = hex(&Sha256::digest(text.as_bytes()));
            let untouched = proposals.written.contains(&hash);
            let earlier = match staged.value {
                Some(file) => Ok(Earlier {
                    stem,
                    text,
                    file,
                    proposals,
                    untouched,
                }),
                None => Err((stem, text)),
            };
            (earlier, staged.diagnostics)
        })
        .collect();
    let mut files = Vec::new();
    let mut broken = BTreeMap::new();
    for (earlier, notes) in read {
        diagnostics.extend(notes);
        match earlier {
            Ok(file) => files.push(file),
            Err((stem, text)) => {
                broken.insert(stem, text);
            }
        }
    }
    (files, broken)
}

fn merge_source(
    draft: &SourceDraft,
    files: Vec<Earlier>,
    names: &mut Names,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Merged, Vec<String>) {
    let (pairs, unmatched) = pair(draft, files);
    let mut merged = Merged::default();
    let mut person_changed = false;
    for (report_draft, earlier) in draft.reports.iter().zip(pairs) {
        let report = match earlier {
            Some(earlier) if earlier.untouched => {
                identity::renewed(draft, report_draft, &earlier.stem, &earlier.file)
            }
            Some(earlier) => {
                person_changed = true;
                kept::merged(draft, report_draft, earlier, diagnostics)
            }
            None => identity::new(draft, report_draft, names),
        };
        merged.reports.push(report);
    }
    let mut vanished = Vec::new();
    for file in unmatched {
        if file.untouched {
            vanished.push(file.stem);
        } else {
            diagnostics.push(
                Diagnostic::error(
                    "report-not-in-source",
                    "no text of the source is this report's any more, so it is not published",
                )
                .at(Place::file(path_of(&file.stem)))
                .hint("compare it with the source; delete the file when nothing in it is needed"),
            );
        }
    }
    merged.left_out = left_out::settle(draft, &merged.reports, person_changed);
    (merged, vanished)
}

/// Finds for each text of a source the report file that shares most of its passages.
fn pair(draft: &SourceDraft, files: Vec<Earlier>) -> (Vec<Option<Earlier>>, Vec<Earlier>) {
    let mut files: Vec<Option<Earlier>> = files.into_iter().map(Some).collect();
    let mut pairs: Vec<Option<Earlier>> = draft.reports.iter().map(|_| None).collect();
    let mut candidates = Vec::new();
    let mut holders: HashMap<&str, Vec<usize>> = HashMap::new();
    for (place, file) in files.iter().enumerate() {
        for passage in file.iter().flat_map(|f| &f.file.passages) {
            holders.entry(&passage.words).or_default().push(place);
        }
    }
    for (report, text) in draft.reports.iter().enumerate() {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for passage in &text.passages {
            let words = collapse(&draft.source.text[passage.span.clone()]);
            for holder in holders.get(words.as_str()).into_iter().flatten() {
                *shared.entry(*holder).or_default() += 1;
            }
        }
        candidates.extend(
            shared
                .into_iter()
                .map(|(file, count)| (count, report, file)),
        );
    }
    drop(holders);
    candidates.sort_by_key(|(count, report, file)| (std::cmp::Reverse(*count), *report, *file));
    for (_, report, file) in candidates {
        if pairs[report].is_none() {
            pairs[report] = files[file].take();
        }
    }
    // A source of one text that changed from end to end is still the same source.
    if let ([text @ None], [Some(_)]) = (pairs.as_mut_slice(), files.as_slice()) {
        *text = files[0].take();
    }
    (pairs, files.into_iter().flatten().collect())
}

/// A report without its passages, from its draft, with what only its identity gives left empty.
fn bare(draft: &SourceDraft, text: &ReportDraft, id: ReportId, siglum: String) -> Report {
    Report {
        id,
        siglum,
        title: text.title.clone(),
        title_derived: text.title_derived,
        source: Some(draft.source.id.clone()),
        published: text.published.clone(),
        outlet: text.outlet.clone(),
        author: text.author.clone(),
        language: text.language.clone(),
        url: draft.source.provenance.url.clone(),
        retrieved: draft.source.provenance.retrieved.clone(),
        formerly: Vec::new(),
        passages: Vec::new(),
        editorial: Vec::new(),
        kept: None,
    }
}

/// A report whose front matter is a file's.
fn from_front(stem: &str, front: &Front, has_title: bool) -> Report {
    Report {
        id: ReportId::new(stem),
        siglum: front.siglum.clone(),
        title: front.title.clone(),
        title_derived: !has_title,
        source: front.source.as_ref().map(SourceId::new),
        published: front.published(),
        outlet: front.outlet.clone(),
        author: front.author.clone(),
        language: front.language.clone(),
        url: front.url.clone(),
        retrieved: front.retrieved.clone(),
        formerly: front.formerly.clone(),
        passages: Vec::new(),
        editorial: Vec::<Editorial>::new(),
        kept: None,
    }
}

/// The words of a draft's passages, each run of white space read as one space.
fn words_of(draft: &SourceDraft, text: &ReportDraft) -> Vec<Spaces> {
    let passages = text.passages.iter();
    passages
        .map(|p| Spaces::new(&draft.source.text[p.span.clone()]))
        .collect()
}

/// Ids of passages, to keep them apart within a report.
fn ids(passages: &[Passage]) -> BTreeSet<String> {
    passages.iter().map(|p| p.id.to_string()).collect()
}
