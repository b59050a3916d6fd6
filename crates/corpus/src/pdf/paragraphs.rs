//! Lines of pages to a text: running heads left out, divided words joined, paragraphs told by their first and last lines.

use std::collections::{BTreeMap, HashSet};

use super::columns::{Block, Line};
use super::lines::is_without_spaces;

/// How many rows at the top and at the bottom of a page may be running heads and feet.
const N_EDGE_ROWS: usize = 3;

/// How much further than usual a line stands below another that ends a paragraph.
const PARAGRAPH_GAP: f32 = 1.3;

/// A paragraph.
#[derive(Clone, Debug)]
pub(super) struct Paragraph {
    /// What it says.
    pub text: String,
    /// How large its letters are.
    ///
    /// * Unit: 1/72 inch.
    pub size: f32,
    /// Which page it begins on, from 0.
    pub page: usize,
}

/// What tells lines apart at the edges of pages: what they say without numbers, and how high they stand.
type Key = (String, i32);

/// Takes out what stands at the edge of several pages, and numbers of pages.
///
/// * Shape: the blocks of each page; gives back what was taken out of the first.
pub(super) fn drop_furniture(pages: &mut [Vec<Block>]) -> Vec<String> {
    let mut n_seen: BTreeMap<Key, usize> = BTreeMap::new();
    let keys: Vec<Vec<Vec<Option<Key>>>> = pages.iter().map(|blocks| edge_keys(blocks)).collect();
    for key in keys.iter().flatten().flatten().flatten() {
        *n_seen.entry(key.clone()).or_default() += 1;
    }
    // Two or more, and a third of all: left and right pages may differ, and so may parts.
    let often = pages.len().div_ceil(3).max(2);
    let mut dropped = Vec::new();
    for (nth, (blocks, keys)) in pages.iter_mut().zip(keys).enumerate() {
        for (block, keys) in blocks.iter_mut().zip(keys) {
            let mut keys = keys.into_iter();
            block.retain(|line| {
                let Some(Some(key)) = keys.next() else { return true };
                let is_number = !key.0.chars().any(char::is_alphabetic)
                    && line.text.chars().any(char::is_numeric)
                    && line.text.chars().count() <= 12;
                let is_often = n_seen.get(&key).is_some_and(|n| *n >= often);
                if nth == 0 && (is_number || is_often) {
                    dropped.push(line.text.clone());
                }
                !(is_number || is_often)
            });
        }
        blocks.retain(|block| !block.is_empty());
    }
    dropped
}

/// Of each line at a page's edge what it says without its numbers, and where it stands.
fn edge_keys(blocks: &[Block]) -> Vec<Vec<Option<Key>>> {
    let mut ys: Vec<f32> = blocks.iter().flatten().map(|line| line.y).collect();
    ys.sort_by(f32::total_cmp);
    ys.dedup_by(|a, b| (*a - *b).abs() < 3.0);
    let low = ys.get(N_EDGE_ROWS.saturating_sub(1)).or(ys.last()).copied().unwrap_or(0.0) + 1.0;
    let high = ys.get(ys.len().saturating_sub(N_EDGE_ROWS)).copied().unwrap_or(0.0) - 4.0;
    // On a page of a few lines nothing is at the edge but the first and the last.
    let (low, high) = if ys.len() >= 3 * N_EDGE_ROWS {
        (low, high)
    } else {
        (ys.first().map_or(0.0, |y| y + 1.0), ys.last().map_or(0.0, |y| y - 1.0))
    };
    let key = |line: &Line| {
        let is_edge = line.y <= low || line.y >= high;
        is_edge.then(|| (line.text.chars().filter(|c| !c.is_numeric()).collect(), (line.y / 3.0).round() as i32))
    };
    blocks.iter().map(|block| block.iter().map(key).collect()).collect()
}

