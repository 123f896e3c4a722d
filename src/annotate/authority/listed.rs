use std::hash::BuildHasher;
use std::ops::Range;

use rustc_hash::FxBuildHasher;

use crate::text::run_end;

/// The listed forms, folded, to be found in folded texts between word boundaries: each place of a text is asked
/// only for the forms that may begin with the word there.
///
/// They lie close together, because every word of a text is looked up.
pub struct Listed {
    /// All of them, one behind the other.
    letters: String,
    /// By the shelves that their first words belong to; alphabetically on each.
    forms: Vec<Form>,
    /// Where each shelf begins among the forms; a last one is the end.
    shelves: Vec<u32>,
}

struct Form {
    /// Bytes of `letters`.
    start: u32,
    end: u32,
    /// The longest other form that it begins with.
    shorter: Option<u32>,
    /// Its place in the order of all forms.
    place: usize,
}

/// A form that stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Bytes of the folded text.
    pub at: Range<usize>,
    /// Its place in the order of all forms.
    pub form: usize,
}

impl Listed {
    /// Takes in forms, which come in alphabetical order, each once.
    pub fn new<'f>(all: impl ExactSizeIterator<Item = &'f String>) -> Self {
        let shelves = (all.len() * 2 + 1).next_power_of_two();
        let mut listed = Self {
            letters: String::new(),
            forms: Vec::with_capacity(all.len()),
            shelves: vec![0; shelves + 1],
        };
        let mut sorted: Vec<(usize, usize, &String)> = all
            .enumerate()
            .map(|(place, form)| (listed.shelf(&form[..run_end(form, 0)]), place, form))
            .collect();
        sorted.sort_unstable();
        for (shelf, place, form) in sorted {
            let here = listed.forms.len() as u32;
            let mut shorter = here.checked_sub(1);
            while let Some(other) = shorter.filter(|other| !form.starts_with(listed.words(*other)))
            {
                shorter = listed.forms[other as usize].shorter;
            }
            let start = listed.letters.len() as u32;
            listed.letters.push_str(form);
            listed.forms.push(Form {
                start,
                end: listed.letters.len() as u32,
                shorter,
                place,
            });
            listed.shelves[shelf + 1] = here + 1;
        }
        let mut end = 0;
        for shelf in &mut listed.shelves {
            end = end.max(*shelf);
            *shelf = end;
        }
        listed
    }

    /// The shelf of the forms that begin with a word.
    fn shelf(&self, word: &str) -> usize {
        // Their number is a power of two.
        FxBuildHasher.hash_one(word) as usize & (self.shelves.len() - 2)
    }

    fn words(&self, form: u32) -> &str {
        let form = &self.forms[form as usize];
        &self.letters[form.start as usize..form.end as usize]
    }

    /// Every form that stands in a folded text between word boundaries, by where it ends, the longest first.
    pub fn find(&self, text: &str) -> Vec<Hit> {
        let mut hits = Vec::new();
        let mut at = 0;
        while at < text.len() {
            let end = run_end(text, at);
            let shelf = self.shelf(&text[at..end]);
            let forms = self.shelves[shelf]..self.shelves[shelf + 1];
            if !forms.is_empty() {
                self.add(text, at, forms, &mut hits);
            }
            // What ends a word has the word before it, so that no form begins there.
            at = end + text[end..].chars().next().map_or(0, char::len_utf8);
        }
        hits.sort_unstable_by_key(|hit| (hit.at.end, hit.at.start));
        hits
    }

    /// Adds those of some forms that a text has from a byte on.
    fn add(&self, text: &str, start: usize, mut forms: Range<u32>, hits: &mut Vec<Hit>) {
        let rest = &text[start..];
        // Whatever form the text begins with, the last one before it in the alphabet begins with it too.
        let first = forms.start;
        while !forms.is_empty() {
            let middle = forms.start.midpoint(forms.end);
            if self.words(middle) <= rest {
                forms.start = middle + 1;
            } else {
                forms.end = middle;
            }
        }
        let mut next = forms.start.checked_sub(1).filter(|last| *last >= first);
        while let Some(form) = next {
            let words = self.words(form);
            let behind = rest.strip_prefix(words);
            let form = &self.forms[form as usize];
            if behind.is_some_and(|behind| !behind.starts_with(char::is_alphanumeric)) {
                let at = start..start + words.len();
                hits.push(Hit {
                    at,
                    form: form.place,
                });
            }
            next = form.shorter;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(forms: &[&str], text: &str, expected: &[&str]) {
        let owned: Vec<String> = forms.iter().map(|form| (*form).to_owned()).collect();
        let hits = Listed::new(owned.iter()).find(text);
        let found: Vec<&str> = hits.iter().map(|hit| forms[hit.form]).collect();
        assert_eq!(found, expected);
        let stands = |hit: &Hit| text[hit.at.clone()] == *forms[hit.form];
        assert!(hits.iter().all(stands));
    }

    #[test]
    fn a_form_is_found_with_those_in_it_and_those_that_overlap_it() {
        let forms = ["bay of saints", "jan", "jan roe", "roe", "roe bay"];
        let found = ["jan", "jan roe", "roe", "roe bay"];
        check(&forms, "jan roe bay of sand", &found);
        check(&forms, "bay of saints-jan", &["bay of saints", "jan"]);
    }

    #[test]
    fn a_form_stands_between_word_boundaries() {
        let forms = ["'t hart", "o", "ro", "roe", "yes!"];
        check(&forms, "roest aroe roé, yes!no", &[]);
        check(&forms, "(roe) l''t hart yes!", &["roe", "'t hart", "yes!"]);
        check(&forms, "", &[]);
    }
}
