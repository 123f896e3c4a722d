//! Maps of places: a dot each, and as many names as there is room for. The page beside it says the same in
//! words: a list of what lies near, or the list of places.

mod draw;
mod frame;
mod labels;

use super::super::address;
use super::super::desk::Desk;
use super::super::outline::{self, Window};
use super::super::views::{BeyondView, MapView, WayItem};
use crate::model::Entity;

/// How many places a map shows, how many a list of what lies near names, and how many one of what lies beyond.
const DOTS: usize = 60;
const NEAR: usize = 8;
const BEYOND: usize = 8;

/// A place with its latitude and longitude.
type Placed<'a> = (&'a Entity, (f64, f64));

/// The places of the archive that have coordinates, the most named first.
pub fn places<'a>(desk: &Desk<'a>) -> Vec<Placed<'a>> {
    let placed = desk
        .placed
        .iter()
        .map(|&place| &desk.archive.entities[place]);
    placed
        .filter_map(|entity| Some((entity, coordinates(entity)?)))
        .collect()
}

/// Latitude and longitude, where they are some that a globe has.
fn coordinates(entity: &Entity) -> Option<(f64, f64)> {
    entity
        .coordinates
        .filter(|(north, east)| (-90.0..=90.0).contains(north) && (-360.0..=360.0).contains(east))
}

/// The places nearest to one, as a list with distances; empty where it has no coordinates.
pub fn nearby(desk: &Desk, here: &Entity, path: &str) -> Vec<WayItem> {
    near(desk, here)
        .into_iter()
        .map(|(other, kilometres)| WayItem {
            sign_html: String::new(),
            href: address::link(path, &address::entity(&other.id)),
            label: other.name.clone(),
            lang: None,
            count: desk.words.fill(
                "entity.kilometres",
                &[("n", &desk.words.number(kilometres.round() as usize))],
            ),
        })
        .collect()
}

fn near<'a>(desk: &Desk<'a>, here: &Entity) -> Vec<(&'a Entity, f64)> {
    let Some(from) = coordinates(here) else {
        return Vec::new();
    };
    let others = places(desk).into_iter();
    let mut near: Vec<(&Entity, f64)> = others
        .filter(|(other, _)| other.id != here.id)
        .map(|(other, to)| (other, distance(from, to)))
        .collect();
    near.sort_by(|a, b| a.1.total_cmp(&b.1));
    near.truncate(NEAR);
    near
}

/// Kilometres between two places, on a ball.
fn distance(a: (f64, f64), b: (f64, f64)) -> f64 {
    const RADIUS: f64 = 6371.0;
    let (a_north, b_north) = (a.0.to_radians(), b.0.to_radians());
    let across = ((b.1 - a.1).to_radians() / 2.0).sin();
    let along = ((b_north - a_north) / 2.0).sin();
    let part = along * along + a_north.cos() * b_north.cos() * across * across;
    2.0 * RADIUS * part.sqrt().min(1.0).asin()
}

/// The map on the page of a place: the place itself, and what else of the archive lies around it.
pub fn around(desk: &Desk, here: &Entity, path: &str) -> Option<MapView> {
    let from = coordinates(here)?;
    // Not what lies on another continent: it would make all else one dot.
    const FAR: f64 = 1200.0;
    // Less than this much of the world, in degrees, shows nothing that a reader knows.
    const LEAST: f64 = 5.5;
    let close = near(desk, here).into_iter().filter(|(_, km)| *km < FAR);
    let mut corners: Vec<(f64, f64)> = close
        .take(4)
        .filter_map(|(other, _)| coordinates(other))
        .collect();
    corners.push(from);
    let mut shown = places(desk);
    shown.retain(|(entity, _)| entity.id != here.id);
    shown.insert(0, (here, from));
    let title = desk.words.fill("entity.map_of", &[("name", &here.name)]);
    let window = outline::window(&corners, LEAST)?;
    Some(draw::map(desk, title, &window, &shown, Some(here), path))
}

/// The map of all places, framed where most of them lie; None where there are too few to show how they lie.
pub fn all(desk: &Desk, path: &str) -> Option<MapView> {
    const FEW: usize = 3;
    let shown = places(desk);
    if shown.len() < FEW {
        return None;
    }
    let times = |place: &Placed| desk.mentions(&place.0.id);
    // Places that no text names must not draw the map away from those that are.
    let named = shown.iter().filter(|place| times(place) > 0).count();
    let counted = if named < FEW { shown.len() } else { named };
    let named = &shown[..counted];
    let weighed: Vec<((f64, f64), usize)> = named.iter().map(|p| (p.1, times(p))).collect();
    let frame = frame::around(&weighed)?;
    let title = desk.words.get("list.map").to_owned();
    let mut map = draw::map(desk, title, &frame.window, &shown, None, path);
    map.inset = frame
        .whole
        .map(|whole| draw::inset(desk, &whole, &frame.window, named));
    map.beyond = beyond(desk, &frame.window, &shown, path);
    Some(map)
}

/// What lies beyond the edge of a map, the most named first; None where nothing does.
fn beyond(desk: &Desk, window: &Window, shown: &[Placed], path: &str) -> Option<BeyondView> {
    let out: Vec<&Placed> = shown
        .iter()
        .filter(|p| draw::at(window, p.1).is_none())
        .collect();
    let named = |place: &&&Placed| desk.mentions(&place.0.id) > 0;
    let list: Vec<WayItem> = out
        .iter()
        .filter(named)
        .take(BEYOND)
        .map(|(entity, _)| WayItem {
            sign_html: String::new(),
            href: address::link(path, &address::entity(&entity.id)),
            label: entity.name.clone(),
            lang: None,
            count: desk
                .words
                .count("count.mentions", desk.mentions(&entity.id)),
        })
        .collect();
    let more = out.len() - list.len();
    (!out.is_empty()).then(|| BeyondView {
        more: (more > 0).then(|| desk.words.count("count.places_below", more)),
        list,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_those_of_the_globe() {
        assert!((distance((0.0, 0.0), (0.0, 180.0)) - 20015.0).abs() < 1.0);
        assert!((distance((10.0, 179.5), (10.0, -179.5)) - 109.5).abs() < 1.0);
    }
}
