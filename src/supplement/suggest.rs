//! What the search box suggests for what was typed so far: names, words, fields, headlines. Pure; `suggest_box` asks and draws.

use newsprint_model::{DateSpan, EntityKind};
use newsprint_search::{Begun, Choice, Correction, EntityLabel, Facet, FacetValue, Hit, QueryProblem, Run, lowercase};

/// The most rows a list has.
pub const MAX_ROWS: usize = 8;
/// The most names among them.
pub const MAX_NAMES: usize = 4;
/// The most words and fields among them.
const MAX_WORDS: usize = 3;
/// The most headlines among them.
const MAX_HEADLINES: usize = 3;
/// How many words of a name are looked up together.
const MAX_NAME_WORDS: usize = 3;

/// The fields of the query language, in the order of their sentences.
pub const FIELDS: [&str; 8] = ["person", "org", "place", "title", "source", "lang", "date", "mentions"];

/// The facets that hold names.
const NAMED: [Facet; 3] = [Facet::Person, Facet::Org, Facet::Place];

/// Words that may be the beginning of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lookup {
    /// The words.
    pub words: String,
    /// Where they begin in the text, its field included: a byte.
    pub from: usize,
    /// Which kind of name is meant; `None` for any.
    pub facet: Option<Facet>,
}

impl Lookup {
    /// Where it is looked up.
    pub fn facets(&self) -> &[Facet] {
        match &self.facet {
            Some(facet) => std::slice::from_ref(facet),
            None => &NAMED,
        }
    }
}

/// What is suggested.
#[derive(Clone, Debug, PartialEq)]
pub enum Suggestion {
    /// Somebody or something, in place of the text from a byte on.
    Name {
        /// Who or what.
        label: EntityLabel,
        /// How many articles of the collection name it.
        n_articles: u32,
        /// Where what was typed for it begins.
        from: usize,
    },
    /// A word in place of the text from a byte on.
    Word {
        /// The word, as articles write it.
        word: String,
        /// Where its beginning begins.
        from: usize,
    },
    /// A field, by its number in `FIELDS`, in place of the text from a byte on.
    Field {
        /// Which.
        nth: usize,
        /// Where its beginning begins.
        from: usize,
    },
    /// An article.
    Headline {
        /// Its id.
        id: String,
        /// Its headline.
        title: Vec<Run>,
        /// Its language, when it is known.
        lang: Option<String>,
        /// When it was published.
        date: Option<DateSpan>,
    },
}

/// A stretch without white space, and where it begins.
type Token<'a> = (usize, &'a str);

/// The stretches between white space.
fn tokens(text: &str) -> Vec<Token<'_>> {
    let (mut tokens, mut from) = (Vec::new(), None);
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match from {
            Some(start) if c.is_whitespace() => {
                tokens.push((start, &text[start..at]));
                from = None;
            }
            None if !c.is_whitespace() => from = Some(at),
            _ => {}
        }
    }
    tokens
}

/// Whether a stretch is a word and no sign of the query language.
fn is_plain(token: &str) -> bool {
    let is_sign = |c: char| "\"“”„«»()*~:".contains(c);
    !token.starts_with('-') && !token.contains(is_sign) && !matches!(token, "OR" | "AND" | "NOT")
}

/// Whether so little of a word tells anything: two letters do, and one sign of a script that writes words with them.
fn tells(word: &str) -> bool {
    word.chars().count() >= 2 || word.chars().any(|c| c >= '\u{2e80}')
}

/// Whether a quotation mark is open at the end of a text.
fn is_quoting(text: &str) -> bool {
    text.bytes().filter(|byte| *byte == b'"').count() % 2 == 1
}

/// The last word, while nothing follows it.
fn last_word(text: &str) -> Option<Token<'_>> {
    let is_open = text.chars().next_back().is_some_and(|c| !c.is_whitespace());
    tokens(text).pop().filter(|(_, word)| is_open && is_plain(word) && !is_quoting(text))
}

/// The words at the end of a text that may begin a name, most words first.
pub fn lookups(text: &str) -> Vec<Lookup> {
    let tokens = tokens(text);
    let Some((from, last)) = tokens.last().copied().filter(|_| !is_quoting(text)) else { return Vec::new() };
    if let Some((field, rest)) = last.split_once(':') {
        let facet = FIELDS.iter().position(|it| it.eq_ignore_ascii_case(field)).and_then(|nth| NAMED.get(nth));
        return match facet {
            Some(facet) if is_plain(rest) && !rest.is_empty() => {
                vec![Lookup { words: rest.to_owned(), from, facet: Some(*facet) }]
            }
            _ => Vec::new(),
        };
    }
    if !tells(last) {
        return Vec::new();
    }
    let n_plain = tokens.iter().rev().take(MAX_NAME_WORDS).take_while(|(_, token)| is_plain(token)).count();
    let end = text.trim_end().len();
    (1..=n_plain)
        .rev()
        .map(|n| tokens[tokens.len() - n].0)
        .map(|from| Lookup { words: text[from..end].to_owned(), from, facet: None })
        .collect()
}

