//! The records of a web archive (WARC, ISO 28500), one after the other.
//!
//! A record that is damaged is told and passed over: reading goes on at the next line that begins one.
//! Of a record only its head is read until somebody wants its content, and that has a bound.

use std::io::{self, BufRead, Read};

/// A record's content is read to this length; what is longer is no text.
pub const LARGEST: u64 = 32 << 20;
const LONGEST_LINE: u64 = 16 << 10;
const LONGEST_HEAD: usize = 128 << 10;

/// The head of a record: fields by name, in lower case.
#[derive(Debug, Default)]
pub struct Head {
    fields: Vec<(String, String)>,
    length: u64,
}

impl Head {
    /// A field; names differ from each other not only by case.
    pub fn field(&self, name: &str) -> Option<&str> {
        let mut found = self.fields.iter().filter(|(known, _)| known == name);
        found.next().map(|(_, value)| value.as_str())
    }

    /// `response`, `request`, `revisit` and so on, in lower case.
    pub fn kind(&self) -> String {
        let kind = self.field("warc-type").unwrap_or_default();
        kind.to_ascii_lowercase()
    }

    /// Address of what was captured.
    pub fn address(&self) -> Option<&str> {
        let address = self.field("warc-target-uri")?;
        Some(address.trim_start_matches('<').trim_end_matches('>'))
    }

    /// When it was captured, to the minute (EDTF).
    pub fn captured(&self) -> Option<String> {
        let date = self.field("warc-date")?;
        let minute = format!("{}Z", date.get(..16)?);
        let day = date.get(..10)?.to_owned();
        [minute, day].into_iter().find(|d| crate::time::is_valid(d))
    }
}

/// What stands next in an archive.
#[derive(Debug)]
pub enum Next {
    /// A record, with its content where that was wanted.
    Record(Head, Option<Vec<u8>>),
    /// A record whose content is longer than what is read.
    TooLong,
    /// Something that cannot be read as a record, or one that breaks off.
    Damaged(Option<Head>),
    End,
}

/// Reads records.
pub struct Records<R> {
    reader: R,
    /// What stands here belongs to no record, and that has been told.
    lost: bool,
}

impl<R: BufRead> Records<R> {
    /// The records of a stream of unpacked bytes.
    pub fn new(reader: R) -> Self {
        Self {
            reader,
            lost: false,
        }
    }

    /// The reader itself.
    pub fn reader(&self) -> &R {
        &self.reader
    }

    /// The next record. `wanted` says by its head whether its content is.
    ///
    /// # Errors
    ///
    /// Where the disk fails; damage is no error.
    pub fn next(&mut self, wanted: impl Fn(&Head) -> bool) -> io::Result<Next> {
        loop {
            let line = match self.line() {
                Ok(line) => line,
                Err(fault) => return damage(fault, None),
            };
            if line.is_empty() {
                return Ok(Next::End);
            }
            if line.starts_with(b"WARC/") {
                self.lost = false;
                return match self.head() {
                    Ok(Some(head)) => self.content(head, wanted),
                    Ok(None) => {
                        self.lost = true;
                        Ok(Next::Damaged(None))
                    }
                    Err(fault) => damage(fault, None),
                };
            }
            if !self.lost && !line.trim_ascii().is_empty() {
                self.lost = true;
                return Ok(Next::Damaged(None));
            }
        }
    }

    /// A line with its end, or a piece of one that is too long; empty at the end.
    fn line(&mut self) -> io::Result<Vec<u8>> {
        let mut line = Vec::new();
        let mut bounded = self.reader.by_ref().take(LONGEST_LINE);
        bounded.read_until(b'\n', &mut line)?;
        Ok(line)
    }

    /// The fields after the first line. None where they are none.
    fn head(&mut self) -> io::Result<Option<Head>> {
        let mut head = Head::default();
        let mut read = 0;
        loop {
            let line = self.line()?;
            read += line.len();
            if line.is_empty() || read > LONGEST_HEAD {
                return Ok(None);
            }
            let words = String::from_utf8_lossy(&line);
            let folded = words.starts_with([' ', '\t']);
            let words = words.trim();
            match (words.split_once(':'), head.fields.last_mut()) {
                _ if words.is_empty() => break,
                (_, Some((_, value))) if folded => {
                    value.push(' ');
                    value.push_str(words);
                }
                (Some((name, value)), _) => {
                    let name = name.trim().to_ascii_lowercase();
                    head.fields.push((name, value.trim().to_owned()));
                }
                (None, _) => return Ok(None),
            }
        }
        let length = head.field("content-length").and_then(|l| l.parse().ok());
        Ok(length.map(|length| Head { length, ..head }))
    }

    fn content(&mut self, head: Head, wanted: impl Fn(&Head) -> bool) -> io::Result<Next> {
        let mut content = self.reader.by_ref().take(head.length);
        let is_wanted = wanted(&head);
        let mut bytes = Vec::new();
        let read = if is_wanted && head.length <= LARGEST {
            content.read_to_end(&mut bytes).map(|read| read as u64)
        } else {
            io::copy(&mut content, &mut io::sink())
        };
        match read {
            Err(fault) => damage(fault, Some(head)),
            Ok(read) if read < head.length => Ok(Next::Damaged(Some(head))),
            Ok(_) if is_wanted && head.length > LARGEST => Ok(Next::TooLong),
            Ok(_) => Ok(Next::Record(head, is_wanted.then_some(bytes))),
        }
    }
}

fn damage(fault: io::Error, head: Option<Head>) -> io::Result<Next> {
    match fault.kind() {
        io::ErrorKind::InvalidData => Ok(Next::Damaged(head)),
        _ => Err(fault),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_damage_is_read() {
        let record = |address: &str| {
            format!(
                "WARC/1.1\r\nWARC-Type: resource\r\nWARC-Target-URI: {address}\r\nContent-Length: 2\r\n\r\nab\r\n\r\n"
            )
        };
        let archive = format!(
            "{}nonsense\nmore\nWARC/1.0\r\nno field\r\n\r\n{}WARC/1.0\r\nContent-Length: 9\r\n\r\nab",
            record("<a>"),
            record("b")
        );
        let mut records = Records::new(archive.as_bytes());
        let mut told = String::new();
        loop {
            match records.next(|_| true).unwrap() {
                Next::Record(head, content) => {
                    assert_eq!(content.as_deref(), Some(&b"ab"[..]));
                    told.push_str(head.address().unwrap());
                }
                Next::Damaged(_) => told.push('!'),
                Next::TooLong => told.push('+'),
                Next::End => break,
            }
        }
        assert_eq!(told, "a!!b!");
    }
}
