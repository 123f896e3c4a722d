//! The outlines of countries behind a map: read from `outline.txt` (which its first lines and `reduce.mjs`
//! explain), cut to a window, and written as an SVG path. No tiles, no request, nothing but lines.

use std::sync::LazyLock;

/// Steps of the grid on which the file's points lie, to a degree.
const GRID: f64 = 50.0;
/// The box into which outlines are drawn.
pub const WIDTH: f64 = 900.0;
pub const HEIGHT: f64 = 600.0;
/// How far beyond the box lines go on, so that where they are cut cannot be seen.
const BEYOND: f64 = 12.0;

/// A point: degrees east and north, or places across and down in the box.
pub type Point = (f64, f64);

/// A line that closes, with its bounds: west, south, east, north.
struct Ring {
    points: Vec<Point>,
    bounds: (f64, f64, f64, f64),
}

static RINGS: LazyLock<Vec<Ring>> = LazyLock::new(|| read(include_str!("outline.txt")));

/// What part of the world a map shows, in degrees; west may lie below -180, and east above 180.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    pub west: f64,
    pub north: f64,
    /// Degrees to the whole width and height.
    pub across: f64,
    pub down: f64,
}

impl Window {
    /// Where a place lies in the box, if on the map: the longitude is turned to where the window is.
    pub fn place(&self, east: f64, north: f64) -> Point {
        let east = self.west + (east - self.west).rem_euclid(360.0);
        self.project(east, north)
    }

    /// How many kilometres the map is wide, in its middle.
    pub fn kilometres_across(&self) -> f64 {
        const DEGREE: f64 = 111.195;
        let middle = self.north - self.down / 2.0;
        self.across * middle.to_radians().cos() * DEGREE
    }

    fn project(&self, east: f64, north: f64) -> Point {
        (
            (east - self.west) / self.across * WIDTH,
            (self.north - north) / self.down * HEIGHT,
        )
    }
}

/// The window around some places (latitude and longitude), with room around them, in which a kilometre is as
/// long across as it is down; `least` is how many degrees it shows at least from north to south. None where there
/// are no places.
pub fn window(places: &[(f64, f64)], least: f64) -> Option<Window> {
    let mut easts: Vec<f64> = places.iter().map(|p| p.1.rem_euclid(360.0)).collect();
    easts.sort_by(f64::total_cmp);
    let last = *easts.last()?;
    // The places lie on the far side of the widest gap between them, also where the date line is crossed.
    let mut gap = (easts[0] + 360.0 - last, easts[0]);
    for pair in easts.windows(2) {
        if pair[1] - pair[0] > gap.0 {
            gap = (pair[1] - pair[0], pair[1]);
        }
    }
    let (west, across) = (gap.1, 360.0 - gap.0);
    let north = places.iter().map(|p| p.0).fold(f64::NEG_INFINITY, f64::max);
    let south = places.iter().map(|p| p.0).fold(f64::INFINITY, f64::min);
    let middle = f64::midpoint(north, south);
    let shrink = middle.to_radians().cos().max(0.15);
    let down = ((north - south) * 1.5)
        .max(across * 1.5 * shrink * HEIGHT / WIDTH)
        .clamp(least, 170.0);
    let wide = (down * WIDTH / HEIGHT / shrink).min(360.0);
    let window = Window {
        west: west + across / 2.0 - wide / 2.0,
        north: middle + down / 2.0,
        across: wide,
        down,
    };
    // Back to where the file's longitudes are.
    let turns = ((window.west + 180.0) / 360.0).floor() * 360.0;
    Some(Window {
        west: window.west - turns,
        ..window
    })
}

/// The outlines within a window as the `d` of an SVG path, in whole places of the box, or of one that is some
/// times smaller: a small map needs fewer points.
pub fn path(window: &Window, smaller: f64) -> String {
    let mut out = String::new();
    let (south, east) = (window.north - window.down, window.west + window.across);
    for turn in [-360.0, 0.0, 360.0] {
        for ring in RINGS.iter() {
            let (w, s, e, n) = ring.bounds;
            if e + turn < window.west || w + turn > east || n < south || s > window.north {
                continue;
            }
            let points = ring.points.iter();
            let drawn: Vec<Point> = points.map(|&(x, y)| window.project(x + turn, y)).collect();
            write_ring(&cut(drawn), smaller, &mut out);
        }
    }
    out
}

fn write_ring(points: &[Point], smaller: f64, out: &mut String) {
    let mut last: Option<(i32, i32)> = None;
    let mut drawn = String::new();
    let mut count = 0;
    for &(x, y) in points {
        // Within the box and a little beyond, so that this cannot overflow.
        let (x, y) = ((x / smaller).round() as i32, (y / smaller).round() as i32);
        match last {
            None => drawn.push_str(&format!("M{x} {y}")),
            Some((a, b)) if (x - a).abs() + (y - b).abs() < 2 => continue,
            Some((a, b)) => drawn.push_str(&format!("l{} {}", x - a, y - b)),
        }
        last = Some((x, y));
        count += 1;
    }
    if count > 2 {
        out.push_str(&drawn);
        out.push('z');
    }
}

