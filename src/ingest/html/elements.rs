use html5ever::tokenizer::states::{
    RawKind, RawKind::Rawtext, RawKind::Rcdata, RawKind::ScriptData,
};

use super::classes::Names;
use crate::model::Kind;

/// What an element makes of the text in it.
pub fn kind(name: &str, names: Names, above: Option<Kind>) -> Option<Kind> {
    match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Some(Kind::Heading),
        "figcaption" | "caption" => Some(Kind::Caption),
        "article" | "section" | "main" | "nav" | "body" | "td" | "th" => None,
        _ if names.caption => Some(Kind::Caption),
        "li" | "dt" | "dd" => Some(Kind::ListItem),
        "blockquote" => Some(Kind::PullQuote),
        _ if names.quotation => Some(Kind::PullQuote),
        "p" | "pre" => above.or(Some(Kind::Paragraph)),
        _ => above,
    }
}

/// Elements that a line of text runs through; whatever is not known begins a line of its own only
/// where it is known to.
pub fn is_inline(name: &str) -> bool {
    !matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "audio"
            | "blockquote"
            | "body"
            | "button"
            | "canvas"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "head"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "iframe"
            | "legend"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "object"
            | "ol"
            | "optgroup"
            | "option"
            | "p"
            | "pre"
            | "search"
            | "section"
            | "select"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "template"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
            | "video"
    )
}

pub fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "frame"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

pub fn is_of_head(name: &str) -> bool {
    is_void(name) || raw_kind(name).is_some() || name == "template"
}

/// Elements whose content is no markup.
pub fn raw_kind(name: &str) -> Option<RawKind> {
    match name {
        "script" => Some(ScriptData),
        "style" | "xmp" | "iframe" | "noembed" | "noframes" | "noscript" => Some(Rawtext),
        "title" | "textarea" => Some(Rcdata),
        _ => None,
    }
}

/// Elements that an end tag inside them does not reach out of.
pub fn is_scope(open: &str, closing: &str) -> bool {
    match open {
        "td" | "th" | "caption" => !matches!(closing, "table" | "tr" | "tbody" | "thead" | "tfoot"),
        "ul" | "ol" => closing == "li",
        "table" | "template" | "object" | "html" => true,
        _ => false,
    }
}

/// schema.org `Comment`, and what it was called before.
pub fn is_comment(kind: &str, property: &str) -> bool {
    let kind = kind.trim().rsplit('/').next().unwrap_or_default();
    matches!(kind, "Comment" | "UserComments")
        || property.split_ascii_whitespace().any(|p| p == "comment")
}
