//! What a page is given on its way to the browser: the script that listens, and the leave to do so in its own
//! policy. The file on the disk never has either.

use std::ops::Range;

/// What the script is told about the page it stands on.
pub struct Slip<'a> {
    /// The edition that the page is of.
    pub edition: &'a str,
    /// Where the Markdown behind the page can be read.
    pub raw: Option<&'a str>,
    /// Whether the page stands in for another address: its links are then read from the root.
    pub elsewhere: bool,
}

/// The policy of pages that have none of their own: that of the built-in theme.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'";
/// What the script needs: itself, its style sheet, and the stream of events.
const NEEDED: [&str; 3] = ["script-src", "style-src", "connect-src"];

/// A page as it is sent, and the policy that is sent with it.
pub fn served(html: &str, slip: &Slip) -> (String, String) {
    let head = &html[..find(html, "<body").unwrap_or(html.len())];
    let (without, policy) = match policy(head) {
        Some((tag, policy)) => {
            let rest = [&html[..tag.start], &html[tag.end..]].concat();
            (rest, policy)
        }
        None => (html.to_owned(), POLICY.to_owned()),
    };
    let at = ["</head>", "<body", "</body", "</html"]
        .iter()
        .find_map(|tag| find(&without, tag))
        .unwrap_or(without.len());
    let mut page = String::with_capacity(without.len() + 200);
    page.push_str(&without[..at]);
    page.push_str(&tags(slip));
    page.push_str(&without[at..]);
    if slip.elsewhere
        && let Some(start) =
            find(&page, "<head>").and_then(|at| Some(at + page[at..].find('>')? + 1))
    {
        page.insert_str(start, "<base href=\"/\">");
    }
    (page, allowing(&policy))
}

fn tags(slip: &Slip) -> String {
    let raw = slip.raw.map_or_else(String::new, |raw| {
        format!(
            " data-raw=\"{}\"",
            raw.replace('&', "&amp;").replace('"', "&quot;")
        )
    });
    let edition = slip.edition;
    format!("<script src=\"/-/live.js\" data-edition=\"{edition}\"{raw} defer></script>")
}

/// Where a tag begins, whatever its case.
fn find(html: &str, tag: &str) -> Option<usize> {
    let (html, tag) = (html.as_bytes(), tag.as_bytes());
    let same = |at: &usize| html[*at..*at + tag.len()].eq_ignore_ascii_case(tag);
    (0..(html.len() + 1).saturating_sub(tag.len())).find(same)
}

/// The tag in which a page states its policy, and the policy.
fn policy(head: &str) -> Option<(Range<usize>, String)> {
    let mut from = 0;
    while let Some(start) = find(&head[from..], "<meta").map(|at| from + at) {
        let (attributes, length) = attributes(&head[start + "<meta".len()..]);
        let end = start + "<meta".len() + length;
        let value = |name: &str| {
            let found = attributes
                .iter()
                .find(|(n, _)| n.eq_ignore_ascii_case(name));
            found.map(|(_, value)| value.as_str())
        };
        let states = value("http-equiv")
            .is_some_and(|v| v.trim().eq_ignore_ascii_case("content-security-policy"));
        if let (true, Some(policy)) = (states, value("content")) {
            return Some((start..end, policy.to_owned()));
        }
        from = end;
    }
    None
}

/// The attributes of a tag from behind its name, and how many bytes the rest of the tag takes.
fn attributes(rest: &str) -> (Vec<(String, String)>, usize) {
    let mut found = Vec::new();
    let mut at = 0;
    loop {
        let here = &rest[at..];
        let trimmed = here.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        at += here.len() - trimmed.len();
        let Some(first) = trimmed.chars().next() else {
            return (found, at);
        };
        if first == '>' {
            return (found, at + 1);
        }
        let name_end = trimmed
            .char_indices()
            .skip(1)
            .find(|(_, c)| c.is_ascii_whitespace() || matches!(c, '=' | '>' | '/'))
            .map_or(trimmed.len(), |(at, _)| at);
        let name = trimmed[..name_end].to_owned();
        at += name_end;
        let after = rest[at..].trim_start();
        let Some(value) = after.strip_prefix('=') else {
            found.push((name, String::new()));
            continue;
        };
        let value = value.trim_start();
        at = rest.len() - value.len();
        let (value, length) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => match value[1..].find(quote) {
                Some(end) => (&value[1..=end], end + 2),
                None => (&value[1..], value.len()),
            },
            _ => {
                let end = value.find(|c: char| c.is_ascii_whitespace() || c == '>');
                let end = end.unwrap_or(value.len());
                (&value[..end], end)
            }
        };
        at += length;
        found.push((name, unescape(value)));
    }
}

