//! Copying a link to what is shown.

use yew::platform::spawn_local;
use yew::prelude::*;

use super::memory::{use_callback, use_state};

use crate::js::page;

/// A way to copy a link, and what came of it: `Some(false)` when the browser refused. The outcome is told for as long
/// as the link is still the one that was copied.
#[hook]
pub fn use_share(href: String) -> (Option<bool>, Callback<()>) {
    let copied = use_state(|| None::<(String, bool)>);
    let outcome = copied.as_ref().and_then(|(link, done)| (*link == href).then_some(*done));
    let share = use_callback(href, {
        let copied = copied.setter();
        move |(), href: &String| {
            let (copied, href) = (copied.clone(), href.clone());
            spawn_local(async move {
                let done = page::copy(href.clone()).await;
                copied.set(Some((href, done)));
            });
        }
    });
    (outcome, share)
}
