//! The outlines of land and the borders between countries, for the map of places: out of Natural Earth's, into one small file.
//!
//! Natural Earth is in the public domain. It comes from the npm package world-atlas (ISC licence), which keeps it as TopoJSON: each stretch of a
//! coast or border once. The result, `www/map/outlines.bin`, is in the repository, so that building the app needs no network; this chore makes it anew.
//!
//! The file: a byte for its version; then coasts and borders. Of each: how many lines there are; of each line, how many points it has, then its points,
//! each as how far it lies from the one before, east and north. All numbers are varints, seven bits a byte, lowest first; distances are zigzag-coded
//! fiftieths of a degree. Coasts are closed, and fill what they go round; those that cross the antimeridian lie on both sides of the map.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use crate::tools::Tools;

/// The file, from the repository's root.
pub const FILE: &str = "www/map/outlines.bin";
/// The version of its form.
const VERSION: u8 = 1;
/// How many steps make a degree.
const STEPS: f64 = 50.0;
/// A point that adds a smaller triangle than this to its line is left out.
///
/// * Unit: square degrees; at the map's closest, a pixel's worth.
const LEAST_TRIANGLE: f64 = 0.012;
/// An island smaller than this is left out.
///
/// * Unit: square degrees, as the box around it.
const LEAST_ISLAND: f64 = 0.06;

/// A point: degrees east and north.
type Point = (f64, f64);

/// Makes the file anew.
pub fn outlines(root: &Path) -> Result<()> {
    let source = Tools::new(root)?.world_atlas()?;
    let text = fs::read_to_string(&source).with_context(|| format!("cannot read {}", source.display()))?;
    let bytes = made_of(&serde_json::from_str(&text).with_context(|| format!("{} is not JSON", source.display()))?)?;
    let path = root.join(FILE);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    fs::write(&path, &bytes).with_context(|| format!("cannot write {}", path.display()))?;
    println!("{FILE}: {} bytes", bytes.len());
    Ok(())
}

/// The file's bytes, out of a topology with the objects `land` and `countries`.
fn made_of(topology: &Value) -> Result<Vec<u8>> {
    let arcs = arcs(topology)?;
    let land = &topology["objects"]["land"]["geometries"];
    let mut is_coast = vec![false; arcs.len()];
    let mut coasts = Vec::new();
    for polygon in land.as_array().into_iter().flatten().flat_map(|it| it["arcs"].as_array()).flatten() {
        for ring in polygon.as_array().into_iter().flatten() {
            let mut points: Vec<Point> = Vec::new();
            for number in ring.as_array().into_iter().flatten() {
                let number = number.as_i64().context("an arc's number is none")?;
                // A negative number is the arc of its complement, backwards.
                let nth = usize::try_from(if number < 0 { !number } else { number })?;
                let arc = arcs.get(nth).context("an arc is missing")?;
                is_coast[nth] = true;
                let skipped = usize::from(!points.is_empty());
                if number < 0 {
                    points.extend(arc.iter().rev().skip(skipped));
                } else {
                    points.extend(arc.iter().skip(skipped));
                }
            }
            coasts.extend(on_the_map(points));
        }
    }
    let borders: Vec<Vec<Point>> =
        arcs.iter().zip(&is_coast).filter(|(_, is_coast)| !**is_coast).map(|(arc, _)| unwound(arc)).collect();
    if coasts.is_empty() || borders.is_empty() {
        bail!("the topology has no `land` or no borders");
    }
    coasts.retain(|ring| area_of_box(ring) >= LEAST_ISLAND);
    // Large ones first: they are drawn first, and what is cut off a file at its end would be an islet.
    coasts.sort_by(|one, other| area_of_box(other).total_cmp(&area_of_box(one)));
    let mut out = vec![VERSION];
    for (lines, least) in [(coasts, 4), (borders, 2)] {
        let lines: Vec<Vec<(i32, i32)>> =
            lines.iter().map(|line| stepped(&simplified(line))).filter(|it| it.len() >= least).collect();
        put(&mut out, lines.len() as u32);
        for line in lines {
            put(&mut out, line.len() as u32);
            let mut last = (0, 0);
            for (x, y) in line {
                put(&mut out, zigzag(x - last.0));
                put(&mut out, zigzag(y - last.1));
                last = (x, y);
            }
        }
    }
    Ok(out)
}

