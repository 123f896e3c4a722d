//! What the sources answer differently, for the front page.

use super::super::address;
use super::super::desk::Desk;
use super::super::escape::escape;
use super::super::signs;
use super::super::views::{AnswerView, Link, OtherQuestion, QuestionView};
use super::super::when;
use super::claims;
use crate::model::{At, Divergence, EntityId};

const PATH: &str = "index.html";
/// Versions of an answer side by side, sigla beside each, and further questions.
const ANSWERS: usize = 4;
const WHO: usize = 8;
const QUESTIONS: usize = 6;

/// The contradiction that most reports take part in, and the other divergences.
pub fn make(desk: &Desk) -> (Option<QuestionView>, Vec<OtherQuestion>) {
    let mut order: Vec<&Divergence> = desk
        .relations
        .divergences
        .iter()
        .filter(|d| desk.event(&d.event).is_some() && versions(desk, d).len() > 1)
        .collect();
    order.sort_by_key(|d| (gravity(d), std::cmp::Reverse(d.positions.len())));
    let mut seen: Vec<(&str, &str)> = Vec::new();
    order.retain(|d| {
        let key = (d.event.as_str(), d.point.as_str());
        let new = !seen.contains(&key) && seen.len() <= QUESTIONS;
        if new {
            seen.push(key);
        }
        new
    });
    let first = order.first().filter(|d| d.kind == "contradiction");
    let question = first.and_then(|d| question(desk, d));
    let skip = usize::from(question.is_some());
    let others = order
        .iter()
        .skip(skip)
        .filter_map(|d| other_question(desk, d, PATH))
        .collect();
    (question, others)
}

/// The versions of a divergence, each with the positions that take it, by letter.
fn versions<'a>(desk: &Desk<'a>, divergence: &Divergence) -> Vec<(&'a str, Vec<usize>)> {
    let mut versions: Vec<(&str, Vec<usize>)> = Vec::new();
    for &place in &divergence.positions {
        let Some(position) = desk.relations.positions.get(place) else {
            continue;
        };
        if desk.passage(position.at).is_none() {
            continue;
        }
        match versions
            .iter_mut()
            .find(|(version, _)| *version == position.version)
        {
            Some((_, positions)) => positions.push(place),
            None => versions.push((&position.version, vec![place])),
        }
    }
    versions.sort_by_key(|(version, _)| *version);
    versions
}

fn question(desk: &Desk, divergence: &Divergence) -> Option<QuestionView> {
    let (_, event) = desk.event(&divergence.event)?;
    let versions = versions(desk, divergence);
    let of_one_day = of_one_day(desk, &versions);
    let answers = versions
        .into_iter()
        .take(ANSWERS)
        .map(|(letter, positions)| {
            let first = positions[0];
            let at = desk.relations.positions[first].at;
            let mut places: Vec<At> = positions
                .iter()
                .map(|&p| desk.relations.positions[p].at)
                .collect();
            places.dedup();
            let who = some(desk, &places);
            AnswerView {
                letter: letter.to_owned(),
                class: claims::version_class(letter),
                value_html: hour(desk, first, of_one_day)
                    .map_or_else(|| value(desk, first), |hour| escape(&hour)),
                words_html: signs::quote(
                    desk,
                    &desk.archive.reports[at.0],
                    claims::exact(desk, first),
                ),
                href: signs::passage_href(desk, PATH, at),
                who_html: who,
            }
        })
        .collect();
    let question = claims::question(desk, &event.id, &divergence.point);
    Some(QuestionView {
        event: Link {
            href: address::link(PATH, &address::event(&event.id)),
            label: event.title.clone(),
        },
        question: question.words,
        lang: question.lang,
        answers,
    })
}

/// Whether the versions are hours of one and the same day, which then need not be said each time.
fn of_one_day(desk: &Desk, versions: &[(&str, Vec<usize>)]) -> bool {
    let mut days = versions.iter().map(|(_, positions)| {
        let value = desk.relations.positions[positions[0]].value.as_str();
        value.split_once('T').map(|(day, _)| day)
    });
    let first = days.next().flatten();
    first.is_some() && days.all(|day| day == first)
}

fn hour(desk: &Desk, position: usize, of_one_day: bool) -> Option<String> {
    let value = &desk.relations.positions[position].value;
    when::say_hour(desk.words, value).filter(|_| of_one_day)
}

/// A position's value as a reader would say it, with its language where it is not that of the page.
fn value(desk: &Desk, position: usize) -> String {
    let value = desk.relations.positions[position].value.as_str();
    if let Some(answer) = desk.words.find(&format!("answer.{value}")) {
        return escape(answer);
    }
    let parties: Vec<&str> = value.split(", ").collect();
    if desk.entity(&EntityId::new(parties[0])).is_some() {
        let names = parties.iter().map(|id| claims::somebody(desk, id));
        let names: Vec<String> = names.map(|name| escape(&name)).collect();
        return signs::list(desk.words, &names);
    }
    if when::year_month(value).is_some() || value.starts_with('P') {
        return escape(&when::say(desk.words, value));
    }
    match value.parse::<usize>() {
        Ok(number) => escape(&desk.words.number(number)),
        // A range or words: the source's own words say it best.
        Err(_) => {
            let at = desk.relations.positions[position].at;
            let words = signs::shorten(desk.words, claims::exact(desk, position), 40);
            let language = desk.foreign(&desk.archive.reports[at.0]);
            signs::spoken_in(language, &escape(&words))
        }
    }
}

/// How grave a divergence is, the gravest first: a contradiction, an update, the rest.
pub fn gravity(divergence: &Divergence) -> usize {
    match divergence.kind {
        "contradiction" => 0,
        "update" => 1,
        _ => 2,
    }
}

/// The question that a divergence answers differently, as it is shown on another page.
pub fn other_question(desk: &Desk, divergence: &Divergence, path: &str) -> Option<OtherQuestion> {
    let (place, event) = desk.event(&divergence.event)?;
    let page = address::event(&event.id);
    let versions = versions(desk, divergence);
    let values: Vec<String> = versions
        .iter()
        .take(ANSWERS)
        .map(|(_, positions)| value(desk, positions[0]))
        .collect();
    let (tag, verdict) = claims::verdict(desk, place, &divergence.point);
    let question = claims::question(desk, &event.id, &divergence.point);
    Some(OtherQuestion {
        href: address::link_to(path, &page, &claims::point_id(&divergence.point)),
        event: event.title.clone(),
        question: question.words,
        lang: question.lang,
        tag,
        verdict,
        values_html: values.join(" · "),
    })
}

/// Links to the first of some passages, and how many more there are.
pub fn some(desk: &Desk, places: &[At]) -> String {
    let mut links: Vec<String> = places
        .iter()
        .take(WHO)
        .map(|&at| signs::passage_card_link(desk, PATH, at))
        .collect();
    if places.len() > WHO {
        links.push(escape(&desk.words.count("count.more", places.len() - WHO)));
    }
    links.join(" ")
}
