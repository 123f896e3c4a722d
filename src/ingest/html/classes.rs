use std::sync::LazyLock;

use crate::lang::{self, Classes};
use crate::model::Reason;
use crate::text::fold;

/// What the names that a page gives an element say of it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Names {
    pub reason: Option<Reason>,
    pub credit: bool,
    pub caption: bool,
    pub quotation: bool,
    pub article: bool,
}

/// The words of all languages, each between hyphens.
struct Known {
    navigation: Vec<String>,
    advertisement: Vec<String>,
    comments: Vec<String>,
    credit: Vec<String>,
    caption: Vec<String>,
    quotation: Vec<String>,
    article: Vec<String>,
}

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let words = |of: fn(&Classes) -> &Vec<String>| {
        let all = lang::all().iter();
        all.flat_map(|l| of(&l.furniture.classes))
            .map(|w| format!("-{w}-"))
            .collect()
    };
    Known {
        navigation: words(|c| &c.navigation),
        advertisement: words(|c| &c.advertisement),
        comments: words(|c| &c.comments),
        credit: words(|c| &c.credit),
        caption: words(|c| &c.caption),
        quotation: words(|c| &c.quotation),
        article: words(|c| &c.article),
    }
});

/// Reads the `class`, `id` or `role` of an element.
pub fn names(attributes: &[&str]) -> Names {
    const LONGEST: usize = 400;
    let mut parts = String::from("-");
    for attribute in attributes {
        let mut before = '-';
        for c in attribute.chars().take(LONGEST) {
            if c.is_alphanumeric() {
                if c.is_uppercase() && before.is_lowercase() {
                    parts.push('-');
                }
                parts.push(c);
            } else if !parts.ends_with('-') {
                parts.push('-');
            }
            before = c;
        }
        if !parts.ends_with('-') {
            parts.push('-');
        }
    }
    if parts.len() == 1 {
        return Names::default();
    }
    let folded = if parts.is_ascii() {
        parts.to_ascii_lowercase()
    } else {
        fold(&parts).replace(' ', "-")
    };
    let has = |words: &[String]| words.iter().any(|w| folded.contains(w.as_str()));
    let reason = if has(&KNOWN.advertisement) {
        Some(Reason::Advertisement)
    } else if has(&KNOWN.comments) {
        Some(Reason::Other)
    } else if has(&KNOWN.navigation) {
        Some(Reason::Navigation)
    } else {
        None
    };
    Names {
        reason,
        credit: has(&KNOWN.credit),
        caption: has(&KNOWN.caption),
        quotation: has(&KNOWN.quotation),
        article: has(&KNOWN.article),
    }
}
