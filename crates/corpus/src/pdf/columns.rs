//! Lines to columns: in which order the parts of a page are read.
//!
//! White space decides, as it does for readers. A strip of it from top to bottom, wide enough and with lines on both
//! sides, parts columns, which are read one after the other. Where a headline or a picture's caption runs across such a
//! strip, the page is parted above and below it first. What cannot be parted is read in the order in which it was drawn.

use std::cell::Cell;

use super::content::Drawn;
use super::lines::{INITIAL, Stretch, is_leftward, text};

/// How wide white space between columns is at least.
///
/// * Unit: sizes of the letters around it.
const GUTTER: f32 = 0.75;

/// How many lines a column has at least, on either side of white space.
const MIN_COLUMN_LINES: usize = 2;

/// What stands side by side is a table, and read across, where its pieces are no longer than this.
///
/// * Unit: sizes of the letters.
const TABLE_CELL: f32 = 7.0;

/// How many rows of one column only may stand above those of several.
const MAX_LONE_ROWS: usize = 8;

/// How many rows are looked at to part one page.
const MAX_EFFORT: usize = 200_000;

/// How often a page may be parted in its parts.
const MAX_DEPTH: u32 = 24;

/// A line of a page.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// What it says.
    pub text: String,
    /// Its left edge.
    ///
    /// * Unit: 1/72 inch, as all that follow.
    pub x0: f32,
    /// Its right edge.
    pub x1: f32,
    /// Where it stands, upwards.
    pub y: f32,
    /// How large its letters are.
    pub size: f32,
    /// Whether it is read from the right.
    pub is_leftward: bool,
}

/// Lines that stand under one another.
pub(super) type Block = Vec<Line>;

/// The blocks of a page in the order of reading.
pub(super) fn blocks(drawn: &Drawn, stretches: Vec<Stretch>) -> Vec<Block> {
    let count = |is: fn(char) -> bool| drawn.text.chars().filter(|c| is(*c)).count();
    let parting = Parting {
        drawn,
        is_leftward: count(is_leftward) * 2 > count(char::is_alphabetic),
        effort: Cell::new(MAX_EFFORT),
    };
    let mut blocks = Vec::new();
    parting.part(stretches, 0, &mut blocks);
    blocks.retain(|block: &Block| !block.is_empty());
    blocks
}

struct Parting<'d> {
    drawn: &'d Drawn,
    /// Whether columns are read from the right.
    is_leftward: bool,
    /// How many more rows may be looked at.
    effort: Cell<usize>,
}

/// Stretches that overlap in height, from top to bottom.
struct Row {
    stretches: Vec<Stretch>,
    top: f32,
    bottom: f32,
}

impl Parting<'_> {
    fn part(&self, stretches: Vec<Stretch>, depth: u32, blocks: &mut Vec<Block>) {
        if depth < MAX_DEPTH {
            let cuts = gutters(&stretches);
            if !cuts.is_empty() {
                let mut columns: Vec<Vec<Stretch>> = (0..=cuts.len()).map(|_| Vec::new()).collect();
                for stretch in stretches {
                    let nth = cuts.iter().filter(|cut| **cut <= stretch.x0 + 0.01).count();
                    columns[nth].push(stretch);
                }
                if self.is_leftward {
                    columns.reverse();
                }
                columns.into_iter().for_each(|column| self.part(column, depth + 1, blocks));
                return;
            }
            let rows = rows(stretches);
            if let Some(bands) = bands(&rows, &self.effort) {
                let mut rows = rows.into_iter();
                for n in bands {
                    let band = rows.by_ref().take(n).flat_map(|row| row.stretches).collect();
                    self.part(band, depth + 1, blocks);
                }
                return;
            }
            blocks.push(self.lines(rows));
            return;
        }
        blocks.push(self.lines(rows(stretches)));
    }

    /// Rows that cannot be parted any more, as lines.
    fn lines(&self, rows: Vec<Row>) -> Block {
        let mut lines = Vec::new();
        for row in rows {
            let mut stretches = row.stretches;
            stretches.sort_by(|a, b| b.y.total_cmp(&a.y));
            // Of what overlaps in height, stretches whose feet are level are one line.
            let mut levels: Vec<Vec<Stretch>> = Vec::new();
            for stretch in stretches {
                match levels.last_mut() {
                    Some(level)
                        if (level[0].y - stretch.y).abs() < 0.35 * level[0].size.min(stretch.size)
                            && level[0].size.max(stretch.size) < INITIAL * level[0].size.min(stretch.size) =>
                    {
                        level.push(stretch)
                    }
                    _ => levels.push(vec![stretch]),
                }
            }
            lines.extend(levels.into_iter().filter_map(|level| self.line(level)));
        }
        with_initials(lines)
    }

    fn line(&self, mut level: Vec<Stretch>) -> Option<Line> {
        level.sort_by(|a, b| a.x0.total_cmp(&b.x0));
        let widest = level.iter().max_by(|a, b| a.glyphs.len().cmp(&b.glyphs.len()))?;
        let (size, y) = (widest.size, widest.y);
        let (x0, x1) =
            level.iter().fold((f32::MAX, f32::MIN), |(x0, x1), stretch| (x0.min(stretch.x0), x1.max(stretch.x1)));
        let glyphs: Vec<u32> = level.into_iter().flat_map(|stretch| stretch.glyphs).collect();
        let text = text(self.drawn, &glyphs, self.is_leftward);
        let (n_left, n) = text
            .chars()
            .fold((0, 0), |(n_left, n), c| (n_left + usize::from(is_leftward(c)), n + usize::from(c.is_alphabetic())));
        let is_leftward = if n == 0 { self.is_leftward } else { n_left * 2 > n };
        (!text.is_empty()).then_some(Line { text, x0, x1, y, size, is_leftward })
    }
}