/// The references that stand in a policy: quotation marks, and the ampersand itself.
fn unescape(value: &str) -> String {
    ["&#39;", "&#x27;", "&apos;"]
        .iter()
        .fold(value.to_owned(), |value, quote| value.replace(quote, "'"))
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

/// A policy that also allows what the script needs. No other site may put a page into a frame of its own.
fn allowing(policy: &str) -> String {
    // A line end would end the header.
    let policy: String = policy
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let mut directives: Vec<Vec<&str>> = policy
        .split(';')
        .map(|directive| directive.split_ascii_whitespace().collect::<Vec<_>>())
        .filter(|directive| !directive.is_empty())
        .collect();
    for needed in NEEDED {
        let place = |name: &str, all: &[Vec<&str>]| {
            all.iter().position(|d| d[0].eq_ignore_ascii_case(name))
        };
        let at = place(needed, &directives).unwrap_or_else(|| {
            // Without a directive of its own it falls back on another, which is then what it begins with.
            let fallback = place("default-src", &directives);
            let mut new = fallback.map_or_else(|| vec!["*"], |at| directives[at][1..].to_vec());
            new.insert(0, needed);
            directives.push(new);
            directives.len() - 1
        });
        let sources = &mut directives[at];
        sources.retain(|source| !source.eq_ignore_ascii_case("'none'"));
        if !sources[1..].iter().any(|s| matches!(*s, "*" | "'self'")) {
            sources.push("'self'");
        }
    }
    directives.retain(|d| !d[0].eq_ignore_ascii_case("frame-ancestors"));
    directives.push(vec!["frame-ancestors", "'self'"]);
    let directives: Vec<String> = directives.iter().map(|d| d.join(" ")).collect();
    directives.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SLIP: Slip = Slip {
        edition: "a-1",
        raw: None,
        elsewhere: false,
    };

    #[test]
    fn a_page_gets_the_script_and_its_policy_the_leave() {
        let html = "<!doctype html><html><head><meta charset=utf-8><META http-equiv='content-security-policy' \
                    content=\"default-src 'none'; script-src 'self'; style-src &#39;self&#39;\"><title>a</title></head>\
                    <body>é</body></html>";
        let (page, policy) = served(html, &SLIP);
        assert_eq!(
            page,
            "<!doctype html><html><head><meta charset=utf-8><title>a</title><script src=\"/-/live.js\" \
             data-edition=\"a-1\" defer></script></head><body>é</body></html>"
        );
        assert_eq!(
            policy,
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-ancestors 'self'"
        );
    }

    #[test]
    fn a_page_of_any_shape_gets_them() {
        let raw = "/-/raw/a&b";
        let slip = Slip {
            raw: Some(raw),
            ..SLIP
        };
        let (page, policy) = served("<p>bare", &slip);
        assert!(page.starts_with("<p>bare<script "), "{page}");
        assert!(page.contains("data-raw=\"/-/raw/a&amp;b\""), "{page}");
        assert!(policy.starts_with("default-src 'none'; "), "{policy}");
        for odd in [
            "",
            "<",
            "<meta",
            "<meta content=\"x",
            "<head><meta http-equiv=x content></head>",
        ] {
            assert!(served(odd, &SLIP).0.contains("live.js"), "{odd}");
        }
        let (page, _) = served(
            "<html><head></head><body></body></html>",
            &Slip {
                elsewhere: true,
                ..SLIP
            },
        );
        assert!(page.contains("<head><base href=\"/\"><script"), "{page}");
    }

    #[test]
    fn a_policy_keeps_what_it_says() {
        assert_eq!(
            allowing("script-src 'none'; connect-src https://a.example; img-src *"),
            "script-src 'self'; connect-src https://a.example 'self'; img-src *; style-src *; frame-ancestors 'self'"
        );
        assert!(!allowing("default-src\n'none'").contains('\n'));
    }
}
