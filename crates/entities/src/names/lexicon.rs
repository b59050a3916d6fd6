//! What the comparison of names knows beforehand: the built-in table of other names, given names, titles and the like.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::OnceLock;

use newsprint_model::EntityKind;
use newsprint_text::fold;

use super::form::{Sort, Word, letters, words};
use crate::lists::Lists;
use crate::sections::Section;

/// The most words a title has.
const MAX_TITLE_WORDS: usize = 6;

/// Everything that is known beforehand.
pub(super) struct Lexicon {
    sections: HashMap<String, HashSet<String>>,
    /// Spellings of one given name: the lines that hold each.
    spellings: HashMap<String, Vec<u32>>,
    /// Given names and their short forms.
    short: HashMap<String, Vec<u32>>,
    /// Words that stand for another: `defence`, `iranian`.
    stands_for: HashMap<String, String>,
    countries: HashMap<String, String>,
    table: Vec<Known>,
    by_letters: HashMap<String, Vec<Entry>>,
    apart: HashSet<(String, String)>,
}

/// Somebody or something of the table.
pub(super) struct Known {
    pub sort: Sort,
    /// All its names, the canonical one first.
    pub names: Vec<String>,
}

struct Entry {
    known: usize,
    /// Whether the name is written in capitals: in small letters it is another word.
    is_upper: bool,
}

