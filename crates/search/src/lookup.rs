//! The words of a query in the dictionary, with their inflected forms and all that begin as they do.

use newsprint_edition::{Answer, Family, Opened, SortedMap, WordEntry, add_sorted, in_order};
use newsprint_text::{Stemmer, is_function_word};

use crate::plan::Wanted;
use crate::query::Ending;
use crate::score::idf;
use crate::typo::{Near, is_likely, merit, n_edits_for, near};

/// How many words of the dictionary a beginning stands for at most: those of most articles.
const MAX_PREFIX_WORDS: usize = 1024;

/// How many articles the words that a beginning stands for may be in altogether, each word's counted by itself; the word of most articles
/// always counts. This bounds what is loaded: a posting takes about a byte.
const MAX_PREFIX_POSTINGS: u32 = 300_000;

/// About how many bytes of lists the words may take that a beginning without a star stands for, which every keystroke asks for anew: the commonest for
/// which there is room, what may be the whole word before them, and one in any case; without little words, which are not what a reader begins to type. The
/// less is for beginnings that many words share.
///
/// * Range: at 10,000, half a word finds but its commonest continuation; at 100,000, a keystroke loads more than a page of hits.
const MAX_TYPED_BYTES: u32 = 72_000;
const MAX_BEGUN_BYTES: u32 = 36_000;

/// How many words a word with a tilde stands for at most: the nearest, and of those the likeliest.
const MAX_FUZZY_WORDS: usize = 128;

/// How many words of a query are corrected at most.
const MAX_CORRECTED: usize = 3;

/// In a query of more words, a word of which the dictionary holds other forms is not taken for a mistyped one: the others lead to what was meant.
const MAX_DOUBTED_WORDS: usize = 3;

/// How many words a mistyped word stands for at most.
///
/// * Range: with 1, one word in ten is searched for as another one than was meant; above 6, nothing more is found.
const MAX_MEANT: usize = 5;

/// What is so many times less likely meant than the likeliest is left aside: its articles would only stand in the way.
const TIMES_LIKELIER: u64 = 12;

/// An occurrence of a word that many mistakes lead to counts for so much of one that few lead to.
const MANY_WAYS_SHARE: f32 = 1.0 / 16.0;

/// About how many bytes of lists those take that stand beside the likeliest.
const MAX_MEANT_BYTES: u32 = 34_000;

/// A collection of fewer articles lacks many a word that is spelt rightly: beside words that it holds, another is put right there only where that is
/// likely what was meant, and the reader is asked otherwise.
///
/// * Unit: articles. Measured on a collection of six: of a thousand well-known words that it lacks, 82 were taken for others that were one or two letters
///   away (billion for million).
const BIG_COLLECTION: u32 = 1_000;

/// How many of the words that a beginning stands for are told.
const N_TOLD: usize = 3;

/// The forms of a stem, and how many articles hold at least one of them.
#[derive(Default)]
struct Forms {
    n_articles: u32,
    members: Vec<String>,
}

/// What the dictionary says of a query's words.
#[derive(Default)]
pub(crate) struct LookedUp {
    /// Every word found, by itself.
    pub known: SortedMap<String, WordEntry>,
    /// The stems of the words asked for.
    stems: SortedMap<String, Vec<String>>,
    /// The words of each stem.
    families: SortedMap<String, Forms>,
    /// The words that begin so, and whether others do that are left out.
    starting: SortedMap<String, (Vec<String>, bool)>,
    /// For words with a tilde, and for words that the dictionary does not hold: those near them, likeliest first.
    near: SortedMap<String, Vec<String>>,
    /// Of the words that mistyped ones stand for and their forms: what share of an occurrence counts.
    shares: SortedMap<String, f32>,
}

