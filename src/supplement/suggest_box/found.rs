//! What is asked to make suggestions, and what is made of the answers.

use std::rc::Rc;

use newsprint_search::{Facet, FacetRequest, FacetValue, Request, Results, Snippet};

use crate::data::Question;
use crate::state::View;
use crate::supplement::suggest::{self, Lookup, MAX_NAMES, MAX_ROWS, Suggestion};

/// What has come so far of what was asked.
#[derive(Default)]
pub struct Found {
    /// How many answers have not come.
    pub n_missing: usize,
    /// The view that is asked about.
    pub view: View,
    /// The words that may begin names.
    pub lookups: Vec<Lookup>,
    /// Names, by lookup and facet.
    pub names: Vec<(usize, Facet, Vec<FacetValue>)>,
    /// The articles.
    pub results: Option<Rc<Results>>,
    /// Passages of theirs.
    pub passages: Option<Rc<Vec<Snippet>>>,
}

/// What a question is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// The names in a facet that the words of a lookup, by its number, may begin.
    Names(usize, Facet),
    /// The articles that hold the words.
    Articles,
    /// Their passages.
    Passages,
}

/// What has to be asked: the names in each facet for each lookup, and the list's own question, whose answer is on its way.
pub fn questions(lookups: &[Lookup], view: &View, is_wanted: bool) -> Vec<(About, Question)> {
    let mut questions: Vec<(About, Question)> = Vec::new();
    for (nth, lookup) in lookups.iter().enumerate() {
        for facet in lookup.facets() {
            let search = Request { limit: 0, n_facet_values: 0, ..Request::default() };
            let (prefix, limit) = (lookup.words.clone(), MAX_NAMES as u32);
            let request = FacetRequest { search, facet: *facet, prefix, offset: 0, limit };
            questions.push((About::Names(nth, *facet), Question::Facet(request)));
        }
    }
    let limit = if is_wanted { View::PAGE_SIZE } else { 0 };
    questions.push((About::Articles, Question::Search(Request { limit, ..view.request() })));
    questions
}

impl Found {
    /// What is suggested for a text.
    pub fn suggestions(self, text: &str) -> Vec<Suggestion> {
        let Found { view, lookups, names, results, passages, .. } = self;
        let mut all = suggest::names(&lookups, &names, &view.choices);
        if let Some(results) = &results {
            let titles = results.hits.iter().flat_map(|hit| &hit.title);
            let passages = passages.iter().flat_map(|them| them.iter().flatten());
            all.extend(suggest::words(text, &results.begun, titles.chain(passages)));
            all.extend(suggest::headlines(&results.hits));
        }
        all.truncate(MAX_ROWS);
        all
    }
}
