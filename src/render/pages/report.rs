//! The page of a report.

use std::collections::BTreeMap;

use super::super::address;
use super::super::desk::Desk;
use super::super::direction;
use super::super::escape::escape;
use super::super::origins;
use super::super::passage;
use super::super::prose::{self, Prose};
use super::super::signs;
use super::super::views::{
    CardView, Fact, LegendView, Link, PassageView, ReportView, RetiredView, TurnView,
};
use super::{Making, Sheet, cite, comments, fill, margin, turn, turn_link, when, when_html};
use crate::model::{Basis, Diagnostic, EntityId, Kind, MarkBody, Passage, Report, report_path};

/// How many characters of a text describe it where its page is listed.
const OPENING: usize = 160;

/// Makes the page of the report at a place of the archive.
pub fn make(desk: &Desk, place: usize) -> Making {
    let report = &desk.archive.reports[place];
    let path = address::report(&report.id);
    let mut warnings = Vec::new();
    let editorial = editorial(desk, report, &path, &mut warnings);
    let is_title = |p: &Passage| p.kind == Kind::Title;
    let title_at = report.passages.iter().position(is_title);
    let lead_at = lead(report, title_at);
    let mut title_passage = None;
    let mut passages = Vec::new();
    for (at, source) in report.passages.iter().enumerate() {
        if source.kind == Kind::Comment {
            continue;
        }
        let mut view = passage_view(desk, (place, at), &path, &editorial);
        if Some(at) == title_at {
            view.class.push_str(" passage-title");
            title_passage = Some(view);
            continue;
        }
        if Some(at) == lead_at {
            view.class.push_str(" passage-lead");
        }
        passages.push(view);
    }
    let view = ReportView {
        title: report.title.clone(),
        opening: lead_at.map(|at| signs::shorten(desk.words, &report.passages[at].words, OPENING)),
        siglum_html: signs::siglum(desk, place),
        outlet: report.outlet.clone(),
        author: report.author.clone(),
        published: report
            .published
            .as_ref()
            .map(|p| when(desk, &p.value, false)),
        title_passage,
        provenance: provenance(desk, place, &path),
        legend: legend(desk, report),
        before_html: editorial.before.clone(),
        passages,
        retired: retired(desk, report),
        cards: cards(desk, report, &path),
        cite: cite::panel(desk, place, lead_at.or(title_at)),
        comments: comments::fold(desk, place, &path),
        contents: contents(desk, report),
        turns: turns(desk, place, &path),
    };
    let sheet = Sheet {
        path: &path,
        template: "report.html",
        title: &report.title,
        section: "reports.html",
        body_class: "",
        owner: format!("the report {}", report.id),
    };
    fill(desk, sheet, &view, warnings)
}

/// The headings of a text that is too long to be seen at once.
fn contents(desk: &Desk, report: &Report) -> Vec<Link> {
    const HEADINGS: usize = 3;
    const PASSAGES: usize = 12;
    let headings: Vec<Link> = report
        .passages
        .iter()
        .filter(|passage| passage.kind == Kind::Heading)
        .map(|passage| Link {
            href: format!("#{}", passage.id),
            label: signs::shorten(desk.words, &passage.words, 90),
        })
        .collect();
    let long = headings.len() >= HEADINGS || headings.len() > 1 && report.passages.len() > PASSAGES;
    if long { headings } else { Vec::new() }
}

