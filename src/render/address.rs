//! Where each page stands, and how one page links to another: always relative, always to a file, so
//! that the same bytes work from a disk, at the root of a host and under any sub-path.

use crate::model::{EntityId, EventId, Form, ReportId, SourceId};

/// The page of a report.
pub fn report(id: &ReportId) -> String {
    format!("reports/{id}.html")
}

/// The page that shows a source line by line.
pub fn source(id: &SourceId) -> String {
    format!("sources/{id}.html")
}

/// The published reading text of a source. Anything but plain text is served as plain text, so that
/// a browser never runs what a source holds.
pub fn original(id: &SourceId) -> String {
    if id.as_str().ends_with(".txt") {
        format!("sources/{id}")
    } else {
        format!("sources/{id}.txt")
    }
}

/// The published file of a source whose reading text was taken out of it: as plain text where a browser
/// would run it otherwise, and under its own name where it would not.
pub fn markup(id: &SourceId) -> String {
    match Form::of(id.as_str()) {
        Some(Form::Pdf | Form::Docx) => format!("sources/{id}"),
        _ => format!("sources/{id}.original.txt"),
    }
}

/// The page of an entity.
pub fn entity(id: &EntityId) -> String {
    format!("entities/{id}.html")
}

/// The page of an event.
pub fn event(id: &EventId) -> String {
    format!("events/{id}.html")
}

/// The page of an essay.
pub fn page(stem: &str) -> String {
    format!("pages/{stem}.html")
}

/// The link from the page at `from` to the file at `to`, both relative to public/.
pub fn link(from: &str, to: &str) -> String {
    let (from_folder, to_folder) = (folder(from), folder(to));
    let shared = from_folder
        .iter()
        .zip(&to_folder)
        .take_while(|(a, b)| a == b)
        .count();
    let mut link = "../".repeat(from_folder.len() - shared);
    let rest: Vec<&str> = to.split('/').skip(shared).collect();
    for (at, segment) in rest.iter().enumerate() {
        if at > 0 {
            link.push('/');
        }
        encode_into(&mut link, segment);
    }
    link
}

/// The link to an element of a page.
pub fn link_to(from: &str, to: &str, element: &str) -> String {
    let mut link = if from == to {
        String::new()
    } else {
        self::link(from, to)
    };
    link.push('#');
    encode_into(&mut link, element);
    link
}

/// The address of a file below `base`, which ends in `/`.
pub fn absolute(base: &str, path: &str) -> String {
    let mut address = base.trim_end_matches('/').to_owned();
    for segment in path.split('/') {
        address.push('/');
        encode_into(&mut address, segment);
    }
    address
}

/// Whether a path stays inside public/ and names a file there on every system.
pub fn stays_inside(path: &str) -> bool {
    !path.contains(['\\', '\0'])
        && path
            .split('/')
            .all(|segment| !matches!(segment, "" | "." | ".."))
}

fn folder(path: &str) -> Vec<&str> {
    let mut segments: Vec<&str> = path.split('/').collect();
    segments.pop();
    segments
}

/// Percent-encodes all but the unreserved characters of RFC 3986: file names may hold `#`, `?`, `%`,
/// spaces and quotes, which mean something else in a link.
fn encode_into(out: &mut String, segment: &str) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in segment.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(byte.into());
        } else {
            out.push('%');
            out.push(HEX[usize::from(byte >> 4)].into());
            out.push(HEX[usize::from(byte & 15)].into());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_relative_from_any_depth() {
        assert_eq!(link("index.html", "reports/a.html"), "reports/a.html");
        assert_eq!(link("reports/a.html", "index.html"), "../index.html");
        assert_eq!(link("reports/a.html", "reports/b.html"), "b.html");
        assert_eq!(
            link("sources/x/y/z.txt.html", "entities/e.html"),
            "../../../entities/e.html"
        );
        assert_eq!(link("sources/x/y.txt.html", "sources/x/y.txt"), "y.txt");
        assert_eq!(link_to("a.html", "a.html", "p-1"), "#p-1");
        assert_eq!(
            link("index.html", "sources/à #1?.txt"),
            "sources/%C3%A0%20%231%3F.txt"
        );
    }

    #[test]
    fn paths_that_leave_public_are_seen() {
        assert!(stays_inside("reports/a..b.html"));
        for path in ["../a.html", "/a", "a//b", "a/./b", "a\\..\\b", ""] {
            assert!(!stays_inside(path), "{path}");
        }
    }
}
