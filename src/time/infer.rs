//! The date of publication that the dates inside a report leave.

use super::{DateRules, Passage};

/// The date of publication that the dates inside a report leave.
pub fn infer_published(
    _passages: &[Passage],
    _rules: &DateRules,
    _latest: Option<&str>,
) -> Option<String> {
    None
}

/// The same for the reports of one page.
pub fn infer_page(
    reports: &[Vec<Passage>],
    rules: &DateRules,
    latest: &[Option<&str>],
) -> Vec<Option<String>> {
    reports
        .iter()
        .zip(latest)
        .map(|(passages, latest)| infer_published(passages, rules, *latest))
        .collect()
}
