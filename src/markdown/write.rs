use std::fmt::Write;

use super::front::Front;
use super::inline::{Delimiters, delimiters};
use super::tag::escape;
use crate::model::{EventId, Kind, Mark, MarkBody, Passage, Report};
use crate::text::is_space;

/// What a report file says beyond the report itself.
pub struct Context<'a> {
    pub front: Front,
    /// For each passage, the events it tells, in order.
    pub told: &'a [Vec<EventId>],
    /// For each told event, in order, its footnote.
    pub events: Vec<Footnote>,
}

/// What the footnote of a told event says.
pub struct Footnote {
    pub event: EventId,
    pub title: String,
    /// Text and address of its tellings in other reports.
    pub others: Vec<(String, String)>,
}

/// Writes a report as annotated Markdown.
pub fn write(report: &Report, context: &Context) -> String {
    let mut file = String::new();
    file.push_str("+++\n");
    // Strings, numbers and lists of strings are always TOML.
    file.push_str(&toml::to_string(&context.front).unwrap_or_default());
    file.push_str("+++\n");
    editorial(report, None, &mut file);
    let mut in_comments = false;
    for (place, passage) in report.passages.iter().enumerate() {
        if passage.kind == Kind::Comment && !in_comments {
            in_comments = true;
            file.push_str("\n<!-- comments -->\n");
        }
        let told = context.told.get(place).map_or(&[][..], Vec::as_slice);
        file.push('\n');
        block(report, passage, told, &mut file);
        editorial(report, Some(place), &mut file);
    }
    for note in &context.events {
        let _ = writeln!(file, "\n{}", footnote(note));
    }
    for note in report.editorial.iter().filter(|e| e.label.is_some()) {
        let _ = writeln!(file, "\n{}", note.markdown.trim_end());
    }
    file
}

/// The definition of a told event.
pub fn footnote(note: &Footnote) -> String {
    let Footnote {
        event,
        title,
        others,
    } = note;
    let mut text = format!(
        "[^{event}]: [{}](../events/{event}.md)",
        escape_words(title)
    );
    for (words, address) in others {
        let _ = write!(text, "\n    - [{}]({address})", escape_words(words));
    }
    text
}

fn editorial(report: &Report, after: Option<usize>, file: &mut String) {
    let own = report
        .editorial
        .iter()
        .filter(|e| e.label.is_none() && e.after == after);
    for paragraph in own {
        let _ = writeln!(file, "\n{}", paragraph.markdown.trim_end());
    }
}

/// Writes a passage as a block of its own, without the blank line before it.
pub fn block(report: &Report, passage: &Passage, told: &[EventId], file: &mut String) {
    match passage.kind {
        Kind::Title => file.push_str("# "),
        Kind::Heading => file.push_str("## "),
        Kind::ListItem => file.push_str("- "),
        Kind::PullQuote => file.push_str("> "),
        Kind::Comment => {
            let depth = passage.comment.as_ref().map_or(0, |c| c.depth);
            // Deeper than this, Markdown readers give up; the depth stands on the anchor as well.
            file.push_str(&"> ".repeat(depth.min(DEEPEST) + 1));
        }
        Kind::Paragraph | Kind::Caption => {}
    }
    anchor(report, passage, file);
    inline(
        passage,
        matches!(passage.kind, Kind::Title | Kind::Heading),
        file,
    );
    if !told.is_empty() || !passage.notes.is_empty() {
        escape_exclamation(file);
    }
    for event in told {
        let _ = write!(file, "[^{event}]");
    }
    for note in &passage.notes {
        let _ = write!(file, "[^{note}]");
    }
    file.push('\n');
}

/// Nesting of block quotes that is still written as such.
const DEEPEST: usize = 12;

fn anchor(report: &Report, passage: &Passage, file: &mut String) {
    let _ = write!(
        file,
        "<a id=\"{}\" data-n=\"{}\"",
        passage.id,
        escape(&passage.n)
    );
    if passage.kind == Kind::Caption {
        file.push_str(" data-kind=\"caption\"");
    }
    if let Some(comment) = &passage.comment {
        let reply = comment
            .reply_to
            .and_then(|place| report.passages.get(place));
        let attributes = [
            ("author", comment.author.clone()),
            ("posted", comment.posted.clone()),
            ("score", comment.score.map(|s| s.to_string())),
            (
                "depth",
                (comment.depth > DEEPEST).then(|| comment.depth.to_string()),
            ),
            ("reply-to", reply.map(|p| p.id.to_string())),
        ];
        for (key, value) in attributes {
            if let Some(value) = value {
                let _ = write!(file, " data-{key}=\"{}\"", escape(&value));
            }
        }
    }
    file.push_str("></a>");
}

