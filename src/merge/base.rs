//! The text as the program last cut it, and where the passages of a report file stand in it.

use std::collections::HashMap;
use std::ops::Range;

use super::Earlier;
use super::align::likeness;
use super::carry::Carry;
use crate::markdown::{Proposed, ReadEditorial, ReadPassage, ReportFile};
use crate::model::{Kind, Mark, MarkBody, PassageId};

/// From this likeness on a passage whose words a person retyped is still the same passage.
const RETYPED: f64 = 0.5;

/// The passages that the program proposed last, one after the other, a space between.
pub struct Base {
    pub passages: Vec<Proposed>,
    pub text: String,
    /// First byte of each passage in the text.
    starts: Vec<usize>,
    /// False where no proposals are left, so that the report file stands for them.
    pub known: bool,
}

/// A passage of a report file, placed in the base.
pub struct Placed {
    /// None for a part that a person cut off, which has no id yet.
    pub id: Option<PassageId>,
    pub n: String,
    pub kind: Kind,
    /// Bytes of the base's text.
    pub range: Range<usize>,
    /// Marks on the base's text, by their own bytes.
    pub marks: Vec<Mark>,
    /// Place in the file: of the passage, or of the paragraph that was cut off.
    pub from: From,
}

/// What of a report file stands in the base.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum From {
    Passage(usize),
    Editorial(usize),
    /// Nothing: the file cannot be understood, and what was proposed stands for it.
    Proposals,
}

impl Base {
    /// The last proposals; where there are none, the report file itself.
    pub fn of(earlier: &Earlier) -> Self {
        let Earlier {
            file, proposals, ..
        } = earlier;
        let known = !proposals.is_missing();
        let passages = if known {
            proposals.passages.clone()
        } else {
            let own = file.passages.iter().enumerate();
            own.map(|(place, p)| Proposed {
                place,
                id: p.id.clone(),
                kind: p.kind,
                words: p.words.clone(),
            })
            .collect()
        };
        let mut text = String::new();
        let mut starts = Vec::with_capacity(passages.len());
        for passage in &passages {
            if !text.is_empty() {
                text.push(' ');
            }
            starts.push(text.len());
            text.push_str(&passage.words);
        }
        Self {
            passages,
            text,
            starts,
            known: known || earlier.untouched,
        }
    }

    /// Bytes of the text that a passage has.
    pub fn range(&self, place: usize) -> Range<usize> {
        let start = self.starts[place];
        start..start + self.passages[place].words.len()
    }

    /// The passage that holds a byte, and the byte in its words.
    pub fn at(&self, byte: usize) -> Option<(usize, usize)> {
        let place = self.starts.partition_point(|s| *s <= byte).checked_sub(1)?;
        Some((place, byte - self.starts[place]))
    }

    /// The parts of passages that a range covers.
    pub fn pieces(&self, range: &Range<usize>) -> Vec<(usize, Range<usize>)> {
        let first = self.at(range.start).map_or(0, |(place, _)| place);
        (first..self.passages.len())
            .map(|place| (place, self.range(place)))
            .take_while(|(_, own)| own.start < range.end)
            .map(|(place, own)| {
                let start = range.start.max(own.start).min(own.end) - own.start;
                let end = range.end.min(own.end) - own.start;
                (place, start..end)
            })
            .filter(|(_, piece)| !piece.is_empty())
            .collect()
    }

    /// Places the passages of a report file, and the paragraphs that are parts which a person cut off.
    ///
    /// # Errors
    ///
    /// The place in the file of the first passage whose words are not the base's.
    pub fn place(&self, file: &ReportFile) -> Result<Vec<Placed>, usize> {
        let by_id: HashMap<&PassageId, usize> = self
            .passages
            .iter()
            .enumerate()
            .map(|(place, p)| (&p.id, place))
            .collect();
        let mut claims = Claims::default();
        let mut ranges: Vec<Option<Range<usize>>> = vec![None; file.passages.len()];
        for (range, passage) in ranges.iter_mut().zip(&file.passages) {
            let whole = by_id.get(&passage.id).map(|place| self.range(*place));
            *range = whole.filter(|w| self.text[w.clone()] == passage.words && claims.take(w));
        }
        for (range, passage) in ranges.iter_mut().zip(&file.passages) {
            if range.is_none() {
                let from = by_id
                    .get(&passage.id)
                    .map_or(0, |place| self.starts[*place]);
                *range = self.find(&passage.words, from, &mut claims);
            }
        }
        let tails = self.tails(file, &ranges, &mut claims);
        let mut placed = Vec::new();
        for (place, passage) in file.passages.iter().enumerate() {
            placed.push(match ranges[place].take() {
                Some(range) => at(passage, place, range),
                None => {
                    let own = by_id.get(&passage.id).map(|place| self.range(*place));
                    let free = own.and_then(|own| claims.free(&own));
                    let free = free.map(|free| self.trimmed(free)).ok_or(place)?;
                    let retyped = self.retyped(passage, place, free).ok_or(place)?;
                    claims.take(&retyped.range);
                    retyped
                }
            });
            let here = tails.iter().filter(|(after, _)| *after == place);
            placed.extend(here.map(|(_, (editorial, range))| {
                cut_off(&file.editorial[*editorial], *editorial, range.clone())
            }));
        }
        Ok(placed)
    }

