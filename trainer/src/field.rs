//! A conditional random field over chains of labels: likelihoods, expectations and the steps that learn weights.
//!
//! Weights move by FTRL-proximal (McMahan et al. 2013, "Ad click prediction"): a rate of its own for each weight, and weights that little
//! speaks for stay exactly zero. All sums run in one fixed order, logarithms and exponentials are libm's: the same weights on every machine.

#![expect(clippy::needless_range_loop, reason = "several rows are walked side by side")]

use newsprint_entities::learnt::{Label, N_LABELS};

/// Labels of a row, padded to what processors add at once.
pub const WIDTH: usize = 24;

/// A value for each label.
pub type Row = [f32; WIDTH];

/// How weights move.
#[derive(Clone, Copy, Debug)]
pub struct Rates {
    /// How fast.
    pub alpha: f32,
    /// What must speak for a weight before it is anything but zero.
    pub l1: f32,
    /// What pulls weights towards zero.
    pub l2: f32,
}

/// A feature's weights and what their steps need to know.
#[derive(Clone, Copy, Debug)]
struct Learning {
    weights: Row,
    z: Row,
    n: Row,
}

const NOTHING: Learning = Learning { weights: [0.0; WIDTH], z: [0.0; WIDTH], n: [0.0; WIDTH] };

impl Learning {
    fn step(&mut self, gradient: &Row, rates: &Rates) {
        for label in 0..WIDTH {
            let g = gradient[label];
            let (n, w) = (self.n[label], self.weights[label]);
            let next = n + g * g;
            let (root, next_root) = (n.sqrt(), next.sqrt());
            let z = self.z[label] + g - (next_root - root) / rates.alpha * w;
            self.n[label] = next;
            self.z[label] = z;
            let beyond = z.abs() - rates.l1;
            let moved = -beyond.copysign(z) / ((1.0 + next_root) / rates.alpha + rates.l2);
            self.weights[label] = if beyond > 0.0 { moved } else { 0.0 };
        }
    }
}

/// A sentence to learn from.
#[derive(Clone, Debug, Default)]
pub struct Example {
    /// Where each word's features end in `features`.
    pub ends: Vec<u32>,
    /// Numbers of the features that each word has.
    pub features: Vec<u32>,
    /// Labels that each word may have, as bits.
    pub allowed: Vec<u32>,
    /// How much it counts.
    pub weight: f32,
    /// The article that it is of, by its place among those read.
    pub article: usize,
}

impl Example {
    /// The features of a word.
    pub fn of_word(&self, at: usize) -> &[u32] {
        let start = if at == 0 { 0 } else { self.ends[at - 1] as usize };
        &self.features[start..self.ends[at] as usize]
    }
}

/// The weights of all features and steps.
pub struct Field {
    features: Vec<Learning>,
    steps: Vec<Learning>,
    /// `exp` of the steps' weights, 0 for forbidden ones.
    step_factors: [Row; N_LABELS],
    may_follow: [Row; N_LABELS],
    opens: Row,
    closes: Row,
}

impl Field {
    /// A field that knows nothing of so many features.
    pub fn new(n_features: usize) -> Field {
        let mut may_follow = [[0.0; WIDTH]; N_LABELS];
        let mut opens = [0.0; WIDTH];
        let mut closes = [0.0; WIDTH];
        for (number, label) in labels() {
            for (next_number, next) in labels() {
                may_follow[number][next_number] = f32::from(u8::from(label.may_precede(next)));
            }
            opens[number] = f32::from(u8::from(label.may_open()));
            closes[number] = f32::from(u8::from(label.may_close()));
        }
        let steps = vec![NOTHING; N_LABELS];
        Field { features: vec![NOTHING; n_features], steps, step_factors: may_follow, may_follow, opens, closes }
    }

    /// A feature's weights.
    pub fn weights(&self, feature: usize) -> &Row {
        &self.features[feature].weights
    }

    /// What a label gains by the one before it.
    pub fn steps(&self, before: usize) -> &Row {
        &self.steps[before].weights
    }

