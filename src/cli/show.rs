//! Diagnostics and figures, for people or as JSON.

use std::io::{IsTerminal, Write};
use std::path::Path;
use std::time::Duration;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use archive::Outcome;
use archive::model::{Diagnostic, Severity};
use archive::summary::Summary;
use serde::Serialize;

use super::arguments::{Color, Common, Format};

/// How things are shown.
pub struct Show {
    least: Severity,
    quiet: bool,
    colour: bool,
    format: Format,
}

impl Show {
    /// As the arguments ask. NO_COLOR is respected (<https://no-color.org>).
    pub fn of(common: &Common) -> Self {
        let colour = match common.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => {
                let unwanted = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
                std::io::stderr().is_terminal() && !unwanted
            }
        };
        Self {
            least: match (common.quiet, common.verbose) {
                (true, _) => Severity::Error,
                (false, 0) => Severity::Warning,
                (false, _) => Severity::Note,
            },
            quiet: common.quiet,
            colour,
            format: common.format,
        }
    }

    /// Whether bars are wanted.
    pub fn progress(&self) -> bool {
        !self.quiet && self.format == Format::Human
    }

    /// Prints diagnostics to standard error, or as JSON to standard output.
    pub fn diagnostics(&self, diagnostics: &[Diagnostic]) {
        let mut shown: Vec<&Diagnostic> = diagnostics
            .iter()
            .filter(|d| d.severity >= self.least)
            .collect();
        shown.sort_by_key(|d| {
            let place = d.place.as_ref();
            (
                place.map(|p| p.file.clone()),
                place.and_then(|p| p.line),
                d.code,
            )
        });
        for diagnostic in shown {
            match self.format {
                Format::Human => print_error(&self.human(diagnostic)),
                Format::Json => print(&json(diagnostic)),
            }
        }
    }

    fn human(&self, diagnostic: &Diagnostic) -> String {
        let renderer = if self.colour {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        let level = match diagnostic.severity {
            Severity::Note => Level::NOTE,
            Severity::Warning => Level::WARNING,
            Severity::Error | Severity::Fatal => Level::ERROR,
        };
        let message = clean(&diagnostic.message);
        let title = level.primary_title(message).id(diagnostic.code);
        let path = diagnostic.place.as_ref().map(|p| shown(&p.file));
        let place = diagnostic.place.as_ref();
        let excerpt = place.and_then(|p| Some((p.line?, p.excerpt.as_ref()?)));
        let mut group = match (excerpt, path) {
            (Some((line, (text, span))), Some(path)) => title.element(
                Snippet::source(text.as_str())
                    .line_start(line)
                    .path(path)
                    .annotation(AnnotationKind::Primary.span(span.clone())),
            ),
            (None, Some(path)) => title.element(Origin::path(path)),
            _ => annotate_snippets::Group::with_title(title),
        };
        for note in &diagnostic.notes {
            group = group.element(Level::NOTE.message(clean(note)));
        }
        if let Some(hint) = &diagnostic.hint {
            group = group.element(Level::HELP.message(clean(hint)));
        }
        let rendered = renderer.decor_style(DecorStyle::Ascii).render(&[group]);
        format!("{rendered}\n")
    }

    /// Prints a line, or several, for people.
    pub fn line(&self, text: &str) {
        if !self.quiet && self.format == Format::Human {
            print(text);
        }
    }

    /// Prints a line that is asked for even where little is printed.
    pub fn always(&self, text: &str) {
        print(text);
    }

    /// Prints what one of many builds wrote.
    pub fn rebuilt(&self, outcome: &Outcome, took: Duration) {
        match self.format {
            Format::Json => self.summary(outcome, Some(took)),
            Format::Human => written(outcome, Some(took))
                .iter()
                .for_each(|words| self.line(words)),
        }
    }

    /// How things are shown.
    pub fn format(&self) -> Format {
        self.format
    }

    /// Prints one JSON object, for programs.
    pub fn json(&self, value: &serde_json::Value) {
        print(&value.to_string());
    }

    /// Prints what the archive holds, and what was written.
    pub fn summary(&self, outcome: &Outcome, took: Option<Duration>) {
        let Some(summary) = &outcome.summary else {
            return;
        };
        match self.format {
            Format::Json => print(&json_summary(summary, outcome, took)),
            Format::Human if !self.quiet => print(&human_summary(summary, outcome, took)),
            Format::Human => {}
        }
    }
}

