//! Who speaks, as far as the grammar of a sentence tells.

use std::ops::Range;

use super::Sort;
use super::cues::{Cue, Sentence, Speaker, joined};
use crate::lang::Role;
use crate::model::EntityId;

/// Words that may stand between a preposition and the name it goes with, or in a name's phrase.
pub const REACH: usize = 10;

impl Sentence<'_> {
    /// Who stands behind a cue: a name at the head of its phrase, or whoever issued what is named there.
    ///
    /// `source`: what is named is a source by itself, so that it counts whose figures or words they are.
    pub fn behind(&self, from: usize, source: bool) -> (Speaker, usize) {
        let mut governed = false;
        let mut voice = false;
        let mut at = from;
        while at < self.words.len() && at < from + REACH {
            let word = &self.words[at];
            if let Some(mention) = word.mention {
                let until = self.mention_end(at);
                let place = self.sort(mention) == Sort::Place;
                let whose = source && governed && self.sort(mention) == Sort::Other;
                if voice || whose || !governed && (!place || self.is_bare(from..at)) {
                    return (
                        Speaker::Known(self.named[mention].entity.clone()),
                        self.title_end(until),
                    );
                }
                at = until;
                continue;
            }
            if word.has(Role::Pronouns) {
                return (Speaker::Same, at + 1);
            }
            if word.is_mark(',') {
                // An apposition: "the spokesman for the army, Jan Roe".
                let next = self.words.get(at + 1).and_then(|w| w.mention);
                return match next {
                    Some(mention) if self.sort(mention) == Sort::Person && at > from => (
                        Speaker::Known(self.named[mention].entity.clone()),
                        self.mention_end(at + 1),
                    ),
                    _ => (Speaker::Unknown, at),
                };
            }
            let stops = !(word.is_word() || word.is_mark('.') && word.glued)
                || word.quoted.is_some()
                || word.roles.any(&[
                    Role::Says,
                    Role::Cues,
                    Role::Auxiliaries,
                    Role::That,
                    Role::Relatives,
                ]);
            let foreign = word.has(Role::Prepositions) && !voice && !source && at > from;
            if stops && !word.has(Role::Voices) || foreign {
                break;
            }
            voice |= word.has(Role::Voices);
            // An article at the head of the phrase is no genitive.
            governed |= word.roles.any(&[Role::Of, Role::Prepositions])
                && !(at == from && word.has(Role::Determiners));
            at += 1;
        }
        (Speaker::Unknown, at.min(self.words.len()))
    }

    /// Whoever issued the text that a phrase names: "in a statement by the ministry".
    pub fn issuer(&self, from: usize) -> Option<(EntityId, usize)> {
        let ahead = from..self.words.len().min(from + REACH / 2);
        let voice = ahead
            .into_iter()
            .find(|at| self.words[*at].has(Role::Voices))?;
        match self.behind(voice, false) {
            (Speaker::Known(entity), until) => Some((entity, until)),
            _ => None,
        }
    }

    /// Whether these words are no more than an article.
    pub fn is_bare(&self, words: Range<usize>) -> bool {
        self.words[words].iter().all(|w| w.has(Role::Determiners))
    }

    /// The subject of a verb whose group begins at `start`.
    pub fn subject(&self, start: usize, verb: usize) -> Speaker {
        let finite = !self.words[verb].has(Role::Nonfinite);
        let Some(before) = start.checked_sub(1).map(|b| &self.words[b]) else {
            return Speaker::Unknown;
        };
        if before.has(Role::Pronouns) {
            return Speaker::Same;
        }
        // "thanked the minister and called for": the second verb has the subject of the first.
        if before.has(Role::And) {
            let pronoun = self.words[..start].iter().any(|w| w.has(Role::Pronouns));
            return match self.first_subject(start) {
                Some(entity) => Speaker::Known(entity),
                None if pronoun => Speaker::Same,
                None => Speaker::Unknown,
            };
        }
        // "Roe, who said": the name before the pronoun, whatever it belongs to.
        if before.has(Role::Relatives) {
            let earlier = self.words[..start - 1]
                .iter()
                .rposition(|w| !w.is_mark(','));
            let mention = earlier.and_then(|at| self.words[at].mention);
            return mention.map_or(Speaker::Unknown, |m| {
                Speaker::Known(self.named[m].entity.clone())
            });
        }
        let mut at = start;
        let mut adjacent = true;
        while let Some(place) = at.checked_sub(1) {
            let word = &self.words[place];
            if word.quoted.is_some() || word.is_any_mark(&[';', ':', '(']) {
                break;
            }
            if let Some(mention) = word.mention {
                let first = self.mention_start(place);
                if !self.is_governed(first) {
                    return Speaker::Known(self.named[mention].entity.clone());
                }
                at = first;
                continue;
            }
            if word.has(Role::Pronouns) && !joined(self.words, place) && adjacent {
                return Speaker::Same;
            }
            adjacent &= !word.is_mark(',');
            // The subject's own phrase begins here, and names nobody.
            let opens = word.has(Role::Determiners) && finite && adjacent;
            if opens
                && !self.is_led(word.first(place))
                && !self.words[place..start]
                    .iter()
                    .any(|w| w.has(Role::Relatives))
            {
                return Speaker::Unknown;
            }
            at = word.first(place);
        }
        if finite {
            Speaker::Unknown
        } else {
            Speaker::Same
        }
    }

    /// The first name in the sentence that can be its subject.
    pub fn first_subject(&self, before: usize) -> Option<EntityId> {
        let mut at = 0;
        while at < before {
            match self.words[at].mention {
                Some(mention) if !self.is_governed(at) => {
                    return Some(self.named[mention].entity.clone());
                }
                Some(_) => at = self.mention_end(at),
                None => at += 1,
            }
        }
        None
    }

    /// Whether a preposition stands right before a word.
    fn is_led(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|b| {
            self.words[b]
                .roles
                .any(&[Role::Of, Role::Prepositions, Role::By])
        })
    }

    /// Whether a name belongs to something before it, so that it is no subject; what speaks for it does not
    /// count.
    pub fn is_governed(&self, first: usize) -> bool {
        let mut at = first;
        let mut steps = 0;
        let mut governed = false;
        while let Some(place) = at.checked_sub(1).filter(|_| steps < REACH) {
            let word = &self.words[place];
            if word.has(Role::Voices) {
                return false;
            }
            // "On the same day Roe said": the preposition goes with the day.
            if word.dated {
                break;
            }
            if word.roles.any(&[Role::Of, Role::Prepositions, Role::By]) && self.governs(place) {
                governed = true;
                if !word.has(Role::Of) {
                    return true;
                }
            } else {
                let own = word.mention.is_none_or(|m| self.is_same(m, first));
                let passes = own
                    && word.quoted.is_none()
                    && (word.is_word() || word.is_mark('.') && word.glued)
                    && !word.roles.any(&[
                        Role::Says,
                        Role::Cues,
                        Role::Parted,
                        Role::Auxiliaries,
                        Role::Relatives,
                        Role::That,
                        Role::And,
                    ]);
                if !passes {
                    break;
                }
            }
            at = word.first(place);
            steps += 1;
        }
        governed
    }

    /// Whether a word makes what follows belong to something; an article that is a genitive as well does so
    /// behind a noun.
    fn governs(&self, at: usize) -> bool {
        let word = &self.words[at];
        let genitive = word.has(Role::Of) && word.has(Role::Determiners);
        let behind_noun = at.checked_sub(1).is_some_and(|b| {
            let noun = &self.words[b];
            noun.mention.is_some() || noun.capital && noun.is_word() && b > 0 && !noun.dated
        });
        !genitive || behind_noun
    }

    /// Whether a mention is of whom the word at `at` names, as a title before a name is.
    fn is_same(&self, mention: usize, at: usize) -> bool {
        let named = self.words[at].mention.map(|m| &self.named[m].entity);
        named == Some(&self.named[mention].entity)
    }

    /// The last name of a chain such as "the president Jan Roe", which is one person.
    pub fn title_end(&self, until: usize) -> usize {
        match self.words.get(until).and_then(|w| w.mention) {
            Some(_) => self.mention_end(until),
            None => until,
        }
    }

    pub fn mention_start(&self, at: usize) -> usize {
        let mention = self.words[at].mention;
        (0..=at)
            .rev()
            .take_while(|p| self.words[*p].mention == mention)
            .last()
            .unwrap_or(at)
    }

    pub fn mention_end(&self, at: usize) -> usize {
        let mention = self.words[at].mention;
        let inside = self.words[at..].iter().take_while(|w| w.mention == mention);
        at + inside.count()
    }

    /// The first person that the sentence is about.
    pub fn subject_person(&self, before: usize) -> Option<EntityId> {
        let mut at = 0;
        while at < before.min(self.words.len()) {
            let Some(mention) = self.words[at].mention else {
                at += 1;
                continue;
            };
            if self.sort(mention) == Sort::Person && !self.is_governed(at) {
                return Some(self.named[mention].entity.clone());
            }
            at = self.mention_end(at);
        }
        None
    }

    pub fn sort(&self, mention: usize) -> Sort {
        self.sorts.of(&self.named[mention].entity)
    }
}

/// Who spoke last by these cues of a sentence, before a word of it.
pub fn spoken_before(cues: &[Cue], before: usize) -> Option<EntityId> {
    let earlier = cues
        .iter()
        .rev()
        .filter(|cue| cue.words.end <= before && !cue.by);
    earlier.into_iter().find_map(|cue| match &cue.speaker {
        Speaker::Known(entity) => Some(entity.clone()),
        Speaker::Same | Speaker::Unknown => None,
    })
}
