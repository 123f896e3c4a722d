//! Who and what the passages of a report name: names, titles, capitals that act.

mod grounds;
mod guards;
mod metonyms;
mod rejections;
mod resolve;
mod select;
mod spelled;
mod titles;
mod told;
mod walk;
mod when;

use std::ops::Range;

use self::guards::is_shouted;
pub use self::rejections::Rejections;
use self::resolve::Learnt;
use self::select::Choosing;
pub use self::titles::title_of;
use self::told::{Told, told};
use self::walk::Walk;
use super::authority::{Authority, Form, Found};
use super::layers::{crossing, nest};
use crate::lang::{self, Language};
use crate::model::{Mark, MarkBody, Rejected, ReportDraft, Why};

/// A name or title that could be several entities, none of which the text singles out; its first place.
pub struct Doubt {
    /// Bytes of the source.
    pub span: Range<usize>,
    /// Ids of the entities.
    pub candidates: Vec<String>,
    /// How often it stands in the report.
    pub count: usize,
}

/// A name in a passage, and whose it is.
#[derive(Clone, Debug)]
pub struct Named {
    /// Bytes of the passage.
    pub span: Range<usize>,
    pub entity: usize,
    pub person: bool,
    /// A place that stands for its government.
    pub metonym: bool,
    pub why: Why,
}

/// What the first reading of a passage leaves for the second.
struct Read {
    names: Vec<Named>,
    titles: Vec<Told>,
    /// Listed descriptions that stand in it.
    descriptions: Vec<Found>,
}

/// The mentions of a report, passage by passage.
///
/// A first reading finds the names and what stands beside titles; a second one gives the titles that stand
/// alone to whoever holds them, by the records or by what the report itself says. `dates` are the marks of
/// its dates, passage by passage.
pub fn find(
    text: &str,
    report: &ReportDraft,
    authority: &Authority,
    dates: &[Vec<Mark>],
) -> (Vec<Vec<Mark>>, Vec<Doubt>) {
    let (marks, doubts, _) = find_with(text, report, authority, dates, Rejections::default());
    (marks, doubts)
}

/// The mentions of a report, and the candidates that were turned down.
pub fn find_rejected(
    text: &str,
    report: &ReportDraft,
    authority: &Authority,
    dates: &[Vec<Mark>],
) -> (Vec<Vec<Mark>>, Vec<Rejected>) {
    let (marks, _, rejected) = find_with(text, report, authority, dates, Rejections::kept());
    (marks, rejected)
}

fn find_with(
    text: &str,
    report: &ReportDraft,
    authority: &Authority,
    dates: &[Vec<Mark>],
    rejections: Rejections,
) -> (Vec<Vec<Mark>>, Vec<Doubt>, Vec<Rejected>) {
    let (place, language) = rules_of(&report.language);
    let mut choosing = Choosing::new(authority, (text, report.language.as_str()), rejections);
    let read: Vec<Read> = report
        .passages
        .iter()
        .map(|passage| {
            let words = &text[passage.span.clone()];
            choosing.begin(passage.span.start);
            read_passage(words, authority, (place, language), &mut choosing)
        })
        .collect();
    let mut learnt = Learnt::of(read.iter().flat_map(|passage| &passage.titles));
    let published = report.published.as_ref().map(|p| p.value.as_str());
    let none = Vec::new();
    let marks = report.passages.iter().zip(read).enumerate();
    let marks = marks.map(|(at, (passage, read))| {
        let words = &text[passage.span.clone()];
        let dates = dates.get(at).unwrap_or(&none);
        choosing.begin(passage.span.start);
        let titles = learnt.resolve(authority, words, &read, (dates, published), &mut choosing);
        let names = read.names.iter().map(|name| {
            let mark = mention(authority, name.span.clone(), name.entity, name.metonym);
            mark.because(name.why.clone())
        });
        let titles = titles
            .into_iter()
            .map(|(span, entity, why)| mention(authority, span, entity, false).because(why));
        let (names, titles): (Vec<Mark>, Vec<Mark>) = (names.collect(), titles.collect());
        if choosing.rejections.are_kept() {
            choosing
                .rejections
                .add(crossing(&names, &titles, words, passage.span.start));
        }
        nest(names, titles)
    });
    let marks = marks.collect();
    let (doubts, rejections) = choosing.into_doubts();
    (marks, doubts, rejections.into_kept())
}

fn rules_of(code: &str) -> (usize, &'static Language) {
    let language = lang::rules(code);
    let place = lang::all().iter().position(|l| std::ptr::eq(l, language));
    (place.unwrap_or(0), language)
}

fn read_passage(
    words: &str,
    authority: &Authority,
    (place, language): (usize, &Language),
    choosing: &mut Choosing,
) -> Read {
    let seen = authority.see(words);
    let found = longest(keep(&seen.forms, |form| form != Form::Description));
    let descriptions = longest(keep(&seen.forms, |form| form == Form::Description));
    choosing
        .rejections
        .overlooked(authority, words, &seen.forms, &found);
    if found.is_empty() && seen.titles.is_empty() && authority.spellings.is_empty() {
        return Read {
            names: Vec::new(),
            titles: Vec::new(),
            descriptions: with_articles(words, descriptions, language),
        };
    }
    let walk = Walk::new(words, &seen.folded);
    let titles = titles::titles(authority, &walk, &seen.titles, place);
    let mut names = choosing.choose(&walk, found, &titles, language);
    if names.iter().any(|name| !name.person) {
        metonyms::decide(authority, &walk, &mut names, language);
    }
    Read {
        titles: told(&walk, titles, &names, language),
        names,
        descriptions: with_articles(words, descriptions, language),
    }
}

fn mention(authority: &Authority, span: Range<usize>, entity: usize, metonym: bool) -> Mark {
    let entity = authority.id(entity).clone();
    Mark::program(span, MarkBody::Mention { entity, metonym })
}

fn keep(found: &[Found], wanted: impl Fn(Form) -> bool) -> Vec<Found> {
    let kept = found.iter().filter_map(|f| {
        let readings = f.readings.iter().filter(|r| wanted(r.form)).copied();
        let readings: Vec<_> = readings.collect();
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

fn with_articles(words: &str, mut found: Vec<Found>, language: &Language) -> Vec<Found> {
    for form in &mut found {
        form.span = with_determiner(words, form.span.clone(), language);
    }
    found
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
    let is_article = language.determiners.contains(&crate::text::fold(article));
    if is_article && spaced != elided {
        start..span.end
    } else {
        span
    }
}
