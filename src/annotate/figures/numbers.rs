//! Numbers in figures and in words, with what bounds them.

use std::ops::Range;

use super::super::reading::Word;
use crate::lang::{Number, Role};
use crate::time::tokens::Kind;

/// A number as a text says it.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// Words of the passage that say it, with what bounds it and the article of a rounded number.
    pub words: Range<usize>,
    /// Open where nothing bounds it; both open where it says many, and no number.
    pub min: Option<f64>,
    pub max: Option<f64>,
    /// It stands in figures.
    pub in_figures: bool,
    /// Words bound it: `at least`.
    pub bounded: bool,
    /// It says one, which is an article as well.
    pub single: bool,
    /// A currency stands before it.
    pub money: bool,
    /// It says millions: without a noun, of money.
    pub millions: bool,
}

struct Value {
    words: Range<usize>,
    /// None for many.
    value: Option<f64>,
    in_figures: bool,
    about: bool,
    /// What multiplies it: "450 millions".
    times: f64,
}

/// The greatest number that says anything: from here on it is a key or a row of digits, and no count is exact.
const MOST: f64 = 1e15;

/// The numbers of a passage, in order.
pub fn all(text: &str, words: &[Word], decimal: char) -> Vec<Said> {
    let mut found: Vec<Said> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let Some(value) =
            fraction(text, words, at, decimal).or_else(|| value(text, words, at, decimal))
        else {
            at += 1;
            continue;
        };
        let free = found.last().map_or(0, |said| said.words.end);
        let said = bounded(text, words, value, free, decimal);
        at = said.words.end.max(at + 1);
        if said.min.into_iter().chain(said.max).all(|n| n <= MOST) {
            found.push(said);
        }
    }
    found
}

/// A number with the end of its range and the words that bound it.
fn bounded(text: &str, words: &[Word], first: Value, free: usize, decimal: char) -> Said {
    let led = |at: usize, role: Role| {
        at.checked_sub(1)
            .is_some_and(|b| b >= free && words[b].has(role))
    };
    let Range { mut start, mut end } = first.words;
    let money = led(start, Role::Money) && words[start - 1].phrase == 1;
    start -= usize::from(money);
    let (mut min, mut max) = (first.value, first.value);
    let mut times = first.times;
    let between = led(start, Role::Between);
    let high = range_end(text, words, end, decimal, between)
        // "rose from 10 to 20" is no range, and "auf 10 bis 20" is one.
        .filter(|_| !(led(start, Role::Brings) && words[start - 1].phrase > 1));
    if let (Some(low), Some(high)) = (first.value, high)
        && let Some(value) = high.value
    {
        // "between 400 and 450 million" multiplies both.
        let shared = high.times > first.times && low < value / high.times;
        let low = if shared { low * high.times } else { low };
        if low < value {
            (min, max) = (Some(low), Some(value));
            times = high.times;
            end = high.words.end;
            if between {
                start = words[start - 1].first(start - 1);
            }
        }
    } else if let Some(whole) = whole(text, words, end, decimal) {
        // "600 des 900 salariés": the part counts, and the whole says of what.
        end = whole;
    }
    let mut is_bounded = first.about;
    let bound = start
        .checked_sub(1)
        .filter(|b| *b >= free)
        .map(|b| &words[b]);
    if let Some(bound) = bound.filter(|bound| bound.roles.any(&BOUNDS)) {
        is_bounded = true;
        start = bound.first(start - 1);
        if bound.roles.any(&[Role::Above, Role::AtLeast]) {
            max = None;
        } else if !bound.has(Role::About) {
            min = None;
        }
    } else if let Some((behind, after)) = bound_behind(words, end) {
        is_bounded = true;
        end = after;
        if behind == Role::AtLeast {
            max = None;
        } else {
            min = None;
        }
    }
    Said {
        single: !first.in_figures && first.value == Some(1.0),
        words: start..end,
        min,
        max,
        in_figures: first.in_figures,
        bounded: is_bounded,
        money,
        millions: times >= MANY,
    }
}

/// Where the whole ends whose part was told: "des 900".
fn whole(text: &str, words: &[Word], from: usize, decimal: char) -> Option<usize> {
    let of = words.get(from).filter(|w| w.has(Role::Of))?;
    let article = words
        .get(from + 1)
        .is_some_and(|w| w.has(Role::Determiners) && w.number == Number::None);
    let whole = value(text, words, from + 1 + usize::from(article), decimal)?;
    (of.phrase == 1 && whole.in_figures && whole.times < MANY).then_some(whole.words.end)
}

