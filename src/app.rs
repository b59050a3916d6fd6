//! The app: what everything on the page shares, and the page itself.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::data::Client;
use crate::hooks::{use_callback, use_effect_on, use_history, use_info, use_memo, use_settings, use_state};
use crate::js::{history, host, page, service_worker};
use crate::pages::Explorer;
use crate::piece::{drawn_by, piece};
use crate::route::Route;
use crate::state::{Action, Height, Loaded, State};
use crate::words::{self, Language};

/// What the app is given.
#[derive(Clone, PartialEq)]
pub struct Props {
    /// Who answers for the edition.
    pub client: Client,
}

/// The language that the address asks for, else the browser, else English.
pub fn wanted_language(route: &Route) -> Language {
    route.presentation.language.unwrap_or_else(|| {
        let wanted = page::wanted_languages();
        Language::wanted(wanted.split(',')).unwrap_or_default()
    })
}

/// The language that is spoken: the wanted one once its sentences are here, until then the one before.
#[hook]
fn use_language(wanted: Language) -> Language {
    let spoken = use_state(move || if words::is_here(wanted) { wanted } else { Language::En });
    let speak = spoken.setter();
    use_effect_on(wanted, move |&wanted| {
        spawn_local(async move {
            words::bring(wanted).await;
            if words::is_here(wanted) {
                speak.set(wanted);
            }
        });
        None
    });
    *spoken
}

drawn_by!(Props, use_app);

/// The whole app.
#[hook]
fn use_app(props: &Props) -> Html {
    let state = use_reducer(|| State::at(Route::from_query(&history::query())));
    let places = use_history(&state);
    let settings = use_settings(state.route.presentation.theme);
    let name = (*use_memo((), |()| AttrValue::from(page::title()))).clone();
    let lang = use_language(wanted_language(&state.route));
    let has_update = use_state(|| false);
    let is_online = use_state(page::is_online);

    let info = use_info(&props.client);
    {
        let is_online = is_online.setter();
        use_effect_on((), move |()| {
            let listening = page::on_connection(move |online| is_online.set(online));
            Some(Box::new(move || drop(listening)))
        });
    }
    let on_listed = {
        let has_update = has_update.setter();
        use_callback((), move |(), ()| {
            let has_update = has_update.clone();
            service_worker::register(move || has_update.set(true));
        })
    };
    let n_articles = if let Loaded::Ready(info) = &info.now { Some(info.n_articles) } else { None };
    use_effect_on(n_articles, |n_articles| {
        if let Some(articles) = *n_articles {
            host::tell_ready(articles);
        }
        None
    });
    let presentation = &state.route.presentation;
    // While drawing rather than after it: what is drawn in one direction and then turned moves under the reader's eyes.
    use_memo((lang, presentation.embed, presentation.height), |(lang, embed, height)| {
        page::set_root_attribute("lang", Some(lang.tag()));
        page::set_root_attribute("dir", Some(lang.direction()));
        page::set_root_attribute("data-embed", embed.then_some("1"));
        page::set_root_attribute("data-height", (*height == Height::Auto).then_some("auto"));
    });
    let dispatch = {
        let dispatcher = state.dispatcher();
        use_callback(places.clone(), move |action: Action, places| {
            places.note();
            dispatcher.dispatch(action);
        })
    };
    piece(
        "explorer",
        Explorer {
            client: props.client.clone(),
            lang,
            route: state.route.clone(),
            is_typing: state.is_typing,
            name,
            info,
            places,
            settings,
            has_update: *has_update,
            is_online: *is_online,
            on_listed,
            on_action: dispatch,
        },
    )
}
