//! Articles that say nearly the same: fingerprints of their words (MinHash), and groups of versions made of these.
//!
//! Two articles are versions of one story when at least half of all runs of three words that stand in either stand in both; in short ones it must be
//! more, for notices of one kind share their form. Nothing is ever compared with everything: a fingerprint is cut into bands, and only articles that
//! agree in a whole band meet. Each version is as near to the first one read as that: no chain leads from one story to another.

use newsprint_model::Article;

/// How many minima a fingerprint holds; each of eight bits, since what is equal by chance is known (one in 256).
const N_MINIMA: usize = 48;

/// How many minima make a band. Of pairs that share half of their runs, 7 in 8 agree in some band; of those that share seven tenths, all but 1 in 500.
const BAND: usize = 3;

/// Texts with fewer words have no versions but equal ones.
///
/// * Unit: words, the headline's among them.
const LEAST_WORDS: u32 = 12;

/// From how many words on half of the runs are enough.
const PLENTY_OF_WORDS: u32 = 120;

/// How many of a band's articles an article is compared with.
const MAX_COMPARED: usize = 8;

/// A version is shown before longer ones that have no more than this share above its own words.
const SHARE_OF_LONGEST: (u32, u32) = (9, 10);

/// What is kept of an article to find its versions: some 70 bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    minima: [u8; N_MINIMA],
    /// A hash of all words in order: equal texts are versions however short.
    whole: u64,
    n_words: u32,
    /// The earliest day it may be of.
    day: Option<i32>,
}

impl Fingerprint {
    /// An article's fingerprint: of its headline, unless that was made of the text, and its text; marks and capitals do not count.
    ///
    /// * Cost: linear.
    pub fn of(article: &Article) -> Fingerprint {
        let mut minima = [u32::MAX; N_MINIMA];
        let (mut before, mut n_words, mut whole) = ([0_u64; 2], 0_u32, 0_u64);
        let title = (!article.title_derived).then_some(article.title.as_str());
        let texts = title.into_iter().chain(article.paragraphs.iter().map(|paragraph| paragraph.text.as_str()));
        for text in texts {
            each_word(text, &mut |word| {
                n_words = n_words.saturating_add(1);
                whole = mixed(whole ^ word);
                let run = mixed(before[0].rotate_left(21) ^ before[1].rotate_left(42) ^ word);
                before = [before[1], word];
                // The first two words make no run of three.
                if n_words > 2 {
                    let (low, high) = (run as u32, (run >> 32) as u32 | 1);
                    for (nth, least) in (0_u32..).zip(minima.iter_mut()) {
                        *least = (*least).min(low.wrapping_add(high.wrapping_mul(nth)));
                    }
                }
            });
        }
        // The upper bits of a minimum are mostly zeros.
        let folded = minima.map(|least| (mixed(u64::from(least)) >> 56) as u8);
        Fingerprint { minima: folded, whole, n_words, day: article.date.as_ref().map(|date| date.span.earliest.0) }
    }

    /// How much of their runs two texts share, about.
    ///
    /// * Unit: from 0 to 1; off by .07 in the middle.
    pub fn likeness(&self, other: &Fingerprint) -> f32 {
        if self.whole == other.whole && self.n_words == other.n_words {
            return 1.0;
        }
        let n_equal = self.minima.iter().zip(&other.minima).filter(|(a, b)| a == b).count();
        let by_chance = 1.0 / 256.0;
        ((n_equal as f32 / N_MINIMA as f32 - by_chance) / (1.0 - by_chance)).max(0.0)
    }

    /// Whether two texts are versions of one.
    pub fn is_version_of(&self, other: &Fingerprint) -> bool {
        if self.whole == other.whole && self.n_words == other.n_words {
            return self.n_words > 0;
        }
        let n_words = self.n_words.min(other.n_words);
        if n_words < LEAST_WORDS {
            return false;
        }
        // Falls from four fifths to a half.
        let shortness = 1.0 - n_words.min(PLENTY_OF_WORDS) as f32 / PLENTY_OF_WORDS as f32;
        self.likeness(other) >= 0.5 + 0.3 * shortness
    }
}

