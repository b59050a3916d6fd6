//! A panel over the whole page of a narrow screen: the filters.

use yew::prelude::*;

use super::{Shape, icon};
use crate::js::page;
use crate::words::Language;

/// What the sheet shows.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The interface's language.
    pub lang: Language,
    /// What it is.
    pub title: AttrValue,
    /// What its closing button says.
    pub done: AttrValue,
    /// It was closed, in whatever way.
    pub on_close: Callback<()>,
    /// What stands in it.
    pub children: Html,
}

/// A modal dialog of the browser's own: it keeps the focus inside and closes with Escape.
#[component]
pub fn Sheet(props: &Props) -> Html {
    let dialog = use_node_ref();
    use_effect_with(dialog.clone(), page::show_modal);
    let on_close = props.on_close.reform(|_: MouseEvent| ());
    let onclose = props.on_close.reform(|_: Event| ());
    let onclick = {
        let on_close = props.on_close.clone();
        Callback::from(move |event: MouseEvent| {
            if page::came_from_itself(&event) {
                on_close.emit(());
            }
        })
    };
    html! {
        <dialog class="sheet" ref={dialog} aria-labelledby="sheet-title" {onclose} {onclick}>
            <div class="sheet__page">
                <div class="sheet__head">
                    <h2 class="sheet__title" id="sheet-title">{ props.title.clone() }</h2>
                    <button type="button" class="icon-button" aria-label={props.lang.words().close} onclick={on_close.clone()}>
                        { icon(Shape::Cross) }
                    </button>
                </div>
                <div class="sheet__body">{ props.children.clone() }</div>
                <div class="sheet__foot">
                    <button type="button" class="button button--strong" onclick={on_close}>{ props.done.clone() }</button>
                </div>
            </div>
        </dialog>
    }
}
