//! What each line of one text is: its title, a passage of some kind, or something around it.

use std::collections::BTreeSet;
use std::ops::Range;

use super::furniture::{byline, starts_with_words};
use super::lines::{chars, ends_sentence, word_count};
use super::page::Page;
use super::repeats::SITE;
use super::reports::{Region, is_dateline};
use crate::model::{Kind, Reason};
use crate::text::{fold, is_space};
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

/// The site that a page's own title names behind the headline.
fn site(page: &Page, head: Range<usize>, title: usize) -> Option<String> {
    const WORDS: usize = 5;
    let mut whole = head.filter(|line| {
        page.repeats[*line].is_some_and(|r| r.of == title && !r.truncated)
            && page.words(*line).len() > page.words(title).len()
    });
    let words = page.words(whole.next()?);
    let named = SITE.iter().filter_map(|sign| words.rsplit_once(sign));
    let (_, site) = named.min_by_key(|(_, site)| site.len())?;
    let several = site.split_whitespace().count() <= WORDS;
    (several && site.starts_with(char::is_uppercase)).then(|| site.trim().to_owned())
}

/// A title that runs on the pages of a printed document is its title where it stands first.
fn running_title(page: &Page, mut head: Range<usize>) -> Option<usize> {
    let running = |line: &usize| page.recurs[*line] && page.is_titled(*line);
    head.rfind(running)
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
            Some(Kind::Paragraph) => body_role_of(page, line, lines.end, Some(Kind::Paragraph)),
            None => body_role(page, line, lines.end),
            Some(kind) => Role::Passage(kind),
        };
        reading.roles.push(role);
    }
    reading
}

/// A paragraph by its markup is one, unless the next line names the speaker of its words.
fn body_role_of(page: &Page, line: usize, end: usize, kind: Option<Kind>) -> Role {
    match (kind, body_role(page, line, end)) {
        (_, role @ Role::Passage(Kind::PullQuote)) | (None, role) => role,
        (Some(kind), _) => Role::Passage(kind),
    }
}

/// The head of a text names it: of the lines before the first paragraph that could be its title,
/// the one that shares most words with what follows; the first of several alike.
fn choose_title(page: &Page, head: Range<usize>, first: usize) -> Option<usize> {
    const FOLLOWING: usize = 12;
    let until = page.lines.len().min(first + FOLLOWING);
    let following: BTreeSet<String> = (first..until)
        .filter(|line| page.lines[*line].words.len() < 20_000)
        .flat_map(|line| content_words(page.words(line)))
        .collect();
    let shared = |line: usize| {
        content_words(page.words(line))
            .filter(|w| following.contains(w))
            .count()
    };
    let is_candidate = |line: usize| {
        page.is_title_like(line)
            && page.repeats[line].is_none()
            && !page.is_timed(line)
            && !is_dateline(page, line)
            && byline(page.text, &page.lines[line], page.language).is_none()
    };
    let start = head.start;
    let candidates = head.filter(|line| is_candidate(*line));
    let mut title = candidates.max_by_key(|line| (shared(*line), std::cmp::Reverse(*line)))?;
    // Right below a title that says as much as a sentence stands a standfirst.
    while title > start
        && page.lines[title].gap == 0
        && is_candidate(title - 1)
        && word_count(page.text, &page.lines[title - 1].words) >= 4
        && shared(title - 1) > 0
    {
        title -= 1;
    }
    Some(title)
}

fn content_words(words: &str) -> impl Iterator<Item = String> {
    let folded = fold(words);
    let words: Vec<String> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| w.chars().count() > 3)
        .map(str::to_owned)
        .collect();
    words.into_iter()
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

/// Whether the next lines have a word of this one.
fn is_spoken_of(page: &Page, line: usize) -> bool {
    const FOLLOWING: usize = 30;
    const LONGEST: usize = 20_000;
    let own: BTreeSet<String> = content_words(page.words(line)).collect();
    let following = (line + 1..page.lines.len()).take(FOLLOWING);
    let mut prose = following.filter(|l| page.is_prose(*l) && page.lines[*l].words.len() < LONGEST);
    prose.any(|l| content_words(page.words(l)).any(|word| own.contains(&word)))
}

/// Two to four words that each begin with a capital, small ones between them aside.
fn is_name(words: &str) -> bool {
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

fn has_date_beside(page: &Page, line: usize) -> bool {
    let beside = [line.checked_sub(1), Some(line + 1)];
    let mut beside = beside
        .into_iter()
        .flatten()
        .filter(|l| *l < page.lines.len());
    beside.any(|other| is_dateline(page, other))
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

/// A short line above furniture is its heading.
fn heads_furniture(page: &Page, line: usize, end: usize) -> bool {
    page.is_brief(line)
        && line + 1 < end
        && matches!(
            page.reasons[line + 1],
            Some(Reason::Advertisement | Reason::Navigation)
        )
}

/// The initials with which agencies sign: `ab/cd`, `ab-cd/ef`.
fn is_initials(words: &str) -> bool {
    const LONGEST: usize = 16;
    words.len() <= LONGEST
        && words.contains('/')
        && words
            .split(['/', '-', ' '])
            .all(|part| !part.is_empty() && part.chars().all(char::is_alphabetic))
}

/// A name that stands alone below a text: whoever printed it.
fn is_signature(page: &Page, line: usize) -> bool {
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

/// A title right below a line that leads elsewhere, `Read also`, or below another teaser.
fn is_teaser(page: &Page, line: usize) -> bool {
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

/// Words below a picture, or that end by saying whose it is: `The ferry on Tuesday. Photo: A. Roe`.
fn is_caption(page: &Page, line: usize, below_picture: bool) -> bool {
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

/// A marked line beside another one.
fn in_list(page: &Page, line: usize, end: usize) -> bool {
    let marked = |l: usize| page.lines[l].mark.is_some();
    line + 1 < end && marked(line + 1) || line > 0 && marked(line - 1)
}

/// Words set apart, whose speaker the next line names after a dash.
fn cue_follows(page: &Page, line: usize, end: usize) -> bool {
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

/// A short line without a full stop right above a paragraph, or the time at which it was written.
fn is_heading(page: &Page, line: usize, end: usize) -> bool {
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