/// An exclamation mark right before a link would make it an image, and its words no words.
fn escape_exclamation(file: &mut String) {
    if file.ends_with('!') {
        file.insert(file.len() - 1, '\\');
    }
}

/// Writes a passage's words with its marks. Marks that cross an earlier one are passed over.
fn inline(passage: &Passage, heading: bool, file: &mut String) {
    let words = passage.words.as_str();
    let marks = nested(&passage.marks, words);
    let mut writer = Words {
        words,
        at: 0,
        heading,
        file,
    };
    let mut open: Vec<(usize, Delimiters)> = Vec::new();
    for (place, mark) in marks.iter().enumerate() {
        while open.last().is_some_and(|(end, _)| *end <= mark.span.start) {
            close(&mut open, &mut writer);
        }
        writer.until(mark.span.start);
        let next = marks.get(place + 1);
        let holds = next.is_some_and(|n| n.span.start < mark.span.end);
        let delimiters = delimiters(&mark.body, holds);
        writer.raw(&delimiters.open);
        open.push((mark.span.end, delimiters));
    }
    while !open.is_empty() {
        close(&mut open, &mut writer);
    }
    writer.until(words.len());
}

fn close(open: &mut Vec<(usize, Delimiters)>, writer: &mut Words) {
    if let Some((end, delimiters)) = open.pop() {
        writer.until(end);
        writer.raw(&delimiters.close);
    }
}

/// The marks in writing order, without those that cross an earlier one or hold no words.
pub fn nested<'m>(marks: &'m [Mark], words: &str) -> Vec<&'m Mark> {
    let mut sorted: Vec<&Mark> = marks
        .iter()
        .filter(|m| m.span.start < m.span.end || is_point(&m.body))
        .filter(|m| words.get(m.span.clone()).is_some())
        .collect();
    sorted.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
    let mut ends: Vec<usize> = Vec::new();
    sorted.retain(|m| {
        while ends.last().is_some_and(|end| *end <= m.span.start) {
            ends.pop();
        }
        let fits = ends.last().is_none_or(|end| m.span.end <= *end);
        if fits {
            ends.push(m.span.end);
        }
        fits
    });
    sorted
}

/// What may stand between words.
fn is_point(body: &MarkBody) -> bool {
    matches!(
        body,
        MarkBody::Correction { .. } | MarkBody::Markdown { .. }
    )
}

/// Writes words from the source's text, each run of white space as one space.
struct Words<'w> {
    words: &'w str,
    at: usize,
    heading: bool,
    file: &'w mut String,
}

impl Words<'_> {
    fn raw(&mut self, markup: &str) {
        if markup.starts_with('[') {
            escape_exclamation(self.file);
        }
        self.file.push_str(markup);
    }

    fn until(&mut self, end: usize) {
        let mut rest = self.words[self.at..end].chars().peekable();
        while let Some(c) = rest.next() {
            if is_space(c) {
                let single = !rest.peek().is_some_and(|next| is_space(*next));
                while rest.next_if(|next| is_space(*next)).is_some() {}
                // A no-break space is part of the typography; a line end is not.
                self.file.push(if single && keeps(c) { c } else { ' ' });
            } else {
                push_escaped(c, self.heading, self.file);
            }
        }
        self.at = end;
    }
}

fn keeps(c: char) -> bool {
    !matches!(
        c,
        '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// Escapes words that stand in Markdown.
pub fn escape_words(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for c in words.chars() {
        if is_space(c) && !keeps(c) {
            escaped.push(' ');
        } else {
            push_escaped(c, false, &mut escaped);
        }
    }
    escaped
}

fn push_escaped(c: char, heading: bool, file: &mut String) {
    // The dollar sign opens a formula on GitHub; a number sign can close a heading.
    let special = matches!(
        c,
        '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '$' | '|'
    );
    if special || heading && c == '#' {
        file.push('\\');
    }
    file.push(c);
}
