//! What is known of a report beside its passages: title, date, author, outlet, language.

use std::collections::BTreeMap;

use super::html::Metadata;
use super::lines::Line;
use crate::lang::{self, Language};
use crate::model::{Basis, Kind, PassageDraft, Provenance, Published, ReportDraft, Source};
use crate::text::collapse;
use crate::time::stamp;

/// The year in which a text speaks: that of its publication, or of the first full date in it.
pub fn year_of(source: &Source, lines: &[Line], language: &Language) -> Option<i32> {
    const SHORT: usize = 400;
    const NEAR: usize = 200;
    let given = source.provenance.published.as_deref();
    let year = |date: &str| date.get(..4)?.parse().ok();
    given.and_then(year).or_else(|| {
        let near = lines.iter().take(NEAR);
        let short = near.filter(|l| l.words.len() <= SHORT);
        let stamps =
            short.filter_map(|l| stamp(&source.text[l.words.clone()], &language.dates, None));
        stamps
            .map(|stamp| stamp.value)
            .find_map(|value| year(&value))
    })
}

pub fn language_of(text: &str, report: &ReportDraft, code: &str, otherwise: &str) -> String {
    const ENOUGH: usize = 8;
    let mut longest: Vec<&PassageDraft> = report.passages.iter().collect();
    longest.sort_by_key(|p| std::cmp::Reverse(p.span.len()));
    let mut shares: BTreeMap<String, usize> = BTreeMap::new();
    for passage in longest.into_iter().take(ENOUGH) {
        let own = lang::detect(&text[passage.span.clone()], code);
        *shares.entry(own).or_default() += passage.span.len();
    }
    // A summary in another language does not make a text one of that language.
    let most = shares.into_iter().max_by_key(|(_, share)| *share);
    most.map_or_else(|| otherwise.to_owned(), |(code, _)| code)
}

/// Adds what the page's metadata say, which outweighs its lines, what the file beside the source
/// says, which outweighs both, and a title.
pub fn complete(
    text: &str,
    report: &mut ReportDraft,
    given: &Provenance,
    metadata: Option<&Metadata>,
) {
    (report.title, report.title_derived) = title_of(text, report);
    if let Some(metadata) = metadata {
        if let Some(title) = metadata.title.clone().filter(|_| report.title_derived) {
            report.title = title;
        }
        if let Some(value) = metadata.published.clone() {
            report.published = Some(Published {
                value,
                basis: Basis::Stated,
            });
        }
        report.outlet = metadata.outlet.clone().or(report.outlet.take());
        report.author = metadata.author.clone().or(report.author.take());
    }
    if let Some(value) = given.published.clone() {
        report.published = Some(Published {
            value,
            basis: Basis::Given,
        });
    }
    report.outlet = given.outlet.clone().or(report.outlet.take());
    report.author = given.author.clone().or(report.author.take());
}

/// The words of a report's title, or its first sentence where it has none.
fn title_of(text: &str, report: &ReportDraft) -> (String, bool) {
    const LONGEST: usize = 90;
    let words = |p: &PassageDraft| collapse(&text[p.span.clone()]);
    if let Some(title) = report.passages.iter().find(|p| p.kind == Kind::Title) {
        return (words(title), false);
    }
    let first = report.passages.first().map(words).unwrap_or_default();
    let sentence = crate::text::sentence_around(&first, &(0..0), &[], first.len());
    let sentence = &first[sentence];
    if sentence.chars().count() <= LONGEST {
        return (sentence.to_owned(), true);
    }
    let cut: String = sentence.chars().take(LONGEST).collect();
    let at = cut.rfind(' ').unwrap_or(cut.len());
    (
        format!("{} …", cut[..at].trim_end_matches([',', ';', ':', ' '])),
        true,
    )
}
