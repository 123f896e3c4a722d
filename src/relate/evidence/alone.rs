use super::super::features::{
    Days, EventFeatures, Features, PassageFeatures, gap, length, overlap,
};
use super::parties::{is_of_third_party, share, speaks_of_offices};
use super::{Weights, likelihood, yes};

/// Up to so many days an event is one of days, not of months.
const DAY_LIKE: i32 = 3;
/// Dates that lie more days than these from an event tell of another time.
const OTHER_TIMES: i32 = 180;
/// The kinds of happening that dead and displaced people are counted of.
const COUNTED: [&str; 3] = ["≈war", "≈strike", "≈accident"];

/// What is seen of a passage and an event by themselves, each from 0 to 1 but for a place.
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
    /// All its dates lie more than half a year from the event.
    pub other_times: f64,
    /// It does not state the event's day, which is after that of the report.
    pub to_come: f64,
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
    /// The share of who took part that it names and that are countries, which much else is told of.
    pub countries: f64,
    /// It speaks of holders of an office, and of the countries of all the persons who took part: "the ministers of …".
    pub offices: f64,
    /// Of several who took part it does not name all, but speaks of the country of each that it does not name; it tells
    /// a kind of the event and states its time.
    pub sided: f64,
    /// It tells a happening of two, of one who took part and somebody else.
    pub third_party: f64,
    /// It names the place.
    pub place: f64,
    /// It tells a happening of the kind that the event's title names first.
    pub head: f64,
    /// The share of the event's kinds of happening that it tells.
    pub kinds: f64,
    /// A sentence tells all of several kinds.
    pub all_kinds: f64,
    /// It tells other kinds only.
    pub other_kind: f64,
    /// It has words of the title.
    pub words: f64,
    /// It counts people, and the event is of a kind that such counts are of; or of no such kind.
    pub counts: f64,
    pub counts_others: f64,
    /// As `counts`, of a long event.
    pub toll: f64,
    /// Of its sentences, that which fits best.
    pub sentence: Sentence,
    /// The place of that sentence among the others.
    pub at: usize,
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
    2.5, -0.9, 1.6, -0.9, -1.3, 0.6, -0.4, 0.7, 2.0, 1.9, 1.4, -0.6, 3.4, 1.6, 0.6, -0.4, 1.7, 0.7,
    0.6, -0.9, -2.0, -1.9, 0.5, 0.4, -2.9, 1.7, 0.7, -1.2, -4.8,
];

impl Alone {
    /// How many signs there are.
    pub const SIGNS: usize = 28;

    /// Looks at a passage and an event.
    pub fn of(passage: &PassageFeatures, event: &EventFeatures, features: &Features) -> Self {
        let mut whole = Self::stretch(passage, event, features);
        let (at, best) = Self::fitting(passage, event, features).unwrap_or((0, whole));
        let (named, kind) = ((best.named + best.place).min(1.0), yes(best.kinds > 0.0));
        let sentences = passage.stretches();
        let several = event.kinds.len() > 1;
        whole.all_kinds =
            yes(several && sentences.iter().any(|s| s.kinds.is_superset(&event.kinds)));
        whole.third_party = yes(is_of_third_party(passage, event, features));
        whole.at = at;
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
        let (at, best) = Self::fitting(passage, event, features)?;
        Some((&passage.sentences[at], best))
    }

    /// The same, by its place.
    fn fitting(
        passage: &PassageFeatures,
        event: &EventFeatures,
        features: &Features,
    ) -> Option<(usize, Self)> {
        let sentences = passage.sentences.iter().enumerate();
        sentences
            .map(|(at, sentence)| (at, Self::stretch(sentence, event, features)))
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
        let apart_from = |days: &Days| gap(*days, event.days);
        let other_times = dates.clone().map(apart_from).min() > Some(OTHER_TIMES);
        let several = event.participants.len() > 1;
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
            other_times: yes(other_times),
            to_come: yes(stated == 0.0 && passage.is_before(event)),
            undated,
            in_report: nearness(nearest),
            day_in_report: yes(nearest == Some(0)) * day_like,
            named,
            all: yes(several && who.missing == 0),
            countries: who.countries,
            offices: yes(passage.offices && speaks_of_offices(passage, event, features)),
            sided: yes(several && who.missing > 0 && who.unsided == 0 && same > 0 && stated > 0.0),
            third_party: 0.0,
            place,
            head: yes(head.is_some_and(|head| passage.kinds.contains(head))),
            kinds: same as f64 / event.kinds.len().max(1) as f64,
            all_kinds: 0.0,
            other_kind: yes(same == 0 && !event.kinds.is_empty() && !passage.kinds.is_empty()),
            words,
            counts: yes(passage.counts && counted),
            counts_others: yes(passage.counts && !counted),
            toll: yes(passage.counts && counted) * (1.0 - day_like),
            sentence: Sentence::default(),
            at: 0,
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
            self.other_times,
            self.to_come,
            self.countries,
            self.offices,
            self.sided,
            self.third_party,
            self.all_kinds,
            self.counts,
            self.counts_others,
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
