//! Ids, numbers, sigla and file names: given once, then kept.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use sha2::{Digest, Sha256};

use super::{Earlier, bare, words_of};
use crate::lang;
use crate::model::{
    Cut, Kept, Kind, Passage, PassageDraft, PassageId, Report, ReportDraft, ReportId, SourceDraft,
    Told,
};
use crate::text::{fold, slug};

/// Names that are taken, of which each one is given once.
#[derive(Default)]
struct Taken {
    names: BTreeSet<String>,
    /// For each beginning, the first count that was not tried with it.
    untried: HashMap<String, usize>,
}

impl Taken {
    fn of(names: impl IntoIterator<Item = String>) -> Self {
        Self {
            names: names.into_iter().collect(),
            untried: HashMap::new(),
        }
    }

    /// The first name that is free, of those that a beginning has from `least` on.
    fn give(&mut self, base: &str, least: usize, name: impl Fn(usize) -> String) -> String {
        let from = self.untried.get(base).copied().unwrap_or(least).max(least);
        let mut count = from;
        let mut free = name(count);
        while !self.names.insert(free.clone()) {
            count += 1;
            free = name(count);
        }
        self.untried.insert(base.to_owned(), count + 1);
        free
    }
}

/// The names that are taken in an archive.
pub struct Names {
    sigla: Taken,
    stems: Taken,
    /// Report files that cannot be understood, by stem. A text that would be written there is most
    /// likely the one that the file is of, so it has that address and the file is kept.
    broken: BTreeMap<String, String>,
}

impl Names {
    /// Those of the report files that are there.
    pub fn of(earlier: &[Earlier], broken: BTreeMap<String, String>) -> Self {
        let stems = earlier.iter().map(|e| e.stem.clone());
        let formerly = earlier.iter().flat_map(|e| e.file.front.formerly.clone());
        Self {
            sigla: Taken::of(earlier.iter().map(|e| e.file.front.siglum.clone())),
            stems: Taken::of(stems.chain(formerly)),
            broken,
        }
    }

    /// A siglum from an outlet's or a title's initials: `AL`, then `AL2`.
    fn siglum(&mut self, from: &str) -> String {
        let folded = fold(from);
        let words: Vec<&str> = folded
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .collect();
        let significant: Vec<&str> = words.iter().copied().filter(|w| !is_particle(w)).collect();
        let words = if significant.len() > 1 {
            significant
        } else {
            words
        };
        let mut base: String = match words.as_slice() {
            [] => "X".to_owned(),
            [one] => one.chars().take(2).collect(),
            several => several
                .iter()
                .take(2)
                .filter_map(|w| w.chars().next())
                .collect(),
        };
        base = base.to_uppercase();
        self.sigla.give(&base, 1, |n| match n {
            1 => base.clone(),
            n => format!("{base}{n}"),
        })
    }

    /// A file name that no report has or had.
    fn stem(&mut self, base: &str) -> String {
        self.stems.give(base, 1, |n| match n {
            1 => base.to_owned(),
            n => format!("{base}-{n}"),
        })
    }
}

fn is_particle(word: &str) -> bool {
    let languages = lang::all().iter();
    word.chars().count() < 2 || languages.flat_map(|l| &l.particles).any(|p| p == word)
}

/// A text that the archive has not seen before.
pub fn new(draft: &SourceDraft, text: &ReportDraft, names: &mut Names) -> Report {
    let siglum = names.siglum(text.outlet.as_deref().unwrap_or(&text.title));
    let day = text.published.as_ref().map_or("", |p| {
        let first = p.value.split('/').next().unwrap_or_default();
        first.get(..10).unwrap_or(first)
    });
    let who = slug(text.outlet.as_deref().unwrap_or(&siglum), 32);
    let parts = [who, slug(day, 10), slug(&text.title, 40)];
    let parts: Vec<&str> = parts
        .iter()
        .map(String::as_str)
        .filter(|p| !p.is_empty())
        .collect();
    let stem = names.stem(&parts.join("-"));
    let kept = names.broken.remove(&stem);
    let mut report = bare(draft, text, ReportId::new(stem), siglum);
    report.kept = kept.map(|text| Kept { text, frozen: true });
    let mut ids = BTreeSet::new();
    let mut numbers = Numbers::of([].into_iter());
    for (place, (passage, words)) in text.passages.iter().zip(words_of(draft, text)).enumerate() {
        let id = new_id(&words.read, place, &mut ids);
        let n = numbers.next(passage.kind);
        report.proposal.cut.push(Cut {
            id: id.clone(),
            kind: passage.kind,
            words: words.read,
            span: Some(passage.span.clone()),
        });
        report.passages.push(passage_of(draft, passage, id, n));
    }
    report
}

