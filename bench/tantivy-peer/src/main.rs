//! The same articles and questions in tantivy: `build INDEX ARTICLES`, then `ask INDEX QUESTIONS`, which prints JSON.
//!
//! Its recommended settings for English: stems, positions, ranking by BM25; what a list shows is stored.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::time::Instant;

use anyhow::{Context as _, Result, bail};
use newsprint_bench::article::Article;
use newsprint_bench::measured::{Timed, Typos, quantile};
use newsprint_bench::queries::{Kind, Query as Question, Questions};
use serde::Serialize;
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{BooleanQuery, FuzzyTermQuery, Occur, Query, QueryParser, RegexQuery, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value as _};
use tantivy::{Index, Searcher, TantivyDocument, Term, doc};

/// What the writer may hold before it writes a segment.
const WRITER_BYTES: usize = 400 << 20;
/// Times each question is asked.
const N_ROUNDS: usize = 3;

/// What `ask` prints.
#[derive(Serialize)]
struct Told {
    version: String,
    warm: Vec<Timed>,
    typos: Typos,
}

/// The fields of an article.
#[derive(Clone, Copy)]
struct Fields {
    id: Field,
    title: Field,
    text: Field,
    excerpt: Field,
    /// Every value of every facet, as `people:Breil Stonark`.
    values: Field,
}

fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["build", index, articles] => build(Path::new(index), Path::new(articles)),
        ["ask", index, questions] => ask(Path::new(index), Path::new(questions)),
        _ => bail!("tantivy-peer build INDEX ARTICLES, or tantivy-peer ask INDEX QUESTIONS"),
    }
}

fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("en_stem")
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let text = TextOptions::default().set_indexing_options(indexing);
    let fields = Fields {
        id: builder.add_text_field("id", STORED),
        title: builder.add_text_field("title", text.clone().set_stored()),
        text: builder.add_text_field("text", text),
        excerpt: builder.add_text_field("excerpt", STORED),
        values: builder.add_text_field("values", STRING),
    };
    (builder.build(), fields)
}

/// Builds the index as one segment, which is what one searches fastest.
fn build(folder: &Path, articles: &Path) -> Result<()> {
    let (schema, fields) = schema();
    fs::create_dir_all(folder)?;
    let index = Index::create_in_dir(folder, schema)?;
    let mut writer = index.writer::<TantivyDocument>(WRITER_BYTES)?;
    for line in BufReader::with_capacity(1 << 20, File::open(articles)?).lines() {
        let article: Article = serde_json::from_str(&line?)?;
        let text = article.paragraphs.join("\n");
        let excerpt: Vec<&str> = text.split_whitespace().take(30).collect();
        let mut document = doc!(
            fields.id => article.id.as_str(),
            fields.title => article.title.as_str(),
            fields.excerpt => excerpt.join(" "),
        );
        document.add_text(fields.text, &text);
        let facets = [("people", &article.people), ("orgs", &article.orgs), ("places", &article.places)];
        for (facet, values) in facets {
            for value in values {
                document.add_text(fields.values, format!("{facet}:{value}"));
            }
        }
        document.add_text(fields.values, format!("source:{}", article.source));
        writer.add_document(document)?;
    }
    writer.commit()?;
    let segments = index.searchable_segment_ids()?;
    if segments.len() > 1 {
        writer.merge(&segments).wait()?;
    }
    writer.wait_merging_threads()?;
    Ok(())
}

