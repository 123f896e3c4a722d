//! Maps of places: a dot each, and as many names as there is room for. The page beside it says the same in
//! words: a list of what lies near, or the list of places.

use super::super::address;
use super::super::desk::Desk;
use super::super::outline::{self, HEIGHT, WIDTH};
use super::super::views::{DotOnMap, MapView, WayItem};
use crate::model::Entity;

/// How many places a map shows, and how many a list of what lies near names.
const DOTS: usize = 60;
const NEAR: usize = 8;

/// The sizes, in pixels, at which there must be room for names: on a phone and on a wide screen.
const NARROW: (f64, f64) = (328.0, 219.0);
const WIDE: (f64, f64) = (680.0, 453.0);
/// What a name takes: the mean width of a letter, and the height of a line that a finger hits.
const LETTER: f64 = 6.8;
const LINE: f64 = 24.0;
/// From the middle of a dot to the name beside it.
const SHIFT: f64 = 9.0;
/// The same behind the dot and before it, as templates write it.
const AFTER: &str = "9";
const BEFORE: &str = "-9";

/// The places of the archive that have coordinates, the most named first.
pub fn places<'a>(desk: &Desk<'a>) -> Vec<(&'a Entity, (f64, f64))> {
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
    draw(title, &corners, &shown, Some(here), path)
}

/// The map of all places; None where there are too few to show how they lie.
pub fn all(desk: &Desk, path: &str) -> Option<MapView> {
    const FEW: usize = 3;
    let shown = places(desk);
    if shown.len() < FEW {
        return None;
    }
    // Places that no text names must not draw the map away from those that are.
    let named = shown
        .iter()
        .filter(|(entity, _)| desk.mentions(&entity.id) > 0)
        .count();
    let corners: Vec<(f64, f64)> = shown
        .iter()
        .take(if named < FEW { DOTS } else { named.min(DOTS) })
        .map(|(_, at)| *at)
        .collect();
    let title = desk.words.get("list.map").to_owned();
    draw(title, &corners, &shown, None, path)
}

fn draw(
    title: String,
    corners: &[(f64, f64)],
    shown: &[(&Entity, (f64, f64))],
    here: Option<&Entity>,
    path: &str,
) -> Option<MapView> {
    let window = outline::window(corners)?;
    let inside: Vec<(&Entity, (f64, f64))> = shown
        .iter()
        .map(|(entity, (north, east))| (*entity, window.place(*east, *north)))
        .filter(|(_, (x, y))| (0.0..=WIDTH).contains(x) && (0.0..=HEIGHT).contains(y))
        .take(DOTS)
        .collect();
    let shares: Vec<(f64, f64)> = inside
        .iter()
        .map(|(_, (x, y))| (x / WIDTH, y / HEIGHT))
        .collect();
    let lengths: Vec<f64> = inside
        .iter()
        .map(|(entity, _)| entity.name.chars().count() as f64 * LETTER)
        .collect();
    let narrow = labels(NARROW, &shares, &lengths, &vec![None; inside.len()]);
    let wide = labels(WIDE, &shares, &lengths, &narrow);
    // Drawn in reverse, so that the first lies above the others.
    let dots = inside
        .iter()
        .enumerate()
        .rev()
        .map(|(at, (entity, _))| {
            let own = here.is_some_and(|here| here.id == entity.id);
            let (x, y) = shares[at];
            DotOnMap {
                x: format!("{:.2}", x * 100.0),
                y: format!("{:.2}", y * 100.0),
                here: own,
                name: entity.name.clone(),
                href: (wide[at].is_some() && !own)
                    .then(|| address::link(path, &address::entity(&entity.id))),
                class: if narrow[at].is_none() {
                    " map-minor"
                } else {
                    ""
                },
                anchor: match wide[at] {
                    Some(Side::After) => "start",
                    Some(Side::Before) => "end",
                    None => "",
                },
                shift: match wide[at] {
                    Some(Side::Before) => BEFORE,
                    _ => AFTER,
                },
            }
        })
        .collect();
    Some(MapView {
        title,
        land: outline::path(&window),
        dots,
    })
}

/// On which side of its dot a name stands.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Side {
    After,
    Before,
}

/// Left, top, right and bottom, in pixels.
type Area = (f64, f64, f64, f64);

/// Gives names a side on which they lie over nothing, the first first; None where there is no room. Those that
/// have a side already (`given`) keep it: on a wider map what was apart still is.
fn labels(
    size: (f64, f64),
    shares: &[(f64, f64)],
    lengths: &[f64],
    given: &[Option<Side>],
) -> Vec<Option<Side>> {
    let middle = |at: usize| (shares[at].0 * size.0, shares[at].1 * size.1);
    let area = |at: usize, side: Side| -> Area {
        let (x, y) = middle(at);
        let far = SHIFT + lengths[at];
        let (left, right) = match side {
            Side::After => (x - LINE / 2.0, x + far),
            Side::Before => (x - far, x + LINE / 2.0),
        };
        (left, y - LINE / 2.0, right, y + LINE / 2.0)
    };
    let mut taken: Vec<(usize, Area)> = Vec::new();
    let mut sides = given.to_vec();
    for (at, side) in given.iter().enumerate() {
        taken.extend(side.map(|side| (at, area(at, side))));
    }
    for (at, side) in sides.iter_mut().enumerate() {
        if side.is_some() {
            continue;
        }
        let free = |side: &Side| {
            let own = area(at, *side);
            let apart = |other: &Area| {
                own.2 <= other.0 || other.2 <= own.0 || own.3 <= other.1 || other.3 <= own.1
            };
            let on_map = own.0 >= 2.0 && own.2 <= size.0 - 2.0 && own.1 >= 0.0 && own.3 <= size.1;
            // The first is what the map is about, and has a name even among other dots.
            let dots = (0..shares.len())
                .filter(|&other| other != at && at > 0)
                .all(|other| {
                    let (x, y) = middle(other);
                    apart(&(x - 5.0, y - 5.0, x + 5.0, y + 5.0))
                });
            on_map && dots && taken.iter().all(|(_, other)| apart(other))
        };
        *side = [Side::After, Side::Before].into_iter().find(free);
        taken.extend(side.map(|side| (at, area(at, side))));
    }
    sides
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_beside_their_dots_and_never_over_another() {
        let none = vec![None; 3];
        // The second has its right side taken by nothing, its left by the first; the third lies on the first.
        let shares = [(0.5, 0.5), (0.62, 0.5), (0.5, 0.51)];
        let sides = labels(WIDE, &shares, &[60.0, 60.0, 60.0], &none);
        assert_eq!(sides, [Some(Side::After), Some(Side::After), None]);
        let sides = labels(WIDE, &[(0.97, 0.5)], &[60.0], &none[..1]);
        assert_eq!(sides, [Some(Side::Before)]);
        assert_eq!(labels(WIDE, &[(0.5, 0.999)], &[60.0], &none[..1]), [None]);
    }

    #[test]
    fn distances_are_those_of_the_globe() {
        assert!((distance((0.0, 0.0), (0.0, 180.0)) - 20015.0).abs() < 1.0);
        assert!((distance((10.0, 179.5), (10.0, -179.5)) - 109.5).abs() < 1.0);
    }
}
