//! Threads: which one this is, how to start another, and bytes between them.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, ErrorEvent, MessageChannel, MessageEvent};

use super::start;

/// The worker's global scope, when this is a worker.
fn scope() -> Option<DedicatedWorkerGlobalScope> {
    js_sys::global().dyn_into().ok()
}

/// Whether this code runs in a worker rather than on the page.
pub fn is_worker() -> bool {
    scope().is_some()
}

/// A running worker. Dropping it ends it.
pub struct Worker {
    worker: web_sys::Worker,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(ErrorEvent)>,
}

impl Worker {
    /// Starts a worker, or says that this browser cannot (a frame of opaque origin, an old browser).
    ///
    /// * `on_bytes` gets each message; `on_failure`, why the worker never ran or stopped, in English.
    pub fn start(on_bytes: impl Fn(Vec<u8>) + 'static, on_failure: impl Fn(String) + 'static) -> Option<Worker> {
        let worker = start::new_worker()?;
        let on_failure = Rc::new(on_failure);
        let failed = Rc::clone(&on_failure);
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let data = event.data();
            match data.dyn_ref::<Uint8Array>() {
                Some(bytes) => on_bytes(bytes.to_vec()),
                // A worker says in words why it cannot load the module, or go on.
                None => failed(data.as_string().unwrap_or_else(|| "the worker sent neither bytes nor text".to_owned())),
            }
        });
        let on_error = Closure::<dyn FnMut(ErrorEvent)>::new(move |event: ErrorEvent| {
            // A script that cannot be loaded raises a plain event, without a message.
            let message = js_sys::Reflect::get(&event, &JsValue::from_str("message")).ok();
            on_failure(
                message.and_then(|m| m.as_string()).unwrap_or_else(|| "the worker could not be loaded".to_owned()),
            );
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Some(Worker { worker, _on_message: on_message, _on_error: on_error })
    }

    /// Sends bytes, which are handed over rather than copied again.
    pub fn post(&self, bytes: &[u8]) {
        let array = Uint8Array::from(bytes);
        // Handing over a fresh buffer cannot be refused.
        let _ = self.worker.post_message_with_transfer(&array, &Array::of1(&array.buffer()));
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

/// In a worker: sends bytes to the page.
pub fn post_to_page(bytes: &[u8]) {
    if let Some(scope) = scope() {
        let array = Uint8Array::from(bytes);
        // Handing over a fresh buffer cannot be refused.
        let _ = scope.post_message_with_transfer(&array, &Array::of1(&array.buffer()));
    }
}

/// In a worker: says why it cannot go on.
#[cfg(debug_assertions)]
pub fn give_up(reason: &str) {
    if let Some(scope) = scope() {
        // Nothing is left to do about a failure to tell of a failure.
        let _ = scope.post_message(&JsValue::from_str(reason));
    }
}

/// In a worker: `on_bytes` gets every message from the page, for as long as the worker lives.
pub fn listen_to_page(on_bytes: impl Fn(Vec<u8>) + 'static) {
    let Some(scope) = scope() else { return };
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(bytes) = event.data().dyn_ref::<Uint8Array>() {
            on_bytes(bytes.to_vec());
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
}

thread_local! {
    static TURNS: RefCell<Option<Turns>> = const { RefCell::new(None) };
}

/// A channel to oneself: what is posted comes back after everything that had already arrived.
struct Turns {
    channel: MessageChannel,
    waiting: Rc<RefCell<Vec<futures::channel::oneshot::Sender<()>>>>,
}

impl Turns {
    fn new() -> Option<Turns> {
        let channel = MessageChannel::new().ok()?;
        let waiting: Rc<RefCell<Vec<futures::channel::oneshot::Sender<()>>>> = Rc::default();
        let woken = Rc::clone(&waiting);
        let on_message = Closure::<dyn FnMut()>::new(move || {
            let woken = std::mem::take(&mut *woken.borrow_mut());
            for sender in woken {
                // Whoever waited may have been dropped since.
                let _ = sender.send(());
            }
        });
        channel.port2().set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        on_message.forget();
        Some(Turns { channel, waiting })
    }
}

/// Comes back on a later turn of this thread's event loop, after the messages that had already arrived.
pub async fn next_turn() {
    let turn = TURNS.with_borrow_mut(|turns| {
        if turns.is_none() {
            *turns = Turns::new();
        }
        let turns = turns.as_ref()?;
        let (sender, turn) = futures::channel::oneshot::channel();
        turns.waiting.borrow_mut().push(sender);
        turns.channel.port1().post_message(&JsValue::UNDEFINED).ok()?;
        Some(turn)
    });
    if let Some(turn) = turn {
        // The sender lives in the thread's own list until it has sent.
        let _ = turn.await;
    }
}
