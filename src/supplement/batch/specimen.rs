//! The table of a pasted list, for the gallery.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use newsprint_model::{DateSpan, EntityKind};
use newsprint_search::{EntityLabel, QueryProblem, QueryProblemKind};
use yew::prelude::*;

use super::{Found, Line, N_ROWS, Order, Outcome, Work, outcome};
use crate::hooks::use_state;
use crate::piece::drawn_by;
use crate::supplement::Leaf;

/// A pasted list, searched for as far as this line.
#[derive(Clone, PartialEq)]
pub struct Table {
    /// What it works with.
    pub leaf: Leaf,
    /// How many of its lines were searched for.
    pub n_done: usize,
    /// A name that is long.
    pub long: &'static str,
}

drawn_by!(Table, use_table);

#[hook]
fn use_table(props: &Table) -> Html {
    let order = use_state(|| (Order::default(), false));
    let n_rows = use_state(|| N_ROWS);
    let line = |number: u32, query: &str| Line { number, query: query.to_owned() };
    let lines = vec![
        line(1, "Ida Brook"),
        line(2, "harbor"),
        line(4, "\"port"),
        line(5, props.long),
        line(6, "unicorn"),
        line(9, "lost"),
    ];
    let found = |n_articles: u32, dates: [&str; 2]| Found {
        n_articles,
        dates: dates.map(|day| day.parse::<DateSpan>().ok()),
        names: Vec::new(),
        corrections: Vec::new(),
        problems: Vec::new(),
    };
    let somebody = EntityLabel { id: "ida-brook".to_owned(), name: "Ida Brook".to_owned(), kind: EntityKind::Person };
    let unclosed = QueryProblem { start: 0, end: 5, kind: QueryProblemKind::UnclosedQuote };
    let all: Vec<Outcome> = vec![
        Some(Ok(Found { names: vec![somebody], ..found(112, ["2022-01-03", "2024-03-09"]) })),
        Some(Ok(Found {
            corrections: vec![("harbor".to_owned(), "harbour".to_owned())],
            ..found(1_204, ["2022-01-01", "2024-03-30"])
        })),
        Some(Ok(Found { problems: vec![unclosed], ..found(7, ["2023-05", "2023-11-09"]) })),
        Some(Ok(found(1, ["2023-05-01", "2023-05-01"]))),
        Some(Ok(found(0, ["", ""]))),
        Some(Err(())),
    ];
    let outcomes = (0..).zip(all).map(|(nth, it)| it.filter(|_| nth < props.n_done)).collect();
    let n_done = Cell::new(props.n_done.min(lines.len()));
    let work =
        Rc::new(Work { lines, n_beyond: 0, outcomes: RefCell::new(outcomes), n_done, is_stopped: Cell::new(false) });
    outcome(&props.leaf, &work, order.0, order.1, &order.setter(), *n_rows, &n_rows.setter())
}
