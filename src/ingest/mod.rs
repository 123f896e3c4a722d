//! ingest: from bytes to sources, reports cut into passages, and what was left out and why.
//!
//! Everything is told by the shape of a text: blank lines, indentation, marks, what recurs. The
//! words of the language files are one signal among several. Every character of a source ends up
//! in exactly one passage or one left-out range (DESIGN, property 1).

mod comments;
mod cutting;
pub(crate) mod decode;
mod doubts;
mod forms;
mod furniture;
mod html;
mod known;
mod lines;
mod message;
mod page;
mod repeats;
mod reports;
mod roles;
mod turns;

use std::path::PathBuf;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use self::comments::Thread;
use self::cutting::{Cutting, passage_span, place_line};
use self::forms::{Reading, Shape};
use self::furniture::Recurring;
use self::html::Remark;
use self::known::{complete, language_of, year_of};
use self::lines::Line;
use self::page::Page;
use self::roles::Role;
use crate::lang;
use crate::model::{
    Basis, CutRules, Diagnostic, Form, Kind, PassageDraft, Provenance, Published, Reason,
    ReportDraft, Source, SourceDraft, SourceId, Staged,
};
use crate::progress::Progress;

/// A file below content/sources, as it came.
#[derive(Clone, Debug)]
pub struct SourceFile {
    pub id: SourceId,
    /// Relative to the archive.
    pub path: PathBuf,
    pub bytes: Vec<u8>,
    pub provenance: Provenance,
    pub rules: CutRules,
}

/// Cuts every source into reports and passages. A file that is no text is left out and reported.
pub fn ingest(
    files: Vec<SourceFile>,
    language: &str,
    progress: &dyn Progress,
) -> Staged<Vec<SourceDraft>> {
    let decoded: Vec<Result<Decoded, Diagnostic>> = files.into_par_iter().map(source).collect();
    let mut staged = Staged::<Vec<SourceDraft>>::default();
    let mut sources = Vec::new();
    for outcome in decoded {
        match outcome {
            Ok(mut decoded) => {
                staged.diagnostics.append(&mut decoded.reading.notes);
                sources.push(decoded);
            }
            Err(diagnostic) => staged.diagnostics.push(diagnostic),
        }
    }
    let recurring = furniture::recurring(sources.iter().map(|s| s.source.text.as_str()));
    staged.value = sources
        .into_par_iter()
        .map(|decoded| {
            let draft = match &decoded.reading.shape {
                Shape::Written(blocks) => forms::cut(
                    decoded.source,
                    &decoded.reading,
                    blocks,
                    &decoded.rules,
                    language,
                ),
                Shape::Lines | Shape::Page(_) => cut(decoded, &recurring, language),
            };
            progress.step();
            draft
        })
        .collect();
    let doubts: Vec<Vec<Diagnostic>> = staged.value.par_iter().map(doubts::of).collect();
    staged.diagnostics.extend(doubts.into_iter().flatten());
    staged
}

/// A file that was read.
struct Decoded {
    source: Source,
    reading: Reading,
    rules: CutRules,
}