/// A bound behind its number: "1 300 au moins".
fn bound_behind(words: &[Word], from: usize) -> Option<(Role, usize)> {
    const LONGEST: usize = 3;
    let ahead = from..words.len().min(from + LONGEST);
    let mut ends = ahead.filter(|end| words[*end].first(*end) == from && words[*end].phrase > 1);
    let end = ends.find(|end| words[*end].roles.any(&[Role::AtLeast, Role::AtMost]))?;
    let role = if words[end].has(Role::AtLeast) {
        Role::AtLeast
    } else {
        Role::AtMost
    };
    // "au moins deux", "no more than two": the bound is that of a number behind it.
    let leads = words.get(end + 1).is_some_and(Word::is_number);
    (!leads).then_some((role, end + 1))
}

const BOUNDS: [Role; 6] = [
    Role::Above,
    Role::AtLeast,
    Role::Below,
    Role::AtMost,
    Role::Nearly,
    Role::About,
];

/// The upper end of a range: "10 à 20", "between ten and twenty", "10-20".
fn range_end(
    text: &str,
    words: &[Word],
    from: usize,
    decimal: char,
    between: bool,
) -> Option<Value> {
    let joint = words.get(from)?;
    let next = words.get(from + 1)?;
    let price = usize::from(next.has(Role::Money) && !next.is_word());
    let joins = joint.has(Role::RangeTo) && (between || !joint.has(Role::And))
        || joint.is_any_mark(&['-', '–']) && joint.glued && next.glued;
    if joins {
        value(text, words, from + 1 + price, decimal)
    } else {
        None
    }
}

/// A part of a number: "la moitié des 140.000".
fn fraction(text: &str, words: &[Word], at: usize, decimal: char) -> Option<Value> {
    let Number::Fraction(part) = words[at].number else {
        return None;
    };
    const NEAR: usize = 5;
    words.get(at + 1).filter(|w| w.has(Role::Of))?;
    let whole = (at + 2..words.len().min(at + 1 + NEAR)).find_map(|next| {
        let passes = words[at + 1..next]
            .iter()
            .all(|w| w.is_word() && !w.has(Role::And));
        if passes {
            value(text, words, next, decimal).filter(|v| v.value != Some(1.0))
        } else {
            None
        }
    })?;
    let before = at.checked_sub(1).map(|b| &words[b]);
    let times = match before.map(|w| w.number) {
        Some(Number::Cardinal(times)) if times < 10.0 => times,
        _ => 1.0,
    };
    let article = before.is_some_and(|w| w.has(Role::Determiners) || times > 1.0);
    Some(Value {
        words: at - usize::from(article)..whole.words.end,
        value: Some((whole.value? * part * times).round()),
        in_figures: true,
        about: true,
        times: 1.0,
    })
}

/// The number that begins at a word, if one does.
fn value(text: &str, words: &[Word], at: usize, decimal: char) -> Option<Value> {
    let word = words.get(at)?;
    if let Kind::Number { .. } = word.kind {
        // "M4" and "x^2" are names and formulas.
        let glued = at.checked_sub(1).filter(|_| word.glued).map(|b| &words[b]);
        let names = glued.is_some_and(|w| {
            w.is_word() || w.is_any_mark(&['^', '_', '/', '#', '=', '*', '\\', '@', '&'])
        });
        return (!names).then(|| figures(text, words, at, decimal));
    }
    let (number, end) = numeral(words, at)?;
    // "une trentaine": one is the article of what follows.
    if number == Number::Cardinal(1.0)
        && let Some((Number::Collective(_) | Number::Many(_), _)) = numeral(words, end)
    {
        return None;
    }
    // "une quinzaine de millions"
    let of = words.get(end).is_some_and(|w| w.has(Role::Of));
    let further = of.then(|| numeral(words, end + 1)).flatten();
    let (times, end) = match further {
        Some((Number::Multiplier(times), after)) if times >= MANY => (times, after),
        _ => (1.0, end),
    };
    let rounded = |value: Option<f64>| Value {
        words: with_article(words, at)..end,
        value: value.map(|value| value * times),
        in_figures: false,
        about: true,
        times,
    };
    match number {
        Number::Many(_) => Some(rounded(None)),
        Number::Collective(value) => Some(rounded(Some(value))),
        Number::Cardinal(_) | Number::Multiplier(_) => in_words(words, at),
        Number::Fraction(_) | Number::Short(_) | Number::None => None,
    }
}