/// The stretches of a topology, in degrees.
fn arcs(topology: &Value) -> Result<Vec<Vec<Point>>> {
    let number = |value: &Value| value.as_f64().context("a coordinate is no number");
    let pair = |value: &Value| -> Result<Point> { Ok((number(&value[0])?, number(&value[1])?)) };
    let transform = &topology["transform"];
    let (scale, origin) = (pair(&transform["scale"])?, pair(&transform["translate"])?);
    let arcs = topology["arcs"].as_array().context("the topology has no arcs")?;
    arcs.iter()
        .map(|arc| {
            let (mut x, mut y) = (0.0, 0.0);
            let points = arc.as_array().context("an arc is no list")?.iter().map(|step| {
                let (dx, dy) = pair(step)?;
                (x, y) = (x + dx, y + dy);
                Ok((x * scale.0 + origin.0, y * scale.1 + origin.1))
            });
            points.collect()
        })
        .collect()
}

/// A line without jumps from one edge of the map to the other: it goes on beyond the edge.
fn unwound(points: &[Point]) -> Vec<Point> {
    let mut turns = 0.0;
    let mut last: Option<f64> = None;
    points
        .iter()
        .map(|(x, y)| {
            if let Some(last) = last {
                if x - last > 180.0 {
                    turns -= 360.0;
                } else if last - x > 180.0 {
                    turns += 360.0;
                }
            }
            last = Some(*x);
            (x + turns, *y)
        })
        .collect()
}

/// A closed coast as it lies on the map: once, or on both sides of it; around the pole, along the map's edge.
fn on_the_map(points: Vec<Point>) -> Vec<Vec<Point>> {
    let mut ring = unwound(&points);
    let (Some(first), Some(last)) = (ring.first().copied(), ring.last().copied()) else { return Vec::new() };
    if (last.0 - first.0).abs() > 180.0 {
        // It goes round the pole.
        ring.extend([(last.0, -90.0), (first.0, -90.0), first]);
    }
    let ends = ring.iter().fold((f64::MAX, f64::MIN), |(least, most), (x, _)| (least.min(*x), most.max(*x)));
    let moved = |by: f64| ring.iter().map(|(x, y)| (x + by, *y)).collect::<Vec<Point>>();
    if ends.1 > 180.001 {
        vec![moved(-360.0), ring]
    } else if ends.0 < -180.001 {
        vec![moved(360.0), ring]
    } else {
        vec![ring]
    }
}

/// The area of the box around a line, in square degrees.
fn area_of_box(points: &[Point]) -> f64 {
    let ends = |of: fn(&Point) -> f64| {
        points.iter().map(of).fold((f64::MAX, f64::MIN), |(least, most), n| (least.min(n), most.max(n)))
    };
    let (across, up) = (ends(|point| point.0), ends(|point| point.1));
    (across.1 - across.0).max(0.0) * (up.1 - up.0).max(0.0)
}

