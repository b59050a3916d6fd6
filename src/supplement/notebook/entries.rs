//! What stands in a reader's notebook: searches, stars and notes; as JSON, as a file, and two notebooks as one.

use newsprint_model::{DateSpan, Day};

use super::seen::Seen;
use crate::state::View;
use crate::supplement::records::json::{Json, object};

/// What a file of ours says it is.
const FORMAT: &str = "newsprint-notebook";
/// The newest version of such files that is known here.
const VERSION: u32 = 1;

/// A search that was kept. Its address tells it from others: equal searches have equal addresses.
#[derive(Clone, Debug, PartialEq)]
pub struct Search {
    /// The list's address, without its `?`; empty for the whole collection.
    pub address: String,
    /// The day it was kept.
    pub made: Option<Day>,
    /// What it found when the reader last looked.
    pub seen: Option<Seen>,
}

/// An article that was starred, as it was then: an edition may come that lacks it.
#[derive(Clone, Debug, PartialEq)]
pub struct Star {
    /// The article's id.
    pub article: String,
    /// Its headline.
    pub title: String,
    /// When it was published, as far as known.
    pub date: Option<DateSpan>,
    /// Who published it.
    pub source: Option<String>,
    /// The day it was starred.
    pub made: Option<Day>,
}

/// A note on an article, or on a passage of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// Its own id.
    pub id: String,
    /// The article's id.
    pub article: String,
    /// The article's headline.
    pub title: String,
    /// The passage, word for word; empty when the note is on the whole article.
    pub passage: String,
    /// The paragraph that the passage begins in, from 1; 0 when that is not known.
    pub paragraph: u32,
    /// What the reader wrote.
    pub text: String,
    /// The day it was written.
    pub made: Option<Day>,
}

/// One entry.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// A search.
    Search(Search),
    /// A star.
    Star(Star),
    /// A note.
    Note(Note),
}

impl Entry {
    /// What it is stored under: of two with one key there is only one.
    pub fn key(&self) -> String {
        match self {
            Entry::Search(search) => ["search:", &search.address].concat(),
            Entry::Star(star) => ["star:", &star.article].concat(),
            Entry::Note(note) => ["note:", &note.id].concat(),
        }
    }

    /// The entry as a value of JSON.
    pub fn json(&self) -> Json {
        let day = |day: &Option<Day>| Json::from(day.map(|day| day.to_string()));
        let unless_empty = |text: &str| Json::from(Some(text).filter(|text| !text.is_empty()));
        match self {
            Entry::Search(search) => object([
                ("kind", "search".into()),
                ("address", search.address.as_str().into()),
                ("made", day(&search.made)),
                ("seen", search.seen.as_ref().map(Seen::json).into()),
            ]),
            Entry::Star(star) => object([
                ("kind", "star".into()),
                ("article", star.article.as_str().into()),
                ("title", star.title.as_str().into()),
                ("date", star.date.map(|span| span.to_string()).into()),
                ("source", star.source.as_deref().into()),
                ("made", day(&star.made)),
            ]),
            Entry::Note(note) => object([
                ("kind", "note".into()),
                ("id", note.id.as_str().into()),
                ("article", note.article.as_str().into()),
                ("title", note.title.as_str().into()),
                ("passage", unless_empty(&note.passage)),
                ("paragraph", Some(note.paragraph).filter(|nth| *nth > 0).into()),
                ("text", note.text.as_str().into()),
                ("made", day(&note.made)),
            ]),
        }
    }

    /// The entry that a value is; `None` when it is none.
    pub fn of(json: &Json) -> Option<Entry> {
        let text = |name: &str| json.text(name).map(str::to_owned);
        let made = || Some(json.text("made")?.parse::<DateSpan>().ok()?.earliest);
        Some(match json.text("kind")? {
            "search" => Entry::Search(Search {
                address: text("address")?,
                made: made(),
                seen: json.get("seen").and_then(Seen::of),
            }),
            "star" => Entry::Star(Star {
                article: text("article").filter(|id| !id.is_empty())?,
                title: text("title")?,
                date: json.text("date").and_then(|date| date.parse().ok()),
                source: text("source"),
                made: made(),
            }),
            "note" => Entry::Note(Note {
                id: text("id").filter(|id| !id.is_empty())?,
                article: text("article")?,
                title: text("title")?,
                passage: text("passage").unwrap_or_default(),
                paragraph: json.number("paragraph").unwrap_or(0).min(View::LAST_PARAGRAPH),
                text: text("text")?,
                made: made(),
            }),
            _ => return None,
        })
    }
}

/// A notebook as a file.
pub fn file(collection: &str, entries: &[Entry]) -> String {
    let file = object([
        ("format", FORMAT.into()),
        ("version", VERSION.into()),
        ("collection", collection.into()),
        ("entries", entries.iter().map(Entry::json).collect::<Vec<Json>>().into()),
    ]);
    [&file.lines(), "\n"].concat()
}

/// Why a file is not taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is no notebook.
    Foreign,
    /// It is one of a newer version of this program.
    TooNew,
}

/// What a file holds.
#[derive(Debug, PartialEq)]
pub struct Read {
    /// Its entries.
    pub entries: Vec<Entry>,
    /// How many more there are that mean nothing here.
    pub n_unread: u32,
}

/// Reads a file.
pub fn read(text: &str) -> Result<Read, Refusal> {
    let json = Json::read(text).filter(|json| json.text("format") == Some(FORMAT)).ok_or(Refusal::Foreign)?;
    match json.number("version") {
        Some(1..=VERSION) => {}
        Some(version) if version > VERSION => return Err(Refusal::TooNew),
        _ => return Err(Refusal::Foreign),
    }
    let Some(Json::List(values)) = json.get("entries") else { return Err(Refusal::Foreign) };
    let entries: Vec<Entry> = values.iter().filter_map(Entry::of).collect();
    let n_unread = (values.len() - entries.len()) as u32;
    Ok(Read { entries, n_unread })
}

