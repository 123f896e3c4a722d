//! What each line of one text is: its title, a passage of some kind, or something around it.

mod signs;
mod title;

use std::ops::Range;

use self::signs::{
    cue_follows, has_date_beside, heads_furniture, in_list, is_caption, is_heading, is_initials,
    is_name, is_signature, is_teaser,
};
use self::title::{choose_title, is_spoken_of, running_title, site};
use super::furniture::byline;
use super::lines::{chars, word_count};
use super::page::Page;
use super::reports::{Region, is_dateline};
use crate::model::{Kind, Reason};
use crate::text::is_space;
use crate::time::stamp;

/// What a line of a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Passage(Kind),
    LeftOut(Reason),
    /// It repeats the line with this number.
    Repeats {
        line: usize,
        truncated: bool,
    },
}

/// One text's lines with their roles, and what the lines around it say of it.
#[derive(Debug, Default)]
pub struct Reading {
    /// One role for each line of the region.
    pub roles: Vec<Role>,
    /// Date of publication as a line states it (EDTF).
    pub published: Option<String>,
    pub author: Option<String>,
    pub outlet: Option<String>,
    /// Lines that stay in, though they are neither sentences nor headings.
    pub doubts: Vec<usize>,
}

/// Reads a region: head, body and tail, by where its running text begins and ends.
pub fn read(page: &Page, region: &Region) -> Reading {
    if page.hints.as_ref().is_some_and(|h| h.told) {
        return read_told(page, region);
    }
    let lines = region.lines.clone();
    let open = |line: &usize| page.reasons[*line].is_none() && page.repeats[*line].is_none();
    let is_body = |line: &usize| page.is_prose(*line);
    let first_prose = lines.clone().find(|l| is_body(l)).or_else(|| {
        // A text without a paragraph begins at its first line, or after its title.
        let mut short = lines.clone().filter(open);
        let first = short.next();
        short.next().or(first)
    });
    let Some(first) = first_prose else {
        return Reading {
            roles: lines.clone().map(|l| left_out(page, l)).collect(),
            ..Reading::default()
        };
    };
    let last = lines
        .clone()
        .rev()
        .find(|l| is_body(l))
        .unwrap_or(lines.end - 1);
    let title = region
        .title
        .or_else(|| choose_title(page, lines.start..first, first))
        .or_else(|| running_title(page, lines.start..first));
    let mut reading = Reading {
        outlet: title.and_then(|title| site(page, lines.start..first, title)),
        ..Reading::default()
    };
    if let Some(message) = &page.message {
        reading.author.clone_from(&message.author);
        let date = message
            .date
            .and_then(|line| date_of(page, page.words(line)));
        reading.published = date;
    }
    for line in lines.clone() {
        let role = if Some(line) == title {
            Role::Passage(Kind::Title)
        } else if line < first {
            head_role(page, line, title, &mut reading)
        } else if line > last {
            tail_role(page, line, lines.end, &mut reading)
        } else {
            body_role(page, line, lines.end)
        };
        reading.roles.push(role);
    }
    if reading.published.is_none() {
        reading.published = opening_date(page, first);
    }
    reading.doubts = doubts(page, &lines, &reading.roles);
    reading
}

/// Lines that were kept as paragraphs, and that nothing but their place says are some.
fn doubts(page: &Page, lines: &Range<usize>, roles: &[Role]) -> Vec<usize> {
    let roles = lines.clone().zip(roles);
    let short = roles.filter(|(line, role)| {
        **role == Role::Passage(Kind::Paragraph)
            && page.is_brief(*line)
            && page.lines[*line].mark.is_none()
            && !page.turns[*line]
            && !page.kept[*line]
    });
    short.map(|(line, _)| line).collect()
}

/// The full date of some words.
fn date_of(page: &Page, words: &str) -> Option<String> {
    stamp(words, &page.language.dates, None).map(|found| found.value)
}

/// The date before the dash with which an agency opens a text: `Corbelle, 12 March 2031 (AFR) -`.
fn opening_date(page: &Page, line: usize) -> Option<String> {
    const LONGEST: usize = 100;
    let words = page.words(line);
    let (end, _) = words
        .char_indices()
        .take(LONGEST)
        .skip(1)
        .find(|(at, c)| matches!(c, '-' | '–' | '—') && words[..*at].ends_with(is_space))?;
    let opening = &words[..end];
    opening
        .starts_with(|c: char| c.is_uppercase() || c == '(')
        .then(|| date_of(page, opening))
        .flatten()
}

/// Reads a text whose place on the page the markup tells; its shape decides where that is silent.
fn read_told(page: &Page, region: &Region) -> Reading {
    let lines = region.lines.clone();
    let inside = |line: &usize| page.reasons[*line].is_none() && page.repeats[*line].is_none();
    let first = lines.clone().find(|l| inside(l) && page.is_prose(*l));
    let first = first
        .or_else(|| lines.clone().find(inside))
        .unwrap_or(lines.end);
    let title = region
        .title
        .or_else(|| choose_title(page, lines.start..first, first));
    let mut reading = Reading::default();
    for line in lines.clone() {
        let role = match page.kind(line) {
            _ if Some(line) == title => Role::Passage(Kind::Title),
            _ if !inside(&line) => {
                // Whoever wrote it and when may stand in what is left out.
                let near = title.is_none_or(|t| line.abs_diff(t) <= 8);
                if page.reasons[line] == Some(Reason::Credit) && near {
                    credit(page, line, &mut reading);
                }
                left_out(page, line)
            }
            Some(Kind::Paragraph) | None if line < first => {
                head_role(page, line, title, &mut reading)
            }
            Some(Kind::Paragraph) => paragraph_role(page, line, lines.end),
            None => body_role(page, line, lines.end),
            Some(kind) => Role::Passage(kind),
        };
        reading.roles.push(role);
    }
    reading
}

