//! A small archive made by hand, rich enough to show every page kind: a flood at an invented port,
//! told by four invented papers, with a few traps in its words.

use std::path::PathBuf;

use crate::model::*;

/// Words that would be markup, template syntax or a script if anything let them through.
pub const TRAP: &str =
    "<script>alert(1)</script> {{ 7 * 7 }} {% raw %} \"'&amp; <img src=x onerror=y>";

fn passage(id: &str, n: &str, kind: Kind, words: &str) -> Passage {
    Passage {
        id: PassageId::new(id),
        n: n.to_owned(),
        kind,
        words: words.to_owned(),
        span: None,
        comment: None,
        marks: Vec::new(),
        aside: Vec::new(),
        refused: Vec::new(),
        told: Default::default(),
        notes: Vec::new(),
    }
}

fn span(words: &str, part: &str) -> std::ops::Range<usize> {
    let start = words
        .find(part)
        .unwrap_or_else(|| panic!("{part:?} in {words:?}"));
    start..start + part.len()
}

fn mark(passage: &mut Passage, part: &str, body: MarkBody) {
    let span = span(&passage.words, part);
    passage.marks.push(Mark::program(span, body));
}

fn names(passage: &mut Passage, part: &str, entity: &str) {
    let entity = EntityId::new(entity);
    mark(
        passage,
        part,
        MarkBody::Mention {
            entity,
            metonym: false,
        },
    );
}

fn dated(passage: &mut Passage, part: &str, value: &str, anchor: Anchor) {
    let value = value.to_owned();
    mark(
        passage,
        part,
        MarkBody::Date {
            value,
            utc: None,
            anchor,
        },
    );
}

fn report(id: &str, siglum: &str, outlet: &str, day: &str, title: &str) -> Report {
    Report {
        id: ReportId::new(id),
        siglum: siglum.to_owned(),
        title: title.to_owned(),
        title_derived: false,
        source: None,
        published: Some(Published {
            value: day.to_owned(),
            basis: Basis::Stated,
        }),
        outlet: Some(outlet.to_owned()),
        author: None,
        language: "fr".to_owned(),
        url: None,
        retrieved: None,
        licence: None,
        formerly: Vec::new(),
        passages: vec![passage(
            &format!("p-{}title", &siglum.to_lowercase()),
            "1",
            Kind::Title,
            title,
        )],
        editorial: Vec::new(),
        retired: Vec::new(),
        proposal: Default::default(),
        kept: None,
    }
}

/// The report cut from a source of its own: the texts of its passages one after the other, with a line
/// of navigation before and after.
fn with_source(report: &mut Report, id: &str) -> (Source, Vec<LeftOut>) {
    let mut text = String::from("Accueil | Météo | Petites annonces\r\n\r\n");
    let mut left_out = vec![
        LeftOut {
            span: 0..text.len() - 4,
            reason: Reason::Navigation,
            repeats: None,
        },
        LeftOut {
            span: text.len() - 4..text.len(),
            reason: Reason::Blank,
            repeats: None,
        },
    ];
    for passage in &mut report.passages {
        if passage.comment.is_some() {
            let start = text.len();
            text.push_str("   Répondre (+3)  ");
            left_out.push(LeftOut {
                span: start..text.len(),
                reason: Reason::CommentMeta,
                repeats: None,
            });
        }
        let start = text.len();
        text.push_str(&passage.words);
        passage.span = Some(start..text.len());
        let start = text.len();
        text.push_str("\r\n\r\n");
        left_out.push(LeftOut {
            span: start..text.len(),
            reason: Reason::Blank,
            repeats: None,
        });
    }
    let start = text.len();
    text.push_str(&report.title);
    left_out.push(LeftOut {
        span: start..text.len(),
        reason: Reason::Repeat,
        repeats: Some((report.id.clone(), report.passages[0].id.clone())),
    });
    let start = text.len();
    text.push_str("\r\nMentions légales");
    left_out.push(LeftOut {
        span: start..text.len(),
        reason: Reason::Navigation,
        repeats: None,
    });
    report.source = Some(SourceId::new(id));
    let source = Source {
        id: SourceId::new(id),
        sha256: "9c1185a5c5e9fc54612808977ee8f548b2258d31a0b1c2d3e4f5061728394a5b".to_owned(),
        bytes: text.len() as u64,
        encoding: "UTF-8".to_owned(),
        form: crate::model::Form::Text,
        text,
        raw: None,
        provenance: Provenance {
            url: Some("https://exemple.invalid/crue".to_owned()),
            retrieved: Some("2031-03-20".to_owned()),
            ..Provenance::default()
        },
    };
    (source, left_out)
}

