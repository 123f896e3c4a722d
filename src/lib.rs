//! `archive` turns a folder of source texts into an annotated archive: a static site in which every
//! passage has a permanent address, every person, place and organisation is linked, every date is
//! resolved, and every event can be read side by side as each source told it.
//!
//! The way through the house has six stages; each is a folder and a function from data to data, and
//! [`build`] is all of them in a row. [`load`] comes first and [`publish`] last; nothing between
//! them touches the disk.
//!
//! ```text
//! content/sources ─ingest─▶ reports of passages ─annotate─▶ proposed marks ─┐
//! content/reports, as people left them ─────────────────────────────────────┼─merge─▶ reports
//! content/entities, content/events ─────────────────────────────────────────┘           │
//!                       public/, content/reports ◀─publish─ pages, tables ◀─render─ relate
//! ```

pub mod annotate;
pub mod annotators;
pub mod explain;
pub mod import;
pub mod ingest;
pub mod lang;
pub mod load;
pub mod markdown;
pub mod merge;
pub mod model;
pub mod progress;
pub mod publish;
pub mod relate;
pub mod render;
pub mod seal;
pub mod serve;
pub mod suggest;
pub mod summary;
pub mod text;
pub mod time;
mod unpack;
pub mod version;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::annotators::Annotated;
use crate::explain::Explained;
use crate::load::{Content, with_slash};
use crate::merge::Sealed;
use crate::model::{Archive, Diagnostic, Place, Relations, ReportDraft, Severity};
use crate::progress::Progress;
use crate::publish::{Change, Edition, Written};
use crate::render::{Output, ReportOutput, Theme};
use crate::summary::Summary;

/// What a build is asked to do.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder that holds archive.toml.
    pub root: PathBuf,
    /// The folder of the site; `public` in the root where None.
    pub out: Option<PathBuf>,
    /// Outweighs the one of archive.toml.
    pub base_url: Option<String>,
    /// Fail rather than change anything in content/.
    pub locked: bool,
    /// Start the programs that archive.toml names as annotators. Where they are not started, what they
    /// proposed last stands.
    pub annotators: bool,
}

/// What came of a build or a check.
#[derive(Debug, Default)]
pub struct Outcome {
    pub diagnostics: Vec<Diagnostic>,
    /// None where nothing could be read at all.
    pub summary: Option<Summary>,
    /// What was written; None where nothing was.
    pub written: Option<Written>,
}

impl Outcome {
    /// The worst that was noticed.
    pub fn worst(&self) -> Option<Severity> {
        self.diagnostics.iter().map(|d| d.severity).max()
    }
}

/// Everything that a build makes, before it is written.
struct Made {
    archive: Archive,
    relations: Relations,
    outputs: Vec<Output>,
    report_files: Vec<ReportOutput>,
    vanished: Vec<String>,
    as_read: AsRead,
    /// Every address that a person may keep.
    addresses: BTreeSet<String>,
}

/// The files of content/ that the program writes, as they were read: text by stem.
struct AsRead {
    reports: BTreeMap<String, String>,
    proposals: BTreeMap<String, String>,
    published: String,
    made_with: Option<String>,
}

/// Builds an archive: reads content/, makes the site, and writes what changed.
pub fn build(options: &Options, progress: &dyn Progress) -> Outcome {
    let mut outcome = Outcome::default();
    if let Err(fault) = publish::finish(&options.root) {
        outcome.diagnostics.push(fault);
        return outcome;
    }
    let Some(made) = make(options, progress, &mut outcome.diagnostics) else {
        progress.done();
        return outcome;
    };
    outcome.summary = Some(Summary::of(&made.archive, &made.relations, &made.outputs));
    let edition = made.edition();
    if options.locked {
        outcome.diagnostics.extend(locked(&edition));
    } else {
        outcome.diagnostics.extend(version::changes(&edition));
    }
    if outcome.worst() < Some(Severity::Fatal) {
        progress.stage("publish", made.outputs.len());
        let out = options
            .out
            .clone()
            .unwrap_or_else(|| options.root.join("public"));
        match publish::publish(&options.root, &out, &edition, progress) {
            Ok((written, notes)) => {
                outcome.written = Some(written);
                outcome.diagnostics.extend(notes);
            }
            Err(diagnostic) => outcome.diagnostics.push(diagnostic),
        }
    }
    progress.done();
    outcome
}

