//! Expressions as they stand in sentences of our own: what is marked, and what it is resolved to.

mod english;
mod french;
mod meaning;
mod published;
mod sound;
mod stamps;

use std::sync::LazyLock;

use super::{Context, DateRules, Expression, Passage, find};

static FRENCH: LazyLock<DateRules> = LazyLock::new(|| compiled(include_str!("../../lang/fr.toml")));
static ENGLISH: LazyLock<DateRules> =
    LazyLock::new(|| compiled(include_str!("../../lang/en.toml")));

static GERMAN: LazyLock<DateRules> = LazyLock::new(|| compiled(include_str!("../../lang/de.toml")));

fn rules(language: &str) -> &'static DateRules {
    match language {
        "fr" => &FRENCH,
        "de" => &GERMAN,
        _ => &ENGLISH,
    }
}

fn compiled(source: &str) -> DateRules {
    let table: toml::Table = source.parse().expect("the language file is TOML");
    let dates = table
        .get("dates")
        .and_then(toml::Value::as_table)
        .expect("the language file has dates");
    DateRules::compile(dates).expect("the date rules compile")
}

/// Every expression of a passage in braces, each with its value: `{yesterday=2020-10-08}`.
fn marked(words: &str, found: &[Expression]) -> String {
    let mut marked = String::new();
    let mut end = 0;
    for expression in found {
        let value = expression
            .utc
            .as_ref()
            .filter(|utc| **utc != expression.value);
        let value = value.map_or_else(
            || expression.value.clone(),
            |utc| format!("{} {utc}", expression.value),
        );
        marked += &words[end..expression.span.start];
        marked += &format!("{{{}={value}}}", &words[expression.span.clone()]);
        end = expression.span.end;
    }
    marked + &words[end..]
}

/// Takes the marks out of an expectation, finds the expressions of what is left, and compares.
fn check(language: &str, published: &str, expected: &[&str]) {
    let rules = rules(language);
    let mut wrong = Vec::new();
    for case in expected {
        let words = plain(case);
        let context = Context {
            published: Some(published).filter(|published| !published.is_empty()),
        };
        let found = find(
            &[Passage {
                words: &words,
                posted: None,
            }],
            rules,
            &context,
        );
        let marked = marked(&words, &found[0]);
        if marked != *case {
            wrong.push(format!("wanted {case}\n   got {marked}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {} differ:\n{}",
        wrong.len(),
        expected.len(),
        wrong.join("\n")
    );
}

fn plain(case: &str) -> String {
    let mut words = String::new();
    for (place, piece) in case.split(['{', '}']).enumerate() {
        words += if place % 2 == 1 {
            piece.split('=').next().unwrap_or_default()
        } else {
            piece
        };
    }
    words
}