fn phare() -> Report {
    let mut r = report(
        "phare-2031-03-09",
        "PH",
        "Le Phare du Valen",
        "2031-03-09T18:30",
        "À Port-Valen, la digue cède avant l’aube",
    );
    let mut p = passage(
        "p-ph0002",
        "2",
        Kind::Paragraph,
        "La digue nord de Port-Valen a cédé dimanche vers cinq heures du matin, et l’eau de l’Orne-Basse est entrée dans le quartier des Cordiers. « Nous avons sonné les cloches à la main », raconte Maëlle Kerbrat, la maire.",
    );
    dated(
        &mut p,
        "dimanche vers cinq heures du matin",
        "2031-03-09T05:00",
        Anchor::Report,
    );
    names(&mut p, "Port-Valen", "port-valen");
    names(&mut p, "l’Orne-Basse", "orne-basse");
    names(&mut p, "Maëlle Kerbrat", "maelle-kerbrat");
    let speech = MarkBody::Quotation {
        speech: Speech::Direct,
        speaker: Some(EntityId::new("maelle-kerbrat")),
    };
    mark(&mut p, "« Nous avons sonné les cloches à la main »", speech);
    names(&mut p, "la maire", "maelle-kerbrat");
    p.notes.push("note-1".to_owned());
    r.passages.push(p);
    let mut p = passage(
        "p-ph0003",
        "3",
        Kind::Paragraph,
        "Le président de la communauté de Port-Valen compte douze maisons perdues. Depuis la veille, les bateaux du Secours des Estuaires vont et viennent.",
    );
    names(
        &mut p,
        "Le président de la communauté de Port-Valen",
        "ivo-lestrade",
    );
    names(&mut p, "Port-Valen", "port-valen");
    names(&mut p, "Secours des Estuaires", "secours-estuaires");
    dated(&mut p, "la veille", "2031-03-08", Anchor::Report);
    mark(
        &mut p,
        "douze maisons",
        MarkBody::Figure {
            counted: "other".to_owned(),
            min: Some(12.0),
            max: Some(12.0),
            change: false,
            of: None,
            claimant: None,
            as_of: None,
        },
    );
    r.passages.push(p);
    r.passages.push(passage(
        "p-ph0004",
        "4",
        Kind::Heading,
        "Ce que l’on sait de la brèche",
    ));
    let mut p = passage(
        "p-ph0005",
        "5",
        Kind::Paragraph,
        "Elle mesurait trente mètres au lever du jour. Les vannes du barage n’ont pas été ouvertes.",
    );
    let correction = MarkBody::Correction {
        words: "barrage".to_owned(),
    };
    mark(&mut p, "barage", correction);
    p.marks.last_mut().unwrap().by = By::Person;
    r.passages.push(p);
    r.passages.push(passage(
        "p-ph0006",
        "6",
        Kind::PullQuote,
        "L’eau parlait plus fort que nous.",
    ));
    r.passages.push(passage(
        "p-ph0007",
        "7",
        Kind::ListItem,
        "deux écoles fermées ;",
    ));
    r.passages.push(passage(
        "p-ph0008",
        "8",
        Kind::ListItem,
        "un pont interdit aux camions.",
    ));
    r.passages.push(passage(
        "p-ph0009",
        "9",
        Kind::Caption,
        "Le quai des Cordiers, lundi, vu du clocher.",
    ));
    r.passages
        .push(passage("p-ph0010", "10", Kind::Paragraph, TRAP));
    for (n, (author, words, depth)) in [
        ("marinière", "Et les pompes, alors ?", 0),
        ("Tonton", "Commandées, jamais livrées.", 1),
        ("marinière", "Comme d’habitude.", 2),
        ("L. B.", "Merci aux bénévoles.", 0),
    ]
    .into_iter()
    .enumerate()
    {
        let mut p = passage(
            &format!("p-phc00{n}"),
            &format!("c{}", n + 1),
            Kind::Comment,
            words,
        );
        p.comment = Some(Comment {
            author: Some(author.to_owned()),
            posted: Some("2031-03-10T08:15".to_owned()),
            score: Some(3 - 2 * n as i64),
            depth,
            reply_to: None,
        });
        r.passages.push(p);
    }
    r.editorial.push(Editorial {
        after: Some(1),
        label: Some("note-1".to_owned()),
        markdown: "Voir la [fiche de la maire](../entities/maelle-kerbrat.md) et [rien](../entities/nobody.md).".to_owned(),
    });
    r.editorial.push(Editorial {
        after: Some(2),
        label: None,
        markdown: "Le décompte a été *revu* le lendemain.".to_owned(),
    });
    r.formerly.push("phare-ancien".to_owned());
    r
}

