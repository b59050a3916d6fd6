//! A panel over the whole page of a narrow screen: the filters.

use yew::prelude::*;

use super::{Look, Shape, button, icon_button, says};
use crate::hooks::use_effect_on;
use crate::js::page;
use crate::markup::html;
use crate::piece::drawn_by;
use crate::words::Language;

/// What the sheet shows.
#[derive(Clone, PartialEq)]
pub struct Sheet {
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

drawn_by!(Sheet, use_sheet);

/// A modal dialog of the browser's own: it keeps the focus inside and closes with Escape.
#[hook]
fn use_sheet(props: &Sheet) -> Html {
    let dialog = use_node_ref();
    use_effect_on(dialog.clone(), |dialog| {
        page::show_modal(dialog);
        None
    });
    let on_close = says(&props.on_close, ());
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
                    { icon_button("", Shape::Cross, props.lang.words().close, on_close.clone()) }
                </div>
                <div class="sheet__body">{ props.children.clone() }</div>
                <div class="sheet__foot">
                    { button(Look::Strong, html! { { props.done.clone() } }, on_close) }
                </div>
            </div>
        </dialog>
    }
}
