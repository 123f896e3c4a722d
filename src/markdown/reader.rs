//! The walk through a report file's Markdown, event by event.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::LazyLock;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use regex::Regex;

use super::inline::{from_link, from_tag};
use super::read::{ReadEditorial, ReadPassage};
use super::tag;
use crate::model::{By, Comment, Editorial, EventId, Kind, Mark, MarkBody, PassageId};
use crate::text::is_space;

/// What the body of a report file holds.
pub struct Walked {
    pub passages: Vec<ReadPassage>,
    pub editorial: Vec<ReadEditorial>,
    /// Definitions of told events: label, and bytes of the file.
    pub definitions: Vec<(String, Range<usize>)>,
    /// Links that lead out of the archive: byte of the file, and address.
    pub astray: Vec<(usize, String)>,
}

/// Walks through a body that starts at this byte of its file.
pub fn walk(body: &str, offset: usize) -> Walked {
    let mut reader = Reader {
        body,
        offset,
        ..Reader::default()
    };
    let options = Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let lent = format!("{body}{}", lent_definitions(body));
    for (event, range) in Parser::new_ext(&lent, options).into_offset_iter() {
        // What was lent is at the end, and is none of the file's blocks.
        if range.start < body.len() {
            reader.event(event, range.start..range.end.min(body.len()));
        }
    }
    reader.close_passage();
    reader.settle_replies();
    Walked {
        passages: reader.passages,
        editorial: reader.editorial,
        definitions: reader.definitions,
        astray: reader.astray,
    }
}

/// Definitions for the footnotes that have none: a person who says by `[^event]` what a passage tells
/// need not know that the program writes the rest, and Markdown takes it for words until then.
fn lent_definitions(body: &str) -> String {
    static FOOTNOTE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\[\^([^\[\]\s]{1,200})\](:?)").expect("a fixed pattern"));
    let mut used = BTreeSet::new();
    let mut defined = BTreeSet::new();
    for found in FOOTNOTE.captures_iter(body) {
        let label = found.get(1).map_or("", |label| label.as_str());
        let begins_line = found.get(0).is_some_and(|f| {
            let line = body[..f.start()].rsplit('\n').next().unwrap_or("");
            line.trim().is_empty()
        });
        if begins_line && &found[2] == ":" {
            defined.insert(label);
        } else {
            used.insert(label);
        }
    }
    let lent = used.difference(&defined);
    lent.map(|label| format!("\n\n[^{label}]: lent")).collect()
}

/// An open mark; its start is known once its first word is.
struct Open {
    /// Name of the tag that closes it; `[` for a link, `*` for emphasis of any kind.
    tag: String,
    start: Option<usize>,
    /// What it says; None for Markdown that the program has no meaning for.
    body: Option<MarkBody>,
    /// How it is opened in the file.
    raw: String,
}

/// The line after which quoted blocks are readers' comments.
pub const COMMENTS: &str = "<!-- comments -->";
const LINK: &str = "[";
const EMPHASIS: &str = "*";

#[derive(Default)]
struct Reader<'t> {
    body: &'t str,
    offset: usize,
    passages: Vec<ReadPassage>,
    /// For each passage, the id that its anchor says it answers.
    replies: Vec<Option<PassageId>>,
    editorial: Vec<ReadEditorial>,
    definitions: Vec<(String, Range<usize>)>,
    astray: Vec<(usize, String)>,
    /// Byte of the body at which the last event ended.
    read_to: usize,
    /// Nesting of blocks; 0 between blocks of the file.
    depth: usize,
    quotes: usize,
    heading: Option<HeadingLevel>,
    items: usize,
    /// Nesting of images, whose descriptions are no words of the passage.
    images: usize,
    /// The footnote whose definition is being read.
    footnote: Option<String>,
    in_comments: bool,
    /// Passages when the block of the file that is being read began.
    passages_before: usize,
    open: Vec<Open>,
    in_passage: bool,
    space: bool,
    /// Words of an `<ins>` that is being read.
    inserted: Option<String>,
    /// The last `<del>`, waiting for its `<ins>`.
    deleted: Option<Range<usize>>,
    /// The last mark is an `<ins>` of its own between white space and what follows.
    inserted_after_space: bool,
}

