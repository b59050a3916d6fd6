//! The search box while somebody types: asks what could be suggested once they pause, after the list has asked its own question, and shows it.

mod found;
mod rows;
#[cfg(debug_assertions)]
pub mod specimen;

use std::cell::RefCell;
use std::rc::Rc;

use newsprint_search::{Facet, Request, SnippetRequest};
use wasm_bindgen_futures::spawn_local;

use self::found::{About, Found, questions};
use self::rows::{row, underlining};
use super::suggest::{self, Deed, FIELDS, Mark, Standing, Suggestion, carried, deed, marks};
use super::words::{self, key, said, say};
use crate::components::FIELD_ID;
use crate::data::{Answer, Asking, Client, Question};
use crate::js::combobox::{self, Combobox, Heard, Row};
use crate::js::page::{self, Timer};
use crate::js::{history, supplement};
use crate::route::Route;
use crate::state::View;
use crate::words::{Gap, Language};

/// How long the keys rest before suggestions are looked for: the list's question is under way by then, and goes first.
///
/// * Range: at 50, suggestions are looked for between the letters of a quick typist; at 300, they come late.
const PAUSE_MS: i32 = 120;
/// How long the list holds still before its length is said aloud.
const SAY_PAUSE_MS: i32 = 1_000;
/// How long after something was done elsewhere on the page the words are looked at.
const ELSEWHERE_PAUSE_MS: i32 = 250;

/// In how many articles' passages words are looked for that go on as the last one begins. The list asks for the same passages.
const N_PASSAGES: usize = 6;

/// Makes the search box a combobox, for as long as the page lives.
pub fn start(client: Client) {
    let this = Rc::new(SuggestBox { client, state: RefCell::default() });
    this.bring_words();
    let on_heard = Rc::clone(&this);
    combobox::listen(FIELD_ID, move |heard| on_heard.hear(heard));
    // What was typed while this module was on its way.
    if page::focused_id().as_deref() == Some(FIELD_ID) && combobox().is_some_and(|it| !it.text().is_empty()) {
        this.hear(Heard::Typed);
    } else {
        this.hear(Heard::Elsewhere);
    }
}

fn combobox() -> Option<Combobox> {
    Combobox::of(FIELD_ID)
}

struct SuggestBox {
    client: Client,
    state: RefCell<State>,
}

#[derive(Default)]
struct State {
    standing: Standing,
    suggestions: Vec<Suggestion>,
    /// The text that they are for.
    text: String,
    /// The first row is to be active as soon as it is there.
    wants_first: bool,
    /// The number of them that was said last; 0 while the list is closed.
    n_said: usize,
    pause: Option<Timer>,
    say_pause: Option<Timer>,
    elsewhere_pause: Option<Timer>,
    asking: Vec<Asking>,
    found: Found,
    marks: Vec<Mark>,
    /// The text that the marks are for, and whether its last word may go on.
    marked: Option<(String, bool)>,
}

/// The view that the page shows, with other words.
fn view_with(query: String) -> (Route, View) {
    let route = Route::from_query(&history::query());
    let exact = route.view.exact && route.view.query.trim_end() == query.trim_end();
    let view = View { query, exact, page: 0, ..route.view.list() };
    (route, view)
}

/// The language of the page, which is spoken from here on.
fn language() -> Language {
    Language::tagged(&supplement::language()).unwrap_or_default()
}

impl SuggestBox {
    /// Fetches the sentences of the page's language.
    fn bring_words(&self) {
        spawn_local(async {
            let lang = language();
            crate::words::bring(lang).await;
            words::bring(lang).await;
        });
    }

    /// Whether what was heard is nobody else's affair.
    fn hear(self: &Rc<Self>, heard: Heard<'_>) -> bool {
        match heard {
            Heard::Typed => self.typed(),
            Heard::Key(key, alt) => return self.key(key, alt),
            Heard::Entered => {
                self.bring_words();
                self.elsewhere();
            }
            Heard::Left => self.close(),
            Heard::Chosen(row) => self.choose(row),
            Heard::Elsewhere => self.elsewhere(),
        }
        false
    }

    /// The words changed: what was asked for the ones before is not waited for any more.
    fn typed(self: &Rc<Self>) {
        let Some(combobox) = combobox() else { return };
        let text = combobox.text();
        let is_worth_asking = !text.trim().is_empty() && combobox.is_at_end();
        {
            let mut state = self.state.borrow_mut();
            state.asking.clear();
            state.wants_first = false;
            state.standing =
                Standing { active: None, is_dismissed: false, is_coming: is_worth_asking, ..state.standing };
            let before = state.marked.take().map(|(text, _)| text).unwrap_or_default();
            state.marks = carried(&state.marks, &before, &text);
            state.marked = Some((text.clone(), true));
            combobox.underline(&underlining(&text, &state.marks));
            combobox.mark(None);
            // What was suggested stands until more is known, as far as it is what is being typed.
            let State { standing, suggestions, text: asked, .. } = &mut *state;
            suggestions.retain(|it| suggest::fits(it, asked, &text));
            standing.n_rows = suggestions.len();
            asked.clone_from(&text);
            state.pause = None;
            if !text.trim().is_empty() {
                let this = Rc::clone(self);
                state.pause = Timer::after(PAUSE_MS, move || this.ask());
            }
        }
        if is_worth_asking {
            if self.state.borrow().standing.is_open {
                self.open();
            }
        } else {
            self.close();
            self.state.borrow_mut().suggestions.clear();
            self.state.borrow_mut().standing.n_rows = 0;
        }
    }

