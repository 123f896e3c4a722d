//! Reading an HTML source: its visible text, block by block, and what the markup says of each block.
//!
//! Only the tokenizer of a browser-grade parser is used, over a tree of our own: a source may nest
//! without end or never close an element, and this way time and memory stay linear and nothing
//! recurses. The markup gives signals; where it is silent, the rules for plain text decide.

mod around;
mod articles;
mod builder;
mod classes;
mod elements;
mod linked;
mod main_text;
mod metadata;
mod tags;
mod threads;
mod title;
mod tree;

use std::ops::Range;

use super::lines::Line;
use crate::model::{Comment, Kind, Reason, ReportDraft};
use crate::text::trim_span;

pub use metadata::Metadata;

/// A page as it is read.
#[derive(Debug, Default)]
pub struct Read {
    /// Every visible block in document order, one a line, with blank lines between them.
    pub text: String,
    /// Metadata of the page, for the first of its texts.
    pub metadata: Metadata,
    /// One hint for each block, by its bytes in the text.
    pub blocks: Vec<(Range<usize>, Hint)>,
    /// Place of the block that holds the title.
    pub title: Option<usize>,
    /// Where the page holds several texts: for each, the block of its title and when it was published.
    pub texts: Vec<(usize, Option<String>)>,
    /// Readers' comments, of which the words are blocks that no report has.
    pub comments: Vec<Remark>,
    /// Whether the markup shows where the main text is.
    pub told: bool,
    /// Whether the bounds on nesting and attributes were met.
    pub out_of_bounds: bool,
}

/// What the markup says of a block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hint {
    pub kind: Option<Kind>,
    /// Why it is no part of the main text, where it is none.
    pub reason: Option<Reason>,
    /// It stands in the main text, by an element that says so or by what stands around it.
    pub main: bool,
    /// It is a row of a table.
    pub row: bool,
}

/// A reader's comment.
#[derive(Clone, Debug)]
pub struct Remark {
    /// Bytes of its words; in pieces where answers stand between them.
    pub spans: Vec<Range<usize>>,
    /// `reply_to` is a place among the comments of the page.
    pub comment: Comment,
}

/// What the markup says of the lines of a page.
#[derive(Debug, Default)]
pub struct Hints {
    /// One for each line.
    pub lines: Vec<Hint>,
    pub title: Option<usize>,
    /// Titles of several texts.
    pub titles: Vec<usize>,
    pub told: bool,
}

/// Reads a page.
pub fn read(markup: &str) -> Read {
    let (markup, cut) = tags::bounded(markup);
    let mut page = tree::read(&markup);
    let metadata = metadata::of(&page);
    let threads = threads::threads(&page);
    let found = main_text::find(&page, &threads, metadata.title.as_deref());
    let comments = match found.forum {
        true => Vec::new(),
        false => threads::comments(&page, &threads),
    };
    let text = std::mem::take(&mut page.text);
    let comments = remarks(&page.blocks, comments, &text);
    Read {
        blocks: page
            .blocks
            .iter()
            .map(|b| b.span.clone())
            .zip(found.hints)
            .collect(),
        comments,
        metadata,
        title: found.title,
        texts: found.texts,
        told: found.told,
        text,
        out_of_bounds: cut || page.too_deep,
    }
}

fn remarks(blocks: &[tree::Block], comments: Vec<threads::Found>, text: &str) -> Vec<Remark> {
    let span = |run: Range<usize>| {
        trim_span(
            text,
            blocks[run.start].span.start..blocks[run.end - 1].span.end,
        )
    };
    comments
        .into_iter()
        .map(|found| Remark {
            spans: found.words.into_iter().map(span).collect(),
            comment: found.comment,
        })
        .collect()
}

impl Read {
    /// Whether the page holds several texts.
    pub fn holds_several(&self) -> bool {
        self.texts.len() > 1
    }

    /// What a page of several texts says of one of its reports.
    pub fn metadata_of(&self, report: &ReportDraft) -> Option<Metadata> {
        let start = report.passages.first()?.span.start;
        let before = |(title, _): &(usize, _)| self.blocks[*title].0.start <= start;
        let text = self.texts[..self.texts.partition_point(before)].last();
        Some(Metadata {
            published: text.and_then(|(_, published)| published.clone()),
            outlet: self.metadata.outlet.clone(),
            ..Metadata::default()
        })
    }

    /// The lines that are no words of a comment.
    pub fn outside_comments(&self, lines: &[Line]) -> Vec<Line> {
        let mut spans: Vec<&Range<usize>> = self.comments.iter().flat_map(|c| &c.spans).collect();
        spans.sort_unstable_by_key(|s| s.start);
        let mut next = 0;
        let mut outside = Vec::with_capacity(lines.len());
        for line in lines {
            while next < spans.len() && spans[next].end <= line.span.start {
                next += 1;
            }
            if spans.get(next).is_none_or(|s| line.span.end <= s.start) {
                outside.push(line.clone());
            }
        }
        outside
    }

    /// The hints as the lines of the text have them: a line is a block.
    pub fn hints(&self, lines: &[Line]) -> Hints {
        let mut hints = Hints {
            told: self.told,
            ..Hints::default()
        };
        let mut block = 0;
        for line in lines {
            while block + 1 < self.blocks.len() && self.blocks[block].0.end <= line.span.start {
                block += 1;
            }
            let hint = self.blocks.get(block).map(|(_, hint)| *hint);
            if self.title == Some(block) {
                hints.title = Some(hints.lines.len());
            }
            let is_title = self.texts.binary_search_by_key(&block, |t| t.0).is_ok();
            if is_title && hints.titles.last() != Some(&hints.lines.len()) {
                hints.titles.push(hints.lines.len());
            }
            hints.lines.push(hint.unwrap_or_default());
        }
        hints
    }
}

#[cfg(test)]
mod tests;
