//! A small random number generator, written out so that a seed means the same articles on every machine for ever.

/// SplitMix64.
///
/// * Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// A generator that this seed and number name alone.
    pub fn of(seed: u64, number: u64) -> Random {
        let mut random = Random(seed ^ number.wrapping_mul(0xD6E8_FEB8_6659_FD93));
        random.bits();
        random
    }

    /// The next 64 random bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `n`, which must not be 0.
    pub fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.bits()) * n as u128) >> 64) as usize
    }

    /// A number in 0..1.
    pub fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Whether something of this probability happens.
    pub fn happens(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// One of several; `None` of none.
    pub fn pick<'a, T>(&mut self, among: &'a [T]) -> Option<&'a T> {
        if among.is_empty() { None } else { among.get(self.below(among.len())) }
    }

    /// A number whose logarithm is normally distributed.
    pub fn log_normal(&mut self, median: f64, sigma: f64) -> f64 {
        // Box and Muller; 1 - unit is never 0.
        let radius = libm::sqrt(-2.0 * libm::log(1.0 - self.unit()));
        let normal = radius * libm::cos(std::f64::consts::TAU * self.unit());
        median * libm::exp(sigma * normal)
    }

    /// Shuffles.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for idx in (1..items.len()).rev() {
            let other = self.below(idx + 1);
            items.swap(idx, other);
        }
    }
}

/// Ranks drawn as words are used: rank `r` from 0 has a weight of 1 / (r + 1 + shift).
#[derive(Clone, Debug)]
pub struct Zipf(Vec<f64>);

impl Zipf {
    /// A distribution over `n` ranks; a larger shift flattens its head.
    pub fn new(n: usize, shift: f64) -> Zipf {
        let mut sum = 0.0;
        let mut sums = Vec::with_capacity(n);
        for rank in 0..n {
            sum += 1.0 / (rank as f64 + 1.0 + shift);
            sums.push(sum);
        }
        Zipf(sums)
    }

    /// Draws a rank.
    pub fn draw(&self, random: &mut Random) -> usize {
        let total = self.0.last().copied().unwrap_or(0.0);
        let point = random.unit() * total;
        self.0.partition_point(|sum| *sum <= point).min(self.0.len().saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_and_a_number_name_one_sequence() {
        let mut first = Random::of(7, 1);
        let sequence: Vec<u64> = (0..3).map(|_| first.bits()).collect();
        let mut again = Random::of(7, 1);
        assert_eq!((0..3).map(|_| again.bits()).collect::<Vec<_>>(), sequence);
        assert_ne!(Random::of(7, 2).bits(), sequence[0]);
        assert_ne!(Random::of(8, 1).bits(), sequence[0]);
    }

    #[test]
    fn lengths_have_the_median_asked_for() {
        let mut random = Random::of(1, 1);
        let mut lengths: Vec<f64> = (0..20_001).map(|_| random.log_normal(360.0, 0.5)).collect();
        lengths.sort_by(f64::total_cmp);
        assert!((345.0..375.0).contains(&lengths[10_000]), "{}", lengths[10_000]);
    }

    #[test]
    fn the_first_rank_is_drawn_twice_as_often_as_the_second() {
        let (zipf, mut random) = (Zipf::new(100, 0.0), Random::of(1, 1));
        let mut counts = [0u32; 100];
        (0..100_000).for_each(|_| counts[zipf.draw(&mut random)] += 1);
        let ratio = f64::from(counts[0]) / f64::from(counts[1]);
        assert!((1.9..2.1).contains(&ratio), "{ratio}");
        assert!(counts.iter().all(|count| *count > 0), "every rank is drawn");
    }
}
