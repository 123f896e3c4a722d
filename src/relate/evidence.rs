//! What speaks for it that a passage tells an event, and against it.
//!
//! Both sums are logistic regressions, fitted once on the labelled tellings of eleven reports and rounded;
//! none was kept that did not hold for reports left out of the fitting.

use std::collections::BTreeSet;

use super::features::{Days, EventFeatures, Features, PassageFeatures, gap, length, overlap};

/// Up to so many days an event is one of days, not of months.
const DAY_LIKE: i32 = 3;
/// The kinds of happening that dead and displaced people are counted of.
const COUNTED: [&str; 3] = ["≈war", "≈strike", "≈accident"];

/// What is seen of a passage and an event by themselves, each from 0 to 1.
#[derive(Clone, Copy, Debug, Default)]
pub struct Alone {
    /// A date in the passage is one of the event's, at the event's own precision.
    pub stated: f64,
    /// It has no date of the event, but the dates around it are near.
    pub near: f64,
    /// As `near`, of an event of days.
    pub near_days: f64,
    /// It has days of its own, and none is the event's.
    pub other_days: f64,
    /// No date in or around it is within a month of the event.
    pub far: f64,
    /// It names who took part, or the place of an event of nobody's: the share by weight.
    pub named: f64,
    /// It names all of several who took part.
    pub all: f64,
    /// It names others of their side.
    pub sided: f64,
    /// It names the place.
    pub place: f64,
    /// It tells a happening of the kind that the event's title names first.
    pub head: f64,
    /// The share of the event's kinds of happening that it tells.
    pub kinds: f64,
    /// It tells other kinds only.
    pub other_kind: f64,
    /// It has words of the title.
    pub words: f64,
    /// It counts people, and the event is of a kind that such counts are of.
    pub toll: f64,
    /// Kind, names and time together.
    pub together: f64,
}

impl Alone {
    /// Looks at a passage and an event.
    pub fn of(passage: &PassageFeatures, event: &EventFeatures, features: &Features) -> Self {
        let days_of_event = length(event.days);
        let dates = passage.dates.iter();
        let stated = dates.clone().filter(|d| overlap(**d, event.days));
        let stated = stated.map(|date| match length(*date) {
            days if days <= days_of_event + DAY_LIKE => 1.0,
            ..=31 => 0.6,
            _ => 0.3,
        });
        let stated = stated.fold(0.0, f64::max);
        let has_days = dates.clone().any(|d| length(*d) <= DAY_LIKE);
        let around: [Option<Days>; 2] = [passage.before, passage.published];
        let gap = around
            .into_iter()
            .flatten()
            .map(|d| gap(d, event.days))
            .min();
        let near = match gap {
            _ if stated > 0.0 => 0.0,
            Some(0) => 1.0,
            Some(1) => 0.8,
            Some(2..=3) => 0.5,
            Some(4..=15) => 0.2,
            _ => 0.0,
        };
        let who = Share::of(&event.participants, passage, features);
        let place = Share::of(&event.places, passage, features).named;
        let named = if event.participants.is_empty() {
            place
        } else {
            who.named
        };
        let head = event
            .head
            .as_ref()
            .is_some_and(|head| passage.kinds.contains(head));
        let same = event.kinds.intersection(&passage.kinds).count();
        let counted = COUNTED.iter().any(|kind| event.kinds.contains(*kind));
        let time = (stated + near).min(1.0);
        let words = words(event, passage, features);
        // "The same day" and nothing of the event: the passage goes on to another.
        let bare = named + place + who.sided + words == 0.0 && same == 0;
        let stated = if bare { 0.0 } else { stated };
        Self {
            stated,
            near,
            near_days: near * yes(days_of_event <= DAY_LIKE),
            other_days: yes(stated == 0.0 && has_days),
            far: yes(stated == 0.0 && gap.is_none_or(|gap| gap > 31)),
            named,
            all: yes(event.participants.len() > 1 && who.missing == 0),
            sided: who.sided,
            place,
            head: yes(head),
            kinds: same as f64 / event.kinds.len().max(1) as f64,
            other_kind: yes(same == 0 && !event.kinds.is_empty() && !passage.kinds.is_empty()),
            words,
            toll: yes(passage.counts && counted),
            together: yes(same > 0) * (named + place).min(1.0) * time,
        }
    }