    /// Asks what could be suggested for the words, and what is wrong with them.
    fn ask(self: &Rc<Self>) {
        let Some(combobox) = combobox() else { return };
        let text = combobox.text();
        let (_, view) = view_with(text.clone());
        let is_wanted = self.state.borrow().standing.is_coming;
        let lookups = if is_wanted { suggest::lookups(&text) } else { Vec::new() };
        let questions = questions(&lookups, &view, is_wanted);
        let found = Found { n_missing: questions.len(), view, lookups, ..Found::default() };
        {
            let mut state = self.state.borrow_mut();
            state.text = text;
            state.found = found;
        }
        for (about, question) in questions {
            self.ask_one(about, question);
        }
    }

    fn ask_one(self: &Rc<Self>, about: About, question: Question) {
        let this = Rc::clone(self);
        let asking = self.client.ask(question, move |answer| this.answered(about, answer.ok()));
        self.state.borrow_mut().asking.push(asking);
    }

    /// An answer came, or never will.
    fn answered(self: &Rc<Self>, about: About, answer: Option<Answer>) {
        let (is_all, next) = {
            let state = &mut *self.state.borrow_mut();
            let found = &mut state.found;
            let mut next = None;
            match (about, answer) {
                (About::Names(nth, facet), Some(Answer::Facet(counts))) => {
                    found.names.push((nth, facet, counts.values.clone()));
                }
                (About::Articles, Some(Answer::Search(results))) => {
                    let articles: Vec<_> = results.hits.iter().map(|hit| hit.article).take(N_PASSAGES).collect();
                    if state.standing.is_coming && suggest::completes(&state.text) && !articles.is_empty() {
                        found.n_missing += 1;
                        next = Some(SnippetRequest { reading: found.view.request().reading(), articles });
                    }
                    found.results = Some(results);
                }
                (About::Passages, Some(Answer::Snippets(passages))) => found.passages = Some(passages),
                // Suggestions are a courtesy: what does not come is not missed.
                _ => {}
            }
            found.n_missing -= 1;
            (found.n_missing == 0, next)
        };
        if let Some(request) = next {
            self.ask_one(About::Passages, Question::Snippets(request));
        }
        if is_all {
            self.settle();
        }
    }

    /// Everything came: shows it, if the words are still the same.
    fn settle(self: &Rc<Self>) {
        let Some(combobox) = combobox() else { return };
        let shows = {
            let mut state = self.state.borrow_mut();
            let State { standing, suggestions, text, found, marks: marked, .. } = &mut *state;
            let was_coming = std::mem::take(&mut standing.is_coming);
            if combobox.text().trim_end() != text.trim_end() {
                return;
            }
            let found = std::mem::take(found);
            if let Some(results) = &found.results {
                *marked = marks(&results.problems, &results.corrections);
                combobox.underline(&underlining(&combobox.text(), marked));
            }
            let typing = found.view.request().typing;
            let shows = was_coming && !standing.is_dismissed && page::focused_id().as_deref() == Some(FIELD_ID);
            if was_coming {
                *suggestions = found.suggestions(text);
                standing.n_rows = suggestions.len();
            }
            let text = text.clone();
            state.marked = Some((text, typing));
            shows
        };
        if shows {
            self.open();
        }
    }

    /// Shows the list, or none where nothing is suggested.
    fn open(self: &Rc<Self>) {
        let Some(combobox) = combobox() else { return };
        let mut state = self.state.borrow_mut();
        if state.suggestions.is_empty() {
            drop(state);
            return self.close();
        }
        let lang = language();
        let rows: Vec<Row> = state.suggestions.iter().map(|it| row(lang, it, &state.text)).collect();
        combobox.show(said(key::SUGGESTIONS), &rows);
        let active = std::mem::take(&mut state.wants_first).then_some(0);
        combobox.mark(active);
        state.standing = Standing { active, is_open: true, is_dismissed: false, ..state.standing };
        let this = Rc::clone(self);
        state.say_pause = Timer::after(SAY_PAUSE_MS, move || this.say_how_many());
    }

    /// Says how many suggestions there are, unless that was said last.
    fn say_how_many(&self) {
        let Some(combobox) = combobox() else { return };
        let mut state = self.state.borrow_mut();
        let n = state.suggestions.len();
        if state.standing.is_open && state.n_said != n {
            state.n_said = n;
            language().words();
            combobox.say(&say(key::N_SUGGESTIONS, &[Gap::Number(n as u32)]));
        }
    }

