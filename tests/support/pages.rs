//! Pages such as scraping leaves them: titles, paragraphs, threads, furniture, and bad typography.

use super::choices::Choices;

const TITLES: &[&str] = &[
    "Le bac reprend du service",
    "Une grève au moulin : la suite",
    "Ferry fares to rise in June",
    "QUI A VOLÉ LA CLOCHE ?",
    "« Nous tiendrons », dit l'éclusière",
];
const SENTENCES: &[&str] = &[
    "Le conseil de Corbelle a voté mardi la réouverture du bac, par onze voix contre huit.",
    "La maire, Inès Tallard, a promis le 4 mars 2031 que la passerelle serait posée avant l'été.",
    "On n’y croyait plus ; la veille encore, la Loubière débordait.",
    "The weir keeper, Amos Treloar, said on Friday that 12 boats were lost in the night.",
    "Tallard n'a pas répondu — son bureau non plus… À Corbelle, l’on s’étonne\u{a0}!",
    "Un deux trois.",
];
const FURNITURE: &[&str] = &[
    "Imprimer",
    "Accueil | Dossiers | Cartes",
    "12 commentaires",
    "3 comments",
    "158",
    "Abonnez-vous à notre lettre",
    "Par Odile Crespin",
    "4 mars 2031",
    "Nora Tibbs, 3 March 2031 08:00",
    "https://example.org/a?b=c&d",
    "-----",
    "***",
    "1.",
    "1. +3",
    "6 mars 2031 18: 04",
    "– selon une riveraine",
    "pont_02.jpgLe pont en hiver",
    "@fil #moulin",
    "La Gazette des Aubiers",
];
const ENDS: &[&str] = &[
    "\n", "\n\n", "\r\n", "\r\n\r\n", "\r", " \n", "\n\n\n", "\u{2028}", "",
];
const INDENTS: &[&str] = &[
    "", "", "", "  ", "    ", "\t", "\u{a0}", "      ", "1. ", "   1. ", "• ", "> ", "\u{200b}",
];
const ODD: &[&str] = &[
    "\u{feff}",
    "\u{a0}",
    "\u{ad}",
    "\u{200b}",
    "👩‍👩‍👧",
    "e\u{301}",
    "\u{7}",
    "\u{1b}[31m",
    "\u{202e}",
    "İ",
    "ﬁ",
    "𝄞",
    "\u{85}",
];

/// A title, a paragraph, or something around them.
pub fn piece(choices: &mut Choices) -> String {
    match choices.below(4) {
        0 => choices.one(TITLES).to_owned(),
        1 => choices.one(FURNITURE).to_owned(),
        _ => {
            let mut text = String::new();
            for _ in 0..=choices.below(3) {
                text.push_str(choices.one(SENTENCES));
                text.push(' ');
            }
            text
        }
    }
}

/// A page of as many pieces as there are choices.
pub fn page(choices: &mut Choices) -> String {
    let mut text = String::new();
    if choices.below(4) == 1 {
        text.push('\u{feff}');
    }
    while choices.more() && text.len() < 20_000 {
        let from = text.len();
        text.push_str(choices.one(INDENTS));
        match choices.below(12) {
            0 => text.push_str(choices.one(TITLES)),
            1..=5 => {
                for _ in 0..=choices.below(4) {
                    text.push_str(choices.one(SENTENCES));
                    text.push(' ');
                }
            }
            6..=8 => text.push_str(choices.one(FURNITURE)),
            9 => text.push_str(choices.one(ODD)),
            10 => text.push_str(&choices.raw()),
            // What stands earlier on the page stands here again, whole or cut.
            _ => {
                let mut end = from * choices.below(16) / 16;
                let mut start = end * choices.below(16) / 16;
                while !text.is_char_boundary(start) {
                    start -= 1;
                }
                while !text.is_char_boundary(end) {
                    end -= 1;
                }
                let again = text[start..end.max(start)].to_owned();
                text.push_str(&again);
            }
        }
        text.push_str(choices.one(ENDS));
    }
    text
}