impl Lexicon {
    /// Everything, read once.
    pub(super) fn get() -> &'static Lexicon {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(Lexicon::read)
    }

    fn read() -> Lexicon {
        let mut lexicon = Lexicon {
            sections: HashMap::new(),
            spellings: HashMap::new(),
            short: HashMap::new(),
            stands_for: HashMap::new(),
            countries: HashMap::new(),
            table: Vec::new(),
            by_letters: HashMap::new(),
            apart: HashSet::new(),
        };
        lexicon.read_words();
        lexicon.read_given_names();
        lexicon.read_table();
        lexicon
    }

    fn read_words(&mut self) {
        let mut section = String::new();
        for line in lines(include_str!("../../data/name-words.txt")) {
            if let Some(name) = line.strip_prefix('[') {
                section = name.trim_end_matches(']').to_owned();
                continue;
            }
            for phrase in line.split(';').map(str::trim).filter(|phrase| !phrase.is_empty()) {
                match (section.as_str(), phrase.split_once(" = ")) {
                    ("demonyms-of", Some((adjective, country))) => {
                        self.countries.insert(fold(adjective), fold(country));
                    }
                    (_, Some((word, other))) => {
                        self.stands_for.insert(fold(word), fold(other));
                    }
                    _ => {
                        self.sections.entry(section.clone()).or_default().insert(fold(phrase));
                    }
                }
            }
        }
    }

    fn read_given_names(&mut self) {
        let mut is_short = false;
        for (nth, line) in (0_u32..).zip(lines(include_str!("../../data/name-classes.txt"))) {
            if line.starts_with('[') {
                is_short = line == "[short]";
                continue;
            }
            let names = if is_short { &mut self.short } else { &mut self.spellings };
            for name in line.split_whitespace() {
                names.entry(fold(name)).or_default().push(nth);
            }
        }
    }

    /// The table: the names that the tagger lists, and the further ones of `aliases.tsv`; entries that share a name within a kind are one.
    fn read_table(&mut self) {
        let mut entries: Vec<(Sort, Vec<String>)> = Vec::new();
        for (kind, text) in [
            (Sort::Place, include_str!("../../data/places.tsv")),
            (Sort::Body, include_str!("../../data/organisations.tsv")),
            (Sort::Person, include_str!("../../data/people.tsv")),
        ] {
            entries.extend(lines(text).flat_map(|line| line.split(';')).map(|entry| (kind, names_of(entry))));
        }
        let mut sort = None;
        for line in lines(include_str!("../../data/persian.tsv")) {
            sort = match line {
                "[people]" => Some(Sort::Person),
                "[organisations]" => Some(Sort::Body),
                "[places]" => Some(Sort::Place),
                _ => {
                    let sort = sort.unwrap_or(Sort::Place);
                    entries.extend(line.split(';').map(|entry| (sort, names_of(entry))));
                    continue;
                }
            };
        }
        sort = None;
        for line in lines(include_str!("../../data/aliases.tsv")) {
            if line.starts_with('[') {
                sort = match line {
                    "[PER]" => Some(Sort::Person),
                    "[ORG]" => Some(Sort::Body),
                    "[LOC]" => Some(Sort::Place),
                    "[MISC]" => Some(Sort::Thing),
                    _ => None,
                };
                continue;
            }
            for entry in line.split(';') {
                match (sort, entry.split_once(" != ")) {
                    (_, Some((a, b))) => {
                        let (a, b) = (letters(&words(a)), letters(&words(b)));
                        self.apart.insert((a.clone(), b.clone()));
                        self.apart.insert((b, a));
                    }
                    (Some(sort), None) => entries.push((sort, names_of(entry))),
                    (None, None) => {}
                }
            }
        }
        // The canonical name and a further one of an entry meet an earlier entry of their kind.
        let mut canonical: BTreeMap<(u8, String), usize> = BTreeMap::new();
        for (sort, names) in entries.into_iter().filter(|(_, names)| !names.is_empty()) {
            let key = (sort as u8, letters(&words(&names[0])));
            let known = *canonical.entry(key).or_insert_with(|| {
                self.table.push(Known { sort, names: Vec::new() });
                self.table.len() - 1
            });
            for name in names {
                let cut = words(&name);
                let key = letters(&cut);
                let is_upper = cut.iter().all(|word| word.is_upper) && key.chars().count() <= 6;
                let entries = self.by_letters.entry(key).or_default();
                if !entries.iter().any(|entry| entry.known == known) {
                    entries.push(Entry { known, is_upper });
                    self.table[known].names.push(name);
                }
            }
        }
    }

    /// Whether a word or phrase belongs to a section.
    pub(super) fn has(&self, section: &str, text: &str) -> bool {
        self.sections.get(section).is_some_and(|words| words.contains(text))
    }

    /// Those of the table that a form names outright.
    pub(super) fn known(&self, words: &[Word]) -> BTreeSet<usize> {
        let is_lower = !words.iter().any(|word| word.is_capital || word.is_upper) && !words.is_empty();
        let entries = self.by_letters.get(&letters(words));
        let fits = |entry: &&Entry| !(entry.is_upper && is_lower);
        entries.into_iter().flatten().filter(fits).map(|entry| entry.known).collect()
    }

    /// Those whose bare name the table has behind a title that says more than `Mr`.
    pub(super) fn known_after_title(&self, words: &[Word]) -> BTreeSet<usize> {
        const PLAIN: [&str; 9] = ["mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "lord"];
        let n_title = self.title_len(words);
        if n_title == 0 || n_title + 1 != words.len() || PLAIN.contains(&words[n_title - 1].text.as_str()) {
            return BTreeSet::new();
        }
        let known = self.known(&words[n_title..]);
        known.into_iter().filter(|known| self.table[*known].sort == Sort::Person).collect()
    }

    /// One of the table.
    pub(super) fn entry(&self, known: usize) -> &Known {
        &self.table[known]
    }

    /// Whether the table holds two forms apart.
    pub(super) fn are_apart(&self, a: &[Word], b: &[Word]) -> bool {
        self.apart.contains(&(letters(a), letters(b)))
    }

    /// Whether a word is a given name that we know.
    pub(super) fn is_given(&self, text: &str) -> bool {
        self.spellings.contains_key(text)
            || self.short.contains_key(text)
            || self.has("western", text)
            || Lists::get().is_given_name(text)
    }

    /// Whether a word is a given name of the Muslim world.
    pub(super) fn is_muslim(&self, text: &str) -> bool {
        self.has("muslim", text)
            || self.spellings.get(text).is_some_and(|classes| {
                // The list gives one spelling of each.
                classes.iter().any(|class| self.muslim_classes().contains(class))
            })
    }

    fn muslim_classes(&self) -> &HashSet<u32> {
        static CLASSES: OnceLock<HashSet<u32>> = OnceLock::new();
        CLASSES.get_or_init(|| {
            let names = self.sections.get("muslim");
            let mut classes: HashSet<u32> = HashSet::new();
            let mut sorted: Vec<&String> = names.into_iter().flatten().collect();
            sorted.sort_unstable();
            for name in sorted {
                classes.extend(self.spellings.get(name).into_iter().flatten());
            }
            classes
        })
    }

    /// Whether two given names are spellings of one, or one the other's short form; `None` when one of them is unknown.
    pub(super) fn same_given(&self, a: &str, b: &str, with_short: bool) -> Option<Given> {
        let share = |classes: &HashMap<String, Vec<u32>>| {
            let (a, b) = (classes.get(a)?, classes.get(b)?);
            Some(a.iter().any(|class| b.contains(class)))
        };
        match (share(&self.spellings), with_short.then(|| share(&self.short)).flatten()) {
            (Some(true), _) => Some(Given::Spelling),
            (_, Some(true)) => Some(Given::Short),
            (Some(false), _) => Some(Given::Different),
            (_, Some(false)) => Some(Given::Different),
            (None, None) => None,
        }
    }

    /// The lines of short forms that hold a given name.
    pub(super) fn short_classes(&self, text: &str) -> &[u32] {
        self.short.get(text).map_or(&[], Vec::as_slice)
    }

    /// One spelling for the words that houses spell apart.
    pub(super) fn plain<'w>(&'w self, text: &'w str) -> &'w str {
        self.stands_for.get(text).map_or(text, String::as_str)
    }

    /// The country that an adjective belongs to.
    pub(super) fn country(&self, adjective: &str) -> Option<&str> {
        self.countries.get(adjective).map(String::as_str)
    }

    /// How many words of a title stand at the head of a form, what leads up to it included; 0 for none.
    pub(super) fn title_len(&self, words: &[Word]) -> usize {
        const LEADS: [&str; 14] = [
            "former",
            "ex",
            "acting",
            "deputy",
            "then",
            "late",
            "the",
            "interim",
            "incumbent",
            "outgoing",
            "senior",
            "retired",
            "veteran",
            "his",
        ];
        let lists = Lists::get();
        let is_title = |words: &[Word]| {
            let joined: String = words.iter().map(|word| word.text.as_str()).collect();
            lists.has(Section::Titles, &joined)
                || lists.has(Section::Roles, &joined)
                || self.has("titles", &joined)
                || self.has("titles-fa", &joined)
        };
        let longest_at = |from: usize| -> usize {
            (1..=MAX_TITLE_WORDS.min(words.len().saturating_sub(from)))
                .rev()
                .find(|n_words| is_title(&words[from..from + n_words]))
                .unwrap_or(0)
        };
        for (from, word) in words.iter().enumerate().take(4) {
            let n_words = longest_at(from);
            if n_words > 0 {
                return from + n_words;
            }
            let leads = LEADS.contains(&word.text.as_str())
                || self.country(&word.text).is_some()
                || lists.has(Section::Demonyms, &word.text)
                || self
                    .known(std::slice::from_ref(word))
                    .iter()
                    .any(|known| matches!(self.table[*known].sort, Sort::Place | Sort::Body));
            if !leads {
                return 0;
            }
        }
        0
    }
}

/// How two given names stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Given {
    Spelling,
    Short,
    Different,
}

fn names_of(entry: &str) -> Vec<String> {
    let names = entry.split(" = ").map(|name| name.trim().trim_start_matches('~').trim());
    names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// The lines of a list that say something.
fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

impl Sort {
    /// As the entity table has it; a thing has no kind there.
    pub(super) fn of(kind: EntityKind) -> Sort {
        match kind {
            EntityKind::Person => Sort::Person,
            EntityKind::Organisation => Sort::Body,
            EntityKind::Place => Sort::Place,
        }
    }
}
