//! merge: gives reports and passages their identity, and keeps what people made of them.
//!
//! For each report three things are known: what the program proposed last (`base`), what stands in its
//! file, and what the program makes of its source today (`today`). What differs between the first two is
//! a person's, and stays; the rest follows the program (`front`, `marks`, `settled`). Ids and numbers are
//! given once (`identity`) and move with their words (`align`, `carry`).

mod align;
mod assemble;
mod base;
mod by_hand;
mod carry;
mod front;
mod identity;
mod left_out;
mod lost;
mod marks;
mod people;
mod recall;
mod renamed;
mod sealed;
mod settled;
mod today;

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;
use sha2::{Digest, Sha256};

pub use self::sealed::Sealed;

use self::identity::Names;
use self::recall::{Ids, recalled};
use crate::annotators::Asked;
use crate::ingest::hex;
use crate::markdown::{Front, Proposals, ReportFile, Spaces, read};
use crate::model::{
    Diagnostic, Entity, Event, LeftOut, Merged, Place, Proposal, Report, ReportDraft, ReportId,
    SourceDraft, SourceId, Staged, report_path,
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

/// What merge must know beside texts and report files.
pub struct Authority<'a> {
    pub entities: &'a [Entity],
    pub events: &'a [Event],
    pub sealed: &'a Sealed,
    /// The archive's annotators, in the order in which they were asked.
    pub asked: &'a [Asked],
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
    authority: &Authority,
) -> Staged<Outcome> {
    let mut staged = Staged::<Outcome>::default();
    let diagnostics = &mut staged.diagnostics;
    let (mut earlier, broken) = parse(report_files, proposals, diagnostics);
    renamed::records(&mut earlier, authority);
    staged.value.vanished = renamed::reports(&mut earlier, proposals);
    let mut names = Names::of(&earlier, broken);
    let mut by_source: BTreeMap<SourceId, Vec<Earlier>> = BTreeMap::new();
    let mut by_hand = Vec::new();
    let ids = Ids::of(authority.entities);
    for file in earlier {
        match &file.file.front.source {
            Some(source) => by_source
                .entry(SourceId::new(source))
                .or_default()
                .push(file),
            None => by_hand.push(file),
        }
    }
    renamed::sources(drafts, &mut by_source);
    for draft in drafts {
        let files = by_source.remove(&draft.source.id).unwrap_or_default();
        let (merged, vanished) =
            merge_source(draft, files, &mut names, (authority, &ids), diagnostics);
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
            .at(Place::file(report_path(&file.stem)))
            .hint("put the file back into content/sources, or delete the report"),
        );
        by_hand.push(file);
    }
    for file in by_hand {
        staged.value.reports.push(by_hand::report(file));
    }
    staged.value.reports.sort_by(|a, b| a.id.cmp(&b.id));
    staged
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
            let staged = read(&report_path(&stem), &text);
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
    (authority, ids): (&Authority, &Ids),
    diagnostics: &mut Vec<Diagnostic>,
) -> (Merged, Vec<String>) {
    let (pairs, unmatched) = pair(draft, files);
    let mut merged = Merged::default();
    let mut person_changed = false;
    for (report_draft, earlier) in draft.reports.iter().zip(pairs) {
        let report = match earlier {
            Some(earlier) => {
                person_changed |= !earlier.untouched;
                let Authority { sealed, asked, .. } = authority;
                let recalled = recalled(draft, report_draft, &earlier.proposals, asked, ids);
                let text = recalled.as_ref().unwrap_or(report_draft);
                settled::report(draft, text, earlier, sealed, diagnostics)
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
                .at(Place::file(report_path(&file.stem)))
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
    pair_alike(draft, &mut pairs, &mut files);
    (pairs, files.into_iter().flatten().collect())
}

/// Pairs texts and files that no longer share a whole passage, but most of their words; and those of a
/// source that holds one text only, which is still the same source.
fn pair_alike(draft: &SourceDraft, pairs: &mut [Option<Earlier>], files: &mut [Option<Earlier>]) {
    const ALIKE: f64 = 0.5;
    const MANY: usize = 40;
    if let ([text @ None], [file @ Some(_)]) = (&mut *pairs, &mut *files) {
        *text = file.take();
        return;
    }
    let open = pairs.iter().filter(|pair| pair.is_none()).count();
    let left = files.iter().filter(|file| file.is_some()).count();
    if open * left == 0 || open > MANY || left > MANY {
        return;
    }
    for (report, pair) in pairs.iter_mut().enumerate().filter(|(_, p)| p.is_none()) {
        let words = words_of(draft, &draft.reports[report]);
        let words: Vec<&str> = words.iter().map(|w| w.read.as_str()).collect();
        let words = words.join(" ");
        let scores = files.iter().enumerate().filter_map(|(place, file)| {
            let own: Vec<&str> = file
                .as_ref()?
                .file
                .passages
                .iter()
                .map(|p| p.words.as_str())
                .collect();
            Some((align::likeness(&words, &own.join(" ")), place))
        });
        let best = scores.max_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((_, place)) = best.filter(|(score, _)| *score >= ALIKE) {
            *pair = files[place].take();
        }
    }
}

/// A report without its passages, from its draft, with what only its identity gives left empty.
fn bare(draft: &SourceDraft, text: &ReportDraft, id: ReportId, siglum: String) -> Report {
    let mut report = Report {
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
        licence: draft.source.provenance.licence.clone(),
        formerly: Vec::new(),
        passages: Vec::new(),
        editorial: Vec::new(),
        retired: Vec::new(),
        proposal: Proposal::default(),
        kept: None,
    };
    report.proposal.front = front::proposed(&report);
    report
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
        licence: front.licence.clone(),
        formerly: front.formerly.clone(),
        passages: Vec::new(),
        editorial: Vec::new(),
        retired: front.retired(),
        proposal: Proposal::default(),
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
