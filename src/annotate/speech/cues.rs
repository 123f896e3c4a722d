//! Cues: what in a sentence says that somebody speaks, and who it is.

use std::ops::Range;

use super::super::reading::{Named, Word};
use super::Sorts;
use crate::lang::Role;
use crate::model::EntityId;

/// What says that somebody speaks.
#[derive(Clone, Debug)]
pub struct Cue {
    /// It leads what somebody counts: `puts the toll at`.
    pub claims: bool,
    /// Words of the sentence that are the cue: the verb with what belongs to it, or `according to`.
    pub words: Range<usize>,
    /// It can lead a clause.
    pub says: bool,
    /// The speaker stands behind it, and what is said before it.
    pub inverted: bool,
    /// `according to`, which goes for the whole sentence.
    pub by: bool,
    pub speaker: Speaker,
    /// The first word behind the speaker, where that stands behind the cue.
    pub until: usize,
}

/// Who speaks.
#[derive(Clone, Debug, PartialEq)]
pub enum Speaker {
    Known(EntityId),
    /// A pronoun: whoever was spoken of before.
    Same,
    Unknown,
}

/// The words of a sentence and what is known of whom they name.
pub struct Sentence<'a> {
    pub words: &'a [Word],
    pub named: &'a [Named],
    pub sorts: &'a Sorts<'a>,
    /// What stands before the sentence is somebody's words, as a pull quote is.
    pub follows_quotation: bool,
    /// It is somebody's words itself, in which a cue may stand between commas.
    pub inside: bool,
    /// One of its words stands for a quotation.
    pub has_quotation: bool,
    /// The verb comes second, so that its subject stands behind it where anything else stands before it.
    pub verb_second: bool,
}

