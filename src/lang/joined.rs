//! Numbers that are one word with the hundreds and thousands in them: `zweihundertfünfzig`.

use std::collections::BTreeMap;

const HUNDRED: u32 = 100;
const THOUSAND: u32 = 1000;

/// The joined numbers that these make: all below a thousand, whole thousands below a hundred thousand, and
/// those below a million that are whole hundreds. Each list begins with the word that joins what is behind it.
pub fn numbers(cardinals: &BTreeMap<String, Vec<String>>) -> Vec<(f64, String)> {
    let listed: Vec<(u32, &Vec<String>)> = cardinals
        .iter()
        .filter_map(|(value, words)| Some((value.parse().ok()?, words)))
        .collect();
    let words = |wanted: u32| listed.iter().find(|(v, _)| *v == wanted).map(|(_, w)| *w);
    let (Some(hundred), Some(thousand)) = (words(HUNDRED), words(THOUSAND)) else {
        return Vec::new();
    };
    let small = listed.iter().filter(|(value, _)| *value < HUNDRED);
    let leads = small.clone().filter(|(value, _)| *value > 1);
    let leads: Vec<(u32, &str)> = leads
        .filter_map(|(value, words)| Some((*value, words.first()?.as_str())))
        .collect();
    let tails: Vec<(u32, &str)> = small
        .flat_map(|(value, words)| words.iter().map(|w| (*value, w.as_str())))
        .collect();
    let multiples = |of: &[String], unit: u32, below: u32| -> Vec<(u32, String)> {
        let bare = of.iter().map(|word| (unit, word.clone()));
        let joint = of.first().into_iter().flat_map(|word| {
            let leads = leads.iter().filter(|(value, _)| *value < below);
            leads.map(move |(value, lead)| (value * unit, format!("{lead}{word}")))
        });
        bare.chain(joint).collect()
    };
    let hundreds = multiples(hundred, HUNDRED, 10);
    let thousands = multiples(thousand, THOUSAND, HUNDRED);
    let mut all: Vec<(u32, String)> = Vec::new();
    for (value, word) in &hundreds {
        all.extend(
            tails
                .iter()
                .map(|(tail, t)| (value + tail, format!("{word}{t}"))),
        );
        all.extend(
            thousand
                .first()
                .map(|t| (value * THOUSAND, format!("{word}{t}"))),
        );
    }
    for (value, word) in &thousands {
        all.extend(
            hundreds
                .iter()
                .map(|(tail, t)| (value + tail, format!("{word}{t}"))),
        );
    }
    let single = |(value, _): &(u32, String)| *value != HUNDRED && *value != THOUSAND;
    all.extend(hundreds.into_iter().chain(thousands).filter(single));
    all.into_iter()
        .map(|(value, word)| (f64::from(value), word))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hundreds_and_thousands_take_numbers_in() {
        let list = [
            ("1", "ein"),
            ("2", "zwei"),
            ("50", "fünfzig"),
            ("100", "hundert"),
            ("1000", "tausend"),
        ];
        let list = list.map(|(value, word)| (value.to_owned(), vec![word.to_owned()]));
        let all = numbers(&BTreeMap::from(list));
        let value = |word: &str| all.iter().find(|(_, w)| w == word).map(|(v, _)| *v);
        assert_eq!(value("zweihundertfünfzig"), Some(250.0));
        assert_eq!(value("hundertzwei"), Some(102.0));
        assert_eq!(value("fünfzigtausend"), Some(50_000.0));
        assert_eq!(value("zweihunderttausend"), Some(200_000.0));
        assert_eq!(value("zweitausendzweihundert"), Some(2_200.0));
        assert_eq!(value("hundert"), None);
    }
}
