//! What stands between marks: how long it is, whether it is a name, and which cue it hangs on.

use std::ops::Range;

use super::super::reading::{Word, unclosed};
use super::Passage;
use super::cues::{Cue, Sentence, Speaker};
use super::marks::Quoted;
use crate::lang::Role;
use crate::model::Kind;
use crate::text::fold;
use crate::time::tokens::Kind as Token;

/// Up to this many words, what begins with a capital in the midst of a sentence is a name.
const NAME: usize = 5;
/// Up to this many words stand between a verb and the quotation that it leads.
const LEAD: usize = 3;

/// The words of a quotation without its marks, folded.
pub fn bare(text: &str) -> String {
    fold(text.trim_matches(|c: char| !c.is_alphanumeric()))
}

/// The cue that a quotation of a sentence hangs on: the one behind it, the nearest before it, or what goes
/// for the whole sentence.
pub fn cue_of<'c>(sentence: &Sentence, cues: &'c [Cue], at: usize) -> Option<&'c Cue> {
    let next = sentence.words[at + 1..]
        .iter()
        .position(|w| w.quoted.is_some());
    let until = next.map_or(sentence.words.len(), |next| at + 1 + next);
    let behind = cues.iter().find(|cue| {
        let here = !cue.by && cue.words.start > at && cue.words.start < until;
        here && (cue.inverted || !is_clause(sentence, at, cue))
    });
    let before = cues
        .iter()
        .rfind(|cue| cue.words.end <= at && !cue.inverted && (!cue.by || cue.until <= at));
    let turned = cues.iter().rfind(|cue| cue.words.end <= at && cue.inverted);
    let leads = |cue: &&Cue| at - cue.words.end <= LEAD && cue.speaker != Speaker::Unknown;
    before
        .filter(leads)
        .or(behind)
        .or(before)
        .or_else(|| cues.iter().find(|cue| cue.by))
        .or(turned)
}

/// Whether a verb behind a quotation is one of a further clause: a conjunction parts them.
fn is_clause(sentence: &Sentence, at: usize, cue: &Cue) -> bool {
    let between = &sentence.words[at + 1..cue.words.start];
    between
        .iter()
        .any(|w| w.roles.any(&[Role::And, Role::Relatives, Role::That]))
}

/// What stands between the marks of a quotation.
pub struct Inner {
    /// Words and numbers.
    pub count: usize,
    /// Begins with a capital.
    pub capital: bool,
    /// Ends as a sentence does.
    pub ends: bool,
    /// Its words of some length all have a capital.
    pub name: bool,
}

/// Whether a quotation is a name or a term rather than speech.
pub fn is_term(
    sentence: &Sentence,
    at: usize,
    inner: &Inner,
    passage: &Passage,
    cue: Option<&Cue>,
) -> bool {
    let before = |steps: usize| at.checked_sub(steps).map(|b| &sentence.words[b]);
    let article = before(1).is_some_and(|w| w.has(Role::Determiners));
    let namer = before(1 + usize::from(article));
    if namer.is_some_and(|w| w.has(Role::Names)) {
        return true;
    }
    // "nannte das Projekt „Warze“": a capital says nothing where all nouns have one.
    let leads = |cue: &Cue| {
        let verb = &sentence.words[cue.words.end - 1];
        cue.words.end <= at && verb.has(Role::Cues) && cue.speaker != Speaker::Unknown
    };
    if sentence.verb_second && cue.is_some_and(leads) {
        return false;
    }
    // In the midst of a sentence, somebody's words begin small, and names do not.
    let amid = before(1)
        .is_some_and(|w| w.is_word() && !w.roles.any(&[Role::Says, Role::Cues, Role::That]));
    let named =
        inner.name && (amid || inner.count > 1 && before(1).is_some_and(|w| w.is_mark(',')));
    let short = inner.count <= NAME && passage.kind != Kind::Title;
    short && (named || amid && inner.capital && !inner.ends)
}

/// The words of a passage with each quotation as one word.
pub fn outside(words: &[Word], quoted: &[Quoted]) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::with_capacity(words.len());
    let mut next = 0;
    let mut at = 0;
    while at < words.len() {
        let stretch = quoted[next..]
            .first()
            .filter(|q| q.span.start <= words[at].span.start);
        let Some(stretch) = stretch else {
            out.push(words[at].clone());
            at += 1;
            continue;
        };
        let end = words.partition_point(|w| w.span.start < stretch.span.end);
        out.push(Word {
            span: stretch.span.clone(),
            kind: Token::Mark('"'),
            roles: Default::default(),
            phrase: 1,
            number: Default::default(),
            glued: words[at].glued,
            capital: false,
            mention: None,
            dated: false,
            quoted: Some(next),
        });
        next += 1;
        at = end.max(at + 1);
    }
    out
}

impl Inner {
    pub fn of(passage: &Passage, span: &Range<usize>) -> Self {
        let from = passage.words.partition_point(|w| w.span.start < span.start);
        let inside = passage.words[from..]
            .iter()
            .take_while(|w| w.span.end <= span.end);
        let is_text = |w: &&Word| matches!(w.kind, Token::Word | Token::Number { .. });
        let mut inside = inside.filter(is_text).peekable();
        let capital = inside.peek().is_some_and(|w| w.capital);
        let words: Vec<&Word> = inside.collect();
        let mut long = words.iter().filter(|w| w.span.len() > 3).peekable();
        let name = long.peek().is_some() && long.all(|w| w.capital);
        let text = unclosed(&passage.text[span.clone()]);
        Self {
            count: words.len(),
            name,
            capital,
            ends: text.ends_with(['.', '!', '?', '…', ',']),
        }
    }
}
