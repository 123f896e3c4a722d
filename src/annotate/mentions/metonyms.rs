use rust_stemmers::Stemmer;
use rustc_hash::FxHashSet;

use super::Named;
use super::walk::Walk;
use crate::annotate::authority::{Authority, Seat};
use crate::lang::{Language, Metonyms, root, stemmer};

/// How far back the noun is looked for that a place belongs to, in words.
const NOUN: usize = 6;
/// How far back the word is looked for that makes "to a place" mean its government.
const DATIVE: usize = 5;
/// How far ahead the verb is looked for, in words.
const VERB: usize = 3;

/// Decides of every place in a passage whether it stands for its government: by the preposition before it,
/// the noun it belongs to, the verb beside it, and the places it is enumerated with.
pub fn decide(authority: &Authority, walk: &Walk, names: &mut [Named], language: &Language) {
    let grammar = Grammar {
        walk,
        language,
        words: &language.mentions.metonyms,
        stemmer: stemmer(&language.code),
    };
    let mut last: Option<(usize, bool)> = None;
    for name in names {
        let seat = authority.seat(name.entity);
        if name.person || seat == Seat::None {
            continue;
        }
        let (start, end) = (walk.at(name.span.start), walk.at(name.span.end - 1) + 1);
        let before = last.filter(|(until, _)| {
            // "Moscou et Ankara": the second is what the first is.
            let conjunctions = &language.mentions.conjunctions;
            *until + 1 == start && walk.joined(start) && conjunctions.has(walk.token(*until))
                || *until == start && walk.gap(start).trim() == ","
        });
        name.metonym = match before {
            Some((_, first)) => first,
            _ => grammar.acts(start, end, seat),
        };
        last = Some((end, name.metonym));
    }
}

struct Grammar<'a, 't> {
    walk: &'a Walk<'t>,
    language: &'a Language,
    words: &'a Metonyms,
    stemmer: Stemmer,
}

impl Grammar<'_, '_> {
    fn is(&self, at: usize, stems: &FxHashSet<String>) -> bool {
        let token = self.walk.token(at);
        !token.is_empty() && (stems.contains(token) || stems.contains(&root(&self.stemmer, token)))
    }

    /// Whether the place at these words acts.
    fn acts(&self, start: usize, end: usize, seat: Seat) -> bool {
        let (walk, words) = (self.walk, self.words);
        if end < walk.len() && walk.hyphenated(end) {
            return words.joined.has(walk.token(end));
        }
        if start > 0 && walk.hyphenated(start) {
            return false;
        }
        if self.owns_thing(end) {
            let thing = end + 1..(end + 1 + VERB).min(walk.len());
            let of_place = thing.clone().any(|at| self.is(at, &words.place_of));
            let of_power = thing
                .clone()
                .any(|at| self.is(at, &words.government_of) || self.is(at, &words.government_from));
            return seat != Seat::Town && (of_power || !of_place) || of_power && !of_place;
        }
        // "le Kremlin": the article of a seat stands between it and its preposition.
        let mut at = start;
        while at > 0 && walk.joined(at) && self.is_article(at - 1) {
            at -= 1;
        }
        let articled = at < start;
        if seat == Seat::Town && articled {
            return false;
        }
        let led = at > 0 && walk.joined(at);
        if led && let Some(answer) = self.after_preposition(at, end, seat) {
            return answer;
        }
        self.bare(at, end, seat)
    }

    fn is_article(&self, at: usize) -> bool {
        let token = self.walk.token(at);
        self.language.determiners.iter().any(|d| d == token)
    }

    /// "Moscow's decision".
    fn owns_thing(&self, end: usize) -> bool {
        self.walk.token(end) == "s" && self.walk.gap(end) == "'"
    }

