//! Where the main text of a page is: by the elements that say so, else by where its prose gathers.

use std::collections::HashMap;

use super::Hint;
use super::around::{block_reason, without_labels, without_orphans};
use super::articles::{self, Text};
use super::threads::Threads;
use super::title::{between, title_block};
use super::tree::{Block, Element, Tree};
use crate::model::{Kind, Reason};

/// A hint for each block, and which one is the title.
pub struct MainText {
    pub hints: Vec<Hint>,
    pub title: Option<usize>,
    pub told: bool,
    /// Several texts: the block of the title of each, and when it was published.
    pub texts: Vec<(usize, Option<String>)>,
    /// The comments are the text.
    pub forum: bool,
}

/// Of every hundred characters of prose, how many an element holds that may not be left out whole,
/// whatever its name says.
const SHARE: usize = 40;
/// Of every hundred characters of an element's prose, how many one child holds that is the text.
const DOMINANT: usize = 75;

/// Finds the main text.
pub fn find(page: &Tree, threads: &Threads, title: Option<&str>) -> MainText {
    let prose = prose(page, |_| true);
    let total = prose.first().copied().unwrap_or(0);
    let sizes = sizes(page);
    let mut out = reasons(page, &prose, &sizes, Some(threads));
    let mut forum = false;
    // A page of nothing but comments is a forum, or somebody who comments on a match.
    let apart = self::prose(page, |block| out[block.element].is_none());
    if apart.first().is_some_and(|apart| apart * 6 < total) {
        let with_comments = reasons(page, &prose, &sizes, None);
        let with = self::prose(page, |block| with_comments[block.element].is_none());
        forum = with.first().is_some_and(|with| with * 2 > total);
        if forum {
            out = with_comments;
        }
    }
    let kept = self::prose(page, |block| out[block.element].is_none());
    let several = articles::several(page, &kept, &out);
    if let Some((parent, texts)) = &several {
        alone(page, *parent, texts, &mut out);
    }
    let main = match &several {
        Some((parent, _)) => Some(*parent),
        None => main_element(page, &kept, &out),
    };
    let mut hints: Vec<Hint> = vec![Hint::default(); page.blocks.len()];
    let inside = inside(page, main);
    for (hint, block) in hints.iter_mut().zip(&page.blocks) {
        let element = &page.elements[block.element];
        hint.row = block.cells > 1;
        hint.kind = element.kind.or(hint.row.then_some(Kind::ListItem));
        hint.main = inside[block.element];
        hint.reason = out[block.element]
            .or_else(|| (main.is_some() && !hint.main).then_some(Reason::Navigation));
    }
    let first = hints.iter().position(|h| h.reason.is_none());
    let found = title_block(page, title, &out, &inside, first);
    if let (Some(title), Some(first)) = (found, first) {
        between(page, title, first, &out, &mut hints);
    }
    for (place, block) in page.blocks.iter().enumerate() {
        if hints[place].reason.is_none() && Some(place) != found {
            hints[place].reason = block_reason(page, block, hints[place].kind);
        }
    }
    without_labels(page, found, &mut hints);
    without_orphans(page, found, &mut hints);
    if let Some((_, texts)) = &several {
        for text in texts {
            hints[text.title] = Hint {
                kind: Some(Kind::Heading),
                main: true,
                ..Hint::default()
            };
        }
    }
    if let Some(title) = found {
        hints[title] = Hint {
            kind: Some(Kind::Title),
            main: true,
            ..Hint::default()
        };
    }
    MainText {
        told: main.is_some(),
        texts: several
            .into_iter()
            .flat_map(|(_, texts)| texts)
            .map(|text| (text.title, text.published))
            .collect(),
        forum,
        title: found.filter(|_| main.is_some()),
        hints,
    }
}