/// The paragraphs of all pages.
pub(super) fn paragraphs(pages: &[Vec<Block>]) -> Vec<Paragraph> {
    let words = Words::of(pages);
    let indents = n_indents(pages);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut before: Option<(&Line, Shape, usize)> = None;
    for (page, block) in
        pages.iter().enumerate().flat_map(|(page, blocks)| blocks.iter().map(move |block| (page, block)))
    {
        let shape = Shape::of(block);
        for (nth, line) in block.iter().enumerate() {
            let goes_on = match &before {
                None => false,
                Some((above, ..)) if nth > 0 => shape.goes_on(above, line),
                Some((above, column, on)) => {
                    // What stands below on the same page is another part of it, unless it is as wide.
                    let is_below = *on == page && line.y < above.y;
                    (!is_below || column.is_as_wide_as(&shape, line.size))
                        && column.goes_on_elsewhere(above, line, &shape, indents)
                }
            };
            match paragraphs.last_mut() {
                Some(paragraph) if goes_on => words.join(&mut paragraph.text, &line.text),
                _ => paragraphs.push(Paragraph { text: line.text.clone(), size: line.size, page }),
            }
            before = Some((line, shape, page));
        }
    }
    for paragraph in &mut paragraphs {
        paragraph.text.truncate(paragraph.text.trim_end_matches('\u{ad}').len());
    }
    paragraphs
}

/// How many lines of all pages begin further in than the line above.
fn n_indents(pages: &[Vec<Block>]) -> usize {
    pages
        .iter()
        .flatten()
        .map(|block| (Shape::of(block), block))
        .map(|(shape, block)| block.iter().skip(1).filter(|line| shape.is_indented(line)).count())
        .sum()
}

/// The shape of a block: where its lines usually begin and end, and how far they are from one another.
///
/// Places are measured in the way of reading: a block that is read from the right is looked at in a mirror.
#[derive(Clone, Copy, Debug)]
struct Shape {
    start: f32,
    end: f32,
    /// From line to line.
    pitch: f32,
    is_leftward: bool,
}

impl Shape {
    fn of(block: &Block) -> Shape {
        let n_leftward = block.iter().filter(|line| line.is_leftward).count();
        let is_leftward = n_leftward * 2 > block.len();
        let mut pitches: Vec<f32> = block
            .windows(2)
            .filter(|pair| same_size(&pair[0], &pair[1]) && pair[0].y > pair[1].y)
            .map(|pair| (pair[0].y - pair[1].y) / pair[0].size.max(0.1))
            .filter(|pitch| *pitch < 3.0)
            .collect();
        pitches.sort_by(f32::total_cmp);
        // The narrow ones are those within paragraphs.
        let pitch = pitches.get(pitches.len() * 2 / 5).copied().unwrap_or(1.2);
        let mut shape = Shape { start: 0.0, end: 0.0, pitch, is_leftward };
        let mut starts: Vec<f32> = block.iter().map(|line| shape.start_of(line)).collect();
        starts.sort_by(f32::total_cmp);
        // A few lines may hang out.
        shape.start = starts.get(starts.len() / 5).copied().unwrap_or(0.0);
        shape.end = block.iter().map(|line| shape.end_of(line)).fold(f32::MIN, f32::max);
        shape
    }

    fn start_of(&self, line: &Line) -> f32 {
        if self.is_leftward { -line.x1 } else { line.x0 }
    }

    fn end_of(&self, line: &Line) -> f32 {
        if self.is_leftward { -line.x0 } else { line.x1 }
    }

    fn is_indented(&self, line: &Line) -> bool {
        self.start_of(line) > self.start + 0.7 * line.size
            && self.start_of(line) < self.start + 0.5 * (self.end - self.start)
    }

    /// Whether a line would have had room for the next one's first word.
    fn is_short(&self, line: &Line, next: &Line) -> bool {
        let n_letters = next.text.split(' ').next().unwrap_or_default().chars().count();
        let room = self.end - self.end_of(line);
        room > (0.5 * n_letters as f32 + 1.2) * line.size
    }

