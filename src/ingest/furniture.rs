//! What stands around a text on a page: found by shape, by what recurs, and with the words of the
//! language file as one signal among several.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::LazyLock;

use regex::Regex;

use super::comments::counts;
use super::lines::{self, Line, chars, ends_sentence, word_count};
use crate::lang::Language;
use crate::model::Reason;
use crate::text::fold;

/// Lines that stand in several sources of the archive which are not each other's reprints.
#[derive(Default)]
pub struct Recurring {
    lines: HashMap<u64, usize>,
}

const SHORT: usize = 200;
const LONG: usize = 160;

/// Counts, over the texts of an archive, in how many of them each short line stands.
///
/// Texts that share a long line reprint each other, and count as one.
pub fn recurring<'t>(texts: impl Iterator<Item = &'t str>) -> Recurring {
    // A long line leads to the first text that had it: texts with one leader are one family.
    let mut leader_of_long: HashMap<u64, usize> = HashMap::new();
    let mut families: HashMap<u64, Vec<usize>> = HashMap::new();
    for (place, text) in texts.enumerate() {
        let mut family = place;
        let mut short = Vec::new();
        for line in lines::lines(text) {
            let key = lines::key(text, &line);
            if key.len() >= LONG {
                let leader = *leader_of_long.entry(hash(&key)).or_insert(place);
                family = family.min(leader);
            } else if key.len() >= 2 {
                short.push(hash(&key));
            }
        }
        short.sort_unstable();
        short.dedup();
        for key in short {
            let seen = families.entry(key).or_default();
            // Three families settle every question that is asked; more need not be kept.
            if seen.len() < 3 && !seen.contains(&family) {
                seen.push(family);
            }
        }
    }
    let lines = families
        .into_iter()
        .filter(|(_, seen)| seen.len() > 1)
        .map(|(key, seen)| (key, seen.len()))
        .collect();
    Recurring { lines }
}

impl Recurring {
    /// In how many unrelated texts a line stands: 1, 2, or 3 for three or more.
    pub fn texts(&self, text: &str, line: &Line) -> usize {
        if line.span.len() > 4 * SHORT {
            return 1;
        }
        let key = lines::key(text, line);
        self.lines.get(&hash(&key)).copied().unwrap_or(1)
    }
}

fn hash(key: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}

