//! The engine alone in a page or worker: opened over the files beside it, asked and answering in JSON.

use std::borrow::Cow;

use js_sys::{Function, Promise, Reflect, Uint8Array};
use newsprint_edition::{ChunkError, ChunkStore};
use newsprint_model::ArticleNumber;
use newsprint_search::{Choice, Engine, Facet, FacetRequest, Filters, Request, SnippetRequest};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// The app's allocator.
#[cfg(target_arch = "wasm32")]
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

/// A query of the list that all engines are given.
#[derive(Deserialize)]
struct Query {
    text: String,
    filter: Option<Chosen>,
}

/// A facet's value, as the articles give it.
#[derive(Deserialize)]
struct Chosen {
    facet: String,
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
        let request = request(&query, value)?;
        let found = self.0.search(&request).await.map_err(told)?;
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
        let query = request(&query, String::new())?.query;
        let articles = articles.into_iter().map(ArticleNumber).collect();
        let found = self.0.snippets(&SnippetRequest { query, typing: false, articles }).await.map_err(told)?;
        let texts: Vec<String> = found.iter().map(|runs| text(runs)).collect();
        serde_json::to_string(&texts).map(JsValue::from).map_err(|error| JsValue::from(error.to_string()))
    }

    /// The counts of all facets and the date histogram for a query: how many values have an article.
    pub async fn counts(&self, query: String) -> Result<JsValue, JsValue> {
        let request = Request { limit: 0, n_facet_values: 12, ..request(&query, String::new())? };
        let found = self.0.search(&request).await.map_err(told)?;
        let n_values: u32 = found.facets.iter().map(|facet| facet.n_values).sum();
        Ok(JsValue::from(n_values))
    }

    /// The id of a facet's value whose label is this one; empty when there is none.
    pub async fn value_of(&self, facet: String, label: String) -> Result<String, JsValue> {
        let first = label.split_whitespace().next().unwrap_or_default().to_owned();
        let mut request =
            FacetRequest { search: Request::default(), facet: facet_of(&facet), prefix: first, offset: 0, limit: 200 };
        loop {
            let page = self.0.facet(&request).await.map_err(told)?;
            if let Some(value) = page.values.iter().find(|value| value.label == label) {
                return Ok(value.value.clone());
            }
            if page.values.len() < 200 {
                return Ok(String::new());
            }
            request.offset += 200;
        }
    }
}

/// Reads a query of the list.
fn request(query: &str, value: String) -> Result<Request, JsValue> {
    let query: Query = serde_json::from_str(query).map_err(|error| JsValue::from(error.to_string()))?;
    let choices = query.filter.iter().map(|chosen| Choice {
        facet: facet_of(&chosen.facet),
        value: value.clone(),
        exclude: false,
    });
    let filters = Filters { choices: choices.collect(), ..Filters::default() };
    Ok(Request { query: query.text, filters, n_facet_values: 0, ..Request::default() })
}

fn facet_of(name: &str) -> Facet {
    match name {
        "people" => Facet::Person,
        "orgs" => Facet::Org,
        "places" => Facet::Place,
        _ => Facet::Source,
    }
}

/// The words of a marked text.
fn text(runs: &[newsprint_search::Run]) -> String {
    runs.iter().map(|run| run.text.as_str()).collect()
}

fn told(error: newsprint_search::SearchError) -> JsValue {
    JsValue::from(error.to_string())
}

/// How much memory the module has: its linear memory, which only grows.
#[wasm_bindgen]
pub fn n_memory_bytes() -> f64 {
    let memory = wasm_bindgen::memory();
    let buffer = Reflect::get(&memory, &JsValue::from("buffer")).unwrap_or_default();
    Reflect::get(&buffer, &JsValue::from("byteLength")).ok().and_then(|length| length.as_f64()).unwrap_or(0.0)
}
