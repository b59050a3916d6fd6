//! A question to the engine as a value that changes when the answer comes.
//!
//! One hook for every question, and thin readings of it by kind: a hook for each kind would be the same code five
//! times in everybody's download.

use std::cell::RefCell;
use std::rc::Rc;

use newsprint_search::{
    ArticleView, EditionInfo, FacetCounts, FacetRequest, Reading, Request, Results, Snippet, SnippetRequest,
};
use yew::prelude::*;

use super::effect::{until_undone, use_effect_on};
use super::memory::{use_callback, use_state};

use crate::data::{Answer, Asking, Client, Question, Trouble};
use crate::state::Loaded;

/// What is known of an answer. Two are equal when they hold the same answer, not one that reads the same.
#[derive(Clone)]
pub struct Asked<T> {
    /// The latest answer; while a newer one is awaited, the one before stays, so that the page does not flicker.
    pub now: Loaded<Rc<T>>,
    /// The question that `now` answers; `None` while nothing is known.
    pub to: Option<Rc<Question>>,
    /// Whether `now` answers an older question.
    pub is_stale: bool,
    /// Asks again.
    pub retry: Callback<()>,
}

impl<T> Asked<T> {
    /// The answer, unless it is an older question's.
    pub fn fresh(&self) -> Option<&Rc<T>> {
        self.now.ready().filter(|_| !self.is_stale)
    }
}

impl<T> PartialEq for Asked<T> {
    fn eq(&self, other: &Asked<T>) -> bool {
        let is_same = match (&self.now, &other.now) {
            (Loaded::Ready(one), Loaded::Ready(other)) => Rc::ptr_eq(one, other),
            (Loaded::Failed(one), Loaded::Failed(other)) => one == other,
            (Loaded::Waiting, Loaded::Waiting) => true,
            _ => false,
        };
        is_same && self.is_stale == other.is_stale && self.retry == other.retry
    }
}

/// An answer of any kind, and how it stands.
struct AnyAsked {
    now: Loaded<Answer>,
    to: Option<Rc<Question>>,
    is_stale: bool,
    retry: Callback<()>,
}

impl AnyAsked {
    /// The same, for those who know its kind.
    fn of<T>(self, pick: fn(Answer) -> Option<Rc<T>>) -> Asked<T> {
        let now = match self.now {
            Loaded::Waiting => Loaded::Waiting,
            Loaded::Failed(trouble) => Loaded::Failed(trouble),
            Loaded::Ready(answer) => match pick(answer) {
                Some(answer) => Loaded::Ready(answer),
                None => Loaded::Failed(Trouble::Broken("an answer of another kind came".to_owned())),
            },
        };
        Asked { now, to: self.to, is_stale: self.is_stale, retry: self.retry }
    }
}

/// The answer as it is kept, with the question that it answers.
struct Kept {
    to: Option<Rc<Question>>,
    answer: Loaded<Answer>,
}

/// Asks whenever the question changes, as soon as it `may`; a question that is no longer asked is withdrawn. `None` asks
/// nothing, and leaves the latest answer standing.
#[hook]
fn use_answer(client: &Client, question: Option<Question>, may: bool) -> AnyAsked {
    let kept = use_state(|| Kept { to: None, answer: Loaded::Waiting });
    let is_answered = kept.to.as_deref() == question.as_ref();
    let is_stale = question.is_some() && !is_answered;
    {
        let (kept, client) = (kept.setter(), client.clone());
        use_effect_on(question.filter(|_| may && !is_answered), move |question| {
            let asking: Option<Asking> = question.clone().map(|question| {
                client.ask(question.clone(), move |answer| {
                    let answer = match answer {
                        Ok(answer) => Loaded::Ready(answer),
                        Err(trouble) => Loaded::Failed(trouble),
                    };
                    kept.set(Kept { to: Some(Rc::new(question)), answer });
                })
            });
            until_undone(asking)
        });
    }
    let retry = {
        let kept = kept.setter();
        use_callback((), move |(), ()| kept.set(Kept { to: None, answer: Loaded::Waiting }))
    };
    let now = match &kept.answer {
        Loaded::Failed(_) if is_stale => Loaded::Waiting,
        answer => answer.clone(),
    };
    AnyAsked { now, to: kept.to.clone(), is_stale, retry }
}

/// What the edition holds.
#[hook]
pub fn use_info(client: &Client) -> Asked<EditionInfo> {
    use_answer(client, Some(Question::Info), true).of(|answer| match answer {
        Answer::Info(info) => Some(info),
        _ => None,
    })
}

/// A page of hits, or counts; asked for as soon as they `may` be.
#[hook]
pub fn use_results(client: &Client, request: Request, may: bool) -> Asked<Results> {
    use_answer(client, Some(Question::Search(request)), may).of(|answer| match answer {
        Answer::Search(results) => Some(results),
        _ => None,
    })
}

/// The best passages of articles that are already listed, asked for as soon as they `may` be; `None` asks nothing.
#[hook]
pub fn use_snippets(client: &Client, request: Option<SnippetRequest>, may: bool) -> Asked<Vec<Snippet>> {
    use_answer(client, request.map(Question::Snippets), may).of(|answer| match answer {
        Answer::Snippets(snippets) => Some(snippets),
        _ => None,
    })
}

/// An article with the hits of a query marked; `None` inside when the edition has none of that id.
#[hook]
pub fn use_article(client: &Client, id: Option<String>, reading: Reading) -> Asked<Option<Rc<ArticleView>>> {
    let question = id.map(|id| Question::Article { id, reading });
    use_answer(client, question, true).of(|answer| match answer {
        Answer::Article(article) => Some(article),
        _ => None,
    })
}

/// A page of one facet's values.
#[hook]
pub fn use_facet(client: &Client, request: Option<FacetRequest>) -> Asked<FacetCounts> {
    use_answer(client, request.map(Question::Facet), true).of(|answer| match answer {
        Answer::Facet(counts) => Some(counts),
        _ => None,
    })
}

/// How many articles each of several searches finds, as the answers come; nothing is known of one that fails: counts are a
/// courtesy.
#[hook]
pub fn use_counts(client: &Client, requests: Vec<Request>) -> Vec<Option<u32>> {
    let known = use_state(|| (Vec::new(), Vec::new()));
    {
        let (known, client) = (known.setter(), client.clone());
        use_effect_on(requests.clone(), move |requests| {
            let counts = Rc::new(RefCell::new(vec![None; requests.len()]));
            let asking: Vec<Asking> = requests
                .iter()
                .enumerate()
                .map(|(nth, request)| {
                    let (known, counts, requests) = (known.clone(), Rc::clone(&counts), requests.clone());
                    client.ask(Question::Search(request.clone()), move |answer| {
                        if let Ok(Answer::Search(results)) = answer {
                            counts.borrow_mut()[nth] = Some(results.n_hits);
                            known.set((requests, counts.borrow().clone()));
                        }
                    })
                })
                .collect();
            until_undone(asking)
        });
    }
    let (of, counts) = &*known;
    if *of == requests { counts.clone() } else { vec![None; requests.len()] }
}