/// Why each element is left out, by its name or that of one that it stands in.
fn reasons(
    page: &Tree,
    prose: &[usize],
    sizes: &[Size],
    threads: Option<&Threads>,
) -> Vec<Option<Reason>> {
    let total = prose.first().copied().unwrap_or(0);
    let bulk = |prose: usize| prose * 100 > total * SHARE && total > 0;
    let own = |place: usize| {
        let element = &page.elements[place];
        let named = element.comment
            || element.names.reason == Some(Reason::CommentMeta)
                && sizes[place].titles == 0
                && !matches!(&*element.name, "html" | "body" | "main");
        if named && threads.is_some_and(|t| t.holds[place]) {
            return Some(Reason::CommentMeta);
        }
        let reason = reason_of(page, element, sizes[place]);
        let reason = reason
            .filter(|r| threads.is_some() || !matches!(r, Reason::Other | Reason::CommentMeta));
        reason.filter(|_| !bulk(prose[place]) || matches!(&*element.name, "nav" | "aside"))
    };
    // Elements of one name that together hold most of the prose are how the page sets its text.
    let mut alike: HashMap<u64, usize> = HashMap::new();
    let mut own_reasons = Vec::with_capacity(page.elements.len());
    let mut inside = vec![false; page.elements.len()];
    for (place, element) in page.elements.iter().enumerate() {
        let reason = own(place);
        let above = place > 0 && inside[element.parent];
        inside[place] = above || reason.is_some();
        if !above
            && !element.names.summary
            && matches!(reason, Some(Reason::Navigation | Reason::Advertisement))
        {
            *alike.entry(element.signature).or_default() += prose[place];
        }
        own_reasons.push(reason);
    }
    let mut out: Vec<Option<Reason>> = Vec::with_capacity(page.elements.len());
    for (place, element) in page.elements.iter().enumerate() {
        let above = (place > 0).then(|| out[element.parent]).flatten();
        let held = alike.get(&element.signature).copied().unwrap_or(0);
        let set_so = element.signature != 0 && bulk(held) && prose[place] > 0;
        out.push(above.or(own_reasons[place].filter(|_| !set_so)));
    }
    out
}

/// What an element holds, with everything below it.
#[derive(Clone, Copy, Default)]
struct Size {
    chars: usize,
    in_links: usize,
    headings: usize,
    titles: usize,
}

fn sizes(page: &Tree) -> Vec<Size> {
    let mut sizes = vec![Size::default(); page.elements.len()];
    for block in &page.blocks {
        let size = &mut sizes[block.element];
        size.chars += block.chars;
        size.in_links += block.in_links;
    }
    for place in (0..sizes.len()).rev() {
        let element = &page.elements[place];
        sizes[place].titles += usize::from(&*element.name == "h1");
        sizes[place].headings += usize::from(matches!(&*element.name, "h1" | "h2" | "h3" | "h4"));
        if place > 0 {
            let own = sizes[place];
            let above = &mut sizes[element.parent];
            above.chars += own.chars;
            above.in_links += own.in_links;
            above.headings += own.headings;
            above.titles += own.titles;
        }
    }
    sizes
}

/// Characters of running text in each element, of the blocks that count.
fn prose(page: &Tree, counts: impl Fn(&Block) -> bool) -> Vec<usize> {
    let mut sums = vec![0; page.elements.len()];
    for block in page.blocks.iter().filter(|b| counts(b)) {
        if is_prose(page, block) {
            sums[block.element] += block.chars;
        }
    }
    for place in (1..sums.len()).rev() {
        let sum = sums[place];
        sums[page.elements[place].parent] += sum;
    }
    sums
}

pub fn is_prose(page: &Tree, block: &Block) -> bool {
    const PARAGRAPH: usize = 40;
    const ROW: usize = 120;
    let least = if block.cells > 1 { ROW } else { PARAGRAPH };
    block.chars >= least && block.in_links * 2 < block.chars && {
        let kind = page.elements[block.element].kind;
        kind != Some(Kind::Heading) && (kind != Some(Kind::Caption) || block.chars >= 2 * PARAGRAPH)
    }
}

