//! What the trained tagger sees of each word of an article, as numbers.

use super::clusters::Clusters;
use super::hash;
use super::hints::{Hint, N_LIST_BITS, bit};
use super::label::{Kind, Label};
use super::tellers;
use crate::quick::QuickMap;

/// The most words that are looked at as one run of capitals: keeps a text of nothing but capitals linear.
const MAX_RUN: usize = 16;

/// The most words between two quotation marks that are looked at as one.
const MAX_QUOTED: usize = 8;

/// A feature of a word: the template in the upper eight bits, the rest a number of what fills it.
pub type Feature = u64;

/// Templates that tell the word itself: hidden now and then in training, lest it is all that is learnt.
pub const WORD_TEMPLATES: std::ops::RangeInclusive<u64> = 1..=15;

/// Templates that tell what rules and lists say.
pub const LIST_TEMPLATES: std::ops::RangeInclusive<u64> = 16..=39;

/// Templates that tell the labels of the same word elsewhere in the article.
pub const ELSEWHERE_TEMPLATES: std::ops::RangeInclusive<u64> = 200..=209;

/// The template of a feature.
pub fn template(feature: Feature) -> u64 {
    feature >> 56
}

fn fill(template: u64, value: u64) -> Feature {
    (template << 56) | (hash::finish(hash::pair(value, template)) >> 8)
}

/// The feature that says which annotated set a word comes from, alone or beside another value.
pub fn of_set(set: u64, nth: u64, value: u64) -> Feature {
    fill(220 + nth, hash::pair(set, value))
}

/// What is known of a word before its neighbours are looked at.
#[derive(Clone, Debug)]
pub struct Word {
    /// Number of its letters in lower case.
    pub lower: u64,
    exact: u64,
    /// Number of its shape, runs of like characters as one.
    pub shape: u64,
    long_shape: u64,
    prefixes: [u64; 5],
    suffixes: [u64; 5],
    /// What rules and lists say of it.
    hint: Hint,
    clusters: [u16; 2],
    is_capital: bool,
    is_upper: bool,
    is_alphabetic: bool,
    is_quote: bool,
    is_number: bool,
    /// Whether it is a plain word that may say what a name names.
    may_tell: bool,
    /// Which kinds of names it tells, as [`tellers`] has them.
    teller: u8,
    /// Whether it is small letters alone.
    is_plain: bool,
}

/// The number of a word in lower case: what groups of words are kept by.
pub fn word_number(text: &str) -> u64 {
    Word::new(text, Hint::default(), &Clusters::default()).lower
}

impl Word {
    /// The number of what the rules make of it.
    pub fn rule(&self) -> u64 {
        u64::from(self.hint.rule)
    }