impl LookedUp {
    /// Looks up all words: in one step mostly, with two more that mostly find their chunks in memory; and in as many again where a word must
    /// be corrected.
    ///
    /// * `solids`: words wanted only as they are, with numbers that mean nothing here.
    /// * `is_exact`: whether a leaf is taken as typed.
    pub(crate) fn of(
        edition: &Opened,
        wanted: &[Wanted],
        solids: &[(usize, String)],
        langs: &[&str],
        is_exact: &dyn Fn(usize) -> bool,
    ) -> Answer<LookedUp> {
        let stemmers: Vec<Stemmer> = langs.iter().filter_map(|lang| Stemmer::carried(lang)).collect();
        let mut looked_up = LookedUp::default();
        let mut asked = Asked::default();
        let mut fuzzy = Vec::new();
        for leaf in wanted {
            for word in leaf.ways.iter().flatten() {
                if leaf.is_phrase {
                    add_sorted(&mut asked.words, word.clone());
                } else {
                    looked_up.ask_for(word, &mut asked, &stemmers);
                }
                if let Ending::Fuzzy(n_edits) = leaf.ending {
                    fuzzy.push((word, near(edition, word, n_edits)));
                }
            }
            let last = leaf.ways.iter().filter_map(|way| way.last());
            match leaf.ending {
                Ending::Starred => last.for_each(|last| add_sorted(&mut asked.starred, last.clone())),
                Ending::Typing => last.for_each(|last| add_sorted(&mut asked.typed, last.clone())),
                Ending::Whole | Ending::Fuzzy(_) => {}
            }
        }
        solids.iter().for_each(|(_, solid)| add_sorted(&mut asked.words, solid.clone()));
        looked_up.fetch(edition, asked, langs)?;
        let mut asked = Asked::default();
        for (word, near) in fuzzy {
            looked_up.keep_near(word, near?, MAX_FUZZY_WORDS, &mut asked);
        }
        let unknown = looked_up.unknown(wanted, solids, is_exact);
        let near: Vec<_> = unknown.iter().map(|word| near(edition, word, n_edits_for(word))).collect();
        // Where nothing else is asked for that articles hold, there is nothing better to show.
        let is_held = |word: &String| looked_up.n_articles(word).max(looked_up.largest_family(word).0) > 0;
        let holds = |leaf: &Wanted| leaf.ways.iter().flatten().all(is_held);
        let is_alone = !wanted.iter().any(|leaf| !leaf.is_excluded && holds(leaf));
        let is_forced = is_alone || edition.boot().n_articles >= BIG_COLLECTION;
        let mut meant = Vec::new();
        for (word, near) in unknown.iter().zip(near) {
            let mut near = near?;
            near.retain(|near| looked_up.relatives(word).all(|form| *form != near.word));
            // A form that no article holds of a word that some do is as likely as one mistake.
            let (n_in_family, _) = looked_up.largest_family(word);
            if n_in_family > 0 {
                let word = word.clone();
                near.insert(0, Near { word, n_articles: n_in_family, n_edits: 1, has_few_ways: true });
            }
            // Nobody looks for a little word.
            let says_much = |near: &Near| langs.iter().all(|lang| !is_function_word(&near.word, lang));
            if near.iter().any(says_much) {
                near.retain(says_much);
            }
            let fewest = near.first().map_or(0, |near| near.n_edits);
            near.retain(|near| near.n_edits == fewest);
            let most = near.iter().map(merit).max().unwrap_or(0);
            near.retain(|near| merit(near) * TIMES_LIKELIER >= most);
            near.truncate(MAX_MEANT);
            let is_sure = |near: &Near| is_forced || n_in_family > 0 || is_likely(near, word);
            if !near.first().is_some_and(is_sure) || near.iter().all(|near| near.word == *word) {
                near.clear();
            }
            looked_up.keep_near(word, near.clone(), MAX_MEANT, &mut asked);
            meant.push(near);
        }
        if !unknown.is_empty() {
            for word in asked.words.clone() {
                looked_up.ask_for(&word, &mut asked, &stemmers);
            }
        }
        looked_up.fetch(edition, asked, langs)?;
        for (word, mut meant) in unknown.iter().zip(meant) {
            looked_up.keep_affordable_near(word);
            meant.retain(|near| looked_up.near(word).contains(&near.word));
            looked_up.share(&meant, edition.boot().n_articles);
        }
        let asked_for =
            wanted.iter().flat_map(|leaf| leaf.ways.iter().flatten()).filter(|word| !unknown.contains(word));
        for word in asked_for {
            let forms: Vec<String> = looked_up.relatives(word).chain([word]).cloned().collect();
            for form in forms {
                looked_up.shares.remove(form.as_str());
            }
        }
        Ok(looked_up)
    }

