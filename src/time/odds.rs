//! Texts that contradict themselves: a weekday that does not fall on the date told with it, a date that does
//! not explain the word before it. Both readings are kept.

use crate::model::Anchor;

use super::{
    AtOdds, civil,
    matching::Found,
    parts::{Form, Unit},
    resolve::{Resolved, Scope},
    shift::Period,
    tokens::Kind,
};

/// Whether a date stands behind a word such as "the day before" to say which day that is.
pub(super) fn explains(word: &Found, scope: Scope) -> bool {
    let deictics = &scope.rules.lexicon.deictics;
    let led = word
        .parts
        .deictic
        .and_then(|n| deictics.get(usize::try_from(n).ok()?))
        .is_some_and(|deictic| !deictic.from_report && deictic.unit == Unit::Day);
    let found = scope.found;
    let told = found.form == Form::Date && found.parts.month.is_some() && found.parts.day.is_some();
    let between = scope.reading.tokens.get(word.end..found.first);
    let apposed = between.is_some_and(|between| match between {
        [] => true,
        [mark] => matches!(mark.kind, Kind::Mark(',' | '(' | '-')),
        _ => false,
    });
    led && told && apposed
}

/// A date with what it contradicts, if anything: the day that the word before it leads to, or its weekday.
pub(super) fn settle(
    resolved: Resolved,
    word: Option<Resolved>,
    found: &Found,
) -> (Resolved, Option<AtOdds>) {
    let Some(told) = one_day(&resolved) else {
        return (resolved, None);
    };
    if let Some(neighbour) = word.as_ref().and_then(one_day) {
        if neighbour.first == told.first {
            return (resolved, None);
        }
        let same = (neighbour.first.month(), neighbour.first.day());
        if found.parts.year.is_none() && same == (told.first.month(), told.first.day()) {
            return (Resolved::at(neighbour, Anchor::Previous), None);
        }
        let odds = AtOdds::Neighbour {
            told: told.value.clone(),
            neighbour: neighbour.value.clone(),
        };
        let period = either(&told, &neighbour);
        // What the word leads to is surer, so the text goes on from there.
        return (chosen(resolved, period, neighbour), Some(odds));
    }
    let parts = &found.parts;
    let dated = matches!(found.form, Form::Date | Form::Borrowed)
        && parts.month.is_some()
        && parts.day.is_some()
        && parts.feast.is_none();
    let Some(weekday) = parts
        .weekday
        .filter(|weekday| dated && civil::weekday(told.first) != *weekday)
    else {
        return (resolved, None);
    };
    let shift = (weekday - civil::weekday(told.first) + 3).rem_euclid(7) - 3;
    let Some(meant) = civil::add_days(told.first, shift).map(Period::day) else {
        return (resolved, None);
    };
    let odds = AtOdds::Weekday {
        told: told.value.clone(),
        weekday: meant.value.clone(),
    };
    let period = either(&told, &meant);
    (chosen(resolved, period, told), Some(odds))
}

/// The single day that a value means.
fn one_day(resolved: &Resolved) -> Option<Period> {
    let period = resolved.period.as_ref()?;
    (period.first == period.last).then(|| Period::day(period.first))
}

fn either(one: &Period, other: &Period) -> String {
    let (early, late) = if one.first < other.first {
        (one, other)
    } else {
        (other, one)
    };
    format!("[{},{}]", early.value, late.value)
}

/// The resolved date with a choice for its value, unless it has a time of day; the text goes on from `period`.
fn chosen(resolved: Resolved, value: String, period: Period) -> Resolved {
    let value = if resolved.value.contains('T') {
        resolved.value
    } else {
        value
    };
    Resolved {
        value,
        period: Some(period),
        ..resolved
    }
}
