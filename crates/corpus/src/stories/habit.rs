//! What blank lines mean in one file.

use super::passages::Item;
use super::shapes;

/// What this file's blank lines mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Habit {
    /// Whether they separate stories; paragraphs otherwise.
    pub blank_lines_separate_stories: bool,
    /// How many usually stand between two blocks.
    pub usual_gap: u32,
    /// How many gaps are larger.
    pub n_larger_gaps: usize,
}

impl Habit {
    /// Reads the habit off a file: whether at least half of its running text stands in blocks of several paragraphs.
    pub fn of(items: &[Item]) -> Habit {
        let (mut n_paragraphs, mut n_in_company, mut n_in_block) = (0, 0, 0);
        let mut gaps: Vec<u32> = Vec::new();
        let close_block = |n_in_block: &mut usize, n_in_company: &mut usize| {
            if *n_in_block > 1 {
                *n_in_company += *n_in_block;
            }
            *n_in_block = 0;
        };
        for (at, item) in items.iter().enumerate() {
            let before = item.before();
            if before.starts_block {
                close_block(&mut n_in_block, &mut n_in_company);
                if at > 0 && !before.separator && before.n_blank > 0 {
                    gaps.push(before.n_blank);
                }
            }
            if item.text().is_some_and(|passage| shapes::is_running_text(&passage.text)) {
                n_paragraphs += 1;
                n_in_block += 1;
            }
        }
        close_block(&mut n_in_block, &mut n_in_company);
        gaps.sort_unstable();
        // The most common gap; of equally common ones the smallest.
        let mut usual = (0, 1);
        for same in gaps.chunk_by(|a, b| a == b) {
            if same.len() > usual.0 {
                usual = (same.len(), same[0]);
            }
        }
        Habit {
            blank_lines_separate_stories: n_in_company * 2 >= n_paragraphs && n_in_company > 0,
            usual_gap: usual.1,
            n_larger_gaps: gaps.iter().filter(|gap| **gap > usual.1).count(),
        }
    }
}
