//! Searching for many names or queries at once: a pasted list, a line after the other, and a table of what was found for each.

mod lines;
#[cfg(debug_assertions)]
pub mod specimen;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures::channel::oneshot;
use newsprint_search::{QueryProblem, Request, Results, Sort};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use self::lines::{Found, Line, MAX_LINES, Order, Outcome, in_order, lines, table};
use super::words::{key, said, say};
use super::{Leaf, entity_view, heading, use_title};
use crate::components::{Look, button, kind_marker, says};
use crate::data::{Answer, Client, Question};
use crate::hooks::{Setter, use_effect_on, use_mut_ref, use_state};
use crate::js::store::Store;
use crate::js::{fields, history, page, saving};
use crate::markup::html;
use crate::piece::drawn_by;
use crate::route::Route;
use crate::state::View;
use crate::words::{Gap, Language};

/// The id of the field that the list is pasted into.
const LIST_ID: &str = "batch-list";
/// The id of the table's heading, which takes the focus when there is one.
const TABLE_ID: &str = "batch-table";
/// What the list is kept under, beside the notebook's entries.
const KEPT: &str = "batch";
/// How many rows are shown at first, and how many more each time: thousands of rows would keep the page from answering.
const N_ROWS: usize = 100;
/// How many lines are searched for between two drawings, once the first are shown.
const N_BETWEEN: usize = 20;

/// The page.
#[derive(Clone, PartialEq)]
pub struct BatchPage(pub Leaf);

drawn_by!(BatchPage, use_batch);

/// What was asked for, and how far it is.
#[derive(Default)]
struct Work {
    lines: Vec<Line>,
    n_beyond: u32,
    outcomes: RefCell<Vec<Outcome>>,
    n_done: Cell<usize>,
    is_stopped: Cell<bool>,
}

impl Work {
    fn is_over(&self) -> bool {
        self.is_stopped.get() || self.n_done.get() == self.lines.len()
    }
}

/// The search that a line stands for: as if Enter had been pressed behind it.
fn view_of(query: &str) -> View {
    View { query: [query, " "].concat(), ..View::default() }
}

/// The answer to a search; `None` when it did not come.
async fn searched(client: &Client, request: Request) -> Option<Rc<Results>> {
    let (sender, answered) = oneshot::channel();
    let _asking = client.ask(Question::Search(request), move |answer| {
        // Whoever asked may be gone.
        let _ = sender.send(answer);
    });
    match answered.await {
        Ok(Ok(Answer::Search(results))) => Some(results),
        _ => None,
    }
}

/// What is found for a line.
async fn found(client: &Client, query: &str) -> Result<Found, ()> {
    let sorted = |sort| Request { sort, limit: 1, ..view_of(query).request() };
    let newest = searched(client, sorted(Sort::Newest)).await.ok_or(())?;
    let oldest = match newest.n_hits {
        0 | 1 => None,
        _ => Some(searched(client, sorted(Sort::Oldest)).await.ok_or(())?),
    };
    Ok(Found::of(&newest, oldest.as_deref()))
}

/// Searches for one line after the other, until it is stopped.
async fn run(client: Client, work: Rc<Work>, on_step: Setter<usize>) {
    for (place, line) in work.lines.iter().enumerate() {
        if work.is_stopped.get() {
            return;
        }
        let outcome = found(&client, &line.query).await;
        work.outcomes.borrow_mut()[place] = Some(outcome);
        work.n_done.set(place + 1);
        if place < N_BETWEEN || place % N_BETWEEN == 0 || work.is_over() {
            on_step.set(place + 1);
        }
    }
}

/// Puts the list that was kept into the field, unless the reader was quicker.
async fn bring_list() {
    let Ok(store) = Store::open().await else { return };
    let kept = store.all().await.unwrap_or_default().into_iter().find(|(key, _)| key == KEPT);
    if let Some((_, list)) = kept
        && fields::area_text(LIST_ID).is_empty()
    {
        fields::set_area_text(LIST_ID, &list);
    }
}

/// Keeps the list on this device for the next time, or no longer when it is empty; a browser that keeps nothing loses nothing but that.
async fn keep_list(list: String) {
    let Ok(store) = Store::open().await else { return };
    let key = KEPT.to_owned();
    let _ = match list.trim().is_empty() {
        true => store.change(&[], &[key]).await,
        false => store.change(&[(key, list)], &[]).await,
    };
}

