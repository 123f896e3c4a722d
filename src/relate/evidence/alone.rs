use std::collections::BTreeSet;

use super::super::features::{
    Days, EventFeatures, Features, PassageFeatures, gap, length, overlap,
};
use super::{Weights, likelihood, yes};

/// Up to so many days an event is one of days, not of months.
const DAY_LIKE: i32 = 3;
/// The kinds of happening that dead and displaced people are counted of.
const COUNTED: [&str; 3] = ["≈war", "≈strike", "≈accident"];

/// What is seen of a passage and an event by themselves, each from 0 to 1.
#[derive(Clone, Copy, Debug, Default)]
pub struct Alone {
    /// A date in the passage is one of the event's, at the event's own precision.
    pub stated: f64,
    /// As `stated`, of an event of days.
    pub stated_day: f64,
    /// It has no date of the event, but the dates around it are near.
    pub near: f64,
    /// It has days of its own, and none is the event's.
    pub other_days: f64,
    /// The dates around it are more than a month from the event.
    pub far: f64,
    /// There is no date in it or around it.
    pub undated: f64,
    /// How near the report's nearest day is.
    pub in_report: f64,
    /// The event is of days, and its report states one of them.
    pub day_in_report: f64,
    /// It names who took part, or the place of an event of nobody's: the share by weight.
    pub named: f64,
    /// It names all of several who took part.
    pub all: f64,
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
    /// It counts people, and the event is a long one of a kind that such counts are of.
    pub toll: f64,
    /// Of its sentences, that which fits best.
    pub sentence: Sentence,
}

/// What is seen of the sentence of a passage that fits an event best.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sentence {
    /// It names all of several who took part.
    pub all: f64,
    /// It has days of its own, and none is the event's.
    pub other_days: f64,
    /// It states the day of an event of days, and names who took part, or where.
    pub day_named: f64,
    /// It states the day, and tells the kind.
    pub day_kind: f64,
    /// Kind, names and time together.
    pub together: f64,
}

/// The weights of what is seen of the two by themselves.
pub const ALONE: Weights<{ Alone::SIGNS + 1 }> = [
    2.0, -1.1, 1.5, -1.3, -1.3, 1.6, 1.4, 0.5, 1.5, 1.9, 1.3, -0.8, 3.2, 3.3, 1.3, -0.5, 2.0, 0.8,
    0.5, -5.9,
];

impl Alone {
    /// How many signs there are.
    pub const SIGNS: usize = 19;

    /// Looks at a passage and an event.
    pub fn of(passage: &PassageFeatures, event: &EventFeatures, features: &Features) -> Self {
        let mut whole = Self::stretch(passage, event, features);
        let best = Self::best(passage, event, features);
        let best = best.map_or(whole, |(_, best)| best);
        let (named, kind) = ((best.named + best.place).min(1.0), yes(best.kinds > 0.0));
        whole.sentence = Sentence {
            all: best.all,
            other_days: best.other_days,
            day_named: best.stated_day * named,
            day_kind: best.stated_day * kind,
            together: kind * named * (best.stated + best.near).min(1.0),
        };
        whole
    }

    /// The sentence of a passage that fits an event best, where it has several.
    pub fn best<'p>(
        passage: &'p PassageFeatures,
        event: &EventFeatures,
        features: &Features,
    ) -> Option<(&'p PassageFeatures, Self)> {
        let sentences = passage.sentences.iter();
        sentences
            .map(|sentence| (sentence, Self::stretch(sentence, event, features)))
            .max_by(|(_, a), (_, b)| a.fits().total_cmp(&b.fits()))
    }

    /// Looks at a passage as a whole, or at one sentence of it.
    fn stretch(passage: &PassageFeatures, event: &EventFeatures, features: &Features) -> Self {
        let days_of_event = length(event.days);
        let day_like = yes(days_of_event <= DAY_LIKE);
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
        let around = around.into_iter().flatten();
        let apart = around.map(|d| gap(d, event.days)).min();
        let nearest = features.nearest(passage.report, event.days);
        let who = share(&event.participants, passage, features);
        let place = share(&event.places, passage, features).named;
        let named = if event.participants.is_empty() {
            place
        } else {
            who.named
        };
        let head = event.head.as_ref();
        let same = event.kinds.intersection(&passage.kinds).count();
        let counted = COUNTED.iter().any(|kind| event.kinds.contains(*kind));
        let words = words(event, passage, features);
        // "The same day" and nothing of the event: the passage goes on to another.
        let bare = named + place + who.sided + words == 0.0 && same == 0;
        let other_days = yes(stated == 0.0 && has_days);
        let undated = yes(apart.is_none() && passage.dates.is_empty());
        let far = yes(stated == 0.0 && undated == 0.0 && apart.is_none_or(|gap| gap > 31));
        let near = if stated > 0.0 { 0.0 } else { nearness(apart) };
        let stated = if bare { 0.0 } else { stated };
        Self {
            stated,
            stated_day: stated * day_like,
            near,
            other_days,
            far,
            undated,
            in_report: nearness(nearest),
            day_in_report: yes(nearest == Some(0)) * day_like,
            named,
            all: yes(event.participants.len() > 1 && who.missing == 0),
            place,
            head: yes(head.is_some_and(|head| passage.kinds.contains(head))),
            kinds: same as f64 / event.kinds.len().max(1) as f64,
            other_kind: yes(same == 0 && !event.kinds.is_empty() && !passage.kinds.is_empty()),
            words,
            toll: yes(passage.counts && counted) * (1.0 - day_like),
            sentence: Sentence::default(),
        }
    }

    /// How well a sentence fits, for a choice between the sentences of a passage.
    fn fits(&self) -> f64 {
        2.0 * self.stated + self.near - self.other_days
            + 2.0 * self.named
            + self.place
            + self.all
            + self.kinds
            + 2.0 * self.words
    }

    /// The signs, in the order of the weights.
    pub fn signs(&self) -> [f64; Self::SIGNS] {
        [
            self.stated,
            self.stated_day,
            self.near,
            self.other_days,
            self.far,
            self.undated,
            self.in_report,
            self.day_in_report,
            self.named,
            self.place,
            self.head,
            self.other_kind,
            self.words,
            self.toll,
            self.sentence.all,
            self.sentence.other_days,
            self.sentence.day_named,
            self.sentence.day_kind,
            self.sentence.together,
        ]
    }

    /// How likely the passage tells the event, from 0 to 1, as far as the two show by themselves.
    pub fn likelihood(&self) -> f64 {
        likelihood(&self.signs(), &ALONE)
    }
}

/// How near something is that lies so many days away, from 0 to 1.
fn nearness(days: Option<i32>) -> f64 {
    match days {
        Some(0) => 1.0,
        Some(1) => 0.8,
        Some(2..=3) => 0.5,
        Some(4..=15) => 0.2,
        _ => 0.0,
    }
}

/// How much of who or what an event asks for a passage names.
#[derive(Default)]
struct Share {
    named: f64,
    /// Not named, but somebody or something on its side is.
    sided: f64,
    missing: usize,
}

fn share(wanted: &BTreeSet<usize>, passage: &PassageFeatures, features: &Features) -> Share {
    let mut share = Share::default();
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
