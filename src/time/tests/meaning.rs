//! What an expression rests on: the dates before it, the report, the comment.

use crate::model::Anchor;

use super::{check, rules};
use crate::time::{Context, Passage, agree, days, find, is_valid};

#[test]
fn goes_on_from_the_date_before() {
    check(
        "fr",
        "2022-05-12",
        &[
            "Le {4 mars 2019=2019-03-04}, il part. {La veille=2019-03-03}, il avait écrit.",
            "Le {4 mars 2019=2019-03-04}, il part ; {le lendemain=2019-03-05}, il revient.",
            "Le {4 mars 2019=2019-03-04}, il part. {Le même jour=2019-03-04}, elle arrive.",
            "Le {4 mars 2019=2019-03-04}, il part. {Trois jours plus tard=2019-03-07}, il revient.",
            "Le {4 mars 2019=2019-03-04}, il part. Le {9 mars=2019-03-09}, il revient.",
            "Du {4 mars 2019=2019-03-04} au jour du {6 mai de la même année=2019-05-06}.",
            "En {2019=2019}, la loi passe. {L'année suivante=2020}, elle tombe.",
        ],
    );
    check(
        "en",
        "2022-05-12",
        &[
            "He left on {March 4, 2019=2019-03-04}; {the day before=2019-03-03} he had written.",
            "He left on {March 4, 2019=2019-03-04} and came back {the next day=2019-03-05}.",
            "He left on {March 4, 2019=2019-03-04}. {The same day=2019-03-04} she came.",
            "He left on {March 4, 2019=2019-03-04}. {Three days later=2019-03-07} he came back.",
            "The law passed in {2019=2019} and fell {the following year=2020}.",
        ],
    );
}

#[test]
fn leaves_out_what_nothing_resolves() {
    check(
        "fr",
        "",
        &[
            "{Le 3 mai=}".trim_matches(['{', '}', '=']),
            "Vendredi, il pleut.",
            "Hier, il pleuvait.",
        ],
    );
    check(
        "en",
        "",
        &[
            "On Friday it rained.",
            "Yesterday it rained.",
            "The day before, it rained.",
        ],
    );
}

#[test]
fn says_a_doubt_of_one_day_and_all_that_a_greater_leaves() {
    check(
        "fr",
        "2022-05-11/2022-05-12",
        &[
            "{Aujourd'hui=2022-05-11?}, il pleut.",
            "{Lundi=2022-05-09}, il pleuvait.",
        ],
    );
    check(
        "fr",
        "2022-05-01/2022-05-12",
        &[
            "{Aujourd'hui=[2022-05-01..2022-05-12]}, il pleut.",
            "Le port a fermé {lundi=[2022-04-25..2022-05-09]}.",
            "L'{an dernier=2021}, il pleuvait.",
        ],
    );
}

#[test]
fn anchors_comments_to_their_own_time() {
    let passages = [
        Passage {
            words: "Le 4 mars 2019, il est parti.",
            posted: None,
        },
        Passage {
            words: "Hier il a plu. Le même jour, non.",
            posted: Some("2019-03-20T10:00"),
        },
    ];
    let found = find(
        &passages,
        rules("fr"),
        &Context {
            published: Some("2019-03-05"),
        },
    );
    let told: Vec<_> = found
        .iter()
        .flatten()
        .map(|one| (one.value.as_str(), one.anchor))
        .collect();
    assert_eq!(told[0], ("2019-03-04", Anchor::None));
    assert_eq!(told[1], ("2019-03-19", Anchor::Comment));
    assert_eq!(told[2].1, Anchor::Previous);
}

#[test]
fn reads_values_back() {
    let text = |value: &str| days(value).map(|(first, last)| format!("{first} {last}"));
    assert_eq!(text("2020-02").as_deref(), Some("2020-02-01 2020-02-29"));
    assert_eq!(text("199X").as_deref(), Some("1990-01-01 1999-12-31"));
    assert_eq!(
        text("2020-10-08T13:35+03:00").as_deref(),
        Some("2020-10-08 2020-10-08")
    );
    assert_eq!(
        text("2020-10-07/2020-10-08T13:35").as_deref(),
        Some("2020-10-07 2020-10-08")
    );
    assert_eq!(
        text("[2020-10-09,2020-10-10]").as_deref(),
        Some("2020-10-09 2020-10-10")
    );
    assert_eq!(
        text("../2020-10-08").map(|text| text.ends_with("2020-10-08")),
        Some(true)
    );
    for nonsense in [
        "P3D",
        "",
        "2020-13",
        "hier",
        "[P4Y,P5Y]",
        "9999999999",
        "2020-10-08T99:99",
    ] {
        assert_eq!(days(nonsense), None, "{nonsense}");
    }
    for value in [
        "P3D",
        "PT2H",
        "PT1H30M",
        "P1DT12H",
        "PT2.5H",
        "[P4Y,P5Y]",
        "1990~",
        "2020-10-09?",
        "2020-22",
    ] {
        assert!(is_valid(value), "{value}");
    }
    for value in ["P", "PT", "P3", "PD", "P3H", "T3H", "PT3D", "3D"] {
        assert!(!is_valid(value), "{value}");
    }
    assert!(
        agree("2020", "2020-03-05") && !agree("2020-10-09", "2020-10-10") && agree("P3D", "P3D")
    );
}