/// A passage with the source's words.
pub fn passage_of(
    draft: &SourceDraft,
    passage: &PassageDraft,
    id: PassageId,
    n: String,
) -> Passage {
    Passage {
        id,
        n,
        kind: passage.kind,
        words: draft.source.text[passage.span.clone()].to_owned(),
        span: Some(passage.span.clone()),
        comment: passage.comment.clone(),
        marks: passage.marks.clone(),
        aside: passage.aside.clone(),
        refused: Vec::new(),
        told: Told::default(),
        notes: Vec::new(),
    }
}

/// An id from the words, read with single spaces; from the words and the place where it is taken.
pub fn new_id(words: &str, place: usize, taken: &mut BTreeSet<String>) -> PassageId {
    let mut id = hashed(words.as_bytes());
    let mut salt = place;
    while !taken.insert(id.clone()) {
        id = hashed(format!("{words}\u{0}{salt}").as_bytes());
        salt += 1;
    }
    PassageId::new(id)
}

/// `p-` and thirty bits of a SHA-256 in Crockford base 32.
fn hashed(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let digest = Sha256::digest(bytes);
    let bits = u64::from(u32::from_be_bytes([
        digest[0], digest[1], digest[2], digest[3],
    ]));
    let digits = (0..6).map(|i| char::from(DIGITS[(bits >> (27 - 5 * i)) as usize & 31]));
    std::iter::once("p-".to_owned())
        .chain(digits.map(String::from))
        .collect()
}

/// The printed numbers of a report, each given once.
pub struct Numbers {
    taken: Taken,
    /// How many of them are comments'.
    comments: usize,
}

impl Numbers {
    /// Those that are taken.
    pub fn of(taken: impl Iterator<Item = String>) -> Self {
        let taken = Taken::of(taken);
        Self {
            comments: taken.names.iter().filter(|n| n.starts_with('c')).count(),
            taken,
        }
    }

    /// The next number of a text that is cut for the first time: `3`, or `c3` for a comment.
    fn next(&mut self, kind: Kind) -> String {
        if kind == Kind::Comment {
            self.comments += 1;
            return self.taken.give("c", self.comments, |n| format!("c{n}"));
        }
        let given = self.taken.names.len();
        self.taken.give("", given + 1, |n| n.to_string())
    }

    /// The number of a passage that came later: that of the one before, and a letter.
    pub fn between(&mut self, kind: Kind, before: &str) -> String {
        let base = before.trim_end_matches(|c: char| c.is_ascii_lowercase());
        let base = match (base, kind) {
            ("", Kind::Comment) => "c0",
            ("", _) => "0",
            (base, _) => base,
        };
        self.comments += usize::from(base.starts_with('c'));
        let name = |n| format!("{base}{}", letters(n));
        self.taken.give(&format!("{base}a"), 0, name)
    }
}

/// `a` to `z`, then `aa`.
fn letters(n: usize) -> String {
    let letter = char::from(b'a' + (n % 26) as u8);
    if n < 26 {
        letter.to_string()
    } else {
        format!("{}{letter}", letters(n / 26 - 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sigla_are_short_and_unique() {
        let mut names = Names {
            sigla: Taken::default(),
            stems: Taken::default(),
            broken: BTreeMap::new(),
        };
        assert_eq!(names.siglum("Agence du Levant"), "AL");
        assert_eq!(names.siglum("Agence de la Lune"), "AL2");
        assert_eq!(names.siglum("La Gazette des Aubiers"), "GA");
        assert_eq!(names.siglum("Reuters"), "RE");
        assert_eq!(names.siglum("…"), "X");
    }

    #[test]
    fn inserted_passages_get_letters() {
        let mut numbers = Numbers::of(["1", "2", "3"].map(String::from).into_iter());
        assert_eq!(numbers.between(Kind::Paragraph, "2"), "2a");
        assert_eq!(numbers.between(Kind::Paragraph, "2a"), "2b");
        assert_eq!(numbers.next(Kind::Comment), "c1");
        assert_eq!(letters(26), "aa");
    }

    #[test]
    fn equal_words_get_different_ids() {
        let mut taken = BTreeSet::new();
        let first = new_id("x", 0, &mut taken);
        let second = new_id("x", 1, &mut taken);
        assert_ne!(first, second);
        assert_eq!(first.as_str().len(), 8);
    }
}
