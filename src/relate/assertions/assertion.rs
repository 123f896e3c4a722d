//! What a sentence asserts, on which point, and how it is compared.

use std::collections::BTreeSet;
use std::ops::Range;

use super::super::features::{Days, EventFeatures};
use super::super::sides::Country;
use super::super::value::{Value, Who};
use super::clause::Party;
use crate::model::Archive;
use crate::text;

/// The kinds of happening that a point is asked of; of a place that the event has where there are none.
const POINTS: [(&str, &[&str]); 11] = [
    ("holds", &["≈ceasefire"]),
    ("taken", &["≈capture"]),
    (
        "accepts",
        &["≈talks", "≈ceasefire", "≈agreement", "≈exchange"],
    ),
    (
        "accused",
        &[
            "≈war",
            "≈strike",
            "≈capture",
            "≈ceasefire",
            "≈accident",
            "≈justice",
            "≈vote",
            "≈protest",
        ],
    ),
    (
        "happened",
        &[
            "≈strike",
            "≈capture",
            "≈accident",
            "≈protest",
            "≈vote",
            "≈deployment",
            "≈justice",
        ],
    ),
    ("struck", &["≈strike", "≈war"]),
    ("caller", &["≈call"]),
    ("sides", &["≈war"]),
    (
        "announced_by",
        &[
            "≈talks",
            "≈ceasefire",
            "≈agreement",
            "≈exchange",
            "≈withdrawal",
        ],
    ),
    ("status", &[]),
    ("purpose", &["≈talks", "≈call", "≈visit"]),
];

/// What a sentence asserts.
pub struct Assertion {
    /// The key of the point, without whom it is of.
    pub key: &'static str,
    /// Whom or what it is of, behind the key.
    pub of: Option<Of>,
    /// Bytes of the passage's words.
    pub span: Range<usize>,
    pub said: Said,
}

/// Whom or what a point is of.
pub enum Of {
    Side(Country),
    Entity(usize),
}

/// What is said on a point.
#[derive(Clone)]
pub enum Said {
    Answer(bool),
    /// Who: each an entity or a side.
    Parties(Vec<(Option<usize>, Option<Country>)>),
    Status(&'static str),
    /// The stems of what it is for.
    Words(BTreeSet<String>),
}

impl Said {
    pub fn one(party: &Party) -> Self {
        Self::Parties(vec![(party.entity, party.side)])
    }

    pub fn all(parties: &[&Party]) -> Self {
        Self::Parties(parties.iter().map(|p| (p.entity, p.side)).collect())
    }
}

impl Assertion {
    pub fn new(key: &'static str, span: Range<usize>, said: Said) -> Self {
        Self {
            key,
            of: None,
            span,
            said,
        }
    }

    /// The same, of a side; None where it is nobody's.
    pub fn of_party(mut self, party: &Party) -> Option<Self> {
        self.of = Some(Of::Side(party.side?));
        Some(self)
    }

    pub fn of_place(mut self, party: &Party) -> Option<Self> {
        self.of = Some(Of::Entity(party.entity?));
        Some(self)
    }
}

impl Assertion {
    pub fn accuses(&self) -> bool {
        self.key == "accused" && matches!(self.said, Said::Answer(true))
    }

    /// Whether it says itself what is so and what is not.
    pub fn is_answer(&self) -> bool {
        matches!(self.key, "holds" | "taken" | "accepts")
    }

    /// Whether it can be a position on an event: the point is asked of such events, or it is of the event's place.
    pub fn is_of(&self, event: &EventFeatures) -> bool {
        if let Some(Of::Entity(place)) = self.of {
            return event.places.contains(&place);
        }
        let asked = POINTS.iter().find(|(key, _)| *key == self.key);
        let kinds = asked.map_or(&[] as &[&str], |(_, kinds)| kinds);
        match &event.head {
            Some(head) => kinds.contains(&head.as_str()),
            // What happened may be anything that its title does not say.
            None if event.kinds.is_empty() => matches!(self.key, "accused" | "happened" | "struck"),
            None => kinds.iter().any(|kind| event.kinds.contains(*kind)),
        }
    }

    /// The key of the point, with whom it is of: `accepts-az`, `status-haut-karabakh`.
    pub fn point(&self, archive: &Archive) -> String {
        match self.of {
            None => self.key.to_owned(),
            Some(Of::Side(side)) => format!("{}-{}", self.key, side.to_lowercase()),
            Some(Of::Entity(place)) => format!("{}-{}", self.key, archive.entities[place].id),
        }
    }

    /// The value as tables give it.
    pub fn table(&self, archive: &Archive, words: &str) -> String {
        match &self.said {
            Said::Answer(true) => "yes".to_owned(),
            Said::Answer(false) => "no".to_owned(),
            Said::Status(status) => (*status).to_owned(),
            Said::Words(_) => text::collapse(&words[self.span.clone()]),
            Said::Parties(parties) => {
                let mut names: Vec<String> = parties
                    .iter()
                    .filter_map(|(entity, side)| match entity {
                        Some(entity) => Some(archive.entities[*entity].id.to_string()),
                        None => side.map(str::to_lowercase),
                    })
                    .collect();
                names.sort();
                names.dedup();
                names.join(", ")
            }
        }
    }

    /// What it is compared by. `on`: the days of which it speaks; `exclusive`: one answer only can be true.
    pub fn value(&self, on: Option<Days>, exclusive: bool) -> Value {
        match &self.said {
            // An accusation and its denial stand against each other whenever they are made.
            Said::Answer(yes) => Value::Answer {
                yes: *yes,
                on: on.filter(|_| !matches!(self.key, "accused" | "happened")),
            },
            Said::Status(status) => Value::Words(BTreeSet::from([(*status).to_owned()])),
            Said::Words(words) => Value::Words(words.clone()),
            // Whoever names fewer does not say that the others were not there.
            Said::Parties(_) if matches!(self.key, "place" | "participants") => Value::Said,
            Said::Parties(parties) => Value::Parties {
                who: parties
                    .iter()
                    .filter_map(|(entity, side)| match side {
                        Some(side) => Some(Who::Side(side)),
                        None => entity.map(Who::Entity),
                    })
                    .collect(),
                exclusive,
            },
        }
    }
}
