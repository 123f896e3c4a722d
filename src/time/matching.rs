//! Where the forms of a language stand in a text: from left to right, the longest first, never overlapping.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::{
    DateRules,
    forms::{Element, What},
    numerals::{count, half_figure, read},
    parts::{Form, Parts, Slot, sides},
    tokens::Token,
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

/// What a word or number stands for, and its value.
pub(super) type Captured = (Slot, i32);

/// One way to match a pattern so far; what it captured lies in the matcher.
#[derive(Clone, Copy)]
struct Run {
    at: usize,
    begin: Option<usize>,
    end: Option<usize>,
    /// Where among the matcher's captured words those of this pattern begin.
    base: usize,
}

impl Run {
    fn start(at: usize, base: usize) -> Self {
        Self {
            at,
            begin: None,
            end: None,
            base,
        }
    }
}

/// A way to match a pattern to its end.
#[derive(Clone)]
struct Way {
    at: usize,
    begin: Option<usize>,
    end: Option<usize>,
    /// What it captured, in the matcher's `kept`.
    captured: Range<usize>,
}

/// The state of matching in one text.
struct Matcher<'a> {
    text: &'a [Token],
    rules: &'a DateRules,
    lists: &'a mut Lists,
}

/// What is found on the way through a text.
///
/// Ways and what they captured lie in long-lived lists, so that a step forward allocates nothing, nor does the
/// next text.
#[derive(Default)]
pub(super) struct Lists {
    /// What the runs being tried have captured; each takes back its own.
    captured: Vec<Captured>,
    /// The ways found for the patterns being tried, an inner piece's after those of the outer one.
    ways: Vec<Way>,
    /// What the ways captured.
    kept: Vec<Captured>,
    /// The ways of the pieces matched so far: most forms of a language begin with the same few pieces.
    pieces: Vec<Way>,
    /// Where in `pieces` the ways of a piece at a token lie.
    memory: FxHashMap<(usize, usize), Range<usize>>,
}

/// More than this is not kept: texts are read from left to right.
const MOST_REMEMBERED: usize = 2000;

