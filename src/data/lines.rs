//! The two lines a page can have to its engine: to a worker, and to the page itself.

use std::rc::Rc;

use futures::FutureExt;
use futures::future::LocalBoxFuture;
use wasm_bindgen_futures::spawn_local;

use super::client::{Connect, Event, Line, OnEvent};
use super::desk::{Desk, Surroundings};
use super::engine::{self, Engine};
use super::protocol::{FromEngine, ToEngine, decode, encode};
use super::trouble::Trouble;
use crate::js::worker::{Worker, listen_to_page, next_turn, post_to_page};

/// Lines to a worker that runs this same module.
pub(super) fn to_worker() -> Connect {
    Box::new(|on_event| {
        let on_failure = Rc::clone(&on_event);
        let worker = Worker::start(
            move |bytes| match decode(&bytes) {
                Ok(message) => on_event(Event::Message(message)),
                Err(trouble) => on_event(Event::Failed(format!("{trouble:?}"))),
            },
            move |reason| on_failure(Event::Failed(reason)),
        )?;
        Some(Box::new(ToWorker(worker)))
    })
}

/// Lines to an engine on the page itself.
pub(super) fn to_page() -> Connect {
    Box::new(|on_event| Some(Box::new(ToPage(Desk::new(engine::open, OnPage(on_event))))))
}

/// Plays the worker's part, for as long as the worker lives.
pub fn serve_page() {
    let desk = Desk::new(engine::open, InWorker);
    listen_to_page(move |bytes| {
        // Only our own page can send bytes here; what it did not encode, nobody waits for.
        if let Ok(message) = decode(&bytes) {
            desk.take(message);
        }
    });
    InWorker.tell(FromEngine::Ready);
}

struct ToWorker(Worker);

impl Line for ToWorker {
    fn send(&self, message: &ToEngine) -> Result<(), Trouble> {
        self.0.post(&encode(message)?);
        Ok(())
    }
}

struct ToPage(Desk<Engine>);

impl Line for ToPage {
    fn send(&self, message: &ToEngine) -> Result<(), Trouble> {
        self.0.take(message.clone());
        Ok(())
    }
}

struct OnPage(OnEvent);

impl Surroundings for OnPage {
    fn spawn(&self, future: LocalBoxFuture<'static, ()>) {
        spawn_local(future);
    }
    fn breathe(&self) -> LocalBoxFuture<'static, ()> {
        next_turn().boxed_local()
    }
    fn tell(&self, message: FromEngine) {
        (self.0)(Event::Message(message));
    }
}

struct InWorker;

impl Surroundings for InWorker {
    fn spawn(&self, future: LocalBoxFuture<'static, ()>) {
        spawn_local(future);
    }
    fn breathe(&self) -> LocalBoxFuture<'static, ()> {
        next_turn().boxed_local()
    }
    fn tell(&self, message: FromEngine) {
        let bytes = encode(&message).or_else(|trouble| match message {
            FromEngine::Answered { id, .. } => encode(&FromEngine::Answered { id, result: Err(trouble) }),
            FromEngine::Ready => Err(trouble),
        });
        if let Ok(bytes) = bytes {
            post_to_page(&bytes);
        }
    }
}
