//! Groups of words that stand between like words, learnt from text without labels: k-means over what stands left and right of each.

use std::collections::HashMap;

use newsprint_entities::learnt::{Clusters, word_number};

/// How many of the commonest words count as neighbours.
const N_NEIGHBOURS: usize = 1500;

/// How many of the commonest words are grouped.
const N_WORDS: usize = 20_000;

/// How often a word must be seen.
const MIN_COUNT: u32 = 4;

/// How often groups are made anew.
const N_ROUNDS: usize = 12;

/// Groups the words of sentences, at two grains.
pub fn group(sentences: &[Vec<String>], n_groups: [usize; 2]) -> Clusters {
    let numbered: Vec<Vec<u64>> =
        sentences.iter().map(|words| words.iter().map(|word| word_number(word)).collect()).collect();
    let mut counts: HashMap<u64, u32> = HashMap::new();
    numbered.iter().flatten().for_each(|word| *counts.entry(*word).or_default() += 1);
    let mut common: Vec<(u64, u32)> = counts.iter().map(|(word, count)| (*word, *count)).collect();
    common.sort_by_key(|(word, count)| (std::cmp::Reverse(*count), *word));
    common.retain(|(_, count)| *count >= MIN_COUNT);
    common.truncate(N_WORDS);
    let index: HashMap<u64, usize> = common.iter().enumerate().map(|(nth, (word, _))| (*word, nth)).collect();
    let vectors = vectors(&numbered, &index, common.len());
    let groups = n_groups.map(|n| k_means(&vectors, n));
    let mut entries: Vec<(u32, [u16; 2])> = common
        .iter()
        .enumerate()
        .map(|(nth, (word, _))| ((word >> 32) as u32, [groups[0][nth] + 1, groups[1][nth] + 1]))
        .collect();
    entries.sort_by_key(|entry| entry.0);
    entries.dedup_by_key(|entry| entry.0);
    Clusters { entries }
}

/// What stands beside each word: which neighbour on which side, and how much oftener than by chance; of length 1.
fn vectors(sentences: &[Vec<u64>], index: &HashMap<u64, usize>, n_words: usize) -> Vec<Vec<(u32, f32)>> {
    // The edges of sentences are neighbours, too.
    let neighbour = |word: Option<&u64>| -> Option<u32> {
        match word {
            None => Some(0),
            Some(word) => index.get(word).filter(|nth| **nth < N_NEIGHBOURS).map(|nth| *nth as u32 + 1),
        }
    };
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for sentence in sentences {
        for (at, word) in sentence.iter().enumerate() {
            let Some(word) = index.get(word) else { continue };
            let before = at.checked_sub(1).and_then(|before| sentence.get(before));
            let earlier = at.checked_sub(2).and_then(|before| sentence.get(before));
            for (side, other) in [before, sentence.get(at + 1), earlier, sentence.get(at + 2)].into_iter().enumerate() {
                if let Some(other) = neighbour(other) {
                    pairs.push((*word as u32, side as u32 * (N_NEIGHBOURS as u32 + 1) + other));
                }
            }
        }
    }
    pairs.sort_unstable();
    let n_columns = 4 * (N_NEIGHBOURS + 1);
    let (mut by_word, mut by_column) = (vec![0u32; n_words], vec![0u32; n_columns]);
    for (word, column) in &pairs {
        by_word[*word as usize] += 1;
        by_column[*column as usize] += 1;
    }
    let total = pairs.len() as f64;
    let mut vectors: Vec<Vec<(u32, f32)>> = vec![Vec::new(); n_words];
    for run in pairs.chunk_by(|a, b| a == b) {
        let (word, column) = run[0];
        let expected = f64::from(by_word[word as usize]) * f64::from(by_column[column as usize]) / total;
        // Smoothed: what is seen once proves little.
        let score = libm::log((run.len() as f64 + 0.5) / (expected + 0.5));
        if score > 0.0 {
            let far = if column as usize >= 2 * (N_NEIGHBOURS + 1) { 0.5 } else { 1.0 };
            vectors[word as usize].push((column, (score * far) as f32));
        }
    }
    for vector in &mut vectors {
        let length = vector.iter().map(|(_, value)| value * value).sum::<f32>().sqrt().max(1e-9);
        vector.iter_mut().for_each(|(_, value)| *value /= length);
    }
    vectors
}

/// The group of each vector, by the cosine to its groups' means; the first groups begin as the first vectors.
fn k_means(vectors: &[Vec<(u32, f32)>], n_groups: usize) -> Vec<u16> {
    let n_columns = 4 * (N_NEIGHBOURS + 1);
    let n_groups = n_groups.min(vectors.len());
    // By column, then group: a vector's entries add up rows.
    let mut means = vec![0.0f32; n_columns * n_groups];
    for (group, vector) in vectors.iter().take(n_groups).enumerate() {
        vector.iter().for_each(|(column, value)| means[*column as usize * n_groups + group] = *value);
    }
    let mut groups = vec![0u16; vectors.len()];
    for _ in 0..N_ROUNDS {
        for (vector, group) in vectors.iter().zip(&mut groups) {
            let mut scores = vec![0.0f32; n_groups];
            for (column, value) in vector {
                let row = &means[*column as usize * n_groups..(*column as usize + 1) * n_groups];
                scores.iter_mut().zip(row).for_each(|(score, mean)| *score += value * mean);
            }
            let mut best = 0;
            for nth in 1..n_groups {
                if scores[nth] > scores[best] {
                    best = nth;
                }
            }
            *group = best as u16;
        }
        means.iter_mut().for_each(|mean| *mean = 0.0);
        for (vector, group) in vectors.iter().zip(&groups) {
            vector.iter().for_each(|(column, value)| means[*column as usize * n_groups + usize::from(*group)] += value);
        }
        let mut lengths = vec![0.0f32; n_groups];
        for row in means.chunks(n_groups) {
            lengths.iter_mut().zip(row).for_each(|(length, mean)| *length += mean * mean);
        }
        lengths.iter_mut().for_each(|length| *length = length.sqrt().max(1e-9));
        for row in means.chunks_mut(n_groups) {
            row.iter_mut().zip(&lengths).for_each(|(mean, length)| *mean /= length);
        }
    }
    groups
}
