//! A question to the engine as a value that changes when the answer comes.
//!
//! One hook for every question, and thin readings of it by kind: a hook for each kind would be the same code four
//! times in everybody's download.

use std::rc::Rc;

use futures::future::{AbortHandle, abortable};
use newsprint_search::{ArticleView, EditionInfo, FacetCounts, FacetRequest, Request, Results};
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::data::{Client, Question, Trouble};
use crate::state::Loaded;

/// What is known of an answer.
#[derive(Clone, PartialEq)]
pub struct Asked<T> {
    /// The latest answer; while a newer one is awaited, the one before stays, so that the page does not flicker.
    pub now: Loaded<Rc<T>>,
    /// Whether `now` answers an older question.
    pub is_stale: bool,
    /// Asks again.
    pub retry: Callback<()>,
}

/// An answer of any kind, cheap to clone.
#[derive(Clone)]
enum Got {
    Info(Rc<EditionInfo>),
    Search(Rc<Results>),
    Article(Rc<Option<Rc<ArticleView>>>),
    Facet(Rc<FacetCounts>),
}

/// The answer to one question.
async fn got(client: &Client, question: Question) -> Result<Got, Trouble> {
    Ok(match question {
        Question::Info => Got::Info(Rc::new(client.info().await?)),
        Question::Search(request) => Got::Search(Rc::new(client.search(request).await?)),
        Question::Article { id, query, typing } => {
            Got::Article(Rc::new(client.article(id, query, typing).await?.map(Rc::new)))
        }
        Question::Facet(request) => Got::Facet(Rc::new(client.facet(request).await?)),
    })
}

/// An answer of any kind, and how it stands.
struct AnyAsked {
    now: Loaded<Got>,
    is_stale: bool,
    retry: Callback<()>,
}

impl AnyAsked {
    /// The same, for those who know its kind.
    fn of<T>(self, pick: fn(Got) -> Option<Rc<T>>) -> Asked<T> {
        let now = match self.now {
            Loaded::Waiting => Loaded::Waiting,
            Loaded::Failed(trouble) => Loaded::Failed(trouble),
            Loaded::Ready(got) => match pick(got) {
                Some(answer) => Loaded::Ready(answer),
                None => Loaded::Failed(Trouble::Broken("an answer of another kind came".to_owned())),
            },
        };
        Asked { now, is_stale: self.is_stale, retry: self.retry }
    }
}

/// The answer as it is kept, with the question that it answers.
struct Kept {
    to: Option<Question>,
    answer: Loaded<Got>,
}

/// Asks whenever the question changes; a question that is no longer asked is withdrawn. `None` asks nothing.
#[hook]
fn use_answer(client: &Client, question: Option<Question>) -> AnyAsked {
    let kept = use_state(|| Kept { to: None, answer: Loaded::Waiting });
    let n_tries = use_state(|| 0_u32);
    {
        let (kept, client) = (kept.setter(), client.clone());
        use_effect_with((question.clone(), *n_tries), move |(question, _)| {
            let mut aborting: Option<AbortHandle> = None;
            if let Some(question) = question.clone() {
                let asked = question.clone();
                let (work, handle) = abortable(async move { got(&client, asked).await });
                aborting = Some(handle);
                spawn_local(async move {
                    let answer = match work.await {
                        Ok(Ok(got)) => Loaded::Ready(got),
                        // A newer question is under way, and its answer will be shown.
                        Err(_) | Ok(Err(Trouble::Superseded)) => return,
                        Ok(Err(trouble)) => Loaded::Failed(trouble),
                    };
                    kept.set(Kept { to: Some(question), answer });
                });
            }
            move || {
                if let Some(handle) = aborting {
                    handle.abort();
                }
            }
        });
    }
    let retry = {
        let (kept, n_tries) = (kept.setter(), n_tries.clone());
        use_callback(*n_tries, move |(), n| {
            kept.set(Kept { to: None, answer: Loaded::Waiting });
            n_tries.set(n + 1);
        })
    };
    let is_stale = question.is_some() && kept.to != question;
    let now = match &kept.answer {
        Loaded::Failed(_) if is_stale => Loaded::Waiting,
        answer => answer.clone(),
    };
    AnyAsked { now, is_stale, retry }
}

/// What the edition holds.
#[hook]
pub fn use_info(client: &Client) -> Asked<EditionInfo> {
    use_answer(client, Some(Question::Info)).of(|got| match got {
        Got::Info(info) => Some(info),
        _ => None,
    })
}

/// A page of hits, with counts.
#[hook]
pub fn use_results(client: &Client, request: Request) -> Asked<Results> {
    use_answer(client, Some(Question::Search(request))).of(|got| match got {
        Got::Search(results) => Some(results),
        _ => None,
    })
}

/// An article with the hits of a query marked; `None` inside when the edition has none of that id.
#[hook]
pub fn use_article(client: &Client, id: Option<String>, query: &str, typing: bool) -> Asked<Option<Rc<ArticleView>>> {
    let question = id.map(|id| Question::Article { id, query: query.to_owned(), typing });
    use_answer(client, question).of(|got| match got {
        Got::Article(article) => Some(article),
        _ => None,
    })
}

/// A page of one facet's values.
#[hook]
pub fn use_facet(client: &Client, request: Option<FacetRequest>) -> Asked<FacetCounts> {
    use_answer(client, request.map(Question::Facet)).of(|got| match got {
        Got::Facet(counts) => Some(counts),
        _ => None,
    })
}

/// How many articles each of several searches finds, asked for one after the other; `None` until all are known.
#[hook]
pub fn use_counts(client: &Client, requests: Vec<Request>) -> Option<Vec<u32>> {
    let known = use_state(|| None::<(Vec<Request>, Vec<u32>)>);
    {
        let (known, client) = (known.setter(), client.clone());
        use_effect_with(requests.clone(), move |requests| {
            let requests = requests.clone();
            let (work, handle) = abortable(async move {
                let mut counts = Vec::new();
                for request in &requests {
                    // Counts are a courtesy: without them the ways out still stand there.
                    let Ok(results) = client.search(request.clone()).await else { return };
                    counts.push(results.n_hits);
                }
                known.set(Some((requests, counts)));
            });
            spawn_local(async move {
                // Withdrawn: somebody asks for something else by now.
                let _ = work.await;
            });
            move || handle.abort()
        });
    }
    known.as_ref().filter(|(of, _)| *of == requests).map(|(_, counts)| counts.clone())
}