    /// Learns from a sentence; `shown` says which of a word's features it sees.
    pub fn learn(&mut self, example: &Example, rates: &Rates, mut shown: impl FnMut(usize, u32) -> bool) {
        let n_words = example.allowed.len();
        let features: Vec<Vec<u32>> = (0..n_words)
            .map(|at| example.of_word(at).iter().copied().filter(|feature| shown(at, *feature)).collect())
            .collect();
        let factors: Vec<Row> = features.iter().map(|features| self.factors(features)).collect();
        let mut free_steps = [[0.0; WIDTH]; N_LABELS];
        let Some(free) = self.expectations(&factors, &mut free_steps) else { return };
        let mut held_factors = factors;
        for (factors, allowed) in held_factors.iter_mut().zip(&example.allowed) {
            for (label, factor) in factors.iter_mut().enumerate() {
                if allowed >> label & 1 == 0 {
                    *factor = 0.0;
                }
            }
            // What is allowed may have underflowed beside what is not.
            let highest = factors.iter().fold(0.0f32, |highest, factor| highest.max(*factor));
            if highest == 0.0 {
                (0..N_LABELS).filter(|label| allowed >> label & 1 == 1).for_each(|label| factors[label] = 1.0);
            } else {
                factors.iter_mut().for_each(|factor| *factor /= highest);
            }
        }
        let mut held_steps = [[0.0; WIDTH]; N_LABELS];
        let Some(held) = self.expectations(&held_factors, &mut held_steps) else { return };
        for at in 0..n_words {
            let mut gradient = [0.0; WIDTH];
            let mut largest = 0.0f32;
            for label in 0..WIDTH {
                gradient[label] = (free[at][label] - held[at][label]) * example.weight;
                largest = largest.max(gradient[label].abs());
            }
            // What is known well enough teaches nothing.
            if largest < 0.004 {
                continue;
            }
            for feature in &features[at] {
                self.features[*feature as usize].step(&gradient, rates);
            }
        }
        for before in 0..N_LABELS {
            let mut gradient = [0.0; WIDTH];
            for label in 0..WIDTH {
                gradient[label] = (free_steps[before][label] - held_steps[before][label]) * example.weight;
            }
            self.steps[before].step(&gradient, &Rates { l1: 0.0, ..*rates });
            for label in 0..WIDTH {
                let factor = libm::expf(self.steps[before].weights[label]);
                self.step_factors[before][label] = factor * self.may_follow[before][label];
            }
        }
    }

    /// `exp` of each label's score, the highest being 1.
    fn factors(&self, features: &[u32]) -> Row {
        let mut sums = [0.0; WIDTH];
        for feature in features {
            let weights = &self.features[*feature as usize].weights;
            for label in 0..WIDTH {
                sums[label] += weights[label];
            }
        }
        let highest = sums[..N_LABELS].iter().fold(f32::MIN, |highest, sum| highest.max(*sum));
        let mut factors = [0.0; WIDTH];
        for label in 0..N_LABELS {
            factors[label] = libm::expf(sums[label] - highest);
        }
        factors
    }

    /// How probable each label of each word is; adds up how often each label follows each.
    fn expectations(&self, factors: &[Row], steps: &mut [Row; N_LABELS]) -> Option<Vec<Row>> {
        let n_words = factors.len();
        let mut forward = vec![[0.0f32; WIDTH]; n_words];
        for at in 0..n_words {
            let mut row = [0.0; WIDTH];
            if at == 0 {
                row = self.opens;
            } else {
                let before = forward[at - 1];
                for label in 0..N_LABELS {
                    for next in 0..WIDTH {
                        row[next] += before[label] * self.step_factors[label][next];
                    }
                }
            }
            for label in 0..WIDTH {
                row[label] *= factors[at][label];
            }
            scale(&mut row)?;
            forward[at] = row;
        }
        let mut backward = self.closes;
        let mut probable = vec![[0.0f32; WIDTH]; n_words];
        for at in (0..n_words).rev() {
            let mut row = [0.0; WIDTH];
            for label in 0..WIDTH {
                row[label] = forward[at][label] * backward[label];
            }
            scale(&mut row)?;
            probable[at] = row;
            if at == 0 {
                break;
            }
            let mut ahead = [0.0; WIDTH];
            for label in 0..WIDTH {
                ahead[label] = factors[at][label] * backward[label];
            }
            scale(&mut ahead)?;
            let mut total = 0.0;
            for label in 0..N_LABELS {
                let before = forward[at - 1][label];
                for next in 0..WIDTH {
                    total += before * self.step_factors[label][next] * ahead[next];
                }
            }
            if total <= 0.0 {
                return None;
            }
            let mut earlier = [0.0; WIDTH];
            for label in 0..N_LABELS {
                let before = forward[at - 1][label] / total;
                let mut sum = 0.0;
                for next in 0..WIDTH {
                    let reached = self.step_factors[label][next] * ahead[next];
                    steps[label][next] += before * reached;
                    sum += reached;
                }
                earlier[label] = sum;
            }
            scale(&mut earlier)?;
            backward = earlier;
        }
        Some(probable)
    }
}

fn labels() -> impl Iterator<Item = (usize, Label)> {
    (0..N_LABELS).filter_map(|number| Label::at(number).map(|label| (number, label)))
}

/// Makes a row's sum 1; `None` if it is nothing.
fn scale(row: &mut Row) -> Option<()> {
    let sum: f32 = row.iter().sum();
    if !(sum > 0.0 && sum.is_finite()) {
        return None;
    }
    row.iter_mut().for_each(|value| *value /= sum);
    Some(())
}
