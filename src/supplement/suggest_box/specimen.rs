//! The search box with its list open, for the gallery.

use newsprint_search::QueryProblem;
use yew::prelude::*;

use super::{row, said, underlining};
use crate::components::{SearchBox, search_box};
use crate::hooks::use_effect_on;
use crate::js::{combobox, page};
use crate::markup::html;
use crate::piece::drawn_by;
use crate::supplement::suggest::{Mark, Suggestion};
use crate::supplement::words::key;
use crate::words::Language;

/// A search box, what is typed in it and what is suggested for that.
#[derive(Clone, PartialEq)]
pub struct Suggesting {
    /// The interface's language.
    pub lang: Language,
    /// What is typed.
    pub text: &'static str,
    /// What is wrong with it.
    pub problems: Vec<QueryProblem>,
    /// What is underlined in it.
    pub marks: Vec<Mark>,
    /// What is suggested; nothing leaves the list closed.
    pub suggestions: Vec<Suggestion>,
    /// The row that Enter takes.
    pub active: Option<usize>,
}

drawn_by!(Suggesting, use_suggesting);

#[hook]
fn use_suggesting(props: &Suggesting) -> Html {
    let place = use_node_ref();
    {
        let place = place.clone();
        use_effect_on(props.clone(), move |props| {
            props.lang.words();
            let rows: Vec<combobox::Row> = props.suggestions.iter().map(|it| row(props.lang, it, props.text)).collect();
            if let Some(place) = page::drawn(&place) {
                combobox::specimen(&place, said(key::SUGGESTIONS), &rows, props.active);
                combobox::specimen_underlined(&place, &underlining(props.text, &props.marks));
            }
            None
        });
    }
    html! {
        <div ref={place} class="gallery__combobox">
            { search_box(&SearchBox {
                lang: props.lang,
                query: props.text.to_owned(),
                problems: props.problems.clone(),
                on_type: Callback::noop(),
                on_submit: Callback::noop(),
                on_clear: Callback::noop(),
                children: Html::default(),
            }) }
        </div>
    }
}