fn courrier() -> Report {
    let mut r = report(
        "courrier-2031-03-10",
        "CO",
        "Courrier des Ports",
        "2031-03-10",
        "Port-Valen sous l’eau, la préfecture minimise",
    );
    let mut p = passage(
        "p-co0002",
        "2",
        Kind::Paragraph,
        "C’est à sept heures, dimanche, que la digue nord a lâché, selon la préfecture. Neuf maisons seraient touchées à Port-Valen.",
    );
    dated(
        &mut p,
        "à sept heures, dimanche",
        "2031-03-09T07:00",
        Anchor::Report,
    );
    names(&mut p, "Port-Valen", "port-valen");
    r.passages.push(p);
    r.passages.push(passage(
        "p-co0003",
        "3",
        Kind::Paragraph,
        "Les assureurs attendent le printemps pour chiffrer les pertes.",
    ));
    let mut p = passage(
        "p-co0004",
        "4",
        Kind::Paragraph,
        "Mme Kerbrat a demandé que les cloches sonnent désormais à chaque alerte.",
    );
    names(&mut p, "Mme Kerbrat", "maelle-kerbrat");
    r.passages.push(p);
    r
}

fn reprint() -> Report {
    let mut r = report(
        "echo-2031-03-11",
        "EC",
        "L’Écho du Soir",
        "2031-03-11",
        "Port-Valen : la digue a cédé à sept heures",
    );
    let mut p = passage(
        "p-ec0002",
        "2",
        Kind::Paragraph,
        "C’est à sept heures, dimanche, que la digue nord a lâché, selon la préfecture. Neuf maisons seraient touchées à Port-Valen.",
    );
    names(&mut p, "Port-Valen", "port-valen");
    r.passages.push(p);
    r
}

fn english() -> Report {
    let mut r = report(
        "harbour-2031-04-02",
        "HN",
        "Harbour News",
        "2031-04",
        "After the flood, a harbour counts its houses",
    );
    r.language = "en".to_owned();
    r.title_derived = true;
    r.passages.clear();
    let mut p = passage(
        "p-hn0001",
        "1",
        Kind::Paragraph,
        "Fourteen houses are gone in Port-Valen three weeks after the North Dyke broke at five.",
    );
    names(&mut p, "Port-Valen", "port-valen");
    r.passages.push(p);
    r
}

/// The archive.
pub fn archive() -> Archive {
    let mut phare = phare();
    let mut courrier = courrier();
    let (source_a, left_a) = with_source(&mut phare, "phare-crue.txt");
    let (source_b, left_b) = with_source(&mut courrier, "ports/courrier #1.txt");
    let mut kerbrat = Entity::named("maelle-kerbrat", "person", "Maëlle Kerbrat");
    kerbrat.aliases = vec!["Kerbrat".to_owned()];
    kerbrat.descriptions = vec!["la maire".to_owned()];
    kerbrat.wikidata = Some("Q1".to_owned());
    kerbrat.notes = "Maire de [Port-Valen](port-valen.md) depuis 2026. <b>Gras ?</b>\n\n[piège](javascript:alert(1))".to_owned();
    let mut port = Entity::named("port-valen", "place", "Port-Valen");
    port.coordinates = Some((48.5, -3.25));
    port.names = vec![("en".to_owned(), "Valen Harbour".to_owned())];
    let event = |id: &str, title: &str, date: &str| Event {
        id: EventId::new(id),
        title: title.to_owned(),
        date: date.to_owned(),
        place: vec![EntityId::new("port-valen")],
        participants: vec![EntityId::new("maelle-kerbrat")],
        words: Vec::new(),
        points: vec![Point {
            key: "starts".to_owned(),
            question: Some("À quelle heure la digue a-t-elle cédé ?".to_owned()),
            words: Vec::new(),
        }],
        formerly: Vec::new(),
        notes: "La digue nord cède dans la nuit de samedi à dimanche.".to_owned(),
        detected: false,
        lines_before: 0,
        file: PathBuf::from(format!("content/events/{id}.md")),
    };
    Archive {
        config: Config {
            titles: vec![Titles {
                title: "La crue de Port-Valen".to_owned(),
                description: Some("Quatre textes racontent la rupture d’une digue, et ne s’accordent ni sur l’heure ni sur les maisons.".to_owned()),
                notice: Some("Textes inventés pour les essais.".to_owned()),
            }],
            base_url: String::new(),
            languages: vec!["fr".to_owned()],
            theme: "default".to_owned(),
            detect_events: None,
            rules: CutRules::default(),
            annotators: Vec::new(),
        },
        sources: vec![source_a, source_b],
        left_out: vec![left_a, left_b],
        reports: vec![courrier, reprint(), english(), phare],
        entities: vec![
            Entity::named("ivo-lestrade", "person", "Ivo Lestrade"),
            kerbrat,
            Entity::named("orne-basse", "river", "Orne-Basse"),
            port,
            Entity::named("secours-estuaires", "organisation", "Secours des Estuaires"),
        ],
        events: vec![
            event("cloches-2031-03-10", "La maire fait sonner les cloches", "2031-03-10"),
            event("digue-2031-03-09", "Rupture de la digue nord", "2031-03-08/2031-03-09"),
        ],
        pages: vec![Page {
            stem: "methode".to_owned(),
            title: "Lire une crue".to_owned(),
            markdown: "# Deux heures\n\nVoir [le passage](../reports/phare-2031-03-09.md#p-ph0002) et <u>ceci</u>.[^1]\n\n| heure | texte |\n|--:|:--|\n| 5 h | PH |\n\n```rust\nfn main() { println!(\"<eau>\"); }\n```\n\n![photo](https://exemple.invalid/x.png)\n\n[^1]: Une note.\n".to_owned(),
            lines_before: 0,
            file: PathBuf::from("content/pages/methode.md"),
        }],
    }
}

