//! The room that something will take once it is here, so that nothing jumps when it comes.

use yew::prelude::*;

use crate::words::Language;

/// What the skeleton stands for.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The interface's language.
    pub lang: Language,
    /// How many blocks of lines.
    pub n_blocks: u32,
}

/// Blocks of grey lines, and a word for whoever does not see them.
#[component]
pub fn Skeleton(props: &Props) -> Html {
    html! {
        <div class="skeleton" role="status">
            <span class="visually-hidden">{ props.lang.words().waiting }</span>
            { for (0..props.n_blocks).map(|_| html! {
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
