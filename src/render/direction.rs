//! In which direction a language is written, for the words of sources: a page can hold both directions.

/// Languages written from right to left, by the scripts that CLDR gives for them: by their codes of two
/// letters (ISO 639-1) and of three (ISO 639-3), since both stand in files.
const RIGHT_TO_LEFT: [&str; 30] = [
    "ar", "ara", "arc", "azb", "ckb", "div", "dv", "fa", "fas", "glk", "he", "heb", "kas", "ks",
    "mzn", "nqo", "pes", "pnb", "prs", "ps", "pus", "sd", "snd", "ug", "uig", "ur", "urd", "ydd",
    "yi", "yid",
];

/// Scripts written from right to left (ISO 15924), which a tag may name.
const SCRIPTS: [&str; 8] = [
    "adlm", "arab", "hebr", "mand", "nkoo", "rohg", "syrc", "thaa",
];

/// The direction of a language (BCP 47), as HTML's `dir`; `auto` where none is known.
pub fn of(tag: &str) -> &'static str {
    let tag = tag.to_ascii_lowercase();
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default();
    let script =
        parts.find(|part| part.len() == 4 && part.chars().all(|c| c.is_ascii_alphabetic()));
    let backwards = match script {
        Some(script) => SCRIPTS.contains(&script),
        None => RIGHT_TO_LEFT.contains(&language),
    };
    match (language, backwards) {
        ("" | "und", false) => "auto",
        (_, true) => "rtl",
        (_, false) => "ltr",
    }
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn a_script_outweighs_its_language() {
        for (tag, direction) in [
            ("ar", "rtl"),
            ("ara", "rtl"),
            ("fa-IR", "rtl"),
            ("he", "rtl"),
            ("fr", "ltr"),
            ("ku-Arab", "rtl"),
            ("az-Latn-AZ", "ltr"),
            ("", "auto"),
            ("und", "auto"),
        ] {
            assert_eq!(of(tag), direction, "{tag}");
        }
    }
}
