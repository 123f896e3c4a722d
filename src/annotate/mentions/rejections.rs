use std::ops::Range;

use crate::annotate::authority::{Authority, Found};
use crate::model::{Rejected, WhyNot};
use crate::text::spans::touching;

/// Takes note of candidates that are turned down, where somebody asks for them; a build does not.
#[derive(Default)]
pub struct Rejections {
    kept: Option<Vec<Rejected>>,
    /// Where the passage begins in the source, in bytes.
    offset: usize,
}

impl Rejections {
    /// Keeps what it is told.
    pub fn kept() -> Self {
        Self {
            kept: Some(Vec::new()),
            offset: 0,
        }
    }

    /// Whether anybody asks.
    pub fn are_kept(&self) -> bool {
        self.kept.is_some()
    }

    /// Goes on to the passage that begins at a byte of the source.
    pub fn begin(&mut self, offset: usize) {
        self.offset = offset;
    }

    /// Notes that words of the passage were not taken for these entities, whom the reason need not name again.
    pub fn note(
        &mut self,
        authority: &Authority,
        span: &Range<usize>,
        entities: &[usize],
        why: impl FnOnce() -> WhyNot,
    ) {
        let Some(kept) = &mut self.kept else { return };
        let what = match entities {
            [one] => format!("mention {}", authority.id(*one)),
            _ => "mention".to_owned(),
        };
        kept.push(Rejected {
            span: self.offset + span.start..self.offset + span.end,
            what,
            why: why(),
        });
    }

    /// Notes the forms of a passage that were not looked at: those in a longer one of `taken`, and those without
    /// the capitals they need.
    pub fn overlooked(
        &mut self,
        authority: &Authority,
        words: &str,
        forms: &[Found],
        taken: &[Found],
    ) {
        if !self.are_kept() {
            return;
        }
        for form in forms {
            let over = touching(taken, |other| &other.span, &form.span).first();
            let Some(over) = over.filter(|over| over.span != form.span) else {
                continue;
            };
            let standing = words[over.span.clone()].to_owned();
            let (starts, ends) = (
                over.span.start <= form.span.start,
                form.span.end <= over.span.end,
            );
            match (starts, ends) {
                (true, true) => self.note_each(authority, form, Some(over), || {
                    WhyNot::Longer(standing.clone())
                }),
                (true, false) => self.note_each(authority, form, Some(over), || {
                    WhyNot::Crosses(standing.clone())
                }),
                // A description that holds a name stands beside it.
                (false, _) => {}
            }
        }
        for form in authority.uncapitalised(words) {
            let over = touching(taken, |other| &other.span, &form.span).first();
            self.note_each(authority, &form, over, || WhyNot::Capitals);
        }
    }

    /// Notes each entity that a form could be and that the form in its place could not.
    fn note_each(
        &mut self,
        authority: &Authority,
        form: &Found,
        over: Option<&Found>,
        why: impl Fn() -> WhyNot,
    ) {
        let known = |entity: usize| {
            over.is_some_and(|over| over.readings.iter().any(|r| r.entity == entity))
        };
        for reading in form.readings.iter().filter(|r| !known(r.entity)) {
            self.note(authority, &form.span, &[reading.entity], &why);
        }
    }

    /// Notes what others turned down.
    pub fn add(&mut self, rejected: Vec<Rejected>) {
        self.kept
            .iter_mut()
            .for_each(|kept| kept.extend(rejected.iter().cloned()));
    }

    /// What was noted.
    pub fn into_kept(self) -> Vec<Rejected> {
        self.kept.unwrap_or_default()
    }
}
