//! The supplement: the views that are not needed at first, a second wasm module with a Yew root of its own beside the app's.
//!
//! The app says which view is to be shown (`www/start.js` carries it over) and answers the supplement's questions; the engine is not in here. Links
//! are plain links, which the start-up script turns into steps of the app's own.

mod about;
mod articles;
mod asking;
mod awaiting;
mod batch;
mod beside;
mod cite;
pub(crate) mod concordance;
mod differences;
pub(crate) mod entity;
pub(crate) mod entity_parts;
mod export;
mod exporting;
#[cfg(debug_assertions)]
mod gallery;
mod help;
mod notebook;
mod query_parts;
mod quotes;
mod records;
pub mod suggest;
mod suggest_box;
mod versions;
mod why;
pub(crate) mod words;

mod analysis;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::components::skeleton;
use crate::data::Client;
use crate::hooks::{until_undone, use_effect_on, use_info, use_mut_ref, use_state};
use crate::js::{page, supplement};
use crate::markup::html;
use crate::piece::{AnyPiece, Given, drawn_by, piece};
use crate::route::Route;
use crate::state::View;
use crate::words::Language;

use help::entity_view;
use words::{key, said};

/// The id of a view's heading, which takes the focus when the view opens.
pub(crate) const TITLE_ID: &str = "supplement-title";

/// Draws whatever view the app asks for, from now on.
pub fn start() {
    let Some(root) = supplement::root() else { return };
    #[cfg(debug_assertions)]
    yew::set_custom_panic_hook(Box::new(|panic| crate::js::start::failed(&panic.to_string())));
    let client = Client::of_app();
    suggest_box::start(client.clone());
    beside::furnish_articles(client.clone());
    notebook::watch(client.clone());
    let props = Supplement { client };
    yew::Renderer::<AnyPiece>::with_root_and_props(root, Given::to(props)).render();
}

/// What a view of the supplement works with.
#[derive(Clone, PartialEq)]
pub struct Leaf {
    /// Who answers for the edition.
    pub client: Client,
    /// The interface's language.
    pub lang: Language,
    /// What is asked for, and how the page is dressed.
    pub route: Route,
    /// The collection's name; empty until it is known.
    pub collection: AttrValue,
}

impl Leaf {
    /// A link to a view, dressed as this one is.
    pub fn href(&self, view: View) -> String {
        Route { view, presentation: self.route.presentation.clone() }.href()
    }
}

/// What the supplement works with.
#[derive(Clone, PartialEq)]
struct Supplement {
    client: Client,
}

drawn_by!(Supplement, use_supplement);

/// The view that the app asks for.
#[hook]
fn use_supplement(props: &Supplement) -> Html {
    // Address and language of what is shown: of the latest that was asked for, once the language's sentences are here.
    let shown = use_state(|| (String::new(), Language::En));
    {
        let setter = shown.setter();
        use_effect_on((), move |()| {
            let show = move || {
                let setter = setter.clone();
                spawn_local(async move {
                    let lang = Language::tagged(&supplement::language()).unwrap_or_default();
                    crate::words::bring(lang).await;
                    words::bring(lang).await;
                    setter.set((supplement::view(), lang));
                });
            };
            show();
            until_undone(supplement::on_view(show))
        });
    }
    let (href, lang) = &*shown;
    let route = Route::from_query(href);
    let info = use_info(&props.client);
    let leaf = route.view.leaf;
    let Some(leaf) = leaf else { return Html::default() };
    // The language is spoken from here on.
    let common = lang.words();
    let edition = info.now.ready();
    let collection = edition.map(|it| AttrValue::from(it.name.clone())).unwrap_or_default();
    let view = Leaf { client: props.client.clone(), lang: *lang, route, collection };
    // The same whatever the page is dressed in.
    let plain = Route { view: view.route.view.clone(), ..Route::default() }.href();
    let list = view.href(view.route.view.list());
    let drawn = match (leaf, edition) {
        ("compare" | "map" | "together", _) => analysis::view(leaf, &view),
        ("entity", _) => piece(plain, entity::EntityPage(view.clone())),
        ("batch", _) => piece("batch", batch::BatchPage(view.clone())),
        ("help", _) => piece("help", help::HelpPage(view.clone())),
        ("export", Some(info)) => piece(plain, export::ExportPage { leaf: view.clone(), info: info.clone() }),
        ("notebook", Some(info)) => {
            piece("notebook", notebook::NotebookPage { leaf: view.clone(), info: info.clone() })
        }
        ("cite", Some(info)) => piece(plain, cite::CitePage { leaf: view.clone(), collection: info.name.clone() }),
        #[cfg(debug_assertions)]
        ("components", _) => piece("components", gallery::GalleryPage(view.clone())),
        ("versions", _) => piece(plain, versions::VersionsPage(view.clone())),
        ("why", Some(info)) => piece(plain, why::WhyPage { leaf: view.clone(), n_articles: info.n_articles }),
        (_, Some(info)) => piece("about", about::AboutPage { leaf: view.clone(), info: info.clone() }),
        (_, None) => skeleton(*lang, 3),
    };
    html! {
        <div class="supplement">
            <main class="supplement__main" id="results" tabindex="-1" aria-labelledby={TITLE_ID}>
                if view.route.presentation.embed {
                    <h1 class="visually-hidden">{ view.collection.clone() }</h1>
                }
                <p class="supplement__back"><a href={list}>{ said(key::TO_THE_ARTICLES) }</a></p>
                { drawn }
            </main>
            <footer class="supplement__footer"><p>{ common.privacy }</p></footer>
        </div>
    }
}

/// The title of the browser's tab, before the collection's name, once it is known; with it the view's heading takes the focus, the first time.
#[hook]
fn use_title(leaf: &Leaf, title: Option<String>) {
    let is_new = use_mut_ref(|| true);
    let title = title.map(|title| match &*leaf.collection {
        "" => title,
        name => [&*title, " – ", name].concat(),
    });
    use_effect_on(title, move |title| {
        // In the gallery no view is the page's own.
        #[cfg(debug_assertions)]
        let title = title.as_ref().filter(|_| !gallery::is_shown());
        if let Some(title) = title {
            page::set_title(title);
            if is_new.replace(false) {
                page::scroll_to_start("supplement");
                page::focus_quietly(TITLE_ID);
            }
        }
        None
    });
}

/// A view's heading.
fn heading(title: Html) -> Html {
    html! { <h2 class="supplement__title" id={TITLE_ID} tabindex="-1" dir="auto">{ title }</h2> }
}

/// A part of a view, under a heading of its own.
fn part(id: &'static str, title: &'static str, children: Html) -> Html {
    html! {
        <section class="supplement__part" aria-labelledby={id}>
            <h3 class="supplement__part-title" id={id}>{ title }</h3>
            { children }
        </section>
    }
}