    pub(crate) fn new(text: &str, hint: Hint, clusters: &Clusters) -> Word {
        let mut lower_text = [0u64; 48];
        let mut n = 0;
        let mut lower = hash::of_chars(std::iter::empty());
        let (mut shape, mut long_shape) = (lower, lower);
        let mut exact = lower;
        let mut last_class = ' ';
        let mut run = 0;
        let (mut n_upper, mut n_lower, mut n_letters) = (0, 0, 0);
        for (nth, c) in text.chars().enumerate() {
            exact = hash::then_char(exact, c);
            let class = class_of(c);
            n_upper += usize::from(class == 'X');
            n_lower += usize::from(class == 'x');
            n_letters += usize::from(c.is_alphabetic());
            run = if class == last_class { run + 1 } else { 1 };
            if run == 1 {
                shape = hash::then_char(shape, class);
            }
            if run <= 4 {
                long_shape = hash::then_char(long_shape, class);
            }
            last_class = class;
            let small = if c.is_ascii() { c.to_ascii_lowercase() } else { c.to_lowercase().next().unwrap_or(c) };
            let small = if small.is_ascii_digit() && nth > 3 { '0' } else { small };
            lower = hash::then_char(lower, small);
            if n < lower_text.len() {
                lower_text[n] = u64::from(u32::from(small));
                n += 1;
            } else {
                lower_text.rotate_left(1);
                lower_text[n - 1] = u64::from(u32::from(small));
            }
        }
        let mut prefixes = [0; 5];
        let mut suffixes = [0; 5];
        let (mut head, mut tail) = (1, 2);
        for length in 0..5.min(n) {
            head = hash::pair(head, lower_text[length]);
            tail = hash::pair(tail, lower_text[n - 1 - length]);
            // A whole word is no affix of itself.
            if length + 1 < n {
                prefixes[length] = head;
                suffixes[length] = tail;
            }
        }
        Word {
            lower,
            exact,
            shape,
            long_shape,
            prefixes,
            suffixes,
            hint,
            clusters: clusters.of(lower),
            is_capital: text.chars().next().is_some_and(char::is_uppercase),
            is_upper: n_upper > 1 && n_lower == 0,
            is_alphabetic: n_letters > 0,
            is_number: n_letters == 0 && text.starts_with(|c: char| c.is_ascii_digit()),
            is_quote: matches!(text, "\"" | "“" | "”" | "``" | "''" | "«" | "»"),
            teller: if n_upper == 0 && n_letters > 1 { tellers::kinds_of(text) } else { 0 },
            is_plain: n_lower > 0 && n_letters == n_lower && !text.contains(|c: char| c.is_ascii_digit()),
            may_tell: n_upper == 0 && n_letters > 2 && !is_function(text),
        }
    }
}

/// Plain words that say nothing of what stands beside them.
fn is_function(text: &str) -> bool {
    matches!(
        text,
        "the"
            | "and"
            | "for"
            | "with"
            | "from"
            | "was"
            | "were"
            | "are"
            | "has"
            | "had"
            | "have"
            | "been"
            | "its"
            | "his"
            | "her"
            | "their"
            | "that"
            | "this"
            | "these"
            | "those"
            | "which"
            | "who"
            | "whom"
            | "whose"
            | "also"
            | "but"
            | "not"
            | "all"
            | "any"
            | "one"
            | "two"
            | "most"
            | "more"
            | "after"
            | "before"
            | "during"
            | "between"
            | "into"
            | "over"
            | "under"
            | "about"
            | "than"
            | "then"
            | "when"
            | "where"
            | "while"
            | "will"
            | "would"
            | "could"
            | "can"
            | "may"
            | "some"
            | "such"
            | "other"
            | "only"
            | "there"
            | "they"
            | "out"
            | "off"
            | "being"
            | "both"
            | "each"
            | "she"
            | "him"
            | "them"
            | "because"
            | "until"
            | "since"
            | "through"
            | "against"
            | "very"
    )
}

fn class_of(c: char) -> char {
    if c.is_uppercase() {
        'X'
    } else if c.is_lowercase() {
        'x'
    } else if c.is_numeric() {
        'd'
    } else if c.is_alphabetic() {
        'l'
    } else {
        c
    }
}

/// What an article shows of a capitalised word at all its places.
#[derive(Clone, Copy, Debug, Default)]
struct Shown {
    bits: u32,
    n_times: u32,
}

const AFTER_TITLE: u32 = 1;
const AFTER_ROLE: u32 = 1 << 1;
const AFTER_GIVEN_NAME: u32 = 1 << 2;
const AFTER_LOCATIVE: u32 = 1 << 3;
const BEFORE_BODY_HEAD: u32 = 1 << 4;
const BEFORE_SPEECH: u32 = 1 << 5;
const IN_LOWER_CASE: u32 = 1 << 6;
const CAPITAL_AMID: u32 = 1 << 7;
const BEFORE_PLACE_HEAD: u32 = 1 << 8;
const RULED: u32 = 9;
const N_SHOWN_BITS: u32 = 12;

/// The words of an article, sentence by sentence, and what it shows of them as a whole.
pub struct Document {
    /// The sentences.
    pub sentences: Vec<Vec<Word>>,
    shown: QuickMap<u64, Shown>,
    /// How often the article says of a capitalised word that it names each of the [`tellers`]' kinds.
    told: QuickMap<u64, [u8; 4]>,
}

