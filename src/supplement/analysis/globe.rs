//! Where on a drawing a place of the globe lies: the world in Natural Earth's projection, a region of it in the simplest one that keeps its shape.

use newsprint_model::Coordinates;

use super::outlines::{Line, STEPS};

/// How wide a drawing is, in its own units.
pub const WIDTH: i32 = 1_000;
/// How tall that of a region is.
const REGION_HEIGHT: i32 = 640;
/// A region is never smaller than this.
///
/// * Unit: degrees.
const LEAST_DEGREES: f64 = 9.0;
/// A region that would be wider than this is the world.
///
/// * Unit: degrees.
const MOST_DEGREES: f64 = 150.0;
/// How much of the articles' places may lie outside a region, for it to be closer.
///
/// * Unit: hundredths of all mentions.
const MOST_OUTSIDE: u64 = 20;
/// Where the world is cut off in south and north: nobody lives beyond.
const ENDS: (f64, f64) = (-57.0, 84.0);

/// What of the globe is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Globe {
    /// All of it.
    World,
    /// A box.
    Region {
        /// Degrees east of its left edge.
        west: f64,
        /// Degrees north of its upper edge.
        north: f64,
        /// Units for a degree of longitude.
        across: f64,
        /// Units for a degree of latitude.
        up: f64,
    },
}

/// The cosine of an angle up to a right one; good to a hundredth.
fn cosine(radians: f64) -> f64 {
    let square = radians * radians;
    1.0 - square / 2.0 + square * square / 24.0 - square * square * square / 720.0
}

/// Natural Earth's projection: radians to units of the globe's radius.
///
/// * Source: Šavrič, Patterson and Jenny, 2011, "A polynomial equation for the Natural Earth projection".
fn natural_earth(east: f64, north: f64) -> (f64, f64) {
    let square = north * north;
    let fourth = square * square;
    let eighth = fourth * fourth;
    let x = east
        * (0.8707 - 0.131979 * square - 0.013791 * fourth + 0.003971 * eighth * square - 0.001529 * eighth * fourth);
    let y = north
        * (1.007226 + 0.015085 * square - 0.044475 * fourth * square + 0.028874 * eighth - 0.005916 * eighth * square);
    (x, y)
}

/// Units for a radius of the globe, where the whole of it is drawn.
fn radius() -> f64 {
    f64::from(WIDTH) / (2.0 * natural_earth(std::f64::consts::PI, 0.0).0)
}

impl Globe {
    /// What shows these places best, each with how many articles name it: the region that most of them lie in, or the world where that is wide.
    pub fn showing(places: &[(Coordinates, u32)]) -> Globe {
        let mut left: Vec<((f64, f64), u64)> = places
            .iter()
            .map(|(place, n)| (place.degrees(), u64::from(*n)))
            .map(|((north, east), n)| ((east, north), n))
            .collect();
        let all: u64 = left.iter().map(|(_, n)| n).sum();
        let mut n_outside = 0;
        while left.len() > 1 {
            let (east, north) = middle(&left);
            // The farthest goes first, if that is allowed and brings the rest much closer.
            let distance = |at: &(f64, f64)| (at.0 - east).abs().max((at.1 - north).abs());
            let farthest =
                left.iter().enumerate().max_by(|one, other| distance(&one.1.0).total_cmp(&distance(&other.1.0)));
            let Some((nth, (_, n))) = farthest.map(|(nth, it)| (nth, *it)) else { break };
            let mut rest = left.clone();
            rest.remove(nth);
            if (n_outside + n) * 100 > all * MOST_OUTSIDE || size(&rest) > 0.9 * size(&left) {
                break;
            }
            n_outside += n;
            left = rest;
        }
        let Some((west, south, east, north)) = bounds(&left) else { return Globe::World };
        Globe::around([west, south, east, north])
    }

    /// The region around a box, whose edges are in degrees: west, south, east, north.
    pub fn around([west, south, east, north]: [f64; 4]) -> Globe {
        let narrow = cosine(((south + north) / 2.0).to_radians()).max(0.2);
        let shape = f64::from(REGION_HEIGHT) / f64::from(WIDTH);
        let tall = ((north - south) * 1.3).max((east - west) * 1.3 * narrow * shape).max(LEAST_DEGREES);
        let wide = tall / shape / narrow;
        if wide > MOST_DEGREES || tall > 110.0 {
            return Globe::World;
        }
        let up = f64::from(REGION_HEIGHT) / tall;
        let top = ((south + north + tall) / 2.0).min(90.0);
        Globe::Region { west: (west + east - wide) / 2.0, north: top, across: up * narrow, up }
    }

