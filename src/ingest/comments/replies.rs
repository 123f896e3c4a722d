use std::collections::HashMap;

use super::super::furniture::starts_with_words;
use super::super::lines::{self, Line};
use super::Found;
use crate::lang::Language;
use crate::text::fold;

/// Lets each comment that names or quotes an earlier one answer it, where its place does not tell.
pub fn settle(text: &str, lines: &[Line], comments: &mut [Found], language: &Language) {
    const QUOTED: usize = 20;
    let mut by_author: HashMap<String, usize> = HashMap::new();
    let mut by_words: HashMap<String, usize> = HashMap::new();
    for place in 0..comments.len() {
        let found = &comments[place];
        let first = &lines[found.words.start];
        let cue = fold(&text[first.words.clone()]);
        let thread = &language.furniture.thread;
        let named = |cues: &[String]| {
            let named = cues.iter().find_map(|c| {
                let rest = cue
                    .strip_prefix(c.as_str())
                    .filter(|_| starts_with_words(&cue, c))?;
                Some(rest.trim_matches(|c: char| !c.is_alphanumeric()).to_owned())
            });
            named.or_else(|| {
                let wrote = thread.says.iter().find_map(|s| cue_before(&cue, s));
                wrote.map(str::to_owned)
            })
        };
        let own = lines::key(text, first);
        let answered = named(&thread.answers).and_then(|name| by_author.get(&name).copied());
        let quoted = named(&thread.quotes).map(|name| {
            let words = found
                .words
                .clone()
                .nth(1)
                .map(|line| lines::key(text, &lines[line]));
            let same = words.and_then(|words| by_words.get(&words).copied());
            same.or_else(|| by_author.get(&name).copied())
        });
        if found.comment.reply_to.is_none() {
            let to = answered.or(quoted.flatten());
            let depth = answered.map(|to| comments[to].comment.depth + 1);
            let comment = &mut comments[place].comment;
            comment.reply_to = to;
            comment.depth = depth.unwrap_or(comment.depth);
        }
        if let Some(author) = &comments[place].comment.author {
            by_author.insert(fold(author), place);
        }
        if own.len() >= QUOTED {
            by_words.entry(own).or_insert(place);
        }
    }
}

/// The name before a cue: `ann roe wrote`.
fn cue_before<'c>(cue: &'c str, says: &str) -> Option<&'c str> {
    let bare = cue.trim_end_matches([':', ' ']);
    let name = bare.strip_suffix(says)?;
    name.ends_with(' ').then(|| name.trim())
}
