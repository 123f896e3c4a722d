use std::ops::Range;

use html5ever::LocalName;
use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::Tokenizer;

use super::builder::Sink;
use super::classes::Names;
use super::metadata::Found;
use crate::model::Kind;

/// A page: its elements in document order, so that a parent stands before its children.
#[derive(Debug, Default)]
pub struct Tree {
    pub elements: Vec<Element>,
    pub blocks: Vec<Block>,
    pub text: String,
    pub found: Found,
    pub too_deep: bool,
}

#[derive(Debug)]
pub struct Element {
    pub parent: usize,
    pub depth: usize,
    pub name: LocalName,
    pub names: Names,
    /// The same for elements of one name and `class`; 0 without a `class`.
    pub signature: u64,
    /// Kind of the blocks in it.
    pub kind: Option<Kind>,
    pub in_link: bool,
    pub hidden: bool,
    /// `itemprop="articleBody"`, `role="main"`, `<main>`, `<article>`, or a class that says the same.
    pub article: bool,
    /// It holds who wrote the text or when, by `itemprop`, `rel` or `<time>`.
    pub credit: bool,
    /// It holds one reader's comment, by its name or type.
    pub comment: bool,
    /// When a `<time>` is.
    pub datetime: Option<Box<str>>,
}

/// A stretch of visible text between two places where a browser begins a new line.
#[derive(Debug)]
pub struct Block {
    pub span: Range<usize>,
    /// The innermost element that holds all of it.
    pub element: usize,
    /// Characters but white space, and how many of them are in links.
    pub chars: usize,
    pub in_links: usize,
    pub has_credit: bool,
    /// How many cells of a row of a table it holds; 1 elsewhere.
    pub cells: usize,
}

impl Element {
    /// The element that holds all others.
    pub fn root() -> Self {
        Self {
            parent: 0,
            depth: 0,
            name: LocalName::from("body"),
            names: Names::default(),
            signature: 0,
            kind: None,
            in_link: false,
            hidden: false,
            article: false,
            credit: false,
            comment: false,
            datetime: None,
        }
    }
}

/// Reads the tokens of a page.
pub fn read(markup: &str) -> Tree {
    const PIECE: usize = 1 << 16;
    let tokenizer = Tokenizer::new(Sink::default(), Default::default());
    let queue = BufferQueue::default();
    let mut rest = markup;
    while !rest.is_empty() {
        let mut end = PIECE.min(rest.len());
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        queue.push_back(StrTendril::from_slice(&rest[..end]));
        let _ = tokenizer.feed(&queue);
        rest = &rest[end..];
    }
    tokenizer.end();
    let mut builder = tokenizer.sink.0.into_inner();
    builder.end_block();
    builder.tree
}