impl Document {
    pub(crate) fn new(sentences: Vec<Vec<Word>>) -> Document {
        let mut shown: QuickMap<u64, Shown> = QuickMap::default();
        for sentence in &sentences {
            let shouted = is_shouted(sentence);
            for (at, word) in sentence.iter().enumerate() {
                if !word.is_alphabetic {
                    continue;
                }
                let mut bits = 0;
                let before = at.checked_sub(1).map_or(0, |before| sentence[before].hint.lists);
                let after = sentence.get(at + 1).map_or(0, |after| after.hint.lists);
                if word.is_capital && !shouted && !word.hint.in_headline {
                    for (list, bit) in [
                        (bit::TITLE, AFTER_TITLE),
                        (bit::ROLE, AFTER_ROLE),
                        (bit::GIVEN_NAME, AFTER_GIVEN_NAME),
                        (bit::LOCATIVE, AFTER_LOCATIVE),
                    ] {
                        bits |= if before & list != 0 { bit } else { 0 };
                    }
                    for (list, bit) in [
                        (bit::BODY_HEAD, BEFORE_BODY_HEAD),
                        (bit::SPEECH, BEFORE_SPEECH),
                        (bit::PLACE_HEAD, BEFORE_PLACE_HEAD),
                    ] {
                        bits |= if after & list != 0 { bit } else { 0 };
                    }
                    bits |= if word.hint.opens { 0 } else { CAPITAL_AMID };
                } else if !word.is_capital {
                    bits |= IN_LOWER_CASE;
                }
                if word.hint.rule > 0 {
                    bits |= 1 << (RULED + u32::from((word.hint.rule - 1) / 4));
                }
                let entry = shown.entry(word.lower).or_default();
                entry.bits |= bits;
                entry.n_times += 1;
            }
        }
        let mut told = QuickMap::default();
        for sentence in &sentences {
            tell(sentence, &mut told);
        }
        Document { sentences, shown, told }
    }

