//! Who says what: words between quotation marks or set apart, and indirect speech.
//!
//! A stretch between marks is speech when a cue of its sentence says so, or when it is long enough to be
//! nothing else; a name, a term or an ironic word is not. Words of cues are in the language file; who
//! speaks shows by grammar alone: before the verb, behind it where it is turned round, behind `according
//! to`; a pronoun is whoever spoke or was the subject last.

mod clauses;
mod cues;
mod indirect;
mod marks;
mod quoted;
mod speakers;
mod titles;
mod unspoken;

use std::borrow::Cow;
use std::ops::Range;

use rustc_hash::FxHashMap;

pub use self::cues::Sentence;
use self::cues::{Cue, Speaker};
use self::indirect::CLAUSE;
use self::marks::Quoted;
use self::quoted::{Inner, cue_of, is_term, outside};
use self::speakers::spoken_before;
pub use self::unspoken::unspoken;
use super::reading::{LONGEST, Named, Word, sentences};
use crate::lang::Language;
use crate::model::{Entity, EntityId, Kind, Mark, MarkBody, Speech, Why};
use crate::text::{collapse, trim_span};

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
    /// Where its sentences end, as long as no quotation is taken for one word.
    pub ends: Vec<usize>,
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
        let (words, ends): (Cow<[Word]>, Cow<[usize]>) = if quoted.is_empty() {
            (Cow::Borrowed(&passage.words), Cow::Borrowed(&passage.ends))
        } else {
            let words = outside(&passage.words, quoted);
            let ends = sentences(passage.text, &words, &self.language.abbreviations);
            (Cow::Owned(words), Cow::Owned(ends))
        };
        let before = self.pending.take();
        self.told = None;
        let mut start = 0;
        for &end in ends.iter() {
            let sentence = Sentence {
                words: &words[start..end],
                named: &passage.named,
                sorts: self.sorts,
                follows_quotation: start == 0 && before.is_some(),
                inside: false,
                has_quotation: words[start..end].iter().any(|w| w.quoted.is_some()),
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
            (Some(cue), _) => self.who(cue, (sentence, cues), 0),
            (None, Some(mention)) => Some(sentence.named[mention].entity.clone()),
            (None, None) => return,
        };
        if let Some(mark) = self.said[place].direct.get_mut(number) {
            mark.body = quotation(Speech::Direct, speaker);
        }
    }

    /// Who speaks by a cue of a sentence, of which all cues are given, before a word of it.
    fn who(
        &self,
        cue: &Cue,
        (sentence, cues): (&Sentence, &[Cue]),
        before: usize,
    ) -> Option<EntityId> {
        match &cue.speaker {
            Speaker::Known(entity) => Some(entity.clone()),
            // "according to him" is whoever the sentences before spoke of.
            Speaker::Same if cue.by => self.focus.clone(),
            Speaker::Same => spoken_before(cues, before)
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
        let first = self.said[place].direct.len();
        for at in &quotations {
            let Some(stretch) = sentence.words[*at].quoted.map(|q| &quoted[q]) else {
                continue;
            };
            let cue = cue_of(sentence, cues, *at);
            let inner = Inner::of(passage, &stretch.span);
            let led = sentence.words[..*at].last();
            let continued = stretch
                .continues
                .then(|| self.last_speaker(place))
                .flatten();
            let speaker = match cue {
                Some(cue) => Some(self.who(cue, (sentence, cues), *at)),
                None => self.within(passage, &stretch.span).or(continued),
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
                    let why = cue.map(|cue| by_cue(passage.text, sentence, cue));
                    self.said[place].direct.push(
                        direct(stretch.span.clone(), speaker).because(why.unwrap_or_default()),
                    );
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
        self.said[place].direct[first..].sort_by_key(|m| m.span.start);
        self.indirect(passage.text, place, sentence, cues);
    }

    /// Who speaks by a cue within the marks: "« Nous avons tenu, a-t-elle raconté. Il a fallu choisir. »"
    fn within(&self, passage: &Passage, span: &Range<usize>) -> Option<Option<EntityId>> {
        let from = passage.words.partition_point(|w| w.span.start < span.start);
        let to = passage.words.partition_point(|w| w.span.start < span.end);
        let to = to.min(from + LONGEST);
        let sentence = Sentence {
            words: &passage.words[from..to],
            named: &passage.named,
            sorts: self.sorts,
            follows_quotation: false,
            inside: true,
            has_quotation: false,
            verb_second: self.language.vocabulary.verb_second,
        };
        let turned = |cue: &&Cue| {
            let before = cue.words.start.checked_sub(1).map(|b| &sentence.words[b]);
            cue.inverted && before.is_some_and(|w| w.is_mark(','))
        };
        let cues = sentence.cues();
        let cue = cues.iter().find(turned)?;
        Some(self.who(cue, (&sentence, &cues), cue.words.start))
    }

    /// Who spoke last in the passage before one.
    fn last_speaker(&self, place: usize) -> Option<Option<EntityId>> {
        let before = self.said.get(place.checked_sub(1)?)?;
        match &before.direct.last()?.body {
            MarkBody::Quotation { speaker, .. } => Some(speaker.clone()),
            _ => None,
        }
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
}

/// The words of a cue, for whoever asks why they are somebody's.
fn by_cue(text: &str, sentence: &Sentence, cue: &Cue) -> Why {
    let words = &sentence.words[cue.words.clone()];
    match (words.first(), words.last()) {
        (Some(first), Some(last)) => Why::Cue(collapse(&text[first.span.start..last.span.end])),
        _ => Why::Unsaid,
    }
}

fn direct(span: Range<usize>, speaker: Option<EntityId>) -> Mark {
    Mark::program(span, quotation(Speech::Direct, speaker))
}

fn quotation(speech: Speech, speaker: Option<EntityId>) -> MarkBody {
    MarkBody::Quotation { speech, speaker }
}
