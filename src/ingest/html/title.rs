//! Which block of a page is its title, and what stands between it and the text.

use super::Hint;
use super::around::is_credit;
use super::tree::{Block, Tree};
use crate::model::Reason;
use crate::text::skeleton;

/// The block of the title: the one that the metadata give, else the first `<h1>` of the main text or
/// the last one before it.
pub fn title_block(
    page: &Tree,
    title: Option<&str>,
    out: &[Option<Reason>],
    inside: &[bool],
    first: Option<usize>,
) -> Option<usize> {
    const LONGEST: usize = 300;
    let wanted = title.map(skeleton).filter(|t| !t.is_empty());
    let level = |block: &Block| {
        let mut at = block.element;
        loop {
            let element = &page.elements[at];
            match &*element.name {
                "h1" => return Some(1),
                "h2" | "h3" => return Some(2),
                _ if element.depth == 0 => return None,
                _ => at = element.parent,
            }
        }
    };
    let first = first?;
    let mut best: Option<((bool, usize, bool), usize)> = None;
    for (place, block) in page
        .blocks
        .iter()
        .enumerate()
        .filter(|(_, b)| b.chars <= LONGEST)
    {
        let level = level(block);
        // Teasers repeat the titles of other texts, and this one's.
        let hidden = out[block.element].is_some() && level != Some(1);
        if hidden || place > first + 20 && !inside[block.element] {
            continue;
        }
        let words = skeleton(&page.text[block.span.clone()]);
        let equal = wanted.as_ref().is_some_and(|w| {
            *w == words
                || words.chars().count() >= 12
                    && level == Some(1)
                    && (w.starts_with(&words) || words.starts_with(w.as_str()))
        });
        let in_main = inside[block.element];
        let plausible = equal && (level.is_some() || place <= first + 4)
            || level == Some(1) && (in_main || place < first) && !is_site_name(block, out);
        if plausible && !words.is_empty() {
            let rank = (
                equal,
                match level {
                    Some(1) => 2,
                    Some(_) => 1,
                    None => 0,
                },
                in_main,
            );
            let later = place < first && best.as_ref().is_some_and(|b| b.0 == rank && !equal);
            if best.as_ref().is_none_or(|b| rank > b.0) || later {
                best = Some((rank, place));
            }
        }
    }
    best.map(|(_, place)| place)
}

/// An `<h1>` in the head of the page that only leads home names the site.
fn is_site_name(block: &Block, out: &[Option<Reason>]) -> bool {
    out[block.element].is_some() && block.in_links * 2 > block.chars
}

/// What stands between a title above the main text and that text: its standfirst, not its menus.
pub fn between(
    page: &Tree,
    title: usize,
    first: usize,
    out: &[Option<Reason>],
    hints: &mut [Hint],
) {
    const FAR: usize = 40;
    const STANDFIRST: usize = 40;
    if title >= first || first - title > FAR {
        return;
    }
    let blocks = page.blocks.iter().enumerate();
    for (place, block) in blocks.take(first).skip(title + 1) {
        if out[block.element].is_none() && block.in_links * 2 < block.chars {
            let long = block.chars >= STANDFIRST;
            hints[place].reason = if is_credit(page, block) {
                Some(Reason::Credit)
            } else {
                (!long).then_some(Reason::Navigation)
            };
            hints[place].main = true;
        }
    }
}
