//! What is asked about the parts of a query: each alone, among the articles like the one that is explained.

use newsprint_search::{ArticleView, Choice, DateFilter, Facet, Filters, Request, Results, Sort};

use crate::data::Question;
use crate::state::View;
use crate::supplement::query_parts::QueryPart;

/// How many of the articles like this one are looked at for it.
pub(super) const N_ALIKE: u32 = 40;

/// Words up to this long may be little ones, which do not count beside others.
const LITTLE: usize = 6;

/// What narrows a search to articles like one: its day, its source, and whom few others name.
pub fn alike(article: &ArticleView) -> Filters {
    let mut choices: Vec<Choice> = Vec::new();
    let rarest = article.entities.iter().min_by_key(|entity| entity.n_articles);
    let of = |facet, value: &str| Choice { facet, value: value.to_owned(), exclude: false };
    choices.extend(rarest.map(|entity| of(Facet::of(entity.label.kind), &entity.label.id)));
    choices.extend(article.source.iter().map(|source| of(Facet::Source, source)));
    let date = article.date.as_ref().map_or(DateFilter::Undated, |date| DateFilter::Within(date.span));
    Filters { choices, date: Some(date) }
}

/// The questions about the parts, and where the answers for each will stand.
#[derive(Default)]
pub(super) struct Plan {
    pub(super) questions: Vec<Question>,
    /// For each part: its score alone, how many articles hold it, the article marked; and without it.
    pub(super) of_part: Vec<[Option<usize>; 4]>,
    /// The whole query among articles like this one.
    pub(super) whole: usize,
}

/// What is to be asked about the parts of a query.
pub(super) fn plan(view: &View, article: &ArticleView, list: &Results, parts: &[QueryPart]) -> Plan {
    let mut plan = Plan::default();
    let filters = alike(article);
    let n_chars = view.query.chars().count() as u32;
    let alone = |query: String, is_exact: bool, typing: bool| Request {
        query,
        typing,
        filters: filters.clone(),
        sort: Sort::Relevance,
        offset: 0,
        limit: N_ALIKE,
        exact: is_exact,
        ..view.request()
    };
    let mut ask = |question: Question| {
        plan.questions.push(question);
        plan.questions.len() - 1
    };
    plan.whole = ask(Question::Search(alone(view.query.clone(), view.exact, view.request().typing)));
    let n_words = parts.iter().filter(|part| !part.is_condition).count();
    for part in parts {
        if part.is_condition {
            plan.of_part.push([None; 4]);
            continue;
        }
        let is_corrected = list.corrections.iter().any(|it| it.start < part.end && part.start < it.end);
        let typing = view.request().typing && part.end == n_chars;
        let request = alone(part.text.clone(), view.exact || !is_corrected, typing);
        let everywhere = Request { filters: Filters::default(), limit: 0, ..request.clone() };
        let reading = request.reading();
        let is_short = part.text.chars().count() <= LITTLE && part.text.chars().all(char::is_alphabetic);
        let without = (is_short && n_words > 1).then(|| {
            let kept = |at: &(usize, char)| (at.0 as u32) < part.start || at.0 as u32 >= part.end;
            view.query.chars().enumerate().filter(kept).map(|(_, c)| c).collect::<String>()
        });
        plan.of_part.push([
            Some(ask(Question::Search(request))),
            Some(ask(Question::Search(everywhere))),
            Some(ask(Question::Article { id: article.id.clone(), reading })),
            without.map(|query| ask(Question::Search(alone(query, view.exact, false)))),
        ]);
    }
    plan
}
