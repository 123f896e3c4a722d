//! What a sentence reports without marks: the clause of a verb of saying, and what a source goes for.

use std::ops::Range;

use super::super::reading::Word;
use super::cues::{Cue, Sentence};
use super::{Passage, Report, by_cue, quotation};
use crate::lang::Role;
use crate::model::{EntityId, Kind, Mark, MarkBody, Speech};

/// Words that indirect speech must have.
pub const CLAUSE: usize = 3;

impl Report<'_> {
    /// What the sentence reports without marks.
    pub fn indirect(&mut self, text: &str, place: usize, sentence: &Sentence, cues: &[Cue]) {
        let last = sentence.words.len();
        let text_end = (0..last)
            .rev()
            .find(|at| !sentence.words[*at].is_any_mark(&['.', '!', '?', '…']));
        let Some(text_end) = text_end.map(|at| at + 1) else {
            return;
        };
        for cue in cues {
            if let (true, Some(speaker)) = (
                cue.claims && !cue.inverted,
                self.who(cue, (sentence, cues), cue.words.start),
            ) && cue.until < text_end
            {
                let span =
                    sentence.words[cue.until].span.start..sentence.words[text_end - 1].span.end;
                self.said[place].claims.push((span, speaker));
            }
            let range = if cue.by {
                by_range(sentence.words, cue, text_end)
            } else if cue.inverted {
                // What a quotation says is no indirect speech.
                let quoted = sentence.words[..cue.words.start]
                    .iter()
                    .any(|w| w.quoted.is_some());
                if quoted || !cue.says {
                    continue;
                }
                0..cue.words.start
            } else if let (true, Some(from)) = (cue.says, clause(sentence, cue.until)) {
                from..text_end
            } else if let (true, Some(to)) = (cue.says, told_before(sentence.words, cue, text_end))
            {
                0..to
            } else {
                continue;
            };
            let Some(speaker) = self.who(cue, (sentence, cues), cue.words.start) else {
                continue;
            };
            let words = &sentence.words[range];
            let from = words
                .iter()
                .position(|w| !w.is_any_mark(&[',', ';', '-', '–', '—', ':']));
            let to = words
                .iter()
                .rposition(|w| !w.is_any_mark(&[',', ';', '-', '–', '—', ':']));
            let (Some(from), Some(to)) = (from, to) else {
                continue;
            };
            let words = &words[from..=to];
            let source = sentence.words[cue.words.start].span.start
                ..sentence.words[cue.until.max(cue.words.end) - 1].span.end;
            let own = |w: &&Word| w.is_word() && !(cue.by && source.contains(&w.span.start));
            if words.iter().filter(own).count() < CLAUSE {
                continue;
            }
            let span = words[0].span.start..words[words.len() - 1].span.end;
            let body = quotation(Speech::Indirect, Some(speaker));
            let why = by_cue(text, sentence, cue);
            self.said[place]
                .indirect
                .push(Mark::program(span, body).because(why));
        }
    }

    /// Who spoke in a sentence, for the next: "Er sei bereit" goes on with what was said before it.
    pub fn tells(
        &mut self,
        passage: &Passage,
        place: usize,
        sentence: &Sentence,
        cues: &[Cue],
    ) -> Option<EntityId> {
        let words = sentence.words;
        let (first, last) = (words.first()?, words.last()?);
        let spoke =
            |mark: &&Mark| first.span.start <= mark.span.start && mark.span.start < last.span.end;
        let said = &self.said[place];
        let direct = || said.direct.last().filter(spoke);
        if let Some(mark) = said.indirect.last().filter(spoke).or_else(direct) {
            return match &mark.body {
                MarkBody::Quotation { speaker, .. } => speaker.clone(),
                _ => None,
            };
        }
        let speaker = self.told.clone().filter(|_| cues.is_empty())?;
        let goes_on = passage.kind != Kind::Comment
            && words.iter().any(|w| w.has(Role::Subjunctives))
            && words.iter().filter(|w| w.is_word()).count() >= CLAUSE;
        let end = words
            .iter()
            .rposition(|w| !w.is_any_mark(&['.', '!', '?', '…']))?;
        goes_on.then(|| {
            let body = quotation(Speech::Indirect, Some(speaker.clone()));
            let span = first.span.start..words[end].span.end;
            self.said[place].indirect.push(Mark::program(span, body));
            speaker
        })
    }
}

