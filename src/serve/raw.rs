//! `/-/raw/PAGE`: the annotated Markdown behind a page, as it stands on the disk. `/-/raw/reports/x.html` shows
//! `content/reports/x.md`; entities, events and essays have theirs too, in every language of the site.

use std::path::{Path, PathBuf};

use super::files::{self, Found};
use crate::render::{escape, highlighted_file};

/// The kinds of pages that a file of content/ stands behind: folder of the site, and of content/.
const KINDS: [&str; 4] = ["reports", "entities", "events", "pages"];
/// Larger files are shown without colours: they would take seconds.
const COLOURED: usize = 200_000;

/// The file behind the page at a path (`/reports/x.html`), where there is one, and its path below the archive.
pub fn behind(root: &Path, page: &str) -> Option<(PathBuf, String)> {
    let parts = files::parts(page)?;
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let (kind, name) = match parts[..] {
        // A page in another language lies in a folder of that language.
        [kind, name] | [_, kind, name] => (kind, name),
        _ => return None,
    };
    let stem = name.strip_suffix(".html")?;
    if !KINDS.contains(&kind) {
        return None;
    }
    let shown = format!("content/{kind}/{stem}.md");
    let encoded = page.rsplit('/').next()?.strip_suffix(".html")?;
    match files::find(root, &format!("/content/{kind}/{encoded}.md")) {
        Found::File(path) => Some((path, shown)),
        _ => None,
    }
}

/// The page that shows a file.
pub fn page(file: &str, markdown: &str, back: &str) -> String {
    let coloured = if markdown.len() <= COLOURED {
        highlighted_file(markdown)
    } else {
        escape(markdown)
    };
    // Colours may go on over the end of a line, and never stand across one of these.
    let lines: String = coloured
        .split_inclusive('\n')
        .enumerate()
        .map(|(at, line)| format!("<i class=\"line\" id=\"L{}\"></i>{line}", at + 1))
        .collect();
    let (file, back) = (escape(file), escape(back));
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{file}</title>\n\
         <link rel=\"stylesheet\" href=\"/-/raw.css\">\n</head>\n<body>\n\
         <header><h1>{file}</h1><a href=\"{back}\">The page</a></header>\n\
         <main><pre><code>{lines}</code></pre></main>\n</body>\n</html>\n"
    )
}