    /// What share of an occurrence counts of each of the words that a mistyped word stands for: all of the likeliest, and less of what is less likely and
    /// of what tells less, so that the few articles of a rare word are not lost among those of a common one.
    fn share(&mut self, meant: &[Near], n_articles: u32) {
        let likelihood = |near: &Near| {
            let n_holding = self.largest_family(&near.word).0.max(self.n_articles(&near.word));
            idf(n_articles, n_holding) * if near.has_few_ways { 1.0 } else { MANY_WAYS_SHARE }
        };
        let shares: Vec<f32> = meant.iter().map(likelihood).collect();
        let most = shares.iter().copied().fold(0.0, f32::max);
        for (near, share) in meant.iter().zip(shares) {
            let forms: Vec<String> = self.relatives(&near.word).chain([&near.word]).cloned().collect();
            for form in forms {
                let before = self.shares.get_or_add(form, || 0.0);
                *before = before.max(share / most);
            }
        }
    }

    /// What share of an occurrence of a word counts.
    pub(crate) fn share_of(&self, word: &str) -> f32 {
        self.shares.get(word).copied().unwrap_or(1.0)
    }

    /// How many articles hold a word.
    pub(crate) fn n_articles(&self, word: &str) -> u32 {
        self.known.get(word).map_or(0, |entry| entry.n_articles)
    }

    /// All forms of a word that was asked for.
    pub(crate) fn relatives(&self, word: &str) -> impl Iterator<Item = &String> {
        self.families_of(word).flat_map(|forms| &forms.members)
    }

    /// Of the families of a word that was asked for: how many articles the largest is in, and how many forms it has.
    pub(crate) fn largest_family(&self, word: &str) -> (u32, usize) {
        self.families_of(word).map(|forms| (forms.n_articles, forms.members.len())).max().unwrap_or_default()
    }

    fn families_of(&self, word: &str) -> impl Iterator<Item = &Forms> {
        let stems = self.stems.get(word).into_iter().flatten();
        stems.filter_map(|stem| self.families.get(stem.as_str()))
    }

    /// The words that begin as a prefix that was asked for.
    pub(crate) fn starting(&self, prefix: &str) -> &[String] {
        self.starting.get(prefix).map_or(&[], |(words, _)| words.as_slice())
    }

    /// Where a beginning does not stand for all words that begin so: the commonest of those that it stands for.
    pub(crate) fn commonest_begun(&self, prefix: &str) -> Option<Vec<String>> {
        let (words, _) = self.starting.get(prefix).filter(|(words, is_cut)| *is_cut && !words.is_empty())?;
        let order = in_order(&words.iter().map(|word| u64::from(u32::MAX - self.n_articles(word))).collect::<Vec<_>>());
        Some(order.into_iter().take(N_TOLD).map(|nth| words[nth].clone()).collect())
    }

    /// What a word with a tilde, or a mistyped one, stands for; likeliest first.
    pub(crate) fn near(&self, word: &str) -> &[String] {
        self.near.get(word).map_or(&[], Vec::as_slice)
    }

    /// Asks for a word and for the stems that it has in some languages.
    fn ask_for(&mut self, word: &str, asked: &mut Asked, stemmers: &[Stemmer]) {
        add_sorted(&mut asked.words, word.to_owned());
        let of_word = self.stems.get_or_add(word.to_owned(), Vec::new);
        for stemmer in stemmers {
            let stem = stemmer.stem(word);
            add_sorted(of_word, stem.to_string());
            // A stem may be a word, and the only form of itself.
            add_sorted(&mut asked.words, stem.to_string());
            add_sorted(&mut asked.stems, stem.into_owned());
        }
    }