/// The reports before and after this one in time, and in the same source.
fn turns(desk: &Desk, place: usize, path: &str) -> Vec<TurnView> {
    let report = &desk.archive.reports[place];
    let source = report.source.as_ref().and_then(|id| desk.source(id));
    let of_source: &[usize] = source.map_or(&[], |source| &desk.of_source[source]);
    let in_source = of_source.iter().position(|&other| other == place);
    // What has no day has no place in time.
    let has_day = |place: usize| desk.archive.reports[place].published.is_some();
    let dated = desk.in_time.partition_point(|&other| has_day(other));
    [
        (
            "report.turn_time",
            &desk.in_time[..dated],
            has_day(place).then_some(desk.turn[place]),
        ),
        ("report.turn_source", of_source, in_source),
    ]
    .into_iter()
    .filter_map(|(label, order, at)| {
        let at = at?;
        let neighbour = |at: Option<usize>, key: &str| {
            let other = &desk.archive.reports[*order.get(at?)?];
            let href = address::link(path, &address::report(&other.id));
            let lang = desk.foreign(other);
            Some(turn_link(desk, href, key, &other.title, lang))
        };
        turn(
            desk.words.get(label),
            neighbour(at.checked_sub(1), "report.previous"),
            neighbour(Some(at + 1), "report.next"),
        )
    })
    .collect()
}

/// What the addresses of lost passages say.
fn retired(desk: &Desk, report: &Report) -> Vec<RetiredView> {
    let retired = report.retired.iter().map(|retired| RetiredView {
        id: retired.id.to_string(),
        words_html: retired
            .words
            .as_deref()
            .map(|words| signs::quote(desk, report, words)),
        successor: retired.successor.as_ref().and_then(|id| {
            let passage = report.passages.iter().find(|p| p.id == *id)?;
            Some(Link {
                href: format!("#{id}"),
                label: desk
                    .words
                    .fill("retired.successor", &[("number", &passage.n)]),
            })
        }),
    });
    retired.collect()
}

/// The first paragraph, set larger, unless it is the only one.
fn lead(report: &Report, title_at: Option<usize>) -> Option<usize> {
    let mut paragraphs = (title_at.map_or(0, |at| at + 1)..report.passages.len())
        .filter(|&at| report.passages[at].kind == Kind::Paragraph);
    let first = paragraphs.next()?;
    let length = report.passages[first].words.chars().count();
    (paragraphs.next().is_some() && length < 600).then_some(first)
}

/// What an editor added, as HTML.
pub struct EditorialHtml {
    before: String,
    /// Paragraphs of the editor's own, by the passage they stand behind.
    after: BTreeMap<usize, String>,
    /// Footnotes by label.
    pub notes: BTreeMap<String, String>,
}

fn editorial(
    desk: &Desk,
    report: &Report,
    path: &str,
    warnings: &mut Vec<Diagnostic>,
) -> EditorialHtml {
    let file = report_path(report.id.as_str());
    let prose = Prose {
        from: path,
        folder: "reports",
        file: &file,
        lines_before: None,
    };
    let mut html = EditorialHtml {
        before: String::new(),
        after: BTreeMap::new(),
        notes: BTreeMap::new(),
    };
    for piece in &report.editorial {
        let words = prose::render(desk, &prose, &piece.markdown, warnings);
        match (&piece.label, piece.after) {
            (Some(label), _) => html
                .notes
                .entry(label.clone())
                .or_default()
                .push_str(&words),
            (None, Some(after)) => html.after.entry(after).or_default().push_str(&words),
            (None, None) => html.before.push_str(&words),
        }
    }
    html
}

fn passage_view(
    desk: &Desk,
    at: crate::model::At,
    path: &str,
    editorial: &EditorialHtml,
) -> PassageView {
    let report = &desk.archive.reports[at.0];
    let source = &report.passages[at.1];
    let mut class = String::new();
    if source.n.parse::<u32>().is_ok_and(|n| n.is_multiple_of(5)) {
        class.push_str(" passage-fifth");
    }
    match source.kind {
        Kind::Heading => class.push_str(" passage-heading"),
        Kind::PullQuote => class.push_str(" passage-pull-quote"),
        Kind::ListItem => class.push_str(" passage-list-item"),
        Kind::Caption => class.push_str(" passage-caption"),
        Kind::Title | Kind::Paragraph | Kind::Comment => {}
    }
    PassageView {
        id: source.id.to_string(),
        n: source.n.clone(),
        class,
        heading: matches!(source.kind, Kind::Heading | Kind::Title),
        lang: desk.foreign(report).map(str::to_owned),
        dir: direction::of(&report.language),
        text_html: passage::words(desk, path, source, true),
        notes: margin::notes(desk, at, path, &editorial.notes),
        original: original(desk, report, source, path),
        after_html: editorial.after.get(&at.1).cloned().unwrap_or_default(),
    }
}

