//! Single keys that work anywhere on the page but in a field.

use super::listen::Listening;
use super::{page, start};

/// A key that means something to the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// `/`: to the search box.
    Search,
    /// `j`, or the down arrow on a headline: the next article of the list.
    Down,
    /// `k`, or the up arrow on a headline: the one before.
    Up,
    /// `n`: the next match of the open article.
    NextHit,
    /// `p`: the one before.
    PreviousHit,
    /// Escape: out of what is open.
    Escape,
    /// `?`: how to search, and the keys.
    Help,
}

/// What a key means, given where the focus is; `None` when it is none of ours.
pub fn meaning(key: &str, on_headline: bool) -> Option<Key> {
    match key {
        "/" => Some(Key::Search),
        "j" => Some(Key::Down),
        "k" => Some(Key::Up),
        "ArrowDown" if on_headline => Some(Key::Down),
        "ArrowUp" if on_headline => Some(Key::Up),
        "n" => Some(Key::NextHit),
        "p" => Some(Key::PreviousHit),
        "Escape" => Some(Key::Escape),
        "?" => Some(Key::Help),
        _ => None,
    }
}

/// Calls `on_key` for every key of ours; a `true` in answer keeps the browser from acting on it too.
///
/// Keys typed into a field or a dialog, and keys with Control, Alt or Command, are left alone.
pub fn listen(on_key: impl Fn(Key) -> bool + 'static) -> Option<Listening> {
    let document = web_sys::window()?.document()?;
    Some(Listening::to(&document, "keydown", move |event| {
        let Some(key) = start::call("key", &event).and_then(|key| key.as_string()) else { return };
        let on_headline = page::focused_id().is_some_and(|id| id.starts_with(page::HEADLINE_ID));
        if let Some(key) = meaning(&key, on_headline)
            && on_key(key)
        {
            event.prevent_default();
        }
    }))
}