static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:\S{1,40}\s*:\s*)?<?(?:https?://|www\.)\S+>?$").expect("a fixed pattern")
});
static COUNTER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[\d\s.,:/+|()-]+[kKM]?$").expect("a fixed pattern"));
static HANDLE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(?:[@#][\p{L}\d_]+[\s,]*)+$").expect("a fixed pattern"));

/// Why a line, whatever stands around it, is no part of a text; None where it may well be.
pub fn reason(text: &str, line: &Line, language: &Language) -> Option<Reason> {
    let words = &text[line.words.clone()];
    if words.is_empty() {
        return Some(if line.image.is_some() {
            Reason::ImageName
        } else {
            Reason::Other
        });
    }
    if line.words.len() > 4 * SHORT {
        return None;
    }
    if !words.contains(char::is_alphanumeric) {
        return Some(Reason::Other);
    }
    if COUNTER.is_match(words) || counts(words, &language.furniture.counted) {
        return Some(Reason::Counter);
    }
    if ADDRESS.is_match(words) {
        return Some(Reason::Credit);
    }
    if HANDLE.is_match(words) || is_menu(words) {
        return Some(Reason::Navigation);
    }
    let folded = fold(words);
    let starts = |list: &[String]| list.iter().any(|p| starts_with_words(&folded, p));
    if starts(&language.furniture.prompts) && is_addressed(text, line) {
        return Some(Reason::Advertisement);
    }
    if words.starts_with('©') || starts(&language.furniture.credits) && is_credit(words) {
        return Some(Reason::Credit);
    }
    // `Read also: …` leads elsewhere, however long the title behind it.
    let leads = |phrase: &String| {
        let rest = folded.strip_prefix(phrase.as_str()).map(str::trim_start);
        rest.is_some_and(|rest| rest.starts_with(':'))
    };
    if language.furniture.navigation.iter().any(leads) && !words.ends_with('.') {
        return Some(Reason::Navigation);
    }
    let brief = chars(text, &line.words) <= 60 && !ends_sentence(text, line);
    (brief && starts(&language.furniture.navigation) && word_count(text, &line.words) <= 6)
        .then_some(Reason::Navigation)
}

/// A request to the reader is one or two short sentences; a paragraph that begins alike is prose.
fn is_addressed(text: &str, line: &Line) -> bool {
    chars(text, &line.words) <= 160
}

/// `Photo: A. Roe`, `© 2020 …`: short, and no sentence beyond its first words.
fn is_credit(words: &str) -> bool {
    words.chars().count() <= 80
        && (words.contains([':', '/', '©']) || !words.trim_end_matches('.').contains(' '))
}

/// Several short parts between separators: a menu or a trail of crumbs.
fn is_menu(words: &str) -> bool {
    ['|', '›', '»', '>', '·', '•', '/'].into_iter().any(|sign| {
        // An angle that a tag opens separates nothing.
        if sign == '>' && words.contains('<') {
            return false;
        }
        let spaced = |part: &str| part.starts_with(' ') || part.ends_with(' ');
        let parts: Vec<&str> = words.split(sign).collect();
        parts.len() >= 3
            && parts.iter().all(|p| p.trim().chars().count() <= 30)
            && parts.iter().any(|p| spaced(p))
            && !words.ends_with('.')
    })
}

pub fn starts_with_words(folded: &str, beginning: &str) -> bool {
    folded
        .strip_prefix(beginning)
        .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// The author that a byline names: `Par Jeanne Roux`, `By Ann Roe and Tim Poe`.
pub fn byline(text: &str, line: &Line, language: &Language) -> Option<String> {
    const LONGEST: usize = 90;
    let words = text[line.words.clone()].trim_start_matches(['(', '[']);
    if chars(text, &line.words) > LONGEST || ends_sentence(text, line) {
        return None;
    }
    let folded = fold(words);
    let opening = language
        .furniture
        .bylines
        .iter()
        .filter(|b| starts_with_words(&folded, b))
        .max_by_key(|b| b.len())?;
    let opening_words = opening.split(' ').count();
    let name = words
        .splitn(opening_words + 1, [' ', '\u{a0}'])
        .nth(opening_words)?;
    let name = name
        .split(['|', '–', '—', ',', ';', ')', ']'])
        .next()?
        .trim_matches([' ', '\u{a0}', ':']);
    let capitals = name
        .split_whitespace()
        .filter(|w| w.starts_with(char::is_uppercase))
        .count();
    let named = (1..=6).contains(&capitals) && capitals * 2 >= name.split_whitespace().count();
    (named && !name.contains(|c: char| c.is_ascii_digit())).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang;

    fn check(words: &str) -> Option<Reason> {
        reason(words, &lines::lines(words)[0], lang::rules("fr"))
    }

    #[test]
    fn shapes_have_reasons() {
        assert_eq!(check("158"), Some(Reason::Counter));
        assert_eq!(check("12 commentaires"), Some(Reason::Counter));
        assert_eq!(
            check("Accueil | Dossiers | Cartes"),
            Some(Reason::Navigation)
        );
        assert_eq!(check("https://exemple.example/a"), Some(Reason::Credit));
        assert_eq!(
            check("Abonnez-vous à notre lettre."),
            Some(Reason::Advertisement)
        );
        assert_eq!(check("Imprimer"), Some(Reason::Navigation));
        assert_eq!(check("-----"), Some(Reason::Other));
        assert_eq!(check("Il dit <b>non</b> à tous"), None);
        assert_eq!(
            check("Partager la rivière fut long et coûteux pour les deux rives."),
            None
        );
        assert_eq!(check("En 2020, 12 commentaires ont suffi."), None);
    }

    #[test]
    fn reprints_do_not_make_their_lines_recur() {
        let long = "Une longue phrase que deux journaux impriment avec les mêmes mots, \
            parce que l’agence la leur a donnée ainsi, et que personne n’y a rien changé, \
            ce qui arrive plus souvent qu’on ne le croit dans les pages du lundi.";
        let a = format!("Titre\n{long}\nUne chute.\nMenu A");
        let b = format!("Titre\n{long}\nUne chute.\nMenu A");
        let c = "Autre titre\nAutre texte.\nMenu A".to_owned();
        let recurring = recurring([a.as_str(), &b, &c].into_iter());
        let count = |wanted: &str| {
            let lines = lines::lines(&a);
            let line = lines
                .iter()
                .find(|l| &a[l.words.clone()] == wanted)
                .unwrap();
            recurring.texts(&a, line)
        };
        assert_eq!(count("Une chute."), 1);
        assert_eq!(count("Menu A"), 2);
    }

    #[test]
    fn bylines_name_their_author() {
        let name = |words: &str| byline(words, &lines::lines(words)[0], lang::rules("en"));
        assert_eq!(name("By Ann Roe"), Some("Ann Roe".to_owned()));
        assert_eq!(name("By the river"), None);
    }
}
