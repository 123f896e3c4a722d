//! The index read back as the search page reads it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::super::Output;
use super::super::desk::Desk;
use super::super::fixture::{TRAP, archive, relations};
use super::super::theme::Theme;
use super::{LISTS, TEXTS, files, numbers::decode};
use crate::model::{Archive, EntityId, Mark, MarkBody, Relations, Why};
use crate::text::{fold, words};

fn made(archive: &Archive) -> Vec<Output> {
    made_with(archive, &relations(archive))
}

fn made_with(archive: &Archive, relations: &Relations) -> Vec<Output> {
    let languages = ["fr".to_owned()];
    let themes = Theme::load("default", BTreeMap::new(), &languages).value;
    files(&Desk::new(archive, relations, &themes[0]), &[])
}

/// What a file hands over.
fn content(outputs: &[Output], name: &str) -> Value {
    let path = format!("search/{name}.js");
    let output = outputs.iter().find(|o| o.path == path).unwrap();
    let text = std::str::from_utf8(&output.bytes).unwrap();
    let start = text.match_indices(',').nth(1).unwrap().0 + 1;
    serde_json::from_str(text[start..].strip_suffix(");\n").unwrap()).unwrap()
}

/// Everything of one kind, in order.
fn all(outputs: &[Output], kind: &str) -> Vec<Value> {
    let count = (0..)
        .take_while(|n| {
            outputs
                .iter()
                .any(|o| o.path == format!("search/{kind}-{n}.js"))
        })
        .count();
    let pieces = (0..count).map(|n| content(outputs, &format!("{kind}-{n}")));
    pieces
        .flat_map(|p| p.as_array().cloned().unwrap())
        .collect()
}

/// What a key of the dictionary leads to: stems and entities.
fn dictionary(outputs: &[Output]) -> BTreeMap<String, (Vec<u32>, Vec<u32>)> {
    let mut key = String::new();
    let mut found = BTreeMap::new();
    for line in all(outputs, "words") {
        let fields: Vec<&str> = line.as_str().unwrap().split('|').collect();
        let shared = decode_digit(&fields[0][..1]);
        key = key.chars().take(shared).collect::<String>() + &fields[0][1..];
        let stems = decode(fields[1]).into_iter().skip(1).collect();
        let entities = fields.get(2).map_or(Vec::new(), |text| decode(text));
        found.insert(key.clone(), (stems, entities));
    }
    found
}

fn decode_digit(digit: &str) -> usize {
    (0..64)
        .find(|n| super::numbers::digit(*n).to_string() == digit)
        .unwrap()
}

/// The passages of a weighed list.
fn passages(list: &str) -> BTreeSet<u32> {
    let mut passage = 0;
    let mut found = BTreeSet::new();
    for number in decode(list) {
        passage += number >> 3;
        found.insert(passage);
    }
    found
}

fn find(outputs: &[Output], word: &str) -> BTreeSet<u32> {
    let terms = all(outputs, "terms");
    let (stems, _) = dictionary(outputs)[word].clone();
    let lists = stems.iter().map(|&s| terms[s as usize].as_str().unwrap());
    lists
        .flat_map(|list| passages(list.split_once('|').unwrap().1))
        .collect()
}

#[test]
fn every_word_leads_to_its_passages() {
    let archive = archive();
    let outputs = made(&archive);
    let small = content(&outputs, "index")["small"]
        .as_str()
        .unwrap()
        .to_owned();
    let small: BTreeSet<&str> = small.split(' ').collect();
    let mut checked = 0;
    let all_passages = archive.reports.iter().flat_map(|r| &r.passages);
    for (number, passage) in (0..).zip(all_passages).take(12) {
        for word in words(&passage.words) {
            let folded = fold(&passage.words[word.span]);
            if !small.contains(folded.as_str()) {
                assert!(
                    find(&outputs, &folded).contains(&number),
                    "{folded} in {number}"
                );
                checked += 1;
            }
        }
    }
    assert!(checked > 50, "{checked}");
}

#[test]
fn inflections_compounds_and_corrections_are_found() {
    let mut archive = archive();
    let mut passage = archive.reports[0].passages[0].clone();
    passage.words = "Une maison, des MAISONS, un arc-en-ciel.".to_owned();
    archive.reports.last_mut().unwrap().passages.push(passage);
    let last = archive
        .reports
        .iter()
        .map(|r| r.passages.len() as u32)
        .sum::<u32>()
        - 1;
    let outputs = made(&archive);
    assert!(find(&outputs, "maison").contains(&last));
    assert_eq!(find(&outputs, "maison"), find(&outputs, "maisons"));
    for word in ["arc", "ciel", "arcenciel"] {
        assert!(find(&outputs, word).contains(&last), "{word}");
    }
    assert!(!find(&outputs, "barage").is_empty());
    assert_eq!(find(&outputs, "barage"), find(&outputs, "barrage"));
}