/// A closed line cut to the box, side by side (Sutherland and Hodgman).
fn cut(mut points: Vec<Point>) -> Vec<Point> {
    let sides: [(bool, f64, bool); 4] = [
        (true, -BEYOND, true),
        (true, WIDTH + BEYOND, false),
        (false, -BEYOND, true),
        (false, HEIGHT + BEYOND, false),
    ];
    for (across, bound, least) in sides {
        let along = |p: Point| if across { p.0 } else { p.1 };
        let inside = |p: Point| (along(p) >= bound) == least || along(p) == bound;
        let mut kept = Vec::with_capacity(points.len());
        for at in 0..points.len() {
            let (here, before) = (points[at], points[(at + points.len() - 1) % points.len()]);
            if inside(here) != inside(before) {
                let share = (bound - along(before)) / (along(here) - along(before));
                kept.push((
                    before.0 + (here.0 - before.0) * share,
                    before.1 + (here.1 - before.1) * share,
                ));
            }
            if inside(here) {
                kept.push(here);
            }
        }
        points = kept;
    }
    points
}

fn read(text: &str) -> Vec<Ring> {
    let mut lines = text.lines().skip_while(|line| line.starts_with('#'));
    let arcs: Vec<Vec<Point>> = lines
        .by_ref()
        .take_while(|line| !line.is_empty())
        .map(arc)
        .collect();
    lines
        .map(|line| {
            let mut points: Vec<Point> = Vec::new();
            for place in line.split(' ').filter_map(|n| n.parse::<i32>().ok()) {
                let arc = usize::try_from(place.unsigned_abs()).ok();
                let Some(arc) = arc.and_then(|n| arcs.get(n.checked_sub(1)?)) else {
                    continue;
                };
                if place < 0 {
                    points.extend(arc.iter().rev());
                } else {
                    points.extend(arc);
                }
            }
            unwind(&mut points);
            let west = points.iter().map(|p| p.0).fold(f64::INFINITY, f64::min);
            let south = points.iter().map(|p| p.1).fold(f64::INFINITY, f64::min);
            let east = points.iter().map(|p| p.0).fold(f64::NEG_INFINITY, f64::max);
            let north = points.iter().map(|p| p.1).fold(f64::NEG_INFINITY, f64::max);
            Ring {
                points,
                bounds: (west, south, east, north),
            }
        })
        .collect()
}

/// Lets a ring that crosses the date line go on beyond it, instead of back around the world; one that goes
/// around a pole is closed by way of the pole.
fn unwind(points: &mut Vec<Point>) {
    let mut turns = 0.0;
    for at in 1..points.len() {
        let step = points[at].0 + turns - points[at - 1].0;
        if step.abs() > 180.0 {
            turns -= 360.0 * step.signum();
        }
        points[at].0 += turns;
    }
    let (Some(&first), Some(&last)) = (points.first(), points.last()) else {
        return;
    };
    if (last.0 - first.0).abs() > 180.0 {
        let pole = 90.0 * first.1.signum();
        points.extend([(last.0, pole), (first.0, pole)]);
    }
}

/// A line of the file: a start and steps.
fn arc(line: &str) -> Vec<Point> {
    let (mut x, mut y) = (0, 0);
    line.split(' ')
        .filter_map(|step| step.split_once(','))
        .map(|(east, north)| {
            x += east.parse::<i32>().unwrap_or(0);
            y += north.parse::<i32>().unwrap_or(0);
            (f64::from(x) / GRID, f64::from(y) / GRID)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_on_both_sides_of_the_date_line_share_a_small_window() {
        let window = window(&[(-17.0, 179.0), (-13.8, -172.0)], 5.5).unwrap();
        assert!(window.across < 40.0, "{window:?}");
        for (north, east) in [(-17.0, 179.0), (-13.8, -172.0)] {
            let (x, y) = window.place(east, north);
            assert!(x > 0.0 && x < WIDTH && y > 0.0 && y < HEIGHT, "{x} {y}");
        }
        assert!(path(&window, 1.0).starts_with('M'));
    }

    #[test]
    fn every_window_is_drawn_within_its_box() {
        for places in [
            vec![(90.0, 0.0)],
            vec![(-90.0, 10.0), (90.0, -170.0)],
            vec![(48.8, 2.3)],
            vec![(0.0, 0.0), (0.0, 120.0), (0.0, -120.0)],
        ] {
            let path = path(&window(&places, 5.5).unwrap(), 1.0);
            let mut at = (0.0, 0.0);
            for ring in path.split('z').filter(|ring| !ring.is_empty()) {
                for (place, step) in ring[1..].split('l').enumerate() {
                    let (x, y) = step.split_once(' ').unwrap();
                    let (x, y): (f64, f64) = (x.parse().unwrap(), y.parse().unwrap());
                    at = if place == 0 {
                        (x, y)
                    } else {
                        (at.0 + x, at.1 + y)
                    };
                    assert!((-13.0..=WIDTH + 13.0).contains(&at.0), "{places:?} {at:?}");
                    assert!((-13.0..=HEIGHT + 13.0).contains(&at.1), "{places:?} {at:?}");
                }
            }
        }
        assert!(window(&[], 5.5).is_none());
    }
}
