//! Where one text ends and the next begins on a page that holds several.

use std::collections::BTreeMap;
use std::ops::Range;

use super::furniture::{byline, starts_with_words};
use super::lines;
use super::page::Page;
use crate::text::fold;
use crate::time::stamp;

/// The lines of one text; the title's, where the split itself shows which it is.
#[derive(Debug, PartialEq, Eq)]
pub struct Region {
    pub lines: Range<usize>,
    pub title: Option<usize>,
}

/// Cuts a page into regions of one text each. What stands before the first title of a page with
/// several texts, and is no text itself, is in none.
///
/// The shapes are tried in turn, and the first that shows at least two texts counts: titles set
/// out to the left of their texts, titles above a line that recurs, below several that recur, above a
/// date or a name, below a wide gap, titles with a slash, and rules between texts.
///
/// A message is one text. Where the markup tells the main text of a page, that is the one region,
/// unless it tells several.
pub fn regions(page: &Page) -> Vec<Region> {
    if let Some(regions) = by_rules(page) {
        return regions;
    }
    if let Some(hints) = page.hints.as_ref().filter(|h| h.told) {
        if hints.titles.len() > 1 {
            return from_titles(page, &hints.titles);
        }
        return vec![Region {
            lines: 0..page.lines.len(),
            title: hints.title,
        }];
    }
    if let Some(message) = &page.message {
        return vec![Region {
            lines: 0..page.lines.len(),
            title: message.subject.map(|(line, _)| line),
        }];
    }
    let shapes = [
        outdented,
        above_recurring,
        below_recurring,
        above_dateline,
        below_gap,
        slashed,
    ];
    for titles in shapes.iter().map(|shape| shape(page)) {
        let titles = with_prose(page, titles);
        if titles.len() > 1 {
            return from_titles(page, &titles);
        }
    }
    let parts = between_rules(page);
    if parts.len() > 1 {
        return parts;
    }
    vec![Region {
        lines: 0..page.lines.len(),
        title: None,
    }]
}

/// The regions that people ask for.
fn by_rules(page: &Page) -> Option<Vec<Region>> {
    let begins = |line: &usize| {
        let key = lines::key(page.text, &page.lines[*line]);
        page.rules.cut_before.iter().any(|p| p.matches(&key))
    };
    let titles: Vec<usize> = match page.rules.cut_before.is_empty() {
        true => Vec::new(),
        false => (0..page.lines.len()).filter(begins).collect(),
    };
    if !titles.is_empty() {
        return Some(from_titles(page, &titles));
    }
    page.rules.one_report.then(|| {
        vec![Region {
            lines: 0..page.lines.len(),
            title: page.hints.as_ref().and_then(|h| h.title),
        }]
    })
}

fn from_titles(page: &Page, titles: &[usize]) -> Vec<Region> {
    let ends = titles[1..].iter().copied().chain([page.lines.len()]);
    let mut regions = Vec::new();
    if (0..titles[0]).any(|line| page.is_prose(line)) {
        regions.push(Region {
            lines: 0..titles[0],
            title: None,
        });
    }
    regions.extend(titles.iter().zip(ends).map(|(title, end)| Region {
        lines: *title..end,
        title: Some(*title),
    }));
    regions
}

/// A title without a text below it is none; its lines stay with the text before.
fn with_prose(page: &Page, titles: Vec<usize>) -> Vec<usize> {
    let ends: Vec<usize> = titles
        .iter()
        .skip(1)
        .copied()
        .chain([page.lines.len()])
        .collect();
    let kept = titles.iter().zip(ends);
    kept.filter(|(title, end)| (**title + 1..*end).any(|line| page.is_prose(line)))
        .map(|(title, _)| *title)
        .collect()
}

/// Titles at one column, marked or not, whose texts all stand further in.
fn outdented(page: &Page) -> Vec<usize> {
    let mut columns: BTreeMap<(usize, bool), Vec<usize>> = BTreeMap::new();
    for line in 0..page.lines.len() {
        let next_deeper = page
            .lines
            .get(line + 1)
            .is_some_and(|next| next.indent > page.lines[line].indent);
        if page.is_title_like(line) && next_deeper {
            let column = (page.lines[line].indent, page.lines[line].mark.is_none());
            columns.entry(column).or_default().push(line);
        }
    }
    let shallowest_prose = (0..page.lines.len())
        .filter(|line| page.is_prose(*line) && page.lines[*line].mark.is_none())
        .map(|line| page.lines[line].indent)
        .min();
    columns
        .into_iter()
        .filter(|((indent, _), _)| shallowest_prose.is_some_and(|prose| *indent < prose))
        .map(|(_, titles)| with_prose(page, titles))
        .find(|titles| titles.len() > 1)
        .unwrap_or_default()
}

/// Titles each of which stands above the same short line: `Print`, `3 min read`.
fn above_recurring(page: &Page) -> Vec<usize> {
    let mut titles_above: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for line in 1..page.lines.len() {
        if page.reasons[line].is_some() && page.is_brief(line) && page.is_title_like(line - 1) {
            let key: String = lines::key(page.text, &page.lines[line])
                .chars()
                .filter(|c| !c.is_ascii_digit())
                .collect();
            titles_above.entry(key).or_default().push(line - 1);
        }
    }
    let most = titles_above.into_values().max_by_key(Vec::len);
    most.unwrap_or_default()
}

