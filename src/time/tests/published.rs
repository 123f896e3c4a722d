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
fn says_nothing_of_texts_that_look_back() {
    for (language, text) in [
        (
            "en",
            "The wall that fell on Friday, Aug. 7, 1998, has been rebuilt, the mayor said on Monday.",
        ),
        (
            "en",
            "The ferry sank on 3 May 1992. Twenty years on, survivors met on Thursday. They meet every 3 May.",
        ),
        (
            "en",
            "A report of 12 March 2019 named six firms. On 2 October two of them closed.",
        ),
        (
            "en",
            "On Sunday, November 8, 2020, it ended. On Monday they danced. Three years later, nothing is left.",
        ),
        (
            "en",
            "On October 5, 2018 he said nothing. On October 12, he confessed. He lost his appeal on Wednesday.",
        ),
        (
            "en",
            "The court will hear the case on June 4, 2013, it said on Tuesday. The law dates from March 12, 2009.",
        ),
        (
            "fr",
            "Le 12 mai 1984, la digue cède. Le 20 mai, le préfet démissionne.",
        ),
        (
            "fr",
            "Né le mardi 4 juin 1968, il recevra le prix de la ville jeudi. Il vit ici depuis 1990.",
        ),
        (
            "fr",
            "L'usine a fermé le 3 mars 2019. Mardi, les salariés ont défilé.",
        ),
        (
            "de",
            "Am 3. Mai 1998 sank das Schiff. Am Freitag trafen sich die Überlebenden.",
        ),
    ] {
        assert_eq!(published(language, text, None), None, "{text}");
    }
}

#[test]
fn is_the_day_that_a_date_beside_today_tells() {
    for (language, text, wanted) in [
        ("en", "Today, 4 June 2013, the council met.", "2013-06-04"),
        (
            "en",
            "The vote was held yesterday (4 June 2013).",
            "2013-06-05",
        ),
        (
            "fr",
            "Le conseil s'est réuni hier, mardi 4 juin 2019.",
            "2019-06-05",
        ),
        ("fr", "Demain, 4 juin 2019, le pont rouvre.", "2019-06-03"),
        ("de", "Heute, am 4. Juni 2019, tagt der Rat.", "2019-06-04"),
    ] {
        let found = published(language, text, None);
        assert_eq!(found.as_deref(), Some(wanted), "{text}");
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
