//! The few HTML tags that stand for marks. Anything else is a person's own and is left alone.

/// One tag of inline HTML.
#[derive(Clone, Debug, PartialEq)]
pub struct Tag {
    pub name: String,
    pub closing: bool,
    pub attributes: Vec<(String, String)>,
}

impl Tag {
    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(n, _)| n == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// Reads one tag, as an inline-HTML event holds it; None for comments and the like.
pub fn parse(html: &str) -> Option<Tag> {
    let inner = html.trim().strip_prefix('<')?.strip_suffix('>')?;
    let (closing, inner) = match inner.strip_prefix('/') {
        Some(rest) => (true, rest),
        None => (false, inner.strip_suffix('/').unwrap_or(inner)),
    };
    let name_end = inner
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(inner.len());
    let (name, mut rest) = inner.split_at(name_end);
    if name.is_empty() {
        return None;
    }
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            break;
        }
        let key_end = rest
            .find(|c: char| c == '=' || c.is_whitespace())
            .unwrap_or(rest.len());
        let (key, after) = rest.split_at(key_end);
        let (value, left) = match after.trim_start().strip_prefix('=') {
            Some(value) => attribute_value(value.trim_start()),
            None => ("", after),
        };
        if key.is_empty() {
            return None;
        }
        attributes.push((key.to_ascii_lowercase(), unescape(value)));
        rest = left;
    }
    Some(Tag {
        name: name.to_ascii_lowercase(),
        closing,
        attributes,
    })
}

fn attribute_value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(inner) = text.strip_prefix(quote) {
            return inner.split_once(quote).unwrap_or((inner, ""));
        }
    }
    text.split_at(text.find(char::is_whitespace).unwrap_or(text.len()))
}

/// Writes a value so that it can stand between double quotes on one line.
pub fn escape(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '`' => escaped.push_str("&#96;"),
            _ if c.is_control() || c.is_whitespace() => escaped.push(' '),
            _ => escaped.push(c),
        }
    }
    escaped
}

fn unescape(value: &str) -> String {
    value
        .replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&#96;", "`")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read() {
        let tag = parse(r#"<time datetime="2020-10-09" data-x='a "b"' open>"#).unwrap();
        assert_eq!(tag.name, "time");
        assert_eq!(tag.get("datetime"), Some("2020-10-09"));
        assert_eq!(tag.get("data-x"), Some("a \"b\""));
        assert_eq!(tag.get("open"), Some(""));
        assert!(parse("</TIME >").unwrap().closing);
        assert_eq!(parse("<!-- note -->"), None);
    }

    #[test]
    fn values_survive() {
        let odd = "a\"b<c>&amp;`d'";
        let tag = parse(&format!("<a x=\"{}\">", escape(odd))).unwrap();
        assert_eq!(tag.get("x"), Some(odd));
    }
}
