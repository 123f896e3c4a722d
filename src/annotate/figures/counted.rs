//! What a number counts: by the noun behind it, by what happened to it, by the figure that it is part of.

use std::ops::Range;

use super::super::reading::Word;
use super::noun::{NOUNS, Noun, noun};
use super::numbers::Said;
use crate::lang::{Role, Vocabulary};
use crate::text::fold;

/// What is counted, as the tables say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    Dead,
    Wounded,
    Displaced,
    Captured,
    Forces,
    Distance,
    Money,
    Other,
}

impl Counted {
    /// The word of the tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Dead => "dead",
            Self::Wounded => "wounded",
            Self::Displaced => "displaced",
            Self::Captured => "captured",
            Self::Forces => "forces",
            Self::Distance => "distance",
            Self::Money => "money",
            Self::Other => "other",
        }
    }

    /// Whether people are counted by what happened to them.
    pub fn is_toll(self) -> bool {
        matches!(
            self,
            Self::Dead | Self::Wounded | Self::Displaced | Self::Captured
        )
    }
}

/// What a number counts, and the words of its phrase.
#[derive(Clone, Debug)]
pub struct Phrase {
    pub counted: Counted,
    /// The number with what it counts.
    pub words: Range<usize>,
    /// The words that say what is counted; empty where they are left out.
    pub of: Range<usize>,
    /// It is one more than those counted before.
    pub more: bool,
    /// Those counted are people, as far as the words tell.
    people: bool,
    /// The words say what happened to them.
    known: bool,
}

/// The shortest noun that the language file need not list, in bytes.
const SHORTEST: usize = 3;
/// From this number on, whatever is counted in words is a figure.
const MANY: f64 = 10.0;
/// How far what happened may stand from whom it happened to.
const CLAUSE: usize = 12;
const TOLLS: [(Role, Counted); 4] = [
    (Role::Dead, Counted::Dead),
    (Role::Wounded, Counted::Wounded),
    (Role::Displaced, Counted::Displaced),
    (Role::Captured, Counted::Captured),
];

/// What the language says of nouns that its file does not list.
pub struct Nouns<'a> {
    pub text: &'a str,
    pub vocabulary: &'a Vocabulary,
}

impl Nouns<'_> {
    /// Whether a word can be what is counted, rather than an adjective before it.
    pub fn may_lead(&self, word: &Word) -> bool {
        word.capital || !self.vocabulary.capital_nouns
    }

    fn is_plural(&self, word: &Word) -> bool {
        let exact = fold(&self.text[word.span.clone()]);
        self.vocabulary.is_plural(&exact, word.capital)
    }
}

/// What a number of a sentence counts; None where it counts nothing that is known. `earlier`: the figure before
/// it in its sentence.
pub fn of(
    words: &[Word],
    sentence: &Range<usize>,
    said: &Said,
    next: usize,
    earlier: Option<&Phrase>,
    nouns: &Nouns,
) -> Option<Phrase> {
    let number = &said.words;
    let before = number
        .start
        .checked_sub(1)
        .filter(|b| *b >= sentence.start)
        .map(|b| &words[b]);
    if before.is_some_and(|w| w.roles.any(&[Role::Labels, Role::Ages])) {
        return None;
    }
    if said.money {
        return Some(phrase(
            Counted::Money,
            number.clone(),
            number.end..number.end,
        ));
    }
    let noun = noun(words, sentence, number.end, next, nouns);
    if is_no_figure(words, said, before, noun.as_ref()) {
        return None;
    }
    let measure = noun.as_ref().and_then(|noun| measured(&words[noun.head]));
    if let (Some(noun), Some(counted)) = (&noun, measure) {
        let counts = !said.single;
        let head = words[noun.head].first(noun.head)..noun.head + 1;
        return counts.then(|| phrase(counted, number.start..noun.head + 1, head));
    }
    if noun.is_none() && said.millions {
        return Some(phrase(
            Counted::Money,
            number.clone(),
            number.end..number.end,
        ));
    }
    let end = noun.as_ref().map_or(number.end, |n| n.words.end);
    let own = noun.as_ref().and_then(|noun| toll(&words[noun.head]));
    let later = behind(words, sentence, end, next);
    // Refugees who were killed are counted among the dead.
    let worse = later.filter(|_| matches!(own, Some(Counted::Displaced | Counted::Captured)));
    let worse = worse.filter(|c| matches!(c, Counted::Dead | Counted::Wounded));
    let happened = worse
        .or(own)
        .or(later)
        .or_else(|| ahead(words, sentence, number.start))
        .or_else(|| total(words, sentence, number.start));
    let hurt = matches!(later, Some(Counted::Dead | Counted::Wounded));
    let counts_people = noun.as_ref().is_none_or(|n| {
        n.unlisted && (said.in_figures || hurt)
            || words[n.head].roles.any(&[Role::People, Role::Forces])
    });
    let sides = noun
        .as_ref()
        .is_some_and(|n| words[n.head].has(Role::Sides));
    let inherited = earlier.filter(|e| e.counted.is_toll()).filter(|e| {
        match joint(words, e.words.end, number.start) {
            Joint::Part => true,
            Joint::And => counts_people,
            Joint::None => sides,
        }
    });
    let counted = match (happened, inherited) {
        (Some(counted), _) if own.is_some() || counts_people => counted,
        (_, Some(earlier)) => earlier.counted,
        _ => plain(words, said, noun.as_ref()?, nouns)?,
    };
    // One of something is an article, unless somebody was killed or hurt.
    if said.single && !matches!(counted, Counted::Dead | Counted::Wounded) {
        return None;
    }
    let more = noun.as_ref().is_some_and(|n| n.more) || before.is_some_and(|w| w.has(Role::More));
    let of = noun
        .filter(|_| !sides)
        .map_or(number.end..number.end, |n| n.words);
    Some(Phrase {
        more,
        people: counts_people,
        known: happened.is_some(),
        ..phrase(counted, number.start..of.end.max(number.end), of)
    })
}