#[hook]
fn use_batch(props: &BatchPage) -> Html {
    let BatchPage(leaf) = props;
    let words = leaf.lang.words();
    use_title(leaf, Some(words.batch.to_owned()));
    let work = use_mut_ref(|| None::<Rc<Work>>);
    let step = use_state(|| 0_usize);
    let order = use_state(|| (Order::default(), false));
    let n_rows = use_state(|| N_ROWS);
    let is_empty = use_state(|| false);
    {
        let work = Rc::clone(&work);
        use_effect_on((), move |()| {
            spawn_local(bring_list());
            Some(Box::new(move || {
                if let Some(work) = &*work.borrow() {
                    work.is_stopped.set(true);
                }
            }))
        });
    }
    let on_start = {
        let (work, step, rows, empty, client) =
            (Rc::clone(&work), step.setter(), n_rows.setter(), is_empty.setter(), leaf.client.clone());
        Callback::from(move |_: MouseEvent| {
            let list = fields::area_text(LIST_ID);
            let (lines, n_beyond) = lines(&list);
            spawn_local(keep_list(list));
            empty.set(lines.is_empty());
            if lines.is_empty() {
                page::focus(LIST_ID);
                return;
            }
            let outcomes = RefCell::new(vec![None; lines.len()]);
            let next = Rc::new(Work { lines, n_beyond, outcomes, ..Work::default() });
            if let Some(before) = work.replace(Some(Rc::clone(&next))) {
                before.is_stopped.set(true);
            }
            rows.set(N_ROWS);
            step.set(0);
            spawn_local(run(client.clone(), next, step.clone()));
        })
    };
    let on_stop = {
        let (work, step) = (Rc::clone(&work), step.setter());
        Callback::from(move |_: MouseEvent| {
            if let Some(work) = &*work.borrow() {
                work.is_stopped.set(true);
                step.set(usize::MAX);
            }
            page::focus_quietly(TABLE_ID);
        })
    };
    let now = work.borrow().clone();
    let is_running = now.as_ref().is_some_and(|work| !work.is_over());
    html! {
        <>
            { heading(html! { { words.batch } }) }
            <p class="supplement__prose">{ said(key::BATCH_INTRO) }</p>
            <div class="batch">
                <label class="batch__label" for={LIST_ID}>{ said(key::BATCH_LABEL) }</label>
                <textarea class="batch__list" id={LIST_ID} rows="8" dir="auto" spellcheck="false"
                    aria-describedby={is_empty.then_some("batch-empty")}></textarea>
                if *is_empty {
                    <p class="batch__trouble" id="batch-empty" role="alert">{ said(key::BATCH_EMPTY) }</p>
                }
                <p class="batch__buttons">
                    { button(Look::Strong, html! { { said(key::BATCH_START) } }, on_start) }
                    if is_running {
                        { button(Look::Outlined, html! { { said(key::BATCH_STOP) } }, on_stop) }
                    }
                </p>
            </div>
            if let Some(work) = &now {
                { outcome(leaf, work, order.0, order.1, &order.setter(), *n_rows, &n_rows.setter()) }
            }
        </>
    }
}

