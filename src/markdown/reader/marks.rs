//! What stands inside a passage: its words, and the marks around them.

use std::ops::Range;

use super::{EMPHASIS, Reader, is_passage_id};
use crate::markdown::inline::from_tag;
use crate::markdown::read::ReadPassage;
use crate::markdown::tag;
use crate::model::{EventId, Mark, MarkBody};
use crate::text::is_space;

/// An open mark; its start is known once its first word is.
pub(super) struct Open {
    /// Name of the tag that closes it; `[` for a link, `*` for emphasis of any kind.
    pub tag: String,
    pub start: Option<usize>,
    /// What it says; None for Markdown that the program has no meaning for.
    pub body: Option<MarkBody>,
    /// How it is opened in the file.
    pub raw: String,
}

impl Reader<'_> {
    pub(super) fn open(&mut self, tag: &str, body: Option<MarkBody>, raw: String) {
        self.open.push(Open {
            tag: tag.to_owned(),
            start: None,
            body,
            raw,
        });
    }

    /// The first bytes of something in the file.
    pub(super) fn raw(&self, range: &Range<usize>, bytes: usize) -> String {
        let raw = self.body.get(range.start..range.start + bytes);
        raw.unwrap_or_default().to_owned()
    }

    pub(super) fn html(&mut self, html: &str, at: usize) {
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
    pub(super) fn code(&mut self, words: &str, range: &Range<usize>) {
        let raw = &self.body[range.clone()];
        let signs = raw.len() - raw.trim_start_matches('`').len();
        let sign = raw[..signs].to_owned();
        self.open(EMPHASIS, None, sign.clone());
        self.words(words);
        self.close(EMPHASIS, &sign);
    }

    /// Something of a person's between the words: a picture, a note to themselves.
    pub(super) fn point(&mut self, raw: &str) {
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

    pub(super) fn words(&mut self, words: &str) {
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
    pub(super) fn close(&mut self, name: &str, raw: &str) {
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
    pub(super) fn insertion(&mut self) {
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

    pub(super) fn reference(&mut self, label: &str) {
        let Some(passage) = self.passages.last_mut().filter(|_| self.in_passage) else {
            return;
        };
        if label.starts_with("note-") {
            passage.notes.push(label.to_owned());
        } else {
            passage.told.push(EventId::new(label));
        }
    }
}

/// Where the next word will begin; `space`: after white space.
fn next_word(passage: &ReadPassage, space: bool) -> usize {
    passage.words.len() + usize::from(space && !passage.words.is_empty())
}

fn mark(span: Range<usize>, body: MarkBody) -> Mark {
    Mark::person(span, body)
}
