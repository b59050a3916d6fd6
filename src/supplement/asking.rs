//! Several questions of a view at once, and their answers as they come.

use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

use crate::data::{Answer, Asking, Client, Question, Trouble};
use crate::hooks::{until_undone, use_callback, use_effect_on, use_state};

/// What is known of the answers, each at the place of its question.
#[derive(Clone)]
pub struct Answers {
    /// `None` while it is awaited.
    pub each: Rc<Vec<Option<Result<Answer, Trouble>>>>,
    /// Asks all of them again.
    pub retry: Callback<()>,
}

impl Answers {
    /// The answer at a place, once it is there.
    pub fn answer(&self, nth: usize) -> Option<&Answer> {
        self.each.get(nth)?.as_ref()?.as_ref().ok()
    }

    /// What went wrong first, if anything did.
    pub fn trouble(&self) -> Option<&Trouble> {
        self.each.iter().flatten().find_map(|answer| answer.as_ref().err())
    }

    /// Whether every question has its answer.
    pub fn is_whole(&self) -> bool {
        self.each.iter().all(Option::is_some)
    }
}

/// What is kept: the questions, and their answers.
struct Kept {
    to: Vec<Question>,
    each: Rc<Vec<Option<Result<Answer, Trouble>>>>,
}

/// Asks all questions whenever one of them changes; what is no longer asked is withdrawn.
#[hook]
pub fn use_answers(client: &Client, questions: Vec<Question>) -> Answers {
    let kept = use_state(|| Kept { to: Vec::new(), each: Rc::default() });
    let n_tries = use_state(|| 0_u32);
    {
        let (kept, client) = (kept.setter(), client.clone());
        use_effect_on((questions.clone(), *n_tries), move |(questions, _)| {
            let each = Rc::new(RefCell::new(vec![None; questions.len()]));
            let asking: Vec<Asking> = questions
                .iter()
                .enumerate()
                .map(|(nth, question)| {
                    let (kept, each, to) = (kept.clone(), Rc::clone(&each), questions.clone());
                    client.ask(question.clone(), move |answer| {
                        each.borrow_mut()[nth] = Some(answer);
                        kept.set(Kept { to, each: Rc::new(each.borrow().clone()) });
                    })
                })
                .collect();
            until_undone(asking)
        });
    }
    let retry = {
        let (kept, tries, n) = (kept.setter(), n_tries.setter(), *n_tries);
        use_callback(n, move |(), n: &u32| {
            kept.set(Kept { to: Vec::new(), each: Rc::default() });
            tries.set(n + 1);
        })
    };
    let each = if kept.to == questions { Rc::clone(&kept.each) } else { Rc::new(vec![None; questions.len()]) };
    Answers { each, retry }
}
