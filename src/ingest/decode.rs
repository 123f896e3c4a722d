use std::sync::LazyLock;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use regex::bytes::Regex;

/// Why bytes are no text.
#[derive(Debug, PartialEq, Eq)]
pub enum Undecodable {
    /// Control characters that no text has; the byte or character where the first one stands.
    Binary(usize),
    /// No common encoding reads all of it; the best guess.
    Malformed(&'static str),
}

/// Reads bytes as text in whichever common encoding they are in, and names it (WHATWG).
///
/// A byte-order mark stays in the text as a character, and line ends are not folded, so that
/// offsets in the text are offsets in the file.
pub fn decode(bytes: &[u8]) -> Result<(String, &'static str), Undecodable> {
    let encoding = guess(bytes);
    let text = encoding
        .decode_without_bom_handling_and_without_replacement(bytes)
        .ok_or(Undecodable::Malformed(encoding.name()))?;
    match first_binary(&text) {
        Some(at) => Err(Undecodable::Binary(at)),
        None => Ok((text.into_owned(), encoding.name())),
    }
}

/// Reads the bytes of an HTML page: a byte-order mark comes first, then what the page says of itself.
///
/// Where that cannot be, the bytes decide as they do for plain text. A stray NUL is no text, and no
/// reason to refuse a page: browsers ignore it.
pub fn decode_html(bytes: &[u8]) -> Result<(String, &'static str), Undecodable> {
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let said = marked.or_else(|| stated_charset(bytes));
    let read = |encoding: &'static Encoding| {
        let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
        Some((text.into_owned(), encoding))
    };
    let (text, encoding) = match said.and_then(read) {
        Some(read) => read,
        None => {
            let encoding = guess(bytes);
            read(encoding).ok_or(Undecodable::Malformed(encoding.name()))?
        }
    };
    let mut controls = text.chars().enumerate().filter(|(_, c)| is_control(*c));
    let first = controls.next().map(|(at, _)| at);
    match first.filter(|_| controls.count() + 1 > (text.len() / STRAY).max(FEW)) {
        Some(at) => Err(Undecodable::Binary(at)),
        None => Ok((text, encoding.name())),
    }
}

static CHARSET: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?i)<meta\s[^>]{0,300}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w:.-]{1,40})"#)
        .expect("a fixed pattern")
});

/// The encoding that a page names in its first bytes (HTML standard, 13.2.3.2).
fn stated_charset(bytes: &[u8]) -> Option<&'static Encoding> {
    const HEAD: usize = 4096;
    let head = &bytes[..bytes.len().min(HEAD)];
    let found = CHARSET.captures(head)?.get(1)?;
    let encoding = Encoding::for_label(found.as_bytes())?;
    // A page that can say so in ASCII is not written in UTF-16.
    Some(if encoding == UTF_16LE || encoding == UTF_16BE {
        UTF_8
    } else {
        encoding
    })
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    if let Some(encoding) = unmarked_utf16(bytes) {
        return encoding;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Latin text in UTF-16 has a zero in every other byte, and nowhere else.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    const SAMPLE: usize = 512;
    let sample = &bytes[..bytes.len().min(SAMPLE) / 2 * 2];
    let zeros = |from: usize| {
        sample
            .iter()
            .skip(from)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    let most = sample.len() / 2 * 7 / 10;
    if sample.len() < 8 {
        None
    } else if odd > most && even == 0 {
        Some(UTF_16LE)
    } else if even > most && odd == 0 {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// A page may have these few control characters, however short it is.
const FEW: usize = 8;
/// One control character in so many is a stray one.
const STRAY: usize = 50;

/// Where a text that is none gives itself away: at a NUL, or at the first of many control
/// characters. Scraped text has a stray one now and then.
fn first_binary(text: &str) -> Option<usize> {
    let mut controls = text.chars().enumerate().filter(|(_, c)| is_control(*c));
    let (first, _) = controls.next()?;
    let nul = text.chars().position(|c| c == '\0');
    nul.or((controls.count() + 1 > text.len() / STRAY).then_some(first))
}

/// The controls that are neither white space nor escapes.
fn is_control(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{e}'..='\u{1a}' | '\u{1c}'..='\u{1f}' | '\u{7f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_encodings_are_read() {
        let words = "Été à Erevan, œuvre inachevée ; l’hiver n’est pas fini.";
        assert_eq!(decode(words.as_bytes()), Ok((words.to_owned(), "UTF-8")));
        let marked = format!("\u{feff}{words}");
        assert_eq!(decode(marked.as_bytes()), Ok((marked.clone(), "UTF-8")));
        let (latin, ..) = encoding_rs::WINDOWS_1252.encode(words);
        assert_eq!(decode(&latin), Ok((words.to_owned(), "windows-1252")));
        let wide: Vec<u8> = marked.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&wide), Ok((marked, "UTF-16LE")));
        let unmarked: Vec<u8> = words.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode(&unmarked), Ok((words.to_owned(), "UTF-16BE")));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert_eq!(decode(b"ab\0cd"), Err(Undecodable::Binary(2)));
        assert!(decode(&[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]).is_err());
        assert_eq!(decode(b""), Ok((String::new(), "UTF-8")));
    }
}
