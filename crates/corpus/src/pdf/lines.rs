//! Letters to lines: what stands beside one another on a page, with spaces between words, in the order in which it is read.

use super::content::{Drawn, Glyph};

/// A gap between two letters is one between words from here on.
///
/// * Unit: sizes of the letters; a space is a fourth to a third of the size, kerning much less.
const WORD_GAP: f32 = 0.17;

/// Letters drawn one behind the other belong to one stretch up to this gap.
///
/// * Unit: sizes of the letters; what columns are apart is as much or more.
const STRETCH_GAP: f32 = 0.9;

/// Letters on one line that are not drawn one behind the other belong together up to this gap.
const NEIGHBOUR_GAP: f32 = 0.5;

/// Letters stand on one line when their feet are not further apart than this.
const SAME_LINE: f32 = 0.4;

/// Letters that are this much larger than those beside them are initials that stand several lines high.
pub(super) const INITIAL: f32 = 1.7;

/// Letters that stand on one line, close together.
#[derive(Clone, Debug)]
pub(super) struct Stretch {
    /// Which letters of the page, in the order of drawing.
    pub glyphs: Vec<u32>,
    /// Its left edge.
    ///
    /// * Unit: 1/72 inch, as all that follow.
    pub x0: f32,
    /// Its right edge.
    pub x1: f32,
    /// The line it stands on.
    pub y: f32,
    /// How large most of its letters are.
    pub size: f32,
}

/// The stretches of a page, in the order in which they were drawn.
pub(super) fn stretches(drawn: &Drawn) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    for (at, glyph) in drawn.glyphs.iter().enumerate() {
        if glyph.text.is_empty() {
            continue;
        }
        let at = at as u32;
        if let Some(last) = stretches.last_mut()
            && is_near(last, glyph, STRETCH_GAP)
        {
            add(last, at, glyph);
            continue;
        }
        stretches.push(Stretch { glyphs: vec![at], x0: glyph.x0, x1: glyph.x1, y: glyph.y, size: glyph.size });
    }
    stretches.retain(|stretch| stretch.glyphs.iter().any(|&at| !is_blank(drawn, at)));
    let mut stretches = joined(stretches);
    drop_shadows(drawn, &mut stretches);
    for stretch in &mut stretches {
        stretch.size = usual_size(drawn, &stretch.glyphs);
    }
    stretches
}

fn is_blank(drawn: &Drawn, at: u32) -> bool {
    text_of(drawn, at).chars().all(|c| c == ' ')
}

fn text_of(drawn: &Drawn, at: u32) -> &str {
    let range = &drawn.glyphs[at as usize].text;
    &drawn.text[range.start as usize..range.end as usize]
}

fn add(stretch: &mut Stretch, at: u32, glyph: &Glyph) {
    stretch.glyphs.push(at);
    (stretch.x0, stretch.x1) = (stretch.x0.min(glyph.x0), stretch.x1.max(glyph.x1));
    if glyph.size > stretch.size {
        (stretch.size, stretch.y) = (glyph.size, glyph.y);
    }
}

/// Whether a letter stands on a stretch's line, beside it or in it.
fn is_near(stretch: &Stretch, glyph: &Glyph, gap: f32) -> bool {
    let (large, small) = (stretch.size.max(glyph.size), stretch.size.min(glyph.size));
    (stretch.y - glyph.y).abs() < SAME_LINE * large
        && large < INITIAL * small
        && glyph.x0 < stretch.x1 + gap * large
        && glyph.x1 > stretch.x0 - gap * large
}

/// Joins what stands on one line close together, whenever it was drawn.
fn joined(mut stretches: Vec<Stretch>) -> Vec<Stretch> {
    // By place for the search, in the order of drawing in the end.
    let mut order: Vec<usize> = (0..stretches.len()).collect();
    order.sort_by(|&a, &b| stretches[a].x0.total_cmp(&stretches[b].x0).then(a.cmp(&b)));
    // Lines by their height, in steps of a few points: the last stretch of each.
    let step = 4.0;
    let mut lines: std::collections::BTreeMap<i32, Vec<usize>> = std::collections::BTreeMap::new();
    for this in order {
        let row = (stretches[this].y / step) as i32;
        let neighbour = (row - 1..=row + 1)
            .flat_map(|row| lines.get(&row).into_iter().flatten().rev().take(4))
            .copied()
            .find(|&other| {
                let (left, right) = (&stretches[other], &stretches[this]);
                let (large, small) = (left.size.max(right.size), left.size.min(right.size));
                (left.y - right.y).abs() < 0.1 * large
                    && large < 1.2 * small
                    && right.x0 < left.x1 + NEIGHBOUR_GAP * small
                    && right.x0 > left.x1 - 0.3 * small
            });
        match neighbour {
            Some(other) => {
                let right = std::mem::take(&mut stretches[this].glyphs);
                let x1 = stretches[this].x1;
                let left = &mut stretches[other];
                left.glyphs.extend(right);
                left.x1 = left.x1.max(x1);
            }
            None => lines.entry(row).or_default().push(this),
        }
    }
    stretches.retain(|stretch| !stretch.glyphs.is_empty());
    stretches
}

