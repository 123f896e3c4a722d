use super::walk::Walk;
use crate::annotate::authority::Authority;
use crate::lang::Language;

/// A name found in a passage, before anything is made of it.
pub struct Candidate {
    /// First word, and the word behind the last.
    pub tokens: std::ops::Range<usize>,
    pub entity: usize,
}

/// Whether the words around a name make it part of another: a family's, a street's, a namesake's.
///
/// `is_named` says of a word whether it belongs to a name or a title of the passage.
pub fn is_of_another(
    authority: &Authority,
    walk: &Walk,
    name: &Candidate,
    language: &Language,
    shouted: &impl Fn() -> bool,
    is_named: &impl Fn(usize) -> bool,
) -> bool {
    let rules = &language.mentions;
    let (start, end) = (name.tokens.start, name.tokens.end);
    let person = authority.is_person(name.entity);
    let alone = end - start == 1;
    let led = start > 0 && walk.joined(start);
    let followed = end < walk.len() && walk.joined(end);
    let before = |phrases| led && walk.ending(start, phrases).is_some();
    let after = |phrases| followed && walk.starting(end, phrases).is_some();
    if person && alone && (before(&rules.families) || after(&rules.families_after)) {
        return true;
    }
    let after_whom = person || alone && authority.is_place(name.entity);
    if after_whom && before(&rules.named_after) && !is_named(start - 1)
        || after(&rules.other_after)
            && (person || alone || walk.capital(end) || !walk.capital(start))
    {
        return true;
    }
    let own = |at: usize| authority.owns(name.entity, walk.token(at));
    let stranger = |at: usize| {
        walk.capital(at)
            && walk.written(at).chars().count() > 1
            && !is_named(at)
            && !own(at)
            && !is_common(walk.token(at), language)
    };
    let place = authority.is_place(name.entity);
    // "Le Groupe Orsenne" is the group, but "Free Orsenne Army" is another army.
    let prefixed = match (person || place, alone) {
        (true, _) => true,
        (false, alone) => !alone && !walk.opens(start.saturating_sub(1)),
    };
    // "Trainer Jan Roe": where nouns have capitals, what stands before a whole name may be one.
    let noun = language.vocabulary.capital_nouns && !alone;
    let part_of_another = led && prefixed && !noun && stranger(start - 1)
        || (person || place && alone) && followed && stranger(end);
    // Where every word has a capital, a capital says nothing.
    part_of_another && !shouted()
}

/// Whether a word has its capital only because it begins a sentence.
fn is_common(token: &str, language: &Language) -> bool {
    let bare = token.trim_end_matches('\'');
    language.small_words.contains(bare)
        || language.mentions.openers.has(token)
        || language.determiners.iter().any(|d| d == token)
}

/// Whether a passage is printed in capitals, or with a capital at every word.
pub fn is_shouted(walk: &Walk, language: &Language) -> bool {
    let long = (0..walk.len())
        .filter(|at| walk.token(*at).len() > 3 && !language.small_words.contains(walk.token(*at)));
    let (mut all, mut capital) = (0usize, 0usize);
    for at in long {
        all += 1;
        capital += usize::from(walk.capital(at));
    }
    all > 2 && capital * 10 >= all * 8
}