    /// Hands out the features of every word of a sentence: `take(word, feature)`.
    pub fn features(&self, nth: usize, mut take: impl FnMut(usize, Feature)) {
        let sentence = &self.sentences[nth];
        let runs = runs(sentence);
        let quoted = quoted(sentence);
        let tabular = tabular(sentence);
        let shouted = u64::from(is_shouted(sentence));
        let edge = Edge::new();
        for at in 0..sentence.len() {
            let word = &sentence[at];
            let get = |offset: isize| at.checked_add_signed(offset).and_then(|at| sentence.get(at)).unwrap_or(&edge.0);
            let (w1, w2, n1, n2) = (get(-1), get(-2), get(1), get(2));
            let mut put = |template: u64, value: u64| take(at, fill(template, value));
            let p = hash::pair;

            // Plain words mostly stand outside of names: less of them is looked at.
            let full = word.is_capital || !word.is_plain || word.hint.rule != 0;

            // The word itself.
            if full {
                put(1, word.exact);
            }
            put(2, word.lower);
            put(3, p(w1.lower, word.lower));
            put(4, p(word.lower, n1.lower));
            if full {
                put(5, p(word.lower, word.shape));
            }
            for (length, (prefix, suffix)) in (0u64..).zip(word.prefixes.iter().zip(&word.suffixes)) {
                if *prefix != 0 && (full || length == 2) {
                    put(6, p(length, *prefix));
                    put(7, p(length, *suffix));
                }
            }
            if full && word.suffixes[2] != 0 {
                put(8, p(word.suffixes[2], word.shape));
            }
            if full {
                put(9, p(word.lower, u64::from(word.hint.rule)));
            }

            // Rules and lists.
            let rule = |word: &Word| u64::from(word.hint.rule) * 8 + u64::from(word.hint.strength);
            let kind = |word: &Word| u64::from(word.hint.rule.div_ceil(4));
            put(16, rule(word) * 2 + u64::from(word.hint.is_partly));
            put(17, u64::from(word.hint.rule));
            put(18, rule(w1));
            put(19, rule(n1));
            put(20, p(p(u64::from(w1.hint.rule), u64::from(word.hint.rule)), u64::from(n1.hint.rule)));
            put(21, p(u64::from(word.hint.rule), word.shape));
            put(22, p(p(kind(w2), kind(w1)), p(kind(n1), kind(n2))));
            put(23, u64::from(word.hint.lists));
            put(24, p(u64::from(w1.hint.lists), u64::from(word.hint.lists)));
            put(25, p(u64::from(word.hint.lists), u64::from(n1.hint.lists)));
            if full {
                put(26, p(u64::from(word.hint.rule), u64::from(word.hint.lists)));
            }
            for (offset, template) in [(0isize, 27), (-1, 28), (1, 29), (-2, 30), (2, 31)] {
                let lists = get(offset).hint.lists;
                for bit in (0..N_LIST_BITS).filter(|bit| lists >> bit & 1 == 1) {
                    put(template, u64::from(bit));
                    if full && offset.abs() == 1 {
                        put(template + 4, p(u64::from(bit), word.shape));
                    }
                }
            }

            // The words around it.
            put(50, w1.lower);
            put(51, n1.lower);
            put(52, w2.lower);
            put(53, n2.lower);
            put(54, p(w1.lower, n1.lower));
            put(55, p(w2.lower, w1.lower));
            put(56, p(n1.lower, n2.lower));
            if full {
                put(57, p(w1.lower, word.shape));
                put(58, p(word.shape, n1.lower));
                put(59, p(w1.suffixes[2], word.shape));
                put(60, p(n1.suffixes[2], word.shape));
                put(61, p(p(w2.lower, w1.lower), word.shape));
                put(62, p(word.shape, p(n1.lower, n2.lower)));
            }

            // Shapes.
            put(80, word.shape);
            if full {
                put(81, word.long_shape);
            }
            put(82, p(w1.shape, word.shape));
            put(83, p(word.shape, n1.shape));
            put(84, p(p(w1.shape, word.shape), n1.shape));
            put(85, p(p(w2.shape, w1.shape), p(word.shape, p(n1.shape, n2.shape))));
            let opens = u64::from(word.hint.opens) * 2 + u64::from(word.hint.in_headline);
            put(86, p(word.shape, opens * 2 + shouted));
            if full {
                put(87, p(word.lower, opens * 2 + shouted));
                put(88, p(u64::from(at == 0), word.shape));
            }

            if quoted[at] {
                put(89, word.shape);
                put(90, p(u64::from(word.hint.rule), w1.shape));
            }

            // Clusters.
            for (set, (template, of)) in [(100, 0usize), (110, 1)].into_iter().enumerate() {
                let c = |word: &Word| u64::from(word.clusters[of]);
                put(template, c(word));
                put(template + 1, c(w1));
                put(template + 2, c(n1));
                if full {
                    put(template + 3, p(c(w1), word.shape));
                    put(template + 4, p(word.shape, c(n1)));
                }
                put(template + 5, p(c(w1), c(word)));
                put(template + 6, p(c(word), c(n1)));
                if full && set == 0 {
                    put(template + 7, p(p(c(w2), c(w1)), word.shape));
                    put(template + 8, p(word.shape, p(c(n1), c(n2))));
                }
            }

            // The run of capitals that it stands in.
            if let Some(run) = &runs[at] {
                let (first, last) = (&sentence[run.start], &sentence[run.end - 1]);
                let before = run.start.checked_sub(1).map_or(&edge.0, |before| &sentence[before]);
                let after = sentence.get(run.end).unwrap_or(&edge.0);
                let length = (run.end - run.start).min(6) as u64;
                let place = ((at - run.start).min(3) * 4 + (run.end - 1 - at).min(3)) as u64;
                put(120, length * 16 + place);
                put(121, last.lower);
                put(122, first.lower);
                put(123, p(before.lower, place.min(1)));
                put(124, p(after.lower, place % 4));
                put(125, p(u64::from(last.hint.lists), place));
                put(126, p(u64::from(first.hint.lists & bit::GIVEN_NAME), length * 16 + place));
                put(127, p(before.lower, after.lower));
                put(128, p(u64::from(before.clusters[0]), length));
                put(129, p(u64::from(after.clusters[0]), length));
                put(130, p(last.lower, place));
                let any = sentence[run.start..run.end].iter().fold(0, |bits, word| bits | word.hint.lists);
                put(131, p(u64::from(any & !bit::COMMON), place));
            }

            // What the plain words beside its run tell.
            if let Some(run) = &runs[at] {
                let behind = sentence[..run.start].iter().rev().take(7).filter(|word| word.may_tell);
                for (nth, teller) in (0u64..).zip(behind.take(2)) {
                    put(63 + nth, teller.lower);
                    put(65, p(nth, u64::from(teller.clusters[1])));
                }
                let ahead = sentence[run.end..].iter().take(9).filter(|word| word.may_tell);
                for (nth, teller) in (0u64..).zip(ahead.take(2)) {
                    put(66 + nth, teller.lower);
                    put(68, p(nth, u64::from(teller.clusters[1])));
                }
                let at_or = |at: usize| sentence.get(at).unwrap_or(&edge.0);
                put(69, p(at_or(run.end).lower, at_or(run.end + 1).lower));
                put(70, p(at_or(run.end).lower, at_or(run.end + 1).long_shape));
                let behind = |back: usize| run.start.checked_sub(back).map_or(&edge.0, |at| &sentence[at]);
                put(71, p(behind(2).lower, behind(1).lower));
                if let Some(told) = self.told.get(&word.lower) {
                    let kinds = (0..told.len()).filter(|kind| told[*kind] > 0).fold(0, |kinds, kind| kinds | 1 << kind);
                    put(144, kinds);
                    put(145, p(kinds, u64::from(word.hint.rule)));
                    let lone = u64::from(run.end - run.start == 1);
                    put(146, p(kinds, p(word.shape, lone)));
                    put(147, p(p(kinds, n1.shape), p(w1.shape, word.shape)));
                    for (kind, times) in (0u64..).zip(told).filter(|(_, times)| **times > 0) {
                        put(148, kind * 2 + u64::from(*times > 1));
                    }
                }
            }

            // Tables of results: names and numbers, no sentence.
            if tabular > 0 {
                put(91, p(tabular, word.shape));
                put(92, p(tabular, u64::from(word.hint.rule)));
                put(93, p(tabular * 4 + (at.min(2)) as u64, word.shape));
                put(94, p(p(tabular, n1.shape), word.shape));
            }

            // The article as a whole.
            if word.is_capital
                && let Some(shown) = self.shown.get(&word.lower)
            {
                for bit in (0..N_SHOWN_BITS).filter(|bit| shown.bits >> bit & 1 == 1) {
                    put(140, u64::from(bit));
                }
                put(141, p(u64::from(shown.bits & (IN_LOWER_CASE | CAPITAL_AMID)), opens));
                put(142, p(u64::from(shown.bits >> RULED), u64::from(word.hint.rule)));
                put(143, u64::from(shown.n_times.min(4)));
            }
            if shouted == 1 {
                put(150, p(word.lower, 1));
                put(151, u64::from(word.hint.rule));
            }
        }
    }
}

