//! The text as the program cuts it today, and where the base's words stand in it.

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use super::align::{align, contained};
use super::base::Base;
use super::carry::Carry;
use super::words_of;
use crate::markdown::Spaces;
use crate::model::{Mark, PassageDraft, ReportDraft, SourceDraft};
use crate::text::{collapse, trim_span};

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
    /// Today's passages by where they start in the source; a thread may stand above its text.
    by_start: BTreeMap<usize, usize>,
    /// Where the words that are left out stand, a line or a whole range.
    left_out: OnceCell<HashMap<String, Range<usize>>>,
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
        let starts = text.passages.iter().enumerate();
        Self {
            draft,
            text,
            words,
            continues,
            heirs,
            by_start: starts.map(|(place, p)| (p.span.start, place)).collect(),
            left_out: OnceCell::new(),
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

    /// The first place where some words stand, as they are, in what is left out of the source today.
    pub fn find_left_out(&self, words: &str) -> Option<Range<usize>> {
        let left_out = self.left_out.get_or_init(|| left_out(self.draft));
        left_out.get(words).cloned()
    }

    /// Today's passage that starts at a byte of the source.
    pub fn starting_at(&self, byte: usize) -> Option<&'a PassageDraft> {
        self.by_start
            .get(&byte)
            .map(|place| &self.text.passages[*place])
    }

    /// What today's passages say for the tables alone, within a stretch of the source; relative to it.
    pub fn aside(&self, span: &Range<usize>) -> Vec<Mark> {
        let marks = self.within(span).flat_map(|passage| {
            let from = passage.span.start;
            passage.aside.iter().filter_map(move |mark| {
                let place = from + mark.span.start..from + mark.span.end;
                let inside = span.start <= place.start && place.end <= span.end;
                inside.then(|| Mark {
                    span: place.start - span.start..place.end - span.start,
                    ..mark.clone()
                })
            })
        });
        marks.collect()
    }

    /// Today's passages that have something of a stretch of the source, in its order.
    pub fn within(&self, span: &Range<usize>) -> impl Iterator<Item = &'a PassageDraft> {
        let before = self.by_start.range(..span.start).next_back();
        let from = span.start;
        let passages = before.into_iter().chain(self.by_start.range(span.clone()));
        passages
            .map(|(_, place)| &self.text.passages[*place])
            .filter(move |p| p.span.end > from)
    }
}

fn left_out(draft: &SourceDraft) -> HashMap<String, Range<usize>> {
    let mut places = HashMap::new();
    let mut put = |span: Range<usize>| {
        let span = trim_span(&draft.source.text, span);
        let words = collapse(&draft.source.text[span.clone()]);
        if !words.is_empty() {
            places.entry(words).or_insert(span);
        }
    };
    for range in &draft.left_out {
        put(range.span.clone());
        let mut at = range.span.start;
        for line in draft.source.text[range.span.clone()].split_inclusive('\n') {
            put(at..at + line.len());
            at += line.len();
        }
    }
    places
}
