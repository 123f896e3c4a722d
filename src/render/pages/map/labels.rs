//! Which names find room on a map, and on which side of their dots.

/// The sizes, in pixels, at which there must be room for names: on a phone and on a wide screen.
pub const NARROW: (f64, f64) = (328.0, 219.0);
pub const WIDE: (f64, f64) = (680.0, 453.0);
/// What a name takes: the mean width of a letter, and the height of a line that a finger hits.
const LETTER: f64 = 6.8;
const LINE: f64 = 24.0;
/// From the middle of a dot to the name beside it.
const SHIFT: f64 = 9.0;
/// How far a name above or below its dot reaches, with the dot.
const TALL: f64 = 27.0;

/// On which side of its dot a name stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Side {
    After,
    Before,
    Above,
    Below,
}

impl Side {
    const ALL: [Self; 4] = [Self::After, Self::Before, Self::Above, Self::Below];

    /// The side as templates write it: `text-anchor`, and how far across and down the name stands.
    pub fn written(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::After => ("start", "9", "4"),
            Self::Before => ("end", "-9", "4"),
            Self::Above => ("middle", "0", "-11"),
            Self::Below => ("middle", "0", "20"),
        }
    }

    /// Where the letters of a name of this length stand beside the dot at `x`, `y`.
    fn letters(self, (x, y): (f64, f64), length: f64) -> Area {
        let half = length / 2.0;
        match self {
            Self::After => (x + SHIFT, y - LETTERS, x + SHIFT + length, y + LETTERS),
            Self::Before => (x - SHIFT - length, y - LETTERS, x - SHIFT, y + LETTERS),
            Self::Above => (x - half, y - TALL, x + half, y - TALL + 2.0 * LETTERS),
            Self::Below => (x - half, y + TALL - 2.0 * LETTERS, x + half, y + TALL),
        }
    }

    /// What a finger hits of the dot and such a name together: no other may stand there.
    fn area(self, (x, y): (f64, f64), length: f64) -> Area {
        let half = LINE / 2.0;
        let far = SHIFT + length;
        let wide = (length / 2.0).max(half);
        match self {
            Self::After => (x - half, y - half, x + far, y + half),
            Self::Before => (x - far, y - half, x + half, y + half),
            Self::Above => (x - wide, y - TALL, x + wide, y + half),
            Self::Below => (x - wide, y - half, x + wide, y + TALL),
        }
    }
}

/// Half of what a dot takes, and of what its name does in height.
const DOT: f64 = 5.0;
const LETTERS: f64 = 8.0;

/// Left, top, right and bottom, in pixels.
pub type Area = (f64, f64, f64, f64);

fn apart(a: &Area, b: &Area) -> bool {
    a.2 <= b.0 || b.2 <= a.0 || a.3 <= b.1 || b.3 <= a.1
}

/// How wide a name is drawn, nearly.
pub fn length(name: &str) -> f64 {
    name.chars().count() as f64 * LETTER
}

/// Gives names a side on which they lie over nothing, the first first; None where there is no room. Those that
/// have a side already (`given`) keep it: on a wider map what was apart still is. `taken` is what else stands there.
/// With `first_always` the first has a name even where other dots stand: the map is about it.
pub fn place(
    size: (f64, f64),
    shares: &[(f64, f64)],
    lengths: &[f64],
    given: &[Option<Side>],
    taken: Option<Area>,
    first_always: bool,
) -> Vec<Option<Side>> {
    let middle = |at: usize| (shares[at].0 * size.0, shares[at].1 * size.1);
    let mut taken: Vec<Area> = taken.into_iter().collect();
    let mut sides = given.to_vec();
    for (at, side) in given.iter().enumerate() {
        taken.extend(side.map(|side| side.area(middle(at), lengths[at])));
    }
    for (at, side) in sides.iter_mut().enumerate() {
        if side.is_some() {
            continue;
        }
        let free = |side: &Side| {
            let own = side.area(middle(at), lengths[at]);
            let on_map = own.0 >= 2.0 && own.2 <= size.0 - 2.0 && own.1 >= 0.0 && own.3 <= size.1;
            let letters = side.letters(middle(at), lengths[at]);
            let dots = (first_always && at == 0)
                || (0..shares.len()).filter(|&other| other != at).all(|other| {
                    let (x, y) = middle(other);
                    apart(&letters, &(x - DOT, y - DOT, x + DOT, y + DOT))
                });
            on_map && dots && taken.iter().all(|other| apart(&own, other))
        };
        *side = Side::ALL.into_iter().find(free);
        taken.extend(side.map(|side| side.area(middle(at), lengths[at])));
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
        let sides = place(WIDE, &shares, &[60.0, 60.0, 60.0], &none, None, false);
        assert_eq!(sides, [Some(Side::After), Some(Side::After), None]);
        let alone = |at, taken| place(WIDE, &[at], &[60.0], &none[..1], taken, false);
        assert_eq!(alone((0.97, 0.5), None), [Some(Side::Before)]);
        assert_eq!(alone((0.5, 0.999), None), [None]);
        // Between two dots on its line there is room above.
        let shares = [(0.45, 0.5), (0.55, 0.5), (0.5, 0.5)];
        let sides = place(WIDE, &shares, &[60.0, 60.0, 30.0], &none, None, false);
        assert_eq!(sides[2], Some(Side::Above));
        // Where the scale stands no name does.
        let scale = Some((0.0, 440.0, 200.0, 453.0));
        assert_eq!(alone((0.05, 0.97), scale), [None]);
    }
}
