//! ingest: from bytes to sources, reports cut into passages, and what was left out and why.
//!
//! Everything is told by the shape of a text: blank lines, indentation, marks, what recurs. The
//! words of the language files are one signal among several. Every character of a source ends up
//! in exactly one passage or one left-out range (DESIGN, property 1).

mod comments;
mod cutting;
mod decode;
mod doubts;
mod furniture;
mod html;
mod lines;
mod page;
mod repeats;
mod reports;
mod roles;

use std::path::PathBuf;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use self::comments::Thread;
use self::cutting::{Cutting, passage_span, place_line};
use self::decode::Undecodable;
use self::furniture::Recurring;
use self::html::{Read, Remark};
use self::lines::Line;
use self::page::Page;
use self::roles::Role;
use crate::lang;
use crate::model::{
    Basis, Diagnostic, Form, Kind, PassageDraft, Place, Provenance, Published, Reason, ReportDraft,
    Source, SourceDraft, SourceId, Staged,
};
use crate::progress::Progress;
use crate::text::collapse;

/// A file below content/sources, as it came.
#[derive(Clone, Debug)]
pub struct SourceFile {
    pub id: SourceId,
    /// Relative to the archive.
    pub path: PathBuf,
    pub bytes: Vec<u8>,
    pub provenance: Provenance,
}

/// Cuts every source into reports and passages. A file that is no text is left out and reported.
pub fn ingest(
    files: Vec<SourceFile>,
    language: &str,
    progress: &dyn Progress,
) -> Staged<Vec<SourceDraft>> {
    let decoded: Vec<Result<(Source, Option<Read>), Diagnostic>> =
        files.into_par_iter().map(source).collect();
    let mut staged = Staged::<Vec<SourceDraft>>::default();
    let mut sources = Vec::new();
    for outcome in decoded {
        match outcome {
            Ok((source, page)) => {
                staged
                    .diagnostics
                    .extend(out_of_bounds(&source, page.as_ref()));
                sources.push((source, page));
            }
            Err(diagnostic) => staged.diagnostics.push(diagnostic),
        }
    }
    let recurring = furniture::recurring(sources.iter().map(|(s, _)| s.text.as_str()));
    staged.value = sources
        .into_par_iter()
        .map(|(source, page)| {
            let draft = cut(source, page, &recurring, language);
            progress.step();
            draft
        })
        .collect();
    let doubts: Vec<Vec<Diagnostic>> = staged.value.par_iter().map(doubts::of).collect();
    staged.diagnostics.extend(doubts.into_iter().flatten());
    staged
}

fn out_of_bounds(source: &Source, page: Option<&Read>) -> Option<Diagnostic> {
    let place = Place::file(format!("content/sources/{}", source.id));
    let message = "no page nests its elements so deep, or has so many attributes; the rest of its markup is ignored";
    page.filter(|p| p.out_of_bounds).map(|_| {
        Diagnostic::warning("markup-out-of-bounds", message)
            .at(place)
            .hint("compare the page of the source with the original")
    })
}