    /// How tall the drawing is.
    pub fn height(self) -> i32 {
        match self {
            Globe::World => {
                (radius() * (natural_earth(0.0, ENDS.1.to_radians()).1 - natural_earth(0.0, ENDS.0.to_radians()).1))
                    as i32
            }
            Globe::Region { .. } => REGION_HEIGHT,
        }
    }

    /// Where a place lies on the drawing, or beside it.
    fn at(self, east: f64, north: f64) -> (i32, i32) {
        match self {
            Globe::World => {
                let (x, y) = natural_earth(east.clamp(-180.0, 180.0).to_radians(), north.to_radians());
                let top = natural_earth(0.0, ENDS.1.to_radians()).1;
                (WIDTH / 2 + (x * radius()) as i32, ((top - y) * radius()) as i32)
            }
            Globe::Region { west, north: top, across, up } => {
                (((east - west) * across) as i32, ((top - north) * up) as i32)
            }
        }
    }

    /// Where a place lies on the drawing; `None` when it lies beside it.
    pub fn place(self, place: Coordinates) -> Option<(i32, i32)> {
        let (north, mut east) = place.degrees();
        if let Globe::Region { west, .. } = self
            && east < west
        {
            // A region may go on beyond the antimeridian.
            east += 360.0;
        }
        let (x, y) = self.at(east, north);
        ((0..=WIDTH).contains(&x) && (0..=self.height()).contains(&y)).then_some((x, y))
    }

    /// A line as far as it lies on the map, and whether something is cut off: what goes on beyond the antimeridian lies on the other side once more. A coast
    /// that is cut begins and ends at the map's edge, and is not closed along it.
    fn cut(self, line: &Line) -> (Line, bool) {
        let is_beyond = |(east, _): &(i32, i32)| east.abs() > 180 * STEPS;
        if self != Globe::World || !line.iter().any(is_beyond) {
            return (line.clone(), false);
        }
        let n = line.len();
        // From the last point beyond the edge that has one on the map behind it.
        let Some(start) = (0..n).find(|nth| is_beyond(&line[*nth]) && !is_beyond(&line[(nth + 1) % n])) else {
            return (Line::new(), true);
        };
        let at = |nth: usize| line[(start + nth) % n];
        let kept = (0..n)
            .filter(|nth| !is_beyond(&at(*nth)) || !is_beyond(&at(nth + 1)) || *nth > 0 && !is_beyond(&at(nth - 1)));
        (kept.map(at).collect(), true)
    }

    /// Lines as a path; those that lie beside the drawing are left out, and so is what of a line goes far beyond it.
    pub fn path(self, lines: &[Line], is_closed: bool) -> String {
        let mut out = String::new();
        let (far_x, far_y) = (WIDTH, self.height());
        for line in lines {
            let (line, is_cut) = self.cut(line);
            let mut points: Vec<(i32, i32)> = line
                .into_iter()
                .map(|(east, north)| self.at(f64::from(east) / f64::from(STEPS), f64::from(north) / f64::from(STEPS)))
                .map(|(x, y)| (x.clamp(-far_x, 2 * far_x), y.clamp(-far_y, 2 * far_y)))
                .collect();
            points.dedup();
            let is_beside = |side: fn((i32, i32), i32, i32) -> bool| points.iter().all(|at| side(*at, far_x, far_y));
            if points.len() < 2
                || is_beside(|at, _, _| at.0 < 0)
                || is_beside(|at, wide, _| at.0 > wide)
                || is_beside(|at, _, _| at.1 < 0)
                || is_beside(|at, _, tall| at.1 > tall)
            {
                continue;
            }
            let mut last = (0, 0);
            for (nth, (x, y)) in points.into_iter().enumerate() {
                out.push(if nth == 0 { 'M' } else { 'l' });
                push(&mut out, x - last.0);
                // A sign parts numbers too.
                if y >= last.1 {
                    out.push(' ');
                }
                push(&mut out, y - last.1);
                last = (x, y);
            }
            if is_closed && !is_cut {
                out.push('z');
            }
        }
        out
    }
}

/// Writes a whole number; there are tens of thousands of them in a map.
fn push(out: &mut String, n: i32) {
    if n < 0 {
        out.push('-');
    }
    let n = n.unsigned_abs();
    for power in [1_000, 100, 10, 1] {
        if n >= power || power == 1 {
            out.push(char::from(b'0' + (n / power % 10) as u8));
        }
    }
}

/// The middle of places: half of the articles lie on either side of it, each way.
fn middle(places: &[((f64, f64), u64)]) -> (f64, f64) {
    let half = places.iter().map(|(_, n)| n).sum::<u64>().div_ceil(2);
    let along = |of: fn(&(f64, f64)) -> f64| {
        let mut sorted: Vec<(f64, u64)> = places.iter().map(|(at, n)| (of(at), *n)).collect();
        sorted.sort_by(|one, other| one.0.total_cmp(&other.0));
        let mut n_before = 0;
        sorted
            .iter()
            .find(|(_, n)| {
                n_before += n;
                n_before >= half
            })
            .map_or(0.0, |(at, _)| *at)
    };
    (along(|at| at.0), along(|at| at.1))
}

