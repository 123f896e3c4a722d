//! The page of an entity: who or what it is, where it is named, how it is written, with whom.

use std::collections::{BTreeMap, HashMap};

use super::super::address;
use super::super::desk::Desk;
use super::super::direction;
use super::super::escape::escape;
use super::super::origins;
use super::super::prose::{self, Prose};
use super::super::signs;
use super::super::views::{CompanionView, ContextView, EntityView, Fact, RestView, SpellingView};
use super::{Making, Sheet, axis, event_link, fill, map};
use crate::model::{Backlink, Entity, EntityId, MarkBody};

/// How many mentions are shown with their context; the others are counted by report.
const SHOWN: usize = 200;
/// How many reports, spellings and companions are named.
const REPORTS: usize = 60;
const SPELLINGS: usize = 30;
const COMPANIONS: usize = 15;
/// How many sigla stand beside a spelling.
const SIGLA: usize = 8;

/// Makes the page of the entity at a place of the archive.
pub fn make(desk: &Desk, place: usize) -> Making {
    let entity = &desk.archive.entities[place];
    let path = address::entity(&entity.id);
    let mut warnings = Vec::new();
    let prose = Prose {
        from: &path,
        folder: "entities",
        file: &entity.file,
        lines_before: Some(entity.lines_before),
    };
    let notes_html = prose::render(desk, &prose, &entity.notes, &mut warnings);
    let backlinks: Vec<&Backlink> = desk
        .relations
        .backlinks
        .get(&entity.id)
        .into_iter()
        .flatten()
        .filter(|backlink| {
            let words = desk.passage(backlink.at).map(|p| p.words.as_str());
            words.is_some_and(|words| words.get(backlink.span.clone()).is_some())
        })
        .collect();
    let view = EntityView {
        name: entity.name.clone(),
        family: entity.kind.family(),
        kind: signs::kind_word(desk, entity.kind.as_str()),
        notes_html,
        facts: facts(desk, entity, &backlinks, &path),
        bars: axis::bars(desk, &backlinks),
        map: map::around(desk, entity, &path),
        nearby: map::nearby(desk, entity, &path),
        contexts: contexts(desk, entity, &backlinks, &path),
        rest: rest(desk, &backlinks, &path),
        spellings: spellings(desk, &backlinks, &path),
        companions: companions(desk, entity, &backlinks, &path),
    };
    let sheet = Sheet {
        path: &path,
        template: "entity.html",
        title: &entity.name,
        section: "entities.html",
        body_class: "",
        owner: format!("the entity {}", entity.id),
    };
    fill(desk, sheet, &view, warnings)
}

fn facts(desk: &Desk, entity: &Entity, backlinks: &[&Backlink], path: &str) -> Vec<Fact> {
    let words = desk.words;
    let mut facts = Vec::new();
    let mut add = |key: &str, html: String| {
        facts.push(Fact {
            label: words.get(key).to_owned(),
            html,
        });
    };
    let (mut passages, mut reports) = (0, Vec::new());
    let mut last = None;
    for backlink in backlinks {
        if last != Some(backlink.at) {
            passages += 1;
            reports.push(backlink.at.0);
        }
        last = Some(backlink.at);
    }
    if !backlinks.is_empty() {
        let mentions = escape(&words.number(backlinks.len()));
        add(
            "entity.mentions",
            words.count_html("count.in_passages", passages, &[("mentions", &mentions)]),
        );
        reports.sort_unstable();
        reports.dedup();
        let number = words.number(reports.len());
        let origins = origins::among(desk, &reports);
        let counted = origins::with_origins(desk, number, reports.len(), origins);
        add("entity.reports", escape(&counted));
    }
    let events: Vec<String> = desk
        .events_of_entity
        .get(entity.id.as_str())
        .into_iter()
        .flatten()
        .take(COMPANIONS)
        .map(|&event| event_link(desk, path, event))
        .collect();
    if !events.is_empty() {
        add("entity.events", signs::list(words, &events));
    }
    let mut names: Vec<String> = entity
        .names
        .iter()
        .filter(|(_, name)| *name != entity.name)
        .map(|(tag, name)| format!("<span lang=\"{}\">{}</span>", escape(tag), escape(name)))
        .collect();
    let known = |alias: &&String| {
        **alias != entity.name && !entity.names.iter().any(|(_, name)| name == *alias)
    };
    names.extend(
        entity
            .aliases
            .iter()
            .filter(known)
            .map(|alias| escape(alias)),
    );
    if !names.is_empty() {
        add("entity.names", signs::list(words, &names));
    }
    if !entity.descriptions.is_empty() {
        let said: Vec<String> = entity.descriptions.iter().map(|d| escape(d)).collect();
        add("entity.descriptions", signs::list(words, &said));
    }
    if let Some((latitude, longitude)) = entity.coordinates {
        add(
            "entity.coordinates",
            format!("{latitude:.4}, {longitude:.4}"),
        );
    }
    let identifiers = identifiers(entity);
    if !identifiers.is_empty() {
        add("entity.identifiers", signs::list(words, &identifiers));
    }
    facts
}

