//! The engine's side of the conversation: takes questions, forgets the withdrawn ones, answers the rest.

use std::cell::RefCell;
use std::future::Future;
use std::rc::Rc;

use futures::FutureExt;
use futures::future::{AbortHandle, LocalBoxFuture, abortable};

use super::protocol::{Answer, FromEngine, Question, ToEngine};
use super::trouble::Trouble;

/// Something that can answer questions about one edition.
pub trait Answering: 'static {
    /// The answer to one question.
    fn answer(&self, question: Question) -> impl Future<Output = Result<Answer, Trouble>>;
}

/// How a desk reaches the world around it: a worker's thread, the page, or a test.
pub trait Surroundings: 'static {
    /// Runs a future to its end, later.
    fn spawn(&self, future: LocalBoxFuture<'static, ()>);
    /// Comes back once everything that has already arrived has been taken in, so that a withdrawal can overtake the
    /// question it withdraws.
    fn breathe(&self) -> LocalBoxFuture<'static, ()>;
    /// Hands a message to the page.
    fn tell(&self, message: FromEngine);
}

/// Questions on one side, answers on the other. Cheap to clone; every clone is the same desk.
pub struct Desk<A>(Rc<Inner<A>>);

struct Inner<A> {
    open: Box<dyn Fn() -> LocalBoxFuture<'static, Result<A, Trouble>>>,
    edition: RefCell<Edition<A>>,
    surroundings: Box<dyn Surroundings>,
    /// Every question that is being worked on: a handful.
    at_work: RefCell<Vec<(u32, AbortHandle)>>,
}

/// How the edition stands.
enum Edition<A> {
    /// Nobody has asked yet, or it could not be opened: the next question tries.
    Closed,
    /// It is being opened, once however many ask; these wait.
    Opening(Vec<(u32, Question)>),
    /// It answers.
    Open(Rc<A>),
}

impl<A> Clone for Desk<A> {
    fn clone(&self) -> Self {
        Desk(Rc::clone(&self.0))
    }
}

