//! The line between the two modules on a page: the supplement asks, and the app, which has the engine, passes on what it asks and what it hears.

use std::cell::RefCell;
use std::rc::Rc;

use super::client::{Asking, Client, Connect, Event, Line};
use super::protocol::{FromEngine, ToEngine, decode, encode};
use crate::js::supplement;

/// Passes the supplement's questions on to the engine, for as long as the page lives.
pub fn serve_supplement(client: &Client) {
    let client = client.clone();
    let asked: Rc<RefCell<Vec<(u32, Asking)>>> = Rc::default();
    supplement::on_question(move |bytes| match decode(&bytes) {
        Some(ToEngine::Ask { id, question }) => {
            let answered = Rc::clone(&asked);
            let asking = client.ask(question, move |result| {
                answered.borrow_mut().retain(|(other, _)| *other != id);
                supplement::answer(&encode(&FromEngine::Answered { id, result }));
            });
            asked.borrow_mut().push((id, asking));
        }
        Some(ToEngine::Withdraw { id }) => asked.borrow_mut().retain(|(other, _)| *other != id),
        // Only the supplement can send bytes here; what it did not encode, nobody waits for.
        None => {}
    });
}

/// Lines from the supplement to the app.
fn to_app() -> Connect {
    Box::new(|on_event| {
        let heard = Rc::clone(&on_event);
        supplement::on_answer(move |bytes| {
            heard(match decode(&bytes) {
                Some(message) => Event::Message(message),
                None => Event::Failed("the app's answer could not be read".to_owned()),
            });
        });
        // The app is there: it has started us.
        on_event(Event::Message(FromEngine::Ready));
        Some(Box::new(ToApp))
    })
}

struct ToApp;

impl Line for ToApp {
    fn send(&self, message: &ToEngine) {
        supplement::ask(&encode(message));
    }
}

impl Client {
    /// A client in the supplement: the app answers it.
    pub fn of_app() -> Client {
        Client::over(to_app(), Box::new(|_| None))
    }
}
