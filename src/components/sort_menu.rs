//! The order of the list.

use newsprint_search::Sort;
use yew::prelude::*;

use crate::js::page;
use crate::words::Language;

const ALL: [(Sort, &str); 3] = [(Sort::Relevance, "relevance"), (Sort::Newest, "newest"), (Sort::Oldest, "oldest")];

/// What the menu shows.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The interface's language.
    pub lang: Language,
    /// The order at present.
    pub sort: Sort,
    /// Another was chosen.
    pub on_sort: Callback<Sort>,
}

/// The menu.
#[component]
pub fn SortMenu(props: &Props) -> Html {
    let words = props.lang.words();
    let onchange = props.on_sort.reform(|event: Event| {
        let name = page::field_text(&event);
        ALL.into_iter().find(|(_, other)| *other == name).map_or(Sort::Relevance, |(sort, _)| sort)
    });
    html! {
        <label class="sort-menu">
            <span class="sort-menu__label">{ words.sort }</span>
            <select class="sort-menu__select" {onchange}>
                { for ALL.into_iter().map(|(sort, name)| html! {
                    <option value={name} selected={sort == props.sort}>{ (words.sort_name)(sort) }</option>
                }) }
            </select>
        </label>
    }
}