impl Reader<'_> {
    /// Leads every comment to the one that its anchor says it answers.
    fn settle_replies(&mut self) {
        let ids = self.passages.iter().enumerate();
        let places: HashMap<PassageId, usize> =
            ids.map(|(place, p)| (p.id.clone(), place)).collect();
        for (passage, reply) in self.passages.iter_mut().zip(&self.replies) {
            if let (Some(comment), Some(reply)) = (&mut passage.comment, reply) {
                comment.reply_to = places.get(reply).copied();
            }
        }
    }

    fn event(&mut self, event: Event, range: Range<usize>) {
        let end = match &event {
            Event::Start(_) => range.start,
            _ => range.end,
        };
        self.dispatch(event, range);
        self.read_to = end;
    }

    fn dispatch(&mut self, event: Event, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, &range),
            Event::End(end) => self.end(end, &range),
            Event::Text(words) => self.words(&words),
            Event::Code(words) => self.code(&words, &range),
            Event::SoftBreak | Event::HardBreak => self.words(" "),
            Event::InlineHtml(html) => self.html(&html, range.start),
            Event::Html(html) if html.trim() == COMMENTS => self.in_comments = true,
            Event::FootnoteReference(label) => self.reference(&label),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag, range: &Range<usize>) {
        let is_paragraph = matches!(tag, Tag::Paragraph);
        match tag {
            Tag::Link {
                dest_url, title, ..
            } => {
                let body = from_link(&dest_url, &title);
                if body.is_none() && leads_outside(&dest_url) {
                    self.astray
                        .push((self.offset + range.start, dest_url.to_string()));
                }
                return self.open(LINK, body, "[".to_owned());
            }
            Tag::Emphasis => return self.open(EMPHASIS, None, self.raw(range, 1)),
            Tag::Strong => return self.open(EMPHASIS, None, self.raw(range, 2)),
            Tag::Strikethrough => {
                let signs = self.body[range.clone()].bytes().take_while(|b| *b == b'~');
                let raw = self.raw(range, signs.count());
                return self.open(EMPHASIS, None, raw);
            }
            Tag::Image { .. } => {
                self.images += 1;
                return;
            }
            Tag::BlockQuote(_) => self.quotes += 1,
            Tag::Heading { level, .. } => self.heading = Some(level),
            Tag::Item => self.items += 1,
            Tag::FootnoteDefinition(label) => self.footnote = Some(label.to_string()),
            _ => {}
        }
        if self.depth == 0 {
            self.passages_before = self.passages.len();
            if is_paragraph && self.footnote.is_none() {
                self.begin(PassageId::new(""), range.start);
            }
        }
        self.depth += 1;
    }

    fn open(&mut self, tag: &str, body: Option<MarkBody>, raw: String) {
        self.open.push(Open {
            tag: tag.to_owned(),
            start: None,
            body,
            raw,
        });
    }

    /// The first bytes of something in the file.
    fn raw(&self, range: &Range<usize>, bytes: usize) -> String {
        let raw = self.body.get(range.start..range.start + bytes);
        raw.unwrap_or_default().to_owned()
    }

    fn end(&mut self, end: TagEnd, range: &Range<usize>) {
        match end {
            TagEnd::Link => {
                let raw = self.body.get(self.read_to..range.end).unwrap_or_default();
                return self.close(LINK, raw);
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => {
                let raw = self.body.get(self.read_to..range.end).unwrap_or_default();
                return self.close(EMPHASIS, raw);
            }
            TagEnd::Image => {
                self.images -= 1;
                if self.images == 0 {
                    self.point(&self.body[range.clone()]);
                }
                return;
            }
            TagEnd::BlockQuote(_) => self.quotes -= 1,
            TagEnd::Heading(_) => self.heading = None,
            TagEnd::Item => self.items -= 1,
            _ => {}
        }
        self.close_passage();
        self.depth -= 1;
        if self.depth == 0 {
            self.block_ended(range);
        }
    }

    /// A block without a passage is a person's own; footnotes that define tellings are made anew.
    fn block_ended(&mut self, range: &Range<usize>) {
        let own = self.passages.pop_if(|p| p.id.as_str().is_empty());
        self.replies.truncate(self.passages.len());
        let label = self.footnote.take();
        let block = &self.body[range.clone()];
        let raw = block.trim();
        let start = self.offset + range.start + (block.len() - block.trim_start().len());
        let lines = start..start + raw.len();
        if self.passages.len() > self.passages_before || raw == COMMENTS {
            return;
        }
        if let Some(label) = label.clone().filter(|_| raw.contains("](../events/")) {
            self.definitions.push((label, lines));
            return;
        }
        let (words, marks) = own.map(|p| (p.words, p.marks)).unwrap_or_default();
        self.editorial.push(ReadEditorial {
            editorial: Editorial {
                after: self.passages.len().checked_sub(1),
                label,
                markdown: raw.to_owned(),
            },
            lines,
            words,
            marks,
        });
    }

    fn html(&mut self, html: &str, at: usize) {
        let Some(tag) = tag::parse(html) else {
            return self.point(html);
        };
        match (tag.name.as_str(), tag.closing) {
            ("a", false) if tag.get("id").is_some_and(is_passage_id) => self.anchor(&tag, at),
            // An anchor holds no words; what closes it is none of a person's Markdown.
            ("a", true) if !self.open.iter().any(|o| o.tag == "a") => {}
            ("ins", false) => self.inserted = Some(String::new()),
            ("ins", true) => self.insertion(),
            ("br", _) => self.words(" "),
            ("img" | "wbr" | "hr" | "input", _) => self.point(html),
            (name, true) => self.close(name, html),
            (name, false) => self.open(name, from_tag(&tag), html.to_owned()),
        }
    }

    /// Code is words that stand between signs of their own.
    fn code(&mut self, words: &str, range: &Range<usize>) {
        let raw = &self.body[range.clone()];
        let signs = raw.len() - raw.trim_start_matches('`').len();
        let sign = raw[..signs].to_owned();
        self.open(EMPHASIS, None, sign.clone());
        self.words(words);
        self.close(EMPHASIS, &sign);
    }

    /// Something of a person's between the words: a picture, a note to themselves.
    fn point(&mut self, raw: &str) {
        let space = self.space;
        if let Some(passage) = self.passages.last_mut().filter(|_| self.in_passage) {
            let at = next_word(passage, space);
            let body = MarkBody::Markdown {
                open: raw.to_owned(),
                close: String::new(),
            };
            passage.marks.push(mark(at..at, body));
        }
    }

    fn anchor(&mut self, tag: &tag::Tag, at: usize) {
        self.close_passage();
        if self.passages.pop_if(|p| p.id.as_str().is_empty()).is_some() {
            self.replies.pop();
        }
        let kind = self.kind(tag);
        self.begin(PassageId::new(tag.get("id").unwrap_or_default()), at);
        self.replies.pop();
        self.replies
            .push(tag.get("data-reply-to").map(PassageId::new));
        let depth = self.quotes.saturating_sub(1);
        let Some(passage) = self.passages.last_mut() else {
            return;
        };
        passage.n = tag.get("data-n").unwrap_or_default().to_owned();
        passage.kind = kind;
        passage.comment = (kind == Kind::Comment).then(|| Comment {
            author: tag.get("data-author").map(str::to_owned),
            posted: tag.get("data-posted").map(str::to_owned),
            score: tag.get("data-score").and_then(|s| s.parse().ok()),
            depth: tag
                .get("data-depth")
                .and_then(|d| d.parse().ok())
                .unwrap_or(depth),
            reply_to: None,
        });
    }

    /// Begins a passage; one without an id is a block that no anchor has opened yet.
    fn begin(&mut self, id: PassageId, at: usize) {
        let line = self.body[..at].rfind('\n').map_or(0, |end| end + 1);
        self.replies.push(None);
        self.passages.push(ReadPassage {
            id,
            n: String::new(),
            kind: Kind::Paragraph,
            comment: None,
            words: String::new(),
            marks: Vec::new(),
            told: Vec::new(),
            notes: Vec::new(),
            at: self.offset + at,
            lines: self.offset + line..self.offset + line,
        });
        self.in_passage = true;
    }

    fn kind(&self, tag: &tag::Tag) -> Kind {
        let named = tag.get("data-kind");
        if let Some(kind) = Kind::ALL.into_iter().find(|k| Some(k.as_str()) == named) {
            return kind;
        }
        match self.heading {
            Some(HeadingLevel::H1) => Kind::Title,
            Some(_) => Kind::Heading,
            None if self.quotes > 0 && self.in_comments => Kind::Comment,
            None if self.quotes > 0 => Kind::PullQuote,
            None if self.items > 0 => Kind::ListItem,
            None => Kind::Paragraph,
        }
    }

    fn words(&mut self, words: &str) {
        if let Some(inserted) = &mut self.inserted {
            inserted.push_str(words);
            return;
        }
        let outside = !self.in_passage || self.images > 0;
        let Some(passage) = self.passages.last_mut().filter(|_| !outside) else {
            return;
        };
        for c in words.chars() {
            if is_space(c) {
                // Of the white space on both sides of an insertion only one is the source's.
                if std::mem::take(&mut self.inserted_after_space)
                    && let Some(Mark {
                        body: MarkBody::Correction { words },
                        ..
                    }) = passage.marks.last_mut()
                {
                    words.push(' ');
                }
                self.space = true;
                continue;
            }
            self.inserted_after_space = false;
            if self.space && !passage.words.is_empty() {
                passage.words.push(' ');
            }
            self.space = false;
            for open in self.open.iter_mut().filter(|o| o.start.is_none()) {
                open.start = Some(passage.words.len());
            }
            passage.words.push(c);
        }
        if !words.trim().is_empty() {
            self.deleted = None;
        }
    }

    /// Closes the innermost mark that this tag, or the end of a link, belongs to. `raw` is how it is
    /// closed in the file.
    fn close(&mut self, name: &str, raw: &str) {
        let Some(place) = self.open.iter().rposition(|o| o.tag == name) else {
            return;
        };
        let open = self.open.remove(place);
        let Some(passage) = self.passages.last_mut().filter(|_| self.in_passage) else {
            return;
        };
        let end = passage.words.len();
        let span = match open.start {
            Some(start) => start..end,
            None => next_word(passage, self.space)..next_word(passage, self.space),
        };
        let body = open.body.unwrap_or_else(|| MarkBody::Markdown {
            open: open.raw,
            close: raw.to_owned(),
        });
        if name == "del" {
            self.deleted = Some(span.clone());
            passage.marks.push(mark(
                span,
                MarkBody::Correction {
                    words: String::new(),
                },
            ));
        } else if !span.is_empty() || matches!(body, MarkBody::Markdown { .. }) {
            passage.marks.push(mark(span, body));
        }
    }

    /// An `<ins>` right after a `<del>` says what stands in its place; alone, what was left out.
    fn insertion(&mut self) {
        let words = self.inserted.take().unwrap_or_default();
        let deleted = self.deleted.take();
        let Some(passage) = self.passages.last_mut().filter(|_| self.in_passage) else {
            return;
        };
        let body = MarkBody::Correction { words };
        match passage
            .marks
            .last_mut()
            .filter(|m| Some(&m.span) == deleted.as_ref())
        {
            Some(correction) => correction.body = body,
            None => {
                let at = next_word(passage, self.space);
                self.inserted_after_space = self.space;
                passage.marks.push(mark(at..at, body));
            }
        }
    }

    fn reference(&mut self, label: &str) {
        let Some(passage) = self.passages.last_mut().filter(|_| self.in_passage) else {
            return;
        };
        if label.starts_with("note-") {
            passage.notes.push(label.to_owned());
        } else {
            passage.told.push(EventId::new(label));
        }
    }

    fn close_passage(&mut self) {
        while let Some(open) = self.open.last() {
            let tag = open.tag.clone();
            self.close(&tag, "");
        }
        let read_to = self.read_to;
        if let Some(passage) = self.passages.last_mut().filter(|_| self.in_passage) {
            let line = self.body[read_to..].find('\n');
            passage.lines.end = self.offset + line.map_or(self.body.len(), |end| read_to + end);
            // Where white space closes a passage, nothing stands after it.
            let end = passage.words.len();
            for mark in &mut passage.marks {
                mark.span = mark.span.start.min(end)..mark.span.end.min(end);
            }
            passage
                .marks
                .sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
        }
        self.in_passage = false;
        self.space = false;
        self.inserted = None;
        self.deleted = None;
        self.inserted_after_space = false;
    }
}

/// Where the next word will begin; `space`: after white space.
fn next_word(passage: &ReadPassage, space: bool) -> usize {
    passage.words.len() + usize::from(space && !passage.words.is_empty())
}

fn mark(span: Range<usize>, body: MarkBody) -> Mark {
    Mark {
        span,
        body,
        by: By::Person,
    }
}

/// `p-` and six characters of Crockford base 32.
fn is_passage_id(id: &str) -> bool {
    id.strip_prefix("p-").is_some_and(|rest| {
        rest.len() == 6
            && rest
                .chars()
                .all(|c| c.is_ascii_digit() || c.is_ascii_lowercase())
    })
}

/// Whether a relative address climbs out of content/, seen from content/reports.
fn leads_outside(address: &str) -> bool {
    if address.contains("://") || address.starts_with('#') || address.starts_with("mailto:") {
        return false;
    }
    if address.starts_with('/') || address.contains('\\') {
        return true;
    }
    let mut depth = 1_i32;
    for part in address.split('/') {
        match part {
            ".." => depth -= 1,
            "." | "" => {}
            _ => depth += 1,
        }
        if depth < 0 {
            return true;
        }
    }
    false
}
