//! What each text says on each point of an event: always its own words, or "not stated".

use std::collections::BTreeMap;

use super::super::desk::Desk;
use super::super::escape::escape;
use super::super::signs;
use super::super::views::{CellView, ClaimRowView, ClaimsView, OriginView, TellingView};
use super::{entity_link, event};
use crate::lang;
use crate::model::{EntityId, EventId, MarkBody};
use crate::text::fold;

/// Characters of a cell's words; the rest is in the passage that they link to.
const LONGEST: usize = 110;
/// How many reports have a column; more cannot be read side by side.
pub const COLUMNS: usize = 12;

/// The matrix of an event; None where no position is known.
pub fn matrix(desk: &Desk, place: usize, path: &str) -> Option<ClaimsView> {
    let positions = &desk.relations.positions;
    let here = &desk.positions_of_event[place];
    if here.is_empty() {
        return None;
    }
    let mut points: Vec<&str> = Vec::new();
    let mut of_cell: BTreeMap<(&str, usize), Vec<usize>> = BTreeMap::new();
    let mut reports: Vec<usize> = Vec::new();
    for &position in here {
        let point = positions[position].point.as_str();
        let report = positions[position].at.0;
        if !points.contains(&point) {
            points.push(point);
        }
        of_cell.entry((point, report)).or_default().push(position);
        reports.push(report);
    }
    let origins = desk.origins_of_event(place);
    let mut first: BTreeMap<usize, usize> = BTreeMap::new();
    for origin in origins {
        first.extend(origin.iter().map(|&report| (report, origin[0])));
    }
    let origin_of = |report: usize| first.get(&report).copied().unwrap_or(report);
    // Those that print the same words stand side by side.
    let order = |report: &usize| (desk.turn[origin_of(*report)], desk.turn[*report]);
    reports.sort_unstable_by_key(order);
    reports.dedup();
    // Where there are more reports than columns, those that disagree come first.
    if reports.len() > COLUMNS {
        let disagrees = |report: &usize| {
            !points.iter().any(|point| {
                let cell = of_cell.get(&(*point, *report));
                cell.into_iter()
                    .flatten()
                    .any(|&p| !desk.divergences_of(p).is_empty())
            })
        };
        reports.sort_by_key(|report| (disagrees(report), order(report)));
        reports.truncate(COLUMNS);
        reports.sort_by_key(order);
    }
    // What is disputed comes first.
    let gravity = |point: &str| match verdict(desk, place, point).0 {
        "contradiction" => 0,
        "update" => 1,
        "scope" => 2,
        _ => 3,
    };
    points.sort_by_key(|point| gravity(point));
    let event = &desk.archive.events[place];
    let rows = points
        .iter()
        .map(|point| {
            let (tag, verdict) = verdict(desk, place, point);
            let parted = tag != "same";
            let cells = reports
                .iter()
                .map(|&report| {
                    let cell = of_cell.get(&(*point, report));
                    let of_origin = of_cell.get(&(*point, origin_of(report)));
                    let of_origin = of_origin.filter(|_| origin_of(report) != report);
                    let slice = |cell: Option<&Vec<usize>>| cell.cloned().unwrap_or_default();
                    cell_view(desk, report, &slice(cell), &slice(of_origin), parted, path)
                })
                .collect();
            let question = question(desk, &event.id, point);
            ClaimRowView {
                id: point_id(point),
                question: question.words,
                lang: question.lang,
                tag,
                verdict,
                cells,
            }
        })
        .collect();
    let heads: Vec<OriginView> = reports
        .chunk_by(|&a, &b| origin_of(a) == origin_of(b))
        .enumerate()
        .map(|(place, group)| origin_view(desk, place, group))
        .collect();
    Some(ClaimsView {
        origins: if heads.len() < reports.len() {
            heads
        } else {
            Vec::new()
        },
        columns: reports
            .iter()
            .map(|&r| TellingView {
                same: reports.contains(&origin_of(r)) && origin_of(r) != r,
                ..event::head(desk, r, path)
            })
            .collect(),
        rows,
    })
}

/// `Origin 1, printed again 2 times`.
fn origin_view(desk: &Desk, place: usize, reports: &[usize]) -> OriginView {
    let number = desk.words.number(place + 1);
    let mut label = desk.words.fill("event.origin", &[("n", &number)]);
    if reports.len() > 1 {
        label.push_str(desk.words.get("note.list"));
        label.push_str(&desk.words.count("event.again", reports.len() - 1));
    }
    OriginView {
        label,
        columns: reports.len(),
    }
}

