//! The top of the page: the collection's name, what it holds, and the reader's tools.

use newsprint_search::EditionInfo;
use yew::prelude::*;

use crate::markup::html;
use crate::words::Language;

/// What the masthead shows.
#[derive(Clone, PartialEq)]
pub struct Masthead {
    /// The interface's language.
    pub lang: Language,
    /// What the collection holds; `None` until it is known.
    pub info: Option<EditionInfo>,
    /// The collection's name until then: the page itself was built with it.
    pub name: AttrValue,
    /// A link to the plain first page.
    pub home: AttrValue,
    /// That link was followed.
    pub on_home: Callback<()>,
    /// The reader's tools.
    pub children: Html,
}

/// The masthead.
pub fn masthead(props: &Masthead) -> Html {
    let words = props.lang.words();
    let onclick = {
        let on_home = props.on_home.clone();
        Callback::from(move |event: MouseEvent| {
            if !crate::js::page::opens_elsewhere(&event) {
                event.prevent_default();
                on_home.emit(());
            }
        })
    };
    let (name, holdings, naming) = match &props.info {
        Some(info) => {
            let [people, organisations, places] = info.n_entities;
            let naming = (people + organisations + places > 0).then(|| (words.naming)(people, organisations, places));
            (info.name.clone(), (words.holdings)(info.n_articles, info.dates), naming.unwrap_or_default())
        }
        // A no-break space keeps the line's height until its words come.
        None => (props.name.to_string(), "\u{a0}".to_owned(), String::new()),
    };
    html! {
        <header class="masthead">
            <div class="masthead__plate">
                <h1 class="masthead__name">
                    <a class="masthead__home" href={&props.home} title={words.home} {onclick}>
                        <bdi>{ name }</bdi>
                    </a>
                </h1>
            </div>
            <div class="masthead__folio">
                <p class="masthead__holdings">{ holdings }</p>
                <p class="masthead__naming">{ naming }</p>
                <div class="masthead__tools">{ props.children.clone() }</div>
            </div>
        </header>
    }
}