/// Takes out what is drawn twice at nearly the same place, as bold letters and shadows are made.
fn drop_shadows(drawn: &Drawn, stretches: &mut Vec<Stretch>) {
    let mut seen: std::collections::HashMap<String, Vec<(f32, f32)>> = std::collections::HashMap::new();
    stretches.retain(|stretch| {
        let text: String = stretch.glyphs.iter().map(|&at| text_of(drawn, at)).collect();
        let places = seen.entry(text).or_default();
        let is_double =
            places.iter().rev().take(64).any(|(x, y)| {
                (x - stretch.x0).abs() < 0.25 * stretch.size && (y - stretch.y).abs() < 0.25 * stretch.size
            });
        places.push((stretch.x0, stretch.y));
        !is_double
    });
}

/// The size of most letters.
fn usual_size(drawn: &Drawn, glyphs: &[u32]) -> f32 {
    let mut sizes: Vec<f32> =
        glyphs.iter().filter(|&&at| !is_blank(drawn, at)).map(|&at| drawn.glyphs[at as usize].size).collect();
    sizes.sort_by(f32::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or(1.0)
}

/// Which way a letter is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Right,
    Left,
    /// A number: to the right in any text.
    Number,
    /// A sign or a space, which goes with what stands around it.
    Neutral,
}

/// Whether letters of a script that is written to the left, as Arabic and Hebrew are.
pub(super) fn is_leftward(c: char) -> bool {
    matches!(c as u32, 0x0590..=0x05FF | 0x0608 | 0x060B | 0x060D | 0x061B..=0x065F | 0x066D..=0x06EF | 0x06FA..=0x08FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFC)
        && !matches!(c as u32, 0x06F0..=0x06F9)
}

fn way(text: &str) -> Way {
    for c in text.chars() {
        if is_leftward(c) {
            return Way::Left;
        }
        if c.is_numeric() {
            return Way::Number;
        }
        if c.is_alphabetic() {
            return Way::Right;
        }
    }
    Way::Neutral
}

/// A letter on its line, as it is put in order.
struct Unit<'t> {
    text: &'t str,
    way: Way,
    x0: f32,
    x1: f32,
    size: f32,
    is_spoken: bool,
}

/// The text of some letters that stand on one line; `is_leftward` tells whether the page is written to the left.
pub(super) fn text(drawn: &Drawn, glyphs: &[u32], is_leftward: bool) -> String {
    let mut units: Vec<Unit<'_>> = Vec::with_capacity(glyphs.len());
    let (mut n_left, mut n_right) = (0, 0);
    for &at in glyphs {
        let glyph = &drawn.glyphs[at as usize];
        let text = text_of(drawn, at);
        let Glyph { x0, x1, size, is_spoken, .. } = *glyph;
        let unit = Unit { text, way: way(text), x0, x1, size, is_spoken };
        match unit.way {
            Way::Left => n_left += 1,
            Way::Right => n_right += 1,
            _ => {}
        }
        units.push(unit);
    }
    if n_left == 0 {
        return spaced(&units);
    }
    // A mark above a letter goes with it, whether it is drawn before or after it.
    let is_mark = |unit: &Unit<'_>| {
        unit.text
            .chars()
            .all(|c| matches!(c as u32, 0x0591..=0x05C7 | 0x0610..=0x061A | 0x064B..=0x065F | 0x0670 | 0x06D6..=0x06ED))
    };
    for at in 0..units.len() {
        if is_mark(&units[at]) {
            let middle = (units[at].x0 + units[at].x1) / 2.0;
            let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
            let beside =
                beside.filter(|&other| units.get(other).is_some_and(|unit| !is_mark(unit) && unit.way == Way::Left));
            let away = |other: usize| (middle - middle.clamp(units[other].x0, units[other].x1)).abs();
            if let Some(letter) = beside.min_by(|&a, &b| away(a).total_cmp(&away(b))) {
                let middle = (units[letter].x0 + units[letter].x1) / 2.0;
                (units[at].x0, units[at].x1) = (middle, middle);
            }
        }
    }
    // Marks come behind their letter where text runs to the left: further left in what is drawn.
    units.sort_by(|a, b| (a.x0 + a.x1).total_cmp(&(b.x0 + b.x1)).then(is_mark(b).cmp(&is_mark(a))));
    let words = with_spaces(units);
    let mut text = String::new();
    if is_leftward || n_left >= n_right {
        leftward(&words, &mut text)
    } else {
        rightward(&words, &mut text)
    }
    squeezed(&text)
}

