//! Who says what: words between quotation marks or set apart, and indirect speech.
//!
//! A stretch between marks is speech when a cue of its sentence says so, or when it is long enough to be
//! nothing else; a name, a term or an ironic word is not. Words of cues are in the language file; who
//! speaks shows by grammar alone: before the verb, behind it where it is turned round, behind `according
//! to`; a pronoun is whoever spoke or was the subject last.

mod clauses;
mod cues;
mod marks;

use std::ops::Range;

use rustc_hash::FxHashMap;

pub use self::cues::Sentence;
use self::cues::{Cue, Speaker};
use self::marks::Quoted;
use super::reading::{Named, Word, sentences};
use crate::lang::{Language, Role};
use crate::model::{Entity, EntityId, Kind, Mark, MarkBody, Speech};
use crate::text::{fold, trim_span};
use crate::time::tokens::Kind as Token;

/// What an entity can do in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    Person,
    Place,
    Other,
}

/// The sort of every entity.
pub struct Sorts<'a> {
    by_id: FxHashMap<&'a str, Sort>,
}

impl<'a> Sorts<'a> {
    pub fn new(entities: &'a [Entity]) -> Self {
        let by_id = entities.iter().map(|entity| {
            let sort = match entity.kind.family() {
                "person" => Sort::Person,
                "place" => Sort::Place,
                _ => Sort::Other,
            };
            (entity.id.as_str(), sort)
        });
        Self {
            by_id: by_id.collect(),
        }
    }

    pub fn of(&self, entity: &EntityId) -> Sort {
        self.by_id
            .get(entity.as_str())
            .copied()
            .unwrap_or(Sort::Other)
    }
}

/// A passage as speech is looked for in it.
pub struct Passage<'a> {
    pub text: &'a str,
    pub kind: Kind,
    pub named: Vec<Named>,
    pub words: Vec<Word>,
}

/// What is said in a passage.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Said {
    /// Quotations, for the page.
    pub direct: Vec<Mark>,
    /// Indirect speech with a speaker, for the tables alone.
    pub indirect: Vec<Mark>,
    /// What follows a verb of counting, and who counts.
    pub claims: Vec<(Range<usize>, EntityId)>,
}

/// From this many words on, what stands between marks is no term.
const LONG: usize = 6;
/// Up to this many words, what begins with a capital in the midst of a sentence is a name.
const NAME: usize = 5;
/// Up to this many words stand between a verb and the quotation that it leads.
const LEAD: usize = 3;
/// Words that indirect speech must have.
const CLAUSE: usize = 3;

/// The speech of a report, passage by passage.
pub fn find(passages: &[Passage], language: &Language, sorts: &Sorts) -> Vec<Said> {
    let mut report = Report {
        language,
        sorts,
        focus: None,
        told: None,
        pending: None,
        running: Vec::new(),
        said: passages.iter().map(|_| Said::default()).collect(),
    };
    for text in texts(passages) {
        let words: Vec<&str> = passages[text.clone()].iter().map(|p| p.text).collect();
        let stretches = marks::stretches(&words);
        report.focus = None;
        report.pending = None;
        report.running.clear();
        for (place, quoted) in text.zip(&stretches) {
            report.passage(passages, place, quoted);
        }
    }
    report.titles(passages);
    report.said
}

/// The stretches of passages that follow each other: a title, a comment and what stands between.
fn texts(passages: &[Passage]) -> Vec<Range<usize>> {
    let alone = |p: &Passage| matches!(p.kind, Kind::Comment | Kind::Title);
    let mut texts: Vec<Range<usize>> = Vec::new();
    for (place, passage) in passages.iter().enumerate() {
        match texts.last_mut() {
            Some(last) if !alone(passage) && !alone(&passages[last.start]) => last.end = place + 1,
            _ => texts.push(place..place + 1),
        }
    }
    texts
}

