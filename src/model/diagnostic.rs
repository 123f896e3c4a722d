use std::ops::Range;
use std::path::PathBuf;

/// Something a person should know about a file, in the manner of a compiler.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    pub severity: Severity,
    /// Stable, kebab-case: `front-matter-invalid`.
    pub code: &'static str,
    /// Lower case, no full stop.
    pub message: String,
    pub place: Option<Box<Place>>,
    /// What else is known of it, a line each, such as the values that a template had at hand.
    pub notes: Vec<String>,
    /// One thing to do about it.
    pub hint: Option<String>,
}

/// How bad it is. An error leaves something out and makes the exit status 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Note,
    Warning,
    Error,
    /// The site is not written: the old one stays; exit status 2.
    Fatal,
}

impl Severity {
    /// The word that people read.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error | Self::Fatal => "error",
        }
    }
}

/// Where in a file a diagnostic points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Relative to the archive.
    pub file: PathBuf,
    /// 1-based; None when the whole file is meant.
    pub line: Option<usize>,
    /// The text of that line and the bytes of it that are meant, where they are known.
    pub excerpt: Option<(String, Range<usize>)>,
}

impl Place {
    /// A file as a whole.
    pub fn file(file: impl Into<PathBuf>) -> Self {
        Self {
            file: file.into(),
            line: None,
            excerpt: None,
        }
    }

    /// A span of bytes in the text of a file; the excerpt is the line where the span starts, or
    /// as much of a long line as can be read at a glance.
    pub fn span(file: impl Into<PathBuf>, text: &str, span: Range<usize>) -> Self {
        const AROUND: usize = 60;
        let start = floor_boundary(text, span.start);
        let line_start = text[..start].rfind('\n').map_or(0, |i| i + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |i| start + i);
        let end = floor_boundary(text, span.end).clamp(start, line_end);
        let from = floor_boundary(text, start.saturating_sub(AROUND)).max(line_start);
        let to = floor_boundary(text, end + AROUND).min(line_end);
        let shown: String = text[from..to].chars().map(printable).collect();
        Self {
            file: file.into(),
            line: Some(text[..start].matches('\n').count() + 1),
            excerpt: Some((shown, start - from..end - from)),
        }
    }
}

/// A control character could work the terminal; in its place stands a space of the same length.
fn printable(c: char) -> char {
    match c {
        _ if !c.is_control() => c,
        _ if c.is_ascii() => ' ',
        _ => '\u{a0}',
    }
}

fn floor_boundary(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

impl Diagnostic {
    fn new(severity: Severity, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            severity,
            code,
            message: message.into(),
            place: None,
            notes: Vec::new(),
            hint: None,
        }
    }

    /// Worth knowing; changes nothing.
    pub fn note(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Note, code, message)
    }

    /// Probably not what was meant; nothing is left out.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, message)
    }

    /// Something is left out of the site.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, message)
    }

    /// The site is not written at all.
    pub fn fatal(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Fatal, code, message)
    }

    /// Says where.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(Box::new(place));
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// A value and what was noticed on the way to it: parsing never fails, it warns.
#[derive(Clone, Debug, Default)]
pub struct Staged<T> {
    pub value: T,
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Staged<T> {
    /// Hands the diagnostics over and gives the value.
    pub fn into_value(self, diagnostics: &mut Vec<Diagnostic>) -> T {
        diagnostics.extend(self.diagnostics);
        self.value
    }
}
