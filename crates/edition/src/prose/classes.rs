//! Words that stand in the same places, put into one class.
//!
//! Source of the method: R. Kneser and H. Ney, "Improved clustering techniques for class-based statistical language modelling", 1993.

/// How many times every word may change its class.
const N_ROUNDS: usize = 6;

/// `n ln n`, from a table where `n` is small.
struct Entropy {
    table: Vec<f64>,
}

impl Entropy {
    fn new() -> Entropy {
        Entropy { table: (0..1 << 14).map(Entropy::compute).collect() }
    }

    fn compute(n: u32) -> f64 {
        if n == 0 { 0.0 } else { f64::from(n) * libm::log(f64::from(n)) }
    }

    fn of(&self, n: u32) -> f64 {
        self.table.get(n as usize).copied().unwrap_or_else(|| Entropy::compute(n))
    }

    /// What adding some to a count adds.
    fn gain(&self, n: u32, more: u32) -> f64 {
        self.of(n + more) - self.of(n)
    }
}

/// Neighbours of each word with how often they stand there, one list after another.
struct Neighbours {
    starts: Vec<usize>,
    counts: Vec<(u32, u32)>,
}

impl Neighbours {
    /// From pairs of a word and its neighbour.
    fn of(mut pairs: Vec<(u32, u32)>, n_words: usize) -> Neighbours {
        pairs.sort_unstable();
        let mut neighbours = Neighbours { starts: vec![0; n_words + 1], counts: Vec::new() };
        for same in pairs.chunk_by(|a, b| a == b) {
            neighbours.counts.push((same[0].1, same.len() as u32));
            neighbours.starts[same[0].0 as usize + 1] = neighbours.counts.len();
        }
        for word in 0..n_words {
            neighbours.starts[word + 1] = neighbours.starts[word + 1].max(neighbours.starts[word]);
        }
        neighbours
    }

    fn of_word(&self, word: usize) -> &[(u32, u32)] {
        &self.counts[self.starts[word]..self.starts[word + 1]]
    }
}

/// How often classes follow each other.
pub(super) struct Classes {
    /// Each word's class.
    pub(super) of_words: Vec<usize>,
    /// How often a class follows another, row by row.
    pub(super) pairs: Vec<u32>,
    n: usize,
    before: Vec<u32>,
    after: Vec<u32>,
}

impl Classes {
    /// Puts the words of a text, given by numbers below `n_words`, into `n` classes so that a word's class says most about the next's.
    pub(super) fn of(text: &[u32], n_words: usize, n: usize) -> Classes {
        let mut counts = vec![0u32; n_words];
        text.iter().for_each(|word| counts[*word as usize] += 1);
        let mut order: Vec<usize> = (0..n_words).collect();
        order.sort_by_key(|word| (std::cmp::Reverse(counts[*word]), *word));
        let mut of_words = vec![0; n_words];
        order.iter().enumerate().for_each(|(rank, word)| of_words[*word] = rank % n);
        let mut classes = Classes { of_words, pairs: vec![0; n * n], n, before: vec![0; n], after: vec![0; n] };
        for pair in text.windows(2) {
            let (a, b) = (classes.of_words[pair[0] as usize], classes.of_words[pair[1] as usize]);
            classes.pairs[a * n + b] += 1;
            classes.before[a] += 1;
            classes.after[b] += 1;
        }
        let entropy = Entropy::new();
        let next = Neighbours::of(text.windows(2).map(|pair| (pair[0], pair[1])).collect(), n_words);
        let last = Neighbours::of(text.windows(2).map(|pair| (pair[1], pair[0])).collect(), n_words);
        let mut sizes = vec![0usize; n];
        classes.of_words.iter().for_each(|class| sizes[*class] += 1);
        for _ in 0..N_ROUNDS {
            let mut n_moved = 0;
            for word in &order {
                let class = classes.of_words[*word];
                // No class is left empty.
                if sizes[class] == 1 || counts[*word] == 0 {
                    continue;
                }
                let better = classes.move_word(*word, next.of_word(*word), last.of_word(*word), &entropy);
                n_moved += usize::from(better != class);
                sizes[class] -= 1;
                sizes[better] += 1;
            }
            if n_moved * 200 < n_words {
                break;
            }
        }
        classes
    }

    /// Moves a word to its best class.
    fn move_word(&mut self, word: usize, next: &[(u32, u32)], last: &[(u32, u32)], entropy: &Entropy) -> usize {
        let n = self.n;
        let mut own = 0;
        let mut by_class = |neighbours: &[(u32, u32)]| {
            let mut counts = vec![0u32; n];
            for (other, count) in neighbours {
                if *other as usize == word {
                    own = *count;
                } else {
                    counts[self.of_words[*other as usize]] += count;
                }
            }
            let total: u32 = counts.iter().sum();
            let some: Vec<usize> = (0..n).filter(|class| counts[*class] > 0).collect();
            (counts, some, total)
        };
        let (next, next_some, n_next) = by_class(next);
        let (last, last_some, n_last) = by_class(last);
        let (n_next, n_last) = (n_next + own, n_last + own);
        let class = self.of_words[word];
        self.put(class, (&next, &next_some, n_next), (&last, &last_some, n_last), own, u32::wrapping_sub);
        let mut best = (f64::NEG_INFINITY, class);
        for candidate in 0..n {
            let row = &self.pairs[candidate * n..][..n];
            let mut gain = entropy.gain(row[candidate], next[candidate] + last[candidate] + own)
                - entropy.gain(self.before[candidate], n_next)
                - entropy.gain(self.after[candidate], n_last);
            for other in next_some.iter().filter(|other| **other != candidate) {
                gain += entropy.gain(row[*other], next[*other]);
            }
            for other in last_some.iter().filter(|other| **other != candidate) {
                gain += entropy.gain(self.pairs[other * n + candidate], last[*other]);
            }
            if gain > best.0 {
                best = (gain, candidate);
            }
        }
        let class = best.1;
        self.of_words[word] = class;
        self.put(class, (&next, &next_some, n_next), (&last, &last_some, n_last), own, u32::wrapping_add);
        class
    }

    /// Adds a word's counts to a class, or takes them away.
    fn put(
        &mut self,
        class: usize,
        (next, next_some, n_next): (&[u32], &[usize], u32),
        (last, last_some, n_last): (&[u32], &[usize], u32),
        own: u32,
        change: impl Fn(u32, u32) -> u32,
    ) {
        let n = self.n;
        for other in next_some {
            let pair = &mut self.pairs[class * n + other];
            *pair = change(*pair, next[*other]);
        }
        for other in last_some {
            let pair = &mut self.pairs[other * n + class];
            *pair = change(*pair, last[*other]);
        }
        let pair = &mut self.pairs[class * n + class];
        *pair = change(*pair, own);
        self.before[class] = change(self.before[class], n_next);
        self.after[class] = change(self.after[class], n_last);
    }
}
