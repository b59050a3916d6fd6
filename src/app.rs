//! The app: what everything on the page shares, and the page itself.

use yew::prelude::*;

use crate::data::Client;
use crate::hooks::{use_callback, use_effect_on, use_history, use_info, use_memo, use_settings, use_state};
use crate::js::{history, host, page, service_worker};
use crate::pages::Explorer;
use crate::piece::{drawn_by, piece};
use crate::route::Route;
use crate::state::{Action, Height, Loaded, State};
use crate::words::Language;

/// What the app is given.
#[derive(Clone, PartialEq)]
pub struct Props {
    /// Who answers for the edition.
    pub client: Client,
}

/// The language that the browser asks for, else English.
fn browsers_language() -> Language {
    let wanted = page::wanted_languages();
    Language::wanted(wanted.iter().map(String::as_str)).unwrap_or_default()
}

drawn_by!(Props, use_app);

/// The whole app.
#[hook]
fn use_app(props: &Props) -> Html {
    let state = use_reducer(|| State::at(Route::from_query(&history::query())));
    let places = use_history(&state);
    let settings = use_settings(state.route.presentation.theme);
    let page = use_memo((), |()| (browsers_language(), AttrValue::from(page::title())));
    let (browsers_language, name) = (*page).clone();
    let lang = state.route.presentation.language.unwrap_or(browsers_language);
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
            host::tell(&host::Message::Ready { v: 1, articles });
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
