//! Property 2: a report written as annotated Markdown and read back has the same words (white space
//! read as single spaces), ids, numbers, kinds, comments and marks.

use std::path::Path;

use archive::markdown::{Context, Footnote, Front, ReportFile, Spaces, read, write};
use archive::model::{
    Anchor, Comment, Editorial, EntityId, EventId, Kind, Mark, MarkBody, Passage, PassageId,
    Report, ReportId, Speech,
};

use super::choices::Choices;

/// What Markdown, HTML, TOML and the program's own form make something of.
const PIECES: &[&str] = &[
    " ",
    "mot",
    "\n",
    "*",
    "_",
    "`",
    "[",
    "]",
    "(",
    ")",
    "<",
    ">",
    "&",
    "\\",
    "!",
    "#",
    "-",
    "+",
    "=",
    "|",
    "~",
    "$",
    "\"",
    "'",
    "\t",
    "1. ",
    "- ",
    "> ",
    "# ",
    "\n\n",
    "    ",
    "```",
    "~~~",
    "***",
    "---",
    "<b>",
    "</b>",
    "<br>",
    "<!-- comments -->",
    "<del>",
    "</ins>",
    "<a id=\"p-aaaaaa\">",
    "[^1]",
    "[^1]: x",
    "](",
    "[x]: y",
    "](../entities/a.md)",
    "![i](j)",
    "http://a.b/c_d",
    "<http://a.b>",
    "&amp;",
    "&#35;",
    "+++",
    "{{ x }}",
    "{% y %}",
    "é",
    "«\u{a0}",
    "\u{a0}»",
    "\u{202f}!",
    "\u{feff}",
    "\u{200b}",
    "\u{2028}",
    "\r\n",
    "\u{85}",
    "\u{1b}",
    "\u{c}",
    "👩‍👩‍👧",
    "e\u{301}",
    "©",
    "__",
    "**",
    "``",
    "\\\n",
    "  \n",
    ":",
    "^",
    "^2^",
    "~1~",
    "\u{fffd}",
    "\u{7f}",
];
const VALUES: &[&str] = &[
    "",
    "a",
    "2020-10-09",
    "P30Y",
    "2020-10-09/2020-10-10",
    "a \"b\" <c> & 'd' `e`",
    "é-1_2.x",
    "&quot;",
    "[x](y)",
    "-->",
    "\\",
    "a\nb",
];
const STEMS: &[&str] = &["a", "erevan", "haut-karabakh", "été_2", "x.y", "note"];

/// Builds a report out of bytes, writes it, reads it, and compares.
pub fn check(bytes: &[u8]) -> Result<(), String> {
    let mut choices = Choices::new(bytes);
    let (report, told) = report(&mut choices);
    let events = {
        let mut events: Vec<&EventId> = told.iter().flatten().collect();
        events.sort();
        events.dedup();
        let one = |id: &&EventId| Footnote {
            event: (*id).clone(),
            title: words(&mut choices),
            others: vec![(words(&mut choices), "b.md#p-bbbbbb".to_owned())],
        };
        events.iter().map(one).collect()
    };
    let front = Front::of(&report, Some("00".to_owned()), Some((0, 9)));
    let context = Context {
        front: front.clone(),
        told: &told,
        events,
    };
    let file = write(&report, &context);
    let staged = read(Path::new("x.md"), &file);
    let Some(found) = staged.value else {
        return Err(format!("not read: {:?}\n{file}", staged.diagnostics));
    };
    if found.front != front {
        return Err(format!("{:#?}\nbecame\n{:#?}\n{file}", front, found.front));
    }
    compare(&report, &told, &found).map_err(|why| format!("{why}\n{file}"))
}

fn compare(report: &Report, told: &[Vec<EventId>], found: &ReportFile) -> Result<(), String> {
    if report.passages.len() != found.passages.len() {
        return Err(format!(
            "{} passages became {}",
            report.passages.len(),
            found.passages.len()
        ));
    }
    for (place, (wanted, found)) in report.passages.iter().zip(&found.passages).enumerate() {
        let spaces = Spaces::new(&wanted.words);
        let same = |what: &str, a: &dyn std::fmt::Debug, b: &dyn std::fmt::Debug| {
            let (a, b) = (format!("{a:?}"), format!("{b:?}"));
            if a == b {
                Ok(())
            } else {
                Err(format!("{what} of passage {place}: {a}\nbecame {b}"))
            }
        };
        same("words", &spaces.read, &found.words)?;
        same("id", &wanted.id, &found.id)?;
        same("number", &wanted.n, &found.n)?;
        same("kind", &wanted.kind, &found.kind)?;
        same("comment", &wanted.comment, &found.comment)?;
        same("tellings", &told[place], &found.told)?;
        same("notes", &wanted.notes, &found.notes)?;
        same(
            "marks",
            &marks(&wanted.marks, Some(&spaces)),
            &marks(&found.marks, None),
        )?;
    }
    let said = |e: &Editorial| format!("{:?} {:?} {}", e.after, e.label, e.markdown.trim());
    let a: Vec<String> = report.editorial.iter().map(said).collect();
    let b: Vec<String> = found.editorial.iter().map(|e| said(&e.editorial)).collect();
    if a != b {
        return Err(format!("editorial {a:?}\nbecame {b:?}"));
    }
    Ok(())
}

/// Marks in an order of their own, on the words read with single spaces. A mark on nothing but white
/// space is none.
fn marks(marks: &[Mark], spaces: Option<&Spaces>) -> Vec<String> {
    let mut lines: Vec<String> = marks
        .iter()
        .filter_map(|mark| {
            let span = spaces.map_or(mark.span.clone(), |s| s.range(&mark.span));
            let mut body = mark.body.clone();
            if let MarkBody::Correction { words } = &mut body {
                *words = words.trim_matches(archive::text::is_space).to_owned();
            }
            let stands = !span.is_empty() || matches!(mark.body, MarkBody::Correction { .. });
            stands.then(|| format!("{span:?} {body:?}"))
        })
        .collect();
    lines.sort();
    lines
}

