use super::super::furniture::starts_with_words;
use super::super::lines::{Line, chars, word_count};
use crate::lang::Language;
use crate::text::fold;
use crate::time::stamp;

/// What a comment's head says, and how many lines it takes.
#[derive(Debug, Default)]
pub struct Head {
    pub lines: usize,
    /// EDTF; nothing where the head only says how long ago it was.
    pub posted: Option<String>,
    pub score: Option<i64>,
    pub author: Option<String>,
    pub shape: Shape,
}

/// What all heads of a thread have in common.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    numbered: bool,
    /// The name "says".
    says: bool,
    /// The time stands on a line of its own.
    time_alone: bool,
}

/// Reads the head that lines begin with: at most four, the last of which is or holds a time.
pub fn head(
    text: &str,
    lines: &[Line],
    below_counter: bool,
    language: &Language,
    year: Option<i32>,
) -> Option<Head> {
    const LONGEST: usize = 90;
    const LINES: usize = 4;
    let mut head = Head::default();
    head.shape.numbered = lines.first()?.mark.is_some();
    for (offset, line) in lines.iter().take(LINES).enumerate() {
        if offset > 0 && (line.gap > 1 || line.mark.is_some()) || chars(text, &line.words) > LONGEST
        {
            return None;
        }
        let words = &text[line.words.clone()];
        head.lines = offset + 1;
        if let Some(found) = stamp(words, &language.dates, year) {
            let rest = [&words[..found.span.start], &words[found.span.end..]];
            head.shape.time_alone = true;
            for part in rest {
                let known = (head.author.is_some(), head.score.is_some());
                head.take(part, language)?;
                if known != (head.author.is_some(), head.score.is_some()) {
                    head.shape.time_alone = false;
                }
            }
            let exact = found.value.contains('T');
            let named = head.author.is_some() && (below_counter || head.shape.says);
            let counts = exact && head.shape.numbered || named || exact && below_counter;
            head.posted = Some(found.value);
            return counts.then_some(head);
        }
        if is_ago(words, language) {
            head.shape.time_alone = true;
            return (below_counter && head.author.is_some()).then_some(head);
        }
        let known = (head.author.is_some(), head.score.is_some());
        head.take(words, language)?;
        if known == (head.author.is_some(), head.score.is_some()) {
            return None;
        }
    }
    None
}

/// `3 days ago`, `il y a 2 h`: a time that only the day of the visit could tell.
fn is_ago(words: &str, language: &Language) -> bool {
    const LONGEST: usize = 30;
    words.len() <= LONGEST && words.contains(|c: char| c.is_ascii_digit()) && {
        let folded = fold(words);
        let ago = &language.furniture.thread.ago;
        ago.iter()
            .any(|ago| starts_with_words(&folded, ago) || folded.ends_with(ago.as_str()))
    }
}

impl Head {
    /// Takes a score and a name out of what stands beside the time; None where it is a sentence.
    fn take(&mut self, rest: &str, language: &Language) -> Option<()> {
        const NAME_WORDS: usize = 5;
        const LONGEST: usize = 40;
        let thread = &language.furniture.thread;
        let mut name: Vec<&str> = Vec::new();
        for word in rest.split_whitespace() {
            if word
                .strip_prefix('#')
                .is_some_and(|n| n.chars().all(|c| c.is_ascii_digit()))
            {
                continue;
            }
            let number = word
                .trim_start_matches('+')
                .replace('−', "-")
                .parse::<i64>();
            match number {
                Ok(number) if self.score.is_none() && name.is_empty() => self.score = Some(number),
                _ => name.push(word),
            }
        }
        let is_small = |word: &&str| {
            let folded = fold(word);
            let bare = folded.trim_matches(|c: char| !c.is_alphanumeric());
            bare.is_empty()
                || thread
                    .beside
                    .iter()
                    .chain(&thread.points)
                    .any(|b| b == bare)
        };
        while name.last().is_some_and(is_small) {
            name.pop();
        }
        let start = name.iter().take_while(|word| is_small(word)).count();
        name.drain(..start);
        let joined = name.join(" ");
        let said = fold(joined.trim_end_matches([':', ' ', '\u{a0}']));
        let cue = thread
            .says
            .iter()
            .filter(|s| said.ends_with(&format!(" {s}")))
            .max_by_key(|s| s.len());
        if let Some(cue) = cue {
            self.shape.says = true;
            let words = cue.split(' ').count();
            let bare: Vec<&str> = name.into_iter().filter(|w| *w != ":").collect();
            name = bare[..bare.len().saturating_sub(words)].to_vec();
        }
        let joined = name.join(" ");
        let name =
            joined.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, ')' | '_' | '@'));
        let sentence = joined.ends_with(['!', '?', '…']) || is_full_stop(&joined);
        if sentence
            || word_count(name, &(0..name.len())) > NAME_WORDS
            || name.chars().count() > LONGEST
            || !name.is_empty() && self.author.is_some()
        {
            return None;
        }
        if !name.is_empty() {
            self.author = Some(name.to_owned());
        }
        Some(())
    }
}

/// A full stop after a word, not after an initial.
fn is_full_stop(words: &str) -> bool {
    let last = words.split_whitespace().last().unwrap_or_default();
    last.ends_with('.') && last.chars().count() > 3
}
