//! annotators: asks the archive's own programs for marks, and checks what they say.
//!
//! No stage of its own making: it stands between annotate and merge, takes the drafts of the one and gives
//! them on to the other with more marks. It alone talks with other programs (`process`); what they are
//! given (`question`), what they answer (`answer`, `keys`) and what comes of it (`gather`) is data.
//!
//! Whatever such a program does, the build goes on. One that fails has proposed nothing: merge then recalls
//! what it proposed last.

mod answer;
mod gather;
pub mod keys;
mod process;
mod question;

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use self::answer::Answer;
pub use self::gather::nested;
use self::gather::{Gathered, gather};
use self::keys::Fault;
use self::question::{At, Question};
use crate::model::{Annotator, Config, Diagnostic, Entity, Place, SourceDraft, SourceId, Staged};
use crate::progress::Progress;

/// Lines without meaning after which a program is taken not to speak the language of annotators.
const MANY: usize = 1_000;
/// Wrong lines of one program that are told one by one.
const TOLD: usize = 12;
/// What a program may write in any case, and for each byte that it is asked about.
const OUTPUT: u64 = 16 << 20;
const OUTPUT_PER_BYTE: u64 = 64;

/// What the annotators are asked with.
pub struct Archive<'a> {
    /// The folder in which they are started.
    pub root: &'a Path,
    pub config: &'a Config,
    pub entities: &'a [Entity],
    /// Whether they may be started at all.
    pub allowed: bool,
}

/// The drafts with the marks of the annotators.
#[derive(Default)]
pub struct Annotated {
    pub drafts: Vec<SourceDraft>,
    /// In the order of archive.toml.
    pub asked: Vec<Asked>,
}

/// An annotator, and whether it said anything.
pub struct Asked {
    pub annotator: Annotator,
    /// It failed or was not started: what it proposed last still stands.
    pub absent: bool,
}

/// Asks each annotator in turn about every passage in its languages; it sees the marks of those before it.
///
/// The marks are the same in whatever order an annotator writes them. Of marks that cross, or stand on the
/// same words, those of the program stay, then those of the annotator that archive.toml names first.
pub fn annotators(
    drafts: Vec<SourceDraft>,
    archive: &Archive,
    progress: &dyn Progress,
) -> Staged<Annotated> {
    let mut staged = Staged::<Annotated>::default();
    let annotators = &archive.config.annotators;
    let asked = &mut staged.value.asked;
    asked.extend(annotators.iter().cloned().map(|annotator| Asked {
        annotator,
        absent: !archive.allowed,
    }));
    if !archive.allowed || annotators.is_empty() {
        staged.diagnostics.extend(not_started(annotators));
        staged.value.drafts = drafts;
        return staged;
    }
    progress.stage("annotators", annotators.len());
    let head = question::head(archive.config, archive.entities);
    let mut drafts = Arc::new(drafts);
    for Asked { annotator, absent } in asked {
        let question = Question {
            drafts: Arc::clone(&drafts),
            annotator: annotator.clone(),
            head: head.clone(),
        };
        match ask(question, archive, &mut staged.diagnostics) {
            Ok(gathered) => {
                // A copy is only made where a program has gone and left its input open to a child.
                let drafts = Arc::make_mut(&mut drafts);
                staged
                    .diagnostics
                    .extend(gathered.join(drafts, &annotator.name));
            }
            Err(fault) => {
                *absent = true;
                staged.diagnostics.push(failed(annotator, &fault));
            }
        }
        progress.step();
    }
    staged.value.drafts = Arc::unwrap_or_clone(drafts);
    staged
}

