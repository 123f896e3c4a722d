//! Draws maps: dots and names at their places in a window, a scale, and the inset that shows where the window lies.

use super::super::super::address;
use super::super::super::desk::Desk;
use super::super::super::outline::{self, HEIGHT, WIDTH, Window};
use super::super::super::views::{DotOnMap, InsetView, MapView, ScaleView, SpotView};
use super::labels::{self, NARROW, Side, WIDE};
use super::{DOTS, Placed};
use crate::model::Entity;

/// Below so many degrees from north to south the outlines are too coarse to be true.
const COARSE: f64 = 1.0;
/// Beyond so many one scale does not hold for the whole map.
const ROUND: f64 = 40.0;
/// The part of the width that a scale takes at most.
const SCALE: f64 = 0.22;
/// The least side of the frame on an inset, in per cent, so that it can be seen.
const FRAME: f64 = 4.0;

/// Where a place lies in a window, as shares of its width and height; None where it lies beyond.
pub fn at(window: &Window, (north, east): (f64, f64)) -> Option<(f64, f64)> {
    let (x, y) = window.place(east, north);
    let inside = (0.0..=WIDTH).contains(&x) && (0.0..=HEIGHT).contains(&y);
    inside.then_some((x / WIDTH, y / HEIGHT))
}

/// A map of a window with the places that lie in it, the first above the others and the first to be named.
pub fn map(
    desk: &Desk,
    title: String,
    window: &Window,
    shown: &[Placed],
    here: Option<&Entity>,
    path: &str,
) -> MapView {
    let inside: Vec<(&Entity, (f64, f64))> = shown
        .iter()
        .filter_map(|(entity, place)| Some((*entity, at(window, *place)?)))
        .take(DOTS)
        .collect();
    let shares: Vec<(f64, f64)> = inside.iter().map(|(_, share)| *share).collect();
    let lengths: Vec<f64> = inside
        .iter()
        .map(|(entity, _)| labels::length(&entity.name))
        .collect();
    let scale = scale(desk, window);
    let taken = |(width, height): (f64, f64)| {
        let wide = width * SCALE + 24.0;
        scale.as_ref().map(|_| (0.0, height - 36.0, wide, height))
    };
    let none = vec![None; inside.len()];
    let narrow = labels::place(
        NARROW,
        &shares,
        &lengths,
        &none,
        taken(NARROW),
        here.is_some(),
    );
    let wide = labels::place(
        WIDE,
        &shares,
        &lengths,
        &narrow,
        taken(WIDE),
        here.is_some(),
    );
    // Drawn in reverse, so that the first lies above the others.
    let dots = (0..inside.len())
        .rev()
        .map(|place| {
            let entity = inside[place].0;
            let own = here.is_some_and(|here| here.id == entity.id);
            let named = (narrow[place], wide[place]);
            dot(desk, entity, shares[place], named, own, path)
        })
        .collect();
    MapView {
        title,
        land: if window.down < COARSE {
            String::new()
        } else {
            outline::path(window, 1.0)
        },
        dots,
        scale,
        inset: None,
        beyond: None,
    }
}

fn dot(
    desk: &Desk,
    entity: &Entity,
    (x, y): (f64, f64),
    (narrow, wide): (Option<Side>, Option<Side>),
    here: bool,
    path: &str,
) -> DotOnMap {
    let mentions = desk.mentions(&entity.id);
    let count = match mentions {
        0 => desk.words.get("list.never").to_owned(),
        _ => desk.words.count("count.mentions", mentions),
    };
    let (anchor, shift, drop) = wide.map_or(("", "", ""), Side::written);
    DotOnMap {
        x: format!("{:.2}", x * 100.0),
        y: format!("{:.2}", y * 100.0),
        here,
        size: match mentions {
            _ if here => "6",
            0 => "3",
            1..=9 => "4",
            10..=99 => "5",
            _ => "6",
        },
        name: entity.name.clone(),
        spoken: format!("{}{}{count}", entity.name, desk.words.get("note.list")),
        href: (wide.is_some() && !here).then(|| address::link(path, &address::entity(&entity.id))),
        class: if narrow.is_none() { " map-minor" } else { "" },
        anchor,
        shift,
        drop,
    }
}

/// A length of a round number of kilometres; None where a map shows so much that none holds for all of it.
fn scale(desk: &Desk, window: &Window) -> Option<ScaleView> {
    let across = window.kilometres_across();
    let most = across * SCALE;
    if window.down > ROUND || most < 1.0 {
        return None;
    }
    let ten = 10_f64.powf(most.log10().floor());
    let steps = [5.0, 2.0, 1.0].into_iter().map(|step| step * ten);
    let round = steps.into_iter().find(|step| *step <= most)?;
    let n = desk.words.number(round as usize);
    Some(ScaleView {
        width: format!("{:.2}", round / across * 100.0),
        label: desk.words.fill("entity.kilometres", &[("n", &n)]),
    })
}

/// The small map of all places that shows where the window of the large one lies.
pub fn inset(desk: &Desk, whole: &Window, window: &Window, places: &[Placed]) -> InsetView {
    let per_cent = |share: f64| format!("{:.2}", share * 100.0);
    let side = |part: f64| (part * 100.0).max(FRAME);
    let wide = side(window.across / whole.across);
    let high = side(window.down / whole.down);
    let middle = (
        window.north - window.down / 2.0,
        window.west + window.across / 2.0,
    );
    let (x, y) = at(whole, middle).unwrap_or((0.5, 0.5));
    InsetView {
        title: desk.words.get("list.map_inset").to_owned(),
        land: outline::path(whole, 3.0),
        dots: places
            .iter()
            .take(DOTS)
            .filter_map(|(_, place)| at(whole, *place))
            .map(|(x, y)| SpotView {
                x: per_cent(x),
                y: per_cent(y),
            })
            .collect(),
        x: format!("{:.2}", x * 100.0 - wide / 2.0),
        y: format!("{:.2}", y * 100.0 - high / 2.0),
        width: format!("{wide:.2}"),
        height: format!("{high:.2}"),
    }
}
