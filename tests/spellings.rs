//! Spellings that no record lists: tests/spellings/set.txt, which says how it is written.
//!
//! Of the spellings marked there at least 0.7 must be found, and of all that is found at least 0.97 be right.

use archive::annotate::annotate;
use archive::model::{
    Entity, Form, Kind, MarkBody, PassageDraft, Provenance, ReportDraft, Source, SourceDraft,
    SourceId,
};
use archive::progress::Silent;

const SET: &str = include_str!("spellings/set.txt");

/// A report of the set: its words, and the spellings in them with their entities.
struct Text {
    language: String,
    words: String,
    wanted: Vec<(std::ops::Range<usize>, String)>,
}

#[test]
fn unlisted_spellings_are_found_and_other_words_left_alone() {
    let (entities, texts) = read();
    let wanted: usize = texts.iter().map(|text| text.wanted.len()).sum();
    let (mut right, mut wrong, mut missed) = (0, Vec::new(), Vec::new());
    for text in texts {
        let source = vec![source(&text)];
        let annotated = annotate(source, &entities, &Silent).value;
        let marks = &annotated[0].reports[0].passages[0].marks;
        let mut found: Vec<(std::ops::Range<usize>, String)> = Vec::new();
        for mark in marks {
            let MarkBody::Mention { entity, .. } = &mark.body else {
                continue;
            };
            let listed = entities
                .iter()
                .any(|e| e.id == *entity && e.name == text.words[mark.span.clone()]);
            if !listed {
                found.push((mark.span.clone(), entity.to_string()));
            }
        }
        let context = |span: &std::ops::Range<usize>| text.words[span.clone()].to_owned();
        for (span, id) in &found {
            let hit = text
                .wanted
                .iter()
                .any(|(at, wanted)| wanted == id && at.start < span.end && span.start < at.end);
            // A title beside a name is no spelling.
            let title = text
                .wanted
                .iter()
                .any(|(at, wanted)| wanted == id && at.start == span.end + 1);
            if hit {
                right += 1;
            } else if !title {
                wrong.push(format!("{} taken for {id}", context(span)));
            }
        }
        for (at, id) in &text.wanted {
            let hit = found
                .iter()
                .any(|(span, f)| f == id && at.start < span.end && span.start < at.end);
            if !hit {
                missed.push(format!("{} not taken for {id}", context(at)));
            }
        }
    }
    let found = wanted - missed.len();
    let recall = found as f64 / wanted as f64;
    let precision = right as f64 / (right + wrong.len()) as f64;
    println!("{}\n\n{}", missed.join("\n"), wrong.join("\n"));
    println!(
        "recall {recall:.3} of {wanted}, precision {precision:.3}, wrong {}",
        wrong.len()
    );
    assert!(wanted >= 260, "{wanted} spellings");
    assert!(recall >= 0.7, "recall {recall:.3}");
    assert!(precision >= 0.97, "precision {precision:.3}");
}

fn read() -> (Vec<Entity>, Vec<Text>) {
    let (mut entities, mut texts) = (Vec::new(), Vec::new());
    let mut language = String::new();
    for line in SET.lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
        if let Some(code) = line.strip_prefix("== ") {
            code.clone_into(&mut language);
        } else if language.is_empty() {
            let mut parts = line.splitn(3, ' ');
            let mut part = || parts.next().unwrap_or_default();
            let (kind, id, name) = (part(), part(), part());
            entities.push(Entity::named(id, kind, name));
        } else {
            texts.push(text(line, &language));
        }
    }
    entities.sort_by(|a, b| a.id.cmp(&b.id));
    (entities, texts)
}

fn text(line: &str, language: &str) -> Text {
    let (mut words, mut wanted) = (String::new(), Vec::new());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('{') {
        words.push_str(before);
        let (inside, after) = after.split_once('}').expect("a closing brace");
        let (spelling, id) = inside.split_once('=').expect("an equals sign");
        let start = words.len();
        words.push_str(spelling);
        wanted.push((start..words.len(), id.to_owned()));
        rest = after;
    }
    words.push_str(rest);
    Text {
        language: language.to_owned(),
        words,
        wanted,
    }
}

fn source(text: &Text) -> SourceDraft {
    SourceDraft {
        source: Source {
            id: SourceId::new("set.txt"),
            sha256: String::new(),
            bytes: text.words.len() as u64,
            encoding: "UTF-8".to_owned(),
            text: text.words.clone(),
            raw: None,
            form: Form::Text,
            provenance: Provenance::default(),
        },
        reports: vec![ReportDraft {
            title: String::new(),
            title_derived: true,
            published: None,
            outlet: None,
            author: None,
            language: text.language.clone(),
            passages: vec![PassageDraft {
                span: 0..text.words.len(),
                kind: Kind::Paragraph,
                comment: None,
                marks: Vec::new(),
                aside: Vec::new(),
            }],
        }],
        left_out: Vec::new(),
        doubtful: Vec::new(),
    }
}
