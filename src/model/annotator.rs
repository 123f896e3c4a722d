use std::time::Duration;

/// A program of the archive's own that proposes marks (`[[annotators]]` in archive.toml).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotator {
    /// Unique in the archive: letters, digits, `-`, `_` and `.`.
    pub name: String,
    /// The program and its arguments; never empty. No shell reads them.
    pub command: Vec<String>,
    /// How long one build waits for it.
    pub timeout: Duration,
    /// The languages whose reports it is asked about (BCP 47); all where empty.
    pub languages: Vec<String>,
}

impl Annotator {
    /// Whether it is asked about reports in a language: `fr` takes in `fr-CA`.
    pub fn reads(&self, language: &str) -> bool {
        let takes_in = |wanted: &String| {
            let rest = language
                .get(..wanted.len())
                .filter(|own| own.eq_ignore_ascii_case(wanted))
                .map(|_| &language[wanted.len()..]);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        };
        self.languages.is_empty() || self.languages.iter().any(takes_in)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_takes_in_its_regions() {
        let annotator = |languages: &[&str]| Annotator {
            name: "x".to_owned(),
            command: vec!["x".to_owned()],
            timeout: Duration::from_secs(1),
            languages: languages.iter().map(|l| (*l).to_owned()).collect(),
        };
        assert!(annotator(&[]).reads("de"));
        assert!(annotator(&["fr", "en"]).reads("en"));
        assert!(annotator(&["fr"]).reads("fr-CA"));
        assert!(!annotator(&["fr-CA"]).reads("fr"));
        assert!(!annotator(&["fr"]).reads("frp"));
    }
}
