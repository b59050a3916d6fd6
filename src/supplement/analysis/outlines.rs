//! Coasts and borders, out of `www/map/outlines.bin`; `xtask/src/outlines.rs` says how that is written.

/// A line, in fiftieths of a degree east and north.
pub type Line = Vec<(i32, i32)>;

/// How many steps make a degree.
pub const STEPS: i32 = 50;
/// The version of the file's form that is read here.
const VERSION: u8 = 1;
/// The most points that a file may hold.
const MAX_POINTS: usize = 1 << 17;

/// The outlines of the world.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outlines {
    /// Closed; large ones first.
    pub coasts: Vec<Line>,
    /// Open.
    pub borders: Vec<Line>,
}

/// Reads the file; `None` when it is not one.
pub fn read(bytes: &[u8]) -> Option<Outlines> {
    let (version, mut rest) = bytes.split_first()?;
    if *version != VERSION {
        return None;
    }
    let mut n_left = MAX_POINTS;
    let coasts = lines(&mut rest, &mut n_left)?;
    let borders = lines(&mut rest, &mut n_left)?;
    rest.is_empty().then_some(Outlines { coasts, borders })
}

fn lines(rest: &mut &[u8], n_left: &mut usize) -> Option<Vec<Line>> {
    let n_lines = varint(rest)?;
    let mut found = Vec::new();
    for _ in 0..n_lines {
        let n_points = varint(rest)? as usize;
        *n_left = n_left.checked_sub(n_points.max(1))?;
        let (mut line, mut at) = (Vec::new(), (0_i32, 0_i32));
        for _ in 0..n_points {
            at = (at.0.checked_add(step(rest)?)?, at.1.checked_add(step(rest)?)?);
            let is_near = at.0.abs() <= 540 * STEPS && at.1.abs() <= 90 * STEPS;
            if !is_near {
                return None;
            }
            line.push(at);
        }
        found.push(line);
    }
    Some(found)
}

fn varint(rest: &mut &[u8]) -> Option<u32> {
    let mut n = 0_u32;
    for shift in [0, 7, 14, 21] {
        let (byte, after) = rest.split_first()?;
        *rest = after;
        n |= u32::from(byte & 0x7f) << shift;
        if *byte < 0x80 {
            return Some(n);
        }
    }
    None
}

fn step(rest: &mut &[u8]) -> Option<i32> {
    let n = varint(rest)?;
    Some((n >> 1) as i32 ^ -((n & 1) as i32))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FILE: &[u8] = include_bytes!("../../../www/map/outlines.bin");

    #[test]
    fn the_file_holds_the_coasts_and_borders_of_the_world() {
        let Outlines { coasts, borders } = read(FILE).unwrap();
        assert!(coasts.len() > 300 && borders.len() > 200, "{} {}", coasts.len(), borders.len());
        assert!(coasts.iter().all(|coast| coast.first() == coast.last() && coast.len() >= 4));
        // Whether a place is on land: coasts between it and the far north, counted.
        let is_land = |east: i32, north: i32| {
            let (x, y) = (east * STEPS, north * STEPS);
            let crossings = coasts.iter().flat_map(|coast| coast.windows(2)).filter(|pair| {
                let [(ax, ay), (bx, by)] = [pair[0], pair[1]];
                (ax > x) != (bx > x)
                    && i64::from(y - ay) * i64::from((bx - ax).abs())
                        < i64::from(by - ay) * i64::from(x - ax) * i64::from((bx - ax).signum())
            });
            crossings.count() % 2 == 1
        };
        for (name, east, north, expected) in [
            ("Tehran", 51, 36, true),
            ("the Persian Gulf", 51, 27, false),
            ("the Caspian Sea", 51, 41, false),
            ("Chukotka", -175, 67, true),
            ("the Atlantic", -30, 30, false),
            ("Antarctica", 0, -80, true),
        ] {
            assert_eq!(is_land(east, north), expected, "{name}");
        }
    }

    #[test]
    fn a_file_that_is_cut_or_of_another_version_is_not_read() {
        for n in [0, 1, 2, 100, FILE.len() - 1] {
            assert_eq!(read(&FILE[..n]), None, "{n}");
        }
        assert_eq!(read(&[&[2], &FILE[1..]].concat()), None);
        assert_eq!(read(&[FILE, &[0]].concat()), None);
        assert_eq!(read(&[1, 0xff, 0xff, 0xff, 0x7f]), None);
    }

    proptest! {
        #[test]
        fn whatever_is_read_is_within_bounds(mut bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            if let Some(first) = bytes.first_mut() {
                *first = VERSION;
            }
            if let Some(outlines) = read(&bytes) {
                let n: usize = outlines.coasts.iter().chain(&outlines.borders).map(Vec::len).sum();
                prop_assert!(n <= MAX_POINTS);
            }
        }
    }
}