fn reason_of(page: &Tree, element: &Element, size: Size) -> Option<Reason> {
    let within = |names: &[&str]| {
        let mut at = element;
        loop {
            if names.contains(&&*at.name) {
                return true;
            }
            if at.depth == 0 {
                return false;
            }
            at = &page.elements[at.parent];
        }
    };
    match &*element.name {
        "html" | "body" | "main" | "article" => None,
        "nav" | "menu" | "select" | "search" => Some(Reason::Navigation),
        "button" | "dialog" => Some(element.names.reason.unwrap_or(Reason::Navigation)),
        "footer" if !within(&["blockquote", "figure"]) => {
            Some(element.names.reason.unwrap_or(Reason::Navigation))
        }
        // The head of a text, rather than of the site.
        "header" if size.titles > 0 && size.in_links * 2 < size.chars => None,
        "header" if !within(&["article", "main"]) => Some(Reason::Navigation),
        "form" => Some(element.names.reason.unwrap_or(Reason::Navigation)),
        "aside" if !element.names.quotation && !element.names.caption => {
            Some(element.names.reason.unwrap_or(Reason::Navigation))
        }
        "h1" => None,
        // What leads nowhere and has no title of its own sums up the text that it stands in.
        _ if element.names.summary && (size.in_links > 0 || size.headings > 0) => {
            Some(element.names.reason.unwrap_or(Reason::Navigation))
        }
        _ => element.names.reason,
    }
}

/// The element that holds the main text; None where the page has no prose to tell by.
fn main_element(page: &Tree, prose: &[usize], out: &[Option<Reason>]) -> Option<usize> {
    let total = prose.first().copied().filter(|t| *t > 0)?;
    let said = (0..page.elements.len())
        .filter(|e| page.elements[*e].article && out[*e].is_none())
        .filter(|e| prose[*e] * 100 >= total * SHARE);
    // The innermost of those that say so, as long as it does not lose what the outer one holds.
    let chosen = said.max_by_key(|e| {
        let largest = prose[*e] * 100 >= total * DOMINANT;
        (
            largest,
            if largest { page.elements[*e].depth } else { 0 },
            prose[*e],
            std::cmp::Reverse(*e),
        )
    });
    let mut at = chosen.unwrap_or(0);
    if chosen.is_none() {
        let mut dominant: Vec<Option<usize>> = vec![None; page.elements.len()];
        for place in 1..page.elements.len() {
            let parent = page.elements[place].parent;
            if prose[place] * 100 >= prose[parent] * DOMINANT && prose[place] > 0 {
                dominant[parent] = Some(place);
            }
        }
        while let Some(child) = dominant[at].filter(|c| *c > at && holds_blocks(&page.elements[*c]))
        {
            at = child;
        }
    }
    Some(at)
}

/// Whether an element is one that paragraphs stand in, rather than a paragraph.
fn holds_blocks(element: &Element) -> bool {
    element.kind.is_none()
        && matches!(
            &*element.name,
            "html"
                | "body"
                | "div"
                | "section"
                | "article"
                | "main"
                | "table"
                | "tbody"
                | "tr"
                | "td"
                | "center"
                | "form"
                | "font"
                | "span"
                | "header"
        )
}

/// Beside several texts, an article that is none leads to one.
fn alone(page: &Tree, parent: usize, texts: &[Text], out: &mut [Option<Reason>]) {
    for place in parent + 1..page.elements.len() {
        let element = &page.elements[place];
        let beside = element.parent == parent && &*element.name == "article";
        let is_text = || texts.binary_search_by_key(&place, |t| t.element).is_ok();
        if beside && !is_text() {
            out[place] = out[place].or(Some(Reason::Navigation));
        } else {
            out[place] = out[place].or(out[element.parent]);
        }
    }
}

/// Which elements stand in one, itself included.
fn inside(page: &Tree, main: Option<usize>) -> Vec<bool> {
    let mut inside = vec![false; page.elements.len()];
    for place in 0..page.elements.len() {
        let parent = page.elements[place].parent;
        inside[place] = Some(place) == main || parent < place && inside[parent];
    }
    inside
}
