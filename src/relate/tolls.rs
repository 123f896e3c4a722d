//! Tolls: how many dead, wounded, displaced, captured or deployed the tellings of an event count, each by whom
//! it counts and on which side, so that only like is compared with like.

use std::collections::BTreeMap;

use super::features::{Features, length};
use super::positions::Answer;
use super::sides::Country;
use super::value::Value;
use crate::lang::{self, Language, Number, Role};
use crate::model::{
    Archive, At, EntityId, EventId, Kind, Mark, MarkBody, Passage, Position, Telling,
};
use crate::text::{collapse, fold};
use crate::time;
use crate::time::tokens::Kind as Token;

/// What is counted, and the kinds of happening that it is counted of.
const COUNTED: [(&str, &[&str]); 5] = [
    (
        "dead",
        &["≈war", "≈strike", "≈accident", "≈capture", "≈protest"],
    ),
    (
        "wounded",
        &["≈war", "≈strike", "≈accident", "≈capture", "≈protest"],
    ),
    ("displaced", &["≈war", "≈strike", "≈accident"]),
    (
        "captured",
        &["≈war", "≈capture", "≈exchange", "≈protest", "≈justice"],
    ),
    ("forces", &["≈deployment", "≈withdrawal"]),
];
/// Fewer than this are no toll of a war, which is one from so many days on.
const FEW: f64 = 2.0;
const WAR: i32 = 14;
/// How far behind "on the side of" a country is named, in words.
const SIDE: usize = 4;
/// How far before a number "the number of" says what it counts, in words.
const TOTAL: usize = 12;
/// How far before a number "including" makes it a part, in words.
const PART: usize = 4;
/// How far before a number words are looked at, in bytes.
const BEFORE: usize = 200;
/// The most that joins two counts of the same people, in bytes: "22 civilians of the one, and 31 of the other".
const JOINED: usize = 6;

/// The positions on tolls; each belongs to one event that its passage tells.
pub fn find(archive: &Archive, features: &Features, tellings: &[Telling]) -> Vec<Answer> {
    let mut told: BTreeMap<At, Vec<&Telling>> = BTreeMap::new();
    for telling in tellings {
        told.entry(telling.at).or_default().push(telling);
    }
    let answers = told.iter().flat_map(|(at, tellings)| {
        let report = &archive.reports[at.0];
        of_passage(archive, features, (*at, &report.passages[at.1]), tellings)
    });
    answers.collect()
}

fn of_passage(
    archive: &Archive,
    features: &Features,
    (at, passage): (At, &Passage),
    tellings: &[&Telling],
) -> Vec<Answer> {
    if passage.kind == Kind::Comment {
        return Vec::new();
    }
    let report = &archive.reports[at.0];
    let rules = lang::rules(&report.language);
    let published = report.published.as_ref().map(|p| p.value.as_str());
    let mut sides = None;
    // Where the last toll ended, and whom it counted.
    let mut last: Option<(usize, &str, &'static str)> = None;
    let mut answers = Vec::new();
    for mark in &passage.marks {
        let Some(toll) = Toll::read(passage, mark, rules) else {
            continue;
        };
        let Some(event) = event_of(archive, features, tellings, toll.kinds) else {
            continue;
        };
        let days = archive.events.binary_search_by(|e| e.id.cmp(&event));
        let days = days.map(|place| features.events[place].days);
        // "One dead fewer", "a journalist was wounded": nobody counts a war by ones.
        let few = toll.range.1 < FEW && days.is_ok_and(|days| length(days) >= WAR);
        if few || toll.is_part(passage, mark, rules) {
            continue;
        }
        let sides = sides.get_or_insert_with(|| sides_of(&passage.words, rules));
        let joined = |(end, counted, people): (usize, &str, &'static str)| {
            let gap = mark.span.start.checked_sub(end);
            let near = gap.is_some_and(|gap| gap <= JOINED);
            (near && counted == toll.counted && toll.side.is_some()).then_some(people)
        };
        let people = toll.people.or_else(|| joined(last?));
        last = people.map(|people| (mark.span.end, toll.counted, people));
        let side = toll.side.or_else(|| match toll.counted {
            // The displaced of one side are told beside their number, not after its dead.
            "displaced" => None,
            _ => side_before(sides, mark.span.start),
        });
        // Who speaks of civilians speaks of their own.
        let own = toll.claimant.filter(|_| people == Some("civilians"));
        let side = side.or_else(|| features.side(features.place_of(own?)?));
        let parts = [Some(toll.counted), people, side];
        let point: Vec<String> = parts.into_iter().flatten().map(str::to_lowercase).collect();
        // The day on which it began is since when, not as of when.
        let as_of = toll.as_of.and_then(time::days);
        let as_of = as_of
            .filter(|day| days.is_ok_and(|days| days.0 < day.0))
            .or(published.and_then(time::days));
        answers.push(Answer {
            position: Position {
                event,
                point: point.join("-"),
                at,
                span: mark.span.clone(),
                value: toll.table,
                version: String::new(),
            },
            value: Value::Count {
                range: toll.range,
                vague: toll.vague,
                falls: !matches!(toll.counted, "dead" | "wounded"),
                as_of,
            },
        });
    }
    answers
}

/// The likeliest of the told events that such a toll can be of.
fn event_of(
    archive: &Archive,
    features: &Features,
    tellings: &[&Telling],
    kinds: &[&str],
) -> Option<EventId> {
    let fitting = tellings.iter().filter(|telling| {
        let place = archive
            .events
            .binary_search_by(|e| e.id.cmp(&telling.event));
        place.is_ok_and(|place| {
            let own = &features.events[place].kinds;
            kinds.iter().any(|kind| own.contains(*kind))
        })
    });
    let best = fitting.max_by(|a, b| a.score.total_cmp(&b.score).then(b.event.cmp(&a.event)))?;
    Some(best.event.clone())
}

/// A figure that counts people.
struct Toll<'a> {
    counted: &'static str,
    kinds: &'static [&'static str],
    /// Between which numbers the truth lies, both excluded.
    range: (f64, f64),
    /// It says many, and no number.
    vague: bool,
    /// The value as tables give it.
    table: String,
    people: Option<&'static str>,
    side: Option<Country>,
    claimant: Option<&'a EntityId>,
    as_of: Option<&'a str>,
}

