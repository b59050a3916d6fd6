//! The room that something will take once it is here, so that nothing jumps when it comes.

use yew::prelude::*;

use crate::markup::html;
use crate::words::Language;

/// Blocks of grey lines, and a word for whoever does not see them.
pub fn skeleton(lang: Language, n_blocks: u32) -> Html {
    html! {
        <div class="skeleton" role="status">
            <span class="visually-hidden">{ lang.words().waiting }</span>
            { for (0..n_blocks).map(|_| html! {
                <div class="skeleton__block" aria-hidden="true">
                    <span class="skeleton__line skeleton__line--headline"></span>
                    <span class="skeleton__line skeleton__line--short"></span>
                    <span class="skeleton__line"></span>
                    <span class="skeleton__line skeleton__line--last"></span>
                </div>
            }) }
        </div>
    }
}