impl Sentence<'_> {
    /// The cues of the sentence, in order.
    pub fn cues(&self) -> Vec<Cue> {
        (0..self.words.len())
            .filter_map(|at| self.cue(at))
            .collect()
    }

    pub fn cue(&self, at: usize) -> Option<Cue> {
        let word = &self.words[at];
        let beside_quotation = self.inside || self.has_quotation;
        // Only beside a quotation may a word be a cue that the language file does not list.
        let may_be = beside_quotation || !word.roles.is_empty();
        if word.quoted.is_some() || word.mention.is_some() || !may_be {
            return None;
        }
        let first = word.has(Role::ByFirst) && word.first(at) == 0;
        if word.has(Role::By) || first {
            let (speaker, until) = self.behind(at + 1, true);
            // "Pour Roe, …" names whose view it is; "pour la paix" does not.
            let view = self.words.get(until).is_some_and(|w| w.is_mark(','));
            if first && (speaker == Speaker::Unknown || !view) {
                return None;
            }
            return Some(Cue {
                claims: false,
                words: word.first(at)..at + 1,
                says: false,
                inverted: false,
                by: true,
                speaker,
                until,
            });
        }
        if word.has(Role::ByNamed) {
            let follows = at.checked_sub(1).is_some_and(|b| !self.words[b].is_word());
            let named = self.words.get(at + 1).is_some_and(|w| {
                w.mention.is_some() || follows && (w.has(Role::Determiners) || w.capital)
            });
            let (speaker, until) = self.behind(at + 1, true);
            return named.then(|| Cue {
                by: true,
                until,
                ..self.plain(word.first(at)..at + 1, false, speaker)
            });
        }
        if word.has(Role::ByBehind) {
            return self.by_behind(at);
        }
        if word.has(Role::Cries) {
            return Some(self.plain(word.first(at)..at + 1, false, Speaker::Unknown));
        }
        let particle = self.particle(at);
        if word.roles.any(&[Role::Says, Role::Cues, Role::Claims]) || particle.is_some() {
            let mut cue = self
                .as_said(at)
                .or_else(|| self.verb(at, particle.is_some()))?;
            // "kündigte am Montag an, dass": the clause follows the particle.
            if let Some(particle) = particle.filter(|_| !cue.by) {
                cue.says = true;
                cue.claims = true;
                cue.until = cue.until.max(particle + 1);
            }
            return Some(cue);
        }
        beside_quotation.then(|| self.turned_round(at)).flatten()
    }

    /// Right behind a quotation any verb is one of saying, when it is turned round (« …  », sighs the mayor) or
    /// has a pronoun or a name for its subject ("…," she sighs).
    fn turned_round(&self, at: usize) -> Option<Cue> {
        let word = &self.words[at];
        let plain = word.is_word()
            && !word.capital
            && word.phrase == 1
            && !word.dated
            && !word.roles.any(&[
                Role::Prepositions,
                Role::Of,
                Role::And,
                Role::Determiners,
                Role::Relatives,
                Role::That,
            ])
            && !word.roles.any(&[
                Role::Auxiliaries,
                Role::Passives,
                Role::Pronouns,
                Role::Fillers,
                Role::Names,
            ]);
        let start = self.group_start(at);
        if !plain {
            return None;
        }
        let has_pronoun = |range: Range<usize>| {
            range
                .into_iter()
                .any(|p| self.words[p].has(Role::Pronouns) && joined(self.words, p))
        };
        let behind = self.words.get(at + 1);
        let pronoun = has_pronoun(start..at)
            || behind.is_some_and(|w| w.has(Role::Pronouns)) && joined(self.words, at + 1);
        let subject = start.checked_sub(1).filter(|s| {
            let named = self.words[*s].mention.is_some() || self.words[*s].has(Role::Pronouns);
            named && self.words[*s].quoted.is_none()
        });
        if let Some(subject) = subject.filter(|_| !pronoun) {
            let first = self.mention_start_or(subject);
            if !self.is_behind_quotation(first) {
                return None;
            }
            let speaker = match self.words[subject].mention {
                Some(mention) => Speaker::Known(self.named[mention].entity.clone()),
                None => Speaker::Same,
            };
            return Some(self.plain(start..at + 1, false, speaker));
        }
        if !self.is_behind_quotation(start) {
            return None;
        }
        if pronoun {
            return Some(Cue {
                inverted: true,
                ..self.plain(start..at + 1, false, Speaker::Same)
            });
        }
        if self.inside {
            let (speaker, until) = self.behind(at + 1, false);
            let known = matches!(speaker, Speaker::Known(_));
            return known.then(|| Cue {
                inverted: true,
                until,
                ..self.plain(start..at + 1, false, speaker)
            });
        }
        let opens = behind.is_some_and(|w| {
            w.has(Role::Determiners) || w.mention.is_some() || w.has(Role::Civilities)
        });
        let (speaker, until) = self.behind(at + 1, false);
        opens.then(|| Cue {
            inverted: true,
            until,
            ..self.plain(start..at + 1, false, speaker)
        })
    }

    /// Whether nothing but a comma or a dash stands between a quotation and these words.
    fn is_behind_quotation(&self, start: usize) -> bool {
        let Some(before) = start.checked_sub(1) else {
            return false;
        };
        let word = &self.words[before];
        let gap = word.is_any_mark(&[',', '-', '–', '—']);
        self.inside && word.is_mark(',')
            || word.quoted.is_some()
            || gap
                && before
                    .checked_sub(1)
                    .is_some_and(|b| self.words[b].quoted.is_some())
    }

    fn mention_start_or(&self, at: usize) -> usize {
        if self.words[at].mention.is_some() {
            self.mention_start(at)
        } else {
            at
        }
    }

    fn verb(&self, at: usize, whole: bool) -> Option<Cue> {
        let says = whole || self.words[at].has(Role::Says);
        let start = self.group_start(at);
        let group = start..at + 1;
        let roles = |role| self.words[group.clone()].iter().any(|w| w.has(role));
        if roles(Role::Passives) && !roles(Role::Reflexives) {
            return None;
        }
        // Behind a verb that comes second, its subject needs no hyphen.
        let turned = |p: usize| joined(self.words, p) || self.verb_second && p == at + 1;
        let impersonal =
            |p: usize| self.words.get(p).is_some_and(|w| w.has(Role::Impersonals)) && turned(p);
        if impersonal(at + 1) || (start..at).any(impersonal) {
            let end = at + 1 + usize::from(impersonal(at + 1));
            let (speaker, until) = match self.issuer(end) {
                Some((entity, until)) => (Speaker::Known(entity), until),
                None => (Speaker::Unknown, end),
            };
            return Some(Cue {
                inverted: true,
                until,
                ..self.plain(start..end, says, speaker)
            });
        }
        let pronoun_behind = self
            .words
            .get(at + 1)
            .is_some_and(|w| w.has(Role::Pronouns) && joined(self.words, at + 1));
        if let Some(cue) = self.verb_second.then(|| self.second(start, at)).flatten() {
            return Some(cue);
        }
        if pronoun_behind
            || (start..at).any(|p| self.words[p].has(Role::Pronouns) && joined(self.words, p))
        {
            let end = at + 1 + usize::from(pronoun_behind);
            return Some(Cue {
                inverted: true,
                ..self.plain(start..end, says, Speaker::Same)
            });
        }
        let behind_words = match start.checked_sub(1).map(|b| &self.words[b]) {
            None => self.follows_quotation,
            Some(before) if before.quoted.is_some() => true,
            Some(before) if before.is_any_mark(&[',', '-', '–', '—']) => {
                let earlier = start.checked_sub(2).map(|b| &self.words[b]);
                earlier.map_or(self.follows_quotation, |e| says || e.quoted.is_some())
            }
            Some(_) => false,
        };
        if behind_words && !self.words.get(at + 1).is_some_and(|w| w.has(Role::That)) {
            let (speaker, until) = self.behind(at + 1, false);
            // "…, said the keeper": nobody known, and none of those named before.
            let somebody = self
                .words
                .get(at + 1)
                .is_some_and(|w| w.has(Role::Determiners));
            if speaker != Speaker::Unknown
                || somebody
                || self.subject(start, at) == Speaker::Unknown
            {
                return Some(Cue {
                    inverted: true,
                    until,
                    ..self.plain(group, says, speaker)
                });
            }
        }
        let speaker = self.subject(start, at);
        Some(self.plain(group, says, speaker))
    }

    pub fn plain(&self, words: Range<usize>, says: bool, speaker: Speaker) -> Cue {
        Cue {
            claims: self.words[words.end - 1]
                .roles
                .any(&[Role::Claims, Role::Says]),
            until: words.end,
            words,
            says,
            inverted: false,
            by: false,
            speaker,
        }
    }

    /// The first word of the group that a verb is the last of: its auxiliary, and what stands between.
    fn group_start(&self, at: usize) -> usize {
        let mut start = self.words[at].first(at);
        let mut fillers = start;
        while let Some(before) = fillers.checked_sub(1) {
            let word = &self.words[before];
            let inverted =
                word.roles.any(&[Role::Pronouns, Role::Impersonals]) && joined(self.words, before);
            let is_verb = word
                .roles
                .any(&[Role::Auxiliaries, Role::Passives, Role::Reflexives]);
            // An article right before a verb is its object: "il la qualifie".
            let object = fillers == start
                && word.has(Role::Determiners)
                && word.mention.is_none()
                && before > 0
                && self.words[before - 1]
                    .roles
                    .any(&[Role::Pronouns, Role::Relatives]);
            let fills = word.roles.any(&[Role::Fillers]) || object || word.dated;
            if word.quoted.is_some() || !(is_verb || inverted || fills) {
                break;
            }
            fillers = word.first(before);
            if is_verb || inverted || object {
                start = fillers;
            }
        }
        start
    }
}

/// Whether only a hyphen stands between a word and the one before.
pub fn joined(words: &[Word], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|b| &words[b]) else {
        return false;
    };
    words[at].glued && before.span.end < words[at].span.start
}