/// What a build would change in content/, which it does not write: a file's path, and its text before
/// and after.
pub fn changes(options: &Options, progress: &dyn Progress) -> (Outcome, Vec<Change>) {
    let mut outcome = Outcome::default();
    let mut changes = Vec::new();
    if let Some(made) = make(options, progress, &mut outcome.diagnostics) {
        outcome.summary = Some(Summary::of(&made.archive, &made.relations, &made.outputs));
        changes = publish::report_changes(&made.edition());
    }
    progress.done();
    (outcome, changes)
}

/// Records the addresses that the archive has, to be published, in content/published.txt. Returns how
/// many of them are new.
pub fn seal(options: &Options, progress: &dyn Progress) -> (Outcome, usize) {
    let mut outcome = Outcome::default();
    let mut new = 0;
    if let Some(made) = make(options, progress, &mut outcome.diagnostics)
        && outcome.worst() < Some(Severity::Fatal)
    {
        outcome.summary = Some(Summary::of(&made.archive, &made.relations, &made.outputs));
        // What is not yet in content/ could come out otherwise elsewhere.
        outcome.diagnostics.extend(locked(&made.edition()));
        let sealed = Sealed::read(&made.as_read.published);
        new = made.addresses.difference(&sealed.addresses).count();
        if new > 0 && outcome.worst() < Some(Severity::Fatal) {
            let list = seal::list(&sealed, &made.addresses);
            let written = publish::write_file(&options.root.join(seal::FILE), list.as_bytes());
            outcome.diagnostics.extend(written.err());
        }
    }
    progress.done();
    (outcome, new)
}

/// What the archive could be given, by what a build makes of it; nothing is written.
pub fn suggest(options: &Options, progress: &dyn Progress) -> (Outcome, Vec<suggest::Suggestion>) {
    let mut outcome = Outcome::default();
    let mut suggestions = Vec::new();
    if let Some(made) = make(options, progress, &mut outcome.diagnostics) {
        suggestions = suggest::suggest(&made.archive, &made.relations);
    }
    progress.done();
    (outcome, suggestions)
}

impl Made {
    fn edition(&self) -> Edition<'_> {
        Edition {
            outputs: &self.outputs,
            report_files: &self.report_files,
            vanished: &self.vanished,
            as_read: &self.as_read.reports,
            proposals_as_read: &self.as_read.proposals,
            made_with: self.as_read.made_with.as_deref(),
        }
    }
}

/// The name of the folder in themes/ that an archive's own theme stands in.
///
/// # Errors
///
/// Where archive.toml cannot be read: the diagnostics that say why.
pub fn theme_of(root: &Path) -> Result<String, Vec<Diagnostic>> {
    let mut diagnostics = Vec::new();
    let config = load::read_config(root, &mut diagnostics);
    config.map(|config| config.theme).ok_or(diagnostics)
}

/// Does all that a build does but writing.
pub fn check(options: &Options, progress: &dyn Progress) -> Outcome {
    let mut outcome = Outcome::default();
    if let Some(made) = make(options, progress, &mut outcome.diagnostics) {
        outcome.summary = Some(Summary::of(&made.archive, &made.relations, &made.outputs));
    }
    progress.done();
    outcome
}

/// What stands behind the marks of the passage at `REPORT#PASSAGE`, in the archive as a build would have it;
/// None, with a diagnostic, where there is none.
pub fn explain(
    options: &Options,
    address: &str,
    progress: &dyn Progress,
) -> (Vec<Diagnostic>, Option<Explained>) {
    let mut diagnostics = Vec::new();
    progress.stage("read", 0);
    let content = load::load(&options.root).into_value(&mut diagnostics);
    let explained = content.and_then(|content| {
        let (archive, _, _, drafts) = assemble(content, options, progress, &mut diagnostics);
        explain::explain(&archive, &drafts, address)
    });
    progress.done();
    // What is only doubtful in the archive is for `check` to say.
    diagnostics.retain(|diagnostic| diagnostic.severity >= Severity::Error);
    if explained.is_none() && diagnostics.iter().all(|d| d.severity < Severity::Fatal) {
        let message = format!("there is no passage '{address}'");
        diagnostics.push(
            Diagnostic::fatal("passage-unknown", message)
                .hint("name it REPORT#PASSAGE, by ids, or by siglum and number, such as 'AL#3'"),
        );
    }
    (diagnostics, explained)
}

