//! What a source prints twice: the first whole printing is the passage, the others repeat it.

use std::collections::HashMap;

use super::lines::{Line, ends_sentence};
use crate::text::skeleton;

/// That a line repeats another one of its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repeat {
    /// The line whose words it repeats; that line repeats none.
    pub of: usize,
    /// Only a beginning or an end of those words.
    pub truncated: bool,
}

/// From this length on, in letters and digits, two equal lines are no coincidence.
const WHOLE: usize = 40;
/// A piece of a line this long is a cut one, whatever its ends look like.
const PIECE: usize = 60;
/// A piece cut in mid-word may be this short.
const STUMP: usize = 12;
/// What stands between a headline and the name of the site in the title of a page.
pub const SITE: [&str; 6] = [" - ", " – ", " — ", " | ", " · ", " : "];
/// Lines that begin alike and are compared; a page that has more is no text.
const ALIKE: usize = 8;

/// For each line, the line it repeats. `keys` are the lines' letters and digits.
pub fn find(text: &str, lines: &[Line], keys: &[String]) -> Vec<Option<Repeat>> {
    let mut repeats = vec![None; lines.len()];
    let mut first: HashMap<&str, usize> = HashMap::new();
    for (line, key) in keys.iter().enumerate().filter(|(_, k)| k.len() >= WHOLE) {
        match first.get(key.as_str()) {
            Some(of) => {
                repeats[line] = Some(Repeat {
                    of: *of,
                    truncated: false,
                });
            }
            None => {
                first.insert(key, line);
            }
        }
    }
    extend_to_neighbours(text, lines, keys, &mut repeats);
    find_titles_with_site(text, lines, keys, &mut repeats);
    find_pieces(text, lines, keys, &mut repeats);
    settle(&mut repeats);
    repeats
}

/// Short lines between repeated ones, a subheading say, are repeats as well.
///
/// So is a line cut short where the next one would be repeated.
fn extend_to_neighbours(
    text: &str,
    lines: &[Line],
    keys: &[String],
    repeats: &mut [Option<Repeat>],
) {
    let whole = |of: usize| {
        Some(Repeat {
            of,
            truncated: false,
        })
    };
    for line in 1..keys.len() {
        if let (None, Some(before)) = (repeats[line], repeats[line - 1]) {
            let of = before.of + 1;
            if of < line && keys[of] == keys[line] && !keys[line].is_empty() {
                repeats[line] = whole(of);
            } else if of < line
                && keys[line].len() >= STUMP
                && keys[of].len() > keys[line].len()
                && keys[of].starts_with(keys[line].as_str())
                && !ends_sentence(text, &lines[line])
            {
                repeats[line] = Some(Repeat {
                    of,
                    truncated: true,
                });
            }
        }
    }
    for line in (0..keys.len().saturating_sub(1)).rev() {
        if let (None, Some(after)) = (repeats[line], repeats[line + 1]) {
            let matches = after
                .of
                .checked_sub(1)
                .filter(|of| *of < line && keys[*of] == keys[line]);
            if let Some(of) = matches.filter(|_| !keys[line].is_empty()) {
                repeats[line] = whole(of);
            }
        }
    }
}

/// A page's own title repeats the headline, with the site's name behind it: `Headline - The Site`.
fn find_titles_with_site(
    text: &str,
    lines: &[Line],
    keys: &[String],
    repeats: &mut [Option<Repeat>],
) {
    const LONGEST: usize = 250;
    let mut first: HashMap<&str, usize> = HashMap::new();
    for (line, key) in keys.iter().enumerate().filter(|(_, k)| k.len() >= STUMP) {
        first.entry(key).or_insert(line);
    }
    for (line, own) in lines.iter().enumerate() {
        if own.words.len() > LONGEST || repeats[line].is_some() {
            continue;
        }
        let words = &text[own.words.clone()];
        let headline = SITE.iter().filter_map(|sign| words.rsplit_once(sign));
        let of = headline
            .filter_map(|(headline, _)| first.get(skeleton(headline).as_str()))
            .find(|of| **of != line && repeats[**of].is_none());
        if let Some(of) = of {
            repeats[line] = Some(Repeat {
                of: *of,
                truncated: false,
            });
        }
    }
}

