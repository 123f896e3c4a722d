//! What part of the world a map of all places shows: where the bulk of them lies, so that one place on another
//! continent does not make all others one dot. An inset shows the whole, and a list says what lies beyond.

use super::{DOTS, distance};
use crate::render::outline::{self, Window};

/// The least that a map shows, in degrees from north to south: some five kilometres.
const LEAST: f64 = 0.05;
/// The least that an inset shows, so that a reader knows where that is.
const LEAST_AROUND: f64 = 8.0;
/// So many times as wide as the map must an inset be to say anything.
const WIDER: f64 = 2.0;

/// The window of a map, and that of its inset, if it has one.
pub struct Frame {
    pub window: Window,
    pub whole: Option<Window>,
}

/// A place (latitude and longitude), and how often texts name it.
type Named = ((f64, f64), usize);

/// Frames places, the most named first; None where there are none.
pub fn around(named: &[Named]) -> Option<Frame> {
    let corners: Vec<(f64, f64)> = named.iter().map(|(at, _)| *at).collect();
    let all = outline::window(&corners, LEAST)?;
    let close = outline::window(&bulk(named), LEAST)?;
    let window = if all.across > close.across * WIDER {
        close
    } else {
        all
    };
    let whole = outline::window(&corners, LEAST_AROUND)?;
    Some(Frame {
        window,
        whole: (whole.across > window.across * WIDER).then_some(whole),
    })
}

/// The places in the smallest circle around one of them that holds more than half of them and of their mentions,
/// and those that lie near it: a few places far away move it as little as an outlier moves a median.
fn bulk(named: &[Named]) -> Vec<(f64, f64)> {
    let mentions: usize = named.iter().map(|(_, times)| times).sum();
    let mut best: (f64, Vec<(f64, Named)>) = (f64::INFINITY, Vec::new());
    // Only around the most named, so that the work does not grow with the square of the places.
    for (middle, _) in named.iter().take(DOTS) {
        let mut near: Vec<(f64, Named)> = named
            .iter()
            .map(|one| (distance(*middle, one.0), *one))
            .collect();
        near.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut held = 0;
        let enough = near.iter().enumerate().position(|(at, (_, (_, times)))| {
            held += times;
            (at + 1) * 2 > named.len() && held * 2 >= mentions
        });
        if let Some(last) = enough
            && near[last].0 < best.0
        {
            best = (near[last].0, near);
        }
    }
    let (radius, mut near) = best;
    near.truncate(edge(&near, radius));
    near.into_iter().map(|(_, (at, _))| at).collect()
}

/// How many of the places in order of their distance belong together with those within a radius: the edge is where
/// the gap to the next place is widest for its distance, up to three times as far.
fn edge(near: &[(f64, Named)], radius: f64) -> usize {
    // Places of one town stand at nearly no distance.
    let far = |at: usize| near.get(at).map_or(f64::INFINITY, |(far, _)| far + 1.0);
    let last = near.iter().rposition(|(far, _)| *far <= radius);
    let ends = (last.unwrap_or(0)..near.len()).take_while(|end| far(*end) <= radius * 3.0 + 1.0);
    let gap = |end: &usize| far(end + 1) / far(*end);
    let widest = ends.max_by(|a, b| gap(a).total_cmp(&gap(b)));
    widest.map_or(near.len(), |end| end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn framed(places: &[(f64, f64, usize)]) -> Frame {
        let named = places
            .iter()
            .map(|&(north, east, times)| ((north, east), times));
        around(&named.collect::<Vec<Named>>()).unwrap()
    }

    #[test]
    fn a_few_places_far_away_do_not_draw_the_map_away_from_the_others() {
        let frame = framed(&[
            (48.8, 2.3, 30),
            (40.4, 49.8, 9),
            (40.1, 44.5, 9),
            (39.8, 46.7, 9),
            (39.7, 46.8, 9),
        ]);
        assert!(frame.window.across < 20.0, "{:?}", frame.window);
        let (x, _) = frame.window.place(2.3, 48.8);
        assert!(!(0.0..=outline::WIDTH).contains(&x));
        // What lies a little beyond the half belongs to it.
        let (x, _) = frame.window.place(49.8, 40.4);
        assert!((0.0..=outline::WIDTH).contains(&x));
        let whole = frame.whole.unwrap();
        assert!(whole.across > 40.0 && whole.across < 120.0, "{whole:?}");
    }

    #[test]
    fn places_of_one_region_are_shown_whole_and_those_of_a_town_with_an_inset() {
        let region = framed(&[(45.0, 3.0, 1), (46.0, 9.0, 1), (42.0, 5.0, 1)]);
        assert!(region.window.across > 6.0 && region.whole.is_none());
        let town = framed(&[(48.85, 2.35, 1), (48.86, 2.33, 1), (48.84, 2.36, 1)]);
        assert!(town.window.across < 0.2, "{:?}", town.window);
        assert!(town.whole.is_some());
    }
}
