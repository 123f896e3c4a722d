//! A sentence as assertions are looked for in it: what its words say, and whom it names.

use std::collections::BTreeSet;
use std::ops::Range;

use rust_stemmers::Stemmer;

use super::super::features::Features;
use super::super::sentence::{Found, Sentence, Word};
use super::super::sides::Country;
use crate::lang::{Language, Lexicon, Role};
use crate::model::{MarkBody, Passage};
use crate::time::tokens::Token;

/// Words between a verb and its subject, and between a verb and its object.
const SUBJECT: usize = 8;
const OBJECT: usize = 4;
/// Words before and behind others in which a negation goes with them.
const BEFORE: usize = 3;
const BEHIND: usize = 2;

/// A sentence of a passage.
pub struct Clause<'a> {
    sentence: Sentence,
    rules: &'static Language,
    stemmer: &'a Stemmer,
    /// What its words speak for, by [`Language::assertions`].
    found: Vec<Found<'static>>,
    /// Kinds of happening, and the words that tell them.
    pub happenings: Vec<Found<'static>>,
    /// Whom it names, in order.
    pub parties: Vec<Party>,
    /// Places of the words that lead a clause of their own.
    leads: BTreeSet<usize>,
    passage: &'a Passage,
}

/// Somebody or some place that a sentence names.
#[derive(Clone, Debug)]
pub struct Party {
    /// Places in the sentence.
    pub words: Range<usize>,
    /// Who it is: the place of an entity in the archive, where it is a mention.
    pub entity: Option<usize>,
    /// On whose side.
    pub side: Option<Country>,
}

impl<'a> Clause<'a> {
    /// Reads the sentence that is `range` of a passage's bytes.
    pub fn read(
        passage: &'a Passage,
        range: Range<usize>,
        rules: &'static Language,
        stemmer: &'a Stemmer,
        features: &Features,
    ) -> Self {
        let sentence = Sentence::of(&passage.words, range.clone(), stemmer);
        let skips = |word: &str| rules.assertions.is_exact(word, "not");
        let found = sentence.keys(&rules.assertions, skips);
        let happenings = sentence.keys(&rules.happenings, skips);
        let tokens = rules.dates.cut(&passage.words[range.clone()]).into_iter();
        let leads = tokens.filter(|token| {
            let roles = rules.vocabulary.roles(token.numbers.role);
            roles.any(&[Role::Says, Role::That])
        });
        let place = |token: Token| {
            let span = range.start + token.start..range.start + token.end;
            sentence.words_in(&span).start
        };
        let mut clause = Self {
            parties: Vec::new(),
            leads: leads.map(place).collect(),
            sentence,
            rules,
            stemmer,
            found,
            happenings,
            passage,
        };
        clause.parties = clause.mentioned(&range, features);
        let adjectives = clause.by_adjective();
        clause.parties.extend(adjectives);
        clause.parties.sort_by_key(|party| party.words.start);
        clause
    }

    /// What cuts words of its language to their stems.
    pub fn stemmer(&self) -> &Stemmer {
        self.stemmer
    }

    /// The words.
    pub fn words(&self) -> &[Word] {
        self.sentence.words()
    }

    /// The bytes of the passage that these words take.
    pub fn span(&self, words: Range<usize>) -> Range<usize> {
        let all = self.words();
        let last = words.end.clamp(words.start + 1, all.len()) - 1;
        all[words.start].span.start..all[last].span.end
    }

    /// The text between two words of the sentence.
    pub fn between(&self, before: usize, behind: usize) -> &str {
        let words = self.words();
        match (words.get(before), words.get(behind)) {
            (Some(a), Some(b)) => self.passage.words.get(a.span.end..b.span.start),
            _ => None,
        }
        .unwrap_or_default()
    }

    /// The words that speak for a key.
    pub fn all<'s>(&'s self, key: &'s str) -> impl Iterator<Item = &'s Range<usize>> {
        let found = self.found.iter().filter(move |found| found.key == key);
        found.map(|found| &found.words)
    }

