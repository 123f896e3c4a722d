//! Front matter, merged three ways, key by key.

use std::collections::BTreeMap;

use super::Earlier;
use crate::markdown::Front;
use crate::model::{Basis, Published, Report};

/// Gives a report that is as the program has it today what people changed in its file.
///
/// A value that is not the one proposed last is a person's, and so is one that they took out.
pub fn settle(report: &mut Report, earlier: &Earlier) {
    let front = &earlier.file.front;
    let proposed = &earlier.proposals.front;
    let known = !earlier.proposals.is_missing();
    let theirs = |key: &str, value: Option<&str>| -> bool {
        let was = proposed.get(key);
        match (known, value) {
            (true, Some(value)) => was.is_none_or(|values| !values.contains(value)),
            (true, None) => was.is_some(),
            (false, value) => value.is_some(),
        }
    };
    report.siglum.clone_from(&front.siglum);
    report.formerly.clone_from(&front.formerly);
    if earlier.untouched {
        return;
    }
    if theirs("title", Some(&front.title)) {
        report.title.clone_from(&front.title);
    }
    if theirs("language", Some(&front.language)) && !front.language.is_empty() {
        report.language.clone_from(&front.language);
    }
    let fields = [
        ("outlet", &front.outlet, &mut report.outlet),
        ("author", &front.author, &mut report.author),
        ("url", &front.url, &mut report.url),
        ("retrieved", &front.retrieved, &mut report.retrieved),
        ("licence", &front.licence, &mut report.licence),
    ];
    for (key, value, field) in fields {
        if theirs(key, value.as_deref()) {
            field.clone_from(value);
        }
    }
    if theirs("published", front.published.as_deref()) {
        let basis = front.published_basis.as_deref();
        let same_basis = basis.is_some_and(|b| !theirs("published_basis", Some(b)));
        report.published = front.published().map(|published| Published {
            basis: if same_basis && known {
                Basis::Given
            } else {
                published.basis
            },
            ..published
        });
    }
}

/// What the program proposes for the front matter, by key.
pub fn proposed(report: &Report) -> BTreeMap<String, String> {
    let front = Front::of(report, None, None);
    let pairs = [
        ("title", Some(front.title)),
        ("language", Some(front.language)),
        ("outlet", front.outlet),
        ("author", front.author),
        ("url", front.url),
        ("retrieved", front.retrieved),
        ("licence", front.licence),
        ("published", front.published),
        ("published_basis", front.published_basis),
    ];
    let pairs = pairs.into_iter();
    pairs
        .filter_map(|(key, value)| Some((key.to_owned(), value?)))
        .collect()
}
