//! The order of the list.

use newsprint_search::Sort;
use yew::prelude::*;

use crate::js::page;
use crate::markup::html;
use crate::words::Language;

const ALL: [(Sort, &str); 3] = [(Sort::Relevance, "relevance"), (Sort::Newest, "newest"), (Sort::Oldest, "oldest")];

/// The menu. Where no words are asked for, nothing matches better than another: the list's own order is the newest first.
pub fn sort_menu(lang: Language, sort: Sort, has_words: bool, on_sort: &Callback<Sort>) -> Html {
    let words = lang.words();
    let onchange = on_sort.reform(|event: Event| {
        let name = page::field_text(&event);
        ALL.into_iter().find(|(_, other)| *other == name).map_or(Sort::Relevance, |(sort, _)| sort)
    });
    let orders = if has_words { &ALL[..] } else { &ALL[1..] };
    let sort = if has_words || sort != Sort::Relevance { sort } else { Sort::Newest };
    html! {
        <label class="sort-menu">
            <span class="sort-menu__label">{ words.sort }</span>
            <select class="sort-menu__select" {onchange}>
                { for orders.iter().map(|(other, name)| html! {
                    <option value={*name} selected={*other == sort}>{ (words.sort_name)(*other) }</option>
                }) }
            </select>
        </label>
    }
}
