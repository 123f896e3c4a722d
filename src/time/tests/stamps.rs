use super::rules;
use crate::time::stamp;

#[test]
fn reads_the_stamps_of_comments_and_datelines() {
    for (language, line, value) in [
        ("fr", "4 Mars 2021 13: 35", "2021-03-04T13:35"),
        ("fr", "4 mars 2021, 13:35", "2021-03-04T13:35"),
        ("fr", "09h23 le 12/10/2020", "2020-10-12T09:23"),
        (
            "fr",
            "Publié le 10 octobre 2020 à 14h05",
            "2020-10-10T14:05",
        ),
        ("fr", "Mis à jour le 10/10/2020 à 14:05", "2020-10-10T14:05"),
        ("fr", "2020-10-08T13:35", "2020-10-08T13:35"),
        ("fr", "LYON, 3 mai 2018 (Agence)", "2018-05-03"),
        ("fr", "17 oct. 2020, 20.57", "2020-10-17T20:57"),
        ("en", "Oct 8, 2020 at 1:35 PM", "2020-10-08T13:35"),
        ("en", "October 8, 2020 12:05 am", "2020-10-08T00:05"),
        ("en", "8 October 2020 - 13:35 GMT", "2020-10-08T13:35Z"),
        (
            "en",
            "Posted on Monday, 3 May 2021 @ 9:15 am",
            "2021-05-03T09:15",
        ),
        ("en", "2020-10-08T13:35:20Z", "2020-10-08T13:35Z"),
    ] {
        let found = stamp(line, rules(language), None);
        assert_eq!(
            found.map(|found| found.value).as_deref(),
            Some(value),
            "{line}"
        );
    }
}

#[test]
fn wants_a_year_unless_one_is_given() {
    let rules = rules("fr");
    assert_eq!(stamp("4 mars, 13h35", rules, None), None);
    assert_eq!(
        stamp("4 mars, 13h35", rules, Some(2021))
            .map(|found| found.value)
            .as_deref(),
        Some("2021-03-04T13:35")
    );
    assert_eq!(stamp("Il y a 3 heures", rules, Some(2021)), None);
}
