//! The page's handle on the engine: asks, and waits for answers, wherever the engine runs.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::rc::Rc;

use futures::channel::oneshot;
use newsprint_search::{ArticleView, EditionInfo, FacetCounts, FacetRequest, Request, Results};

use super::protocol::{Answer, FromEngine, Question, ToEngine};
use super::trouble::Trouble;

/// Where questions go: a worker, or the engine on the page itself.
pub trait Line {
    /// Passes a message on. What goes wrong with it later comes back as an `Event`.
    ///
    /// * Errors: `Trouble::Broken` when the message cannot be sent at all.
    fn send(&self, message: &ToEngine) -> Result<(), Trouble>;
}

/// What comes back along a line.
#[derive(Debug)]
pub enum Event {
    /// The engine said something.
    Message(FromEngine),
    /// The line is dead: it never started, or what ran at its other end crashed. Says why, in English.
    Failed(String),
}

/// Told of every event of a line.
pub type OnEvent = Rc<dyn Fn(Event)>;

/// Makes a line, or says that this browser cannot.
pub type Connect = Box<dyn Fn(OnEvent) -> Option<Box<dyn Line>>>;

/// A handle on the engine. Cheap to clone; two clones of one handle are equal.
#[derive(Clone)]
pub struct Client(Rc<Inner>);

struct Inner {
    to_worker: Connect,
    to_page: Connect,
    line: RefCell<Option<Rc<dyn Line>>>,
    /// Counts the lines made, so that what a replaced one still says is not heard.
    n_lines: Cell<u32>,
    /// Whether the present line has said that its engine runs.
    ready: Cell<bool>,
    /// Questions without an answer yet: a handful.
    waiting: RefCell<Vec<Waiting>>,
    next_id: Cell<u32>,
    latest_search: Cell<Option<u32>>,
}

struct Waiting {
    id: u32,
    /// Kept so that it can be asked again on another line.
    question: Question,
    reply: oneshot::Sender<Result<Answer, Trouble>>,
}

impl PartialEq for Client {
    fn eq(&self, other: &Client) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Client({} waiting)", self.0.waiting.borrow().len())
    }
}

impl Client {
    /// A client of this page's edition: its engine runs in a worker, or on the page where no worker can start.
    pub fn start() -> Client {
        Client::over(super::lines::to_worker(), super::lines::to_page())
    }

    /// A client that makes its own lines: first with `to_worker`, and with `to_page` when that yields none or fails
    /// before its engine ran.
    pub fn over(to_worker: Connect, to_page: Connect) -> Client {
        let client = Client(Rc::new(Inner {
            to_worker,
            to_page,
            line: RefCell::default(),
            n_lines: Cell::new(0),
            ready: Cell::new(false),
            waiting: RefCell::default(),
            next_id: Cell::new(0),
            latest_search: Cell::new(None),
        }));
        client.connect(true);
        client
    }

    /// What the edition holds.
    ///
    /// * Errors: whatever keeps the edition from being opened.
    pub async fn info(&self) -> Result<EditionInfo, Trouble> {
        match self.ask(Question::Info).await? {
            Answer::Info(info) => Ok(info),
            other => Err(mismatch(&other)),
        }
    }

    /// A page of hits, with counts.
    ///
    /// * Errors: `Superseded` when another search is asked for before this one is answered.
    pub async fn search(&self, request: Request) -> Result<Results, Trouble> {
        match self.ask(Question::Search(request)).await? {
            Answer::Search(results) => Ok(*results),
            other => Err(mismatch(&other)),
        }
    }

    /// One article, with the hits of a query and its entities marked; `None` when the edition has none of that id.
    ///
    /// * Errors: whatever keeps its text from being read.
    pub async fn article(&self, id: String, query: String, typing: bool) -> Result<Option<ArticleView>, Trouble> {
        match self.ask(Question::Article { id, query, typing }).await? {
            Answer::Article(article) => Ok(article.map(|article| *article)),
            other => Err(mismatch(&other)),
        }
    }

    /// A page of one facet's values.
    ///
    /// * Errors: whatever keeps the facet from being read.
    pub async fn facet(&self, request: FacetRequest) -> Result<FacetCounts, Trouble> {
        match self.ask(Question::Facet(request)).await? {
            Answer::Facet(counts) => Ok(counts),
            other => Err(mismatch(&other)),
        }
    }

    /// Asks, and waits. Dropping the future withdraws the question.
    async fn ask(&self, question: Question) -> Result<Answer, Trouble> {
        let id = self.0.next_id.get();
        self.0.next_id.set(id.wrapping_add(1));
        if matches!(question, Question::Search(_))
            && let Some(older) = self.0.latest_search.replace(Some(id))
        {
            self.withdraw(older, Some(Trouble::Superseded));
        }
        let (reply, answer) = oneshot::channel();
        let message = ToEngine::Ask { id, question: question.clone() };
        self.0.waiting.borrow_mut().push(Waiting { id, question, reply });
        let _withdraw_on_drop = Withdrawal { client: self, id };
        self.send(&message);
        // The sender is never dropped unanswered while the question waits; were it, nobody would be waiting here.
        answer.await.unwrap_or(Err(Trouble::Superseded))
    }

