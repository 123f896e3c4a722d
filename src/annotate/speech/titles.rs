//! Whose the words of titles are, and those set apart: whoever says them in the text.

use std::collections::BTreeMap;

use daachorse::CharwiseDoubleArrayAhoCorasick;

use super::quoted::bare;
use super::{Passage, Report, quotation};
use crate::model::{EntityId, Kind, MarkBody, Speech};

impl Report<'_> {
    /// Gives the quotations of titles and those set apart, where nobody is known to say them, to the first who
    /// says the same in the text. Every quotation is read once.
    pub fn titles(&mut self, passages: &[Passage]) {
        let mut wanted: BTreeMap<String, Vec<(usize, usize)>> = BTreeMap::new();
        for (place, passage) in passages.iter().enumerate() {
            if !matches!(passage.kind, Kind::Title | Kind::Heading | Kind::PullQuote) {
                continue;
            }
            for (number, mark) in self.said[place].direct.iter().enumerate() {
                let words = bare(&passage.text[mark.span.clone()]);
                if matches!(&mark.body, MarkBody::Quotation { speaker: None, .. })
                    && !words.is_empty()
                {
                    wanted.entry(words).or_default().push((place, number));
                }
            }
        }
        if wanted.is_empty() {
            return;
        }
        let speakers = self.speakers(passages, wanted.keys());
        for (places, speaker) in wanted.into_values().zip(speakers) {
            for (place, number) in places {
                self.said[place].direct[number].body = quotation(Speech::Direct, speaker.clone());
            }
        }
    }

    /// For each of these words, folded, who first says them.
    fn speakers<'w>(
        &self,
        passages: &[Passage],
        wanted: impl ExactSizeIterator<Item = &'w String>,
    ) -> Vec<Option<EntityId>> {
        let mut speakers = vec![None; wanted.len()];
        // Building fails only for more words than fit in 32 bits.
        let Ok(automaton) = CharwiseDoubleArrayAhoCorasick::<usize>::new(wanted) else {
            return speakers;
        };
        for (passage, said) in passages.iter().zip(&self.said) {
            for mark in &said.direct {
                let MarkBody::Quotation {
                    speaker: Some(speaker),
                    ..
                } = &mark.body
                else {
                    continue;
                };
                let words = bare(&passage.text[mark.span.clone()]);
                for hit in automaton.find_overlapping_iter(&words) {
                    speakers[hit.value()].get_or_insert_with(|| speaker.clone());
                }
            }
        }
        speakers
    }
}