impl<'a> Toll<'a> {
    fn read(passage: &'a Passage, mark: &'a Mark, rules: &'static Language) -> Option<Self> {
        let MarkBody::Figure {
            counted,
            min,
            max,
            change: false,
            of,
            claimant,
            as_of,
        } = &mark.body
        else {
            return None;
        };
        let (counted, kinds) = COUNTED.into_iter().find(|(key, _)| key == counted)?;
        let words = passage.words.get(mark.span.clone())?;
        let phrase = format!("{words} {}", of.as_deref().unwrap_or_default());
        let tokens = rules.dates.cut(&phrase);
        let has = |token: &time::tokens::Token, role| {
            rules.vocabulary.roles(token.numbers.role).has(role)
        };
        let people = match counted {
            "forces" | "displaced" => None,
            _ => people_of(|role| tokens.iter().any(|t| has(t, role))).or_else(|| {
                // "Bringing the number of soldiers killed to 350": who is counted stands before.
                let before = words_before(passage, mark, rules);
                let mut near = before.iter().rev().take(TOTAL);
                let total = near.position(|t| has(t, Role::Totals))?;
                let led = &before[before.len() - total..];
                people_of(|role| led.iter().any(|t| has(t, role)))
            }),
        };
        let around = |number: f64| match rules.bound(words) {
            Some(bound) => bound.around(number),
            None => (number - 0.5, number + 0.5),
        };
        let range = match (*min, *max) {
            (Some(low), Some(high)) if low == high => around(low),
            (Some(low), Some(high)) => (low - 0.5, high + 0.5),
            (Some(low), None) => (low - 0.5, f64::INFINITY),
            (None, Some(high)) => around(high),
            // "Thousands" are two at least.
            (None, None) => {
                let mut numbers = tokens
                    .iter()
                    .map(|t| rules.vocabulary.number(t.numbers.role));
                let unit = numbers.find_map(|number| match number {
                    Number::Many(unit) => Some(unit),
                    _ => None,
                });
                (unit? * 2.0 - 0.5, f64::INFINITY)
            }
        };
        Some(Self {
            counted,
            kinds,
            range,
            vague: min.is_none() && max.is_none(),
            table: table(*min, *max).unwrap_or_else(|| collapse(words)),
            people,
            side: sides_of(&phrase, rules).first().map(|sided| sided.side),
            claimant: claimant.as_ref(),
            as_of: as_of.as_deref(),
        })
    }
}