/// The kind of a facet's names.
fn kind_of(facet: Facet) -> Option<EntityKind> {
    EntityKind::ALL.into_iter().find(|kind| Facet::of(*kind) == facet)
}

/// Names out of what the lookups found: those of more words first, then those of more articles; none that the list is narrowed by already.
///
/// * `found` holds, for a lookup by its number and a facet, the values.
pub fn names(lookups: &[Lookup], found: &[(usize, Facet, Vec<FacetValue>)], chosen: &[Choice]) -> Vec<Suggestion> {
    let mut names: Vec<(usize, u32, EntityLabel)> = Vec::new();
    for (nth, facet, values) in found {
        let Some(kind) = kind_of(*facet) else { continue };
        for value in values {
            let is_chosen = chosen.iter().any(|it| it.facet == *facet && it.value == value.value);
            if is_chosen || value.n_articles == 0 {
                continue;
            }
            let label = EntityLabel { id: value.value.clone(), name: value.label.clone(), kind };
            match names.iter_mut().find(|(_, _, other)| other.id == label.id && other.kind == kind) {
                Some(other) => other.0 = other.0.min(*nth),
                None => names.push((*nth, value.n_articles, label)),
            }
        }
    }
    names.sort_by_key(|name| (name.0, std::cmp::Reverse(name.1)));
    names.truncate(MAX_NAMES);
    let suggested = |(nth, n_articles, label): (usize, u32, EntityLabel)| {
        lookups.get(nth).map(|lookup| Suggestion::Name { label, n_articles, from: lookup.from })
    };
    names.into_iter().filter_map(suggested).collect()
}

/// Fields that the last word may begin, and words that begin as it does, as the articles found write them.
///
/// * `found` is text of theirs with what was found marked.
pub fn words<'a>(text: &str, begun: &[Begun], found: impl Iterator<Item = &'a Run>) -> Vec<Suggestion> {
    let Some((from, typed)) = last_word(text).filter(|(_, word)| tells(word)) else { return Vec::new() };
    let small = lowercase(typed);
    let is_field = |field: &&str| field.starts_with(&*small);
    let fields = FIELDS.iter().enumerate().filter(|(_, field)| is_field(field));
    let mut all: Vec<Suggestion> = fields.map(|(nth, _)| Suggestion::Field { nth, from }).collect();
    let n_points = text.chars().count() as u32;
    let commonest = begun.iter().filter(|it| it.end == n_points).flat_map(|it| it.words.iter().map(String::as_str));
    let marked = found.filter(|run| run.hit.is_some());
    let written: Vec<&str> =
        marked.map(|run| run.text.trim()).filter(|word| !word.contains(char::is_whitespace)).collect();
    let mut known: Vec<String> = Vec::new();
    for word in commonest.chain(written.iter().copied()) {
        let folded = lowercase(word);
        let goes_on = folded.len() > small.len() && folded.starts_with(&small);
        if all.len() >= MAX_WORDS || !goes_on || known.contains(&folded) {
            continue;
        }
        let as_written = written.iter().copied().find(|other| lowercase(other) == folded);
        all.push(Suggestion::Word { word: as_written.unwrap_or(word).to_owned(), from });
        known.push(folded);
    }
    all.truncate(MAX_WORDS);
    all
}

/// Whether words would be suggested to complete the last one.
pub fn completes(text: &str) -> bool {
    last_word(text).is_some_and(|(_, word)| tells(word))
}

/// Articles whose headline holds what was typed, the best first.
pub fn headlines(hits: &[Hit]) -> Vec<Suggestion> {
    let holding = hits.iter().filter(|hit| hit.title.iter().any(|run| run.hit.is_some()));
    let suggested = |hit: &Hit| Suggestion::Headline {
        id: hit.id.clone(),
        title: hit.title.clone(),
        lang: (hit.lang != "und").then(|| hit.lang.clone()),
        date: hit.date,
    };
    holding.take(MAX_HEADLINES).map(suggested).collect()
}

/// Whether a suggestion for a text is one for another text still: what both begin with reaches to where it begins, and what is typed there begins it.
pub fn fits(suggestion: &Suggestion, before: &str, now: &str) -> bool {
    // What is typed from a byte on, where everything before it is the same.
    let typed = |from: usize| now.get(from..).filter(|_| before.get(..from) == now.get(..from));
    // Whether each word begins one of a name or a headline.
    let begins = |words: &str, whole: &str| {
        let whole = lowercase(whole);
        let begun: Vec<&str> = whole.split(|c: char| !c.is_alphanumeric()).collect();
        let words = lowercase(words);
        let mut words = words.split(|c: char| !c.is_alphanumeric());
        words.all(|word| begun.iter().any(|other| other.starts_with(word)))
    };
    let goes_on = |typed: &str, whole: &str| {
        let typed = lowercase(typed);
        let whole = lowercase(whole);
        typed.len() < whole.len() && whole.starts_with(&typed)
    };
    before == now
        || match suggestion {
            Suggestion::Name { label, from, .. } => typed(*from)
                .is_some_and(|typed| begins(typed.split_once(':').map_or(typed, |(_, name)| name), &label.name)),
            Suggestion::Word { word, from } => typed(*from).is_some_and(|typed| goes_on(typed, word)),
            Suggestion::Field { nth, from } => typed(*from).is_some_and(|typed| goes_on(typed, FIELDS[*nth])),
            Suggestion::Headline { title, .. } => {
                begins(now, &title.iter().map(|run| run.text.as_str()).collect::<String>())
            }
        }
}

