use std::ops::Range;

use super::{Passage, Said, marks, texts};

/// The stretches between quotation marks that were not taken for anybody's words, passage by passage, in bytes.
pub fn unspoken(passages: &[Passage], said: &[Said]) -> Vec<Vec<Range<usize>>> {
    let stretches = texts(passages).into_iter().flat_map(|text| {
        let words: Vec<&str> = passages[text].iter().map(|p| p.text).collect();
        marks::stretches(&words)
    });
    let unspoken = stretches.zip(said).map(|(quoted, said)| {
        let spans = quoted.into_iter().map(|quoted| quoted.span);
        spans
            .filter(|span| !said.direct.iter().any(|mark| mark.span == *span))
            .collect()
    });
    unspoken.collect()
}
