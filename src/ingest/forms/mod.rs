//! What a file holds, whatever its form: a reading text, what it says of itself, and how it is cut.
//!
//! Plain text and pages are cut by the rules of this stage. Markdown, e-mails and word processor
//! documents say themselves where a paragraph begins and what it is, so they are cut as they say.

mod apart;
mod docx;
mod front_matter;
mod mail;
mod markdown;
mod pdf;
mod said;
mod tame;
mod written;

use std::ops::Range;
use std::path::Path;

use super::decode::{self, Undecodable};
use super::html::{self, Metadata, Read};
use crate::model::{Diagnostic, Form, Kind, Place};

pub use self::written::cut;

/// A file as it is read.
#[derive(Debug, Default)]
pub struct Reading {
    pub text: String,
    /// WHATWG name of the encoding it was read with.
    pub encoding: &'static str,
    /// What the file says of the first of its texts.
    pub metadata: Metadata,
    pub shape: Shape,
    /// What a person should know of the file; without a place, which is the file.
    pub notes: Vec<Diagnostic>,
}

/// How a reading text is cut.
#[derive(Debug, Default)]
pub enum Shape {
    /// By the shape of its lines.
    #[default]
    Lines,
    /// By the markup of a page, and the shape of its lines where that is silent.
    Page(Box<Read>),
    /// As the file says: one text, of these blocks in order; the rest of it is left out.
    Written(Vec<Block>),
}

/// A passage by the word of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Bytes of the reading text, without white space at the ends.
    pub span: Range<usize>,
    pub kind: Kind,
}

/// Reads the bytes of a file.
///
/// # Errors
///
/// A diagnostic, placed at the file, where nothing can be read.
pub fn read(form: Form, bytes: &[u8], path: &Path) -> Result<Reading, Diagnostic> {
    let read = match form {
        Form::Text => decoded(decode::decode(bytes)),
        Form::Html => decoded(decode::decode_html(bytes)).map(page),
        Form::Markdown => decoded(decode::decode(bytes)).map(markdown::read),
        Form::Mail => carefully(bytes, mail::read, "mail-invalid"),
        Form::Pdf => carefully(bytes, pdf::read, "pdf-invalid"),
        Form::Docx => carefully(bytes, docx::read, "docx-invalid"),
    };
    let at = |note: Diagnostic| note.at(Place::file(path));
    let mut reading = read.map_err(at)?;
    reading.notes = reading.notes.into_iter().map(at).collect();
    Ok(reading)
}

/// Reads a form whose library may panic.
fn carefully(
    bytes: &[u8],
    read: fn(&[u8]) -> Result<Reading, Diagnostic>,
    code: &'static str,
) -> Result<Reading, Diagnostic> {
    apart::apart(|| read(bytes)).unwrap_or_else(|| {
        let message = "this file is so damaged that it cannot be read";
        Err(Diagnostic::error(code, message).hint(
            "open it in the program that it is for and save it again, or save its words as .txt",
        ))
    })
}

fn decoded(outcome: Result<(String, &'static str), Undecodable>) -> Result<Reading, Diagnostic> {
    let (text, encoding) = outcome.map_err(|fault| match fault {
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
    })?;
    Ok(Reading {
        text,
        encoding,
        ..Reading::default()
    })
}

fn page(markup: Reading) -> Reading {
    let mut read = html::read(&markup.text);
    let message = "no page nests its elements so deep, or has so many attributes; the rest of its markup is ignored";
    let note = read.out_of_bounds.then(|| {
        Diagnostic::warning("markup-out-of-bounds", message)
            .hint("compare the page of the source with the original")
    });
    Reading {
        text: std::mem::take(&mut read.text),
        encoding: markup.encoding,
        metadata: read.metadata.clone(),
        shape: Shape::Page(Box::new(read)),
        notes: note.into_iter().collect(),
    }
}

/// Words that were taken out of a file, without what no text has: line ends are those of Unix, and
/// control characters are gone.
fn clean(words: &str) -> String {
    let unix = words.replace("\r\n", "\n").replace('\r', "\n");
    unix.chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .collect()
}

/// A reading text made of blocks, one a line, with blank lines between them.
#[derive(Debug, Default)]
struct Building {
    text: String,
    blocks: Vec<Block>,
}

impl Building {
    /// Adds a block; one without words adds nothing.
    fn add(&mut self, words: &str, kind: Kind) {
        let words = clean(words);
        let words = words.trim_matches(crate::text::is_space);
        if words.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.text.push_str(words);
        let span = start..self.text.len();
        self.blocks.push(Block { span, kind });
    }

    fn finish(mut self, metadata: Metadata) -> Reading {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        Reading {
            text: self.text,
            encoding: "UTF-8",
            metadata,
            shape: Shape::Written(self.blocks),
            notes: Vec::new(),
        }
    }
}
