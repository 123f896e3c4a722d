//! The text as the program cuts it today, and where the base's words stand in it.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

use super::align::{align, contained};
use super::base::Base;
use super::carry::Carry;
use super::words_of;
use crate::markdown::Spaces;
use crate::model::{ReportDraft, SourceDraft};

/// From this share on, the words of a passage count as being in another one.
const CONTAINED: f64 = 0.8;

/// Today's draft of a report beside the base.
pub struct Today<'a> {
    pub draft: &'a SourceDraft,
    pub text: &'a ReportDraft,
    /// The words of today's passages.
    pub words: Vec<Spaces>,
    /// For each of today's passages, the one of the base that it continues.
    pub continues: Vec<Option<usize>>,
    /// For each passage of the base, today's passages that have its words: the one that continues it,
    /// or those that it was split into or joined with.
    heirs: Vec<Vec<(usize, Carry)>>,
    source: OnceCell<Spaces>,
}

impl<'a> Today<'a> {
    /// Compares today's draft with the base.
    pub fn of(draft: &'a SourceDraft, text: &'a ReportDraft, base: &Base) -> Self {
        let words = words_of(draft, text);
        let old: Vec<&str> = base.passages.iter().map(|p| p.words.as_str()).collect();
        let new: Vec<&str> = words.iter().map(|w| w.read.as_str()).collect();
        let continues = align(&old, &new);
        let mut heirs: Vec<Vec<(usize, Carry)>> = old.iter().map(|_| Vec::new()).collect();
        for (place, of) in continues.iter().enumerate() {
            if let Some(of) = of {
                heirs[*of].push((place, Carry::of(old[*of], new[place])));
            }
        }
        let lost: Vec<usize> = (0..old.len()).filter(|of| heirs[*of].is_empty()).collect();
        let free: Vec<usize> = (0..new.len()).collect();
        for (of, place) in contained(&old, &lost, &new, &free, CONTAINED) {
            heirs[of].push((place, Carry::of(old[of], new[place])));
        }
        Self {
            draft,
            text,
            words,
            continues,
            heirs,
            source: OnceCell::new(),
        }
    }

    /// Today's passage that continues one of the base.
    pub fn heir(&self, of: usize) -> Option<usize> {
        let heir = self.heirs[of].first().map(|(place, _)| *place)?;
        (self.continues[heir] == Some(of)).then_some(heir)
    }

    /// Today's passages that hold words of one of the base.
    pub fn heirs(&self, of: usize) -> impl Iterator<Item = usize> {
        self.heirs[of].iter().map(|(place, _)| *place)
    }

    /// Where a stretch of a passage of the base stands in the source; in one that was split or
    /// joined, only if its very words do.
    pub fn in_source(&self, base: &Base, of: usize, piece: &Range<usize>) -> Option<Range<usize>> {
        self.heirs[of].iter().find_map(|(place, carry)| {
            let range = carry.map(piece)?;
            let read = &self.words[*place].read;
            let same = read.get(range.clone()) == base.passages[of].words.get(piece.clone());
            let counts = same || self.continues[*place] == Some(of);
            counts.then(|| self.absolute(*place, &range))
        })
    }

    /// Whether a passage that was there before begins in a stretch of the source; a new one in the midst
    /// of what a person joined is a part of it.
    pub fn is_parted(&self, stretch: Range<usize>) -> bool {
        let passages = self.text.passages.iter().zip(&self.continues);
        let mut between = passages.filter(|(p, _)| stretch.contains(&p.span.start));
        between.any(|(_, continues)| continues.is_some())
    }

    /// Bytes of the source that a range of a passage's read words has.
    fn absolute(&self, place: usize, range: &Range<usize>) -> Range<usize> {
        let start = self.text.passages[place].span.start;
        let own = self.words[place].original(range);
        start + own.start..start + own.end
    }

    /// The first place where some words stand in what is left out of the source today.
    pub fn find_left_out(&self, words: &str) -> Option<Range<usize>> {
        let source = self
            .source
            .get_or_init(|| Spaces::new(&self.draft.source.text));
        let bytes = source.read.as_bytes();
        let is_whole = |range: &Range<usize>| {
            (range.start == 0 || bytes[range.start - 1] == b' ')
                && (range.end == bytes.len() || bytes[range.end] == b' ')
        };
        let passages = || self.draft.reports.iter().flat_map(|r| &r.passages);
        let is_left_out = |span: &Range<usize>| {
            passages().all(|p| p.span.end <= span.start || span.end <= p.span.start)
        };
        let found = source
            .read
            .match_indices(words)
            .filter(|_| !words.is_empty());
        found
            .map(|(at, _)| at..at + words.len())
            .filter(is_whole)
            .map(|range| source.original(&range))
            .find(is_left_out)
    }

    /// Today's passages by where they start in the source.
    pub fn by_start(&self) -> HashMap<usize, usize> {
        let passages = self.text.passages.iter().enumerate();
        passages.map(|(place, p)| (p.span.start, place)).collect()
    }
}