    /// The first place of some words that nobody has claimed, from a byte on, or else anywhere.
    fn find(&self, words: &str, from: usize, claims: &mut Claims) -> Option<Range<usize>> {
        if words.is_empty() {
            return None;
        }
        let ahead = self.text[from..]
            .match_indices(words)
            .map(|(at, _)| from + at);
        let behind = self.text.match_indices(words).map(|(at, _)| at);
        let mut places = ahead.chain(behind).map(|at| at..at + words.len());
        places.find(|range| self.is_whole(range) && claims.take(range))
    }

    fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        crate::text::trim_span(&self.text, range)
    }

    /// Whether a range begins and ends at white space.
    fn is_whole(&self, range: &Range<usize>) -> bool {
        let bytes = self.text.as_bytes();
        (range.start == 0 || bytes[range.start - 1] == b' ')
            && (range.end == bytes.len() || bytes[range.end] == b' ')
    }

    /// Paragraphs without an anchor whose words are the rest of the passage that stands before them:
    /// passage in the file, paragraph, and range.
    fn tails(
        &self,
        file: &ReportFile,
        ranges: &[Option<Range<usize>>],
        claims: &mut Claims,
    ) -> Vec<(usize, (usize, Range<usize>))> {
        let mut tails = Vec::new();
        for (place, editorial) in file.editorial.iter().enumerate() {
            let Some(after) = editorial
                .editorial
                .after
                .filter(|_| !editorial.words.is_empty())
            else {
                continue;
            };
            let Some((own, _)) = ranges[after].as_ref().and_then(|r| self.at(r.start)) else {
                continue;
            };
            let own = self.range(own);
            let found = self.text[own.clone()]
                .match_indices(&editorial.words)
                .next();
            let range = found.map(|(at, words)| own.start + at..own.start + at + words.len());
            if let Some(range) = range.filter(|r| self.is_whole(r) && claims.take(r)) {
                tails.push((after, (place, range)));
            }
        }
        tails
    }

    /// A passage in which a person retyped words: what differs becomes a correction.
    fn retyped(&self, passage: &ReadPassage, place: usize, free: Range<usize>) -> Option<Placed> {
        let source = &self.text[free.clone()];
        if likeness(source, &passage.words) < RETYPED {
            return None;
        }
        let back = Carry::of(&passage.words, source);
        let moved = |range: Range<usize>| range.start + free.start..range.end + free.start;
        let mut marks: Vec<Mark> = passage
            .marks
            .iter()
            .filter_map(|mark| {
                Some(Mark {
                    span: moved(back.map(&mark.span)?),
                    ..mark.clone()
                })
            })
            .collect();
        let replaced = Carry::of(source, &passage.words).replaced();
        marks.extend(replaced.into_iter().map(|(was, is)| {
            let words = passage.words[is].to_owned();
            Mark::person(moved(was), MarkBody::Correction { words })
        }));
        Some(Placed {
            marks,
            ..at(passage, place, free)
        })
    }
}

fn at(passage: &ReadPassage, place: usize, range: Range<usize>) -> Placed {
    Placed {
        id: Some(passage.id.clone()),
        n: passage.n.clone(),
        kind: passage.kind,
        marks: moved(&passage.marks, range.start),
        range,
        from: From::Passage(place),
    }
}

fn cut_off(editorial: &ReadEditorial, place: usize, range: Range<usize>) -> Placed {
    Placed {
        id: None,
        n: String::new(),
        kind: Kind::Paragraph,
        marks: moved(&editorial.marks, range.start),
        range,
        from: From::Editorial(place),
    }
}

fn moved(marks: &[Mark], by: usize) -> Vec<Mark> {
    let moved = marks.iter().map(|mark| Mark {
        span: mark.span.start + by..mark.span.end + by,
        ..mark.clone()
    });
    moved.collect()
}

/// Ranges of the base that passages have taken, by where they start.
#[derive(Default)]
struct Claims {
    taken: std::collections::BTreeMap<usize, usize>,
}

impl Claims {
    /// Takes a range, unless a part of it is taken.
    fn take(&mut self, range: &Range<usize>) -> bool {
        let before = self.taken.range(..range.end).next_back();
        let free = before.is_none_or(|(_, end)| *end <= range.start);
        if free {
            self.taken.insert(range.start, range.end);
        }
        free
    }

    /// The longest part of a range that nobody has taken, without the space at its ends.
    fn free(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let mut longest = range.start..range.start;
        let mut at = range.start;
        let first = self.taken.range(..range.start).next_back();
        let within = self.taken.range(range.start..range.end);
        let taken = first.into_iter().chain(within).map(|(s, e)| (*s, *e));
        for (start, end) in taken.chain([(range.end, range.end)]) {
            let gap = at..start.clamp(at, range.end);
            if gap.len() > longest.len() {
                longest = gap;
            }
            at = at.max(end).min(range.end);
        }
        (longest.len() > 1).then_some(longest)
    }
}
