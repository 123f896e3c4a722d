//! HTML as pages have it: articles, threads, tables, asides, and tags that nobody closes.

use super::choices::Choices;
use super::pages;

const OPEN: &[&str] = &[
    "<p>",
    "<div>",
    "<article>",
    "<main>",
    "<h1>",
    "<h2>",
    "<ul><li>",
    "<li>",
    "<blockquote>",
    "<aside>",
    "<nav>",
    "<footer>",
    "<figure><figcaption>",
    "<a href=x>",
    "<span class=author>",
    "<time datetime=2031-03-04T08:00>",
    "<section class=comments>",
    "<div class=comment>",
    "<li class=comment id=comment-7>",
    "<div itemtype='https://schema.org/Comment'>",
    "<table><tr><td>",
    "<tr><td>",
    "<td>",
    "<th>",
    "<pre>",
    "<div class=entry>",
    "<div class=teaser>",
    "<div class='post has-sidebar'>",
    "<p class=byline>",
    "<dl><dt>",
    "<dd>",
    "<br>",
    "<b>",
];
const CLOSE: &[&str] = &[
    "</p>",
    "</div>",
    "</article>",
    "</main>",
    "</h1>",
    "</h2>",
    "</li></ul>",
    "</li>",
    "</blockquote>",
    "</aside>",
    "</a>",
    "</span>",
    "</time>",
    "</section>",
    "</td>",
    "</tr>",
    "</table>",
    "</pre>",
    "</dl>",
    "</b>",
    "",
];

/// A page of as many pieces as there are choices.
pub fn markup(choices: &mut Choices) -> String {
    let mut markup = String::new();
    while choices.more() && markup.len() < 20_000 {
        match choices.below(8) {
            0..=3 => markup.push_str(choices.one(OPEN)),
            4 => markup.push_str(choices.one(CLOSE)),
            5..=6 => markup.push_str(&pages::piece(choices)),
            _ => markup.push_str(&choices.raw()),
        }
    }
    markup
}