/// Identifiers in other authorities, linked where their address is known.
fn identifiers(entity: &Entity) -> Vec<String> {
    let mut all: Vec<(&str, &str)> = Vec::new();
    if let Some(wikidata) = &entity.wikidata {
        all.push(("wikidata", wikidata));
    }
    all.extend(
        entity
            .identifiers
            .iter()
            .map(|(scheme, value)| (scheme.as_str(), value.as_str())),
    );
    all.iter()
        .map(|(scheme, value)| {
            let base = match *scheme {
                "wikidata" => Some(("Wikidata", "https://www.wikidata.org/wiki/")),
                "viaf" => Some(("VIAF", "https://viaf.org/viaf/")),
                "geonames" => Some(("GeoNames", "https://www.geonames.org/")),
                _ => None,
            };
            let plain = value.chars().all(|c| c.is_ascii_alphanumeric());
            match base {
                Some((name, base)) if plain => format!(
                    "<a href=\"{base}{value}\" rel=\"external noreferrer\">{name} {value}</a>"
                ),
                _ => format!("{} {}", escape(scheme), escape(value)),
            }
        })
        .collect()
}

/// Mentions with their neighbours, aligned on the name.
fn contexts(desk: &Desk, entity: &Entity, backlinks: &[&Backlink], path: &str) -> Vec<ContextView> {
    backlinks
        .iter()
        .take(SHOWN)
        .map(|backlink| {
            let report = &desk.archive.reports[backlink.at.0];
            let words = report.passages[backlink.at.1].words.as_str();
            let span = backlink.span.clone();
            let start = backlink.sentence.start.min(span.start);
            let end = backlink.sentence.end.clamp(span.end, words.len());
            let exact = one_line(&words[span.clone()]);
            let described = entity
                .descriptions
                .iter()
                .any(|d| d.to_lowercase() == exact.to_lowercase());
            ContextView {
                passage_html: signs::passage_card_link(desk, path, backlink.at),
                href: signs::passage_href(desk, path, backlink.at),
                lang: desk.foreign(report).map(str::to_owned),
                dir: direction::of(&report.language),
                before: last_words(words.get(start..span.start).unwrap_or_default(), 90),
                name: if described {
                    format!("{{{exact}}}")
                } else {
                    exact
                },
                after: first_words(
                    words.get(span.end..end).unwrap_or_default(),
                    140,
                    desk.words.get("quote.more"),
                ),
            }
        })
        .collect()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The last words before a name; a space at the end stays, as it parts the two.
fn last_words(text: &str, characters: usize) -> String {
    let line = spaced(text);
    let count = line.chars().count();
    if count <= characters {
        return line;
    }
    let cut: String = line.chars().skip(count - characters).collect();
    // Half a word at the beginning says nothing.
    match cut.trim_end().split_once(' ') {
        Some((half, _)) => cut[half.len() + 1..].to_owned(),
        None => cut,
    }
}

/// The first words after a name; `more` stands for those that are left away.
fn first_words(text: &str, characters: usize, more: &str) -> String {
    let line = spaced(text);
    let Some((end, _)) = line.char_indices().nth(characters) else {
        return line;
    };
    // Half a word at the end says nothing.
    let whole = match line[..end].rsplit_once(' ') {
        Some((whole, _)) if !whole.is_empty() => whole,
        _ => &line[..end],
    };
    format!("{whole}{more}")
}

/// White space read as one space, kept at both ends.
fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut space = false;
    for c in text.chars() {
        if c.is_whitespace() && c != '\u{a0}' && c != '\u{202f}' {
            if !space {
                out.push(' ');
            }
            space = true;
        } else {
            out.push(c);
            space = false;
        }
    }
    out
}