/// A paragraph by its markup is one, unless the next line names the speaker of its words.
fn paragraph_role(page: &Page, line: usize, end: usize) -> Role {
    match body_role(page, line, end) {
        role @ Role::Passage(Kind::PullQuote) => role,
        _ => Role::Passage(Kind::Paragraph),
    }
}

fn left_out(page: &Page, line: usize) -> Role {
    match page.repeats[line] {
        Some(repeat) => Role::Repeats {
            line: repeat.of,
            truncated: repeat.truncated,
        },
        None => Role::LeftOut(page.reasons[line].unwrap_or(Reason::Navigation)),
    }
}

fn head_role(page: &Page, line: usize, title: Option<usize>, reading: &mut Reading) -> Role {
    if page.kept[line] {
        return body_role(page, line, page.lines.len());
    }
    if let Some(credit) = credit(page, line, reading) {
        return credit;
    }
    if page.reasons[line].is_some() || page.repeats[line].is_some() {
        return left_out(page, line);
    }
    let below = title.is_none_or(|title| line > title);
    if below && is_name(page.words(line)) && has_date_beside(page, line) {
        reading
            .author
            .get_or_insert_with(|| page.words(line).to_owned());
        return Role::LeftOut(Reason::Credit);
    }
    // Below the title, what says something is a standfirst or an opening; above, a section's name.
    // A short line says something if the text that follows speaks of the same.
    const SAYS_SOMETHING: usize = 40;
    // What the markup calls a paragraph may say less.
    const PARAGRAPH: usize = 15;
    let long = match page.kind(line) {
        Some(Kind::Paragraph) => PARAGRAPH,
        _ => SAYS_SOMETHING,
    };
    let says = chars(page.text, &page.lines[line].words) >= long
        || page
            .words(line)
            .ends_with(['.', ',', ':', ';', '!', '?', '…'])
        || page.is_timed(line)
        || page.message.is_some()
        || word_count(page.text, &page.lines[line].words) >= 4 && is_spoken_of(page, line);
    if below && says || title.is_none() {
        body_role(page, line, page.lines.len())
    } else {
        Role::LeftOut(Reason::Navigation)
    }
}

fn tail_role(page: &Page, line: usize, end: usize, reading: &mut Reading) -> Role {
    if page.kept[line] {
        return body_role(page, line, end);
    }
    if let Some(credit) = credit(page, line, reading) {
        return credit;
    }
    if page.reasons[line].is_some() || page.repeats[line].is_some() {
        return left_out(page, line);
    }
    let below_furniture = line > 0
        && page.is_brief(line)
        && matches!(
            reading.roles.last(),
            Some(Role::LeftOut(Reason::Navigation | Reason::Advertisement))
        );
    if below_furniture || heads_furniture(page, line, end) {
        return Role::LeftOut(Reason::Navigation);
    }
    let closes = (line + 1..end).all(|l| page.reasons[l].is_some());
    if closes && is_initials(page.words(line)) {
        return Role::LeftOut(Reason::Credit);
    }
    if closes && is_signature(page, line) {
        reading
            .outlet
            .get_or_insert_with(|| page.words(line).to_owned());
        return Role::LeftOut(Reason::Credit);
    }
    body_role(page, line, end)
}

/// A line that says when a text was published, or who wrote it.
fn credit(page: &Page, line: usize, reading: &mut Reading) -> Option<Role> {
    if page.repeats[line].is_some() {
        return None;
    }
    if is_dateline(page, line) {
        let found = stamp(page.words(line), &page.language.dates, None)?;
        reading.published.get_or_insert(found.value);
        return Some(Role::LeftOut(Reason::Credit));
    }
    let author = byline(page.text, &page.lines[line], page.language)?;
    reading.author.get_or_insert(author);
    Some(Role::LeftOut(Reason::Credit))
}

fn body_role(page: &Page, line: usize, end: usize) -> Role {
    if page.reasons[line].is_some() || page.repeats[line].is_some() {
        return left_out(page, line);
    }
    let below = |reason| line > 0 && page.reasons[line - 1] == Some(reason);
    if below(Reason::Advertisement) && page.lines[line].gap == 0 && page.is_brief(line) {
        return Role::LeftOut(Reason::Advertisement);
    }
    if is_teaser(page, line) {
        return Role::LeftOut(Reason::Navigation);
    }
    let kind = if page.turns[line] {
        Kind::Paragraph
    } else if page.lines[line].mark.is_some() && in_list(page, line, end) {
        Kind::ListItem
    } else if is_caption(page, line, below(Reason::ImageName)) {
        Kind::Caption
    } else if cue_follows(page, line, end) {
        Kind::PullQuote
    } else if is_heading(page, line, end) {
        Kind::Heading
    } else {
        Kind::Paragraph
    };
    Role::Passage(kind)
}
