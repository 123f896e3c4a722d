//! Cues of languages whose verb comes second in a clause, in two parts, or at its end.

use super::cues::{Cue, Sentence, Speaker};
use super::speakers::REACH;
use crate::lang::Role;

impl Sentence<'_> {
    /// Where the particle of a parted verb ends its clause.
    pub fn particle(&self, at: usize) -> Option<usize> {
        const CLAUSE: usize = 16;
        if !self.words[at].has(Role::Parted) {
            return None;
        }
        let ahead = at + 1..self.words.len().min(at + 1 + CLAUSE);
        ahead.into_iter().find(|p| {
            let ends = self
                .words
                .get(p + 1)
                .is_none_or(|w| !w.is_word() || w.roles.any(&[Role::And, Role::That]));
            ends && self.words[*p].has(Role::Particles)
        })
    }

    /// "Dem Rat zufolge": who says it stands before, from the head of the phrase on.
    pub fn by_behind(&self, at: usize) -> Option<Cue> {
        let first = (0..at)
            .rev()
            .take(REACH)
            .take_while(|p| {
                let word = &self.words[*p];
                let passes = word.is_word() && word.quoted.is_none();
                passes
                    && !word
                        .roles
                        .any(&[Role::Auxiliaries, Role::Says, Role::Cues, Role::That])
            })
            .last()?;
        let last = self.words[at - 1].mention;
        let speaker = last.map_or(Speaker::Unknown, |m| {
            Speaker::Known(self.named[m].entity.clone())
        });
        Some(Cue {
            by: true,
            ..self.plain(first..at + 1, false, speaker)
        })
    }

    /// "wie Roe mitteilte": a clause of its own, beside what is said.
    pub fn as_said(&self, at: usize) -> Option<Cue> {
        const CLAUSE: usize = 14;
        let ends = self.words.get(at + 1).is_none_or(|w| !w.is_word());
        let opens = |p: &usize| {
            let free = p.checked_sub(1).is_none_or(|b| !self.words[b].is_word());
            free && self.words[*p].has(Role::AsSaid)
        };
        let near = (0..at)
            .rev()
            .take(CLAUSE)
            .take_while(|p| self.words[*p].is_word() || self.words[*p].is_mark('.'));
        let first = near.into_iter().find(opens).filter(|_| ends)?;
        let (speaker, _) = self.behind(first + 1, true);
        Some(Cue {
            by: true,
            ..self.plain(first..at + 1, false, speaker)
        })
    }

    /// "Am Montag sagte Roe, dass": the subject behind a verb that something else stands before.
    pub fn second(&self, start: usize, at: usize) -> Option<Cue> {
        let before = self.words[..start].last()?;
        if before.quoted.is_some() || before.is_any_mark(&['-', '–', '—']) {
            return None;
        }
        let comma = before.is_mark(',');
        let quoted = comma && start > 1 && self.words[start - 2].quoted.is_some();
        let (speaker, until) = self.behind(at + 1, false);
        let subordinate = self.words[0].roles.any(&[
            Role::Relatives,
            Role::Prepositions,
            Role::AsSaid,
            Role::That,
        ]);
        // "Nachdem Ost gegangen war, sagte Roe": who stands before the comma is of another clause.
        let free = !comma && self.subject(start, at) == Speaker::Unknown || comma && subordinate;
        (free && !quoted && speaker != Speaker::Unknown).then(|| Cue {
            until,
            ..self.plain(start..at + 1, self.words[at].has(Role::Says), speaker)
        })
    }
}
