//! The same documents and queries in tantivy: BM25 over title and text with English stems.

use anyhow::Result;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, BoostQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions, Value as _};
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{Index, Searcher, TantivyDocument, Term, doc};

use crate::collection::Collection;

const WRITER_BYTES: usize = 100 << 20;

/// How tantivy is asked.
#[derive(Clone, Copy)]
pub struct Way {
    /// What the report calls it.
    pub name: &'static str,
    /// What a hit in the title counts beside 1 in the text.
    pub title_boost: f32,
    /// Whether a word that a query repeats is asked for once.
    pub is_once: bool,
}

/// The ways it is asked in; the best of them on a collection is what it could do there.
pub const WAYS: [Way; 4] = [
    Way { name: "tantivy, en_stem, each mention", title_boost: 1.0, is_once: false },
    Way { name: "tantivy, en_stem, each mention, title twice", title_boost: 2.0, is_once: false },
    Way { name: "tantivy, en_stem, each word once", title_boost: 1.0, is_once: true },
    Way { name: "tantivy, en_stem, each word once, title twice", title_boost: 2.0, is_once: true },
];

/// A collection in an index in memory.
pub struct Peer {
    id: Field,
    title: Field,
    text: Field,
    searcher: Searcher,
    analyzer: TextAnalyzer,
}

impl Peer {
    /// Indexes a collection.
    pub fn of(collection: &Collection) -> Result<Peer> {
        let mut builder = Schema::builder();
        let indexing = TextFieldIndexing::default()
            .set_tokenizer("en_stem")
            .set_index_option(IndexRecordOption::WithFreqsAndPositions);
        let options = TextOptions::default().set_indexing_options(indexing);
        let id = builder.add_text_field("id", STORED);
        let title = builder.add_text_field("title", options.clone());
        let text = builder.add_text_field("text", options);
        let index = Index::create_in_ram(builder.build());
        let mut writer = index.writer_with_num_threads::<TantivyDocument>(1, WRITER_BYTES)?;
        for document in &collection.documents {
            writer.add_document(
                doc!(id => document.id.as_str(), title => document.title.as_str(), text => document.text.as_str()),
            )?;
        }
        writer.commit()?;
        let analyzer = index.tokenizer_for_field(text)?;
        Ok(Peer { id, title, text, searcher: index.reader()?.searcher(), analyzer })
    }

    /// The documents found, best first.
    pub fn answer(&self, query: &str, way: Way, limit: usize) -> Result<Vec<String>> {
        let mut words = Vec::new();
        self.analyzer.clone().token_stream(query).process(&mut |token| words.push(token.text.clone()));
        if way.is_once {
            words.sort_unstable();
            words.dedup();
        }
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        for word in &words {
            for (field, boost) in [(self.title, way.title_boost), (self.text, 1.0)] {
                let term = TermQuery::new(Term::from_field_text(field, word), IndexRecordOption::WithFreqs);
                clauses.push((Occur::Should, Box::new(BoostQuery::new(Box::new(term), boost))));
            }
        }
        let hits = self.searcher.search(&BooleanQuery::new(clauses), &TopDocs::with_limit(limit).order_by_score())?;
        let mut ids = Vec::with_capacity(hits.len());
        for (_, address) in hits {
            let document: TantivyDocument = self.searcher.doc(address)?;
            ids.extend(document.get_first(self.id).and_then(|id| id.as_str()).map(str::to_owned));
        }
        Ok(ids)
    }
}
