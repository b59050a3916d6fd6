//! The engine in a page or worker: opened over the files beside it, asked and answering in JSON.

use std::borrow::Cow;

use js_sys::{Function, Promise, Uint8Array};
use newsprint_edition::{ChunkError, ChunkStore};
use newsprint_model::ArticleNumber;
use newsprint_search::{Engine, Reading, Request, SnippetRequest};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::asking::{Query, request, text, value_of};

/// The app's allocator.
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// Files by way of a function that the page gives: a name in, a promise of bytes out.
struct Files(Function);

impl ChunkStore for Files {
    async fn read<'a>(&'a self, file: &'a str) -> Result<Cow<'a, [u8]>, ChunkError> {
        let lost = |reason: JsValue| ChunkError::Unreachable { file: file.to_owned(), reason: format!("{reason:?}") };
        let promise = self.0.call1(&JsValue::NULL, &JsValue::from_str(file)).map_err(lost)?;
        let bytes = JsFuture::from(Promise::resolve(&promise)).await.map_err(lost)?;
        Ok(Cow::Owned(Uint8Array::new(&bytes).to_vec()))
    }
}

/// What the measuring page looks at of an answer.
#[derive(Serialize)]
struct Answer {
    n_hits: u32,
    hits: Vec<Hit>,
}

#[derive(Serialize)]
struct Hit {
    article: u32,
    id: String,
    title: String,
    excerpt: String,
}

/// An opened edition.
#[wasm_bindgen]
pub struct Opened(Engine<Files>);

/// Opens the edition whose files this function hands out.
#[wasm_bindgen]
pub async fn open(files: Function) -> Result<Opened, JsValue> {
    Ok(Opened(Engine::open(Files(files)).await.map_err(told)?))
}

#[wasm_bindgen]
impl Opened {
    /// Ten hits, with title and excerpt as JSON.
    ///
    /// * `value` is the id of the query's facet value, which [`Opened::value_of`] found; empty without one.
    pub async fn search(&self, query: String, value: String) -> Result<JsValue, JsValue> {
        let found = self.0.search(&request(&read(&query)?, value)).await.map_err(told)?;
        let hits = found.hits.iter().map(|hit| Hit {
            article: hit.article.0,
            id: hit.id.clone(),
            title: text(&hit.title),
            excerpt: text(&hit.snippet),
        });
        let answer = Answer { n_hits: found.n_hits, hits: hits.collect() };
        serde_json::to_string(&answer).map(JsValue::from).map_err(|error| JsValue::from(error.to_string()))
    }

    /// The best passages of these articles: how many have one.
    pub async fn snippets(&self, query: String, articles: Vec<u32>) -> Result<JsValue, JsValue> {
        let reading = Reading { query: read(&query)?.text, ..Reading::default() };
        let articles = articles.into_iter().map(ArticleNumber).collect();
        let found = self.0.snippets(&SnippetRequest { reading, articles }).await.map_err(told)?;
        let texts: Vec<String> = found.iter().map(|runs| text(runs)).collect();
        serde_json::to_string(&texts).map(JsValue::from).map_err(|error| JsValue::from(error.to_string()))
    }

    /// The counts of all facets and the date histogram for a query: how many values have an article.
    pub async fn counts(&self, query: String) -> Result<JsValue, JsValue> {
        let request = Request { limit: 0, n_facet_values: 12, ..request(&read(&query)?, String::new()) };
        let found = self.0.search(&request).await.map_err(told)?;
        let n_values: u32 = found.facets.iter().map(|facet| facet.n_values).sum();
        Ok(JsValue::from(n_values))
    }

    /// The id of a facet's value whose label is this one; empty when there is none.
    pub async fn value_of(&self, facet: String, label: String) -> Result<String, JsValue> {
        value_of(&self.0, &facet, &label).await.map_err(told)
    }
}

fn read(query: &str) -> Result<Query, JsValue> {
    serde_json::from_str(query).map_err(|error| JsValue::from(error.to_string()))
}

fn told(error: newsprint_search::SearchError) -> JsValue {
    JsValue::from(error.to_string())
}
