use serde::Serialize;

use super::Link;

/// The search page.
#[derive(Serialize)]
pub struct SearchView {
    /// The scripts that search, in their order; the index that they start from is the last.
    pub scripts: Vec<String>,
    pub filters: Vec<FilterView>,
    /// First and last day of publication in the archive; None where no report has a date.
    pub days: Option<DaysView>,
    /// The lists that lead to every passage without a script.
    pub lists: Vec<Link>,
    /// Forms and signs of the site's language, for what the script says.
    pub singular: String,
    /// Which of the languages of the site it is, from 0: the index says dates in each.
    pub language: usize,
    pub group: String,
}

/// First and last day that can be chosen (ISO 8601).
#[derive(Serialize)]
pub struct DaysView {
    pub first: String,
    pub last: String,
}

/// A filter with its values.
#[derive(Serialize)]
pub struct FilterView {
    /// Its name in the address.
    pub name: &'static str,
    pub label: String,
    pub choices: Vec<ChoiceView>,
}

/// A value that can be ticked.
#[derive(Serialize)]
pub struct ChoiceView {
    pub value: String,
    pub label: String,
    /// Family of an entity, or empty.
    pub family: &'static str,
    pub count: String,
}
