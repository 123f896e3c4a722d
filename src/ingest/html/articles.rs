//! Several texts on one page: elements side by side, each with a title and prose of its own.

use std::collections::{BTreeMap, BTreeSet};

use super::around::is_credit;
use super::main_text::is_prose;
use super::metadata::date;
use super::tree::Tree;
use crate::ingest::furniture::starts_with_words;
use crate::lang;
use crate::model::{Kind, Reason};
use crate::text::fold;
use crate::time::stamp;

/// One of several texts.
#[derive(Clone, Debug)]
pub struct Text {
    /// Its element.
    pub element: usize,
    /// Block of its title.
    pub title: usize,
    /// EDTF.
    pub published: Option<String>,
}

/// A text is no shorter; what is shorter leads to one.
const SHORTEST: usize = 120;
/// Of every hundred characters of prose, how many the texts hold together.
const SHARE: usize = 60;

/// The element that the texts of a page stand in, and those of its children that are texts; None
/// where the page holds one text.
///
/// Parts of one text have titles too. Texts of their own have a date, an author, or a title that leads
/// to a page of theirs.
pub fn several(page: &Tree, prose: &[usize], out: &[Option<Reason>]) -> Option<(usize, Vec<Text>)> {
    let total = prose.first().copied().unwrap_or(0);
    let mut groups: BTreeMap<(usize, u64), BTreeSet<usize>> = BTreeMap::new();
    for block in page.blocks.iter().filter(|b| out[b.element].is_none()) {
        const UP: usize = 8;
        let mut at = block.element;
        if page.elements[at].kind != Some(Kind::Heading) {
            continue;
        }
        for _ in 0..UP {
            let element = &page.elements[at];
            let key = match &*element.name {
                "article" => 1,
                "div" | "section" | "li" => element.signature,
                _ => 0,
            };
            if key != 0 && prose[at] >= SHORTEST {
                groups.entry((element.parent, key)).or_default().insert(at);
            }
            at = element.parent;
        }
    }
    let held = |elements: &BTreeSet<usize>| elements.iter().map(|e| prose[*e]).sum::<usize>();
    let large = groups
        .into_iter()
        .filter(|(_, elements)| elements.len() > 1 && held(elements) * 100 >= total * SHARE);
    let ((parent, _), elements) =
        large.max_by_key(|((parent, key), elements)| (*key == 1, held(elements), *parent))?;
    let texts = texts(page, prose, out, &elements);
    (texts.len() > 1).then_some((parent, texts))
}

/// What is known of an element that may be a text.
#[derive(Default)]
struct Candidate {
    title: Option<usize>,
    linked: bool,
    credited: bool,
    published: Option<String>,
    paragraphs: usize,
    leads_on: bool,
}

fn texts(
    page: &Tree,
    prose: &[usize],
    out: &[Option<Reason>],
    elements: &BTreeSet<usize>,
) -> Vec<Text> {
    let mut candidates: BTreeMap<usize, Candidate> = BTreeMap::new();
    let mut within: Vec<Option<usize>> = Vec::with_capacity(page.elements.len());
    for (place, element) in page.elements.iter().enumerate() {
        let above = if place > 0 {
            within[element.parent]
        } else {
            None
        };
        let own = elements.contains(&place).then_some(place).or(above);
        within.push(own);
        if let (Some(own), Some(value), None) = (own, &element.datetime, out[place]) {
            let candidate = candidates.entry(own).or_default();
            candidate.credited = true;
            candidate.published = candidate.published.take().or_else(|| date(value));
        }
    }
    for (place, block) in page.blocks.iter().enumerate() {
        let Some(own) = within[block.element].filter(|_| out[block.element].is_none()) else {
            continue;
        };
        let candidate = candidates.entry(own).or_default();
        let words = &page.text[block.span.clone()];
        if candidate.title.is_none() && page.elements[block.element].kind == Some(Kind::Heading) {
            candidate.title = Some(place);
            candidate.linked = block.in_links * 10 >= block.chars * 9;
        } else if is_credit(page, block) {
            candidate.credited = true;
            if candidate.published.is_none() {
                let mut all = lang::all().iter();
                let found = all.find_map(|l| stamp(words, &l.dates, None));
                candidate.published = found.map(|s| s.value);
            }
        } else if is_prose(page, block) {
            candidate.paragraphs += 1;
            let cut = words.trim_end().ends_with(['…', ']']) || words.trim_end().ends_with("...");
            candidate.leads_on |= cut && candidate.linked || block.in_links > 0 && leads_on(words);
        } else if block.in_links > 0 {
            candidate.leads_on |= leads_on(words);
        }
    }
    let found = candidates.into_iter().filter_map(|(element, candidate)| {
        let alone = candidate.credited || candidate.linked && candidate.paragraphs > 1;
        let long = prose[element] >= SHORTEST;
        // A teaser that gives the beginning of a text leads on to the rest of it.
        let whole = !candidate.leads_on || candidate.paragraphs > 2;
        let is_text = alone && long && whole && (candidate.paragraphs > 1 || !candidate.linked);
        Some(Text {
            element,
            title: candidate.title.filter(|_| is_text)?,
            published: candidate.published,
        })
    });
    found.collect()
}

/// A line that ends in a way to the rest of the text.
fn leads_on(words: &str) -> bool {
    const LAST: usize = 30;
    let folded = fold(words);
    let tail: Vec<&str> = folded.split(' ').rev().take(4).collect();
    let known = |tail: &str| {
        let mut all = lang::all().iter().flat_map(|l| &l.furniture.navigation);
        all.any(|w| w.contains(' ') && starts_with_words(tail, w))
    };
    (1..=tail.len()).any(|count| {
        let end: Vec<&str> = tail[..count].iter().rev().copied().collect();
        let end = end.join(" ");
        end.len() <= LAST && known(&end)
    })
}
