//! Where the names around one name stand in a drawing: on two sides of it, each on a line of its own, so that no name covers another.

/// A place in a drawing, in its own units, from the upper left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// To the right.
    pub x: i32,
    /// Down.
    pub y: i32,
    /// Whether its name stands to the right of it.
    pub is_right: bool,
}

/// The measures of a drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// How wide it is.
    pub width: i32,
    /// How far from the middle the outermost lines stand.
    pub reach: i32,
    /// How much further the lines in the middle stand.
    pub bulge: i32,
    /// The most names.
    pub most: usize,
    /// The most letters of a name; of wide ones, half as many.
    pub letters: usize,
}

/// How far one line is from the next: what a finger needs.
pub const LINE: i32 = 26;

impl Shape {
    /// Of a column of a newspaper's page.
    pub const WIDE: Shape = Shape { width: 880, reach: 90, bulge: 110, most: 29, letters: 30 };
    /// Of a phone.
    pub const NARROW: Shape = Shape { width: 360, reach: 8, bulge: 20, most: 16, letters: 22 };

    /// How tall the drawing of so many names is.
    pub fn height(self, n: usize) -> i32 {
        (n.div_ceil(2).max(2) as i32 + 1) * LINE
    }

    /// The middle of the drawing of so many names.
    pub fn middle(self, n: usize) -> Place {
        Place { x: self.width / 2, y: self.height(n) / 2, is_right: true }
    }

    /// Where so many names stand: clockwise from the upper right.
    pub fn places(self, n: usize) -> Vec<Place> {
        let n_right = n.div_ceil(2);
        let middle = self.middle(n);
        let place = |nth: usize| {
            let is_right = nth < n_right;
            let (row, n_rows) = if is_right { (nth, n_right) } else { (n - 1 - nth, n - n_right) };
            let y = middle.y + (2 * row as i32 + 1 - n_rows as i32) * LINE / 2;
            // A parabola bulges as much as an ellipse, and needs whole numbers only.
            let half = (n_right.max(1) as i32 * LINE / 2).max(1);
            let off = (y - middle.y).abs().min(half);
            let out = self.reach + self.bulge - self.bulge * off * off / (half * half);
            Place { x: if is_right { middle.x + out } else { middle.x - out }, y, is_right }
        };
        (0..n).map(place).collect()
    }
}

/// A name, cut to so many letters, wide ones counting twice.
pub fn cut(name: &str, letters: usize) -> String {
    let wide = |c: char| {
        if matches!(c, '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{d7ff}' | '\u{f900}'..='\u{ffef}') { 2 } else { 1 }
    };
    let n: usize = name.chars().map(wide).sum();
    if n <= letters {
        return name.to_owned();
    }
    let mut left = letters.saturating_sub(1);
    let mut short: String = name
        .chars()
        .take_while(|c| {
            let fits = wide(*c) <= left;
            left = left.saturating_sub(wide(*c));
            fits
        })
        .collect();
    // Whole words, so that what is read is part of what is spoken; a single long word is cut as it is.
    let is_between = name[short.len()..].starts_with(' ');
    if let Some(space) = short.rfind(' ').filter(|_| !is_between) {
        short.truncate(space);
    }
    short.truncate(short.trim_end().len());
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_has_a_line_of_its_own_on_its_side_and_stays_inside() {
        for shape in [Shape::WIDE, Shape::NARROW] {
            for n in 0..=shape.most {
                let places = shape.places(n);
                assert_eq!(places.len(), n);
                for (nth, place) in places.iter().enumerate() {
                    assert!(place.y >= LINE / 2 && place.y <= shape.height(n) - LINE / 2, "{n} {place:?}");
                    assert!((place.x > shape.width / 2) == place.is_right, "{n} {place:?}");
                    for other in &places[nth + 1..] {
                        assert!(
                            other.is_right != place.is_right || (other.y - place.y).abs() >= LINE,
                            "{n} {place:?} {other:?}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn long_names_are_cut() {
        assert_eq!(cut("Ali Khamenei", 12), "Ali Khamenei");
        assert_eq!(cut("Ali Khamenei", 5), "Ali…");
        assert_eq!(cut("Cultural Committee of the Majles", 24), "Cultural Committee of…");
        assert_eq!(cut("Cultural Committee of", 19), "Cultural Committee…");
        assert_eq!(cut("中华人民共和国", 6), "中华…");
        assert_eq!(cut("abc", 0), "…");
    }
}
