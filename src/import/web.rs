//! Web archives: each page in them becomes a source, with its address and the time of its capture.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

use zip::ZipArchive;

use super::shelf::{Shelf, Stored};
use super::stream::Stream;
use super::warc::{Head, LARGEST, Next, Records};
use super::{Imported, charset, http, names, sidecar, unreadable, wacz};
use crate::model::{Diagnostic, Place, Provenance, Severity};
use crate::unpack::Fault;

/// What an archive holds, while it is read.
struct Reading<'a> {
    file: &'a Path,
    said: &'a Provenance,
    titles: BTreeMap<String, String>,
    shelf: &'a mut Shelf,
    imported: &'a mut Imported,
    /// Pages that are sources now, or were before.
    pages: usize,
    /// Places where records cannot be read, and the address of the first that says its own.
    damaged: usize,
    /// The last record could not be read: what cannot be read right after it is the same damage.
    in_damage: bool,
    first_damaged: Option<String>,
    /// The archive unpacks to more than it may.
    too_large: bool,
}

/// Unpacks a web archive onto the shelf.
pub fn archive(file: &Path, said: &Provenance, shelf: &mut Shelf, imported: &mut Imported) {
    let mut reading = Reading {
        file,
        said,
        titles: BTreeMap::new(),
        shelf,
        imported,
        pages: 0,
        damaged: 0,
        in_damage: false,
        first_damaged: None,
        too_large: false,
    };
    let is_zip = file
        .extension()
        .is_some_and(|e| e.eq_ignore_ascii_case("wacz"));
    let read = match is_zip {
        true => reading.zip(),
        false => File::open(file)
            .and_then(|warc| Ok((warc.metadata()?.len(), warc)))
            .and_then(|(length, warc)| reading.records(warc, length)),
    };
    if let Err(fault) = read {
        let fault = unreadable(file, &fault);
        reading.imported.diagnostics.push(fault);
    }
    reading.told();
}

impl Reading<'_> {
    fn zip(&mut self) -> io::Result<()> {
        let Ok(mut zip) = ZipArchive::new(BufReader::new(File::open(self.file)?)) else {
            self.damaged += 1;
            return Ok(());
        };
        self.titles = wacz::titles(&mut zip);
        for place in wacz::archives(&zip) {
            match zip.by_index(place) {
                Ok(packed) => {
                    let length = packed.compressed_size();
                    self.records(packed, length)?;
                }
                Err(_) => self.damaged += 1,
            }
        }
        Ok(())
    }

    fn records(&mut self, reader: impl Read, length: u64) -> io::Result<()> {
        let stream = Stream::new(reader, length)?;
        let mut records = Records::new(BufReader::new(stream));
        let wanted = |head: &Head| matches!(head.kind().as_str(), "response" | "resource");
        // Where the disk is full, or cannot be written, nothing more can be done.
        while self.imported.worst() < Some(Severity::Fatal) {
            match records.next(wanted)? {
                Next::Record(head, content) => {
                    self.in_damage = false;
                    match content {
                        Some(content) => self.record(&head, content),
                        None => self.left_out(format!("{} records", kind(&head))),
                    }
                }
                Next::TooLong => self.left_out(too_long()),
                Next::Damaged(_) if records.reader().get_ref().is_spent() => self.too_large = true,
                Next::Damaged(head) => self.damage(head.as_ref()),
                Next::End => break,
            }
        }
        self.too_large |= records.reader().get_ref().is_spent();
        Ok(())
    }

    fn record(&mut self, head: &Head, content: Vec<u8>) {
        let (media_type, charset, body) = if head.kind() == "resource" {
            let (media_type, charset) = http::media(head.field("content-type").unwrap_or_default());
            (media_type, charset, content)
        } else if !is_http(head) {
            return self.left_out("responses that are not HTTP".to_owned());
        } else {
            match http::answer(&content) {
                Ok(answer) if (200..300).contains(&answer.status) => {
                    (answer.media_type, answer.charset, answer.body)
                }
                Ok(answer) => {
                    return self.left_out(format!("responses with status {}", answer.status));
                }
                Err(Fault::TooLarge) => return self.left_out(too_long()),
                Err(_) => return self.damage(Some(head)),
            }
        };
        let ending = match media_type.as_str() {
            "text/html" | "application/xhtml+xml" => "html",
            "text/plain" => "txt",
            _ => return self.left_out(format!("{}s of type {}", kind(head), shown(&media_type))),
        };
        if body.trim_ascii().is_empty() {
            return self.left_out(format!("{}s without content", kind(head)));
        }
        self.page(
            head,
            &charset::settled(body, charset.as_deref(), ending == "html"),
            ending,
        );
    }

    fn page(&mut self, head: &Head, bytes: &[u8], ending: &str) {
        let address = head.address().unwrap_or_default().to_owned();
        let title = self.titles.get(&address);
        let name = names::of_page(&address, title.map(String::as_str), ending);
        let mut said = self.said.clone();
        said.retrieved = head.captured().or(said.retrieved);
        said.url = Some(address.clone()).filter(|a| !a.is_empty());
        let stored = self.shelf.store(&name, bytes, &sidecar::written(&said));
        self.pages += usize::from(stored.is_ok());
        if matches!(stored, Ok(Stored::Twice(_))) {
            return self.left_out("pages that are there twice".to_owned());
        }
        self.imported.store(address, stored);
    }

    fn left_out(&mut self, what: String) {
        *self.imported.left_out.entry(what).or_default() += 1;
    }

    fn damage(&mut self, head: Option<&Head>) {
        self.damaged += usize::from(!self.in_damage);
        self.in_damage = true;
        if self.first_damaged.is_none() {
            let address = head.and_then(Head::address);
            self.first_damaged = address.map(str::to_owned);
        }
    }

    /// What a person should know of the archive.
    fn told(self) {
        let at = |note: Diagnostic| note.at(Place::file(self.file));
        let notes = &mut self.imported.diagnostics;
        if self.damaged > 0 {
            let places = match self.damaged {
                1 => "in one place".to_owned(),
                several => format!("in {several} places"),
            };
            let mut message = format!("this is damaged {places}; the rest was read");
            if let Some(address) = &self.first_damaged {
                message.push_str(&format!(" (the first is of {address})"));
            }
            notes.push(at(Diagnostic::error("warc-damaged", message).hint(
                "capture these pages again, or bring back the archive from a copy",
            )));
        }
        if self.too_large {
            let message =
                "this unpacks to so much more than its size that it was not read to its end";
            notes.push(at(Diagnostic::error("warc-too-large", message)
                .hint("unpack it yourself, look at it, and import what it holds")));
        }
        if self.pages == 0 {
            let message = "no page was found in this web archive";
            notes.push(at(Diagnostic::warning("warc-without-pages", message)
                .hint("check that it is the one you meant: pages are responses of type text/html or text/plain")));
        }
    }
}

/// What a record is, for people.
fn kind(head: &Head) -> String {
    shown(&head.kind())
}

fn shown(word: &str) -> String {
    let word: String = word.chars().filter(|c| !c.is_control()).take(60).collect();
    if word.is_empty() {
        "unknown".to_owned()
    } else {
        word
    }
}

fn too_long() -> String {
    format!("record of more than {} MB", LARGEST >> 20)
}

fn is_http(head: &Head) -> bool {
    head.field("content-type").is_none_or(|kind| {
        kind.trim_start()
            .to_ascii_lowercase()
            .starts_with("application/http")
    })
}
