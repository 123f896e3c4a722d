//! A document of a word processor (Office Open XML): a paragraph is a block, a row of a table a line.
//!
//! What was deleted while changes were tracked is left out, what was inserted is in. Footnotes follow
//! the text, with the numbers that they have in it.

use std::collections::BTreeMap;
use std::io::Cursor;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::{Building, Reading, said};
use crate::ingest::html::Metadata;
use crate::model::{Diagnostic, Kind};
use crate::unpack::{self, Fault};

/// No document has more text than this; a file that unpacks to more is a trap.
const LARGEST: u64 = 64 << 20;

/// Reads the bytes of a document.
///
/// # Errors
///
/// Where they are none, or unpack to more than a document could hold.
pub fn read(bytes: &[u8]) -> Result<Reading, Diagnostic> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))
        .map_err(|fault| invalid(&Fault::Broken(fault.to_string())))?;
    let mut part = |name: &str| {
        let bytes = unpack::entry(&mut archive, name, LARGEST);
        bytes.map(|b| String::from_utf8_lossy(&b).into_owned())
    };
    let document = part("word/document.xml").map_err(|fault| invalid(&fault))?;
    let styles = part("word/styles.xml").map(|xml| styles(&xml));
    let core = part("docProps/core.xml").map(|xml| core(&xml));
    let styles = styles.unwrap_or_default();
    let mut body = Body::new(&styles);
    let whole = body.read(&document);
    let mut footnotes = Body::new(&styles);
    for name in ["word/footnotes.xml", "word/endnotes.xml"] {
        if let Ok(xml) = part(name) {
            footnotes.read(&xml);
        }
    }
    let mut building = body.building;
    for block in footnotes.building.blocks {
        building.add(&footnotes.building.text[block.span], block.kind);
    }
    titled(&mut building);
    let mut reading = building.finish(core.unwrap_or_default());
    if !whole {
        let message = "this document is damaged: what could be read of it was";
        let note = Diagnostic::warning("docx-invalid", message);
        reading
            .notes
            .push(note.hint("open it in a word processor and save it again"));
    }
    Ok(reading)
}

fn invalid(fault: &Fault) -> Diagnostic {
    let (why, cure) = match fault {
        Fault::Missing => (
            "it holds no word/document.xml".to_owned(),
            "save it again as .docx, or its words as .txt",
        ),
        Fault::TooLarge => (
            format!("it unpacks to more than {} MB", LARGEST >> 20),
            "save its words as .txt",
        ),
        Fault::Broken(why) => (why.clone(), "open it in a word processor and save it again"),
    };
    Diagnostic::error(
        "docx-invalid",
        format!("this document cannot be read: {why}"),
    )
    .hint(cure)
}

/// The first paragraph that is styled as a title is it, or a heading that begins the text.
fn titled(building: &mut Building) {
    let mut titles = building.blocks.iter_mut().filter(|b| b.kind == Kind::Title);
    if titles.next().is_some() {
        titles.for_each(|block| block.kind = Kind::Heading);
    } else if let Some(first) = building.blocks.first_mut()
        && first.kind == Kind::Heading
    {
        first.kind = Kind::Title;
    }
}

/// A paragraph that has not ended.
#[derive(Default)]
struct Paragraph {
    words: String,
    style: Option<String>,
    in_list: bool,
}

/// What is being read.
struct Body<'s> {
    styles: &'s BTreeMap<String, Kind>,
    building: Building,
    /// Open paragraphs: a text box stands inside one.
    open: Vec<Paragraph>,
    /// Cells of the row of the outermost table, and how many tables are open.
    cells: Vec<String>,
    tables: usize,
    /// How many elements are open whose words do not count.
    skipped: usize,
    in_words: bool,
    /// Footnotes and endnotes by their ids, in the order in which they are referred to or stand.
    notes: usize,
}

impl<'s> Body<'s> {
    fn new(styles: &'s BTreeMap<String, Kind>) -> Self {
        Self {
            styles,
            building: Building::default(),
            open: Vec::new(),
            cells: Vec::new(),
            tables: 0,
            skipped: 0,
            in_words: false,
            notes: 0,
        }
    }

    /// Reads a part; whether it was read to its end.
    fn read(&mut self, xml: &str) -> bool {
        let mut reader = Reader::from_str(xml);
        loop {
            match reader.read_event() {
                Ok(Event::Start(tag)) => self.start(&tag),
                Ok(Event::Empty(tag)) => {
                    self.start(&tag);
                    self.end(tag.local_name().as_ref());
                }
                Ok(Event::End(tag)) => self.end(tag.local_name().as_ref()),
                Ok(Event::Text(words)) => self.words(&words.xml10_content()),
                Ok(Event::CData(words)) => self.words(&words.xml10_content()),
                Ok(Event::GeneralRef(name)) => self.words(&referred(&name)),
                Ok(Event::Eof) => return self.finish(),
                Err(_) => {
                    self.finish();
                    return false;
                }
                Ok(_) => {}
            }
        }
    }

    /// Ends what a damaged part left open; whether nothing was.
    fn finish(&mut self) -> bool {
        let whole = self.open.is_empty() && self.tables == 0;
        self.tables = 0;
        self.skipped = 0;
        while !self.open.is_empty() {
            self.end("p");
        }
        self.end("tr");
        whole
    }