#[test]
fn a_name_leads_to_its_entity_whatever_is_written() {
    let archive = archive();
    let outputs = made(&archive);
    let dictionary = dictionary(&outputs);
    let number = |id: &str| {
        archive
            .entities
            .iter()
            .position(|e| e.id.as_str() == id)
            .unwrap()
    };
    let mayor = number("maelle-kerbrat");
    for name in ["maelle kerbrat", "kerbrat"] {
        assert_eq!(dictionary[name].1, [mayor as u32], "{name}");
    }
    let mut spelt = archive.clone();
    let mut passage = spelt.reports[0].passages[0].clone();
    passage.words = "Mme Kerbratt est venue.".to_owned();
    let mention = MarkBody::Mention {
        entity: EntityId::new("maelle-kerbrat"),
        metonym: false,
    };
    let mut mark = Mark::program(4..12, mention);
    mark.why = Why::Spelling("Kerbrat".to_owned());
    passage.marks = vec![mark];
    spelt.reports[0].passages.push(passage);
    assert_eq!(
        self::dictionary(&made(&spelt))["kerbratt"].1,
        [mayor as u32]
    );
    let names = all(&outputs, "names");
    assert_eq!(names[mayor][0], "maelle-kerbrat");
    assert!(!passages(names[mayor][3].as_str().unwrap()).is_empty());
}

/// The lines of a piece of keys: each key, and the fields behind it.
fn keyed(outputs: &[Output], kind: &str) -> Vec<(String, Vec<String>)> {
    let mut key = String::new();
    let lines = all(outputs, kind).into_iter().map(|line| {
        let mut fields = line.as_str().unwrap().split('|').map(str::to_owned);
        let rest = fields.next().unwrap();
        let shared = decode_digit(&rest[..1]);
        key = key.chars().take(shared).collect::<String>() + &rest[1..];
        (key.clone(), fields.collect())
    });
    lines.collect()
}

#[test]
fn every_longer_word_is_there_backwards() {
    let outputs = made(&archive());
    let ends: BTreeSet<String> = keyed(&outputs, "ends").into_iter().map(|l| l.0).collect();
    let mut checked = 0;
    for word in dictionary(&outputs)
        .into_keys()
        .filter(|w| !w.contains(' '))
    {
        let backwards: String = word.chars().rev().collect();
        assert_eq!(
            ends.contains(&backwards),
            word.chars().count() >= 4,
            "{word}"
        );
        checked += 1;
    }
    assert!(checked > 50, "{checked}");
    assert!(ends.contains("tarbrek"));
}

#[test]
fn names_are_found_by_their_consonants() {
    let outputs = made(&archive());
    let sounds = keyed(&outputs, "sounds");
    let found = |key: &str, whole: &str, word: &str| {
        sounds.contains(&(key.to_owned(), vec![whole.to_owned(), word.to_owned()]))
    };
    assert!(found("KRBRT", "KeRBRaT", "kerbrat"), "{sounds:?}");
    let known = dictionary(&outputs);
    for (key, fields) in &sounds {
        assert!(known.contains_key(&fields[1]), "{key} leads to {fields:?}");
    }
    let letters = content(&outputs, "letters-0");
    assert!(
        letters["spelling"]
            .as_array()
            .is_some_and(|all| all.len() > 1)
    );
}

#[test]
fn places_say_where_in_a_passage() {
    let archive = archive();
    let outputs = made(&archive);
    let places = all(&outputs, "places");
    let words_only = dictionary(&outputs)
        .into_iter()
        .filter(|(_, (stems, _))| !stems.is_empty());
    let number = words_only
        .map(|(key, _)| key)
        .position(|key| key == "digue")
        .unwrap();
    // The title: À Port-Valen, la digue cède; then the second passage: La digue nord.
    let list = decode(places[number].as_str().unwrap());
    let first = archive
        .reports
        .iter()
        .flat_map(|r| &r.passages)
        .position(|p| p.words.starts_with("À Port-Valen"))
        .unwrap();
    let at = list.chunks(2).scan(0, |passage, pair| {
        *passage += pair[0];
        Some((*passage, pair[1]))
    });
    let found: Vec<(u32, u32)> = at.collect();
    assert!(found.contains(&(first as u32, 4)), "{found:?}");
    assert!(found.contains(&(first as u32 + 1, 1)), "{found:?}");
}

#[test]
fn texts_are_the_passages_and_nothing_in_them_is_markup() {
    let archive = archive();
    let outputs = made(&archive);
    let count = outputs
        .iter()
        .filter(|o| o.path.starts_with("search/texts-"))
        .count();
    let texts: Vec<Value> = (0..count)
        .flat_map(|n| {
            content(&outputs, &format!("texts-{n}"))["passages"]
                .as_array()
                .cloned()
                .unwrap()
        })
        .collect();
    let passages: Vec<_> = archive.reports.iter().flat_map(|r| &r.passages).collect();
    assert_eq!(texts.len(), passages.len());
    for (text, passage) in texts.iter().zip(&passages) {
        assert_eq!(text[0], passage.id.as_str());
        assert_eq!(text[2], passage.words.as_str());
    }
    assert!(passages.iter().any(|p| p.words.contains(TRAP)));
    for output in &outputs {
        assert!(!output.bytes.contains(&b'<'), "{}", output.path);
    }
}

#[test]
fn pieces_are_small_and_always_the_same() {
    let archive = archive();
    let outputs = made(&archive);
    for output in &outputs {
        assert!(output.bytes.len() < LISTS.max(TEXTS) * 2, "{}", output.path);
    }
    assert_eq!(outputs, made(&archive));
}

#[test]
fn an_archive_without_reports_has_an_index() {
    let mut archive = archive();
    archive.reports.clear();
    let outputs = made_with(&archive, &Relations::default());
    assert_eq!(content(&outputs, "index")["passages"], 0);
}
