//! What can change, and how: one value, one `Action`, one pure function from both to what comes after.

mod loaded;
mod presentation;
mod settings;
mod view;

pub use loaded::Loaded;
pub use presentation::{Height, Panel, Presentation, Theme};
pub use settings::{Settings, TextSize};
pub use view::View;

use std::rc::Rc;

use newsprint_model::DateSpan;
use newsprint_search::{DateFilter, Facet, Sort};
use yew::Reducible;

use crate::route::Route;
use crate::words::Language;

/// Everything the reader can do to what is on the page.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// A keystroke in the search box.
    QueryTyped(String),
    /// Enter in the search box, or a query chosen elsewhere.
    QuerySubmitted(String),
    /// Words are to be taken as typed, or misspelt ones put right again.
    ExactChosen(bool),
    /// Names are to be taken as typed, or every spelling of whoever bears them again.
    StrictNamesChosen(bool),
    /// A facet value was included (or, with `exclude`, left out); the same again takes it back.
    ChoiceToggled {
        /// Which facet.
        facet: Facet,
        /// Which value of it.
        value: String,
        /// Leave its articles out instead.
        exclude: bool,
    },
    /// Only this value is wanted: the words and every other filter go.
    OnlyChosen {
        /// Which facet.
        facet: Facet,
        /// Which value of it.
        value: String,
    },
    /// Dates were chosen, or all are wanted again.
    DateChosen(Option<DateFilter>),
    /// Texts that speak of some time are wanted, or of any again.
    MentionsChosen(Option<DateSpan>),
    /// The dates on show are to be those that texts speak of, or those of publication again.
    MentionsShown(bool),
    /// Every filter goes; the words stay.
    FiltersCleared,
    /// The words go; the filters stay.
    WordsCleared,
    /// Words and filters go.
    AllCleared,
    /// The list is wanted in another order.
    SortChosen(Sort),
    /// Another page of the list, counted from 0.
    PageChosen(u32),
    /// An article is to be read.
    ArticleOpened(String),
    /// Back to the list.
    ArticleClosed,
    /// The reader stands at this hit of the open article, counted from 0.
    HitChosen(u32),
    /// The next hit of the open article, or the one before, round and round.
    HitStepped {
        /// Whether to the next.
        forward: bool,
        /// How many hits it has.
        n_hits: u32,
    },
    /// The interface's language; `None` follows the browser.
    LanguageChosen(Option<Language>),
    /// Back, forward, or a command from the page around us: the address says everything.
    Arrived(Route),
}

/// What is on the page, and how it came to be there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// What is on the page.
    pub route: Route,
    /// How many history entries the reader's deliberate acts have asked for so far. The browser's history follows it:
    /// one more is a new entry; the same with another route changes the present entry.
    pub n_entries: u32,
    /// Whether a stretch of typing goes on, which made the present history entry. One stretch is one entry, so that pressing back undoes it whole and
    /// never lands on half a word.
    pub is_typing: bool,
}

impl State {
    /// The state of a page that was just opened at an address.
    pub fn at(route: Route) -> State {
        State { route, ..State::default() }
    }

    /// What comes after an action. Pure: the same state and action give the same answer.
    pub fn after(&self, action: Action) -> State {
        let typed = matches!(action, Action::QueryTyped(_));
        let finishes = self.is_typing && matches!(action, Action::QuerySubmitted(_));
        let walks = matches!(action, Action::HitChosen(_) | Action::HitStepped { .. });
        let in_place = walks || matches!(action, Action::LanguageChosen(_) | Action::Arrived(_));
        let ends_typing = !typed && !walks;
        let route = after(&self.route, action);
        let changed = route != self.route;
        let pushes = changed && !in_place && !(typed && self.is_typing || finishes);
        State {
            n_entries: self.n_entries.wrapping_add(u32::from(pushes)),
            is_typing: typed || self.is_typing && !ends_typing,
            route,
        }
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(self.after(action))
    }
}

/// The hit before one and the hit after it, round and round.
pub fn neighbours(hit: u32, n_hits: u32) -> (u32, u32) {
    let last = n_hits.saturating_sub(1);
    (if hit == 0 { last } else { hit - 1 }, if hit >= last { 0 } else { hit + 1 })
}

/// The route after an action.
fn after(route: &Route, action: Action) -> Route {
    // Whatever changes the list returns to its first page and closes the article, which may not belong to it any more.
    let fresh = |view: View| Route { view: View { page: 0, doc: None, hit: 0, paragraph: 0, ..view }, ..route.clone() };
    let same_list = |view: View| Route { view, ..route.clone() };
    // Whatever the reader does to the list brings it back.
    let mut view = route.view.clone();
    if view.leaf.is_some() {
        view = view.list();
    }
    match action {
        Action::QuerySubmitted(mut query) => {
            let exact = view.exact && query.trim_end() == view.query.trim_end();
            // What follows a word finishes it, on the page and in its address.
            if view::ends_in_word(&query) {
                query.push(' ');
            }
            if query == view.query { same_list(view) } else { fresh(View { query, exact, ..view }) }
        }
        Action::QueryTyped(query) if query == view.query => same_list(view),
        Action::QueryTyped(query) => fresh(View { query, exact: false, ..view }),
        Action::ExactChosen(exact) => fresh(View { exact, ..view }),
        Action::StrictNamesChosen(strict_names) => fresh(View { strict_names, ..view }),
        Action::ChoiceToggled { facet, value, exclude } => fresh(view.toggled(facet, value, exclude)),
        Action::OnlyChosen { facet, value } => fresh(View::default().toggled(facet, value, false)),
        Action::DateChosen(date) => fresh(View { date, ..view }),
        Action::MentionsChosen(span) => fresh(view.mentioning(span)),
        Action::MentionsShown(mentioned) => same_list(View { mentioned, ..view }),
        Action::FiltersCleared => fresh(View { choices: Vec::new(), date: None, ..view }),
        Action::WordsCleared => fresh(View { query: String::new(), exact: false, ..view }),
        Action::AllCleared => fresh(View::default()),
        Action::SortChosen(sort) => same_list(View { sort, page: 0, ..view }),
        Action::PageChosen(page) => same_list(View { page: page.min(View::LAST_PAGE), ..view }),
        Action::ArticleOpened(id) => {
            same_list(View { doc: (!id.is_empty()).then_some(id), hit: 0, paragraph: 0, ..view })
        }
        Action::ArticleClosed => same_list(View { doc: None, hit: 0, paragraph: 0, ..view }),
        Action::HitChosen(hit) if view.open().is_some() => {
            same_list(View { hit: hit.min(View::LAST_HIT), paragraph: 0, ..view })
        }
        Action::HitStepped { forward, n_hits } if view.open().is_some() && n_hits > 0 => {
            let (before, next) = neighbours(view.hit.min(n_hits - 1), n_hits);
            same_list(View { hit: if forward { next } else { before }, paragraph: 0, ..view })
        }
        Action::HitChosen(_) | Action::HitStepped { .. } => same_list(view),
        Action::LanguageChosen(language) => {
            let mut route = route.clone();
            route.presentation.language = language;
            route
        }
        Action::Arrived(route) => route,
    }
}

#[cfg(test)]
mod tests;
