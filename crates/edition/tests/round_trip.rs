//! What is written is what is read, however the chunks are cut.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod support;

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use newsprint_edition::{
    BODY_START, ChunkError, ChunkStore, FACETS, Label, MemoryStore, PARAGRAPH_GAP, PackedStore, Reader, WriteError,
    WriteOptions, significance, write,
};
use newsprint_model::{Article, EntityKind, EntityNumber, Part};
use newsprint_text::{Stemmer, terms};
use pollster::block_on;
use proptest::prelude::*;
use support::{Corpus, corpus, options};

/// The corpus's articles by their numbers in an edition: by date, undated last, else as given.
fn numbered(corpus: &Corpus) -> Vec<usize> {
    let mut order: Vec<usize> = (0..corpus.articles.len()).collect();
    order.sort_by_key(|nth| {
        let span = corpus.articles[*nth].date.as_ref().map(|date| date.span);
        (span.is_none(), span, *nth)
    });
    order
}

/// Word to articles to positions, as the format describes them.
fn index(corpus: &Corpus, order: &[usize]) -> BTreeMap<String, BTreeMap<u32, Vec<u32>>> {
    let mut index = BTreeMap::<String, BTreeMap<u32, Vec<u32>>>::new();
    for (number, nth) in (0u32..).zip(order) {
        let article: &Article = &corpus.articles[*nth];
        let mut add = |word: &str, position: u32| {
            index.entry(word.to_owned()).or_default().entry(number).or_default().push(position)
        };
        if !article.title_derived {
            terms(&article.title, |term| add(term.text, term.position));
        }
        let mut start = BODY_START;
        for paragraph in &article.paragraphs {
            start += terms(&paragraph.text, |term| add(term.text, start + term.position)) + PARAGRAPH_GAP;
        }
        let mentioned = corpus.tagged.mentions[*nth].iter().map(|mention| mention.entity);
        let named: BTreeSet<EntityNumber> = mentioned.chain(corpus.tagged.supplied[*nth].iter().copied()).collect();
        for entity in named {
            terms(&corpus.tagged.entities[entity.0 as usize].name, |term| {
                index.entry(term.text.to_owned()).or_default().entry(number).or_default();
            });
        }
    }
    index
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 80, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn everything_written_is_read(corpus in corpus(40), options in options()) {
        let files = corpus.files(&options);
        prop_assert_eq!(&corpus.files(&options), &files, "same source, same bytes");
        let reader = block_on(Reader::open(PackedStore::new(files.pack()).unwrap())).unwrap();
        prop_assert_eq!(reader.n_bytes() as usize, files.files.iter().filter(|(name, _)| *name != "edition.json").map(|(_, bytes)| bytes.len()).sum::<usize>());
        let order = numbered(&corpus);
        let numbers: Vec<u32> = (0..order.len() as u32).collect();

        // Articles.
        let cards = block_on(reader.ask(|edition| edition.cards(&numbers))).unwrap();
        let bodies = block_on(reader.ask(|edition| edition.bodies(&numbers))).unwrap();
        let placed = block_on(reader.ask(|edition| {
            let places: Vec<_> = cards.iter().map(|card| edition.article_place(&card.id)).collect();
            let places = places.into_iter().collect::<Result<Vec<_>, _>>()?;
            edition.bodies_at(&places.into_iter().flatten().collect::<Vec<_>>())
        })).unwrap();
        prop_assert_eq!(&placed, &bodies, "an id leads to the same text as a card");
        for ((nth, card), body) in order.iter().zip(&cards).zip(&bodies) {
            let article = &corpus.articles[*nth];
            prop_assert_eq!((&card.id, &card.title, card.title_derived, &card.byline, &card.source, &card.lang),
                (&article.id, &article.title, article.title_derived, &article.byline, &article.source, &article.lang));
            prop_assert_eq!(card.date, article.date.as_ref().map(|date| date.span));
            prop_assert_eq!(&body.date, &article.date);
            prop_assert_eq!(&body.paragraphs, &article.paragraphs.iter().map(|paragraph| paragraph.text.clone()).collect::<Vec<_>>());
            let entities = block_on(reader.ask(|edition| edition.entities(&body.entities.iter().map(|(number, _)| *number).collect::<Vec<_>>()))).unwrap();
            let read: Vec<_> = body.mentions.iter().map(|m| (m.part, m.start, m.end, entities[m.entity as usize].label.id.clone())).collect();
            let given: Vec<_> = corpus.tagged.mentions[*nth].iter()
                .map(|m| (m.part, m.start, m.end, corpus.tagged.entities[m.entity.0 as usize].id.clone())).collect();
            prop_assert_eq!(read, given);
            let read: Vec<_> = body.quotations.iter()
                .map(|q| (Part::Paragraph(q.paragraph), q.start, q.end, q.speaker.map(|at| entities[at as usize].label.id.clone()))).collect();
            let is_named = |id: &String| entities.iter().any(|entity| entity.label.id == *id);
            let given: Vec<_> = corpus.tagged.quotations[*nth].iter().filter(|q| q.part != Part::Title)
                .map(|q| (q.part, q.start, q.end, q.speaker.map(|who| corpus.tagged.entities[who.0 as usize].id.clone()).filter(is_named))).collect();
            prop_assert_eq!(read, given);
            for entity in entities {
                let given = corpus.tagged.entities.iter().find(|given| given.id == entity.label.id).unwrap();
                prop_assert_eq!((entity.facts, entity.related), (given.facts, related(&corpus, &given.id)));
            }
            prop_assert_eq!(block_on(reader.ask(|edition| edition.article_place(&article.id))).unwrap().map(|place| order[place.number as usize]), Some(*nth));
        }
        prop_assert_eq!(block_on(reader.ask(|edition| edition.article_place("no-such-id"))).unwrap(), None);

        // Words.
        let index = index(&corpus, &order);
        let words: Vec<String> = index.keys().cloned().chain(["zzzz".to_owned()]).collect();
        let (mut entries, _) = block_on(reader.ask(|edition| edition.dictionary(&words, &[]))).unwrap();
        prop_assert_eq!(entries.pop(), Some(None));
        let entries: Vec<_> = entries.iter().flatten().collect();
        prop_assert_eq!(entries.len(), index.len());
        let postings = block_on(reader.ask(|edition| edition.postings(&entries))).unwrap();
        let positions = block_on(reader.ask(|edition| edition.positions(&entries))).unwrap();
        for ((expected, postings), positions) in index.values().zip(&postings).zip(&positions) {
            prop_assert_eq!(&postings.articles, &expected.keys().copied().collect::<Vec<_>>());
            prop_assert_eq!(postings.impacts.len(), postings.articles.len());
            for (nth, wanted) in expected.values().enumerate() {
                prop_assert_eq!(positions.of(nth), wanted.as_slice());
            }
        }
        for entry in &entries {
            let (starting, _) = block_on(reader.ask(|edition| edition.words_with_prefix(&entry.word, 9999))).unwrap();
            let wanted: Vec<&String> = index.keys().filter(|word| word.starts_with(&entry.word)).collect();
            prop_assert!(starting.iter().map(|entry| &entry.word).eq(wanted) || starting.len() < index.len());
        }

        let mut backwards = BTreeMap::new();
        block_on(reader.ask(|edition| edition.each_ending("", "", 9999, &mut |word, n| { backwards.insert(word.chars().rev().collect::<String>(), n as usize); }))).unwrap();
        let told = index.iter().filter(|(word, _)| word.chars().count() >= 4 && word.chars().all(char::is_alphabetic));
        prop_assert_eq!(backwards, told.map(|(word, articles)| (word.clone(), articles.len())).collect::<BTreeMap<_, _>>());

        // Families hold every inflected form of the stems of English words.
        let english = Stemmer::of("en").unwrap();
        let stems: Vec<String> = index.keys().map(|word| english.stem(word).into_owned()).collect();
        let (_, families) = block_on(reader.ask(|edition| edition.dictionary(&[], &stems))).unwrap();
        for family in families.iter().flatten() {
            prop_assert!(family.members.iter().all(|member| index.contains_key(member)));
            let articles: BTreeSet<u32> = family.members.iter().flat_map(|member| index[member].keys().copied()).collect();
            prop_assert_eq!(family.n_articles as usize, articles.len());
        }

        // Facets: directory, sets and columns agree with the articles.
        let mut columns = BTreeMap::<(usize, u32), Vec<u32>>::new();
        block_on(reader.ask(|edition| edition.each_value(&numbers, &[true; 6], &mut |article, facet, value| columns.entry((facet, value)).or_default().push(article)))).unwrap();
        for (facet, n_values) in reader.boot().n_values.iter().enumerate() {
            let wanted: Vec<(usize, u32)> = (0..*n_values).map(|number| (facet, number)).collect();
            let values = block_on(reader.ask(|edition| edition.values(&wanted))).unwrap();
            let sets = block_on(reader.ask(|edition| edition.value_articles(&values.iter().map(|value| &value.set).collect::<Vec<_>>()))).unwrap();
            prop_assert!(values.windows(2).all(|pair| pair[0].set.n_articles >= pair[1].set.n_articles));
            for ((key, value), set) in wanted.iter().zip(&values).zip(&sets) {
                let column = columns.remove(key);
                prop_assert_eq!(column.as_ref(), Some(set));
                prop_assert_eq!(value.set.n_articles as usize, set.len());
                prop_assert_eq!(block_on(reader.ask(|edition| edition.value_sets(&[(facet, value.id.as_str())]))).unwrap(), [Some(value.set.clone())]);
                prop_assert_eq!(value.set.number, key.1);
                if FACETS[facet] == "mentions" {
                    let speaks = |nth: &usize| corpus.tagged.months[*nth].iter().any(|month| [*month, month.of_year()].map(|month| month.to_string()).contains(&value.id));
                    let expected: Vec<u32> = (0..).zip(&order).filter(|(_, nth)| speaks(nth)).map(|(number, _)| number).collect();
                    prop_assert_eq!((set, &value.label), (&expected, &value.id));
                }
                if FACETS[facet] == "lang" {
                    prop_assert!(set.iter().all(|article| cards[*article as usize].lang == value.id));
                }
            }
        }
        prop_assert!(columns.is_empty());
        let months: BTreeSet<_> = corpus.tagged.months.iter().flatten().flat_map(|month| [*month, month.of_year()]).collect();
        prop_assert_eq!(reader.boot().n_values[5] as usize, months.len() * usize::from(options.has_months));
        let every_other: Vec<u32> = numbers.iter().copied().step_by(2).collect();
        let mut touched = BTreeSet::new();
        block_on(reader.ask(|edition| edition.each_value(&every_other, &[true, false, true, true, false, true], &mut |article, _, _| { touched.insert(article); }))).unwrap();
        prop_assert!(touched.iter().all(|article| every_other.contains(article)));

        // Dates.
        let dates = block_on(reader.ask(|edition| edition.dates())).unwrap();
        let runs = dates.runs.iter().flat_map(|run| (0..run.n_articles).map(|_| Some(run.span)));
        let read: Vec<_> = runs.chain(std::iter::repeat(None)).take(order.len()).collect();
        prop_assert_eq!(read, cards.iter().map(|card| card.date).collect::<Vec<_>>());
    }
}

