//! A text in Markdown: the reading text is the file itself, and its marks say what each block is.
//!
//! Marks of blocks (`#`, `-`, `>`, fences, rules, the edges of a table), comments and front matter
//! stand between the passages and are left out; marks inside words stay, as every character of a
//! passage does.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::{Block, Reading, Shape, front_matter};
use crate::model::Kind;
use crate::text::trim_span;

/// Reads a decoded file.
pub fn read(mut reading: Reading) -> Reading {
    let mut start = 0;
    if let Some(found) = front_matter::find(&reading.text) {
        let (metadata, note) = found.metadata();
        start = found.span.end;
        reading.metadata = metadata;
        reading.notes.extend(note);
    }
    reading.shape = Shape::Written(blocks(&reading.text, start));
    reading
}

/// What is being read.
#[derive(Default)]
struct Builder {
    blocks: Vec<Block>,
    /// Bytes of the words read since the last block.
    open: Option<Range<usize>>,
    /// Containers around the words, from the outermost.
    around: Vec<Kind>,
    /// The heading of the first level that names the text.
    title: Option<usize>,
    /// Bytes of the words of a picture, where a block holds nothing else.
    picture: Option<Range<usize>>,
}

fn blocks(text: &str, start: usize) -> Vec<Block> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    let events = Parser::new_ext(&text[start..], options).into_offset_iter();
    let mut builder = Builder::default();
    let mut events = events.map(|(event, range)| (event, start + range.start..start + range.end));
    while let Some((event, range)) = events.next() {
        match event {
            Event::Start(Tag::Item) => {
                builder.close(text, None);
                builder.around.push(Kind::ListItem);
            }
            Event::Start(Tag::BlockQuote(_)) => {
                builder.close(text, None);
                builder.around.push(Kind::PullQuote);
            }
            Event::End(TagEnd::Item | TagEnd::BlockQuote(_)) => {
                builder.close(text, None);
                builder.around.pop();
            }
            Event::End(TagEnd::Heading(level)) => {
                builder.close(text, Some(Kind::Heading));
                builder.heading(level);
            }
            Event::Start(tag) if is_inline(&tag) => {
                // What stands inside it is part of it.
                let mut depth = 1;
                let mut inner: Option<Range<usize>> = None;
                for (event, range) in events.by_ref() {
                    match event {
                        Event::Start(_) => depth += 1,
                        Event::End(_) => depth -= 1,
                        _ => inner = Some(join(inner, &range)),
                    }
                    if depth == 0 {
                        break;
                    }
                }
                builder.picture = match tag {
                    Tag::Image { .. } if builder.open.is_none() => Some(inner.unwrap_or(0..0)),
                    _ => None,
                };
                builder.open = Some(join(builder.open.take(), &range));
            }
            Event::Start(Tag::HtmlBlock) => {
                builder.close(text, None);
                let end = TagEnd::HtmlBlock;
                events.by_ref().find(|(event, _)| *event == Event::End(end));
                builder.open = has_words(&text[range.clone()]).then_some(range);
                builder.close(text, None);
            }
            Event::SoftBreak
            | Event::HardBreak
            | Event::TaskListMarker(_)
            | Event::Start(Tag::TableCell)
            | Event::End(TagEnd::TableCell) => {}
            Event::Start(_) | Event::End(_) | Event::Rule => builder.close(text, None),
            _ => {
                builder.picture = None;
                builder.open = Some(join(builder.open.take(), &range));
            }
        }
    }
    builder.close(text, None);
    builder.titled()
}

impl Builder {
    /// Ends a block. `kind` is what its own marks say it is.
    fn close(&mut self, text: &str, kind: Option<Kind>) {
        let picture = self.picture.take();
        let Some(open) = self.open.take() else {
            return;
        };
        let (open, own) = match picture {
            Some(words) => (words, Some(Kind::Caption)),
            None => (open, kind),
        };
        let span = trim_span(text, open);
        if span.is_empty() {
            return;
        }
        let around = self.around.last().copied();
        self.blocks.push(Block {
            span,
            kind: own.or(around).unwrap_or(Kind::Paragraph),
        });
    }

    fn heading(&mut self, level: HeadingLevel) {
        let place = self.blocks.len().checked_sub(1);
        let is_heading = |place: &usize| self.blocks[*place].kind == Kind::Heading;
        if level == HeadingLevel::H1 && self.title.is_none() {
            self.title = place.filter(is_heading);
        }
    }

    /// The first heading of the first level is the title, or the first of another that begins the text.
    fn titled(mut self) -> Vec<Block> {
        let begins = self.blocks.first().filter(|b| b.kind == Kind::Heading);
        if let Some(place) = self.title.or(begins.map(|_| 0)) {
            self.blocks[place].kind = Kind::Title;
        }
        self.blocks
    }
}

fn join(open: Option<Range<usize>>, range: &Range<usize>) -> Range<usize> {
    match open {
        Some(open) => open.start.min(range.start)..open.end.max(range.end),
        None => range.clone(),
    }
}

fn is_inline(tag: &Tag) -> bool {
    matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

/// Whether a stretch of markup holds words outside its tags and comments.
fn has_words(markup: &str) -> bool {
    let mut rest = markup;
    while let Some((words, tag)) = rest.split_once('<') {
        if words.contains(char::is_alphanumeric) {
            return true;
        }
        let end = if tag.starts_with("!--") { "-->" } else { ">" };
        rest = tag.split_once(end).map_or("", |(_, rest)| rest);
    }
    rest.contains(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, &str)]) {
        let blocks = blocks(text, 0);
        let found: Vec<(&str, &str)> = blocks
            .iter()
            .map(|b| (b.kind.as_str(), &text[b.span.clone()]))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn marks_of_blocks_are_no_words() {
        check(
            "# One\n\nTwo *three*\nfour.\n\n- five\n- **six**\n\n> Seven\n\n---\n\n<!-- eight >\nnine -->\n",
            &[
                ("title", "One"),
                ("paragraph", "Two *three*\nfour."),
                ("list-item", "five"),
                ("list-item", "**six**"),
                ("pull-quote", "Seven"),
            ],
        );
    }

    #[test]
    fn tables_pictures_and_code_are_cut_by_their_words() {
        check(
            "Top\n===\n\n![A weir](weir.png)\n\n| a | b |\n|---|---|\n| c | d |\n\n```\nlet x;\n\nlet y;\n```\n",
            &[
                ("title", "Top"),
                ("caption", "A weir"),
                ("paragraph", "a | b"),
                ("paragraph", "c | d"),
                ("paragraph", "let x;\n\nlet y;"),
            ],
        );
    }
}
