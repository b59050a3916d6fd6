//! Bytes that are not what was written: always an error that names the file, never a panic.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod support;

use newsprint_edition::{ChunkError, EditionFiles, FACETS, MemoryStore, PackedStore, Reader, WriteOptions};
use newsprint_model::EntityNumber;
use pollster::block_on;
use proptest::prelude::*;
use support::corpus;

/// Asks everything there is to ask; answers do not matter, only that they come.
fn read_all(files: EditionFiles) -> Result<(), ChunkError> {
    block_on(async {
        let reader = Reader::open(MemoryStore::new(files)).await?;
        let n = reader.boot().n_articles.min(50);
        let numbers: Vec<u32> = (0..n).collect();
        let mut results = Vec::new();
        results.push(reader.ask(|edition| edition.cards(&numbers)).await.map(drop));
        for body in reader.ask(|edition| edition.bodies(&numbers)).await? {
            let entities: Vec<EntityNumber> = body.entities.iter().map(|(number, _)| *number).collect();
            results.push(reader.ask(|edition| edition.entities(&entities)).await.map(drop));
        }
        results.push(reader.ask(|edition| edition.dates()).await.map(drop));
        results.push(reader.ask(|edition| edition.article_place("zzzzzzzz")).await.map(drop));
        results.push(reader.ask(|edition| edition.each_value(&numbers, &[true; 6], &mut |_, _, _| {})).await);
        for facet in 0..FACETS.len() {
            let wanted: Vec<(usize, u32)> =
                (0..reader.boot().n_values[facet].min(20)).map(|number| (facet, number)).collect();
            let values = reader.ask(|edition| edition.values(&wanted)).await?;
            results.push(
                reader
                    .ask(|edition| edition.value_articles(&values.iter().map(|value| &value.set).collect::<Vec<_>>()))
                    .await
                    .map(drop),
            );
            results.push(reader.ask(|edition| edition.values_with_word(facet, "")).await.map(drop));
        }
        let (entries, _) = reader.ask(|edition| edition.words_with_prefix("", 200)).await?;
        let entries: Vec<_> = entries.iter().collect();
        results.push(reader.ask(|edition| edition.postings(&entries)).await.map(drop));
        results.push(reader.ask(|edition| edition.positions(&entries)).await.map(drop));
        results.push(reader.ask(|edition| edition.each_ending("", "", 99, &mut |_, _| {})).await);
        results.push(reader.ask(|edition| edition.words_begun("a", 99)).await.map(drop));
        let stems = ["a".to_owned(), "ab".to_owned()];
        results.push(reader.ask(|edition| edition.dictionary(&stems, &stems)).await.map(drop));
        results.into_iter().collect()
    })
}

