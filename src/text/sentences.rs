use std::ops::Range;

/// The sentence that holds a span of a passage, at most `longest` bytes to each side of the span.
///
/// A sentence ends at `.`, `!`, `?` or `…` before white space and a capital, a digit or a quotation
/// mark, unless the word before the full stop is an abbreviation.
pub fn sentence_around(
    words: &str,
    span: &Range<usize>,
    abbreviations: &[String],
    longest: usize,
) -> Range<usize> {
    let low = floor(words, span.start.saturating_sub(longest));
    let high = floor(words, (span.end + longest).min(words.len()));
    let mut start = low;
    for (at, c) in words[low..span.start].char_indices() {
        let after = low + at + c.len_utf8();
        if is_end(words, low + at, c, abbreviations) {
            start = after;
        }
    }
    let mut end = high;
    for (at, c) in words[span.end..high].char_indices() {
        if is_end(words, span.end + at, c, abbreviations) {
            end = span.end + at + c.len_utf8();
            break;
        }
    }
    super::trim_span(words, start..end)
}

/// The sentences of a passage, in order, each of at most `longest` bytes or so.
pub fn sentences(words: &str, abbreviations: &[String], longest: usize) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, c) in words.char_indices() {
        let after = at + c.len_utf8();
        let long = after - start >= longest && c.is_whitespace();
        if long || is_end(words, at, c, abbreviations) {
            sentences.push(super::trim_span(words, start..after));
            start = after;
        }
    }
    sentences.push(super::trim_span(words, start..words.len()));
    sentences.retain(|sentence| !sentence.is_empty());
    sentences
}

fn is_end(words: &str, at: usize, c: char, abbreviations: &[String]) -> bool {
    if !matches!(c, '.' | '!' | '?' | '…') {
        return false;
    }
    let mut after = words[at + c.len_utf8()..].chars();
    let Some(next) = after.next() else {
        return true;
    };
    let closes = |c: char| matches!(c, '»' | '”' | '"' | ')' | '’');
    if !next.is_whitespace() && !closes(next) {
        return false;
    }
    let opens = after
        .find(|c| !c.is_whitespace() && !closes(*c))
        .is_none_or(|c| !c.is_lowercase());
    let last = words[..at]
        .rsplit(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or("");
    let is_short = c == '.'
        && (last.chars().count() == 1 && last.chars().all(char::is_uppercase)
            || abbreviations.iter().any(|a| a == last));
    opens && !is_short
}

/// The nearest place before which a character ends.
pub fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &str, name: &str, expected: &str) {
        let at = words.find(name).unwrap();
        let found = sentence_around(words, &(at..at + name.len()), &["Mme".to_owned()], 400);
        assert_eq!(&words[found], expected);
    }

    #[test]
    fn a_sentence_ends_before_a_capital_and_not_after_an_abbreviation() {
        let words = "Rien hier. Selon M. Petit, Mme. Roux a dit oui ! Puis plus rien.";
        check(words, "Roux", "Selon M. Petit, Mme. Roux a dit oui !");
        check(words, "hier", "Rien hier.");
        check(words, "plus", "Puis plus rien.");
        let all = sentences(words, &["Mme".to_owned()], 400);
        let all: Vec<&str> = all.into_iter().map(|s| &words[s]).collect();
        assert_eq!(
            all,
            [
                "Rien hier.",
                "Selon M. Petit, Mme. Roux a dit oui !",
                "Puis plus rien."
            ]
        );
    }
}
