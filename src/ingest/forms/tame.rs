//! Makes sure that reading a PDF ends, and takes no more memory than a text could need.
//!
//! A PDF can unpack to a thousand times its size, draw a picture inside itself without end, or one
//! inside the other so that each doubles the work. The library that reads the words does what the
//! file says. So what a file unpacks to is counted before it is read, and of what its pages do only
//! what prints words is left, once it is clear how much that is.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Read};

use flate2::bufread::ZlibDecoder;
use pdf_extract::content::{Content, Operation};
use pdf_extract::{Dictionary, Document, Object, ObjectId, Stream};

/// Bytes that the streams of a file may unpack to, pictures aside.
const UNPACKED: u64 = 96 << 20;
/// Bytes of a file whose streams are packed in a way that cannot be counted beforehand.
const UNCOUNTED: usize = 1 << 20;
/// Operations of all pages together, each with what it draws.
const WORK: u64 = 8 << 20;
const MOST_PAGES: usize = 5000;
/// Drawings within drawings.
const DEEPEST: usize = 12;
/// Dictionaries between a page and the root of the tree of pages.
const HIGHEST: usize = 64;

/// Whether a file unpacks to what can be read.
///
/// # Errors
///
/// The reason, where it does not.
pub fn fits(bytes: &[u8]) -> Result<(), &'static str> {
    if bytes.len() > UNCOUNTED && bytes.windows(3).any(|w| w == b"LZW") {
        return Err("it is packed in an old way that could unpack to anything");
    }
    let mut left = UNPACKED;
    let mut tried = 4 * bytes.len() as u64 + UNPACKED;
    let mut at = 0;
    let mut dictionary = 0;
    while let Some(found) = find(&bytes[at..], b"stream") {
        let start = at + found + b"stream".len();
        let is_end = bytes[..at + found].ends_with(b"end");
        at = start;
        if is_end {
            dictionary = start;
            continue;
        }
        let head = &bytes[dictionary.max(start.saturating_sub(1000))..start];
        let is_picture = find(head, b"/Image").is_some() && !head.contains(&b'#');
        if is_picture && find(head, b"ObjStm").is_none() {
            continue;
        }
        let line = bytes[start..].iter().take_while(|b| b"\r\n".contains(b));
        let packed = &bytes[start + line.take(2).count()..];
        let (unpacked, read) = unpacked(packed, left.min(tried));
        left = left
            .checked_sub(unpacked)
            .filter(|l| *l > 0)
            .ok_or(TOO_LARGE)?;
        tried = tried.checked_sub(unpacked + read).ok_or(TOO_LARGE)?;
    }
    Ok(())
}

const TOO_LARGE: &str = "it unpacks to more than a text could need";

/// Bytes that a stream unpacks to, packed once or several times over, up to a limit; and those read.
fn unpacked(packed: &[u8], limit: u64) -> (u64, u64) {
    const LAYERS: usize = 4;
    let mut first = ZlibDecoder::new(packed);
    let mut count = Counter::default();
    // A stream that breaks off counts as far as it goes.
    let _ = std::io::copy(&mut first.by_ref().take(limit + 1), &mut count);
    let each = first.total_in();
    let (mut all, mut read) = (count.bytes, each);
    for layers in 2..=LAYERS {
        if !count.is_packed() || all > limit {
            break;
        }
        let mut reader: Box<dyn BufRead + '_> = Box::new(packed);
        for _ in 0..layers {
            reader = Box::new(BufReader::new(ZlibDecoder::new(reader)));
        }
        count = Counter::default();
        let _ = std::io::copy(&mut reader.take(limit + 1), &mut count);
        all += count.bytes;
        read += each;
    }
    (all, read)
}

/// Counts bytes, and keeps the first two.
#[derive(Default)]
struct Counter {
    bytes: u64,
    head: Vec<u8>,
}

impl Counter {
    /// Whether what was counted begins as something packed does (RFC 1950).
    fn is_packed(&self) -> bool {
        matches!(self.head[..], [a, b] if a & 15 == 8 && (u16::from(a) << 8 | u16::from(b)) % 31 == 0)
    }
}