/// Chunks small enough that there are several of most kinds.
fn small() -> WriteOptions {
    WriteOptions { index_chunk_bytes: 1024, card_group_bytes: 1024, body_group_bytes: 64, ..WriteOptions::default() }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_file_is_looked_at_and_what_is_wrong_is_named(corpus in corpus(12)) {
        let files = corpus.files(&small());
        let verify = |files: EditionFiles| {
            block_on(async { Reader::open(MemoryStore::new(files)).await.map(|reader| block_on(reader.verify())) })
        };
        let whole = verify(files.clone()).unwrap();
        let is_chunk = |name: &&String| name.contains('/') && !name.contains("boot");
        let chunks: Vec<&String> = files.files.keys().filter(is_chunk).collect();
        assert_eq!((whole.n_files as usize, whole.faults), (chunks.len(), vec![]));
        for (nth, name) in chunks.iter().enumerate() {
            let (mut harmed, mut bytes) = (files.clone(), files.files[*name].clone());
            match nth % 3 {
                0 => drop(harmed.files.remove(*name)),
                1 => {
                    bytes[nth / 3] ^= 1;
                    harmed.files.insert((*name).clone(), bytes);
                }
                _ => {
                    bytes.pop();
                    harmed.files.insert((*name).clone(), bytes);
                }
            }
            let faults = verify(harmed).unwrap().faults;
            assert!(matches!(&faults[..], [fault] if fault.to_string().starts_with(name.as_str())), "{faults:?}");
        }
        // One that fits its checksum and not the name of its part.
        for name in chunks.into_iter().take(1) {
            let mut other = files.files[name].clone();
            other[0] ^= 1;
            let faults = verify(files.tampered(name, other)).unwrap().faults;
            assert!(matches!(&faults[..], [fault] if fault.to_string().contains("named after")), "{faults:?}");
        }
    }

    #[test]
    fn a_flipped_bit_or_a_cut_is_named(corpus in corpus(5), file in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), bit in 0u8..8, cut: bool) {
        let mut files = corpus.files(&WriteOptions::default());
        let name = file.get(&files.files.keys().cloned().collect::<Vec<_>>()).clone();
        let bytes = files.files.get_mut(&name).unwrap();
        let at = at.index(bytes.len());
        if cut { bytes.truncate(at) } else { bytes[at] ^= 1 << bit }
        match read_all(files) {
            // White space and the version's minor number in the pointer may change without harm.
            Ok(()) => prop_assert!(name == "edition.json" || is_rarely_read(&name), "{}", name),
            Err(error) => prop_assert!(error.to_string().contains(&name) || name == "edition.json", "{}: {}", name, error),
        }
    }

    #[test]
    fn hostile_bytes_with_fitting_checksums_are_errors_at_worst(
        corpus in corpus(5), file in any::<prop::sample::Index>(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let files = corpus.files(&small());
        let names: Vec<String> = files.files.keys().filter(|name| *name != "edition.json").cloned().collect();
        let name = file.get(&names).clone();
        let mut bytes = files.files[&name].clone();
        edits.iter().for_each(|(at, byte)| { let at = at.index(bytes.len()); bytes[at] = *byte; });
        let _ = read_all(files.tampered(&name, bytes));
    }

    #[test]
    fn a_chunk_in_the_place_of_another_is_named(corpus in corpus(12), from in any::<prop::sample::Index>(), to in any::<prop::sample::Index>(), other in "[a-z]{1,9}") {
        let mut files = corpus.files(&small());
        let names: Vec<String> = files.files.keys().filter(|name| name.matches('/').count() == 2).cloned().collect();
        let (from, to) = (from.get(&names), to.get(&names));
        // The same chunk of an edition of other articles, or another chunk of the same.
        let mut others = corpus.clone();
        others.articles.iter_mut().for_each(|article| article.byline = Some(other.clone()));
        let others = others.files(&small());
        let elsewhere = others.files.iter().find(|(name, _)| name.rsplit('/').next() == to.rsplit('/').next());
        let bytes = if from == to { elsewhere.map_or(Vec::new(), |(_, bytes)| bytes.clone()) } else { files.files[from].clone() };
        // An edition of no articles is like any other of none.
        prop_assume!(files.files.insert(to.clone(), bytes.clone()) != Some(bytes));
        match read_all(files) {
            Ok(()) => prop_assert!(is_rarely_read(to), "{} for {}", from, to),
            Err(error) => prop_assert!(error.to_string().contains(to.as_str()), "{} for {}: {}", from, to, error),
        }
    }

    #[test]
    fn a_damaged_pack_is_an_error_at_worst(corpus in corpus(4), at in any::<prop::sample::Index>(), byte: u8, cut: bool) {
        let mut blob = corpus.files(&WriteOptions::default()).pack();
        let at = at.index(blob.len().min(600));
        if cut { blob.truncate(at) } else { blob[at] = byte }
        if let Ok(store) = PackedStore::new(blob) {
            let _ = block_on(Reader::open(store)).map(drop);
        }
    }
}

/// Whether a file is one that asking everything may leave out: one bucket of ids is looked into.
fn is_rarely_read(name: &str) -> bool {
    name.contains("/ids")
}

#[test]
fn untouched_files_reseal_to_themselves() {
    let corpus = support::Corpus { articles: vec![], tagged: Default::default() };
    let files = corpus.files(&WriteOptions::default());
    for name in files.files.keys().filter(|name| *name != "edition.json") {
        assert_eq!(files.tampered(name, files.files[name].clone()), files);
    }
    assert_eq!(read_all(files), Ok(()));
}

#[test]
fn a_missing_file_and_a_newer_format_are_told_apart() {
    let corpus = support::Corpus { articles: vec![], tagged: Default::default() };
    let files = corpus.files(&WriteOptions::default());
    let boot = files.files.keys().find(|name| name.contains("boot")).unwrap().clone();
    let mut without = files.clone();
    without.files.remove(&boot);
    assert_eq!(read_all(without), Err(ChunkError::Missing { file: boot.clone() }));
    let mut bytes = files.files[&boot].clone();
    bytes[4] = 3;
    let newer = read_all(files.tampered(&boot, bytes)).unwrap_err();
    assert!(matches!(newer, ChunkError::Newer { found: 3, known: 2, .. }), "{newer}");
}