    /// How likely the passage tells the event, from 0 to 1, as far as the two show by themselves.
    pub fn likelihood(&self) -> f64 {
        let time = 3.4 * self.stated + 2.1 * self.near + 0.8 * self.near_days
            - 1.5 * self.other_days
            - 1.2 * self.far;
        let names = 2.4 * self.named + 0.8 * self.all + 0.9 * self.sided + 2.3 * self.place;
        let what = 0.8 * self.head + 1.3 * self.kinds - 0.4 * self.other_kind
            + 2.3 * self.words
            + 1.7 * self.toll;
        logistic(time + names + what + 0.3 * self.together - 7.1)
    }
}

/// What is seen of a passage and an event among the other passages of its report, and the other events; each is a
/// likelihood by themselves unless it says otherwise.
#[derive(Clone, Copy, Debug, Default)]
pub struct Among {
    /// Of this passage and this event.
    pub own: f64,
    /// The highest in the passages at the report's head.
    pub lead: f64,
    pub before: f64,
    pub behind: f64,
    /// The highest that another event has in this passage.
    pub other: f64,
    /// The same, of an event of the same kind.
    pub rival: f64,
    /// Another event of the kind has all who took part named here, and this one has not: 1.
    pub rival_named: f64,
    /// The highest in the report's body, and the mean.
    pub top: f64,
    pub mean: f64,
    /// How far the event is ahead, in the report's body, of others of a kind that the passage tells.
    pub ahead: f64,
    pub title: bool,
    pub heading: bool,
    pub comment: bool,
}

impl Among {
    /// How likely the passage tells the event, from 0 to 1.
    pub fn likelihood(&self, alone: &Alone) -> f64 {
        let time = 1.8 * alone.stated + 0.9 * alone.near - 0.7 * alone.far;
        let names = 1.5 * alone.named + 0.5 * alone.all + 0.4 * alone.sided + 1.2 * alone.place;
        let what = 0.4 * alone.head + 1.7 * alone.kinds + alone.words + 0.8 * alone.toll;
        let own = 1.6 * self.own + 0.2 * (self.own + 1e-4).ln() + 1.1 * yes(self.own >= self.other);
        let report = 0.5 * self.lead
            + 0.7 * self.before
            + self.behind
            + 0.7 * self.top
            + 1.3 * self.mean
            + 0.9 * self.ahead
            + 0.8 * self.behind * yes(self.title);
        let goes_on = 1.4 * self.before * (1.0 - alone.other_days) * yes(!self.comment);
        let against =
            1.4 * self.other + 1.7 * self.rival + 0.4 * self.rival_named + 1.1 * yes(self.heading);
        logistic(time + names + what + own + report + goes_on - against - 5.2)
    }
}

fn logistic(sum: f64) -> f64 {
    1.0 / (1.0 + (-sum).exp())
}

fn yes(is: bool) -> f64 {
    f64::from(u8::from(is))
}

/// How much of who or what an event asks for a passage names.
struct Share {
    named: f64,
    /// Not named, but somebody or something on its side is.
    sided: f64,
    missing: usize,
}

impl Share {
    fn of(wanted: &BTreeSet<usize>, passage: &PassageFeatures, features: &Features) -> Self {
        let mut share = Self {
            named: 0.0,
            sided: 0.0,
            missing: 0,
        };
        let all: f64 = wanted.iter().map(|e| features.entity_weight(*e)).sum();
        for entity in wanted {
            let weight = features.entity_weight(*entity) / all;
            if passage.entities.contains(entity) {
                share.named += weight;
                continue;
            }
            share.missing += 1;
            let side = features.side(*entity);
            if side.is_some_and(|side| passage.sides.contains(side)) {
                share.sided += weight;
            }
        }
        share
    }
}

/// The share of a title's words that a passage has, where these say something.
fn words(event: &EventFeatures, passage: &PassageFeatures, features: &Features) -> f64 {
    let weigh = |stem: &String| features.stem_weight(stem);
    let all: f64 = event.stems.iter().map(weigh).sum();
    let there: f64 = event.stems.intersection(&passage.stems).map(weigh).sum();
    if all > 0.0 {
        (there / all).sqrt() * there.min(1.0)
    } else {
        0.0
    }
}