    /// What its words speak for, by another lexicon.
    pub fn keys(&self, lexicon: &'static Lexicon) -> Vec<Found<'static>> {
        self.sentence.keys(lexicon, |_| false)
    }

    /// The text of some words, with all that stands between them.
    pub fn text(&self, words: &Range<usize>) -> &str {
        &self.passage.words[self.span(words.clone())]
    }

    /// The whole clause around some words.
    pub fn around(&self, words: &Range<usize>) -> Range<usize> {
        let begins = |at: &usize| self.between(at - 1, *at).contains([',', ';', ':', '(']);
        let start = (1..=words.start).rev().find(begins).unwrap_or(0);
        start..self.to_end(words).end
    }

    /// These words and all behind them up to the end of the clause.
    pub fn to_end(&self, words: &Range<usize>) -> Range<usize> {
        let ends = |at: &usize| self.between(at - 1, *at).contains([',', ';', ':', '(']);
        let end = (words.end..self.words().len()).find(ends);
        words.start..end.unwrap_or(self.words().len())
    }

    /// Whether words for a key stand within a range.
    pub fn has(&self, key: &str, within: Range<usize>) -> bool {
        self.all(key)
            .any(|words| within.start <= words.start && words.end <= within.end)
    }

    /// Whether words for a key begin at a word.
    pub fn begins(&self, key: &str, at: usize) -> bool {
        self.all(key).any(|words| words.start == at)
    }

    /// The word of a kind of happening that stands nearest to some words, if it is among these kinds.
    pub fn nearest_happening(&self, kinds: &[&str], to: &Range<usize>) -> Option<&Range<usize>> {
        let told = self.happenings.iter().filter(|h| kinds.contains(&h.key));
        told.map(|happening| &happening.words)
            .min_by_key(|words| (apart(words, to), words.start))
    }

    /// Whether a negation goes with some words: it stands just before them, or just behind, or among them.
    pub fn is_denied(&self, words: &Range<usize>) -> bool {
        let range = words.start.saturating_sub(BEFORE)..words.end + BEHIND;
        self.all("not").any(|not| {
            let near = range.start <= not.start && not.start < range.end;
            // "…, not …": what the comma parts is another clause.
            let (first, last) = if not.start < words.start {
                (not.end - 1, words.start)
            } else {
                (words.end - 1, not.start)
            };
            near && (first >= last || !self.between(first, last).contains([',', ';', ':']))
        })
    }

    /// Whether some words are asked, wished or planned rather than said to be so.
    pub fn is_unsure(&self, words: &Range<usize>) -> bool {
        let start = self
            .around(words)
            .start
            .max(words.start.saturating_sub(SUBJECT));
        let mut unsure = self.all("unsure").map(|unsure| unsure.start);
        unsure.any(|at| at == 0 || start <= at && at < words.end)
    }

    /// Whether a verb of denying leads some words: "denied the capture of …".
    pub fn is_disputed(&self, words: &Range<usize>) -> bool {
        let start = self
            .around(words)
            .start
            .max(words.start.saturating_sub(SUBJECT));
        self.has("denies", start..words.start)
    }

    /// Those who do what a verb says: named before it and linked by `and`, and nothing stands before them that
    /// would make them an object.
    pub fn subjects(&self, verb: &Range<usize>) -> Vec<&Party> {
        let before = |party: &&Party| party.words.end <= verb.start;
        let near = |party: &&Party| verb.start - party.words.end <= SUBJECT;
        let free = |party: &&Party| !self.is_governed(party);
        let nearest = self
            .parties
            .iter()
            .filter(before)
            .filter(near)
            .rev()
            .find(free);
        let Some(mut first) = nearest else {
            return Vec::new();
        };
        // What parts the two must not be another clause: "Roe said the two sides had agreed".
        let parted = self
            .between(first.words.end - 1, verb.start)
            .contains([';', ':', '«', '“', '"']);
        let led = (first.words.end..verb.start).any(|at| self.leads.contains(&at));
        if parted || led {
            return Vec::new();
        }
        let mut subjects = vec![first];
        while let Some(earlier) = self.joined_before(first) {
            subjects.insert(0, earlier);
            first = earlier;
        }
        subjects
    }

    /// Who is named right behind some words, with whoever is joined to them; nobody who does it, behind `by`.
    pub fn objects(&self, words: &Range<usize>) -> Vec<&Party> {
        let behind = self.parties.iter().find(|party| {
            let near = party.words.start >= words.end && party.words.start - words.end <= OBJECT;
            near && !self.has("by", words.end..party.words.start)
        });
        let mut objects: Vec<&Party> = behind.into_iter().collect();
        while let Some(last) = objects.last()
            && let Some(next) = self.joined_behind(last)
        {
            objects.push(next);
        }
        objects
    }

    /// Whoever is named right behind some words, with nothing but an article between.
    pub fn next(&self, words: &Range<usize>) -> Option<&Party> {
        let party = self.parties.iter().find(|p| p.words.start >= words.end)?;
        let mut between = words.end..party.words.start;
        between.all(|at| self.is_article(at)).then_some(party)
    }

    /// Whether a word is a noun that looks like a verb: an article or a preposition stands before it.
    pub fn is_noun(&self, word: usize) -> bool {
        let before = word.checked_sub(1);
        before.is_some_and(|at| self.is_article(at) || self.has("governs", at..at + 1))
    }

    /// The party that `and` joins to one before it.
    fn joined_behind(&self, party: &Party) -> Option<&Party> {
        let next = self
            .parties
            .iter()
            .find(|next| next.words.start >= party.words.end)?;
        self.is_and(party.words.end..next.words.start)
            .then_some(next)
    }

    fn joined_before(&self, party: &Party) -> Option<&Party> {
        let mut before = self.parties.iter().rev();
        let earlier = before.find(|earlier| earlier.words.end <= party.words.start)?;
        self.is_and(earlier.words.end..party.words.start)
            .then_some(earlier)
    }

    /// Whether some words are `and`, with articles at most.
    fn is_and(&self, words: Range<usize>) -> bool {
        self.has("and", words.clone())
            && words
                .clone()
                .all(|at| self.is_article(at) || self.has("and", at..at + 1))
    }

    /// Whether a preposition stands right before whom it names.
    pub fn is_governed(&self, party: &Party) -> bool {
        let mut before = (0..party.words.start).rev();
        let word = before.find(|at| !self.is_article(*at));
        word.is_some_and(|at| self.has("governs", at..at + 1))
    }

    fn is_article(&self, at: usize) -> bool {
        let word = &self.words()[at].folded;
        let articles = self.rules.determiners.iter();
        articles
            .into_iter()
            .any(|article| article.trim_end_matches('\'') == word)
    }

    /// The mentions, the outermost of nested ones, a title and the name beside it as one.
    fn mentioned(&self, range: &Range<usize>, features: &Features) -> Vec<Party> {
        let mut parties: Vec<Party> = Vec::new();
        for mark in &self.passage.marks {
            let MarkBody::Mention { entity, .. } = &mark.body else {
                continue;
            };
            if mark.span.start < range.start || mark.span.end > range.end {
                continue;
            }
            let words = self.sentence.words_in(&mark.span);
            let entity = features.place_of(entity);
            if words.is_empty() || entity.is_none() {
                continue;
            }
            if let Some(last) = parties.last_mut() {
                if words.start < last.words.end {
                    continue;
                }
                if last.entity == entity && words.start == last.words.end {
                    last.words.end = words.end;
                    continue;
                }
            }
            parties.push(Party {
                words,
                side: entity.and_then(|entity| features.side(entity)),
                entity,
            });
        }
        parties
    }

    /// Those who are named by the adjective of a country beside a word for whoever acts: "Danish forces".
    fn by_adjective(&self) -> Vec<Party> {
        let demonyms = &self.rules.mentions.countries.demonyms;
        let inside = |at: usize| self.parties.iter().any(|p| p.words.contains(&at));
        let adjective = |at: usize| {
            let word = self.words().get(at).filter(|_| !inside(at))?;
            demonyms.get(&word.folded)?.as_deref()
        };
        let bodies = self.all("bodies").filter(|body| !inside(body.start));
        let parties = bodies.filter_map(|body| {
            // "forces aériennes danoises"
            let behind = (body.end..body.end + 2).find_map(|at| Some((at, adjective(at)?)));
            let before = || {
                let at = body.start.checked_sub(1)?;
                Some((at, adjective(at)?))
            };
            let (at, side) = behind.or_else(before)?;
            Some(Party {
                words: body.start.min(at)..body.end.max(at + 1),
                entity: None,
                side: Some(side),
            })
        });
        parties.collect()
    }
}

/// How many words stand between two stretches.
pub fn apart(a: &Range<usize>, b: &Range<usize>) -> usize {
    let behind = b.start.saturating_sub(a.end);
    behind.max(a.start.saturating_sub(b.end))
}

/// The stretch that holds two others.
pub fn hull(a: &Range<usize>, b: &Range<usize>) -> Range<usize> {
    a.start.min(b.start)..a.end.max(b.end)
}