/// Hands over the words of a text as hashes: letters and digits in small form; each letter of scripts without spaces.
fn each_word(text: &str, on_word: &mut dyn FnMut(u64)) {
    const START: u64 = 0xCBF2_9CE4_8422_2325;
    const STEP: u64 = 0x0000_0100_0000_01B3;
    let mut hash = START;
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            hash = (hash ^ u64::from(c.to_ascii_lowercase() as u32)).wrapping_mul(STEP);
            continue;
        }
        if c.is_alphanumeric() {
            let is_dense = matches!(c, '\u{0e00}'..='\u{0eff}' | '\u{3040}'..='\u{9fff}');
            if is_dense && hash != START {
                on_word(mixed(hash));
                hash = START;
            }
            let c = match c {
                // Persian texts are written with the Arabic letters too.
                'ي' => 'ی',
                'ك' => 'ک',
                c => c.to_lowercase().next().unwrap_or(c),
            };
            hash = (hash ^ u64::from(c as u32)).wrapping_mul(STEP);
            if !is_dense {
                continue;
            }
        }
        // An apostrophe and a joiner stand within words.
        if hash != START && !matches!(c, '\'' | '’' | '\u{200c}' | '\u{200d}' | '\u{ad}') {
            on_word(mixed(hash));
            hash = START;
        }
    }
    if hash != START {
        on_word(mixed(hash));
    }
}

/// A hash whose bits all depend on all bits of a number.
fn mixed(n: u64) -> u64 {
    let n = (n ^ n >> 32).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    let n = (n ^ n >> 32).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    n ^ n >> 32
}

/// The fingerprints of a run, and the groups of versions among them.
#[derive(Debug, Default)]
pub struct Versions {
    prints: Vec<Fingerprint>,
}

impl Versions {
    /// Adds the next article.
    pub fn add(&mut self, fingerprint: Fingerprint) {
        self.prints.push(fingerprint);
    }

