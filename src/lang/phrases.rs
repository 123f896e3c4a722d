use rustc_hash::FxHashSet;

use crate::text::fold;

/// Words and phrases of a language, folded, to be looked up in folded text.
#[derive(Debug, Default)]
pub struct Phrases {
    set: FxHashSet<String>,
    /// The words of the longest.
    pub most: usize,
}

impl Phrases {
    /// Folds every phrase; full stops at their ends are dropped, as words are met without them.
    pub fn of<'a>(phrases: impl IntoIterator<Item = &'a String>) -> Self {
        let mut all = Self::default();
        for phrase in phrases {
            let folded = fold(phrase);
            let folded = folded.trim_end_matches('.');
            all.most = all.most.max(length(folded));
            all.set.insert(folded.to_owned());
        }
        all
    }

    /// Whether a folded phrase is one of them.
    pub fn has(&self, folded: &str) -> bool {
        self.set.contains(folded)
    }
}

/// How many words a folded phrase has; an elided one counts.
pub fn length(folded: &str) -> usize {
    folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .count()
}