/// A line that is the beginning or the end of another: a printing cut short.
fn find_pieces(text: &str, lines: &[Line], keys: &[String], repeats: &mut [Option<Repeat>]) {
    let mut by_start: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut by_end: HashMap<&str, Vec<usize>> = HashMap::new();
    for (line, key) in keys.iter().enumerate() {
        if key.len() > PIECE && repeats[line].is_none() {
            note(&mut by_start, beginning(key), line);
            note(&mut by_end, ending(key), line);
        }
    }
    for (line, key) in keys.iter().enumerate() {
        if key.len() < STUMP || repeats[line].is_some() {
            continue;
        }
        let open = !ends_sentence(text, &lines[line]);
        let long = key.len() >= PIECE;
        let whole_lines = |map: &HashMap<&str, Vec<usize>>, part: &str| -> Vec<usize> {
            map.get(part).cloned().unwrap_or_default()
        };
        let begins = whole_lines(&by_start, beginning(key))
            .into_iter()
            .find(|whole| {
                keys[*whole].len() > key.len()
                    && keys[*whole].starts_with(key.as_str())
                    && open
                    && (long || cut_in_word(text, &lines[line], &lines[*whole]))
            });
        let found = begins.or_else(|| {
            let ends = whole_lines(&by_end, ending(key));
            ends.into_iter().find(|whole| {
                keys[*whole].len() > key.len() && keys[*whole].ends_with(key.as_str()) && long
            })
        });
        if let Some(of) = found {
            repeats[line] = Some(Repeat {
                of,
                truncated: true,
            });
        }
    }
}

fn note<'k>(map: &mut HashMap<&'k str, Vec<usize>>, part: &'k str, line: usize) {
    let lines = map.entry(part).or_default();
    if lines.len() < ALIKE {
        lines.push(line);
    }
}

fn beginning(key: &str) -> &str {
    let mut end = STUMP.min(key.len());
    while !key.is_char_boundary(end) {
        end -= 1;
    }
    &key[..end]
}

fn ending(key: &str) -> &str {
    let mut start = key.len().saturating_sub(STUMP);
    while !key.is_char_boundary(start) {
        start += 1;
    }
    &key[start..]
}

/// Whether the last word of a piece goes on in the whole line.
fn cut_in_word(text: &str, piece: &Line, whole: &Line) -> bool {
    let last = text[piece.words.clone()].split_whitespace().last();
    let count = text[piece.words.clone()].split_whitespace().count();
    let there = text[whole.words.clone()]
        .split_whitespace()
        .nth(count.saturating_sub(1));
    match (last, there) {
        (Some(last), Some(there)) => {
            there.len() > last.len()
                && there.starts_with(last)
                && there[last.len()..].starts_with(char::is_alphanumeric)
        }
        _ => false,
    }
}

/// Leads every repeat to a line that repeats none.
fn settle(repeats: &mut [Option<Repeat>]) {
    for line in 0..repeats.len() {
        let Some(mut repeat) = repeats[line] else {
            continue;
        };
        let mut steps = 0;
        while let Some(next) = repeats[repeat.of].filter(|_| steps < ALIKE) {
            repeat.of = next.of;
            repeat.truncated |= next.truncated;
            steps += 1;
        }
        repeats[line] = (repeat.of != line && repeats[repeat.of].is_none()).then_some(repeat);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::lines::{key, lines};

    fn check(text: &str) -> Vec<Option<(usize, bool)>> {
        let lines = lines(text);
        let keys: Vec<String> = lines.iter().map(|l| key(text, l)).collect();
        let found = find(text, &lines, &keys);
        found
            .into_iter()
            .map(|r| r.map(|r| (r.of, r.truncated)))
            .collect()
    }

    #[test]
    fn a_second_printing_repeats_the_first_with_its_subheading() {
        let text = "Le pont rouvre après quatre mois de travaux sur les piles.\nEt après\n\
            Le maire promet que la chaussée sera finie au printemps prochain.\n\
            Le pont rouvre après quatre mois de travaux sur les piles.\nEt après\n\
            Le maire promet que la chaussée sera finie au printemps prochain.";
        assert_eq!(
            check(text),
            [
                None,
                None,
                None,
                Some((0, false)),
                Some((1, false)),
                Some((2, false))
            ]
        );
    }

    #[test]
    fn a_printing_cut_in_mid_word_repeats_the_whole_one() {
        let text = "Les riverains, eux, sont profondé\nAutre chose.\n\
            Les riverains, eux, sont profondément las du bruit, disent-ils, et demandent la fin des travaux de nuit.";
        assert_eq!(check(text), [Some((2, true)), None, None]);
    }

    #[test]
    fn a_title_that_begins_as_its_first_sentence_is_no_repeat() {
        let text = "Le pont rouvre lundi matin\nLe pont rouvre lundi matin à cinq heures, a fait savoir la mairie dans un communiqué.";
        assert_eq!(check(text), [None, None]);
    }
}
