//! However an edition is written, it is the same: any crew, any size of batch, and never more in memory than is said.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod support;

use std::io;

use newsprint_edition::{
    Alone, Crew, EditionFiles, EditionWriter, EntityTable, Line, MemorySpill, Progress, Sink, Spill, WriteError,
    WriteOptions,
};
use newsprint_model::{Article, EntityNumber, Found, GivenEntities, Mention, Paragraph, Quotation, Span};
use proptest::prelude::*;
use support::{Corpus, corpus, options};

/// A crew that fetches so many pieces before it works on any, and works on the last one first.
struct Backwards(usize);

impl Crew for Backwards {
    fn n_hands(&self) -> usize {
        self.0
    }

    fn work_off<L: Line>(&self, line: &mut L, work: &(dyn Fn(L::Job) -> L::Done + Sync)) -> Result<(), L::Fault> {
        loop {
            let mut jobs = Vec::new();
            while jobs.len() < self.0
                && let Some(job) = line.next()?
            {
                jobs.push(job);
            }
            if jobs.is_empty() {
                return Ok(());
            }
            let mut done: Vec<L::Done> = jobs.into_iter().rev().map(work).collect();
            while let Some(done) = done.pop() {
                line.take(done)?;
            }
        }
    }
}

/// Writes a corpus with numbers for its entities that are settled at the end only.
fn written(corpus: &Corpus, options: &WriteOptions, crew: &impl Crew, shift: u32) -> EditionFiles {
    let mut writer = EditionWriter::new(MemorySpill::default());
    let given = |number: EntityNumber| EntityNumber(number.0 * 2 + shift);
    for (nth, article) in corpus.articles.iter().enumerate() {
        let mentions: Vec<Mention> = corpus.tagged.mentions[nth]
            .iter()
            .map(|mention| Mention { entity: given(mention.entity), ..*mention })
            .collect();
        let supplied: Vec<EntityNumber> = corpus.tagged.supplied[nth].iter().map(|number| given(*number)).collect();
        let said = |said: &Quotation| Quotation { speaker: said.speaker.map(given), ..*said };
        let quotations: Vec<Quotation> = corpus.tagged.quotations[nth].iter().map(said).collect();
        let months = &corpus.tagged.months[nth];
        let found = Found { mentions: &mentions, supplied: &supplied, quotations: &quotations, months };
        writer.add(article, found).unwrap();
    }
    let mut settled = vec![None; corpus.tagged.entities.len() * 2 + shift as usize];
    (0..corpus.tagged.entities.len() as u32).for_each(|nth| settled[(nth * 2 + shift) as usize] = Some(nth));
    let table = EntityTable { entities: &corpus.tagged.entities, settled: &settled };
    let mut files = EditionFiles::default();
    let mut steps = Vec::new();
    let written = writer.finish(("Invented", table), options, crew, &mut files, &mut |step| steps.push(step)).unwrap();
    assert_eq!(written.n_articles as usize, corpus.articles.len());
    assert_eq!((written.n_files as usize, written.n_bytes), (files.files.len(), files.n_bytes()));
    if written.n_articles > 0 {
        assert!(steps.contains(&Progress::Analysed { n: written.n_articles, of: written.n_articles }), "{steps:?}");
    }
    files
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn crews_and_batches_change_no_byte(corpus in corpus(40), options in options(), batch_bytes in 1usize..300, n_hands in 1usize..7) {
        let usual = corpus.files(&WriteOptions { batch_bytes: 1 << 20, ..options.clone() });
        let tiny = WriteOptions { batch_bytes, ..options };
        prop_assert_eq!(&written(&corpus, &tiny, &Alone, 0), &usual);
        prop_assert_eq!(&written(&corpus, &tiny, &Backwards(n_hands), 3), &usual);
    }
}

/// A disk that fills up.
struct Full {
    inner: MemorySpill,
    n_left: usize,
}

