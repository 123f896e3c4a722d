//! Where the forms of a language stand in a text: from left to right, the longest first, never overlapping.

use std::{collections::HashMap, rc::Rc};

use super::{
    DateRules,
    forms::{Element, Numeral, What},
    parts::{Form, Parts, Slot, sides},
    tokens::{Kind, Token},
};

/// A form found in a text, as tokens.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub form: Form,
    pub first: usize,
    pub end: usize,
    pub parts: Parts,
    pub second: Parts,
}

const MOST_CAPTURED: usize = 20;

/// One way to match a pattern so far.
#[derive(Clone, Copy)]
struct Run {
    at: usize,
    begin: Option<usize>,
    end: Option<usize>,
    captured: [(Slot, i32); MOST_CAPTURED],
    count: usize,
}

impl Run {
    fn with(mut self, slot: Slot, value: i32, at: usize) -> Self {
        if let Some(place) = self
            .captured
            .get_mut(self.count)
            .filter(|_| slot != Slot::Nothing)
        {
            *place = (slot, value);
            self.count += 1;
        }
        self.at = at;
        self
    }
}

/// How a piece matches at a token: where it ends, and what it captured.
#[derive(Clone, Copy)]
struct Piece {
    end: usize,
    captured: [(Slot, i32); MOST_CAPTURED],
    count: usize,
}

/// The pieces matched so far, by piece and token: most forms of a language begin with the same few pieces.
type Memory = HashMap<(usize, usize), Rc<[Piece]>>;

/// More than this is not kept: texts are read from left to right.
const MOST_REMEMBERED: usize = 2000;

/// All forms in a text.
pub(super) fn find(text: &[Token], rules: &DateRules) -> Vec<Found> {
    let mut memory = Memory::new();
    let mut found = Vec::new();
    let mut free = 0;
    for at in 0..text.len() {
        // The words that only witness an expression may lie in the one before; the expression may not.
        if let Some(mut best) = best_at(text, at, free, rules, &mut memory) {
            // "In [March]" gives way to what begins after its witness and reaches farther: "March 2018".
            for inner in at + 1..=best.first {
                if let Some(longer) = best_at(text, inner, free, rules, &mut memory)
                    .filter(|longer| longer.end > best.end)
                {
                    best = longer;
                }
            }
            free = best.end;
            found.push(best);
        }
    }
    found.retain(|one: &Found| one.form != Form::Vague);
    found
}

fn best_at(
    text: &[Token],
    at: usize,
    free: usize,
    rules: &DateRules,
    memory: &mut Memory,
) -> Option<Found> {
    let token = text.get(at)?;
    let forms = &rules.forms;
    let candidates = match token.kind {
        Kind::Number { .. } => &forms.by_number,
        _ if token.word == 0 => return None,
        _ => forms.by_word.get(token.word as usize)?,
    };
    let mut best: Option<(usize, usize, Found)> = None;
    let mut runs = Vec::new();
    for &index in candidates {
        let Some((form, pattern)) = forms.forms.get(index) else {
            continue;
        };
        let start = Run {
            at,
            begin: None,
            end: None,
            captured: [(Slot::Nothing, 0); MOST_CAPTURED],
            count: 0,
        };
        runs.clear();
        walk(text, pattern, start, rules, memory, &mut runs);
        for run in &runs {
            let (first, end) = (run.begin.unwrap_or(at), run.end.unwrap_or(run.at));
            if first < free || end <= first || end > text.len() {
                continue;
            }
            // On equal ends the form that saw more words has more right.
            let weight = if *form == Form::Vague {
                MOST_CAPTURED + 1
            } else {
                run.count
            };
            if best
                .as_ref()
                .is_none_or(|(best_end, best_weight, _)| (end, weight) > (*best_end, *best_weight))
            {
                let (parts, second) = sides(&run.captured[..run.count]);
                best = Some((
                    end,
                    weight,
                    Found {
                        form: *form,
                        first,
                        end,
                        parts,
                        second,
                    },
                ));
            }
        }
    }
    best.map(|(_, _, found)| found)
}

/// Adds every way in which the pattern matches from a run on.
fn walk(
    text: &[Token],
    pattern: &[Element],
    run: Run,
    rules: &DateRules,
    memory: &mut Memory,
    runs: &mut Vec<Run>,
) {
    let Some((element, rest)) = pattern.split_first() else {
        runs.push(run);
        return;
    };
    let mut next = Vec::new();
    if !element.glued || text.get(run.at).is_some_and(|token| token.glued) {
        step(text, &element.what, run, rules, memory, &mut next);
    }
    if element.absent {
        if next.is_empty() {
            walk(text, rest, run, rules, memory, runs);
        }
        return;
    }
    for after in next {
        walk(text, rest, after, rules, memory, runs);
    }
    if element.optional {
        walk(text, rest, run, rules, memory, runs);
    }
}