/// Counts requests, and how many were under way together.
struct Counting {
    inner: MemoryStore,
    asked: RefCell<Vec<String>>,
}

impl ChunkStore for Counting {
    async fn read<'a>(&'a self, file: &'a str) -> Result<Cow<'a, [u8]>, ChunkError> {
        self.asked.borrow_mut().push(file.to_owned());
        self.inner.read(file).await
    }
}

#[test]
fn a_chunk_is_asked_for_once() {
    let corpus = corpus_of(30);
    let store = Counting { inner: MemoryStore::new(corpus.files(&WriteOptions::default())), asked: RefCell::default() };
    let reader = block_on(Reader::open(store)).unwrap();
    let numbers: Vec<u32> = (0..30).collect();
    for _ in 0..2 {
        assert_eq!(block_on(reader.ask(|edition| edition.cards(&numbers))).unwrap().len(), 30);
    }
    let asked = reader.store().asked.borrow().clone();
    assert_eq!(asked.len(), 6, "pointer, boot, four groups of cards: {asked:?}");
}

#[test]
fn a_source_that_contradicts_itself_is_refused_with_the_reason() {
    let refused = |change: &dyn Fn(&mut Corpus)| {
        let mut corpus = corpus_of(3);
        change(&mut corpus);
        write(&corpus.source(), &WriteOptions::default()).unwrap_err()
    };
    assert_eq!(
        refused(&|corpus| corpus.articles[1].id = "story-0".into()),
        WriteError::SameId { id: "story-0".into() }
    );
    assert!(refused(&|corpus| corpus.tagged.mentions.truncate(1)).to_string().contains("for 1 articles"));
    assert!(
        refused(&|corpus| corpus.tagged.supplied[0].push(EntityNumber(9))).to_string().contains("names entity 9 of 0")
    );
}

