use std::collections::HashMap;
use std::sync::LazyLock;

use crate::lang;
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
    /// It says briefly what a text tells: the one below it, or one elsewhere.
    pub summary: bool,
    /// The whole name says that it is one comment: `comment`, `comment-12`.
    pub comment: bool,
}

/// A word of the language files: what an element that is named so holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Word {
    Navigation,
    Advertisement,
    Comments,
    Credit,
    Caption,
    Quotation,
    Article,
    Summary,
    Modifier,
    Comment,
}

/// The words of all languages, and of how many parts the longest is.
struct Known {
    words: HashMap<String, Vec<Word>>,
    longest: usize,
}

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let mut words: HashMap<String, Vec<Word>> = HashMap::new();
    for language in lang::all() {
        let classes = &language.furniture.classes;
        let lists = [
            (Word::Navigation, &classes.navigation),
            (Word::Advertisement, &classes.advertisement),
            (Word::Comments, &classes.comments),
            (Word::Credit, &classes.credit),
            (Word::Caption, &classes.caption),
            (Word::Quotation, &classes.quotation),
            (Word::Article, &classes.article),
            (Word::Summary, &classes.summary),
            (Word::Modifier, &classes.modifier),
            (Word::Comment, &classes.comment),
        ];
        for (kind, list) in lists {
            for word in list {
                words.entry(word.clone()).or_default().push(kind);
            }
        }
    }
    let parts = |word: &String| word.split('-').count();
    Known {
        longest: words.keys().map(parts).max().unwrap_or(1),
        words,
    }
});

/// Reads the `class`, `id` and `role` of an element.
pub fn names(attributes: &[&str]) -> Names {
    const LONGEST: usize = 400;
    let mut names = Names::default();
    for attribute in attributes {
        let end = attribute.char_indices().nth(LONGEST);
        let attribute = &attribute[..end.map_or(attribute.len(), |(at, _)| at)];
        for token in attribute.split_ascii_whitespace() {
            take(token, &mut names);
        }
    }
    names
}

/// Reads one name: its words stand between hyphens, underscores or capitals.
fn take(token: &str, names: &mut Names) {
    let parts = parts(token);
    let mut found: Vec<Word> = Vec::new();
    for first in 0..parts.len() {
        let mut word = String::new();
        for part in parts[first..].iter().take(KNOWN.longest) {
            if !word.is_empty() {
                word.push('-');
            }
            word.push_str(part);
            found.extend(KNOWN.words.get(&word).into_iter().flatten());
        }
    }
    let numbered = parts
        .last()
        .is_some_and(|p| p.chars().all(|c| c.is_ascii_digit()));
    let whole = parts[..parts.len() - usize::from(numbered)].join("-");
    let is_comment = |words: &Vec<Word>| words.contains(&Word::Comment);
    names.comment |= KNOWN.words.get(&whole).is_some_and(is_comment);
    let has = |word: Word| found.contains(&word);
    names.credit |= has(Word::Credit);
    names.caption |= has(Word::Caption);
    names.quotation |= has(Word::Quotation);
    names.article |= has(Word::Article);
    names.summary |= has(Word::Summary);
    // `no-sidebar`, `has-ads`: what stands around the element, not what it is.
    if has(Word::Modifier) {
        return;
    }
    let reason = if has(Word::Advertisement) {
        Some(Reason::Advertisement)
    } else if has(Word::Comments) {
        Some(Reason::CommentMeta)
    } else if has(Word::Navigation) {
        Some(Reason::Navigation)
    } else {
        None
    };
    names.reason = match (names.reason, reason) {
        (Some(Reason::Advertisement), _) | (_, None) => names.reason,
        (Some(Reason::CommentMeta), Some(Reason::Navigation)) => names.reason,
        (_, reason) => reason,
    };
}

fn parts(token: &str) -> Vec<String> {
    // What follows two hyphens says how an element differs from others of its name.
    let token = token.split("--").next().unwrap_or(token);
    let mut spaced = String::with_capacity(token.len() + 8);
    let mut before = '-';
    for c in token.chars() {
        if !c.is_alphanumeric() || c.is_uppercase() && before.is_lowercase() {
            spaced.push('-');
        }
        if c.is_alphanumeric() {
            spaced.push(c);
        }
        before = c;
    }
    let folded = if spaced.is_ascii() {
        spaced.to_ascii_lowercase()
    } else {
        fold(&spaced)
    };
    let parts = folded.split(|c: char| !c.is_alphanumeric());
    parts.filter(|p| !p.is_empty()).map(str::to_owned).collect()
}