    fn send(&self, message: &ToEngine) {
        let line = self.0.line.borrow().clone();
        let Some(line) = line else { return };
        if let (Err(trouble), ToEngine::Ask { id, .. }) = (line.send(message), message) {
            self.hear(Event::Message(FromEngine::Answered { id: *id, result: Err(trouble) }));
        }
    }

    /// Takes back a question that is still waiting, answering whoever waits for it with `trouble`, if given.
    fn withdraw(&self, id: u32, trouble: Option<Trouble>) {
        let Some(waiting) = self.take_waiting(id) else { return };
        if let Some(trouble) = trouble {
            answer(waiting, Err(trouble));
        }
        self.send(&ToEngine::Withdraw { id });
    }

    /// The question of this number, no longer waiting.
    fn take_waiting(&self, id: u32) -> Option<Waiting> {
        let mut waiting = self.0.waiting.borrow_mut();
        let place = waiting.iter().position(|waiting| waiting.id == id)?;
        Some(waiting.remove(place))
    }

    /// Makes a new line, to a worker if that is `wanted` and can be had, and asks everything that waits again on it.
    fn connect(&self, wanted: bool) {
        let number = self.0.n_lines.get() + 1;
        self.0.n_lines.set(number);
        self.0.ready.set(false);
        let inner = Rc::downgrade(&self.0);
        let on_event: OnEvent = Rc::new(move |event| {
            let Some(inner) = inner.upgrade() else { return };
            if inner.n_lines.get() == number {
                Client(inner).hear(event);
            }
        });
        let worker = if wanted { (self.0.to_worker)(Rc::clone(&on_event)) } else { None };
        let line = worker.or_else(|| (self.0.to_page)(on_event));
        *self.0.line.borrow_mut() = line.map(Rc::from);
        let again: Vec<ToEngine> = self
            .0
            .waiting
            .borrow()
            .iter()
            .map(|waiting| ToEngine::Ask { id: waiting.id, question: waiting.question.clone() })
            .collect();
        for message in &again {
            self.send(message);
        }
    }

    fn hear(&self, event: Event) {
        match event {
            Event::Message(FromEngine::Ready) => self.0.ready.set(true),
            Event::Message(FromEngine::Answered { id, result }) => {
                if let Some(waiting) = self.take_waiting(id) {
                    answer(waiting, result);
                }
            }
            // It never ran, so its questions did no harm: they are asked again, on the page.
            Event::Failed(_) if !self.0.ready.get() => self.connect(false),
            // It ran, and a question brought it down. On the page that question would bring down the page.
            Event::Failed(reason) => {
                let lost = std::mem::take(&mut *self.0.waiting.borrow_mut());
                for waiting in lost {
                    answer(waiting, Err(Trouble::Broken(reason.clone())));
                }
                self.connect(true);
            }
        }
    }
}

/// Answers whoever waits. They may have left in the same instant; then there is nobody to tell.
fn answer(waiting: Waiting, result: Result<Answer, Trouble>) {
    let _ = waiting.reply.send(result);
}

fn mismatch(answer: &Answer) -> Trouble {
    let got = match answer {
        Answer::Info(_) => "what the edition holds",
        Answer::Search(_) => "hits",
        Answer::Article(_) => "an article",
        Answer::Facet(_) => "facet values",
    };
    Trouble::Broken(format!("the engine answered another question, with {got}"))
}

/// Withdraws a question when its asker stops waiting.
struct Withdrawal<'a> {
    client: &'a Client,
    id: u32,
}

impl Drop for Withdrawal<'_> {
    fn drop(&mut self) {
        self.client.withdraw(self.id, None);
    }
}

#[cfg(test)]
mod tests {
    use futures::executor::LocalPool;
    use futures::task::LocalSpawnExt;

    use super::*;

    /// The far end of every line a client made: what was sent, and a way to answer.
    #[derive(Clone, Default)]
    struct FarEnd {
        sent: Rc<RefCell<Vec<(&'static str, ToEngine)>>>,
        on_event: Rc<RefCell<Vec<OnEvent>>>,
    }

