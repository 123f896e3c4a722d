//! Where every piece of a source goes: into a passage, or out, with the reason.

use std::ops::Range;

use super::lines::Line;
use super::roles::Role;
use crate::model::{Kind, LeftOutDraft, Reason};
use crate::text::trim_span;

/// Where the pieces of a source went, before the gaps between them are filled.
#[derive(Default)]
pub struct Cutting {
    pub passages: Vec<Range<usize>>,
    left_out: Vec<LeftOutDraft>,
    /// Lines that stay in and may be no part of the text.
    pub doubtful: Vec<Range<usize>>,
}

impl Cutting {
    /// Leaves out a range; an empty one is passed over.
    pub fn leave_out(
        &mut self,
        span: Range<usize>,
        reason: Reason,
        repeats: Option<(usize, usize)>,
    ) {
        if !span.is_empty() {
            self.left_out.push(LeftOutDraft {
                span,
                reason,
                repeats,
            });
        }
    }

    /// All left-out ranges in order, with the white space between the pieces as `blank`.
    pub fn left_out(mut self, text: &str) -> Vec<LeftOutDraft> {
        let mut taken: Vec<(Range<usize>, Option<LeftOutDraft>)> = Vec::new();
        taken.extend(self.passages.drain(..).map(|span| (span, None)));
        taken.extend(self.left_out.drain(..).map(|l| (l.span.clone(), Some(l))));
        taken.sort_by_key(|(span, _)| (span.start, span.end));
        let mut ranges = Vec::new();
        let mut at = 0;
        for (span, left_out) in taken {
            if span.start > at {
                fill(text, at..span.start, &mut ranges);
            }
            at = span.end;
            ranges.extend(left_out);
        }
        fill(text, at..text.len(), &mut ranges);
        ranges
    }
}

fn fill(text: &str, gap: Range<usize>, ranges: &mut Vec<LeftOutDraft>) {
    if gap.is_empty() {
        return;
    }
    let blank = trim_span(text, gap.clone()).is_empty();
    ranges.push(LeftOutDraft {
        span: gap,
        reason: if blank { Reason::Blank } else { Reason::Other },
        repeats: None,
    });
}

/// The words of a line; with its number, where that begins a sentence rather than an item.
pub fn passage_span(text: &str, line: &Line, kind: Kind) -> Range<usize> {
    let in_sentence = line.image.is_none() && matches!(kind, Kind::Paragraph | Kind::Heading);
    match &line.mark {
        Some(mark)
            if in_sentence && text[mark.clone()].starts_with(|c: char| c.is_ascii_digit()) =>
        {
            mark.start..line.words.end
        }
        _ => line.words.clone(),
    }
}

/// Puts a line and its pieces where its role says.
pub fn place_line(
    text: &str,
    line: &Line,
    role: Option<Role>,
    passage_of_line: &[Option<(usize, usize)>],
    cutting: &mut Cutting,
) {
    match role {
        Some(Role::Passage(kind)) => {
            let span = passage_span(text, line, kind);
            if let Some(mark) = line.mark.clone().filter(|m| m.start < span.start) {
                cutting.leave_out(mark, Reason::Other, None);
            }
            if let Some(image) = line.image.clone() {
                cutting.leave_out(image, Reason::ImageName, None);
            }
            cutting.passages.push(span);
        }
        Some(Role::Repeats {
            line: of,
            truncated,
        }) => match passage_of_line[of] {
            Some(passage) => {
                let reason = if truncated {
                    Reason::TruncatedRepeat
                } else {
                    Reason::Repeat
                };
                cutting.leave_out(line.span.clone(), reason, Some(passage));
            }
            None => cutting.leave_out(line.span.clone(), Reason::Navigation, None),
        },
        Some(Role::LeftOut(reason)) => cutting.leave_out(line.span.clone(), reason, None),
        None => cutting.leave_out(line.span.clone(), Reason::Navigation, None),
    }
}
