//! What a view asks of the engine, in the order in which the reader wants it: the list, then, where that is short, what fills it up
//! with near matches; then the best passages of the articles in it, then the counts beside it. The list is drawn before anything else is asked for.

use newsprint_search::{Request, Results, Run, Snippet, SnippetRequest};
use yew::prelude::*;

use crate::data::{Client, Question};
use crate::hooks::{Asked, use_results, use_snippets};
use crate::state::{Loaded, View};

/// The answers that make a list.
#[derive(Clone, PartialEq)]
pub struct Answers {
    /// The articles, without counts.
    pub results: Asked<Results>,
    /// `results` once more, filled up with articles that hold the query as it may have been meant.
    pub filled: Asked<Results>,
    /// The best passages of `results`' articles, in their order.
    pub passages: Asked<Vec<Snippet>>,
    /// Whether `passages` are those of `results`: where no word is asked for, those of an earlier list may still be there.
    pub has_passages: bool,
    /// Counts by facet and date, without articles.
    pub counts: Asked<Results>,
}

impl Answers {
    /// What stands below the n-th headline: the best passage once it is here, if the words mark one; the lead otherwise.
    pub fn passage<'a>(&'a self, nth: usize, lead: &'a [Run]) -> &'a [Run] {
        let passages = self.passages.fresh().filter(|_| self.has_passages);
        let passage = passages.and_then(|passages| passages.get(nth));
        passage.filter(|passage| !passage.is_empty()).map_or(lead, Vec::as_slice)
    }
}

/// Asks for all that a view shows of its list.
#[hook]
pub fn use_answers(client: &Client, view: &View) -> Answers {
    let listed = use_results(client, view.request(), true);
    let filling = Request { with_meant: true, ..view.request() };
    let may_fill =
        listed.fresh().is_some_and(|found| found.did_you_mean.is_some() && filling.has_room(found.hits.len()));
    let filled = use_results(client, filling, may_fill);
    let is_listed = listed.fresh().is_some() && !(may_fill && filled.is_stale);
    let is_filled = may_fill && filled.fresh().is_some();
    let results = if is_filled { Asked { now: filled.now.clone(), ..listed } } else { listed };
    let wanted = passages_of(&results);
    let has_passages = wanted.is_some();
    let passages = use_snippets(client, wanted, is_listed);
    let counts = use_results(client, view.counting(), is_listed && !(has_passages && passages.is_stale));
    Answers { results, filled, passages, has_passages, counts }
}

/// The question for the best passages of what is listed; `None` where the list has no articles, or no words to look for.
fn passages_of(results: &Asked<Results>) -> Option<SnippetRequest> {
    let (Loaded::Ready(found), Some(Question::Search(request))) = (&results.now, results.to.as_deref()) else {
        return None;
    };
    let articles: Vec<_> = found.hits.iter().map(|hit| hit.article).collect();
    let has_words = !request.query.trim().is_empty();
    (has_words && !articles.is_empty()).then(|| SnippetRequest { reading: request.reading(), articles })
}