/// The mentions that are not shown, counted by report.
fn rest(desk: &Desk, backlinks: &[&Backlink], path: &str) -> Option<RestView> {
    let hidden = backlinks.get(SHOWN..).filter(|hidden| !hidden.is_empty())?;
    let mut reports: BTreeMap<usize, usize> = BTreeMap::new();
    for backlink in hidden {
        *reports.entry(backlink.at.0).or_insert(0) += 1;
    }
    let named: Vec<String> = reports
        .iter()
        .take(REPORTS)
        .map(|(&report, &times)| {
            format!(
                "{} × {}",
                signs::siglum_link(desk, path, report),
                desk.words.number(times)
            )
        })
        .collect();
    let mut reports_html = signs::list(desk.words, &named);
    if reports.len() > REPORTS {
        reports_html.push(' ');
        reports_html.push_str(&escape(
            &desk.words.count("count.more", reports.len() - REPORTS),
        ));
    }
    Some(RestView {
        count: desk.words.count("entity.context_rest", hidden.len()),
        reports_html,
    })
}

/// The ways in which the entity is written, the most frequent first.
fn spellings(desk: &Desk, backlinks: &[&Backlink], path: &str) -> Vec<SpellingView> {
    let mut times: HashMap<String, (usize, Vec<usize>)> = HashMap::new();
    for backlink in backlinks {
        let words = &desk.archive.reports[backlink.at.0].passages[backlink.at.1].words;
        let (count, reports) = times
            .entry(one_line(&words[backlink.span.clone()]))
            .or_default();
        *count += 1;
        if reports.last() != Some(&backlink.at.0) && reports.len() <= SIGLA {
            reports.push(backlink.at.0);
        }
    }
    let mut sorted: Vec<(String, (usize, Vec<usize>))> = times.into_iter().collect();
    sorted.sort_by(|a, b| b.1.0.cmp(&a.1.0).then_with(|| a.0.cmp(&b.0)));
    sorted
        .into_iter()
        .take(SPELLINGS)
        .map(|(words, (count, reports))| {
            let mut who: Vec<String> = reports
                .iter()
                .take(SIGLA)
                .map(|&report| signs::siglum_link(desk, path, report))
                .collect();
            if reports.len() > SIGLA {
                who.push(escape(desk.words.get("quote.more")));
            }
            SpellingView {
                words,
                who_html: who.join(" "),
                times: desk.words.number(count),
            }
        })
        .collect()
}

/// The entities named in the same passages, the most frequent first.
fn companions(
    desk: &Desk,
    entity: &Entity,
    backlinks: &[&Backlink],
    path: &str,
) -> Vec<CompanionView> {
    let mut times: HashMap<&EntityId, usize> = HashMap::new();
    let mut last = None;
    for backlink in backlinks {
        if last == Some(backlink.at) {
            continue;
        }
        last = Some(backlink.at);
        let mut here: Vec<&EntityId> = desk.archive.reports[backlink.at.0].passages[backlink.at.1]
            .marks
            .iter()
            .filter_map(|mark| match &mark.body {
                MarkBody::Mention { entity: other, .. } if *other != entity.id => Some(other),
                _ => None,
            })
            .collect();
        here.sort_unstable();
        here.dedup();
        for other in here {
            *times.entry(other).or_insert(0) += 1;
        }
    }
    let mut sorted: Vec<(&Entity, usize)> = times
        .into_iter()
        .filter_map(|(id, count)| Some((desk.entity(id)?, count)))
        .collect();
    sorted.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.id.cmp(&b.0.id)));
    let most = sorted.first().map_or(1, |(_, count)| *count);
    sorted
        .into_iter()
        .take(COMPANIONS)
        .map(|(other, count)| CompanionView {
            name: other.name.clone(),
            href: address::link(path, &address::entity(&other.id)),
            family: other.kind.family(),
            width: (count * 80 / most).max(2),
            times: desk.words.number(count),
        })
        .collect()
}
