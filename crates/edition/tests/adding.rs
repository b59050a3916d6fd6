//! What is added to an edition answers as if it had been there from the beginning, and touches no file of the base.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use newsprint_edition::{
    Alone, Base, EditionFiles, EditionWriter, EntityTable, FACETS, MemorySpill, MemoryStore, POINTER, Reader, Scoring,
    WriteError, WriteOptions,
};
use newsprint_model::{DateSpan, EntityKind, MergeRule, Part, Tagged};
use newsprint_text::{Stemmer, terms};
use pollster::block_on;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use support::{Corpus, corpus, options};

/// The corpus's articles from one up to another.
fn slice(corpus: &Corpus, range: std::ops::Range<usize>) -> Corpus {
    let tagged = Tagged {
        entities: corpus.tagged.entities.clone(),
        mentions: corpus.tagged.mentions[range.clone()].to_vec(),
        supplied: corpus.tagged.supplied[range.clone()].to_vec(),
        quotations: corpus.tagged.quotations[range.clone()].to_vec(),
        months: corpus.tagged.months[range.clone()].to_vec(),
    };
    Corpus { articles: corpus.articles[range].to_vec(), tagged }
}

/// Adds a corpus to the base of an edition: what the folder of the site holds then.
fn added(before: &EditionFiles, corpus: &Corpus, options: &WriteOptions) -> Result<EditionFiles, WriteError> {
    let base = block_on(Base::read(MemoryStore::new(before.clone()))).unwrap();
    let mut files = EditionFiles::default();
    for name in base.files() {
        files.files.insert(name.clone(), before.files[&name].clone());
    }
    let n_base_bytes = files.n_bytes();
    let mut writer = EditionWriter::new(MemorySpill::default());
    for (nth, article) in corpus.articles.iter().enumerate() {
        writer.add(article, corpus.tagged.found(nth)).unwrap();
    }
    let settled: Vec<Option<u32>> = (0..corpus.tagged.entities.len() as u32).map(Some).collect();
    let table = EntityTable { entities: &corpus.tagged.entities, settled: &settled };
    let mut new = EditionFiles::default();
    let name = base.name().to_owned();
    writer.finish_added((&base, n_base_bytes), (&name, table), options, &Alone, &mut new, &mut |_| ())?;
    assert!(new.files.keys().all(|name| !files.files.contains_key(name)), "no file of the base is written");
    files.files.extend(new.files);
    Ok(files)
}

/// A word: how many articles hold it, its stems, and for each article its impact and positions.
type Word = (u32, BTreeSet<String>, BTreeMap<String, (u8, Vec<u32>)>);
/// A facet value: its label, how many articles have it, and which.
type Shown = (String, u32, BTreeSet<String>);

/// An article: its headline, date, paragraphs, entities with their mentions, and each mention.
type Told = (String, Option<DateSpan>, Vec<String>, BTreeMap<String, u32>, Vec<(Part, u32, u32, String)>);
/// What the boot file counts: articles, dates, entities by kind, languages, values by facet.
type Counted = (u32, Option<DateSpan>, [u32; 3], Vec<(String, u32)>, [u32; FACETS.len()]);

/// All answers of an edition, whatever its numbers are.
#[derive(Debug, Default, PartialEq)]
struct Answers {
    articles: BTreeMap<String, Told>,
    words: BTreeMap<String, Word>,
    families: BTreeMap<String, BTreeSet<String>>,
    n_in_families: BTreeMap<String, u32>,
    values: BTreeMap<(usize, String), Shown>,
    columns: BTreeSet<(String, usize, String)>,
    entities: BTreeMap<String, (String, u32, BTreeMap<String, MergeRule>)>,
    boot: Counted,
}