/// Letters in the order of drawing, with spaces where there are gaps.
fn spaced(units: &[Unit<'_>]) -> String {
    let mut text = String::new();
    let gap = word_gap(units);
    for (at, unit) in units.iter().enumerate() {
        if at > 0 && is_gap(&units[at - 1], unit, gap) {
            text.push(' ');
        }
        text.push_str(unit.text);
    }
    squeezed(&text)
}

fn is_gap(before: &Unit<'_>, unit: &Unit<'_>, gap: f32) -> bool {
    let size = before.size.min(unit.size);
    let between = unit.x0 - before.x1;
    // Far back is another line's beginning, or a stretch that was drawn later.
    between > gap * size || between < -2.0 * size
}

/// From which gap on a space is meant: letters that are spaced out are all a bit apart.
fn word_gap(units: &[Unit<'_>]) -> f32 {
    let pairs = units.windows(2).filter(|pair| !pair[0].text.ends_with(' ') && !pair[1].text.starts_with(' '));
    let mut gaps: Vec<f32> = pairs.map(|pair| (pair[1].x0 - pair[0].x1) / pair[0].size.max(0.1)).collect();
    gaps.sort_by(f32::total_cmp);
    let usual = if gaps.len() < 6 { 0.0 } else { gaps[gaps.len() / 2].clamp(0.0, 0.6) };
    usual + WORD_GAP
}

/// Letters from left to right, with a space of its own wherever there is a gap.
fn with_spaces(units: Vec<Unit<'_>>) -> Vec<Unit<'_>> {
    let gap = word_gap(&units);
    let mut all: Vec<Unit<'_>> = Vec::with_capacity(units.len());
    for unit in units {
        if let Some(before) = all.last()
            && is_gap(before, &unit, gap)
        {
            let space =
                Unit { text: " ", way: Way::Neutral, x0: before.x1, x1: unit.x0, size: unit.size, is_spoken: true };
            all.push(space);
        }
        all.push(unit);
    }
    all
}

/// Where a stretch to the right ends that begins at a unit of a text to the left: letters, numbers, and what stands between them.
fn end_of_rightward(units: &[Unit<'_>], start: usize) -> usize {
    let mut end = start + 1;
    let mut holds_letters = units[start].way == Way::Right;
    let mut at = end;
    while at < units.len() {
        match units[at].way {
            Way::Left => break,
            Way::Right => {
                // Numbers before words belong to the same stretch.
                holds_letters = true;
                end = at + 1;
            }
            Way::Number => {
                let between = &units[end..at];
                // Within a number stands one sign at most: 42,000 or 3:15.
                let is_one = holds_letters
                    || between.is_empty()
                    || (between.len() == 1 && ".,:/-٫٬’'".contains(between[0].text));
                if !is_one {
                    break;
                }
                end = at + 1;
            }
            Way::Neutral => {}
        }
        at += 1;
    }
    end
}

/// A line of a text to the left: from the right, but for what is written to the right in it.
fn leftward(units: &[Unit<'_>], text: &mut String) {
    // Stretches from left to right, then put down from the last to the first.
    let mut stretches: Vec<&[Unit<'_>]> = Vec::new();
    let mut at = 0;
    while at < units.len() {
        let end = if matches!(units[at].way, Way::Right | Way::Number) { end_of_rightward(units, at) } else { at + 1 };
        stretches.push(&units[at..end]);
        at = end;
    }
    for stretch in stretches.into_iter().rev() {
        if let [unit] = stretch
            && unit.way == Way::Neutral
            && !unit.is_spoken
        {
            text.extend(unit.text.chars().map(mirrored));
        } else {
            stretch.iter().for_each(|unit| text.push_str(unit.text));
        }
    }
}

/// A line of a text to the right: from the left, but for what is written to the left in it.
fn rightward(units: &[Unit<'_>], text: &mut String) {
    let mut at = 0;
    while at < units.len() {
        if units[at].way != Way::Left {
            text.push_str(units[at].text);
            at += 1;
            continue;
        }
        let stop = units[at..].iter().position(|unit| unit.way == Way::Right).map_or(units.len(), |n| at + n);
        let end = units[at..stop].iter().rposition(|unit| unit.way == Way::Left).map_or(stop, |n| at + n + 1);
        leftward(&units[at..end], text);
        at = end;
    }
}

/// The sign that is drawn for another in a text to the left.
fn mirrored(c: char) -> char {
    const PAIRS: [(char, char); 6] = [('(', ')'), ('[', ']'), ('{', '}'), ('«', '»'), ('‹', '›'), ('<', '>')];
    PAIRS
        .iter()
        .find_map(|&(open, close)| if c == open { Some(close) } else { (c == close).then_some(open) })
        .unwrap_or(c)
}

/// Whether a letter is of a script that writes no spaces between words.
pub(super) fn is_without_spaces(c: char) -> bool {
    matches!(c as u32, 0x0E00..=0x0EFF | 0x1780..=0x17FF | 0x3000..=0x30FF | 0x3400..=0x9FFF | 0xF900..=0xFAFF | 0xFF00..=0xFFEF)
}

/// A line with one space between words, and none between the letters of China and Japan; places where words may be divided are left out but for the one at its end.
fn squeezed(text: &str) -> String {
    let mut text = text.split(' ').filter(|word| !word.is_empty()).fold(String::new(), |mut text, word| {
        let is = |c: char| c >= '\u{3000}' && is_without_spaces(c);
        let is_one = text.chars().next_back().is_some_and(is) && word.chars().next().is_some_and(is);
        if !(is_one || text.is_empty()) {
            text.push(' ');
        }
        text + word
    });
    if text.contains('\u{ad}') {
        let is_divided = text.ends_with('\u{ad}');
        text.retain(|c| c != '\u{ad}');
        text.extend(is_divided.then_some('\u{ad}'));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line of letters half as wide as large, drawn from the left.
    fn drawn(units: &[&str]) -> (Drawn, Vec<u32>) {
        let mut drawn = Drawn::default();
        for (at, unit) in units.iter().enumerate() {
            let start = drawn.text.len() as u32;
            drawn.text.push_str(unit);
            let x0 = at as f32 * 5.0;
            drawn.glyphs.push(Glyph {
                text: start..drawn.text.len() as u32,
                x0,
                x1: x0 + 5.0,
                y: 0.0,
                size: 10.0,
                is_spoken: false,
            });
        }
        let n = drawn.glyphs.len() as u32;
        (drawn, (0..n).collect())
    }

    #[test]
    fn what_runs_to_the_left_is_put_down_as_it_is_read() {
        for (seen, read) in [
            ("abc def", "abc def"),
            ("مالس", "سلام"),
            ("مالس 2023 رد", "در 2023 سلام"),
            ("دوب 42,000", "42,000 بود"),
            ("تفگ «دش»", "«شد» گفت"),
            ("تفگ (دش)", "(شد) گفت"),
            ("دوب Alpha Marine Ltd تکرش", "شرکت Alpha Marine Ltd بود"),
            ("the word مالس here", "the word سلام here"),
            ("the words مالس نم here", "the words من سلام here"),
            ("۱۳ ۱۲ دادعا", "اعداد ۱۲ ۱۳"),
            ("?دوب", "بود?"),
        ] {
            let signs: Vec<String> = seen.chars().map(String::from).collect();
            let (page, glyphs) = drawn(&signs.iter().map(String::as_str).collect::<Vec<_>>());
            assert_eq!(
                text(
                    &page,
                    &glyphs,
                    !seen.starts_with(char::is_alphabetic) || !seen.is_ascii() && !seen.starts_with("the")
                ),
                read,
                "{seen}"
            );
        }
    }

    #[test]
    fn gaps_are_spaces_and_letters_far_apart_are_words_all_the_same() {
        let (mut page, glyphs) = drawn(&["a", "b", "c", "d"]);
        page.glyphs[2].x0 += 2.0;
        for at in 2..4 {
            page.glyphs[at].x1 += 2.0;
        }
        page.glyphs[3].x0 += 2.0;
        assert_eq!(text(&page, &glyphs, false), "ab cd");
        let (mut page, glyphs) = drawn(&["N", "E", "W", "S", "T", "O", "D", "A", "Y"]);
        for (at, glyph) in page.glyphs.iter_mut().enumerate() {
            let by = at as f32 * 3.0 + if at > 3 { 6.0 } else { 0.0 };
            (glyph.x0, glyph.x1) = (glyph.x0 + by, glyph.x1 + by);
        }
        assert_eq!(text(&page, &glyphs, false), "NEWS TODAY");
    }
}