/// What stands before and after a sentence.
struct Edge(Word);

impl Edge {
    fn new() -> Edge {
        Edge(Word {
            lower: 7,
            exact: 7,
            shape: 7,
            long_shape: 7,
            prefixes: [0; 5],
            suffixes: [0; 5],
            hint: Hint::default(),
            clusters: [u16::MAX; 2],
            is_capital: false,
            is_upper: false,
            is_alphabetic: false,
            is_quote: false,
            is_number: false,
            may_tell: false,
            teller: 0,
            is_plain: false,
        })
    }
}

/// Whether a sentence is all in capitals.
fn is_shouted(sentence: &[Word]) -> bool {
    let n_words = sentence.iter().filter(|word| word.is_alphabetic).count();
    let n_upper = sentence.iter().filter(|word| word.is_upper).count();
    n_words >= 3 && n_upper * 10 >= n_words * 6
}

/// How much of a sentence is numbers and capitals: 0 for sentences proper, 2 for most tables.
fn tabular(sentence: &[Word]) -> u64 {
    let n_lower = sentence.iter().filter(|word| word.is_alphabetic && !word.is_capital).count();
    let n_numbers = sentence.iter().filter(|word| word.is_number).count();
    match (n_numbers, n_lower) {
        (0, _) => 0,
        (_, 0) => 2,
        (n_numbers, n_lower) => u64::from(n_numbers * 2 > n_lower),
    }
}