fn answers(files: EditionFiles, corpus: &Corpus) -> Answers {
    let n_bytes: usize = files.files.iter().filter(|(name, _)| *name != POINTER).map(|(_, bytes)| bytes.len()).sum();
    let reader = block_on(Reader::open(MemoryStore::new(files))).unwrap();
    assert_eq!(reader.n_bytes() as usize, n_bytes);
    let boot = reader.boot();
    let numbers: Vec<u32> = (0..boot.n_articles).collect();
    let mut answers = Answers {
        boot: (boot.n_articles, boot.dates, boot.n_entities, boot.langs.clone(), boot.n_values),
        ..Answers::default()
    };
    let cards = block_on(reader.ask(|edition| edition.cards(&numbers))).unwrap();
    let bodies = block_on(reader.ask(|edition| edition.bodies(&numbers))).unwrap();
    let id_of = |number: u32| cards[number as usize].id.clone();
    let dates = block_on(reader.ask(|edition| edition.dates())).unwrap();
    let mut spans = vec![None; numbers.len()];
    for run in &dates.runs {
        spans[run.first as usize..][..run.n_articles as usize].fill(Some(run.span));
    }
    for (number, (card, body)) in cards.iter().zip(&bodies).enumerate() {
        assert_eq!(spans[number], card.date);
        let place = block_on(reader.ask(|edition| edition.article_place(&card.id))).unwrap();
        assert_eq!(place.map(|place| place.number as usize), Some(number));
        let named: Vec<_> = body.entities.iter().map(|(number, _)| *number).collect();
        let entities = block_on(reader.ask(|edition| edition.entities(&named))).unwrap();
        let mentioned =
            entities.iter().zip(&body.entities).map(|(entity, (_, n))| (entity.label.id.clone(), *n)).collect();
        let of_card: BTreeSet<String> = card.entities.iter().map(|label| label.id.clone()).collect();
        assert_eq!(of_card, entities.iter().map(|entity| entity.label.id.clone()).collect());
        let mentions =
            body.mentions.iter().map(|m| (m.part, m.start, m.end, entities[m.entity as usize].label.id.clone()));
        answers.articles.insert(
            card.id.clone(),
            (
                format!("{} {} {:?}", card.title, card.lead, card.source),
                card.date,
                body.paragraphs.clone(),
                mentioned,
                mentions.collect(),
            ),
        );
        for entity in entities {
            let variants = entity.variants.into_iter().map(|variant| (variant.text, variant.rule));
            let told = (entity.label.name, entity.n_articles, variants.collect());
            answers.entities.insert(entity.label.id, told);
        }
    }
    let mut words = BTreeSet::new();
    for (nth, article) in corpus.articles.iter().enumerate() {
        let mut take = |text: &str| {
            terms(text, |term| {
                words.insert(term.text.to_owned());
            });
        };
        take(&article.title);
        article.paragraphs.iter().for_each(|paragraph| take(&paragraph.text));
        let mentioned = corpus.tagged.mentions[nth].iter().map(|mention| mention.entity);
        mentioned
            .chain(corpus.tagged.supplied[nth].iter().copied())
            .for_each(|entity| take(&corpus.tagged.entities[entity.0 as usize].name));
    }
    let words: Vec<String> = words.into_iter().collect();
    let stemmer = Stemmer::of("en").unwrap();
    let stems: Vec<String> = words.iter().map(|word| stemmer.stem(word).into_owned()).collect();
    let (entries, families) = block_on(reader.ask(|edition| edition.dictionary(&words, &stems))).unwrap();
    let entries: Vec<_> = entries.iter().flatten().collect();
    let postings = block_on(reader.ask(|edition| edition.postings(&entries))).unwrap();
    let positions = block_on(reader.ask(|edition| edition.positions(&entries))).unwrap();
    for ((entry, postings), positions) in entries.iter().zip(&postings).zip(&positions) {
        assert_eq!(entry.n_articles as usize, postings.articles.len());
        assert_eq!(postings.impacts.iter().max(), Some(&entry.max_impact));
        let of_articles = postings.articles.iter().zip(&postings.impacts).enumerate();
        let of_articles =
            of_articles.map(|(nth, (number, impact))| (id_of(*number), (*impact, positions.of(nth).to_vec())));
        let stems = entry.stems.iter().cloned().collect();
        answers.words.insert(entry.word.clone(), (entry.n_articles, stems, of_articles.collect()));
    }
    for family in families.into_iter().flatten() {
        answers.n_in_families.insert(family.stem.clone(), family.n_articles);
        answers.families.insert(family.stem, family.members.into_iter().collect());
    }
    for (facet, n_values) in boot.n_values.iter().enumerate() {
        let wanted: Vec<(usize, u32)> = (0..*n_values).map(|number| (facet, number)).collect();
        let values = block_on(reader.ask(|edition| edition.values(&wanted))).unwrap();
        let sets = block_on(
            reader.ask(|edition| edition.value_articles(&values.iter().map(|value| &value.set).collect::<Vec<_>>())),
        )
        .unwrap();
        let mut n_articles = Vec::new();
        for nth in 0..*n_values {
            n_articles.push(values[boot.value_at(facet, nth) as usize].set.n_articles);
        }
        assert!(n_articles.windows(2).take(62).all(|pair| pair[0] >= pair[1]), "{n_articles:?}");
        for (value, set) in values.iter().zip(sets) {
            assert_eq!(value.set.n_articles as usize, set.len());
            let by_id = block_on(reader.ask(|edition| edition.value_sets(&[(facet, value.id.as_str())]))).unwrap();
            assert_eq!(by_id, [Some(value.set.clone())]);
            let named: Vec<_> = value.entity.into_iter().collect();
            let named = block_on(reader.ask(|edition| edition.entities(&named))).unwrap();
            let told = named.first().map(|entity| (&entity.label.id, entity.n_articles));
            assert_eq!(told, (facet < EntityKind::ALL.len()).then_some((&value.id, value.set.n_articles)));
            let articles = set.into_iter().map(id_of).collect();
            answers.values.insert((facet, value.id.clone()), (value.label.clone(), value.set.n_articles, articles));
        }
        let mut columns = Vec::new();
        let only = std::array::from_fn(|other| other == facet);
        block_on(reader.ask(|edition| {
            columns.clear();
            edition.each_value(&numbers, &only, &mut |article, _, value| columns.push((article, value)))
        }))
        .unwrap();
        answers.columns.extend(
            columns.into_iter().map(|(article, value)| (id_of(article), facet, values[value as usize].id.clone())),
        );
    }
    answers
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_edition_that_grew_answers_like_one_written_at_once(
        corpus in corpus(30), options in options(), share in 0usize..=100, earlier in 0usize..=100, one_lang in any::<bool>(),
    ) {
        let mut corpus = corpus;
        if one_lang {
            corpus.articles.iter_mut().for_each(|article| article.lang = "en".to_owned());
        }
        // Lengths that dilute nothing weigh alike whatever their means are.
        let options = WriteOptions { scoring: Scoring { title_b: 0.0, body_b: 0.0, ..Scoring::default() }, ..options };
        let n = corpus.articles.len();
        let n_base = n * share / 100;
        let base = slice(&corpus, 0..n_base).files(&options);
        let rest = slice(&corpus, n_base..n);
        let grown = added(&base, &rest, &options).unwrap();
        // What was added before goes, and the base is the base whatever has been added to it.
        let first = slice(&corpus, n_base..n_base + (n - n_base) * earlier / 100);
        let again = added(&added(&base, &first, &options).unwrap(), &rest, &options).unwrap();
        prop_assert_eq!(&again, &grown);
        for (name, bytes) in base.files.iter().filter(|(name, _)| *name != POINTER && !name.starts_with("edition/boot")) {
            prop_assert_eq!(&grown.files[name], bytes);
        }
        let (mut grown, mut at_once) = (answers(grown, &corpus), answers(corpus.files(&options), &corpus));
        if !one_lang {
            // A word of several languages counts, in each part, for the families of those that it has there.
            for (stem, n_articles) in &at_once.n_in_families {
                prop_assert!(grown.n_in_families[stem] <= *n_articles);
            }
            grown.n_in_families.clear();
            at_once.n_in_families.clear();
        }
        prop_assert_eq!(grown, at_once);
    }
}

#[test]
fn an_article_that_the_base_has_is_not_added() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let corpus = loop {
        let corpus = corpus(12).new_tree(&mut runner).unwrap().current();
        if corpus.articles.len() > 3 {
            break corpus;
        }
    };
    let options = WriteOptions::default();
    let base = slice(&corpus, 0..3).files(&options);
    let fault = added(&base, &slice(&corpus, 2..4), &options).unwrap_err();
    assert_eq!(fault, WriteError::SameId { id: corpus.articles[2].id.clone() });
}
