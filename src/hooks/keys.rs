//! Single-key shortcuts, for as long as a component is there.

use yew::prelude::*;

use super::effect::{until_undone, use_effect_on};

use crate::js::keys::{self, Key};

/// Calls `on_key` for every key of ours while `on` holds; its answer says whether the key was used.
#[hook]
pub fn use_keys(on: bool, on_key: Callback<Key, bool>) {
    use_effect_on((on, on_key), move |(on, on_key)| {
        let on_key = on_key.clone();
        let on = *on;
        // Escape leaves what is open whether or not single letters are shortcuts: it is no printable character.
        let listening = keys::listen(move |key| (on || key == Key::Escape) && on_key.emit(key));
        until_undone(listening)
    });
}
