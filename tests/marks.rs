//! Quotations and figures found in texts that were labelled by hand, in each language: see
//! tests/marks/README.md.

use std::ops::Range;

use archive::annotate::annotate;
use archive::model::{
    Basis, Entity, EntityId, Form, Kind, Mark, MarkBody, PassageDraft, Provenance, Published,
    ReportDraft, Source, SourceDraft, SourceId, Speech,
};
use archive::progress::Silent;

/// What a careful reader marks.
enum Label {
    Quotation { speaker: Option<String> },
    Term,
    Indirect { speaker: Option<String> },
    Figure(Figure),
}

struct Figure {
    counted: String,
    change: bool,
    min: Option<f64>,
    max: Option<f64>,
    claimant: Option<String>,
}

struct Labelled {
    words: String,
    kind: Kind,
    labels: Vec<(Range<usize>, Label)>,
}

struct Text {
    published: String,
    entities: Vec<Entity>,
    passages: Vec<Labelled>,
}

/// Right ones of those wanted and of those found.
#[derive(Default)]
struct Score {
    wanted: usize,
    found: usize,
    right: usize,
}

impl Score {
    fn f1(&self) -> f64 {
        2.0 * self.right as f64 / (self.wanted + self.found).max(1) as f64
    }
}

#[derive(Default)]
struct Count {
    quotations: Score,
    speakers: Score,
    indirect: Score,
    people: Score,
    rest: Score,
    counted: Score,
    claimants: Score,
    terms: usize,
    terms_marked: usize,
    faults: Vec<String>,
}

/// The least of quotations found, speakers known, people and forces counted, and of other figures.
type Bars = [f64; 4];

#[test]
fn french() {
    holds("fr", include_str!("marks/fr.md"), [0.95, 0.75, 0.92, 0.90]);
}

#[test]
fn english() {
    holds("en", include_str!("marks/en.md"), [0.93, 0.75, 0.90, 0.85]);
}

#[test]
fn german() {
    holds("de", include_str!("marks/de.md"), [0.9, 0.75, 0.85, 0.75]);
}

fn holds(language: &str, file: &str, least: Bars) {
    let mut count = Count::default();
    for text in texts(file) {
        compare(&text, language, &mut count);
    }
    let share = |score: &Score| score.right as f64 / score.wanted.max(1) as f64;
    println!("{}", count.faults.join("\n"));
    println!(
        "{language}: quotations {:.3} of {}, speakers {:.3}, terms marked {} of {}, indirect {:.3} of {}",
        count.quotations.f1(),
        count.quotations.wanted,
        share(&count.speakers),
        count.terms_marked,
        count.terms,
        count.indirect.f1(),
        count.indirect.wanted,
    );
    println!(
        "{language}: people and forces {:.3} of {}, other figures {:.3} of {}, counted {:.3}, claimants {:.3}",
        count.people.f1(),
        count.people.wanted,
        count.rest.f1(),
        count.rest.wanted,
        share(&count.counted),
        share(&count.claimants),
    );
    let found = [
        count.quotations.f1(),
        share(&count.speakers),
        count.people.f1(),
        count.rest.f1(),
    ];
    for (found, least) in found.into_iter().zip(least) {
        assert!(found >= least, "{found:.3}, and {least} is the least");
    }
}

fn compare(text: &Text, language: &str, count: &mut Count) {
    let draft = draft(text, language);
    let found = annotate(vec![draft], &text.entities, &Silent).value;
    let found = &found[0].reports[0].passages;
    for (passage, found) in text.passages.iter().zip(found) {
        quotations(passage, &found.marks, count);
        indirect(passage, &found.aside, count);
        figures(passage, &found.marks, count);
    }
}

fn quotations(passage: &Labelled, marks: &[Mark], count: &mut Count) {
    let mut free: Vec<(&Range<usize>, &Option<EntityId>)> = marks
        .iter()
        .filter_map(|m| match &m.body {
            MarkBody::Quotation {
                speech: Speech::Direct,
                speaker,
            } => Some((&m.span, speaker)),
            _ => None,
        })
        .collect();
    count.quotations.found += free.len();
    for (span, label) in &passage.labels {
        if let Label::Term = label {
            count.terms += 1;
            if free.iter().any(|(found, _)| alike(found, span)) {
                count.terms_marked += 1;
                count.faults.push(passage.fault("a term", span, ""));
            }
        }
        let Label::Quotation { speaker } = label else {
            continue;
        };
        count.quotations.wanted += 1;
        let Some(place) = free.iter().position(|(found, _)| alike(found, span)) else {
            count.faults.push(passage.fault("no quotation", span, ""));
            continue;
        };
        let (_, found) = free.remove(place);
        count.quotations.right += 1;
        count.speakers.wanted += 1;
        if speaker.as_deref() == found.as_ref().map(EntityId::as_str) {
            count.speakers.right += 1;
        } else {
            let told = format!("{found:?} for {speaker:?}");
            count.faults.push(passage.fault("speaker", span, &told));
        }
    }
    for (span, _) in free {
        let known = passage
            .labels
            .iter()
            .any(|(s, l)| matches!(l, Label::Term) && alike(s, span));
        if !known {
            count
                .faults
                .push(passage.fault("not labelled", span, "a quotation"));
        }
    }
}

