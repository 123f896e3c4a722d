use std::borrow::Cow;

/// More attributes than any page gives an element; the tokenizer compares each with all before it.
const ATTRIBUTES: usize = 500;

/// Markup in which no tag has more attributes than the bound; whether any had.
///
/// A tag that has more keeps those before the bound. Tags are told as the tokenizer tells them: a
/// quote opens a value only after `=`.
pub fn bounded(markup: &str) -> (Cow<'_, str>, bool) {
    let bytes = markup.as_bytes();
    let mut kept = String::new();
    let mut copied = 0;
    let mut at = 0;
    while let Some(open) = bytes[at..].iter().position(|b| *b == b'<').map(|p| at + p) {
        at = open + 1;
        let named = match bytes.get(at) {
            Some(b'/') => bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic),
            Some(first) => first.is_ascii_alphabetic(),
            None => false,
        };
        if !named {
            continue;
        }
        let (end, bound) = scan(bytes, at);
        if let Some(bound) = bound {
            // Both stand beside ASCII bytes, so these are boundaries of characters.
            kept.push_str(&markup[copied..bound]);
            copied = end;
        }
        at = end;
    }
    if copied == 0 {
        return (Cow::Borrowed(markup), false);
    }
    kept.push_str(&markup[copied..]);
    (Cow::Owned(kept), true)
}

/// Where a tag ends (at its `>`), and where its attributes beyond the bound begin.
fn scan(bytes: &[u8], from: usize) -> (usize, Option<usize>) {
    let mut attributes = 0;
    let mut bound = None;
    let mut quote = None;
    let mut after_equals = false;
    let mut after_gap = false;
    for (at, byte) in bytes.iter().enumerate().skip(from) {
        if let Some(open) = quote {
            if *byte == open {
                quote = None;
                after_gap = true;
            }
            continue;
        }
        match byte {
            b'>' => return (at, bound),
            b'"' | b'\'' if after_equals => {
                quote = Some(*byte);
                after_equals = false;
            }
            b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' => after_gap = true,
            b'/' if !after_equals => after_gap = true,
            b'=' => {
                after_equals = true;
                after_gap = false;
            }
            _ => {
                if after_gap && !after_equals {
                    attributes += 1;
                    if attributes > ATTRIBUTES && bound.is_none() {
                        // The gap before this one ends the attribute before it.
                        bound = Some(at);
                    }
                }
                after_gap = false;
                after_equals = false;
            }
        }
    }
    (bytes.len(), bound)
}
