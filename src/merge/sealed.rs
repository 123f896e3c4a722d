use std::collections::BTreeSet;

use crate::model::{PassageId, ReportId};

/// The addresses that the world has seen: one a line of content/published.txt, sorted.
#[derive(Clone, Debug, Default)]
pub struct Sealed {
    pub addresses: BTreeSet<String>,
}

impl Sealed {
    /// Reads content/published.txt. Lines that a conflict left are read from both of its sides.
    pub fn read(text: &str) -> Self {
        let conflict = ["<<<<<<<", "=======", ">>>>>>>", "|||||||", "#"];
        let lines = text.lines().map(str::trim);
        let lines = lines.filter(|line| !conflict.iter().any(|sign| line.starts_with(sign)));
        Self {
            addresses: lines.filter(|l| !l.is_empty()).map(str::to_owned).collect(),
        }
    }

    /// Whether the address of a passage is on it.
    pub fn holds(&self, report: &ReportId, passage: &PassageId) -> bool {
        let address = format!("reports/{report}.html#{passage}");
        self.addresses.contains(&address)
    }
}
