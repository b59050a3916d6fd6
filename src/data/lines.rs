//! The two lines a page can have to its engine: to a worker, and to the page itself.

use std::rc::Rc;

use futures::FutureExt;
use futures::future::LocalBoxFuture;
use wasm_bindgen_futures::spawn_local;

use super::client::{Connect, Event, Line, OnEvent};
use super::desk::{Desk, Surroundings};
use super::engine::{self, Engine};
use super::protocol::{FromEngine, ToEngine, decode, encode};
use crate::js::worker::{Worker, listen_to_page, next_turn, post_to_page};

/// Lines to a worker that runs this same module.
pub(super) fn to_worker() -> Connect {
    Box::new(|on_event| {
        let on_failure = Rc::clone(&on_event);
        let worker = Worker::start(
            move |bytes| {
                on_event(match decode(&bytes) {
                    Some(message) => Event::Message(message),
                    None => Event::Failed("the worker's answer could not be read".to_owned()),
                });
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
        if let Some(message) = decode(&bytes) {
            desk.take(message);
        }
    });
    InWorker.tell(FromEngine::Ready);
}

struct ToWorker(Worker);

impl Line for ToWorker {
    fn send(&self, message: &ToEngine) {
        self.0.post(&encode(message));
    }
}

struct ToPage(Desk<Engine>);

impl Line for ToPage {
    fn send(&self, message: &ToEngine) {
        self.0.take(message.clone());
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
        post_to_page(&encode(&message));
    }
}