struct Report<'a> {
    language: &'a Language,
    sorts: &'a Sorts<'a>,
    /// Who spoke, or was the subject, last.
    focus: Option<EntityId>,
    /// Who spoke in the sentence before.
    told: Option<EntityId>,
    /// A quotation that ended its passage without a cue: the passage, and its place there.
    pending: Option<(usize, usize)>,
    /// Quotations without a cue that run on into the next passage.
    running: Vec<(usize, usize)>,
    said: Vec<Said>,
}

impl Report<'_> {
    fn passage(&mut self, passages: &[Passage], place: usize, quoted: &[Quoted]) {
        let passage = &passages[place];
        if passage.kind == Kind::PullQuote && quoted.is_empty() {
            let span = trim_span(passage.text, 0..passage.text.len());
            self.said[place].direct.push(direct(span, None));
            self.pending = Some((place, 0));
            return;
        }
        let words = outside(&passage.words, quoted);
        let ends = sentences(passage.text, &words, &self.language.abbreviations);
        let before = self.pending.take();
        self.told = None;
        let mut start = 0;
        for end in ends {
            let sentence = Sentence {
                words: &words[start..end],
                named: &passage.named,
                sorts: self.sorts,
                follows_quotation: start == 0 && before.is_some(),
                inside: false,
                verb_second: self.language.vocabulary.verb_second,
            };
            let cues = sentence.cues();
            if start == 0 {
                self.attribute(before, &sentence, &cues);
            }
            self.sentence(passage, place, quoted, &sentence, &cues);
            self.refocus(&sentence, &cues);
            self.told = self.tells(passage, place, &sentence, &cues);
            start = end;
        }
    }

    /// A line such as "- added Jan Roe." tells who spoke in the passage before it.
    fn attribute(&mut self, pending: Option<(usize, usize)>, sentence: &Sentence, cues: &[Cue]) {
        let Some((place, number)) = pending else {
            return;
        };
        let dash = sentence
            .words
            .first()
            .is_some_and(|w| w.is_any_mark(&['-', '–', '—']));
        let lead = usize::from(dash);
        let cue = cues
            .first()
            .filter(|c| c.words.start <= lead && (c.inverted || c.by));
        let named = sentence
            .words
            .get(lead)
            .and_then(|w| w.mention)
            .filter(|_| dash);
        let speaker = match (cue, named) {
            (Some(cue), _) => self.who(&cue.speaker, sentence, 0),
            (None, Some(mention)) => Some(sentence.named[mention].entity.clone()),
            (None, None) => return,
        };
        if let Some(mark) = self.said[place].direct.get_mut(number) {
            mark.body = quotation(Speech::Direct, speaker);
        }
    }

    fn who(&self, speaker: &Speaker, sentence: &Sentence, before: usize) -> Option<EntityId> {
        match speaker {
            Speaker::Known(entity) => Some(entity.clone()),
            Speaker::Same => sentence
                .spoken_before(before)
                .or_else(|| sentence.subject_person(before))
                .or_else(|| self.focus.clone()),
            Speaker::Unknown => None,
        }
    }

    fn sentence(
        &mut self,
        passage: &Passage,
        place: usize,
        quoted: &[Quoted],
        sentence: &Sentence,
        cues: &[Cue],
    ) {
        let quotations: Vec<usize> = (0..sentence.words.len())
            .filter(|at| sentence.words[*at].quoted.is_some())
            .collect();
        let mut speaks: Option<Option<EntityId>> = None;
        let mut unsure = Vec::new();
        for at in &quotations {
            let Some(stretch) = sentence.words[*at].quoted.map(|q| &quoted[q]) else {
                continue;
            };
            let cue = cue_of(sentence, cues, *at);
            let inner = Inner::of(passage, &stretch.span);
            let led = sentence.words[..*at].last();
            let within = self.within(passage, &stretch.span);
            let continued = stretch
                .continues
                .then(|| self.last_speaker(place))
                .flatten();
            let speaker = match cue {
                Some(cue) => Some(self.who(&cue.speaker, sentence, *at)),
                None => within.or(continued),
            };
            if inner.count == 0 || is_term(sentence, *at, &inner, passage, cue) {
                continue;
            }
            let colon = led.is_some_and(|w| w.is_mark(':'));
            let whole = inner.ends && inner.capital && inner.count > 2;
            let alone = passage.kind != Kind::Comment && (inner.count >= LONG || whole)
                || stretch.continues
                || colon && inner.count >= CLAUSE;
            let named_before = colon.then(|| sentence.subject_person(*at)).flatten();
            match (speaker, alone) {
                (Some(speaker), _) => {
                    speaks = Some(speaker.clone());
                    // Who says the end of a quotation said all of it.
                    for (place, number) in self
                        .running
                        .drain(..)
                        .filter(|_| stretch.continues && cue.is_some())
                    {
                        self.said[place].direct[number].body =
                            quotation(Speech::Direct, speaker.clone());
                    }
                    self.said[place]
                        .direct
                        .push(direct(stretch.span.clone(), speaker));
                }
                (None, true) => {
                    let speaker = named_before
                        .or_else(|| speaks.clone().flatten())
                        .or_else(|| self.focus.clone());
                    let speaker = speaker
                        .filter(|_| passage.kind != Kind::Title && passage.kind != Kind::Comment);
                    speaks = Some(speaker.clone());
                    self.said[place]
                        .direct
                        .push(direct(stretch.span.clone(), speaker));
                    let last = sentence.words[at + 1..].iter().all(|w| !w.is_word());
                    if last {
                        let own = (place, self.said[place].direct.len() - 1);
                        self.pending = Some(own);
                        if stretch.continues {
                            self.running.push(own);
                        } else {
                            self.running = vec![own];
                        }
                    }
                }
                (None, false) => unsure.push(stretch.span.clone()),
            }
        }
        // Beside words that somebody says, a single one is said by them too.
        if let Some(speaker) = speaks {
            for span in unsure {
                self.said[place].direct.push(direct(span, speaker.clone()));
            }
        } else if passage.kind == Kind::Title {
            let several = unsure
                .into_iter()
                .filter(|span| Inner::of(passage, span).count > 1);
            self.said[place]
                .direct
                .extend(several.map(|span| direct(span, None)));
        }
        self.said[place].direct.sort_by_key(|m| m.span.start);
        self.indirect(place, sentence, cues);
    }

    /// Who speaks by a cue within the marks: "« Nous avons tenu, a-t-elle raconté. Il a fallu choisir. »"
    fn within(&self, passage: &Passage, span: &Range<usize>) -> Option<Option<EntityId>> {
        let from = passage.words.partition_point(|w| w.span.start < span.start);
        let to = passage.words.partition_point(|w| w.span.start < span.end);
        let sentence = Sentence {
            words: &passage.words[from..to],
            named: &passage.named,
            sorts: self.sorts,
            follows_quotation: false,
            inside: true,
            verb_second: self.language.vocabulary.verb_second,
        };
        let turned = |cue: &Cue| {
            let before = cue.words.start.checked_sub(1).map(|b| &sentence.words[b]);
            cue.inverted && before.is_some_and(|w| w.is_mark(','))
        };
        let cue = sentence.cues().into_iter().find(turned)?;
        Some(self.who(&cue.speaker, &sentence, cue.words.start))
    }

    /// Who spoke last in the passage before one.
    fn last_speaker(&self, place: usize) -> Option<Option<EntityId>> {
        let before = self.said.get(place.checked_sub(1)?)?;
        match &before.direct.last()?.body {
            MarkBody::Quotation { speaker, .. } => Some(speaker.clone()),
            _ => None,
        }
    }

    /// What the sentence reports without marks.
    fn indirect(&mut self, place: usize, sentence: &Sentence, cues: &[Cue]) {
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
                self.who(&cue.speaker, sentence, cue.words.start),
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
            let Some(speaker) = self.who(&cue.speaker, sentence, cue.words.start) else {
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
            self.said[place].indirect.push(Mark::program(span, body));
        }
    }

    /// Who spoke in a sentence, for the next: "Er sei bereit" goes on with what was said before it.
    fn tells(
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
        let mut marks = said.direct.iter().chain(&said.indirect).filter(spoke);
        if let Some(mark) = marks.next_back() {
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

    fn refocus(&mut self, sentence: &Sentence, cues: &[Cue]) {
        let mut verbs = cues.iter().filter(|cue| !cue.by);
        let last = verbs.rfind(|cue| cue.speaker != Speaker::Same);
        match last.map(|cue| &cue.speaker) {
            Some(Speaker::Known(entity)) => self.focus = Some(entity.clone()),
            Some(_) => self.focus = sentence.subject_person(sentence.words.len()),
            None => {
                let source = cues.iter().rfind(|cue| cue.by).map(|cue| &cue.speaker);
                if let Some(Speaker::Known(entity)) = source {
                    self.focus = Some(entity.clone());
                } else if let Some(person) = sentence.subject_person(sentence.words.len()) {
                    self.focus = Some(person);
                }
            }
        }
    }

    /// The quotation of a title, or one set apart, is said by whoever says it in the text.
    fn titles(&mut self, passages: &[Passage]) {
        for place in 0..passages.len() {
            if !matches!(
                passages[place].kind,
                Kind::Title | Kind::Heading | Kind::PullQuote
            ) {
                continue;
            }
            for number in 0..self.said[place].direct.len() {
                let mark = &self.said[place].direct[number];
                let unknown = matches!(&mark.body, MarkBody::Quotation { speaker: None, .. });
                if !unknown {
                    continue;
                }
                let wanted = bare(&passages[place].text[mark.span.clone()]);
                let speaker = passages.iter().zip(&self.said).find_map(|(passage, said)| {
                    said.direct.iter().find_map(|other| match &other.body {
                        MarkBody::Quotation {
                            speaker: Some(speaker),
                            ..
                        } if bare(&passage.text[other.span.clone()]).contains(&wanted) => {
                            Some(speaker.clone())
                        }
                        _ => None,
                    })
                });
                self.said[place].direct[number].body = quotation(Speech::Direct, speaker);
            }
        }
    }
}

/// The words of a quotation without its marks, folded.
fn bare(text: &str) -> String {
    fold(text.trim_matches(|c: char| !c.is_alphanumeric()))
}

/// The cue that a quotation of a sentence hangs on: the one behind it, the nearest before it, or what goes
/// for the whole sentence.
fn cue_of<'c>(sentence: &Sentence, cues: &'c [Cue], at: usize) -> Option<&'c Cue> {
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
        let counts = matches!(word.kind, Token::Number { .. }) || word.number != Default::default();
        let noun = word.mention.is_some()
            || counts
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
    let counts = matches!(first.kind, Token::Number { .. }) || first.number != Default::default();
    let stands = counts && own.any(|w| w.roles.any(&[Role::Auxiliaries, Role::Passives]));
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

/// What stands between the marks of a quotation.
struct Inner {
    /// Words and numbers.
    count: usize,
    /// Begins with a capital.
    capital: bool,
    /// Ends as a sentence does.
    ends: bool,
    /// Its words of some length all have a capital.
    name: bool,
}

impl Inner {
    fn of(passage: &Passage, span: &Range<usize>) -> Self {
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
        let text = passage.text[span.clone()].trim_end_matches(|c: char| {
            c.is_whitespace() || matches!(c, '»' | '«' | '”' | '“' | '"' | '’' | '\'' | '>')
        });
        Self {
            count: words.len(),
            name,
            capital,
            ends: text.ends_with(['.', '!', '?', '…', ',']),
        }
    }
}

/// Whether a quotation is a name or a term rather than speech.
fn is_term(
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
fn outside(words: &[Word], quoted: &[Quoted]) -> Vec<Word> {
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

fn direct(span: Range<usize>, speaker: Option<EntityId>) -> Mark {
    Mark::program(span, quotation(Speech::Direct, speaker))
}

fn quotation(speech: Speech, speaker: Option<EntityId>) -> MarkBody {
    MarkBody::Quotation { speech, speaker }
}