impl Spill for Full {
    fn append(&mut self, bytes: &[u8]) -> io::Result<u64> {
        self.n_left = self.n_left.checked_sub(bytes.len()).ok_or(io::ErrorKind::StorageFull)?;
        self.inner.append(bytes)
    }

    fn read(&mut self, at: u64, into: &mut [u8]) -> io::Result<()> {
        self.inner.read(at, into)
    }
}

impl Sink for Full {
    fn rename(&mut self, _: &str, _: &str) -> io::Result<()> {
        Ok(())
    }

    fn put(&mut self, _name: &str, bytes: Vec<u8>) -> io::Result<()> {
        self.n_left = self.n_left.checked_sub(bytes.len()).ok_or(io::ErrorKind::StorageFull)?;
        Ok(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_disk_that_fills_up_is_an_error_that_says_so(corpus in corpus(20), spill in 0usize..20_000, sink in 0usize..20_000) {
        let full = |n_left| Full { inner: MemorySpill::default(), n_left };
        let mut writer = EditionWriter::new(full(spill));
        let mut added = Ok(());
        for article in &corpus.articles {
            added = added.and_then(|()| writer.add(article, Found::default()));
        }
        let table = EntityTable { entities: &[], settled: &[] };
        let mut sink = full(sink);
        let done = added.and_then(|()| writer.finish(("Invented", table), &WriteOptions::default(), &Alone, &mut sink, &mut |_| ()));
        match done {
            Ok(written) => prop_assert_eq!(written.n_articles as usize, corpus.articles.len()),
            Err(fault) => {
                let is_known = matches!(&fault, WriteError::Spill { .. } | WriteError::Refused { .. });
                prop_assert!(is_known && fault.to_string().contains("no storage space"), "{}", fault);
            }
        }
    }
}

/// Articles of some kilobytes each, of a few hundred words.
fn long_articles(n: usize) -> Vec<Article> {
    let sentence =
        |nth: usize, of: usize| format!("Boat {} of berth {} left at {}. ", nth * of % 61, of % 89, (nth + of) % 97);
    let article = |nth: usize| Article {
        id: format!("story-{nth}"),
        title: format!("Story {nth}"),
        title_derived: false,
        title_span: None,
        date: None,
        byline: None,
        source: Some("The Tarn Courier".into()),
        lang: "en".into(),
        url: None,
        paragraphs: vec![Paragraph { text: (0..120).map(|of| sentence(nth, of)).collect(), start: None }],
        repeats: vec![],
        given: GivenEntities::default(),
        file: "invented".into(),
        span: Span { start: 0, end: 0 },
        line: 0,
    };
    (0..n).map(article).collect()
}

#[test]
fn memory_grows_by_some_bytes_an_article_and_not_with_the_texts() {
    let held = |n: usize| {
        let mut writer = EditionWriter::new(MemorySpill::default());
        let mut n_text = 0;
        for article in long_articles(n) {
            n_text += article.paragraphs[0].text.len();
            writer.add(&article, Found::default()).unwrap();
            // What has not gone to the spill yet, and what stays.
            assert!(writer.n_bytes_held() < (3 << 20) + 200 * n, "{} bytes", writer.n_bytes_held());
        }
        let options = WriteOptions { batch_bytes: 50_000, ..WriteOptions::default() };
        let table = EntityTable { entities: &[], settled: &[] };
        let written =
            writer.finish(("Held", table), &options, &Alone, &mut EditionFiles::default(), &mut |_| ()).unwrap();
        (written.n_bytes_held, n_text)
    };
    let ((few, few_text), (many, many_text)) = (held(300), held(900));
    assert!(many_text - few_text > 1_500_000);
    // A piece under way, a run's windows and an article's own bytes are all that grows: a small part of the text.
    assert!(many < many_text / 2 && many.saturating_sub(few) < (many_text - few_text) / 4, "{few} and {many} bytes");
}
