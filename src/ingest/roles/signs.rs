//! What the shape of a line, and of those beside it, says of it.

use super::super::furniture::starts_with_words;
use super::super::lines::{chars, ends_sentence, word_count};
use super::super::page::Page;
use super::super::reports::is_dateline;
use crate::model::Reason;
use crate::text::{fold, is_space};

/// A short line without a full stop right above a paragraph, or the time at which it was written.
pub fn is_heading(page: &Page, line: usize, end: usize) -> bool {
    const LONGEST: usize = 120;
    let next = (line + 1..end).find(|l| page.reasons[*l].is_none() && page.repeats[*l].is_none());
    // The last of several short lines is one of them: of a song, of a table.
    let among_short = line > 0
        && page.lines[line].gap == 0
        && page.is_brief(line - 1)
        && page.reasons[line - 1].is_none()
        && page.repeats[line - 1].is_none()
        && page.lines[line - 1].gap == 0;
    let titled = page.is_title_like(line) && !page.is_prose(line) && !among_short;
    (titled || page.is_clock(line))
        && chars(page.text, &page.lines[line].words) <= LONGEST
        // What goes on in small letters was cut by something between, and is no heading.
        && next.is_some_and(|next| !page.words(next).starts_with(char::is_lowercase))
        && next.is_some_and(|next| {
            page.is_prose(next) || chars(page.text, &page.lines[next].words) > LONGEST / 2
        })
}

/// A marked line beside another one.
pub fn in_list(page: &Page, line: usize, end: usize) -> bool {
    let marked = |l: usize| page.lines[l].mark.is_some();
    line + 1 < end && marked(line + 1) || line > 0 && marked(line - 1)
}

/// Words set apart, whose speaker the next line names after a dash.
pub fn cue_follows(page: &Page, line: usize, end: usize) -> bool {
    if line + 1 >= end || ends_sentence(page.text, &page.lines[line]) {
        return false;
    }
    let next = page.words(line + 1).trim_start_matches(['-', '–', '—']);
    next.len() < page.words(line + 1).len()
        && next.starts_with(is_space)
        && next
            .trim_start_matches(is_space)
            .starts_with(char::is_lowercase)
}

/// Words below a picture, or that end by saying whose it is: `The ferry on Tuesday. Photo: A. Roe`.
pub fn is_caption(page: &Page, line: usize, below_picture: bool) -> bool {
    const LONGEST: usize = 250;
    const CREDIT: usize = 60;
    let words = page.words(line);
    if chars(page.text, &page.lines[line].words) > LONGEST {
        return false;
    }
    let folded = fold(words);
    let Some((at, sign)) = folded.rmatch_indices([':', '/', '(', '©']).next() else {
        return false;
    };
    let before = folded[..at]
        .rsplit(['.', '(', '!', '?', '|'])
        .next()
        .unwrap_or_default();
    let after = &folded[at + sign.len()..];
    let credits = &page.language.furniture.credits;
    let named = |part: &str| {
        credits
            .iter()
            .any(|c| starts_with_words(part.trim_start(), c))
    };
    let credited = sign == "©" || named(before) || named(after);
    credited && folded.len() - at <= CREDIT && (below_picture || at > before.len())
}

/// A title right below a line that leads elsewhere, `Read also`, or below another teaser.
pub fn is_teaser(page: &Page, line: usize) -> bool {
    const MOST: usize = 8;
    let is_title = |line: usize| page.is_title_like(line) && !page.is_prose(line);
    if page.lines[line].gap > 0 || !is_title(line) {
        return false;
    }
    let above = (line.saturating_sub(MOST)..line).rev();
    for above in above {
        if page.reasons[above] == Some(Reason::Navigation) {
            let folded = fold(page.words(above));
            let leads = &page.language.furniture.navigation;
            let mut leads = leads.iter().filter(|l| l.contains(' '));
            return leads.any(|l| starts_with_words(&folded, l));
        }
        if !is_title(above) || page.lines[above].gap > 0 {
            return false;
        }
    }
    false
}

/// A short line above furniture is its heading.
pub fn heads_furniture(page: &Page, line: usize, end: usize) -> bool {
    page.is_brief(line)
        && line + 1 < end
        && matches!(
            page.reasons[line + 1],
            Some(Reason::Advertisement | Reason::Navigation)
        )
}

/// Two to four words that each begin with a capital, small ones between them aside.
pub fn is_name(words: &str) -> bool {
    let parts: Vec<&str> = words.split_whitespace().collect();
    let capital = |part: &&str| part.starts_with(char::is_uppercase);
    let capitals = parts.iter().filter(|part| capital(part)).count();
    let letters = |c: char| c.is_alphabetic() || matches!(c, ' ' | '-' | '.' | '\'' | '’');
    (2..=4).contains(&capitals)
        && parts.len() <= capitals + 2
        && parts.first().is_some_and(capital)
        && parts.last().is_some_and(capital)
        && words.chars().all(letters)
        && !words.chars().all(|c| !c.is_lowercase())
}

pub fn has_date_beside(page: &Page, line: usize) -> bool {
    let beside = [line.checked_sub(1), Some(line + 1)];
    let mut beside = beside
        .into_iter()
        .flatten()
        .filter(|l| *l < page.lines.len());
    beside.any(|other| is_dateline(page, other))
}

/// The initials with which agencies sign: `ab/cd`, `ab-cd/ef`.
pub fn is_initials(words: &str) -> bool {
    const LONGEST: usize = 16;
    words.len() <= LONGEST
        && words.contains('/')
        && words
            .split(['/', '-', ' '])
            .all(|part| !part.is_empty() && part.chars().all(char::is_alphabetic))
}

/// A name that stands alone below a text: whoever printed it.
pub fn is_signature(page: &Page, line: usize) -> bool {
    const LONGEST: usize = 40;
    let words = page.words(line);
    let capital = |w: &str| w.chars().next().is_some_and(char::is_uppercase);
    let last = words.split_whitespace().last().unwrap_or("");
    chars(page.text, &page.lines[line].words) <= LONGEST
        && word_count(page.text, &page.lines[line].words) <= 5
        && !ends_sentence(page.text, &page.lines[line])
        && capital(words)
        && capital(last)
}
