//! From the path of an address to a file below a folder, and to nothing outside it.

use std::borrow::Cow;
use std::path::{Component, Path, PathBuf};

use percent_encoding::percent_decode_str;

/// What an address leads to.
#[derive(Debug, PartialEq, Eq)]
pub enum Found {
    File(PathBuf),
    /// A folder, asked for without the slash that its page's links need.
    Folder,
    Nothing,
}

/// Looks up the path of an address, which begins with a slash, below `folder`.
///
/// No part of it may be hidden, lead upwards or be a symbolic link: what a folder holds is served, and nothing that
/// it points to.
pub fn find(folder: &Path, path: &str) -> Found {
    let Some(parts) = parts(path) else {
        return Found::Nothing;
    };
    let mut found = folder.to_path_buf();
    for part in &parts {
        found.push(part);
        let is_link = |m: std::fs::Metadata| m.file_type().is_symlink();
        if std::fs::symlink_metadata(&found).map_or(true, is_link) {
            return Found::Nothing;
        }
    }
    if found.is_file() && !path.ends_with('/') {
        return Found::File(found);
    }
    let index = found.join("index.html");
    let is_page = std::fs::symlink_metadata(&index).is_ok_and(|m| m.is_file());
    match (is_page, path.ends_with('/')) {
        (true, true) => Found::File(index),
        (true, false) => Found::Folder,
        (false, _) => Found::Nothing,
    }
}

/// The names in a path, decoded; None where one of them is no plain name of a file.
pub fn parts(path: &str) -> Option<Vec<String>> {
    let path = path.strip_prefix('/')?;
    let path = path.strip_suffix('/').unwrap_or(path);
    if path.is_empty() {
        return Some(Vec::new());
    }
    path.split('/').map(part).collect()
}

fn part(encoded: &str) -> Option<String> {
    let name: Cow<str> = percent_decode_str(encoded).decode_utf8().ok()?;
    if name.starts_with('.') || name.contains(['/', '\\', '\0']) {
        return None;
    }
    // What else a name can be depends on the system: a drive, a device.
    let mut components = Path::new(name.as_ref()).components();
    let is_plain = matches!(components.next(), Some(Component::Normal(only)) if only == name.as_ref())
        && components.next().is_none();
    is_plain.then(|| name.into_owned())
}

/// What a file is, for a browser: by its name, and for text by whether it is UTF-8.
pub fn content_type(path: &Path, bytes: &[u8]) -> String {
    let kind = match path.extension().and_then(|e| e.to_str()) {
        Some("md") => mime_guess::mime::TEXT_PLAIN,
        Some("jsonl") => mime_guess::mime::APPLICATION_JSON,
        _ => mime_guess::from_path(path).first_or_octet_stream(),
    };
    let is_text = kind.type_() == "text" || kind.subtype() == "javascript";
    if is_text && std::str::from_utf8(bytes).is_ok() {
        format!("{}; charset=utf-8", kind.essence_str())
    } else {
        kind.essence_str().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let put = |path: &str| {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "x").unwrap();
        };
        put("public/index.html");
        put("public/.made-by-archive");
        put("public/reports/à b.html");
        put("public/en/index.html");
        put("secret.txt");
        folder
    }

    #[test]
    fn files_are_found_by_their_addresses() {
        let folder = site();
        let public = folder.path().join("public");
        let file = |path: &str| Found::File(public.join(path));
        assert_eq!(find(&public, "/"), file("index.html"));
        assert_eq!(find(&public, "/index.html"), file("index.html"));
        assert_eq!(
            find(&public, "/reports/%C3%A0%20b.html"),
            file("reports/à b.html")
        );
        assert_eq!(find(&public, "/en/"), file("en/index.html"));
        assert_eq!(find(&public, "/en"), Found::Folder);
        for missing in ["/reports/", "/reports", "/none.html", "/index.html/"] {
            assert_eq!(find(&public, missing), Found::Nothing, "{missing}");
        }
    }

    #[test]
    fn nothing_outside_the_folder_is_found() {
        let folder = site();
        let public = folder.path().join("public");
        for path in [
            "/../secret.txt",
            "/%2e%2e/secret.txt",
            "/reports/../../secret.txt",
            "/..%2fsecret.txt",
            "/..%5csecret.txt",
            "//secret.txt",
            "/./index.html",
            "/.made-by-archive",
            "/index.html%00",
            "/%ff",
            "index.html",
            "",
        ] {
            assert_eq!(find(&public, path), Found::Nothing, "{path}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed() {
        let folder = site();
        let public = folder.path().join("public");
        let link = |to: &Path, name: &str| {
            std::os::unix::fs::symlink(to, public.join(name)).unwrap();
        };
        link(&folder.path().join("secret.txt"), "secret.txt");
        link(folder.path(), "up");
        link(&public.join("index.html"), "again.html");
        for path in ["/secret.txt", "/up/secret.txt", "/again.html"] {
            assert_eq!(find(&public, path), Found::Nothing, "{path}");
        }
    }

    #[test]
    fn files_are_what_they_are_called() {
        let kind = |path: &str, bytes: &[u8]| content_type(Path::new(path), bytes);
        assert_eq!(kind("a.html", b"x"), "text/html; charset=utf-8");
        assert_eq!(kind("a.js", b"x"), "text/javascript; charset=utf-8");
        assert_eq!(kind("a.css", b"x"), "text/css; charset=utf-8");
        assert_eq!(kind("a.svg", b"x"), "image/svg+xml");
        assert_eq!(kind("a.txt", b"\xe9"), "text/plain");
        assert_eq!(kind("a.md", b"x"), "text/plain; charset=utf-8");
        assert_eq!(kind("a.pdf", b"x"), "application/pdf");
        assert_eq!(kind("a", b"x"), "application/octet-stream");
    }
}