    struct Wire(&'static str, FarEnd);

    impl Line for Wire {
        fn send(&self, message: &ToEngine) -> Result<(), Trouble> {
            self.1.sent.borrow_mut().push((self.0, message.clone()));
            Ok(())
        }
    }

    impl FarEnd {
        fn connect(&self, name: &'static str) -> Connect {
            let end = self.clone();
            Box::new(move |on_event| {
                end.on_event.borrow_mut().push(on_event);
                Some(Box::new(Wire(name, end.clone())))
            })
        }

        fn say(&self, line: usize, event: Event) {
            let on_event = Rc::clone(&self.on_event.borrow()[line]);
            on_event(event);
        }

        /// What was sent since last looked, as `line:kind id`.
        fn sent(&self) -> Vec<String> {
            let sent = std::mem::take(&mut *self.sent.borrow_mut());
            sent.into_iter()
                .map(|(line, message)| match message {
                    ToEngine::Ask { id, .. } => format!("{line}:ask {id}"),
                    ToEngine::Withdraw { id } => format!("{line}:withdraw {id}"),
                })
                .collect()
        }
    }

    type Outcome = Rc<RefCell<Option<Result<u32, Trouble>>>>;

    /// A client with both lines, and a pool to wait in.
    fn scene() -> (FarEnd, Client, LocalPool) {
        let end = FarEnd::default();
        let client = Client::over(end.connect("worker"), end.connect("page"));
        (end, client, LocalPool::new())
    }

    fn search(client: &Client, pool: &mut LocalPool) -> Outcome {
        let outcome = Outcome::default();
        let (client, slot) = (client.clone(), Rc::clone(&outcome));
        pool.spawner()
            .spawn_local(async move {
                let result = client.search(Request::default()).await;
                *slot.borrow_mut() = Some(result.map(|results| results.n_hits));
            })
            .unwrap();
        pool.run_until_stalled();
        outcome
    }

    fn hits(id: u32, n_hits: u32) -> Event {
        let results = Results {
            n_hits,
            n_possible: 0,
            fallback: None,
            problems: vec![],
            corrections: vec![],
            suggestions: vec![],
            names: vec![],
            hits: vec![],
            facets: vec![],
            dates: newsprint_search::Histogram::default(),
        };
        Event::Message(FromEngine::Answered { id, result: Ok(Answer::Search(Box::new(results))) })
    }

    #[test]
    fn a_newer_search_supersedes_the_older_one() {
        let (end, client, mut pool) = scene();
        let (first, second) = (search(&client, &mut pool), search(&client, &mut pool));
        pool.run_until_stalled();
        assert_eq!(*first.borrow(), Some(Err(Trouble::Superseded)));
        assert_eq!(end.sent(), ["worker:ask 0", "worker:withdraw 0", "worker:ask 1"]);
        end.say(0, hits(0, 7));
        end.say(0, hits(1, 8));
        pool.run_until_stalled();
        assert_eq!(*second.borrow(), Some(Ok(8)));
    }

    #[test]
    fn a_question_nobody_waits_for_is_withdrawn() {
        let (end, client, mut pool) = scene();
        let info = {
            let client = client.clone();
            pool.spawner().spawn_local_with_handle(async move { client.info().await }).unwrap()
        };
        pool.run_until_stalled();
        drop(info);
        pool.run_until_stalled();
        assert_eq!(end.sent(), ["worker:ask 0", "worker:withdraw 0"]);
    }

    #[test]
    fn where_the_worker_never_starts_the_page_answers_what_was_asked() {
        let (end, client, mut pool) = scene();
        let outcome = search(&client, &mut pool);
        end.say(0, Event::Failed("no workers here".into()));
        assert_eq!(end.sent(), ["worker:ask 0", "page:ask 0"]);
        end.say(1, hits(0, 3));
        pool.run_until_stalled();
        assert_eq!(*outcome.borrow(), Some(Ok(3)));
    }

    #[test]
    fn where_no_worker_can_be_made_the_page_is_asked_at_once() {
        let end = FarEnd::default();
        let client = Client::over(Box::new(|_| None), end.connect("page"));
        let mut pool = LocalPool::new();
        let outcome = search(&client, &mut pool);
        end.say(0, hits(0, 2));
        pool.run_until_stalled();
        assert_eq!((*outcome.borrow()).clone(), Some(Ok(2)));
    }

    #[test]
    fn a_worker_that_crashes_is_replaced_and_its_questions_are_not_asked_again() {
        let (end, client, mut pool) = scene();
        end.say(0, Event::Message(FromEngine::Ready));
        let lost = search(&client, &mut pool);
        end.say(0, Event::Failed("unreachable".into()));
        pool.run_until_stalled();
        assert_eq!(*lost.borrow(), Some(Err(Trouble::Broken("unreachable".into()))));
        let next = search(&client, &mut pool);
        assert_eq!(end.sent(), ["worker:ask 0", "worker:ask 1"]);
        end.say(0, hits(1, 1));
        pool.run_until_stalled();
        assert_eq!(*next.borrow(), None, "the dead worker is not heard");
        end.say(1, hits(1, 4));
        pool.run_until_stalled();
        assert_eq!(*next.borrow(), Some(Ok(4)));
    }
}
