//! Whose business an assertion is: the event that it is a position on.

use std::collections::BTreeSet;

use super::super::features::{Days, EventFeatures, Features, gap};
use super::assertion::Assertion;
use super::clause::Clause;

/// What weighs for an event: that the passage tells it, that the sentence tells a happening of its kind, and that
/// it names its people and place. That the passage tells it elsewhere weighs less.
const HERE: f64 = 0.5;
const ELSEWHERE: f64 = 0.15;
const KIND: f64 = 0.4;
const NAMED: f64 = 0.5;
/// Days between what a sentence is about and what was said of it then.
const NEAR: i32 = 3;
/// Up to so many days after an event somebody denies it.
const RECENT: i32 = 31;
/// Points that are asked of a war besides the event of the day.
const OF_WARS: [&str; 4] = ["accused", "struck", "sides", "status"];

/// A sentence among the events that it may be about.
pub struct Ground<'a> {
    pub features: &'a Features<'a>,
    /// Events that the passage tells, and those that it may tell.
    pub here: &'a [(usize, bool)],
    /// Wars that fill the report.
    pub wars: &'a [usize],
    /// Days of the dates in the sentence.
    pub days: &'a [Days],
    /// Whom and what it names.
    pub names: &'a BTreeSet<usize>,
    pub published: Option<Days>,
}

impl Ground<'_> {
    /// The events that an assertion is a position on: the likeliest, and the wars that it is about besides.
    pub fn events(&self, clause: &Clause, assertion: &Assertion) -> Vec<usize> {
        let weighed = self
            .here
            .iter()
            .filter(|(event, _)| self.fits(assertion, *event));
        let weighed = weighed.map(|(event, here)| (*event, self.weight(clause, *event, *here)));
        let best = weighed.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
        let best = best.map(|(event, _)| event);
        let wars = self.wars.iter().copied().filter(|war| {
            OF_WARS.contains(&assertion.key) && best != Some(*war) && self.fits(assertion, *war)
        });
        let wars: Vec<usize> = wars.collect();
        // Whose a place is does not change from day to day.
        let best = best.filter(|_| assertion.key != "status" || wars.is_empty());
        best.into_iter().chain(wars).collect()
    }

    /// Whether an assertion can be about an event: of its kind, and not of other days.
    fn fits(&self, assertion: &Assertion, event: usize) -> bool {
        let own = &self.features.events[event];
        let recent = || {
            self.published
                .is_some_and(|day| gap(day, own.days) <= RECENT)
        };
        assertion.is_of(own)
            && (self.days.is_empty() || self.days.iter().any(|days| gap(*days, own.days) <= NEAR))
            && (assertion.key != "happened" || recent())
    }

    fn weight(&self, clause: &Clause, event: usize, here: bool) -> f64 {
        let own = &self.features.events[event];
        let people = own.participants.union(&own.places);
        let named = people.filter(|entity| self.names.contains(entity));
        let named: f64 = named
            .map(|entity| self.features.entity_weight(*entity))
            .sum();
        let told = |said: bool, weight: f64| if said { weight } else { 0.0 };
        let kind = clause.tells(own);
        let of_it = kind || named > 0.0;
        told(here, if of_it { HERE } else { ELSEWHERE }) + told(kind, KIND) + NAMED * named.min(1.0)
    }
}

impl Clause<'_> {
    /// Whether the sentence tells a happening of the kind that an event's title names first.
    pub fn tells(&self, event: &EventFeatures) -> bool {
        let kind = event
            .head
            .as_deref()
            .and_then(|head| head.strip_prefix('≈'));
        self.happenings
            .iter()
            .any(|happening| kind == Some(happening.key))
    }
}
