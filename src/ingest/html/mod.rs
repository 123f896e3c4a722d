//! Reading an HTML source: its visible text, block by block, and what the markup says of each block.
//!
//! Only the tokenizer of a browser-grade parser is used, over a tree of our own: a source may nest
//! without end or never close an element, and this way time and memory stay linear and nothing
//! recurses. The markup gives signals; where it is silent, the rules for plain text decide.

mod around;
mod builder;
mod classes;
mod elements;
mod linked;
mod main_text;
mod metadata;
mod tags;
mod tree;

use std::ops::Range;

use super::lines::Line;
use crate::model::{Kind, Reason};

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
}

/// What the markup says of the lines of a page.
#[derive(Debug, Default)]
pub struct Hints {
    /// One for each line.
    pub lines: Vec<Hint>,
    pub title: Option<usize>,
    pub told: bool,
}

/// Reads a page.
pub fn read(markup: &str) -> Read {
    let (markup, cut) = tags::bounded(markup);
    let mut page = tree::read(&markup);
    let metadata = metadata::of(&page);
    let found = main_text::find(&page, metadata.title.as_deref());
    Read {
        text: std::mem::take(&mut page.text),
        blocks: page
            .blocks
            .iter()
            .map(|b| b.span.clone())
            .zip(found.hints)
            .collect(),
        metadata,
        title: found.title,
        told: found.told,
        out_of_bounds: cut || page.too_deep,
    }
}

impl Read {
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
            hints.lines.push(hint.unwrap_or_default());
        }
        hints
    }
}

#[cfg(test)]
mod tests;
