//! The walk through a report file's Markdown, event by event.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::LazyLock;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use regex::Regex;

use super::inline::{from_link, from_tag};
use super::read::ReadPassage;
use super::tag;
use crate::model::{By, Comment, Editorial, EventId, Kind, Mark, MarkBody, PassageId};
use crate::text::is_space;

/// What the body of a report file holds.
pub struct Walked {
    pub passages: Vec<ReadPassage>,
    pub editorial: Vec<Editorial>,
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
    /// Name of the tag that closes it, or None for a link.
    tag: Option<String>,
    start: Option<usize>,
    body: Option<MarkBody>,
}

#[derive(Default)]
struct Reader<'t> {
    body: &'t str,
    offset: usize,
    passages: Vec<ReadPassage>,
    /// For each passage, the id that its anchor says it answers.
    replies: Vec<Option<PassageId>>,
    editorial: Vec<Editorial>,
    astray: Vec<(usize, String)>,
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
        match event {
            Event::Start(tag) => self.start(tag, &range),
            Event::End(end) => self.end(end, &range),
            Event::Text(words) | Event::Code(words) => self.words(&words),
            Event::SoftBreak | Event::HardBreak => self.words(" "),
            Event::InlineHtml(html) => self.html(&html, range.start),
            Event::Html(html) if html.trim() == "<!-- comments -->" => self.in_comments = true,
            Event::FootnoteReference(label) => self.reference(&label),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag, range: &Range<usize>) {
        match tag {
            Tag::Link {
                dest_url, title, ..
            } => {
                let body = from_link(&dest_url, &title);
                if body.is_none() && leads_outside(&dest_url) {
                    self.astray
                        .push((self.offset + range.start, dest_url.to_string()));
                }
                self.open.push(Open {
                    tag: None,
                    start: None,
                    body,
                });
                return;
            }
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough => return,
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
        }
        self.depth += 1;
    }

    fn end(&mut self, end: TagEnd, range: &Range<usize>) {
        match end {
            TagEnd::Link => return self.close(None),
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => return,
            TagEnd::Image => {
                self.images -= 1;
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
        let label = self.footnote.take();
        let raw = self.body[range.clone()].trim();
        let is_telling = label.as_ref().is_some_and(|_| raw.contains("](../events/"));
        if self.passages.len() == self.passages_before && !is_telling && raw != "<!-- comments -->"
        {
            self.editorial.push(Editorial {
                after: self.passages.len().checked_sub(1),
                label,
                markdown: raw.to_owned(),
            });
        }
    }

    fn html(&mut self, html: &str, at: usize) {
        let Some(tag) = tag::parse(html) else { return };
        match (tag.name.as_str(), tag.closing) {
            ("a", false) => self.anchor(&tag, at),
            ("ins", false) => self.inserted = Some(String::new()),
            ("ins", true) => self.insertion(),
            ("br", _) => self.words(" "),
            (name, true) => self.close(Some(name)),
            (_, false) => self.open.push(Open {
                body: from_tag(&tag),
                tag: Some(tag.name),
                start: None,
            }),
        }
    }

    fn anchor(&mut self, tag: &tag::Tag, at: usize) {
        let Some(id) = tag.get("id").filter(|id| is_passage_id(id)) else {
            return;
        };
        self.close_passage();
        let kind = self.kind(tag);
        let comment = (kind == Kind::Comment).then(|| Comment {
            author: tag.get("data-author").map(str::to_owned),
            posted: tag.get("data-posted").map(str::to_owned),
            score: tag.get("data-score").and_then(|s| s.parse().ok()),
            depth: tag
                .get("data-depth")
                .and_then(|d| d.parse().ok())
                .unwrap_or(self.quotes.saturating_sub(1)),
            reply_to: None,
        });
        self.replies
            .push(tag.get("data-reply-to").map(PassageId::new));
        self.passages.push(ReadPassage {
            id: PassageId::new(id),
            n: tag.get("data-n").unwrap_or_default().to_owned(),
            kind,
            comment,
            words: String::new(),
            marks: Vec::new(),
            told: Vec::new(),
            notes: Vec::new(),
            at: self.offset + at,
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

    /// Closes the innermost mark that this tag, or the end of a link, belongs to.
    fn close(&mut self, name: Option<&str>) {
        let Some(place) = self.open.iter().rposition(|o| o.tag.as_deref() == name) else {
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
        if name == Some("del") {
            self.deleted = Some(span.clone());
            passage.marks.push(mark(
                span,
                MarkBody::Correction {
                    words: String::new(),
                },
            ));
        } else if let Some(body) = open.body.filter(|_| !span.is_empty()) {
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
            self.close(tag.as_deref());
        }
        if let Some(passage) = self.passages.last_mut().filter(|_| self.in_passage) {
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