/// Dates, hours, lengths of time, scores and names of things ("T-118"), and small numbers of what was told before
/// ("les deux hommes").
fn is_no_figure(words: &[Word], said: &Said, before: Option<&Word>, noun: Option<&Noun>) -> bool {
    let number = &said.words;
    let behind = words.get(number.end);
    let pronoun = said.single && behind.is_some_and(|w| w.has(Role::Of));
    let few = said.min.or(said.max).is_none_or(|n| n < MANY);
    let definite = before.is_some_and(|w| w.has(Role::Determiners)) && !said.bounded && few;
    let named = noun.is_some_and(|n| toll(&words[n.head]).is_some());
    let small = !said.in_figures && (pronoun || definite && !named);
    let dated = behind.is_some_and(|w| w.has(Role::Months));
    let length = noun.is_some_and(|n| words[n.head].has(Role::Times));
    let adverb = said.single && noun.is_some_and(|n| n.unlisted);
    let unit = noun.is_some_and(|n| {
        n.unlisted && (words[n.head].glued || words[n.head].span.len() < SHORTEST)
    });
    // "27th", "68e"
    let ordinal = behind.is_some_and(|w| w.glued && w.is_word() && !w.roles.any(&NOUNS));
    let hyphen =
        before.is_some_and(|w| w.is_any_mark(&['-', '–']) && w.glued) && words[number.start].glued;
    // "20-Jähriger", "a 20-year-old"
    let age = behind.is_some_and(|w| w.is_any_mark(&['-', '–']) && w.glued)
        && words
            .get(number.end + 1)
            .is_some_and(|w| w.glued && w.roles.any(&[Role::Ages, Role::Times]));
    small || age || adverb || ordinal || dated || length || unit || hyphen
}

/// What a number counts to which nothing happened.
fn plain(words: &[Word], said: &Said, noun: &Noun, nouns: &Nouns) -> Option<Counted> {
    let head = &words[noun.head];
    let number = said.min.or(said.max);
    let counts = said.in_figures || said.bounded || number.is_some_and(|n| n >= MANY);
    if said.single {
        None
    } else if head.roles.any(&[Role::Forces, Role::Materiel]) {
        Some(Counted::Forces)
    } else {
        let listed = head.roles.any(&[Role::Strikes, Role::People]);
        let noun = !noun.unlisted || nouns.is_plural(head);
        (number.is_some() && noun && (listed || counts)).then_some(Counted::Other)
    }
}

/// How a figure hangs on the one before it.
enum Joint {
    /// "including"
    Part,
    And,
    None,
}

fn joint(words: &[Word], from: usize, to: usize) -> Joint {
    let between = &words[from.min(to)..to];
    let joins = [Role::And, Role::Including, Role::Of, Role::Determiners];
    let joined = between
        .iter()
        .all(|w| w.roles.any(&joins) || w.is_mark(',') || w.phrase == 0);
    const NEAR: usize = 3;
    if between
        .iter()
        .rev()
        .take(NEAR)
        .any(|w| w.has(Role::Including))
    {
        Joint::Part
    } else if between.is_empty() || !joined {
        Joint::None
    } else {
        Joint::And
    }
}

