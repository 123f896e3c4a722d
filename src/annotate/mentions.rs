use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::layers::nest;
use super::matcher::{Authority, Form, Found, Reading};
use crate::lang::{self, Language};
use crate::model::{Mark, MarkBody, ReportDraft};
use crate::text::fold;

/// A name that could be several entities, none of which the text singles out; its first place.
pub struct Doubt {
    /// Bytes of the source.
    pub span: Range<usize>,
    /// Ids of the entities.
    pub candidates: Vec<String>,
    /// How often it stands in the report.
    pub count: usize,
}

/// The mentions of a report, passage by passage: the longest names, and titles around or beside
/// them. A surname counts after the full name; a name of several entities is whichever of them was
/// named in full before, and otherwise a doubt.
pub fn find(
    text: &str,
    report: &ReportDraft,
    authority: &Authority,
) -> (Vec<Vec<Mark>>, Vec<Doubt>) {
    let language = lang::rules(&report.language);
    let mut named: BTreeSet<usize> = BTreeSet::new();
    let mut doubts: BTreeMap<Vec<usize>, Doubt> = BTreeMap::new();
    let mut marks = Vec::new();
    for passage in &report.passages {
        let words = &text[passage.span.clone()];
        let found = authority.find(words);
        let names = longest(keep(&found, |form| form != Form::Description));
        let mut chosen = Vec::new();
        for name in names {
            match choose(&name.readings, &named) {
                Choice::One(reading) => {
                    if reading.form == Form::Full {
                        named.insert(reading.entity);
                    }
                    chosen.push(mention(name.span, reading.entity, authority));
                }
                Choice::None => {}
                Choice::Several(candidates) => {
                    let span =
                        passage.span.start + name.span.start..passage.span.start + name.span.end;
                    let ids = candidates
                        .iter()
                        .map(|e| authority.id(*e).to_string())
                        .collect();
                    let doubt = Doubt {
                        span,
                        candidates: ids,
                        count: 0,
                    };
                    doubts.entry(candidates).or_insert(doubt).count += 1;
                }
            }
        }
        let titles = longest(keep(&found, |form| form == Form::Description));
        let titles = titles.into_iter().filter_map(|title| {
            let [reading] = title.readings.as_slice() else {
                return None;
            };
            let span = with_determiner(words, title.span.clone(), language);
            Some(mention(span, reading.entity, authority))
        });
        marks.push(nest(chosen, titles.collect()));
    }
    (marks, doubts.into_values().collect())
}

fn mention(span: Range<usize>, entity: usize, authority: &Authority) -> Mark {
    let body = MarkBody::Mention {
        entity: authority.id(entity).clone(),
        metonym: false,
    };
    Mark::program(span, body)
}

fn keep(found: &[Found], wanted: impl Fn(Form) -> bool) -> Vec<Found> {
    let kept = found.iter().filter_map(|f| {
        let readings: Vec<Reading> = f
            .readings
            .iter()
            .filter(|r| wanted(r.form))
            .copied()
            .collect();
        (!readings.is_empty()).then(|| Found {
            readings,
            span: f.span.clone(),
        })
    });
    kept.collect()
}

/// Of overlapping forms, the leftmost, and of those the longest.
fn longest(mut found: Vec<Found>) -> Vec<Found> {
    found.sort_by_key(|f| (f.span.start, std::cmp::Reverse(f.span.end)));
    let mut end = 0;
    found.retain(|f| {
        let free = f.span.start >= end;
        if free {
            end = f.span.end;
        }
        free
    });
    found
}

enum Choice {
    One(Reading),
    None,
    Several(Vec<usize>),
}

fn choose(readings: &[Reading], named: &BTreeSet<usize>) -> Choice {
    let stands = |r: &&Reading| r.form != Form::Surname || named.contains(&r.entity);
    let standing: Vec<&Reading> = readings.iter().filter(stands).collect();
    let named_before: Vec<&&Reading> = standing
        .iter()
        .filter(|r| named.contains(&r.entity))
        .collect();
    match (standing.as_slice(), named_before.as_slice()) {
        ([], _) => Choice::None,
        ([one], _) => Choice::One(**one),
        (_, [one]) => Choice::One(***one),
        (several, _) => Choice::Several(several.iter().map(|r| r.entity).collect()),
    }
}

/// The span with the article before it, where there is one.
fn with_determiner(words: &str, span: Range<usize>, language: &Language) -> Range<usize> {
    let before = &words[..span.start];
    let bare = before.trim_end();
    let spaced = bare.len() < before.len();
    let start = bare
        .rfind(|c: char| c.is_whitespace() || matches!(c, '(' | '«' | '"' | '“' | '-'))
        .map_or(0, |at| {
            at + bare[at..].chars().next().map_or(0, char::len_utf8)
        });
    let article = &bare[start..];
    let elided = article.ends_with(['\'', '’']);
    let is_article = language.determiners.contains(&fold(article));
    if is_article && spaced != elided {
        start..span.end
    } else {
        span
    }
}
