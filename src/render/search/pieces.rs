//! From lists to files of limited size.

use rayon::prelude::*;
use serde::Serialize;

use super::super::Output;

/// The pieces of one kind.
pub struct Pieces {
    pub files: Vec<Output>,
    /// How many lists each holds.
    pub counts: Vec<usize>,
}

impl Pieces {
    /// The number of the first list in each piece.
    pub fn starts(&self) -> impl Iterator<Item = usize> {
        self.counts.iter().scan(0, |next, count| {
            let start = *next;
            *next += count;
            Some(start)
        })
    }
}

/// Cuts lists into pieces of at most `limit` bytes; a list that is longer is a piece of its own.
pub fn cut(kind: &str, lists: &[impl Serialize + Length + Sync], limit: usize) -> Pieces {
    let mut counts = Vec::new();
    let (mut size, mut count) = (0, 0);
    for list in lists {
        if count > 0 && size + list.length() > limit {
            counts.push(count);
            (size, count) = (0, 0);
        }
        size += list.length();
        count += 1;
    }
    if count > 0 {
        counts.push(count);
    }
    let mut pieces = Pieces {
        files: Vec::new(),
        counts,
    };
    let starts: Vec<usize> = pieces.starts().collect();
    pieces.files = starts
        .par_iter()
        .zip(&pieces.counts)
        .enumerate()
        .map(|(number, (&start, count))| script(kind, Some(number), &&lists[start..start + count]))
        .collect();
    pieces
}

/// About how many bytes something takes in a piece.
pub trait Length {
    /// Bytes.
    fn length(&self) -> usize;
}

impl Length for String {
    fn length(&self) -> usize {
        // The quotation marks and the comma.
        self.len() + 3
    }
}

/// A file that hands its content to the search page. Words of sources stand in it: nothing in them
/// may end a string, a line or, where somebody copies the file into a page, a script.
pub fn script(kind: &str, number: Option<usize>, content: &impl Serialize) -> Output {
    // The views of the index hold nothing that JSON cannot.
    let json = serde_json::to_string(content).unwrap_or_default();
    let mut text = format!("archiveSearch(\"{kind}\",{},", number.unwrap_or(0));
    text.reserve(json.len() + 4);
    for c in json.chars() {
        match c {
            '<' => text.push_str("\\u003c"),
            '\u{2028}' => text.push_str("\\u2028"),
            '\u{2029}' => text.push_str("\\u2029"),
            c => text.push(c),
        }
    }
    text.push_str(");\n");
    let name = number.map_or_else(|| kind.to_owned(), |n| format!("{kind}-{n}"));
    Output {
        path: format!("search/{name}.js"),
        bytes: text.into_bytes(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_keep_to_their_limit_and_a_long_list_stands_alone() {
        let lists: Vec<String> = ["aaa", "bbb", "a long one indeed", "c", "d"]
            .map(str::to_owned)
            .to_vec();
        let pieces = cut("terms", &lists, 12);
        assert_eq!(pieces.counts, [2, 1, 2]);
        assert_eq!(pieces.starts().collect::<Vec<_>>(), [0, 2, 3]);
        assert_eq!(pieces.files[2].path, "search/terms-2.js");
        assert_eq!(
            pieces.files[2].bytes,
            b"archiveSearch(\"terms\",2,[\"c\",\"d\"]);\n"
        );
    }

    #[test]
    fn words_of_sources_cannot_leave_their_string() {
        let output = script("texts", Some(0), &["</script>\u{2028}\"\\\n"]);
        assert_eq!(
            String::from_utf8(output.bytes).unwrap(),
            "archiveSearch(\"texts\",0,[\"\\u003c/script>\\u2028\\\"\\\\\\n\"]);\n"
        );
    }
}
