//! The story that is being read, as far as it has come: what the next block is compared with.

use std::collections::BTreeSet;

use super::head::Head;
use super::names::{KnownNames, Names, bare};
use super::passages::Item;
use super::shapes::{self, Key};

/// A paragraph shorter than this may stand in a story twice and mean it: a refrain, a slogan, "He denied it."
///
/// * Unit: code points.
const MIN_REPEAT_CHARS: usize = 40;

/// A paragraph up to this long may be a headline with a stop.
///
/// * Unit: code points.
const MAX_LINE_CHARS: usize = 160;

/// How many paragraphs under a headline are looked at to see whether they are about the same people.
const SECTION_PARAGRAPHS: usize = 5;

/// The story that is being read, as far as it has come.
pub(super) struct Story<'a> {
    /// Its first item.
    pub start: usize,
    pub body_start: usize,
    pub has_headline: bool,
    pub n_paragraphs: u32,
    /// Whether its first paragraph is as short as a headline.
    pub is_one_line: bool,
    /// Whether its first paragraph has a dateline.
    pub has_dateline: bool,
    pub keys: BTreeSet<Key>,
    pub names: KnownNames,
    pub nouns: BTreeSet<String>,
    pub held: BTreeSet<&'a str>,
    pub leaves_quotation_open: bool,
}

impl<'a> Story<'a> {
    /// The story that an item opens.
    pub fn starting(at: usize, items: &'a [Item]) -> Story<'a> {
        let head = Head::read(&items[at..]);
        let mut story = Story {
            start: at,
            body_start: at + head.body_start,
            has_headline: head.title.is_some(),
            n_paragraphs: 0,
            is_one_line: false,
            has_dateline: false,
            keys: BTreeSet::new(),
            names: KnownNames::default(),
            nouns: BTreeSet::new(),
            held: BTreeSet::new(),
            leaves_quotation_open: false,
        };
        story.goes_on_with(items, at);
        story
    }

    /// Whether it has used a word, as a noun or before a name ("Inspector Adair", then "the inspector").
    pub fn has_word(&self, word: &str) -> bool {
        self.nouns.contains(word) || self.names.has_word(word)
    }

    /// How much of a section is known from this story: the share of its name words, or of all its longer words where
    /// the script has no capitals. `None` when there are too few to tell.
    pub fn share_of<'b>(&self, section: impl Iterator<Item = &'b str>) -> Option<f32> {
        let (mut names, mut words) = (BTreeSet::new(), BTreeSet::new());
        for text in section.take(SECTION_PARAGRAPHS) {
            names.extend(Names::of(text).0.into_iter().flatten());
            words.extend(lower_words(text));
        }
        let (mut n_known, mut n) = (0, names.len());
        if n >= 4 {
            n_known += names.iter().filter(|name| self.names.has_word(name)).count();
        } else if names.is_empty() && words.len() >= 12 {
            n = words.len();
            n_known += words.iter().filter(|word| self.nouns.contains(*word)).count();
        } else {
            return None;
        }
        Some(n_known as f32 / n as f32)
    }

    /// Takes in another of its items.
    pub fn goes_on_with(&mut self, items: &'a [Item], at: usize) {
        match &items[at] {
            Item::Field(field) => {
                self.keys.insert(field.key);
            }
            Item::Text(passage) => {
                self.names.add(&Names::of(&passage.text));
                self.nouns.extend(lower_words(&passage.text));
                self.leaves_quotation_open = leaves_quotation_open(&passage.text);
                if at >= self.body_start {
                    if self.n_paragraphs == 0 {
                        self.is_one_line = passage.text.chars().count() <= MAX_LINE_CHARS;
                        self.has_dateline = shapes::after_dateline(&passage.text).is_some();
                    }
                    self.n_paragraphs += 1;
                    if is_long_enough_to_repeat(&passage.text) {
                        self.held.insert(&passage.text);
                    }
                }
            }
        }
    }
}

/// Whether a paragraph is so long that nobody writes it twice on purpose.
pub(super) fn is_long_enough_to_repeat(text: &str) -> bool {
    text.chars().nth(MIN_REPEAT_CHARS - 1).is_some()
}

/// Whether a paragraph opens a quotation and does not close it.
fn leaves_quotation_open(text: &str) -> bool {
    let n = |sign: char| text.chars().filter(|&c| c == sign).count();
    n('"') % 2 == 1 || n('“') > n('”') || n('«') > n('»')
}

/// Its lower-case words of five letters or more: what "the party" can refer to.
fn lower_words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| word.starts_with(|c: char| c.is_alphabetic() && !c.is_uppercase()) && word.chars().count() >= 4)
        .map(bare)
}