    fn start(&mut self, tag: &BytesStart) {
        let name = tag.local_name();
        let name: &str = name.as_ref();
        if is_skipped(name) || is_separator(tag, name) {
            self.skipped += 1;
        }
        if self.skipped > 0 {
            return;
        }
        match name {
            "p" => self.open.push(Paragraph::default()),
            "pStyle" => {
                if let Some(paragraph) = self.open.last_mut() {
                    paragraph.style = value(tag, "val");
                }
            }
            "numPr" => {
                if let Some(paragraph) = self.open.last_mut() {
                    paragraph.in_list = true;
                }
            }
            "t" => self.in_words = true,
            "tab" | "br" | "cr" => self.push(if name == "tab" { " " } else { "\n" }),
            "noBreakHyphen" => self.push("\u{2011}"),
            "footnoteReference" | "endnoteReference" | "footnoteRef" | "endnoteRef" => {
                self.notes += 1;
                let number = format!("[{}]", self.notes);
                self.push(&number);
            }
            "tbl" => self.tables += 1,
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if is_skipped(name) || self.skipped > 0 && is_note(name) {
            self.skipped = self.skipped.saturating_sub(1);
            return;
        }
        if self.skipped > 0 {
            return;
        }
        match name {
            "t" => self.in_words = false,
            "p" => self.end_paragraph(),
            "tbl" => self.tables = self.tables.saturating_sub(1),
            "tr" if self.tables <= 1 => {
                let row = std::mem::take(&mut self.cells).join(" | ");
                self.building.add(&row, Kind::Paragraph);
            }
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        let Some(paragraph) = self.open.pop() else {
            return;
        };
        if self.tables > 0 {
            let words = paragraph.words.trim();
            if !words.is_empty() {
                self.cells.push(words.to_owned());
            }
            return;
        }
        let styled = paragraph.style.and_then(|s| self.styles.get(&s).copied());
        let item = paragraph.in_list.then_some(Kind::ListItem);
        let kind = styled.or(item).unwrap_or(Kind::Paragraph);
        self.building.add(&paragraph.words, kind);
    }

    fn words(&mut self, words: &str) {
        if self.in_words && self.skipped == 0 {
            self.push(words);
        }
    }

    fn push(&mut self, words: &str) {
        if let Some(paragraph) = self.open.last_mut() {
            paragraph.words.push_str(words);
        }
    }
}

/// Elements whose words were deleted or moved away, or stand beside in a form that is read already.
fn is_skipped(name: &str) -> bool {
    matches!(name, "del" | "moveFrom" | "Fallback")
}

fn is_note(name: &str) -> bool {
    matches!(name, "footnote" | "endnote")
}

/// The lines that part footnotes from the text are footnotes too, of a type of their own.
fn is_separator(tag: &BytesStart, name: &str) -> bool {
    is_note(name) && value(tag, "type").is_some_and(|kind| kind != "normal")
}

fn value(tag: &BytesStart, name: &str) -> Option<String> {
    let mut attributes = tag.attributes();
    let mut attributes = attributes.with_checks(false).flatten();
    let found = attributes.find(|a| a.key.local_name().as_ref() == name)?;
    let value = found.normalized_value(quick_xml::XmlVersion::Implicit1_0);
    Some(value.ok()?.into_owned())
}

/// A character that stands as `&amp;` or `&#8217;`.
fn referred(name: &quick_xml::events::BytesRef) -> String {
    if let Ok(Some(character)) = name.resolve_char_ref() {
        return character.to_string();
    }
    let known = match &**name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => "",
    };
    known.to_owned()
}

/// The kinds of the styles that have one, by id. Names are English whatever the language of the program
/// that wrote them; ids are not.
fn styles(xml: &str) -> BTreeMap<String, Kind> {
    let mut styles = BTreeMap::new();
    let mut reader = Reader::from_str(xml);
    let mut id = None;
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Eof => break,
            Event::Start(tag) if tag.local_name().as_ref() == "style" => {
                id = value(&tag, "styleId");
            }
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == "name" => {
                let kind = value(&tag, "val").and_then(|name| kind(&name));
                if let (Some(id), Some(kind)) = (id.take(), kind) {
                    styles.insert(id, kind);
                }
            }
            _ => {}
        }
    }
    styles
}

fn kind(style: &str) -> Option<Kind> {
    let style = style.to_ascii_lowercase();
    match style.as_str() {
        "title" => Some(Kind::Title),
        "caption" => Some(Kind::Caption),
        "quote" | "intense quote" => Some(Kind::PullQuote),
        _ if style.starts_with("heading ") => Some(Kind::Heading),
        _ if style.starts_with("list") => Some(Kind::ListItem),
        _ => None,
    }
}

/// What a document says of itself (docProps/core.xml: Dublin Core).
fn core(xml: &str) -> Metadata {
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    let mut reader = Reader::from_str(xml);
    let mut open = None;
    while let Ok(event) = reader.read_event() {
        let words = match event {
            Event::Eof => break,
            Event::Start(tag) => {
                open = Some(tag.local_name().as_ref().to_owned());
                continue;
            }
            Event::End(_) => {
                open = None;
                continue;
            }
            Event::Text(words) => words.xml10_content().into_owned(),
            Event::GeneralRef(name) => referred(&name),
            _ => continue,
        };
        if let Some(name) = &open {
            found.entry(name.clone()).or_default().push_str(&words);
        }
    }
    let name = |key: &str| found.get(key).and_then(|words| said::name(words));
    Metadata {
        title: name("title"),
        author: name("creator"),
        published: found.get("created").and_then(|words| said::date(words)),
        language: found
            .get("language")
            .and_then(|words| said::language(words)),
        ..Metadata::default()
    }
}
