use super::super::features::{EventFeatures, PassageFeatures};
use super::{Alone, Weights, likelihood, yes};
use crate::model::{Kind, Report};

/// Passages at a report's head, which say what it is about.
const HEAD: usize = 3;

/// What is seen of a passage and an event among the other passages of its report, and the other events; each is a
/// likelihood of the round before unless it says otherwise.
#[derive(Clone, Copy, Debug, Default)]
pub struct Among {
    /// Of this passage and this event.
    own: f64,
    /// No other event is likelier here: 1.
    best: f64,
    /// The highest in the passages at the report's head.
    lead: f64,
    before: f64,
    behind: f64,
    /// As `behind`, of a title.
    title: f64,
    /// As `before`, where the passage has no days of its own but the event's.
    goes_on: f64,
    /// As `before`, where it names nobody and nothing that the one before does not, and no day.
    nothing_new: f64,
    /// As `before`, where its first words take up what was said.
    takes_up: f64,
    /// As `before`, where somebody speaks whom the one before names.
    speaks_on: f64,
    /// As `before`, of the event that is likeliest there.
    foremost: f64,
    /// As `behind`, of words set apart, which what is behind them leads.
    led: f64,
    /// The highest that another event has in this passage; in the sentence that fits this event best; in others.
    other: f64,
    beside: f64,
    elsewhere: f64,
    /// The same, of an event of the same kind.
    rival: f64,
    /// How far the event is ahead, in the report's body, of others of a kind that the passage tells.
    ahead: f64,
    heading: f64,
}

/// The weights of the second round.
pub const SECOND: Weights<{ Among::SIGNS + 1 }> = [
    1.0, -0.3, 1.1, 0.7, 0.9, 1.2, 1.8, 0.2, -0.2, 1.5, 0.5, 0.7, 0.4, 1.2, 0.2, 0.2, 2.2, 0.4,
    0.5, 0.6, 1.1, 1.4, 1.5, -1.0, -0.9, 0.6, -1.7, -0.1, -0.4, -0.9, 0.7, 0.6, -1.3, 1.4, 0.5,
    -0.4, -1.6, -0.8, -1.2,
];
/// The weights of the third round.
pub const THIRD: Weights<{ Among::SIGNS + 1 }> = [
    0.8, -0.4, 0.9, 0.5, 0.9, 1.0, 1.5, 0.4, 0.0, 1.1, 0.6, 0.6, 0.1, 0.6, 0.7, 0.2, 1.7, 0.3, 0.2,
    0.4, 0.6, 0.2, 1.4, -0.6, -0.5, 0.3, -1.2, -0.3, -0.5, -0.9, 0.3, 0.4, -1.3, 1.0, 0.4, -0.4,
    -1.1, -0.8, -1.1,
];

impl Among {
    /// How many signs there are, with those of the two by themselves.
    pub const SIGNS: usize = 38;

    /// The signs, in the order of the weights.
    pub fn signs(&self, alone: &Alone) -> [f64; Self::SIGNS] {
        [
            alone.stated,
            alone.far,
            alone.named,
            alone.all,
            alone.place,
            alone.kinds,
            alone.words,
            alone.toll,
            alone.day_in_report,
            alone.sentence.day_named,
            self.own,
            (self.own + 1e-4).ln(),
            self.best,
            self.lead,
            self.before,
            self.behind,
            self.title,
            self.goes_on,
            self.nothing_new,
            self.takes_up,
            self.speaks_on,
            self.foremost,
            self.led,
            self.other,
            self.rival,
            self.ahead,
            self.heading,
            alone.other_times,
            alone.to_come,
            alone.countries,
            alone.offices,
            alone.sided,
            alone.third_party,
            alone.all_kinds,
            alone.counts,
            alone.counts_others,
            self.beside,
            self.elsewhere,
        ]
    }

    /// How likely the passage tells the event, from 0 to 1.
    pub fn likelihood(&self, alone: &Alone, weights: &Weights<{ Self::SIGNS + 1 }>) -> f64 {
        likelihood(&self.signs(alone), weights)
    }
}

/// A report and the events that it may tell, with a likelihood for each passage and event.
pub struct Around<'a> {
    report: &'a Report,
    passages: &'a [PassageFeatures],
    events: &'a [&'a EventFeatures],
    /// What is seen of each passage and event by themselves; their likelihoods. By passage, then event.
    alone: &'a [Vec<Alone>],
    likelihoods: &'a [Vec<f64>],
    /// Of each event, the others of the same kind.
    rivals: Vec<Vec<usize>>,
    /// Of each event: the highest among the passages at the head, and in the whole body.
    lead: Vec<f64>,
    top: Vec<f64>,
    /// Of each passage, the highest.
    highest: Vec<f64>,
}

