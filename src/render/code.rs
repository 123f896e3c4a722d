//! Code in notes and essays, coloured by syntect through classes: the Content-Security-Policy of the
//! pages allows no inline style.

use std::sync::LazyLock;

use syntect::html::{ClassStyle, ClassedHTMLGenerator};
use syntect::parsing::SyntaxSet;
use syntect::util::LinesWithEndings;

use super::escape::escape;

/// The grammars, read only if a page holds code: it takes some milliseconds.
static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

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

fn colour(language: &str, code: &str) -> Option<String> {
    let syntax = SYNTAXES.find_syntax_by_token(language)?;
    let mut generator = ClassedHTMLGenerator::new_with_class_style(syntax, &SYNTAXES, STYLE);
    for line in LinesWithEndings::from(code) {
        generator
            .parse_html_for_line_which_includes_newline(line)
            .ok()?;
    }
    Some(generator.finalize())
}
