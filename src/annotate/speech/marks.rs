//! Stretches between quotation marks, as the marks really stand in scraped text.
//!
//! Which side a mark is on shows by its shape and by what touches it: `»agression` opens, and `2021. « ,`
//! closes. A stretch may run over several paragraphs, each opened anew or not, and may never be closed.

use std::cell::OnceCell;
use std::ops::Range;

/// A stretch of a passage between quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// Bytes of the passage, marks included.
    pub span: Range<usize>,
    /// It goes on what the passage before began.
    pub continues: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Open,
    Close,
    /// Whichever is wanting.
    Either,
}

struct Sign {
    span: Range<usize>,
    side: Side,
}

/// How many passages without a mark a quotation may run through.
const REACH: usize = 8;

/// The outermost stretches of each of these passages, which follow each other in one text.
pub fn stretches(passages: &[&str]) -> Vec<Vec<Quoted>> {
    let signs: Vec<Vec<Sign>> = passages.iter().map(|words| signs(words)).collect();
    let mut found = Vec::with_capacity(passages.len());
    let mut goes_on = 0_usize;
    for (place, words) in passages.iter().enumerate() {
        let entered = goes_on > 0;
        goes_on = goes_on.saturating_sub(1);
        let (mut quoted, open) = pair(words, &signs[place], entered);
        if let Some(start) = open {
            let further = goes_on.max(runs_on(&signs[place + 1..], passages.get(place + 1)));
            goes_on = further;
            let end = if further > 0 || leads(words, start) {
                words.trim_end().len()
            } else {
                sentence_end(words, start)
            };
            quoted.push(Quoted {
                span: start..end,
                continues: entered && start == leading_space(words),
            });
        }
        found.push(quoted);
    }
    found
}

/// How many of the passages behind an unclosed stretch belong to it.
fn runs_on(behind: &[Vec<Sign>], next: Option<&&str>) -> usize {
    let Some(next) = next else { return 0 };
    let first = behind.first().and_then(|signs| signs.first());
    let opened_anew = first
        .is_some_and(|sign| sign.side != Side::Close && sign.span.start == leading_space(next));
    if opened_anew {
        return 1;
    }
    let closing = behind
        .iter()
        .take(REACH)
        .position(|signs| !signs.is_empty());
    match closing {
        Some(at) if behind[at][0].side == Side::Close => at + 1,
        _ => 0,
    }
}

/// Pairs the marks of a passage; gives back where a stretch begins that nothing closes.
fn pair(words: &str, signs: &[Sign], entered: bool) -> (Vec<Quoted>, Option<usize>) {
    let mut found = Vec::new();
    let first = leading_space(words);
    let opened_anew = signs
        .first()
        .is_some_and(|s| s.span.start == first && s.side != Side::Close);
    let mut start = (entered && !opened_anew).then_some(first);
    let mut depth = usize::from(start.is_some());
    let mut continues = entered;
    for (place, sign) in signs.iter().enumerate() {
        let opens = match sign.side {
            Side::Open => true,
            Side::Close => false,
            Side::Either => depth == 0,
        };
        if opens {
            depth += 1;
            if depth == 1 {
                start = Some(sign.span.start);
                continues = entered && place == 0 && sign.span.start == first;
            }
            continue;
        }
        match (depth, start) {
            // The opening mark was lost with the words before it.
            (0, _) if place == 0 && starts_amid(words) => found.push(Quoted {
                span: first..sign.span.end,
                continues: false,
            }),
            (1, Some(from)) => {
                found.push(Quoted {
                    span: from..sign.span.end,
                    continues: std::mem::take(&mut continues),
                });
                start = None;
            }
            _ => {}
        }
        depth = depth.saturating_sub(1);
    }
    (found, start.filter(|_| depth > 0))
}

fn starts_amid(words: &str) -> bool {
    words.trim_start().starts_with(char::is_lowercase)
}

/// Whether what opens here leads the passage, or follows a colon.
fn leads(words: &str, start: usize) -> bool {
    let before = words[..start].trim_end();
    before.is_empty() || before.ends_with([':', '-', '–', '—'])
}

fn sentence_end(words: &str, start: usize) -> usize {
    let rest = &words[start..];
    let stop = rest.char_indices().find(|(at, c)| {
        matches!(c, '.' | '!' | '?' | '…')
            && !rest[at + c.len_utf8()..].starts_with(char::is_alphanumeric)
    });
    stop.map_or(words.trim_end().len(), |(at, c)| start + at + c.len_utf8())
}

