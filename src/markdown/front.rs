use serde::{Deserialize, Serialize};

use crate::model::{Basis, PassageId, Published, Report, Retired};
use crate::text::collapse;

/// Front matter of a report file, in the order in which it is written.
#[derive(Clone, Debug, Default, Deserialize, Serialize, PartialEq)]
pub struct Front {
    pub siglum: String,
    pub title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// First character in the source, and the one after the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range: Option<(usize, usize)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published_basis: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outlet: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    #[serde(default)]
    pub language: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retrieved: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub formerly: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub retired: Vec<RetiredFront>,
}

/// An id that has lost its passage, as front matter has it.
#[derive(Clone, Debug, Default, Deserialize, Serialize, PartialEq)]
pub struct RetiredFront {
    pub id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub successor: Option<String>,
}

impl Front {
    /// The front matter of a report; its hash and range come from its source. Each value is on one
    /// line: over several, one could look like the end of the front matter.
    pub fn of(report: &Report, sha256: Option<String>, range: Option<(usize, usize)>) -> Self {
        let on_one_line = |value: &Option<String>| value.as_deref().map(collapse);
        Self {
            siglum: report.siglum.clone(),
            title: collapse(&report.title),
            source: report.source.as_ref().map(ToString::to_string),
            sha256,
            range,
            published: report.published.as_ref().map(|p| p.value.clone()),
            published_basis: report
                .published
                .as_ref()
                .map(|p| p.basis.as_str().to_owned()),
            outlet: on_one_line(&report.outlet),
            author: on_one_line(&report.author),
            language: report.language.clone(),
            url: on_one_line(&report.url),
            retrieved: report.retrieved.clone(),
            licence: on_one_line(&report.licence),
            formerly: report.formerly.clone(),
            retired: report
                .retired
                .iter()
                .map(|retired| RetiredFront {
                    id: retired.id.to_string(),
                    words: retired.words.as_deref().map(collapse),
                    successor: retired.successor.as_ref().map(ToString::to_string),
                })
                .collect(),
        }
    }

    /// The ids that have lost their passages.
    pub fn retired(&self) -> Vec<Retired> {
        let retired = self.retired.iter().map(|retired| Retired {
            id: PassageId::new(&retired.id),
            words: retired.words.clone(),
            successor: retired.successor.as_ref().map(PassageId::new),
        });
        retired.collect()
    }

    /// Date of publication and how it is known; a basis that is missing or odd reads as `given`.
    pub fn published(&self) -> Option<Published> {
        let basis = match self.published_basis.as_deref() {
            Some("stated") => Basis::Stated,
            Some("inferred") => Basis::Inferred,
            _ => Basis::Given,
        };
        let value = self.published.clone()?;
        Some(Published { value, basis })
    }
}