impl std::io::Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let missing = 2 - self.head.len();
        self.head.extend(bytes.iter().take(missing));
        self.bytes += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = bytes[at..].iter().position(|b| *b == wanted[0]) {
        at += found;
        if bytes[at..].starts_with(wanted) {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// Leaves of each page what prints words, and gives the number of pages. A page whose words would take
/// too much work is left without any.
pub fn tame(document: &mut Document) -> usize {
    let pages: Vec<ObjectId> = document.page_iter().take(MOST_PAGES).collect();
    let mut forms = Forms::default();
    let mut left = WORK;
    let mut seen = BTreeSet::new();
    for page in &pages {
        if !seen.insert(*page) {
            continue;
        }
        let resources = inherited(document, *page, b"Resources");
        let resources = resources.and_then(|r| resolved(document, &r).as_dict().ok().cloned());
        let content = match document.get_page_contents(*page) {
            several if several.len() > 1000 => Vec::new(),
            _ => document.get_page_content(*page).unwrap_or_default(),
        };
        let (operations, work) = forms.words(document, &content, resources.as_ref(), 0);
        let operations = match left.checked_sub(work) {
            Some(less) => {
                left = less;
                operations
            }
            None => Vec::new(),
        };
        let content = Content { operations }.encode().unwrap_or_default();
        let content = document.add_object(Stream::new(Dictionary::new(), content));
        let media_box = inherited(document, *page, b"MediaBox").unwrap_or_else(|| {
            let corners = [0, 0, 612, 792].map(Object::Integer);
            Object::Array(corners.to_vec())
        });
        if let Ok(Object::Dictionary(page)) = document.get_object_mut(*page) {
            // What is inherited is written down here: the way up may have no end.
            page.set("Contents", Object::Reference(content));
            page.set("Resources", resources.unwrap_or_default());
            page.set("MediaBox", media_box);
            page.remove(b"Parent");
            page.remove(b"ArtBox");
        }
    }
    for (id, content) in forms.contents {
        if let Ok(Object::Stream(form)) = document.get_object_mut(id) {
            form.dict.remove(b"Filter");
            form.dict.remove(b"DecodeParms");
            form.set_content(content);
        }
    }
    pages.len()
}

/// Drawings that pages hold, by what is left of them.
#[derive(Default)]
struct Forms {
    contents: BTreeMap<ObjectId, Vec<u8>>,
    /// Work that each takes; None while it is being looked at.
    work: BTreeMap<ObjectId, Option<u64>>,
}

impl Forms {
    /// The operations that print words, and the work that they take.
    fn words(
        &mut self,
        document: &Document,
        content: &[u8],
        resources: Option<&Dictionary>,
        depth: usize,
    ) -> (Vec<Operation>, u64) {
        let Ok(Content { operations }) = Content::decode(content) else {
            return (Vec::new(), 0);
        };
        let drawings = resources.and_then(|r| r.get(b"XObject").ok());
        let drawings = drawings.and_then(|d| resolved(document, d).as_dict().ok());
        let mut work = 0_u64;
        let mut kept = Vec::new();
        for operation in operations {
            let wanted = match operation.operator.as_str() {
                "Do" => {
                    let name = operation.operands.first().and_then(|o| o.as_name().ok());
                    let drawn = name.and_then(|name| drawings?.get(name).ok()?.as_reference().ok());
                    let taken = drawn.and_then(|id| self.form(document, id, depth + 1));
                    work = work.saturating_add(taken.unwrap_or(0));
                    taken.is_some()
                }
                operator => prints(operator),
            };
            if wanted {
                work = work.saturating_add(1);
                kept.push(operation);
            }
        }
        (kept, work)
    }

    /// The work that a drawing takes. None where it is none, holds itself, or nests too deep.
    fn form(&mut self, document: &Document, id: ObjectId, depth: usize) -> Option<u64> {
        if let Some(known) = self.work.get(&id) {
            return *known;
        }
        let Ok(Object::Stream(form)) = document.get_object(id) else {
            return None;
        };
        let is_form = form
            .dict
            .get(b"Subtype")
            .and_then(Object::as_name)
            .is_ok_and(|name| name == b"Form");
        if !is_form || depth > DEEPEST {
            return None;
        }
        self.work.insert(id, None);
        let content = match form.dict.has(b"Filter") {
            true => form.decompressed_content().unwrap_or_default(),
            false => form.content.clone(),
        };
        let resources = form.dict.get(b"Resources").ok();
        let resources = resources.and_then(|r| resolved(document, r).as_dict().ok());
        let (operations, work) = self.words(document, &content, resources, depth);
        let content = Content { operations }.encode().unwrap_or_default();
        self.contents.insert(id, content);
        self.work.insert(id, Some(work));
        Some(work)
    }
}

/// The operators that print words or say where (ISO 32000-1, table 51).
fn prints(operator: &str) -> bool {
    matches!(
        operator,
        "BT" | "ET"
            | "Tf"
            | "Tj"
            | "TJ"
            | "'"
            | "\""
            | "Td"
            | "TD"
            | "Tm"
            | "T*"
            | "TL"
            | "Tc"
            | "Tw"
            | "Tz"
            | "Ts"
            | "q"
            | "Q"
            | "cm"
    )
}

/// A value of a page, or of what it hangs on.
fn inherited(document: &Document, page: ObjectId, key: &[u8]) -> Option<Object> {
    let mut at = document.get_dictionary(page).ok()?;
    for _ in 0..HIGHEST {
        if let Ok(value) = at.get(key) {
            return Some(value.clone());
        }
        let above = at.get(b"Parent").and_then(Object::as_reference).ok()?;
        at = document.get_dictionary(above).ok()?;
    }
    None
}

fn resolved<'d>(document: &'d Document, object: &'d Object) -> &'d Object {
    match object {
        Object::Reference(id) => document.get_object(*id).unwrap_or(&Object::Null),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;

    use super::*;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn stream(dictionary: &str, bytes: &[u8]) -> Vec<u8> {
        let head = format!("1 0 obj << {dictionary} >>\nstream\r\n");
        [head.as_bytes(), bytes, b"\nendstream\nendobj\n"].concat()
    }

    #[test]
    fn what_a_file_unpacks_to_is_counted() {
        let words = packed(b"BT (a) Tj ET");
        assert!(fits(&stream("/Filter /FlateDecode", &words).repeat(5000)).is_ok());
        let bomb = packed(&vec![0; 97 << 20]);
        assert!(fits(&stream("/Filter /FlateDecode", &bomb)).is_err());
        assert!(fits(&stream("/Filter /FlateDecode", &packed(&bomb))).is_err());
        assert!(fits(&stream("/Subtype /Image /Filter /FlateDecode", &bomb)).is_ok());
        assert!(fits(b"stream\n").is_ok());
    }
}
