//! What a server answered, as a record of a web archive keeps it: status, type, and the bytes of the page.

use std::io::Read;

use brotli_decompressor::Decompressor;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use httparse::{ParserConfig, Response, Status};

use super::warc::LARGEST;
use crate::unpack::{Fault, bounded};

/// An answer, unpacked.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    /// `text/html`, in lower case, without parameters.
    pub media_type: String,
    /// What the server says of the encoding of a text.
    pub charset: Option<String>,
    pub body: Vec<u8>,
}

/// Reads an answer.
///
/// # Errors
///
/// Where it is none, or its body unpacks to more than a text has, or cannot be unpacked.
pub fn answer(record: &[u8]) -> Result<Answer, Fault> {
    const MOST_FIELDS: usize = 256;
    // What came by a later version is kept in the words of the first.
    let line = record.iter().position(|b| *b == b'\n').unwrap_or(0);
    let first = String::from_utf8_lossy(&record[..line]);
    let status_line = first
        .split_once(' ')
        .filter(|(version, _)| version.starts_with("HTTP/"));
    let Some((_, after)) = status_line else {
        return Err(broken("it has no status line"));
    };
    let mut head = format!("HTTP/1.1 {}\n", after.trim_end_matches('\r')).into_bytes();
    let above = head.len();
    head.extend_from_slice(&record[line + 1..]);
    let mut fields = [httparse::EMPTY_HEADER; MOST_FIELDS];
    let mut response = Response::new(&mut fields);
    let parsed = ParserConfig::default()
        .allow_obsolete_multiline_headers_in_responses(true)
        .allow_spaces_after_header_name_in_responses(true)
        .ignore_invalid_headers_in_responses(true)
        .parse_response(&mut response, &head);
    let end = match parsed {
        Ok(Status::Complete(end)) => end,
        _ => return Err(broken("its head cannot be read")),
    };
    let field = |name: &str| {
        let found = response
            .headers
            .iter()
            .find(|h| h.name.eq_ignore_ascii_case(name));
        found.map(|h| String::from_utf8_lossy(h.value).into_owned())
    };
    let (media_type, charset) = media(&field("content-type").unwrap_or_default());
    let body = &record[(end + line + 1).saturating_sub(above).min(record.len())..];
    let mut body = body.to_vec();
    let is_chunked =
        field("transfer-encoding").is_some_and(|how| how.to_ascii_lowercase().contains("chunked"));
    if is_chunked && let Some(joined) = joined(&body) {
        body = joined;
    }
    for packed in field("content-encoding").unwrap_or_default().rsplit(',') {
        body = unpacked(body, packed.trim())?;
    }
    Ok(Answer {
        status: response.code.unwrap_or_default(),
        media_type,
        charset,
        body,
    })
}

fn broken(why: &str) -> Fault {
    Fault::Broken(why.to_owned())
}

/// Type and charset of `text/html; charset=utf-8`.
pub fn media(field: &str) -> (String, Option<String>) {
    let mut parts = field.split(';').map(str::trim);
    let kind = parts.next().unwrap_or_default().to_ascii_lowercase();
    let charset = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']);
        name.trim()
            .eq_ignore_ascii_case("charset")
            .then(|| value.to_owned())
    });
    (kind, charset)
}

/// A body that was sent in chunks. None where it is not in any: some programs keep it joined.
fn joined(body: &[u8]) -> Option<Vec<u8>> {
    let mut joined = Vec::new();
    let mut rest = body;
    loop {
        let end = rest.iter().position(|b| *b == b'\n')?;
        let line = std::str::from_utf8(&rest[..end]).ok()?;
        let digits = line.split(';').next()?.trim();
        let length = usize::from_str_radix(digits, 16).ok()?;
        rest = &rest[end + 1..];
        if length == 0 {
            return Some(joined);
        }
        joined.extend_from_slice(&rest[..length.min(rest.len())]);
        // One that breaks off is kept as far as it goes.
        let Some(after) = rest.get(length..).filter(|after| !after.is_empty()) else {
            return Some(joined);
        };
        rest = after.strip_prefix(b"\r\n").or(after.strip_prefix(b"\n"))?;
    }
}

/// Some programs keep a body unpacked and the word that it is packed; such a body stays as it is.
fn unpacked(body: Vec<u8>, how: &str) -> Result<Vec<u8>, Fault> {
    let packed = body.as_slice();
    let readers: Vec<Box<dyn Read + '_>> = match how.to_ascii_lowercase().as_str() {
        "" | "identity" => return Ok(body),
        "gzip" | "x-gzip" if packed.starts_with(&[0x1f, 0x8b]) => {
            vec![Box::new(MultiGzDecoder::new(packed))]
        }
        // Servers send two things by this name.
        "deflate" => vec![
            Box::new(ZlibDecoder::new(packed)),
            Box::new(DeflateDecoder::new(packed)),
        ],
        "br" => vec![Box::new(Decompressor::new(packed, 1 << 14))],
        "gzip" | "x-gzip" => Vec::new(),
        other => {
            return Err(broken(&format!(
                "it is packed as '{other}', which is not known"
            )));
        }
    };
    for reader in readers {
        match bounded(reader, LARGEST) {
            Err(Fault::Broken(_)) => {}
            settled => return settled,
        }
    }
    match std::str::from_utf8(&body) {
        Ok(words) if !words.contains('\0') => Ok(body),
        _ => Err(broken("its body cannot be unpacked")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_joined_and_its_type_read() {
        let record = b"HTTP/2 200\r\nContent-Type: Text/HTML; charset=\"latin1\"\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1;x\r\nc\r\n0\r\n\r\n";
        let expected = Answer {
            status: 200,
            media_type: "text/html".to_owned(),
            charset: Some("latin1".to_owned()),
            body: b"abc".to_vec(),
        };
        assert_eq!(answer(record).unwrap(), expected);
    }

    #[test]
    fn what_says_it_is_packed_and_is_not_stays_as_it_is() {
        let record = b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nTransfer-Encoding: chunked\r\n\r\nplain words";
        assert_eq!(answer(record).unwrap().body, b"plain words");
        assert!(answer(b"GET / HTTP/1.1\r\n\r\n").is_err());
    }
}