/// A line without the points that add least to it; its ends stay.
///
/// * Source: Visvalingam and Whyatt, 1993, "Line generalisation by repeated elimination of points".
fn simplified(points: &[Point]) -> Vec<Point> {
    let mut line = points.to_vec();
    loop {
        let triangle = |nth: usize| {
            let [(ax, ay), (bx, by), (cx, cy)] = [line[nth - 1], line[nth], line[nth + 1]];
            // A degree of longitude is shorter the further from the equator.
            let narrow = by.to_radians().cos().max(0.1);
            ((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)).abs() * narrow / 2.0
        };
        let last = line.len().saturating_sub(1);
        let small: Vec<(f64, usize)> =
            (1..last).map(|nth| (triangle(nth), nth)).filter(|(area, _)| *area < LEAST_TRIANGLE).collect();
        if small.is_empty() || line.len() <= 4 {
            return line;
        }
        // All that are smaller than both their neighbours at once: they do not touch each other.
        let area = |nth: usize| if nth == 0 || nth >= last { f64::MAX } else { triangle(nth) };
        let gone: Vec<usize> = small
            .iter()
            .filter(|(this, nth)| *this < area(nth - 1) && *this <= area(nth + 1))
            .map(|(_, nth)| *nth)
            .take(line.len() - 4)
            .collect();
        if gone.is_empty() {
            return line;
        }
        let mut nth = 0;
        let mut next = gone.iter().copied().peekable();
        line.retain(|_| {
            let is_gone = next.next_if_eq(&nth).is_some();
            nth += 1;
            !is_gone
        });
    }
}

/// The points in whole steps, none of them the same as the one before.
fn stepped(points: &[Point]) -> Vec<(i32, i32)> {
    let mut stepped: Vec<(i32, i32)> =
        points.iter().map(|(x, y)| ((x * STEPS).round() as i32, (y * STEPS).round() as i32)).collect();
    stepped.dedup();
    stepped
}

fn zigzag(n: i32) -> u32 {
    ((n << 1) ^ (n >> 31)) as u32
}

fn put(out: &mut Vec<u8>, mut n: u32) {
    while n >= 0x80 {
        out.push(n as u8 | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_topology_becomes_coasts_and_borders() {
        // One island of two countries: a coast of two stretches, and the border between.
        let topology = json!({
            "transform": { "scale": [1, 1], "translate": [0, 0] },
            "arcs": [[[0, 0], [10, 0], [0, 10]], [[10, 10], [-10, 0], [0, -10]], [[10, 10], [-10, -10]]],
            "objects": { "land": { "geometries": [{ "arcs": [[[0, 1]]] }] }, "countries": {} },
        });
        let bytes = made_of(&topology).unwrap();
        // Version, one coast of five points, one border of two.
        assert_eq!(&bytes[..3], &[VERSION, 1, 5]);
        assert_eq!(bytes[3..5], [0, 0]);
        let border = bytes.len() - 10;
        assert_eq!(&bytes[border..border + 2], &[1, 2]);
        assert!(made_of(&json!({})).is_err());
        assert!(made_of(&json!({ "arcs": [], "transform": { "scale": [1, 1], "translate": [0, 0] } })).is_err());
    }

    #[test]
    fn what_crosses_the_antimeridian_lies_on_both_sides_and_what_goes_round_the_pole_is_closed_along_the_edge() {
        let crossing = vec![(170.0, 0.0), (-170.0, 0.0), (-170.0, 10.0), (170.0, 10.0), (170.0, 0.0)];
        let found = on_the_map(crossing);
        assert_eq!(found.len(), 2);
        assert_eq!((found[0][1].0, found[1][1].0), (-170.0, 190.0));
        let around = vec![(-180.0, -70.0), (-60.0, -70.0), (60.0, -70.0), (180.0, -70.0)];
        let found = on_the_map(around);
        assert_eq!((found.len(), found[0].len()), (1, 7));
        assert_eq!(found[0].first(), found[0].last());
    }

    #[test]
    fn points_that_add_nothing_are_left_out_and_corners_stay() {
        let mut line: Vec<Point> = (0..100).map(|n| (f64::from(n) / 10.0, 0.0)).collect();
        line.extend((0..100).map(|n| (9.9, f64::from(n) / 10.0)));
        let simple = simplified(&line);
        assert!(simple.len() <= 6 && simple.contains(&(9.9, 0.0)), "{simple:?}");
        assert_eq!((simple.first(), simple.last()), (line.first(), line.last()));
    }
}
