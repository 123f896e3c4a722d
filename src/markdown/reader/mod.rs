//! The walk through a report file's Markdown, event by event.

mod marks;

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::LazyLock;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use regex::Regex;

use self::marks::Open;
use super::inline::from_link;
use super::read::{ReadEditorial, ReadPassage};
use super::tag;
use crate::model::{Comment, Editorial, Kind, PassageId};

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