/// Which words stand between quotation marks that are close together: titles of works, by-names.
fn quoted(sentence: &[Word]) -> Vec<bool> {
    let mut quoted = vec![false; sentence.len()];
    let mut open: Option<usize> = None;
    for (at, word) in sentence.iter().enumerate() {
        if word.is_quote {
            match open {
                Some(start) if at - start <= MAX_QUOTED => {
                    quoted[start + 1..at].iter_mut().for_each(|quoted| *quoted = true);
                    open = None;
                }
                _ => open = Some(at),
            }
        }
    }
    quoted
}

/// The runs of capitalised words, one for each word that stands in one.
fn runs(sentence: &[Word]) -> Vec<Option<std::ops::Range<usize>>> {
    let mut runs = vec![None; sentence.len()];
    let mut start = 0;
    while start < sentence.len() {
        if !sentence[start].is_capital {
            start += 1;
            continue;
        }
        let mut end = start + 1;
        while end - start < MAX_RUN && sentence.get(end).is_some_and(|word| word.is_capital) {
            end += 1;
        }
        runs[start..end].iter_mut().for_each(|run| *run = Some(start..end));
        start = end;
    }
    runs
}

/// Notes of what kind a sentence says its capitalised words to be: `Foo is a village`, `Foo (1990), an actor`, `the band Foo`.
fn tell(sentence: &[Word], told: &mut QuickMap<u64, [u8; 4]>) {
    let marks = Marks::get();
    let mut at = 0;
    while at < sentence.len() {
        if !sentence[at].is_capital {
            at += 1;
            continue;
        }
        let start = at;
        while at < sentence.len() && sentence[at].is_capital && at - start < MAX_RUN {
            at += 1;
        }
        let mut kinds = start.checked_sub(1).map_or(0, |before| sentence[before].teller);
        let mut next = at;
        if sentence.get(next).is_some_and(|word| word.lower == marks.opening) {
            let closing = sentence[next..].iter().take(16).position(|word| word.lower == marks.closing);
            next += closing.map_or(0, |closing| closing + 1);
        }
        let is = sentence.get(next).is_some_and(|word| word.lower == marks.comma || marks.is.contains(&word.lower));
        if is && sentence.get(next + 1).is_some_and(|word| marks.articles.contains(&word.lower)) {
            // The last of the first nouns that stand together: `a record company executive`.
            let said = &sentence[next + 2..sentence.len().min(next + 10)];
            let stop = said.iter().position(|word| !word.is_alphabetic || marks.ends.contains(&word.lower));
            let said = &said[..stop.unwrap_or(said.len())];
            let first = said.iter().position(|word| word.teller != 0).unwrap_or(said.len());
            let last = said[first..].iter().take_while(|word| word.teller != 0).last();
            kinds |= last.map_or(0, |word| word.teller);
        }
        if kinds != 0 {
            for word in &sentence[start..at] {
                let entry = told.entry(word.lower).or_default();
                (0..entry.len()).for_each(|kind| entry[kind] = entry[kind].saturating_add(kinds >> kind & 1));
            }
        }
    }
}

