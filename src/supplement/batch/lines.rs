//! A pasted list as lines, what was found for each, and the whole as a table. Pure.

use std::cmp::Reverse;

use newsprint_model::DateSpan;
use newsprint_search::{EntityLabel, QueryProblem, Results};

use crate::supplement::records::csv;

/// The most lines of a list that are searched for.
pub const MAX_LINES: usize = 2_000;

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Which line of what was pasted, from 1.
    pub number: u32,
    /// What is searched for.
    pub query: String,
}

/// The lines that are not empty, and how many more there are than are searched for.
pub fn lines(text: &str) -> (Vec<Line>, u32) {
    let trimmed =
        (1..).zip(text.lines()).map(|(number, line)| (number, line.trim())).filter(|(_, line)| !line.is_empty());
    let mut lines: Vec<Line> = trimmed.map(|(number, line)| Line { number, query: line.to_owned() }).collect();
    let n_beyond = lines.len().saturating_sub(MAX_LINES) as u32;
    lines.truncate(MAX_LINES);
    (lines, n_beyond)
}

/// What was found for a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// How many articles hold all of it.
    pub n_articles: u32,
    /// When the first and the last of them were published, of those whose date is known.
    pub dates: [Option<DateSpan>; 2],
    /// Who or what it was read as.
    pub names: Vec<EntityLabel>,
    /// Words that were read otherwise: as typed, and as what.
    pub corrections: Vec<(String, String)>,
    /// What is wrong with it.
    pub problems: Vec<QueryProblem>,
}

impl Found {
    /// Out of the answers to the same search, newest first and oldest first.
    pub fn of(newest: &Results, oldest: Option<&Results>) -> Found {
        let date = |results: &Results| results.hits.first().and_then(|hit| hit.date);
        let last = date(newest);
        // Where no article has all words, the list shows those with most of them: they are not what was asked for.
        let is_whole = newest.fallback.is_none();
        let mut names: Vec<EntityLabel> = Vec::new();
        for name in &newest.names {
            if !names.contains(&name.label) {
                names.push(name.label.clone());
            }
        }
        Found {
            n_articles: if is_whole { newest.n_hits } else { 0 },
            dates: if is_whole { [oldest.map_or(last, date), last] } else { [None; 2] },
            names,
            corrections: newest.corrections.iter().map(|it| (it.typed.clone(), it.shown.clone())).collect(),
            problems: newest.problems.clone(),
        }
    }
}

/// What is known of a line: nothing yet, what was found, or that it could not be searched for.
pub type Outcome = Option<Result<Found, ()>>;

/// What the table is in the order of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// As pasted.
    #[default]
    Pasted,
    /// By what is searched for.
    Query,
    /// By number of articles.
    Articles,
    /// By the first article.
    First,
    /// By the last one.
    Last,
}

impl Order {
    /// All of them, in the order of the columns.
    pub const ALL: [Order; 5] = [Order::Pasted, Order::Query, Order::Articles, Order::First, Order::Last];
}

/// The places of the lines in an order; what is not known, and what has no date, comes last either way.
pub fn in_order(lines: &[Line], outcomes: &[Outcome], order: Order, is_falling: bool) -> Vec<usize> {
    let mut places: Vec<usize> = (0..lines.len()).collect();
    let found = |place: usize| outcomes.get(place).and_then(|it| it.as_ref()?.as_ref().ok());
    let date = |place: usize, which: usize| found(place).and_then(|it| it.dates[which]);
    match order {
        Order::Pasted if is_falling => places.reverse(),
        Order::Pasted => {}
        Order::Query => {
            places.sort_by_cached_key(|place| lines[*place].query.to_lowercase());
            if is_falling {
                places.reverse();
            }
        }
        Order::Articles if is_falling => {
            places.sort_by_key(|place| (found(*place).is_none(), Reverse(found(*place).map(|it| it.n_articles))))
        }
        Order::Articles => places.sort_by_key(|place| (found(*place).is_none(), found(*place).map(|it| it.n_articles))),
        Order::First | Order::Last => {
            let which = usize::from(order == Order::Last);
            let day = |place: usize| date(place, which).map(|span| (span.earliest, span.latest));
            if is_falling {
                places.sort_by_key(|place| (day(*place).is_none(), Reverse(day(*place))));
            } else {
                places.sort_by_key(|place| (day(*place).is_none(), day(*place)));
            }
        }
    }
    places
}

