//! Code in notes and essays, coloured by syntect through classes: the Content-Security-Policy of the
//! pages allows no inline style.

use std::sync::LazyLock;

use syntect::html::{ClassStyle, ClassedHTMLGenerator};
use syntect::parsing::{SyntaxDefinition, SyntaxReference, SyntaxSet, SyntaxSetBuilder};
use syntect::util::LinesWithEndings;

use super::escape::escape;

/// The grammars, read only if a page holds code: it takes some milliseconds.
static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// The grammar of TOML, which is not among them.
static TOML: LazyLock<SyntaxSet> = LazyLock::new(|| {
    let grammar = include_str!("toml.sublime-syntax");
    let mut set = SyntaxSetBuilder::new();
    // A test holds that it can be read; without it, code is shown without colours.
    if let Ok(toml) = SyntaxDefinition::load_from_str(grammar, true, None) {
        set.add(toml);
    }
    set.build()
});

const STYLE: ClassStyle = ClassStyle::SpacedPrefixed { prefix: "syntax-" };

/// A block of code as `<pre>`, coloured where its language is known.
pub fn block(language: &str, code: &str) -> String {
    let language = language.split([' ', ',', '{']).next().unwrap_or_default();
    let inner = if language.is_empty() {
        escape(code)
    } else {
        highlighted(language, code)
    };
    format!("<pre class=\"code\" tabindex=\"0\"><code>{inner}</code></pre>\n")
}

/// Code as HTML in the same lines, coloured where its language is known.
pub fn highlighted(language: &str, code: &str) -> String {
    colour(language, code).unwrap_or_else(|| escape(code))
}

/// A Markdown file as HTML in the same lines: its front matter in the colours of TOML or YAML, the rest in Markdown's.
pub fn highlighted_file(markdown: &str) -> String {
    let Some((fence, language)) = [("+++", "toml"), ("---", "yaml")]
        .into_iter()
        .find(|(fence, _)| markdown.lines().next() == Some(*fence))
    else {
        return highlighted("md", markdown);
    };
    let mut ends = markdown.split_inclusive('\n').scan(0, |end, line| {
        *end += line.len();
        Some((line.trim_end(), *end - line.len(), *end))
    });
    let Some((_, opened, start)) = ends.next() else {
        return highlighted("md", markdown);
    };
    let Some((_, stop, closed)) = ends.find(|(line, _, _)| *line == fence) else {
        return highlighted("md", markdown);
    };
    let mark = |words: &str| {
        format!(
            "<span class=\"syntax-punctuation\">{}</span>",
            escape(words)
        )
    };
    [
        mark(&markdown[opened..start]),
        highlighted(language, &markdown[start..stop]),
        mark(&markdown[stop..closed]),
        highlighted("md", &markdown[closed..]),
    ]
    .concat()
}

/// The grammar of a language, and the set that it is in.
fn grammar(language: &str) -> Option<(&'static SyntaxReference, &'static SyntaxSet)> {
    let set = if language.eq_ignore_ascii_case("toml") {
        &*TOML
    } else {
        &*SYNTAXES
    };
    Some((set.find_syntax_by_token(language)?, set))
}

fn colour(language: &str, code: &str) -> Option<String> {
    let (syntax, set) = grammar(language)?;
    let mut generator = ClassedHTMLGenerator::new_with_class_style(syntax, set, STYLE);
    for line in LinesWithEndings::from(code) {
        generator
            .parse_html_for_line_which_includes_newline(line)
            .ok()?;
    }
    Some(generator.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words that a class of syntect's stands on.
    fn with(class: &str, html: &str) -> Vec<String> {
        let starts = html.match_indices("<span class=\"").filter_map(|(at, _)| {
            let (classes, rest) = html[at + 13..].split_once("\">")?;
            classes
                .contains(class)
                .then(|| rest.split('<').next().unwrap_or_default().to_owned())
        });
        starts.collect()
    }

    #[test]
    fn front_matter_has_the_colours_of_its_own_language() {
        let toml = "+++\ntitle = \"Quai\" # ours\ndate = 2020-10-09\nnames = { en = \"Quay\" }\n[[points]]\nkey = 'a'\n+++\n\n# Head\n";
        let html = highlighted_file(toml);
        assert_eq!(
            with("syntax-attribute-name", &html),
            ["title", "date", "names", "en", "key"]
        );
        assert_eq!(with("syntax-section syntax-toml", &html).len(), 3, "{html}");
        assert_eq!(with("syntax-date", &html), ["2020-10-09"]);
        assert_eq!(with("syntax-comment", &html), ["# ours"]);
        assert!(html.contains("syntax-heading"), "{html}");
        let html = highlighted_file("---\ntitle: Quai\n---\n\n# Head\n");
        assert_eq!(with("syntax-tag", &html), ["title"], "{html}");
        // Nothing is lost, and no line is added, also where the front matter never ends.
        for text in [toml, "+++\na = 1\n", "+++", "---\n---", "", "plain\n"] {
            let html = highlighted_file(text);
            assert_eq!(
                html.matches('\n').count(),
                text.matches('\n').count(),
                "{text:?}"
            );
        }
    }
}