/// The id of a point's row.
pub fn point_id(point: &str) -> String {
    let safe: String = point
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '-' })
        .collect();
    format!("point-{safe}")
}

/// A question, with its language where it is not that of the page.
pub struct Question {
    pub words: String,
    pub lang: Option<String>,
}

/// The question that readers see for a point: the event's own, the theme's, or the bare key. Where people wrote the
/// event's in another language than that of the page, the theme's goes before it.
pub fn question(desk: &Desk, event: &EventId, point: &str) -> Question {
    let own = desk.event(event).and_then(|(_, event)| {
        let point = event.points.iter().find(|p| p.key == point)?;
        point.question.clone()
    });
    let of_page = |words| Question { words, lang: None };
    let known = || question_of_theme(desk, point).map(of_page);
    let own = own.map(|words| Question {
        words,
        lang: desk.written().map(str::to_owned),
    });
    let first = match desk.written() {
        Some(_) => known().or(own),
        None => own.or_else(known),
    };
    first.unwrap_or_else(|| of_page(point.to_owned()))
}

/// The theme's question for a point. Whom a toll counts, and whom or what else it is asked of, stands behind its key:
/// `dead-civilians-no`, `accepts-no`.
fn question_of_theme(desk: &Desk, point: &str) -> Option<String> {
    let words = desk.words;
    let known = |point: &str| words.find(&format!("point.{point}")).map(str::to_owned);
    let of_some = || {
        let (counted, whom) = point.split_once('-')?;
        let each = whom.split('-').map(|whom| {
            let people = words.find(&format!("people.{whom}")).map(str::to_owned);
            people.unwrap_or_else(|| somebody(desk, whom))
        });
        let whom = match desk.entity(&EntityId::new(whom)) {
            Some(entity) => entity.name.clone(),
            None => each.collect::<Vec<_>>().join(words.get("note.list")),
        };
        let question = known(counted)?;
        Some(words.fill("point.of", &[("question", &question), ("whom", &whom)]))
    };
    known(point).or_else(of_some)
}

/// What somebody is called in the archive: an entity, or a country by its code (ISO 3166), or else the code.
pub fn somebody(desk: &Desk, id: &str) -> String {
    let entity = desk.entity(&EntityId::new(id));
    entity.map_or_else(|| country(desk, id), |entity| entity.name.clone())
}

fn country(desk: &Desk, code: &str) -> String {
    let code = code.to_uppercase();
    let mut places = desk.archive.entities.iter();
    let own = places.find(|entity| {
        let folded = fold(&entity.name);
        let mut countries = lang::all().iter().map(|l| &l.mentions.countries.names);
        entity.kind.family() == "place"
            && countries.any(|names| names.get(&folded).is_some_and(|of| *of == code))
    });
    own.map_or(code, |entity| entity.name.clone())
}

/// The words of a position.
pub fn exact<'a>(desk: &Desk<'a>, position: usize) -> &'a str {
    let position = &desk.relations.positions[position];
    let passage = desk.passage(position.at);
    passage
        .and_then(|p| p.words.get(position.span.clone()))
        .unwrap_or_default()
}

/// `according to …`: whoever counts what a position counts, or whose words it lies in.
fn said_by(desk: &Desk, position: usize, path: &str) -> String {
    let position = &desk.relations.positions[position];
    let Some(passage) = desk.passage(position.at) else {
        return String::new();
    };
    let span = &position.span;
    let marks = passage.marks.iter().chain(&passage.aside);
    let holds = marks.filter(|mark| mark.span.start <= span.start && span.end <= mark.span.end);
    let who = holds.filter_map(|mark| match &mark.body {
        MarkBody::Figure { claimant, .. } => Some((mark.span.len(), claimant.as_ref()?)),
        MarkBody::Quotation { speaker, .. } => Some((mark.span.len(), speaker.as_ref()?)),
        _ => None,
    });
    who.min_by_key(|(length, _)| *length)
        .map(|(_, who)| {
            let link = entity_link(desk, path, who);
            let by = desk.words.fill_html("version.said_by", &[("who", &link)]);
            format!(" <span class=\"said-by\">{by}</span>")
        })
        .unwrap_or_default()
}

/// The class of a version's sign: its letter, and whether it is an update.
pub fn version_class(version: &str) -> &'static str {
    if version.contains(['′', '″', '\'']) {
        return "later";
    }
    match version.chars().next() {
        Some('a') | None => "a",
        Some('b') => "b",
        Some(_) => "c",
    }
}

