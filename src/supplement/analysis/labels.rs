//! How large circles on a map are, and which of them have room for their names beside them.

use super::circle::cut;

/// The measures of a drawing, in its own units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// How wide it is.
    pub width: i32,
    /// The radius of the largest circle.
    pub largest: i32,
    /// How many names at most.
    pub most: usize,
}

impl Size {
    /// Of a newspaper's page.
    pub const WIDE: Size = Size { width: 1_000, largest: 26, most: 40 };
    /// Of a phone.
    pub const NARROW: Size = Size { width: 360, largest: 17, most: 14 };

    /// The radius of the circle of so many articles: its area grows with them.
    pub fn radius(self, n_articles: u32, most: u32) -> i32 {
        let share = f64::from(n_articles) / f64::from(most.max(1));
        ((share.sqrt() * f64::from(self.largest)) as i32).max(3)
    }
}

/// The smallest circle that may stand with its name cut to this many letters.
const LETTERS: usize = 26;
/// How wide a letter is, about.
const LETTER: i32 = 7;
/// How far one name stands from the next on a line.
const APART: i32 = 6;
/// Circles up to this radius are small.
const SMALL: i32 = 4;
/// How many small circles the name of one may cover.
const MOST_COVERED: usize = 2;
/// A large circle counts as more small ones than any name may cover: a map has fewer.
const TOO_MANY: usize = 1_000;
/// How tall a line is.
const LINE: i32 = 15;

/// A name beside its circle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The name, cut if it is long.
    pub text: String,
    /// Where it begins, ends, or has its middle.
    pub x: i32,
    /// Its baseline.
    pub y: i32,
    /// Which of the three `x` is, as SVG has it.
    pub anchor: &'static str,
}

/// A box: left, top, right, bottom.
type Box4 = (i32, i32, i32, i32);

fn meet(one: Box4, other: Box4) -> bool {
    one.0 < other.2 && other.0 < one.2 && one.1 < other.3 && other.1 < one.3
}

/// The names that have room, of circles with the largest first: none covers another, or leaves the drawing.
///
/// * `circles`: name, middle and radius of each; `drawing`: how wide and tall.
pub fn label_places(circles: &[(&str, (i32, i32), i32)], drawing: (i32, i32), size: Size) -> Vec<Label> {
    let mut taken: Vec<Box4> = Vec::new();
    let mut labels = Vec::new();
    for (nth, (name, (x, y), radius)) in circles.iter().enumerate() {
        if labels.len() == size.most {
            break;
        }
        let text = cut(name, LETTERS);
        let wide = text.chars().count() as i32 * LETTER;
        let gap = radius + 4;
        // A large one has its name wherever there are only small ones.
        let most_covered = if *radius > SMALL { TOO_MANY - 1 } else { MOST_COVERED };
        let tries = [
            (x + gap, y + 4, "start", x + gap),
            (x - gap, y + 4, "end", x - gap - wide),
            (*x, y - gap, "middle", x - wide / 2),
            (*x, y + gap + 10, "middle", x - wide / 2),
        ];
        let free = tries.into_iter().filter_map(|(at, baseline, anchor, left)| {
            let area: Box4 = (left, baseline - LINE + 4, left + wide, baseline + 4);
            let is_inside = area.0 >= 0 && area.1 >= 0 && area.2 <= drawing.0 && area.3 <= drawing.1;
            // Nor does it cover a large circle, which would be hard to tell from its own; the fewer small ones, the better.
            let covered = |(other, (_, (x, y), r)): (usize, &(&str, (i32, i32), i32))| {
                let half = r * 7 / 10;
                let is_under = other != nth && meet(area, (x - half, y - half, x + half, y + half));
                is_under.then_some(if *r > SMALL { TOO_MANY } else { 1 })
            };
            let n_covered: usize = circles.iter().enumerate().filter_map(covered).sum();
            let is_free = is_inside && n_covered <= most_covered && !taken.iter().any(|it| meet(area, *it));
            is_free.then_some((n_covered, Label { text: text.clone(), x: at, y: baseline, anchor }, area))
        });
        if let Some((_, label, area)) = free.min_by_key(|(n_covered, ..)| *n_covered) {
            taken.push((area.0 - APART, area.1, area.2 + APART, area.3));
            labels.push(label);
        }
    }
    labels
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_circle_four_times_as_large_has_four_times_as_many_articles() {
        assert_eq!(
            [Size::WIDE.radius(100, 100), Size::WIDE.radius(25, 100), Size::WIDE.radius(1, 100_000)],
            [26, 13, 3]
        );
    }

    #[test]
    fn a_name_stands_where_there_is_room() {
        let labels = label_places(
            &[("Tehran", (100, 100), 20), ("Karaj", (100, 100), 5), ("Edge", (995, 300), 4)],
            (1_000, 640),
            Size::WIDE,
        );
        let shown: Vec<(&str, &str)> = labels.iter().map(|it| (it.text.as_str(), it.anchor)).collect();
        assert_eq!(shown, [("Tehran", "start"), ("Edge", "end")]);
    }

    proptest! {
        #[test]
        fn no_name_covers_another_or_leaves_the_drawing(
            circles in proptest::collection::vec((".{0,30}", (0..1_000_i32, 0..640_i32), 3..26_i32), 0..60),
        ) {
            let circles: Vec<(&str, (i32, i32), i32)> = circles.iter().map(|(name, at, r)| (name.as_str(), *at, *r)).collect();
            let labels = label_places(&circles, (1_000, 640), Size::WIDE);
            prop_assert!(labels.len() <= Size::WIDE.most);
            let areas: Vec<Box4> = labels.iter().map(|it| {
                let wide = it.text.chars().count() as i32 * LETTER;
                let left = match it.anchor { "start" => it.x, "end" => it.x - wide, _ => it.x - wide / 2 };
                (left, it.y - LINE + 4, left + wide, it.y + 4)
            }).collect();
            for (nth, area) in areas.iter().enumerate() {
                prop_assert!(area.0 >= 0 && area.2 <= 1_000 && area.1 >= 0 && area.3 <= 640);
                prop_assert!(areas[nth + 1..].iter().all(|other| !meet(*area, *other)));
            }
        }
    }
}