/// Those whom articles name with an entity more often than chance has it, counted pair by pair.
fn related(corpus: &Corpus, id: &str) -> Vec<Label> {
    let named: Vec<BTreeSet<&str>> = corpus
        .tagged
        .mentions
        .iter()
        .zip(&corpus.tagged.supplied)
        .map(|(mentions, supplied)| {
            let numbers = mentions.iter().map(|mention| mention.entity).chain(supplied.iter().copied());
            numbers.map(|number| corpus.tagged.entities[number.0 as usize].id.as_str()).collect()
        })
        .collect();
    let count = |ids: &[&str]| named.iter().filter(|it| ids.iter().all(|id| it.contains(id))).count() as u32;
    let mut found: Vec<_> = corpus
        .tagged
        .entities
        .iter()
        .filter(|other| other.id != id)
        .map(|other| {
            let n_both = count(&[id, &other.id]);
            let told = significance(named.len() as u32, count(&[id]), count(&[&other.id]), n_both);
            (told, n_both, count(&[&other.id]), other)
        })
        .filter(|(told, n_both, ..)| *told >= 6.635 && *n_both >= 2)
        .collect();
    // Numbers fall by count of articles, then rise by name and id.
    found.sort_by(|a, b| {
        let by_count = b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)).then(b.2.cmp(&a.2));
        by_count.then_with(|| (&a.3.name, &a.3.id).cmp(&(&b.3.name, &b.3.id)))
    });
    let label = |entity: &newsprint_model::Entity| Label {
        id: entity.id.clone(),
        name: entity.name.clone(),
        kind: entity.kind,
    };
    found.into_iter().map(|(.., entity)| label(entity)).collect()
}

