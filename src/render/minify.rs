//! Templates are minified once, when they are loaded, and pages never: minifying every page would be
//! most of a build.
//!
//! minify-html keeps `{{ }}`, `{% %}` and `{# #}` between tags, but not inside a tag, where it drops
//! quotes, reorders attributes and forgets repeated ones. So the template syntax inside tags is put
//! away behind tokens first and brought back afterwards.

use minify_html::Cfg;

/// The template with less white space; the template itself where anything of its syntax would change.
pub fn minify(template: &str) -> String {
    let (masked, kept) = mask(template);
    let config = Cfg {
        keep_closing_tags: true,
        keep_html_and_head_opening_tags: true,
        keep_input_type_text_attr: true,
        preserve_brace_template_syntax: true,
        ..Cfg::default()
    };
    let minified = minify_html::minify(masked.as_bytes(), &config);
    let Ok(mut minified) = String::from_utf8(minified) else {
        return template.to_owned();
    };
    for (token, original) in kept.iter().rev() {
        if minified.matches(token.as_str()).count() != 1 {
            return template.to_owned();
        }
        minified = minified.replacen(token.as_str(), original, 1);
    }
    if constructs(&minified) == constructs(template) {
        minified
    } else {
        template.to_owned()
    }
}

/// Every piece of template syntax, in order.
fn constructs(template: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < template.len() {
        match construct_at(&template[at..]) {
            Some(length) => {
                found.push(&template[at..at + length]);
                at += length;
            }
            None => at += char_length(&template[at..]),
        }
    }
    found
}

/// Length of the template syntax that `rest` begins with.
fn construct_at(rest: &str) -> Option<usize> {
    let close = match rest.as_bytes().get(..2)? {
        b"{{" => "}}",
        b"{%" => "%}",
        b"{#" => "#}",
        _ => return None,
    };
    rest[2..].find(close).map(|at| at + 4)
}

fn char_length(rest: &str) -> usize {
    rest.chars().next().map_or(1, char::len_utf8)
}

/// Replaces template syntax inside tags by tokens; gives the tokens and what they stand for.
fn mask(template: &str) -> (String, Vec<(String, String)>) {
    let mut out = String::with_capacity(template.len());
    let mut kept = Vec::new();
    let mut at = 0;
    while at < template.len() {
        let rest = &template[at..];
        if let Some(length) = construct_at(rest) {
            out.push_str(&rest[..length]);
            at += length;
        } else if rest.starts_with('<') && rest[1..].starts_with(|c: char| c.is_ascii_alphabetic())
        {
            let length = tag_length(rest);
            mask_tag(&rest[..length], &mut out, &mut kept);
            at += length;
        } else if is_meant_space(&template[..at], rest) {
            let token = format!("{{#{}#}}", kept.len());
            out.push_str(&token);
            kept.push((token, " ".to_owned()));
            at += 1;
        } else {
            let length = char_length(rest);
            out.push_str(&rest[..length]);
            at += length;
        }
    }
    (out, kept)
}

/// Whether a single space stands between a tag and template syntax: it parts two words when the page is
/// made, but minify-html, which takes the syntax for nothing, would drop it in a block.
fn is_meant_space(before: &str, rest: &str) -> bool {
    let Some(after) = rest.strip_prefix(' ') else {
        return false;
    };
    let syntax_before = before.ends_with("}}") || before.ends_with("%}");
    let syntax_after = after.starts_with("{{") || after.starts_with("{%");
    (before.ends_with('>') && syntax_after)
        || (syntax_before && (after.starts_with('<') || syntax_after))
}

/// Length of the opening tag that `rest` begins with, template syntax and quotes respected.
fn tag_length(rest: &str) -> usize {
    let mut at = 1;
    let mut quote = None;
    while at < rest.len() {
        if let Some(length) = construct_at(&rest[at..]) {
            at += length;
            continue;
        }
        let byte = rest.as_bytes()[at];
        match quote {
            Some(open) if byte == open => quote = None,
            None if byte == b'"' || byte == b'\'' => quote = Some(byte),
            None if byte == b'>' => return at + 1,
            _ => {}
        }
        at += char_length(&rest[at..]);
    }
    rest.len()
}

fn mask_tag(tag: &str, out: &mut String, kept: &mut Vec<(String, String)>) {
    let mut at = 0;
    let mut quote = None;
    while at < tag.len() {
        let rest = &tag[at..];
        if let Some(length) = construct_at(rest) {
            if quote.is_some() {
                // The spaces inside the token make quotes the shortest way to write the value.
                let token = format!("t\u{2}l {} t\u{2}l", kept.len());
                out.push_str(&token);
                kept.push((token, rest[..length].to_owned()));
                at += length;
            } else {
                // From the first piece of syntax between attributes to the last: one attribute.
                let end = last_construct_end(rest);
                let token = format!("tpl-{}-tpl", kept.len());
                out.push_str(if tag[..at].ends_with([' ', '\n', '=']) {
                    ""
                } else {
                    " "
                });
                out.push_str(&token);
                kept.push((token, rest[..end].to_owned()));
                at += end;
            }
            continue;
        }
        let byte = tag.as_bytes()[at];
        match quote {
            Some(open) if byte == open => quote = None,
            None if byte == b'"' || byte == b'\'' => quote = Some(byte),
            _ => {}
        }
        let length = char_length(rest);
        out.push_str(&rest[..length]);
        at += length;
    }
}

/// End of the last template syntax outside quotes in the rest of a tag that begins with one.
fn last_construct_end(rest: &str) -> usize {
    let mut at = 0;
    let mut end = 0;
    let mut quote = None;
    while at < rest.len() {
        if let Some(length) = construct_at(&rest[at..]) {
            at += length;
            if quote.is_none() {
                end = at;
            }
            continue;
        }
        let byte = rest.as_bytes()[at];
        match quote {
            Some(open) if byte == open => quote = None,
            None if byte == b'"' || byte == b'\'' => quote = Some(byte),
            _ => {}
        }
        at += char_length(&rest[at..]);
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syntax_inside_tags_survives() {
        let template = "{% extends \"base.html\" %}\n{% block main %}\n  <a class=\"x{% if a %} y{% endif %}\"\n  href=\"{{u}}\"{% if b %} lang=\"{{ l }}\"{% endif %} id=\"z\">  {{ t }}\n  </a>\n{% endblock %}";
        let minified = minify(template);
        assert!(minified.len() < template.len(), "{minified}");
        assert!(minified.contains("href=\"{{u}}\""), "{minified}");
        assert!(
            minified.contains("class=\"x{% if a %} y{% endif %}\""),
            "{minified}"
        );
        assert!(
            minified.contains(" {% if b %} lang=\"{{ l }}\"{% endif %}"),
            "{minified}"
        );
    }

    #[test]
    fn tables_lists_and_pre_are_whole() {
        let template = "<table> <tr> {% for r in rows %} <td>{{ r }}</td> {% endfor %} </tr> </table><pre>\n a\n  {{ b }}</pre><title>{{ c }}</title>";
        let minified = minify(template);
        assert!(
            minified.contains("<pre>\n a\n  {{ b }}</pre>"),
            "{minified}"
        );
        assert!(minified.contains("<title>{{ c }}</title>"), "{minified}");
        let minified = self::minify("<div><b>{{ a }}</b> {{ b }} <i>{{ c }}</i>\n  {{ d }}</div>");
        assert!(minified.contains("</b> {{ b }} <i>"), "{minified}");
        let minified = self::minify(template);
        assert!(
            minified.contains("</td>") && minified.contains("</tr>"),
            "{minified}"
        );
    }
}