/// Titles below the same lines with which each text ends: `Share`, `Send to a friend`, `8 views`.
fn below_recurring(page: &Page) -> Vec<usize> {
    let mut blocks: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
    let mut line = 0;
    while line < page.lines.len() {
        let furniture = page.reasons[line..].iter().take_while(|r| r.is_some());
        let end = line + furniture.count();
        if end >= line + 2 {
            let key = |line: usize| lines::key(page.text, &page.lines[line]);
            let letters = |key: String| key.chars().filter(|c| !c.is_ascii_digit()).collect();
            let keys = (line..end).map(|line| letters(key(line))).collect();
            blocks.entry(keys).or_default().push(end);
        }
        line = end.max(line + 1);
    }
    let Some(ends) = blocks
        .into_values()
        .max_by_key(Vec::len)
        .filter(|ends| ends.len() > 1)
    else {
        return Vec::new();
    };
    let first = (0..ends[0]).find(|line| page.is_prose(*line));
    let above = first.and_then(|prose| (0..prose).rev().find(|line| page.is_title_like(*line)));
    let below = ends.into_iter().filter(|line| *line < page.lines.len());
    let titles: Vec<usize> = above.into_iter().chain(below).collect();
    let all = titles
        .iter()
        .all(|line| page.is_title_like(*line) && !page.is_prose(*line));
    if all { titles } else { Vec::new() }
}

/// Titles below a gap that is wider than those between paragraphs.
fn below_gap(page: &Page) -> Vec<usize> {
    const WIDE: usize = 3;
    let is_title = |line: &usize| {
        let above_prose = line + 1 < page.lines.len() && page.is_prose(line + 1);
        page.is_title_like(*line) && !page.is_prose(*line) && above_prose
    };
    let wide: Vec<usize> = (1..page.lines.len())
        .filter(|line| page.lines[*line].gap >= WIDE)
        .collect();
    let first = (0..page.lines.len()).find(is_title);
    if wide.is_empty() || !wide.iter().all(is_title) {
        return Vec::new();
    }
    let first = first.filter(|first| *first < wide[0]);
    first.into_iter().chain(wide).collect()
}

/// Titles of a digest, each with its subject before a slash: `Harbour / New fares`.
fn slashed(page: &Page) -> Vec<usize> {
    let titles = (0..page.lines.len()).filter(|line| {
        let below = (line + 1..page.lines.len()).find(|l| page.reasons[*l].is_none());
        page.words(*line).matches(" / ").count() == 1
            && page.is_title_like(*line)
            && !page.is_prose(*line)
            && below.is_some_and(|below| page.is_prose(below))
    });
    titles.collect()
}

/// Titles that a date or an author's name follows, with a text below.
fn above_dateline(page: &Page) -> Vec<usize> {
    let titles = (0..page.lines.len()).filter(|line| {
        let follows = |offset: usize| {
            let next = line + offset;
            next < page.lines.len() && (is_dateline(page, next) || is_byline(page, next))
        };
        page.is_title_like(*line)
            && !is_dateline(page, *line)
            && !is_byline(page, *line)
            && follows(1)
    });
    titles.collect()
}

/// Whether a short line is mostly a date.
pub fn is_dateline(page: &Page, line: usize) -> bool {
    const LONGEST: usize = 70;
    let words = page.words(line);
    if words.ends_with(':')
        || page.lines[line].words.len() > 4 * LONGEST
        || words.chars().count() > LONGEST
    {
        return false;
    }
    let letters = |part: &str| part.chars().filter(|c| c.is_alphanumeric()).count();
    let mut parts = words.split(['|', '·', '•']).map(str::trim);
    let dated = |part: &str| {
        let found = stamp(part, &page.language.dates, None);
        found.is_some_and(|found| letters(&part[found.span]) == letters(part))
    };
    if words.contains(['|', '·', '•']) && parts.any(dated) {
        return true;
    }
    let Some(found) = stamp(words, &page.language.dates, None) else {
        return false;
    };
    let folded = fold(words);
    let announced = page
        .language
        .furniture
        .datelines
        .iter()
        .any(|d| starts_with_words(&folded, d));
    let share = if announced { 4 } else { 2 };
    letters(&words[found.span]) * share >= letters(words)
}

fn is_byline(page: &Page, line: usize) -> bool {
    byline(page.text, &page.lines[line], page.language).is_some()
}

/// Texts between lines that hold no letter, each of which begins with a title.
fn between_rules(page: &Page) -> Vec<Region> {
    let is_rule = |line: &usize| !page.words(*line).contains(char::is_alphanumeric);
    let rules: Vec<usize> = (0..page.lines.len()).filter(is_rule).collect();
    let mut regions: Vec<Region> = Vec::new();
    let mut start = 0;
    for end in rules.into_iter().chain([page.lines.len()]) {
        let holds_text = (start..end).any(|line| page.is_prose(line));
        let titled = (start..end)
            .find(|line| page.reasons[*line].is_none())
            .is_some_and(|line| page.is_title_like(line) && !page.is_prose(line));
        match regions.last_mut() {
            Some(before) if !(holds_text && titled) => before.lines.end = end,
            _ => regions.push(Region {
                lines: start..end,
                title: None,
            }),
        }
        start = end;
    }
    regions.retain(|r| r.lines.clone().any(|line| page.is_prose(line)));
    title_alike(page, &mut regions);
    regions
}

/// Where every text has a title right above its first paragraph, that is its title, whatever stands
/// above it.
fn title_alike(page: &Page, regions: &mut [Region]) {
    let titles: Option<Vec<usize>> = regions
        .iter()
        .map(|region| {
            let prose = region.lines.clone().find(|line| page.is_prose(*line))?;
            let above = prose.checked_sub(1).filter(|l| region.lines.contains(l))?;
            (page.is_title_like(above) && !page.is_prose(above)).then_some(above)
        })
        .collect();
    for (region, title) in regions.iter_mut().zip(titles.into_iter().flatten()) {
        region.title = Some(title);
    }
}