/// What the word or phrase that begins here says as a number, and the word behind it.
fn numeral(words: &[Word], at: usize) -> Option<(Number, usize)> {
    const LONGEST: usize = 4;
    let end = match words.get(at)?.phrase {
        1 => at,
        _ => (at + 1..words.len().min(at + LONGEST)).find(|end| words[*end].first(*end) == at)?,
    };
    let number = words[end].number;
    (number != Number::None).then_some((number, end + 1))
}

/// Where the article of a rounded number begins: "une soixantaine", "des milliers".
fn with_article(words: &[Word], at: usize) -> usize {
    let before = at.checked_sub(1).map(|b| &words[b]);
    let article = before
        .is_some_and(|w| w.roles.any(&[Role::Determiners, Role::Of]) && !w.roles.any(&BOUNDS));
    at - usize::from(article)
}

/// A number in figures, with decimals and what multiplies it: "4,4 mille", "3.2bn".
fn figures(text: &str, words: &[Word], at: usize, decimal: char) -> Value {
    let exact = &text[words[at].span.clone()];
    let digits = |exact: &str| {
        exact
            .chars()
            .filter(char::is_ascii_digit)
            .collect::<String>()
    };
    let mut value: f64 = digits(exact).parse().unwrap_or(f64::INFINITY);
    let mut end = at + 1;
    if let [mark, rest, ..] = &words[end..]
        && mark.is_any_mark(&[',', '.'])
        && mark.glued
        && rest.glued
        && matches!(rest.kind, Kind::Number { grouped: false, .. })
    {
        let decimals = &text[rest.span.clone()];
        value = format!("{}.{decimals}", digits(exact))
            .parse()
            .unwrap_or(value);
        end += 2;
    }
    let mut multiplied = 1.0;
    let money = |at: Option<&Word>| at.is_some_and(|w| w.has(Role::Money));
    let priced = at.checked_sub(1).is_some_and(|b| money(words.get(b)));
    loop {
        let times = match words.get(end).map(|w| w.number) {
            Some(Number::Multiplier(times)) => times,
            Some(Number::Short(times)) if priced || money(words.get(end + 1)) => times,
            _ => break,
        };
        // "2,5 millions" is two and a half of them, and so is "2,500 million".
        if end == at + 1 && exact.contains(decimal) {
            value = exact.replace(decimal, ".").parse().unwrap_or(value);
        }
        multiplied *= times;
        value *= times;
        end += 1;
        // "3,2 Mrd. Euro"
        let short = words.get(end).is_some_and(|w| w.is_mark('.') && w.glued);
        end += usize::from(short && money(words.get(end + 1)));
    }
    Value {
        words: at..end,
        value: Some(value),
        in_figures: true,
        about: false,
        times: multiplied,
    }
}

/// A number in words: "deux cent quarante et un", "a hundred and five".
fn in_words(words: &[Word], start: usize) -> Option<Value> {
    let (mut total, mut current) = (0.0_f64, 0.0_f64);
    // What the next word of the number must be less than.
    let mut bound = f64::INFINITY;
    let mut multiplied = 1.0_f64;
    let mut end = start;
    let mut next = start;
    loop {
        match numeral(words, next) {
            Some((Number::Cardinal(value), after)) if value < bound => {
                current += value;
                bound = match value {
                    60.0.. => 20.0,
                    20.0.. => 10.0,
                    _ => 0.0,
                };
                end = after;
            }
            Some((Number::Multiplier(times), after)) => {
                if times >= 1000.0 {
                    total += current.max(1.0) * times;
                    multiplied = multiplied.max(times);
                    current = 0.0;
                } else {
                    current = current.max(1.0) * times;
                }
                bound = times;
                end = after;
            }
            _ => break,
        }
        next = end;
        // "vingt et un", "a hundred and five"
        if words.get(next).is_some_and(|w| w.has(Role::And)) {
            let joins = match numeral(words, next + 1) {
                Some((Number::Cardinal(1.0), _)) => bound == 10.0 || bound >= 100.0,
                Some((Number::Cardinal(value), _)) => {
                    bound >= 100.0 || value == 11.0 && bound == 20.0
                }
                _ => false,
            };
            next += usize::from(joins && bound.is_finite());
        }
    }
    // "millions of them" says no number.
    let many = matches!(words[end.max(start + 1) - 1].number, Number::Multiplier(times) if total == times && times >= MANY)
        && end == start + 1;
    (end > start).then_some(Value {
        words: if many {
            with_article(words, start)..end
        } else {
            start..end
        },
        value: (!many).then_some(total + current),
        in_figures: false,
        about: many,
        times: multiplied,
    })
}

/// From this multiplier on, one that stands alone says no number.
const MANY: f64 = 1e6;