fn report(choices: &mut Choices) -> (Report, Vec<Vec<EventId>>) {
    let mut report = Report {
        id: ReportId::new("x"),
        siglum: "X".to_owned(),
        title: words(choices),
        title_derived: false,
        source: None,
        published: None,
        outlet: Some(words(choices)),
        author: Some(choices.one(VALUES).to_owned()),
        language: "fr".to_owned(),
        url: Some(choices.one(VALUES).to_owned()),
        retrieved: None,
        licence: None,
        formerly: Vec::new(),
        passages: Vec::new(),
        editorial: Vec::new(),
        retired: Vec::new(),
        proposal: Default::default(),
        kept: None,
    };
    let mut told = Vec::new();
    let mut comments = false;
    for place in 0..=choices.below(5) {
        comments |= choices.below(4) == 3;
        report.passages.push(passage(choices, place, comments));
        let several = choices.below(3);
        told.push(
            (0..several)
                .map(|i| EventId::new(STEMS[(place + i) % 5]))
                .collect(),
        );
    }
    if choices.below(3) == 1 {
        report.passages[0].notes.push("note-1".to_owned());
        report.editorial.push(Editorial {
            after: report.passages.len().checked_sub(1),
            label: Some("note-1".to_owned()),
            markdown: "[^note-1]: Une note *de l'éditeur*.".to_owned(),
        });
    }
    (report, told)
}

fn passage(choices: &mut Choices, place: usize, comment: bool) -> Passage {
    let kinds = [
        Kind::Paragraph,
        Kind::Title,
        Kind::Heading,
        Kind::PullQuote,
        Kind::ListItem,
        Kind::Caption,
    ];
    let mut passage = Passage {
        id: PassageId::new(format!("p-{:06}", place + 10)),
        n: format!("{}{}", place + 1, choices.one(&["", "a", "zz"])),
        kind: if comment {
            Kind::Comment
        } else {
            choices.one(&kinds)
        },
        words: String::new(),
        span: None,
        comment: comment.then(|| Comment {
            author: [
                None,
                Some("Ann".to_owned()),
                Some("a \"<b>` &amp;".to_owned()),
            ][choices.below(3)]
            .clone(),
            posted: Some("2031-03-06T18:04".to_owned()),
            score: [None, Some(-3)][choices.below(2)],
            depth: choices.below(20),
            reply_to: [None, Some(0)][choices.below(2)],
        }),
        marks: Vec::new(),
        aside: Vec::new(),
        refused: Vec::new(),
        told: Default::default(),
        notes: Vec::new(),
    };
    content(choices, &mut passage, 0);
    passage
}

fn words(choices: &mut Choices) -> String {
    let mut words = String::new();
    for _ in 0..choices.below(12) {
        piece(choices, &mut words);
    }
    words
}

fn piece(choices: &mut Choices, words: &mut String) {
    if choices.below(8) == 7 {
        // A NUL makes a source no text, and Markdown has no way to write one.
        words.push_str(&choices.raw().replace('\0', ""));
    } else {
        words.push_str(choices.one(PIECES));
    }
}

/// Words with marks that nest.
fn content(choices: &mut Choices, passage: &mut Passage, depth: usize) {
    const DEEPEST: usize = 6;
    for _ in 0..choices.below(10) {
        if depth < DEEPEST && choices.below(3) == 2 {
            let start = passage.words.len();
            content(choices, passage, depth + 1);
            let span = start..passage.words.len();
            let body = body(choices, span.is_empty());
            // Two marks on one span are one: the program's own never coincide.
            let spaces = Spaces::new(&passage.words);
            let read = spaces.range(&span);
            if passage.marks.iter().all(|m| spaces.range(&m.span) != read) {
                passage.marks.push(Mark::program(span, body));
            }
        } else {
            piece(choices, &mut passage.words);
        }
    }
}

fn body(choices: &mut Choices, empty: bool) -> MarkBody {
    let value = |choices: &mut Choices| choices.one(VALUES).replace('\n', " ");
    let entity = |choices: &mut Choices| EntityId::new(choices.one(STEMS));
    let number = |choices: &mut Choices| {
        [
            None,
            Some(0.0),
            Some(400.0),
            Some(-2.5),
            Some(1e21),
            Some(0.1),
        ][choices.below(6)]
    };
    match choices.below(5) {
        4 => MarkBody::Correction {
            words: words(choices)
                .split(archive::text::is_space)
                .filter(|w| !w.is_empty())
                .collect::<Vec<_>>()
                .join(" "),
        },
        _ if empty => MarkBody::Correction {
            words: "x".to_owned(),
        },
        0 => MarkBody::Mention {
            entity: entity(choices),
            metonym: choices.below(2) == 1,
        },
        1 => MarkBody::Date {
            value: value(choices),
            utc: None,
            anchor: Anchor::None,
        },
        2 => MarkBody::Quotation {
            speech: choices.one(&[Speech::Direct, Speech::Indirect]),
            speaker: (choices.below(2) == 1).then(|| entity(choices)),
        },
        _ => MarkBody::Figure {
            counted: value(choices),
            min: number(choices),
            max: number(choices),
            change: choices.below(2) == 1,
            of: (choices.below(2) == 1).then(|| value(choices)),
            claimant: (choices.below(2) == 1).then(|| entity(choices)),
            as_of: (choices.below(2) == 1).then(|| value(choices)),
        },
    }
}