/// All forms in a text; `lists` have been used for others.
pub(super) fn find(text: &[Token], rules: &DateRules, lists: &mut Lists) -> Vec<Found> {
    lists.forget();
    let mut matcher = Matcher { text, rules, lists };
    let mut found = Vec::new();
    let mut free = 0;
    let begins = |at: &usize| {
        rules
            .forms
            .index
            .begins(word(text, *at), word(text, at + 1))
    };
    for at in (0..text.len()).filter(begins) {
        // The words that only witness an expression may lie in the one before; the expression may not.
        if let Some(mut best) = matcher.best_at(at, free) {
            // "In [March]" gives way to what begins after its witness and reaches farther: "March 2018".
            for inner in at + 1..=best.first {
                if let Some(longer) = matcher
                    .best_at(inner, free)
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

/// The word of a token, 0 after the end.
fn word(text: &[Token], at: usize) -> u32 {
    text.get(at).map_or(0, |token| token.word())
}

impl Matcher<'_> {
    fn best_at(&mut self, at: usize, free: usize) -> Option<Found> {
        let (text, forms) = (self.text, &self.rules.forms);
        let (first, second) = (word(text, at), word(text, at + 1));
        let mut best: Option<(usize, usize, Form, Way)> = None;
        for index in forms.index.forms(first, second) {
            let Some((form, pattern)) = forms.forms.get(index) else {
                continue;
            };
            // What is not free can only witness what follows it.
            let witnessed = || pattern.iter().any(|e| matches!(e.what, What::Begin));
            if at < free && !witnessed() {
                continue;
            }
            self.lists.ways.clear();
            self.walk(pattern, Run::start(at, 0));
            for way in &self.lists.ways {
                let (first, end) = (way.begin.unwrap_or(at), way.end.unwrap_or(way.at));
                if first < free || end <= first || end > text.len() {
                    continue;
                }
                // On equal ends the form that saw more words has more right.
                let weight = if *form == Form::Vague {
                    MOST_CAPTURED + 1
                } else {
                    way.captured.len()
                };
                if best.as_ref().is_none_or(|(best_end, best_weight, ..)| {
                    (end, weight) > (*best_end, *best_weight)
                }) {
                    best = Some((end, weight, *form, way.clone()));
                }
            }
        }
        let found = best.map(|(end, _, form, way)| {
            let (parts, second) = sides(&self.lists.kept[way.captured]);
            Found {
                form,
                first: way.begin.unwrap_or(at),
                end,
                parts,
                second,
            }
        });
        self.lists.let_go();
        found
    }

    /// Adds every way in which the pattern matches from a run on.
    fn walk(&mut self, pattern: &[Element], run: Run) {
        let Some((element, rest)) = pattern.split_first() else {
            let from = self.lists.kept.len();
            self.lists
                .kept
                .extend_from_slice(&self.lists.captured[run.base..]);
            self.lists.ways.push(Way {
                at: run.at,
                begin: run.begin,
                end: run.end,
                captured: from..self.lists.kept.len(),
            });
            return;
        };
        let opens = element.opens.as_ref();
        let fits = opens.is_none_or(|opens| opens.has(word(self.text, run.at)))
            && (!element.glued || self.text.get(run.at).is_some_and(|token| token.glued));
        if element.absent {
            if !(fits && self.stands(&element.what, run)) {
                self.walk(rest, run);
            }
            return;
        }
        if fits {
            self.step(&element.what, rest, run);
        }
        if element.optional {
            self.walk(rest, run);
        }
    }

    /// Whether an element matches at a run.
    fn stands(&mut self, what: &What, run: Run) -> bool {
        let ways = self.lists.ways.len();
        self.step(what, &[], run);
        let stands = self.lists.ways.len() > ways;
        self.lists.ways.truncate(ways);
        stands
    }

    /// Adds every way in which an element and then the rest of its pattern match.
    fn step(&mut self, what: &What, rest: &[Element], run: Run) {
        let (text, rules, at) = (self.text, self.rules, run.at);
        match what {
            What::Begin => {
                let begin = Some(at);
                self.walk(rest, Run { begin, ..run });
            }
            What::End => {
                let end = Some(at);
                self.walk(rest, Run { end, ..run });
            }
            What::Split => self.go_on(rest, run, at, &[(Slot::Split, 0)]),
            What::Words(words) => {
                let word = word(text, at);
                if word != 0 && words.contains(&word) {
                    self.go_on(rest, run, at + 1, &[]);
                }
            }
            What::Class(class) => {
                let slot = rules.lexicon.slot(*class);
                for (end, value) in rules.lexicon.phrases_at(*class, text, at) {
                    self.go_on(rest, run, end, &[(slot, value)]);
                }
            }
            What::Number(numeral) => {
                let leads = self.lists.captured.len() == run.base;
                match read(*numeral, text, at, leads) {
                    Some((one, None)) => self.go_on(rest, run, at + 1, &[one]),
                    Some((one, Some(other))) => self.go_on(rest, run, at + 1, &[one, other]),
                    None => {}
                }
            }
            What::Count { words_only } => {
                if let Some((end, value)) = count(text, at, *words_only, rules) {
                    self.go_on(rest, run, end, &[(Slot::Count, value)]);
                }
            }
            What::HourWord => {
                let word = count(text, at, true, rules).filter(|(_, hour)| (1..=24).contains(hour));
                if let Some((end, hour)) = word {
                    self.go_on(rest, run, end, &[(Slot::Hour, hour)]);
                }
            }
            What::HalfFigure => {
                if let Some(end) = half_figure(text, at) {
                    self.go_on(rest, run, end, &[(Slot::AndHalf, 0)]);
                }
            }
            What::Piece(piece) => {
                for place in self.piece_at(*piece, at) {
                    let Some(way) = self.lists.pieces.get(place).cloned() else {
                        break;
                    };
                    let before = self.lists.captured.len();
                    for place in way.captured {
                        let (slot, value) = self.lists.kept[place];
                        self.capture(run, slot, value);
                    }
                    self.walk(rest, Run { at: way.at, ..run });
                    self.lists.captured.truncate(before);
                }
            }
        }
    }

    /// Goes on at a later token with what was captured up to it.
    fn go_on(&mut self, rest: &[Element], run: Run, at: usize, captured: &[Captured]) {
        let before = self.lists.captured.len();
        for &(slot, value) in captured {
            self.capture(run, slot, value);
        }
        self.walk(rest, Run { at, ..run });
        self.lists.captured.truncate(before);
    }

    fn capture(&mut self, run: Run, slot: Slot, value: i32) {
        if slot != Slot::Nothing && self.lists.captured.len() - run.base < MOST_CAPTURED {
            self.lists.captured.push((slot, value));
        }
    }

    /// Where in `pieces` the ways lie in which a piece matches at a token.
    fn piece_at(&mut self, piece: usize, at: usize) -> Range<usize> {
        let rules = self.rules;
        let Some(known) = rules.forms.pieces.get(piece) else {
            return 0..0;
        };
        if let Some(known) = self.lists.memory.get(&(piece, at)) {
            return known.clone();
        }
        let before = self.lists.ways.len();
        for pattern in known {
            self.walk(pattern, Run::start(at, self.lists.captured.len()));
        }
        let from = self.lists.pieces.len();
        self.lists.pieces.extend(self.lists.ways.drain(before..));
        let places = from..self.lists.pieces.len();
        self.lists.memory.insert((piece, at), places.clone());
        places
    }
}

impl Lists {
    /// Lets go of what no later token needs, which is only sure between two tokens.
    fn let_go(&mut self) {
        if self.memory.is_empty() {
            self.kept.clear();
        } else if self.kept.len().max(self.memory.len()) >= MOST_REMEMBERED {
            self.forget();
        }
    }

    /// Lets go of everything.
    fn forget(&mut self) {
        self.kept.clear();
        self.pieces.clear();
        self.memory.clear();
    }
}
