use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::phrases::length;
use crate::text::fold;

/// The countries of the world in one language (ISO 3166 codes), by what they are called.
#[derive(Debug, Default)]
pub struct Countries {
    /// Folded names, and the code of each.
    pub names: BTreeMap<String, String>,
    /// Folded adjectives in every inflection; None where several countries have the same.
    pub demonyms: FxHashMap<String, Option<String>>,
    /// Folded names of capitals and other seats of government.
    pub capitals: FxHashMap<String, String>,
    /// The words of the longest name or adjective.
    pub most: usize,
}

/// Rows are names, adjectives and capitals, with a bar between several of one kind; `inflections` are
/// endings, each followed by what it becomes.
pub fn compile(rows: &BTreeMap<String, [String; 3]>, inflections: &[Vec<String>]) -> Countries {
    let mut all = Countries::default();
    for (code, [names, demonyms, capitals]) in rows {
        for name in several(names) {
            all.names.insert(name, code.clone());
        }
        for capital in several(capitals) {
            all.capitals.insert(capital, code.clone());
        }
        for demonym in several(demonyms) {
            for form in inflect(&demonym, inflections) {
                let known = all.demonyms.entry(form).or_insert(Some(code.clone()));
                if known.as_ref() != Some(code) {
                    *known = None;
                }
            }
        }
    }
    let forms = all.names.keys().chain(all.demonyms.keys());
    all.most = forms.map(|form| length(form)).max().unwrap_or(0);
    all
}

fn several(cell: &str) -> impl Iterator<Item = String> {
    let parts = cell.split('|').map(fold);
    let parts = parts.map(|part| part.trim_end_matches('.').to_owned());
    parts.filter(|part| !part.is_empty())
}

/// Every inflection of a folded adjective, by the first ending that fits.
pub fn inflect(demonym: &str, inflections: &[Vec<String>]) -> Vec<String> {
    let fitting = inflections.iter().find_map(|row| {
        let (ending, forms) = row.split_first()?;
        Some((demonym.strip_suffix(fold(ending).as_str())?, forms))
    });
    let Some((stem, forms)) = fitting else {
        return vec![demonym.to_owned()];
    };
    forms
        .iter()
        .map(|form| stem.to_owned() + &fold(form))
        .collect()
}
