//! Cues: what in a sentence says that somebody speaks, and who it is.

use std::ops::Range;

use super::super::reading::{Named, Word};
use super::{Sort, Sorts};
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
    /// The verb comes second, so that its subject stands behind it where anything else stands before it.
    pub verb_second: bool,
}

/// Words that may stand between a preposition and the name it goes with, or in a name's phrase.
pub(super) const REACH: usize = 10;

impl Sentence<'_> {
    /// The cues of the sentence, in order.
    pub fn cues(&self) -> Vec<Cue> {
        (0..self.words.len())
            .filter_map(|at| self.cue(at))
            .collect()
    }

    fn cue(&self, at: usize) -> Option<Cue> {
        let word = &self.words[at];
        if word.quoted.is_some() || word.mention.is_some() {
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
        self.turned_round(at)
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

    pub(super) fn plain(&self, words: Range<usize>, says: bool, speaker: Speaker) -> Cue {
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

    /// Who stands behind a cue: a name at the head of its phrase, or whoever issued what is named there.
    ///
    /// `source`: what is named is a source by itself, so that it counts whose figures or words they are.
    pub(super) fn behind(&self, from: usize, source: bool) -> (Speaker, usize) {
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
    fn issuer(&self, from: usize) -> Option<(EntityId, usize)> {
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
    fn is_bare(&self, words: Range<usize>) -> bool {
        self.words[words].iter().all(|w| w.has(Role::Determiners))
    }

    /// The subject of a verb whose group begins at `start`.
    pub(super) fn subject(&self, start: usize, verb: usize) -> Speaker {
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
    fn first_subject(&self, before: usize) -> Option<EntityId> {
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
    fn title_end(&self, until: usize) -> usize {
        match self.words.get(until).and_then(|w| w.mention) {
            Some(_) => self.mention_end(until),
            None => until,
        }
    }

    fn mention_start(&self, at: usize) -> usize {
        let mention = self.words[at].mention;
        (0..=at)
            .rev()
            .take_while(|p| self.words[*p].mention == mention)
            .last()
            .unwrap_or(at)
    }

    fn mention_end(&self, at: usize) -> usize {
        let mention = self.words[at].mention;
        let inside = self.words[at..].iter().take_while(|w| w.mention == mention);
        at + inside.count()
    }

    /// Who spoke last in the sentence, before a word of it.
    pub fn spoken_before(&self, before: usize) -> Option<EntityId> {
        (0..before).rev().find_map(|at| {
            let cue = self.cue(at).filter(|cue| !cue.by)?;
            match cue.speaker {
                Speaker::Known(entity) => Some(entity),
                Speaker::Same | Speaker::Unknown => None,
            }
        })
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

    fn sort(&self, mention: usize) -> Sort {
        self.sorts.of(&self.named[mention].entity)
    }
}

/// Whether only a hyphen stands between a word and the one before.
fn joined(words: &[Word], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|b| &words[b]) else {
        return false;
    };
    words[at].glued && before.span.end < words[at].span.start
}