    /// The groups of articles that are versions of one story, at least two in each.
    ///
    /// * Shape: indices in the order of adding; in each group the one to be shown first, then the others, rising. Among those with nine tenths of the
    ///   longest one's words it is the newest, for it has the corrections; of one day, the first read. Groups by their first read.
    /// * Cost: so many sorts as there are bands; the memory of some 16 bytes an article besides the fingerprints.
    pub fn groups(&self) -> Vec<Vec<u32>> {
        let n = self.prints.len() as u32;
        // Which earlier article an article is a version of, as the bands have it.
        let mut met: Vec<(u32, u32)> = Vec::new();
        let mut keys: Vec<(u32, u32)> = Vec::with_capacity(self.prints.len());
        // One band more: equal texts, which may be too short to agree otherwise.
        for band in 0..=N_MINIMA / BAND {
            keys.clear();
            keys.extend((0..n).zip(&self.prints).map(|(nth, print)| {
                let key = match print.minima.chunks_exact(BAND).nth(band) {
                    Some(minima) => minima.iter().fold(0, |key, &byte| key << 8 | u32::from(byte)),
                    None => print.whole as u32,
                };
                (key, nth)
            }));
            keys.sort_unstable();
            for bucket in keys.chunk_by(|a, b| a.0 == b.0) {
                self.meet(bucket, &mut met);
            }
            met.sort_unstable();
            met.dedup();
        }
        // For each article the first one read of its group, itself if it is that.
        let mut first_of: Vec<u32> = (0..n).collect();
        for (nth, earlier) in met {
            let first = first_of[earlier as usize];
            if first_of[nth as usize] == nth && self.prints[first as usize].is_version_of(&self.prints[nth as usize]) {
                first_of[nth as usize] = first;
            }
        }
        let mut pairs: Vec<(u32, u32)> = (0..n).map(|nth| (first_of[nth as usize], nth)).collect();
        pairs.sort_unstable();
        let groups = pairs.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1);
        groups.map(|group| self.in_order(group.iter().map(|(_, nth)| *nth).collect())).collect()
    }

    /// Compares articles that agree in a band with the first of them that are different.
    fn meet(&self, bucket: &[(u32, u32)], met: &mut Vec<(u32, u32)>) {
        let mut firsts: Vec<u32> = Vec::new();
        for &(_, nth) in bucket {
            let print = &self.prints[nth as usize];
            match firsts.iter().find(|&&first| self.prints[first as usize].is_version_of(print)) {
                Some(&first) => met.push((nth, first)),
                None if firsts.len() < MAX_COMPARED => firsts.push(nth),
                None => {}
            }
        }
    }

    /// A group with the version to be shown first in front.
    fn in_order(&self, mut group: Vec<u32>) -> Vec<u32> {
        let print = |nth: u32| &self.prints[nth as usize];
        let longest = group.iter().map(|&nth| print(nth).n_words).max().unwrap_or(0);
        let (share, of) = SHARE_OF_LONGEST;
        let is_whole =
            |nth: u32| u64::from(print(nth).n_words) * u64::from(of) >= u64::from(longest) * u64::from(share);
        let shown = group.iter().copied().filter(|&nth| is_whole(nth));
        let shown = shown.max_by_key(|&nth| (print(nth).day, std::cmp::Reverse(nth)));
        if let Some(at) = shown.and_then(|shown| group.iter().position(|&nth| nth == shown)) {
            group[..=at].rotate_right(1);
        }
        group
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ReadOptions, read};

    /// Fingerprints of stories given as text, with days.
    fn versions(stories: &[(&str, &str)]) -> Vec<Vec<u32>> {
        let mut versions = Versions::default();
        for (day, text) in stories {
            let record = serde_json::json!({ "date": day, "title": "", "body": text }).to_string();
            versions.add(Fingerprint::of(&read("a.jsonl", record.as_bytes(), &ReadOptions::default()).articles[0]));
        }
        versions.groups()
    }

    /// So many made-up words that begin at a number.
    fn words(from: u32, n: u32) -> String {
        (from..from + n).map(|nth| format!("w{:x} ", nth.wrapping_mul(2_654_435_761))).collect()
    }

    #[test]
    fn a_story_that_grew_or_was_cut_is_one_story_and_another_one_is_not() {
        let whole = words(0, 200);
        let stories = [
            ("2024-01-01", words(0, 140)),
            ("2024-01-01", words(5000, 200)),
            ("2024-01-02", whole.clone()),
            ("2024-01-03", whole.to_uppercase().replace(' ', ", ")),
            ("2024-01-04", format!("{} {}", words(9000, 150), words(0, 60))),
            ("2024-01-05", words(5000, 190)),
        ];
        let stories = stories.each_ref().map(|(day, text)| (*day, text.as_str()));
        // The longest ones first, and of these the newest.
        assert_eq!(versions(&stories), [vec![3, 0, 2], vec![5, 1]]);
    }

    #[test]
    fn short_notices_of_one_form_are_different_and_equal_ones_are_versions() {
        let notice = |name: &str, from: &str, to: &str| {
            format!(
                "{name} said its quarterly dividend rises to {to} cents a share from {from} cents, payable on April 10."
            )
        };
        let (a, b) = (notice("Harbour Mills", "eleven", "twelve"), notice("River Rail", "forty", "fifty"));
        assert_eq!(versions(&[("", &a), ("", &b), ("", "Rain."), ("", &a), ("", "Rain!")]), [vec![0, 3], vec![2, 4]]);
        assert_eq!(versions(&[("", "?"), ("", "!")]), [] as [Vec<u32>; 0]);
    }

    #[test]
    fn scripts_without_spaces_and_persian_letters_are_read() {
        let chinese = "港口管理局周一表示，新的收费标准将从明年春天开始实行，渔民们对此表示不满，他们要求市议会重新考虑这一决定。";
        let persian = "یک آسیاب کهنه کنار رود پس از چهل سال دوباره باز شد و نانوایان شهر می‌گویند که آرد آن بهتر است";
        let arabic_letters = persian.replace('ی', "ي").replace('ک', "ك");
        assert_eq!(
            versions(&[("", chinese), ("", persian), ("", &format!("{chinese}完")), ("", &arabic_letters)]),
            [vec![0, 2], vec![1, 3]]
        );
    }

    #[test]
    fn thousands_of_versions_are_one_group() {
        let text = words(0, 150);
        let stories: Vec<(&str, String)> =
            (0..500).map(|nth| ("", format!("{text} {}", words(10_000 + nth * 7, 5)))).collect();
        let stories: Vec<(&str, &str)> = stories.iter().map(|(day, text)| (*day, text.as_str())).collect();
        let groups = versions(&stories);
        assert_eq!((groups.len(), groups[0].len()), (1, 500));
    }
}
