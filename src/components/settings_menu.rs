//! How the page looks: theme, text size, shortcuts and language.

use yew::prelude::*;

use crate::js::page;
use crate::markup::html;
use crate::state::{Settings, TextSize, Theme};
use crate::words::Language;

/// The menu: a panel under a button, and the languages beside it.
pub fn settings_menu(
    lang: Language,
    settings: &Settings,
    on_change: &Callback<Settings>,
    on_language: &Callback<Language>,
) -> Html {
    let words = lang.words();
    let set = |change: fn(&mut Settings, &str)| {
        let (settings, on_change) = (settings.clone(), on_change.clone());
        Callback::from(move |event: Event| {
            let mut settings = settings.clone();
            change(&mut settings, &page::field_text(&event));
            on_change.emit(settings);
        })
    };
    let on_theme = set(|settings, name| settings.theme = Theme::named(name).unwrap_or_default());
    let on_size = set(|settings, name| {
        settings.text_size = TextSize::ALL.into_iter().find(|size| size.name() == name).unwrap_or_default();
    });
    let on_shortcuts = {
        let (settings, on_change) = (settings.clone(), on_change.clone());
        Callback::from(move |event: Event| {
            on_change.emit(Settings { shortcuts: page::field_ticked(&event), ..settings.clone() });
        })
    };
    let on_language = {
        let on_language = on_language.clone();
        Callback::from(move |event: Event| {
            if let Some(language) = Language::tagged(&page::field_text(&event)) {
                on_language.emit(language);
            }
        })
    };
    let radio =
        |name: &'static str, value: &'static str, label: &'static str, checked: bool, onchange: &Callback<Event>| {
            html! {
                <label class="settings-menu__choice">
                    <input type="radio" {name} {value} {checked} onchange={onchange.clone()} />
                    { label }
                </label>
            }
        };
    html! {
        <div class="settings-menu">
            <button type="button" class="settings-menu__button" popovertarget="settings" aria-label={words.display}>
                <span aria-hidden="true" class="settings-menu__letters">{ "A" }<small>{ "a" }</small></span>
            </button>
            <div id="settings" class="settings-menu__panel" popover="auto" role="group" aria-label={words.display}>
                <fieldset class="settings-menu__group">
                    <legend>{ words.theme }</legend>
                    { for Theme::ALL.into_iter().map(|theme| {
                        let chosen = theme == settings.theme;
                        radio("theme", theme.name(), (words.theme_name)(theme), chosen, &on_theme)
                    }) }
                </fieldset>
                <fieldset class="settings-menu__group">
                    <legend>{ words.text_size }</legend>
                    { for TextSize::ALL.into_iter().zip(words.sizes).map(|(size, label)| {
                        radio("text-size", size.name(), label, size == settings.text_size, &on_size)
                    }) }
                </fieldset>
                <label class="settings-menu__choice">
                    <input type="checkbox" checked={settings.shortcuts} onchange={on_shortcuts} />
                    { words.shortcuts }
                </label>
            </div>
            <label class="settings-menu__language">
                <span class="visually-hidden">{ words.language }</span>
                <select class="settings-menu__select" onchange={on_language}>
                    { for Language::ALL.into_iter().map(|language| html! {
                        <option value={language.tag()} lang={language.tag()} selected={language == lang}>
                            { language.own_name() }
                        </option>
                    }) }
                </select>
            </label>
        </div>
    }
}
