//! explain: what stands behind every mark of a passage, and behind every candidate that is none, for whoever asks.

use std::ops::Range;

use crate::annotate;
use crate::markdown::what;
use crate::model::{
    Anchor, Archive, By, Entity, EntityId, Mark, MarkBody, Passage, PassageId, Report, ReportDraft,
    ReportId, Why,
};
use crate::text::CharIndex;

/// A passage and what was found in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Explained {
    pub report: ReportId,
    pub siglum: String,
    pub passage: PassageId,
    /// Its printed number.
    pub n: String,
    pub words: String,
    /// In the order in which they begin.
    pub findings: Vec<Finding>,
    /// Candidates that the program turned down, in the order in which they begin.
    pub rejected: Vec<Finding>,
}

/// A mark, or one that was proposed and is not there.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Characters of the passage's words.
    pub chars: Range<usize>,
    pub exact: String,
    /// Kind and value, as the proposals say them.
    pub what: String,
    pub by: By,
    /// Whether a person took it out.
    pub refused: bool,
    /// The key of the rule behind it: one of [`Why`], `anchor-…` for a date, or `person`; of a rejected one, one of
    /// [`WhyNot`](crate::model::WhyNot).
    pub rule: String,
    /// The words, the record or the date that the rule rests on; may be empty.
    pub rests_on: String,
}

/// Explains the passage at `REPORT#PASSAGE`: a report by its id or its siglum, a passage by its id or its
/// printed number. None where there is none. `drafts`: the reports of each source as the program alone has them.
pub fn explain(archive: &Archive, drafts: &[Vec<ReportDraft>], address: &str) -> Option<Explained> {
    let (report, passage) = address.split_once('#')?;
    let is_named = |r: &&Report| r.id.as_str() == report || r.siglum == report;
    let report = archive.reports.iter().find(is_named)?;
    let is_asked = |p: &&Passage| p.id.as_str() == passage || p.n == passage;
    let passage = report.passages.iter().find(is_asked)?;
    Some(Explained {
        report: report.id.clone(),
        siglum: report.siglum.clone(),
        passage: passage.id.clone(),
        n: passage.n.clone(),
        words: passage.words.clone(),
        findings: findings(archive, report, passage),
        rejected: rejected(archive, drafts, report, passage),
    })
}

fn findings(archive: &Archive, report: &Report, passage: &Passage) -> Vec<Finding> {
    let chars = CharIndex::new(&passage.words);
    let sound = |span: &Range<usize>| passage.words.get(span.clone()).is_some();
    let marks = passage.marks.iter().chain(&passage.aside);
    let marks = marks.filter(|mark| sound(&mark.span));
    let marks = marks.map(|mark| {
        let exact = &passage.words[mark.span.clone()];
        let (rule, rests_on) = rule(archive, report, passage, mark, exact);
        Finding {
            chars: chars.chars(&mark.span),
            exact: exact.to_owned(),
            what: what(&mark.body),
            by: mark.by,
            refused: false,
            rule,
            rests_on,
        }
    });
    let refused = passage
        .refused
        .iter()
        .filter(|refused| sound(&refused.span));
    let refused = refused.map(|refused| Finding {
        chars: chars.chars(&refused.span),
        exact: passage.words[refused.span.clone()].to_owned(),
        what: refused.what.clone(),
        by: By::Program,
        refused: true,
        rule: "person".to_owned(),
        rests_on: String::new(),
    });
    let mut findings: Vec<Finding> = marks.chain(refused).collect();
    findings.sort_by_key(|f| (f.chars.start, std::cmp::Reverse(f.chars.end), f.refused));
    findings
}

/// What the program turned down in the words that a passage has in its source.
fn rejected(
    archive: &Archive,
    drafts: &[Vec<ReportDraft>],
    report: &Report,
    passage: &Passage,
) -> Vec<Finding> {
    let source = archive
        .sources
        .iter()
        .position(|source| report.source.as_ref() == Some(&source.id));
    let (Some(source), Some(whole)) = (source, &passage.span) else {
        return Vec::new();
    };
    let text = &archive.sources[source].text;
    let all = drafts.iter().flatten();
    let rejected = annotate::rejected(text, &drafts[source], all, &archive.entities);
    let chars = CharIndex::new(&passage.words);
    let inside = rejected
        .into_iter()
        .filter(|r| whole.start <= r.span.start && r.span.end <= whole.end);
    let findings = inside.filter_map(|rejected| {
        let span = rejected.span.start - whole.start..rejected.span.end - whole.start;
        // Where a person retyped the words, the source's places are not the passage's.
        let exact = passage.words.get(span.clone())?;
        (text.get(rejected.span.clone()) == Some(exact)).then(|| Finding {
            chars: chars.chars(&span),
            exact: exact.to_owned(),
            what: rejected.what.clone(),
            by: By::Program,
            refused: false,
            rule: rejected.why.rule().to_owned(),
            rests_on: rejected.why.words(),
        })
    });
    findings.collect()
}

fn rule(
    archive: &Archive,
    report: &Report,
    passage: &Passage,
    mark: &Mark,
    exact: &str,
) -> (String, String) {
    if mark.by == By::Person {
        return ("person".to_owned(), String::new());
    }
    let entity = match &mark.body {
        MarkBody::Mention { entity, .. } => entity_of(archive, entity),
        _ => None,
    };
    let why = annotate::why(mark, exact, entity);
    match (&why, &mark.body) {
        (Why::Unsaid, MarkBody::Date { anchor, .. }) => {
            let rests_on = match anchor {
                Anchor::Report => report.published.as_ref().map(|p| p.value.clone()),
                Anchor::Comment => passage.comment.as_ref().and_then(|c| c.posted.clone()),
                Anchor::None | Anchor::Previous | Anchor::Following => None,
            };
            let rule = format!("anchor-{}", anchor.as_str());
            (rule, rests_on.unwrap_or_default())
        }
        _ => (why.rule().to_owned(), why.words().to_owned()),
    }
}

fn entity_of<'a>(archive: &'a Archive, id: &EntityId) -> Option<&'a Entity> {
    let found = archive.entities.binary_search_by(|e| e.id.cmp(id)).ok()?;
    Some(&archive.entities[found])
}
