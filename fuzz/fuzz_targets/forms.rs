//! Property 1 of DESIGN.md, section 10, and that no source makes the program panic, for the forms that
//! are neither plain text nor pages. The first byte picks one.

#![no_main]
// What the targets share is more than each of them uses.
#![allow(dead_code)]

use std::io::Write;

use zip::write::{SimpleFileOptions, ZipWriter};

#[path = "../../tests/support/tiling.rs"]
mod tiling;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((first, bytes)) = bytes.split_first() else {
        return;
    };
    let ending = ["md", "eml", "pdf", "docx"][usize::from(*first) % 4];
    let document = (ending == "docx").then(|| document(bytes));
    let drafts = tiling::cut_as(&[(ending, document.as_deref().unwrap_or(bytes))]);
    for draft in &drafts {
        if let Err(why) = tiling::tiles(draft) {
            panic!("{why}");
        }
    }
    if let Err(why) = tiling::settles(drafts) {
        panic!("{why}");
    }
});

/// A document whose text is these bytes.
fn document(bytes: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    zip.start_file("word/document.xml", stored).unwrap();
    zip.write_all(bytes).unwrap();
    zip.finish().unwrap().into_inner()
}
