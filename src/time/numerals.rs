//! Numbers in a text, in figures and in words, as the patterns ask for them.

use super::{
    DateRules,
    forms::Numeral,
    matching::Captured,
    parts::Slot,
    tokens::{Kind, Token},
};

/// The token after ½ or 1/2.
pub(super) fn half_figure(text: &[Token], at: usize) -> Option<usize> {
    let is = |place: usize, wanted: i32| {
        text.get(place).is_some_and(
            |token| matches!(token.kind, Kind::Number { value, .. } if value == wanted),
        )
    };
    match text.get(at)?.kind {
        Kind::Mark('½') => Some(at + 1),
        _ if is(at, 1) && is(at + 2, 2) && text.get(at + 1)?.kind == Kind::Mark('/') => {
            Some(at + 3)
        }
        _ => None,
    }
}

/// What a number captures as a numeral of some look, if it has the look.
pub(super) fn read(
    numeral: Numeral,
    text: &[Token],
    at: usize,
    leads: bool,
) -> Option<(Captured, Option<Captured>)> {
    let Kind::Number {
        value,
        figures,
        grouped,
    } = text.get(at)?.kind
    else {
        return None;
    };
    let (least, most, lengths, slot) = match numeral {
        Numeral::Day => (1, 31, 1..=2, Slot::Day),
        Numeral::Month => (1, 12, 1..=2, Slot::Month),
        Numeral::Year => (1500, 2100, 4..=4, Slot::Year),
        Numeral::ShortYear => (0, 99, 2..=2, Slot::ShortYear),
        Numeral::Hour => (0, 24, 1..=2, Slot::Hour),
        Numeral::LongHour => (0, 24, 2..=2, Slot::Hour),
        Numeral::Minute => (0, 59, 2..=2, Slot::Minute),
        Numeral::HourMinute => (0, 2400, 4..=4, Slot::Hour),
        Numeral::Decimal => (1, 9, 1..=1, Slot::Decimal),
        Numeral::Nth => (1, 9, 1..=1, Slot::Ordinal),
    };
    let fits = !grouped && (least..=most).contains(&value) && lengths.contains(&figures);
    if !fits || matches!(numeral, Numeral::Year | Numeral::Day) && !stands_alone(text, at, leads) {
        return None;
    }
    if numeral == Numeral::HourMinute {
        return (value % 100 < 60)
            .then_some(((Slot::Hour, value / 100), Some((Slot::Minute, value % 100))));
    }
    Some(((slot, value), None))
}

/// Whether a number is no part of a larger one (3.14) or of a name (B2020, 2020XR).
fn stands_alone(text: &[Token], at: usize, leads: bool) -> bool {
    let token = |back: usize| at.checked_sub(back).and_then(|place| text.get(place));
    let glued = |back: usize| token(back).is_some_and(|token| token.glued);
    let name = |token: &Token| token.kind == Kind::Word && token.word() == 0;
    let after_name = glued(0) && token(1).is_some_and(name);
    let fraction = leads
        && glued(0)
        && glued(1)
        && token(1).is_some_and(|token| matches!(token.kind, Kind::Mark('.' | ',' | '/' | ':')))
        && token(2).is_some_and(|token| matches!(token.kind, Kind::Number { .. }));
    let before_name = text
        .get(at + 1)
        .is_some_and(|token| token.glued && name(token));
    !after_name && !fraction && !before_name
}

/// A number in figures or in words, with the token after it.
pub(super) fn count(
    text: &[Token],
    at: usize,
    words_only: bool,
    rules: &DateRules,
) -> Option<(usize, i32)> {
    if let Some(Token {
        kind: Kind::Number { value, .. },
        ..
    }) = text.get(at)
    {
        return (!words_only).then_some((at + 1, *value));
    }
    let class = rules.lexicon.number?;
    let joint = rules.lexicon.number_joint;
    let word = |at: usize| {
        rules
            .lexicon
            .phrases_at(class, text, at)
            .max_by_key(|(end, _)| *end)
    };
    let (mut end, first) = word(at)?;
    let (mut total, mut group, mut last) = (0_i32, first, first);
    loop {
        let joined = joint.and_then(|class| {
            rules
                .lexicon
                .phrases_at(class, text, end)
                .map(|(end, _)| end)
                .max()
        });
        let Some((after, value)) = word(end).or_else(|| joined.and_then(word)) else {
            break;
        };
        if value >= 1000 {
            total = total.saturating_add(group.max(1).saturating_mul(value));
            group = 0;
        } else if value == 100 && group < 100 {
            group = group.max(1).saturating_mul(100);
        } else if last >= 20 && value < last && (last >= 100 || value < 20) {
            group = group.saturating_add(value);
        } else {
            break;
        }
        (end, last) = (after, value);
    }
    Some((end, total.saturating_add(group)))
}