    fn after_preposition(&self, at: usize, end: usize, seat: Seat) -> Option<bool> {
        let (walk, words) = (self.walk, self.words);
        let rules = &self.language.mentions;
        let some = seat != Seat::Town;
        let actors = walk.ending(at, &words.actors);
        let locatives = walk.ending(at, &words.locatives);
        match (actors, locatives) {
            (Some(actor), locative) if locative.is_none_or(|l| actor <= l) => {
                let between = rules.conjunctions.has(walk.token(at - 1));
                let lead = self
                    .back(actor, 4)
                    .any(|at| self.is(at, &words.between_places));
                return (!between).then_some(some && !lead && !self.is(end, &words.place_of));
            }
            (_, Some(_)) => return Some(false),
            _ => {}
        }
        if walk.ending(at, &rules.of).is_some() {
            let mut nouns = self.back(at - 1, NOUN);
            let telling = nouns.find_map(|at| {
                if self.is(at, &words.government_of) {
                    Some(true)
                } else if self.is(at, &words.place_of) {
                    Some(false)
                } else {
                    None
                }
            });
            return Some(some && telling.unwrap_or(seat == Seat::Palace));
        }
        if walk.ending(at, &words.to).is_some() {
            let infinitive = walk.joined(end)
                && walk.starting(end, &rules.of).is_some_and(|after| {
                    let token = walk.token(after);
                    some && !self.is_article(after) && !walk.capital(after) && token.ends_with('r')
                        || some && token.ends_with("re")
                });
            let dative = self
                .back(at - 1, DATIVE)
                .any(|at| self.is(at, &words.datives));
            return Some(infinitive || some && dative);
        }
        if walk.ending(at, &words.from).is_some() {
            let told = self
                .back(at - 1, NOUN)
                .any(|at| self.is(at, &words.government_from));
            return Some(some && told);
        }
        None
    }

    /// A place without a preposition: subject, object, or a mere heading.
    fn bare(&self, at: usize, end: usize, seat: Seat) -> bool {
        let (walk, words) = (self.walk, self.words);
        let opening = at == 0 || walk.opens(at);
        let gap = walk.gap(end).trim_start();
        let ends = end >= walk.len();
        // A dateline, or a heading that says where.
        if opening
            && (ends
                || gap.starts_with(['(', ':', '–', '—', '/'])
                || walk.written_gap(end).contains(['–', '—']))
        {
            return false;
        }
        if opening
            && gap.starts_with(',')
            && walk.token(end).starts_with(|c: char| c.is_ascii_digit())
        {
            return false;
        }
        if !opening && walk.gap(at).contains('(') {
            return false;
        }
        let led = at > 0 && walk.joined(at);
        if led && (self.is(at - 1, &words.reaching) || self.is(at - 1, &words.place_of)) {
            return false;
        }
        let told = led && self.is(at - 1, &words.telling);
        let ahead =
            || (end..(end + VERB).min(walk.len())).take_while(|at| *at == end || walk.joined(*at));
        let apposed = gap.starts_with(',');
        let acting = !apposed && walk.joined(end) && self.verb(end);
        let there = !apposed && ahead().any(|at| self.is(at, &words.being_there));
        let about = led && words.about_somebody.has(walk.token(at - 1));
        let known = about && ahead().any(|at| self.is(at, &words.knowing));
        if there && !told || known {
            return false;
        }
        match seat {
            Seat::Palace => true,
            Seat::Capital if words.bare => true,
            Seat::Capital => acting || told,
            _ => acting && ahead().any(|at| self.is(at, &words.acting)),
        }
    }

    /// Whether a verb of saying or deciding follows, or what looks like one.
    fn verb(&self, at: usize) -> bool {
        let walk = self.walk;
        let conjoined = self.language.mentions.conjunctions.has(walk.token(at));
        let at = if conjoined { at + 2 } else { at };
        self.is(at, &self.words.acting) && !walk.capital(at)
    }

    /// The words before one, the nearest first, as far as the clause reaches.
    fn back(&self, from: usize, most: usize) -> impl Iterator<Item = usize> {
        let walk = self.walk;
        let first = from.saturating_sub(most);
        (first..from)
            .rev()
            .take_while(move |at| walk.joined(at + 1))
    }
}