/// The link to the line of the source where a passage stands.
fn original(desk: &Desk, report: &Report, passage: &Passage, path: &str) -> Option<Link> {
    let source = desk.source(report.source.as_ref()?)?;
    let start = passage.span.as_ref()?.start;
    let lines = &desk.lines[source];
    let line = desk.words.number(lines.line_of(start));
    let page = address::source(&desk.archive.sources[source].id);
    Some(Link {
        href: address::link_to(path, &page, &lines.anchor(start)),
        label: desk.words.fill("passage.original", &[("line", &line)]),
    })
}

/// A SHA-256 in groups, short: the source's page has it whole.
fn short_hash(hash: &str) -> String {
    match (
        hash.get(..4),
        hash.get(4..8),
        hash.get(hash.len().saturating_sub(4)..),
    ) {
        (Some(a), Some(b), Some(c)) if hash.len() > 12 => format!("{a} {b} … {c}"),
        _ => hash.to_owned(),
    }
}

fn provenance(desk: &Desk, place: usize, path: &str) -> Vec<Fact> {
    let report = &desk.archive.reports[place];
    let words = desk.words;
    let mut facts = Vec::new();
    let mut add = |key: &str, html: String| {
        facts.push(Fact {
            label: words.get(key).to_owned(),
            html,
        });
    };
    let source = report.source.as_ref().and_then(|id| desk.source(id));
    match source {
        Some(place) => {
            let lines = &desk.lines[place];
            let source = &desk.archive.sources[place];
            let page = address::source(&source.id);
            let link = |href: &str, label: &str| format!("<a href=\"{href}\">{label}</a>");
            add(
                "report.sources",
                link(&address::link(path, &page), &escape(source.id.as_str())),
            );
            add(
                "report.sha256",
                format!(
                    "<code title=\"{0}\">{1}</code>",
                    escape(&source.sha256),
                    escape(&short_hash(&source.sha256))
                ),
            );
            if let Some(range) = report.range() {
                add("report.characters", character_range(desk, place, &range));
                let from = words.number(lines.line_of(range.start));
                let last = lines.line_of(range.end.saturating_sub(1).max(range.start));
                let to = words.number(last);
                let key = if from == to {
                    "report.line"
                } else {
                    "report.lines"
                };
                let label = words.fill_html(key, &[("from", &from), ("to", &to)]);
                let href = address::link_to(path, &page, &lines.anchor(range.start));
                add("report.original", link(&href, &label));
            }
        }
        None => add("report.sources", escape(words.get("report.by_hand"))),
    }
    if let Some(published) = &report.published {
        let basis = match published.basis {
            Basis::Stated => "report.basis_stated",
            Basis::Inferred => "report.basis_inferred",
            Basis::Given => "report.basis_given",
        };
        add("report.date", escape(words.get(basis)));
    }
    let provenance = |key: &'static str, html: Option<String>| {
        // Of a report that a person wrote by hand, what it does not say is no gap.
        let unknown = || escape(words.get(&format!("{key}_unknown")));
        let taken = report.source.is_some();
        Some((key, html.or_else(|| taken.then(unknown))?))
    };
    if let Some((key, author)) = provenance("report.by", report.author.as_deref().map(escape)) {
        add(key, author);
    }
    for (key, html) in origins::facts(desk, place, path) {
        add(key, html);
    }
    if report.title_derived {
        add("report.title", escape(words.get("report.title_derived")));
    }
    let retrieved = report.retrieved.as_deref().map(|day| when_html(desk, day));
    let rows = [
        ("report.address", report.url.as_deref().map(host_link)),
        ("report.retrieved", retrieved),
        ("report.licence", report.licence.as_deref().map(host_link)),
    ];
    for (key, html) in rows
        .into_iter()
        .filter_map(|(key, html)| provenance(key, html))
    {
        add(key, html);
    }
    facts
}