/// What happened to the last of those told together happened to all: "22 soldiers and four civilians were killed".
pub fn coordinate(words: &[Word], phrases: &mut [(usize, Phrase)], last: &Phrase) {
    let mut from = last.words.start;
    for (_, phrase) in phrases.iter_mut().rev() {
        let joined = matches!(joint(words, phrase.words.end, from), Joint::And);
        if !(last.known && last.counted.is_toll() && joined && phrase.people && !phrase.known) {
            break;
        }
        phrase.counted = last.counted;
        phrase.known = true;
        from = phrase.words.start;
    }
}

fn phrase(counted: Counted, words: Range<usize>, of: Range<usize>) -> Phrase {
    Phrase {
        counted,
        words,
        of,
        more: false,
        people: false,
        known: false,
    }
}

fn measured(word: &Word) -> Option<Counted> {
    let measures = [
        (Role::Area, Counted::Other),
        (Role::Distance, Counted::Distance),
        (Role::Money, Counted::Money),
        (Role::Percent, Counted::Other),
    ];
    measures
        .iter()
        .find(|(role, _)| word.has(*role))
        .map(|(_, counted)| *counted)
}

/// What happened to people, by a word that says it.
pub fn toll(word: &Word) -> Option<Counted> {
    TOLLS
        .iter()
        .find(|(role, _)| word.has(*role))
        .map(|(_, counted)| *counted)
}

/// What happened to those counted, as the words behind them say: "ont péri", "were wounded".
fn behind(words: &[Word], sentence: &Range<usize>, from: usize, next: usize) -> Option<Counted> {
    let until = sentence.end.min(from + CLAUSE).min(next);
    let clause = (from..until).take_while(|at| !words[*at].is_any_mark(&[';', ':']));
    // A noun, as in "the exchange of the dead", says what happened to others.
    let is_noun = |at: usize| {
        words[at].phrase == 1
            && words[at - 1].roles.any(&[
                Role::Of,
                Role::Determiners,
                Role::Prepositions,
                Role::And,
            ])
    };
    let at = clause
        .filter(|at| toll(&words[*at]).is_some())
        .find(|at| !is_noun(*at))?;
    let group = at.saturating_sub(3).max(from)..at;
    let suffered = words[group].iter().any(|w| w.has(Role::Passives));
    // "12 soldiers killed three civilians" says nothing of the soldiers' fate.
    let object = words.get(at + 1).is_some_and(|w| {
        w.roles
            .any(&[Role::Determiners, Role::AtLeast, Role::Above, Role::About])
            || w.is_number()
    });
    if object && !suffered {
        None
    } else {
        toll(&words[at])
    }
}

/// What was done to those counted, as the verb right before them says: "a tué au moins", "killing".
fn ahead(words: &[Word], sentence: &Range<usize>, from: usize) -> Option<Counted> {
    const NEAR: usize = 3;
    let mut at = from;
    for _ in 0..NEAR {
        at = at.checked_sub(1).filter(|at| *at >= sentence.start)?;
        let word = &words[at];
        if word.has(Role::Kills) {
            return Some(toll(word).unwrap_or(Counted::Dead));
        }
        if let Some(counted) = toll(word) {
            return Some(counted);
        }
        if !word
            .roles
            .any(&[Role::Determiners, Role::Of, Role::Fillers, Role::More])
            && !word.roles.is_empty()
            || !word.is_word()
        {
            return None;
        }
        at = word.first(at);
    }
    None
}

/// What a total counts that these words bring about: "portant le nombre des militaires tués à".
fn total(words: &[Word], sentence: &Range<usize>, from: usize) -> Option<Counted> {
    let before = sentence.start..from;
    let brings = before
        .clone()
        .rev()
        .take(CLAUSE)
        .find(|at| words[*at].has(Role::Brings))?;
    let named = (brings..from).rev().find_map(|at| toll(&words[at]));
    let is_total = before
        .clone()
        .rev()
        .take(CLAUSE)
        .any(|at| words[at].has(Role::Totals));
    named.or_else(|| {
        let earlier = before
            .clone()
            .rev()
            .take(CLAUSE)
            .find_map(|at| toll(&words[at]));
        earlier.filter(|_| is_total)
    })
}