fn ask(folder: &Path, questions: &Path) -> Result<()> {
    let index = Index::open_in_dir(folder)?;
    let (_, fields) = schema();
    let mut parser = QueryParser::for_index(&index, vec![fields.title, fields.text]);
    parser.set_conjunction_by_default();
    parser.set_field_boost(fields.title, 2.0);
    let searcher = index.reader()?.searcher();
    let questions: Questions = serde_json::from_str(&fs::read_to_string(questions)?).context("the questions")?;
    let asked = Asked { fields, parser, searcher };
    let mut times: Vec<Vec<f64>> = vec![Vec::new(); questions.queries.len()];
    let mut told = vec![(0, 0); questions.queries.len()];
    for round in 0..=N_ROUNDS {
        for (idx, question) in questions.queries.iter().enumerate() {
            let started = Instant::now();
            let (n_hits, hits) = asked.search(&*asked.query(question)?)?;
            if round > 0 {
                times[idx].push(started.elapsed().as_secs_f64() * 1e3);
            }
            told[idx] = (n_hits, hits.len());
        }
    }
    let warm = questions.queries.iter().zip(times).zip(told).map(|((question, times), (n_hits, n_shown))| Timed {
        kind: newsprint_bench::measure::kind_name(question.kind),
        text: question.text.clone(),
        ms: quantile(times.into_iter(), 0.5),
        n_hits: Some(n_hits as u64),
        n_shown: n_shown as u64,
    });
    let warm = warm.collect();
    let mut typos = Typos::default();
    for typo in &questions.typos {
        typos.n_asked += 1;
        typos.n_found += u64::from(asked.search(&asked.fuzzy(&typo.text))?.1.contains(&typo.id));
        typos.n_found_as_meant += u64::from(asked.search(&asked.fuzzy(&typo.meant))?.1.contains(&typo.id));
    }
    let told = Told { version: tantivy::version_string().to_owned(), warm, typos };
    println!("{}", serde_json::to_string(&told)?);
    Ok(())
}

/// An opened index.
struct Asked {
    fields: Fields,
    parser: QueryParser,
    searcher: Searcher,
}

impl Asked {
    /// A question as tantivy's query.
    fn query(&self, question: &Question) -> Result<Box<dyn Query>> {
        let Fields { title, text, values, .. } = self.fields;
        Ok(match (question.kind, &question.filter) {
            (Kind::Prefix, _) => {
                let pattern = format!("{}.*", question.words[0]);
                let of = |field| -> Result<(Occur, Box<dyn Query>)> {
                    Ok((Occur::Should, Box::new(RegexQuery::from_pattern(&pattern, field)?)))
                };
                Box::new(BooleanQuery::new(vec![of(title)?, of(text)?]))
            }
            (_, Some(chosen)) => {
                let term = Term::from_field_text(values, &format!("{}:{}", chosen.facet, chosen.value));
                let within = TermQuery::new(term, IndexRecordOption::Basic);
                let words = self.parser.parse_query(&question.words.join(" "))?;
                Box::new(BooleanQuery::new(vec![(Occur::Must, words), (Occur::Must, Box::new(within))]))
            }
            (Kind::Phrase, None) => self.parser.parse_query(&question.text)?,
            (_, None) => self.parser.parse_query(&question.words.join(" "))?,
        })
    }

    /// Words with at most one letter wrong, all of them in one article's headline or text.
    fn fuzzy(&self, text: &str) -> BooleanQuery {
        let words = text.split(' ').map(|word| {
            let of = |field| -> (Occur, Box<dyn Query>) {
                (Occur::Should, Box::new(FuzzyTermQuery::new(Term::from_field_text(field, word), 1, true)))
            };
            let any: Box<dyn Query> = Box::new(BooleanQuery::new(vec![of(self.fields.title), of(self.fields.text)]));
            (Occur::Should, any)
        });
        BooleanQuery::new(words.collect())
    }

    /// How many articles match, and the ids of ten whose title and excerpt were read.
    fn search(&self, query: &dyn Query) -> Result<(usize, Vec<String>)> {
        let (n_hits, top) = self.searcher.search(query, &(Count, TopDocs::with_limit(10).order_by_score()))?;
        let mut ids = Vec::new();
        for (_, address) in top {
            let document: TantivyDocument = self.searcher.doc(address)?;
            let read =
                |field| document.get_first(field).and_then(|value| value.as_str()).unwrap_or_default().to_owned();
            // Both are read, as a list would show them.
            let (id, shown) = (read(self.fields.id), [read(self.fields.title), read(self.fields.excerpt)]);
            if shown.iter().any(|text| !text.is_empty()) {
                ids.push(id);
            }
        }
        Ok((n_hits, ids))
    }
}
