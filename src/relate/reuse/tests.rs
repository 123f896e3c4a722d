use super::*;
use crate::model::{Anchor, EntityId, Kind, Mark, MarkBody};
use crate::relate::sample::{archive, passage, report};

const QUAY: &str = "Le conseil de Port-Brume a voté la fermeture du quai aux grands bateaux, malgré les cris \
    des marchands venus en nombre, et la mairie promet que les petites barques pourront encore accoster \
    jusqu'à la fin de l'été.";

/// What is found between passages, as places and kind.
fn check(archive: &crate::model::Archive, expected: &[(At, At, &str)]) {
    let found = find(archive);
    let found: Vec<(At, At, &str)> = found.iter().map(|r| (r.a, r.b, r.kind)).collect();
    assert_eq!(found, expected);
}

fn dated(words: &str, part: &str, value: &str) -> crate::model::Passage {
    let mut passage = passage(Kind::Paragraph, words);
    let start = words.find(part).expect("the words of the date");
    let body = MarkBody::Date {
        value: value.to_owned(),
        utc: None,
        anchor: Anchor::Report,
    };
    passage
        .marks
        .push(Mark::program(start..start + part.len(), body));
    passage
}

fn naming(mut passage: crate::model::Passage, name: &str) -> crate::model::Passage {
    let start = passage.words.find(name).expect("the name");
    let entity = EntityId::new(crate::text::slug(name, 40));
    let body = MarkBody::Mention {
        entity,
        metonym: false,
    };
    passage
        .marks
        .push(Mark::program(start..start + name.len(), body));
    passage
}

#[test]
fn the_same_words_are_the_same_whatever_their_typography() {
    let other = QUAY.replace('\'', "’").to_uppercase();
    let archive = archive(vec![
        report("a", "2031-04-09", vec![passage(Kind::Paragraph, QUAY)]),
        report("b", "2031-04-10", vec![passage(Kind::Paragraph, &other)]),
    ]);
    check(&archive, &[((0, 0), (1, 0), "same")]);
}

#[test]
fn the_first_of_two_is_the_one_that_was_published_first() {
    let archive = archive(vec![
        report("a", "2031-04-10", vec![passage(Kind::Paragraph, QUAY)]),
        report("b", "2031-04-09", vec![passage(Kind::Paragraph, QUAY)]),
    ]);
    check(&archive, &[((1, 0), (0, 0), "same")]);
}

#[test]
fn a_reprint_with_changes_or_another_ending_is_near() {
    let corrected = QUAY.replace("en nombre", "de loin");
    let cut = QUAY.replace(", malgré les cris des marchands venus en nombre", "");
    let longer = format!("{QUAY} Rien n'a été dit du phare, qui attend sa peinture.");
    for other in [corrected, cut, longer] {
        let archive = archive(vec![
            report("a", "2031-04-09", vec![passage(Kind::Paragraph, QUAY)]),
            report("b", "2031-04-09", vec![passage(Kind::Paragraph, &other)]),
        ]);
        check(&archive, &[((0, 0), (1, 0), "near")]);
    }
}

#[test]
fn a_text_that_holds_a_passage_of_another_quotes_it() {
    let long = format!(
        "Dans son discours de jeudi, tenu sur le parvis devant une foule clairsemée, la maire a relu le \
        communiqué du matin sans y changer une virgule. {QUAY} Puis elle a parlé du phare, des écoles, du \
        marché couvert qui fuit depuis trois hivers, et de la fanfare, à laquelle il manque deux tambours."
    );
    let archive = archive(vec![
        report("a", "2031-04-09", vec![passage(Kind::Paragraph, QUAY)]),
        report("b", "2031-05-09", vec![passage(Kind::Paragraph, &long)]),
    ]);
    check(&archive, &[((0, 0), (1, 0), "quotes")]);
}

#[test]
fn a_title_and_a_comment_quote_the_text_they_stand_by() {
    let archive = archive(vec![report(
        "a",
        "2031-04-09",
        vec![
            passage(
                Kind::Title,
                "Le conseil a voté la fermeture du quai aux grands bateaux",
            ),
            passage(Kind::Paragraph, &QUAY.replace(" de Port-Brume", "")),
            passage(
                Kind::Comment,
                "« la mairie promet que les petites barques pourront encore accoster » : à d'autres !",
            ),
        ],
    )]);
    check(
        &archive,
        &[((0, 0), (0, 1), "quotes"), ((0, 1), (0, 2), "quotes")],
    );
}

#[test]
fn a_formula_of_two_days_is_two_events() {
    let call = |day: &str, value: &str| {
        let words = format!(
            "Le {day}, à l'initiative de la partie ardellienne, un entretien téléphonique a eu lieu entre \
            les deux présidents, qui ont parlé du partage des eaux et sont convenus de rester en contact."
        );
        dated(&words, day, value)
    };
    let archive = archive(vec![
        report("a", "2031-10-08", vec![call("7 octobre", "2031-10-07")]),
        report("b", "2031-11-08", vec![call("7 novembre", "2031-11-07")]),
    ]);
    check(&archive, &[]);
}