    /// Looks up what is asked for.
    fn fetch(&mut self, edition: &Opened, asked: Asked, langs: &[&str]) -> Answer<()> {
        let starred: Vec<_> =
            asked.starred.iter().map(|prefix| edition.words_with_prefix(prefix, MAX_PREFIX_WORDS)).collect();
        let typed: Vec<_> = asked.typed.iter().map(|prefix| edition.words_begun(prefix, MAX_PREFIX_WORDS)).collect();
        let (entries, families) = edition.dictionary(&asked.words, &asked.stems)?;
        self.add(entries);
        self.add_families(families);
        for (prefix, starting) in asked.starred.iter().zip(starred) {
            let (mut starting, is_cut) = starting?;
            let n_all = starting.len();
            let mut n_postings = 0u32;
            keep_commonest(&mut starting, &mut |entry| {
                let is_first = n_postings == 0;
                n_postings = n_postings.saturating_add(entry.n_articles);
                is_first || n_postings <= MAX_PREFIX_POSTINGS
            });
            self.add_starting(prefix, n_all, is_cut, starting);
        }
        for (prefix, starting) in asked.typed.iter().zip(typed) {
            let (mut starting, is_cut) = starting?;
            let says_much = |entry: &WordEntry| langs.iter().all(|lang| !is_function_word(&entry.word, lang));
            if starting.iter().any(says_much) {
                starting.retain(says_much);
            }
            let (mut files, mut n_bytes) = (Vec::new(), 0u32);
            let mut is_any = false;
            if let Some(whole) = self.known.get(prefix.as_str()) {
                n_bytes = whole.n_bytes_beside(&mut files);
                // What may be meant as it stands is told with the words that it begins.
                is_any = true;
                if starting.first().is_none_or(|first| first.word != *prefix) {
                    starting.insert(0, whole.clone());
                }
            }
            let n_all = starting.len();
            let most = if is_cut { MAX_BEGUN_BYTES } else { MAX_TYPED_BYTES };
            keep_commonest(&mut starting, &mut |entry| {
                let mut with = files.clone();
                let n_more = n_bytes.saturating_add(entry.n_bytes_beside(&mut with));
                let is_kept = entry.word == *prefix || !is_any || n_more <= most;
                if is_kept && entry.word != *prefix {
                    (files, n_bytes, is_any) = (with, n_more, true);
                }
                is_kept
            });
            if is_cut && !edition.is_one_part() {
                // Each part names its own commonest words; all of them are wanted as both have them.
                let words: Vec<String> = starting.iter().map(|entry| entry.word.clone()).collect();
                starting = edition.dictionary(&words, &[])?.0.into_iter().flatten().collect();
            }
            self.add_starting(prefix, n_all, is_cut, starting);
        }
        let further = self.further_stems(&asked.stems);
        let (_, families) = edition.dictionary(&[], &further)?;
        self.add_families(families);
        let members = self.unknown_members();
        let (entries, _) = edition.dictionary(&members, &[])?;
        self.add(entries);
        Ok(())
    }

    /// Takes over the words that a beginning stands for, out of so many.
    fn add_starting(&mut self, prefix: &str, n_all: usize, is_cut: bool, starting: Vec<WordEntry>) {
        let words: Vec<String> = starting.iter().map(|entry| entry.word.clone()).collect();
        let is_cut = is_cut || words.len() < n_all;
        self.starting.set(prefix.to_owned(), (words, is_cut));
        self.add(starting.into_iter().map(Some).collect());
    }

    /// Keeps those of the words that a mistyped one stands for whose lists do not cost too much; always the likeliest.
    fn keep_affordable_near(&mut self, word: &str) {
        let mut near = self.near.get(word).cloned().unwrap_or_default();
        let (mut files, mut n_bytes, mut is_first) = (Vec::new(), 0u32, true);
        near.retain(|near| {
            let Some(entry) = self.known.get(near.as_str()) else { return std::mem::take(&mut is_first) };
            let mut with = files.clone();
            let n_more = entry.n_bytes_beside(&mut with);
            let is_kept = is_first || n_bytes.saturating_add(n_more) <= MAX_MEANT_BYTES;
            if is_kept {
                n_bytes += if is_first { 0 } else { n_more };
                files = with;
            }
            is_first = false;
            is_kept
        });
        self.near.set(word.to_owned(), near);
    }

    /// Keeps the likeliest of the words near a word, and asks for them.
    fn keep_near(&mut self, word: &str, near: Vec<Near>, most: usize, asked: &mut Asked) {
        let words: Vec<String> = near.into_iter().take(most).map(|near| near.word).collect();
        words.iter().for_each(|word| add_sorted(&mut asked.words, word.clone()));
        self.near.set(word.to_owned(), words);
    }