/// West, south, east and north of places.
fn bounds(places: &[((f64, f64), u64)]) -> Option<(f64, f64, f64, f64)> {
    let box_of = |at: &(f64, f64)| (at.0, at.1, at.0, at.1);
    places
        .iter()
        .map(|(at, _)| box_of(at))
        .reduce(|all, at| (all.0.min(at.0), all.1.min(at.1), all.2.max(at.2), all.3.max(at.3)))
}

/// How far places lie apart, in degrees: no less than the smallest region.
fn size(places: &[((f64, f64), u64)]) -> f64 {
    bounds(places).map_or(0.0, |(west, south, east, north)| (east - west).max(north - south).max(LEAST_DEGREES))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(north: f64, east: f64) -> Coordinates {
        Coordinates::new((north * 100.0) as i32, (east * 100.0) as i32).unwrap()
    }

    #[test]
    fn a_map_shows_the_region_where_most_lies() {
        let (tehran, gaza, sanaa, washington, delhi) =
            (at(35.7, 51.4), at(31.5, 34.5), at(15.4, 44.2), at(38.9, -77.0), at(28.6, 77.2));
        let region = Globe::showing(&[(tehran, 6), (gaza, 5), (sanaa, 2), (washington, 2)]);
        assert!(matches!(region, Globe::Region { .. }), "{region:?}");
        assert!(region.place(tehran).is_some() && region.place(gaza).is_some() && region.place(sanaa).is_some());
        assert_eq!(region.place(washington), None);
        // What is east is right, what is north is up, and shapes are kept: so many degrees are as long either way.
        let [(tx, ty), (gx, gy)] = [tehran, gaza].map(|it| region.place(it).unwrap());
        assert!(tx > gx && ty < gy);
        assert_eq!(Globe::showing(&[(tehran, 2), (washington, 2), (delhi, 2)]), Globe::World);
        assert_eq!(Globe::showing(&[]), Globe::World);
        let one = Globe::showing(&[(tehran, 1)]);
        assert_eq!(one.place(tehran), Some((500, 320)));
        // Across the antimeridian.
        let fiji = Globe::showing(&[(at(-17.7, 178.0), 1)]);
        assert!(fiji.place(at(-17.7, -179.9)).is_some());
    }

    #[test]
    fn the_world_is_as_wide_as_its_drawing_and_cut_off_where_nobody_lives() {
        let world = Globe::World;
        assert_eq!(world.place(at(0.0, -180.0)).map(|(x, _)| x), Some(0));
        assert_eq!(world.place(at(0.0, 180.0)).map(|(x, _)| x), Some(WIDTH));
        assert_eq!(world.place(at(0.0, 0.0)).map(|(x, _)| x), Some(WIDTH / 2));
        assert_eq!(world.place(at(-85.0, 0.0)), None);
        assert!((400..560).contains(&world.height()), "{}", world.height());
    }

    #[test]
    fn a_coast_that_crosses_the_edge_of_the_world_ends_there_on_both_sides() {
        let cape: Line = [(170, 60), (190, 62), (200, 65), (190, 68), (170, 70), (160, 65), (170, 60)]
            .iter()
            .map(|(east, north)| (east * STEPS, north * STEPS))
            .collect();
        let again: Line = cape.iter().map(|(east, north)| (east - 360 * STEPS, *north)).collect();
        for (coast, n) in [(cape, 7), (again, 5)] {
            let (cut, is_cut) = Globe::World.cut(&coast);
            assert!(is_cut && cut.len() <= n, "{cut:?}");
            let path = Globe::World.path(&[coast], true);
            assert_eq!((path.matches('M').count(), path.contains('z')), (1, false), "{path}");
        }
        let beyond: Line = vec![(-400 * STEPS, 0), (-390 * STEPS, 0), (-390 * STEPS, 9), (-400 * STEPS, 0)];
        assert_eq!(Globe::World.path(&[beyond], true), "");
    }

    #[test]
    fn lines_beside_the_drawing_are_left_out() {
        let region = Globe::around([30.0, 20.0, 60.0, 40.0]);
        let near = vec![(40 * STEPS, 30 * STEPS), (41 * STEPS, 30 * STEPS), (41 * STEPS, 31 * STEPS)];
        let far = vec![(-100 * STEPS, 30 * STEPS), (-101 * STEPS, 30 * STEPS)];
        let path = region.path(&[near, far], true);
        assert_eq!((path.matches('M').count(), path.matches('l').count(), path.ends_with('z')), (1, 2, true), "{path}");
    }
}
