//! The addresses that the world has seen, and that must last: content/published.txt.

use std::collections::BTreeSet;

use crate::merge::Sealed;
use crate::model::{Archive, Diagnostic, Place};
use crate::render::{Output, address};

/// The list, relative to the archive.
pub const FILE: &str = "content/published.txt";
const HEADER: &str =
    "# Addresses that were published, one a line. They must go on working: leave them be.";

/// Every address of a site that a person may keep: its pages, and the passages on them.
pub fn addresses(archive: &Archive, outputs: &[Output]) -> BTreeSet<String> {
    // A detected event may be another one when texts are added: it has no address to keep before it has a file.
    let detected = archive.events.iter().filter(|event| event.detected);
    let detected: BTreeSet<String> = detected.map(|e| address::event(&e.id)).collect();
    let pages = outputs.iter().map(|output| &output.path);
    // In every language of the site a page stands alike.
    let others = archive.config.languages.iter().skip(1);
    let folders: Vec<String> = others.map(|language| format!("{language}/")).collect();
    let alike = |path: &str| {
        let below = folders
            .iter()
            .find_map(|folder| path.strip_prefix(folder.as_str()));
        below.unwrap_or(path).to_owned()
    };
    let pages = pages.filter(|path| !detected.contains(&alike(path)));
    let mut addresses: BTreeSet<String> = pages
        .filter(|path| path.ends_with(".html") && *path != "404.html")
        .cloned()
        .collect();
    for report in &archive.reports {
        let stems = std::iter::once(report.id.as_str());
        for stem in stems.chain(report.formerly.iter().map(String::as_str)) {
            let ids = report.passages.iter().map(|p| &p.id);
            let ids = ids.chain(report.retired.iter().map(|r| &r.id));
            addresses.extend(ids.map(|id| format!("reports/{stem}.html#{id}")));
        }
    }
    addresses
}

/// The list with today's addresses added.
pub fn list(sealed: &Sealed, addresses: &BTreeSet<String>) -> String {
    let all: BTreeSet<&String> = sealed.addresses.union(addresses).collect();
    let lines: String = all.iter().map(|address| format!("{address}\n")).collect();
    format!("{HEADER}\n{lines}")
}

/// That an address which the world has seen would lead nowhere.
pub fn vanished(sealed: &Sealed, addresses: &BTreeSet<String>) -> Option<Diagnostic> {
    let mut gone = sealed.addresses.difference(addresses);
    let first = gone.next()?;
    let message = match gone.count() {
        0 => format!("the published address {first} would lead nowhere"),
        more => format!("the published address {first} and {more} more would lead nowhere"),
    };
    let hint = if first.starts_with("reports/") {
        "bring the report's file back, or name its old stem in `formerly` of the one that follows it"
    } else {
        "bring the file back, or name the old id in `formerly` or `same_as` of a record"
    };
    Some(
        Diagnostic::fatal("address-vanished", message)
            .at(Place::file(FILE))
            .hint(hint),
    )
}