fn telling(event: &str, at: At, mode: Mode) -> Telling {
    Telling {
        event: EventId::new(event),
        at,
        mode,
        score: 0.8,
        by: By::Program,
    }
}

fn origin(event: &str, reports: &[usize]) -> Origin {
    Origin {
        event: EventId::new(event),
        reports: reports.to_vec(),
    }
}

/// Its relations.
pub fn relations(archive: &Archive) -> Relations {
    let digue = "digue-2031-03-09";
    let position = |at: At, part: &str, value: &str, version: &str| Position {
        event: EventId::new(digue),
        point: if part.contains("maisons") || part.contains("houses") {
            "dead".to_owned()
        } else {
            "starts".to_owned()
        },
        at,
        span: span(&archive.reports[at.0].passages[at.1].words, part),
        value: value.to_owned(),
        version: version.to_owned(),
    };
    let mut relations = Relations {
        tellings: vec![
            telling("cloches-2031-03-10", (0, 3), Mode::Announced),
            telling(digue, (0, 1), Mode::Told),
            telling(digue, (0, 3), Mode::Alluded),
            telling(digue, (1, 1), Mode::Told),
            telling(digue, (2, 0), Mode::Told),
            telling(digue, (3, 1), Mode::Told),
            telling(digue, (3, 2), Mode::Told),
        ],
        positions: vec![
            position((3, 1), "vers cinq heures du matin", "2031-03-09T05:00", "a"),
            position((0, 1), "à sept heures", "2031-03-09T07:00", "b"),
            position((1, 1), "à sept heures", "2031-03-09T07:00", "b"),
            position((3, 2), "douze maisons", "12", "a"),
            position((2, 0), "Fourteen houses", "14", "a′"),
        ],
        divergences: vec![
            Divergence {
                event: EventId::new(digue),
                point: "starts".to_owned(),
                kind: "contradiction",
                positions: vec![0, 1, 2],
            },
            Divergence {
                event: EventId::new(digue),
                point: "dead".to_owned(),
                kind: "update",
                positions: vec![3, 4],
            },
        ],
        reuse: vec![Reuse {
            a: (0, 1),
            b: (1, 1),
            kind: "same",
            ratio: 1.0,
        }],
        origins: vec![
            origin("cloches-2031-03-10", &[0]),
            origin(digue, &[3]),
            origin(digue, &[0, 1]),
            origin(digue, &[2]),
        ],
        repeats: vec![None, Some(0), None, None],
        backlinks: Default::default(),
    };
    for (r, report) in archive.reports.iter().enumerate() {
        for (p, passage) in report.passages.iter().enumerate() {
            for mark in &passage.marks {
                if let MarkBody::Mention { entity, .. } = &mark.body {
                    relations
                        .backlinks
                        .entry(entity.clone())
                        .or_default()
                        .push(Backlink {
                            at: (r, p),
                            span: mark.span.clone(),
                            sentence: 0..passage.words.len(),
                        });
                }
            }
        }
    }
    relations
}
