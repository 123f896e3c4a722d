//! No text makes the recogniser panic or mark what is not there.

use proptest::prelude::*;

use super::rules;
use crate::time::{Context, DateRules, Passage, find, infer_published, is_valid, stamp};

fn holds(words: &str, rules: &DateRules) {
    for published in [
        None,
        Some("2020-10-09"),
        Some("2020-01-01/2021-12-31"),
        Some("0000-01-01"),
        Some("9999-12-31"),
        Some("x"),
    ] {
        let passages = [
            Passage {
                words,
                posted: None,
            },
            Passage {
                words,
                posted: published,
            },
        ];
        for found in find(&passages, rules, &Context { published }) {
            let mut end = 0;
            for expression in found {
                assert!(
                    expression.span.start >= end && expression.span.start < expression.span.end
                );
                assert!(words.get(expression.span.clone()).is_some());
                assert!(is_valid(&expression.value), "{}", expression.value);
                end = expression.span.end;
            }
        }
        let _ = infer_published(&passages, rules, published);
    }
    let _ = stamp(words, rules, Some(9999));
}

/// Words of the language file and numbers, in any order: what random letters would never hit.
fn soup() -> impl Strategy<Value = String> {
    let word = prop::sample::select(
        "le la l' du au en entre et à de 1 2 31 30 29 12 00 2020 1999 9999 99999999999 24 h : / - . , ' ’ ( ) lundi mai février Sept. \
         février dernier prochain la veille année ans siècle heures il y a depuis années GMT heure de Moscou XIXe début fin mi demain ou \
         the of on in last next Monday May March 5th years ago later earlier century s decade 's day before between and from to p.m. \
         hundred thousand billion quarter week half first 0 00:00 24:00 2400 60 \u{301} \u{a0} \u{202f} \u{200b} ß İ 日"
            .split(' ')
            .collect::<Vec<_>>(),
    );
    prop::collection::vec(
        (word, prop::sample::select(vec![" ", "", "\n", "\u{a0}"])),
        0..24,
    )
    .prop_map(|words| {
        words
            .into_iter()
            .map(|(word, gap)| format!("{word}{gap}"))
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text(words in any::<String>()) {
        holds(&words, rules("fr"));
        holds(&words, rules("en"));
    }

    #[test]
    fn any_words(words in soup()) {
        holds(&words, rules("fr"));
        holds(&words, rules("en"));
    }
}

#[test]
fn long_texts_take_time_in_proportion() {
    let rules = rules("fr");
    let words =
        "le 3 mai 2022 et le 4 ou le 5 à 14h30 il y a vingt et un ans la veille du 6 au 9 juin, "
            .repeat(300);
    let begun = std::time::Instant::now();
    holds(&words, rules);
    assert!(begun.elapsed().as_secs() < 20);
}

#[test]
fn says_what_is_wrong_with_a_language_file() {
    for (source, why) in [
        ("months = [['a']]", "12 lists"),
        ("[units]\nlustrum = ['lustre']", "lustrum"),
        ("[forms]\ndate = ['<nowhere>']", "nowhere"),
        ("[forms]\ndates = ['x']", "dates"),
        (
            "[pieces]\na = ['<b>']\nb = ['<a>']\n[forms]\ndate = ['<a>']",
            "back to itself",
        ),
        ("[deictics]\n'tomorrow' = ['demain']", "report -1 day"),
    ] {
        let table: toml::Table = source.parse().expect("TOML");
        let error = DateRules::compile(&table).expect_err(source);
        assert!(error.contains(why), "{error}");
    }
}
