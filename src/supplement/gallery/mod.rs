//! The gallery, in development builds only: every component in every state, as documentation of the design and for the tests that look at it.

mod canned;
mod finding;
mod reading;
mod sample;
mod sentences;
mod signs;
mod views;

use yew::prelude::*;

use self::views::{Engines, views};
use super::{Leaf, heading};
use crate::hooks::{use_effect_on, use_memo};
use crate::js::{page, supplement};
use crate::markup::html;
use crate::piece::drawn_by;
use crate::route::Route;
use crate::state::{Theme, View};
use crate::words::Language;

/// The page.
#[derive(Clone, PartialEq)]
pub struct GalleryPage(pub Leaf);

drawn_by!(GalleryPage, use_gallery);

/// A component in one state, and what that state is.
type Specimen = (&'static str, Html);

/// A component's name and its states.
type Case = (&'static str, Vec<Specimen>);

/// A group of components and its name.
type Group = (&'static str, Vec<Case>);

/// Whether the gallery is what is shown: then no view in it is the page's own, names the tab or takes the focus.
pub fn is_shown() -> bool {
    Route::from_query(&supplement::view()).view.leaf == Some("components")
}

#[hook]
fn use_gallery(props: &GalleryPage) -> Html {
    let GalleryPage(leaf) = props;
    let engines = use_memo((), |()| Engines::new());
    use_effect_on((), |()| {
        supplement::adopt_style(include_str!("gallery.css"));
        page::set_title("Components");
        page::focus_quietly(super::TITLE_ID);
        None
    });
    // One entry alone has an address of its own.
    let wanted = &leaf.route.view.beside;
    let groups = groups(leaf, &engines);
    let is_known = groups.iter().flat_map(|(_, cases)| cases).any(|(name, _)| name == wanted);
    let shown = groups.into_iter().map(|(name, cases)| {
        let cases = cases.into_iter().filter(|(name, _)| !is_known || name == wanted);
        (name, cases.collect::<Vec<Case>>())
    });
    let tag = leaf.lang.tag();
    html! {
        <>
            { heading(html! { <span lang="en" dir="ltr">{ "Components" }</span> }) }
            { dresses(leaf) }
            if is_known {
                <p><a lang="en" dir="ltr" href={leaf.href(View { beside: String::new(), ..leaf.route.view.clone() })}>{ "All components" }</a></p>
            }
            { for shown.filter(|(_, cases)| !cases.is_empty()).map(|(name, cases)| html! {
                <section class="gallery__group">
                    <h3 class="gallery__name" lang="en" dir="ltr">{ name }</h3>
                    { for cases.into_iter().map(|(name, specimens)| html! {
                        <div class="gallery__case" data-component={name} key={name}>
                            <h4 class="gallery__component" lang="en" dir="ltr">
                                <a href={leaf.href(View { beside: name.to_owned(), ..leaf.route.view.clone() })}><code>{ name }</code></a>
                            </h4>
                            <p class="gallery__about" lang="en" dir="ltr">{ sentences::about(name) }</p>
                            { for specimens.into_iter().map(|(state, drawn)| html! {
                                <figure class="gallery__specimen" data-state={state}>
                                    <figcaption class="gallery__state" lang="en" dir="ltr">{ state }</figcaption>
                                    // In another language all is drawn anew.
                                    <div class="gallery__drawing" key={tag}>{ drawn }</div>
                                </figure>
                            }) }
                        </div>
                    }) }
                </section>
            }) }
        </>
    }
}

/// Every entry.
fn groups(leaf: &Leaf, engines: &Engines) -> [Group; 6] {
    let lang = leaf.lang;
    [
        ("Words and signs", signs::signs(lang)),
        ("Searching", finding::searching(lang)),
        ("The list", finding::list(lang)),
        ("The article", reading::article(lang)),
        ("States of the page", signs::states(lang)),
        ("Views of the supplement", views(leaf, engines)),
    ]
}

/// Links to the same page in every dress: light and dark, in each language.
fn dresses(leaf: &Leaf) -> Html {
    let dress = |theme: Theme, language: Language| {
        let mut route = Route { view: leaf.route.view.clone(), presentation: leaf.route.presentation.clone() };
        route.presentation.theme = Some(theme);
        route.presentation.language = Some(language);
        let name = if theme == Theme::Dark { "dark" } else { "light" };
        html! { <li><a href={route.href()}>{ language.own_name() }{ ", " }<span lang="en">{ name }</span></a></li> }
    };
    let all = Language::ALL.into_iter().flat_map(|language| [(Theme::Light, language), (Theme::Dark, language)]);
    html! { <ul class="gallery__dresses">{ for all.map(|(theme, language)| dress(theme, language)) }</ul> }
}

fn nothing<T: 'static>() -> Callback<T> {
    Callback::noop()
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::canned::{Supply, client};
    use super::*;

    /// The entries, and how many states each has.
    fn shown() -> Vec<(&'static str, usize)> {
        let (route, collection) = (Route::default(), AttrValue::default());
        let leaf = Leaf { client: client(Supply::Many), lang: Language::En, route, collection };
        groups(&leaf, &Engines::new())
            .into_iter()
            .flat_map(|(_, cases)| cases)
            .map(|(name, of)| (name, of.len()))
            .collect()
    }

    #[test]
    fn every_component_and_every_view_is_shown() {
        let shown = shown();
        let is_shown = |name: &str| shown.iter().any(|(other, _)| *other == name);
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/components");
        // A part of others, and a dialog that would lie over the page.
        let elsewhere = ["mod", "article-text", "sheet"];
        for entry in std::fs::read_dir(folder).expect("the components") {
            let name = entry.expect("an entry").path().file_stem().map(|it| it.to_string_lossy().replace('_', "-"));
            let name = name.expect("a name");
            assert!(is_shown(&name) || elsewhere.contains(&&*name), "{name} is not in the gallery");
        }
        for name in View::LEAVES.into_iter().filter(|name| *name != "components") {
            assert!(is_shown(name), "{name} is not in the gallery");
        }
        assert!(View::LEAVES.contains(&"components"));
    }

    #[test]
    fn every_entry_has_states_and_a_sentence_of_its_own() {
        let names: Vec<&str> = shown().iter().map(|(name, _)| *name).collect();
        assert!(shown().iter().all(|(_, n_states)| *n_states > 0));
        let (mut one, mut other) = (names, sentences::names());
        one.sort_unstable();
        other.sort_unstable();
        assert_eq!(one, other);
    }
}
