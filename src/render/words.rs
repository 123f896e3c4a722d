//! The site's own words, from the theme's `words/LANGUAGE.toml`.
//!
//! Two kinds of reader ask for them: templates (`t.section.key`, through [`Words::table`]) and the
//! functions that build pieces of pages, which need plural forms and gaps to fill.

use std::collections::BTreeMap;

use super::escape::{escape, escape_into};

/// One language's words, flattened to `section.key`, over those of the fallback language.
pub struct Words {
    /// BCP 47 tag of the language that the words are in.
    pub tag: String,
    /// Everything, as the templates see it.
    pub table: toml::Table,
    texts: BTreeMap<String, String>,
    lists: BTreeMap<String, Vec<String>>,
    /// The numbers that take the form `one`.
    singular: Vec<u64>,
}

impl Words {
    /// Lays `table` over `fallback`, so that a language file may lack what is newer than itself.
    pub fn new(tag: &str, fallback: &toml::Table, table: &toml::Table) -> Self {
        let mut merged = fallback.clone();
        lay_over(&mut merged, table);
        let mut words = Self {
            tag: tag.to_owned(),
            texts: BTreeMap::new(),
            lists: BTreeMap::new(),
            singular: Vec::new(),
            table: merged,
        };
        flatten("", &words.table, &mut words.texts, &mut words.lists);
        words.singular = words
            .list("number.singular")
            .iter()
            .filter_map(|n| n.parse().ok())
            .collect();
        words
    }

    /// A text; its own key where there is none, so that the gap can be seen.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.texts.get(key).map_or(key, String::as_str)
    }

    /// A text that may be missing.
    pub fn find(&self, key: &str) -> Option<&str> {
        self.texts.get(key).map(String::as_str)
    }

    /// A list of texts.
    pub fn list(&self, key: &str) -> &[String] {
        self.lists.get(key).map_or(&[], Vec::as_slice)
    }

    /// A text with its gaps filled.
    pub fn fill(&self, key: &str, gaps: &[(&str, &str)]) -> String {
        fill(self.get(key), gaps, |out, literal| out.push_str(literal))
    }

    /// A text as HTML with its gaps filled by HTML.
    pub fn fill_html(&self, key: &str, gaps: &[(&str, &str)]) -> String {
        fill(self.get(key), gaps, escape_into)
    }

    /// The form of a text that goes with a number, the number filled in.
    pub fn count(&self, key: &str, n: usize) -> String {
        self.count_with(key, n, &[])
    }

    /// The same with further gaps.
    pub fn count_with(&self, key: &str, n: usize, gaps: &[(&str, &str)]) -> String {
        let number = self.number(n);
        let mut all = vec![("n", number.as_str())];
        all.extend_from_slice(gaps);
        self.fill(&self.form(key, n), &all)
    }

    /// The same as HTML.
    pub fn count_html(&self, key: &str, n: usize, gaps: &[(&str, &str)]) -> String {
        let number = escape(&self.number(n));
        let mut all = vec![("n", number.as_str())];
        all.extend_from_slice(gaps);
        self.fill_html(&self.form(key, n), &all)
    }

    fn form(&self, key: &str, n: usize) -> String {
        let form = if self.singular.contains(&(n as u64)) {
            "one"
        } else {
            "other"
        };
        format!("{key}.{form}")
    }

    /// A whole number, its thousands set apart.
    pub fn number(&self, n: usize) -> String {
        let digits = n.to_string();
        let mut out = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                out.push_str(self.get("number.group"));
            }
            out.push(digit);
        }
        out
    }
}

fn fill(pattern: &str, gaps: &[(&str, &str)], literal: impl Fn(&mut String, &str)) -> String {
    let mut out = String::with_capacity(pattern.len() + 32);
    let mut rest = pattern;
    while let Some(open) = rest.find('{') {
        let Some(length) = rest[open..].find('}') else {
            break;
        };
        let name = &rest[open + 1..open + length];
        literal(&mut out, &rest[..open]);
        match gaps.iter().find(|(gap, _)| *gap == name) {
            Some((_, words)) => out.push_str(words),
            None => literal(&mut out, &rest[open..=open + length]),
        }
        rest = &rest[open + length + 1..];
    }
    literal(&mut out, rest);
    out
}

/// Puts the words of one table in place of those of another.
pub fn lay_over(below: &mut toml::Table, above: &toml::Table) {
    for (key, value) in above {
        match (below.get_mut(key), value) {
            (Some(toml::Value::Table(below)), toml::Value::Table(above)) => lay_over(below, above),
            _ => {
                below.insert(key.clone(), value.clone());
            }
        }
    }
}

fn flatten(
    prefix: &str,
    table: &toml::Table,
    texts: &mut BTreeMap<String, String>,
    lists: &mut BTreeMap<String, Vec<String>>,
) {
    for (key, value) in table {
        let key = if prefix.is_empty() {
            key.clone()
        } else {
            format!("{prefix}.{key}")
        };
        match value {
            toml::Value::Table(table) => flatten(&key, table, texts, lists),
            toml::Value::Array(values) => {
                let values = values.iter().map(plain).collect();
                lists.insert(key, values);
            }
            value => {
                texts.insert(key, plain(value));
            }
        }
    }
}

fn plain(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => text.clone(),
        value => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_gaps_and_numbers() {
        let table: toml::Table = toml::from_str(
            "[number]\nsingular = [0, 1]\ngroup = ' '\n[n]\nword = { one = '{n} mot <{x}>', other = '{n} mots' }",
        )
        .unwrap();
        let words = Words::new("fr", &toml::Table::new(), &table);
        assert_eq!(words.count("n.word", 0), "0 mot <{x}>");
        assert_eq!(
            words.count_html("n.word", 1, &[("x", "<b>")]),
            "1 mot &lt;<b>&gt;"
        );
        assert_eq!(words.count("n.word", 1_234_567), "1 234 567 mots");
        assert_eq!(words.get("n.none"), "n.none");
    }
}