/// The table as a file.
///
/// * `link` gives a line's address; `problem` says what is wrong with it.
pub fn table(
    lines: &[Line],
    outcomes: &[Outcome],
    link: impl Fn(&str) -> String,
    problem: impl Fn(&str, &QueryProblem) -> String,
) -> String {
    let heads = ["line", "query", "articles", "first", "last", "read_as", "problem", "link"];
    let mut out = [csv::MARK, &csv::row(heads.into_iter())].concat();
    for (line, outcome) in lines.iter().zip(outcomes) {
        let Some(outcome) = outcome else { continue };
        let mut cells = vec![line.number.to_string(), line.query.clone()];
        match outcome {
            Ok(found) => {
                let date = |span: Option<DateSpan>| span.map(|span| span.to_string()).unwrap_or_default();
                let names = found.names.iter().map(|label| label.name.clone());
                let corrected = found.corrections.iter().map(|(typed, shown)| [typed, " → ", shown].concat());
                let problems: Vec<String> = found.problems.iter().map(|it| problem(&line.query, it)).collect();
                cells.extend([found.n_articles.to_string(), date(found.dates[0]), date(found.dates[1])]);
                cells.push(names.chain(corrected).collect::<Vec<_>>().join("; "));
                cells.push(problems.join(" "));
            }
            Err(()) => cells.extend(["", "", "", "", "not searched"].map(str::to_owned)),
        }
        cells.push(link(&line.query));
        out += &csv::row(cells.iter().map(String::as_str));
    }
    out
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use newsprint_model::Day;
    use newsprint_search::{Correction, Fallback, NameRead, QueryProblemKind};
    use proptest::prelude::*;

    use super::*;

    fn results(n_hits: u32) -> Results {
        Results { n_hits, ..Results::default() }
    }

    fn found(n_articles: u32, first: Option<i32>) -> Outcome {
        let span = first.map(|day| DateSpan::day(Day(day)));
        let (names, corrections, problems) = (vec![], vec![], vec![]);
        Some(Ok(Found { n_articles, dates: [span; 2], names, corrections, problems }))
    }

    #[test]
    fn a_pasted_list_is_taken_line_by_line_and_told_where_it_is_cut() {
        let (some, n_beyond) = lines("  Ali Khamenei \r\n\n\"oil\n");
        let some: Vec<(u32, &str)> = some.iter().map(|line| (line.number, line.query.as_str())).collect();
        assert_eq!((some, n_beyond), (vec![(1, "Ali Khamenei"), (3, "\"oil")], 0));
        let (many, n_beyond) = lines(&"x\n".repeat(MAX_LINES + 7));
        assert_eq!((many.len(), n_beyond), (MAX_LINES, 7));
        assert_eq!(lines(" \n\t\n"), (vec![], 0));
    }

    #[test]
    fn articles_that_hold_only_most_of_the_words_are_not_counted() {
        let mut newest = results(9);
        newest.fallback = Some(Fallback::MostWords { n_words: 2, n_held: 1, missing: vec![] });
        assert_eq!(Found::of(&newest, None).n_articles, 0);
        newest.fallback = None;
        assert_eq!(Found::of(&newest, None).n_articles, 9);
    }

    #[test]
    fn a_name_that_stands_twice_is_told_once() {
        let label = EntityLabel { id: "a".into(), name: "A".into(), kind: newsprint_model::EntityKind::Person };
        let read = |start| NameRead { start, end: start + 1, label: label.clone() };
        let mut newest = results(1);
        newest.names = vec![read(0), read(4)];
        newest.corrections =
            vec![Correction { start: 0, end: 2, typed: "oli".into(), shown: "oil".into(), also: vec![] }];
        let found = Found::of(&newest, None);
        assert_eq!((found.names, found.corrections), (vec![label], vec![("oli".to_owned(), "oil".to_owned())]));
    }

    #[test]
    fn the_table_is_put_in_any_order_and_what_is_unknown_comes_last() {
        let (lines, _) = lines("c\nA\nb\nd");
        let outcomes = [found(3, Some(5)), found(9, None), None, found(1, Some(2))];
        for (order, is_falling, wanted) in [
            (Order::Pasted, false, [0, 1, 2, 3]),
            (Order::Pasted, true, [3, 2, 1, 0]),
            (Order::Query, false, [1, 2, 0, 3]),
            (Order::Articles, true, [1, 0, 3, 2]),
            (Order::Articles, false, [3, 0, 1, 2]),
            (Order::First, false, [3, 0, 1, 2]),
            (Order::Last, true, [0, 3, 1, 2]),
        ] {
            assert_eq!(in_order(&lines, &outcomes, order, is_falling), wanted, "{order:?}, falling: {is_falling}");
        }
    }

    #[test]
    fn the_file_holds_a_row_for_each_line_that_was_searched_for() {
        let (lines, _) = lines("=2+5\n\"oil\nlater");
        let problem = QueryProblem { start: 0, end: 4, kind: QueryProblemKind::UnclosedQuote };
        let mut first = found(3, Some(0));
        if let Some(Ok(found)) = &mut first {
            found.problems.push(problem);
            found.corrections.push(("oli".into(), "oil".into()));
        }
        let file =
            table(&lines, &[first, Some(Err(())), None], |query| format!("?q={query}"), |_, _| "open, still".into());
        let rows: Vec<&str> = file.trim_start_matches(csv::MARK).split("\r\n").collect();
        assert_eq!(rows[0], "line,query,articles,first,last,read_as,problem,link");
        // Nothing that a spreadsheet would compute.
        assert_eq!(rows[1], "1,'=2+5,3,1970-01-01,1970-01-01,oli → oil,\"open, still\",?q==2+5");
        assert!(rows[2].starts_with("2,\"\"\"oil\",,,,,not searched,"), "{}", rows[2]);
        assert_eq!(rows[3..], [""], "{file}");
    }

    proptest! {
        /// Every order is one of all lines.
        #[test]
        fn no_order_loses_a_line(counts in proptest::collection::vec(proptest::option::of((0u32..5, proptest::option::of(0i32..4))), 0..20), is_falling: bool) {
            let lines: Vec<Line> = (0..counts.len()).map(|nth| Line { number: nth as u32 + 1, query: (nth % 3).to_string() }).collect();
            let outcomes: Vec<Outcome> = counts.iter().map(|it| it.and_then(|(n, day)| found(n, day))).collect();
            for order in Order::ALL {
                let mut places = in_order(&lines, &outcomes, order, is_falling);
                places.sort_unstable();
                prop_assert_eq!(places, (0..lines.len()).collect::<Vec<_>>());
            }
        }
    }
}