/// The stages between reading and writing, one after the other.
fn make(options: &Options, progress: &dyn Progress, notes: &mut Vec<Diagnostic>) -> Option<Made> {
    progress.stage("read", 0);
    let mut content = load::load(&options.root).into_value(notes)?;
    if let Some(base_url) = &options.base_url {
        content.config.base_url = with_slash(base_url.clone());
    }
    let theme = std::mem::take(&mut content.theme);
    let themes =
        Theme::load(&content.config.theme, theme, &content.config.languages).into_value(notes);
    if themes.is_empty() {
        return None;
    }
    let (mut archive, vanished, as_read, _) = assemble(content, options, progress, notes);
    progress.stage("relate", 0);
    let written = !archive.events.is_empty();
    if archive.config.detect_events.unwrap_or(!written) {
        relate::detect(&mut archive);
    }
    let relations = relate::relate(&archive).into_value(notes);
    progress.stage("render", archive.reports.len());
    let mut outputs = render::site(&archive, &relations, &themes, progress).into_value(notes);
    outputs.extend(render::tables(&archive, &relations));
    let report_files = render::report_files(&archive, &relations);
    let addresses = seal::addresses(&archive, &outputs);
    let sealed = Sealed::read(&as_read.published);
    notes.extend(version::too_old(as_read.made_with.as_deref()));
    notes.extend(seal::vanished(&sealed, &addresses));
    Some(Made {
        archive,
        relations,
        outputs,
        report_files,
        vanished,
        as_read,
        addresses,
    })
}

/// The archive as its sources and its people have it; last, the reports of each source as the program alone has them.
fn assemble(
    content: Content,
    options: &Options,
    progress: &dyn Progress,
    notes: &mut Vec<Diagnostic>,
) -> (Archive, Vec<String>, AsRead, Vec<Vec<ReportDraft>>) {
    progress.stage("ingest", content.sources.len());
    let drafts =
        ingest::ingest(content.sources, content.config.language(), progress).into_value(notes);
    progress.stage("annotate", drafts.len());
    let drafts = annotate::annotate(drafts, &content.entities, progress).into_value(notes);
    let archive = annotators::Archive {
        root: &options.root,
        config: &content.config,
        entities: &content.entities,
        allowed: options.annotators,
    };
    let Annotated { drafts, asked } =
        annotators::annotators(drafts, &archive, progress).into_value(notes);
    progress.stage("merge", 0);
    let sealed = Sealed::read(&content.published);
    let authority = merge::Authority {
        entities: &content.entities,
        events: &content.events,
        sealed: &sealed,
        asked: &asked,
    };
    let merged = merge::merge(
        &drafts,
        content.report_files.clone(),
        &content.proposals,
        &authority,
    )
    .into_value(notes);
    let (sources, drafts) = drafts.into_iter().map(|d| (d.source, d.reports)).unzip();
    let archive = Archive {
        config: content.config,
        sources,
        left_out: merged.left_out,
        reports: merged.reports,
        entities: content.entities,
        events: content.events,
        pages: content.pages,
    };
    let as_read = AsRead {
        reports: content.report_files,
        proposals: content.proposals,
        published: content.published,
        made_with: content.made_with,
    };
    (archive, merged.vanished, as_read, drafts)
}

/// What a locked build would have had to change.
fn locked(edition: &Edition) -> Option<Diagnostic> {
    let changes = publish::content_changes(edition);
    let first = changes.first()?;
    let mut message = match changes.len() {
        1 => "this file would change".to_owned(),
        several => format!("this file and {} more would change", several - 1),
    };
    if let Some(made_with) = edition.made_with.filter(|v| *v != version::OURS) {
        message.push_str(&format!(
            "; the archive was made with {made_with}, and this is {}",
            version::OURS
        ));
    }
    Some(
        Diagnostic::fatal("content-stale", message)
            .at(Place::file(first))
            .hint("run `archive build` without --locked, and commit what it writes in content/"),
    )
}