/// Decodes a file; an HTML one is read as well.
fn source(mut file: SourceFile) -> Result<(Source, Option<Read>), Diagnostic> {
    let form = Form::of(file.id.as_str()).unwrap_or(Form::Text);
    let decoded = match form {
        Form::Text => decode::decode(&file.bytes),
        Form::Html => decode::decode_html(&file.bytes),
    };
    let (mut text, encoding) = decoded.map_err(|fault| {
        let place = Place::file(&file.path);
        match fault {
            Undecodable::Binary(at) => Diagnostic::error(
                "source-binary",
                format!("this is no text: character {at} is one that no text has"),
            )
            .hint("convert the file to plain text, or move it out of content/sources"),
            Undecodable::Malformed(encoding) => Diagnostic::error(
                "source-encoding",
                format!("this cannot be read in any common encoding (the nearest is {encoding})"),
            )
            .hint("save the file as UTF-8"),
        }
        .at(place)
    })?;
    let mut page = (form == Form::Html).then(|| html::read(&text));
    if let Some(page) = &mut page {
        text = std::mem::take(&mut page.text);
        let given = &mut file.provenance;
        given.url = given.url.take().or(page.metadata.url.take());
    }
    let source = Source {
        sha256: hex(&Sha256::digest(&file.bytes)),
        bytes: file.bytes.len() as u64,
        encoding: encoding.to_owned(),
        raw: (file.bytes != text.as_bytes()).then_some(file.bytes),
        id: file.id,
        form,
        text,
        provenance: file.provenance,
    };
    Ok((source, page))
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
fn cut(source: Source, read: Option<Read>, recurring: &Recurring, otherwise: &str) -> SourceDraft {
    let stated = read.as_ref().and_then(|r| r.metadata.language.clone());
    let given = source.provenance.language.clone().or(stated);
    let code = given.unwrap_or_else(|| lang::detect(&source.text, otherwise));
    let language = lang::rules(&code);
    let physical = lines::lines(&source.text);
    // The markup of a page tells its main text, and a thread's heads look like its bylines.
    let thread = match read {
        Some(_) => Thread::none(&physical),
        None => comments::thread(&source.text, &physical, language),
    };
    let mut outside = match &read {
        Some(read) => read.outside_comments(&physical),
        None => physical[..thread.start].to_vec(),
    };
    outside.extend_from_slice(&physical[thread.end..]);
    let hints = read.as_ref().map(|r| r.hints(&outside));
    let page = Page::new(
        &source.text,
        if hints.is_some() {
            outside
        } else {
            lines::unwrap(&source.text, outside)
        },
        hints,
        recurring,
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
    if let Some(read) = &read {
        add_remarks(&read.comments, &mut reports, &mut cutting);
    }
    for (place, report) in reports.iter_mut().enumerate() {
        let metadata = read.as_ref().and_then(|r| r.metadata_of(place, report));
        complete(&source.text, report, &source.provenance, metadata.as_ref());
    }
    let left_out = cutting.left_out(&source.text);
    SourceDraft {
        source,
        reports,
        left_out,
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
        for (line, role) in region.lines.clone().zip(reading.roles) {
            role_of_line[line] = Some(role);
            if let Role::Passage(kind) = role {
                passage_of_line[line] = Some((reports.len(), report.passages.len()));
                report.passages.push(PassageDraft {
                    span: passage_span(page.text, &page.lines[line], kind),
                    kind,
                    comment: None,
                    marks: Vec::new(),
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

fn language_of(text: &str, report: &ReportDraft, code: &str, otherwise: &str) -> String {
    let longest = report.passages.iter().max_by_key(|p| p.span.len());
    longest.map_or_else(
        || otherwise.to_owned(),
        |p| lang::detect(&text[p.span.clone()], code),
    )
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
        for line in &lines[found.head.clone()] {
            cutting.leave_out(line.span.clone(), Reason::CommentMeta, None);
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
            });
        }
    }
}

/// Adds what the page's metadata say, which outweighs its lines, what the file beside the source
/// says, which outweighs both, and a title.
fn complete(
    text: &str,
    report: &mut ReportDraft,
    given: &Provenance,
    metadata: Option<&html::Metadata>,
) {
    (report.title, report.title_derived) = title_of(text, report);
    if let Some(metadata) = metadata {
        if let Some(title) = metadata.title.clone().filter(|_| report.title_derived) {
            report.title = title;
        }
        if let Some(value) = metadata.published.clone() {
            report.published = Some(Published {
                value,
                basis: Basis::Stated,
            });
        }
        report.outlet = metadata.outlet.clone().or(report.outlet.take());
        report.author = metadata.author.clone().or(report.author.take());
    }
    if let Some(value) = given.published.clone() {
        report.published = Some(Published {
            value,
            basis: Basis::Given,
        });
    }
    report.outlet = given.outlet.clone().or(report.outlet.take());
    report.author = given.author.clone().or(report.author.take());
}

/// The words of a report's title, or its first sentence where it has none.
fn title_of(text: &str, report: &ReportDraft) -> (String, bool) {
    const LONGEST: usize = 90;
    let words = |p: &PassageDraft| collapse(&text[p.span.clone()]);
    if let Some(title) = report.passages.iter().find(|p| p.kind == Kind::Title) {
        return (words(title), false);
    }
    let first = report.passages.first().map(words).unwrap_or_default();
    let sentence = crate::text::sentence_around(&first, &(0..0), &[], first.len());
    let sentence = &first[sentence];
    if sentence.chars().count() <= LONGEST {
        return (sentence.to_owned(), true);
    }
    let cut: String = sentence.chars().take(LONGEST).collect();
    let at = cut.rfind(' ').unwrap_or(cut.len());
    (
        format!("{} …", cut[..at].trim_end_matches([',', ';', ':', ' '])),
        true,
    )
}
