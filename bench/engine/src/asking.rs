//! How a question of the list that all engines are given is put to ours.

use newsprint_edition::ChunkStore;
use newsprint_search::{Choice, Engine, Facet, FacetRequest, Filters, Request, Run, SearchError};
use serde::Deserialize;

/// A question of the list.
#[derive(Deserialize)]
pub struct Query {
    /// As a reader would type it.
    pub text: String,
    /// Within this value of a facet.
    pub filter: Option<Chosen>,
}

/// A facet's value, as the articles give it.
#[derive(Deserialize)]
pub struct Chosen {
    /// `people`, `orgs`, `places` or `source`.
    pub facet: String,
}

/// The first ten of a question, without counts, and without what may be meant where they are fewer: a reader's list is asked for so, and once more when it
/// stands.
///
/// * `value`: the id of its facet's value, which [`value_of`] finds; empty without one.
pub fn request(query: &Query, value: String) -> Request {
    let choices = query.filter.iter().map(|chosen| Choice {
        facet: facet_of(&chosen.facet),
        value: value.clone(),
        exclude: false,
    });
    let filters = Filters { choices: choices.collect(), ..Filters::default() };
    Request { query: query.text.clone(), filters, n_facet_values: 0, with_meant: false, ..Request::default() }
}

/// The id of a facet's value whose label is this one; empty when there is none.
///
/// * Errors: a file of the edition cannot be used.
pub async fn value_of<S: ChunkStore>(engine: &Engine<S>, facet: &str, label: &str) -> Result<String, SearchError> {
    let first = label.split_whitespace().next().unwrap_or_default().to_owned();
    let mut request =
        FacetRequest { search: Request::default(), facet: facet_of(facet), prefix: first, offset: 0, limit: 200 };
    loop {
        let page = engine.facet(&request).await?;
        if let Some(value) = page.values.iter().find(|value| value.label == label) {
            return Ok(value.value.clone());
        }
        if page.values.len() < 200 {
            return Ok(String::new());
        }
        request.offset += 200;
    }
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
pub fn text(runs: &[Run]) -> String {
    runs.iter().map(|run| run.text.as_str()).collect()
}
