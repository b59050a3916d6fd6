//! The pages of the list.

use yew::prelude::*;

use crate::words::Language;

/// What the pager shows.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The interface's language.
    pub lang: Language,
    /// The page on show, from 0.
    pub page: u32,
    /// How many there are.
    pub n_pages: u32,
    /// Another was chosen.
    pub on_page: Callback<u32>,
}

/// The pager; nothing when there is one page only.
#[component]
pub fn Pager(props: &Props) -> Html {
    let Props { lang, page, n_pages, on_page } = props;
    let words = lang.words();
    if *n_pages < 2 {
        return Html::default();
    }
    let to = |page: Option<u32>, label: &'static str, rel: &'static str| {
        let on_page = on_page.clone();
        let onclick = Callback::from(move |_: MouseEvent| {
            if let Some(page) = page {
                on_page.emit(page);
            }
        });
        html! { <button type="button" class={format!("button pager__{rel}")} disabled={page.is_none()} {onclick}>{ label }</button> }
    };
    html! {
        <nav class="pager" aria-label={words.pages}>
            { to(page.checked_sub(1), words.previous, "previous") }
            <span class="pager__place">{ (words.page_of)(page + 1, *n_pages) }</span>
            { to((page + 1 < *n_pages).then_some(page + 1), words.next, "next") }
        </nav>
    }
}
