//! The words of passages as numbers, and the fingerprints by which shared words are found.

use crate::text::fold;

/// Words that make one shingle.
pub const SHINGLE: usize = 5;
/// Of so many shingles in a row at least one is a fingerprint: a run of eight words is never missed.
const WINDOW: usize = 4;

/// The words of a text, each as the hash of its folded letters.
///
/// White space, case, accents and typography are set aside. They are as many, and in the same
/// order, as [`crate::text::words`].
pub fn ids(text: &str) -> Vec<u32> {
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .map(|word| (hash(word.bytes()) >> 32) as u32)
        .collect()
}

/// One number for a sequence of words: equal sequences have equal ones.
pub fn whole(words: &[u32]) -> u64 {
    hash(words.iter().flat_map(|word| word.to_le_bytes()))
}

/// The fingerprints of a text (Schleimer, Wilkerson and Aiken 2003, "Winnowing"): of every few
/// shingles in a row the one with the smallest hash, so that the same run of words has the same ones
/// wherever it stands.
pub fn fingerprints(words: &[u32]) -> Vec<u64> {
    let mut found: Vec<u64> = chosen(words).into_iter().map(|(_, hash)| hash).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// For each word, whether it stands in a shingle that a text has in common with too many others.
pub fn stock(words: &[u32], is_stock: impl Fn(u64) -> bool) -> Vec<bool> {
    let mut stock = vec![false; words.len()];
    for (at, hash) in chosen(words) {
        if is_stock(hash) {
            stock[at..at + SHINGLE].fill(true);
        }
    }
    stock
}

/// The shingles that are fingerprints, by place.
fn chosen(words: &[u32]) -> Vec<(usize, u64)> {
    let hashes: Vec<u64> = words.windows(SHINGLE).map(whole).collect();
    let mut chosen: Vec<(usize, u64)> = Vec::with_capacity(hashes.len() / 2);
    for start in 0..(hashes.len() + 1).saturating_sub(WINDOW).max(1) {
        let window = hashes.iter().enumerate().skip(start).take(WINDOW);
        if let Some((at, hash)) = window.min_by_key(|(_, hash)| **hash)
            && chosen.last().is_none_or(|(last, _)| *last != at)
        {
            chosen.push((at, *hash));
        }
    }
    chosen
}

/// FNV-1a with a last mix: the same on every machine, unlike the hashes of maps.
fn hash(bytes: impl Iterator<Item = u8>) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in bytes {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    (hash ^ (hash >> 29)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printings_that_differ_in_typography_have_the_same_words() {
        assert_eq!(
            ids("L’Écluse   de « Haut-Biez »"),
            ids("l'ecluse de \"Haut Biez\"")
        );
        assert_ne!(ids("le pont rouvre"), ids("le pont ferme"));
    }

    #[test]
    fn a_run_of_eight_words_shares_a_fingerprint_wherever_it_stands() {
        let run = "les vannes du barrage resteront ouvertes jusqu au printemps";
        let a = fingerprints(&ids(&format!(
            "Hier soir, a dit le maire, {run}, et puis voilà tout."
        )));
        let b = fingerprints(&ids(&format!("Rien de neuf ici : {run}")));
        assert!(a.iter().any(|print| b.contains(print)));
    }

    #[test]
    fn a_text_of_few_words_has_one_fingerprint_or_none() {
        assert!(fingerprints(&ids("un deux trois quatre")).is_empty());
        assert_eq!(fingerprints(&ids("un deux trois quatre cinq")).len(), 1);
        assert!(fingerprints(&[]).is_empty());
    }
}
