//! Buttons: an outlined one, a strong one, one as quiet as a link, and one that is only a drawing.

use yew::prelude::*;

use super::{Shape, icon};
use crate::markup::html;

/// How a button looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// A line around it.
    Outlined,
    /// Filled: the one that is most likely wanted.
    Strong,
    /// As quiet as a link.
    Quiet,
}

/// A button with these words.
#[inline(never)]
pub fn button(look: Look, words: Html, onclick: Callback<MouseEvent>) -> Html {
    let class = match look {
        Look::Outlined => "button",
        Look::Strong => "button button--strong",
        Look::Quiet => "text-button",
    };
    html! { <button type="button" {class} {onclick}>{ words }</button> }
}

/// A button that is only a drawing; its label is read out, and shown to whoever points at it.
///
/// * `class` is a further one, or empty.
#[inline(never)]
pub fn icon_button(class: &'static str, shape: Shape, label: &'static str, onclick: Callback<MouseEvent>) -> Html {
    let class = super::class("icon-button", &[(class, !class.is_empty())]);
    html! { <button type="button" {class} aria-label={label} title={label} {onclick}>{ icon(shape) }</button> }
}

/// What a click says, whatever else the click is.
pub fn says<T: Clone + 'static>(callback: &Callback<T>, what: T) -> Callback<MouseEvent> {
    callback.reform(move |_: MouseEvent| what.clone())
}
