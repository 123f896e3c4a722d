//! Entries of a language's tables: words as texts are folded, keys with what they mean.

use toml::Value;

use super::{dictionary::Numbers, parts::Slot, tokens};

/// The few word lists that say something by themselves.
pub(super) fn slot_of_words(name: &str) -> Slot {
    match name {
        "about" => Slot::About,
        "halved" => Slot::Halved,
        "since" => Slot::Since,
        "and_half" => Slot::AndHalf,
        "hundreds" => Slot::Hundred,
        _ => Slot::Nothing,
    }
}

/// Folds words as a text is folded; numbers are not words.
pub(super) fn fold_phrase(words: &str) -> Vec<String> {
    if words == "'s" {
        return vec![words.to_owned()];
    }
    if words.ends_with(['\'', '\u{2019}']) {
        // An apostrophe elides only before a letter.
        let mut folded = fold_phrase(&format!("{words}a"));
        folded.pop();
        return folded;
    }
    let seen = std::cell::RefCell::new(Vec::new());
    tokens::cut(words, |folded| {
        seen.borrow_mut().push(folded.to_owned());
        Numbers::default()
    });
    seen.into_inner()
}

pub(super) fn words<'a>(list: &'a Value, key: &str) -> Result<Vec<&'a str>, String> {
    let wrong = || format!("`{key}` must hold lists of words");
    list.as_array()
        .ok_or_else(wrong)?
        .iter()
        .map(|word| word.as_str().ok_or_else(wrong))
        .collect()
}

/// `+03:00` in minutes.
pub(super) fn fixed_zone(key: &str) -> Option<i32> {
    if key == "Z" {
        return Some(0);
    }
    let sign = match key.get(..1)? {
        "+" => 1,
        "-" => -1,
        _ => return None,
    };
    let (hours, minutes) = key.get(1..)?.split_once(':')?;
    Some(sign * (hours.parse::<i32>().ok()? * 60 + minutes.parse::<i32>().ok()?))
}
