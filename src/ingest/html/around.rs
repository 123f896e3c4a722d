//! What stands around a text inside its own element: credits, labels, ways elsewhere.

use super::Hint;
use super::main_text::is_prose;
use super::tree::{Block, Tree};
use crate::ingest::furniture::starts_with_words;
use crate::lang;
use crate::model::{Kind, Reason};
use crate::text::{fold, trim_span};

/// Why a block in the main text is no part of it.
pub fn block_reason(page: &Tree, block: &Block, kind: Option<Kind>) -> Option<Reason> {
    const SHORT: usize = 200;
    let words = &page.text[trim_span(&page.text, block.span.clone())];
    match kind {
        Some(Kind::Heading) => return None,
        Some(Kind::Caption) => {
            return is_picture_credit(page, block, words).then_some(Reason::Credit);
        }
        _ if is_credit(page, block) => return Some(Reason::Credit),
        _ if block.chars > SHORT || block.in_links == 0 => return None,
        _ => {}
    }
    let is_sentence = words.ends_with(['.', '!', '?', '…', '»', '”']);
    let all_links = block.in_links * 10 >= block.chars * 9;
    let elsewhere = all_links && !is_sentence || block.in_links == block.chars;
    (elsewhere || leads_elsewhere(block, words)).then_some(Reason::Navigation)
}

/// `Read more: …`, `More on the weir: …`: a few words, a colon, and a link that is most of the line.
fn leads_elsewhere(block: &Block, words: &str) -> bool {
    const OPENING: usize = 45;
    let opening = words.split_once(':').map(|(opening, _)| opening);
    let opens = opening.is_some_and(|o| o.chars().count() <= OPENING);
    if opens && block.in_links * 2 >= block.chars && block.chars - block.in_links <= OPENING {
        return true;
    }
    let folded = fold(words);
    let mut known = lang::all().iter().flat_map(|l| &l.furniture.navigation);
    known.any(|w| starts_with_words(&folded, w))
}

/// Below a picture, a line that only says whose it is: `© A. Roe`, `(Photo: A. Roe)`, `A. Roe/Agency`.
fn is_picture_credit(page: &Tree, block: &Block, words: &str) -> bool {
    const LONGEST: usize = 80;
    let element = &page.elements[block.element];
    if element.names.credit && element.kind == Some(Kind::Caption) && block.chars <= 2 * LONGEST {
        return true;
    }
    if block.chars > LONGEST {
        return false;
    }
    let bare = words.trim_matches(['(', ')', '[', ']']);
    let bracketed = bare.len() < words.len();
    let named = |names: &str| {
        let mut names = names
            .split([' ', '/', ','])
            .filter(|n| n.chars().count() > 2);
        names.all(|n| n.starts_with(|c: char| !c.is_lowercase()))
    };
    let labelled = bare
        .split_once(": ")
        .is_some_and(|(label, name)| !label.contains(' ') && named(name) && !name.is_empty());
    let agencies = bare.contains('/') && named(bare) && !bare.ends_with('.');
    words.starts_with('©') || labelled || agencies || bracketed && bare.contains(['/', ':'])
}

/// A short block that says who wrote the text, or when.
pub fn is_credit(page: &Tree, block: &Block) -> bool {
    const LONGEST: usize = 110;
    const UP: usize = 3;
    if block.chars > LONGEST {
        return false;
    }
    let mut at = block.element;
    for _ in 0..UP {
        let element = &page.elements[at];
        if element.credit || element.names.credit && !element.article {
            return true;
        }
        if element.depth == 0 {
            break;
        }
        at = element.parent;
    }
    let words = &page.text[block.span.clone()];
    block.has_credit && !words.trim_end().ends_with('.')
}

/// A short line right above what was left out is its label; a short line below the last paragraph,
/// or in no paragraph at all on a page that has them, works the page.
pub fn without_labels(page: &Tree, title: Option<usize>, hints: &mut [Hint]) {
    const LABEL: usize = 60;
    const STRAY: usize = 40;
    let kept = |hints: &[Hint], place: usize| hints[place].reason.is_none();
    let prose: Vec<usize> = (0..page.blocks.len())
        .filter(|place| kept(hints, *place) && is_prose(page, &page.blocks[*place]))
        .collect();
    let Some(last) = prose.last().copied() else {
        return;
    };
    let in_paragraphs = |place: &&usize| hints[**place].kind == Some(Kind::Paragraph);
    let has_paragraphs = prose.iter().filter(in_paragraphs).count() * 5 >= prose.len() * 4;
    for place in (0..page.blocks.len()).rev() {
        let block = &page.blocks[place];
        let brief = matches!(hints[place].kind, None | Some(Kind::Paragraph))
            && block.chars <= LABEL
            && Some(place) != title
            && !ends_sentence(&page.text[block.span.clone()])
            && !in_cell(page, block);
        if !brief || !kept(hints, place) {
            continue;
        }
        let above = hints.get(place + 1).and_then(|h| h.reason);
        let heads = matches!(above, Some(Reason::Navigation | Reason::Advertisement));
        let stray = hints[place].kind.is_none() && block.chars <= STRAY && has_paragraphs;
        if heads || stray || place > last && block.chars <= STRAY {
            hints[place].reason = Some(above.filter(|_| heads).unwrap_or(Reason::Navigation));
        }
    }
}

fn ends_sentence(words: &str) -> bool {
    let bare = words.trim_end_matches(['"', '»', '”', '’', '\'', ')', ' ', '\u{a0}']);
    bare.ends_with(['.', '!', '…'])
}

fn in_cell(page: &Tree, block: &Block) -> bool {
    matches!(
        &*page.elements[block.element].name,
        "td" | "th" | "tr" | "pre"
    )
}

/// A heading below which nothing of the text stands, only what was left out, goes with that.
pub fn without_orphans(page: &Tree, title: Option<usize>, hints: &mut [Hint]) {
    /// What stands between a place and the next heading that is kept.
    enum Below {
        Nothing,
        Heading,
        Text,
        LeftOut(Reason),
    }
    let mut below = Below::Nothing;
    for place in (0..page.blocks.len()).rev() {
        let heading = hints[place].kind == Some(Kind::Heading) && Some(place) != title;
        match (hints[place].reason, &below) {
            (None, Below::Text | Below::Heading) if heading => below = Below::Heading,
            (None, Below::LeftOut(reason)) if heading => hints[place].reason = Some(*reason),
            (None, Below::Nothing) if heading => hints[place].reason = Some(Reason::Navigation),
            (None, _) => below = Below::Text,
            (Some(_), Below::Text) => {}
            (Some(reason), _) => below = Below::LeftOut(reason),
        }
    }
}