fn leading_space(words: &str) -> usize {
    words.len() - words.trim_start().len()
}

/// The quotation marks of a passage.
fn signs(words: &str) -> Vec<Sign> {
    let mut signs = Vec::new();
    // All marks begin with one of these bytes, and most of a passage is none.
    let possible = |byte: &u8| matches!(byte, b'"' | b'<' | b'>' | b'\'' | 0xc2 | 0xe2);
    let found = OnceCell::new();
    let all_singles = || found.get_or_init(|| singles(words)).as_slice();
    let mut from = 0;
    let bytes = words.as_bytes();
    while let Some(gap) = bytes[from..].iter().position(possible) {
        let at = from + gap;
        from = at + 1;
        let Some(c) = words[at..].chars().next().filter(|c| is_sign(*c)) else {
            continue;
        };
        let rest = &words[at..];
        let doubled = matches!(c, '<' | '>');
        let end = at + if doubled { 2 } else { c.len_utf8() };
        if doubled && !(rest.starts_with("<<") || rest.starts_with(">>")) {
            continue;
        }
        let (before, after) = (words[..at].chars().next_back(), words[end..].chars().next());
        if let '‚' = c {
            if let Some(close) = low_single(all_singles(), end) {
                signs.extend([(at..end, Side::Open), (close.clone(), Side::Close)].map(sign));
                from = close.end;
            }
            continue;
        }
        if let '‘' | '\'' = c {
            let close = opens(words, at, end).then(|| single(words, all_singles(), end));
            if let Some(close) = close.flatten() {
                signs.push(Sign {
                    span: at..end,
                    side: Side::Open,
                });
                signs.push(Sign {
                    span: close.clone(),
                    side: Side::Close,
                });
                from = close.end;
            } else if c == '‘' && words[..at].trim().is_empty() {
                // It runs on in the next paragraph.
                signs.push(Sign {
                    span: at..end,
                    side: Side::Open,
                });
            }
            continue;
        }
        let inches =
            c == '"' && before.is_some_and(|b| b.is_ascii_digit()) && signs.len().is_multiple_of(2);
        if !inches {
            let side = side(c, before, after, &words[end..]);
            signs.push(Sign {
                span: at..end,
                side,
            });
        }
        from = end;
    }
    signs
}

fn is_sign(c: char) -> bool {
    matches!(
        c,
        '"' | '«' | '»' | '“' | '”' | '„' | '‟' | '<' | '>' | '‘' | '‚' | '\''
    )
}

/// On which side of a stretch a mark stands.
fn side(mark: char, before: Option<char>, after: Option<char>, rest: &str) -> Side {
    let on_left = before.is_some_and(|c| {
        !c.is_whitespace() && !matches!(c, '(' | '[' | '\'' | '’' | '-' | '–' | '—' | '/' | ':')
    });
    let on_right = after.is_some_and(|c| {
        !c.is_whitespace()
            && !matches!(
                c,
                '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '…' | '-' | '–'
            )
    });
    match mark {
        '«' | '<' | '“' | '„' | '‟' => {
            let next = rest.trim_start().chars().next();
            let stops = next.is_none_or(|c| matches!(c, '.' | ',' | ';' | ':' | ')'));
            if mark != '„' && (on_left && !on_right || stops) {
                Side::Close
            } else {
                Side::Open
            }
        }
        '»' | '>' | '”' if !on_left && on_right => Side::Either,
        '»' | '>' | '”' => Side::Close,
        _ if !on_left && on_right => Side::Open,
        _ if on_left && !on_right => Side::Close,
        _ => Side::Either,
    }
}

fn sign((span, side): (Range<usize>, Side)) -> Sign {
    Sign { span, side }
}

/// A single mark that may end a stretch: it stands at the end of a word, or opens another.
struct Single {
    span: Range<usize>,
    mark: char,
    closes: bool,
}

/// The single marks of a passage, in order; most apostrophes stand amid a word and are none.
fn singles(words: &str) -> Vec<Single> {
    let marks = words
        .char_indices()
        .filter(|(_, c)| matches!(c, '‘' | '’' | '\''));
    let marks = marks.map(|(at, mark)| {
        let end = at + mark.len_utf8();
        Single {
            span: at..end,
            mark,
            closes: !words[end..].starts_with(char::is_alphanumeric),
        }
    });
    marks
        .filter(|single| single.closes || single.mark == '‘')
        .collect()
}

