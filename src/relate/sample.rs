//! Small archives for the tests of relations.

use crate::model::{
    Archive, Basis, Config, CutRules, Kind, Passage, PassageId, Proposal, Published, Report,
    ReportId, Told,
};

/// A passage without marks.
pub fn passage(kind: Kind, words: &str) -> Passage {
    Passage {
        id: PassageId::new("p-000000"),
        n: String::new(),
        kind,
        words: words.to_owned(),
        span: None,
        comment: None,
        marks: Vec::new(),
        aside: Vec::new(),
        refused: Vec::new(),
        told: Told::default(),
        notes: Vec::new(),
    }
}

/// A report of these passages, published on a day.
pub fn report(id: &str, published: &str, passages: Vec<Passage>) -> Report {
    Report {
        id: ReportId::new(id),
        siglum: id.to_uppercase(),
        title: id.to_owned(),
        title_derived: true,
        source: None,
        published: Some(Published {
            value: published.to_owned(),
            basis: Basis::Given,
        }),
        outlet: None,
        author: None,
        language: "fr".to_owned(),
        url: None,
        retrieved: None,
        licence: None,
        formerly: Vec::new(),
        passages,
        editorial: Vec::new(),
        retired: Vec::new(),
        proposal: Proposal::default(),
        kept: None,
    }
}

/// An archive of these reports and nothing else.
pub fn archive(reports: Vec<Report>) -> Archive {
    Archive {
        config: Config {
            titles: Vec::new(),
            base_url: String::new(),
            languages: vec!["fr".to_owned()],
            theme: String::new(),
            detect_events: None,
            rules: CutRules::default(),
            annotators: Vec::new(),
        },
        sources: Vec::new(),
        left_out: Vec::new(),
        reports,
        entities: Vec::new(),
        events: Vec::new(),
        pages: Vec::new(),
    }
}