    /// The words to be corrected: plain ones that the dictionary does not hold, nor any form of them where words are many, nor, while they are typed, a
    /// continuation.
    fn unknown(&self, wanted: &[Wanted], solids: &[(usize, String)], is_exact: &dyn Fn(usize) -> bool) -> Vec<String> {
        let is_known = |word: &String| self.known.get(word.as_str()).is_some();
        let is_found =
            |word: &String| is_known(word) || wanted.len() > MAX_DOUBTED_WORDS && self.relatives(word).any(is_known);
        let (mut unknown, mut unknown_joined) = (Vec::new(), Vec::new());
        for (nth, leaf) in wanted.iter().enumerate() {
            let is_plain =
                matches!(leaf.ending, Ending::Whole | Ending::Typing) && !leaf.is_phrase && !leaf.is_excluded;
            let begins_some = leaf.ending == Ending::Typing
                && leaf.ways.iter().filter_map(|way| way.last()).any(|last| !self.starting(last).is_empty());
            let joins = solids.iter().any(|(at, solid)| (*at == nth || at + 1 == nth) && is_known(solid));
            if is_exact(nth)
                || !is_plain
                || begins_some
                || joins
                || leaf.ways.iter().any(|way| way.iter().all(is_found))
            {
                continue;
            }
            for (nth, way) in leaf.ways.iter().enumerate() {
                let list = if nth == 0 { &mut unknown } else { &mut unknown_joined };
                list.extend(way.iter().filter(|word| !is_found(word) && n_edits_for(word) > 0).cloned());
            }
        }
        unknown.append(&mut unknown_joined);
        unknown.truncate(MAX_CORRECTED);
        unknown
    }

    fn add(&mut self, entries: Vec<Option<WordEntry>>) {
        for entry in entries.into_iter().flatten() {
            self.known.set(entry.word.clone(), entry);
        }
    }

    fn add_families(&mut self, families: Vec<Option<Family>>) {
        for Family { stem, n_articles, members } in families.into_iter().flatten() {
            self.families.set(stem, Forms { n_articles, members });
        }
    }

    /// Takes over the stems that the dictionary gives for words, and returns those not asked for yet. A word that is its own stem
    /// and has no family is its only form.
    fn further_stems(&mut self, asked: &[String]) -> Vec<String> {
        let mut further = Vec::new();
        let words: Vec<String> = self.stems.iter().map(|(word, _)| word.clone()).collect();
        for word in words {
            let given = self.known.get(word.as_str()).map_or(&[][..], |entry| &entry.stems);
            let of_word = self.stems.get_or_add(word, Vec::new);
            for stem in given {
                add_sorted(of_word, stem.clone());
                if asked.binary_search(stem).is_err() {
                    add_sorted(&mut further, stem.clone());
                }
            }
        }
        for (word, entry) in self.known.iter().filter(|(word, entry)| entry.stems.contains(word)) {
            let forms = || Forms { n_articles: entry.n_articles, members: vec![entry.word.clone()] };
            self.families.get_or_add(word.clone(), forms);
        }
        further
    }

    fn unknown_members(&self) -> Vec<String> {
        let mut unknown = Vec::new();
        for word in self.families.iter().flat_map(|(_, forms)| &forms.members) {
            if self.known.get(word.as_str()).is_none() {
                add_sorted(&mut unknown, word.clone());
            }
        }
        unknown
    }
}

/// Keeps those words for which there is room, asked about by falling number of articles.
fn keep_commonest(entries: &mut Vec<WordEntry>, has_room: &mut dyn FnMut(&WordEntry) -> bool) {
    let order = in_order(&entries.iter().map(|entry| u64::from(u32::MAX - entry.n_articles)).collect::<Vec<_>>());
    let mut is_kept = vec![false; entries.len()];
    for nth in order {
        is_kept[nth] = has_room(&entries[nth]);
    }
    let mut is_kept = is_kept.into_iter();
    entries.retain(|_| is_kept.next().unwrap_or(false));
}

/// Sorted words, stems and beginnings.
#[derive(Default)]
struct Asked {
    words: Vec<String>,
    stems: Vec<String>,
    /// Beginnings with a star.
    starred: Vec<String>,
    /// What may be a beginning that is still being typed.
    typed: Vec<String>,
}