/// Where white space parts columns, from left to right.
fn gutters(stretches: &[Stretch]) -> Vec<f32> {
    let mut by_place: Vec<&Stretch> = stretches.iter().collect();
    by_place.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let mut cuts = Vec::new();
    let mut right = f32::MIN;
    for stretch in &by_place {
        if right > f32::MIN && stretch.x0 - right >= GUTTER * stretch.size {
            cuts.push(stretch.x0);
        }
        right = right.max(stretch.x1);
    }
    // A number or a dot before each line makes no column, and neither do the cells of a table.
    let column =
        |from: f32, to: f32| by_place.iter().filter(move |stretch| stretch.x0 >= from - 0.01 && stretch.x0 < to - 0.01);
    let mut kept: Vec<f32> = Vec::new();
    for (nth, &cut) in cuts.iter().enumerate() {
        let left = column(kept.last().copied().unwrap_or(f32::MIN), cut);
        let right = column(cut, cuts.get(nth + 1).copied().unwrap_or(f32::MAX));
        if is_column(left) && is_column(right) {
            kept.push(cut);
        }
    }
    kept
}

/// Whether stretches on one side of white space are a column of text.
fn is_column<'s>(stretches: impl Iterator<Item = &'s &'s Stretch>) -> bool {
    let (mut ys, mut width, mut n) = (Vec::new(), 0.0, 0);
    for stretch in stretches {
        ys.push((stretch.y, stretch.size));
        width += (stretch.x1 - stretch.x0) / stretch.size.max(0.1);
        n += 1;
    }
    ys.sort_by(|a, b| a.0.total_cmp(&b.0));
    ys.dedup_by(|a, b| (a.0 - b.0).abs() < 0.5 * a.1);
    ys.len() >= MIN_COLUMN_LINES && width / n as f32 > TABLE_CELL
}

/// Stretches in rows, from top to bottom: those that overlap in height are in one.
fn rows(mut stretches: Vec<Stretch>) -> Vec<Row> {
    // In a row the order of drawing stays.
    let mut order: Vec<usize> = (0..stretches.len()).collect();
    order.sort_by(|&a, &b| top(&stretches[b]).total_cmp(&top(&stretches[a])));
    let mut rows: Vec<(Vec<usize>, f32, f32)> = Vec::new();
    for at in order {
        let stretch = &stretches[at];
        match rows.last_mut() {
            Some((members, _, bottom)) if top(stretch) > *bottom => {
                *bottom = bottom.min(stretch.y);
                members.push(at);
            }
            _ => rows.push((vec![at], top(stretch), stretch.y)),
        }
    }
    let mut take = |at: usize| {
        let empty = Stretch { glyphs: Vec::new(), x0: 0.0, x1: 0.0, y: 0.0, size: 0.0 };
        std::mem::replace(&mut stretches[at], empty)
    };
    let mut made = Vec::with_capacity(rows.len());
    for (mut members, top, bottom) in rows {
        members.sort_unstable();
        made.push(Row { stretches: members.into_iter().map(&mut take).collect(), top, bottom });
    }
    made
}

/// The upper edge of small letters.
fn top(stretch: &Stretch) -> f32 {
    stretch.y + 0.5 * stretch.size
}

