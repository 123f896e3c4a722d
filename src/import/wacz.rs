//! A web archive in one file with its index (WACZ 1.1): a zip of WARC files and a list of pages.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufReader;

use serde::Deserialize;
use zip::ZipArchive;

use super::names::is_web_archive;
use crate::unpack::entry;

/// The lists of pages are read to this length.
const LONGEST_LIST: u64 = 64 << 20;

/// A page as the list has it.
#[derive(Deserialize)]
struct Listed {
    url: Option<String>,
    title: Option<String>,
}

/// The titles of pages by their addresses. A line that cannot be read says nothing.
pub fn titles(archive: &mut ZipArchive<BufReader<File>>) -> BTreeMap<String, String> {
    let mut titles = BTreeMap::new();
    for list in ["pages/pages.jsonl", "pages/extraPages.jsonl"] {
        let Ok(bytes) = entry(archive, list, LONGEST_LIST) else {
            continue;
        };
        for line in bytes.split(|b| *b == b'\n') {
            let listed = serde_json::from_slice::<Listed>(line).ok();
            if let Some((url, title)) = listed.and_then(|page| Some((page.url?, page.title?))) {
                titles.entry(url).or_insert(title);
            }
        }
    }
    titles
}

/// Places of the WARC files in it, in the order of their names. No file is ever written by such a name.
pub fn archives(archive: &ZipArchive<BufReader<File>>) -> Vec<usize> {
    let mut found: Vec<(String, usize)> = (0..archive.len())
        .filter_map(|place| {
            let name = archive.name_for_index(place)?.ok()?.into_owned();
            let is_inside = name.starts_with("archive/") && !name.contains("..");
            (is_inside && is_web_archive(&name)).then_some((name, place))
        })
        .collect();
    found.sort();
    found.into_iter().map(|(_, place)| place).collect()
}