/// The tag that goes with a kind of divergence.
pub fn tag(kind: &str) -> &'static str {
    match kind {
        "contradiction" => "contradiction",
        "update" => "update",
        _ => "scope",
    }
}

/// What is to be said of a point as a whole: the gravest divergence counts.
pub fn verdict(desk: &Desk, place: usize, point: &str) -> (&'static str, String) {
    let words = desk.words;
    let mut kinds: Vec<&str> = Vec::new();
    let mut versions: Vec<&str> = Vec::new();
    for &divergence in &desk.divergences_of_event[place] {
        let divergence = &desk.relations.divergences[divergence];
        if divergence.point != point {
            continue;
        }
        kinds.push(divergence.kind);
        for &position in &divergence.positions {
            if let Some(position) = desk.relations.positions.get(position)
                && !versions.contains(&position.version.as_str())
            {
                versions.push(&position.version);
            }
        }
    }
    if kinds.contains(&"contradiction") {
        (
            "contradiction",
            words.count("count.versions", versions.len()),
        )
    } else if kinds.contains(&"update") {
        ("update", words.get("version.updates").to_owned())
    } else if let Some(kind) = kinds.first() {
        ("scope", words.get(&format!("version.{kind}")).to_owned())
    } else {
        ("same", words.get("version.none").to_owned())
    }
}

/// The class of the sign of what is said: only what contradicts something is shown as another version.
fn sign_class(desk: &Desk, position: usize) -> &'static str {
    match version_class(&desk.relations.positions[position].version) {
        "b" | "c" if !desk.contradicts(position) => "a",
        class => class,
    }
}

/// What a report says on a point; `of_origin`: what the report says whose words it repeats. Its versions have their
/// letters where the texts part (`parted`): values that are worded otherwise and agree are one answer to a reader.
fn cell_view(
    desk: &Desk,
    report: usize,
    positions: &[usize],
    of_origin: &[usize],
    parted: bool,
    path: &str,
) -> CellView {
    let all = &desk.relations.positions;
    let repeats = |p: &usize| of_origin.iter().any(|&o| all[o].value == all[*p].value);
    let mut words_html = String::new();
    let (mut differs, mut later, mut scope) = (false, false, false);
    // A text says each version once; what it says again is in its passages.
    let mut versions = Vec::new();
    let first = positions.iter().filter(|&&position| {
        let version = &all[position].version;
        let new = !versions.contains(&version);
        versions.push(version);
        new
    });
    let first: Vec<usize> = first.copied().collect();
    for &position in first.iter().take(3) {
        let said = &desk.relations.positions[position];
        let words = signs::shorten(desk.words, exact(desk, position), LONGEST);
        let quoted = signs::quote(desk, &desk.archive.reports[report], &words);
        let href = signs::passage_href(desk, path, said.at);
        let version = if said.version.is_empty() || !parted {
            String::new()
        } else {
            format!(
                "<span class=\"version version-{}\">{}</span>",
                sign_class(desk, position),
                escape(&said.version)
            )
        };
        words_html.push_str(&format!(
            "<a class=\"snippet\" href=\"{href}\" {}>{version}{quoted}</a>{}",
            signs::passage_card(desk, said.at),
            said_by(desk, position, path)
        ));
        differs |= desk.contradicts(position);
        later |= version_class(&said.version) == "later";
        for &divergence in desk.divergences_of(position) {
            let kind = desk.relations.divergences[divergence].kind;
            scope |= kind == "scope";
        }
    }
    let words = desk.words;
    let origin = of_origin
        .first()
        .map_or("", |&p| &desk.archive.reports[all[p].at.0].siglum);
    let repeated = words.fill("version.repeats", &[("who", origin)]);
    let (class, tag, verdict) = if differs {
        (
            "cell-differs",
            "contradiction",
            words.get("version.contradiction"),
        )
    } else if later {
        ("cell-later", "update", words.get("version.update"))
    } else if scope {
        ("", "scope", words.get("version.scope"))
    } else if !positions.is_empty() && positions.iter().all(repeats) {
        ("cell-same", "same", repeated.as_str())
    } else {
        ("", "", "")
    };
    CellView {
        siglum_html: signs::siglum(desk, report),
        class,
        words_html,
        tag,
        verdict: verdict.to_owned(),
    }
}