/// What has to be added to one notebook for it to hold another's entries too. Nothing that is there is changed: a note that was written differently here and
/// there stands twice.
pub fn missing(here: &[Entry], there: Vec<Entry>) -> Vec<Entry> {
    let mut added: Vec<Entry> = Vec::new();
    for mut entry in there {
        let is_same = |other: &Entry| match (other, &entry) {
            (Entry::Note(one), Entry::Note(other)) => {
                (&one.article, &one.passage, &one.text) == (&other.article, &other.passage, &other.text)
            }
            (one, other) => one.key() == other.key(),
        };
        if here.iter().chain(&added).any(is_same) {
            continue;
        }
        if let Entry::Note(note) = &mut entry {
            let is_taken =
                |id: &str| here.iter().chain(&added).any(|other| matches!(other, Entry::Note(other) if other.id == id));
            while is_taken(&note.id) {
                note.id.push('+');
            }
        }
        added.push(entry);
    }
    added
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn search(address: &str) -> Entry {
        Entry::Search(Search { address: address.to_owned(), made: Some(Day(20_000)), seen: None })
    }

    fn star(article: &str, title: &str) -> Entry {
        let date = "2023-11/2023-12".parse().ok();
        Entry::Star(Star { article: article.to_owned(), title: title.to_owned(), date, source: None, made: None })
    }

    fn note(id: &str, text: &str) -> Entry {
        Entry::Note(Note {
            id: id.to_owned(),
            article: "a".to_owned(),
            title: "A \"headline\"\n".to_owned(),
            passage: String::new(),
            paragraph: 7,
            text: text.to_owned(),
            made: Some(Day(0)),
        })
    }

    #[test]
    fn a_notebook_is_read_back_from_its_file() {
        let seen = Seen::of_numbers("0123456789abcdef", Some(Day(20_001)), vec![7, 5]);
        let opened = Entry::Search(Search { address: "q=oil".to_owned(), made: None, seen: Some(seen) });
        let entries = vec![search(""), opened, star("b", "تیتر"), note("1", "so\u{202e}")];
        let file = file("The <i>Harbour</i>", &entries);
        assert_eq!(read(&file), Ok(Read { entries, n_unread: 0 }));
        assert!(serde_json::from_str::<serde_json::Value>(&file).is_ok());
    }

    #[test]
    fn what_is_no_notebook_is_refused_and_a_newer_one_named_so() {
        for (text, refusal) in [
            ("", Refusal::Foreign),
            ("not json", Refusal::Foreign),
            ("[]", Refusal::Foreign),
            ("{\"format\":\"other\",\"version\":1,\"entries\":[]}", Refusal::Foreign),
            ("{\"format\":\"newsprint-notebook\",\"entries\":[]}", Refusal::Foreign),
            ("{\"format\":\"newsprint-notebook\",\"version\":1,\"entries\":{}}", Refusal::Foreign),
            ("{\"format\":\"newsprint-notebook\",\"version\":0,\"entries\":[]}", Refusal::Foreign),
            ("{\"format\":\"newsprint-notebook\",\"version\":2,\"entries\":[]}", Refusal::TooNew),
        ] {
            assert_eq!(read(text), Err(refusal), "{text}");
        }
        let odd = "{\"format\":\"newsprint-notebook\",\"version\":1,\"entries\":[{\"kind\":\"dream\"},7,{\"kind\":\"star\",\"article\":\"\",\"title\":\"t\"}]}";
        assert_eq!(read(odd), Ok(Read { entries: vec![], n_unread: 3 }));
    }

    #[test]
    fn two_notebooks_become_one_in_which_nothing_is_lost() {
        let here = vec![search("q=a"), star("a", "kept"), note("1", "mine")];
        let there = vec![search("q=a"), star("a", "theirs"), star("b", "new"), note("1", "theirs"), note("2", "mine")];
        assert_eq!(missing(&here, there.clone()), [star("b", "new"), note("1+", "theirs")]);
        // Taken in again, it adds nothing.
        let all: Vec<Entry> = here.iter().cloned().chain(missing(&here, there.clone())).collect();
        assert_eq!(missing(&all, there), []);
    }

    fn any_entry() -> impl Strategy<Value = Entry> {
        prop_oneof![
            "[a-c]".prop_map(|address| search(&address)),
            ("[a-c]", ".{0,3}").prop_map(|(article, title)| star(&article, &title)),
            ("[a-c]", "[a-c]").prop_map(|(id, text)| note(&id, &text)),
        ]
    }

    proptest! {
        #[test]
        fn taking_in_twice_is_taking_in_once(here in prop::collection::vec(any_entry(), 0..6), there in prop::collection::vec(any_entry(), 0..6)) {
            let here = missing(&[], here);
            let added = missing(&here, there.clone());
            let all: Vec<Entry> = here.into_iter().chain(added).collect();
            let mut keys: Vec<String> = all.iter().map(Entry::key).collect();
            keys.sort();
            keys.dedup();
            prop_assert_eq!(keys.len(), all.len(), "a key for each");
            prop_assert_eq!(missing(&all, there), vec![]);
            prop_assert_eq!(read(&file("", &all)), Ok(Read { entries: all, n_unread: 0 }));
        }

        #[test]
        fn no_file_brings_it_down(text in any::<String>(), near in "(\\{\"format\":\"newsprint-notebook\",\"version\":1,\"entries\":\\[)?[{}\\[\\],:\"a-z0-9]{0,40}") {
            let _ = (read(&text), read(&near));
        }
    }
}