impl<A: Answering> Desk<A> {
    /// A desk that opens its edition when first asked, and again after a failure.
    pub fn new<F>(open: impl Fn() -> F + 'static, surroundings: impl Surroundings) -> Desk<A>
    where
        F: Future<Output = Result<A, Trouble>> + 'static,
    {
        Desk(Rc::new(Inner {
            open: Box::new(move || open().boxed_local()),
            edition: RefCell::new(Edition::Closed),
            surroundings: Box::new(surroundings),
            at_work: RefCell::default(),
        }))
    }

    /// Takes in one message from the page.
    pub fn take(&self, message: ToEngine) {
        match message {
            ToEngine::Ask { id, question } => {
                let mut edition = self.0.edition.borrow_mut();
                match &mut *edition {
                    Edition::Open(engine) => self.begin(engine, id, question),
                    Edition::Opening(waiting) => waiting.push((id, question)),
                    Edition::Closed => {
                        *edition = Edition::Opening(vec![(id, question)]);
                        let desk = self.clone();
                        self.0.surroundings.spawn(async move { desk.open().await }.boxed_local());
                    }
                }
            }
            ToEngine::Withdraw { id } => {
                if let Edition::Opening(waiting) = &mut *self.0.edition.borrow_mut() {
                    waiting.retain(|(other, _)| *other != id);
                }
                if let Some(abort) = self.leave(id) {
                    abort.abort();
                }
            }
        }
    }

    /// Opens the edition, and sees to all that have waited for it.
    async fn open(&self) {
        let opened = (self.0.open)().await.map(Rc::new);
        let next = opened.as_ref().map_or(Edition::Closed, |engine| Edition::Open(Rc::clone(engine)));
        let Edition::Opening(waiting) = self.0.edition.replace(next) else { return };
        for (id, question) in waiting {
            match &opened {
                Ok(engine) => self.begin(engine, id, question),
                Err(trouble) => {
                    self.0.surroundings.tell(FromEngine::Answered { id, result: Err(trouble.clone()) });
                }
            }
        }
    }

    /// Has a question worked on, later, unless it is withdrawn before.
    fn begin(&self, engine: &Rc<A>, id: u32, question: Question) {
        let (desk, engine) = (self.clone(), Rc::clone(engine));
        let (work, abort) = abortable(async move {
            desk.0.surroundings.breathe().await;
            engine.answer(question).await
        });
        self.0.at_work.borrow_mut().push((id, abort));
        let desk = self.clone();
        self.0.surroundings.spawn(
            async move {
                let outcome = work.await;
                desk.leave(id);
                if let Ok(result) = outcome {
                    desk.0.surroundings.tell(FromEngine::Answered { id, result });
                }
            }
            .boxed_local(),
        );
    }

    /// Takes a question off the desk.
    fn leave(&self, id: u32) -> Option<AbortHandle> {
        let mut at_work = self.0.at_work.borrow_mut();
        let place = at_work.iter().position(|(other, _)| *other == id)?;
        Some(at_work.swap_remove(place).1)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use futures::executor::LocalPool;
    use futures::task::LocalSpawnExt;

    use newsprint_search::Reading;

    use super::super::later::later;
    use super::*;

    /// Counts what it is asked, and answers with the article's own id as trouble.
    struct Counting(Rc<Cell<u32>>);

    impl Answering for Counting {
        async fn answer(&self, question: Question) -> Result<Answer, Trouble> {
            self.0.set(self.0.get() + 1);
            match question {
                Question::Article { id, .. } => Err(Trouble::Broken(id)),
                _ => Ok(Answer::Article(Rc::default())),
            }
        }
    }

    #[derive(Clone)]
    struct Room {
        spawner: futures::executor::LocalSpawner,
        told: Rc<RefCell<Vec<FromEngine>>>,
    }

    impl Surroundings for Room {
        fn spawn(&self, future: LocalBoxFuture<'static, ()>) {
            self.spawner.spawn_local(future).expect("the pool lives as long as the test");
        }
        fn breathe(&self) -> LocalBoxFuture<'static, ()> {
            futures::future::ready(()).boxed_local()
        }
        fn tell(&self, message: FromEngine) {
            self.told.borrow_mut().push(message);
        }
    }

    fn article(id: u32, name: &str) -> ToEngine {
        ToEngine::Ask { id, question: Question::Article { id: name.to_owned(), reading: Reading::default() } }
    }

    fn broken(id: u32, name: &str) -> FromEngine {
        FromEngine::Answered { id, result: Err(Trouble::Broken(name.to_owned())) }
    }

    #[test]
    fn a_withdrawn_question_is_neither_worked_on_nor_answered() {
        let mut pool = LocalPool::new();
        let room = Room { spawner: pool.spawner(), told: Rc::default() };
        let n_asked = Rc::new(Cell::new(0));
        let counter = Rc::clone(&n_asked);
        let desk = Desk::new(move || futures::future::ready(Ok(Counting(Rc::clone(&counter)))), room.clone());
        desk.take(article(1, "first"));
        desk.take(article(2, "second"));
        desk.take(ToEngine::Withdraw { id: 1 });
        desk.take(ToEngine::Withdraw { id: 9 });
        pool.run_until_stalled();
        assert_eq!(*room.told.borrow(), [broken(2, "second")]);
        assert_eq!(n_asked.get(), 1);
    }

    #[test]
    fn an_edition_that_failed_to_open_is_opened_again_by_the_next_question() {
        let mut pool = LocalPool::new();
        let room = Room { spawner: pool.spawner(), told: Rc::default() };
        let n_openings = Rc::new(Cell::new(0));
        let openings = Rc::clone(&n_openings);
        let unreachable = Trouble::Unreachable { file: "edition.json".to_owned() };
        let failure = unreachable.clone();
        let open = move || {
            openings.set(openings.get() + 1);
            let opened = if openings.get() == 1 { Err(failure.clone()) } else { Ok(Counting(Rc::default())) };
            async move {
                later().await;
                opened
            }
        };
        let desk = Desk::new(open, room.clone());
        desk.take(article(1, "a"));
        desk.take(article(2, "b"));
        pool.run_until_stalled();
        assert_eq!(n_openings.get(), 1, "two questions at once open it once");
        desk.take(article(3, "c"));
        desk.take(article(4, "d"));
        pool.run_until_stalled();
        assert_eq!(n_openings.get(), 2);
        let failed = |id| FromEngine::Answered { id, result: Err(unreachable.clone()) };
        let mut told = room.told.take();
        told.sort_by_key(|message| match message {
            FromEngine::Answered { id, .. } => *id,
            FromEngine::Ready => 0,
        });
        assert_eq!(told, [failed(1), failed(2), broken(3, "c"), broken(4, "d")]);
    }
}
