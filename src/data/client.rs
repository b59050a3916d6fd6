//! The page's handle on the engine: asks, and hears answers, wherever the engine runs.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::rc::Rc;

use super::protocol::{Answer, FromEngine, Question, ToEngine};
use super::trouble::Trouble;

/// Where questions go: a worker, or the engine on the page itself.
pub trait Line {
    /// Passes a message on. What goes wrong with it later comes back as an `Event`.
    fn send(&self, message: &ToEngine);
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

/// Told of the answer to one question.
type OnAnswer = Box<dyn FnOnce(Result<Answer, Trouble>)>;

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
}

struct Waiting {
    id: u32,
    /// Kept so that it can be asked again on another line.
    question: Question,
    on_answer: OnAnswer,
}

impl PartialEq for Client {
    fn eq(&self, other: &Client) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Client")
    }
}

/// A question under way. Dropping it withdraws the question: its answer will not be heard.
pub struct Asking {
    client: Client,
    id: u32,
}

impl Drop for Asking {
    fn drop(&mut self) {
        if self.client.take_waiting(self.id).is_some() {
            self.client.send(&ToEngine::Withdraw { id: self.id });
        }
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
        }));
        client.connect(true);
        client
    }

    /// Asks. The answer, which is of the question's kind, goes to `on_answer`; never before this returns, and not at all
    /// once what this returns is dropped.
    #[must_use]
    pub fn ask(&self, question: Question, on_answer: impl FnOnce(Result<Answer, Trouble>) + 'static) -> Asking {
        let id = self.0.next_id.get();
        self.0.next_id.set(id.wrapping_add(1));
        let message = ToEngine::Ask { id, question: question.clone() };
        self.0.waiting.borrow_mut().push(Waiting { id, question, on_answer: Box::new(on_answer) });
        self.send(&message);
        Asking { client: self.clone(), id }
    }

    fn send(&self, message: &ToEngine) {
        let line = self.0.line.borrow().clone();
        if let Some(line) = line {
            line.send(message);
        }
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
                    (waiting.on_answer)(result);
                }
            }
            // It never ran, so its questions did no harm: they are asked again, on the page.
            Event::Failed(_) if !self.0.ready.get() => self.connect(false),
            // It ran, and a question brought it down. On the page that question would bring down the page.
            Event::Failed(reason) => {
                let lost = std::mem::take(&mut *self.0.waiting.borrow_mut());
                for waiting in lost {
                    (waiting.on_answer)(Err(Trouble::Broken(reason.clone())));
                }
                self.connect(true);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use newsprint_search::{Request, Results};

    use super::*;

    /// The far end of every line a client made: what was sent, and a way to answer.
    #[derive(Clone, Default)]
    struct FarEnd {
        sent: Rc<RefCell<Vec<(&'static str, ToEngine)>>>,
        on_event: Rc<RefCell<Vec<OnEvent>>>,
    }

    struct Wire(&'static str, FarEnd);

    impl Line for Wire {
        fn send(&self, message: &ToEngine) {
            self.1.sent.borrow_mut().push((self.0, message.clone()));
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

    /// A client with both lines.
    fn scene() -> (FarEnd, Client) {
        let end = FarEnd::default();
        let client = Client::over(end.connect("worker"), end.connect("page"));
        (end, client)
    }

    fn search(client: &Client) -> (Asking, Outcome) {
        let outcome = Outcome::default();
        let slot = Rc::clone(&outcome);
        let asking = client.ask(Question::Search(Request::default()), move |result| {
            let n_hits = result.map(|answer| match answer {
                Answer::Search(results) => results.n_hits,
                other => panic!("another question's answer: {other:?}"),
            });
            *slot.borrow_mut() = Some(n_hits);
        });
        (asking, outcome)
    }

    fn hits(id: u32, n_hits: u32) -> Event {
        let results = Results { n_hits, ..Results::default() };
        Event::Message(FromEngine::Answered { id, result: Ok(Answer::Search(Rc::new(results))) })
    }

    #[test]
    fn what_nobody_waits_for_is_withdrawn_and_not_heard() {
        let (end, client) = scene();
        let ((first, unheard), (second, heard)) = (search(&client), search(&client));
        drop(first);
        assert_eq!(end.sent(), ["worker:ask 0", "worker:ask 1", "worker:withdraw 0"]);
        end.say(0, hits(0, 7));
        end.say(0, hits(1, 8));
        assert_eq!(*unheard.borrow(), None);
        assert_eq!(*heard.borrow(), Some(Ok(8)));
        drop(second);
        assert_eq!(end.sent(), [""; 0], "what was answered is not withdrawn");
    }

    #[test]
    fn where_the_worker_never_starts_the_page_answers_what_was_asked() {
        let (end, client) = scene();
        let (_asking, outcome) = search(&client);
        end.say(0, Event::Failed("no workers here".into()));
        assert_eq!(end.sent(), ["worker:ask 0", "page:ask 0"]);
        end.say(1, hits(0, 3));
        assert_eq!(*outcome.borrow(), Some(Ok(3)));
    }

    #[test]
    fn where_no_worker_can_be_made_the_page_is_asked_at_once() {
        let end = FarEnd::default();
        let client = Client::over(Box::new(|_| None), end.connect("page"));
        let (_asking, outcome) = search(&client);
        end.say(0, hits(0, 2));
        assert_eq!((*outcome.borrow()).clone(), Some(Ok(2)));
    }

    #[test]
    fn a_worker_that_crashes_is_replaced_and_its_questions_are_not_asked_again() {
        let (end, client) = scene();
        end.say(0, Event::Message(FromEngine::Ready));
        let (_lost, lost) = search(&client);
        end.say(0, Event::Failed("unreachable".into()));
        assert_eq!(*lost.borrow(), Some(Err(Trouble::Broken("unreachable".into()))));
        let (_next, next) = search(&client);
        assert_eq!(end.sent(), ["worker:ask 0", "worker:ask 1"]);
        end.say(0, hits(1, 1));
        assert_eq!(*next.borrow(), None, "the dead worker is not heard");
        end.say(1, hits(1, 4));
        assert_eq!(*next.borrow(), Some(Ok(4)));
    }
}
