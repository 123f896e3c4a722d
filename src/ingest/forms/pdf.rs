//! A PDF: the words of its pages in the order in which they are printed, as lines.
//!
//! What a page prints has no paragraphs and no headings; the rules for plain text find them.

use std::fmt;

use pdf_extract::{ConvertToFmt, Dictionary, Document, Object, PlainTextOutput, output_doc_page};

use super::{Reading, clean, said, tame};
use crate::ingest::html::Metadata;
use crate::model::Diagnostic;

/// More words than this are in no book.
const LONGEST: usize = 32 << 20;

/// What was read of a document.
struct Pages {
    text: String,
    metadata: Metadata,
    /// Pages, those that could not be read, and those without words.
    count: usize,
    unread: usize,
    empty: usize,
}

/// Reads the bytes of a PDF.
///
/// # Errors
///
/// Where they are none, are encrypted, hold no words, or would take more memory than a text could need.
pub fn read(bytes: &[u8]) -> Result<Reading, Diagnostic> {
    const HEAD: usize = 1024;
    let head = &bytes[..bytes.len().min(HEAD)];
    if !head.windows(5).any(|w| w == b"%PDF-") {
        return Err(invalid("it does not begin as one"));
    }
    if bytes.windows(8).any(|w| w == b"/Encrypt") {
        return Err(encrypted());
    }
    tame::fits(bytes).map_err(invalid)?;
    let pages = pages(bytes)?;
    if !pages.text.contains(char::is_alphanumeric) && pages.unread < pages.count.max(1) {
        let message = "this PDF holds pictures of pages and no words";
        return Err(Diagnostic::error("pdf-without-text", message)
            .hint("recognise its words first (OCR, such as `ocrmypdf`), and put that PDF here"));
    }
    if pages.unread == pages.count {
        return Err(invalid("no page of it can be read"));
    }
    Ok(Reading {
        text: pages.text,
        encoding: "UTF-8",
        metadata: pages.metadata,
        notes: notes(pages.count, pages.unread, pages.empty),
        ..Reading::default()
    })
}

fn notes(count: usize, unread: usize, empty: usize) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    if unread > 0 {
        let message = format!("{unread} of {count} pages of this PDF cannot be read");
        notes.push(
            Diagnostic::warning("pdf-page-unread", message)
                .hint("print the file to a new PDF, or save its words as .txt"),
        );
    }
    if empty > 0 {
        let message = format!("{empty} of {count} pages of this PDF hold no words");
        notes.push(
            Diagnostic::note("pdf-without-text", message)
                .hint("where they are pictures of words, recognise these first (OCR)"),
        );
    }
    notes
}

fn invalid(why: &str) -> Diagnostic {
    Diagnostic::error("pdf-invalid", format!("this PDF cannot be read: {why}"))
        .hint("print the file to a new PDF, or save its words as .txt")
}

fn encrypted() -> Diagnostic {
    Diagnostic::error("pdf-encrypted", "this PDF is encrypted")
        .hint("save it without a password or restrictions, such as by printing it to a new PDF")
}

fn pages(bytes: &[u8]) -> Result<Pages, Diagnostic> {
    let mut document = Document::load_mem(bytes)
        .map_err(|fault| invalid(&super::clean(&fault.to_string()).replace('\n', " ")))?;
    if document.is_encrypted() {
        return Err(encrypted());
    }
    let count = tame::tame(&mut document);
    let document = &document;
    let mut pages = Pages {
        text: String::new(),
        metadata: metadata(document),
        count,
        unread: 0,
        empty: 0,
    };
    for number in 1..=count {
        match page(document, number, LONGEST - pages.text.len().min(LONGEST)) {
            None => pages.unread += 1,
            Some(words) if !words.contains(char::is_alphanumeric) => pages.empty += 1,
            Some(words) => {
                if !pages.text.is_empty() {
                    pages.text.push_str("\n\n");
                }
                pages.text.push_str(clean(&words).trim_matches('\n'));
            }
        }
    }
    if !pages.text.is_empty() {
        pages.text.push('\n');
    }
    Ok(pages)
}

/// The words of a page. None where it cannot be read, or has more than are left to be read.
fn page(document: &Document, number: usize, longest: usize) -> Option<String> {
    let number = u32::try_from(number).ok()?;
    let mut words = String::new();
    // A page is read into a text of its own, so what a panic leaves of it is dropped.
    let read = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        let mut output = PlainTextOutput::new(Bounded {
            words: &mut words,
            longest,
        });
        output_doc_page(document, &mut output, number).is_ok()
    }));
    matches!(read, Ok(true)).then_some(words)
}

/// A text that takes no more than so many bytes.
struct Bounded<'w> {
    words: &'w mut String,
    longest: usize,
}

impl fmt::Write for Bounded<'_> {
    fn write_str(&mut self, words: &str) -> fmt::Result {
        if self.words.len() + words.len() > self.longest {
            return Err(fmt::Error);
        }
        self.words.push_str(words);
        Ok(())
    }
}

impl ConvertToFmt for Bounded<'_> {
    type Writer = Self;

    fn convert(self) -> Self {
        self
    }
}

/// What the document says of itself: its information dictionary (ISO 32000-1, 14.3.3).
fn metadata(document: &Document) -> Metadata {
    let info = document.trailer.get(b"Info").and_then(|info| match info {
        Object::Reference(id) => document.get_dictionary(*id),
        other => other.as_dict(),
    });
    let Ok(info) = info else {
        return Metadata::default();
    };
    Metadata {
        title: words(info, b"Title").filter(|title| !is_file_name(title)),
        author: words(info, b"Author"),
        // When the file was made is not when the text was published.
        ..Metadata::default()
    }
}

fn words(info: &Dictionary, key: &[u8]) -> Option<String> {
    let value = info.get(key).ok()?.as_str().ok()?;
    let words = match value {
        [0xfe, 0xff, rest @ ..] => encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0,
        [0xff, 0xfe, rest @ ..] => encoding_rs::UTF_16LE.decode_without_bom_handling(rest).0,
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest),
        // PDFDocEncoding has the letters of this one.
        _ => {
            encoding_rs::WINDOWS_1252
                .decode_without_bom_handling(value)
                .0
        }
    };
    said::name(&words)
}

/// Programs put the name of the file that they printed where the title belongs.
fn is_file_name(title: &str) -> bool {
    let ending = title.rsplit_once('.').map_or("", |(_, ending)| ending);
    let known = [
        "doc", "docx", "odt", "indd", "qxd", "qxp", "pdf", "rtf", "txt", "tex", "dvi",
    ];
    title.starts_with("Microsoft Word") || known.iter().any(|k| ending.eq_ignore_ascii_case(k))
}