fn step(
    text: &[Token],
    what: &What,
    run: Run,
    rules: &DateRules,
    memory: &mut Memory,
    next: &mut Vec<Run>,
) {
    let at = run.at;
    match what {
        What::Begin => next.push(Run {
            begin: Some(at),
            ..run
        }),
        What::End => next.push(Run {
            end: Some(at),
            ..run
        }),
        What::Split => next.push(run.with(Slot::Split, 0, at)),
        What::Words(words) => {
            if text
                .get(at)
                .is_some_and(|token| token.word != 0 && words.contains(&token.word))
            {
                next.push(run.with(Slot::Nothing, 0, at + 1));
            }
        }
        What::Class(class) => {
            let slot = rules.lexicon.slot(*class);
            next.extend(
                rules
                    .lexicon
                    .phrases_at(*class, text, at)
                    .map(|(end, value)| run.with(slot, value, end)),
            );
        }
        What::Number(numeral) => {
            if let Some(token) = text.get(at) {
                next.extend(read(*numeral, text, at, token, run));
            }
        }
        What::Count { words_only } => next.extend(
            count(text, at, *words_only, rules)
                .map(|(end, value)| run.with(Slot::Count, value, end)),
        ),
        What::Piece(piece) => {
            for piece in piece_at(text, *piece, at, rules, memory).iter() {
                let captured = piece.captured.iter().take(piece.count);
                let run =
                    captured.fold(run, |run, (slot, value)| run.with(*slot, *value, piece.end));
                next.push(Run {
                    at: piece.end,
                    ..run
                });
            }
        }
    }
}

fn piece_at(
    text: &[Token],
    piece: usize,
    at: usize,
    rules: &DateRules,
    memory: &mut Memory,
) -> Rc<[Piece]> {
    if let Some(known) = memory.get(&(piece, at)) {
        return Rc::clone(known);
    }
    let mut runs = Vec::new();
    for pattern in rules.forms.pieces.get(piece).into_iter().flatten() {
        let start = Run {
            at,
            begin: None,
            end: None,
            captured: [(Slot::Nothing, 0); MOST_CAPTURED],
            count: 0,
        };
        walk(text, pattern, start, rules, memory, &mut runs);
    }
    let pieces: Rc<[Piece]> = runs
        .iter()
        .map(|run| Piece {
            end: run.at,
            captured: run.captured,
            count: run.count,
        })
        .collect();
    if memory.len() >= MOST_REMEMBERED {
        memory.clear();
    }
    memory.insert((piece, at), Rc::clone(&pieces));
    pieces
}

fn read(numeral: Numeral, text: &[Token], at: usize, token: &Token, run: Run) -> Option<Run> {
    let Kind::Number {
        value,
        figures,
        grouped,
    } = token.kind
    else {
        return None;
    };
    let (least, most, lengths, slot) = match numeral {
        Numeral::Day => (1, 31, 1..=2, Slot::Day),
        Numeral::Month => (1, 12, 1..=2, Slot::Month),
        Numeral::Year => (1500, 2100, 4..=4, Slot::Year),
        Numeral::ShortYear => (0, 99, 2..=2, Slot::ShortYear),
        Numeral::Hour => (0, 24, 1..=2, Slot::Hour),
        Numeral::Minute => (0, 59, 2..=2, Slot::Minute),
        Numeral::HourMinute => (0, 2400, 4..=4, Slot::Hour),
        Numeral::Decimal => (1, 9, 1..=1, Slot::Decimal),
    };
    let fits = !grouped && (least..=most).contains(&value) && lengths.contains(&figures);
    let whole =
        !matches!(numeral, Numeral::Year | Numeral::Day) || stands_alone(text, at, run.count == 0);
    if !fits || !whole {
        return None;
    }
    if numeral == Numeral::HourMinute {
        return (value % 100 < 60).then(|| {
            run.with(Slot::Hour, value / 100, at + 1)
                .with(Slot::Minute, value % 100, at + 1)
        });
    }
    Some(run.with(slot, value, at + 1))
}

/// Whether a number is no part of a larger one (3.14) or of a name (B2020, 2020XR).
fn stands_alone(text: &[Token], at: usize, leads: bool) -> bool {
    let token = |back: usize| at.checked_sub(back).and_then(|place| text.get(place));
    let glued = |back: usize| token(back).is_some_and(|token| token.glued);
    let name = |token: &Token| token.kind == Kind::Word && token.word == 0;
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
fn count(text: &[Token], at: usize, words_only: bool, rules: &DateRules) -> Option<(usize, i32)> {
    if let Some(Token {
        kind: Kind::Number { value, .. },
        ..
    }) = text.get(at)
    {
        return (!words_only).then_some((at + 1, *value));
    }
    let class = rules.lexicon.class("number")?;
    let joint = rules.lexicon.class("number_joint");
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