    /// Whether a line goes on with the paragraph of the line above it.
    fn goes_on(&self, above: &Line, line: &Line) -> bool {
        let gap = (above.y - line.y) / above.size.max(0.1);
        if !same_size(above, line) || gap > PARAGRAPH_GAP * self.pitch + 0.1 || gap < -0.5 || is_item(&line.text) {
            return false;
        }
        if is_divided(&above.text, &line.text) {
            return true;
        }
        let begins = self.is_indented(line) && !self.is_indented(above) && !self.is_centred(line);
        !(begins || (self.is_short(above, line) && (ends_sentence(&above.text) || self.is_very_short(above))))
    }

    /// Whether more than a third of a line is empty: nobody breaks a sentence there.
    fn is_very_short(&self, line: &Line) -> bool {
        self.end - self.end_of(line) > 0.35 * (self.end - self.start) && !self.is_centred(line)
    }

    fn is_as_wide_as(&self, other: &Shape, size: f32) -> bool {
        (self.start - other.start).abs() < 1.5 * size && (self.end - other.end).abs() < 3.0 * size
    }

    fn is_centred(&self, line: &Line) -> bool {
        let (left, right) = (self.start_of(line) - self.start, self.end - self.end_of(line));
        left > 1.5 * line.size && (left - right).abs() < 1.5 * line.size
    }

    /// Whether the first line of another column or page goes on with the paragraph of this one's last line.
    fn goes_on_elsewhere(&self, last: &Line, line: &Line, other: &Shape, n_indents: usize) -> bool {
        if !same_size(last, line) || is_item(&line.text) || self.is_leftward != other.is_leftward {
            return false;
        }
        if is_divided(&last.text, &line.text) {
            return true;
        }
        if self.is_short(last, line) || other.is_indented(line) {
            return false;
        }
        // Where paragraphs are indented, one that is not is none.
        !ends_sentence(&last.text) || n_indents > 2
    }
}

fn same_size(a: &Line, b: &Line) -> bool {
    (a.size - b.size).abs() < 0.12 * a.size.max(b.size)
}

/// Whether a line is an item of a list.
fn is_item(text: &str) -> bool {
    text.starts_with(['•', '▪', '●', '■', '◦', '‣'])
        || text.starts_with("– ")
        || text.starts_with("- ")
        || text.starts_with("* ")
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']', ' '])
        .ends_with(['.', '!', '?', ':', '…', '؟', '۔', '。', '！', '？'])
}

/// Whether a line ends within a word.
fn is_divided(above: &str, line: &str) -> bool {
    let word = above.strip_suffix(['-', '\u{ad}', '‐']);
    word.is_some_and(|word| word.ends_with(char::is_alphabetic)) && line.starts_with(char::is_lowercase)
}

/// The words of a document that stand within lines, to tell hyphens from divided words.
struct Words<'p> {
    words: HashSet<&'p str>,
}