/// A path without the `./` that a root of `.` puts before it.
fn shown(path: &Path) -> String {
    path.strip_prefix(".").unwrap_or(path).display().to_string()
}

/// Words from a source must not work the terminal.
fn clean(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

fn print(text: &str) {
    // A reader that has gone away, such as `head`, is no fault.
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}

fn print_error(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

#[derive(Serialize)]
struct DiagnosticView<'a> {
    severity: &'static str,
    code: &'a str,
    message: &'a str,
    file: Option<String>,
    line: Option<usize>,
    hint: Option<&'a str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    notes: &'a [String],
}

fn json(diagnostic: &Diagnostic) -> String {
    let place = diagnostic.place.as_ref();
    let view = DiagnosticView {
        severity: diagnostic.severity.as_str(),
        code: diagnostic.code,
        message: &diagnostic.message,
        file: place.map(|p| shown(&p.file)),
        line: place.and_then(|p| p.line),
        hint: diagnostic.hint.as_deref(),
        notes: &diagnostic.notes,
    };
    serde_json::to_string(&view).unwrap_or_default()
}

fn json_summary(summary: &Summary, outcome: &Outcome, took: Option<Duration>) -> String {
    let written = outcome.written.map(
        |w| serde_json::json!({ "files": w.files, "removed": w.removed, "content": w.content }),
    );
    let view = serde_json::json!({
        "summary": {
            "sources": summary.sources, "reports": summary.reports, "passages": summary.passages,
            "mentions": summary.mentions, "dates": summary.dates, "entities": summary.entities,
            "events": summary.events, "tellings": summary.tellings,
            "divergences": summary.divergences, "left_out": summary.left_out,
            "pages": summary.pages, "bytes": summary.bytes,
        },
        "written": written,
        "seconds": took.map(|t| t.as_secs_f64()),
    });
    view.to_string()
}

fn human_summary(summary: &Summary, outcome: &Outcome, took: Option<Duration>) -> String {
    let counted =
        |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    let mut lines = vec![
        [
            counted(summary.sources, "source", "sources"),
            counted(summary.reports, "report", "reports"),
            counted(summary.passages, "passage", "passages"),
            counted(summary.mentions, "mention", "mentions"),
            counted(summary.dates, "date", "dates"),
        ]
        .join(", "),
    ];
    lines.push(
        [
            counted(summary.entities, "entity", "entities"),
            counted(summary.events, "event", "events"),
            counted(summary.tellings, "telling", "tellings"),
            counted(summary.divergences, "divergence", "divergences"),
        ]
        .join(", "),
    );
    let left_out: Vec<String> = summary
        .left_out
        .iter()
        .map(|(reason, chars)| format!("{chars} {reason}"))
        .collect();
    if !left_out.is_empty() {
        lines.push(format!("characters left out: {}", left_out.join(", ")));
    }
    lines.push(format!(
        "{}, {}",
        counted(summary.pages, "page", "pages"),
        counted(summary.bytes, "byte", "bytes")
    ));
    lines.extend(written(outcome, took));
    lines.join("\n")
}

fn written(outcome: &Outcome, took: Option<Duration>) -> Option<String> {
    // A check writes nothing, and has nothing to say of it.
    let seconds = format!(" in {:.2} s", took?.as_secs_f64());
    let Some(written) = outcome.written else {
        return Some(format!(
            "nothing was written{seconds}: the site is as it was"
        ));
    };
    if written.files + written.removed + written.content == 0 {
        return Some(format!("nothing changed, nothing written{seconds}"));
    }
    Some(format!(
        "wrote {} files of the site and {} of content/, removed {}{seconds}",
        written.files, written.content, written.removed
    ))
}
