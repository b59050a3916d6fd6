//! Code-point offsets to byte offsets and back, in a text too long to count from its start each time.

/// How many code points lie between two remembered places.
const STRIDE: usize = 64;

/// A text's code points, countable from either side.
pub struct CodePoints<'a> {
    text: &'a str,
    /// Byte offset of every `STRIDE`th code point; empty for a text of ASCII alone.
    places: Vec<u32>,
    n_code_points: usize,
}

impl<'a> CodePoints<'a> {
    /// Counts the code points of a text of less than 4 GiB.
    pub fn new(text: &'a str) -> CodePoints<'a> {
        if text.is_ascii() {
            return CodePoints { text, places: Vec::new(), n_code_points: text.len() };
        }
        let mut n_code_points = 0;
        let mut places = Vec::new();
        for (byte, _) in text.char_indices() {
            if n_code_points % STRIDE == 0 {
                places.push(byte as u32);
            }
            n_code_points += 1;
        }
        CodePoints { text, places, n_code_points }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.n_code_points
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.n_code_points == 0
    }

    /// Byte offset of a code point; the text's length for any offset at or past its end.
    pub fn byte(&self, code_point: usize) -> usize {
        if code_point >= self.n_code_points {
            return self.text.len();
        }
        let Some(place) = self.places.get(code_point / STRIDE) else { return code_point };
        let start = *place as usize;
        let rest = &self.text[start..];
        rest.char_indices().nth(code_point % STRIDE).map_or(self.text.len(), |(byte, _)| start + byte)
    }

    /// How many code points start before a byte offset, which may lie past the end.
    pub fn at_byte(&self, byte: usize) -> usize {
        if byte >= self.text.len() {
            return self.n_code_points;
        }
        if self.places.is_empty() {
            return byte;
        }
        let stride = self.places.partition_point(|place| (*place as usize) <= byte).saturating_sub(1);
        let start = self.places[stride] as usize;
        stride * STRIDE + self.text[start..].char_indices().take_while(|(at, _)| start + at < byte).count()
    }

    /// The text between two code points; empty when they are out of order.
    pub fn slice(&self, start: usize, end: usize) -> &'a str {
        let (start, end) = (self.byte(start), self.byte(end));
        self.text.get(start..end).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn both_ways_agree_with_counting(text in "(a{0,90}|[ -~é€😀]{0,200})") {
            let points = CodePoints::new(&text);
            prop_assert_eq!(points.len(), text.chars().count());
            for (nth, (byte, c)) in text.char_indices().enumerate() {
                prop_assert_eq!(points.byte(nth), byte);
                prop_assert_eq!(points.at_byte(byte), nth);
                prop_assert_eq!(points.slice(nth, nth + 1), c.to_string());
            }
            prop_assert_eq!(points.byte(points.len() + 3), text.len());
            prop_assert_eq!(points.at_byte(text.len() + 3), points.len());
            prop_assert_eq!(points.slice(2, 1), "");
        }
    }
}
