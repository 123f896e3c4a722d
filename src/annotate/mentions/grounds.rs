//! Why a title stands for somebody, or for nobody.

use jiff::civil::Date;

use super::Read;
use super::resolve::Outcome;
use super::select::ids;
use super::told::{Bearer, Told};
use super::when::When;
use crate::annotate::authority::{Authority, Key};
use crate::model::{Tenures, Why, WhyNot};
use crate::text::spans::touching;

/// What makes clear whom a title stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// The report names whoever bears it, beside it or elsewhere.
    Told,
    /// The records say who holds it.
    Held,
}

/// The rule behind a title that stands for an entity; unsaid where its record has the words as a description.
pub fn why(
    authority: &Authority,
    words: &str,
    (title, key): (&Told, Option<Key>),
    (entity, ground): (usize, Ground),
    read: &Read,
) -> Why {
    let described = touching(&read.descriptions, |found| &found.span, &title.core);
    let described = described.iter().any(|found| {
        let same = found.span.start <= title.core.start && title.core.end <= found.span.end;
        same && found.readings.iter().any(|r| r.entity == entity)
    });
    if described {
        return Why::Unsaid;
    }
    if ground == Ground::Told {
        return Why::Context(authority.name(entity).to_owned());
    }
    let core = crate::text::collapse(&words[title.core.clone()]);
    let tenures = key.map(|key| authority.offices.holders(key, title.realm));
    let tenures = tenures.into_iter().flatten();
    let own: Vec<String> = tenures
        .filter(|(holder, when)| *holder == entity && !when.is_empty())
        .map(|(_, when)| when)
        .collect();
    Why::Office(match own.as_slice() {
        [] => core,
        _ => format!("{core}, {}", own.join(", ")),
    })
}

/// The rule by which a title stands for nobody; None where it does, or is no office.
pub fn why_not(
    authority: &Authority,
    (title, key): (&Told, Option<Key>),
    (outcome, when): (&Outcome, &When),
) -> Option<WhyNot> {
    let tenures = || Tenures {
        at: times(when),
        holders: holders(authority, title, key),
    };
    let why = match outcome {
        Outcome::Known(..) => return None,
        _ if title.office.is_none() && !title.counterpart => return None,
        _ if title.plural => WhyNot::Plural,
        _ if title.not_now => WhyNot::NotNow,
        _ if title.bearer == (Bearer::Unknown { named: true }) => WhyNot::Unlisted,
        _ if title.realm.is_none() || key.is_none() => WhyNot::NoRealm,
        Outcome::Refused => WhyNot::Unlisted,
        Outcome::Open => WhyNot::Vacant(tenures()),
        Outcome::Several(several) => {
            let tenures = tenures();
            let listed = |e: &usize| tenures.holders.iter().any(|(id, _)| id == authority.id(*e));
            if several.iter().all(listed) {
                WhyNot::Contested(tenures)
            } else {
                WhyNot::Ambiguous(ids(authority, several.iter().copied()))
            }
        }
    };
    Some(why)
}

fn holders(
    authority: &Authority,
    title: &Told,
    key: Option<Key>,
) -> Vec<(crate::model::EntityId, String)> {
    let holders = key.map(|key| authority.offices.holders(key, title.realm));
    let holders = holders.into_iter().flatten();
    holders
        .map(|(entity, when)| (authority.id(entity).clone(), when))
        .collect()
}

/// The times of a passage (EDTF), in their order, each once.
fn times(when: &When) -> Vec<String> {
    let all = match when {
        When::At(days) => std::slice::from_ref(days),
        When::OneOf(all) => all.as_slice(),
    };
    let mut times: Vec<String> = Vec::new();
    for (first, last) in all.iter().flatten() {
        let time = interval(*first, *last);
        if !times.contains(&time) {
            times.push(time);
        }
    }
    times
}

fn interval(first: Date, last: Date) -> String {
    if first == last {
        first.to_string()
    } else {
        format!("{first}/{last}")
    }
}
