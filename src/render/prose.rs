//! Markdown that people wrote (notes of records, editors' notes, essays) as HTML.
//!
//! Raw HTML is shown as text. A link to a file of content/ becomes a link to its page; one that leads
//! nowhere, or to an address that is neither on the site nor on the web, keeps its words only, and is
//! reported.

use std::ops::Range;
use std::path::Path;

use pulldown_cmark::{
    CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html,
};

use super::address;
use super::code;
use super::desk::Desk;
use crate::model::{Diagnostic, EntityId, EventId, Place, ReportId};

/// Where a piece of Markdown stands and what is to become of it.
pub struct Prose<'a> {
    /// The page on which it is shown.
    pub from: &'a str,
    /// The folder below content/ in which its file is: links are relative to it.
    pub folder: &'a str,
    /// The file, for naming it when a link leads nowhere.
    pub file: &'a Path,
    /// Lines of the file before the Markdown, where they are known.
    pub lines_before: Option<usize>,
}

/// The Markdown as HTML.
pub fn render(
    desk: &Desk,
    prose: &Prose,
    markdown: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> String {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let highest = highest_heading(markdown, options);
    let mut events = Vec::new();
    let mut code: Option<(String, String)> = None;
    let mut links = Vec::new();
    let mut in_image = 0;
    for (event, range) in Parser::new_ext(markdown, options).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                let language = match kind {
                    CodeBlockKind::Fenced(language) => language.to_string(),
                    CodeBlockKind::Indented => String::new(),
                };
                code = Some((language, String::new()));
            }
            Event::End(TagEnd::CodeBlock) => {
                if let Some((language, text)) = code.take() {
                    events.push(Event::Html(code::block(&language, &text).into()));
                }
            }
            Event::Text(text) if code.is_some() => {
                if let Some((_, lines)) = &mut code {
                    lines.push_str(&text);
                }
            }
            // Alignment would be written as an inline style, which the pages do not allow.
            Event::Start(Tag::Table(columns)) => {
                let plain = vec![pulldown_cmark::Alignment::None; columns.len()];
                events.push(Event::Start(Tag::Table(plain)));
            }
            Event::Start(Tag::Heading { level, .. }) => events.push(Event::Start(Tag::Heading {
                level: below_the_title(level, highest),
                id: None,
                classes: Vec::new(),
                attrs: Vec::new(),
            })),
            Event::End(TagEnd::Heading(level)) => {
                events.push(Event::End(TagEnd::Heading(below_the_title(level, highest))));
            }
            Event::Html(raw) | Event::InlineHtml(raw) => events.push(Event::Text(raw)),
            // No image is served with the site: what it shows is said instead.
            Event::Start(Tag::Image { .. }) => in_image += 1,
            Event::End(TagEnd::Image) if in_image > 0 => in_image -= 1,
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            }) => {
                let resolved = resolve(desk, prose, &dest_url);
                if resolved.is_none() {
                    diagnostics.push(dead_link(prose, markdown, range, &dest_url));
                }
                if let Some(url) = &resolved {
                    events.push(Event::Start(Tag::Link {
                        link_type,
                        dest_url: CowStr::from(url.clone()),
                        title,
                        id,
                    }));
                }
                links.push(resolved.is_some());
            }
            Event::End(TagEnd::Link) => {
                if links.pop() == Some(true) {
                    events.push(Event::End(TagEnd::Link));
                }
            }
            event => events.push(event),
        }
    }
    let mut out = String::with_capacity(markdown.len() * 2);
    html::push_html(&mut out, events.into_iter());
    out
}

/// The highest level at which the Markdown has a heading.
fn highest_heading(markdown: &str, options: Options) -> usize {
    let level = |event| match event {
        Event::Start(Tag::Heading { level, .. }) => Some(level as usize),
        _ => None,
    };
    Parser::new_ext(markdown, options)
        .filter_map(level)
        .min()
        .unwrap_or(1)
}