/// The same shown as its host, where there is little room.
fn host_link(url: &str) -> String {
    let host = url
        .split_once("://")
        .and_then(|(_, rest)| rest.split('/').next());
    let link = outside_link(url);
    match host {
        Some(host) if link.starts_with("<a ") => link.replace(
            &format!(">{}</a>", escape(url)),
            &format!(">{}</a>", escape(host)),
        ),
        _ => link,
    }
}

/// A link to where a text came from; an address of another kind than the web's stays text.
pub fn outside_link(url: &str) -> String {
    let shown = escape(url);
    let lower = url.to_ascii_lowercase();
    if lower.starts_with("https://") || lower.starts_with("http://") {
        format!("<a href=\"{shown}\" rel=\"external noreferrer\">{shown}</a>")
    } else {
        shown
    }
}

fn character_range(desk: &Desk, place: usize, range: &std::ops::Range<usize>) -> String {
    let text = &desk.archive.sources[place].text;
    let before = |byte| desk.lines[place].characters_before(text, byte);
    let (from, to, total) = (before(range.start), before(range.end), before(text.len()));
    let number = |n| escape(&desk.words.number(n));
    desk.words.fill_html(
        "report.range",
        &[
            ("from", &number(from)),
            ("to", &number(to)),
            ("total", &number(total)),
        ],
    )
}

/// The signs that the text uses, explained once.
fn legend(desk: &Desk, report: &Report) -> Vec<LegendView> {
    let kinds = ["person", "place", "organisation", "other", "date"];
    let mut used = [false; 5];
    let text = report.passages.iter().filter(|p| p.comment.is_none());
    for mark in text.flat_map(|p| &p.marks) {
        let kind = match &mark.body {
            MarkBody::Mention { entity, .. } => desk.entity(entity).map(|e| e.kind.family()),
            MarkBody::Date { .. } => Some("date"),
            _ => None,
        };
        if let Some(at) = kind.and_then(|kind| kinds.iter().position(|k| *k == kind)) {
            used[at] = true;
        }
    }
    kinds
        .into_iter()
        .zip(used)
        .filter(|(_, used)| *used)
        .map(|(kind, _)| LegendView {
            kind,
            label: signs::kind_word(desk, kind),
        })
        .collect()
}

/// A card for each entity named, in the order of their first mentions.
fn cards(desk: &Desk, report: &Report, path: &str) -> Vec<CardView> {
    let mut order: Vec<&EntityId> = Vec::new();
    let mut counts: BTreeMap<&EntityId, usize> = BTreeMap::new();
    for mark in report.passages.iter().flat_map(|p| &p.marks) {
        if let MarkBody::Mention { entity, .. } = &mark.body {
            let count = counts.entry(entity).or_insert(0);
            if *count == 0 {
                order.push(entity);
            }
            *count += 1;
        }
    }
    order
        .into_iter()
        .filter_map(|id| {
            let entity = desk.entity(id)?;
            let here = counts[id];
            let note = prose::first_words(desk, &entity.notes, 160);
            let number = |n: usize| desk.words.number(n);
            Some(CardView {
                id: passage::card_id(id),
                name: entity.name.clone(),
                href: address::link(path, &address::entity(id)),
                family: entity.kind.family(),
                kind: signs::kind_word(desk, entity.kind.as_str()),
                note: (!note.is_empty()).then_some(note),
                counts: desk.words.fill(
                    "report.counts",
                    &[
                        ("here", &number(here)),
                        ("all", &number(desk.mentions(id).max(here))),
                    ],
                ),
            })
        })
        .collect()
}