#[test]
fn one_word_for_two_days_is_two_events() {
    let call = |end: &str, value: &str| {
        let words = format!(
            "Les deux présidents se sont entretenus mardi par téléphone du partage des eaux du lac et des \
            moyens d'y mettre bon ordre, a {end}."
        );
        dated(&words, "mardi", value)
    };
    let archive = archive(vec![
        report(
            "a",
            "2031-10-08",
            vec![call("dit leur bureau", "2031-10-07")],
        ),
        report(
            "b",
            "2031-11-08",
            vec![call("fait savoir la présidence", "2031-11-04")],
        ),
    ]);
    check(&archive, &[]);
}

#[test]
fn a_formula_with_somebody_else_is_another_event() {
    let visit = |who: &str| {
        let words = format!(
            "La maire a reçu hier {who} dans la grande salle, où ils ont parlé du quai, des barques et de la \
            taxe sur le sel."
        );
        naming(passage(Kind::Paragraph, &words), who)
    };
    let archive = archive(vec![
        report("a", "2031-10-08", vec![visit("Anna Morel")]),
        report("b", "2031-10-08", vec![visit("Karl Ostrov")]),
    ]);
    check(&archive, &[]);
    let unlisted = |who: &str| {
        let words = visit("Anna Morel").words.replace("Anna Morel", who);
        vec![passage(Kind::Paragraph, &words)]
    };
    let archive = crate::relate::sample::archive(vec![
        report("a", "2031-10-08", unlisted("Bertil Kvam")),
        report("b", "2031-10-08", unlisted("Odile Tranchant")),
    ]);
    check(&archive, &[]);
}

#[test]
fn another_number_is_a_correction_on_the_same_day_and_another_count_later() {
    let toll = |number: &str| {
        let words = format!(
            "La crue a emporté {number} maisons dans le quartier bas, où les secours cherchent encore, de \
            porte en porte, ceux qui n'ont pas voulu partir."
        );
        vec![passage(Kind::Paragraph, &words)]
    };
    let both = |day: &str| {
        archive(vec![
            report("a", "2031-10-08", toll("40")),
            report("b", day, toll("55")),
        ])
    };
    check(&both("2031-10-08"), &[((0, 0), (1, 0), "near")]);
    check(&both("2031-10-10"), &[]);
}

#[test]
fn short_passages_and_names_are_alike_by_chance() {
    let archive = archive(vec![
        report(
            "a",
            "2031-04-09",
            vec![
                passage(Kind::Title, "Lire aussi"),
                passage(Kind::Title, "Le quai de Port-Brume ferme"),
                passage(
                    Kind::Caption,
                    "Le président de la Commission des Eaux, Anna Morel.",
                ),
            ],
        ),
        report(
            "b",
            "2031-04-10",
            vec![
                passage(Kind::Title, "Lire aussi"),
                passage(Kind::Title, "Le quai de Port-Brume ferme"),
                passage(
                    Kind::Paragraph,
                    "Au marché, hier, le président de la Commission des Eaux, Anna Morel, achetait des poires.",
                ),
            ],
        ),
    ]);
    check(&archive, &[]);
}

#[test]
fn a_short_title_above_the_same_text_is_the_same() {
    let printed = |id: &str| {
        let title = passage(Kind::Title, "Le quai ferme");
        report(
            id,
            "2031-04-09",
            vec![title, passage(Kind::Paragraph, QUAY)],
        )
    };
    let archive = archive(vec![printed("a"), printed("b")]);
    check(
        &archive,
        &[((0, 0), (1, 0), "same"), ((0, 1), (1, 1), "same")],
    );
}

#[test]
fn a_phrase_that_many_texts_have_ties_none_of_them() {
    let texts = (0..60).map(|n| {
        let words = format!(
            "Les habitants de la rue numéro {n} ont vu passer {} chevaux. Toute reproduction de cette page, \
            même en partie, reste soumise à l'accord écrit de la rédaction, qui le donne volontiers.",
            n * 7 + 3
        );
        let id = format!("r{n:02}");
        report(&id, "2031-04-09", vec![passage(Kind::Paragraph, &words)])
    });
    let texts = texts.map(|mut report| {
        let own = format!("{} parle du {}.", report.id, report.id);
        report.passages[0].words.insert_str(0, &own.repeat(9));
        report
    });
    check(&archive(texts.collect()), &[]);
}

#[test]
fn copies_are_tied_to_the_first_and_not_to_each_other() {
    let texts = (0..300).map(|n| {
        let words = if n % 2 == 0 {
            QUAY.to_owned()
        } else {
            QUAY.replace("en nombre", &format!("du bourg{n}"))
        };
        let id = format!("r{n:03}");
        report(&id, "2031-04-09", vec![passage(Kind::Paragraph, &words)])
    });
    let found = find(&archive(texts.collect()));
    assert_eq!(found.len(), 299);
    assert!(found.iter().all(|tie| tie.a == (0, 0)));
}

#[test]
fn english_texts_are_compared_by_the_same_rules() {
    let agency = "The lock at Saltmere will stay shut until the flood has passed, the harbour office said, \
        because the gates have been bent by driftwood and nobody dares to open them.";
    let paper = agency.replace("nobody dares to", "no engineer will");
    let archive = archive(vec![
        report("a", "2031-04-09", vec![passage(Kind::Paragraph, agency)]),
        report("b", "2031-04-10", vec![passage(Kind::Paragraph, &paper)]),
    ]);
    check(&archive, &[((0, 0), (1, 0), "near")]);
}