/// The level of a heading on its page, whose title is the only one of level 1. Whether an author
/// begins with `#` or with `##`, no level is left out.
fn below_the_title(level: HeadingLevel, highest: usize) -> HeadingLevel {
    let below = level as usize - highest + 2;
    HeadingLevel::try_from(below).unwrap_or(HeadingLevel::H6)
}

fn dead_link(prose: &Prose, markdown: &str, link: Range<usize>, url: &str) -> Diagnostic {
    let place = match prose.lines_before {
        Some(lines) => {
            let mut place = Place::span(prose.file, markdown, link);
            place.line = place.line.map(|line| line + lines);
            place
        }
        None => Place::file(prose.file),
    };
    Diagnostic::warning(
        "link-leads-nowhere",
        format!("a link leads to {url:?}, which is no page of the archive"),
    )
    .at(place)
    .hint("link to a file below content/, or to an address on the web")
}

/// The address a link of content/ has on the site.
fn resolve(desk: &Desk, prose: &Prose, url: &str) -> Option<String> {
    let scheme = url
        .split_once(':')
        .map(|(scheme, _)| scheme.to_ascii_lowercase());
    match scheme.as_deref() {
        Some("http" | "https" | "mailto") => return Some(url.to_owned()),
        // `data:`, `javascript:` and the like never reach a page.
        Some(scheme)
            if scheme
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b)) =>
        {
            return None;
        }
        _ => {}
    }
    let (path, element) = match url.split_once('#') {
        Some((path, element)) => (path, Some(element)),
        None => (url, None),
    };
    if path.starts_with('/') || path.starts_with('\\') {
        return None;
    }
    if path.is_empty() {
        return element.map(|element| format!("#{}", encode(element)));
    }
    let target = page_of(&below_content(prose.folder, &decode(path))?)?;
    if !desk.addresses.contains(&target) {
        return None;
    }
    let link = address::link(prose.from, &target);
    Some(match element {
        Some(element) => format!("{link}#{}", encode(element)),
        None => link,
    })
}

/// A fragment with what would end an attribute or start another taken out; text fragments stay whole.
fn encode(element: &str) -> String {
    element
        .chars()
        .filter(|c| !matches!(c, '"' | '\'' | '<' | '>' | ' '))
        .collect()
}

fn decode(path: &str) -> String {
    let bytes = path.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = (bytes[at] == b'%')
            .then(|| path.get(at + 1..at + 3))
            .flatten();
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// A path relative to a folder of content/, as a path below content/; None outside of it.
fn below_content(folder: &str, path: &str) -> Option<String> {
    let mut segments: Vec<&str> = folder.split('/').filter(|s| !s.is_empty()).collect();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop()?;
            }
            segment => segments.push(segment),
        }
    }
    Some(segments.join("/"))
}

/// The page of a file below content/.
fn page_of(file: &str) -> Option<String> {
    let (folder, name) = file.split_once('/')?;
    if folder == "sources" {
        return Some(address::source(&crate::model::SourceId::new(name)));
    }
    let stem = name.strip_suffix(".md")?;
    match folder {
        "reports" => Some(address::report(&ReportId::new(stem))),
        "entities" => Some(address::entity(&EntityId::new(stem))),
        "events" => Some(address::event(&EventId::new(stem))),
        "pages" => Some(address::page(stem)),
        _ => None,
    }
}

/// The first sentence or so of a Markdown text, as plain words: for previews.
pub fn first_words(desk: &Desk, markdown: &str, characters: usize) -> String {
    let mut words = String::new();
    for event in Parser::new(markdown) {
        match event {
            Event::Text(text) | Event::Code(text) => words.push_str(&text),
            Event::SoftBreak | Event::HardBreak => words.push(' '),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_)) => break,
            _ => {}
        }
        if words.len() > characters * 8 {
            break;
        }
    }
    super::signs::shorten(desk.words, &words, characters)
}