impl<'p> Words<'p> {
    fn of(pages: &'p [Vec<Block>]) -> Words<'p> {
        let lines = pages.iter().flatten().flatten();
        Words { words: lines.flat_map(|line| line.text.split(' ')).map(bare).filter(|word| !word.is_empty()).collect() }
    }

    /// Adds a line to a paragraph.
    fn join(&self, text: &mut String, line: &str) {
        if text.ends_with('\u{ad}') {
            text.pop();
        } else if is_divided(text, line) {
            let before = bare(text.rsplit(' ').next().unwrap_or_default());
            let after = bare(line.split(' ').next().unwrap_or_default());
            let (whole, hyphened) =
                (format!("{}{after}", before.trim_end_matches(['-', '‐'])), format!("{before}{after}"));
            // The document itself shows how it writes the word.
            let keeps = !self.words.contains(whole.as_str())
                && (self.words.contains(hyphened.as_str()) || before.trim_end_matches('-').contains('-'));
            if !keeps {
                text.pop();
            }
        } else if ends_within_script_without_spaces(text, line) {
            // Nothing parts words there.
        } else if !text.ends_with(['—', '/']) || !line.starts_with(char::is_alphabetic) {
            text.push(' ');
        }
        text.push_str(line);
    }
}

/// Whether two lines are in a script that writes no spaces.
fn ends_within_script_without_spaces(text: &str, line: &str) -> bool {
    text.chars().next_back().is_some_and(is_without_spaces) && line.chars().next().is_some_and(is_without_spaces)
}

/// A word without the signs around it; hyphens stay.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric() && c != '-' && c != '‐')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, x0: f32, y: f32) -> Line {
        // Letters are half as wide as large.
        Line {
            text: text.to_owned(),
            x0,
            x1: x0 + text.chars().count() as f32 * 5.0,
            y,
            size: 10.0,
            is_leftward: false,
        }
    }

    fn texts(block: Block) -> Vec<String> {
        paragraphs(&[vec![block]]).into_iter().map(|paragraph| paragraph.text).collect()
    }

    #[test]
    fn paragraphs_are_told_by_gaps_indents_and_short_lines() {
        let full = "The pier was opened on Monday by the";
        for (what, block, n) in [
            (
                "a gap",
                vec![
                    line(full, 0.0, 100.0),
                    line("mayor of the town of Brenning, who.", 0.0, 88.0),
                    line(full, 0.0, 64.0),
                    line(full, 0.0, 52.0),
                ],
                2,
            ),
            (
                "an indent",
                vec![
                    line(full, 0.0, 100.0),
                    line(full, 0.0, 88.0),
                    line("Work began in the spring of 2021.", 10.0, 76.0),
                    line(full, 0.0, 64.0),
                ],
                2,
            ),
            ("a short line", vec![line(full, 0.0, 100.0), line("mayor.", 0.0, 88.0), line(full, 0.0, 76.0)], 2),
            ("an item", vec![line(full, 0.0, 100.0), line("• Work began in the spring of 2021.", 0.0, 88.0)], 2),
            ("none", vec![line(full, 0.0, 100.0), line(full, 0.0, 88.0), line("mayor", 0.0, 76.0)], 1),
        ] {
            assert_eq!(texts(block.clone()).len(), n, "{what}: {:?}", texts(block));
        }
    }

    #[test]
    fn divided_words_are_joined_and_hyphens_stay() {
        for (above, below, joined) in [
            ("It was diffi-", "cult to say.", "It was difficult to say."),
            ("It is well-", "known by now, and well-known it is.", "It is well-known by now, and well-known it is."),
            ("the up-to-", "date list", "the up-to-date list"),
            ("in Stratford-", "Upon it all", "in Stratford- Upon it all"),
            ("soft\u{ad}", "ened", "softened"),
            ("2019-", "2021 was", "2019- 2021 was"),
            ("東京の港", "は開く", "東京の港は開く"),
        ] {
            assert_eq!(texts(vec![line(above, 0.0, 100.0), line(below, 0.0, 88.0)]), [joined], "{above}");
        }
    }

    #[test]
    fn what_stands_on_every_page_is_left_out() {
        let page = |n: usize| {
            let mut lines = vec![line(&format!("The Harbour Weekly {n}"), 0.0, 800.0)];
            lines.extend((0..20).map(|row| {
                line(
                    &format!("Line {} of it.", (b'a' + (row * 3 + n) as u8 % 26) as char),
                    0.0,
                    700.0 - row as f32 * 12.0,
                )
            }));
            lines.push(line(&format!("– {n} –"), 0.0, 20.0));
            vec![lines]
        };
        let mut pages: Vec<Vec<Block>> = (1..4).map(page).collect();
        assert_eq!(drop_furniture(&mut pages), ["The Harbour Weekly 1", "– 1 –"]);
        assert!(pages.iter().all(|blocks| blocks[0].len() == 20));
    }
}