impl<'a> Around<'a> {
    /// Looks at a report as a whole.
    pub fn of(
        report: &'a Report,
        passages: &'a [PassageFeatures],
        events: &'a [&'a EventFeatures],
        alone: &'a [Vec<Alone>],
        likelihoods: &'a [Vec<f64>],
    ) -> Self {
        let body: Vec<&Vec<f64>> = report
            .passages
            .iter()
            .zip(likelihoods)
            .filter(|(passage, _)| passage.kind != Kind::Comment)
            .map(|(_, likelihoods)| likelihoods)
            .collect();
        let highest = |passages: &[&Vec<f64>], event: usize| {
            passages.iter().map(|p| p[event]).fold(0.0, f64::max)
        };
        let each = 0..events.len();
        let head = &body[..body.len().min(HEAD)];
        let rivals = each.clone().map(|event| {
            let others = each.clone().filter(|other| {
                *other != event
                    && weighs(events[*other], events[event])
                    && !events[*other].kinds.is_disjoint(&events[event].kinds)
            });
            others.collect()
        });
        Self {
            rivals: rivals.collect(),
            lead: each.clone().map(|event| highest(head, event)).collect(),
            top: each.map(|event| highest(&body, event)).collect(),
            highest: likelihoods
                .iter()
                .map(|here| here.iter().copied().fold(0.0, f64::max))
                .collect(),
            report,
            passages,
            events,
            alone,
            likelihoods,
        }
    }

    /// What is seen of a passage and an event.
    pub fn at(&self, number: usize, event: usize) -> Among {
        let passage = &self.passages[number];
        let (alone, row) = (&self.alone[number][event], &self.alone[number]);
        let here = &self.likelihoods[number];
        let own = here[event];
        let highest = |of: &[f64], among: &mut dyn Iterator<Item = usize>| {
            among.map(|other| of[other]).fold(0.0, f64::max)
        };
        let others =
            |other: &usize| *other != event && weighs(self.events[*other], self.events[event]);
        let all = || (0..here.len()).filter(others);
        let (mut beside, mut elsewhere) = (0.0_f64, 0.0_f64);
        for other in all() {
            let highest = match row[other].at == alone.at {
                true => &mut beside,
                false => &mut elsewhere,
            };
            *highest = highest.max(here[other]);
        }
        let other = beside.max(elsewhere);
        let told_too =
            &mut all().filter(|other| !self.events[*other].kinds.is_disjoint(&passage.kinds));
        let ahead = (self.top[event] - highest(&self.top, told_too)).max(0.0);
        let same_kind = !passage.kinds.is_disjoint(&self.events[event].kinds);
        let at = |number: Option<usize>| {
            let passage = number.and_then(|number| self.likelihoods.get(number));
            passage.map_or(0.0, |p| p[event])
        };
        let kind = self.report.passages[number].kind;
        let text = yes(kind != Kind::Comment);
        let (before, behind) = (at(number.checked_sub(1)), at(Some(number + 1)));
        let last = number.checked_sub(1).map(|last| &self.passages[last]);
        let known = |entities| last.is_some_and(|last| last.entities.is_superset(entities));
        let nothing_new = known(&passage.entities) && passage.dates.is_empty();
        let speaks_on = last.is_some_and(|last| {
            let mut speakers = passage.speakers.iter();
            speakers.any(|s| last.entities.contains(s) || last.speakers.contains(s))
        });
        let foremost = number
            .checked_sub(1)
            .is_some_and(|last| before >= self.highest[last]);
        Among {
            own,
            best: yes(own >= other),
            lead: self.lead[event],
            before,
            behind,
            title: behind * yes(kind == Kind::Title),
            goes_on: before * (1.0 - alone.other_days) * text,
            nothing_new: before * yes(nothing_new) * text,
            takes_up: before * yes(passage.takes_up && passage.dates.is_empty()) * text,
            speaks_on: before * yes(speaks_on) * text,
            foremost: before * yes(foremost) * text,
            led: behind * yes(kind == Kind::PullQuote),
            other,
            beside,
            elsewhere,
            rival: highest(here, &mut self.rivals[event].iter().copied()),
            ahead: if same_kind { ahead } else { 0.0 },
            heading: yes(kind == Kind::Heading),
        }
    }
}

/// Whether another event weighs against one: what a person wrote down stands as if nothing else had been found.
fn weighs(other: &EventFeatures, event: &EventFeatures) -> bool {
    !other.detected || event.detected
}