/// Numbers of the words that [`tell`] goes by.
struct Marks {
    opening: u64,
    closing: u64,
    comma: u64,
    is: [u64; 6],
    articles: [u64; 4],
    ends: [u64; 12],
}

impl Marks {
    fn get() -> &'static Marks {
        static MARKS: std::sync::OnceLock<Marks> = std::sync::OnceLock::new();
        MARKS.get_or_init(|| Marks {
            opening: word_number("("),
            closing: word_number(")"),
            comma: word_number(","),
            is: ["is", "was", "are", "were", "became", "remains"].map(word_number),
            articles: ["a", "an", "the", "one"].map(word_number),
            ends: ["of", "in", "at", "from", "who", "that", "which", "by", "for", "to", "on", "with"].map(word_number),
        })
    }
}

/// What labels the words of an article have elsewhere in it, by a first reading.
pub struct Elsewhere {
    /// How often each word has each kind, and none (last).
    counts: QuickMap<u64, [u32; Kind::ALL.len() + 1]>,
    /// The longest name that a pair of words stands in.
    pairs: QuickMap<u64, [u32; Kind::ALL.len() + 1]>,
}

impl Elsewhere {
    /// Counts the labels of a first reading.
    pub fn of(document: &Document, labels: &[Vec<Label>]) -> Elsewhere {
        let mut elsewhere = Elsewhere { counts: QuickMap::default(), pairs: QuickMap::default() };
        for (sentence, labels) in document.sentences.iter().zip(labels) {
            for (at, (word, label)) in sentence.iter().zip(labels).enumerate() {
                if !word.is_capital {
                    continue;
                }
                let kind = column(*label);
                elsewhere.counts.entry(word.lower).or_default()[kind] += 1;
                if let Some(next) = sentence.get(at + 1).filter(|next| next.is_capital) {
                    let next_kind = column(labels[at + 1]);
                    let together = kind == next_kind && labels[at].goes_on();
                    let kind = if together { kind } else { Kind::ALL.len() };
                    elsewhere.pairs.entry(hash::pair(word.lower, next.lower)).or_default()[kind] += 1;
                }
            }
        }
        elsewhere
    }

    /// Hands out the features that a sentence gains by them, its own labels left out.
    pub fn features(&self, sentence: &[Word], labels: &[Label], mut take: impl FnMut(usize, Feature)) {
        let most = |counts: &[u32; 6], own: usize| -> u64 {
            let mut counts = *counts;
            counts[own] = counts[own].saturating_sub(1);
            let total: u32 = counts.iter().sum();
            if total == 0 {
                return 0;
            }
            let best = (0..counts.len()).max_by_key(|kind| (counts[*kind], std::cmp::Reverse(*kind))).unwrap_or(0);
            let all = u64::from(counts[best] * 4 >= total * 3);
            1 + best as u64 * 2 + all
        };
        for (at, word) in sentence.iter().enumerate() {
            if !word.is_capital {
                continue;
            }
            if let Some(counts) = self.counts.get(&word.lower) {
                let best = most(counts, column(labels[at]));
                if best > 0 {
                    take(at, fill(200, best));
                    take(at, fill(201, hash::pair(best, word.shape)));
                    take(at, fill(202, hash::pair(best, u64::from(word.hint.rule))));
                    let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
                    let lone = !beside.filter_map(|at| sentence.get(at)).any(|word| word.is_capital);
                    take(at, fill(203, hash::pair(best, u64::from(lone))));
                }
            }
            if let Some(next) = sentence.get(at + 1).filter(|next| next.is_capital)
                && let Some(counts) = self.pairs.get(&hash::pair(word.lower, next.lower))
            {
                let together = column(labels[at]) == column(labels[at + 1]) && labels[at].goes_on();
                let own = if together { column(labels[at]) } else { Kind::ALL.len() };
                let best = most(counts, own);
                if best > 0 {
                    take(at, fill(204, best));
                    take(at + 1, fill(205, best));
                }
            }
        }
    }
}

fn column(label: Label) -> usize {
    label.kind().map_or(Kind::ALL.len(), |kind| kind as usize)
}
