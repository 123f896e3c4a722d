use crate::text::skeleton;

/// What people say of how a source is cut: in archive.toml for all, in a sidecar for one.
#[derive(Clone, Debug, Default)]
pub struct CutRules {
    /// Lines that are no part of any text.
    pub leave_out: Vec<LinePattern>,
    /// Lines that are, whatever they look like.
    pub keep: Vec<LinePattern>,
    /// Lines with which a text begins: its title.
    pub cut_before: Vec<LinePattern>,
    /// Whether the source is one text, however many it looks like.
    pub one_report: bool,
}

/// The words of a line, case, accents and signs aside; `*` stands for any words.
#[derive(Clone, Debug)]
pub struct LinePattern {
    /// The letters and digits between the stars.
    parts: Vec<String>,
}

impl LinePattern {
    /// Reads a pattern.
    pub fn new(words: &str) -> Self {
        Self {
            parts: words.split('*').map(skeleton).collect(),
        }
    }

    /// Whether a line is like this; `key` has its letters and digits, folded.
    pub fn matches(&self, key: &str) -> bool {
        let [first, between @ .., last] = self.parts.as_slice() else {
            return self.parts.first().is_some_and(|only| only == key);
        };
        let Some(mut rest) = key.strip_prefix(first.as_str()) else {
            return false;
        };
        for part in between {
            let Some(at) = rest.find(part.as_str()) else {
                return false;
            };
            rest = &rest[at + part.len()..];
        }
        rest.ends_with(last.as_str())
    }
}

impl CutRules {
    /// These rules, and those of the whole archive.
    pub fn with(mut self, everywhere: &Self) -> Self {
        self.leave_out.extend(everywhere.leave_out.iter().cloned());
        self.keep.extend(everywhere.keep.iter().cloned());
        self.cut_before
            .extend(everywhere.cut_before.iter().cloned());
        self.one_report |= everywhere.one_report;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_words() {
        let matches =
            |pattern: &str, line: &str| LinePattern::new(pattern).matches(&skeleton(line));
        assert!(matches("Lire aussi*", "LIRE AUSSI : le bac"));
        assert!(matches("*du canal*", "Le Fil du canal, 12 mars"));
        assert!(matches("Publicité", "— Publicité —"));
        assert!(!matches("Publicité", "Publicité pour le bac"));
        assert!(!matches("a*a", "a"));
        assert!(matches("*", "tout"));
    }
}
