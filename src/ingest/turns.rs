//! Turns of speech, in transcripts and interviews: lines that begin with whoever speaks.

use std::collections::BTreeMap;

use super::lines::Line;

/// Which lines are turns: those whose speaker has several, or that stand among others alike.
///
/// A speaker is a few words before a colon (`LA PRÉSIDENTE :`, `Q:`) or, in capitals, before a full stop
/// or a dash (`MR ROE.`).
pub fn turns(text: &str, lines: &[Line]) -> Vec<bool> {
    const FEW: usize = 3;
    // Of every hundred lines; titles that begin alike are fewer on their page.
    const SHARE: usize = 33;
    const SHARE_IN_CAPITALS: usize = 15;
    let speakers: Vec<Option<&str>> = lines.iter().map(|line| speaker(text, line)).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for speaker in speakers.iter().flatten() {
        *counts.entry(speaker).or_default() += 1;
    }
    let repeated = counts.values().filter(|count| **count > 1).count();
    let all: usize = counts.values().sum();
    let dialogue = repeated >= 2 || repeated == 1 && all >= FEW;
    let share = all * 100 / lines.len().max(1);
    let is_turn = |speaker: &Option<&str>| match speaker {
        Some(speaker) if is_capital(speaker) => dialogue && share >= SHARE_IN_CAPITALS,
        Some(speaker) => dialogue && counts[speaker] > 1 && share >= SHARE,
        None => false,
    };
    speakers.iter().map(is_turn).collect()
}

/// The words before the colon of a line that has more behind it.
fn speaker<'t>(text: &'t str, line: &Line) -> Option<&'t str> {
    const LONGEST: usize = 40;
    const WORDS: usize = 5;
    let words = &text[line.words.clone()];
    let mut chars = words.char_indices().take(LONGEST);
    let ends = |at: usize, c: char| match c {
        // A full stop after a title or an initial ends nothing.
        '.' => words[..at]
            .rsplit(' ')
            .next()
            .is_some_and(|word| word.len() > 3),
        _ => matches!(c, ':' | '?' | '!' | ';' | '–' | '—'),
    };
    let (colon, _) = chars.find(|(at, c)| ends(*at, *c))?;
    let is_colon = words[colon..].starts_with(':');
    let name = words[..colon].trim_end();
    let behind = &words[colon..].chars().nth(1)?;
    let named = name.starts_with(char::is_uppercase)
        && !name.contains(|c: char| c.is_ascii_digit() || "«\"“(".contains(c))
        && name.split_whitespace().count() <= WORDS;
    let open = behind.is_whitespace() && (is_colon || is_capital(name) && name.len() > 3);
    (named && open).then_some(name)
}

fn is_capital(name: &str) -> bool {
    let mut letters = name.chars().filter(|c| c.is_alphabetic());
    letters.all(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::lines::lines;

    fn count(text: &str) -> usize {
        turns(text, &lines(text)).into_iter().filter(|t| *t).count()
    }

    #[test]
    fn speakers_take_turns() {
        assert_eq!(
            count("LE MAIRE : Bonjour.\nODETTE : Bonjour.\nLE MAIRE : Et le bac ?"),
            3
        );
        assert_eq!(count("Q: When?\nA: Now.\nQ: Where?\nA: Here."), 4);
        assert_eq!(
            count("Le bac : la fin\nUn texte.\nLa crue : le bilan\nUn autre."),
            0
        );
    }
}