fn ask(
    question: Question,
    archive: &Archive,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Gathered, Fault> {
    let question = Arc::new(question);
    let bytes = question.bytes() as u64;
    let name = &question.annotator.name;
    if bytes == 0 {
        return Ok(Gathered::default());
    }
    let ids = question.drafts.iter().map(|draft| &draft.source.id);
    let sources: BTreeMap<SourceId, usize> = ids.cloned().zip(0..).collect();
    let source = |id: &str| sources.get(&SourceId::new(id)).copied();
    let mut answers: BTreeMap<At, Vec<Answer>> = BTreeMap::new();
    let mut wrong = Wrong::default();
    let mut meaningless = 0;
    let fed = Arc::clone(&question);
    let most = OUTPUT + OUTPUT_PER_BYTE * bytes;
    process::converse(
        &question.annotator,
        archive.root,
        most,
        move |out| fed.write(out),
        |line| {
            let too_long = || Some(Err(Fault::new("this line is longer than any mark", LINES)));
            let read = match &line.bytes {
                Some(bytes) => Answer::read(line.number, bytes),
                None => too_long(),
            };
            match read {
                None => {}
                Some(Ok(answer)) => match question.at(&answer.passage, source) {
                    Some(at) => answers.entry(at).or_default().push(answer),
                    None => {
                        let why = format!("it was not asked about passage '{}'", answer.passage);
                        wrong.add(
                            "annotator-mark-invalid",
                            line.number,
                            Fault::new(why, PASSAGE),
                        );
                    }
                },
                Some(Err(fault)) => {
                    meaningless += 1;
                    wrong.add("annotator-line-invalid", line.number, fault);
                }
            }
            match meaningless {
                MANY => ControlFlow::Break(garbage()),
                _ => ControlFlow::Continue(()),
            }
        },
    )?;
    if meaningless > 0 && answers.is_empty() {
        diagnostics.extend(wrong.told(name));
        return Err(garbage());
    }
    let (gathered, faults) = gather(&question, answers, archive.entities);
    for (line, fault) in faults {
        wrong.add("annotator-mark-invalid", line, fault);
    }
    diagnostics.extend(wrong.told(name));
    Ok(gathered)
}

const LINES: &str = "write one JSON object a line, and no more in it than a mark needs";
const PASSAGE: &str = "give back `passage` as it stands in the line of the passage";

fn garbage() -> Fault {
    Fault::new(
        "writes lines that are no marks",
        "write one JSON object a line to standard output, and messages to standard error",
    )
}

/// Lines that were passed over.
#[derive(Default)]
struct Wrong {
    /// Code and fault by line, those that stand first.
    first: BTreeMap<usize, (&'static str, Fault)>,
    count: usize,
}

impl Wrong {
    fn add(&mut self, code: &'static str, line: usize, fault: Fault) {
        self.count += 1;
        self.first.insert(line, (code, fault));
        if self.first.len() > TOLD {
            self.first.pop_last();
        }
    }

    fn told(self, name: &str) -> Vec<Diagnostic> {
        let more = self.count - self.first.len();
        let place = || Place::file("archive.toml");
        let said = self.first.into_iter().map(|(line, (code, fault))| {
            let message = format!(
                "annotator '{name}', line {line} of its output: {}",
                fault.message
            );
            let mut diagnostic = Diagnostic::warning("annotator-line-invalid", message);
            diagnostic.code = code;
            diagnostic.at(place()).hint(fault.hint)
        });
        let mut told: Vec<Diagnostic> = said.collect();
        if more > 0 {
            let message = format!("annotator '{name}': {more} more lines were passed over");
            told.push(Diagnostic::warning("annotator-mark-invalid", message).at(place()));
        }
        told
    }
}

fn failed(annotator: &Annotator, fault: &Fault) -> Diagnostic {
    let message = format!(
        "annotator '{}' {}; what it proposed last stays, and nothing new of it is taken in",
        annotator.name, fault.message
    );
    Diagnostic::error("annotator-failed", message)
        .at(Place::file("archive.toml"))
        .hint(fault.hint)
}

fn not_started(annotators: &[Annotator]) -> Option<Diagnostic> {
    let names: Vec<&str> = annotators.iter().map(|a| a.name.as_str()).collect();
    let message = format!(
        "not started: {}; what they proposed last stays",
        names.join(", ")
    );
    (!names.is_empty()).then(|| {
        Diagnostic::note("annotators-not-started", message)
            .at(Place::file("archive.toml"))
            .hint("leave --no-annotators out to start them")
    })
}