/// Those of single marks in which a stretch may end that begins before `from`.
fn near(singles: &[Single], from: usize) -> &[Single] {
    /// The longest such stretch, in bytes: what stands further apart are apostrophes.
    const LONGEST: usize = 2_000;
    let near = &singles[singles.partition_point(|single| single.span.start < from)..];
    &near[..near.partition_point(|single| single.span.start < from + LONGEST)]
}

/// Where the stretch ends that a low single mark opens: ‚…‘.
fn low_single(singles: &[Single], end: usize) -> Option<Range<usize>> {
    let close = near(singles, end).iter().find(|single| single.closes)?;
    Some(close.span.clone())
}

/// Whether a single mark opens a stretch, which may also be an apostrophe.
fn opens(words: &str, at: usize, end: usize) -> bool {
    let before = words[..at].chars().next_back();
    before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '“' | '"' | '—'))
        && words[end..].starts_with(|c: char| {
            c.is_alphabetic() || c.is_numeric() && words[at..].starts_with('‘')
        })
}

/// Where the stretch ends that a single mark opens.
fn single(words: &str, singles: &[Single], end: usize) -> Option<Range<usize>> {
    let all = near(singles, end)
        .iter()
        .take_while(|single| single.mark != '‘');
    let ends_clause =
        |single: &&Single| words[..single.span.start].ends_with([',', '.', '!', '?', '…']);
    let mut first = all.clone();
    let mut closing = all.take(REACH);
    let best = closing.find(ends_clause).or_else(|| first.next())?;
    let inner = words[end..best.span.start].trim();
    (inner.len() > 2).then(|| best.span.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(passages: &[&str], expected: &[&[&str]]) {
        let found = stretches(passages);
        let found: Vec<Vec<&str>> = passages
            .iter()
            .zip(&found)
            .map(|(words, quoted)| quoted.iter().map(|q| &words[q.span.clone()]).collect())
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn marks_are_read_by_what_touches_them() {
        check(&["« Oui. « , dit-il."], &[&["« Oui. «"]]);
        check(
            &["parle d' »abandon du port », dit-elle"],
            &[&["»abandon du port »"]],
        );
        check(
            &["<< Nous partons »- lit le texte"],
            &[&["<< Nous partons »"]],
        );
        check(&["er sagte: „Wir gehen“, und"], &[&["„Wir gehen“"]]);
        check(
            &["un \"pont\" et une \"route\""],
            &[&["\"pont\"", "\"route\""]],
        );
        check(
            &["‘We won’t go,’ the workers’ leader said."],
            &[&["‘We won’t go,’"]],
        );
        check(&["l'eau et d'autres"], &[&[]]);
        check(&["‚Wir geh’n‘, sagte er"], &[&["‚Wir geh’n‘"]]);
        check(
            &["»Er sagte: ‚Nein!‘«, so die Wirtin"],
            &[&["»Er sagte: ‚Nein!‘«"]],
        );
    }

    #[test]
    fn a_single_mark_is_closed_nearby_or_not_at_all() {
        let apart = |words: usize| format!("‘Wait {}here,’ she said", "and wait ".repeat(words));
        let ends = |words: usize| stretches(&[&apart(words)])[0][0].span.end;
        assert_eq!(ends(9), apart(9).len() - " she said".len());
        // What nothing closes goes to the end of the paragraph that it leads.
        assert_eq!(ends(900), apart(900).len());
        assert!(stretches(&[&"'a ".repeat(90_000)])[0].is_empty());
    }

    #[test]
    fn outer_marks_hold_inner_ones() {
        check(
            &["« Il a dit “non” hier », selon elle"],
            &[&["« Il a dit “non” hier »"]],
        );
    }

    #[test]
    fn a_quotation_runs_over_paragraphs() {
        check(
            &["“We left.", "“Then it rained.”", "He sat."],
            &[&["“We left."], &["“Then it rained.”"], &[]],
        );
        check(
            &[
                "« Nous sommes partis.",
                "Il pleuvait.",
                "Puis rien. » Silence.",
            ],
            &[
                &["« Nous sommes partis."],
                &["Il pleuvait."],
                &["Puis rien. »"],
            ],
        );
        check(
            &["« Les eaux sont mont", "Le maire"],
            &[&["« Les eaux sont mont"], &[]],
        );
    }
}