    /// Hides the list.
    fn close(&self) {
        let mut state = self.state.borrow_mut();
        state.standing = Standing { active: None, is_open: false, ..state.standing };
        state.wants_first = false;
        state.say_pause = None;
        if let Some(combobox) = combobox() {
            combobox.hide();
            if std::mem::take(&mut state.n_said) > 0 {
                combobox.say("");
            }
        }
    }

    /// The reader is done with suggestions for these words.
    fn dismiss(&self) {
        self.close();
        let standing = &mut self.state.borrow_mut().standing;
        *standing = Standing { is_dismissed: true, is_coming: false, ..*standing };
    }

    /// A key was pressed in the field; whether it was used up.
    fn key(self: &Rc<Self>, key: &str, alt: bool) -> bool {
        let standing = self.state.borrow().standing;
        let deed = deed(key, alt, standing);
        match deed {
            Deed::Usual => return false,
            Deed::Leave | Deed::Activate(_) => {
                let active = if let Deed::Activate(active) = deed { active } else { None };
                self.state.borrow_mut().standing.active = active;
                if let Some(combobox) = combobox() {
                    combobox.mark(active);
                }
                return deed != Deed::Leave;
            }
            Deed::ActivateFirst => self.state.borrow_mut().wants_first = true,
            Deed::Choose(row) => self.choose(row),
            Deed::Open => self.open(),
            Deed::Close => self.dismiss(),
            Deed::Submit => {
                self.dismiss();
                return false;
            }
        }
        true
    }

    /// A row was chosen.
    fn choose(&self, row: usize) {
        let chosen = self.state.borrow().suggestions.get(row).cloned();
        let (Some(chosen), Some(combobox)) = (chosen, combobox()) else { return };
        self.dismiss();
        let text = combobox.text();
        let go = |route: Route| {
            // The way back leads to what was typed, which the address may not have yet.
            let (now, view) = view_with(text.clone());
            if now.view.query != text {
                history::replace(&Route { view, ..now }.href());
            }
            combobox::go(&route.href())
        };
        let put = |text: &str, is_done: bool| {
            combobox.put(text);
            if is_done {
                self.dismiss();
            }
        };
        match chosen {
            Suggestion::Name { label, from, .. } => {
                let rest = suggest::without(&text, from);
                let (route, mut view) = view_with(rest.clone());
                let facet = Facet::of(label.kind);
                if view.chosen(facet, &label.id) != Some(false) {
                    view = view.toggled(facet, label.id, false);
                }
                if go(Route { view, ..route }) {
                    // The same words as in the address, their last space included: the next word goes behind it.
                    put(&rest, true);
                } else {
                    // Where there is no history, the query language says the same.
                    let field = FIELDS[facet as usize];
                    put(
                        &suggest::with(&text, from, &[field, ":\"", &label.name.replace('"', ""), "\""].concat(), true),
                        true,
                    );
                }
            }
            Suggestion::Headline { id, title, .. } => {
                let (route, view) = view_with(text.clone());
                let view = View { doc: Some(id), ..view };
                if !go(Route { view, ..route }) {
                    put(&title.iter().map(|run| run.text.as_str()).collect::<String>(), true);
                }
            }
            Suggestion::Word { word, from } => put(&suggest::with(&text, from, &word, true), true),
            Suggestion::Field { nth, from } => {
                put(&suggest::with(&text, from, &[FIELDS[nth], ":"].concat(), false), false);
            }
        }
    }

    /// Something was done that may have changed the words without anybody typing: looks at them once that has settled.
    fn elsewhere(self: &Rc<Self>) {
        let this = Rc::clone(self);
        self.state.borrow_mut().elsewhere_pause = Timer::after(ELSEWHERE_PAUSE_MS, move || this.look_again());
    }

    /// Looks whether the words are still those that are underlined.
    fn look_again(self: &Rc<Self>) {
        let Some(combobox) = combobox() else { return };
        if self.state.borrow().standing.is_coming {
            return;
        }
        let text = combobox.text();
        let of_address = Route::from_query(&history::query()).view.query;
        // The address knows whether the last word is finished.
        let query = if of_address.trim_end() == text.trim_end() { of_address } else { text };
        let typing = View { query: query.clone(), ..View::default() }.request().typing;
        let is_same = {
            let state = self.state.borrow();
            let (marked, was_typing) =
                state.marked.as_ref().map_or(("", false), |(text, typing)| (text.as_str(), *typing));
            marked.trim_end() == query.trim_end() && (was_typing == typing || query.trim().is_empty())
        };
        if is_same {
            return;
        }
        self.close();
        if query.trim().is_empty() {
            let mut state = self.state.borrow_mut();
            state.marks.clear();
            state.marked = None;
            state.suggestions.clear();
            state.standing = Standing::default();
            combobox.underline(&[]);
            return;
        }
        let (_, view) = view_with(query.clone());
        {
            let mut state = self.state.borrow_mut();
            state.asking.clear();
            state.text = query;
            state.found = Found { n_missing: 1, view: view.clone(), ..Found::default() };
        }
        self.ask_one(About::Articles, Question::Search(Request { limit: 0, ..view.request() }));
    }
}
