//! The pages of the list.

use yew::prelude::*;

use crate::markup::html;
use crate::words::Language;

/// The pager; nothing when there is one page only.
pub fn pager(lang: Language, page: u32, n_pages: u32, on_page: &Callback<u32>) -> Html {
    let words = lang.words();
    if n_pages < 2 {
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
            <span class="pager__place">{ (words.page_of)(page + 1, n_pages) }</span>
            { to((page + 1 < n_pages).then_some(page + 1), words.next, "next") }
        </nav>
    }
}