/// Reads a file in whichever form it is.
fn source(mut file: SourceFile) -> Result<Decoded, Diagnostic> {
    let form = Form::of(file.id.as_str()).unwrap_or(Form::Text);
    let mut reading = forms::read(form, &file.bytes, &file.path)?;
    let text = std::mem::take(&mut reading.text);
    let (given, said) = (&mut file.provenance, &mut reading.metadata);
    given.url = given.url.take().or(said.url.take());
    given.licence = given.licence.take().or(said.licence.take());
    let source = Source {
        sha256: hex(&Sha256::digest(&file.bytes)),
        bytes: file.bytes.len() as u64,
        encoding: reading.encoding.to_owned(),
        raw: (file.bytes != text.as_bytes()).then_some(file.bytes),
        id: file.id,
        form,
        text,
        provenance: file.provenance,
    };
    Ok(Decoded {
        source,
        reading,
        rules: file.rules,
    })
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut hex, byte| {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// Cuts one source: thread of comments first, then the texts, then what is left between them.
fn cut(decoded: Decoded, recurring: &Recurring, otherwise: &str) -> SourceDraft {
    let Decoded {
        source,
        reading,
        rules,
    } = decoded;
    let stated = reading.metadata.language.clone();
    let given = source.provenance.language.clone().or(stated);
    let code = given.unwrap_or_else(|| lang::detect(&source.text, otherwise));
    let language = lang::rules(&code);
    let physical = lines::lines(&source.text);
    let read = match &reading.shape {
        Shape::Page(read) => Some(&**read),
        Shape::Lines | Shape::Written(_) => None,
    };
    // The markup of a page tells its main text, and a thread's heads look like its bylines.
    let thread = match read {
        Some(_) => Thread::none(&physical),
        None => {
            let year = year_of(&source, &physical, language);
            comments::thread(&source.text, &physical, language, year)
        }
    };
    let mut outside = match read {
        Some(read) => read.outside_comments(&physical),
        None => physical[..thread.start].to_vec(),
    };
    outside.extend_from_slice(&physical[thread.end..]);
    let hints = read.map(|r| r.hints(&outside));
    let page = Page::new(
        &source.text,
        if hints.is_some() {
            outside
        } else {
            lines::unwrap(&source.text, outside)
        },
        hints,
        recurring,
        &rules,
        language,
    );
    let mut cutting = Cutting::default();
    let mut reports = read_reports(&page, &mut cutting, &code, otherwise);
    if let Some(report) = reports.last_mut() {
        add_comments(&page, &physical, &thread, report, &mut cutting);
    } else {
        for line in &physical[thread.start..thread.end] {
            cutting.leave_out(line.span.clone(), Reason::CommentMeta, None);
        }
    }
    if let Some(read) = read {
        add_remarks(&read.comments, &mut reports, &mut cutting);
    }
    for (place, report) in reports.iter_mut().enumerate() {
        let metadata = match read.filter(|read| read.holds_several()) {
            Some(read) => read.metadata_of(report),
            None => (place == 0).then(|| reading.metadata.clone()),
        };
        complete(&source.text, report, &source.provenance, metadata.as_ref());
    }
    let doubtful = std::mem::take(&mut cutting.doubtful);
    let left_out = cutting.left_out(&source.text);
    SourceDraft {
        source,
        reports,
        left_out,
        doubtful,
    }
}

fn read_reports(
    page: &Page,
    cutting: &mut Cutting,
    code: &str,
    otherwise: &str,
) -> Vec<ReportDraft> {
    let mut reports = Vec::new();
    let mut passage_of_line = vec![None; page.lines.len()];
    let mut role_of_line = vec![None; page.lines.len()];
    for region in reports::regions(page) {
        let reading = roles::read(page, &region);
        let mut report = ReportDraft {
            published: reading.published.map(|value| Published {
                value,
                basis: Basis::Stated,
            }),
            outlet: reading.outlet,
            author: reading.author,
            ..ReportDraft::default()
        };
        let doubts = reading.doubts.iter();
        cutting
            .doubtful
            .extend(doubts.map(|line| page.lines[*line].words.clone()));
        for (line, role) in region.lines.clone().zip(reading.roles) {
            role_of_line[line] = Some(role);
            if let Role::Passage(kind) = role {
                passage_of_line[line] = Some((reports.len(), report.passages.len()));
                report.passages.push(PassageDraft {
                    span: passage_span(page.text, &page.lines[line], kind),
                    kind,
                    comment: None,
                    marks: Vec::new(),
                    aside: Vec::new(),
                });
            }
        }
        if !report.passages.is_empty() {
            report.language = language_of(page.text, &report, code, otherwise);
            reports.push(report);
        }
    }
    for (line, role) in role_of_line.into_iter().enumerate() {
        place_line(
            page.text,
            &page.lines[line],
            role,
            &passage_of_line,
            cutting,
        );
    }
    reports
}

/// Adds the thread's comments to the report above it; heads and counters are left out.
fn add_comments(
    page: &Page,
    lines: &[Line],
    thread: &Thread,
    report: &mut ReportDraft,
    cutting: &mut Cutting,
) {
    let first = report.passages.len();
    let first_head = thread.comments.first().map_or(thread.end, |c| c.head.start);
    for line in &lines[thread.start..first_head] {
        let reason =
            furniture::reason(page.text, line, page.language).unwrap_or(Reason::Navigation);
        cutting.leave_out(line.span.clone(), reason, None);
    }
    for found in &thread.comments {
        for line in found.head.clone().chain(found.controls.clone()) {
            cutting.leave_out(lines[line].span.clone(), Reason::CommentMeta, None);
        }
        let span = lines[found.words.start].span.start..lines[found.words.end - 1].span.end;
        let mut comment = found.comment.clone();
        comment.reply_to = comment.reply_to.map(|place| first + place);
        cutting.passages.push(span.clone());
        report.passages.push(PassageDraft {
            span,
            kind: Kind::Comment,
            comment: Some(comment),
            marks: Vec::new(),
            aside: Vec::new(),
        });
    }
}

/// Adds the comments that the markup of a page shows, each to the report above it.
fn add_remarks(remarks: &[Remark], reports: &mut [ReportDraft], cutting: &mut Cutting) {
    let ends: Vec<usize> = reports
        .iter()
        .map(|r| r.passages.last().map_or(0, |p| p.span.end))
        .collect();
    // Report and passage of each comment.
    let mut places: Vec<Option<(usize, usize)>> = Vec::with_capacity(remarks.len());
    for remark in remarks {
        let start = remark.spans.first().map_or(0, |s| s.start);
        let above = ends.partition_point(|end| *end <= start).saturating_sub(1);
        let Some(report) = reports.get_mut(above) else {
            for span in &remark.spans {
                cutting.leave_out(span.clone(), Reason::CommentMeta, None);
            }
            places.push(None);
            continue;
        };
        places.push(Some((above, report.passages.len())));
        let mut comment = remark.comment.clone();
        let answered = comment.reply_to.and_then(|place| places[place]);
        comment.reply_to = answered
            .filter(|(other, _)| *other == above)
            .map(|(_, passage)| passage);
        for span in &remark.spans {
            cutting.passages.push(span.clone());
            report.passages.push(PassageDraft {
                span: span.clone(),
                kind: Kind::Comment,
                comment: Some(comment.clone()),
                marks: Vec::new(),
                aside: Vec::new(),
            });
        }
    }
}