/// What was typed with a suggestion in place of its beginning. A word is finished by the space behind it; a field waits for what is to be found in it.
pub fn with(text: &str, from: usize, suggestion: &str, is_finished: bool) -> String {
    [text.get(..from).unwrap_or(text), suggestion, if is_finished { " " } else { "" }].concat()
}

/// What remains of a text when the words from a byte on became a filter.
pub fn without(text: &str, from: usize) -> String {
    let rest = text.get(..from).unwrap_or_default().trim_end();
    // What stays is finished: it goes on no more.
    if rest.is_empty() { String::new() } else { [rest, " "].concat() }
}

/// How the list stands when a key is pressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// How many rows there are.
    pub n_rows: usize,
    /// The row that Enter chooses.
    pub active: Option<usize>,
    /// Whether the list can be seen.
    pub is_open: bool,
    /// Whether rows are on their way.
    pub is_coming: bool,
    /// Whether the reader was done with suggestions for these words.
    pub is_dismissed: bool,
}

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// What it does in any field, and in the app.
    Usual,
    /// As in any field, and no row is active any more.
    Leave,
    /// A row becomes active, or none.
    Activate(Option<usize>),
    /// The first row becomes active as soon as it is there.
    ActivateFirst,
    /// A row is chosen.
    Choose(usize),
    /// The list is shown.
    Open,
    /// The list is closed.
    Close,
    /// The list is closed, and the key does what it does in the app.
    Submit,
}

/// What a key does, by its name and whether Alt is held: as the ARIA pattern of an editable combobox has it. Where the reader is done with the list, Down
/// goes on to the articles, as it does where there is none.
pub fn deed(key: &str, alt: bool, standing: Standing) -> Deed {
    let Standing { n_rows, active, is_open, is_coming, is_dismissed } = standing;
    match (key, alt) {
        ("ArrowDown", true) if !is_open && n_rows > 0 => Deed::Open,
        ("ArrowUp", true) if is_open => Deed::Close,
        (_, true) => Deed::Usual,
        ("ArrowDown" | "ArrowUp", _) if is_open && n_rows > 0 => {
            let last = n_rows - 1;
            Deed::Activate(Some(match (key, active) {
                ("ArrowDown", Some(at)) if at < last => at + 1,
                ("ArrowDown", _) => 0,
                (_, Some(at)) if at > 0 => at - 1,
                _ => last,
            }))
        }
        ("ArrowDown", _) if is_coming && !is_dismissed => Deed::ActivateFirst,
        ("Enter", _) if is_open => active.map_or(Deed::Submit, Deed::Choose),
        ("Enter", _) => Deed::Submit,
        ("Escape", _) if is_open => Deed::Close,
        ("Home" | "End" | "ArrowLeft" | "ArrowRight", _) if active.is_some() => Deed::Leave,
        _ => Deed::Usual,
    }
}

/// A stretch of the query that something is to be said about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// Whether it cannot be read as meant; else it was read as another word.
    pub is_problem: bool,
}

/// What is to be underlined.
pub fn marks(problems: &[QueryProblem], corrections: &[Correction]) -> Vec<Mark> {
    let problems = problems.iter().map(|it| Mark { start: it.start, end: it.end, is_problem: true });
    let corrections = corrections.iter().map(|it| Mark { start: it.start, end: it.end, is_problem: false });
    problems.chain(corrections).collect()
}

/// The marks of a text as another one begins to have them, until more is known: those of what both begin with.
pub fn carried(marks: &[Mark], before: &str, now: &str) -> Vec<Mark> {
    let n_same = before.chars().zip(now.chars()).take_while(|(a, b)| a == b).count() as u32;
    let (n_before, n_now) = (before.chars().count() as u32, now.chars().count() as u32);
    let within = marks.iter().filter(|mark| mark.start < n_same);
    let end = |mark: &Mark| if mark.end >= n_before && mark.is_problem { n_now } else { mark.end.min(n_same) };
    within.map(|mark| Mark { end: end(mark), ..*mark }).collect()
}

/// A text in stretches that are underlined alike: `None`, or whether it is a problem.
pub fn stretches(text: &str, marks: &[Mark]) -> Vec<(Option<bool>, String)> {
    let mut runs: Vec<(Option<bool>, String)> = Vec::new();
    for (at, c) in (0u32..).zip(text.chars()) {
        let mark = marks.iter().find(|mark| (mark.start..mark.end).contains(&at)).map(|mark| mark.is_problem);
        match runs.last_mut() {
            Some((before, run)) if *before == mark => run.push(c),
            _ => runs.push((mark, c.to_string())),
        }
    }
    runs
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
