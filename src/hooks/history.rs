//! Keeps the address in step with the state, and the reader's place with the address.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use yew::prelude::*;

use super::effect::{until_undone, use_effect_on};
use super::memory::use_memo;

use crate::js::history;
use crate::js::page::{Place, Timer};
use crate::route::Route;
use crate::state::{Action, State};

/// How long the reader pauses before what they typed so far becomes the address. Browsers refuse addresses that
/// change with every keystroke (Safari: 100 in 30 seconds).
const PAUSE_MS: i32 = 400;

/// Where the reader stood in each list they left, and where to put them back.
#[derive(Clone, Default)]
pub struct PlaceKeeper(Rc<Keeper>);

#[derive(Default)]
struct Keeper {
    /// Address and place of each; few enough to be looked through.
    places: RefCell<Vec<(String, Place)>>,
    wanted: RefCell<Option<Place>>,
    /// Where the reader stood when they last did something.
    noted: RefCell<Option<Place>>,
}

impl PartialEq for PlaceKeeper {
    fn eq(&self, other: &PlaceKeeper) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl PlaceKeeper {
    /// Notes where the reader stands: to be called before what they did changes the page, for by the time it is drawn
    /// they may stand elsewhere.
    pub fn note(&self) {
        *self.0.noted.borrow_mut() = Some(Place::now());
    }

    /// Remembers where the reader stood on the page of that address.
    fn leave(&self, href: &str) {
        if let Some(place) = self.0.noted.borrow_mut().take() {
            let mut places = self.0.places.borrow_mut();
            places.retain(|(other, _)| other != href);
            places.push((href.to_owned(), place));
        }
    }

    /// The reader comes back to that address: they will be put where they stood once its list is drawn.
    fn return_to(&self, href: &str) {
        let places = self.0.places.borrow();
        *self.0.wanted.borrow_mut() = places.iter().find(|(other, _)| other == href).map(|(_, place)| place.clone());
    }

    /// The list is drawn: puts the reader back, when they came back. Whether they had.
    pub fn drawn(&self) -> bool {
        let wanted = self.0.wanted.borrow_mut().take();
        wanted.inspect(Place::restore).is_some()
    }
}

/// The last address given to the browser, and one that waits for a pause.
struct Written {
    href: RefCell<String>,
    n_entries: Cell<u32>,
    has_doc: Cell<bool>,
    pausing: RefCell<Option<(String, Option<Timer>)>>,
}

impl Written {
    /// Gives the address that waits for a pause to the browser now.
    fn settle(&self) {
        if let Some((href, _timer)) = self.pausing.borrow_mut().take() {
            history::replace(&href);
        }
    }
}

/// Keeps the address in step with the state; tells the state when the reader goes back or forward.
#[hook]
pub fn use_history(state: &UseReducerHandle<State>) -> PlaceKeeper {
    let keeper = {
        let href = state.route.href();
        use_memo((), move |()| {
            let keeper = PlaceKeeper::default();
            *keeper.0.wanted.borrow_mut() = history::saved_place(&href);
            keeper
        })
    };
    let written = {
        let state = state.clone();
        use_memo((), move |()| Written {
            href: RefCell::new(state.route.href()),
            n_entries: Cell::new(state.n_entries),
            has_doc: Cell::new(state.route.view.open().is_some()),
            pausing: RefCell::default(),
        })
    };
    {
        let (keeper, written, dispatcher) = ((*keeper).clone(), Rc::clone(&written), state.dispatcher());
        use_effect_on((), move |()| {
            let left = Rc::clone(&written);
            let leaving = history::on_leaving(move || {
                left.settle();
                history::save_place(&left.href.borrow(), &Place::now());
            });
            let arriving = history::on_arrival(move || {
                written.pausing.borrow_mut().take();
                let route = Route::from_query(&history::query());
                let href = route.href();
                keeper.note();
                keeper.leave(&written.href.borrow());
                keeper.return_to(&href);
                written.has_doc.set(route.view.open().is_some());
                *written.href.borrow_mut() = href;
                dispatcher.dispatch(Action::Arrived(route));
            });
            until_undone((leaving, arriving))
        });
    }
    {
        let keeper = (*keeper).clone();
        use_effect_on((state.route.clone(), state.n_entries, state.is_typing), move |(route, n_entries, is_typing)| {
            let href = route.href();
            let pushes = written.n_entries.replace(*n_entries) != *n_entries;
            let closes = written.has_doc.replace(route.view.open().is_some()) && route.view.open().is_none();
            let before = written.href.replace(href.clone());
            if pushes {
                written.settle();
                keeper.leave(&before);
                if closes {
                    keeper.return_to(&href);
                }
                history::push(&href);
            } else if *is_typing && before != href {
                let then = Rc::clone(&written);
                let timer = Timer::after(PAUSE_MS, move || {
                    // The timer itself is over and is let go with the address.
                    then.settle();
                });
                *written.pausing.borrow_mut() = Some((href, timer));
            } else if !*is_typing {
                written.settle();
                if before != href {
                    history::replace(&href);
                }
            }
            None
        });
    }
    (*keeper).clone()
}
