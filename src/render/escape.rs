//! Text as HTML text. Everything that a source or a person wrote goes through here or through Tera's
//! own escaping, so that no markup in it can become markup in a page.

/// Appends `text` to `out` as HTML text that is also safe between quotes in an attribute.
///
/// Characters that HTML forbids (NUL and most other controls) become the replacement character:
/// left as they are, they would make the page invalid, and NUL is read differently by browsers.
pub fn escape_into(out: &mut String, text: &str) {
    let mut kept = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            b'\t' | b'\n' | b'\r' => continue,
            0..=0x1f | 0x7f => "\u{fffd}",
            _ => continue,
        };
        out.push_str(&text[kept..at]);
        out.push_str(entity);
        kept = at + 1;
    }
    out.push_str(&text[kept..]);
}

/// `text` as HTML text.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    escape_into(&mut out, text);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_and_controls_become_text() {
        assert_eq!(
            escape("<b a=\"1\" c='2'>&\0é"),
            "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;\u{fffd}é"
        );
    }
}
