//! How well names are found: a name counts only with both ends and its kind right.

use newsprint_entities::learnt::{Kind, Stretch};

/// Names found and missed of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// By kind: right, missed, wrong.
    by_kind: [[u32; 3]; Kind::ALL.len()],
}

/// Precision, recall and their harmonic mean, between 0 and 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Figures {
    pub precision: f64,
    pub recall: f64,
    pub f1: f64,
    pub n_gold: u32,
}

impl Counts {
    /// Takes other counts in.
    pub fn add_all(&mut self, other: &Counts) {
        for (own, other) in self.by_kind.iter_mut().flatten().zip(other.by_kind.iter().flatten()) {
            *own += other;
        }
    }

    /// Takes a sentence in.
    pub fn add(&mut self, gold: &[Stretch], found: &[Stretch]) {
        for name in gold {
            let right = found.contains(name);
            self.by_kind[name.kind as usize][usize::from(!right)] += 1;
        }
        for name in found.iter().filter(|name| !gold.contains(name)) {
            self.by_kind[name.kind as usize][2] += 1;
        }
    }

    /// The figures over these kinds.
    pub fn figures(&self, kinds: &[Kind]) -> Figures {
        let sum = |column: usize| kinds.iter().map(|kind| self.by_kind[*kind as usize][column]).sum::<u32>();
        let (right, missed, wrong) = (f64::from(sum(0)), f64::from(sum(1)), f64::from(sum(2)));
        let share = |whole: f64| if whole > 0.0 { right / whole } else { 0.0 };
        let (precision, recall) = (share(right + wrong), share(right + missed));
        let f1 = share(right + (missed + wrong) / 2.0);
        Figures { precision, recall, f1, n_gold: sum(0) + sum(1) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_one_end_wrong_is_missed_and_wrong() {
        let stretch = |start, end| Stretch { start, end, kind: Kind::Person };
        let mut counts = Counts::default();
        counts.add(&[stretch(0, 2), stretch(4, 5)], &[stretch(0, 2), stretch(3, 5)]);
        let figures = counts.figures(&[Kind::Person]);
        assert_eq!((figures.precision, figures.recall, figures.f1, figures.n_gold), (0.5, 0.5, 0.5, 2));
        assert_eq!(counts.figures(&[Kind::Place]), Figures::default());
    }
}
