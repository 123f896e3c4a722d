//! Names that sources can have on any system, in any address.

use crate::model::Form;
use crate::text::slug;

/// Longest name in bytes without its ending: systems allow 255, and pages add to it.
const LONGEST: usize = 100;

/// Whether a file is a web archive, by its name: WARC (ISO 28500), packed or not, or WACZ.
pub fn is_web_archive(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    [".warc", ".warc.gz", ".wacz"]
        .iter()
        .any(|ending| name.ends_with(ending))
}

/// The form of a file, however its ending is written.
pub fn form(name: &str) -> Option<Form> {
    Form::of(&name.to_ascii_lowercase())
}

/// The ending of a name, for people.
pub fn ending(name: &str) -> String {
    match name.rsplit_once('.') {
        Some((_, ending)) => format!(".{}", ending.to_lowercase()),
        None => "without an ending".to_owned(),
    }
}

/// A file's name without what cannot stand in one everywhere, its ending in lower case.
pub fn clean(name: &str) -> String {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "txt"));
    let mut clean = String::new();
    for c in stem.chars() {
        let c = match c {
            _ if c.is_alphanumeric() || "-_.+,()".contains(c) => c,
            _ => '-',
        };
        // Several in a row say no more than one.
        if c == '-' && (clean.is_empty() || clean.ends_with('-')) {
            continue;
        }
        if clean.len() + c.len_utf8() > LONGEST {
            break;
        }
        clean.push(c);
    }
    let clean = clean.trim_matches(['-', '.', ' ']);
    format!("{}.{}", safe(clean), ending.to_lowercase())
}

/// The name of a page's source: host and path of its address, or host and title where a list of pages
/// gives one.
pub fn of_page(address: &str, title: Option<&str>, ending: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = host.split('@').next_back().unwrap_or_default();
    let path = decoded(path.split('#').next().unwrap_or_default());
    let path = path.trim_end_matches(['/', '?']);
    let path = [".html", ".htm", ".txt", ".xhtml"]
        .iter()
        .find_map(|known| path.strip_suffix(known))
        .unwrap_or(path);
    let words = title.filter(|t| !t.trim().is_empty()).unwrap_or(path);
    let name = slug(
        &format!("{} {words}", host.trim_start_matches("www.")),
        LONGEST,
    );
    format!("{}.{ending}", safe(&name))
}

/// `%C3%A9` as `é`; what is no UTF-8 then stays as it is.
fn decoded(path: &str) -> String {
    let bytes = path.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = path
            .get(at + 1..at + 3)
            .filter(|_| bytes[at] == b'%')
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        decoded.push(code.unwrap_or(bytes[at]));
        at += if code.is_some() { 3 } else { 1 };
    }
    String::from_utf8(decoded).unwrap_or_else(|_| path.to_owned())
}

/// A stem that is none of the names that Windows keeps for itself, and not empty.
fn safe(stem: &str) -> String {
    const KEPT: [&str; 4] = ["con", "prn", "aux", "nul"];
    let first = stem.split('.').next().unwrap_or_default().to_lowercase();
    let port = first
        .strip_prefix("com")
        .or_else(|| first.strip_prefix("lpt"));
    let is_port = port.is_some_and(|n| n.len() == 1 && n.starts_with(|c: char| c.is_ascii_digit()));
    match stem {
        "" => "source".to_owned(),
        _ if is_port || KEPT.contains(&first.as_str()) => format!("source-{stem}"),
        _ => stem.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_on_any_system() {
        assert_eq!(clean("Le Pont: rouvert?.TXT"), "Le-Pont-rouvert.txt");
        assert_eq!(clean("con.html"), "source-con.html");
        assert_eq!(clean("...txt"), "source.txt");
        assert_eq!(clean("été n°2.eml"), "été-n-2.eml");
        assert_eq!(clean(&format!("{}.md", "a".repeat(300))).len(), 103);
    }

    #[test]
    fn pages_are_named_by_their_address() {
        let check = |address, expected| assert_eq!(of_page(address, None, "html"), expected);
        check(
            "https://www.gazette.example/2031/le-pont.html?x=1",
            "gazette-example-2031-le-pont-html-x-1.html",
        );
        check(
            "https://gazette.example/pont.html",
            "gazette-example-pont.html",
        );
        check("https://gazette.example/", "gazette-example.html");
        check(
            "https://gazette.example/%C3%A9cluse",
            "gazette-example-ecluse.html",
        );
        check("://../../etc", "etc.html");
    }
}
