mod implied;

use std::cell::RefCell;
use std::hash::{DefaultHasher, Hash, Hasher};

use html5ever::LocalName;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};

use super::classes;
use super::elements::{is_comment, is_inline, is_scope, is_void, kind, raw_kind};
use super::tree::{Block, Element, Tree};
use crate::text::trim_span;

/// Elements deeper than this are read as text of the one at this depth; browsers do the same at 512.
const DEEPEST: usize = 256;

/// A block that is not finished.
#[derive(Debug)]
struct Open {
    start: usize,
    element: usize,
    chars: usize,
    in_links: usize,
    has_credit: bool,
    /// The row of a table whose cells it holds, and how many.
    row: Option<usize>,
    cells: usize,
}

#[derive(Default)]
pub struct Builder {
    pub tree: Tree,
    stack: Vec<usize>,
    /// Open elements beyond the deepest.
    beyond: usize,
    block: Option<Open>,
    space: bool,
    /// A line break was the last thing in this block.
    broken: bool,
    /// The next character stands in another cell of the same row.
    next_cell: bool,
    /// The element whose content is no markup, and what of it is kept.
    raw: Option<(LocalName, String)>,
}

/// What the tokens make of a page. The tokenizer lends its sink without `mut`.
#[derive(Default)]
pub struct Sink(pub RefCell<Builder>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut builder = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                if let Some(raw) = builder.start(&tag) {
                    return TokenSinkResult::RawData(raw);
                }
            }
            Token::TagToken(tag) => builder.end(&tag.name),
            Token::CharacterTokens(text) => builder.characters(&text),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Builder {
    fn start(&mut self, tag: &Tag) -> Option<RawKind> {
        self.raw = None;
        let name = &*tag.name;
        self.tree.found.tag(tag);
        self.close_implied(name);
        if name == "br" {
            self.line_break();
            return None;
        }
        if matches!(name, "td" | "th") && self.joins_row() {
            self.next_cell = true;
        } else if !is_inline(name) {
            self.end_block();
        }
        if is_void(name) {
            return None;
        }
        let foreign = self
            .top()
            .is_some_and(|e| &*e.name == "svg" || &*e.name == "math");
        if tag.self_closing && foreign {
            return None;
        }
        if let Some(raw) = raw_kind(name) {
            self.raw = Some((tag.name.clone(), String::new()));
            return Some(raw);
        }
        if self.stack.len() >= DEEPEST {
            self.tree.too_deep = true;
            self.beyond += 1;
            return None;
        }
        self.push(tag);
        None
    }

    fn push(&mut self, tag: &Tag) {
        let name = &*tag.name;
        let attribute = |wanted: &str| {
            let found = tag.attrs.iter().find(|a| &*a.name.local == wanted);
            found.map_or("", |a| &*a.value)
        };
        let names = classes::names(&[attribute("class"), attribute("id"), attribute("role")]);
        let parent = self.stack.last().copied();
        let above = parent.map(|p| &self.tree.elements[p]);
        let style: String = attribute("style")
            .chars()
            .take(400)
            .filter(|c| !c.is_whitespace())
            .collect();
        let hides = tag.attrs.iter().any(|a| &*a.name.local == "hidden")
            || style.contains("display:none")
            || style.contains("visibility:hidden")
            || matches!(
                name,
                "svg"
                    | "template"
                    | "audio"
                    | "video"
                    | "canvas"
                    | "object"
                    | "datalist"
                    | "head"
                    | "map"
            );
        let property = attribute("itemprop").to_ascii_lowercase();
        let credit = name == "time"
            || attribute("rel")
                .split_ascii_whitespace()
                .any(|r| r.eq_ignore_ascii_case("author"))
            || ["author", "datepublished", "datemodified"]
                .iter()
                .any(|known| property.split_ascii_whitespace().any(|p| p == *known));
        let article = matches!(name, "article" | "main")
            || property
                .split_ascii_whitespace()
                .any(|p| p == "articlebody")
            || attribute("role") == "main"
            || names.article;
        let element = Element {
            parent: parent.unwrap_or(0),
            depth: self.stack.len(),
            kind: kind(name, names, above.and_then(|e| e.kind)),
            in_link: name == "a" || above.is_some_and(|e| e.in_link),
            hidden: hides || above.is_some_and(|e| e.hidden),
            name: tag.name.clone(),
            names,
            signature: signature(name, attribute("class")),
            article,
            credit,
            comment: names.comment || is_comment(attribute("itemtype"), &property),
            datetime: Some(attribute("datetime"))
                .filter(|d| name == "time" && !d.is_empty())
                .map(|d| d.chars().take(60).collect()),
        };
        self.stack.push(self.tree.elements.len());
        self.tree.elements.push(element);
        self.tree.found.opened(tag, self.stack.len());
    }

    fn end(&mut self, name: &LocalName) {
        if let Some((raw, kept)) = self.raw.take() {
            self.tree.found.raw(&raw, kept);
            if raw == *name {
                return;
            }
        }
        if &**name == "br" {
            self.line_break();
            return;
        }
        // The next cell may go on with the line of this one.
        if !is_inline(name) && !matches!(&**name, "td" | "th") {
            self.end_block();
        }
        if is_void(name) {
            return;
        }
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        let inline = is_inline(name);
        let mut at = self.stack.len();
        while at > 0 {
            at -= 1;
            let open = &self.tree.elements[self.stack[at]].name;
            if open == name {
                self.cut(at);
                return;
            }
            let stops = inline && !is_inline(open) || is_scope(open, name);
            if stops {
                return;
            }
        }
    }

    fn characters(&mut self, text: &str) {
        const LONGEST_RAW: usize = 1 << 20;
        if let Some((_, kept)) = &mut self.raw {
            if kept.len() + text.len() <= LONGEST_RAW {
                kept.push_str(text);
            }
            return;
        }
        let Some(&inner) = self.stack.last() else {
            // Text outside of any element: a fragment of a page, or none at all.
            if text.chars().any(|c| !c.is_ascii_whitespace()) {
                self.tree.elements.push(Element::root());
                self.stack.push(self.tree.elements.len() - 1);
                self.characters(text);
            }
            return;
        };
        self.tree.found.text(text);
        let (hidden, in_link) = (
            self.tree.elements[inner].hidden,
            self.tree.elements[inner].in_link,
        );
        if hidden {
            return;
        }
        let preformatted = self
            .stack
            .iter()
            .rev()
            .take(4)
            .any(|e| &*self.tree.elements[*e].name == "pre");
        let mut lines_in_a_row = 0;
        for c in text.chars() {
            if matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0c') {
                self.space = true;
                lines_in_a_row += usize::from(c == '\n');
                if preformatted && lines_in_a_row == 2 {
                    self.end_block();
                }
                continue;
            }
            lines_in_a_row = 0;
            self.broken = false;
            let start = self.tree.text.len();
            let block = match &mut self.block {
                Some(block) => block,
                None => {
                    let gap = if start == 0 { 0 } else { 2 };
                    self.tree.text.push_str(&"\n\n"[..gap]);
                    self.space = false;
                    self.block.insert(Open {
                        start: start + gap,
                        element: inner,
                        chars: 0,
                        in_links: 0,
                        has_credit: false,
                        row: row(&self.tree.elements, inner),
                        cells: 1,
                    })
                }
            };
            if std::mem::take(&mut self.next_cell) {
                self.tree.text.push_str(" |");
                self.space = true;
                block.cells += 1;
            }
            if std::mem::take(&mut self.space) {
                self.tree.text.push(' ');
            }
            self.tree.text.push(c);
            block.chars += 1;
            block.in_links += usize::from(in_link);
        }
        if let Some(block) = &mut self.block {
            let elements = &self.tree.elements;
            block.has_credit |= elements[inner].credit || elements[elements[inner].parent].credit;
            let mut other = inner;
            while block.element != other {
                if elements[block.element].depth >= elements[other].depth {
                    let deeper = block.element;
                    block.element = elements[deeper].parent;
                    if block.element == deeper {
                        break;
                    }
                } else {
                    other = elements[other].parent;
                }
            }
        }
    }

    /// A line break in a paragraph, an item or a title is a space; elsewhere, and twice, it ends one.
    fn line_break(&mut self) {
        let within =
            |name: &str| matches!(name, "p" | "li" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
        let open = self
            .stack
            .iter()
            .rev()
            .map(|e| &self.tree.elements[*e].name);
        let inside = open
            .take_while(|name| is_inline(name) || within(name))
            .any(|name| within(name));
        if inside && !self.broken {
            self.space = true;
            self.broken = true;
        } else {
            self.end_block();
        }
    }

    pub fn end_block(&mut self) {
        self.space = false;
        self.broken = false;
        self.next_cell = false;
        let Some(block) = self.block.take() else {
            return;
        };
        let span = block.start..self.tree.text.len();
        if trim_span(&self.tree.text, span.clone()).is_empty() {
            self.tree.text.truncate(block.start.saturating_sub(2));
            return;
        }
        self.tree.blocks.push(Block {
            span,
            element: block.element,
            chars: block.chars,
            in_links: block.in_links,
            has_credit: block.has_credit,
            cells: block.cells,
        });
    }

    /// Whether a cell that begins here goes on with the line of the row: the cells before it are short
    /// and hold one line each.
    fn joins_row(&self) -> bool {
        const CELL: usize = 80;
        let row = self.stack.last().copied();
        let block = self.block.as_ref();
        block.is_some_and(|b| b.row.is_some() && b.row == row && b.chars <= CELL * b.cells)
    }

    fn top(&self) -> Option<&Element> {
        self.stack.last().map(|e| &self.tree.elements[*e])
    }

    fn cut(&mut self, to: usize) {
        self.stack.truncate(to);
        self.tree.found.closed(to);
    }
}

/// The row that an element's text stands in, directly in a cell.
fn row(elements: &[Element], from: usize) -> Option<usize> {
    const UP: usize = 6;
    let mut at = from;
    for _ in 0..UP {
        let element = &elements[at];
        if matches!(&*element.name, "td" | "th") {
            return Some(element.parent).filter(|row| &*elements[*row].name == "tr");
        }
        if !is_inline(&element.name) || element.depth == 0 {
            return None;
        }
        at = element.parent;
    }
    None
}

/// Tells elements of one name and class from others.
fn signature(name: &str, class: &str) -> u64 {
    if class.is_empty() {
        return 0;
    }
    let mut hasher = DefaultHasher::new();
    (name, class).hash(&mut hasher);
    hasher.finish()
}