/// Where the clause begins that a verb of saying leads: at its conjunction, or at once.
fn clause(sentence: &Sentence, from: usize) -> Option<usize> {
    const NEAR: usize = 7;
    let words = &sentence.words[from..];
    let that = words
        .iter()
        .take(NEAR)
        .take_while(|w| w.quoted.is_none() && !w.is_any_mark(&[';', ':', '.']))
        .position(|w| w.has(Role::That));
    if let Some(that) = that {
        return Some(from + that);
    }
    let mood = sentence.verb_second.then(|| from_comma(words)).flatten();
    if let Some(at) = mood {
        return Some(from + at);
    }
    // "said it would close": English needs no conjunction.
    let verb = &sentence.words[from - 1];
    let next = words
        .iter()
        .position(|w| !w.dated)
        .filter(|at| words[*at].quoted.is_none());
    if let Some(next) = next {
        let word = &words[next];
        let noun = word.mention.is_some()
            || word.is_number()
            || word.has(Role::Determiners)
            || word.has(Role::Money)
            || word.is_word() && word.roles.is_empty() && !word.capital;
        let pronoun = word.has(Role::Pronouns);
        if (verb.has(Role::Bare) && (noun || pronoun)) && words.len() - next > CLAUSE {
            return Some(from + next);
        }
    }
    let clause = words
        .iter()
        .take(NEAR)
        .take_while(|w| w.is_word() && w.quoted.is_none());
    let infinitive = clause.into_iter().position(|w| w.has(Role::Infinitives))?;
    let pronoun = infinitive
        .checked_sub(1)
        .filter(|b| words[*b].has(Role::Fillers));
    Some(from + pronoun.unwrap_or(infinitive))
}

/// Where a clause begins that only its mood and its comma part from the verb: "sagte Roe, die Brücke sei zu".
fn from_comma(words: &[Word]) -> Option<usize> {
    const NEAR: usize = 9;
    let comma = words
        .iter()
        .take(NEAR)
        .take_while(|w| w.quoted.is_none() && !w.is_any_mark(&[';', ':', '.']))
        .position(|w| w.is_mark(','))?;
    let clause = &words[comma + 1..];
    let first = clause.first()?;
    let mut own = clause.iter().take_while(|w| !w.is_any_mark(&[';', ':']));
    let told = own.clone().any(|w| w.has(Role::Subjunctives));
    // "sagte sie, 200 Dosen würden geliefert": some moods look like tenses.
    let stands =
        first.is_number() && own.any(|w| w.roles.any(&[Role::Auxiliaries, Role::Passives]));
    let starts = !first.has(Role::Relatives) && first.quoted.is_none();
    (starts && (told || stands)).then_some(comma + 1)
}

/// Where the words end that a verb behind them reports: "Two bridges are closed, the council said on Friday."
fn told_before(words: &[Word], cue: &Cue, end: usize) -> Option<usize> {
    const SUBJECT: usize = 9;
    let comma = words[..cue.words.start]
        .iter()
        .rposition(|w| w.is_mark(','))?;
    let near = cue.words.start - comma <= SUBJECT;
    let last = words[cue.until.min(end)..end].iter().all(|w| {
        w.dated
            || w.mention.is_some()
            || w.roles.any(&[
                Role::Prepositions,
                Role::Determiners,
                Role::Voices,
                Role::Of,
                Role::Fillers,
            ])
            || w.phrase == 0
            || w.is_word() && w.roles.is_empty() && end - cue.until <= SUBJECT
    });
    let quoted = words[..comma].iter().any(|w| w.quoted.is_some());
    (near && last && !quoted).then_some(comma)
}

/// What a source goes for: all behind it at the head of a sentence, all before it at the end of one, its own
/// part of the sentence ("8.000 selon la police, 25.000 selon la ville") in the midst.
fn by_range(words: &[Word], cue: &Cue, end: usize) -> Range<usize> {
    let start = cue.words.start;
    if start <= 1 {
        let mut from = cue.until.min(end);
        // "According to Reed, who farms the left bank, …"
        if words.get(from + 1).is_some_and(|w| w.has(Role::Relatives)) {
            let comma = words[from + 1..end].iter().position(|w| w.is_mark(','));
            from = comma.map_or(from, |at| from + 1 + at);
        }
        return from..end;
    }
    if cue.until >= end || words[start - 1].is_mark(',') {
        return 0..if cue.until >= end { start } else { end };
    }
    let comma = words[..start]
        .iter()
        .rposition(|w| w.is_any_mark(&[',', ';']));
    comma.map_or(0, |at| at + 1)..start
}
