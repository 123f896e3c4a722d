use std::ops::Range;

use super::{PassageId, ReportId, SourceId};

/// One file in `content/sources`, decoded (FRBR item; TEI `sourceDesc`).
#[derive(Clone, Debug)]
pub struct Source {
    pub id: SourceId,
    /// SHA-256 of the file's bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// Size of the file in bytes.
    pub bytes: u64,
    /// WHATWG name of the encoding it was read with, e.g. `UTF-8`, `windows-1252`.
    pub encoding: String,
    pub form: Form,
    /// The reading text: the decoded file itself, unchanged, or what was taken out of its markup.
    /// All offsets of the archive are in it.
    pub text: String,
    /// The file's bytes, where they are not those of `text`.
    pub raw: Option<Vec<u8>>,
    pub provenance: Provenance,
}

/// How a source is written, which its name tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Text,
    /// The reading text is the file itself; its marks are left out.
    Markdown,
    /// The reading text is every visible block of the page, one a line.
    Html,
    /// An e-mail: the reading text is its subject and the words of its body.
    Mail,
    Pdf,
    /// A text document of a word processor (Office Open XML): one paragraph a line.
    Docx,
}

impl Form {
    /// The form of a file of this name; None where it is not read.
    pub fn of(name: &str) -> Option<Self> {
        let ending = name.rsplit_once('.')?.1;
        let is = |known: &str| ending.eq_ignore_ascii_case(known);
        if ending == "txt" {
            Some(Self::Text)
        } else if is("html") || is("htm") {
            Some(Self::Html)
        } else if is("md") {
            Some(Self::Markdown)
        } else if is("eml") {
            Some(Self::Mail)
        } else if is("pdf") {
            Some(Self::Pdf)
        } else if is("docx") {
            Some(Self::Docx)
        } else {
            None
        }
    }

    /// The endings of the names that are read, for people.
    pub const ENDINGS: &str = ".txt, .md, .html, .htm, .eml, .pdf and .docx";

    /// Whether the reading text was taken out of the file, which then is published beside it.
    pub fn is_extracted(self) -> bool {
        !matches!(self, Self::Text | Self::Markdown)
    }
}

/// What is known of a source from outside its text: from the file `NAME.toml` beside it, and its
/// address and licence also from its own metadata.
#[derive(Clone, Debug, Default)]
pub struct Provenance {
    /// Address the text was fetched from.
    pub url: Option<String>,
    /// When it was fetched (EDTF).
    pub retrieved: Option<String>,
    /// When it was published (EDTF), as a person states it.
    pub published: Option<String>,
    pub outlet: Option<String>,
    pub author: Option<String>,
    /// Under which terms it may be used: a name, or an address.
    pub licence: Option<String>,
    /// BCP 47.
    pub language: Option<String>,
}

/// Characters of a source that stand in no passage.
#[derive(Clone, Debug)]
pub struct LeftOut {
    /// Bytes of the source's reading text.
    pub span: Range<usize>,
    pub reason: Reason,
    /// The passage whose words these repeat; set for repeats only.
    pub repeats: Option<(ReportId, PassageId)>,
}

/// Why characters are in no passage. The names are those of the published tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    Blank,
    Navigation,
    Advertisement,
    Counter,
    Credit,
    CommentMeta,
    Repeat,
    TruncatedRepeat,
    ImageName,
    Editor,
    Other,
}

impl Reason {
    /// The reason as the tables write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Blank => "blank",
            Self::Navigation => "navigation",
            Self::Advertisement => "advertisement",
            Self::Counter => "counter",
            Self::Credit => "credit",
            Self::CommentMeta => "comment-meta",
            Self::Repeat => "repeat",
            Self::TruncatedRepeat => "truncated-repeat",
            Self::ImageName => "image-name",
            Self::Editor => "editor",
            Self::Other => "other",
        }
    }
}