impl Toll<'_> {
    /// Whether it is part of what was counted before it, and of nobody in particular: "350 soldiers, 30 of them …".
    fn is_part(&self, passage: &Passage, mark: &Mark, rules: &Language) -> bool {
        let nobody = self.people.is_none() && self.side.is_none();
        let tokens = words_before(passage, mark, rules);
        let last = tokens.iter().rev().take(PART);
        let last = last.take_while(|t| t.kind == Token::Word);
        let mut roles = last.map(|t| rules.vocabulary.roles(t.numbers.role));
        nobody && roles.any(|roles| roles.has(Role::Including))
    }
}

/// The words that stand before a mark, as far as they matter.
fn words_before(passage: &Passage, mark: &Mark, rules: &Language) -> Vec<time::tokens::Token> {
    let before = &passage.words[..mark.span.start];
    let mut start = before.len().saturating_sub(BEFORE);
    while !before.is_char_boundary(start) {
        start += 1;
    }
    rules.dates.cut(&before[start..])
}

/// Which people words with these roles are.
fn people_of(is: impl Fn(Role) -> bool) -> Option<&'static str> {
    if is(Role::Civilians) {
        Some("civilians")
    } else {
        is(Role::Forces).then_some("forces")
    }
}

/// A count as tables give it: `400`, `400/`, `/2000`, `300/400`; None where no number is said.
fn table(min: Option<f64>, max: Option<f64>) -> Option<String> {
    match (min, max) {
        (Some(low), Some(high)) if low == high => Some(low.to_string()),
        (None, None) => None,
        (low, high) => {
            let number = |n: Option<f64>| n.map(|n| n.to_string()).unwrap_or_default();
            Some(format!("{}/{}", number(low), number(high)))
        }
    }
}

/// Where a text says on which side it counts.
struct Sided {
    /// Bytes of the text.
    at: usize,
    side: Country,
    /// By words such as `on the side of`, which go for what is counted behind them too.
    led: bool,
}

/// The sides that a text names: by an adjective of a country beside what is counted, or behind words such as
/// `on the side of`.
fn sides_of(text: &str, rules: &'static Language) -> Vec<Sided> {
    let tokens = rules.dates.cut(text);
    let country = |at: usize| {
        let demonyms = &rules.mentions.countries.demonyms;
        let token = tokens.get(at)?;
        demonyms
            .get(&fold(&text[token.start..token.end]))?
            .as_deref()
    };
    let mut sides = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let ids = tokens[at..].iter().map(|t| t.numbers.role);
        let own = rules.vocabulary.roles(tokens[at].numbers.role);
        let (length, roles) = match rules.vocabulary.phrase(ids) {
            Some((length, roles, _)) => (length, roles),
            None => (1, own),
        };
        let led = roles.has(Role::Sides);
        let behind = at + length;
        let side = if led {
            (behind..behind + SIDE).find_map(country)
        } else if matches!(tokens[at].kind, Token::Number { .. }) {
            country(behind)
        } else if roles.any(&[Role::Civilians, Role::Forces, Role::People]) {
            let before = at.checked_sub(1).and_then(country);
            country(behind).or(before)
        } else {
            None
        };
        let at_byte = tokens[at].start;
        sides.extend(side.map(|side| Sided {
            at: at_byte,
            side,
            led,
        }));
        at = behind;
    }
    sides
}

/// The side that was named last before a byte of the text, for all that is counted behind.
fn side_before(sides: &[Sided], at: usize) -> Option<Country> {
    let before = sides.partition_point(|sided| sided.at < at);
    let mut before = sides[..before].iter();
    before.rfind(|sided| sided.led).map(|sided| sided.side)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sides(text: &str) -> Vec<(&str, Country, bool)> {
        let sides = sides_of(text, lang::rules("fr"));
        sides
            .iter()
            .map(|s| (&text[s.at..], s.side, s.led))
            .collect()
    }

    #[test]
    fn sides_are_named_beside_people_and_behind_words_for_them() {
        assert_eq!(
            sides("Du côté des Norvégiens, 12 noyés"),
            [("Du côté des Norvégiens, 12 noyés", "NO", true)]
        );
        assert_eq!(
            sides("3 marins norvégiens et 4 danois"),
            [
                ("marins norvégiens et 4 danois", "NO", false),
                ("4 danois", "DK", false)
            ]
        );
        assert_eq!(sides("trois marins du port"), []);
    }
}