/// How far it is, and the table.
fn outcome(
    leaf: &Leaf,
    work: &Rc<Work>,
    order: Order,
    is_falling: bool,
    on_order: &Setter<(Order, bool)>,
    n_rows: usize,
    on_rows: &Setter<usize>,
) -> Html {
    let words = leaf.lang.words();
    let (n_done, n_all) = (work.n_done.get() as u32, work.lines.len() as u32);
    let outcomes = work.outcomes.borrow();
    let done = say(key::BATCH_PROGRESS, &[Gap::Number(n_done), Gap::Number(n_all)]);
    let n_found = outcomes.iter().flatten().flatten().filter(|found| found.n_articles > 0).count() as u32;
    let summary = say(key::BATCH_SUMMARY, &[Gap::Number(n_found), Gap::Number(n_done - n_found)]);
    let places = in_order(&work.lines, &outcomes, order, is_falling);
    let n_left = places.len().saturating_sub(n_rows);
    let on_more = {
        let on_rows = on_rows.clone();
        Callback::from(move |_: MouseEvent| on_rows.set(n_rows + 4 * N_ROWS))
    };
    let on_save = {
        let (work, leaf) = (Rc::clone(work), leaf.clone());
        Callback::from(move |_: MouseEvent| {
            let link = |query: &str| history::absolute(&Route { view: view_of(query), ..Route::default() }.href());
            let file = table(&work.lines, &work.outcomes.borrow(), link, |query, it| problem(leaf.lang, query, it));
            saving::save_text(&file, "text/csv", "newsprint-batch.csv");
        })
    };
    let heads = [key::BATCH_LINE, key::BATCH_QUERY, usize::MAX, key::BATCH_FIRST, key::BATCH_LAST];
    let head = |(nth, sentence): (usize, usize)| {
        let of = Order::ALL[nth];
        let name = if sentence == usize::MAX { words.articles } else { said(sentence) };
        let sorted = match (of == order, is_falling) {
            (false, _) => None,
            (true, true) => Some("descending"),
            (true, false) => Some("ascending"),
        };
        // The most articles first, whatever else from its beginning.
        let next = (of, if of == order { !is_falling } else { of == Order::Articles });
        let on_order = on_order.clone();
        let onclick = says(&Callback::from(move |next| on_order.set(next)), next);
        let class = if of == Order::Articles { "supplement__number" } else { "" };
        html! {
            <th scope="col" {class} aria-sort={sorted}>
                <button type="button" class="batch__sort" {onclick}>{ name }</button>
            </th>
        }
    };
    html! {
        <section class="supplement__part" aria-labelledby={TABLE_ID}>
            <h3 class="supplement__part-title" id={TABLE_ID} tabindex="-1">{ done.clone() }</h3>
            if !work.is_over() {
                <progress class="batch__progress" max={n_all.to_string()} value={n_done.to_string()} aria-labelledby={TABLE_ID}></progress>
            }
            <p class="supplement__note" role="status">{ if work.is_over() { summary } else { String::new() } }</p>
            if work.n_beyond > 0 {
                <p class="batch__trouble">{ say(key::BATCH_BEYOND, &[Gap::Number(MAX_LINES as u32), Gap::Number(work.n_beyond)]) }</p>
            }
            if work.is_over() && n_done > 0 {
                <p>{ button(Look::Outlined, html! { { said(key::BATCH_CSV) } }, on_save) }</p>
            }
            <div class="supplement__scroller" tabindex="0" role="group" aria-labelledby={TABLE_ID}>
                <table class="supplement__table batch__table">
                    <thead>
                        <tr>
                            { for heads.into_iter().enumerate().map(head) }
                            <th scope="col">{ said(key::BATCH_READ_AS) }</th>
                        </tr>
                    </thead>
                    <tbody>{ for places.iter().take(n_rows).map(|place| row(leaf, &work.lines[*place], &outcomes[*place])) }</tbody>
                </table>
            </div>
            if n_left > 0 {
                <p>{ button(Look::Quiet, html! { { (words.show_more)(n_left.min(4 * N_ROWS) as u32) } }, on_more) }</p>
            }
        </section>
    }
}

/// What is wrong with a line.
fn problem(lang: Language, query: &str, problem: &QueryProblem) -> String {
    let (start, end) = (problem.start as usize, problem.end as usize);
    let passage: String = query.chars().skip(start).take(end.saturating_sub(start)).collect();
    (lang.words().problem)(problem.kind, &passage)
}

/// A line's row.
fn row(leaf: &Leaf, line: &Line, outcome: &Outcome) -> Html {
    let found = outcome.as_ref().and_then(|it| it.as_ref().ok());
    let date = |which: usize| found.and_then(|it| it.dates[which]).map(|span| leaf.lang.span(span)).unwrap_or_default();
    let read_as = |found: &Found| -> Html {
        html! {
            <>
                { for found.names.iter().map(|label| html! {
                    <a class="batch__name" href={leaf.href(entity_view(label))}>{ kind_marker(label.kind) }<bdi>{ label.name.clone() }</bdi></a>
                }) }
                { for found.corrections.iter().map(|(typed, shown)| html! {
                    <span class="batch__note">{ say(key::BATCH_CORRECTED, &[Gap::Text(typed), Gap::Text(shown)]) }</span>
                }) }
                { for found.problems.iter().map(|it| html! {
                    <span class="batch__trouble">{ problem(leaf.lang, &line.query, it) }</span>
                }) }
            </>
        }
    };
    html! {
        <tr key={line.number.to_string()}>
            <td class="batch__line">{ leaf.lang.number(line.number) }</td>
            <th scope="row"><a href={leaf.href(view_of(&line.query))}><bdi>{ line.query.clone() }</bdi></a></th>
            <td class="supplement__number">{ found.map(|it| leaf.lang.number(it.n_articles)).unwrap_or_default() }</td>
            <td>{ date(0) }</td>
            <td>{ date(1) }</td>
            <td>
                if let Some(found) = found {
                    { read_as(found) }
                } else if outcome.is_some() {
                    <span class="batch__trouble">{ said(key::BATCH_FAILED) }</span>
                }
            </td>
        </tr>
    }
}
