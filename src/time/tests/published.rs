use super::rules;
use crate::time::{Passage, infer_page, infer_published};

fn published(language: &str, text: &str, latest: Option<&str>) -> Option<String> {
    let passages: Vec<Passage> = text
        .lines()
        .map(|words| Passage {
            words,
            posted: None,
        })
        .collect();
    infer_published(&passages, rules(language), latest)
}

#[test]
fn follows_the_days_that_a_dispatch_tells() {
    for (language, text, wanted) in [
        (
            "fr",
            "Le port a rouvert mardi 3 mai 2022, a dit le maire mercredi.",
            "2022-05-03/2022-05-05",
        ),
        (
            "fr",
            "Le port a rouvert le 3 mai 2022. Il sera fermé le 4 mai.",
            "2022-05-03/2022-05-04",
        ),
        (
            "en",
            "The port reopened on Tuesday, May 3, 2022, the mayor said on Wednesday.",
            "2022-05-03/2022-05-05",
        ),
        (
            "en",
            "Since 2020 the port was shut. It reopened on Tuesday, May 3.",
            "2022-05-03/2022-05-05",
        ),
    ] {
        assert_eq!(
            published(language, text, None).as_deref(),
            Some(wanted),
            "{text}"
        );
    }
}

#[test]
fn says_nothing_without_reason() {
    assert_eq!(
        published(
            "fr",
            "En 1972, le parti est né. Le 3 mai 1981, il gagne.",
            None
        ),
        None
    );
    assert_eq!(published("fr", "Vendredi, il pleut.", None), None);
    assert_eq!(published("fr", "Le 4 mars, il pleut.", None), None);
    assert_eq!(published("en", "", Some("2020-01-01")), None);
}

#[test]
fn is_not_later_than_the_first_comment() {
    let text = "Le 3 mai 2022, le port a rouvert.";
    assert_eq!(
        published("fr", text, Some("2022-05-04T10:00")).as_deref(),
        Some("2022-05-03/2022-05-04")
    );
    assert_eq!(published("fr", text, Some("2022-09-04T10:00")), None);
}

#[test]
fn lies_between_its_neighbours_on_a_page() {
    let texts = [
        "Le port a rouvert mardi 3 mai 2022, a dit jeudi le maire.",
        "Le port a fermé jeudi 21 avril 2022, a dit le maire vendredi.",
        "Rien ne bouge jeudi, a dit le maire.",
        "Le quai a cédé lundi 4 avril 2022, a dit mardi le maire.",
        "La grue est tombée mercredi 9 mars.",
    ];
    let reports: Vec<Vec<Passage>> = texts
        .iter()
        .map(|words| {
            vec![Passage {
                words,
                posted: None,
            }]
        })
        .collect();
    let found = infer_page(&reports, rules("fr"), &[None; 5]);
    assert_eq!(found[2].as_deref(), Some("2022-04-04/2022-04-23"));
    assert_eq!(found[4].as_deref(), Some("2022-03-09/2022-03-11"));
}
