//! A question to the engine as a value that changes when the answer comes.

use std::future::Future;
use std::rc::Rc;

use futures::future::{AbortHandle, abortable};
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::data::Trouble;
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

/// The answer as it is kept, with the question that it answers.
struct Kept<K, T> {
    to: Option<K>,
    answer: Loaded<Rc<T>>,
}

/// Asks whenever the question changes; a question that is no longer asked is withdrawn. `None` asks nothing.
#[hook]
pub fn use_answer<K, T, A, F>(question: Option<K>, ask: A) -> Asked<T>
where
    K: Clone + PartialEq + 'static,
    T: 'static,
    A: FnOnce(K) -> F + 'static,
    F: Future<Output = Result<T, Trouble>> + 'static,
{
    let kept = use_state(|| Kept::<K, T> { to: None, answer: Loaded::Waiting });
    let n_tries = use_state(|| 0_u32);
    {
        let kept = kept.setter();
        use_effect_with((question.clone(), *n_tries), move |(question, _)| {
            let mut aborting: Option<AbortHandle> = None;
            if let Some(question) = question.clone() {
                let (work, handle) = abortable(ask(question.clone()));
                aborting = Some(handle);
                spawn_local(async move {
                    let answer = match work.await {
                        Ok(Ok(value)) => Loaded::Ready(Rc::new(value)),
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
    Asked { now, is_stale, retry }
}
