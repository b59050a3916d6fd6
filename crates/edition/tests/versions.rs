//! Cards tell of versions of their article, whatever numbers the articles get.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use newsprint_edition::{
    Alone, Base, EditionFiles, EditionWriter, EntityTable, MAX_VERSIONS, MemorySpill, MemoryStore, Reader, Versions,
    WriteOptions,
};
use newsprint_model::{Article, DateEvidence, DateRule, Found, GivenEntities, Paragraph, PublicationDate, Span};
use pollster::block_on;

fn article(id: String, day: Option<String>) -> Article {
    let evidence = DateEvidence { rule: DateRule::Metadata, passages: Vec::new(), reason: String::new() };
    Article {
        title: format!("Headline of {id}"),
        id,
        title_derived: false,
        title_span: None,
        date: day.map(|day| PublicationDate { span: day.parse().unwrap(), evidence }),
        byline: None,
        source: None,
        lang: "en".into(),
        url: None,
        paragraphs: vec![Paragraph { text: "A text.".into(), start: None }],
        repeats: Vec::new(),
        given: GivenEntities::default(),
        file: "invented".into(),
        span: Span { start: 0, end: 0 },
        line: 0,
    }
}

/// For each article by number: its id, how many others there are, the ids of those, and whether it is to be shown first.
fn told(files: &EditionFiles) -> Vec<(String, u32, Vec<String>, bool)> {
    let reader = block_on(Reader::open(MemoryStore::new(files.clone()))).unwrap();
    let numbers: Vec<u32> = (0..reader.boot().n_articles).collect();
    let cards = block_on(reader.ask(|edition| edition.cards(&numbers))).unwrap();
    let id = |number: &u32| cards[*number as usize].id.clone();
    cards
        .iter()
        .map(|card| {
            let Versions { n_others, others, is_first } = &card.versions;
            (card.id.clone(), *n_others, others.iter().map(id).collect(), *is_first)
        })
        .collect()
}

fn expected(id: &str, n_others: u32, others: &[&str], is_first: bool) -> (String, u32, Vec<String>, bool) {
    (id.to_owned(), n_others, others.iter().map(|id| (*id).to_owned()).collect(), is_first)
}

#[test]
fn versions_are_told_by_number_in_both_parts() {
    let table = EntityTable { entities: &[], settled: &[] };
    let mut writer = EditionWriter::new(MemorySpill::default());
    // Numbers go by date: "d" is 0, "a" is 3.
    for (id, day) in [("a", 4), ("b", 3), ("c", 2), ("d", 1)] {
        writer.add(&article(id.to_owned(), Some(format!("2024-01-0{day}"))), Found::default()).unwrap();
    }
    writer.versions(vec![vec![1, 0, 3]]);
    let mut files = EditionFiles::default();
    writer.finish(("N", table), &WriteOptions::default(), &Alone, &mut files, &mut |_| ()).unwrap();
    let base_told = [
        expected("d", 2, &["b", "a"], false),
        expected("c", 0, &[], false),
        expected("b", 2, &["d", "a"], true),
        expected("a", 2, &["b", "d"], false),
    ];
    assert_eq!(told(&files), base_told);

    let base = block_on(Base::read(MemoryStore::new(files.clone()))).unwrap();
    let n_base_bytes: u64 = base.files().iter().map(|name| files.files[name].len() as u64).sum();
    let mut writer = EditionWriter::new(MemorySpill::default());
    for id in ["x", "y", "z"] {
        writer.add(&article(id.to_owned(), None), Found::default()).unwrap();
    }
    writer.versions(vec![vec![2, 0]]);
    let mut both = files.clone();
    let mut new = EditionFiles::default();
    writer
        .finish_added((&base, n_base_bytes), ("N", table), &WriteOptions::default(), &Alone, &mut new, &mut |_| ())
        .unwrap();
    both.files.extend(new.files);
    let added_told = [expected("x", 1, &["z"], false), expected("y", 0, &[], false), expected("z", 1, &["x"], true)];
    assert_eq!(told(&both), [&base_told[..], &added_told].concat());
}

#[test]
fn a_card_names_so_many_versions_and_counts_all() {
    let table = EntityTable { entities: &[], settled: &[] };
    let n = 3 * MAX_VERSIONS as u32;
    let mut writer = EditionWriter::new(MemorySpill::default());
    (0..n).for_each(|nth| writer.add(&article(format!("s{nth}"), None), Found::default()).unwrap());
    writer.versions(vec![(0..n).collect()]);
    let mut files = EditionFiles::default();
    writer.finish(("N", table), &WriteOptions::default(), &Alone, &mut files, &mut |_| ()).unwrap();
    for (nth, (_, n_others, others, is_first)) in told(&files).into_iter().enumerate() {
        assert_eq!((n_others, others.len(), is_first), (n - 1, MAX_VERSIONS, nth == 0));
        assert!(nth == 0 || others[0] == "s0");
    }
}
