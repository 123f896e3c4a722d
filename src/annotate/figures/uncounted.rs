use std::ops::Range;

use super::{Figures, Passage, numbers, span_of};
use crate::lang::Language;
use crate::model::Mark;
use crate::text::spans::touching;

/// The numbers of a passage, in bytes of it, that are neither part of a figure, a date or a name, nor an article.
pub fn uncounted(
    passage: &Passage,
    figures: &Figures,
    dates: &[Mark],
    language: &Language,
) -> Vec<Range<usize>> {
    let words = &passage.words;
    let all = numbers::all(passage.text, words, language.vocabulary.decimal);
    let told = all.iter().filter(|number| !number.single);
    let named = |range: &Range<usize>| words[range.clone()].iter().any(|w| w.mention.is_some());
    let spans = told
        .filter(|number| !named(&number.words))
        .map(|number| span_of(words, &number.words));
    let marked = |span: &Range<usize>| {
        let layers = [&figures.shown, &figures.durations, dates];
        layers
            .iter()
            .any(|marks| !touching(marks, |mark| &mark.span, span).is_empty())
    };
    spans.filter(|span| !marked(span)).collect()
}