fn indirect(passage: &Labelled, marks: &[Mark], count: &mut Count) {
    let mut free: Vec<(&Range<usize>, &Option<EntityId>)> = marks
        .iter()
        .filter_map(|m| match &m.body {
            MarkBody::Quotation {
                speech: Speech::Indirect,
                speaker,
            } => Some((&m.span, speaker)),
            _ => None,
        })
        .collect();
    count.indirect.found += free.len();
    for (span, label) in &passage.labels {
        let Label::Indirect { speaker } = label else {
            continue;
        };
        count.indirect.wanted += 1;
        let said = |(found, by): &(&Range<usize>, &Option<EntityId>)| {
            overlap(found, span) * 2 > span.len()
                && by.as_ref().map(EntityId::as_str) == speaker.as_deref()
        };
        match free.iter().position(said) {
            Some(place) => {
                free.remove(place);
                count.indirect.right += 1;
            }
            None => count
                .faults
                .push(passage.fault("no indirect speech", span, "")),
        }
    }
    for (span, speaker) in free {
        count.faults.push(passage.fault(
            "not labelled",
            span,
            &format!("indirect speech of {speaker:?}"),
        ));
    }
}

fn figures(passage: &Labelled, marks: &[Mark], count: &mut Count) {
    let mut free: Vec<&Mark> = marks
        .iter()
        .filter(|m| matches!(m.body, MarkBody::Figure { .. }))
        .collect();
    let is_main = |counted: &str| {
        matches!(
            counted,
            "dead" | "wounded" | "displaced" | "captured" | "forces"
        )
    };
    for (span, label) in &passage.labels {
        let Label::Figure(wanted) = label else {
            continue;
        };
        let says_no_number = wanted.min.or(wanted.max).is_none();
        let score = if is_main(&wanted.counted) {
            &mut count.people
        } else {
            &mut count.rest
        };
        let fits = |m: &&Mark| match &m.body {
            MarkBody::Figure { min, max, .. } => {
                overlap(&m.span, span) > 0 && (*min, *max) == (wanted.min, wanted.max)
            }
            _ => false,
        };
        let place = free.iter().position(fits);
        if says_no_number {
            free.retain(|m| overlap(&m.span, span) == 0);
            continue;
        }
        score.wanted += 1;
        let Some(place) = place else {
            let near: Vec<&MarkBody> = free
                .iter()
                .filter(|m| overlap(&m.span, span) > 0)
                .map(|m| &m.body)
                .collect();
            count
                .faults
                .push(passage.fault("no figure", span, &format!("{near:?}")));
            continue;
        };
        score.right += 1;
        score.found += 1;
        if let MarkBody::Figure {
            counted,
            claimant,
            change,
            ..
        } = &free.remove(place).body
        {
            count.counted.wanted += 1;
            count.claimants.wanted += 1;
            if *counted == wanted.counted && *change == wanted.change {
                count.counted.right += 1;
            } else {
                let told = format!(
                    "{counted} {change} for {} {}",
                    wanted.counted, wanted.change
                );
                count.faults.push(passage.fault("counted", span, &told));
            }
            if claimant.as_ref().map(EntityId::as_str) == wanted.claimant.as_deref() {
                count.claimants.right += 1;
            } else {
                let told = format!("{claimant:?} for {:?}", wanted.claimant);
                count.faults.push(passage.fault("claimant", span, &told));
            }
        }
    }
    for mark in free {
        if let MarkBody::Figure {
            counted, min, max, ..
        } = &mark.body
            && min.or(*max).is_some()
        {
            let score = if is_main(counted) {
                &mut count.people
            } else {
                &mut count.rest
            };
            score.found += 1;
            count.faults.push(passage.fault(
                "not labelled",
                &mark.span,
                &format!("{counted} {min:?} {max:?}"),
            ));
        }
    }
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

/// Whether two stretches have at least four fifths of their bytes in common, quotation marks aside.
fn alike(a: &Range<usize>, b: &Range<usize>) -> bool {
    const MARKS: usize = 12;
    let common = overlap(a, b);
    let all = a.len() + b.len() - common;
    common * 5 >= all * 4 || common > 0 && all - common <= MARKS
}

impl Labelled {
    fn fault(&self, what: &str, span: &Range<usize>, told: &str) -> String {
        let mut from = span.start.saturating_sub(70);
        while !self.words.is_char_boundary(from) {
            from -= 1;
        }
        let mut to = (span.end + 70).min(self.words.len());
        while !self.words.is_char_boundary(to) {
            to += 1;
        }
        let (before, inside, after) = (
            &self.words[from..span.start],
            &self.words[span.clone()],
            &self.words[span.end..to],
        );
        format!("{what}: {before}[{inside}]{after} {told}")
    }
}

fn draft(text: &Text, language: &str) -> SourceDraft {
    let mut whole = String::new();
    let mut passages = Vec::new();
    for passage in &text.passages {
        let start = whole.len();
        whole.push_str(&passage.words);
        passages.push(PassageDraft {
            span: start..whole.len(),
            kind: passage.kind,
            comment: None,
            marks: Vec::new(),
            aside: Vec::new(),
        });
        whole.push_str("\n\n");
    }
    SourceDraft {
        source: Source {
            id: SourceId::new("text.txt"),
            sha256: String::new(),
            bytes: whole.len() as u64,
            encoding: "UTF-8".to_owned(),
            text: whole,
            raw: None,
            form: Form::Text,
            provenance: Provenance::default(),
        },
        reports: vec![ReportDraft {
            language: language.to_owned(),
            published: Some(Published {
                value: text.published.clone(),
                basis: Basis::Stated,
            }),
            passages,
            ..ReportDraft::default()
        }],
        left_out: Vec::new(),
        doubtful: Vec::new(),
    }
}

fn texts(file: &str) -> Vec<Text> {
    file.split("\n## ").skip(1).map(text).collect()
}

fn text(part: &str) -> Text {
    let mut entities = Vec::new();
    let mut published = String::new();
    let mut passages = Vec::new();
    let (title, rest) = part.split_once('\n').unwrap_or((part, ""));
    passages.push(labelled(title, Kind::Title));
    for block in rest.split("\n\n") {
        let block = block.trim_matches('\n');
        if block.starts_with("published:") {
            for line in block.lines() {
                if let Some(day) = line.strip_prefix("published:") {
                    published = day.trim().to_owned();
                } else if let Some(line) = line.strip_prefix("- ") {
                    entities.push(entity(line));
                }
            }
        } else if let Some(words) = block.strip_prefix("> ") {
            passages.push(labelled(words, Kind::PullQuote));
        } else if !block.is_empty() {
            passages.push(labelled(block, Kind::Paragraph));
        }
    }
    Text {
        published,
        entities,
        passages,
    }
}

fn entity(line: &str) -> Entity {
    let fields: Vec<&str> = line.split('|').map(str::trim).collect();
    let list = |field: usize| -> Vec<String> {
        let words = fields.get(field).copied().unwrap_or_default();
        words
            .split(';')
            .map(|w| w.trim().to_owned())
            .filter(|w| !w.is_empty())
            .collect()
    };
    let names = list(2);
    Entity {
        aliases: names[1..].to_vec(),
        descriptions: list(3),
        ..Entity::named(fields[0], fields[1], &names[0])
    }
}

/// Takes the labels out of a passage: `{q:SPEAKER|…}`, `{t|…}`, `{i:SPEAKER|…}`, `{f:COUNTED MIN MAX CLAIMANT|…}`.
fn labelled(marked: &str, kind: Kind) -> Labelled {
    let mut passage = Labelled {
        words: String::new(),
        kind,
        labels: Vec::new(),
    };
    let mut open: Vec<(usize, Label)> = Vec::new();
    let mut rest = marked;
    while let Some(at) = rest.find(['{', '}']) {
        passage.words.push_str(&rest[..at]);
        if rest[at..].starts_with('}') {
            let (start, label) = open
                .pop()
                .unwrap_or_else(|| panic!("a brace too many: {marked}"));
            passage.labels.push((start..passage.words.len(), label));
            rest = &rest[at + 1..];
        } else {
            let bar = rest[at..]
                .find('|')
                .unwrap_or_else(|| panic!("no bar: {marked}"));
            open.push((passage.words.len(), label(&rest[at + 1..at + bar])));
            rest = &rest[at + bar + 1..];
        }
    }
    assert!(open.is_empty(), "a brace is open: {marked}");
    passage.words.push_str(rest);
    passage
}

fn label(said: &str) -> Label {
    let (kind, said) = said.split_once(':').unwrap_or((said, "-"));
    let known = |word: &str| (word != "-").then(|| word.to_owned());
    match kind {
        "q" => Label::Quotation {
            speaker: known(said),
        },
        "i" => Label::Indirect {
            speaker: known(said),
        },
        "t" => Label::Term,
        "f" => {
            let fields: Vec<&str> = said.split_whitespace().collect();
            let [counted, min, max, claimant] = fields[..] else {
                panic!("four fields are wanted: {said}");
            };
            let number = |word: &str| {
                (word != "-").then(|| word.parse().unwrap_or_else(|_| panic!("no number: {said}")))
            };
            Label::Figure(Figure {
                change: counted.ends_with('+'),
                counted: counted.trim_end_matches('+').to_owned(),
                min: number(min),
                max: number(max),
                claimant: known(claimant),
            })
        }
        _ => panic!("no such label: {kind}"),
    }
}
