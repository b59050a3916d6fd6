//! The search box: what is typed, and what is wrong with it. The supplement makes it a combobox, and underlines what is wrong.

use newsprint_search::QueryProblem;
use yew::prelude::*;

use super::{Shape, icon};
use crate::js::page;
use crate::markup::html;
use crate::words::Language;

/// The id of the field itself.
pub const FIELD_ID: &str = "search-field";

/// What the box shows.
#[derive(Clone, PartialEq)]
pub struct SearchBox {
    /// The interface's language.
    pub lang: Language,
    /// What stands in it.
    pub query: String,
    /// What is wrong with that.
    pub problems: Vec<QueryProblem>,
    /// Something was typed.
    pub on_type: Callback<String>,
    /// Enter was pressed.
    pub on_submit: Callback<String>,
    /// It was emptied at one stroke.
    pub on_clear: Callback<()>,
    /// What stands under it: the help.
    pub children: Html,
}

/// The search box.
pub fn search_box(props: &SearchBox) -> Html {
    let words = props.lang.words();
    let oninput = props.on_type.reform(|event: InputEvent| page::field_text(&event));
    let onsubmit = props.on_submit.reform(|event: SubmitEvent| {
        event.prevent_default();
        page::first_field_text(&event)
    });
    let onkeydown = {
        let (on_clear, is_empty) = (props.on_clear.clone(), props.query.is_empty());
        Callback::from(move |event: KeyboardEvent| {
            match event.key().as_str() {
                "Escape" if !is_empty => {
                    event.prevent_default();
                    on_clear.emit(());
                }
                // Down into the list.
                "ArrowDown" => {
                    event.prevent_default();
                    page::focus_headline(1);
                }
                _ => {}
            }
        })
    };
    let on_clear = {
        let on_clear = props.on_clear.clone();
        Callback::from(move |_: MouseEvent| {
            on_clear.emit(());
            page::focus(FIELD_ID);
        })
    };
    let has_problems = !props.problems.is_empty();
    html! {
        <div class="search-box" role="search" aria-label={words.search_label}>
            <form class="search-box__form" {onsubmit}>
                <div class="search-box__field">
                    <label class="visually-hidden" for={FIELD_ID}>{ words.search_label }</label>
                    <span class="search-box__lens">{ icon(Shape::Lens) }</span>
                    <input id={FIELD_ID} class="search-box__input" type="text" inputmode="search" enterkeyhint="search"
                        autocomplete="off" autocapitalize="off" autocorrect="off" spellcheck="false" dir={text_direction(props.lang, &props.query)}
                        value={props.query.clone()} placeholder={words.search_hint}
                        aria-describedby={has_problems.then_some("search-problems")}
                        aria-keyshortcuts="/" {oninput} {onkeydown} />
                    if !props.query.is_empty() {
                        <button type="button" class="search-box__clear" aria-label={words.clear_search} onclick={on_clear}>
                            { icon(Shape::Cross) }
                        </button>
                    }
                </div>
                <button type="submit" class="search-box__submit">{ words.search }</button>
            </form>
            if has_problems {
                <ul id="search-problems" class="search-box__problems">
                    { for props.problems.iter().map(|problem| {
                        let passage = code_points(&props.query, problem.start, problem.end);
                        html! { <li>{ (words.problem)(problem.kind, &passage) }</li> }
                    }) }
                </ul>
            }
            { props.children.clone() }
        </div>
    }
}

/// Which way a field is written: as its text says, and as the interface while it is empty.
pub fn text_direction(lang: Language, text: &str) -> &'static str {
    if text.is_empty() { lang.direction() } else { "auto" }
}

/// The code points from `start` up to `end`; what lies outside the text is left out.
fn code_points(text: &str, start: u32, end: u32) -> String {
    text.chars().skip(start as usize).take(end.saturating_sub(start) as usize).collect()
}