/// How many rows stand together in each band of a page, from the top, so that bands of columns stand alone; `None` where there is nothing to part.
fn bands(rows: &[Row], effort: &Cell<usize>) -> Option<Vec<usize>> {
    let mut bands: Vec<usize> = Vec::new();
    let mut at = 0;
    let mut is_open = false;
    while at < rows.len() {
        if effort.get() == 0 {
            return None;
        }
        let n = columnar(&rows[at..], effort);
        if n > 1 {
            bands.push(n);
            at += n;
            is_open = false;
            continue;
        }
        match bands.last_mut() {
            Some(last) if is_open => *last += 1,
            _ => bands.push(1),
        }
        is_open = true;
        at += 1;
    }
    (bands.len() > 1).then_some(bands)
}

/// How many rows from here on share white space that parts columns; 0 when they do not.
fn columnar(rows: &[Row], effort: &Cell<usize>) -> usize {
    let mut free = holes(&rows[0].stretches);
    let (mut n, mut n_strips) = (0, 0);
    for (nth, row) in rows.iter().enumerate() {
        let size = row.stretches[0].size;
        // Far below begins something else.
        if nth > 0 && rows[nth - 1].bottom - row.top > 8.0 * size {
            break;
        }
        let next = shared(&free, &holes(&row.stretches));
        let has_strip = next.iter().any(|(from, to)| to - from >= GUTTER * size && from.is_finite() && to.is_finite());
        // A few rows may be of one column only; then there is white space between two, or there is none.
        if !has_strip && (n_strips > 0 || nth >= MAX_LONE_ROWS) {
            break;
        }
        n_strips += usize::from(has_strip);
        free = next;
        n = nth + 1;
    }
    effort.set(effort.get().saturating_sub(1 + n));
    if n_strips >= MIN_COLUMN_LINES && parts(&rows[..n]) { n } else { 0 }
}

/// Whether white space parts rows in columns.
fn parts(rows: &[Row]) -> bool {
    let edges = |stretch: &Stretch| Stretch { glyphs: Vec::new(), ..*stretch };
    let stretches: Vec<Stretch> = rows.iter().flat_map(|row| &row.stretches).map(edges).collect();
    !gutters(&stretches).is_empty()
}

/// The white space beside some stretches.
fn holes(stretches: &[Stretch]) -> Vec<(f32, f32)> {
    let mut edges: Vec<(f32, f32)> = stretches.iter().map(|stretch| (stretch.x0, stretch.x1)).collect();
    edges.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut holes, mut right) = (Vec::new(), f32::NEG_INFINITY);
    for (x0, x1) in edges {
        if x0 > right {
            holes.push((right, x0));
        }
        right = right.max(x1);
    }
    holes.push((right, f32::INFINITY));
    holes
}

/// What two lists of stretches from left to right share.
fn shared(a: &[(f32, f32)], b: &[(f32, f32)]) -> Vec<(f32, f32)> {
    let (mut shared, mut i, mut j) = (Vec::new(), 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        let (from, to) = (x.0.max(y.0), x.1.min(y.1));
        if from < to {
            shared.push((from, to));
        }
        if x.1 < y.1 { i += 1 } else { j += 1 }
    }
    shared
}

/// Puts letters that stand several lines high before the highest of the lines beside them.
fn with_initials(lines: Vec<Line>) -> Block {
    let is_initial = |line: &Line, other: &Line| {
        line.size > INITIAL * other.size
            && line.text.chars().filter(|c| !c.is_ascii_punctuation()).count() == 1
            && other.y >= line.y - 1.4 * other.size
            && other.y < line.y + line.size
            && other.x0 > line.x1 - 0.3 * other.size
            && other.x0 - line.x1 < 2.0 * other.size
    };
    let mut lines = lines;
    let mut at = 0;
    while at < lines.len() {
        let near = at.saturating_sub(6)..(at + 7).min(lines.len());
        let beside: Vec<usize> = near.filter(|&other| other != at && is_initial(&lines[at], &lines[other])).collect();
        let Some(&highest) = beside.iter().max_by(|a, b| lines[**a].y.total_cmp(&lines[**b].y)) else {
            at += 1;
            continue;
        };
        let initial = std::mem::take(&mut lines[at].text);
        let (x0, x1) = (lines[at].x0, lines[at].x1);
        let line = &mut lines[highest];
        // The rest of its word stands right behind it; some letters are words.
        let is_word = matches!(initial.as_str(), "A" | "I" | "O") && line.x0 - x1 > 0.2 * line.size;
        line.text = format!("{initial}{}{}", if is_word { " " } else { "" }, line.text);
        // The lines beside it begin where it does.
        beside.into_iter().for_each(|other| lines[other].x0 = x0);
        lines.remove(at);
    }
    lines
}