#[test]
fn entities_that_no_article_names_are_left_out() {
    let mut corpus = corpus_of(2);
    corpus.tagged.entities = ["Nobody", "Orla Quist"]
        .map(|name| newsprint_model::Entity {
            id: name.into(),
            name: name.into(),
            kind: EntityKind::Person,
            variants: vec![],
            facts: Default::default(),
        })
        .into();
    corpus.tagged.supplied[1].push(EntityNumber(1));
    let reader = block_on(Reader::open(MemoryStore::new(corpus.files(&WriteOptions::default())))).unwrap();
    assert_eq!((reader.boot().n_entities, reader.boot().n_values[0]), ([1, 0, 0], 1));
}

/// The page names the checksum of a small edition: whoever changes the format meets this test, and then the page.
#[test]
fn the_format_page_describes_the_bytes_that_are_written() {
    let mut corpus = corpus_of(5);
    corpus.tagged.entities.push(newsprint_model::Entity {
        id: "story".into(),
        name: "Story".into(),
        kind: EntityKind::Organisation,
        variants: vec![],
        facts: newsprint_model::Facts {
            coordinates: newsprint_model::Coordinates::new(3_569, 5_139),
            wikidata: Some(newsprint_model::WikidataNumber(794)),
        },
    });
    corpus.tagged.supplied[3].push(EntityNumber(0));
    let checksum = xxhash_rust::xxh64::xxh64(&corpus.files(&WriteOptions::default()).pack(), 0);
    let page = include_str!("../../../docs/format.md");
    let named = format!("`{checksum:016x}`");
    assert!(page.contains(&named), "the bytes changed: describe how in docs/format.md, and name {named} there");
}

/// Plain articles, undated.
fn corpus_of(n: usize) -> Corpus {
    let article = |nth: usize| Article {
        id: format!("story-{nth}"),
        title: format!("Story {nth}"),
        title_derived: false,
        title_span: None,
        date: None,
        byline: None,
        source: None,
        lang: "en".into(),
        url: None,
        paragraphs: vec![newsprint_model::Paragraph { text: format!("The text of story {nth}."), start: None }],
        repeats: vec![],
        given: Default::default(),
        file: "invented".into(),
        span: newsprint_model::Span { start: 0, end: 0 },
        line: 0,
    };
    let tagged = newsprint_model::Tagged {
        mentions: vec![vec![]; n],
        supplied: vec![vec![]; n],
        ..newsprint_model::Tagged::default()
    };
    Corpus { articles: (0..n).map(article).collect(), tagged }
}
