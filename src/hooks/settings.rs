//! The reader's settings: kept on this device, shown on the page's root.

use newsprint_model::EntityKind;
use yew::prelude::*;

use super::memory::{use_callback, use_memo, use_state};

use crate::js::page;
use crate::state::{Settings, TextSize, Theme};

/// The settings, and a way to change them.
#[derive(Clone, PartialEq)]
pub struct SettingsHandle {
    /// As they are.
    pub now: Settings,
    /// Sets and stores others.
    pub set: Callback<Settings>,
}

/// The reader's settings, kept on this device and shown on the page's root. An address may ask for a theme of its own.
#[hook]
pub fn use_settings(theme_asked_for: Option<Theme>) -> SettingsHandle {
    let settings = use_state(stored_settings);
    let set = {
        let settings = settings.setter();
        use_callback((), move |new: Settings, ()| {
            store(&new);
            settings.set(new);
        })
    };
    // While drawing rather than after it, so that nothing is seen in other colours or sizes first.
    use_memo((theme_asked_for.unwrap_or(settings.theme), settings.text_size), |(theme, size)| {
        page::set_root_attribute("data-theme", Some(theme.name()));
        page::set_root_attribute("data-text-size", Some(size.name()));
    });
    SettingsHandle { now: (*settings).clone(), set }
}

/// What is stored on this device, what is missing or unreadable as if never set.
fn stored_settings() -> Settings {
    let usual = Settings::default();
    let size = page::stored("text-size");
    let marks = page::stored("marks");
    Settings {
        theme: page::stored("theme").and_then(|name| Theme::named(&name)).unwrap_or(usual.theme),
        text_size: TextSize::ALL.into_iter().find(|it| size.as_deref() == Some(it.name())).unwrap_or(usual.text_size),
        shortcuts: page::stored("shortcuts").map_or(usual.shortcuts, |text| text != "off"),
        marks: match marks {
            Some(codes) => {
                EntityKind::ALL.into_iter().filter(|kind| codes.split(' ').any(|code| code == kind.code())).collect()
            }
            None => usual.marks,
        },
    }
}

fn store(settings: &Settings) {
    page::store("theme", settings.theme.name());
    page::store("text-size", settings.text_size.name());
    page::store("shortcuts", if settings.shortcuts { "on" } else { "off" });
    // One that is nobody's stands for none at all: what is empty counts as never stored.
    let codes: Vec<_> = ["-"].into_iter().chain(settings.marks.iter().map(|kind| kind.code())).collect();
    page::store("marks", &codes.join(" "));
}
